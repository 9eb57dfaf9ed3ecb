Connection 0   10.44.0.1:40538 → 10.44.0.2:8443   TLS   961 ms   31 packets
Still open when the capture ends. It was encrypted: without the keys, nobody can say what was spoken
inside.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 012 141 082 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000038  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 362 530 440, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000049  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.05 ms.

TLS: sealed from here on
    4   0.000415  →  part of a record, 1.45 KB
    5   0.000429  →  ClientHello, TLS 1.3      The client begins TLS: it offers versions, ciphers
                                               and a key share. This much is readable by anybody.
                                               Inside it would speak h2, http/1.1 (ALPN).
    6   0.000438  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    7   0.000440  ←  ACK                       The server has packet 5; alone, at once.
    8   0.002967  ←  ServerHello, TLS 1.3      The server chooses TLS 1.3 with
                                               TLS_AES_256_GCM_SHA384. Both sides can now compute
                                               the same keys.
                     change_cipher_spec, 1 byte
                                               In TLS 1.3 this record means nothing any more; it is
                                               sent so that old middleboxes see what they know (RFC
                                               8446 D.4). In TLS 1.2 it says that encryption starts.
                     sealed, 32 bytes          Encrypted. Whether this is handshake, HTTP or
                                               WebSocket can't be seen without the keys; only sizes
                                               and times can.
                     sealed, 413 bytes
                     sealed, 97 bytes
                     sealed, 69 bytes
    9   0.003011  →  ACK                       The client has packet 8; alone, at once.
   10   0.009735  →  change_cipher_spec, 1 byte
                     sealed, 69 bytes
   11   0.010100  →  sealed, 87 bytes
   12   0.010660  →  sealed, 383 bytes
   13   0.011300  ←  sealed, 74 bytes          It also carries the ACK for packet 12 (piggybacked),
                                               so no separate one was needed.
                     sealed, 74 bytes
   14   0.011376  ←  sealed, 32 bytes
   15   0.011394  →  ACK                       One ACK for 2 packets (195 bytes), up to packet 14:
                                               ACKs are cumulative. The client has them all.
   16   0.011412  ←  sealed, 26 bytes
                  ⋮  15 more packets like these (17 to 31, in 950 ms): 4 packets with TLS records
                     from the client (282 bytes), 6 packets with TLS records from the server (330
                     bytes), 5 ACKs from the client.

In numbers
  · The client acknowledged data 8 times: 7 alone, 1 on data of its own; usually after 0.03 ms, at
    most 43.3 ms. 1 of these waited for a delayed-ACK timer of about 43.3 ms (RFC 9293 3.8.6.3
    allows up to 500 ms). From packet 26 on it acknowledges at once again: its kernel no longer
    expects data that could carry the ACK. The server acknowledged data 7 times: 2 alone, 5 on data
    of its own; usually after 1.03 ms, at most 6.34 ms. The capture was taken near the client, as
    the handshake shows: the delays of the server contain the way there and back.
  · 31 packets (6.19 KB) went by: 434 bytes link layer, 1.63 KB TCP/IP headers, 4.12 KB TLS.
