Connection 0   10.44.0.1:59468 → 10.44.0.2:8080   ws://10.44.0.2:8080/   5.46 s   20 packets
Closed cleanly by the client: code 1000 "bye". Both sides sent a Close frame. A browser as client
reports code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 028 006 149 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.

  ┈ 1.02 s of silence ┈

    2   1.021143  →  SYN                       The same SYN again, 1.02 s later: nothing has
                                               answered the one before. Its timestamp shows that it
                                               was sent again: it is later than that of what was
                                               captured before (RFC 7323).

  ┈ 1.02 s of silence ┈

    3   2.045154  →  SYN                       The same SYN again, 1.02 s later: nothing has
                                               answered the one before.

  ┈ 1.02 s of silence ┈

    4   3.069149  →  SYN                       The same SYN again, 1.02 s later: nothing has
                                               answered the one before.

  ┈ 1.02 s of silence ┈

    5   4.093149  →  SYN                       The same SYN again, 1.02 s later: nothing has
                                               answered the one before.

  ┈ 1.03 s of silence ┈

    6   5.121130  →  SYN                       The same SYN again, 1.03 s later: nothing has
                                               answered the one before.
    7   5.121179  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 683 180 728, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    8   5.121197  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 5.12 s.

HTTP asks to become WebSocket
    9   5.122247  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               dfcji8vxYtQaddd3Wvx8Pw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
   10   5.122260  ←  ACK                       An ACK that travels alone: "all bytes up to packet 9
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
   11   5.123803  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               dfcji8vxYtQaddd3Wvx8Pw==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               ee6aa516d33a8a594a0284747f45ca8ab4f46784; in base64 =
                                               7mqlFtM6illKAoR0f0XKirT0Z4Q=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
   12   5.123817  →  ACK                       The client has packet 11; alone, at once.

WebSocket speaks
   13   5.133866  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
   14   5.133888  →  ACK                       The client has packet 13; alone, at once.

The close
   15   5.451942  →  Close 1000 "bye"          A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
   16   5.453168  ←  Close 1000 "bye"          The server answers the Close in packet 15 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. It also carries
                                               the ACK for packet 15 (piggybacked), so no separate
                                               one was needed.
   17   5.453184  →  ACK                       The client has packet 16; alone, at once.

TCP ends
   18   5.453529  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   19   5.455357  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 18 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   20   5.455380  ←  ACK                       The server confirms the FIN in packet 19. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The longest silence lasted 1.03 s, between packets 5 and 6; the longest time without data 5.12
    s, between packets 1 and 9.
  · The client acknowledged data 3 times: 3 alone; usually after 0.02 ms, at most 0.02 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 0.62 ms, at most
    1.23 ms. The capture was taken near the client, as the handshake shows: the delays of the server
    contain the way there and back.
  · One message (6 bytes) took 20 packets (2.02 KB): 280 bytes link layer, 1.1 KB TCP/IP headers,
    614 bytes HTTP headers, 10 bytes WebSocket frame headers, 16 bytes WebSocket payload.
