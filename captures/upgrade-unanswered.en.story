Connection 0   10.44.0.1:37802 → 10.44.0.2:8080   HTTP, 1 request   3.09 s   7 packets
No WebSocket: the client ended TCP before the server had answered the upgrade. Cause: the client
gave up 3.04 s after its request: a timeout of its own, or its user left; the server had not
answered by then. Evidence: packet 4 (upgrade request of the client), packet 6 (first FIN of the
client). A browser as client reports code 1006, wasClean=false. 1006 was never sent: it stands for
no Close frame at all. Look next at why the server had not answered by then: it hung, or waited for
something behind it.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               236 923 422 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000027  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 1 655 725 518, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000039  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.04 ms.

HTTP asks to become WebSocket
    4   0.005279  →  GET /chat                 An HTTP request that asks to change the protocol
                                               (Upgrade: websocket): version 13, key
                                               T3EfITJ0IgiD/n6MIAb8dA==, offers permessage-deflate;
                                               client_max_window_bits, from the page
                                               http://10.44.0.2:8000. The key is random, not secret:
                                               the server must prove that it understood by computing
                                               with it.
    5   0.005296  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.

  ┈ 3.04 s of silence ┈

TCP ends
    6   3.044112  →  FIN, ACK                  The client will send nothing more (FIN, "finished").
                                               Each direction ends on its own: the server may go on
                                               sending to the client until it sends a FIN too.
                     client: ESTABLISHED → FIN-WAIT-1, server: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
    7   3.085938  ←  ACK                       The server confirms the FIN in packet 6. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte.
                     client: FIN-WAIT-1 → FIN-WAIT-2
                                               In FIN-WAIT-2 a side's FIN is acknowledged, and the
                                               other's is to come.

In numbers
  · The longest silence lasted 3.04 s, between packets 5 and 6.
  · The server acknowledged data 1 time: 1 alone; usually after 0.02 ms, at most 0.02 ms.
  · 7 packets (967 bytes) went by: 98 bytes link layer, 380 bytes TCP/IP headers, 489 bytes HTTP
    headers.
