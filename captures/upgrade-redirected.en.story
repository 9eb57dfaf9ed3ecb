Connection 0   10.44.0.1:49778 → 10.44.0.2:8080   ws://10.44.0.2:8080/301 (not reached)   1.82 ms
10 packets
No WebSocket: the server answered the upgrade with status 301 instead of 101. The answer says
Location: /chat/. A browser as client reports code 1006, wasClean=false. 1006 was never sent: it
stands for no Close frame at all. The server sends the client elsewhere; browsers do not follow
redirects of a WebSocket. Look next at the address that Location names, and open that one with ws:
or wss:.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               558 597 913 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000047  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 1 560 546 281, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000059  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.06 ms.

HTTP asks to become WebSocket
    4   0.000565  →  GET /301                  An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               NsudzmnEbVagLK30XuJ+bg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.000577  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.001643  ←  301 Moved Permanently     Head 90 bytes, no body. The server does not change
                                               the protocol: status 301 instead of 101. The
                                               connection stays HTTP, and a browser reports a failed
                                               WebSocket (close code 1006) without telling the page
                                               why. The answer says Location: /chat/. The server
                                               sends the client elsewhere; browsers do not follow
                                               redirects of a WebSocket. Look next at the address
                                               that Location names, and open that one with ws: or
                                               wss:.
    7   0.001697  →  ACK                       The client has packet 6; alone, at once.

TCP ends
    8   0.001784  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection. Each direction ends on
                                               its own: the server may go on sending to the client
                                               until it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
    9   0.001817  ←  FIN, ACK                  The server closes its direction too: its FIN and its
                                               ACK for the FIN in packet 8 share one segment, so
                                               that four steps take three packets.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   10   0.001825  →  ACK                       The client confirms the FIN in packet 9. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The client, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.05 ms, at most 0.05 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The capture was taken
    near the client, as the handshake shows: the delays of the server contain the way there and
    back.
  · 10 packets (1.25 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 578 bytes HTTP
    headers.

Connection 1   10.44.0.1:49784 → 10.44.0.2:8080   ws://10.44.0.2:8080/302 (not reached)   8.72 ms
10 packets
No WebSocket: the server answered the upgrade with status 302 instead of 101. The answer says
Location: http://10.44.0.2:8080/login. A browser as client reports code 1006, wasClean=false. 1006
was never sent: it stands for no Close frame at all. The server sends the client elsewhere; browsers
do not follow redirects of a WebSocket. Look next at the address that Location names, and open that
one with ws: or wss:.

TCP opens
   11   0.387064  →  SYN                       The client asks to open; its bytes count from
                                               2 820 960 800, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
   12   0.387107  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 1 916 998 454, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   13   0.387122  →  ACK                       Handshake complete. Round trip 0.06 ms.

HTTP asks to become WebSocket
   14   0.387765  →  GET /302                  Upgrade: websocket; version 13, key
                                               BT2SIx7tYEopOI5153EDWw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   15   0.387778  ←  ACK                       The server has packet 14; alone, at once.
   16   0.395297  ←  302 Found                 Head 99 bytes, no body. No upgrade: status 302
                                               instead of 101. The answer says Location:
                                               http://10.44.0.2:8080/login. The server sends the
                                               client elsewhere; browsers do not follow redirects of
                                               a WebSocket. Look next at the address that Location
                                               names, and open that one with ws: or wss:.
   17   0.395320  →  ACK                       The client has packet 16; alone, at once.

TCP ends
   18   0.395406  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   19   0.395775  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 18) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   20   0.395781  →  ACK                       The client confirms the FIN in packet 19.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · 10 packets (1.26 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 587 bytes HTTP
    headers.

Connection 2   10.44.0.1:49794 → 10.44.0.2:8080   ws://10.44.0.2:8080/307 (not reached)   3.89 ms
10 packets
No WebSocket: the server answered the upgrade with status 307 instead of 101. The answer says
Location: https://10.44.0.2:8443/307. A browser as client reports code 1006, wasClean=false. 1006
was never sent: it stands for no Close frame at all. The server sends the client elsewhere; browsers
do not follow redirects of a WebSocket. Look next at the address that Location names, and open that
one with ws: or wss:.

TCP opens
   21   0.713160  →  SYN                       The client asks to open; its bytes count from
                                               937 611 608, shown as 0. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
   22   0.713203  ←  SYN, ACK                  The server agrees and opens its own direction; its
                                               bytes count from 896 925 434, shown as 0. It says
                                               what it can do: take segments of up to 1460 bytes,
                                               understand selective ACKs, scale windows ×1024, use
                                               timestamps.
   23   0.713219  →  ACK                       Handshake complete. Round trip 0.06 ms.

HTTP asks to become WebSocket
   24   0.713964  →  GET /307                  Upgrade: websocket; version 13, key
                                               fRotvGwsZrjlFjJKc13Ffg==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000.
   25   0.713981  ←  ACK                       The server has packet 24; alone, at once.
   26   0.715054  ←  307 Temporary Redirect    Head 111 bytes, no body. No upgrade: status 307
                                               instead of 101. The answer says Location:
                                               https://10.44.0.2:8443/307. The server sends the
                                               client elsewhere; browsers do not follow redirects of
                                               a WebSocket. Look next at the address that Location
                                               names, and open that one with ws: or wss:.
   27   0.715070  →  ACK                       The client has packet 26; alone, at once.

TCP ends
   28   0.715160  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
   29   0.717029  ←  FIN, ACK                  The server closes its direction too, FIN and ACK (for
                                               packet 28) in one segment.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   30   0.717046  →  ACK                       The client confirms the FIN in packet 29.
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · 10 packets (1.27 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 599 bytes HTTP
    headers.
