Connection 0   [fd00:44::1]:43702 → [fd00:44::2]:8080   ws://[fd00:44::2]:8080/   661 ms   18
packets
Closed cleanly by the client: code 1000 "bye". Both sides sent a Close frame. A browser as client
reports code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               640 651 347 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1440 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000021  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 218 637 563, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1440 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000032  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.03 ms.

HTTP asks to become WebSocket
    4   0.001528  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               uZ9eiEUrtK9D3lZxCkbt2A==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.001546  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.002216  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               uZ9eiEUrtK9D3lZxCkbt2A==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               606a55e77d32aca311d8873b55d20b2a3ea44872; in base64 =
                                               YGpV530yrKMR2Ic7VdILKj6kSHI=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.002226  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.003031  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.003042  →  ACK                       The client has packet 8; alone, at once.

  ┈ 338 ms of silence ┈

   10   0.341009  →  Text "got it"             6 bytes of payload. It is masked, as every frame of a
                                               client must be (RFC 6455 5.1): each byte is combined
                                               with a random key in the frame, so that no proxy
                                               mistakes it for HTTP.
   11   0.341860  ←  Text "got it"             6 bytes of payload. It also carries the ACK for
                                               packet 10 (piggybacked), so no separate one was
                                               needed.
   12   0.341874  →  ACK                       The client has packet 11; alone, at once.

  ┈ 318 ms of silence ┈

The close
   13   0.659778  →  Close 1000 "bye"          A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   14   0.660705  ←  Close 1000 "bye"          The server answers the Close in packet 13 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. Carries the ACK
                                               for packet 13.
   15   0.660720  →  ACK                       The client has packet 14; alone, at once.

TCP ends
   16   0.661023  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   17   0.661241  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 16 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   18   0.661289  ←  ACK                       The server confirms the FIN in packet 17. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 4 times: 4 alone; usually after 0.01 ms, at most 0.02 ms. The
    server acknowledged data 3 times: 1 alone, 2 on data of its own; usually after 0.85 ms, at most
    0.93 ms.
  · 3 messages (18 bytes in all) took 18 packets (2.23 KB), 6 packets for each message: 252 bytes
    link layer, 1.31 KB TCP/IP headers, 617 bytes HTTP headers, 18 bytes WebSocket frame headers, 28
    bytes WebSocket payload.
