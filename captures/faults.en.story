Connection 0   10.44.0.1:55288 → 10.44.0.2:8080   ws://10.44.0.2:8080/lost   696 ms   31 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 557 396 782 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.011816  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 083 021 604, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.011843  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 11.8 ms.

HTTP asks to become WebSocket
    4   0.012576  →  GET /lost                 An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               9MGJWJ+0rQq4NTyofvjZuw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.023196  ←  ACK                       The server has packet 4; alone, 10.6 ms after it.
    6   0.024782  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               9MGJWJ+0rQq4NTyofvjZuw==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               a2f0a9683e0cd4dcef8e66420489baccbd073017; in base64 =
                                               ovCpaD4M1NzvjmZCBIm6zL0HMBc=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.024801  →  ACK                       An ACK that travels alone: "all bytes up to packet 6
                                               have arrived". The client has nothing to send, so
                                               there is nothing for it to ride on.

  ┈ 317 ms of silence ┈

WebSocket speaks
    8   0.341955  ←  Text begins, 1.44 KB of 12 KB
    9   0.341985  →  ACK                       The client has packet 8; alone, at once.
   10   0.342581  ←  Text goes on, 1.45 KB of 12 KB
   11   0.342656  →  ACK                       The client has packet 10; alone, at once.
   12   0.342667  ←  Text goes on, 1.45 KB of 12 KB
   13   0.342672  →  ACK                       The client has packet 12; alone, at once.
   14   0.342678  ←  segment, 1.45 KB          1.45 KB before this were not captured: number 4474
                                               was expected, this is 5922.
   15   0.342682  →  ACK                       Only the window changes, from 73.7 KB to 76.8 KB: the
                                               client now has room for that much.
   16   0.342688  ←  part of a frame, 1.45 KB
   17   0.342691  →  ACK                       The same ACK again (4474, duplicate 1), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).
   18   0.342698  ←  part of a frame, 1.45 KB
   19   0.342701  →  ACK                       The same ACK again (4474, duplicate 2), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).
   20   0.342707  ←  part of a frame, 1.45 KB
   21   0.342710  →  ACK                       The same ACK again (4474, duplicate 3), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).
   22   0.342715  ←  part of a frame, 420 bytes
   23   0.342718  →  ACK                       The same ACK again (4474, duplicate 4), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).
   24   0.353312  ←  1.45 KB again             Fast retransmission: 4 duplicate ACKs of the client
                                               asked for number 4474, and the server sends it 10.6
                                               ms after the last of them, without waiting for its
                                               timer (RFC 5681 3.2). Its timestamp shows that it was
                                               sent again: it is later than that of what was
                                               captured before (RFC 7323).
                     Text "0123456789012345678901234567890123456789…"
                                               12 KB of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag. It began in
                                               packet 8.
   25   0.353353  →  ACK                       One ACK for 5 packets (7.66 KB), up to packet 22:
                                               ACKs are cumulative. The client has them all.

  ┈ 320 ms of silence ┈

The close
   26   0.673456  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
   27   0.684440  ←  Close 1000                The server answers the Close in packet 26 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. It also carries
                                               the ACK for packet 26 (piggybacked), so no separate
                                               one was needed.
   28   0.684469  →  ACK                       The client has packet 27; alone, at once.

TCP ends
   29   0.684761  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   30   0.684818  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 29 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   31   0.695632  ←  ACK                       The server confirms the FIN in packet 30. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 6 times: 6 alone; usually after 0.03 ms, at most 10.6 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 10.8 ms, at most
    11 ms. The capture was taken near the client, as the handshake shows: the delays of the server
    contain the way there and back.
  · One message (12 KB) took 31 packets (14.8 KB): 434 bytes link layer, 1.69 KB TCP/IP headers, 618
    bytes HTTP headers, 12 bytes WebSocket frame headers, 12 KB WebSocket payload.

