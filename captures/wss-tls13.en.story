Connection 0   10.44.0.1:53212 → 10.44.0.2:8443   TLS   732 ms   27 packets
The client closed TCP first, with FIN. It was encrypted: without the keys, nobody can say what was
spoken inside. Possible cause, a guess: a closing handshake inside TLS, begun by the client: the
last two records have the sizes of a Close frame and its answer. Evidence: packet 20 (record of the
size of a Close frame of the client), packet 21 (record of the size of a Close frame of the server),
packet 23 (record of the size of a TLS alert of the server), packet 25 (first FIN of the client),
packet 26 (FIN of the server).

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               4 206 123 030 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000036  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 163 685 539, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000047  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.05 ms.

TLS: sealed from here on
    4   0.002928  →  part of a record, 1.45 KB
    5   0.002955  →  ClientHello, TLS 1.3      The client begins TLS: it offers versions, ciphers
                                               and a key share. This much is readable by anybody.
                                               Inside it would speak http/1.1 (ALPN).
    6   0.002977  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    7   0.002982  ←  ACK                       The server has packet 5; alone, at once.
    8   0.004085  ←  ServerHello, TLS 1.3      The server chooses TLS 1.3 with
                                               TLS_AES_256_GCM_SHA384. Both sides can now compute
                                               the same keys.
                     change_cipher_spec, 1 byte
                                               In TLS 1.3 this record means nothing any more; it is
                                               sent so that old middleboxes see what they know (RFC
                                               8446 D.4). In TLS 1.2 it says that encryption starts.
                     sealed, 38 bytes          Encrypted. Whether this is handshake, HTTP or
                                               WebSocket can't be seen without the keys; only sizes
                                               and times can.
                     sealed, 414 bytes
                     sealed, 97 bytes
                     sealed, 69 bytes
    9   0.004100  →  ACK                       The client has packet 8; alone, at once.
   10   0.061287  →  change_cipher_spec, 1 byte
                     sealed, 69 bytes
   11   0.062386  ←  sealed, 74 bytes          It also carries the ACK for packet 10 (piggybacked),
                                               so no separate one was needed.
                     sealed, 74 bytes
   12   0.062428  →  ACK                       The client has packet 11; alone, at once.
   13   0.067154  →  sealed, 512 bytes
   14   0.068460  ←  sealed, 146 bytes         Carries the ACK for packet 13.
   15   0.072181  ←  sealed, 25 bytes
   16   0.072293  →  ACK                       One ACK for 2 packets (181 bytes), up to packet 15:
                                               ACKs are cumulative. The client has them all.

  ┈ 321 ms of silence ┈

   17   0.393723  →  sealed, 29 bytes
                  ⋮  7 more packets like these (18 to 24, in 333 ms): 3 packets with TLS records
                     from the server (83 bytes), 3 ACKs from the client, 1 packet with TLS records
                     from the client (33 bytes).

TCP ends
   25   0.730175  →  FIN, ACK                  The client will send nothing more (FIN, "finished").
                                               Each direction ends on its own: the server may go on
                                               sending to the client until it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   26   0.731991  ←  FIN, ACK                  The server closes its direction too: its FIN and its
                                               ACK for the FIN in packet 25 share one segment, so
                                               that four steps take three packets.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   27   0.732007  →  ACK                       The client confirms the FIN in packet 26. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The client, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 6 times: 6 alone; usually after 0.03 ms, at most 42.9 ms. 1 of
    these waited for a delayed-ACK timer of about 42.9 ms (RFC 9293 3.8.6.3 allows up to 500 ms).
    From packet 22 on it acknowledges at once again: its kernel no longer expects data that could
    carry the ACK. The server acknowledged data 6 times: 2 alone, 4 on data of its own; usually
    after 1.2 ms, at most 3.13 ms. The capture was taken near the client, as the handshake shows:
    the delays of the server contain the way there and back.
  · 27 packets (5.61 KB) went by: 378 bytes link layer, 1.42 KB TCP/IP headers, 3.81 KB TLS.
