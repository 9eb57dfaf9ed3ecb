Connection 0   10.44.0.1:56914 → 10.44.0.2:8080   ws://10.44.0.2:8080/   1.06 s   24 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               4 080 117 632 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000061  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 364 573 499, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000083  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.08 ms.

HTTP asks to become WebSocket
    4   0.004440  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               2xg0Uu7r/s+xawCCwSxS+Q==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.004498  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.007398  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               2xg0Uu7r/s+xawCCwSxS+Q==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               25d6be05ac1e5bd65dc18e8df377b9a017d42e3b; in base64 =
                                               Jda+BaweW9ZdwY6N83e5oBfULjs=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.007418  →  ACK                       The client has packet 6; alone, at once.

  ┈ 240 ms of silence ┈

WebSocket speaks
    8   0.247572  ←  Text "one message "       12 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               FIN bit is not set: this is only the first part
                                               (fragment) of a message; continuation frames follow
                                               (RFC 6455 5.4).
    9   0.247601  →  ACK                       The client has packet 8; alone, at once.
   10   0.447839  ←  Ping "still there?"       A WebSocket Ping: the server asks the program at the
                                               other end to show that it is alive. The client must
                                               send the same bytes back in a Pong (RFC 6455 5.5.2).
                                               Unlike TCP's keep-alive, this reaches the
                                               application's WebSocket code.
   11   0.447865  →  ACK                       The client has packet 10; alone, at once.
   12   0.448343  →  Pong "still there?"       The Pong for the Ping in packet 10, with the same
                                               bytes, 0.5 ms after it. It is masked, as every frame
                                               of a client must be (RFC 6455 5.1): each byte is
                                               combined with a random key in the frame, so that no
                                               proxy mistakes it for HTTP.
   13   0.489371  ←  ACK                       A delayed ACK: the server has packet 12, but waited
                                               41 ms for data of its own that the ACK could ride on
                                               (piggyback). None came, so its delayed-ACK timer sent
                                               the ACK alone (RFC 9293 3.8.6.3; Linux waits 40 to
                                               200 ms).
   14   0.649195  ←  Continuation "in three "  9 bytes of payload. The next part; the FIN bit is
                                               still 0.
   15   0.689384  →  ACK                       Delayed ACK of the client for packet 14: it waited
                                               40.2 ms for data to ride on.
   16   0.848347  ←  Continuation "frames"     6 bytes of payload. The last part: FIN bit 1. The
                                               message is complete: 3 frames, 27 bytes.
   17   0.848406  →  ACK                       The client has packet 16; alone, at once. This time
                                               at once: the client has sent nothing of its own for a
                                               while, so Linux stops expecting an answer to carry
                                               the ACK (it leaves "ping-pong" mode).

  ┈ 215 ms of silence ┈

The close
   18   1.063043  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   19   1.063081  ←  ACK                       The server has packet 18; alone, at once.
   20   1.064098  ←  Close 1000                The server answers the Close in packet 18 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed.
   21   1.064110  →  ACK                       The client has packet 20; alone, at once.

TCP ends
   22   1.064648  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   23   1.064704  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 22 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   24   1.064722  ←  ACK                       The server confirms the FIN in packet 23. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · WebSocket heartbeat: the server sent 1 Ping, 1 answered by a Pong with the same bytes. The Pong
    took 0.5 ms, as seen where the capture was taken.
  · The client acknowledged data 6 times: 6 alone; usually after 0.03 ms, at most 40.2 ms. 1 of
    these waited for a delayed-ACK timer of about 40.2 ms (RFC 9293 3.8.6.3 allows up to 500 ms).
    From packet 17 on it acknowledges at once again: its kernel no longer expects data that could
    carry the ACK. The server acknowledged data 3 times: 3 alone; usually after 0.06 ms, at most 41
    ms. 1 of these waited for a delayed-ACK timer of about 41 ms.
  · One message (27 bytes) took 24 packets (2.29 KB): 336 bytes link layer, 1.26 KB TCP/IP headers,
    614 bytes HTTP headers, 22 bytes WebSocket frame headers, 55 bytes WebSocket payload.