Connection 1   10.44.0.1:60000 → 10.44.0.2:8080   ws://10.44.0.2:8080/lost-twice   900 ms   31
packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
   32   1.004548  →  SYN                       The client asks to open; its bytes count from
                                               800 971 837, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
   33   1.015047  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 772 872 854, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   34   1.015090  →  ACK                       Handshake complete. Round trip 10.5 ms.

HTTP asks to become WebSocket
   35   1.016046  →  GET /lost-twice           Upgrade: websocket; version 13, key
                                               URqL6+bQtUEOLySoyhN3VQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   36   1.030433  ←  ACK                       The server has packet 35; alone, 14.4 ms after it.
   37   1.030477  ←  101 Switching Protocols   Sec-WebSocket-Accept ywrNOF7HKRjRC2gaPUNx1aDWFms= is
                                               right for the key. No extension is taken.
   38   1.030492  →  ACK                       The client has packet 37; alone, at once.

  ┈ 312 ms of silence ┈

WebSocket speaks
   39   1.342377  ←  Text begins, 1.44 KB of 12 KB
   40   1.342403  →  ACK                       The client has packet 39; alone, at once.
   41   1.342414  ←  Text goes on, 1.45 KB of 12 KB
   42   1.342417  →  ACK                       The client has packet 41; alone, at once.
   43   1.342423  ←  Text goes on, 1.45 KB of 12 KB
   44   1.342426  →  ACK                       The client has packet 43; alone, at once.
   45   1.342475  ←  segment, 1.45 KB          1.45 KB before this were not captured: number 4474
                                               was expected, this is 5922.
   46   1.342480  →  ACK                       Only the window changes, from 73.7 KB to 76.8 KB: the
                                               client now has room for that much.
   47   1.342546  ←  part of a frame, 1.45 KB
   48   1.342552  →  ACK                       The same ACK again (4474, duplicate 1), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).
   49   1.342558  ←  part of a frame, 1.45 KB
   50   1.342561  →  ACK                       The same ACK again (4474, duplicate 2), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).
   51   1.342566  ←  part of a frame, 1.45 KB
   52   1.342569  →  ACK                       The same ACK again (4474, duplicate 3), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).
   53   1.342574  ←  part of a frame, 420 bytes
   54   1.342577  →  ACK                       The same ACK again (4474, duplicate 4), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).

  ┈ 229 ms of silence ┈

   55   1.571615  ←  1.45 KB again             Sent again (retransmission), 229 ms after the packet
                                               before: no ACK for number 4474 has come, although the
                                               server had already sent up to 12 134. As long as none
                                               comes, the wait for the next try doubles (RFC 6298
                                               5.5).
                     Text "0123456789012345678901234567890123456789…"
                                               12 KB of payload. It began in packet 39.
   56   1.571638  →  ACK                       One ACK for 5 packets (7.66 KB), up to packet 53:
                                               ACKs are cumulative. The client has them all.

  ┈ 308 ms of silence ┈

The close
   57   1.879335  →  Close 1000                The client wants to end the WebSocket; the server
                                               must answer with a Close frame. Code 1000 means:
                                               Normal Closure.
   58   1.891526  ←  Close 1000                The server answers the Close in packet 57: the
                                               closing handshake is complete. Carries the ACK for
                                               packet 57.
   59   1.891546  →  ACK                       The client has packet 58; alone, at once.

TCP ends
   60   1.891692  ←  FIN, ACK                  TCP's FIN: the server closes TCP first, as RFC 6455
                                               7.1.1 asks.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   61   1.891720  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 60) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   62   1.904785  ←  ACK                       The server confirms the FIN in packet 61.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 6 times: 6 alone; usually after 0.02 ms, at most 229 ms. The server
    acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 13.3 ms, at most 14.4
    ms. The capture was taken near the client, as the handshake shows: the delays of the server
    contain the way there and back.
  · One message (12 KB) took 31 packets (14.8 KB): 434 bytes link layer, 1.69 KB TCP/IP headers, 624
    bytes HTTP headers, 12 bytes WebSocket frame headers, 12 KB WebSocket payload.

