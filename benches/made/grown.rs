//! Captures of which one thing grows, while there is as much of all else.

use super::copies::{Copies, SERVER};
use super::shapes::Shape;
use super::support::{Conversation, Frame, Side, TestPacket, binary, continuation, masked, text};

/// Bytes of a full segment.
const SEGMENT: usize = 1448;
/// Where a head does not come whole: bytes of a segment.
const PIECE: usize = 64;
/// Frames of each connection that has many in a packet.
const FRAMES: u64 = 1600;
/// Fragments of each connection that has many in a message.
const FRAGMENTS: u64 = 16_384;
/// Bytes in heads of each connection that has long ones.
const HEADS: u64 = 60 * 1024;
/// Bytes behind holes in all.
const BEHIND: u64 = 256;

/// What grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Curve {
    /// Packets of a capture: two hundred chats at any time.
    Packets,
    /// Megabytes of long messages, on some dozens of connections.
    Bulk,
    /// Connections that are open at once, of as many in all.
    Open,
    /// SYNs that nobody answers.
    HalfOpen,
    /// Megabytes behind a hole that is filled at the end.
    Hole,
    /// Holes that are there at once, and filled at the end.
    Holes,
    /// Frames in a packet.
    Frames,
    /// Fragments of a message, each in a packet.
    Fragments,
    /// Bytes in the head of a request that comes in small pieces.
    Head,
}

impl Curve {
    pub(crate) const ALL: [Self; 9] = [
        Self::Packets,
        Self::Bulk,
        Self::Open,
        Self::HalfOpen,
        Self::Hole,
        Self::Holes,
        Self::Frames,
        Self::Fragments,
        Self::Head,
    ];

    /// How far it grows.
    pub(crate) fn points(self, full: bool) -> [u64; 3] {
        match (self, full) {
            (Self::Packets, false) => [200_000, 400_000, 800_000],
            (Self::Packets, true) => [1_000_000, 5_000_000, 30_000_000],
            (Self::Bulk, false) => [16, 64, 256],
            (Self::Bulk, true) => [100, 300, 1000],
            (Self::Open, false) => [1000, 5000, 25_000],
            (Self::Open, true) => [1000, 30_000, 1_000_000],
            // As in full the first point is beyond the caches: within them a SYN costs half.
            (Self::HalfOpen, false) => [500_000, 1_000_000, 2_000_000],
            (Self::HalfOpen, true) => [500_000, 2_000_000, 8_000_000],
            (Self::Hole, _) => [4, 16, 64],
            (Self::Holes, _) => [16, 256, 4096],
            (Self::Frames, _) => [10, 40, 160],
            (Self::Fragments, _) => [64, 1024, FRAGMENTS],
            (Self::Head, _) => [1024, 8 * 1024, HEADS],
        }
    }

    /// The capture in which it has grown so far.
    pub(crate) fn make(self, point: u64, full: bool) -> Copies {
        let more = if full { 10 } else { 1 };
        match self {
            Self::Packets => {
                let chats = Shape::Chat.packets();
                let copies = point.div_ceil(chats.len() as u64);
                Copies::new(chats, copies, 1)
            }
            Self::Bulk => {
                // Slowly enough that those that have ended are few.
                let messages = apart(Shape::Bulk.packets(), 5_000_000);
                let bytes: usize = messages.iter().map(|packet| packet.payload.len()).sum();
                Copies::new(messages, (point << 20).div_ceil(bytes as u64), 10)
            }
            Self::Open => Copies::new(words(), self.points(full)[2], point),
            Self::HalfOpen => Copies::new(talk().client_syn().packets.clone(), point, 1),
            Self::Hole => Copies::new(gap((point << 20) / SEGMENT as u64), BEHIND / point, 1),
            Self::Holes => Copies::new(holes(point), 20 * more * 4096 / point, 1),
            Self::Frames => Copies::new(frames(point), 200 * more, 1),
            Self::Fragments => Copies::new(fragments(point), 16 * more, 1),
            Self::Head => Copies::new(heads(point), 150 * more, 1),
        }
    }

