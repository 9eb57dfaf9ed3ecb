Connection 0   10.44.0.1:58506 → 10.44.0.2:8080   ws://10.44.0.2:8080/   328 ms   10 packets
The server hung up: it reset TCP with RST (packet 10) without a Close frame. A reset throws away
whatever was still on its way. Likely cause: the program of the server threw the connection away (as
with SO_LINGER 0, or destroy and terminate in libraries); no data of the client seems to have been
unread. Evidence: packet 8 (last data of the server), packet 10 (RST of the server). A browser as
client reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 103 684 456 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000030  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 1 484 061 211, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000046  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.05 ms.

HTTP asks to become WebSocket
    4   0.000605  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               RDEE4pxgtL+rcceWzuDFbA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000617  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.004077  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               RDEE4pxgtL+rcceWzuDFbA==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               cef19c6750de11189b8049b811aea942de8b89d8; in base64 =
                                               zvGcZ1DeERibgEm4Ea6pQt6Lidg=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.004100  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.007646  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.007678  →  ACK                       The client has packet 8; alone, at once.

  ┈ 320 ms of silence ┈

TCP ends
   10   0.328107  ←  RST, ACK                  The server gives up the connection at once (RST,
                                               "reset"): no Close frame, no FIN, and the client
                                               loses whatever was still on its way (RFC 9293 3.5.2).
                                               Its TTL, 64, and its timestamp fit the 4 other
                                               packets of the server: nothing hints that a box on
                                               the way sent it.
                     both: ESTABLISHED → CLOSED

In numbers
  · The client acknowledged data 2 times: 2 alone; usually after 0.03 ms, at most 0.03 ms. The
    server acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · One message (6 bytes) took 10 packets (1.3 KB): 140 bytes link layer, 536 bytes TCP/IP headers,
    614 bytes HTTP headers, 2 bytes WebSocket frame headers, 6 bytes WebSocket payload.
