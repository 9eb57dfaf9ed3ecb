Connection 0   10.44.0.1:45622 → 10.44.0.2:8080   ws://10.44.0.2:8080/   60.4 s   15 packets
The client sent a Close frame (code 1000 "bye"), but the server never answered it with its own.
Likely cause: the client waited 60 s for the Close frame of the server and then ended TCP by itself:
its closing handshake timed out. Evidence: packet 10 (first Close frame of the client), packet 14
(first FIN of the client). A browser as client reports code 1006, wasClean=false. 1006 was never
sent: it stands for no Close frame at all. Look next at why the program of the server does not read
what comes.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               4 056 680 663 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000027  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 1 805 442 872, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000038  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.001243  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               P1AQTS/rBoSCY2dv1Ovc3g==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.001256  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.004361  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               P1AQTS/rBoSCY2dv1Ovc3g==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               94773159419f53f84877dbb0b0dfefe107e27364; in base64 =
                                               lHcxWUGfU/hId9uwsN/v4Qfic2Q=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.004400  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.010184  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.010198  →  ACK                       The client has packet 8; alone, at once.

The close
   10   0.396557  →  Close 1000 "bye"          A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
   11   0.437376  ←  ACK                       A delayed ACK: the server has packet 10, but waited
                                               40.8 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).

  ┈ 45.7 s of silence ┈

Silence and keep-alive
   12  46.157081  →  Keep-alive                A TCP keep-alive probe: "are you still there?" The
                                               client sends an empty segment with a number that the
                                               server acknowledged long ago (496, one below the next
                                               new one, 497). The server must answer with an ACK
                                               (RFC 9293 3.8.4). Linux sends its probes empty;
                                               others put one garbage byte in. This is TCP's doing,
                                               kernel to kernel: the application sees nothing of it,
                                               and it is neither a WebSocket Ping nor HTTP
                                               keep-alive.
   13  46.157149  ←  Keep-alive ACK            The answer, 0.07 ms after the probe (packet 12): the
                                               server is alive. It only repeats the number that it
                                               expects next.

  ┈ 14.2 s of silence ┈

TCP ends
   14  60.397194  →  FIN, ACK                  TCP's FIN, right behind the Close frame: the client
                                               does not wait for the answer. Browsers do this when a
                                               page or tab goes away. Each direction ends on its
                                               own: the server may go on sending to the client until
                                               it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   15  60.441099  ←  ACK                       The server confirms the FIN in packet 14. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte.
                     client: FIN-WAIT-1 → FIN-WAIT-2
                                               In FIN-WAIT-2 a side's FIN is acknowledged, and the
                                               other's is to come.

In numbers
  · TCP keep-alive: after 45.7 s without a packet from its peer, the client's TCP sends a probe of 0
    bytes (as stacks such as Linux do): 1 probe, 1 answered. The longest silence lasted 45.7 s,
    between packets 11 and 12.
  · The client acknowledged data 2 times: 2 alone; usually after 0.03 ms, at most 0.04 ms. The
    server acknowledged data 2 times: 2 alone; usually after 20.4 ms, at most 40.8 ms. 1 of these
    waited for a delayed-ACK timer of about 40.8 ms (RFC 9293 3.8.6.3 allows up to 500 ms).
  · One message (6 bytes) took 15 packets (1.64 KB): 210 bytes link layer, 796 bytes TCP/IP headers,
    614 bytes HTTP headers, 8 bytes WebSocket frame headers, 11 bytes WebSocket payload.
