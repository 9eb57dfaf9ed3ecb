Connection 0   10.44.0.1:39988 → 10.44.0.2:8080   ws://10.44.0.2:8080/http-1.0   348 ms   13 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               229 891 095 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000046  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 803 961 966, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000103  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.1 ms.

HTTP asks to become WebSocket
    4   0.000378  →  GET /http-1.0             An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               TJ8uhoGJWaphMQk9K9qJlQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000385  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.027058  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               TJ8uhoGJWaphMQk9K9qJlQ==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               8a303c96be58edd39d63597f5c8c1b07f48999ec; in base64 =
                                               ijA8lr5Y7dOdY1l/XIwbB/SJmew=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP. ✗
                                               The answer should be HTTP/1.1 or later. Found:
                                               HTTP/1.0 (RFC 6455 4.2.2 (5.1))
    7   0.027109  →  ACK                       The client has packet 6; alone, at once.

  ┈ 316 ms of silence ┈

The close
    8   0.343364  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
    9   0.344102  ←  Close 1000                The server answers the Close in packet 8 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. It also carries
                                               the ACK for packet 8 (piggybacked), so no separate
                                               one was needed.
   10   0.344115  →  ACK                       The client has packet 9; alone, at once.

TCP ends
   11   0.346406  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   12   0.347861  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 11 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   13   0.347882  ←  ACK                       The server confirms the FIN in packet 12. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 2 times: 2 alone; usually after 0.03 ms, at most 0.05 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 0.37 ms, at most
    0.74 ms.
  · 13 packets (1.51 KB) went by: 182 bytes link layer, 692 bytes TCP/IP headers, 622 bytes HTTP
    headers, 8 bytes WebSocket frame headers, 4 bytes WebSocket payload.

Connection 1   10.44.0.1:39998 → 10.44.0.2:8080   ws://10.44.0.2:8080/no-upgrade   5.16 ms   10
packets
No WebSocket for the client: it hung up at the server's 101 (packet 19). The answer's Upgrade header
must be websocket. (RFC 6455 4.2.2 (5.2)) A browser as client reports code 1006, wasClean=false.
1006 was never sent: it stands for no Close frame at all. Look next at what the server, or a proxy
before it, puts into its 101; the console of a browser names the fault.

TCP opens
   14   0.362867  →  SYN                       The client asks to open; its bytes count from
                                               4 065 485 381, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   15   0.362895  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 601 376 683, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   16   0.362906  →  ACK                       Handshake complete. Round trip 0.04 ms.

HTTP asks to become WebSocket
   17   0.363212  →  GET /no-upgrade           Upgrade: websocket; version 13, key
                                               WWKgNuTujVIpa0onLez+dw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   18   0.363219  ←  ACK                       The server has packet 17; alone, at once.
   19   0.364236  ←  101 Switching Protocols   Sec-WebSocket-Accept +K7PUXjfM7HGgkLqzJezfQAt2Fo= is
                                               right for the key. No extension is taken. ✗ The
                                               answer's Upgrade header must be websocket. A strict
                                               client gives up: no WebSocket opens, and a browser
                                               reports 1006. Expected: websocket (RFC 6455 4.2.2
                                               (5.2))
   20   0.364251  →  ACK                       The client has packet 19; alone, at once.

