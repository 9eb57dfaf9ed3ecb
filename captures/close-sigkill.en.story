Connection 0   10.44.0.1:60352 → 10.44.0.2:8080   ws://10.44.0.2:8080/   379 ms   12 packets
The server hung up: it closed TCP with FIN (packet 10) without a Close frame. Likely cause: the
program of the server exited, crashed or was killed, or dropped the connection without a closing
handshake; the packets of these look the same. Evidence: packet 8 (last data of the server), packet
10 (first FIN of the server), packet 11 (FIN of the client). A browser as client reports code 1006,
wasClean=false. 1006 was never sent: it stands for no Close frame at all. Look next at the log of
the server at that time: a crash, a deployment, or the kernel when memory ran out; and if it is a
proxy, at the server behind it.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               4 282 736 313 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000032  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 463 414 982, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000048  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.05 ms.

HTTP asks to become WebSocket
    4   0.015108  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               1WYv4JZrcLmFoRkwSnX8ow==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.015124  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.036478  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               1WYv4JZrcLmFoRkwSnX8ow==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               249e50db292ec3e642b352130e9ba1c422e0921b; in base64 =
                                               JJ5Q2ykuw+ZCs1ITDpuhxCLgkhs=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.036500  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.037319  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.037326  →  ACK                       The client has packet 8; alone, at once.

  ┈ 341 ms of silence ┈

TCP ends
   10   0.378322  ←  FIN, ACK                  TCP's FIN without any Close frame: the server ends
                                               its stream, and nobody said goodbye in WebSocket's
                                               own words. This is how the kernel hangs up when a
                                               process exits or is killed. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too. Its TTL, 64, and its
                                               timestamp fit the 4 other packets of the server:
                                               nothing hints that a box on the way sent it.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   11   0.378648  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 10 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   12   0.378674  ←  ACK                       The server confirms the FIN in packet 11. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 2 times: 2 alone; usually after 0.01 ms, at most 0.02 ms. The
    server acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (6 bytes) took 12 packets (1.43 KB): 168 bytes link layer, 640 bytes TCP/IP headers,
    614 bytes HTTP headers, 2 bytes WebSocket frame headers, 6 bytes WebSocket payload.
