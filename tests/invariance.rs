//! The same WebSocket events however the bytes are split, merged, reordered and repeated.

#[path = "invariance/conversations.rs"]
mod conversations;
#[path = "invariance/events.rs"]
mod events;
mod support;

use std::ops::Range;

use conversations::{Said, conversation, said};
use events::{Told, events_of};
use proptest::prelude::*;
use support::{Side, TestPacket, binary, source, text, to_capture};
use wiretale::capture::Packet;
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, EventKind, Observer, WebSocketEvent};

/// Packets of the handshake, which stay as they are: SYN, SYN-ACK, ACK, request, answer, ACK.
const HANDSHAKE: usize = 6;

fn told(packets: &[TestPacket]) -> Told {
    let mut packets = packets.to_vec();
    // A hole that the peer has acknowledged is given up after some time: here it is filled before.
    let start = packets[0].time;
    for (packet, step) in packets.iter_mut().zip(0..) {
        packet.time = start + step * 10_000;
    }
    events_of(&to_capture(&packets))
}

/// What was said is what is told.
fn assert_told(said: &[Said], told: &Told) {
    for (side, frames) in [(Side::Client, &told.client), (Side::Server, &told.server)] {
        let expected: Vec<_> = said.iter().filter(|s| s.by == side).flat_map(Said::frames).collect();
        assert_eq!(frames.len(), expected.len(), "{side:?}");
        for (frame, expected) in frames.iter().zip(expected) {
            assert_eq!((frame.opcode.as_str(), frame.fin), (expected.opcode, expected.fin));
            assert!(frame.payload == expected.payload && frame.missing == 0, "{side:?} {}", frame.opcode);
        }
    }
}

/// Splits the payload of each packet behind the handshake at places drawn by `draw`, and merges
/// neighbours that it says.
fn resegment(packets: &[TestPacket], draws: &[u16]) -> Vec<TestPacket> {
    let mut draws = draws.iter().cycle();
    let mut draw = |below: usize| usize::from(*draws.next().expect("some")) % below;
    let mut out: Vec<TestPacket> = packets[..HANDSHAKE].to_vec();
    for packet in &packets[HANDSHAKE..] {
        let mut rest = packet.clone();
        while rest.payload.len() > 1 && draw(3) > 0 {
            let (first, second) = rest.split(1 + draw(rest.payload.len() - 1));
            out.push(first);
            rest = second;
        }
        let merged = out.last().filter(|_| draw(2) == 0).and_then(|last| last.merge(&rest));
        match merged {
            Some(merged) if merged.payload.len() <= 60_000 && out.len() > HANDSHAKE => {
                *out.last_mut().expect("one") = merged;
            }
            _ => out.push(rest),
        }
    }
    out
}

/// Moves data segments of one direction back by up to three places of their own direction.
fn reorder(packets: &mut [TestPacket], side: Side, draws: &[u16]) {
    let from = packets[usize::from(side == Side::Server)].from;
    let places: Vec<_> = (HANDSHAKE..packets.len())
        .filter(|&place| packets[place].from == from && !packets[place].payload.is_empty())
        .filter(|&place| !packets[place].flags.has_control())
        .collect();
    for (window, draw) in places.chunks(4).zip(draws.iter().cycle()) {
        let other = window[usize::from(*draw) % window.len()];
        packets.swap(window[0], other);
    }
}

/// Repeats segments, whole or a part of two.
fn repeat(packets: &[TestPacket], draws: &[u16]) -> Vec<TestPacket> {
    let mut out = packets[..HANDSHAKE].to_vec();
    let mut draws = draws.iter().cycle();
    for packet in &packets[HANDSHAKE..] {
        out.push(packet.clone());
        let draw = usize::from(*draws.next().expect("some"));
        let length = packet.payload.len();
        match draw % 5 {
            0 if length > 0 => out.push(packet.clone()),
            1 if length > 1 => out.push(packet.split(1 + draw % (length - 1)).1),
            2 if length > 1 => out.push(packet.split(1 + draw % (length - 1)).0),
            3 => {
                let before =
                    out.iter().rev().skip(1).find(|p| p.from == packet.from && p.end() == packet.seq);
                out.extend(
                    before.and_then(|before| before.merge(packet)).filter(|m| m.payload.len() < 60_000),
                );
            }
            _ => {}
        }
    }
    out
}

