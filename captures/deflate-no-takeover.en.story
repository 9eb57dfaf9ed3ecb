Connection 0   10.44.0.1:58478 → 10.44.0.2:8080   ws://10.44.0.2:8080/   1.04 s   22 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 605 595 331 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000027  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 140 059 177, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000037  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.000795  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               AUFrLHD3vN0+Qs33tlJBQQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000807  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.006498  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               AUFrLHD3vN0+Qs33tlJBQQ==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               54ef97a3f18f324aa2cf8ef60170c1a8d9c6b18e; in base64 =
                                               VO+Xo/GPMkqiz472AXDBqNnGsY4=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). Both sides agree on permessage-deflate:
                                               messages may be compressed. The client compresses
                                               each message by itself, without what it said before
                                               (no context takeover, RFC 7692 7.1.1). The server
                                               compresses each message by itself, without what it
                                               said before (no context takeover, RFC 7692 7.1.1).
                                               From the next byte on, this connection speaks
                                               WebSocket, no longer HTTP.
    7   0.006513  →  ACK                       The client has packet 6; alone, at once.

  ┈ 247 ms of silence ┈

WebSocket speaks
    8   0.253799  →  Text "Heard five times, this sentence of just …", compressed to 68 bytes
                                               68 bytes on the wire, 74 bytes inflated. RSV1 is set:
                                               the payload is compressed with permessage-deflate
                                               (RFC 7692 6). It is masked, as every frame of a
                                               client must be (RFC 6455 5.1): each byte is combined
                                               with a random key in the frame, so that no proxy
                                               mistakes it for HTTP. The frame's own FIN bit is set:
                                               it is the whole message. That bit has nothing to do
                                               with TCP's FIN flag.
    9   0.272151  ←  Text "Heard five times, this sentence of just …", compressed to 67 bytes
                                               67 bytes on the wire, 74 bytes inflated. It also
                                               carries the ACK for packet 8 (piggybacked), so no
                                               separate one was needed.
   10   0.272168  →  ACK                       The client has packet 9; alone, at once.

  ┈ 263 ms of silence ┈

   11   0.534849  →  Text "Heard five times, this sentence of just …", compressed to 68 bytes
                                               68 bytes on the wire, 74 bytes inflated.
   12   0.540732  ←  Text "Heard five times, this sentence of just …", compressed to 67 bytes
                                               67 bytes on the wire, 74 bytes inflated. Carries the
                                               ACK for packet 11.
   13   0.540745  →  ACK                       The client has packet 12; alone, at once.

  ┈ 258 ms of silence ┈

   14   0.798455  →  Text "Heard five times, this sentence of just …", compressed to 68 bytes
                                               68 bytes on the wire, 74 bytes inflated.
   15   0.800032  ←  Text "Heard five times, this sentence of just …", compressed to 67 bytes
                                               67 bytes on the wire, 74 bytes inflated. Carries the
                                               ACK for packet 14.
   16   0.800043  →  ACK                       The client has packet 15; alone, at once.

  ┈ 238 ms of silence ┈

The close
   17   1.037838  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   18   1.038804  ←  Close 1000                The server answers the Close in packet 17 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. Carries the ACK
                                               for packet 17.
   19   1.038818  →  ACK                       The client has packet 18; alone, at once.

TCP ends
   20   1.039161  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   21   1.039327  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 20 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   22   1.039351  ←  ACK                       The server confirms the FIN in packet 21. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 5 times: 5 alone; usually after 0.01 ms, at most 0.02 ms. The
    server acknowledged data 5 times: 1 alone, 4 on data of its own; usually after 1.58 ms, at most
    18.4 ms.
  · 6 messages (405 bytes in all) took 22 packets (2.62 KB), 3.67 packets for each message: 308
    bytes link layer, 1.16 KB TCP/IP headers, 716 bytes HTTP headers, 32 bytes WebSocket frame
    headers, 409 bytes WebSocket payload.
  · permessage-deflate: 3 messages of the client (222 bytes) went as 204 bytes, 1.09 times smaller.
    permessage-deflate: 3 messages of the server (222 bytes) went as 201 bytes, 1.1 times smaller.
