Connection 0   10.44.0.1:34442 → 10.44.0.3:8080   ws://10.44.0.3:8080/chat (not reached)   52 ms
10 packets
No WebSocket: the server answered the upgrade with status 426 instead of 101. A browser as client
reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. The
proxy at 10.44.0.3:8080 asked the server at 10.44.0.2:8080 without Upgrade and Connection:
connection 1, packet 9. It also made HTTP/1.0 of it, in which there is no upgrade. Upgrade and
Connection are for one stop only (RFC 9110 7.6.1), so a proxy must be told to send its own: nginx
with proxy_http_version 1.1, proxy_set_header Upgrade $http_upgrade, and proxy_set_header Connection
"upgrade".

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 458 715 653 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000018  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 730 117 511, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000031  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.03 ms.

HTTP asks to become WebSocket
    4   0.002114  →  GET /chat                 An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               vUizIVU8Ikuf+hjT2H5lJg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.002133  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
   16   0.037641  ←  426 Upgrade Required      Head 170 bytes, body 16 bytes. The server does not
                                               change the protocol: status 426 instead of 101. The
                                               connection stays HTTP, and a browser reports a failed
                                               WebSocket (close code 1006) without telling the page
                                               why. The server asks for another upgrade. Look next
                                               at the WebSocket version that it names, and at
                                               proxies that do not pass Upgrade and Connection on. ✗
                                               A 426 answer must name the protocol that it requires.
                                               (RFC 9110 15.5.22)
   17   0.037682  →  ACK                       The client has packet 16; alone, at once.

TCP ends
   18   0.039315  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection. Each direction ends on
                                               its own: the server may go on sending to the client
                                               until it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   19   0.051958  ←  FIN, ACK                  The server closes its direction too: its FIN and its
                                               ACK for the FIN in packet 18 share one segment, so
                                               that four steps take three packets.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   20   0.051995  →  ACK                       The client confirms the FIN in packet 19. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The client, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (16 bytes) took 10 packets (1.36 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 659 bytes HTTP headers, 27 bytes HTTP bodies.

Connection 1   10.44.0.3:42840 → 10.44.0.2:8080   ws://10.44.0.2:8080/chat (not reached)   27.3 ms
10 packets
No WebSocket: the server answered the upgrade with status 426 instead of 101. A browser as client
reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. The
client here is a proxy: it passes on the request that it got at 10.44.0.3:8080 in connection 0,
packet 4, but without Upgrade and Connection. It also made HTTP/1.0 of it, in which there is no
upgrade. Upgrade and Connection are for one stop only (RFC 9110 7.6.1), so a proxy must be told to
send its own: nginx with proxy_http_version 1.1, proxy_set_header Upgrade $http_upgrade, and
proxy_set_header Connection "upgrade".

TCP opens
    6   0.010291  →  SYN                       The client asks to open; its bytes count from
                                               346 605 553, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    7   0.010309  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 432 164 003, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
    8   0.010316  →  ACK                       Handshake complete. Round trip 0.03 ms.

HTTP asks to become WebSocket
    9   0.010340  →  GET /chat                 Upgrade: websocket; version 13, key
                                               vUizIVU8Ikuf+hjT2H5lJg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. ✗ A WebSocket request needs
                                               HTTP/1.1 or later. A strict server answers 400.
                                               Found: HTTP/1.0 (RFC 6455 4.1 (2)) ✗ The Upgrade
                                               header must name websocket. A strict server answers
                                               400. Expected: websocket (RFC 6455 4.1 (5)) ✗ The
                                               Connection header must include Upgrade; a proxy may
                                               have removed it. A strict server answers 400. Found:
                                               close; expected: Upgrade (RFC 6455 4.1 (6))
   10   0.010346  ←  ACK                       The server has packet 9; alone, at once.
   11   0.035200  ←  426 Upgrade Required      Head 115 bytes; the body's length shows at its end.
                                               No upgrade: status 426 instead of 101. The server
                                               asks for another upgrade. Look next at the WebSocket
                                               version that it names, and at proxies that do not
                                               pass Upgrade and Connection on. ✗ A 426 answer must
                                               name the protocol that it requires. (RFC 9110
                                               15.5.22)
   12   0.035225  →  ACK                       The client has packet 11; alone, at once.

TCP ends
   13   0.037557  ←  FIN, ACK                  TCP's FIN: without the upgrade, the server has no
                                               more use for this connection.
                     end of a body, 16 bytes
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   14   0.037604  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 13) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   15   0.037619  ←  ACK                       The server confirms the FIN in packet 14.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · One message (16 bytes) took 10 packets (1.27 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 582 bytes HTTP headers, 16 bytes HTTP bodies.

Connection 2   10.44.0.1:34454 → 10.44.0.3:8080   ws://10.44.0.3:8080/page (not reached)   16.5 ms
10 packets
No WebSocket: the server answered the upgrade with status 200 instead of 101. A browser as client
reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. The
proxy at 10.44.0.3:8080 asked the server at 10.44.0.2:8080 without Upgrade and Connection:
connection 3, packet 29. It also made HTTP/1.0 of it, in which there is no upgrade. Upgrade and
Connection are for one stop only (RFC 9110 7.6.1), so a proxy must be told to send its own: nginx
with proxy_http_version 1.1, proxy_set_header Upgrade $http_upgrade, and proxy_set_header Connection
"upgrade".

TCP opens
   21   0.369100  →  SYN                       The client asks to open; its bytes count from
                                               3 784 791 453, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   22   0.369121  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 933 192 342, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   23   0.369136  →  ACK                       Handshake complete. Round trip 0.04 ms.

HTTP asks to become WebSocket
   24   0.369313  →  GET /page                 Upgrade: websocket; version 13, key
                                               IwLSgkQenRPcOz31ekzZAg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   25   0.369319  ←  ACK                       The server has packet 24; alone, at once.
   36   0.384065  ←  200 OK                    Head 156 bytes, body 6 bytes. No upgrade: status 200
                                               instead of 101. It answers like a plain request: the
                                               server, or a proxy before it, ignored the upgrade.
                                               Look next at the path, and at proxies that do not
                                               pass Upgrade and Connection on.
   37   0.384080  →  ACK                       The client has packet 36; alone, at once.

TCP ends
   38   0.384170  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   39   0.385528  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 38) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   40   0.385554  →  ACK                       The client confirms the FIN in packet 39.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · One message (6 bytes) took 10 packets (1.34 KB): 140 bytes link layer, 536 bytes TCP/IP headers,
    645 bytes HTTP headers, 16 bytes HTTP bodies.

