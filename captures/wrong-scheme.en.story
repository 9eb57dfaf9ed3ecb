Connection 0   10.44.0.1:49436 → 10.44.0.2:8080   TLS   31.4 ms   12 packets
The TLS handshake failed: the client ended it with an alert. Cause: the client speaks TLS, and what
the server answers is not TLS. Evidence: packet 10 (TLS alert of the client), packet 11 (first FIN
of the client), packet 12 (RST of the server). Look next at the address: this port seems to want ws:
and not wss:, or a proxy that ends TLS is missing before it.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 526 418 950 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000066  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 90 197 334, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000082  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.08 ms.

TLS: sealed from here on
    4   0.002656  →  part of a record, 1.45 KB
    5   0.002659  →  ClientHello, TLS 1.3      The client begins TLS: it offers versions, ciphers
                                               and a key share. This much is readable by anybody.
                                               Inside it would speak http/1.1 (ALPN).
    6   0.002680  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    7   0.002685  ←  ACK                       The server has packet 5; alone, at once.

Data
    8   0.030560  ←  47 bytes                  ✗ The answer to TLS is plain HTTP: this port wants
                                               ws: (or http:). Found: HTTP/1.1 400 Bad Request (RFC
                                               6455 4.1)
    9   0.030592  →  ACK                       The client has packet 8; alone, at once.

TLS: sealed from here on
   10   0.030705  →  Alert: fatal, protocol_version

TCP ends
   11   0.030892  →  FIN, ACK                  The client will send nothing more (FIN, "finished").
                                               Each direction ends on its own: the server may go on
                                               sending to the client until it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   12   0.031379  ←  RST, ACK                  The server gives up the connection at once (RST,
                                               "reset"); the client must do so too (RFC 9293 3.5.2).
                                               Its TTL, 64, and its timestamp fit the 4 other
                                               packets of the server: nothing hints that a box on
                                               the way sent it.
                     server: CLOSE-WAIT → CLOSED, client: FIN-WAIT-1 → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The server
    acknowledged data 2 times: 2 alone; usually after 0.03 ms, at most 0.03 ms. The capture was
    taken near the client, as the handshake shows: the delays of the server contain the way there
    and back.
  · 12 packets (2.78 KB) went by: 168 bytes link layer, 640 bytes TCP/IP headers, 1.97 KB TLS.

Connection 1   10.44.0.1:49442 → 10.44.0.2:8080   TLS   5.72 ms   12 packets
The server closed TCP first, with FIN. Cause: the client speaks TLS, and what the server answers is
not TLS. Evidence: packet 20 (last data of the server), packet 22 (first FIN of the server), packet
24 (RST of the server). Look next at the address: this port seems to want ws: and not wss:, or a
proxy that ends TLS is missing before it.

TCP opens
   13   0.041382  →  SYN                       The client asks to open; its bytes count from
                                               195 654 080, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
   14   0.041410  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 4 220 699 286, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   15   0.041424  →  ACK                       Handshake complete. Round trip 0.04 ms.

TLS: sealed from here on
   16   0.041875  →  part of a record, 1.45 KB
   17   0.041877  →  ClientHello, TLS 1.3      Inside it would speak http/1.1 (ALPN).
   18   0.041887  ←  ACK                       The server has packet 16; alone, at once.
   19   0.041889  ←  ACK                       The server has packet 17; alone, at once.

Data
   20   0.046904  ←  47 bytes                  ✗ The answer to TLS is plain HTTP: this port wants
                                               ws: (or http:). Found: HTTP/1.1 400 Bad Request (RFC
                                               6455 4.1)
   21   0.046925  →  ACK                       The client has packet 20; alone, at once.

TCP ends
   22   0.047019  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   23   0.047087  →  Alert: fatal, protocol_version
                     server: FIN-WAIT-1 → FIN-WAIT-2
                                               In FIN-WAIT-2 a side's FIN is acknowledged, and the
                                               other's is to come.
   24   0.047104  ←  RST                       The server has already closed: what the client still
                                               sends has no reader any more, so it is answered with
                                               RST. Its TTL, 64, is that of the 5 other packets of
                                               the server: nothing hints that a box on the way sent
                                               it.
                     server: FIN-WAIT-2 → CLOSED, client: CLOSE-WAIT → CLOSED

In numbers
  · Half-closed for 0.09 ms: the server had sent its FIN (packet 22), and the client still sent 7
    bytes on its own direction, which was open (RFC 9293 3.6).
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 2 times: 2 alone; usually after 0.01 ms, at most 0.01 ms.
  · 12 packets (2.8 KB) went by: 168 bytes link layer, 628 bytes TCP/IP headers, 2 KB TLS.

Connection 2   10.44.0.1:40518 → 10.44.0.2:8443   HTTP, 1 request   27.5 ms   8 packets
No WebSocket: the server hung up instead of answering the upgrade. Cause: the server ended TCP 24 ms
after the request, without a word of HTTP. Evidence: packet 28 (upgrade request of the client),
packet 30 (first FIN of the server), packet 31 (FIN of the client). A browser as client reports code
1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. Look next at the log
of the server: a program that does not know WebSocket on this path, a crash, or a port that expects
TLS (wss:).

TCP opens
   25   0.381488  →  SYN                       The client asks to open; its bytes count from
                                               1 601 478 777, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   26   0.381522  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 821 719 649, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   27   0.381538  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks to become WebSocket
   28   0.384318  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               DV5rCHWOyOTmwq8Nvy+1GQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
   29   0.384335  ←  ACK                       The server has packet 28; alone, at once.

TCP ends
   30   0.408339  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   31   0.408961  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 30 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   32   0.408987  ←  ACK                       The server confirms the FIN in packet 31. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The server acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · 8 packets (1.03 KB) went by: 112 bytes link layer, 432 bytes TCP/IP headers, 485 bytes HTTP
    headers.
