//! Captures of several shapes, made of the tests' packets: the same bytes each time.

use flate2::{Compress, Compression, FlushCompress};

use super::copies::SERVER;
use super::support::{Conversation, Frame, Side, TestPacket, binary, close, masked, reserved, text};

/// Full segments on a cable.
const SEGMENT: usize = 1448;

/// Connections with compressed messages.
const COMPRESSED: u64 = 20;
/// What all that looks random begins with.
const SEED: Random = Random(0x9e37_79b9_7f4a_7c15);

/// What a capture is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A few connections that carry long messages.
    Bulk,
    /// Many connections with small messages each way.
    Chat,
    /// The same over a bad cable: segments lost, late and twice.
    Mess,
    /// SYNs that nobody answers.
    Flood,
    /// Few WebSockets among HTTP and what is not known.
    Mixed,
    /// Compressed text.
    Deflate,
}

impl Shape {
    pub(crate) const ALL: [Self; 6] =
        [Self::Bulk, Self::Chat, Self::Mess, Self::Flood, Self::Mixed, Self::Deflate];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bulk => "bulk",
            Self::Chat => "chat",
            Self::Mess => "mess",
            Self::Flood => "flood",
            Self::Mixed => "mixed",
            Self::Deflate => "deflate",
        }
    }

    /// The packets of a small capture; [`super::Copies`] of them make a larger one.
    pub(crate) fn packets(self) -> Vec<TestPacket> {
        let mut random = SEED;
        let mut packets: Vec<TestPacket> = match self {
            Self::Bulk => connections(6, |talk, _| bulk(talk, &mut random)),
            Self::Chat | Self::Mess => connections(200, |talk, _| chat(talk, &mut random)),
            Self::Flood => connections(4000, |talk, _| {
                talk.client_syn();
            }),
            Self::Mixed => connections(60, |talk, number| match number % 20 {
                0 => chat(talk, &mut random),
                1..12 => http(talk, &mut random),
                _ => unknown(talk, &mut random),
            }),
            Self::Deflate => connections(COMPRESSED, |talk, _| compressed(talk, &mut random)),
        };
        packets.sort_by_key(|packet| packet.time);
        if self == Self::Mess {
            harm(&mut packets, &mut random);
        }
        packets
    }
}

/// Connections that go on side by side.
fn connections(count: u64, mut say: impl FnMut(&mut Conversation, u64)) -> Vec<TestPacket> {
    let mut packets = Vec::new();
    for number in 0..count {
        let client = format!("10.{}.{}.1:{}", number >> 8 & 0xff, number & 0xff, 20_000 + number % 40_000);
        let mut talk = Conversation::new(&client, SERVER);
        talk.after_ms(number);
        say(&mut talk, number);
        packets.append(&mut talk.packets);
    }
    packets
}

fn open(talk: &mut Conversation) {
    talk.handshake().get("/chat").switching_protocols().client_ack();
}

fn end(talk: &mut Conversation) {
    talk.client(masked(close(1000, ""))).server(close(1000, "")).server_fin().client_fin().server_ack();
}

fn bulk(talk: &mut Conversation, random: &mut Random) {
    open(talk);
    for number in 0..24 {
        let length = 1024 << random.below(7);
        let payload = "wörter ".repeat(length / 8);
        let frame = if number % 2 == 0 { text(&payload) } else { binary(payload) };
        talk.in_segments(Side::Server, SEGMENT, frame.bytes()).client_ack();
        talk.after_ms(3);
    }
    end(talk);
}

fn chat(talk: &mut Conversation, random: &mut Random) {
    open(talk);
    for _ in 0..30 {
        talk.after_ms(20 + random.below(60) as u64).client(masked(said(random)).masked_with(random.key()));
        if random.below(3) == 0 {
            talk.server_ack();
        }
        talk.after_ms(1 + random.below(5) as u64).server(said(random));
        if random.below(2) == 0 {
            talk.client_ack();
        }
    }
    end(talk);
}

/// A few words.
fn said(random: &mut Random) -> Frame {
    let length = 20 + random.below(180);
    text(&"the quick brown fox ".repeat(10)[..length])
}

fn http(talk: &mut Conversation, random: &mut Random) {
    talk.handshake();
    for _ in 0..8 {
        talk.client("GET /page HTTP/1.1\r\nHost: a.example\r\nAccept: */*\r\n\r\n");
        let body = "x".repeat(200 + random.below(20_000));
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        talk.in_segments(Side::Server, SEGMENT, head + &body).client_ack().after_ms(10);
    }
    talk.client_fin().server_fin().client_ack();
}

fn unknown(talk: &mut Conversation, random: &mut Random) {
    talk.handshake();
    for _ in 0..20 {
        let mut bytes = vec![0x05, 0x00];
        bytes.extend((0..40 + random.below(900)).map(|_| random.next() as u8));
        talk.client(bytes.clone()).server(bytes).client_ack().after_ms(5);
    }
    talk.client_fin().server_fin().client_ack();
}

fn compressed(talk: &mut Conversation, random: &mut Random) {
    let extension = "Sec-WebSocket-Extensions: permessage-deflate";
    talk.handshake().get_with("/", &[extension]).switching_protocols_with(&[extension]).client_ack();
    for payload in messages(random) {
        let frame = reserved(1, payload).with_rsv(4);
        talk.in_segments(Side::Server, SEGMENT, frame.bytes()).client_ack().after_ms(2);
    }
    end(talk);
}

/// The payloads of [`Shape::Deflate`], for each connection, in order.
pub(crate) fn deflated() -> Vec<Vec<Vec<u8>>> {
    let mut random = SEED;
    (0..COMPRESSED).map(|_| messages(&mut random)).collect()
}

/// Compressed messages of a connection, each in the context of those before.
fn messages(random: &mut Random) -> Vec<Vec<u8>> {
    let mut compress = Compress::new(Compression::new(6), false);
    let mut message = || {
        let prices = 1 + random.below(120);
        let price = |_| format!("{{\"price\":{},\"volume\":{}}},", random.below(100_000), random.below(1000));
        let message: String = (0..prices).map(price).collect();
        let mut payload = Vec::with_capacity(message.len() * 2 + 64);
        compress.compress_vec(message.as_bytes(), &mut payload, FlushCompress::Sync).expect("memory");
        payload.truncate(payload.len().saturating_sub(4));
        payload
    };
    (0..40).map(|_| message()).collect()
}

/// Of a hundred segments, one is lost, one comes late, and one comes twice.
fn harm(packets: &mut Vec<TestPacket>, random: &mut Random) {
    let mut index = 0;
    while index + 1 < packets.len() {
        match random.below(100) {
            0 if packets[index].payload.len() > 1 => {
                packets.remove(index);
            }
            1 => packets.swap(index, index + 1),
            2 => packets.insert(index + 1, packets[index].clone()),
            _ => {}
        }
        index += 1;
    }
}

/// Numbers that look random and are the same each time (xorshift64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() >> 16) as usize % bound
    }

    fn key(&mut self) -> [u8; 4] {
        ((self.next() >> 24) as u32).to_be_bytes()
    }
}
