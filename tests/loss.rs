//! Captures that lost packets, and say so: who is told of it, when, and what it explains.

mod support;
#[path = "loss/telling.rs"]
mod telling;

use std::process::Command;

use support::*;
use wiretale::capture::{Record, Source as _, open};

const SERVER: &str = "10.0.0.2:8080";
const SECOND: u64 = 1_000_000_000;

/// A conversation from a port that has said something after so many milliseconds.
fn talk(port: u16, after_ms: u64) -> Conversation {
    let mut talk = Conversation::new(&format!("10.0.0.1:{port}"), SERVER);
    talk.after_ms(after_ms).handshake().client("hello").server("welcome");
    talk
}

/// A capture without some of its packets, which count from 0, and with statistics so many packets behind
/// its beginning, so many milliseconds after its first packet, and with so many packets dropped in all.
fn capture(packets: &[TestPacket], missing: &[usize], statistics: &[(usize, u64, u64)]) -> Vec<u8> {
    let start = packets[0].time;
    let kept = packets.iter().enumerate().filter(|(index, _)| !missing.contains(index));
    let raw: Vec<_> = kept.map(|(_, packet)| packet.to_raw()).collect();
    let statistics = statistics.iter().map(|(behind, after_ms, dropped)| TestStatistics {
        behind: *behind,
        time: start + after_ms * 1_000_000,
        dropped: (0, *dropped),
    });
    with_statistics(&raw, &statistics.collect::<Vec<_>>())
}

fn by_time(mut packets: Vec<TestPacket>) -> Vec<TestPacket> {
    packets.sort_by_key(|packet| packet.time);
    packets
}

#[test]
fn each_connection_is_told_once_with_its_next_segment() {
    let (mut one, mut two, silent) = (talk(1, 0), talk(2, 100), talk(3, 200));
    one.after_ms(3_000).client("again");
    two.after_ms(9_000).client("late").server("yes");
    let packets = by_time([one.packets, two.packets, silent.packets].concat());
    assert_eq!(packets.len(), 18);
    let log = follow(&capture(
        &packets,
        &[],
        &[(15, 1_000, 0), (15, 1_500, 4), (15, 2_000, 9), (16, 4_000, 9), (16, 5_000, 10)],
    ));
    assert_eq!(log.lines_with("client lost"), ["#0 16 client lost 9", "#1 17 client lost 10"]);
    assert_eq!(log.labels, [""; 0]);
    // Whoever begins later was not there.
    let packets = by_time([talk(1, 0).packets, talk(2, 5_000).packets].concat());
    assert_eq!(follow(&capture(&packets, &[], &[(5, 1_000, 3)])).lines_with("client lost"), [""; 0]);
}

/// A conversation whose seventh packet is missing, the same for others before it and behind it.
fn with_hole(pause_ms: u64) -> Vec<TestPacket> {
    let mut talk = talk(1, 0);
    talk.after_ms(200).client_ack().after_ms(pause_ms);
    talk.server("missing").after_ms(10).server("there").client_ack();
    talk.after_ms(1_500).client_ack().server_fin().client_fin().server_ack();
    talk.packets
}

#[test]
fn a_hole_near_a_loss_is_explained_by_it() {
    let hole = |statistics: &[(usize, u64, u64)]| {
        let flows = follow(&capture(&with_hole(100), &[6], statistics));
        let gaps: Vec<_> = flows.lines_with("gap").into_iter().map(str::to_owned).collect();
        (flows.labels.first().cloned().unwrap_or_default(), gaps.concat())
    };
    let plain = ("7 lost_segment".to_owned(), "#0 7 server gap 7".to_owned());
    assert_eq!(hole(&[]), plain);
    // Before the packet behind the hole, as a rule.
    let explained =
        ("7 lost_segment explained by 2 lost".to_owned(), "#0 7 server gap 7 explained by 2 lost".to_owned());
    assert_eq!(hole(&[(6, 305, 2)]), explained);
    assert_eq!(hole(&[(0, 0, 0), (6, 305, 2), (8, 1_000, 2)]), explained);
    // Behind it: then the gap, which is told late, is explained.
    let late = ("7 lost_segment".to_owned(), "#0 7 server gap 7 explained by 2 lost".to_owned());
    assert_eq!(hole(&[(0, 0, 0), (8, 900, 2)]), late);
    // What was lost long before or after explains nothing; nor does what was not lost.
    assert_eq!(hole(&[(0, 0, 0), (8, 400, 0), (8, 2_900, 2), (8, 3_000, 2)]).0, plain.0);
    assert_eq!(hole(&[(0, 0, 0), (6, 305, 0)]), plain);
}

#[test]
fn what_a_silent_connection_missed_is_explained_however_late_it_shows() {
    let packets = with_hole(40_000);
    let flows = follow(&capture(&packets, &[6], &[(6, 9_000, 0), (6, 10_000, 5), (6, 11_000, 5)]));
    assert_eq!(flows.lines_with("lost 5"), ["#0 7 server lost 5"]);
    assert_eq!(flows.labels[0], "7 lost_segment explained by 5 lost");
    assert_eq!(flows.lines_with("gap"), ["#0 7 server gap 7 explained by 5 lost"]);
}

