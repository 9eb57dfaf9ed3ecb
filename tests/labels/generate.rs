//! Conversations that go wrong in every way a label is for, at random but always the same.

use std::net::SocketAddr;

use wiretale::decode::Flags;

use crate::random::Random;
use crate::support::{TcpOption, TestPacket};
use crate::trouble::{Step, Trouble};

const SYN_ACK: Flags = Flags(Flags::SYN.0 | Flags::ACK.0);
const PSH_ACK: Flags = Flags(Flags::PSH.0 | Flags::ACK.0);
const FIN_ACK: Flags = Flags(Flags::FIN.0 | Flags::ACK.0);
const RST_ACK: Flags = Flags(Flags::RST.0 | Flags::ACK.0);

/// A capture of several connections with one kind of trouble.
pub(crate) fn capture(trouble: Trouble, seed: u64) -> Vec<TestPacket> {
    let mut packets = Vec::new();
    let mut time = None;
    for connection in 0..60_u16 {
        let mut talk = Talk::new(Random(seed << 32 | u64::from(connection)), connection);
        if let Some(time) = time {
            talk.time = time;
        }
        talk.tell(trouble);
        time = Some(talk.time + 1_000_000_000);
        packets.append(&mut talk.packets);
    }
    packets
}

#[derive(Clone, Debug)]
struct End {
    address: SocketAddr,
    next: u32,
    acked: u32,
    window: u16,
    shift: u8,
    /// What it sent: number, flags and length.
    sent: Vec<(u32, Flags, usize)>,
}

struct Talk {
    random: Random,
    packets: Vec<TestPacket>,
    ends: [End; 2],
    time: u64,
    /// Only this side is captured.
    only: Option<usize>,
    timestamps: bool,
    sack: bool,
    held: Vec<(usize, TestPacket)>,
}

impl Talk {
    fn new(mut random: Random, connection: u16) -> Self {
        let end = |address: String, random: &mut Random| End {
            address: address.parse().unwrap(),
            // Some begin just before the wrap.
            next: if random.percent(40) {
                u32::MAX - random.below(3000) as u32
            } else {
                random.next() as u32
            },
            acked: 0,
            window: random.pick(&[501, 64, 1, 65535, 2000]),
            shift: 0,
            sent: Vec::new(),
        };
        let client = end(format!("10.0.0.1:{}", 40_000 + connection), &mut random);
        let server = end("10.0.0.2:8080".to_owned(), &mut random);
        let time = TestPacket::new(client.address, server.address).time;
        let only = if random.percent(12) { Some(random.below(2)) } else { None };
        let (timestamps, sack) = (random.percent(50), random.percent(60));
        Self {
            random,
            packets: Vec::new(),
            ends: [client, server],
            time,
            only,
            timestamps,
            sack,
            held: Vec::new(),
        }
    }

    fn tell(&mut self, trouble: Trouble) {
        match self.random.below(10) {
            // The capture begins in the middle.
            0 => (self.ends[0].acked, self.ends[1].acked) = (self.ends[1].next, self.ends[0].next),
            1 => self.server_syn_ack(),
            _ => self.handshake(),
        }
        for _ in 0..30 + self.random.below(30) {
            let step = self.random.pick(trouble.steps());
            self.pass_time();
            self.step(step);
            self.release();
        }
        if self.random.percent(60) {
            let side = self.random.below(2);
            self.send(side, FIN_ACK, 0, true);
            self.send(1 - side, FIN_ACK, 0, true);
            self.ack(side);
        }
    }

    fn handshake(&mut self) {
        let options = self.syn_options(0);
        let data = if self.random.percent(8) { 300 } else { 0 };
        self.send_with(0, Flags::SYN, data, true, options);
        let slow = self.random.pick(&[20_000, 400_000, 8_000_000, 40_000_000]);
        self.time += slow;
        self.server_syn_ack();
        self.time += self.random.pick(&[10_000, 300_000, 20_000_000]);
        self.ack(0);
    }

    fn server_syn_ack(&mut self) {
        self.ends[1].acked = self.ends[0].next;
        let options = self.syn_options(1);
        self.send_with(1, SYN_ACK, 0, true, options);
    }

    fn syn_options(&mut self, side: usize) -> Vec<TcpOption> {
        let mut options = vec![TcpOption::MaximumSegmentSize(1460)];
        if self.random.percent(80) {
            self.ends[side].shift = self.random.pick(&[0, 7, 2]);
            options.push(TcpOption::WindowScale(self.ends[side].shift));
        }
        options
    }

