Connection 0   10.44.0.1:40448 → 10.44.0.2:8080   ws://10.44.0.2:8080/   24.5 ms   9 packets
The WebSocket is still open when the capture ends.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 887 393 312 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000055  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 459 634 742, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000068  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.07 ms.

HTTP asks to become WebSocket
    4   0.000952  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               WBukpPX9lZF8teCzO/BkJA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000996  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.020816  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               WBukpPX9lZF8teCzO/BkJA==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               15463962a316c2dc881a9cc3c2ebcc79daa5c9dd; in base64 =
                                               FUY5YqMWwtyIGpzDwuvMedqlyd0=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.020844  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.024442  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.024463  →  ACK                       The client has packet 8; alone, at once.

In numbers
  · The client acknowledged data 2 times: 2 alone; usually after 0.02 ms, at most 0.03 ms. The
    server acknowledged data 1 time: 1 alone; usually after 0.04 ms, at most 0.04 ms. The capture
    was taken near the client, as the handshake shows: the delays of the server contain the way
    there and back.
  · One message (6 bytes) took 9 packets (1.23 KB): 126 bytes link layer, 484 bytes TCP/IP headers,
    614 bytes HTTP headers, 2 bytes WebSocket frame headers, 6 bytes WebSocket payload.