Connection 2   10.44.0.1:60006 → 10.44.0.2:8080   ws://10.44.0.2:8080/ack-lost   1.2 s   17 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
   63   2.206122  →  SYN                       The client asks to open; its bytes count from
                                               2 936 523 653, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   64   2.228794  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 635 586 830, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   65   2.228840  →  ACK                       Handshake complete. Round trip 22.7 ms.

HTTP asks to become WebSocket
   66   2.230394  →  GET /ack-lost             Upgrade: websocket; version 13, key
                                               w2ItXsERMAZ10XjIy2dV2w==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   67   2.242402  ←  ACK                       The server has packet 66; alone, 12 ms after it.
   68   2.242465  ←  101 Switching Protocols   Sec-WebSocket-Accept ckEqKLVvQ35BmEMJJRPpRGjDh2E= is
                                               right for the key. No extension is taken.
   69   2.242499  →  ACK                       The client has packet 68; alone, at once.

  ┈ 326 ms of silence ┈

WebSocket speaks
   70   2.568753  ←  Text "Did you get this?"  17 bytes of payload.
   71   2.568781  →  ACK                       The client has packet 70; alone, at once.
   72   2.783672  ←  19 bytes again            Sent again for nothing: it ends at 149, and the
                                               client had acknowledged everything up to 149.
   73   2.783690  →  ACK                       The same ACK again (149, duplicate 1), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2). The SACK
                                               block says that the bytes of packet 72 arrived twice
                                               (RFC 2883): they were sent again for nothing.

  ┈ 595 ms of silence ┈

The close
   74   3.378633  →  Close 1000                The client wants to end the WebSocket; the server
                                               must answer with a Close frame. Code 1000 means:
                                               Normal Closure.
   75   3.389809  ←  Close 1000                The server answers the Close in packet 74: the
                                               closing handshake is complete. Carries the ACK for
                                               packet 74.
   76   3.389834  →  ACK                       The client has packet 75; alone, at once.

TCP ends
   77   3.390233  ←  FIN, ACK                  TCP's FIN: the server closes TCP first, as RFC 6455
                                               7.1.1 asks.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   78   3.390304  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 77) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   79   3.402064  ←  ACK                       The server confirms the FIN in packet 78.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 3 times: 3 alone; usually after 0.03 ms, at most 0.03 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 11.6 ms, at most
    12 ms. The capture was taken near the client, as the handshake shows: the delays of the server
    contain the way there and back.
  · One message (17 bytes) took 17 packets (1.82 KB): 238 bytes link layer, 912 bytes TCP/IP
    headers, 622 bytes HTTP headers, 10 bytes WebSocket frame headers, 21 bytes WebSocket payload,
    19 bytes sent again.

Connection 3   10.44.0.1:60010 → 10.44.0.2:8080   ws://10.44.0.2:8080/swapped   699 ms   31 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
   80   3.711037  →  SYN                       The client asks to open; its bytes count from
                                               1 953 768 541, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   81   3.727675  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 614 498 129, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   82   3.727708  →  ACK                       Handshake complete. Round trip 16.7 ms.

HTTP asks to become WebSocket
   83   3.729491  →  GET /swapped              Upgrade: websocket; version 13, key
                                               sg76Zv2nNxMvK4b+oIXuEg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   84   3.739869  ←  ACK                       The server has packet 83; alone, 10.4 ms after it.
   85   3.740392  ←  101 Switching Protocols   Sec-WebSocket-Accept +YdlEpmCLHVkhXEDEVVGGw3vhZI= is
                                               right for the key. No extension is taken.
   86   3.740412  →  ACK                       The client has packet 85; alone, at once.

  ┈ 312 ms of silence ┈

