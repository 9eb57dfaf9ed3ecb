Connection 0   10.44.0.1:41076 → 10.44.0.2:80   ws://example.com/demo   594 ms   15 packets
Closed cleanly by the client: no code. Both sides sent a Close frame. A browser as client reports
code 1005, wasClean=true. 1005 was never sent: it stands for a Close frame without a code.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 041 076 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes.
    2   0.000200  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 3 000 041 076, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes.
    3   0.000300  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.3 ms.

HTTP asks to become WebSocket
    4   0.000600  →  GET /demo                 An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): key 1 "4 @1  46546xW%0l 1 5",
                                               key 2 "12998 5 Y3 1  .P00", subprotocols sample, from
                                               the page http://example.com. Two keys and no version:
                                               this is the draft hixie-76 of May 2010, called
                                               hybi-00 at the IETF, the WebSocket of browsers before
                                               RFC 6455 of December 2011. Each key hides a number
                                               among other characters. Eight more bytes stand behind
                                               the head as a third key, though no Content-Length
                                               announces them. The server must compute with all
                                               three (hybi-00 4.1).
    5   0.000700  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.002700  ←  101 WebSocket Protocol Handshake
                                               Sec-WebSocket-Key1 is 4␣@1␣␣46546xW%0l␣1␣5, where ␣
                                               is a space. Its digits, one after the other, are
                                               4146546015. It has 5 spaces. 4146546015 ÷ 5 =
                                               829309203. Sec-WebSocket-Key2 is 12998␣5␣Y3␣1␣␣.P00,
                                               where ␣ is a space. Its digits, one after the other,
                                               are 1299853100. It has 5 spaces. 1299853100 ÷ 5 =
                                               259970620. Each number is written as four bytes, most
                                               significant first: 31 6e 41 13 and 0f 7e d6 3c.
                                               Behind them come the eight bytes from behind the
                                               request's head: 5e 6e 3a 64 73 5b 34 55, as text
                                               "^n:ds[4U". Together that is 16 bytes. The MD5 of
                                               these 16 bytes is 38 6a 4b 53 27 79 3a 47 2a 43 6f 2c
                                               57 78 61 2d, as text "8jKS'y:G*Co,Wxa-". The 16 bytes
                                               behind the server's head are the same: correct
                                               (hybi-00 5.2). Subprotocol sample is chosen. From the
                                               next byte on, this connection speaks WebSocket, no
                                               longer HTTP.
    7   0.002800  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.052800  ←  Text "get it"             6 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. A frame of
                                               hixie-76 is the byte 0x00, the text, and the byte
                                               0xFF, which UTF-8 never has (hybi-00 4.2). No length,
                                               no mask, no parts: each frame is a whole message.
    9   0.053100  →  Text "got it"             6 bytes of payload. It also carries the ACK for
                                               packet 8 (piggybacked), so no separate one was
                                               needed.
   10   0.093100  ←  ACK                       A delayed ACK: the server has packet 9, but waited 40
                                               ms for data of its own that the ACK could ride on
                                               (piggyback). None came, so its delayed-ACK timer sent
                                               the ACK alone (RFC 9293 3.8.6.3; Linux waits 40 to
                                               200 ms).

  ┈ 500 ms of silence ┈

The close
   11   0.593100  →  Close                     The two bytes 0xFF 0x00: the client begins the
                                               closing handshake and will send no more frames. The
                                               server must send the same two bytes back (hybi-00
                                               1.4). There is no code and no reason: hixie-76 knows
                                               neither. TCP knows nothing of this yet: to TCP, Close
                                               frames are bytes like any others.
   12   0.593400  ←  Close                     The server answers packet 11 with the same two bytes,
                                               0xFF 0x00: the closing handshake is complete (hybi-00
                                               1.4). Now TCP can be closed. Carries the ACK for
                                               packet 11.

TCP ends
   13   0.593600  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   14   0.593800  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 13 share one segment, so
                                               that four steps take three packets. It carries the
                                               ACK for packet 12.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   15   0.593900  ←  ACK                       The server confirms the FIN in packet 14. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 3 times: 1 alone, 1 on data of its own, 1 with its FIN; usually
    after 0.3 ms, at most 0.4 ms. The server acknowledged data 3 times: 2 alone, 1 on data of its
    own; usually after 0.3 ms, at most 40 ms. 1 of these waited for a delayed-ACK timer of about 40
    ms (RFC 9293 3.8.6.3 allows up to 500 ms).
  · 4 messages (36 bytes in all) took 15 packets (1.29 KB), 3.75 packets for each message: 210 bytes
    link layer, 608 bytes TCP/IP headers, 431 bytes HTTP headers, 24 bytes HTTP bodies, 8 bytes
    WebSocket frame headers, 12 bytes WebSocket payload.

