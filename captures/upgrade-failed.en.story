Connection 0   10.44.0.1:35506 → 10.44.0.2:8080   ws://10.44.0.2:8080/400 (not reached)   3.15 ms
10 packets
No WebSocket: the server answered the upgrade with status 400 instead of 101. A browser as client
reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. The
server, or a proxy, finds the request wrong. Look next at proxies that do not pass Upgrade and
Connection on, at the findings, at the WebSocket version, and whether the port expects TLS (wss:).

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               4 211 877 931 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000022  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 3 470 372 160, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000033  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.03 ms.

HTTP asks to become WebSocket
    4   0.001283  →  GET /400                  An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               KCBrPLGSzSMdVnvYQOAzrw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.001302  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.001978  ←  400 Bad Request           Head 93 bytes, body 22 bytes. The server does not
                                               change the protocol: status 400 instead of 101. The
                                               connection stays HTTP, and a browser reports a failed
                                               WebSocket (close code 1006) without telling the page
                                               why. The server, or a proxy, finds the request wrong.
                                               Look next at proxies that do not pass Upgrade and
                                               Connection on, at the findings, at the WebSocket
                                               version, and whether the port expects TLS (wss:).
    7   0.001990  →  ACK                       The client has packet 6; alone, at once.

TCP ends
    8   0.002228  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection. Each direction ends on
                                               its own: the server may go on sending to the client
                                               until it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
    9   0.003132  ←  FIN, ACK                  The server closes its direction too: its FIN and its
                                               ACK for the FIN in packet 8 share one segment, so
                                               that four steps take three packets.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   10   0.003152  →  ACK                       The client confirms the FIN in packet 9. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The client, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (22 bytes) took 10 packets (1.28 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 581 bytes HTTP headers, 22 bytes HTTP bodies.

Connection 1   10.44.0.1:35520 → 10.44.0.2:8080   ws://10.44.0.2:8080/401 (not reached)   12.6 ms
10 packets
No WebSocket: the server answered the upgrade with status 401 instead of 101. The answer says
WWW-Authenticate: Bearer. A browser as client reports code 1006, wasClean=false. 1006 was never
sent: it stands for no Close frame at all. The server wants to know who asks. Look next at the
login: whether the cookie or token was sent, and is still valid; a page cannot set Authorization on
a WebSocket.

TCP opens
   11   0.319208  →  SYN                       The client asks to open; its bytes count from
                                               431 353 157, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
   12   0.319239  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 124 066 218, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   13   0.319254  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks to become WebSocket
   14   0.322056  →  GET /401                  Upgrade: websocket; version 13, key
                                               jBRWkc/NlE44Bpq6DFlCIg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   15   0.322078  ←  ACK                       The server has packet 14; alone, at once.
   16   0.331346  ←  401 Unauthorized          Head 120 bytes, body 12 bytes. No upgrade: status 401
                                               instead of 101. The answer says WWW-Authenticate:
                                               Bearer. The server wants to know who asks. Look next
                                               at the login: whether the cookie or token was sent,
                                               and is still valid; a page cannot set Authorization
                                               on a WebSocket.
   17   0.331369  →  ACK                       The client has packet 16; alone, at once.

TCP ends
   18   0.331433  ←  FIN, ACK                  TCP's FIN: without the upgrade, the server has no
                                               more use for this connection.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   19   0.331705  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 18) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   20   0.331758  ←  ACK                       The server confirms the FIN in packet 19.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (12 bytes) took 10 packets (1.3 KB): 140 bytes link layer, 536 bytes TCP/IP headers,
    608 bytes HTTP headers, 12 bytes HTTP bodies.

Connection 2   10.44.0.1:35530 → 10.44.0.2:8080   ws://10.44.0.2:8080/403 (not reached)   1.81 ms
10 packets
No WebSocket: the server answered the upgrade with status 403 instead of 101. A browser as client
reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. The
server understood and refuses. Look next at the Origin that it allows, at the login (cookie, token),
and at firewalls for web applications.

TCP opens
   21   0.652407  →  SYN                       The client asks to open; its bytes count from
                                               1 856 877 640, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   22   0.652430  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 4 179 537 569, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   23   0.652441  →  ACK                       Handshake complete. Round trip 0.03 ms.

HTTP asks to become WebSocket
   24   0.653273  →  GET /403                  Upgrade: websocket; version 13, key
                                               JRc8wSg0WoeGDTPNKW9QxQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   25   0.653288  ←  ACK                       The server has packet 24; alone, at once.
   26   0.653777  ←  403 Forbidden             Head 91 bytes, body 19 bytes. No upgrade: status 403
                                               instead of 101. The server understood and refuses.
                                               Look next at the Origin that it allows, at the login
                                               (cookie, token), and at firewalls for web
                                               applications.
   27   0.653788  →  ACK                       The client has packet 26; alone, at once.