WebSocket speaks
   87   4.052127  ←  Text begins, 1.44 KB of 12 KB
   88   4.052151  →  ACK                       The client has packet 87; alone, at once.
   89   4.052202  ←  Text goes on, 1.45 KB of 12 KB
   90   4.052208  →  ACK                       The client has packet 89; alone, at once.
   91   4.052214  ←  Text goes on, 1.45 KB of 12 KB
   92   4.052217  →  ACK                       The client has packet 91; alone, at once.
   93   4.052222  ←  segment, 1.45 KB          1.45 KB before this were not captured: number 4474
                                               was expected, this is 5922.
   94   4.052226  →  ACK                       Only the window changes, from 73.7 KB to 76.8 KB: the
                                               client now has room for that much.
                  ⋮  8 more packets like these (95 to 102, in 1.22 ms): 4 parts of longer frames or
                     messages from the server (4.34 KB), 4 ACKs from the client.
  103   4.053460  ←  Text "0123456789012345678901234567890123456789…"
                                               12 KB of payload. It began in packet 87.
  104   4.053463  →  ACK                       The client has packet 103; alone, at once.

  ┈ 319 ms of silence ┈

The close
  105   4.372726  →  Close 1000                The client wants to end the WebSocket; the server
                                               must answer with a Close frame. Code 1000 means:
                                               Normal Closure.
  106   4.386486  ←  Close 1000                The server answers the Close in packet 105: the
                                               closing handshake is complete. Carries the ACK for
                                               packet 105.
  107   4.386512  →  ACK                       The client has packet 106; alone, at once.

TCP ends
  108   4.392391  ←  FIN, ACK                  TCP's FIN: the server closes TCP first, as RFC 6455
                                               7.1.1 asks.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  109   4.393141  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 108) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  110   4.410432  ←  ACK                       The server confirms the FIN in packet 109.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 10 times: 10 alone; usually after 0.01 ms, at most 0.03 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 12.1 ms, at most
    13.8 ms. The capture was taken near the client, as the handshake shows: the delays of the server
    contain the way there and back.
  · One message (12 KB) took 31 packets (14.7 KB): 434 bytes link layer, 1.64 KB TCP/IP headers, 621
    bytes HTTP headers, 12 bytes WebSocket frame headers, 12 KB WebSocket payload.

Connection 4   10.44.0.1:60012 → 10.44.0.2:8080   ws://10.44.0.2:8080/duplicated   675 ms   32
packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
  111   4.721311  →  SYN                       The client asks to open; its bytes count from
                                               3 817 812 934, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  112   4.733081  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 327 928 670, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  113   4.733148  →  ACK                       Handshake complete. Round trip 11.8 ms.

HTTP asks to become WebSocket
  114   4.734604  →  GET /duplicated           Upgrade: websocket; version 13, key
                                               KnEylL6UeS8TFdAWda86Fg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
  115   4.745383  ←  ACK                       The server has packet 114; alone, 10.8 ms after it.
  116   4.746176  ←  101 Switching Protocols   Sec-WebSocket-Accept eEQlw7ij4wbgAjzS4zl3gH4XlJQ= is
                                               right for the key. No extension is taken.
  117   4.746208  →  ACK                       The client has packet 116; alone, at once.

  ┈ 315 ms of silence ┈

