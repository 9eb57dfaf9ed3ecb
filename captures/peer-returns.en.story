Connection 0   10.44.0.1:53122 → 10.44.0.2:8080   ws://10.44.0.2:8080/   4.22 s   24 packets
Closed cleanly by the client: code 1000 "bye". Both sides sent a Close frame. A browser as client
reports code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 904 209 619 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000021  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 4 240 511 980, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000034  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.03 ms.

HTTP asks to become WebSocket
    4   0.000461  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               RsgiJnJ/M1RQL8eZp6AFMA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000468  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.001559  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               RsgiJnJ/M1RQL8eZp6AFMA==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               80cbfd49248d246652d3d90baa52dfe56e22c3bb; in base64 =
                                               gMv9SSSNJGZS09kLqlLf5W4iw7s=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.001575  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.002243  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.002258  →  ACK                       The client has packet 8; alone, at once.
   10   0.574178  ←  Text "are you there?"     14 bytes of payload.
   11   0.780601  ←  16 bytes again            Sent again (retransmission), 206 ms after the packet
                                               before: no ACK for number 138 has come, although the
                                               server had already sent up to 154. As long as none
                                               comes, the wait for the next try doubles (RFC 6298
                                               5.5). Its timestamp shows that it was sent again: it
                                               is later than that of what was captured before (RFC
                                               7323).
   12   0.988591  ←  16 bytes again            Sent again, 208 ms after the packet before: still no
                                               ACK for number 138.
   13   1.408613  ←  16 bytes again            Sent again, 420 ms after the packet before: still no
                                               ACK for number 138.
   14   2.240640  ←  16 bytes again            Sent again, 832 ms after the packet before: still no
                                               ACK for number 138.

  ┈ 1.66 s of silence ┈

   15   3.904596  ←  16 bytes again            Sent again, 1.66 s after the packet before: still no
                                               ACK for number 138.
   16   3.904634  →  ACK                       The client has packet 10; alone, 3.33 s after it.
   17   3.904642  ←  Text "hello?"             6 bytes of payload.
   18   3.904648  →  ACK                       The client has packet 17; alone, at once.

The close
   19   4.217017  →  Close 1000 "bye"          A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
   20   4.217873  ←  Close 1000 "bye"          The server answers the Close in packet 19 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. It also carries
                                               the ACK for packet 19 (piggybacked), so no separate
                                               one was needed.
   21   4.217908  →  ACK                       The client has packet 20; alone, at once.

TCP ends
   22   4.218268  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   23   4.218585  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 22 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   24   4.218625  ←  ACK                       The server confirms the FIN in packet 23. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The longest silence lasted 1.66 s, between packets 14 and 15.
  · The client acknowledged data 5 times: 5 alone; usually after 0.02 ms, at most 3.33 s. The server
    acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 0.43 ms, at most 0.86
    ms.
  · 3 messages (26 bytes in all) took 24 packets (2.34 KB), 8 packets for each message: 336 bytes
    link layer, 1.26 KB TCP/IP headers, 614 bytes HTTP headers, 14 bytes WebSocket frame headers, 36
    bytes WebSocket payload, 80 bytes sent again.