    fn pass_time(&mut self) {
        let long =
            [5_000, 100_000, 900_000, 2_900_000, 3_100_000, 12_000_000, 19_500_000, 21_000_000, 210_000_000];
        self.time += self.random.pick(&long);
    }

    fn step(&mut self, step: Step) {
        let side = self.random.below(2);
        let peer = 1 - side;
        let length = self.random.pick(&[5, 100, 1460, 1460, 700, 2]);
        match step {
            Step::Data => self.send(side, PSH_ACK, length, true),
            Step::Byte => self.send(side, PSH_ACK, 1, true),
            Step::Ack => self.ack(side),
            Step::Lose => self.send(side, Flags::ACK, length, false),
            Step::Hold => self.hold(side, length),
            Step::Again => self.again(side, 0),
            Step::Overlap => {
                let more = self.random.pick(&[-3, 1, 50]);
                self.again(side, more);
            }
            Step::Copy => {
                if let Some(packet) = self.packets.last().cloned() {
                    self.packets.push(TestPacket { time: self.time, ..packet });
                }
            }
            Step::DuplicateAcks => self.duplicate_acks(side),
            Step::FastAgain => {
                self.duplicate_acks(peer);
                self.time += self.random.pick(&[50_000, 19_000_000, 25_000_000]);
                self.again(side, 0);
            }
            Step::Probe => self.keep_alive(side),
            Step::Close => {
                let window = std::mem::replace(&mut self.ends[side].window, 0);
                self.ack(side);
                if self.random.percent(50) {
                    self.probed(side);
                }
                if self.random.percent(50) {
                    self.ends[side].window = window.max(10);
                    self.ack_again(side);
                }
            }
            Step::Probed => self.probed(side),
            Step::Open => {
                self.ends[side].window = self.random.pick(&[501, 300, 2000]);
                self.ack_again(side);
            }
            Step::Fill => self.fill(side),
            Step::AckUnseen => {
                self.send(peer, Flags::ACK, length, false);
                self.ack(side);
                if self.random.percent(50) {
                    self.ack_again(side);
                    self.ack_again(side);
                }
            }
            Step::AckOld => {
                self.ends[side].acked = self.ends[peer].next.wrapping_sub(length as u32);
                self.ack_again(side);
            }
            Step::Fin => {
                let length = self.random.pick(&[0, 0, 20]);
                self.send(side, FIN_ACK, length, true);
            }
            Step::Rst => {
                let window = std::mem::replace(&mut self.ends[side].window, 0);
                let flags = self.random.pick(&[RST_ACK, Flags::RST]);
                self.send(side, flags, 0, true);
                self.ends[side].window = window.max(1);
            }
            Step::Syn => {
                for end in &mut self.ends {
                    (end.next, end.acked) = (end.next.wrapping_add(100_000), 0);
                    end.sent.clear();
                }
                self.handshake();
            }
            Step::SynAgain => {
                let options = self.syn_options(0);
                let base = self.ends[0].sent.first().map_or(7, |(seq, ..)| *seq);
                self.put(0, base, Flags::SYN, 0, options);
                if self.random.percent(50) {
                    self.time += 200_000;
                    self.step(Step::SynAckAgain);
                }
            }
            Step::SynAckAgain => {
                let base = self.ends[1].sent.first().map_or(9, |(seq, ..)| *seq);
                let base = if self.random.percent(30) { base.wrapping_add(5_000) } else { base };
                let options = self.syn_options(1);
                self.put(1, base, SYN_ACK, 0, options);
            }
            Step::Backwards => self.time -= 3_500_000,
        }
    }

    /// New data, SYN or FIN. What is not captured reaches the peer, or is lost on the way.
    fn send(&mut self, side: usize, flags: Flags, length: usize, captured: bool) {
        self.send_with(side, flags, length, captured, Vec::new());
    }

    fn send_with(
        &mut self,
        side: usize,
        flags: Flags,
        length: usize,
        captured: bool,
        options: Vec<TcpOption>,
    ) {
        let seq = self.ends[side].next;
        let packet = self.packet(side, seq, flags, length, options);
        if !flags.has(Flags::RST) {
            self.ends[side].next = packet.end();
            self.ends[side].sent.push((seq, flags, length));
        }
        if captured {
            self.capture(side, packet);
        }
    }

    /// New data that is captured after what follows it.
    fn hold(&mut self, side: usize, length: usize) {
        let seq = self.ends[side].next;
        let packet = self.packet(side, seq, PSH_ACK, length, Vec::new());
        self.ends[side].next = packet.end();
        self.ends[side].sent.push((seq, PSH_ACK, length));
        let packets = self.random.below(3) + 1;
        self.held.push((packets, packet));
    }

