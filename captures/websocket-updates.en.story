Connection 0   10.44.0.1:54916 → 10.44.0.2:8080   ws://10.44.0.2:8080/updates   5.4 s   53 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 949 317 237 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000025  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 578 250 760, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000036  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.004010  →  GET /updates              An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               dX/4abBFtXd/Ab53K6TyMQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.004037  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.016386  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               dX/4abBFtXd/Ab53K6TyMQ==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               7937a56ac82c4340b3d1e6e473ae3da8d7ec484d; in base64 =
                                               eTelasgsQ0Cz0ebkc649qNfsSE0=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.016452  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.321919  ←  Text "update 1 of 20"     14 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.321944  →  ACK                       The client has packet 8; alone, at once.
   10   0.571960  ←  Text "update 2 of 20"     14 bytes of payload.
   11   0.571998  →  ACK                       The client has packet 10; alone, at once.
   12   0.831722  ←  Text "update 3 of 20"     14 bytes of payload.
   13   0.831753  →  ACK                       The client has packet 12; alone, at once.
                  ⋮  34 more packets like these (14 to 47, in 4 s): 17 Text frames from the server
                     (283 bytes), 17 ACKs from the client.

The close
   48   5.392485  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
   49   5.393637  ←  Close 1000                The server answers the Close in packet 48 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. It also carries
                                               the ACK for packet 48 (piggybacked), so no separate
                                               one was needed.
   50   5.393652  →  ACK                       The client has packet 49; alone, at once.

TCP ends
   51   5.394015  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   52   5.396763  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 51 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   53   5.396792  ←  ACK                       The server confirms the FIN in packet 52. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 22 times: 22 alone; usually after 0.03 ms, at most 0.07 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 0.59 ms, at most
    1.15 ms.
  · 20 messages (291 bytes in all) took 53 packets (4.48 KB), 2.65 packets for each message: 742
    bytes link layer, 2.77 KB TCP/IP headers, 621 bytes HTTP headers, 48 bytes WebSocket frame
    headers, 295 bytes WebSocket payload.
