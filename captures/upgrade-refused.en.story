Connection 0   10.44.0.1:35040 → 10.44.0.2:8080   ws://10.44.0.2:8080/200 (not reached)   19.8 ms
10 packets
No WebSocket: the server answered the upgrade with status 200 instead of 101. A browser as client
reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. It
answers like a plain request: the server, or a proxy before it, ignored the upgrade. Look next at
the path, and at proxies that do not pass Upgrade and Connection on.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 614 941 505 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000036  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 360 374 741, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000047  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.05 ms.

HTTP asks to become WebSocket
    4   0.003593  →  GET /200                  An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               jRsvhhsWgF/9YIBnPss5eA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.003617  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.005355  ←  200 OK                    Head 83 bytes, body 17 bytes. The server does not
                                               change the protocol: status 200 instead of 101. The
                                               connection stays HTTP, and a browser reports a failed
                                               WebSocket (close code 1006) without telling the page
                                               why. It answers like a plain request: the server, or
                                               a proxy before it, ignored the upgrade. Look next at
                                               the path, and at proxies that do not pass Upgrade and
                                               Connection on.
    7   0.005376  →  ACK                       The client has packet 6; alone, at once.

TCP ends
    8   0.005479  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection. Each direction ends on
                                               its own: the server may go on sending to the client
                                               until it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
    9   0.019765  ←  FIN, ACK                  The server closes its direction too: its FIN and its
                                               ACK for the FIN in packet 8 share one segment, so
                                               that four steps take three packets.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   10   0.019784  →  ACK                       The client confirms the FIN in packet 9. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The client, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · One message (17 bytes) took 10 packets (1.26 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 571 bytes HTTP headers, 17 bytes HTTP bodies.

Connection 1   10.44.0.1:35054 → 10.44.0.2:8080   ws://10.44.0.2:8080/404 (not reached)   12.9 ms
10 packets
No WebSocket: the server answered the upgrade with status 404 instead of 101. A browser as client
reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. The
server knows no WebSocket there. Look next at the path, and at how a proxy changes it.

TCP opens
   11   0.362913  →  SYN                       The client asks to open; its bytes count from
                                               1 248 047 900, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   12   0.362942  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 705 820 053, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   13   0.362952  →  ACK                       Handshake complete. Round trip 0.04 ms.

HTTP asks to become WebSocket
   14   0.364812  →  GET /404                  Upgrade: websocket; version 13, key
                                               PEHd3c+QZt9144mz0ejWhw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   15   0.364827  ←  ACK                       The server has packet 14; alone, at once.
   16   0.372951  ←  404 Not Found             Head 65 bytes, body 13 bytes. No upgrade: status 404
                                               instead of 101. The server knows no WebSocket there.
                                               Look next at the path, and at how a proxy changes it.
   17   0.373064  →  ACK                       The client has packet 16; alone, at once.

TCP ends
   18   0.373245  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   19   0.375777  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 18) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   20   0.375790  →  ACK                       The client confirms the FIN in packet 19.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.11 ms, at most 0.11 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (13 bytes) took 10 packets (1.24 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 553 bytes HTTP headers, 13 bytes HTTP bodies.

Connection 2   10.44.0.1:35064 → 10.44.0.2:8080   ws://10.44.0.2:8080/407 (not reached)   7.28 ms
10 packets
No WebSocket: the server answered the upgrade with status 407 instead of 101. The answer says
Proxy-Authenticate: Basic realm="proxy". A browser as client reports code 1006, wasClean=false. 1006
was never sent: it stands for no Close frame at all. A proxy on the way wants a login of its own;
the server was not asked. Look next at the proxy settings of the client.

TCP opens
   21   0.700400  →  SYN                       The client asks to open; its bytes count from
                                               3 224 234 299, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   22   0.700441  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 004 338 230, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   23   0.700457  →  ACK                       Handshake complete. Round trip 0.06 ms.

HTTP asks to become WebSocket
   24   0.701411  →  GET /407                  Upgrade: websocket; version 13, key
                                               odkSizVtCdVRe2UsAfs5XA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   25   0.701427  ←  ACK                       The server has packet 24; alone, at once.
   26   0.702893  ←  407 Proxy Authentication Required
                                               Head 126 bytes, body 12 bytes. No upgrade: status 407
                                               instead of 101. The answer says Proxy-Authenticate:
                                               Basic realm="proxy". A proxy on the way wants a login
                                               of its own; the server was not asked. Look next at
                                               the proxy settings of the client.
   27   0.702913  →  ACK                       The client has packet 26; alone, at once.

TCP ends
   28   0.703096  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   29   0.707664  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 28) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   30   0.707680  →  ACK                       The client confirms the FIN in packet 29.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (12 bytes) took 10 packets (1.3 KB): 140 bytes link layer, 536 bytes TCP/IP headers,
    614 bytes HTTP headers, 12 bytes HTTP bodies.

Connection 3   10.44.0.1:35068 → 10.44.0.2:8080   ws://10.44.0.2:8080/429 (not reached)   11.1 ms
10 packets
No WebSocket: the server answered the upgrade with status 429 instead of 101. The answer says
Retry-After: 60. A browser as client reports code 1006, wasClean=false. 1006 was never sent: it
stands for no Close frame at all. The server limits how many connections it takes, or how often.
Look next at how fast the client tries again: it should wait longer each time (RFC 6455 7.2.3).

