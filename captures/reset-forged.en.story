Connection 0   10.44.0.1:41590 → 10.44.0.2:8080   ws://10.44.0.2:8080/   971 ms   17 packets
Cut off from outside: a RST in the name of the server (packet 16) ended the connection, but the
server does not seem to have sent it. Likely cause: the RST does not look like the other packets of
the server: a middlebox, such as a firewall on the way, sent it in the name of the server, and the
client believed it. Evidence: packet 14 (last data of the server), packet 16 (RST of the server). A
browser as client reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close
frame at all. Capture on the side of the server too: what it did not send is not there.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               13 015 927 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.013142  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 4 113 839 698, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.013181  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 13.2 ms.

HTTP asks to become WebSocket
    4   0.014466  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               1h9poi8wj0vTWVuhFrpW9w==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.

  ┈ 202 ms of silence ┈

    5   0.216554  ←  ACK                       A delayed ACK: the server has packet 4, but waited
                                               202 ms for data of its own that the ACK could ride on
                                               (piggyback). None came, so its delayed-ACK timer sent
                                               the ACK alone (RFC 9293 3.8.6.3; Linux waits 40 to
                                               200 ms).
    6   0.247586  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               1h9poi8wj0vTWVuhFrpW9w==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               c7cafd17b74884a611d7c9ca55de24c264be4190; in base64 =
                                               x8r9F7dIhKYR18nKVd4kwmS+QZA=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.247621  →  ACK                       An ACK that travels alone: "all bytes up to packet 6
                                               have arrived". The client has nothing to send, so
                                               there is nothing for it to ride on.

WebSocket speaks
    8   0.248117  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.248131  →  ACK                       The client has packet 8; alone, at once.

  ┈ 335 ms of silence ┈

   10   0.583248  →  Text "one"                3 bytes of payload. It is masked, as every frame of a
                                               client must be (RFC 6455 5.1): each byte is combined
                                               with a random key in the frame, so that no proxy
                                               mistakes it for HTTP.
   11   0.607299  ←  Text "one"                3 bytes of payload. It also carries the ACK for
                                               packet 10 (piggybacked), so no separate one was
                                               needed.
   12   0.607337  →  ACK                       The client has packet 11; alone, at once.

  ┈ 319 ms of silence ┈

   13   0.926330  →  Text "two"                3 bytes of payload.
   14   0.953153  ←  Text "two"                3 bytes of payload. Carries the ACK for packet 13.
   15   0.953186  →  ACK                       The client has packet 14; alone, at once.

TCP ends
   16   0.957193  ←  RST                       The server gives up the connection at once (RST,
                                               "reset"): no Close frame, no FIN, and the client
                                               loses whatever was still on its way (RFC 9293 3.5.2).
                                               It came with TTL 113, the 6 other packets of the
                                               server with 64. Its IP identification, 54 695, does
                                               not follow the one before, 61 202, though the others
                                               count up. So the server has hardly sent it: a box
                                               between the two (a firewall, a proxy, a load
                                               balancer) did, in its name.
                     both: ESTABLISHED → CLOSED
   17   0.970769  ←  RST                       Another RST: the connection is already gone.

In numbers
  · The client acknowledged data 4 times: 4 alone; usually after 0.03 ms, at most 0.04 ms. The
    server acknowledged data 3 times: 1 alone, 2 on data of its own; usually after 26.8 ms, at most
    202 ms. 1 of these waited for a delayed-ACK timer of about 202 ms (RFC 9293 3.8.6.3 allows up to
    500 ms). The capture was taken near the client, as the handshake shows: the delays of the server
    contain the way there and back.
  · 5 messages (18 bytes in all) took 17 packets (1.76 KB), 3.4 packets for each message: 238 bytes
    link layer, 876 bytes TCP/IP headers, 614 bytes HTTP headers, 18 bytes WebSocket frame headers,
    18 bytes WebSocket payload.
