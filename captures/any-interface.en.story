Connection 0   10.44.0.1:60278 → 10.44.0.2:8080   ws://10.44.0.2:8080/   1.03 s   28 packets
Closed cleanly by the client: code 1000 "bye". Both sides sent a Close frame. A browser as client
reports code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 699 802 780 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000029  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 737 172 380, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000041  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.000389  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               4HS1WA8RV5yzIahlygS6Ww==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000410  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.001529  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               4HS1WA8RV5yzIahlygS6Ww==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               c00d62ce3cd44f591ac85736816106fab6827320; in base64 =
                                               wA1izjzUT1kayFc2gWEG+raCcyA=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.001555  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.004243  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.004252  →  ACK                       The client has packet 8; alone, at once.

  ┈ 381 ms of silence ┈

   10   0.385318  →  Text "got it"             6 bytes of payload. It is masked, as every frame of a
                                               client must be (RFC 6455 5.1): each byte is combined
                                               with a random key in the frame, so that no proxy
                                               mistakes it for HTTP.
   11   0.386277  ←  Text "got it"             6 bytes of payload. It also carries the ACK for
                                               packet 10 (piggybacked), so no separate one was
                                               needed.
   12   0.386291  →  ACK                       The client has packet 11; alone, at once.

  ┈ 319 ms of silence ┈

   13   0.705740  →  Text begins, 1.44 KB of 3 KB
   14   0.705748  →  Text goes on, 1.45 KB of 3 KB
   15   0.705750  →  Text "This sentence is in the message sixty ti…"
                                               3 KB of payload. It began in packet 13.
   16   0.705780  ←  ACK                       One ACK for 2 packets (2.9 KB), up to packet 14: ACKs
                                               are cumulative. The server has them all.
   17   0.708959  ←  Text begins, 1.44 KB of 3 KB
                                               Carries the ACK for packet 15.
   18   0.708980  →  ACK                       The client has packet 17; alone, at once.
   19   0.708987  ←  Text goes on, 1.45 KB of 3 KB
   20   0.708991  →  ACK                       The client has packet 19; alone, at once.
   21   0.708992  ←  Text "This sentence is in the message sixty ti…"
                                               3 KB of payload. It began in packet 17.
   22   0.708994  →  ACK                       The client has packet 21; alone, at once.

  ┈ 313 ms of silence ┈

The close
   23   1.021762  →  Close 1000 "bye"          A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   24   1.025651  ←  Close 1000 "bye"          The server answers the Close in packet 23 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. Carries the ACK
                                               for packet 23.
   25   1.025673  →  ACK                       The client has packet 24; alone, at once.

TCP ends
   26   1.025946  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   27   1.026123  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 26 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   28   1.026141  ←  ACK                       The server confirms the FIN in packet 27. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 7 times: 7 alone; usually after 0.01 ms, at most 0.03 ms. The
    server acknowledged data 5 times: 2 alone, 3 on data of its own; usually after 0.96 ms, at most
    3.89 ms.
  · 5 messages (6.02 KB in all) took 28 packets (8.7 KB), 5.6 packets for each message: 560 bytes
    link layer, 1.47 KB TCP/IP headers, 614 bytes HTTP headers, 30 bytes WebSocket frame headers,
    6.03 KB WebSocket payload.
