Connection 0   10.44.0.1:59316 → 10.44.0.2:8080   ws://10.44.0.2:8080/   4.35 s   79 packets
Closed cleanly by the client: code 1000 "bye". Both sides sent a Close frame. A browser as client
reports code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               800 994 676 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000026  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 1 104 246 548, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×128, use timestamps.
    3   0.000038  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.031208  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               i8LgJO4UGmtU4FQXUV4EIQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.031235  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.034694  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               i8LgJO4UGmtU4FQXUV4EIQ==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               561137008fe114e39f3bf22a5eaf450308d515e0; in base64 =
                                               VhE3AI/hFOOfO/IqXq9FAwjVFeA=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.034728  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.130767  →  Text begins, 1.44 KB of 60 KB
    9   0.130787  →  Text goes on, 1.45 KB of 60 KB
   10   0.130813  ←  ACK                       One ACK for 2 packets (2.9 KB), up to packet 9: ACKs
                                               are cumulative. The server has them all.
   11   0.130822  →  Text goes on, 1.45 KB of 60 KB
                  ⋮  21 more packets like these (12 to 32, in 0.98 ms): 19 parts of longer frames or
                     messages from the client (23.6 KB), 2 ACKs from the server.
   33   0.138683  →  144 bytes again           Sent again (retransmission), 6.88 ms after the packet
                                               before: no ACK for number 28 326 has come, although
                                               the client had already sent up to 28 470. As long as
                                               none comes, the wait for the next try doubles (RFC
                                               6298 5.5). It ends at 28 470: the server had
                                               acknowledged 19 638 and offered 8.83 KB, so this
                                               fills its window to the last byte. Its timestamp
                                               shows that it was sent again: it is later than that
                                               of what was captured before (RFC 7323).
   34   0.174697  ←  ACK                       The server has no room left: window 0. The other side
                                               must wait (RFC 9293 3.8.6). The SACK block says that
                                               the bytes of packet 33 arrived twice (RFC 2883): they
                                               were sent again for nothing.
   35   0.386664  →  ACK                       A zero-window probe: number 28 469 is one below the
                                               next expected, 28 470, no payload, and the window of
                                               the server is 0. Is there room again? (RFC 9293
                                               3.8.6.1) Linux probes in this form; tshark takes it
                                               for a keep-alive.
   36   0.386695  ←  ACK                       The server has no room left: window 0. The other side
                                               must wait (RFC 9293 3.8.6). It repeats ACK 28 470 and
                                               window 0 after the probe: still no room.
   37   0.810694  →  ACK                       A zero-window probe: number 28 469 is one below the
                                               next expected, 28 470, no payload, and the window of
                                               the server is 0. Is there room again? (RFC 9293
                                               3.8.6.1) Linux probes in this form; tshark takes it
                                               for a keep-alive.
   38   1.674693  →  ACK                       A zero-window probe: number 28 469 is one below the
                                               next expected, 28 470, no payload, and the window of
                                               the server is 0. Is there room again? (RFC 9293
                                               3.8.6.1) Linux probes in this form; tshark takes it
                                               for a keep-alive.
   39   1.674726  ←  ACK                       The server has no room left: window 0. The other side
                                               must wait (RFC 9293 3.8.6). It repeats ACK 28 470 and
                                               window 0 after the probe: still no room.

  ┈ 1.7 s of silence ┈

   40   3.370696  →  ACK                       A zero-window probe: number 28 469 is one below the
                                               next expected, 28 470, no payload, and the window of
                                               the server is 0. Is there room again? (RFC 9293
                                               3.8.6.1) Linux probes in this form; tshark takes it
                                               for a keep-alive.
   41   3.370743  ←  ACK                       The server has no room left: window 0. The other side
                                               must wait (RFC 9293 3.8.6). It repeats ACK 28 470 and
                                               window 0 after the probe: still no room.
   42   4.039827  ←  ACK                       Only the window changes, from 0 bytes to 8.83 KB: the
                                               server now has room for that much.
                  ⋮  8 more packets like these (43 to 50, in 0.03 ms): 7 parts of longer frames or
                     messages from the client (8.83 KB), 1 packet about a full window from the
                     server.
   51   4.039990  ←  ACK                       Only the window changes, from 0 bytes to 8.83 KB: the
                                               server now has room for that much.
                  ⋮  19 more packets like these (52 to 70, in 0.11 ms): 17 parts of longer frames or
                     messages from the client (22 KB), 2 ACKs from the server.
   71   4.040112  →  Text "0123456789012345678901234567890123456789…"
                                               60 KB of payload. It is masked, as every frame of a
                                               client must be (RFC 6455 5.1): each byte is combined
                                               with a random key in the frame, so that no proxy
                                               mistakes it for HTTP. The frame's own FIN bit is set:
                                               it is the whole message. That bit has nothing to do
                                               with TCP's FIN flag. It began in packet 8.
   72   4.040173  ←  ACK                       One ACK for 4 packets (5.53 KB), up to packet 71:
                                               ACKs are cumulative. The server has them all.

The close
   73   4.349267  →  Close 1000 "bye"          A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   74   4.349317  ←  ACK                       The server has packet 73; alone, at once.
   75   4.350358  ←  Close 1000 "bye"          The server answers the Close in packet 73 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed.
   76   4.350383  →  ACK                       The client has packet 75; alone, at once.

TCP ends
   77   4.352405  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   78   4.352506  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 77 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   79   4.352533  ←  ACK                       The server confirms the FIN in packet 78. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The longest silence lasted 1.7 s, between packets 39 and 40; the longest time without data 3.9
    s, between packets 33 and 43.
  · The client acknowledged data 2 times: 2 alone; usually after 0.03 ms, at most 0.03 ms. The
    server acknowledged data 10 times: 10 alone; usually after 0.06 ms, at most 42.9 ms. 1 of these
    waited for a delayed-ACK timer of about 42.9 ms (RFC 9293 3.8.6.3 allows up to 500 ms). From
    packet 50 on it acknowledges at once again: its kernel no longer expects data that could carry
    the ACK.
  · One message (60 KB) took 79 packets (66 KB): 1.11 KB link layer, 4.14 KB TCP/IP headers, 614
    bytes HTTP headers, 16 bytes WebSocket frame headers, 60 KB WebSocket payload, 144 bytes sent
    again.
