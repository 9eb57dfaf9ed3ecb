Connection 0   10.44.0.1:44258 → 10.44.0.2:8080   ws://10.44.0.2:8080/   1.1 s   22 packets
Closed cleanly by the client: code 1000 "bye". Both sides sent a Close frame. A browser as client
reports code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 238 883 949 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000027  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 122 770 560, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000039  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.000480  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               HtyasFaQooFgGtu1lE/F0w==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000487  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.009766  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               HtyasFaQooFgGtu1lE/F0w==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               06826471049b253614d50db38214723a5d66f684; in base64 =
                                               BoJkcQSbJTYU1Q2zghRyOl1m9oQ=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.009793  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.029508  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.029530  →  ACK                       The client has packet 8; alone, at once.

  ┈ 419 ms of silence ┈

   10   0.448238  →  Text "got it"             6 bytes of payload. It is masked, as every frame of a
                                               client must be (RFC 6455 5.1): each byte is combined
                                               with a random key in the frame, so that no proxy
                                               mistakes it for HTTP.
   11   0.448993  ←  Text "got it"             6 bytes of payload. It also carries the ACK for
                                               packet 10 (piggybacked), so no separate one was
                                               needed.
   12   0.449004  →  ACK                       The client has packet 11; alone, at once.

  ┈ 331 ms of silence ┈

   13   0.780359  →  Text "This sentence is in the message sixty ti…"
                                               3 KB of payload.
   14   0.780413  ←  ACK                       The server has packet 13; alone, at once.
   15   0.783051  ←  Text "This sentence is in the message sixty ti…"
                                               3 KB of payload.
   16   0.783069  →  ACK                       The client has packet 15; alone, at once.

  ┈ 319 ms of silence ┈

The close
   17   1.101581  →  Close 1000 "bye"          A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   18   1.103609  ←  Close 1000 "bye"          The server answers the Close in packet 17 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. Carries the ACK
                                               for packet 17.
   19   1.103623  →  ACK                       The client has packet 18; alone, at once.

TCP ends
   20   1.103975  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   21   1.104045  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 20 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   22   1.104057  ←  ACK                       The server confirms the FIN in packet 21. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 5 times: 5 alone; usually after 0.02 ms, at most 0.03 ms. The
    server acknowledged data 4 times: 2 alone, 2 on data of its own; usually after 0.4 ms, at most
    2.03 ms.
  · 5 messages (6.02 KB in all) took 22 packets (8.14 KB), 4.4 packets for each message: 308 bytes
    link layer, 1.16 KB TCP/IP headers, 614 bytes HTTP headers, 30 bytes WebSocket frame headers,
    6.03 KB WebSocket payload.
