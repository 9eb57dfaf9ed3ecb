Connection 0   10.44.0.1:60332 → 10.44.0.2:8080   ws://10.44.0.2:8080/   461 ms   13 packets
Closed by the client: code 1001. It did not wait for the answer of the server: that came too late
and met a reset, as when a page or tab is closed. A browser as client reports code 1006,
wasClean=false. 1006 was never sent: it stands for no Close frame at all.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 382 454 966 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000027  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 3 643 019 233, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000041  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.000460  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               Ib89n9Pp14Fg+OYmov5www==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000475  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.039197  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               Ib89n9Pp14Fg+OYmov5www==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               5e3f5b5044ec15387d73f38959ceff75c3bb5fe9; in base64 =
                                               Xj9bUETsFTh9c/OJWc7/dcO7X+k=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.039251  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.040933  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.040951  →  ACK                       The client has packet 8; alone, at once.

  ┈ 416 ms of silence ┈

The close
   10   0.456724  →  Close 1001                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1001 means: Going Away. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.

TCP ends
   11   0.456944  →  FIN, ACK                  TCP's FIN, right behind the Close frame: the client
                                               does not wait for the answer. Browsers do this when a
                                               page or tab goes away. Each direction ends on its
                                               own: the server may go on sending to the client until
                                               it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   12   0.460876  ←  Close 1001                The server answers the Close in packet 10 with its
                                               own, but the client has closed TCP already and does
                                               not wait for it. It also carries the ACK for packet
                                               10 (piggybacked), so no separate one was needed.
                     client: FIN-WAIT-1 → FIN-WAIT-2
                                               In FIN-WAIT-2 a side's FIN is acknowledged, and the
                                               other's is to come.
   13   0.460912  →  RST                       The client has already closed: what the server still
                                               sends has no reader any more, so it is answered with
                                               RST.
                     client: FIN-WAIT-2 → CLOSED, server: CLOSE-WAIT → CLOSED

In numbers
  · Half-closed for 3.97 ms: the client had sent its FIN (packet 11), and the server still sent 4
    bytes on its own direction, which was open (RFC 9293 3.6).
  · The client acknowledged data 2 times: 2 alone; usually after 0.04 ms, at most 0.05 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 2.08 ms, at most
    4.15 ms.
  · One message (6 bytes) took 13 packets (1.5 KB): 182 bytes link layer, 680 bytes TCP/IP headers,
    614 bytes HTTP headers, 10 bytes WebSocket frame headers, 10 bytes WebSocket payload.