TCP ends
   28   0.654063  ←  FIN, ACK                  TCP's FIN: without the upgrade, the server has no
                                               more use for this connection.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   29   0.654193  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 28) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   30   0.654214  ←  ACK                       The server confirms the FIN in packet 29.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (19 bytes) took 10 packets (1.27 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 579 bytes HTTP headers, 19 bytes HTTP bodies.

Connection 3   10.44.0.1:35532 → 10.44.0.2:8080   ws://10.44.0.2:8080/405 (not reached)   3.02 ms
10 packets
No WebSocket: the server answered the upgrade with status 405 instead of 101. The answer says Allow:
POST. A browser as client reports code 1006, wasClean=false. 1006 was never sent: it stands for no
Close frame at all. The server takes no GET on this path, and so no WebSocket. Look next at the
path, and at what it leads to.

TCP opens
   31   0.967568  →  SYN                       The client asks to open; its bytes count from
                                               3 755 826 119, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   32   0.967594  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 173 447 159, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   33   0.967604  →  ACK                       Handshake complete. Round trip 0.04 ms.

HTTP asks to become WebSocket
   34   0.967901  →  GET /405                  Upgrade: websocket; version 13, key
                                               MpWSUWPl9h8IgRTte4l3/Q==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   35   0.967917  ←  ACK                       The server has packet 34; alone, at once.
   36   0.968717  ←  405 Method Not Allowed    Head 113 bytes, body 13 bytes. No upgrade: status 405
                                               instead of 101. The answer says Allow: POST. The
                                               server takes no GET on this path, and so no
                                               WebSocket. Look next at the path, and at what it
                                               leads to.
   37   0.968754  →  ACK                       The client has packet 36; alone, at once.

TCP ends
   38   0.970084  ←  FIN, ACK                  TCP's FIN: without the upgrade, the server has no
                                               more use for this connection.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   39   0.970562  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 38) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   40   0.970592  ←  ACK                       The server confirms the FIN in packet 39.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (13 bytes) took 10 packets (1.29 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 601 bytes HTTP headers, 13 bytes HTTP bodies.

Connection 4   10.44.0.1:35548 → 10.44.0.2:8080   ws://10.44.0.2:8080/426 (not reached)   5.91 ms
10 packets
No WebSocket: the server answered the upgrade with status 426 instead of 101. The answer says
Sec-WebSocket-Version: 8. A browser as client reports code 1006, wasClean=false. 1006 was never
sent: it stands for no Close frame at all. The server asks for another upgrade. Look next at the
WebSocket version that it names, and at proxies that do not pass Upgrade and Connection on.

TCP opens
   41   1.293201  →  SYN                       The client asks to open; its bytes count from
                                               4 273 486 652, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   42   1.293235  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 310 594 788, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   43   1.293251  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks to become WebSocket
   44   1.293849  →  GET /426                  Upgrade: websocket; version 13, key
                                               mG8LNEUEeJvGXfdQKRTrnA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   45   1.293861  ←  ACK                       The server has packet 44; alone, at once.
   46   1.294926  ←  426 Upgrade Required      Head 144 bytes, body 24 bytes. No upgrade: status 426
                                               instead of 101. The answer says
                                               Sec-WebSocket-Version: 8. The server asks for another
                                               upgrade. Look next at the WebSocket version that it
                                               names, and at proxies that do not pass Upgrade and
                                               Connection on.
   47   1.294945  →  ACK                       The client has packet 46; alone, at once.

TCP ends
   48   1.295015  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   49   1.299093  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 48) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   50   1.299110  →  ACK                       The client confirms the FIN in packet 49.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · One message (24 bytes) took 10 packets (1.33 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 632 bytes HTTP headers, 24 bytes HTTP bodies.

Connection 5   10.44.0.1:35564 → 10.44.0.2:8080   ws://10.44.0.2:8080/503 (not reached)   5.22 ms
10 packets
No WebSocket: the server answered the upgrade with status 503 instead of 101. The answer says
Retry-After: 30. A browser as client reports code 1006, wasClean=false. 1006 was never sent: it
stands for no Close frame at all. The server, or all behind the proxy, cannot serve now: overloaded,
in maintenance, starting, or not running. Look next at their state, and let the client wait longer
before each new try.

TCP opens
   51   1.608783  →  SYN                       The client asks to open; its bytes count from
                                               3 553 883 455, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   52   1.608827  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 010 079 621, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   53   1.608841  →  ACK                       Handshake complete. Round trip 0.06 ms.

HTTP asks to become WebSocket
   54   1.609264  →  GET /503                  Upgrade: websocket; version 13, key
                                               kQm9m/wPwR6Wad7pS/HMAQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   55   1.609277  ←  ACK                       The server has packet 54; alone, at once.
   56   1.611327  ←  503 Service Unavailable   Head 118 bytes, body 16 bytes. No upgrade: status 503
                                               instead of 101. The answer says Retry-After: 30. The
                                               server, or all behind the proxy, cannot serve now:
                                               overloaded, in maintenance, starting, or not running.
                                               Look next at their state, and let the client wait
                                               longer before each new try.
   57   1.611351  →  ACK                       The client has packet 56; alone, at once.

TCP ends
   58   1.611436  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   59   1.613985  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 58) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   60   1.614003  →  ACK                       The client confirms the FIN in packet 59.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · One message (16 bytes) took 10 packets (1.3 KB): 140 bytes link layer, 536 bytes TCP/IP headers,
    606 bytes HTTP headers, 16 bytes HTTP bodies.