/// Puts keep-alive probes, empty or with a byte of garbage, before segments.
fn probe(packets: &[TestPacket], draws: &[u16]) -> Vec<TestPacket> {
    let mut out = packets[..HANDSHAKE].to_vec();
    for (packet, draw) in packets[HANDSHAKE..].iter().zip(draws.iter().cycle()) {
        if draw % 3 == 0 && !packet.flags.has_control() {
            let garbage = if draw % 2 == 0 { vec![0xee] } else { Vec::new() };
            out.push(TestPacket { seq: packet.seq.wrapping_sub(1), payload: garbage, ..packet.clone() });
        }
        out.push(packet.clone());
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_was_said_is_told(said in said(), start: (u32, u32)) {
        assert_told(&said, &told(&conversation(&said, start).packets));
    }

    #[test]
    fn split_and_merged_it_is_the_same(said in said(), near_wrap in 0_u32..5000, draws: [u16; 32]) {
        let start = (u32::MAX - near_wrap, u32::MAX - near_wrap / 2);
        let packets = conversation(&said, start).packets;
        let again = told(&resegment(&packets, &draws));
        assert_told(&said, &again);
        prop_assert_eq!(again, told(&packets));
    }

    #[test]
    fn reordered_it_is_the_same(said in said(), near_wrap in 0_u32..5000, draws: [u16; 32]) {
        let packets = conversation(&said, (u32::MAX - near_wrap, near_wrap)).packets;
        for side in [Side::Client, Side::Server] {
            let mut reordered = resegment(&packets, &draws);
            reorder(&mut reordered, side, &draws);
            prop_assert_eq!(told(&reordered), told(&packets));
        }
    }

    #[test]
    fn repeated_it_is_the_same(said in said(), near_wrap in 0_u32..5000, draws: [u16; 32]) {
        let packets = conversation(&said, (near_wrap, u32::MAX - near_wrap)).packets;
        prop_assert_eq!(told(&repeat(&resegment(&packets, &draws), &draws)), told(&packets));
    }

    #[test]
    fn probed_it_is_the_same(said in said(), near_wrap in 0_u32..5000, draws: [u16; 32]) {
        let packets = conversation(&said, (near_wrap, u32::MAX - near_wrap)).packets;
        prop_assert_eq!(told(&probe(&packets, &draws)), told(&packets));
        let all = probe(&repeat(&resegment(&packets, &draws), &draws), &draws);
        prop_assert_eq!(told(&all), told(&packets));
    }

    #[test]
    fn a_segment_lost_inside_a_frame_costs_only_its_bytes(
        lost in 1_usize..19,
        side in prop_oneof![Just(Side::Client), Just(Side::Server)],
        message in prop::collection::vec(any::<u8>(), 20_000),
    ) {
        let mut said = vec![Said::new(side, binary(message.clone())), Said::new(side, text("after"))];
        said.insert(1, Said::new(side.peer(), text("between")));
        let mut packets = conversation(&said, (7, 8)).packets;
        let large: Vec<_> = (0..packets.len()).filter(|&place| packets[place].payload.len() == 1000).collect();
        prop_assert_eq!(large.len(), 20);
        packets.remove(large[lost]);
        let told = told(&packets);
        let frames = if side == Side::Client { &told.client } else { &told.server };
        prop_assert_eq!(frames.len(), 2);
        prop_assert_eq!((frames[0].length, frames[0].missing, frames[1].missing), (20_000, 1000, 0));
        prop_assert_eq!(&frames[1].payload, b"after");
        // The header takes the first bytes of the first segment.
        let gap = lost * 1000 - if side == Side::Client { 8 } else { 4 };
        let expected = [&message[..gap], &[b'?'; 1000], &message[gap + 1000..]].concat();
        prop_assert!(frames[0].payload == expected);
    }
}

/// Where the bytes of the current packet lie, and how much payload lies in them.
#[derive(Default)]
struct Borrowed {
    packet: Range<usize>,
    inside: usize,
    outside: usize,
}

fn addresses(bytes: &[u8]) -> Range<usize> {
    let start = bytes.as_ptr().addr();
    start..start + bytes.len()
}

impl Observer for Borrowed {
    fn observe(&mut self, event: &Event<'_>) {
        if let EventKind::WebSocket(WebSocketEvent::Payload { bytes, .. }) = event.kind {
            let place = addresses(bytes);
            let inside = self.packet.start <= place.start && place.end <= self.packet.end;
            *(if inside { &mut self.inside } else { &mut self.outside }) += bytes.len();
        }
    }

    fn packet(&mut self, packet: &Packet<'_>) {
        self.packet = addresses(packet.bytes);
    }
}

/// Payload bytes that lay in the packet that brought them, and those that lay elsewhere.
fn borrowed(packets: &[TestPacket]) -> (usize, usize) {
    let mut observer = Borrowed::default();
    pipeline::run(&mut source(&to_capture(packets)).unwrap(), &mut observer, Settings::default());
    (observer.inside, observer.outside)
}

#[test]
fn payload_in_order_is_borrowed_from_its_packet() {
    let large = vec![5; 20_000];
    let from = |side| [Said::new(side, binary(large.clone())), Said::new(side, text("get it"))];
    assert_eq!(borrowed(&conversation(&from(Side::Server), (1, 2)).packets), (20_006, 0));
    // What is masked must be unmasked into another place.
    assert_eq!(borrowed(&conversation(&from(Side::Client), (1, 2)).packets), (0, 20_006));
    // What came too early was kept.
    let mut swapped = conversation(&from(Side::Server), (1, 2)).packets;
    swapped.swap(HANDSHAKE + 3, HANDSHAKE + 4);
    assert_eq!(borrowed(&swapped), (19_006, 1000));
}
