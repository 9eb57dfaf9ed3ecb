Connection 0   10.44.0.1:46268 → 10.44.0.2:8443   TLS   5.59 s   33 packets
The server closed TCP first, with FIN. It was encrypted: without the keys, nobody can say what was
spoken inside. Records of 19 bytes from the server every 1 s, 5 times, each answered with 23 bytes
by the client: probably a heartbeat. Possible cause, a guess: the program of the server exited,
crashed or was killed, or dropped the connection without a closing handshake; the packets of these
look the same. Evidence: packet 29 (last data of the client), packet 31 (first FIN of the server),
packet 32 (FIN of the client). Look next at the log of the server at that time: a crash, a
deployment, or the kernel when memory ran out; and if it is a proxy, at the server behind it.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               937 498 552 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000062  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 908 025 841, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000080  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.08 ms.

TLS: sealed from here on
    4   0.001499  →  part of a record, 1.45 KB
    5   0.001502  →  ClientHello, TLS 1.3      The client begins TLS: it offers versions, ciphers
                                               and a key share. This much is readable by anybody.
                                               Inside it would speak http/1.1 (ALPN).
    6   0.001517  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    7   0.001521  ←  ACK                       The server has packet 5; alone, at once.
    8   0.019211  ←  ServerHello, TLS 1.3      The server chooses TLS 1.3 with
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
                     sealed, 97 bytes
                     sealed, 69 bytes
    9   0.019241  →  ACK                       The client has packet 8; alone, at once.
   10   0.055656  →  change_cipher_spec, 1 byte
                     sealed, 69 bytes
   11   0.057139  →  sealed, 512 bytes
   12   0.057226  ←  ACK                       One ACK for 2 packets (597 bytes), up to packet 11:
                                               ACKs are cumulative. The server has them all.
   13   0.058974  ←  sealed, 74 bytes
                     sealed, 74 bytes
                     sealed, 146 bytes
   14   0.066842  ←  sealed, 25 bytes
   15   0.066926  →  ACK                       One ACK for 2 packets (339 bytes), up to packet 14:
                                               ACKs are cumulative. The client has them all.

  ┈ 1 s of silence ┈

   16   1.067762  ←  sealed, 19 bytes
   17   1.067919  →  sealed, 23 bytes          It also carries the ACK for packet 16 (piggybacked),
                                               so no separate one was needed.
                  ⋮  13 more packets like these (18 to 30, in 3.96 s): 5 ACKs from the server, 4
                     packets with TLS records from the server (96 bytes), 4 packets with TLS records
                     from the client (112 bytes).

TCP ends
   31   5.592404  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                                               Each direction ends on its own: the client may go on
                                               sending to the server until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   32   5.592701  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 31 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   33   5.592741  ←  ACK                       The server confirms the FIN in packet 32. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The longest silence lasted 1 s, between packets 24 and 25.
  · The client acknowledged data 7 times: 2 alone, 5 on data of its own; usually after 0.28 ms, at
    most 0.55 ms. The server acknowledged data 8 times: 8 alone; usually after 0.02 ms, at most 40.8
    ms. 1 of these waited for a delayed-ACK timer of about 40.8 ms (RFC 9293 3.8.6.3 allows up to
    500 ms). From packet 21 on it acknowledges at once again: its kernel no longer expects data that
    could carry the ACK. The capture was taken near the client, as the handshake shows: the delays
    of the server contain the way there and back.
  · 33 packets (6.11 KB) went by: 462 bytes link layer, 1.73 KB TCP/IP headers, 3.92 KB TLS.
