Connection 0   10.44.0.1:35490 → 10.44.0.2:8080   no data   0.03 ms   2 packets
Refused: the SYN to port 8080 was answered by RST. Likely cause: nobody listens on that port; a
firewall that rejects looks the same. Evidence: packet 1 (SYN of the client), packet 2 (RST of the
server). Look next whether the server runs, and on which address and port it listens (ss -ltn).

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               2 813 590 153 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.

TCP ends
    2   0.000031  ←  RST, ACK                  Nobody listens on port 8080: the kernel refuses for
                                               the server at once (RFC 9293 3.5.2).
                     client: SYN-SENT → CLOSED
