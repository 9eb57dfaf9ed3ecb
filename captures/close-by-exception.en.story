Connection 0   10.44.0.1:34290 → 10.44.0.2:8080   ws://10.44.0.2:8080/   368 ms   16 packets
Closed because something was wrong: the server sent the first Close frame (code 1011), the client
answered with its own. Cause: the server met an error of its own, as code 1011 says: often an
exception in the program. Evidence: packet 11 (first Close frame of the server), packet 13
(answering Close frame of the client), packet 14 (first FIN of the server), packet 15 (FIN of the
client). A browser as client reports code 1011, wasClean=true. Look next for an exception in the log
of the server at that time.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               4 143 825 038 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000022  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 921 373 446, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000031  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.03 ms.

HTTP asks to become WebSocket
    4   0.001939  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               gNOxLwlYT+XOni93jlmxSQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.001960  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.018437  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               gNOxLwlYT+XOni93jlmxSQ==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               022405978269727674b9d171f31f01b75ff418b6; in base64 =
                                               AiQFl4JpcnZ0udFx8x8Bt1/0GLY=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.018464  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.019105  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.019111  →  ACK                       The client has packet 8; alone, at once.

  ┈ 327 ms of silence ┈

   10   0.345773  →  Text "{ "half": "         10 bytes of payload. It is masked, as every frame of
                                               a client must be (RFC 6455 5.1): each byte is
                                               combined with a random key in the frame, so that no
                                               proxy mistakes it for HTTP.

The close
   11   0.366687  ←  Close 1011                A Close frame: the server wants to end the WebSocket
                                               and will send no more frames. The client must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1011 means: Internal Error. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It also carries the ACK for packet 10 (piggybacked),
                                               so no separate one was needed.
   12   0.366704  →  ACK                       The client has packet 11; alone, at once.
   13   0.366984  →  Close 1011                The client answers the Close in packet 11 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed.

TCP ends
   14   0.367341  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too. It carries the ACK for
                                               packet 13.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   15   0.367496  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 14 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   16   0.367513  ←  ACK                       The server confirms the FIN in packet 15. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 3 times: 3 alone; usually after 0.02 ms, at most 0.03 ms. The
    server acknowledged data 3 times: 1 alone, 1 on data of its own, 1 with its FIN; usually after
    0.36 ms, at most 20.9 ms.
  · 2 messages (16 bytes in all) took 16 packets (1.72 KB), 8 packets for each message: 224 bytes
    link layer, 848 bytes TCP/IP headers, 614 bytes HTTP headers, 16 bytes WebSocket frame headers,
    20 bytes WebSocket payload.
