Connection 0   10.44.0.1:43796 → 10.44.0.2:8080   HTTP, 1 request   8.92 ms   10 packets
The client closed TCP first, with FIN.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 732 296 012 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000031  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 454 058 808, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000045  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.05 ms.

HTTP asks and answers
    4   0.001802  →  GET /updates?after=0      Head 344 bytes, no body.
    5   0.001828  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.005199  ←  204 No Content            Head 115 bytes, no body.
    7   0.005250  →  ACK                       The client has packet 6; alone, at once.

TCP ends
    8   0.005879  →  FIN, ACK                  The client will send nothing more (FIN, "finished").
                                               Each direction ends on its own: the server may go on
                                               sending to the client until it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
    9   0.008856  ←  FIN, ACK                  The server closes its direction too: its FIN and its
                                               ACK for the FIN in packet 8 share one segment, so
                                               that four steps take three packets.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   10   0.008922  →  ACK                       The client confirms the FIN in packet 9. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The client, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.05 ms, at most 0.05 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms.
  · 10 packets (1.14 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 459 bytes HTTP
    headers.

Connection 1   10.44.0.1:43800 → 10.44.0.2:8080   HTTP, 1 request   1.68 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
   11   0.214997  →  SYN                       The client asks to open; its bytes count from
                                               3 172 210 692, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   12   0.215029  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 737 164 819, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   13   0.215043  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks and answers
   14   0.215249  →  GET /updates?after=0      Head 344 bytes, no body.
   15   0.215260  ←  ACK                       The server has packet 14; alone, at once.
   16   0.216098  ←  204 No Content            Head 115 bytes, no body.
   17   0.216132  →  ACK                       The client has packet 16; alone, at once.

TCP ends
   18   0.216388  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   19   0.216661  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 18) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   20   0.216681  ←  ACK                       The server confirms the FIN in packet 19.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · 10 packets (1.14 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 459 bytes HTTP
    headers.

Connection 2   10.44.0.1:43814 → 10.44.0.2:8080   HTTP, 1 request   4.26 ms   10 packets
The client closed TCP first, with FIN.

TCP opens
   21   0.424954  →  SYN                       The client asks to open; its bytes count from
                                               241 569 843, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
   22   0.424990  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 592 958 655, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   23   0.425008  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks and answers
   24   0.425470  →  GET /updates?after=0      Head 344 bytes, no body.
   25   0.425488  ←  ACK                       The server has packet 24; alone, at once.
   26   0.427869  ←  200 OK                    Head 135 bytes, body 14 bytes.
   27   0.427906  →  ACK                       The client has packet 26; alone, at once.

TCP ends
   28   0.428697  →  FIN, ACK                  The client will send nothing more (FIN, "finished").
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   29   0.429189  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 28) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   30   0.429216  →  ACK                       The client confirms the FIN in packet 29.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (14 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 479 bytes HTTP headers, 24 bytes HTTP bodies.

Connection 3   10.44.0.1:43818 → 10.44.0.2:8080   HTTP, 1 request   2.28 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
   31   0.639502  →  SYN                       The client asks to open; its bytes count from
                                               816 302 634, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
   32   0.639553  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 975 638 417, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   33   0.639567  →  ACK                       Handshake complete. Round trip 0.06 ms.

HTTP asks and answers
   34   0.639806  →  GET /updates?after=1      Head 344 bytes, no body.
   35   0.639842  ←  ACK                       The server has packet 34; alone, at once.
   36   0.640892  ←  200 OK                    Head 135 bytes, body 14 bytes.
   37   0.641004  →  ACK                       The client has packet 36; alone, at once.

TCP ends
   38   0.641332  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   39   0.641763  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 38) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   40   0.641782  ←  ACK                       The server confirms the FIN in packet 39.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.11 ms, at most 0.11 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · One message (14 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 479 bytes HTTP headers, 24 bytes HTTP bodies.

Connection 4   10.44.0.1:43832 → 10.44.0.2:8080   HTTP, 1 request   2.34 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
   41   0.850237  →  SYN                       The client asks to open; its bytes count from
                                               3 861 269 206, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   42   0.850268  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 383 938 207, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   43   0.850283  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks and answers
   44   0.850728  →  GET /updates?after=2      Head 344 bytes, no body.
   45   0.850744  ←  ACK                       The server has packet 44; alone, at once.
   46   0.851462  ←  200 OK                    Head 135 bytes, body 14 bytes.
   47   0.851478  →  ACK                       The client has packet 46; alone, at once.

TCP ends
   48   0.851933  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   49   0.852555  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 48) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   50   0.852576  ←  ACK                       The server confirms the FIN in packet 49.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (14 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 479 bytes HTTP headers, 24 bytes HTTP bodies.

Connection 5   10.44.0.1:43834 → 10.44.0.2:8080   HTTP, 1 request   1.93 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
   51   1.061918  →  SYN                       The client asks to open; its bytes count from
                                               689 828 385, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
   52   1.061961  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 219 979 902, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   53   1.061970  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks and answers
   54   1.062218  →  GET /updates?after=3      Head 344 bytes, no body.
   55   1.062250  ←  ACK                       The server has packet 54; alone, at once.
   56   1.063369  ←  200 OK                    Head 135 bytes, body 14 bytes.
   57   1.063416  →  ACK                       The client has packet 56; alone, at once.

TCP ends
   58   1.063777  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   59   1.063827  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 58) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   60   1.063843  ←  ACK                       The server confirms the FIN in packet 59.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.05 ms, at most 0.05 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · One message (14 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 479 bytes HTTP headers, 24 bytes HTTP bodies.

Connection 6   10.44.0.1:43838 → 10.44.0.2:8080   HTTP, 1 request   3.34 ms   10 packets
The client closed TCP first, with FIN.

TCP opens
   61   1.272580  →  SYN                       The client asks to open; its bytes count from
                                               64 071 793, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
   62   1.272610  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 522 713 177, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   63   1.272621  →  ACK                       Handshake complete. Round trip 0.04 ms.

HTTP asks and answers
   64   1.272888  →  GET /updates?after=4      Head 344 bytes, no body.
   65   1.272928  ←  ACK                       The server has packet 64; alone, at once.
   66   1.273952  ←  200 OK                    Head 135 bytes, body 14 bytes.
   67   1.274004  →  ACK                       The client has packet 66; alone, at once.

TCP ends
   68   1.275096  →  FIN, ACK                  The client will send nothing more (FIN, "finished").
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   69   1.275898  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 68) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   70   1.275919  →  ACK                       The client confirms the FIN in packet 69.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.05 ms, at most 0.05 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms.
  · One message (14 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 479 bytes HTTP headers, 24 bytes HTTP bodies.

Connection 7   10.44.0.1:43842 → 10.44.0.2:8080   HTTP, 1 request   2.17 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
   71   1.484264  →  SYN                       The client asks to open; its bytes count from
                                               4 288 565 436, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   72   1.484295  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 150 027 451, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   73   1.484310  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks and answers
   74   1.484603  →  GET /updates?after=5      Head 344 bytes, no body.
   75   1.484635  ←  ACK                       The server has packet 74; alone, at once.
   76   1.485648  ←  204 No Content            Head 115 bytes, no body.
   77   1.485700  →  ACK                       The client has packet 76; alone, at once.

TCP ends
   78   1.486077  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   79   1.486410  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 78) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   80   1.486436  ←  ACK                       The server confirms the FIN in packet 79.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.05 ms, at most 0.05 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms.
  · 10 packets (1.14 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 459 bytes HTTP
    headers.

Connection 8   10.44.0.1:43850 → 10.44.0.2:8080   HTTP, 1 request   2.29 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
   81   1.693872  →  SYN                       The client asks to open; its bytes count from
                                               786 707 149, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
   82   1.693905  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 251 968 099, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   83   1.693921  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks and answers
   84   1.694223  →  GET /updates?after=5      Head 344 bytes, no body.
   85   1.694236  ←  ACK                       The server has packet 84; alone, at once.
   86   1.695548  ←  200 OK                    Head 135 bytes, body 14 bytes.
   87   1.695583  →  ACK                       The client has packet 86; alone, at once.

TCP ends
   88   1.696001  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   89   1.696126  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 88) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   90   1.696166  ←  ACK                       The server confirms the FIN in packet 89.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · One message (14 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 479 bytes HTTP headers, 24 bytes HTTP bodies.

Connection 9   10.44.0.1:43862 → 10.44.0.2:8080   HTTP, 1 request   2.54 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
   91   1.905782  →  SYN                       The client asks to open; its bytes count from
                                               2 988 195 647, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   92   1.905819  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 498 984 172, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   93   1.905835  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks and answers
   94   1.906250  →  GET /updates?after=6      Head 344 bytes, no body.
   95   1.906270  ←  ACK                       The server has packet 94; alone, at once.
   96   1.906915  ←  200 OK                    Head 135 bytes, body 14 bytes.
   97   1.906977  →  ACK                       The client has packet 96; alone, at once.

TCP ends
   98   1.907323  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   99   1.908294  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 98) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  100   1.908325  ←  ACK                       The server confirms the FIN in packet 99.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.06 ms, at most 0.06 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (14 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 479 bytes HTTP headers, 24 bytes HTTP bodies.

Connection 10   10.44.0.1:43864 → 10.44.0.2:8080   HTTP, 1 request   2.16 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  101   2.117441  →  SYN                       The client asks to open; its bytes count from
                                               3 230 672 606, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  102   2.117492  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 57 760 535, shown as 0. It says what
                                               it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  103   2.117511  →  ACK                       Handshake complete. Round trip 0.07 ms.

HTTP asks and answers
  104   2.117816  →  GET /updates?after=7      Head 344 bytes, no body.
  105   2.117850  ←  ACK                       The server has packet 104; alone, at once.
  106   2.118495  ←  200 OK                    Head 135 bytes, body 14 bytes.
  107   2.118527  →  ACK                       The client has packet 106; alone, at once.

TCP ends
  108   2.118831  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  109   2.119579  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 108) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  110   2.119603  ←  ACK                       The server confirms the FIN in packet 109.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms.
  · One message (14 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 479 bytes HTTP headers, 24 bytes HTTP bodies.

Connection 11   10.44.0.1:43880 → 10.44.0.2:8080   HTTP, 1 request   2.43 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  111   2.328739  →  SYN                       The client asks to open; its bytes count from
                                               2 533 645 029, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  112   2.328809  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 307 128 456, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  113   2.328825  →  ACK                       Handshake complete. Round trip 0.09 ms.

HTTP asks and answers
  114   2.329055  →  GET /updates?after=8      Head 344 bytes, no body.
  115   2.329088  ←  ACK                       The server has packet 114; alone, at once.
  116   2.330081  ←  200 OK                    Head 135 bytes, body 14 bytes.
  117   2.330132  →  ACK                       The client has packet 116; alone, at once.

TCP ends
  118   2.330656  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  119   2.331142  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 118) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  120   2.331173  ←  ACK                       The server confirms the FIN in packet 119.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.05 ms, at most 0.05 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · One message (14 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 479 bytes HTTP headers, 24 bytes HTTP bodies.

Connection 12   10.44.0.1:43896 → 10.44.0.2:8080   HTTP, 1 request   1.69 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  121   2.539151  →  SYN                       The client asks to open; its bytes count from
                                               606 985 823, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
  122   2.539176  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 850 967 208, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  123   2.539186  →  ACK                       Handshake complete. Round trip 0.03 ms.

HTTP asks and answers
  124   2.539444  →  GET /updates?after=9      Head 344 bytes, no body.
  125   2.539453  ←  ACK                       The server has packet 124; alone, at once.
  126   2.540254  ←  200 OK                    Head 135 bytes, body 15 bytes.
  127   2.540288  →  ACK                       The client has packet 126; alone, at once.

TCP ends
  128   2.540566  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  129   2.540818  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 128) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  130   2.540836  ←  ACK                       The server confirms the FIN in packet 129.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · One message (15 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 479 bytes HTTP headers, 25 bytes HTTP bodies.

Connection 13   10.44.0.1:43904 → 10.44.0.2:8080   HTTP, 1 request   1.92 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  131   2.749967  →  SYN                       The client asks to open; its bytes count from
                                               3 235 418 982, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  132   2.750023  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 198 413 405, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  133   2.750042  →  ACK                       Handshake complete. Round trip 0.07 ms.

HTTP asks and answers
  134   2.750322  →  GET /updates?after=10     Head 345 bytes, no body.
  135   2.750341  ←  ACK                       The server has packet 134; alone, at once.
  136   2.751012  ←  204 No Content            Head 115 bytes, no body.
  137   2.751040  →  ACK                       The client has packet 136; alone, at once.

TCP ends
  138   2.751279  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  139   2.751862  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 138) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  140   2.751887  ←  ACK                       The server confirms the FIN in packet 139.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · 10 packets (1.14 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 460 bytes HTTP
    headers.

Connection 14   10.44.0.1:43920 → 10.44.0.2:8080   HTTP, 1 request   2.69 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  141   2.958894  →  SYN                       The client asks to open; its bytes count from
                                               3 642 222 476, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  142   2.958922  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 990 215 938, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  143   2.958933  →  ACK                       Handshake complete. Round trip 0.04 ms.

HTTP asks and answers
  144   2.959430  →  GET /updates?after=10     Head 345 bytes, no body.
  145   2.959447  ←  ACK                       The server has packet 144; alone, at once.
  146   2.960821  ←  200 OK                    Head 135 bytes, body 15 bytes.
  147   2.960873  →  ACK                       The client has packet 146; alone, at once.

TCP ends
  148   2.961128  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  149   2.961558  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 148) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  150   2.961581  ←  ACK                       The server confirms the FIN in packet 149.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.05 ms, at most 0.05 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (15 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 480 bytes HTTP headers, 25 bytes HTTP bodies.

Connection 15   10.44.0.1:43930 → 10.44.0.2:8080   HTTP, 1 request   2.57 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  151   3.177202  →  SYN                       The client asks to open; its bytes count from
                                               1 672 189 077, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  152   3.177255  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 4 050 884 715, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  153   3.177271  →  ACK                       Handshake complete. Round trip 0.07 ms.

HTTP asks and answers
  154   3.177526  →  GET /updates?after=11     Head 345 bytes, no body.
  155   3.177561  ←  ACK                       The server has packet 154; alone, at once.
  156   3.178423  ←  200 OK                    Head 135 bytes, body 15 bytes.
  157   3.178478  →  ACK                       The client has packet 156; alone, at once.

TCP ends
  158   3.178894  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  159   3.179748  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 158) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  160   3.179775  ←  ACK                       The server confirms the FIN in packet 159.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.06 ms, at most 0.06 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · One message (15 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 480 bytes HTTP headers, 25 bytes HTTP bodies.

Connection 16   10.44.0.1:43938 → 10.44.0.2:8080   HTTP, 1 request   2.57 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  161   3.388619  →  SYN                       The client asks to open; its bytes count from
                                               114 299 477, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
  162   3.388676  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 684 903 344, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  163   3.388691  →  ACK                       Handshake complete. Round trip 0.07 ms.

HTTP asks and answers
  164   3.388932  →  GET /updates?after=12     Head 345 bytes, no body.
  165   3.388963  ←  ACK                       The server has packet 164; alone, at once.
  166   3.390093  ←  200 OK                    Head 135 bytes, body 15 bytes.
  167   3.390133  →  ACK                       The client has packet 166; alone, at once.

TCP ends
  168   3.390969  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  169   3.391163  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 168) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  170   3.391186  ←  ACK                       The server confirms the FIN in packet 169.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · One message (15 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 480 bytes HTTP headers, 25 bytes HTTP bodies.

Connection 17   10.44.0.1:43940 → 10.44.0.2:8080   HTTP, 1 request   3.08 ms   10 packets
The client closed TCP first, with FIN.

TCP opens
  171   3.598644  →  SYN                       The client asks to open; its bytes count from
                                               3 561 404 057, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  172   3.598714  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 127 643 580, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  173   3.598733  →  ACK                       Handshake complete. Round trip 0.09 ms.

HTTP asks and answers
  174   3.599133  →  GET /updates?after=13     Head 345 bytes, no body.
  175   3.599144  ←  ACK                       The server has packet 174; alone, at once.
  176   3.600260  ←  200 OK                    Head 135 bytes, body 15 bytes.
  177   3.600308  →  ACK                       The client has packet 176; alone, at once.

TCP ends
  178   3.600821  →  FIN, ACK                  The client will send nothing more (FIN, "finished").
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
  179   3.601692  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 178) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  180   3.601728  →  ACK                       The client confirms the FIN in packet 179.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.05 ms, at most 0.05 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · One message (15 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 480 bytes HTTP headers, 25 bytes HTTP bodies.

Connection 18   10.44.0.1:43952 → 10.44.0.2:8080   HTTP, 1 request   4.6 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  181   3.814955  →  SYN                       The client asks to open; its bytes count from
                                               391 757 223, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
  182   3.814979  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 4 169 389 383, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  183   3.814990  →  ACK                       Handshake complete. Round trip 0.03 ms.

HTTP asks and answers
  184   3.815215  →  GET /updates?after=14     Head 345 bytes, no body.
  185   3.815242  ←  ACK                       The server has packet 184; alone, at once.
  186   3.816144  ←  200 OK                    Head 135 bytes, body 15 bytes.
  187   3.816349  →  ACK                       The client has packet 186; alone, at once.

TCP ends
  188   3.816551  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  189   3.819522  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 188) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  190   3.819552  ←  ACK                       The server confirms the FIN in packet 189.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.2 ms, at most 0.2 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms.
  · One message (15 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 480 bytes HTTP headers, 25 bytes HTTP bodies.

Connection 19   10.44.0.1:43966 → 10.44.0.2:8080   HTTP, 1 request   3.71 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  191   4.029421  →  SYN                       The client asks to open; its bytes count from
                                               1 420 385 902, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  192   4.029481  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 038 485 354, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  193   4.029499  →  ACK                       Handshake complete. Round trip 0.08 ms.

HTTP asks and answers
  194   4.030079  →  GET /updates?after=15     Head 345 bytes, no body.
  195   4.030128  ←  ACK                       The server has packet 194; alone, at once.
  196   4.031442  ←  200 OK                    Head 135 bytes, body 15 bytes.
  197   4.031492  →  ACK                       The client has packet 196; alone, at once.

TCP ends
  198   4.032453  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  199   4.033104  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 198) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  200   4.033136  ←  ACK                       The server confirms the FIN in packet 199.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.05 ms, at most 0.05 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.05 ms, at most 0.05 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · One message (15 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 480 bytes HTTP headers, 25 bytes HTTP bodies.

Connection 20   10.44.0.1:43976 → 10.44.0.2:8080   HTTP, 1 request   3.41 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  201   4.246033  →  SYN                       The client asks to open; its bytes count from
                                               3 522 580 360, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  202   4.246092  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 274 118 384, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  203   4.246108  →  ACK                       Handshake complete. Round trip 0.07 ms.

HTTP asks and answers
  204   4.246416  →  GET /updates?after=16     Head 345 bytes, no body.
  205   4.246458  ←  ACK                       The server has packet 204; alone, at once.
  206   4.247337  ←  204 No Content            Head 115 bytes, no body.
  207   4.247380  →  ACK                       The client has packet 206; alone, at once.

TCP ends
  208   4.247653  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  209   4.249411  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 208) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  210   4.249447  ←  ACK                       The server confirms the FIN in packet 209.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · 10 packets (1.14 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 460 bytes HTTP
    headers.

Connection 21   10.44.0.1:43986 → 10.44.0.2:8080   HTTP, 1 request   2.82 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  211   4.461785  →  SYN                       The client asks to open; its bytes count from
                                               3 821 864 440, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  212   4.461810  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 706 125 803, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  213   4.461822  →  ACK                       Handshake complete. Round trip 0.04 ms.

HTTP asks and answers
  214   4.462553  →  GET /updates?after=16     Head 345 bytes, no body.
  215   4.462569  ←  ACK                       The server has packet 214; alone, at once.
  216   4.463411  ←  200 OK                    Head 135 bytes, body 15 bytes.
  217   4.463450  →  ACK                       The client has packet 216; alone, at once.

TCP ends
  218   4.464006  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  219   4.464577  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 218) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  220   4.464601  ←  ACK                       The server confirms the FIN in packet 219.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (15 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 480 bytes HTTP headers, 25 bytes HTTP bodies.

Connection 22   10.44.0.1:43994 → 10.44.0.2:8080   HTTP, 1 request   2.74 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  221   4.673151  →  SYN                       The client asks to open; its bytes count from
                                               2 312 548 904, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  222   4.673189  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 183 937 929, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  223   4.673208  →  ACK                       Handshake complete. Round trip 0.06 ms.

HTTP asks and answers
  224   4.673727  →  GET /updates?after=17     Head 345 bytes, no body.
  225   4.673745  ←  ACK                       The server has packet 224; alone, at once.
  226   4.674898  ←  200 OK                    Head 135 bytes, body 15 bytes.
  227   4.674951  →  ACK                       The client has packet 226; alone, at once.

TCP ends
  228   4.675255  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  229   4.675857  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 228) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  230   4.675891  ←  ACK                       The server confirms the FIN in packet 229.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.05 ms, at most 0.05 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (15 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 480 bytes HTTP headers, 25 bytes HTTP bodies.

Connection 23   10.44.0.1:44008 → 10.44.0.2:8080   HTTP, 1 request   2.59 ms   10 packets
The server closed TCP first, with FIN.

TCP opens
  231   4.885408  →  SYN                       The client asks to open; its bytes count from
                                               870 567 965, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
  232   4.885467  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 829 676 647, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  233   4.885483  →  ACK                       Handshake complete. Round trip 0.07 ms.

HTTP asks and answers
  234   4.885755  →  GET /updates?after=18     Head 345 bytes, no body.
  235   4.885795  ←  ACK                       The server has packet 234; alone, at once.
  236   4.886577  ←  200 OK                    Head 135 bytes, body 15 bytes.
  237   4.886617  →  ACK                       The client has packet 236; alone, at once.

TCP ends
  238   4.887158  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  239   4.887954  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 238) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  240   4.888000  ←  ACK                       The server confirms the FIN in packet 239.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · One message (15 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 480 bytes HTTP headers, 25 bytes HTTP bodies.

Connection 24   10.44.0.1:44012 → 10.44.0.2:8080   HTTP, 1 request   3.27 ms   10 packets
The client closed TCP first, with FIN.

TCP opens
  241   5.096446  →  SYN                       The client asks to open; its bytes count from
                                               3 482 636 209, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  242   5.096473  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 952 496 721, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  243   5.096483  →  ACK                       Handshake complete. Round trip 0.04 ms.

HTTP asks and answers
  244   5.096721  →  GET /updates?after=19     Head 345 bytes, no body.
  245   5.096731  ←  ACK                       The server has packet 244; alone, at once.
  246   5.098625  ←  200 OK                    Head 135 bytes, body 15 bytes.
  247   5.098733  →  ACK                       The client has packet 246; alone, at once.

TCP ends
  248   5.099127  →  FIN, ACK                  The client will send nothing more (FIN, "finished").
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
  249   5.099678  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 248) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  250   5.099717  →  ACK                       The client confirms the FIN in packet 249.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.11 ms, at most 0.11 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · One message (15 bytes) took 10 packets (1.18 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 480 bytes HTTP headers, 25 bytes HTTP bodies.
