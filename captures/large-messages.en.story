Connection 0   10.44.0.1:44256 → 10.44.0.2:8080   ws://10.44.0.2:8080/   2 s   266 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 755 506 365 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000034  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 3 194 433 329, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000051  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.05 ms.

HTTP asks to become WebSocket
    4   0.000433  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               yoi063XGzXhFeIHxdNWyeQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000442  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.009387  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               yoi063XGzXhFeIHxdNWyeQ==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               216e10a44e353b4aa9d94d6b7e9efc9f495b5e87; in base64 =
                                               IW4QpE41O0qp2U1rfp78n0lbXoc=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.009415  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.141864  ←  Text, 0 bytes             Pushed: the client has not asked for it. That is what
                                               WebSocket is for. The frame's own FIN bit is set: it
                                               is the whole message. That bit has nothing to do with
                                               TCP's FIN flag.
    9   0.141890  →  ACK                       The client has packet 8; alone, at once.
   10   0.251714  ←  Text "A"                  1 byte of payload.
   11   0.251740  →  ACK                       The client has packet 10; alone, at once.
   12   0.362091  ←  Text "All of this is one message. All of this …"
                                               125 bytes of payload.
   13   0.362119  →  ACK                       The client has packet 12; alone, at once.
   14   0.474351  ←  Text "All of this is one message. All of this …"
                                               126 bytes of payload.
   15   0.474371  →  ACK                       The client has packet 14; alone, at once.
   16   0.583901  ←  Text "All of this is one message. All of this …"
                                               127 bytes of payload.
   17   0.583925  →  ACK                       The client has packet 16; alone, at once.
   18   0.701253  ←  Text begins, 1.44 KB of 65.5 KB
   19   0.701279  →  ACK                       The client has packet 18; alone, at once.
   20   0.701281  ←  Text goes on, 1.45 KB of 65.5 KB
   21   0.701283  →  ACK                       The client has packet 20; alone, at once.
   22   0.701284  ←  Text goes on, 1.45 KB of 65.5 KB
                  ⋮  55 more packets like these (23 to 77, in 0.43 ms): 13 ACKs from the client, 42
                     parts of longer frames or messages from the server (60.8 KB).
   78   0.701720  ←  Text "All of this is one message. All of this …"
                                               65.5 KB of payload. It began in packet 18.
   79   0.702338  →  ACK                       One ACK for 14 packets (19.2 KB), up to packet 78:
                                               ACKs are cumulative. The client has them all.
   80   0.702585  →  ACK                       Only the window changes, from 22.5 KB to 46.1 KB: the
                                               client now has room for that much.
                  ⋮  48 more packets like these (81 to 128, in 0.16 ms): 45 parts of longer frames
                     or messages from the server (64.9 KB), 3 ACKs from the client.
  129   0.817677  ←  Text "All of this is one message. All of this …"
                                               65.5 KB of payload. It began in packet 81.
  130   0.817945  →  ACK                       One ACK for 14 packets (19.5 KB), up to packet 129:
                                               ACKs are cumulative. The client has them all.
  131   0.818101  →  ACK                       Only the window changes, from 17.4 KB to 35.8 KB: the
                                               client now has room for that much.
  132   0.818378  →  ACK                       Only the window changes, from 35.8 KB to 72.7 KB: the
                                               client now has room for that much.
  133   0.933143  →  Text, 0 bytes             It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
  134   0.975412  ←  ACK                       A delayed ACK: the server has packet 133, but waited
                                               42.3 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).
  135   1.038151  →  Text "A"                  1 byte of payload.
  136   1.038176  ←  ACK                       The server has packet 135; alone, at once. This time
                                               at once: the server has sent nothing of its own for a
                                               while, so Linux stops expecting an answer to carry
                                               the ACK (it leaves "ping-pong" mode).
  137   1.143692  →  Text "All of this is one message. All of this …"
                                               125 bytes of payload.
  138   1.143719  ←  ACK                       The server has packet 137; alone, at once.
  139   1.249060  →  Text "All of this is one message. All of this …"
                                               126 bytes of payload.
  140   1.249086  ←  ACK                       The server has packet 139; alone, at once.
  141   1.353339  →  Text "All of this is one message. All of this …"
                                               127 bytes of payload.
  142   1.353364  ←  ACK                       The server has packet 141; alone, at once.
  143   1.473082  →  Text begins, 1.43 KB of 131 KB
  144   1.473088  →  Text goes on, 1.45 KB of 131 KB
  145   1.473089  →  Text goes on, 1.45 KB of 131 KB
                  ⋮  103 more packets like these (146 to 248, in 2.61 ms): 87 parts of longer frames
                     or messages from the client (126 KB), 16 ACKs from the server.
  249   1.475705  →  Text "All of this is one message. All of this …"
                                               131 KB of payload. The frame's FIN bit is not set:
                                               this is only the first part (fragment) of a message;
                                               continuation frames follow (RFC 6455 5.4). It began
                                               in packet 143.
                  ⋮  8 more packets like these (250 to 257, in 0.58 ms): 1 ACK from the server, 7
                     parts of longer frames or messages from the client (9.07 KB).
  258   1.476304  →  Continuation "ne message. All of this is one message. …"
                                               9 KB of payload. The last part: FIN bit 1. The
                                               message is complete: 3 frames, 140 KB. It began in
                                               packet 252.
  259   1.476448  ←  ACK                       One ACK for 12 packets (14.1 KB), up to packet 258:
                                               ACKs are cumulative. The server has them all.

  ┈ 517 ms of silence ┈

The close
  260   1.993163  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
  261   1.993189  ←  ACK                       The server has packet 260; alone, at once.
  262   1.993651  ←  Close 1000                The server answers the Close in packet 260 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed.
  263   1.993657  →  ACK                       The client has packet 262; alone, at once.

TCP ends
  264   1.995825  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
  265   1.997242  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 264 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
  266   1.997263  ←  ACK                       The server confirms the FIN in packet 265. A FIN
                                               takes one number of its own, so it is acknowledged
                                               like a byte. Both directions are closed. The server,
                                               whose FIN came first, stays in TIME-WAIT for a while
                                               (a minute on Linux), in case this last ACK was lost
                                               (RFC 9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 27 times: 27 alone; usually after 0.0025 ms, at most 0.62 ms. The
    server acknowledged data 25 times: 25 alone; usually after 0.02 ms, at most 42.3 ms. 1 of these
    waited for a delayed-ACK timer of about 42.3 ms (RFC 9293 3.8.6.3 allows up to 500 ms). From
    packet 136 on it acknowledges at once again: its kernel no longer expects data that could carry
    the ACK.
  · 13 messages (272 KB in all) took 266 packets (290 KB), 20.5 packets for each message: 3.72 KB
    link layer, 13.8 KB TCP/IP headers, 614 bytes HTTP headers, 100 bytes WebSocket frame headers,
    272 KB WebSocket payload.
