//! The second telling of a connection equals the first: every event of every connection, its story and
//! its summary.

#[path = "labels/random.rs"]
mod random;
#[path = "retelling/again.rs"]
mod again;
#[path = "retelling/mixed.rs"]
mod mixed;
#[path = "retelling/saved.rs"]
mod saved;
mod support;

use again::{check, check_in, told_from_memory, told_twice};
use support::*;
use wiretale::decode::Flags;
use wiretale::flow::Room;

const ENDS: [&str; 2] = ["10.0.0.1:50000", "10.0.0.2:8080"];

/// A conversation with initial numbers of its own, so long after the others.
fn talk(number: u32, after_ms: u64) -> Conversation {
    let mut talk = Conversation::new(ENDS[0], ENDS[1]);
    talk.numbers(number * 1_000_000, number * 7_000_000).after_ms(after_ms);
    talk.handshake().get("/chat").switching_protocols();
    talk.client(masked(text("hello"))).server(text("welcome")).client_ack();
    talk
}

/// The same from another port.
fn other(port: u16, after_ms: u64) -> Vec<TestPacket> {
    let mut talk = Conversation::new(&format!("10.0.0.9:{port}"), ENDS[1]);
    talk.after_ms(after_ms).handshake().client("ping").server("pong").client_ack();
    talk.packets
}

/// Packets of several conversations by their times.
fn by_time(mut packets: Vec<TestPacket>) -> Vec<TestPacket> {
    packets.sort_by_key(|packet| packet.time);
    packets
}

#[test]
fn every_connection_of_every_recorded_capture() {
    for recorded in Recorded::all() {
        let connections = check(&recorded.name, &recorded.bytes);
        assert!(connections > 0, "{}", recorded.name);
    }
}

#[test]
fn what_begins_in_the_middle_or_has_holes() {
    let mut talk = talk(1, 0);
    for number in 0..4 {
        talk.client(masked(text(&format!("question {number}")))).server(text(&format!("answer {number}")));
    }
    talk.server(binary(vec![7; 300])).client_ack().server(close(1000, "")).client(masked(close(1000, "")));
    talk.server_fin().client_fin().server_ack();
    for gone in [0..5, 3..5, 4..5, 8..9, 9..12, 14..16] {
        let mut packets = [talk.packets.clone(), other(1, 1)].concat();
        packets.drain(gone.clone());
        assert_eq!(check(&format!("without {gone:?}"), &to_capture(&by_time(packets))), 2);
    }
}

#[test]
fn all_recorded_captures_at_once() {
    let all: Vec<u8> = Recorded::all().into_iter().flat_map(|recorded| recorded.bytes).collect();
    assert!(check("all", &all) > 50);
}

#[test]
fn ports_that_are_used_again_and_stragglers_of_the_connection_before() {
    let mut first = talk(1, 0);
    first.server_fin().client_fin().server_ack();
    let late = first.packets.last().unwrap().clone();
    let late = TestPacket { time: late.time + 30_000_000_000, ..late };
    let mut second = talk(2, 40_000);
    second.client_rst();
    let mut third = talk(3, 41_000);
    third.client_fin();
    let packets = [first.packets, vec![late], second.packets, third.packets, other(1, 20_000)].concat();
    assert_eq!(check("reused", &to_capture(&by_time(packets))), 4);
}

#[test]
fn a_syn_that_opened_nothing() {
    let mut talk = talk(1, 0);
    let from = talk.packets[0].clone();
    let at = talk.packets.last().unwrap().time;
    let syn = TestPacket { time: at + 1000, seq: 77, ack: 0, ..from };
    talk.packets.push(syn);
    talk.after_ms(5).server(text("still here")).client_ack().client(masked(text("me too"))).server_ack();
    talk.server_fin().client_fin().server_ack();
    let packets = [talk.packets, other(1, 1)].concat();
    assert_eq!(check("doubted", &to_capture(&by_time(packets))), 3);
}