    /// What a cost is for, and how many of it there are in a capture.
    pub(crate) fn unit(self, capture: &Copies, full: bool) -> (&'static str, u64) {
        let more = if full { 10 } else { 1 };
        match self {
            Self::Frames => ("frame", 200 * more * FRAMES),
            Self::Fragments => ("fragment", 16 * more * FRAGMENTS),
            _ => ("packet", capture.len()),
        }
    }
}

fn talk() -> Conversation {
    Conversation::new("10.0.0.1:50000", SERVER)
}

/// A WebSocket that has opened.
fn opened() -> Conversation {
    let mut talk = talk();
    talk.handshake().get("/chat").switching_protocols().client_ack();
    talk
}

/// A few words each way, and the end: a second apart, so that those that have ended are few beside those that are
/// open.
fn words() -> Vec<TestPacket> {
    let mut talk = opened();
    for words in ["one", "two", "three", "four"] {
        talk.client(masked(text(words))).server(text(words)).client_ack();
    }
    talk.server_fin().client_fin().server_ack();
    apart(talk.packets, 1_000_000_000)
}

/// So many segments behind one that comes last.
pub(crate) fn gap(segments: u64) -> Vec<TestPacket> {
    let (mut packets, late) = in_a_row(segments);
    packets.push(late);
    apart(packets, 1000)
}

/// The handshake and so many full segments of a client behind another one, which is apart.
fn in_a_row(segments: u64) -> (Vec<TestPacket>, TestPacket) {
    let mut talk = talk();
    talk.handshake().client(vec![b'x'; SEGMENT]);
    let first = talk.packets.pop().expect("the first segment");
    let behind = (1..=segments).map(|number| TestPacket {
        seq: first.seq.wrapping_add(number as u32 * SEGMENT as u32),
        ..first.clone()
    });
    talk.packets.extend(behind);
    (talk.packets, first)
}

/// So many holes with a segment between each two, then what fills them, the last one first.
fn holes(count: u64) -> Vec<TestPacket> {
    let (mut packets, first) = in_a_row(2 * count - 1);
    let mut row = packets.split_off(3);
    row.insert(0, first);
    // Short ones, so that many fit into a window.
    for (index, packet) in row.iter_mut().enumerate() {
        packet.payload.truncate(PIECE);
        packet.seq = packet.seq.wrapping_sub((index * (SEGMENT - PIECE)) as u32);
    }
    let (late, early): (Vec<_>, Vec<_>) = row.into_iter().enumerate().partition(|(index, _)| index % 2 == 0);
    packets.extend(early.into_iter().chain(late.into_iter().rev()).map(|(_, packet)| packet));
    apart(packets, 1000)
}

/// Packets so many nanoseconds apart.
fn apart(mut packets: Vec<TestPacket>, nanoseconds: u64) -> Vec<TestPacket> {
    let start = packets[0].time;
    for (number, packet) in packets.iter_mut().enumerate() {
        packet.time = start + number as u64 * nanoseconds;
    }
    packets
}

/// Small frames, so many in a packet.
fn frames(in_a_packet: u64) -> Vec<TestPacket> {
    let mut talk = opened();
    let frame = masked(text("hi")).bytes();
    for _ in 0..FRAMES / in_a_packet {
        talk.client(frame.repeat(in_a_packet as usize));
    }
    talk.packets
}

/// Fragments, so many in a message.
fn fragments(in_a_message: u64) -> Vec<TestPacket> {
    let mut talk = opened();
    for number in 0..FRAGMENTS {
        let payload = "fragment";
        let first = number % in_a_message == 0;
        let last = number % in_a_message == in_a_message - 1;
        let frame: Frame = if first { binary(payload) } else { continuation(payload) };
        talk.server(if last { frame } else { frame.unfinished() });
    }
    talk.packets
}

/// Requests with heads of so many bytes, and their answers.
fn heads(bytes: u64) -> Vec<TestPacket> {
    let mut talk = talk();
    talk.handshake();
    let fields = (0..bytes / 256).map(|number| format!("X-{number:05}: {}\r\n", "x".repeat(245)));
    let head = "GET / HTTP/1.1\r\n".to_owned() + &fields.collect::<String>() + "\r\n";
    for _ in 0..HEADS / bytes {
        talk.in_segments(Side::Client, PIECE, head.as_str());
        talk.response("200 OK", &["Content-Length: 0"], "").client_ack();
    }
    talk.packets
}
