Connection 0   10.44.0.1:54570 → 10.44.0.2:8080   ws://10.44.0.2:8080/chosen   255 ms   13 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 906 420 436 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000026  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 1 466 046 734, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000037  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.003926  →  GET /chosen               An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               MThOy3HqX90QXDJZvoTMqA==, subprotocols chat.v3,
                                               chat.v2, chat.v1, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.003945  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.005589  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               MThOy3HqX90QXDJZvoTMqA==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               63f1aa38f5680c85fc9e63be4ee20abc45ae94e9; in base64 =
                                               Y/GqOPVoDIX8nmO+TuIKvEWulOk=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). Subprotocol chat.v2 is chosen. No extension
                                               is taken. From the next byte on, this connection
                                               speaks WebSocket, no longer HTTP.
    7   0.005610  →  ACK                       The client has packet 6; alone, at once.

  ┈ 231 ms of silence ┈

The close
    8   0.236738  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
    9   0.254511  ←  Close 1000                The server answers the Close in packet 8 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. It also carries
                                               the ACK for packet 8 (piggybacked), so no separate
                                               one was needed.
   10   0.254544  →  ACK                       The client has packet 9; alone, at once.

TCP ends
   11   0.254756  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   12   0.254899  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 11 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   13   0.254912  ←  ACK                       The server confirms the FIN in packet 12. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 2 times: 2 alone; usually after 0.03 ms, at most 0.03 ms. The
    server acknowledged data 2 times: 1 alone, 1 on data of its own; usually after 8.9 ms, at most
    17.8 ms.
  · 13 packets (1.59 KB) went by: 182 bytes link layer, 692 bytes TCP/IP headers, 704 bytes HTTP
    headers, 8 bytes WebSocket frame headers, 4 bytes WebSocket payload.

Connection 1   10.44.0.1:54574 → 10.44.0.2:8080   ws://10.44.0.2:8080/single   313 ms   14 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
   14   0.261646  →  SYN                       The client asks to open; its bytes count from
                                               3 084 877 721, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   15   0.261670  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 942 454 689, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   16   0.261681  →  ACK                       Handshake complete. Round trip 0.03 ms.

HTTP asks to become WebSocket
   17   0.262437  →  GET /single               Upgrade: websocket; version 13, key
                                               fDlCK8XYCL7iG7S3ormx8A==, subprotocols chat.v1,
                                               offers permessage-deflate; client_max_window_bits,
                                               from the page http://10.44.0.2:8000.
   18   0.262471  ←  ACK                       The server has packet 17; alone, at once.
   19   0.272066  ←  101 Switching Protocols   Sec-WebSocket-Accept wAQ9ER/6IXtgvZWF4EejEBeSLE8= is
                                               right for the key. Subprotocol chat.v1 is chosen. No
                                               extension is taken.
   20   0.272110  →  ACK                       The client has packet 19; alone, at once.

  ┈ 217 ms of silence ┈

The close
   21   0.488948  →  Close 1000                The client wants to end the WebSocket; the server
                                               must answer with a Close frame. Code 1000 means:
                                               Normal Closure.
   22   0.529836  ←  ACK                       A delayed ACK: the server has packet 21, but waited
                                               40.9 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).
   23   0.574271  ←  Close 1000                The server answers the Close in packet 21: the
                                               closing handshake is complete.
   24   0.574290  →  ACK                       The client has packet 23; alone, at once.

TCP ends
   25   0.574545  ←  FIN, ACK                  TCP's FIN: the server closes TCP first, as RFC 6455
                                               7.1.1 asks.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   26   0.574712  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 25) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   27   0.574724  ←  ACK                       The server confirms the FIN in packet 26.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 2 times: 2 alone; usually after 0.03 ms, at most 0.04 ms. The
    server acknowledged data 2 times: 2 alone; usually after 20.5 ms, at most 40.9 ms. 1 of these
    waited for a delayed-ACK timer of about 40.9 ms (RFC 9293 3.8.6.3 allows up to 500 ms).
  · 14 packets (1.64 KB) went by: 196 bytes link layer, 744 bytes TCP/IP headers, 686 bytes HTTP
    headers, 8 bytes WebSocket frame headers, 4 bytes WebSocket payload.

Connection 2   10.44.0.1:54578 → 10.44.0.2:8080   ws://10.44.0.2:8080/refused   1.43 ms   10 packets
No WebSocket for the client: it hung up at the server's 101 (packet 33). The server chooses none of
the subprotocols that were offered. (RFC 6455 1.9) A browser as client reports code 1006,
wasClean=false. 1006 was never sent: it stands for no Close frame at all. Look next at what the
server, or a proxy before it, puts into its 101; the console of a browser names the fault.

TCP opens
   28   0.586264  →  SYN                       The client asks to open; its bytes count from
                                               2 676 182 135, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   29   0.586292  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 2 409 302 204, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   30   0.586303  →  ACK                       Handshake complete. Round trip 0.04 ms.