    fn release(&mut self) {
        for (wait, mut packet) in std::mem::take(&mut self.held) {
            if wait == 0 {
                packet.time = self.time;
                self.packets.push(packet);
            } else {
                self.held.push((wait - 1, packet));
            }
        }
    }

    /// One of the latest segments again, perhaps with another length.
    fn again(&mut self, side: usize, more: isize) {
        let sent = &self.ends[side].sent;
        if sent.is_empty() {
            return;
        }
        let (seq, flags, length) = sent[sent.len() - 1 - self.random.below(sent.len().min(4))];
        let length = length.saturating_add_signed(more);
        self.put(side, seq, flags, length, Vec::new());
    }

    fn put(&mut self, side: usize, seq: u32, flags: Flags, length: usize, options: Vec<TcpOption>) {
        let packet = self.packet(side, seq, flags, length, options);
        self.capture(side, packet);
    }

    fn ack(&mut self, side: usize) {
        self.ends[side].acked = self.ends[1 - side].next;
        self.ack_again(side);
    }

    fn ack_again(&mut self, side: usize) {
        let seq = self.ends[side].next;
        self.put(side, seq, Flags::ACK, 0, Vec::new());
    }

    /// The side asks for one of the peer's latest segments, again and again.
    fn duplicate_acks(&mut self, side: usize) {
        let sent = &self.ends[1 - side].sent;
        if sent.is_empty() {
            return;
        }
        let (seq, ..) = sent[sent.len() - 1 - self.random.below(sent.len().min(4))];
        self.ends[side].acked = seq;
        for _ in 0..=self.random.below(4) {
            let block = TcpOption::Sack(vec![(seq.wrapping_add(1460), seq.wrapping_add(2920))]);
            let options = if self.sack { vec![block] } else { Vec::new() };
            let next = self.ends[side].next;
            self.put(side, next, Flags::ACK, 0, options);
            self.time += 10_000;
        }
    }

    fn keep_alive(&mut self, side: usize) {
        for _ in 0..=self.random.below(3) {
            self.ends[side].acked = self.ends[1 - side].next;
            let seq = self.ends[side].next.wrapping_sub(1);
            let garbage = self.random.below(2);
            self.put(side, seq, Flags::ACK, garbage, Vec::new());
            self.time += 300_000;
            if self.random.percent(70) {
                self.ends[1 - side].acked = self.ends[side].next;
                self.ack_again(1 - side);
            }
            self.time += 1_000_000_000;
        }
    }

    /// The peer asks `side`, which has no room, whether it has some.
    fn probed(&mut self, side: usize) {
        let peer = 1 - side;
        for _ in 0..=self.random.below(3) {
            let next = self.ends[peer].next;
            match self.random.below(3) {
                0 => self.put(peer, next, Flags::ACK, 1, Vec::new()),
                1 => self.put(peer, next.wrapping_sub(1), Flags::ACK, 0, Vec::new()),
                _ => self.put(peer, next.wrapping_sub(1), Flags::ACK, 1, Vec::new()),
            }
            self.time += 100_000;
            if self.random.percent(70) {
                self.ack_again(side);
            }
            self.time += 200_000_000;
        }
    }

    /// Data up to the last byte of the window that the peer offered.
    fn fill(&mut self, side: usize) {
        let peer = &self.ends[1 - side];
        let limit = peer.acked.wrapping_add(u32::from(peer.window) << peer.shift);
        let room = limit.wrapping_sub(self.ends[side].next) as usize;
        if (1..4000).contains(&room) {
            self.send(side, PSH_ACK, room, true);
        } else {
            self.ends[1 - side].window = self.random.pick(&[2, 20, 501]);
            self.ack(1 - side);
        }
    }

    fn packet(
        &self,
        side: usize,
        seq: u32,
        flags: Flags,
        length: usize,
        mut options: Vec<TcpOption>,
    ) -> TestPacket {
        let (own, peer) = (&self.ends[side], &self.ends[1 - side]);
        if self.timestamps {
            let now = (self.time / 1_000_000) as u32;
            options.push(TcpOption::Timestamps(now, now.wrapping_sub(1)));
        }
        let ack = if flags.has(Flags::ACK) { own.acked } else { 0 };
        let (time, window) = (self.time, own.window);
        let blank = TestPacket::new(own.address, peer.address);
        TestPacket { time, seq, ack, flags, window, options, payload: vec![b'x'; length], ..blank }
    }

    fn capture(&mut self, side: usize, packet: TestPacket) {
        self.time += 1_000;
        if self.only.is_none_or(|only| only == side) {
            self.packets.push(packet);
        }
    }
}
