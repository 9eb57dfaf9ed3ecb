Connection 0   10.44.0.1:56386 → 10.44.0.3:3128   HTTP, 1 request   15.3 ms   10 packets
No tunnel: the proxy answered CONNECT with status 407, so the server behind it heard nothing. If a
WebSocket was meant, a browser reports code 1006. A proxy on the way wants a login of its own; the
server was not asked. Look next at the proxy settings of the client.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 218 682 104 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000025  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 794 009 358, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000045  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.05 ms.

HTTP asks and answers
    4   0.000166  →  CONNECT 10.44.0.2:8080    The client speaks to a proxy: CONNECT asks it to open
                                               a TCP connection to 10.44.0.2:8080, and from then on
                                               to pass every byte along unread, both ways (RFC 9110
                                               9.3.6). This is how a browser gets a WebSocket
                                               through a proxy.
    5   0.000173  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.002866  ←  407 Proxy Authentication Required
                                               Head 161 bytes; the body's length shows at its end.
                                               No tunnel to 10.44.0.2:8080: status 407. A proxy on
                                               the way wants a login of its own; the server was not
                                               asked. Look next at the proxy settings of the client.
    7   0.002895  →  ACK                       The client has packet 6; alone, at once.

TCP ends
    8   0.003287  →  FIN, ACK                  The client will send nothing more (FIN, "finished").
                                               Each direction ends on its own: the server may go on
                                               sending to the client until it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
    9   0.015153  ←  part of a message, 374 bytes
                     client: FIN-WAIT-1 → FIN-WAIT-2
                                               In FIN-WAIT-2 a side's FIN is acknowledged, and the
                                               other's is to come.
   10   0.015260  →  RST                       The client has already closed: what the server still
                                               sends has no reader any more, so it is answered with
                                               RST. Its TTL, 64, is that of the 5 other packets of
                                               the client: nothing hints that a box on the way sent
                                               it.
                     client: FIN-WAIT-2 → CLOSED, server: CLOSE-WAIT → CLOSED

In numbers
  · Half-closed for 12 ms: the client had sent its FIN (packet 8), and the server still sent 374
    bytes on its own direction, which was open (RFC 9293 3.6).
  · The client acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · 10 packets (1.41 KB) went by: 140 bytes link layer, 524 bytes TCP/IP headers, 371 bytes HTTP
    headers, 374 bytes HTTP bodies.
