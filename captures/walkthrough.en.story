Connection 0   10.44.0.1:59036 → 10.44.0.2:8080   ws://10.44.0.2:8080/   8.04 s   24 packets
Closed cleanly by the server: code 1000 "that was all". Both sides sent a Close frame. A browser as
client reports code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               667 714 798 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024.
    2   0.000101  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 008 365 850, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×2.
    3   0.000114  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.11 ms.

HTTP asks to become WebSocket
    4   0.001172  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               ENSJ5gURv1Byw4e9CpeNvw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.002471  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.005078  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               ENSJ5gURv1Byw4e9CpeNvw==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               0ce33189f11ff91cf3277fe886ae229ee351c5f2; in base64 =
                                               DOMxifEf+RzzJ3/ohq4inuNRxfI=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.005095  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.007347  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.007361  →  ACK                       The client has packet 8; alone, at once.

  ┈ 2 s of silence ┈

Silence and keep-alive
   10   2.008381  ←  Keep-alive, 1 byte        A TCP keep-alive probe: "are you still there?" The
                                               server sends one byte that the client acknowledged
                                               long ago (number 137, one below the next new one,
                                               138). The byte is garbage; the client drops it, but
                                               must answer with an ACK (RFC 9293 3.8.4). This is
                                               TCP's doing, kernel to kernel: the application sees
                                               nothing of it, and it is neither a WebSocket Ping nor
                                               HTTP keep-alive.
   11   2.008407  →  Keep-alive ACK            The answer, 0.03 ms after the probe (packet 10): the
                                               client is alive. It only repeats the number that it
                                               expects next. The SACK block names the garbage byte
                                               as received twice (RFC 2883).

  ┈ 2 s of silence ┈

   12   4.008455  ←  Keep-alive, 1 byte        After another 2 s of silence: still there?
   13   4.008484  →  Keep-alive ACK            The client answers probe 12 after 0.03 ms: alive.

  ┈ 2 s of silence ┈

   14   6.008531  ←  Keep-alive, 1 byte        After another 2 s of silence: still there?
   15   6.008563  →  Keep-alive ACK            The client answers probe 14 after 0.03 ms: alive.

  ┈ 1.02 s of silence ┈

WebSocket speaks
   16   7.025521  →  Text "got it"             6 bytes of payload. It is masked, as every frame of a
                                               client must be (RFC 6455 5.1): each byte is combined
                                               with a random key in the frame, so that no proxy
                                               mistakes it for HTTP.
   17   7.025680  ←  Text "got it"             6 bytes of payload. It also carries the ACK for
                                               packet 16 (piggybacked), so no separate one was
                                               needed.
   18   7.025693  →  ACK                       The client has packet 17; alone, at once.

  ┈ 1.01 s of silence ┈

The close
   19   8.034674  ←  Close 1000 "that was all" A Close frame: the server wants to end the WebSocket
                                               and will send no more frames. The client must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   20   8.034736  →  ACK                       The client has packet 19; alone, at once.
   21   8.034892  →  Close 1000 "that was all" The client answers the Close in packet 19 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed.

TCP ends
   22   8.035490  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too. It carries the ACK for
                                               packet 21.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   23   8.035556  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 22 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   24   8.035879  ←  ACK                       The server confirms the FIN in packet 23. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · TCP keep-alive: after 2 s without a packet from its peer, the server's TCP sends a probe of 1
    garbage byte (as stacks such as Windows or smoltcp do): 3 probes, 3 answered. Each answer
    restarts that idle time, which is therefore also the spacing of answered probes (Linux calls it
    tcp_keepalive_time). The longest silence lasted 2 s, between packets 9 and 10; the longest time
    without data 7.02 s, between packets 8 and 16.
  · The client acknowledged data 4 times: 4 alone; usually after 0.02 ms, at most 0.06 ms. The
    server acknowledged data 3 times: 1 alone, 1 on data of its own, 1 with its FIN; usually after
    0.6 ms, at most 1.3 ms. The capture was taken near the client, as the handshake shows: the
    delays of the server contain the way there and back.
  · 3 messages (18 bytes in all) took 24 packets (2.04 KB), 8 packets for each message: 336 bytes
    link layer, 1.02 KB TCP/IP headers, 614 bytes HTTP headers, 18 bytes WebSocket frame headers, 46
    bytes WebSocket payload, 3 bytes sent again.
  · Advice: Only TCP's keep-alive watched over this connection. It shows that the client's TCP is
    there and tells nothing about the application, which may hang (RFC 9293 3.8.4); behind a proxy
    it reaches only the proxy. A WebSocket Ping asks the program itself (RFC 6455 5.5.2).

