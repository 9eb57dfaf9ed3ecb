Connection 0   10.44.0.1:56906 → 10.44.0.2:8080   ws://10.44.0.2:8080/   4.03 s   23 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 523 375 340 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000024  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 619 654 048, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000035  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.03 ms.

HTTP asks to become WebSocket
    4   0.002960  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               /1+vbVMt+iT97bwuPbRgXg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.002982  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.003747  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               /1+vbVMt+iT97bwuPbRgXg==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               3f705732b92f1d8f74c231e5f2ce6c9747fe4dca; in base64 =
                                               P3BXMrkvHY90wjHl8s5sl0f+Tco=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.003757  →  ACK                       The client has packet 6; alone, at once.

  ┈ 1.02 s of silence ┈

WebSocket speaks
    8   1.021886  ←  Ping "beat 1"             A WebSocket Ping: the server asks the program at the
                                               other end to show that it is alive. The client must
                                               send the same bytes back in a Pong (RFC 6455 5.5.2).
                                               Unlike TCP's keep-alive, this reaches the
                                               application's WebSocket code.
    9   1.021944  →  ACK                       The client has packet 8; alone, at once.
   10   1.022124  →  Pong "beat 1"             The Pong for the Ping in packet 8, with the same
                                               bytes, 0.24 ms after it. It is masked, as every frame
                                               of a client must be (RFC 6455 5.1): each byte is
                                               combined with a random key in the frame, so that no
                                               proxy mistakes it for HTTP.
   11   1.064992  ←  ACK                       A delayed ACK: the server has packet 10, but waited
                                               42.9 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).

  ┈ 958 ms of silence ┈

   12   2.023375  ←  Ping "beat 2"
   13   2.023633  →  Pong "beat 2"             Answers Ping 12 after 0.26 ms. It also carries the
                                               ACK for packet 12 (piggybacked), so no separate one
                                               was needed.
   14   2.023689  ←  ACK                       The server has packet 13; alone, at once. This time
                                               at once: the server has sent nothing of its own for a
                                               while, so Linux stops expecting an answer to carry
                                               the ACK (it leaves "ping-pong" mode).

  ┈ 1 s of silence ┈

   15   3.023979  ←  Ping "beat 3"
   16   3.024186  →  Pong "beat 3"             Answers Ping 15 after 0.21 ms. Carries the ACK for
                                               packet 15.
   17   3.024243  ←  ACK                       The server has packet 16; alone, at once.

  ┈ 1 s of silence ┈

The close
   18   4.027128  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   19   4.027157  ←  ACK                       The server has packet 18; alone, at once.
   20   4.027943  ←  Close 1000                The server answers the Close in packet 18 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed.

TCP ends
   21   4.028385  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   22   4.028440  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 21 share one segment, so
                                               that four steps take three packets. It carries the
                                               ACK for packet 20.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   23   4.028601  ←  ACK                       The server confirms the FIN in packet 22. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · WebSocket heartbeat: the server sent 3 Pings, one every 1 s, 3 answered by a Pong with the same
    bytes. The Pongs took 0.21 ms to 0.26 ms, median 0.24 ms, as seen where the capture was taken.
    The longest silence lasted 1.02 s, between packets 7 and 8.
  · The client acknowledged data 5 times: 2 alone, 2 on data of its own, 1 with its FIN; usually
    after 0.21 ms, at most 0.5 ms. The server acknowledged data 5 times: 5 alone; usually after 0.06
    ms, at most 42.9 ms. 1 of these waited for a delayed-ACK timer of about 42.9 ms (RFC 9293
    3.8.6.3 allows up to 500 ms). From packet 14 on it acknowledges at once again: its kernel no
    longer expects data that could carry the ACK.
  · 23 packets (2.22 KB) went by: 322 bytes link layer, 1.21 KB TCP/IP headers, 614 bytes HTTP
    headers, 32 bytes WebSocket frame headers, 40 bytes WebSocket payload.
