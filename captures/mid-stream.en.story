Connection 0   10.44.0.1:39978 → 10.44.0.2:8080   WebSocket   319 ms   16 packets
The capture begins after the handshake; the lower port is taken for the server's. Closed cleanly by
the client: code 1000 "bye". Both sides sent a Close frame. A browser as client reports code 1000,
wasClean=true.

Data
    1   0.000000  →  1.45 KB
    2   0.000036  →  1.45 KB
    3   0.000037  →  112 bytes
    4   0.000062  ←  ACK                       One ACK for 2 packets (2.9 KB), up to packet 2: ACKs
                                               are cumulative. The server has them all.

WebSocket speaks
    5   0.002861  ←  Text begins, 1.44 KB of 3 KB
                                               It also carries the ACK for packet 3 (piggybacked),
                                               so no separate one was needed. ✗ The handshake is not
                                               in the capture; the frames show a WebSocket: masked
                                               one way, bare the other, and each length leads to the
                                               next header. What is found is how sure that is: other
                                               traffic looks like this once in so many times. Found:
                                               2^62 (RFC 6455 4) Only now is it clear that packet 3
                                               brought this: Text "This sentence is in the message
                                               sixty ti…".
    6   0.002898  →  ACK                       An ACK that travels alone: "all bytes up to packet 5
                                               have arrived". The client has nothing to send, so
                                               there is nothing for it to ride on.
    7   0.002904  ←  Text goes on, 1.45 KB of 3 KB
    8   0.002907  →  ACK                       The client has packet 7; alone, at once.
    9   0.002907  ←  Text "This sentence is in the message sixty ti…"
                                               3 KB of payload. The frame's own FIN bit is set: it
                                               is the whole message. That bit has nothing to do with
                                               TCP's FIN flag. It began in packet 5.
   10   0.002910  →  ACK                       The client has packet 9; alone, at once.

  ┈ 312 ms of silence ┈

The close
   11   0.314486  →  Close 1000 "bye"          A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
   12   0.316358  ←  Close 1000 "bye"          The server answers the Close in packet 11 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. Carries the ACK
                                               for packet 11.
   13   0.316405  →  ACK                       The client has packet 12; alone, at once.

TCP ends
   14   0.316815  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   15   0.319001  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 14 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   16   0.319043  ←  ACK                       The server confirms the FIN in packet 15. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 4 times: 4 alone; usually after 0.02 ms, at most 0.05 ms. The
    server acknowledged data 3 times: 1 alone, 2 on data of its own; usually after 1.87 ms, at most
    2.82 ms.
  · 2 messages (6 KB in all) took 16 packets (7.09 KB), 8 packets for each message: 224 bytes link
    layer, 832 bytes TCP/IP headers, 20 bytes WebSocket frame headers, 6.01 KB WebSocket payload.
