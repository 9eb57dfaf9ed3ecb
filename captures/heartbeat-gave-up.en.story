Connection 0   10.44.0.1:35810 → 10.44.0.2:8080   ws://10.44.0.2:8080/   8.03 s   21 packets
The server hung up: it closed TCP with FIN (packet 19) without a Close frame. Likely cause: the
heartbeat of the server gave up: 1 Ping at the end found no Pong of the client in 2 s. Evidence:
packet 17 (first unanswered Ping of the server), packet 19 (first FIN of the server), packet 21 (RST
of the server). A browser as client reports code 1006, wasClean=false. 1006 was never sent: it
stands for no Close frame at all. Look next at what the client was doing: it hung, or slept, or was
out of reach; and whether the server is patient enough.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 145 559 984 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000058  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 3 229 626 457, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000074  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.07 ms.

HTTP asks to become WebSocket
    4   0.006188  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               8BOxlXSTg3dajHsBW3rF3w==. The key is random, not
                                               secret: the server must prove that it understood by
                                               computing with it.
    5   0.006244  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.016370  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               8BOxlXSTg3dajHsBW3rF3w==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               69dd130bcd1a28685b257b5f57cce3bbf260f8a5; in base64 =
                                               ad0TC80aKGhbJXtfV8zju/Jg+KU=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension was offered. From the next byte
                                               on, this connection speaks WebSocket, no longer HTTP.
    7   0.016428  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.017451  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.017466  →  ACK                       The client has packet 8; alone, at once.

  ┈ 2 s of silence ┈

   10   2.020627  ←  Ping                      A WebSocket Ping: the server asks the program at the
                                               other end to show that it is alive. The client must
                                               send the same bytes back in a Pong (RFC 6455 5.5.2).
                                               Unlike TCP's keep-alive, this reaches the
                                               application's WebSocket code.
   11   2.020654  →  ACK                       The client has packet 10; alone, at once.
   12   2.021716  →  Pong                      The Pong for the Ping in packet 10, with the same
                                               bytes, 1.09 ms after it. It is masked, as every frame
                                               of a client must be (RFC 6455 5.1): each byte is
                                               combined with a random key in the frame, so that no
                                               proxy mistakes it for HTTP.
   13   2.063425  ←  ACK                       A delayed ACK: the server has packet 12, but waited
                                               41.7 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).

  ┈ 1.96 s of silence ┈

   14   4.022004  ←  Ping
   15   4.022769  →  Pong                      Answers Ping 14 after 0.76 ms. It also carries the
                                               ACK for packet 14 (piggybacked), so no separate one
                                               was needed.
   16   4.022791  ←  ACK                       The server has packet 15; alone, at once. This time
                                               at once: the server has sent nothing of its own for a
                                               while, so Linux stops expecting an answer to carry
                                               the ACK (it leaves "ping-pong" mode).

  ┈ 2 s of silence ┈

   17   6.023672  ←  Ping
   18   6.071362  →  ACK                       Delayed ACK of the client for packet 17: it waited
                                               47.7 ms for data to ride on.

  ┈ 1.95 s of silence ┈

TCP ends
   19   8.024196  ←  FIN, ACK                  TCP's FIN without any Close frame: the server ends
                                               its stream, and nobody said goodbye in WebSocket's
                                               own words. This is how the kernel hangs up when a
                                               process exits or is killed. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too. Its TTL, 64, and its
                                               timestamp fit the 9 other packets of the server:
                                               nothing hints that a box on the way sent it.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   20   8.031723  →  Pong                      Answers Ping 17 after 2.01 s.
                     server: FIN-WAIT-1 → FIN-WAIT-2
                                               In FIN-WAIT-2 a side's FIN is acknowledged, and the
                                               other's is to come.
   21   8.031769  ←  RST                       The server has already closed: what the client still
                                               sends has no reader any more, so it is answered with
                                               RST. Its TTL, 64, is that of the 10 other packets of
                                               the server: nothing hints that a box on the way sent
                                               it.
                     server: FIN-WAIT-2 → CLOSED, client: CLOSE-WAIT → CLOSED

In numbers
  · Half-closed for 7.57 ms: the server had sent its FIN (packet 19), and the client still sent 6
    bytes on its own direction, which was open (RFC 9293 3.6).
  · WebSocket heartbeat: the server sent 3 Pings, one every 2 s, 3 answered by a Pong with the same
    bytes. The Pongs took 0.76 ms to 2.01 s, median 1.09 ms, as seen where the capture was taken.
    The longest silence lasted 2 s, between packets 9 and 10.
  · The client acknowledged data 5 times: 4 alone, 1 on data of its own; usually after 0.06 ms, at
    most 47.7 ms. 1 of these waited for a delayed-ACK timer of about 47.7 ms (RFC 9293 3.8.6.3
    allows up to 500 ms). The server acknowledged data 3 times: 3 alone; usually after 0.06 ms, at
    most 41.7 ms. 1 of these waited for a delayed-ACK timer of about 41.7 ms. From packet 16 on it
    acknowledges at once again: its kernel no longer expects data that could carry the ACK. The
    capture was taken near the client, as the handshake shows: the delays of the server contain the
    way there and back.
  · One message (6 bytes) took 21 packets (1.7 KB): 294 bytes link layer, 1.1 KB TCP/IP headers, 282
    bytes HTTP headers, 26 bytes WebSocket frame headers, 6 bytes WebSocket payload.
