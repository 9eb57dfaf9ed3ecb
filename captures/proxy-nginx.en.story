Connection 0   10.44.0.1:48004 → 10.44.0.3:8080   ws://10.44.0.3:8080/chat   661 ms   18 packets
Closed cleanly by the client: code 1000 "bye". Both sides sent a Close frame. A browser as client
reports code 1000, wasClean=true. The proxy at 10.44.0.3:8080 passed the request on to the server at
10.44.0.2:8080: connection 1, packet 9.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               20 800 206 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000025  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 1 100 587 021, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000039  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.001252  →  GET /chat                 An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               /OlbKcVhpkOFPrT7jJynrg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.001294  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
   13   0.012284  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               /OlbKcVhpkOFPrT7jJynrg==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               a8be6ec8c2a2fe88bc910ec03f850ce47a201658; in base64 =
                                               qL5uyMKi/oi8kQ7AP4UM5HogFlg=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
   14   0.012303  →  ACK                       The client has packet 13; alone, at once.

WebSocket speaks
   17   0.015352  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
   18   0.015372  →  ACK                       The client has packet 17; alone, at once.

  ┈ 324 ms of silence ┈

   19   0.339203  →  Text "got it"             6 bytes of payload. It is masked, as every frame of a
                                               client must be (RFC 6455 5.1): each byte is combined
                                               with a random key in the frame, so that no proxy
                                               mistakes it for HTTP.
   23   0.340088  ←  Text "got it"             6 bytes of payload. It also carries the ACK for
                                               packet 19 (piggybacked), so no separate one was
                                               needed.
   24   0.340099  →  ACK                       The client has packet 23; alone, at once.

  ┈ 318 ms of silence ┈

The close
   25   0.658098  →  Close 1000 "bye"          A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   29   0.659518  ←  Close 1000 "bye"          The server answers the Close in packet 25 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. Carries the ACK
                                               for packet 25.
   30   0.659529  →  ACK                       The client has packet 29; alone, at once.

TCP ends
   34   0.659873  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   35   0.660820  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 34 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   36   0.660831  ←  ACK                       The server confirms the FIN in packet 35. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 4 times: 4 alone; usually after 0.02 ms, at most 0.02 ms. The
    server acknowledged data 3 times: 1 alone, 2 on data of its own; usually after 0.89 ms, at most
    1.42 ms.
  · 3 messages (18 bytes in all) took 18 packets (1.93 KB), 6 packets for each message: 252 bytes
    link layer, 952 bytes TCP/IP headers, 677 bytes HTTP headers, 18 bytes WebSocket frame headers,
    28 bytes WebSocket payload.

Connection 1   10.44.0.3:53646 → 10.44.0.2:8080   ws://10.44.0.2:8080/chat   658 ms   18 packets
Closed cleanly by the client: code 1000 "bye". Both sides sent a Close frame. A browser as client
reports code 1000, wasClean=true. The client here is a proxy: it passes on the request that it got
at 10.44.0.3:8080 in connection 0, packet 4.

TCP opens
    6   0.001539  →  SYN                       The client asks to open; its bytes count from
                                               1 744 374 222, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    7   0.001556  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 949 380 290, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
    8   0.001564  →  ACK                       Handshake complete. Round trip 0.03 ms.

HTTP asks to become WebSocket
    9   0.002164  →  GET /chat                 Upgrade: websocket; version 13, key
                                               /OlbKcVhpkOFPrT7jJynrg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   10   0.002176  ←  ACK                       The server has packet 9; alone, at once.
   11   0.011963  ←  101 Switching Protocols   Sec-WebSocket-Accept qL5uyMKi/oi8kQ7AP4UM5HogFlg= is
                                               right for the key. No extension is taken.
   12   0.012037  →  ACK                       The client has packet 11; alone, at once.

WebSocket speaks
   15   0.013078  ←  Text "get it"             6 bytes of payload.
   16   0.013089  →  ACK                       The client has packet 15; alone, at once.

  ┈ 326 ms of silence ┈

   20   0.339277  →  Text "got it"             6 bytes of payload.
   21   0.339966  ←  Text "got it"             6 bytes of payload. Carries the ACK for packet 20.
   22   0.340015  →  ACK                       The client has packet 21; alone, at once.

  ┈ 319 ms of silence ┈

The close
   26   0.658671  →  Close 1000 "bye"          The client wants to end the WebSocket; the server
                                               must answer with a Close frame. Code 1000 means:
                                               Normal Closure.
   27   0.659441  ←  Close 1000 "bye"          The server answers the Close in packet 26: the
                                               closing handshake is complete. Carries the ACK for
                                               packet 26.
   28   0.659450  →  ACK                       The client has packet 27; alone, at once.

TCP ends
   31   0.659795  ←  FIN, ACK                  TCP's FIN: the server closes TCP first, as RFC 6455
                                               7.1.1 asks.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   32   0.659831  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 31) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   33   0.659843  ←  ACK                       The server confirms the FIN in packet 32.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 4 times: 4 alone; usually after 0.03 ms, at most 0.07 ms. The
    server acknowledged data 3 times: 1 alone, 2 on data of its own; usually after 0.69 ms, at most
    0.77 ms.
  · 3 messages (18 bytes in all) took 18 packets (1.87 KB), 6 packets for each message: 252 bytes
    link layer, 952 bytes TCP/IP headers, 618 bytes HTTP headers, 18 bytes WebSocket frame headers,
    28 bytes WebSocket payload.
