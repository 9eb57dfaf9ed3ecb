//! WebSockets that a capture joins in the middle, or of which it misses packets: no frame is told that the whole
//! capture does not tell, and most that can be found are. And nothing else is taken for a WebSocket.

#[path = "middle/claims.rs"]
mod claims;
#[path = "middle/crafted.rs"]
mod crafted;
#[path = "middle/random.rs"]
mod random;
mod support;
#[path = "middle/suite.rs"]
mod suite;

use std::collections::BTreeSet;

use support::*;
use wiretale::capture::{LinkType, Source as _};
use wiretale::tell::Rows;

/// A frame as it is told: the packets in which it begins and is complete, its side, and its header.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    first: u64,
    packet: u64,
    from: String,
    header: String,
}

/// How many frames could be told, and how many were.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    captures: usize,
    possible: usize,
    told: usize,
}

/// Some packets of a capture.
fn part(packets: &[RawPacket], numbers: &[u64]) -> Vec<u8> {
    let some: Vec<_> = numbers.iter().map(|number| packets[*number as usize - 1].clone()).collect();
    write_capture(FileFormat::Pcapng(Order::Little), &some)
}

/// The rules of which it is said that they are broken.
fn errors(capture: &[u8]) -> BTreeSet<String> {
    let rows = rows_of(capture, Rows::Connections);
    let found = rows.iter().flat_map(|row| row.get("findings").expect("findings").list());
    let errors = found.filter(|found| found.text("severity") == Some("error"));
    errors.map(|found| found.text("rule").expect("a rule").to_owned()).collect()
}

/// The frames of some packets of a capture, by the numbers that they have in the whole.
fn frames(packets: &[RawPacket], numbers: &[u64]) -> Vec<Told> {
    let rows = rows_of(&part(packets, numbers), Rows::Frames);
    let told = |row: &Json| {
        let number = |key: &str| numbers[row.number(key).expect("a packet") as usize - 1];
        let header =
            ["opcode", "fin", "rsv", "masked", "payload_length"].map(|key| format!("{:?}", row.get(key)));
        let from = row.text("from").expect("a side").to_owned();
        Told { first: number("first_packet"), packet: number("packet"), from, header: header.concat() }
    };
    rows.iter().map(told).collect()
}

/// Tells a capture without some of its packets; returns the frames that it invents, and the rules that nobody
/// breaks in the whole, and counts the others. A
/// frame is no invention if it begins in the same packet in the whole; if the packet in which it begins there came
/// twice, it may begin in the copy.
fn without(name: &str, packets: &[RawPacket], gone: impl Fn(u64) -> bool, count: &mut Count) -> Vec<String> {
    let all: Vec<u64> = (1..=packets.len() as u64).collect();
    let kept: Vec<u64> = all.iter().copied().filter(|number| !gone(*number)).collect();
    let (whole, told) = (frames(packets, &all), frames(packets, &kept));
    let possible = whole.iter().filter(|frame| !gone(frame.first) && !gone(frame.packet));
    count.captures += 1;
    for frame in possible {
        count.possible += 1;
        count.told += usize::from(told.contains(frame));
    }
    let alike = |frame: &Told, other: &Told| frame.from == other.from && frame.header == other.header;
    let invented = told.iter().filter(|frame| {
        let begins = whole.iter().any(|other| other.first == frame.first && alike(frame, other));
        let copies = whole.iter().filter(|other| gone(other.first) && alike(frame, other)).count();
        let beyond = told.iter().filter(|other| !gone(other.first) && alike(frame, other)).count()
            > whole.iter().filter(|other| alike(frame, other)).count();
        beyond || !(begins || copies > 0)
    });
    let invented = invented.map(|frame| format!("{name}: {frame:?}"));
    let broken = errors(&part(packets, &all));
    let blamed = errors(&part(packets, &kept)).into_iter().filter(|rule| !broken.contains(rule));
    invented.chain(blamed.map(|rule| format!("{name}: {rule}"))).collect()
}

/// The packets of a capture.
fn packets_of(capture: &[u8]) -> Vec<RawPacket> {
    let mut source = source(capture).expect("a capture");
    let mut packets = Vec::new();
    while let Some(packet) = source.next_packet().expect("packets") {
        assert_eq!(packet.link, LinkType::ETHERNET);
        packets.push(RawPacket {
            time: packet.time.nanoseconds().cast_unsigned(),
            link: Link::Ethernet,
            bytes: packet.bytes.to_vec(),
            wire_length: packet.wire_length,
        });
    }
    packets
}

/// The recorded captures that hold frames, with the packets of each: not those with another link layer, with a
/// draft's frames, or that lack something of their own.
fn recorded() -> Vec<(String, Vec<RawPacket>)> {
    let others = ["any-interface", "draft-hixie-76", "mid-stream", "snap-96"];
    let all = Recorded::all().into_iter().filter(|capture| {
        !others.contains(&capture.name.as_str()) && !rows_of(&capture.bytes, Rows::Frames).is_empty()
    });
    all.map(|capture| (capture.name, packets_of(&capture.bytes))).collect()
}

/// Says how much was found: of what could be, at least so many percent.
fn check(what: &str, count: Count, percent: usize, invented: &[String]) {
    let Count { captures, possible, told } = count;
    println!("{what}: {told} of {possible} frames in {captures} captures, {} invented", invented.len());
    assert!(invented.is_empty(), "{}", invented.join("\n"));
    assert!(told * 100 >= possible * percent, "{told} of {possible}");
}

#[test]
fn recorded_captures_that_begin_later() {
    let (mut count, mut invented) = (Count::default(), Vec::new());
    for (name, packets) in recorded() {
        let length = packets.len() as u64;
        for cut in [5, 6, 7, length / 4, length / 2, length * 3 / 4].into_iter().collect::<BTreeSet<_>>() {
            invented.extend(without(&name, &packets, |number| number <= cut, &mut count));
        }
    }
    check("begun later", count, 50, &invented);
}

#[test]
fn recorded_captures_that_miss_a_packet() {
    let (mut count, mut invented) = (Count::default(), Vec::new());
    for (name, packets) in recorded() {
        for gone in (4..=packets.len() as u64).step_by(1 + packets.len() / 12) {
            invented.extend(without(&name, &packets, |number| number == gone, &mut count));
        }
    }
    check("one packet missing", count, 80, &invented);
}
