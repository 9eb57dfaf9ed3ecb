Connection 0   10.44.0.1:52644 → 10.44.0.2:8080   no data   3.03 s   3 packets
Never opened: the SYN, sent 3 times in 3.03 s, was not answered, not even with a RST. Evidence:
packet 1 (SYN of the client), packet 3 (last SYN of the client). Look next at firewalls that drop in
silence, and at whether the address is right; an ICMP answer would say why, but only TCP is told
here.

TCP opens
    1   0.000000  →  SYN                       The client asks to open a connection (SYN,
                                               "synchronize"). It will number its bytes from
                                               1 152 326 850 on, shown here as 0. Its state is now
                                               SYN-SENT. It says what it can do: take segments of up
                                               to 1460 bytes, understand selective ACKs, scale
                                               windows ×1024, use timestamps.

  ┈ 1.02 s of silence ┈

    2   1.018769  →  SYN                       The same SYN again, 1.02 s later: nothing has
                                               answered the one before. Its timestamp shows that it
                                               was sent again: it is later than that of what was
                                               captured before (RFC 7323).

  ┈ 2.02 s of silence ┈

    3   3.034753  →  SYN                       The same SYN again, 2.02 s later: nothing has
                                               answered the one before.

In numbers
  · The longest silence lasted 2.02 s, between packets 2 and 3; the longest time without data 3.03
    s, between packets 1 and 3.
