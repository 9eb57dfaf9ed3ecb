Connection 0   10.44.0.1:53122 → 10.44.0.2:8080   ws://10.44.0.2:8080/   507 ms   15 packets
Closed because something was wrong: the server sent the first Close frame (code 1005), the client
answered with its own. Cause: the client refuses what the server sent, as code 1002 says, and fails
the connection (RFC 6455 7.1.7). A browser that fails a connection tells its page 1006, whatever is
answered. Evidence: packet 10 (first Close frame of the server), packet 12 (answering Close frame of
the client), packet 13 (first FIN of the client), packet 14 (FIN of the server). No endpoint may
send 1005 (RFC 6455 7.4): a browser fails the connection. A browser as client reports code 1006,
wasClean=false.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 149 539 006 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000025  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 3 485 841 414, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000037  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.000460  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               qCYXV/RXy5zkgt2X3+3Uow==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000470  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.001385  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               qCYXV/RXy5zkgt2X3+3Uow==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               dfc1520fb0b9e0326db14f5820f58645c9c37b7c; in base64 =
                                               38FSD7C54DJtsU9YIPWGRcnDe3w=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.001400  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.002047  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.002056  →  ACK                       The client has packet 8; alone, at once.

  ┈ 502 ms of silence ┈

The close
   10   0.503635  ←  Close 1005                A Close frame: the server wants to end the WebSocket
                                               and will send no more frames. The client must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1005 means: No Status Received. TCP knows nothing of
                                               this yet: to TCP, Close frames are bytes like any
                                               others. ✗ This close code must not be sent. A strict
                                               peer closes with 1002. Found: 1005 (RFC 6455 7.4)
   11   0.503658  →  ACK                       The client has packet 10; alone, at once.
   12   0.503917  →  Close 1002                The client answers the Close in packet 10 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. It is masked, as
                                               every frame of a client must be (RFC 6455 5.1): each
                                               byte is combined with a random key in the frame, so
                                               that no proxy mistakes it for HTTP.

TCP ends
   13   0.503966  →  FIN, ACK                  TCP's FIN: the client will send nothing more. RFC
                                               6455 7.1.1 would have the server close TCP first;
                                               here the client does, and will wait in TIME-WAIT.
                                               Each direction ends on its own: the server may go on
                                               sending to the client until it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   14   0.506568  ←  FIN, ACK                  The server closes its direction too: its FIN and its
                                               ACK for the FIN in packet 13 share one segment, so
                                               that four steps take three packets. It carries the
                                               ACK for packet 12.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   15   0.506579  →  ACK                       The client confirms the FIN in packet 14. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The client, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 3 times: 3 alone; usually after 0.02 ms, at most 0.02 ms. The
    server acknowledged data 2 times: 1 alone, 1 with its FIN; usually after 1.33 ms, at most 2.65
    ms.
  · One message (6 bytes) took 15 packets (1.64 KB): 210 bytes link layer, 796 bytes TCP/IP headers,
    614 bytes HTTP headers, 10 bytes WebSocket frame headers, 10 bytes WebSocket payload.
