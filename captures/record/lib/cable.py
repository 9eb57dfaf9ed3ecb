#!/usr/bin/env python3
"""A cable between two network devices that damages what it is told to damage.

    cable.py LATENCY

It stands in a namespace of its own, with a device named `client` and one named
`server`, and carries every Ethernet frame from the one to the other, LATENCY
milliseconds later. On its standard input it takes orders, one JSON object a
line, about TCP segments over IPv4:

    {"fault": "drop", "from": "server", "carrying": "data", "segment": 3}

means: the third segment with data that comes from the server from now on.

    fault      "drop"       it does not arrive; with "times": 2 the next
                            transmission of the same bytes does not arrive either
               "duplicate"  it arrives twice, one right behind the other
               "swap"       it lets the next segment of its kind go first
               "delay"      it arrives "milliseconds" later than all others
               "forge"      it arrives, and behind it, in its sender's name, a RST
                            that the cable made; the sender gets one too
    carrying   "data", or "nothing": a pure acknowledgement

Each fault is reported on the standard output, as it happens, as one line of the
capture's log: what the cable says is true. The cable ends when its standard
input does.
"""

import heapq
import itertools
import json
import os
import select
import socket
import struct
import sys
import time

SIDES = ("client", "server")
PAST = {"drop": "dropped", "duplicate": "duplicated", "swap": "swapped", "delay": "delayed", "forge": "forged"}

EVERY_PROTOCOL = 0x0003
OUTGOING = 4
IPV4 = 0x0800
TCP = 6
FIN, SYN, RST = 0x01, 0x02, 0x04
FORGED_TTL = 113
FORGED_ID = 0xD5A7


class Segment:
    """What there is to know of a TCP segment in order to choose it and to report it."""

    def __init__(self, sender, ip):
        header = (ip[0] & 15) * 4
        tcp = ip[header:struct.unpack_from("!H", ip, 2)[0]]
        source, destination, self.sequence, self.acknowledged = struct.unpack_from("!HHII", tcp)
        self.sender = sender
        self.client_port = source if sender == "client" else destination
        self.flags = tcp[13]
        self.bytes = len(tcp) - (tcp[12] >> 4) * 4
        self.ip_id = struct.unpack_from("!H", ip, 4)[0]

    @property
    def carrying(self):
        if self.flags & (SYN | FIN | RST):
            return "flags"
        return "data" if self.bytes else "nothing"


def segment_in(frame, sender):
    """The TCP segment in an Ethernet frame, or None."""
    if struct.unpack_from("!H", frame, 12)[0] != IPV4 or frame[14 + 9] != TCP:
        return None
    return Segment(sender, frame[14:])