Connection 3   10.44.0.3:42856 → 10.44.0.2:8080   ws://10.44.0.2:8080/page (not reached)   3.24 ms
10 packets
No WebSocket: the server answered the upgrade with status 200 instead of 101. A browser as client
reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. The
client here is a proxy: it passes on the request that it got at 10.44.0.3:8080 in connection 2,
packet 24, but without Upgrade and Connection. It also made HTTP/1.0 of it, in which there is no
upgrade. Upgrade and Connection are for one stop only (RFC 9110 7.6.1), so a proxy must be told to
send its own: nginx with proxy_http_version 1.1, proxy_set_header Upgrade $http_upgrade, and
proxy_set_header Connection "upgrade".

TCP opens
   26   0.380786  →  SYN                       The client asks to open; its bytes count from
                                               499 397 204, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
   27   0.380829  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 024 160 513, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   28   0.380843  →  ACK                       Handshake complete. Round trip 0.06 ms.

HTTP asks to become WebSocket
   29   0.380896  →  GET /page                 Upgrade: websocket; version 13, key
                                               IwLSgkQenRPcOz31ekzZAg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. ✗ A WebSocket request needs
                                               HTTP/1.1 or later. A strict server answers 400.
                                               Found: HTTP/1.0 (RFC 6455 4.1 (2)) ✗ The Upgrade
                                               header must name websocket. A strict server answers
                                               400. Expected: websocket (RFC 6455 4.1 (5)) ✗ The
                                               Connection header must include Upgrade; a proxy may
                                               have removed it. A strict server answers 400. Found:
                                               close; expected: Upgrade (RFC 6455 4.1 (6))
   30   0.380906  ←  ACK                       The server has packet 29; alone, at once.
   31   0.381855  ←  200 OK                    Head 101 bytes; the body's length shows at its end.
                                               No upgrade: status 200 instead of 101. It answers
                                               like a plain request: the server, or a proxy before
                                               it, ignored the upgrade. Look next at the path, and
                                               at proxies that do not pass Upgrade and Connection
                                               on.
   32   0.381889  →  ACK                       The client has packet 31; alone, at once.

TCP ends
   33   0.382624  ←  FIN, ACK                  TCP's FIN: without the upgrade, the server has no
                                               more use for this connection.
                     end of a body, 6 bytes
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   34   0.383994  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 33) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   35   0.384025  ←  ACK                       The server confirms the FIN in packet 34.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · One message (6 bytes) took 10 packets (1.25 KB): 140 bytes link layer, 536 bytes TCP/IP headers,
    568 bytes HTTP headers, 6 bytes HTTP bodies.
