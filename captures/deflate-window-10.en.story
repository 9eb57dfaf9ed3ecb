Connection 0   10.44.0.1:50804 → 10.44.0.2:8080   ws://10.44.0.2:8080/   1.4 s   24 packets
Closed cleanly by the client: code 1000. Both sides sent a Close frame. A browser as client reports
code 1000, wasClean=true.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 710 325 095 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000033  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 4 212 387 301, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000050  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.05 ms.

HTTP asks to become WebSocket
    4   0.000434  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               JgGbeSY2/wxSuWLwpvn2qw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000443  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.021324  ←  101 Switching Protocols   The server proves that it understood. Key + fixed
                                               GUID =
                                               JgGbeSY2/wxSuWLwpvn2qw==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               79b0cc8804693a2317a93084b660f122e9901d6e; in base64 =
                                               ebDMiARpOiMXqTCEtmDxIumQHW4=. The server's
                                               Sec-WebSocket-Accept says the same: correct (RFC 6455
                                               4.2.2). Both sides agree on permessage-deflate:
                                               messages may be compressed. The client looks back
                                               over 1.02 KB at most when it compresses (RFC 7692
                                               7.1.2). The server looks back over 1.02 KB at most
                                               when it compresses (RFC 7692 7.1.2). From the next
                                               byte on, this connection speaks WebSocket, no longer
                                               HTTP.
    7   0.021376  →  ACK                       The client has packet 6; alone, at once.

  ┈ 304 ms of silence ┈

WebSocket speaks
    8   0.325653  ←  Text "41c6967e2781c46bf94b95fbd9e29cfbbf540ff6…", compressed to 323 bytes
                                               323 bytes on the wire, 600 bytes inflated. Pushed:
                                               the client has not asked for it. That is what
                                               WebSocket is for. RSV1 is set: the payload is
                                               compressed with permessage-deflate (RFC 7692 6). The
                                               frame's own FIN bit is set: it is the whole message.
                                               That bit has nothing to do with TCP's FIN flag.
    9   0.325709  →  ACK                       The client has packet 8; alone, at once.
   10   0.547562  ←  Text "41c6967e2781c46bf94b95fbd9e29cfbbf540ff6…", compressed to 11 bytes
                                               11 bytes on the wire, 600 bytes inflated.
   11   0.547611  →  ACK                       The client has packet 10; alone, at once.
   12   0.758225  ←  Text "838c5921a7ffb272e4ed69d775186cd9cf4eff13…", compressed to 325 bytes
                                               325 bytes on the wire, 600 bytes inflated.
   13   0.758250  →  ACK                       The client has packet 12; alone, at once.
   14   0.969425  ←  Text "41c6967e2781c46bf94b95fbd9e29cfbbf540ff6…", compressed to 324 bytes
                                               324 bytes on the wire, 600 bytes inflated.
   15   0.969483  →  ACK                       The client has packet 14; alone, at once.
   16   1.184622  →  Text "Heard five times, this sentence of just …", compressed to 68 bytes
                                               68 bytes on the wire, 74 bytes inflated. It is
                                               masked, as every frame of a client must be (RFC 6455
                                               5.1): each byte is combined with a random key in the
                                               frame, so that no proxy mistakes it for HTTP.
   17   1.226419  ←  ACK                       A delayed ACK: the server has packet 16, but waited
                                               41.8 ms for data of its own that the ACK could ride
                                               on (piggyback). None came, so its delayed-ACK timer
                                               sent the ACK alone (RFC 9293 3.8.6.3; Linux waits 40
                                               to 200 ms).

The close
   18   1.394864  →  Close 1000                A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
   19   1.394894  ←  ACK                       The server has packet 18; alone, at once. This time
                                               at once: the server has sent nothing of its own for a
                                               while, so Linux stops expecting an answer to carry
                                               the ACK (it leaves "ping-pong" mode).
   20   1.395413  ←  Close 1000                The server answers the Close in packet 18 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed.
   21   1.395423  →  ACK                       The client has packet 20; alone, at once.

TCP ends
   22   1.395612  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   23   1.397417  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 22 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   24   1.397441  ←  ACK                       The server confirms the FIN in packet 23. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 6 times: 6 alone; usually after 0.05 ms, at most 0.06 ms. The
    server acknowledged data 3 times: 3 alone; usually after 0.03 ms, at most 41.8 ms. 1 of these
    waited for a delayed-ACK timer of about 41.8 ms (RFC 9293 3.8.6.3 allows up to 500 ms). From
    packet 19 on it acknowledges at once again: its kernel no longer expects data that could carry
    the ACK.
  · 5 messages (1.05 KB in all) took 24 packets (3.4 KB), 4.8 packets for each message: 336 bytes
    link layer, 1.26 KB TCP/IP headers, 714 bytes HTTP headers, 28 bytes WebSocket frame headers,
    1.05 KB WebSocket payload.
  · permessage-deflate: 1 message of the client (74 bytes) went as 68 bytes, 1.09 times smaller.
    permessage-deflate: 4 messages of the server (2.4 KB) went as 983 bytes, 2.44 times smaller.
