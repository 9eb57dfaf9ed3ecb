Connection 0   10.44.0.1:56928 → 10.44.0.2:8080   ws://10.44.0.2:8080/   1.3 s   23 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 291 609 240 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000111  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 4 155 256 996, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000132  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.13 ms.

HTTP asks to become WebSocket
    4   0.000886  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               54bvPUy9bEoBtheswELyUA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000932  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.003182  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               54bvPUy9bEoBtheswELyUA==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               6eabcaa5d99dc73354021f481d460a6c78f8b0b5; in base64 =
                                               bqvKpdmdxzNUAh9IHUYKbHj4sLU=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). Both sides agree on permessage-deflate:
                                               messages may be compressed. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.003207  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.239198  ←  Text "Heard five times, this sentence of just …", compressed to 67 bytes
                                               67 bytes on the wire, 74 bytes inflated. Pushed: the
                                               client has not asked for it. That is what WebSocket
                                               is for. RSV1 is set: the payload is compressed with
                                               permessage-deflate (RFC 7692 6). The frame's own FIN
                                               bit is set: it is the whole message. That bit has
                                               nothing to do with TCP's FIN flag.
    9   0.239252  →  ACK                       The client has packet 8; alone, at once.
   10   0.452258  ←  Text "Heard five times, this sentence of just …", compressed to 6 bytes
                                               6 bytes on the wire, 74 bytes inflated.
   11   0.452289  →  ACK                       The client has packet 10; alone, at once.
   12   0.664415  ←  Text "Heard five times, this sentence of just …", compressed to 5 bytes
                                               5 bytes on the wire, 74 bytes inflated.
   13   0.664442  →  ACK                       The client has packet 12; alone, at once.
   14   0.874533  ←  Text "Heard five times, this sentence of just …", compressed to 5 bytes
                                               5 bytes on the wire, 74 bytes inflated.
   15   0.874594  →  ACK                       The client has packet 14; alone, at once.
   16   1.086029  ←  Text "Heard five times, this sentence of just …", compressed to 5 bytes
                                               5 bytes on the wire, 74 bytes inflated.
   17   1.086083  →  ACK                       The client has packet 16; alone, at once.

The close
   18   1.298443  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
   19   1.300926  ←  Close 1000                The server answers the Close in packet 18 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. It also carries
                                               the ACK for packet 18 (piggybacked), so no separate
                                               one was needed.
   20   1.300970  →  ACK                       The client has packet 19; alone, at once.

TCP ends
   21   1.301732  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   22   1.301820  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 21 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   23   1.301839  ←  ACK                       The server confirms the FIN in packet 22. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 7 times: 7 alone; usually after 0.04 ms, at most 0.06 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 1.26 ms, at most
    2.48 ms. The capture was taken near the client, as the handshake shows: the delays of the server
    contain the way there and back.
  · 5 messages (88 bytes in all) took 23 packets (2.3 KB), 4.6 packets for each message: 322 bytes
    link layer, 1.21 KB TCP/IP headers, 660 bytes HTTP headers, 18 bytes WebSocket frame headers, 92
    bytes WebSocket payload.
  · permessage-deflate: 5 messages of the server (370 bytes) went as 88 bytes, 4.2 times smaller.
