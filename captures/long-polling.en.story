Connection 0   10.44.0.1:45918 → 10.44.0.2:8080   HTTP, 20 requests   5.01 s   67 packets
The server closed TCP first, with FIN.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 541 755 255 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000025  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 454 008 536, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000036  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks and answers
    4   0.001087  →  GET /updates?after=0      Head 344 bytes, no body.
    5   0.001110  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.254805  ←  200 OK                    Head 163 bytes, body 14 bytes.
    7   0.254849  →  ACK                       The client has packet 6; alone, at once.
    8   0.266984  →  GET /updates?after=1      Head 344 bytes, no body.
    9   0.267033  ←  ACK                       The server has packet 8; alone, at once.
   10   0.504386  ←  200 OK                    Head 163 bytes, body 14 bytes.
   11   0.515241  →  GET /updates?after=2      Head 344 bytes, no body. It also carries the ACK for
                                               packet 10 (piggybacked), so no separate one was
                                               needed.
   12   0.515293  ←  ACK                       The server has packet 11; alone, at once.
   13   0.754775  ←  200 OK                    Head 163 bytes, body 14 bytes.
                  ⋮  51 more packets like these (14 to 64, in 4.25 s): 17 requests from the client
                     (5.86 KB), 17 ACKs from the server, 17 responses from the server (3.16 KB).

TCP ends
   65   5.012179  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                                               Each direction ends on its own: the client may go on
                                               sending to the server until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   66   5.014866  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 65 share one segment, so
                                               that four steps take three packets. It carries the
                                               ACK for packet 64.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   67   5.014911  ←  ACK                       The server confirms the FIN in packet 66. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · HTTP keep-alive: 20 requests shared one TCP connection (said by Connection: keep-alive, and the
    default of HTTP/1.1 anyway, RFC 9112 9.3). That only keeps a connection for the next request;
    unlike TCP keep-alive and WebSocket's Ping it sends nothing and asks nobody. The server
    announces that it closes the connection after 5 s without a request (Keep-Alive: timeout).
  · The client acknowledged data 20 times: 1 alone, 18 on data of its own, 1 with its FIN; usually
    after 9.92 ms, at most 11.4 ms. The server acknowledged data 20 times: 20 alone; usually after
    0.04 ms, at most 0.12 ms.
  · 20 messages (291 bytes in all) took 67 packets (15.1 KB), 3.35 packets for each message: 938
    bytes link layer, 3.5 KB TCP/IP headers, 10.1 KB HTTP headers, 491 bytes HTTP bodies.
