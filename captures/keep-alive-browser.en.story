Connection 0   10.44.0.1:33542 → 10.44.0.2:8080   ws://10.44.0.2:8080/   1 min 45 s   19 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 035 472 806 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000083  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 1 423 301 342, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000109  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.11 ms.

HTTP asks to become WebSocket
    4   0.002653  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               Z74NRmm+HaNLBQuseIw3Hw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.002694  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.009523  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               Z74NRmm+HaNLBQuseIw3Hw==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               438474098fc736604093670d506276f2077da2b4; in base64 =
                                               Q4R0CY/HNmBAk2cNUGJ28gd9orQ=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.009554  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.025606  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.025634  →  ACK                       The client has packet 8; alone, at once.

  ┈ 46 s of silence ┈

Silence and keep-alive
   10  46.036962  →  Keep-alive                A TCP keep-alive probe: "are you still there?" The
                                               client sends an empty segment with a number that the
                                               server acknowledged long ago (485, one below the next
                                               new one, 486). The server must answer with an ACK
                                               (RFC 9293 3.8.4). Linux sends its probes empty;
                                               others put one garbage byte in. This is TCP's doing,
                                               kernel to kernel: the application sees nothing of it,
                                               and it is neither a WebSocket Ping nor HTTP
                                               keep-alive.
   11  46.036997  ←  Keep-alive ACK            The answer, 0.03 ms after the probe (packet 10): the
                                               server is alive. It only repeats the number that it
                                               expects next.

  ┈ 45.1 s of silence ┈

   12  91.096945  →  Keep-alive                After another 45.1 s of silence: still there?
   13  91.096982  ←  Keep-alive ACK            The server answers probe 12 after 0.04 ms: alive.

  ┈ 14.1 s of silence ┈

The close
   14 105.213363  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
   15 105.214716  ←  Close 1000                The server answers the Close in packet 14 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. It also carries
                                               the ACK for packet 14 (piggybacked), so no separate
                                               one was needed.
   16 105.214728  →  ACK                       The client has packet 15; alone, at once.

TCP ends
   17 105.215078  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   18 105.215243  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 17 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   19 105.215264  ←  ACK                       The server confirms the FIN in packet 18. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · TCP keep-alive: after 45.5 s without a packet from its peer, the client's TCP sends a probe of 0
    bytes (as stacks such as Linux do): 2 probes, 2 answered. Each answer restarts that idle time,
    which is therefore also the spacing of answered probes (Linux calls it tcp_keepalive_time). The
    longest silence lasted 46 s, between packets 9 and 10; the longest time without data 1 min 45 s,
    between packets 8 and 14.
  · The client acknowledged data 3 times: 3 alone; usually after 0.03 ms, at most 0.03 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 0.7 ms, at most
    1.35 ms. The capture was taken near the client, as the handshake shows: the delays of the server
    contain the way there and back.
  · One message (6 bytes) took 19 packets (1.9 KB): 266 bytes link layer, 1 KB TCP/IP headers, 614
    bytes HTTP headers, 10 bytes WebSocket frame headers, 10 bytes WebSocket payload.
  · Advice: For 1 min 45 s neither data nor a Ping went by (packets 8 to 14). After 60 s of that
    nginx (proxy_read_timeout) and AWS's Application Load Balancer (idle timeout) close a connection
    by default; TCP's keep-alive probes carry no data and don't count. A WebSocket Ping every 30 s
    or so stays below the limit. Only TCP's keep-alive watched over this connection. It shows that
    the server's TCP is there and tells nothing about the application, which may hang (RFC 9293
    3.8.4); behind a proxy it reaches only the proxy. A WebSocket Ping asks the program itself (RFC
    6455 5.5.2).
