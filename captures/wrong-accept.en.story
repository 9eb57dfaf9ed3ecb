Connection 0   10.44.0.1:35570 → 10.44.0.2:8080   ws://10.44.0.2:8080/   3.86 ms   10 packets
No WebSocket for the client: the server's Sec-WebSocket-Accept does not fit the client's key, so the
client must give up (RFC 6455 4.1). A browser as client reports code 1006, wasClean=false. 1006 was
never sent: it stands for no Close frame at all.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 475 655 683 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000025  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 720 687 692, shown as 0.
                                               TCP is two streams, one each way. The server has left
                                               LISTEN for SYN-RECEIVED. It says what it can do: take
                                               segments of up to 1460 bytes, understand selective
                                               ACKs, scale windows ×1024, use timestamps.
    3   0.000036  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.001539  →  GET /                     An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               CjTyNwV1rGSXRF4b1Xbxtw==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.001556  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.002262  ←  101 Switching Protocols   Key + fixed GUID =
                                               CjTyNwV1rGSXRF4b1Xbxtw==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11; its SHA-1 =
                                               836dc969d124a10e17ccb96b0f3f08941ea722eb; in base64 =
                                               g23JadEkoQ4XzLlrDz8IlB6nIus=. But the server's
                                               Sec-WebSocket-Accept says
                                               YbXesTaUjoiYH4AkUVb3gcGcF8M=: wrong, so the client
                                               must fail the connection (RFC 6455 4.1).
    7   0.002273  →  ACK                       The client has packet 6; alone, at once.

TCP ends
    8   0.002367  →  FIN, ACK                  TCP's FIN: the server's Accept was wrong, so the
                                               client fails the connection, as it must (RFC 6455 4.1
                                               and 7.1.7). Each direction ends on its own: the
                                               server may go on sending to the client until it sends
                                               a FIN too. Its TTL, 64, and its timestamp fit the 4
                                               other packets of the client: nothing hints that a box
                                               on the way sent it.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
    9   0.003846  ←  FIN, ACK                  The server closes its direction too: its FIN and its
                                               ACK for the FIN in packet 8 share one segment, so
                                               that four steps take three packets.
                     server: CLOSE-WAIT → LAST-ACK, client: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   10   0.003858  →  ACK                       The client confirms the FIN in packet 9. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The client, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     server: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 1 time: 1 alone; usually after 0.01 ms, at most 0.01 ms. The server
    acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · 10 packets (1.29 KB) went by: 140 bytes link layer, 536 bytes TCP/IP headers, 614 bytes HTTP
    headers.