Connection 1   10.44.0.1:34276 → 10.44.0.2:8080   ws://10.44.0.2:8080/   320 ms   15 packets
Closed cleanly by the client: code 1000 "bye". Both sides sent a Close frame. A browser as client
reports code 1000, wasClean=true.

TCP opens
   25   9.410418  →  SYN                       The client asks to open; its bytes count from
                                               508 341 198, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024.
   26   9.410469  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 719 439 150, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024.
   27   9.410480  →  ACK                       Handshake complete. Round trip 0.06 ms.

HTTP asks to become WebSocket
   28   9.410819  →  GET /                     Upgrade: websocket; version 13, key
                                               00WZdxOD0uPr+tufEeQKGA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   29   9.410832  ←  ACK                       The server has packet 28; alone, at once.
   30   9.412866  ←  101 Switching Protocols   Sec-WebSocket-Accept qCGK1smVreIyKUaPcqdeBd4fjnw= is
                                               right for the key. No extension is taken.
   31   9.412899  →  ACK                       The client has packet 30; alone, at once.

WebSocket speaks
   32   9.414488  ←  Text "get it"             6 bytes of payload.
   33   9.414501  →  ACK                       The client has packet 32; alone, at once.

  ┈ 314 ms of silence ┈

The close
   34   9.728773  →  Close 1000 "bye"          The client wants to end the WebSocket; the server
                                               must answer with a Close frame. Code 1000 means:
                                               Normal Closure.
   35   9.729686  ←  Close 1000 "bye"          The server answers the Close in packet 34: the
                                               closing handshake is complete. Carries the ACK for
                                               packet 34.
   36   9.729702  →  ACK                       The client has packet 35; alone, at once.

TCP ends
   37   9.730044  ←  FIN, ACK                  TCP's FIN: the server closes TCP first, as RFC 6455
                                               7.1.1 asks.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   38   9.730225  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 37) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   39   9.730250  ←  ACK                       The server confirms the FIN in packet 38.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 3 times: 3 alone; usually after 0.02 ms, at most 0.03 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 0.46 ms, at most
    0.91 ms. The capture was taken near the client, as the handshake shows: the delays of the server
    contain the way there and back.
  · One message (6 bytes) took 15 packets (1.47 KB): 210 bytes link layer, 624 bytes TCP/IP headers,
    614 bytes HTTP headers, 10 bytes WebSocket frame headers, 16 bytes WebSocket payload.

Connection 2   10.44.0.1:34280 → 10.44.0.2:8080   ws://10.44.0.2:8080/   310 ms   10 packets
The server hung up: it reset TCP with RST (packet 49) without a Close frame. A reset throws away
whatever was still on its way. Likely cause: the program of the server threw the connection away (as
with SO_LINGER 0, or destroy and terminate in libraries); no data of the client seems to have been
unread. Evidence: packet 47 (last data of the server), packet 49 (RST of the server). A browser as
client reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all.

TCP opens
   40  10.748609  →  SYN                       The client asks to open; its bytes count from
                                               1 018 540 935, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024.
   41  10.748648  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 322 637 396, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024.
   42  10.748665  →  ACK                       Handshake complete. Round trip 0.06 ms.

HTTP asks to become WebSocket
   43  10.749644  →  GET /                     Upgrade: websocket; version 13, key
                                               TdAUJAmX2DivIYkwbJatSQ==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   44  10.749661  ←  ACK                       The server has packet 43; alone, at once.
   45  10.750285  ←  101 Switching Protocols   Sec-WebSocket-Accept K29jRaqScaKAIgwgl6c5a6Y/wCQ= is
                                               right for the key. No extension is taken.
   46  10.750338  →  ACK                       The client has packet 45; alone, at once.

WebSocket speaks
   47  10.750771  ←  Text "get it"             6 bytes of payload.
   48  10.750779  →  ACK                       The client has packet 47; alone, at once.

  ┈ 308 ms of silence ┈

TCP ends
   49  11.059045  ←  RST, ACK                  The server gives up the connection at once (RST,
                                               "reset"): no Close frame, no FIN, and the client
                                               loses whatever was still on its way (RFC 9293 3.5.2).
                                               Its TTL, 64, is that of the 4 other packets of the
                                               server: nothing hints that a box on the way sent it.
                     both: ESTABLISHED → CLOSED

