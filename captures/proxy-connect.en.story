Connection 0   10.44.0.1:60928 → 10.44.0.3:3128   ws://10.44.0.2:8080/chat   895 ms   20 packets
Closed cleanly by the client: code 1000 "bye". Both sides sent a Close frame. A browser as client
reports code 1000, wasClean=true. The proxy at 10.44.0.3:3128 passed the request on to the server at
10.44.0.2:8080: connection 1, packet 13.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 228 014 749 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000017  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 4 084 715 878, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000028  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.03 ms.

HTTP asks and answers
    4   0.000343  →  CONNECT 10.44.0.2:8080    The client speaks to a proxy: CONNECT asks it to open
                                               a TCP connection to 10.44.0.2:8080, and from then on
                                               to pass every byte along unread, both ways (RFC 9110
                                               9.3.6). This is how a browser gets a WebSocket
                                               through a proxy.
    5   0.000355  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    9   0.188009  ←  200 Connection established
                                               Head 70 bytes, no body. The proxy has connected: the
                                               tunnel to 10.44.0.2:8080 is open. What follows on
                                               this connection is said to 10.44.0.2:8080 and begins
                                               anew, like on a fresh connection: TLS, or HTTP.
   10   0.188023  →  ACK                       The client has packet 9; alone, at once.

HTTP asks to become WebSocket
   11   0.189236  →  GET /chat                 An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               yU6rmJAselkV56edhVPciw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
   12   0.189243  ←  ACK                       The server has packet 11; alone, at once.

WebSocket speaks
   19   0.221032  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               yU6rmJAselkV56edhVPciw==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               e8c1ac3ed0cd0a08650091670e25510e8d195e51; in base64 =
                                               6MGsPtDNCghlAJFnDiVRDo0ZXlE=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
                     Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
   20   0.261541  →  ACK                       A delayed ACK: the client has packet 19, but waited
                                               40.5 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).

  ┈ 295 ms of silence ┈

   21   0.556291  →  Text "got it"             6 bytes of payload. It is masked, as every frame of a
                                               client must be (RFC 6455 5.1): each byte is combined
                                               with a random key in the frame, so that no proxy
                                               mistakes it for HTTP.
   25   0.577222  ←  Text "got it"             6 bytes of payload. It also carries the ACK for
                                               packet 21 (piggybacked), so no separate one was
                                               needed.
   26   0.577254  →  ACK                       The client has packet 25; alone, at once. This time
                                               at once: the client has sent nothing of its own for a
                                               while, so Linux stops expecting an answer to carry
                                               the ACK (it leaves "ping-pong" mode).

  ┈ 315 ms of silence ┈

The close
   27   0.891921  →  Close 1000 "bye"          A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   31   0.893548  ←  Close 1000 "bye"          The server answers the Close in packet 27 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. Carries the ACK
                                               for packet 27.
   32   0.893559  →  ACK                       The client has packet 31; alone, at once.

TCP ends
   34   0.893799  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   37   0.894529  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 34 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   38   0.894538  ←  ACK                       The server confirms the FIN in packet 37. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 4 times: 4 alone; usually after 0.02 ms, at most 40.5 ms. 1 of
    these waited for a delayed-ACK timer of about 40.5 ms (RFC 9293 3.8.6.3 allows up to 500 ms).
    From packet 26 on it acknowledges at once again: its kernel no longer expects data that could
    carry the ACK. The server acknowledged data 4 times: 2 alone, 2 on data of its own; usually
    after 0.82 ms, at most 20.9 ms.
  · 3 messages (18 bytes in all) took 20 packets (2.28 KB), 6.67 packets for each message: 280 bytes
    link layer, 1.06 KB TCP/IP headers, 898 bytes HTTP headers, 18 bytes WebSocket frame headers, 28
    bytes WebSocket payload.

Connection 1   10.44.0.3:43884 → 10.44.0.2:8080   ws://10.44.0.2:8080/chat   706 ms   18 packets
Closed cleanly by the client: code 1000 "bye". Both sides sent a Close frame. A browser as client
reports code 1000, wasClean=true. The client here is a proxy: it passes on the request that it got
at 10.44.0.3:3128 in connection 0, packet 11.

TCP opens
    6   0.187834  →  SYN                       The client asks to open; its bytes count from
                                               2 167 132 464, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    7   0.187869  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 265 347 070, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
    8   0.187880  →  ACK                       Handshake complete. Round trip 0.05 ms.

HTTP asks to become WebSocket
   13   0.191419  →  GET /chat                 Upgrade: websocket; version 13, key
                                               yU6rmJAselkV56edhVPciw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   14   0.191438  ←  ACK                       The server has packet 13; alone, at once.
   15   0.219976  ←  101 Switching Protocols   Sec-WebSocket-Accept 6MGsPtDNCghlAJFnDiVRDo0ZXlE= is
                                               right for the key. No extension is taken.
   16   0.220020  →  ACK                       The client has packet 15; alone, at once.

WebSocket speaks
   17   0.220626  ←  Text "get it"             6 bytes of payload.
   18   0.220630  →  ACK                       The client has packet 17; alone, at once.

  ┈ 343 ms of silence ┈

   22   0.563964  →  Text "got it"             6 bytes of payload.
   23   0.564629  ←  Text "got it"             6 bytes of payload. Carries the ACK for packet 22.
   24   0.564666  →  ACK                       The client has packet 23; alone, at once.

  ┈ 328 ms of silence ┈

The close
   28   0.892367  →  Close 1000 "bye"          The client wants to end the WebSocket; the server
                                               must answer with a Close frame. Code 1000 means:
                                               Normal Closure.
   29   0.893464  ←  Close 1000 "bye"          The server answers the Close in packet 28: the
                                               closing handshake is complete. Carries the ACK for
                                               packet 28.
   30   0.893476  →  ACK                       The client has packet 29; alone, at once.

TCP ends
   33   0.893781  ←  FIN, ACK                  TCP's FIN: the server closes TCP first, as RFC 6455
                                               7.1.1 asks.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   35   0.893818  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 33) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   36   0.893829  ←  ACK                       The server confirms the FIN in packet 35.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 4 times: 4 alone; usually after 0.02 ms, at most 0.04 ms. The
    server acknowledged data 3 times: 1 alone, 2 on data of its own; usually after 0.67 ms, at most
    1.1 ms. The capture was taken near the client, as the handshake shows: the delays of the server
    contain the way there and back.
  · 3 messages (18 bytes in all) took 18 packets (1.87 KB), 6 packets for each message: 252 bytes
    link layer, 952 bytes TCP/IP headers, 618 bytes HTTP headers, 18 bytes WebSocket frame headers,
    28 bytes WebSocket payload.