WebSocket speaks
  118   5.061183  ←  Text begins, 1.44 KB of 12 KB
  119   5.061219  →  ACK                       The client has packet 118; alone, at once.
  120   5.061230  ←  Text goes on, 1.45 KB of 12 KB
  121   5.061234  →  ACK                       The client has packet 120; alone, at once.
  122   5.061239  ←  Text goes on, 1.45 KB of 12 KB
  123   5.061242  →  ACK                       The client has packet 122; alone, at once.
  124   5.061247  ←  Text goes on, 1.45 KB of 12 KB
  125   5.061250  →  ACK                       The client has packet 124; alone, at once.
  126   5.061255  ←  the same packet, captured again
                                               By its time tshark would call this a retransmission.
                                               Its IP identification shows that it is the same
                                               packet, seen twice at the place of capture.
  127   5.061259  →  ACK                       The same ACK again (5922, duplicate 1), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).
                  ⋮  8 more packets like these (128 to 135, in 0.1 ms): 4 parts of longer frames or
                     messages from the server (5.79 KB), 4 ACKs from the client.
  136   5.062372  ←  Text "0123456789012345678901234567890123456789…"
                                               12 KB of payload. It began in packet 118.
  137   5.062376  →  ACK                       The client has packet 136; alone, at once.

  ┈ 306 ms of silence ┈

The close
  138   5.368649  →  Close 1000                The client wants to end the WebSocket; the server
                                               must answer with a Close frame. Code 1000 means:
                                               Normal Closure.
  139   5.381746  ←  Close 1000                The server answers the Close in packet 138: the
                                               closing handshake is complete. Carries the ACK for
                                               packet 138.
  140   5.381788  →  ACK                       The client has packet 139; alone, at once.

TCP ends
  141   5.381807  ←  FIN, ACK                  TCP's FIN: the server closes TCP first, as RFC 6455
                                               7.1.1 asks.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  142   5.381971  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 141) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  143   5.396770  ←  ACK                       The server confirms the FIN in packet 142.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 11 times: 11 alone; usually after 0.004 ms, at most 0.04 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 11.9 ms, at most
    13.1 ms. The capture was taken near the client, as the handshake shows: the delays of the server
    contain the way there and back.
  · One message (12 KB) took 32 packets (14.8 KB): 448 bytes link layer, 1.69 KB TCP/IP headers, 624
    bytes HTTP headers, 12 bytes WebSocket frame headers, 12 KB WebSocket payload.

Connection 5   10.44.0.1:60018 → 10.44.0.2:8080   ws://10.44.0.2:8080/delayed   701 ms   33 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
  144   5.701523  →  SYN                       The client asks to open; its bytes count from
                                               322 800 803, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
  145   5.717205  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 458 086 599, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  146   5.717258  →  ACK                       Handshake complete. Round trip 15.7 ms.

HTTP asks to become WebSocket
  147   5.718356  →  GET /delayed              Upgrade: websocket; version 13, key
                                               iJQfzMBmvqdK0Ja4O7oStQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
  148   5.731639  ←  ACK                       The server has packet 147; alone, 13.3 ms after it.
  149   5.732300  ←  101 Switching Protocols   Sec-WebSocket-Accept kxCJAhhgpribvKoXClVdZOMU+cY= is
                                               right for the key. No extension is taken.
  150   5.732342  →  ACK                       The client has packet 149; alone, at once.

  ┈ 322 ms of silence ┈

