Connection 0   10.44.0.1:50724 → 10.44.0.2:8080   ws://10.44.0.2:8080/   3 s   12 packets
The server hung up: it closed TCP with FIN (packet 10) without a Close frame. Possible cause, a
guess: an idle limit of 3 s: the server, or a proxy that speaks in its place, hung up after 2.99 s
without data. Evidence: packet 8 (last data of the server), packet 10 (first FIN of the server),
packet 11 (FIN of the client). A browser as client reports code 1006, wasClean=false. 1006 was never
sent: it stands for no Close frame at all. Look next at the idle limits of the server and of the
proxies and load balancers before it.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 375 374 778 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000061  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 3 376 090 558, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000078  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.08 ms.

HTTP asks to become WebSocket
    4   0.000624  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               6qVnZrrZIw7h9SDJn8iRMw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000667  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.005530  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               6qVnZrrZIw7h9SDJn8iRMw==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               1b73b184a167b564d32f6dd8444de076501e0dd2; in base64 =
                                               G3OxhKFntWTTL23YRE3gdlAeDdI=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.005550  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.012639  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.012656  →  ACK                       The client has packet 8; alone, at once.

  ┈ 2.99 s of silence ┈

TCP ends
   10   3.002963  ←  FIN, ACK                  TCP's FIN without any Close frame: the server ends
                                               its stream, and nobody said goodbye in WebSocket's
                                               own words. This is how the kernel hangs up when a
                                               process exits or is killed. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too. Its TTL, 64, and its
                                               timestamp fit the 4 other packets of the server:
                                               nothing hints that a box on the way sent it.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   11   3.003088  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 10 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   12   3.003115  ←  ACK                       The server confirms the FIN in packet 11. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The longest silence lasted 2.99 s, between packets 9 and 10.
  · The client acknowledged data 2 times: 2 alone; usually after 0.02 ms, at most 0.02 ms. The
    server acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms. The capture
    was taken near the client, as the handshake shows: the delays of the server contain the way
    there and back.
  · One message (6 bytes) took 12 packets (1.49 KB): 168 bytes link layer, 640 bytes TCP/IP headers,
    673 bytes HTTP headers, 2 bytes WebSocket frame headers, 6 bytes WebSocket payload.
