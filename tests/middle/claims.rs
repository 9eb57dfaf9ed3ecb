//! What is no WebSocket is not taken for one: recorded traffic of other kinds, random bytes, and made records that
//! have a kind and a length like frames.

use std::collections::BTreeMap;

use super::packets_of;
use super::random::Random;
use super::support::*;
use wiretale::tell::Rows;

/// How many of a capture's connections were taken for WebSockets, of how many that are none. A connection is none if
/// nothing in the whole capture shows that it is.
fn claimed(
    name: &str,
    capture: &[u8],
    none: impl Fn(&str) -> bool,
    count: &mut (usize, usize),
) -> Vec<String> {
    let rows = rows_of(capture, Rows::Connections);
    let others: Vec<_> = rows.iter().filter(|row| none(row.text("client").expect("a client"))).collect();
    let claims = others.iter().filter(|row| row.text("protocol") == Some("websocket"));
    let claims: Vec<_> = claims.map(|row| format!("{name}: {:?}", row.text("client"))).collect();
    count.0 += claims.len();
    count.1 += others.len();
    claims
}

fn print(what: &str, (claims, all): (usize, usize)) {
    println!("{what}: {claims} of {all} taken for WebSockets");
}

#[test]
fn recorded_traffic_of_other_kinds() {
    let (mut count, mut wrong) = ((0, 0), Vec::new());
    for capture in Recorded::all() {
        let rows = rows_of(&capture.bytes, Rows::Connections);
        let protocol = |row: &Json| row.text("protocol").map(str::to_owned);
        let kinds: BTreeMap<String, Option<String>> = rows
            .iter()
            .map(|row| (row.text("client").expect("a client").to_owned(), protocol(row)))
            .collect();
        let none = |client: &str| kinds.get(client).is_some_and(|kind| kind.as_deref() != Some("websocket"));
        if !rows.iter().any(|row| row.text("client").is_some_and(none)) {
            continue;
        }
        let packets = packets_of(&capture.bytes);
        for gone in [0, 1, 4, 6, 9, packets.len() / 3, packets.len() / 2] {
            let rest = packets.get(gone..).unwrap_or_default();
            let rest = write_capture(FileFormat::Pcapng(Order::Little), rest);
            wrong.extend(claimed(&capture.name, &rest, none, &mut count));
        }
    }
    print("recorded", count);
    assert!(count.1 > 50, "there are such connections");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Makes one record of a protocol; the number says how many came before it.
type Make = fn(&mut Random, usize) -> Vec<u8>;

fn printable(random: &mut Random, most: usize) -> Vec<u8> {
    let length = 1 + random.below(most);
    (0..length).map(|_| b' ' + random.below(95) as u8).collect()
}

fn typed(kinds: &[u8], random: &mut Random, body: &[u8]) -> Vec<u8> {
    [&[kinds[random.below(kinds.len())], body.len() as u8], body].concat()
}

const FRAME_LIKE: [u8; 6] = [0x81, 0x82, 0x88, 0x89, 0x8a, 0xc1];

/// Protocols that nobody speaks, and that look like many which people do.
const MADE: &[(&str, Make)] = &[
    ("random", |random, _| {
        let length = 1 + random.below(1400);
        random.bytes(length)
    }),
    ("short random", |random, _| {
        let length = 1 + random.below(40);
        random.bytes(length)
    }),
    ("zeros", |random, _| vec![0; 1 + random.below(1400)]),
    ("one byte again and again", |random, number| {
        let length = 1 + random.below(600);
        vec![random.bytes(1)[0] | if number % 2 == 0 { 0x80 } else { 0 }; length]
    }),
    ("kind, length, text", |random, _| {
        let body = printable(random, 125);
        typed(&FRAME_LIKE, random, &body)
    }),
    ("kind, length, bytes", |random, _| {
        let length = random.below(126);
        let body = random.bytes(length);
        typed(&FRAME_LIKE, random, &body)
    }),
    ("kind, length with a high bit, bytes", |random, _| {
        let length = random.below(126);
        let body = random.bytes(length);
        [&[FRAME_LIKE[random.below(6)], 0x80 | length as u8], body.as_slice()].concat()
    }),
    ("kind, length with a high bit, text", |random, _| {
        let body = printable(random, 120);
        [&[FRAME_LIKE[random.below(6)], 0x80 | body.len() as u8], body.as_slice()].concat()
    }),
    ("ASN.1", |random, number| {
        let length = random.below(120);
        let body = random.bytes(length);
        let inner =
            [&[0x02, 0x01, number as u8, 0x80 | random.below(8) as u8, length as u8], body.as_slice()];
        let inner = inner.concat();
        [&[0x30, 0x81, inner.len() as u8], inner.as_slice()].concat()
    }),
    ("length in two bytes", |random, _| {
        let body = printable(random, 900);
        [&(body.len() as u16).to_be_bytes(), body.as_slice()].concat()
    }),
    ("length in four bytes", |random, _| {
        let length = random.below(900);
        [(length as u32).to_be_bytes().to_vec(), random.bytes(length)].concat()
    }),
    ("like MQTT", |random, _| {
        let topic = printable(random, 30);
        let length = 2 + topic.len() + random.below(60);
        let rest = random.bytes(length - 2 - topic.len());
        let kind = [0x30, 0x40, 0x82, 0x90, 0xc0, 0xd0][random.below(6)];
        [&[kind, length as u8, 0, topic.len() as u8], topic.as_slice(), &rest].concat()
    }),
    ("like protobuf", |random, number| {
        let body = printable(random, 60);
        let head = [0x08, 0x80 | (number & 0x7f) as u8, 0x01, 0x12, body.len() as u8];
        [&head, body.as_slice(), &[0x1a, 0x02, 0x81, 0x82]].concat()
    }),
    ("like HTTP/2", |random, number| {
        let length = random.below(500);
        let head =
            [0, (length >> 8) as u8, length as u8, [0, 1, 4, 8][random.below(4)], 0, 0, 0, 0, number as u8];
        [head.to_vec(), random.bytes(length)].concat()
    }),
    ("lines", |random, _| [printable(random, 90), b"\r\n".to_vec()].concat()),
    ("JSON lines", |random, number| {
        let text = printable(random, 60).into_iter().map(char::from).filter(char::is_ascii_alphanumeric);
        format!("{{\"id\":{number},\"text\":\"{}\"}}\n", text.collect::<String>()).into_bytes()
    }),
    ("records of 16 bytes", |random, number| {
        let mut record = vec![0x82, 14, 0, 0];
        record.extend((number as u32).to_be_bytes());
        record.extend(random.bytes(8));
        record
    }),
    ("records of 16 bytes with a high bit", |random, number| {
        let mut record = vec![0x82, 0x8a];
        record.extend((number as u32).to_be_bytes());
        record.extend(random.bytes(10));
        record
    }),
    ("like RTP in TCP", |random, number| {
        let length = 12 + random.below(160);
        let head = [b'$', 0, (length >> 8) as u8, length as u8, 0x80, 0x60, 0, number as u8];
        [head.to_vec(), random.bytes(length - 4)].concat()
    }),
    ("media", |random, _| {
        let length = 600 + random.below(800);
        let mut bytes = random.bytes(length);
        for at in (0..length).step_by(7) {
            bytes[at] = [0, 0, 1, 0xff, 0x80][random.below(5)];
        }
        bytes
    }),
];

#[test]
fn made_traffic_of_other_kinds() {
    let (mut all, mut wrong) = ((0, 0), Vec::new());
    let streams = std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(12_u64);
    for (index, (name, make)) in MADE.iter().enumerate() {
        let mut count = (0, 0);
        for seed in 1..=streams {
            let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ ((index as u64 + 1) << 32));
            // Both sides speak it, or each something else.
            let other = if seed % 3 == 0 { MADE[random.below(MADE.len())].1 } else { *make };
            let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:9001");
            for number in 0..30 {
                let answers = random.below(2);
                let some = |make: Make, random: &mut Random| -> Vec<u8> {
                    (0..=random.below(3) * random.below(2)).flat_map(|_| make(random, number)).collect()
                };
                let said = some(*make, &mut random);
                talk.in_segments(Side::Client, 1448, said);
                for _ in 0..answers {
                    let said = some(other, &mut random);
                    talk.in_segments(Side::Server, 1448, said);
                }
            }
            wrong.extend(claimed(name, &talk.into_pcapng(), |_| true, &mut count));
        }
        print(name, count);
        all = (all.0 + count.0, all.1 + count.1);
    }
    print("made", all);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
