Connection 0   10.44.0.1:54920 → 10.44.0.2:8080   ws://10.44.0.2:8080/   14.3 s   22 packets
The client vanished: 10 keep-alive probes of the server in 9.22 s found no answer, so the server
gave up and reset the connection. (Likely: the packets fit nothing else that is common.) Evidence:
packet 8 (last data of the server), packet 12 (first unanswered keep-alive probe of the server),
packet 21 (last unanswered keep-alive probe of the server), packet 22 (RST of the server). A browser
as client was out of reach and knows nothing of it yet; once it notices, it reports code 1006,
wasClean=false. 1006 was never sent: it stands for no Close frame at all. Look next at the network
of the client: sleep, a change of network, a pulled cable, a NAT that forgot the connection.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 686 730 816 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000028  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 3 549 921 155, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000046  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.05 ms.

HTTP asks to become WebSocket
    4   0.004499  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               11GGLZ23sJjRXUpugv415g==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.004520  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.018475  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               11GGLZ23sJjRXUpugv415g==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               d29044be827bb8e768cf84d67be8b3b65ebfc2fb; in base64 =
                                               0pBEvoJ7uOdoz4TWe+iztl6/wvs=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.018509  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.023656  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.023686  →  ACK                       The client has packet 8; alone, at once.

  ┈ 2.01 s of silence ┈

Silence and keep-alive
   10   2.038290  ←  Keep-alive                A TCP keep-alive probe: "are you still there?" The
                                               server sends an empty segment with a number that the
                                               client acknowledged long ago (137, one below the next
                                               new one, 138). The client must answer with an ACK
                                               (RFC 9293 3.8.4). Linux sends its probes empty;
                                               others put one garbage byte in. This is TCP's doing,
                                               kernel to kernel: the application sees nothing of it,
                                               and it is neither a WebSocket Ping nor HTTP
                                               keep-alive.
   11   2.038324  →  Keep-alive ACK            The answer, 0.03 ms after the probe (packet 10): the
                                               client is alive. It only repeats the number that it
                                               expects next.

  ┈ 2.01 s of silence ┈

   12   4.050322  ←  Keep-alive                After another 2.01 s of silence: still there?

  ┈ 1.02 s of silence ┈

   13   5.074331  ←  Keep-alive                Probe 2 in a row without an answer, 1.02 s after the
                                               one before.
                  ⋮  8 more packets like these (14 to 21, in 7.17 s): 8 keep-alive probes from the
                     server.

  ┈ 1.02 s of silence ┈

TCP ends
   22  14.290326  ←  RST, ACK                  10 probes without an answer: the server takes the
                                               client for dead and resets the connection.
                     both: ESTABLISHED → CLOSED

In numbers
  · Half-open for up to 12.3 s (RFC 9293 3.5.1): the server held the connection for open, but the
    client, last heard in packet 11, had lost it or could not be reached.
  · TCP keep-alive: after 2.01 s without a packet from its peer, the server's TCP sends a probe of 0
    bytes (as stacks such as Linux do): 11 probes, 1 answered. Without an answer the next probe
    follows after 1.02 s (Linux calls it tcp_keepalive_intvl); at most 10 probes in a row had no
    answer. After 10 unanswered probes, 12.3 s after the last packet from the client, it declared
    the client dead. The longest silence lasted 2.01 s, between packets 9 and 10; the longest time
    without data 14.3 s, between packets 8 and 22.
  · The client acknowledged data 2 times: 2 alone; usually after 0.03 ms, at most 0.03 ms. The
    server acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · One message (6 bytes) took 22 packets (2.09 KB): 308 bytes link layer, 1.16 KB TCP/IP headers,
    614 bytes HTTP headers, 2 bytes WebSocket frame headers, 6 bytes WebSocket payload.
