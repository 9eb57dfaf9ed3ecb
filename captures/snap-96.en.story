Connection 0   10.44.0.1:39970 → 10.44.0.2:8080   WebSocket   979 ms   28 packets
Closed cleanly by the client: code 1000 "bye". Both sides sent a Close frame. A browser as client
reports code 1000, wasClean=true. (A guess: bytes are missing from the capture.)

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               3 407 738 877 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.
    2   0.000035  ←  SYN, ACK                  The server agrees (ACK) and opens its own direction
                                               (SYN): its bytes count from 2 740 691 865, shown as
                                               0. TCP is two streams, one each way. The server has
                                               left LISTEN for SYN-RECEIVED. It says what it can do:
                                               take segments of up to 1460 bytes, understand
                                               selective ACKs, scale windows ×1024, use timestamps.
    3   0.000051  →  ACK                       The three-way handshake is complete: both sides know
                                               that the other hears them, and are ESTABLISHED. Round
                                               trip 0.05 ms.
    4   0.008413  →  segment, 485 bytes        455 bytes of it are missing: the capture kept only
                                               the beginning of each packet (its snap length; -s 0
                                               keeps all). ✗ Bytes are missing from the capture:
                                               where the next HTTP message begins is not known. (RFC
                                               9112 6)
    5   0.008435  ←  ACK                       An ACK that travels alone: "all bytes up to packet 4
                                               have arrived". The server has nothing to send, so
                                               there is nothing for it to ride on.
    6   0.010397  ←  segment, 129 bytes        99 bytes of it were cut off by the snap length. ✗
                                               Bytes are missing from the capture: where the next
                                               HTTP message begins is not known. (RFC 9112 6)
    7   0.010410  →  ACK                       The client has packet 6; alone, at once.

HTTP asks and answers
    8   0.010999  ←  part of a message, 8 bytes
    9   0.011006  →  ACK                       The client has packet 8; alone, at once.

  ┈ 330 ms of silence ┈

   10   0.341448  →  part of a message, 12 bytes
   11   0.342750  ←  part of a message, 8 bytes
                                               It also carries the ACK for packet 10 (piggybacked),
                                               so no separate one was needed.
   12   0.342764  →  ACK                       The client has packet 11; alone, at once.

  ┈ 316 ms of silence ┈

   13   0.659172  →  segment, 1.45 KB          1.42 KB of it were cut off by the snap length.
   14   0.659178  →  segment, 1.45 KB          1.42 KB of it were cut off by the snap length.
   15   0.659179  →  segment, 112 bytes        82 bytes of it were cut off by the snap length.
   16   0.659203  ←  ACK                       One ACK for 2 packets (2.9 KB), up to packet 14: ACKs
                                               are cumulative. The server has them all.

WebSocket speaks
   17   0.662428  ←  Text begins, 26 bytes of 3 KB
                                               Carries the ACK for packet 15. ✗ The handshake is not
                                               in the capture; the frames show a WebSocket: masked
                                               one way, bare the other, and each length leads to the
                                               next header. What is found is how sure that is: other
                                               traffic looks like this once in so many times. Found:
                                               2^53 (RFC 6455 4) Only now is it clear that packet 8
                                               brought this: Text "get it". Only now is it clear
                                               that packet 10 brought this: Text "got it". Only now
                                               is it clear that packet 11 brought this: Text "got
                                               it". Only now is it clear that packet 15 brought
                                               this: Text "This sentence is in th…". 1.42 KB of it
                                               were cut off by the snap length.
   18   0.662444  →  ACK                       The client has packet 17; alone, at once.
   19   0.662449  ←  Text goes on, 30 bytes of 3 KB
                                               1.42 KB of it were cut off by the snap length.
   20   0.662452  →  ACK                       The client has packet 19; alone, at once.
   21   0.662453  ←  Text "This sentence is in the me…"
                                               3 KB of payload. The frame's own FIN bit is set: it
                                               is the whole message. That bit has nothing to do with
                                               TCP's FIN flag. It began in packet 17. 2.91 KB of it
                                               are missing from the capture. 78 bytes of it were cut
                                               off by the snap length.
   22   0.662454  →  ACK                       The client has packet 21; alone, at once.

  ┈ 313 ms of silence ┈

The close
   23   0.975376  →  Close 1000 "bye"          A Close frame: the client wants to end the WebSocket
                                               and will send no more frames. The server must answer
                                               with a Close frame of its own (RFC 6455 5.5.1). Code
                                               1000 means: Normal Closure. TCP knows nothing of this
                                               yet: to TCP, Close frames are bytes like any others.
                                               It is masked, as every frame of a client must be (RFC
                                               6455 5.1): each byte is combined with a random key in
                                               the frame, so that no proxy mistakes it for HTTP.
   24   0.978487  ←  Close 1000 "bye"          The server answers the Close in packet 23 with its
                                               own: the WebSocket closing handshake is complete (RFC
                                               6455 7.1.4). Now TCP can be closed. Carries the ACK
                                               for packet 23.
   25   0.978504  →  ACK                       The client has packet 24; alone, at once.

TCP ends
   26   0.979156  ←  FIN, ACK                  TCP's FIN: the server will send nothing more. The
                                               closing handshake is done, and the server closes TCP
                                               first, as RFC 6455 7.1.1 asks, so that it, not the
                                               browser, waits in TIME-WAIT. Each direction ends on
                                               its own: the client may go on sending to the server
                                               until it sends a FIN too.
                     server: ESTABLISHED → FIN-WAIT-1, client: ESTABLISHED → CLOSE-WAIT
                                               In FIN-WAIT-1 a side waits for the ACK of its FIN. In
                                               CLOSE-WAIT a side knows that the other is done, but
                                               its own program has yet to close.
   27   0.979372  →  FIN, ACK                  The client closes its direction too: its FIN and its
                                               ACK for the FIN in packet 26 share one segment, so
                                               that four steps take three packets.
                     client: CLOSE-WAIT → LAST-ACK, server: FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               In LAST-ACK a side lacks nothing but the ACK of its
                                               own FIN.
   28   0.979389  ←  ACK                       The server confirms the FIN in packet 27. A FIN takes
                                               one number of its own, so it is acknowledged like a
                                               byte. Both directions are closed. The server, whose
                                               FIN came first, stays in TIME-WAIT for a while (a
                                               minute on Linux), in case this last ACK was lost (RFC
                                               9293 3.6).
                     client: LAST-ACK → CLOSED

In numbers
  · The client acknowledged data 7 times: 7 alone; usually after 0.01 ms, at most 0.02 ms. The
    server acknowledged data 5 times: 2 alone, 3 on data of its own; usually after 1.3 ms, at most
    3.25 ms.
  · 5 messages (6.02 KB in all) took 28 packets (8.54 KB), 5.6 packets for each message: 392 bytes
    link layer, 1.47 KB TCP/IP headers, 30 bytes WebSocket frame headers, 196 bytes WebSocket
    payload, 6.45 KB of other payload.
