Connection 0   10.44.0.1:50734 → 10.44.0.2:8080   ws://10.44.0.2:8080/   5.37 s   13 packets
The client sent a Close frame (code 1000), but the server never answered it with its own. Likely
cause: the client waited 5 s for the Close frame of the server and then ended TCP by itself: its
closing handshake timed out. Evidence: packet 10 (first Close frame of the client), packet 12 (first
FIN of the client). A browser as client reports code 1006, wasClean=false. 1006 was never sent: it
stands for no Close frame at all. Look next at why the program of the server does not read what
comes.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               578 552 051 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000018  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 982 952 550, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000028  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.03 ms.

HTTP asks to become WebSocket
    4   0.002341  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               20u5occBgD34zNgOfBWzkg==. The key is random, not
                                               secret: the server must prove that it understood by
                                               computing with it.
    5   0.002363  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.002975  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               20u5occBgD34zNgOfBWzkg==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               2af19d3dd494885736748ac898730169a52aa788; in base64 =
                                               KvGdPdSUiFc2dIrImHMBaaUqp4g=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension was offered. From the next byte
                                               on, this connection speaks WebSocket, no longer HTTP.
    7   0.002991  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.005403  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.005417  →  ACK                       The client has packet 8; alone, at once.

The close
   10   0.317244  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
   11   0.359656  ←  ACK                       A delayed ACK: the server has packet 10, but waited
                                               42.4 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).

  ┈ 4.96 s of silence ┈

TCP ends
   12   5.321240  →  FIN, ACK                  TCP's FIN, right behind the Close frame: the client
                                               does not wait for the answer. Browsers do this when a
                                               page or tab goes away. Each direction ends on its
                                               own: the server may go on sending to the client until
                                               it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   13   5.367640  ←  ACK                       The server confirms the FIN in packet 12. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte.
                     client: FIN-WAIT-1 → FIN-WAIT-2
                                               In FIN-WAIT-2 a side's FIN is acknowledged, and the
                                               other's is to come.

In numbers
  · The longest silence lasted 4.96 s, between packets 11 and 12.
  · The client acknowledged data 2 times: 2 alone; usually after 0.02 ms, at most 0.02 ms. The
    server acknowledged data 2 times: 2 alone; usually after 21.2 ms, at most 42.4 ms. 1 of these
    waited for a delayed-ACK timer of about 42.4 ms (RFC 9293 3.8.6.3 allows up to 500 ms).
  · One message (6 bytes) took 13 packets (1.17 KB): 182 bytes link layer, 692 bytes TCP/IP headers,
    282 bytes HTTP headers, 8 bytes WebSocket frame headers, 8 bytes WebSocket payload.