#[test]
fn segments_that_came_in_fragments() {
    let mut raw = Vec::new();
    let mut one = talk(1, 0);
    one.client(masked(text(&"long ".repeat(100)))).server_ack();
    let two = by_time([one.packets, other(1, 0)].concat());
    let mut waiting = Vec::new();
    for (index, packet) in two.iter().enumerate() {
        let mut packet = packet.clone();
        packet.ip.identification = Some(index as u16);
        if index % 3 == 2 {
            let mut pieces = packet.to_fragments(16);
            // The first piece comes last, after those of the packets that follow.
            waiting.push(pieces.remove(0));
            raw.extend(pieces);
        } else {
            raw.push(packet.to_raw());
        }
        if index % 5 == 4 {
            raw.append(&mut waiting);
        }
    }
    raw.append(&mut waiting);
    // One that is never complete.
    raw.extend(two[3].to_fragments(8).into_iter().take(1));
    assert_eq!(check("fragments", &write_capture(FileFormat::Pcapng(Order::Little), &raw)), 2);
}

#[test]
fn what_was_let_go_is_let_go_again() {
    const DAY_MS: u64 = 24 * 60 * 60 * 1000;
    let silent = by_time([talk(1, 0).packets, other(1, DAY_MS), other(2, 2 * DAY_MS + 1)].concat());
    let summaries = told_twice("silent", &to_capture(&silent), Room::default());
    assert!(summaries[0].contains("Expired"), "{}", summaries[0]);

    // There is no room: connections are let go in the middle, and begin once more.
    let mut crowded = Vec::new();
    for round in 0..4 {
        for port in 1..5 {
            let mut packets = other(port, 0);
            for packet in &mut packets {
                packet.time += round * 1_000_000;
            }
            crowded.extend(packets.into_iter().skip(round as usize * 2).take(2));
        }
    }
    for most in 1..4 {
        let room = Room { open: most, half_open: most, past: most };
        assert!(check_in("crowded", &to_capture(&crowded), room) > 4);
    }
}

#[test]
fn every_packet_captured_twice() {
    let talk = talk(1, 0);
    let twice = |(index, packet): (usize, &TestPacket)| {
        let mut first = packet.clone();
        first.ip.identification = Some(100 + index as u16);
        let copy = TestPacket { time: first.time + 20_000, ..first.clone() };
        [first, copy]
    };
    let packets: Vec<_> = talk.packets.iter().enumerate().flat_map(twice).collect();
    assert_eq!(check("copies", &to_capture(&packets)), 1);
}

#[test]
fn a_client_that_tries_again_with_the_same_number() {
    let mut talk = Conversation::new(ENDS[0], ENDS[1]);
    talk.client_syn().server_rst().after_ms(500);
    let syn = TestPacket { time: talk.packets[0].time + 600_000_000, ..talk.packets[0].clone() };
    talk.packets.push(syn);
    talk.after_ms(600).send(Side::Server, Flags(Flags::SYN.0 | Flags::ACK.0), "").client_ack();
    check("again", &to_capture(&talk.packets));
}

#[test]
fn whatever_comes_mixed_and_damaged() {
    for seed in 0..100 {
        let (packets, room) = mixed::packets(seed);
        let capture = write_capture(FileFormat::Pcapng(Order::Little), &packets);
        told_from_memory(&format!("seed {seed}"), capture, room);
    }
}

#[test]
fn whatever_was_lost_and_ended_between_packets() {
    for seed in 0..100 {
        let (packets, room) = mixed::packets(seed);
        let capture = with_statistics(&packets, &mixed::statistics(seed, &packets));
        told_from_memory(&format!("seed {seed}"), capture, room);
    }
}

#[test]
fn what_closed_ends_in_a_quiet_time_at_the_same_place() {
    let mut first = talk(1, 0);
    first.server_fin().client_fin().server_ack();
    let end = first.packets.last().unwrap();
    let late = TestPacket { time: end.time + 30_000_000_000, ..end.clone() };
    let packets: Vec<_> = [first.packets, vec![late], talk(2, 40_000).packets].concat();
    let raw: Vec<_> = packets.iter().map(TestPacket::to_raw).collect();
    let behind = raw.len() - 9;
    let tick = |second: u64| {
        let (time, lost) = (packets[0].time + second * 1_000_000_000, second / 7);
        TestStatistics { behind, time, dropped: (0, lost) }
    };
    for quiet in [5, 12, 25, 60] {
        let statistics: Vec<_> = (0..quiet).map(tick).collect();
        told_from_memory(&format!("{quiet} s"), with_statistics(&raw, &statistics), Room::default());
    }
}

#[test]
fn whoever_has_seen_enough_stops_it() {
    again::stopped(&Recorded::named("walkthrough"));
}
