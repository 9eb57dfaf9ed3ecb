Connection 0   10.44.0.1:41598 → 10.44.0.2:8080   ws://10.44.0.2:8080/   781 ms   14 packets
Closed cleanly by the server: code 1001. Both sides sent a Close frame. Cause: the server goes away,
as code 1001 says: it shuts down, or restarts. But the server then reset TCP (packet 14) instead of
ending it with FIN, and browsers do not call that clean. A browser as client reports code 1001,
wasClean=false.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               4 113 194 093 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000056  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 928 188 308, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000071  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.07 ms.

HTTP asks to become WebSocket
    4   0.001172  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               QJfOrdl4hhYE0T+LBJwCJg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.001212  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.025967  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               QJfOrdl4hhYE0T+LBJwCJg==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               7311c033f035a3fa201fedf37704b2a1846cb05a; in base64 =
                                               cxHAM/A1o/ogH+3zdwSyoYRssFo=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.025998  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.071369  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.071393  →  ACK                       The client has packet 8; alone, at once.

  ┈ 502 ms of silence ┈

The close
   10   0.573322  ←  Close 1001                A Close frame: the server wants to end the WebSocket
                                               and will send no more frames. The client must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1001 means: Going Away. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   11   0.573348  →  ACK                       The client has packet 10; alone, at once.
   12   0.573638  →  Close 1001                The client answers the Close in packet 10 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. It is masked, as
                                               every frame of a client must be (RFC 6455 5.1): each
                                               byte is combined with a random key in the frame, so
                                               that no proxy mistakes it for HTTP.
   13   0.616300  ←  ACK                       A delayed ACK: the server has packet 12, but waited
                                               42.7 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).

TCP ends
   14   0.781011  ←  RST, ACK                  The server gives up the connection at once (RST,
                                               "reset"); the client must do so too (RFC 9293 3.5.2).
                     both: ESTABLISHED → CLOSED

In numbers
  · The client acknowledged data 3 times: 3 alone; usually after 0.03 ms, at most 0.03 ms. The
    server acknowledged data 2 times: 2 alone; usually after 21.4 ms, at most 42.7 ms. 1 of these
    waited for a delayed-ACK timer of about 42.7 ms (RFC 9293 3.8.6.3 allows up to 500 ms). The
    capture was taken near the client, as the handshake shows: the delays of the server contain the
    way there and back.
  · One message (6 bytes) took 14 packets (1.57 KB): 196 bytes link layer, 744 bytes TCP/IP headers,
    614 bytes HTTP headers, 10 bytes WebSocket frame headers, 10 bytes WebSocket payload.
