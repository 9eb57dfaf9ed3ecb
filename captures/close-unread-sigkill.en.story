Connection 0   10.44.0.1:58516 → 10.44.0.2:8080   ws://10.44.0.2:8080/   1.04 s   16 packets
The server hung up: it reset TCP with RST (packet 16) without a Close frame. A reset throws away
whatever was still on its way. Possible cause, a guess: the server ended with data of the client
unread: its kernel had acknowledged 3 segments that its program never answered, and when a program
ends or closes with unread data the kernel sends RST instead of FIN. Evidence: packet 14 (last data
of the client), packet 16 (RST of the server). A browser as client reports code 1006,
wasClean=false. 1006 was never sent: it stands for no Close frame at all. Look next at the log of
the server at that time: a crash, a deployment, or the kernel when memory ran out; and if it is a
proxy, at the server behind it.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 944 881 058 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000032  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 1 388 685 226, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000045  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.05 ms.

HTTP asks to become WebSocket
    4   0.006300  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               BIrkUVqzxwS83rNhceB0LA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.006329  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.007636  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               BIrkUVqzxwS83rNhceB0LA==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               86547ee6fd3209a2994a5d8ccf129a23564ec0bb; in base64 =
                                               hlR+5v0yCaKZSl2MzxKaI1ZOwLs=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.007652  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.010438  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.010453  →  ACK                       The client has packet 8; alone, at once.

  ┈ 333 ms of silence ┈

   10   0.343571  →  Text "this is acknowledged"
                                               20 bytes of payload. It is masked, as every frame of
                                               a client must be (RFC 6455 5.1): each byte is
                                               combined with a random key in the frame, so that no
                                               proxy mistakes it for HTTP.
   11   0.390940  ←  ACK                       A delayed ACK: the server has packet 10, but waited
                                               47.4 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).
   12   0.573954  →  Text "and so is this"     14 bytes of payload.
   13   0.573983  ←  ACK                       The server has packet 12; alone, at once. This time
                                               at once: the server has sent nothing of its own for a
                                               while, so Linux stops expecting an answer to carry
                                               the ACK (it leaves "ping-pong" mode).

  ┈ 251 ms of silence ┈

   14   0.824950  →  Text "but nobody ever reads it"
                                               24 bytes of payload.
   15   0.824976  ←  ACK                       The server has packet 14; alone, at once.

  ┈ 210 ms of silence ┈

TCP ends
   16   1.035430  ←  RST, ACK                  The server gives up the connection at once (RST,
                                               "reset"): no Close frame, no FIN, and the client
                                               loses whatever was still on its way (RFC 9293 3.5.2).
                                               Its TTL, 64, and its timestamp fit the 7 other
                                               packets of the server: nothing hints that a box on
                                               the way sent it.
                     both: ESTABLISHED → CLOSED

In numbers
  · The client acknowledged data 2 times: 2 alone; usually after 0.02 ms, at most 0.02 ms. The
    server acknowledged data 4 times: 4 alone; usually after 0.03 ms, at most 47.4 ms. 1 of these
    waited for a delayed-ACK timer of about 47.4 ms (RFC 9293 3.8.6.3 allows up to 500 ms). From
    packet 13 on it acknowledges at once again: its kernel no longer expects data that could carry
    the ACK.
  · 4 messages (64 bytes in all) took 16 packets (1.77 KB), 4 packets for each message: 224 bytes
    link layer, 848 bytes TCP/IP headers, 614 bytes HTTP headers, 20 bytes WebSocket frame headers,
    64 bytes WebSocket payload.