Connection 1   10.44.0.1:41077 → 10.44.0.2:80   ws://example.com/   386 ms   20 packets
Closed cleanly by the server: no code. Both sides sent a Close frame. A browser as client reports
code 1005, wasClean=true. 1005 was never sent: it stands for a Close frame without a code.

TCP opens
   16   0.594100  →  SYN                       The client asks to open; its bytes count from
                                               1 041 077, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes.
   17   0.594300  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 000 041 077, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes.
   18   0.594400  →  ACK                       Handshake complete. Round trip 0.3 ms.

HTTP asks to become WebSocket
   19   0.594700  →  GET /                     Upgrade: websocket; key 1 "18x 6]8vM;54 *(5:  {
                                               U1]8  z [  8", key 2 "1_ tx7X d  <  nw  334J702)
                                               7]o}` 0", from the page http://example.com.
   20   0.595000  →  the third key, 8 bytes
   21   0.595100  ←  ACK                       One ACK for 2 packets (227 bytes), up to packet 20:
                                               ACKs are cumulative. The server has them all.
   22   0.597100  ←  101 WebSocket Protocol Handshake
   23   0.599100  ←  the proof, 16 bytes       Sec-WebSocket-Key1 is
                                               18x␣6]8vM;54␣*(5:␣␣{␣␣␣U1]8␣␣z␣[␣␣8, where ␣ is a
                                               space. Its digits, one after the other, are
                                               1868545188. It has 12 spaces. 1868545188 ÷ 12 =
                                               155712099. Sec-WebSocket-Key2 is
                                               1_␣tx7X␣d␣␣<␣␣nw␣␣334J702)␣7]o}`␣0, where ␣ is a
                                               space. Its digits, one after the other, are
                                               1733470270. It has 10 spaces. 1733470270 ÷ 10 =
                                               173347027. Each number is written as four bytes, most
                                               significant first: 09 47 fa 63 and 0a 55 10 d3.
                                               Behind them come the eight bytes from behind the
                                               request's head: 54 6d 5b 4b 20 54 32 75, as text
                                               "Tm[K T2u". Together that is 16 bytes. The MD5 of
                                               these 16 bytes is 66 51 4a 2c 66 4e 2f 34 46 34 21 7e
                                               4b 7e 4d 48, as text "fQJ,fN/4F4!~K~MH". The 16 bytes
                                               behind the server's head are the same: correct
                                               (hybi-00 5.2).
   24   0.599200  →  ACK                       One ACK for 2 packets (187 bytes), up to packet 23:
                                               ACKs are cumulative. The client has them all.

WebSocket speaks
   25   0.619200  ←  part of a frame, 30 bytes
   26   0.639200  ←  part of a frame, 30 bytes
   27   0.659200  ←  Text "a text in three segments, 一段文字分三次发送, and…"
                                               98 bytes of payload. It began in packet 25.
   28   0.659300  →  ACK                       One ACK for 3 packets (100 bytes), up to packet 27:
                                               ACKs are cumulative. The client has them all.
   29   0.679300  ←  Binary, 128 bytes: 00 01 02 03 04 05 06 07 08 09 0a 0b …
                                               No text: of the types of hixie-76 only text and the
                                               end have a meaning, and a receiver skips what is
                                               neither (hybi-00 4.2). ✗ A frame of hixie-76 must be
                                               a text (0x00 to 0xFF) or the end (0xFF 0x00). A
                                               strict peer discards it. Found: 0x80 (hybi-00 4.2)
   30   0.679400  →  ACK                       The client has packet 29; alone, at once.

  ┈ 300 ms of silence ┈

The close
   31   0.979400  ←  Close                     The two bytes 0xFF 0x00: the server begins the
                                               closing handshake and will send no more frames. The
                                               client must send the same two bytes back (hybi-00
                                               1.4). There is no code and no reason: hixie-76 knows
                                               neither.
   32   0.979700  →  Close                     The client answers packet 31 with the same two bytes,
                                               0xFF 0x00: the closing handshake is complete (hybi-00
                                               1.4). Now TCP can be closed. Carries the ACK for
                                               packet 31.

TCP ends
   33   0.979900  ←  FIN, ACK                  TCP's FIN: the server closes TCP first, as RFC 6455
                                               7.1.1 asks. It carries the ACK for packet 32.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   34   0.980100  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 33) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   35   0.980200  ←  ACK                       The server confirms the FIN in packet 34.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 4 times: 3 alone, 1 on data of its own; usually after 0.1 ms, at
    most 0.3 ms. The server acknowledged data 2 times: 1 alone, 1 with its FIN; usually after 0.15
    ms, at most 0.2 ms.
  · 4 messages (250 bytes in all) took 20 packets (1.74 KB), 5 packets for each message: 280 bytes
    link layer, 808 bytes TCP/IP headers, 390 bytes HTTP headers, 24 bytes HTTP bodies, 9 bytes
    WebSocket frame headers, 226 bytes WebSocket payload.