HTTP asks to become WebSocket
   31   0.586504  →  GET /refused              Upgrade: websocket; version 13, key
                                               MjexfjErjzw6OaItHCukxQ==, subprotocols chat.v9,
                                               offers permessage-deflate; client_max_window_bits,
                                               from the page http://10.44.0.2:8000.
   32   0.586510  ←  ACK                       The server has packet 31; alone, at once.
   33   0.587323  ←  101 Switching Protocols   Sec-WebSocket-Accept Rc2m8PbzFQVj44y6YMi2CVZ9dos= is
                                               right for the key. No extension is taken. ✗ The
                                               server chooses none of the subprotocols that were
                                               offered. A strict client gives up: no WebSocket
                                               opens, and a browser reports 1006. (RFC 6455 1.9)
   34   0.587351  →  ACK                       The client has packet 33; alone, at once.

TCP ends
   35   0.587449  →  FIN, ACK                  TCP's FIN: the client does not take the server's
                                               answer and hangs up before any frame was sent (RFC
                                               6455 4.1 and 7.1.7). Its TTL, 64, and its timestamp
                                               fit the 4 other packets of the client: nothing hints
                                               that a box on the way sent it.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   36   0.587682  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 35) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   37   0.587690  →  ACK                       The client confirms the FIN in packet 36.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.03 ms, at most 0.03 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · 10 packets (1.33 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 654 bytes HTTP
    headers.

Connection 3   10.44.0.1:54586 → 10.44.0.2:8080   ws://10.44.0.2:8080/unoffered   4.88 ms   10
packets
No WebSocket for the client: it hung up at the server's 101 (packet 43). The server chooses a
subprotocol that was not offered. (RFC 6455 4.2.2 (4)) A browser as client reports code 1006,
wasClean=false. 1006 was never sent: it stands for no Close frame at all. Look next at what the
server, or a proxy before it, puts into its 101; the console of a browser names the fault.

TCP opens
   38   0.796661  →  SYN                       The client asks to open; its bytes count from
                                               815 522 365, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
   39   0.796685  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 638 530 827, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   40   0.796695  →  ACK                       Handshake complete. Round trip 0.03 ms.

HTTP asks to become WebSocket
   41   0.797528  →  GET /unoffered            Upgrade: websocket; version 13, key
                                               AEQKvkYpGJDTrihUkdWAzQ==, subprotocols chat.v1,
                                               offers permessage-deflate; client_max_window_bits,
                                               from the page http://10.44.0.2:8000.
   42   0.797537  ←  ACK                       The server has packet 41; alone, at once.
   43   0.799956  ←  101 Switching Protocols   Sec-WebSocket-Accept SI/dQgPjNSp8AaCY/Yjb3gRFb9U= is
                                               right for the key. Subprotocol mqtt is chosen. No
                                               extension is taken. ✗ The server chooses a
                                               subprotocol that was not offered. A strict client
                                               gives up: no WebSocket opens, and a browser reports
                                               1006. Found: mqtt (RFC 6455 4.2.2 (4))
   44   0.799972  →  ACK                       The client has packet 43; alone, at once.

TCP ends
   45   0.800038  →  FIN, ACK                  TCP's FIN: the client does not take the server's
                                               answer and hangs up before any frame was sent (RFC
                                               6455 4.1 and 7.1.7). Its TTL, 64, and its timestamp
                                               fit the 4 other packets of the client: nothing hints
                                               that a box on the way sent it.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   46   0.801530  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 45) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   47   0.801539  →  ACK                       The client confirms the FIN in packet 46.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · 10 packets (1.36 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 686 bytes HTTP
    headers.

Connection 4   10.44.0.1:54594 → 10.44.0.2:8080   ws://10.44.0.2:8080/unasked   4.66 ms   10 packets
No WebSocket for the client: it hung up at the server's 101 (packet 53). The server chooses a
subprotocol that was not offered. (RFC 6455 4.2.2 (4)) A browser as client reports code 1006,
wasClean=false. 1006 was never sent: it stands for no Close frame at all. Look next at what the
server, or a proxy before it, puts into its 101; the console of a browser names the fault.

TCP opens
   48   1.011934  →  SYN                       The client asks to open; its bytes count from
                                               3 299 611 450, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   49   1.011956  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 575 054 078, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   50   1.011967  →  ACK                       Handshake complete. Round trip 0.03 ms.

HTTP asks to become WebSocket
   51   1.012138  →  GET /unasked              Upgrade: websocket; version 13, key
                                               GmuBNiUwrDebEBFUN4vRQA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   52   1.012143  ←  ACK                       The server has packet 51; alone, at once.
   53   1.013303  ←  101 Switching Protocols   Sec-WebSocket-Accept w8TfuYs+V6pMdZeX2kMb9Lvy+1M= is
                                               right for the key. Subprotocol mqtt is chosen. No
                                               extension is taken. ✗ The server chooses a
                                               subprotocol that was not offered. A strict client
                                               gives up: no WebSocket opens, and a browser reports
                                               1006. Found: mqtt (RFC 6455 4.2.2 (4))
   54   1.013318  →  ACK                       The client has packet 53; alone, at once.

TCP ends
   55   1.015080  →  FIN, ACK                  TCP's FIN: the client does not take the server's
                                               answer and hangs up before any frame was sent (RFC
                                               6455 4.1 and 7.1.7). Its TTL, 64, and its timestamp
                                               fit the 4 other packets of the client: nothing hints
                                               that a box on the way sent it.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   56   1.016582  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 55) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   57   1.016593  →  ACK                       The client confirms the FIN in packet 56.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · 10 packets (1.33 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 651 bytes HTTP
    headers.