#[test]
fn an_ack_of_what_is_missing_is_explained_too() {
    let mut talk = talk(1, 0);
    talk.after_ms(100).server("missing").client_ack();
    talk.after_ms(300).client("more").after_ms(400).server_ack();
    let flows = follow(&capture(&talk.packets, &[5], &[(5, 0, 0), (5, 100, 1)]));
    assert_eq!(
        flows.labels,
        ["6 ack_lost_segment explained by 1 lost", "8 lost_segment explained by 1 lost"]
    );
}

#[test]
fn statistics_that_come_once_explain_nothing_for_sure() {
    // As dumpcap writes them: one at the end of the file.
    let mut packets = with_hole(20_000);
    packets.truncate(8);
    let flows = follow(&capture(&packets, &[6], &[(7, 60_000, 9)]));
    assert_eq!(
        flows.lines_with("lost"),
        ["#0 7 server gap 7 perhaps by 9 lost", "#0 7 client ended open nobody perhaps by 9 lost"]
    );
    assert_eq!(flows.labels[0], "7 lost_segment");
}

#[test]
fn a_loss_around_the_last_packet_is_told_with_the_end() {
    let ended = |statistics: &[(usize, u64, u64)]| {
        let flows = follow(&capture(&talk(1, 0).packets, &[], statistics));
        flows.lines_with("ended").concat()
    };
    assert_eq!(ended(&[(0, 0, 0), (5, 5_000, 0)]), "#0 5 client ended open nobody");
    assert_eq!(ended(&[(0, 0, 0), (5, 1_000, 3)]), "#0 5 client ended open nobody explained by 3 lost");
    assert_eq!(ended(&[(0, 0, 0), (5, 4_000, 0), (5, 5_000, 3)]), "#0 5 client ended open nobody");
    assert_eq!(ended(&[(5, 100_000, 3)]), "#0 5 client ended open nobody perhaps by 3 lost");
}

#[test]
fn time_passes_while_nothing_is_captured() {
    let mut closed = talk(1, 0);
    closed.server_fin().client_fin().server_ack();
    let mut asking = Conversation::new("10.0.0.1:2", SERVER);
    asking.client_syn();
    let late = talk(3, 200_000).packets.split_off(3);
    let packets = by_time([closed.packets, asking.packets, late].concat());
    let ended = |flows: &Flows| {
        let position = |word: &str| flows.log.iter().position(|line| line.contains(word));
        (position("ended fin"), position("ended unanswered"), position("#2"))
    };
    // A time that nothing confirms, the next packet's or that of other statistics, may be wrong.
    for statistics in [vec![], vec![(3, 150_000, 0)]] {
        let (closed, asked, next) = ended(&follow(&capture(&packets, &[], &statistics)));
        assert!(closed > next && asked > next, "{statistics:?}: {closed:?} {asked:?} {next:?}");
    }
    let ticks: Vec<_> = (0..150).map(|second| (9, second * 1000, 0)).collect();
    let flows = follow(&capture(&packets, &[], &ticks));
    let (closed, asked, next) = ended(&flows);
    assert!(closed < asked && asked < next, "{:?}", flows.log);
    // What ends then is told where it was last heard of.
    assert_eq!(flows.lines_with("ended fin"), ["#0 9 server ended fin server"]);
}

/// Twenty thousand connections, and fifty losses a second: told with as many segments as there are.
#[test]
fn a_loss_costs_the_same_however_many_connections_there_are() {
    let mut packets = Vec::new();
    for port in 1..=20_000 {
        packets.extend(talk(port, 0).packets.into_iter().take(4));
    }
    retime(&mut packets);
    let (count, end) = (packets.len(), packets.last().unwrap().time);
    let raw: Vec<_> = packets.iter().map(TestPacket::to_raw).collect();
    let loss = |at: u64| TestStatistics { behind: count, time: end + at * SECOND / 50, dropped: (0, at) };
    let losses: Vec<_> = (1..=100_000).map(loss).collect();
    let flows = follow(&with_statistics(&raw, &losses));
    assert_eq!(flows.lines_with("lost"), flows.lines_with("ended open nobody explained by"));
    assert_eq!(flows.lines_with("ended").len(), 20_000);
}

/// tshark writes the statistics that it read anew, with its own writer, at the end of the file: all of them
/// if it reads twice.
#[test]
fn tshark_reads_and_writes_the_same_statistics() {
    let packets = with_hole(100);
    let statistics = [(0, 0, 0), (6, 305, 70_000), (8, 1_000, 5_000_000_123)];
    let folder = tempfile::tempdir().unwrap();
    let (ours, theirs) = (folder.path().join("ours.pcapng"), folder.path().join("theirs.pcapng"));
    std::fs::write(&ours, capture(&packets, &[6], &statistics)).unwrap();
    let output = Command::new("tshark").arg("-2").arg("-r").arg(&ours).arg("-w").arg(&theirs).output();
    let output = output.expect("tshark: the oracle is a part of the tests");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = |path: &std::path::Path| {
        let mut source = open(path).unwrap();
        let mut latest = None;
        while let Some(record) = source.next_record().unwrap() {
            if let Record::Statistics(statistics) = record {
                latest = Some(statistics.time);
            }
        }
        (source.aside().dropped, latest)
    };
    assert_eq!(told(&theirs), told(&ours));
    assert_eq!(told(&theirs).0.system, 5_000_000_123);
}