TCP ends
   21   0.364325  →  FIN, ACK                  TCP's FIN: the client does not take the server's
                                               answer and hangs up before any frame was sent (RFC
                                               6455 4.1 and 7.1.7). Its TTL, 64, and its timestamp
                                               fit the 4 other packets of the client: nothing hints
                                               that a box on the way sent it.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   22   0.368013  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 21) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   23   0.368028  →  ACK                       The client confirms the FIN in packet 22.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · 10 packets (1.28 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 604 bytes HTTP
    headers.

Connection 2   10.44.0.1:40002 → 10.44.0.2:8080   ws://10.44.0.2:8080/no-connection   5.29 ms   10
packets
No WebSocket for the client: it hung up at the server's 101 (packet 29). The answer's Connection
header must include Upgrade. (RFC 6455 4.2.2 (5.3)) A browser as client reports code 1006,
wasClean=false. 1006 was never sent: it stands for no Close frame at all. Look next at what the
server, or a proxy before it, puts into its 101; the console of a browser names the fault.

TCP opens
   24   0.681204  →  SYN                       The client asks to open; its bytes count from
                                               2 485 874 445, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   25   0.681234  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 840 338 009, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   26   0.681246  →  ACK                       Handshake complete. Round trip 0.04 ms.

HTTP asks to become WebSocket
   27   0.682967  →  GET /no-connection        Upgrade: websocket; version 13, key
                                               G/lPrw1GL4ZEn2W3aIxQZg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   28   0.682984  ←  ACK                       The server has packet 27; alone, at once.
   29   0.684010  ←  101 Switching Protocols   Sec-WebSocket-Accept 7plX8Dw1u7CjoSdfy1owHQ6cT2g= is
                                               right for the key. No extension is taken. ✗ The
                                               answer's Connection header must include Upgrade. A
                                               strict client gives up: no WebSocket opens, and a
                                               browser reports 1006. Expected: Upgrade (RFC 6455
                                               4.2.2 (5.3))
   30   0.684024  →  ACK                       The client has packet 29; alone, at once.

TCP ends
   31   0.684079  →  FIN, ACK                  TCP's FIN: the client does not take the server's
                                               answer and hangs up before any frame was sent (RFC
                                               6455 4.1 and 7.1.7). Its TTL, 64, and its timestamp
                                               fit the 4 other packets of the client: nothing hints
                                               that a box on the way sent it.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   32   0.686479  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 31) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   33   0.686492  →  ACK                       The client confirms the FIN in packet 32.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · 10 packets (1.28 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 606 bytes HTTP
    headers.

Connection 3   10.44.0.1:40018 → 10.44.0.2:8080   ws://10.44.0.2:8080/no-accept   8.38 ms   10
packets
No WebSocket for the client: it hung up at the server's 101 (packet 39). The answer has no
Sec-WebSocket-Accept. (RFC 6455 4.2.2 (5.4)) A browser as client reports code 1006, wasClean=false.
1006 was never sent: it stands for no Close frame at all. Look next at what the server, or a proxy
before it, puts into its 101; the console of a browser names the fault.

TCP opens
   34   1.001471  →  SYN                       The client asks to open; its bytes count from
                                               1 489 489 872, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   35   1.001498  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 763 922 505, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   36   1.001509  →  ACK                       Handshake complete. Round trip 0.04 ms.

HTTP asks to become WebSocket
   37   1.005070  →  GET /no-accept            Upgrade: websocket; version 13, key
                                               Ek5yTIg4HES16nd8QpxGSQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   38   1.005089  ←  ACK                       The server has packet 37; alone, at once.
   39   1.006454  ←  101 Switching Protocols   No extension is taken. ✗ The answer has no
                                               Sec-WebSocket-Accept. A strict client gives up: no
                                               WebSocket opens, and a browser reports 1006. (RFC
                                               6455 4.2.2 (5.4))
   40   1.006468  →  ACK                       The client has packet 39; alone, at once.

TCP ends
   41   1.006526  →  FIN, ACK                  TCP's FIN: the client does not take the server's
                                               answer and hangs up before any frame was sent (RFC
                                               6455 4.1 and 7.1.7). Its TTL, 64, and its timestamp
                                               fit the 4 other packets of the client: nothing hints
                                               that a box on the way sent it.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   42   1.009845  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 41) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   43   1.009855  →  ACK                       The client confirms the FIN in packet 42.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · 10 packets (1.25 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 571 bytes HTTP
    headers.

Connection 4   10.44.0.1:40032 → 10.44.0.2:8080   ws://10.44.0.2:8080/extension   8.47 ms   10
packets
No WebSocket for the client: it hung up at the server's 101 (packet 49). The server chooses an
extension that was not offered. (RFC 6455 4.2.2 (4)) A browser as client reports code 1006,
wasClean=false. 1006 was never sent: it stands for no Close frame at all. Look next at what the
server, or a proxy before it, puts into its 101; the console of a browser names the fault.

TCP opens
   44   1.317999  →  SYN                       The client asks to open; its bytes count from
                                               4 225 567 419, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   45   1.318027  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 238 679 426, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   46   1.318038  →  ACK                       Handshake complete. Round trip 0.04 ms.

HTTP asks to become WebSocket
   47   1.321582  →  GET /extension            Upgrade: websocket; version 13, key
                                               6I7VwVGPRug/ROtPJWuKnA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   48   1.321600  ←  ACK                       The server has packet 47; alone, at once.
   49   1.322210  ←  101 Switching Protocols   Sec-WebSocket-Accept /HNhM6jpAgULhpSIvYRYqiPr8Ag= is
                                               right for the key. The server names x-shorthand. ✗
                                               The server chooses an extension that was not offered.
                                               A strict client gives up: no WebSocket opens, and a
                                               browser reports 1006. Found: x-shorthand (RFC 6455
                                               4.2.2 (4))
   50   1.322220  →  ACK                       The client has packet 49; alone, at once.

TCP ends
   51   1.322290  →  FIN, ACK                  TCP's FIN: the client does not take the server's
                                               answer and hangs up before any frame was sent (RFC
                                               6455 4.1 and 7.1.7). Its TTL, 64, and its timestamp
                                               fit the 4 other packets of the client: nothing hints
                                               that a box on the way sent it.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   52   1.326451  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 51) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   53   1.326465  →  ACK                       The client confirms the FIN in packet 52.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · 10 packets (1.34 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 662 bytes HTTP
    headers.
