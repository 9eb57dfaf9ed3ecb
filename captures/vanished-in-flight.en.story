Connection 0   10.44.0.1:54982 → 10.44.0.2:8080   ws://10.44.0.2:8080/   7.36 s   16 packets
The client vanished while data was on its way: the server sent the same bytes again 6 times over
6.61 s and got no ACK. Nothing on the wire says that the connection ended: each side has to find out
by itself. (Likely: the packets fit nothing else that is common.) Evidence: packet 11 (first
retransmission of the server), packet 16 (last retransmission of the server). A browser as client
was out of reach and knows nothing of it yet; once it notices, it reports code 1006, wasClean=false.
1006 was never sent: it stands for no Close frame at all. Look next at the network of the client:
sleep, a change of network, a pulled cable, a NAT that forgot the connection.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 696 636 944 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000130  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 572 494 343, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000151  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.15 ms.

HTTP asks to become WebSocket
    4   0.003161  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               xl80T0hn/j7pXEsE86Z/kg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.003185  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.004515  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               xl80T0hn/j7pXEsE86Z/kg==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               299fdac8ba125f0400b30c2834faf7dc0bb65922; in base64 =
                                               KZ/ayLoSXwQAswwoNPr33Au2WSI=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). No extension is taken. From the next byte on,
                                               this connection speaks WebSocket, no longer HTTP.
    7   0.004572  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.006131  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.006174  →  ACK                       The client has packet 8; alone, at once.
   10   0.546625  ←  Text "are you there?"     14 bytes of payload.
   11   0.753800  ←  16 bytes again            Sent again (retransmission), 207 ms after the packet
                                               before: no ACK for number 138 has come, although the
                                               server had already sent up to 154. As long as none
                                               comes, the wait for the next try doubles (RFC 6298
                                               5.5). Its timestamp shows that it was sent again: it
                                               is later than that of what was captured before (RFC
                                               7323).
   12   0.961863  ←  16 bytes again            Sent again, 208 ms after the packet before: still no
                                               ACK for number 138.
   13   1.377808  ←  16 bytes again            Sent again, 416 ms after the packet before: still no
                                               ACK for number 138.
   14   2.209823  ←  16 bytes again            Sent again, 832 ms after the packet before: still no
                                               ACK for number 138.

  ┈ 1.66 s of silence ┈

   15   3.873808  ←  16 bytes again            Sent again, 1.66 s after the packet before: still no
                                               ACK for number 138.

  ┈ 3.49 s of silence ┈

   16   7.361803  ←  16 bytes again            Sent again, 3.49 s after the packet before: still no
                                               ACK for number 138.

In numbers
  · Half-open for up to 7.36 s (RFC 9293 3.5.1): the server held the connection for open, but the
    client, last heard in packet 9, had lost it or could not be reached.
  · The longest silence lasted 3.49 s, between packets 15 and 16.
  · The client acknowledged data 2 times: 2 alone; usually after 0.05 ms, at most 0.06 ms. The
    server acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The capture
    was taken near the client, as the handshake shows: the delays of the server contain the way
    there and back.
  · 2 messages (20 bytes in all) took 16 packets (1.81 KB), 8 packets for each message: 224 bytes
    link layer, 848 bytes TCP/IP headers, 614 bytes HTTP headers, 4 bytes WebSocket frame headers,
    20 bytes WebSocket payload, 96 bytes sent again.