WebSocket speaks
  151   6.054075  ←  Text begins, 1.44 KB of 12 KB
  152   6.054114  →  ACK                       The client has packet 151; alone, at once.
  153   6.054128  ←  Text goes on, 1.45 KB of 12 KB
  154   6.054132  →  ACK                       The client has packet 153; alone, at once.
  155   6.054138  ←  Text goes on, 1.45 KB of 12 KB
  156   6.054140  →  ACK                       The client has packet 155; alone, at once.
  157   6.054437  ←  segment, 1.45 KB          1.45 KB before this were not captured: number 4474
                                               was expected, this is 5922.
  158   6.054448  →  ACK                       Only the window changes, from 73.7 KB to 76.8 KB: the
                                               client now has room for that much.
  159   6.054457  ←  part of a frame, 1.45 KB
  160   6.054461  →  ACK                       The same ACK again (4474, duplicate 1), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).
  161   6.054466  ←  part of a frame, 1.45 KB
  162   6.054469  →  ACK                       The same ACK again (4474, duplicate 2), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).
  163   6.054475  ←  part of a frame, 1.45 KB
  164   6.054478  →  ACK                       The same ACK again (4474, duplicate 3), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).
  165   6.054483  ←  part of a frame, 420 bytes
  166   6.054486  →  ACK                       The same ACK again (4474, duplicate 4), with the same
                                               window and no payload: the client got something, but
                                               not the byte that it waits for (RFC 5681 2).
  167   6.064852  ←  1.45 KB again             Fast retransmission: 4 duplicate ACKs of the client
                                               asked for number 4474, and the server sends it 10.4
                                               ms after the last of them, without waiting for its
                                               timer (RFC 5681 3.2).
                     Text "0123456789012345678901234567890123456789…"
                                               12 KB of payload. It began in packet 151.
  168   6.064892  →  ACK                       One ACK for 5 packets (7.66 KB), up to packet 165:
                                               ACKs are cumulative. The client has them all.
  169   6.114192  ←  1.45 KB again             Sent again for nothing: it ends at 5922, and the
                                               client had acknowledged everything up to 12 134. By
                                               its time tshark would call this a retransmission. Its
                                               timestamp shows that it was sent earlier than what
                                               overtook it, and only arrived late (RFC 7323).
  170   6.114222  →  ACK                       Only the window changes, from 74.8 KB to 76.8 KB: the
                                               client now has room for that much. The SACK block
                                               says that the bytes of packet 167 arrived twice (RFC
                                               2883): they were sent again for nothing.

  ┈ 266 ms of silence ┈

The close
  171   6.380478  →  Close 1000                The client wants to end the WebSocket; the server
                                               must answer with a Close frame. Code 1000 means:
                                               Normal Closure.
  172   6.391437  ←  Close 1000                The server answers the Close in packet 171: the
                                               closing handshake is complete. Carries the ACK for
                                               packet 171.
  173   6.391464  →  ACK                       The client has packet 172; alone, at once.

TCP ends
  174   6.391480  ←  FIN, ACK                  TCP's FIN: the server closes TCP first, as RFC 6455
                                               7.1.1 asks.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  175   6.391624  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 174) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  176   6.402464  ←  ACK                       The server confirms the FIN in packet 175.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 6 times: 6 alone; usually after 0.03 ms, at most 10.4 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 12.1 ms, at most
    13.3 ms. The capture was taken near the client, as the handshake shows: the delays of the server
    contain the way there and back.
  · One message (12 KB) took 33 packets (16.4 KB): 462 bytes link layer, 1.8 KB TCP/IP headers, 621
    bytes HTTP headers, 12 bytes WebSocket frame headers, 12 KB WebSocket payload, 1.45 KB sent
    again.

Connection 6   10.44.0.1:60030 → 10.44.0.2:8080   ws://10.44.0.2:8080/lost-from-browser   1.51 s
33 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
  177   6.706054  →  SYN                       The client asks to open; its bytes count from
                                               2 337 379 269, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
  178   6.728808  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 417 130 993, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
  179   6.728848  →  ACK                       Handshake complete. Round trip 22.8 ms.

HTTP asks to become WebSocket
  180   6.729815  →  GET /lost-from-browser    Upgrade: websocket; version 13, key
                                               OXAV/ZpsKOTVGv8igEorKQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
  181   6.740268  ←  ACK                       The server has packet 180; alone, 10.5 ms after it.
  182   6.740715  ←  101 Switching Protocols   Sec-WebSocket-Accept jeFyaJWyLEkDRNuBovkg9QjmBbA= is
                                               right for the key. No extension is taken.
  183   6.740744  →  ACK                       The client has packet 182; alone, at once.

  ┈ 322 ms of silence ┈

