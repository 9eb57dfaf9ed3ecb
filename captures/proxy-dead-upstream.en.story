Connection 0   10.44.0.1:57050 → 10.44.0.3:8080   ws://10.44.0.3:8080/chat (not reached)   4.14 ms
10 packets
No WebSocket: the server answered the upgrade with status 502 instead of 101. A browser as client
reports code 1006, wasClean=false. 1006 was never sent: it stands for no Close frame at all. A proxy
answers: the server behind it refused, hung up, or did not answer in HTTP. Look next whether that
server runs, and where the proxy expects it.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 596 075 633 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000015  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 3 459 041 125, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000028  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.03 ms.

HTTP asks to become WebSocket
    4   0.001116  →  GET /chat                 An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               PEVaXkSn4LciRJHCSx4a6w==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.001124  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    8   0.002227  ←  502 Bad Gateway           Head 157 bytes, body 559 bytes. The server does not
                                               change the protocol: status 502 instead of 101. The
                                               connection stays HTTP, and a browser reports a failed
                                               WebSocket (close code 1006) without telling the page
                                               why. A proxy answers: the server behind it refused,
                                               hung up, or did not answer in HTTP. Look next whether
                                               that server runs, and where the proxy expects it.
    9   0.002236  →  ACK                       The client has packet 8; alone, at once.

TCP ends
   10   0.002304  →  FIN, ACK                  TCP's FIN: without the upgrade, the client has no
                                               more use for this connection. Each direction ends on
                                               its own: the server may go on sending to the client
                                               until it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   11   0.004113  ←  FIN, ACK                  The server closes its direction too: its FIN and its
                                               ACK for the FIN in packet 10 share one segment, so
                                               that four steps take three packets.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   12   0.004136  →  ACK                       The client confirms the FIN in packet 11. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The client, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms.
  · One message (559 bytes) took 10 packets (1.88 KB): 140 bytes link layer, 536 bytes TCP/IP
    headers, 646 bytes HTTP headers, 559 bytes HTTP bodies.

Connection 1   10.44.0.3:52586 → 10.44.0.2:8080   no data   0.02 ms   2 packets
Refused: the SYN to port 8080 was answered by RST. Likely cause: nobody listens on that port; a
firewall that rejects looks the same. Evidence: packet 6 (SYN of the client), packet 7 (RST of the
server). Look next whether the server runs, and on which address and port it listens (ss -ltn).

TCP opens
    6   0.002168  →  SYN                       The client asks to open; its bytes count from
                                               3 432 175 989, shown as 0. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.

TCP ends
    7   0.002184  ←  RST, ACK                  Nobody listens on port 8080: the kernel refuses for
                                               the server at once (RFC 9293 3.5.2).
                     client: SYN-SENT → CLOSED
