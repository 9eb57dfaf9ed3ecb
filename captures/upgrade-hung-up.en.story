Connection 0   10.44.0.1:33536 → 10.44.0.2:8080   HTTP, 1 request   18.6 ms   8 packets
No WebSocket: the server hung up instead of answering the upgrade. Cause: the server ended TCP 18.1
ms after the request, without a word of HTTP. Evidence: packet 4 (upgrade request of the client),
packet 6 (first FIN of the server), packet 7 (FIN of the client). A browser as client reports code
1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. Look next at the log
of the server: a program that does not know WebSocket on this path, a crash, or a port that expects
TLS (wss:).

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               883 805 180 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000030  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 3 901 365 527, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000042  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.000460  →  GET /at-once              An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               XW36yg4SHxvfYOYLTbNJOw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000471  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.

TCP ends
    6   0.018534  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                                               Each direction ends on its own: the client may go on
                                               sending to the server until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
    7   0.018616  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 6 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
    8   0.018631  ←  ACK                       The server confirms the FIN in packet 7. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The server acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · 8 packets (1.04 KB) went by: 112 bytes link layer, 432 bytes TCP/IP headers, 492 bytes HTTP
    headers.

Connection 1   10.44.0.1:33552 → 10.44.0.2:8080   HTTP, 1 request   3.71 ms   10 packets
No WebSocket: the server hung up instead of answering the upgrade. Cause: the server ended TCP 0.86
ms after the request, in the middle of its answer. Evidence: packet 12 (upgrade request of the
client), packet 14 (last data of the server), packet 16 (first FIN of the server), packet 17 (FIN of
the client). A browser as client reports code 1006, wasClean=false. 1006 was never sent: it stands
for no Close frame at all. Look next at the log of the server: a program that does not know
WebSocket on this path, a crash, or a port that expects TLS (wss:).

TCP opens
    9   0.353457  →  SYN                       The client asks to open; its bytes count from
                                               644 615 890, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
   10   0.353481  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 4 161 317 207, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   11   0.353492  →  ACK                       Handshake complete. Round trip 0.03 ms.

HTTP asks to become WebSocket
   12   0.353752  →  GET /begun                Upgrade: websocket; version 13, key
                                               LTjjHXpARNMNKysk1rSuGQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   13   0.353761  ←  ACK                       The server has packet 12; alone, at once.
   14   0.354554  ←  part of a message, 48 bytes
   15   0.354564  →  ACK                       The client has packet 14; alone, at once.

TCP ends
   16   0.354616  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   17   0.357150  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 16) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   18   0.357167  ←  ACK                       The server confirms the FIN in packet 17.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · 10 packets (1.21 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 490 bytes HTTP
    headers, 48 bytes of other payload.