WebSocket speaks
  184   7.062725  →  Text begins, 1.44 KB of 12 KB
  185   7.062746  →  Text goes on, 1.45 KB of 12 KB
  186   7.062764  →  Text goes on, 1.45 KB of 12 KB
  187   7.062765  →  Text goes on, 1.45 KB of 12 KB
  188   7.062771  →  Text goes on, 1.45 KB of 12 KB
  189   7.062772  →  Text goes on, 1.45 KB of 12 KB
  190   7.062779  →  Text goes on, 1.45 KB of 12 KB
  191   7.062780  →  Text goes on, 1.45 KB of 12 KB
  192   7.062785  →  Text "0123456789012345678901234567890123456789…"
                                               12 KB of payload. It began in packet 184.
  193   7.078405  ←  ACK                       One ACK for 2 packets (2.9 KB), up to packet 185:
                                               ACKs are cumulative. The server has them all.
  194   7.078442  ←  ACK                       The server has packet 186; alone, 15.7 ms after it.
  195   7.078454  ←  ACK                       The same ACK again (4847, duplicate 1), with the same
                                               window and no payload: the server got something, but
                                               not the byte that it waits for (RFC 5681 2).
  196   7.078461  ←  ACK                       The same ACK again (4847, duplicate 2), with the same
                                               window and no payload: the server got something, but
                                               not the byte that it waits for (RFC 5681 2).
  197   7.078472  →  1.45 KB again             Fast retransmission: 2 duplicate ACKs of the server
                                               asked for number 4847, and the client sends it 0.01
                                               ms after the last of them, without waiting for its
                                               timer (RFC 5681 3.2).
  198   7.078493  ←  ACK                       The same ACK again (4847, duplicate 3), with the same
                                               window and no payload: the server got something, but
                                               not the byte that it waits for (RFC 5681 2).
  199   7.088905  ←  ACK                       One ACK for 6 packets (7.66 KB), up to packet 192:
                                               ACKs are cumulative. The server has them all.
  200   7.388610  →  Text "Did you get this?"  17 bytes of payload.
  201   7.614400  →  23 bytes again            Sent again, 226 ms after the packet before: still no
                                               ACK for number 12 511.
  202   7.671640  ←  ACK                       A delayed ACK: the server has packet 200, but waited
                                               283 ms for data of its own that the ACK could ride on
                                               (piggyback). None came, so its delayed-ACK timer sent
                                               the ACK alone (RFC 9293 3.8.6.3; Linux waits 40 to
                                               200 ms).

  ┈ 522 ms of silence ┈

The close
  203   8.193255  →  Close 1000                The client wants to end the WebSocket; the server
                                               must answer with a Close frame. Code 1000 means:
                                               Normal Closure.
  204   8.205954  ←  ACK                       The server has packet 203; alone, 12.7 ms after it.
  205   8.206015  ←  Close 1000                The server answers the Close in packet 203: the
                                               closing handshake is complete.
  206   8.206032  →  ACK                       The client has packet 205; alone, at once.

TCP ends
  207   8.206051  ←  FIN, ACK                  TCP's FIN: the server closes TCP first, as RFC 6455
                                               7.1.1 asks.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
  208   8.206220  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 207) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
  209   8.218820  ←  ACK                       The server confirms the FIN in packet 208.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 2 times: 2 alone; usually after 0.02 ms, at most 0.03 ms. The
    server acknowledged data 6 times: 6 alone; usually after 15.7 ms, at most 283 ms. 1 of these
    waited for a delayed-ACK timer of about 283 ms (RFC 9293 3.8.6.3 allows up to 500 ms). The
    capture was taken near the client, as the handshake shows: the delays of the server contain the
    way there and back.
  · 2 messages (12 KB in all) took 33 packets (16.4 KB), 16.5 packets for each message: 462 bytes
    link layer, 1.78 KB TCP/IP headers, 631 bytes HTTP headers, 22 bytes WebSocket frame headers, 12
    KB WebSocket payload, 1.47 KB sent again.
