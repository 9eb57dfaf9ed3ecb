Connection 0   10.44.0.1:41007 → 10.44.0.2:80   ws://server.example.com/chat   274 ms   18 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 041 007 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes.
    2   0.000200  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 3 000 041 007, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes.
    3   0.000300  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.3 ms.

HTTP asks to become WebSocket
    4   0.000600  →  GET /chat                 An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 7, key
                                               dGhlIHNhbXBsZSBub25jZQ==, subprotocols chat,
                                               superchat, from the page http://example.com. Version
                                               7 is the draft hybi-07 of April 2011, on the way to
                                               RFC 6455 of December 2011, whose version is 13.
                                               Handshake and frames are already the same; only the
                                               origin may stand in Sec-WebSocket-Origin. The key is
                                               random, not secret: the server must prove that it
                                               understood by computing with it.
    5   0.000700  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.002700  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               b37a4f2cc0624f1690f64606cf385945b2bec4ea; in base64 =
                                               s3pPLMBiTxaQ9kYGzzhZRbK+xOo=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). Subprotocol chat is chosen. No extension was
                                               offered. From the next byte on, this connection
                                               speaks WebSocket, no longer HTTP.
    7   0.002800  →  ACK                       The client has packet 6; alone, at once.

WebSocket speaks
    8   0.032800  ←  Text "Hello"              5 bytes of payload. Pushed: the client has not asked
                                               for it. That is what WebSocket is for. The frame's
                                               own FIN bit is set: it is the whole message. That bit
                                               has nothing to do with TCP's FIN flag.
    9   0.033100  →  Text "Hello"              5 bytes of payload. It is masked, as every frame of a
                                               client must be (RFC 6455 5.1): each byte is combined
                                               with a random key in the frame, so that no proxy
                                               mistakes it for HTTP. It also carries the ACK for
                                               packet 8 (piggybacked), so no separate one was
                                               needed.
   10   0.053100  ←  Text "Hel"                3 bytes of payload. The frame's FIN bit is not set:
                                               this is only the first part (fragment) of a message;
                                               continuation frames follow (RFC 6455 5.4). Carries
                                               the ACK for packet 9.
   11   0.073100  ←  Continuation "lo"         2 bytes of payload. The last part: FIN bit 1. The
                                               message is complete: 2 frames, 5 bytes.
   12   0.073400  ←  Ping "Hello"              A WebSocket Ping: the server asks the program at the
                                               other end to show that it is alive. The client must
                                               send the same bytes back in a Pong (RFC 6455 5.5.2).
                                               Unlike TCP's keep-alive, this reaches the
                                               application's WebSocket code.
   13   0.073700  →  Pong "Hello"              The Pong for the Ping in packet 12, with the same
                                               bytes, 0.3 ms after it. Carries the ACK for packet
                                               12.

  ┈ 200 ms of silence ┈

The close
   14   0.273700  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   15   0.274000  ←  Close 1000                The server answers the Close in packet 14 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. Carries the ACK
                                               for packet 14.

TCP ends
   16   0.274200  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   17   0.274400  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 16 share one segment, so
                                               that four steps take three packets. It carries the
                                               ACK for packet 15.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   18   0.274500  ←  ACK                       The server confirms the FIN in packet 17. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · WebSocket heartbeat: the server sent 1 Ping, 1 answered by a Pong with the same bytes. The Pong
    took 0.3 ms, as seen where the capture was taken.
  · The client acknowledged data 4 times: 1 alone, 2 on data of its own, 1 with its FIN; usually
    after 0.3 ms, at most 0.4 ms. The server acknowledged data 3 times: 1 alone, 2 on data of its
    own; usually after 0.3 ms, at most 20 ms.
  · 3 messages (15 bytes in all) took 18 packets (1.44 KB), 6 packets for each message: 252 bytes
    link layer, 728 bytes TCP/IP headers, 402 bytes HTTP headers, 28 bytes WebSocket frame headers,
    29 bytes WebSocket payload.

Connection 1   10.44.0.1:41008 → 10.44.0.2:80   ws://server.example.com/chat   234 ms   14 packets
Closed cleanly by the server: code 1001. Both sides sent a Close frame. Cause: the server goes away,
as code 1001 says: it shuts down, or restarts. A browser as client reports code 1001, wasClean=true.

TCP opens
   19   0.274700  →  SYN                       The client asks to open; its bytes count from
                                               1 041 008, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes.
   20   0.274900  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 3 000 041 008, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes.
   21   0.275000  →  ACK                       Handshake complete. Round trip 0.3 ms.

HTTP asks to become WebSocket
   22   0.275300  →  GET /chat                 Upgrade: websocket; version 8, key
                                               dGhlIHNhbXBsZSBub25jZQ==, subprotocols chat,
                                               superchat, from the page http://example.com. Version
                                               8 is that of the drafts hybi-08 to hybi-12, June to
                                               August 2011, on the way to RFC 6455 of December 2011,
                                               whose version is 13. Handshake and frames are already
                                               the same; only the origin may stand in
                                               Sec-WebSocket-Origin.
   23   0.275400  ←  ACK                       The server has packet 22; alone, at once.
   24   0.277400  ←  101 Switching Protocols   Sec-WebSocket-Accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= is
                                               right for the key. Subprotocol chat is chosen. No
                                               extension was offered.
   25   0.277500  →  ACK                       The client has packet 24; alone, at once.

WebSocket speaks
   26   0.307500  ←  Text "Hello"              5 bytes of payload.
   27   0.307800  →  Text "Hello"              5 bytes of payload. Carries the ACK for packet 26.

  ┈ 200 ms of silence ┈

The close
   28   0.507800  ←  Close 1001                The server wants to end the WebSocket; the client
                                               must answer with a Close frame. Code 1001 means:
                                               Going Away. Carries the ACK for packet 27.
   29   0.508100  →  Close 1001                The client answers the Close in packet 28: the
                                               closing handshake is complete. Carries the ACK for
                                               packet 28.

TCP ends
   30   0.508300  ←  FIN, ACK                  TCP's FIN: the server closes TCP first, as RFC 6455
                                               7.1.1 asks. It carries the ACK for packet 29.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
   31   0.508500  →  FIN, ACK                  The client closes its direction too, FIN and ACK (for
                                               packet 30) in one segment.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   32   0.508600  ←  ACK                       The server confirms the FIN in packet 31.
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 3 times: 1 alone, 2 on data of its own; usually after 0.3 ms, at
    most 0.3 ms. The server acknowledged data 3 times: 1 alone, 1 on data of its own, 1 with its
    FIN; usually after 0.2 ms, at most 200 ms.
  · 2 messages (10 bytes in all) took 14 packets (1.2 KB), 7 packets for each message: 196 bytes
    link layer, 568 bytes TCP/IP headers, 402 bytes HTTP headers, 16 bytes WebSocket frame headers,
    14 bytes WebSocket payload.