In numbers
  · The client acknowledged data 2 times: 2 alone; usually after 0.03 ms, at most 0.05 ms. The
    server acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (6 bytes) took 10 packets (1.19 KB): 140 bytes link layer, 424 bytes TCP/IP headers,
    614 bytes HTTP headers, 2 bytes WebSocket frame headers, 6 bytes WebSocket payload.

Connection 3   10.44.0.1:35580 → 10.44.0.2:8443   TLS   336 ms   24 packets
The server closed TCP first, with FIN. It was encrypted: without the keys, nobody can say what was
spoken inside. Possible cause, a guess: a closing handshake inside TLS, begun by the client: the
last two records have the sizes of a Close frame and its answer. Evidence: packet 66 (record of the
size of a Close frame of the client), packet 67 (record of the size of a Close frame of the server),
packet 69 (record of the size of a TLS alert of the server), packet 71 (first FIN of the server),
packet 72 (FIN of the client).

TCP opens
   50  12.081387  →  SYN                       The client asks to open; its bytes count from
                                               3 513 068 639, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024.
   51  12.081441  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 614 441 634, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024.
   52  12.081455  →  ACK                       Handshake complete. Round trip 0.07 ms.

TLS: sealed from here on
   53  12.082066  →  part of a record, 1.46 KB
   54  12.082074  →  ClientHello, TLS 1.3      The client begins TLS: it offers versions, ciphers
                                               and a key share. This much is readable by anybody.
                                               Inside it would speak http/1.1 (ALPN).
   55  12.082091  ←  ACK                       The server has packet 53; alone, at once.
   56  12.082096  ←  ACK                       The server has packet 54; alone, at once.
   57  12.086724  ←  ServerHello, TLS 1.3      The server chooses TLS 1.3 with
                                               TLS_AES_256_GCM_SHA384. Both sides can now compute
                                               the same keys.
                     change_cipher_spec, 1 byte
                                               In TLS 1.3 this record means nothing any more; it is
                                               sent so that old middleboxes see what they know (RFC
                                               8446 D.4). In TLS 1.2 it says that encryption starts.
                     sealed, 38 bytes          Encrypted. Whether this is handshake, HTTP or
                                               WebSocket can't be seen without the keys; only sizes
                                               and times can.
                     sealed, 413 bytes
                     sealed, 96 bytes
                     sealed, 69 bytes
   58  12.086779  →  ACK                       The client has packet 57; alone, at once.
   59  12.098024  →  change_cipher_spec, 1 byte
                     sealed, 69 bytes
   60  12.098576  →  sealed, 512 bytes
   61  12.099569  ←  sealed, 74 bytes          Carries the ACK for packet 60.
                     sealed, 74 bytes
   62  12.100514  ←  sealed, 146 bytes
   63  12.100603  →  ACK                       One ACK for 2 packets (309 bytes), up to packet 62:
                                               ACKs are cumulative. The client has them all.
   64  12.101514  ←  sealed, 25 bytes
   65  12.145010  →  ACK                       A delayed ACK: the client has packet 64, but waited
                                               43.5 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).

  ┈ 271 ms of silence ┈

   66  12.415768  →  sealed, 28 bytes
   67  12.416397  ←  sealed, 24 bytes          Carries the ACK for packet 66.
   68  12.416434  →  ACK                       The client has packet 67; alone, at once. This time
                                               at once: the client has sent nothing of its own for a
                                               while, so Linux stops expecting an answer to carry
                                               the ACK (it leaves "ping-pong" mode).
   69  12.416908  ←  sealed, 19 bytes
   70  12.416995  →  ACK                       The client has packet 69; alone, at once.

TCP ends
   71  12.417097  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   72  12.417120  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 71) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   73  12.417173  ←  ACK                       The server confirms the FIN in packet 72.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 5 times: 5 alone; usually after 0.09 ms, at most 43.5 ms. 1 of
    these waited for a delayed-ACK timer of about 43.5 ms (RFC 9293 3.8.6.3 allows up to 500 ms).
    From packet 68 on it acknowledges at once again: its kernel no longer expects data that could
    carry the ACK. The server acknowledged data 4 times: 2 alone, 2 on data of its own; usually
    after 0.33 ms, at most 0.99 ms. The capture was taken near the client, as the handshake shows:
    the delays of the server contain the way there and back.
  · 24 packets (5 KB) went by: 336 bytes link layer, 984 bytes TCP/IP headers, 3.68 KB TLS.
