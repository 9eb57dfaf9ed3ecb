Connection 0   10.44.0.1:39416 → 10.44.0.2:8443   TLS   6.04 s   28 packets
The server closed TCP first, with FIN. It was encrypted: without the keys, nobody can say what was
spoken inside. Records of 19 bytes from the server every 1 s, 5 times, each answered with 23 bytes
by the client: probably a heartbeat. Possible cause, a guess: the heartbeat of the server gave up: 1
record of its rhythm at the end found no answer of the client in 1 s. Evidence: packet 24 (first
unanswered record of the server), packet 26 (first FIN of the server), packet 28 (RST of the
server). Look next at what the client was doing: it hung, or slept, or was out of reach; and whether
the server is patient enough.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 633 435 556 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000027  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 761 772 138, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000041  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

TLS: sealed from here on
    4   0.005056  →  ClientHello, TLS 1.3      The client begins TLS: it offers versions, ciphers
                                               and a key share. This much is readable by anybody.
    5   0.005091  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.008501  ←  ServerHello, TLS 1.3      The server chooses TLS 1.3 with
                                               TLS_AES_256_GCM_SHA384. Both sides can now compute
                                               the same keys.
                     change_cipher_spec, 1 byte
                                               In TLS 1.3 this record means nothing any more; it is
                                               sent so that old middleboxes see what they know (RFC
                                               8446 D.4). In TLS 1.2 it says that encryption starts.
                     sealed, 23 bytes          Encrypted. Whether this is handshake, HTTP or
                                               WebSocket can't be seen without the keys; only sizes
                                               and times can.
                     sealed, 413 bytes
                     sealed, 96 bytes
                     sealed, 69 bytes
    7   0.008517  →  ACK                       The client has packet 6; alone, at once.
    8   0.015763  →  change_cipher_spec, 1 byte
                     sealed, 69 bytes
                     sealed, 170 bytes
    9   0.017239  ←  sealed, 74 bytes          It also carries the ACK for packet 8 (piggybacked),
                                               so no separate one was needed.
                     sealed, 74 bytes
                     sealed, 146 bytes
   10   0.024802  ←  sealed, 25 bytes
   11   0.032184  →  ACK                       One ACK for 2 packets (339 bytes), up to packet 10:
                                               ACKs are cumulative. The client has them all.
   12   1.025727  ←  sealed, 19 bytes
   13   1.030961  →  sealed, 23 bytes          Carries the ACK for packet 12.
   14   1.078497  ←  ACK                       A delayed ACK: the server has packet 13, but waited
                                               47.5 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).
   15   2.026073  ←  sealed, 19 bytes
   16   2.026356  →  sealed, 23 bytes          Carries the ACK for packet 15.
   17   2.026374  ←  ACK                       The server has packet 16; alone, at once. This time
                                               at once: the server has sent nothing of its own for a
                                               while, so Linux stops expecting an answer to carry
                                               the ACK (it leaves "ping-pong" mode).
                  ⋮  8 more packets like these (18 to 25, in 2.04 s): 3 packets with TLS records
                     from the server (72 bytes), 2 packets with TLS records from the client (56
                     bytes), 2 ACKs from the server, 1 ACK from the client.

TCP ends
   26   6.030553  ←  FIN, ACK                  The server will send nothing more (FIN, "finished").
                                               Each direction ends on its own: the client may go on
                                               sending to the server until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   27   6.037784  →  sealed, 23 bytes
                     server: FIN-WAIT-1 → FIN-WAIT-2
                                               In FIN-WAIT-2 a side's FIN is acknowledged, and the
                                               other's is to come.
   28   6.037840  ←  RST                       The server has already closed: what the client still
                                               sends has no reader any more, so it is answered with
                                               RST. Its TTL, 64, is that of the 15 other packets of
                                               the server: nothing hints that a box on the way sent
                                               it.
                     server: FIN-WAIT-2 → CLOSED, client: CLOSE-WAIT → CLOSED

In numbers
  · Half-closed for 7.29 ms: the server had sent its FIN (packet 26), and the client still sent 28
    bytes on its own direction, which was open (RFC 9293 3.6).
  · The longest silence lasted 1 s, between packets 20 and 21.
  · The client acknowledged data 7 times: 3 alone, 4 on data of its own; usually after 2.7 ms, at
    most 41 ms. 1 of these waited for a delayed-ACK timer of about 41 ms (RFC 9293 3.8.6.3 allows up
    to 500 ms). The server acknowledged data 6 times: 5 alone, 1 on data of its own; usually after
    0.03 ms, at most 47.5 ms. 1 of these waited for a delayed-ACK timer of about 47.5 ms. From
    packet 17 on it acknowledges at once again: its kernel no longer expects data that could carry
    the ACK.
  · 28 packets (3.81 KB) went by: 392 bytes link layer, 1.46 KB TCP/IP headers, 1.96 KB TLS.
