Connection 0   10.44.0.1:55274 → 10.44.0.2:8080   ws://10.44.0.2:8080/   2.07 s   42 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 047 180 340 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000111  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 1 771 105 669, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000146  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.15 ms.

HTTP asks to become WebSocket
    4   0.007554  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               V7M7LXTJDANZjjX3yKI9Ww==. The key is random, not
                                               secret: the server must prove that it understood by
                                               computing with it.
    5   0.007612  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.017625  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               V7M7LXTJDANZjjX3yKI9Ww==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               d25b261cd401dce4dd461e45a95bc8a3dca394eb; in base64 =
                                               0lsmHNQB3OTdRh5FqVvIo9yjlOs=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension was offered. From the next byte
                                               on, this connection speaks WebSocket, no longer HTTP.
    7   0.017694  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.343187  →  Text "question 1, "       12 bytes of payload. The frame's FIN bit is not set:
                                               this is only the first part (fragment) of a message;
                                               continuation frames follow (RFC 6455 5.4). It is
                                               masked, as every frame of a client must be (RFC 6455
                                               5.1): each byte is combined with a random key in the
                                               frame, so that no proxy mistakes it for HTTP.
    9   0.384102  ←  ACK                       A delayed ACK: the server has packet 8, but waited
                                               40.9 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).
   10   0.384134  →  Continuation "and its end"
                                               11 bytes of payload. The last part: FIN bit 1. The
                                               message is complete: 2 frames, 23 bytes.
   11   0.384156  ←  ACK                       The server has packet 10; alone, at once. This time
                                               at once: the server has sent nothing of its own for a
                                               while, so Linux stops expecting an answer to carry
                                               the ACK (it leaves "ping-pong" mode).
   12   0.385246  ←  Text "question 1, and its end"
                                               23 bytes of payload. The frame's own FIN bit is set:
                                               it is the whole message. That bit has nothing to do
                                               with TCP's FIN flag.
   13   0.385263  →  ACK                       The client has packet 12; alone, at once.
   14   0.697897  →  Text "question 2, "       12 bytes of payload. First part of a message: FIN bit
                                               0.
   15   0.740110  ←  ACK                       Delayed ACK of the server for packet 14: it waited
                                               42.2 ms for data to ride on.
   16   0.740134  →  Continuation "and its end"
                                               11 bytes of payload. The last part: FIN bit 1. The
                                               message is complete: 2 frames, 23 bytes.
   17   0.740150  ←  ACK                       The server has packet 16; alone, at once.
   18   0.740658  ←  Text "question 2, and its end"
                                               23 bytes of payload.
   19   0.740669  →  ACK                       The client has packet 18; alone, at once.
   20   1.049812  →  Text "question 3, "       12 bytes of payload. First part of a message: FIN bit
                                               0.
   21   1.096147  ←  ACK                       Delayed ACK of the server for packet 20: it waited
                                               46.3 ms for data to ride on.
   22   1.096176  →  Continuation "and its end"
                                               11 bytes of payload. The last part: FIN bit 1. The
                                               message is complete: 2 frames, 23 bytes.
   23   1.096194  ←  ACK                       The server has packet 22; alone, at once.
   24   1.097280  ←  Text "question 3, and its end"
                                               23 bytes of payload.
   25   1.097300  →  ACK                       The client has packet 24; alone, at once.
                  ⋮  11 more packets like these (26 to 36, in 354 ms): 2 Text frames from the client
                     (36 bytes), 3 ACKs from the server, 2 parts of longer frames or messages from
                     the client (34 bytes), 2 Text frames from the server (50 bytes), 2 ACKs from
                     the client.

The close
   37   2.067867  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   38   2.069964  ←  Close 1000                The server answers the Close in packet 37 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. It also carries
                                               the ACK for packet 37 (piggybacked), so no separate
                                               one was needed.
   39   2.069982  →  ACK                       The client has packet 38; alone, at once.

TCP ends
   40   2.070252  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   41   2.071411  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 40 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   42   2.071440  ←  ACK                       The server confirms the FIN in packet 41. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 7 times: 7 alone; usually after 0.02 ms, at most 0.07 ms. The
    server acknowledged data 11 times: 10 alone, 1 on data of its own; usually after 0.33 ms, at
    most 46.3 ms. 4 of these waited for a delayed-ACK timer of about 41.6 ms (RFC 9293 3.8.6.3
    allows up to 500 ms). From packet 11 on it acknowledges at once again: its kernel no longer
    expects data that could carry the ACK. The capture was taken near the client, as the handshake
    shows: the delays of the server contain the way there and back.
  · Held up 4 times, about 41.6 ms each (166 ms in all, first at packet 10): the client writes
    little by little, its Nagle algorithm (RFC 896) holds the next small segment until the last one
    is acknowledged, and the server delays that ACK. Remedy at the client: set TCP_NODELAY, or write
    each message at once.
  · 10 messages (230 bytes in all) took 42 packets (3.38 KB), 4.2 packets for each message: 588
    bytes link layer, 2.2 KB TCP/IP headers, 282 bytes HTTP headers, 78 bytes WebSocket frame
    headers, 234 bytes WebSocket payload.