TCP opens
   31   1.044231  →  SYN                       The client asks to open; its bytes count from
                                               1 505 074 139, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   32   1.044267  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 150 539 965, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   33   1.044282  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks to become WebSocket
   34   1.047724  →  GET /429                  Upgrade: websocket; version 13, key
                                               LhcSEPHzTq9pZPt5zS5hOw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   35   1.047745  ←  ACK                       The server has packet 34; alone, at once.
   36   1.050922  ←  429 Too Many Requests     Head 90 bytes, body 10 bytes. No upgrade: status 429
                                               instead of 101. The answer says Retry-After: 60. The
                                               server limits how many connections it takes, or how
                                               often. Look next at how fast the client tries again:
                                               it should wait longer each time (RFC 6455 7.2.3).
   37   1.050945  →  ACK                       The client has packet 36; alone, at once.

TCP ends
   38   1.051048  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   39   1.055288  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 38) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   40   1.055301  →  ACK                       The client confirms the FIN in packet 39.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (10 bytes) took 10 packets (1.26 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 578 bytes HTTP headers, 10 bytes HTTP bodies.

Connection 4   10.44.0.1:35080 → 10.44.0.2:8080   ws://10.44.0.2:8080/500 (not reached)   4.31 ms
10 packets
No WebSocket: the server answered the upgrade with status 500 instead of 101. A browser as client
reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. The
server failed at the request. Look next for an exception in the log of the server.

TCP opens
   41   1.387997  →  SYN                       The client asks to open; its bytes count from
                                               3 016 877 844, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   42   1.388033  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 124 642 224, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   43   1.388049  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks to become WebSocket
   44   1.388996  →  GET /500                  Upgrade: websocket; version 13, key
                                               4Y+jPjQb1E1Ij4h58/Raeg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   45   1.389011  ←  ACK                       The server has packet 44; alone, at once.
   46   1.390634  ←  500 Internal Server Error Head 76 bytes, body 5 bytes. No upgrade: status 500
                                               instead of 101. The server failed at the request.
                                               Look next for an exception in the log of the server.
   47   1.390653  →  ACK                       The client has packet 46; alone, at once.

TCP ends
   48   1.390725  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   49   1.392298  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 48) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   50   1.392310  →  ACK                       The client confirms the FIN in packet 49.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (5 bytes) took 10 packets (1.25 KB): 140 bytes link layer, 536 bytes TCP/IP headers,
    564 bytes HTTP headers, 5 bytes HTTP bodies.

Connection 5   10.44.0.1:35094 → 10.44.0.2:8080   ws://10.44.0.2:8080/502 (not reached)   3.92 ms
10 packets
No WebSocket: the server answered the upgrade with status 502 instead of 101. A browser as client
reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. A proxy
answers: the server behind it refused, hung up, or did not answer in HTTP. Look next whether that
server runs, and where the proxy expects it.

TCP opens
   51   1.728514  →  SYN                       The client asks to open; its bytes count from
                                               3 944 650 796, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   52   1.728555  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 903 670 957, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   53   1.728571  →  ACK                       Handshake complete. Round trip 0.06 ms.

HTTP asks to become WebSocket
   54   1.731366  →  GET /502                  Upgrade: websocket; version 13, key
                                               AT2tWXmwTU5oH7P50bTMAQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   55   1.731390  ←  ACK                       The server has packet 54; alone, at once.
   56   1.732052  ←  502 Bad Gateway           Head 67 bytes, body 20 bytes. No upgrade: status 502
                                               instead of 101. A proxy answers: the server behind it
                                               refused, hung up, or did not answer in HTTP. Look
                                               next whether that server runs, and where the proxy
                                               expects it.
   57   1.732065  →  ACK                       The client has packet 56; alone, at once.

TCP ends
   58   1.732273  ←  FIN, ACK                  TCP's FIN: without the upgrade, the server has no
                                               more use for this connection.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   59   1.732413  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 58) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   60   1.732429  ←  ACK                       The server confirms the FIN in packet 59.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (20 bytes) took 10 packets (1.25 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 555 bytes HTTP headers, 20 bytes HTTP bodies.

Connection 6   10.44.0.1:35102 → 10.44.0.2:8080   ws://10.44.0.2:8080/504 (not reached)   3 ms   10
packets
No WebSocket: the server answered the upgrade with status 504 instead of 101. A browser as client
reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. A proxy
answers: the server behind it took too long. Look next at what that server was doing, and at the
time limit of the proxy.

TCP opens
   61   2.071241  →  SYN                       The client asks to open; its bytes count from
                                               2 232 241 591, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   62   2.071276  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 095 208 304, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   63   2.071292  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks to become WebSocket
   64   2.073036  →  GET /504                  Upgrade: websocket; version 13, key
                                               Wz1kqitWTJ7zMXLv8aVMpQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   65   2.073059  ←  ACK                       The server has packet 64; alone, at once.
   66   2.073974  ←  504 Gateway Timeout       Head 71 bytes, body 21 bytes. No upgrade: status 504
                                               instead of 101. A proxy answers: the server behind it
                                               took too long. Look next at what that server was
                                               doing, and at the time limit of the proxy.
   67   2.073990  →  ACK                       The client has packet 66; alone, at once.

TCP ends
   68   2.074106  ←  FIN, ACK                  TCP's FIN: without the upgrade, the server has no
                                               more use for this connection.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   69   2.074230  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 68) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   70   2.074244  ←  ACK                       The server confirms the FIN in packet 69.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (21 bytes) took 10 packets (1.26 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 559 bytes HTTP headers, 21 bytes HTTP bodies.
