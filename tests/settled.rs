//! Sent again or only late: what SACK blocks, timestamps and the IP identification prove.

mod support;

use support::*;
use wiretale::decode::Flags;
use wiretale::flow::{At, Connections, Sink, TcpEvent};

/// `packet labels => packet verdict evidence` of every segment of which something is proved.
#[derive(Default)]
struct Proved(Vec<String>);

impl Sink for Proved {
    fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
        let TcpEvent::Segment(facts) = event else { return };
        if let Some(settled) = facts.settled {
            let labels: Vec<_> = facts.labels.iter().map(|(_, name)| name).collect();
            let (verdict, by) = (settled.verdict.name(), settled.by.name());
            let said = format!("{} {} => {} {verdict} {by}", at.packet, labels.join(" "), settled.packet);
            self.0.push(said);
        }
    }
}

fn proved(packets: &[TestPacket]) -> Vec<String> {
    let mut connections = Connections::default();
    let mut proved = Proved::default();
    decode_each(&to_capture(packets), |segment| connections.take(&segment.unwrap(), &mut proved));
    connections.finish(&mut proved);
    proved.0
}

/// Eight segments from the client, after a handshake with a round trip of 200 microseconds; the
/// sender gives each packet the next IP identification, and its clock ticks with each packet.
fn eight(identifications: bool, timestamps: bool) -> Vec<TestPacket> {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake();
    for index in 0..8 {
        talk.client(format!("segment {index}"));
    }
    for (index, packet) in talk.packets.iter_mut().enumerate() {
        let index = index as u32;
        if identifications {
            packet.ip.identification = Some(65_530_u16.wrapping_add(index as u16));
        }
        if timestamps {
            packet.options.push(TcpOption::Timestamps(1_000 + index, 1));
        }
    }
    talk.packets
}

/// The segment at `from` is captured after the one at `to`.
fn overtaken(mut packets: Vec<TestPacket>, from: usize, to: usize) -> Vec<TestPacket> {
    let times: Vec<_> = packets.iter().map(|packet| packet.time).collect();
    let late = packets.remove(from);
    packets.insert(to, late);
    for (packet, time) in packets.iter_mut().zip(times) {
        packet.time = time;
    }
    packets
}

#[test]
fn an_older_timestamp_or_a_smaller_identification_came_late() {
    let by_clock = overtaken(eight(false, true), 7, 8);
    assert_eq!(proved(&by_clock), ["9 out_of_order => 9 reordering timestamps"]);
    let by_count = overtaken(eight(true, false), 7, 8);
    assert_eq!(proved(&by_count), ["9 out_of_order => 9 reordering ip_id"]);
    assert_eq!(proved(&overtaken(eight(false, false), 7, 8)), [""; 0], "nothing proves it");
}

#[test]
fn late_by_seconds_is_still_reordering_if_its_timestamp_says_so() {
    let mut packets = overtaken(eight(false, true), 6, 8);
    for packet in &mut packets[8..] {
        packet.time += 2_000_000_000;
    }
    assert_eq!(proved(&packets), ["9 retransmission => 9 reordering timestamps"]);
}

#[test]
fn a_newer_timestamp_or_identification_was_sent_again() {
    // The first copy of segment 7 is lost before the capture.
    let mut packets = overtaken(eight(false, true), 7, 9);
    packets[9].options = vec![TcpOption::Timestamps(1_020, 1)];
    assert_eq!(proved(&packets), ["10 out_of_order => 10 retransmission timestamps"]);
    let mut packets = overtaken(eight(true, false), 7, 9);
    packets[9].ip.identification = Some(20);
    assert_eq!(proved(&packets), ["10 out_of_order => 10 retransmission ip_id"]);
}

#[test]
fn identifications_that_do_not_count_prove_no_order() {
    let mut packets = overtaken(eight(true, false), 7, 9);
    for (index, packet) in packets.iter_mut().enumerate() {
        packet.ip.identification = Some((index as u16 + 1).wrapping_mul(40_503));
    }
    assert_eq!(proved(&packets), [""; 0]);
}

#[test]
fn a_first_syn_may_be_captured_twice() {
    let mut packets = eight(true, false);
    let mut again = packets[0].clone();
    again.time += 50_000;
    packets.insert(1, again);
    assert_eq!(proved(&packets), ["2 retransmission => 2 duplicate_capture ip_id"]);
}

#[test]
fn the_same_identification_is_the_same_packet() {
    let mut packets = eight(true, true);
    packets.insert(9, packets[8].clone());
    assert_eq!(proved(&packets), ["10 retransmission => 10 duplicate_capture ip_id"]);
    packets[9].ip.identification = Some(77);
    assert_eq!(proved(&packets), ["10 retransmission => 10 retransmission ip_id"]);
    // A sender that gives all packets the same identification says nothing with it.
    let mut packets = eight(false, false);
    packets.insert(9, packets[8].clone());
    assert_eq!(proved(&packets), [""; 0]);
}

#[test]
fn an_original_that_arrives_after_its_retransmission_is_late() {
    // Segment 5 is delayed; it is sent again as the 12th packet, and then the first one arrives.
    let mut packets = eight(true, false);
    let original = packets.remove(8);
    let time = packets.last().unwrap().time;
    let again = Some(65_530_u16.wrapping_add(11));
    packets.push(TestPacket { time: time + 100_000, ..original.clone() });
    packets[10].ip.identification = again;
    packets.push(TestPacket { time: time + 150_000, ..original.clone() });
    let mut ack = TestPacket::new(original.to, original.from);
    (ack.time, ack.seq, ack.ack) = (time + 200_000, original.ack, packets[9].end());
    ack.options = vec![TcpOption::Sack(vec![(original.seq, original.end())])];
    packets.push(ack);
    let expected = [
        "11 out_of_order => 11 retransmission ip_id",
        "12 out_of_order => 12 reordering ip_id",
        "13  => 11 retransmission sack",
    ];
    assert_eq!(proved(&packets), expected);
}

#[test]
fn a_sack_block_proves_that_the_receiver_had_it() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().client("one").client("two").client("three");
    let (one, two) = (talk.packets[3].clone(), talk.packets[4].clone());
    talk.packets.remove(4);
    talk.server_ack().but(|ack| {
        ack.ack = one.seq;
        ack.options = vec![TcpOption::Sack(vec![(two.seq, two.end() + 5)])];
    });
    let time = talk.packets[5].time + 50_000;
    talk.packets.push(TestPacket { time, ..two });
    assert_eq!(proved(&talk.packets), ["7 out_of_order => 7 retransmission sack"]);
}

#[test]
fn a_duplicate_sack_proves_that_a_segment_was_sent_for_nothing() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().client("one").client("two").after_ms(300).again(Side::Client);
    let two = talk.packets[5].clone();
    talk.server_ack().but(|ack| ack.options = vec![TcpOption::Sack(vec![(two.seq, two.end())])]);
    talk.server_ack().but(|ack| ack.options = vec![TcpOption::Sack(vec![(two.seq, two.end())])]);
    assert_eq!(proved(&talk.packets), ["7  => 6 retransmission sack"], "said once");
    // A keep-alive's garbage byte is reported the same way, and is no retransmission.
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().client("one").server_ack().after_ms(2000).keep_alive(Side::Client, b"x");
    let probe = talk.packets[5].clone();
    assert!(!probe.flags.has(Flags::SYN));
    talk.server_ack().but(|ack| ack.options = vec![TcpOption::Sack(vec![(probe.seq, probe.end())])]);
    assert_eq!(proved(&talk.packets), [""; 0]);
}