class Cable:
    def __init__(self, latency):
        self.latency = latency
        self.ends = {side: open_end(side) for side in SIDES}
        self.under_way = []  # a heap of (when it arrives, its number, to whom, frame)
        self.numbers = itertools.count()
        self.orders = []
        self.held_back = {}  # sender: the (segment, frame) that waits for the next to go first
        self.first_sequence = {}  # (client's port, sender): the sequence number of its SYN

    def run(self):
        print(json.dumps({"ready": True}), flush=True)
        while True:
            wait = max(0, self.under_way[0][0] - time.monotonic()) if self.under_way else None
            readable, _, _ = select.select([sys.stdin, *self.ends.values()], [], [], wait)
            for side in SIDES:
                if self.ends[side] in readable:
                    self.take(side)
            if sys.stdin in readable and not self.obey(os.read(sys.stdin.fileno(), 4096)):
                return
            self.deliver()

    def obey(self, lines):
        for line in lines.splitlines():
            self.orders.append({"carrying": "data", "times": 1, **json.loads(line)})
        return bool(lines)

    def take(self, sender):
        """Takes a frame in, and decides what becomes of it."""
        frame, (_, _, kind, _, _) = self.ends[sender].recvfrom(65536)
        if kind == OUTGOING:
            return
        segment = segment_in(frame, sender)
        if segment is None:
            self.carry(sender, frame)
            return
        if segment.flags & SYN:
            self.first_sequence[segment.client_port, sender] = segment.sequence

        order = self.order_for(segment)
        fault = order and order["fault"]
        if fault == "swap":
            self.held_back[sender] = segment, frame
            return
        if fault == "delay":
            self.carry(sender, frame, order["milliseconds"] / 1000)
            self.report(segment, fault, milliseconds=order["milliseconds"])
            return
        if fault == "drop":
            self.report(segment, fault)
            return
        self.carry(sender, frame)
        if fault == "forge":
            self.carry(sender, forged_reset(frame, segment.sequence + segment.bytes))
            self.carry(other(sender), forged_reset(turned_around(frame), segment.acknowledged))
            self.report(segment, fault)
        if fault == "duplicate":
            self.carry(sender, frame)
            self.report(segment, fault)
        if sender in self.held_back and self.held_back[sender][0].carrying == segment.carrying:
            waiting, waiting_frame = self.held_back.pop(sender)
            self.carry(sender, waiting_frame)
            self.report(waiting, "swap", behind=self.relative(segment, sender, segment.sequence))

    def order_for(self, segment):
        """The order that this segment is the object of. Every order counts for itself."""
        found = None
        for order in list(self.orders):
            if (order["from"], order["carrying"]) != (segment.sender, segment.carrying):
                continue
            if "again" in order:
                due = order["again"] == (segment.client_port, segment.sequence)
            else:
                order["segment"] -= 1
                due = order["segment"] == 0
            if not due:
                continue
            found = order
            order["times"] -= 1
            order["again"] = segment.client_port, segment.sequence
            if order["times"] == 0:
                self.orders.remove(order)
        return found

    def carry(self, sender, frame, extra=0.0):
        arrives = time.monotonic() + self.latency + extra
        heapq.heappush(self.under_way, (arrives, next(self.numbers), other(sender), frame))

    def deliver(self):
        while self.under_way and self.under_way[0][0] <= time.monotonic():
            _, _, receiver, frame = heapq.heappop(self.under_way)
            self.ends[receiver].send(frame)

    def relative(self, segment, sender, number):
        """A sequence number of this sender as Wireshark counts: its SYN has 0."""
        return (number - self.first_sequence[segment.client_port, sender]) & 0xFFFFFFFF

    def report(self, segment, fault, **more):
        receiver = other(segment.sender)
        entry = {
            "at": round(time.time() * 1000),
            "who": "cable",
            "clientPort": segment.client_port,
            "event": PAST[fault],
            "from": segment.sender,
            "seq": self.relative(segment, segment.sender, segment.sequence),
            "ack": self.relative(segment, receiver, segment.acknowledged),
            "bytes": segment.bytes,
            "rawSeq": segment.sequence,
            "ipId": segment.ip_id,
            **more,
        }
        print(json.dumps(entry), flush=True)


def turned_around(frame):
    """The frame as if the other side had sent it."""
    frame = bytearray(frame)
    frame[0:6], frame[6:12] = frame[6:12], frame[0:6]
    frame[26:30], frame[30:34] = frame[30:34], frame[26:30]
    at = 14 + (frame[14] & 15) * 4
    frame[at:at + 2], frame[at + 2:at + 4] = frame[at + 2:at + 4], frame[at:at + 2]
    return bytes(frame)


def forged_reset(frame, sequence):
    """A RST in the name of the frame's sender: another TTL, another IP ID, no TCP options."""
    at = 14 + (frame[14] & 15) * 4
    addresses, ports = frame[26:34], frame[at:at + 4]
    tcp = ports + struct.pack("!IIBBHHH", sequence & 0xFFFFFFFF, 0, 5 << 4, RST, 0, 0, 0)
    pseudo = addresses + struct.pack("!BBH", 0, TCP, len(tcp))
    tcp = tcp[:16] + struct.pack("!H", checksum(pseudo + tcp)) + tcp[18:]
    ip = struct.pack("!BBHHHBBH", 0x45, 0, 40, FORGED_ID, 0, FORGED_TTL, TCP, 0) + addresses
    return frame[:14] + ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:] + tcp


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def other(side):
    return "server" if side == "client" else "client"


def open_end(device):
    end = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(EVERY_PROTOCOL))
    end.bind((device, EVERY_PROTOCOL))
    return end


if __name__ == "__main__":
    Cable(float(sys.argv[1]) / 1000).run()
