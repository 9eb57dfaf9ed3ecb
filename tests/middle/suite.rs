//! Conversations like those of a conformance suite: a client sends frames of all kinds, lengths and faults, and a
//! server echoes the messages, then both close.

use super::random::Random;
use super::support::*;
use super::{Count, check, without};

/// What a case is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Binary,
    Pings,
    Fragments,
    Compressed,
    Chopped,
    Together,
    Broken,
    Large,
}

const KINDS: [Kind; 9] = [
    Kind::Text,
    Kind::Binary,
    Kind::Pings,
    Kind::Fragments,
    Kind::Compressed,
    Kind::Chopped,
    Kind::Together,
    Kind::Broken,
    Kind::Large,
];

/// A connection, its packets and what it is called.
fn case(kind: Kind, seed: u64) -> Conversation {
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ seed.wrapping_mul(0x1234_5678_9abc_def1));
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:9001");
    let deflate = ["Sec-WebSocket-Extensions: permessage-deflate"];
    let extensions: &[&str] = if kind == Kind::Compressed { &deflate } else { &[] };
    talk.handshake().get_with("/runCase", extensions).switching_protocols_with(extensions).client_ack();
    let lengths = [0, 1, 16, 100, 125, 126, 127, 128, 1000, 4000, 65_535, 65_536, 70_000];
    let messages = 1 + random.below(6);
    for _ in 0..messages {
        let length = lengths[random.below(if kind == Kind::Large { 13 } else { 10 })];
        let letters: String = (0..length).map(|_| char::from(b' ' + random.below(95) as u8)).collect();
        let bytes = random.bytes(length);
        let sent: Vec<Frame> = match kind {
            Kind::Text | Kind::Large => vec![text(&letters)],
            Kind::Binary | Kind::Chopped | Kind::Together => vec![binary(bytes)],
            Kind::Pings => vec![ping(bytes.get(..length.min(125)).unwrap_or(&[]).to_vec())],
            Kind::Fragments => {
                let half = length / 2;
                vec![text(&letters[..half]).unfinished(), continuation(&letters.as_bytes()[half..])]
            }
            Kind::Compressed => vec![binary(bytes).with_rsv(4)],
            Kind::Broken => vec![match random.below(5) {
                0 => text(&letters).with_rsv(1),
                1 => reserved(5, bytes),
                2 => continuation(bytes),
                3 => reserved(1, bytes),
                _ => ping("x").unfinished(),
            }],
        };
        send(&mut talk, Side::Client, &sent, kind, &mut random);
        let echoed: Vec<Frame> = match kind {
            Kind::Pings => sent.iter().map(|frame| pong(frame.payload.clone())).collect(),
            Kind::Fragments => vec![text(&letters)],
            _ => sent,
        };
        if kind != Kind::Broken {
            send(&mut talk, Side::Server, &echoed, kind, &mut random);
        }
    }
    let (client, server) = (random.key(), if kind == Kind::Broken { 1002 } else { 1000 });
    if kind == Kind::Broken {
        talk.server(close(server, "")).client(close(server, "").masked_with(client));
    } else {
        talk.client(close(server, "").masked_with(client)).server(close(server, ""));
    }
    talk.server_fin().client_fin().server_ack();
    talk
}

fn send(talk: &mut Conversation, side: Side, frames: &[Frame], kind: Kind, random: &mut Random) {
    let bytes = |frame: &Frame, random: &mut Random| match side {
        Side::Client => frame.clone().masked_with(random.key()).bytes(),
        Side::Server => frame.bytes(),
    };
    let all: Vec<Vec<u8>> = frames.iter().map(|frame| bytes(frame, random)).collect();
    match kind {
        Kind::Chopped => {
            talk.in_segments(side, 1 + random.below(700), all.concat());
        }
        Kind::Together => {
            talk.in_segments(side, 1448, [all.concat(), all.concat(), all.concat()].concat());
        }
        _ => {
            for frame in all {
                talk.in_segments(side, 1448, frame);
            }
        }
    }
}

/// Many connections, each told without some of its packets.
fn run(what: &str, percent: usize, cases: u64, gone: impl Fn(u64, u64, &mut Random) -> Vec<u64>) {
    let (mut all, mut invented) = (Count::default(), Vec::new());
    for kind in KINDS {
        let mut count = Count::default();
        for seed in 1..=cases {
            let talk = case(kind, seed);
            let packets: Vec<_> = talk.packets.iter().map(TestPacket::to_raw).collect();
            let mut random = Random(seed.wrapping_mul(77) + kind as u64 + 1);
            let gone = gone(packets.len() as u64, seed, &mut random);
            let name = format!("{kind:?} {seed} without {:?}", gone.iter().max());
            invented.extend(without(&name, &packets, |number| gone.contains(&number), &mut count));
        }
        all.captures += count.captures;
        all.possible += count.possible;
        all.told += count.told;
    }
    check(what, all, percent, &invented);
}

fn cases() -> u64 {
    std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4)
}

#[test]
fn conversations_that_begin_later() {
    run("made, begun later", 50, cases(), |packets, _, random| {
        (1..=5 + random.below(packets as usize - 8) as u64).collect()
    });
}

#[test]
fn conversations_that_miss_packets() {
    run("made, packets missing", 60, cases(), |packets, _, random| {
        let one = 7 + random.below(packets as usize - 6) as u64;
        (one..one + 1 + random.below(3) as u64).collect()
    });
}

#[test]
fn conversations_that_miss_the_handshake() {
    run("made, handshake missing", 60, cases(), |_, seed, _| {
        [vec![4], vec![5], vec![4, 5], vec![5, 6]][seed as usize % 4].clone()
    });
}
