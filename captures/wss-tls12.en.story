Connection 0   10.44.0.1:40590 → 10.44.0.2:8443   TLS   965 ms   27 packets
The client closed TCP first, with FIN. It was encrypted: without the keys, nobody can say what was
spoken inside. Possible cause, a guess: a closing handshake inside TLS, begun by the client: the
last two records have the sizes of a Close frame and its answer. Evidence: packet 20 (record of the
size of a Close frame of the client), packet 21 (record of the size of a Close frame of the server),
packet 23 (record of the size of a TLS alert of the server), packet 25 (first FIN of the client),
packet 26 (FIN of the server).

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 590 564 334 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000043  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 1 904 940 332, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000060  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.06 ms.

TLS: sealed from here on
    4   0.000849  →  part of a record, 1.45 KB
    5   0.000853  →  ClientHello, TLS 1.3      The client begins TLS: it offers versions, ciphers
                                               and a key share. This much is readable by anybody.
                                               Inside it would speak http/1.1 (ALPN).
    6   0.000869  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    7   0.000873  ←  ACK                       The server has packet 5; alone, at once.
    8   0.106491  ←  ServerHello, TLS 1.2      The server chooses TLS 1.2 with
                                               TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256. Inside they
                                               will speak http/1.1 (ALPN).
    9   0.106523  →  ACK                       The client has packet 8; alone, at once.
   10   0.119573  →  handshake, 37 bytes
                     change_cipher_spec, 1 byte
                                               In TLS 1.3 this record means nothing any more; it is
                                               sent so that old middleboxes see what they know (RFC
                                               8446 D.4). In TLS 1.2 it says that encryption starts.
                     handshake, 40 bytes
   11   0.119607  ←  ACK                       The server has packet 10; alone, at once.
   12   0.121168  →  sealed, 519 bytes         Encrypted. Whether this is handshake, HTTP or
                                               WebSocket can't be seen without the keys; only sizes
                                               and times can.
   13   0.121184  ←  ACK                       The server has packet 12; alone, at once.
   14   0.135421  ←  change_cipher_spec, 1 byte
                     handshake, 40 bytes
                     sealed, 153 bytes
   15   0.162012  ←  sealed, 32 bytes
   16   0.162290  →  ACK                       One ACK for 2 packets (246 bytes), up to packet 15:
                                               ACKs are cumulative. The client has them all.

  ┈ 356 ms of silence ┈

   17   0.518638  →  sealed, 36 bytes
   18   0.526809  ←  sealed, 32 bytes          It also carries the ACK for packet 17 (piggybacked),
                                               so no separate one was needed.
   19   0.568503  →  ACK                       A delayed ACK: the client has packet 18, but waited
                                               41.7 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).

  ┈ 374 ms of silence ┈

   20   0.942220  →  sealed, 35 bytes
   21   0.961891  ←  sealed, 31 bytes          Carries the ACK for packet 20.
   22   0.961920  →  ACK                       The client has packet 21; alone, at once. This time
                                               at once: the client has sent nothing of its own for a
                                               while, so Linux stops expecting an answer to carry
                                               the ACK (it leaves "ping-pong" mode).
   23   0.962533  ←  alert, 26 bytes
   24   0.962558  →  ACK                       The client has packet 23; alone, at once.

TCP ends
   25   0.962796  →  FIN, ACK                  The client will send nothing more (FIN, "finished").
                                               Each direction ends on its own: the server may go on
                                               sending to the client until it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   26   0.964555  ←  FIN, ACK                  The server closes its direction too: its FIN and its
                                               ACK for the FIN in packet 25 share one segment, so
                                               that four steps take three packets.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   27   0.964569  →  ACK                       The client confirms the FIN in packet 26. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The client, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 5 times: 5 alone; usually after 0.03 ms, at most 41.7 ms. 1 of
    these waited for a delayed-ACK timer of about 41.7 ms (RFC 9293 3.8.6.3 allows up to 500 ms).
    From packet 22 on it acknowledges at once again: its kernel no longer expects data that could
    carry the ACK. The server acknowledged data 6 times: 4 alone, 2 on data of its own; usually
    after 0.03 ms, at most 19.7 ms.
  · 27 packets (5.47 KB) went by: 378 bytes link layer, 1.42 KB TCP/IP headers, 3.67 KB TLS.
