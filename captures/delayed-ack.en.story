Connection 0   10.44.0.1:40468 → 10.44.0.2:8080   ws://10.44.0.2:8080/   2.48 s   37 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               59 398 454 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000061  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 508 066 585, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000121  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.12 ms.

HTTP asks to become WebSocket
    4   0.002072  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               Yoxtnb5VeXog+ded5ZkhXQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.002108  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.005417  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               Yoxtnb5VeXog+ded5ZkhXQ==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               f70b98b0956bddf038394b9a79c1d26f04d24205; in base64 =
                                               9wuYsJVr3fA4OUuaecHSbwTSQgU=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.005451  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.228857  →  Text "now"                3 bytes of payload. It is masked, as every frame of a
                                               client must be (RFC 6455 5.1): each byte is combined
                                               with a random key in the frame, so that no proxy
                                               mistakes it for HTTP. The frame's own FIN bit is set:
                                               it is the whole message. That bit has nothing to do
                                               with TCP's FIN flag.
    9   0.238325  ←  Text "now"                3 bytes of payload. It also carries the ACK for
                                               packet 8 (piggybacked), so no separate one was
                                               needed.
   10   0.238349  →  ACK                       The client has packet 9; alone, at once.
   11   0.450937  →  Text "late!"              5 bytes of payload.
   12   0.496734  ←  ACK                       A delayed ACK: the server has packet 11, but waited
                                               45.8 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).
   13   0.754244  ←  Text "late!"              5 bytes of payload.
   14   0.754296  →  ACK                       The client has packet 13; alone, at once.
   15   0.977439  →  Text "now"                3 bytes of payload.
   16   0.977477  ←  ACK                       The server has packet 15; alone, at once. This time
                                               at once: the server has sent nothing of its own for a
                                               while, so Linux stops expecting an answer to carry
                                               the ACK (it leaves "ping-pong" mode).
   17   0.978874  ←  Text "now"                3 bytes of payload.
   18   0.978890  →  ACK                       The client has packet 17; alone, at once.
                  ⋮  12 more packets like these (19 to 30, in 1.06 s): 3 Text frames from the client
                     (31 bytes), 3 ACKs from the server, 3 Text frames from the server (19 bytes), 3
                     ACKs from the client.

The close
   31   2.476543  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   32   2.476638  ←  ACK                       The server has packet 31; alone, at once.
   33   2.478324  ←  Close 1000                The server answers the Close in packet 31 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed.
   34   2.478347  →  ACK                       The client has packet 33; alone, at once.

TCP ends
   35   2.478897  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   36   2.478959  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 35 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   37   2.478977  ←  ACK                       The server confirms the FIN in packet 36. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 8 times: 8 alone; usually after 0.03 ms, at most 0.19 ms. The
    server acknowledged data 8 times: 7 alone, 1 on data of its own; usually after 4.78 ms, at most
    45.8 ms. 3 of these waited for a delayed-ACK timer of about 42.3 ms (RFC 9293 3.8.6.3 allows up
    to 500 ms). From packet 16 on it acknowledges at once again: its kernel no longer expects data
    that could carry the ACK.
  · 12 messages (48 bytes in all) took 37 packets (3.18 KB), 3.08 packets for each message: 518
    bytes link layer, 1.94 KB TCP/IP headers, 614 bytes HTTP headers, 56 bytes WebSocket frame
    headers, 52 bytes WebSocket payload.
