Connection 0   10.44.0.1:35804 → 10.44.0.2:8080   ws://10.44.0.2:8080/   587 ms   15 packets
Closed by the client: code 1002 "Unknown opcode". It did not wait for the answer of the server: that
came too late and met a reset. Cause: the client refuses what the server sent, as code 1002 says,
and fails the connection (RFC 6455 7.1.7). A browser that fails a connection tells its page 1006,
whatever is answered. Evidence: packet 12 (first Close frame of the client), packet 13 (first FIN of
the client), packet 14 (answering Close frame of the server), packet 15 (RST of the client). A
browser as client reports code 1006, wasClean=false.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 196 809 999 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000023  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 815 235 922, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000035  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.03 ms.

HTTP asks to become WebSocket
    4   0.001291  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               xKCJBoNoL1aX7POgf8anzQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.001302  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.012882  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               xKCJBoNoL1aX7POgf8anzQ==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               9be294d7d9e9dbe0da21aca9fe16f0c7c24f236b; in base64 =
                                               m+KU19np2+DaIayp/hbwx8JPI2s=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.012948  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.077566  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.077589  →  ACK                       The client has packet 8; alone, at once.

  ┈ 508 ms of silence ┈

   10   0.585114  ←  Reserved-3, 0 bytes       ✗ The opcode is reserved: nobody has given it a
                                               meaning. A strict peer closes with 1002. (RFC 6455
                                               5.2)
   11   0.585144  →  ACK                       The client has packet 10; alone, at once.

The close
   12   0.585523  →  Close 1002 "Unknown opcode"
                                               A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1002 means: Protocol Error. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.

TCP ends
   13   0.585584  →  FIN, ACK                  TCP's FIN, right behind the Close frame: the client
                                               does not wait for the answer. Browsers do this when a
                                               page or tab goes away. Each direction ends on its
                                               own: the server may go on sending to the client until
                                               it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   14   0.586643  ←  Close 1002 "Unknown opcode"
                                               The server answers the Close in packet 12 with its
                                               own, but the client has closed TCP already and does
                                               not wait for it. It also carries the ACK for packet
                                               12 (piggybacked), so no separate one was needed.
                     client: FIN-WAIT-1 → FIN-WAIT-2
                                               In FIN-WAIT-2 a side's FIN is acknowledged, and the
                                               other's is to come.
   15   0.586676  →  RST                       The client has already closed: what the server still
                                               sends has no reader any more, so it is answered with
                                               RST.
                     client: FIN-WAIT-2 → CLOSED, server: CLOSE-WAIT → CLOSED

In numbers
  · Half-closed for 1.09 ms: the client had sent its FIN (packet 13), and the server still sent 18
    bytes on its own direction, which was open (RFC 9293 3.6).
  · The client acknowledged data 3 times: 3 alone; usually after 0.03 ms, at most 0.07 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 0.57 ms, at most
    1.12 ms.
  · 2 messages (6 bytes in all) took 15 packets (1.66 KB), 7.5 packets for each message: 210 bytes
    link layer, 784 bytes TCP/IP headers, 614 bytes HTTP headers, 12 bytes WebSocket frame headers,
    38 bytes WebSocket payload.
