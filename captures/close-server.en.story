Connection 0   10.44.0.1:58182 → 10.44.0.2:8080   ws://10.44.0.2:8080/   360 ms   15 packets
Closed cleanly by the server: code 1001 "closing time". Both sides sent a Close frame. Cause: the
server goes away, as code 1001 says: it shuts down, or restarts. A browser as client reports code
1001, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 238 275 602 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000047  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 271 869 174, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000063  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.06 ms.

HTTP asks to become WebSocket
    4   0.003099  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               B+d2hmA5Dy8lNK9KfeotqA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.003149  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.037001  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               B+d2hmA5Dy8lNK9KfeotqA==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               4ae4ef4bcb0009a375d629b37fd94250046d9163; in base64 =
                                               SuTvS8sACaN11imzf9lCUARtkWM=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.037029  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.038218  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.038230  →  ACK                       The client has packet 8; alone, at once.

  ┈ 320 ms of silence ┈

The close
   10   0.358590  ←  Close 1001 "closing time" A Close frame: the server wants to end the WebSocket
                                               and will send no more frames. The client must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1001 means: Going Away. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   11   0.358622  →  ACK                       The client has packet 10; alone, at once.
   12   0.358992  →  Close 1001 "closing time" The client answers the Close in packet 10 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. It is masked, as
                                               every frame of a client must be (RFC 6455 5.1): each
                                               byte is combined with a random key in the frame, so
                                               that no proxy mistakes it for HTTP.

TCP ends
   13   0.359477  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too. It carries the ACK for
                                               packet 12.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   14   0.359843  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 13 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   15   0.359873  ←  ACK                       The server confirms the FIN in packet 14. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 3 times: 3 alone; usually after 0.03 ms, at most 0.03 ms. The
    server acknowledged data 2 times: 1 alone, 1 with its FIN; usually after 0.27 ms, at most 0.49
    ms.
  · One message (6 bytes) took 15 packets (1.66 KB): 210 bytes link layer, 796 bytes TCP/IP headers,
    614 bytes HTTP headers, 10 bytes WebSocket frame headers, 34 bytes WebSocket payload.
