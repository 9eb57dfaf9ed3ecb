Connection 0   10.44.0.1:50046 → 10.44.0.2:8080   HTTP, 25 requests   5.11 s   82 packets
The server closed TCP first, with FIN.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 268 261 226 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000025  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 033 565 207, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000035  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.03 ms.

HTTP asks and answers
    4   0.000308  →  GET /updates?after=0      Head 344 bytes, no body.
    5   0.000337  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.032711  ←  204 No Content            Head 143 bytes, no body.
    7   0.032763  →  ACK                       The client has packet 6; alone, at once.
    8   0.245798  →  GET /updates?after=0      Head 344 bytes, no body.
    9   0.246639  ←  204 No Content            Head 143 bytes, no body. It also carries the ACK for
                                               packet 8 (piggybacked), so no separate one was
                                               needed.
   10   0.246655  →  ACK                       The client has packet 9; alone, at once.
   11   0.455596  →  GET /updates?after=0      Head 344 bytes, no body.
   12   0.456602  ←  200 OK                    Head 163 bytes, body 14 bytes. Carries the ACK for
                                               packet 11.
   13   0.456632  →  ACK                       The client has packet 12; alone, at once.
                  ⋮  66 more packets like these (14 to 79, in 4.44 s): 22 requests from the client
                     (7.58 KB), 22 responses from the server (3.96 KB), 22 ACKs from the client.

TCP ends
   80   5.106397  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                                               Each direction ends on its own: the client may go on
                                               sending to the server until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   81   5.106809  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 80 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   82   5.106864  ←  ACK                       The server confirms the FIN in packet 81. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · HTTP keep-alive: 25 requests shared one TCP connection (said by Connection: keep-alive, and the
    default of HTTP/1.1 anyway, RFC 9112 9.3). That only keeps a connection for the next request;
    unlike TCP keep-alive and WebSocket's Ping it sends nothing and asks nobody. The server
    announces that it closes the connection after 5 s without a request (Keep-Alive: timeout).
  · The client acknowledged data 25 times: 25 alone; usually after 0.02 ms, at most 0.05 ms. The
    server acknowledged data 25 times: 1 alone, 24 on data of its own; usually after 0.85 ms, at
    most 2.45 ms.
  · 20 messages (291 bytes in all) took 82 packets (18.5 KB), 4.1 packets for each message: 1.15 KB
    link layer, 4.28 KB TCP/IP headers, 12.6 KB HTTP headers, 491 bytes HTTP bodies.
