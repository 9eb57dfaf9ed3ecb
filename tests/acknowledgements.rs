//! Who acknowledged what, how and when; and writes that wait for a delayed ACK.

mod support;

use std::collections::BTreeMap;
use std::process::Command;

use support::{Conversation, Recorded, rows_of};
use wiretale::capture::{CaptureFile, Elapsed, open};
use wiretale::flow::Direction;
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, Observer};
use wiretale::summary::{Acknowledgements, DELAY_BOUNDS, ShownBy, Summaries};
use wiretale::tell::Rows;

#[derive(Default)]
struct Found {
    summaries: Summaries,
    acknowledgements: Vec<Acknowledgements>,
}

impl Observer for Found {
    fn observe(&mut self, event: &Event<'_>) {
        self.acknowledgements.extend(self.summaries.observe(event).map(|summary| summary.acknowledgements));
    }
}

fn read(mut capture: CaptureFile, connection: usize) -> Acknowledgements {
    let mut found = Found::default();
    pipeline::run(&mut capture, &mut found, Settings::default());
    found.acknowledgements.remove(connection)
}

fn recorded(name: &str) -> Acknowledgements {
    recorded_at(name, 0)
}

fn recorded_at(name: &str, connection: usize) -> Acknowledgements {
    read(open(format!("captures/{name}.pcapng").as_ref()).unwrap(), connection)
}

fn crafted(talk: Conversation) -> Acknowledgements {
    read(CaptureFile::from_reader(std::io::Cursor::new(talk.into_pcap()), "crafted".to_owned()).unwrap(), 0)
}

fn talk() -> Conversation {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake();
    talk
}

#[test]
fn an_echo_carries_the_acks_and_the_client_sends_them_alone() {
    let acks = recorded("echo");
    let server = &acks.sides[Direction::ToClient];
    let client = &acks.sides[Direction::ToServer];
    assert_eq!((server.pure, server.piggybacked), (1, 4));
    assert_eq!((client.pure, client.piggybacked), (5, 0));
    assert_eq!(server.timer.count(), 0);
}

#[test]
fn the_delayed_ack_timer_of_linux_shows() {
    let server = &recorded("delayed-ack").sides[Direction::ToClient];
    assert_eq!(server.timer.count(), 3);
    let (shortest, _, longest) = server.timer.spread().unwrap();
    assert!(shortest >= Elapsed::from_millis(35) && longest <= Elapsed::from_millis(60));
    assert!(server.left_ping_pong.is_some());
    let around_the_timer = DELAY_BOUNDS.iter().position(|bound| *bound > Elapsed::from_millis(40)).unwrap();
    assert_eq!(server.distribution()[around_the_timer], 3);
    assert_eq!(server.distribution().iter().map(|count| u64::from(*count)).sum::<u64>(), server.count());
}

#[test]
fn an_ack_covers_all_that_came_before_it() {
    let mut talk = talk();
    talk.client("one").client("two").client("three").after_ms(1).server_ack();
    talk.after_ms(1).server("four").client_fin();
    let acks = crafted(talk);
    let server = &acks.sides[Direction::ToClient];
    assert_eq!((server.pure, server.segments), (1, 3));
    let client = &acks.sides[Direction::ToServer];
    assert_eq!((client.pure, client.with_fin), (0, 1));
}

#[test]
fn an_ack_that_waited_for_a_hole_to_be_filled_waited_for_no_timer() {
    let lost_twice = recorded_at("faults", 1);
    assert_eq!(lost_twice.sides[Direction::ToServer].timer.count(), 0);
}

#[test]
fn a_segment_made_by_offload_is_acknowledged_in_parts() {
    let mut talk = talk();
    talk.server(vec![0; 6000]);
    for _ in 0..3 {
        talk.client_ack().but(|packet| packet.ack = packet.ack.wrapping_sub(6000));
    }
    let last = talk.packets.len();
    for (packet, acked) in talk.packets[last - 3..].iter_mut().zip([2000, 4000, 6000]) {
        packet.ack = packet.ack.wrapping_add(acked);
    }
    let client = &crafted(talk).sides[Direction::ToServer];
    assert_eq!((client.pure, client.segments), (3, 1));
}

#[test]
fn small_writes_that_wait_for_a_delayed_ack_are_a_stall() {
    let mut talk = talk();
    for _ in 0..3 {
        // The second half waits in the client's kernel until the server's timer has run out.
        talk.client("first half").after_ms(40).server_ack().client("second half").server("done");
        talk.client_ack().after_ms(100);
    }
    let acks = crafted(talk);
    let stalls = &acks.stalls[Direction::ToServer];
    assert_eq!(stalls.lasted.count(), 3);
    assert_eq!(stalls.first_packet, 6);
    assert!(stalls.lasted.spread().unwrap().1 >= Elapsed::from_millis(40));
    assert_eq!(acks.stalls[Direction::ToClient].lasted.count(), 0);
}

#[test]
fn data_that_leaves_later_was_not_waiting_for_the_ack() {
    let mut talk = talk();
    talk.client("one").after_ms(40).server_ack().after_ms(20).client("two").server("done");
    assert_eq!(crafted(talk).stalls[Direction::ToServer].lasted.count(), 0);
}

#[test]
fn the_handshake_or_an_oversized_segment_shows_where_the_capture_was_taken() {
    let mut far = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    far.client_syn().after_ms(20).server_syn_ack().client_ack();
    let vantage = crafted(far).vantage.unwrap();
    assert_eq!((vantage.near, vantage.shown_by), (Direction::ToServer, ShownBy::Handshake));

    let mut offload = talk();
    offload.server(vec![0; 20_000]).client_ack();
    let vantage = crafted(offload).vantage.unwrap();
    assert_eq!((vantage.near, vantage.shown_by), (Direction::ToClient, ShownBy::Offload));
}

/// A side of a connection as the recount sees it.
#[derive(Default)]
struct Counted {
    /// Where its data begins and ends so far, relative.
    data: Option<(i64, i64)>,
    /// Up to where it has acknowledged the other side's data.
    acknowledged: Option<i64>,
}

/// What acknowledges new data, by packet: its kind and the bytes, counted from tshark's numbers alone.
fn recount(path: &str) -> Vec<(u64, String, i64)> {
    let fields = ["frame.number", "tcp.stream", "tcp.srcport", "tcp.seq", "tcp.ack", "tcp.len", "tcp.flags"];
    let output = Command::new("tshark")
        .args(["-r", path, "-n", "-Y", "tcp", "-T", "fields"])
        .args(fields.iter().flat_map(|field| ["-e", field]))
        .output()
        .expect("tshark is installed");
    assert!(output.status.success(), "{output:?}");
    let mut streams: BTreeMap<i64, BTreeMap<i64, Counted>> = BTreeMap::new();
    let mut found = Vec::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let number = |cell: &str| match cell.strip_prefix("0x") {
            Some(hexadecimal) => i64::from_str_radix(hexadecimal, 16).unwrap(),
            None => cell.parse().unwrap_or(0),
        };
        let cells: Vec<_> = line.split('\t').map(number).collect();
        let [packet, stream, port, seq, ack, length, flags] = cells.try_into().unwrap();
        let sides = streams.entry(stream).or_default();
        let peer = sides.iter().find(|(other, _)| **other != port).and_then(|(_, peer)| peer.data);
        let own = sides.entry(port).or_default();
        if flags & 0x14 == 0x10
            && let Some((begin, end)) = peer
        {
            let (before, now) = (own.acknowledged.unwrap_or(begin), ack.min(end));
            if now > before {
                let kind = match (length, flags & 1) {
                    (1.., _) => "piggybacked",
                    (_, 1) => "with_fin",
                    _ => "pure",
                };
                found.push((packet.cast_unsigned(), kind.to_owned(), now - before));
                own.acknowledged = Some(now);
            }
        }
        if length > 0 {
            let (begin, end) = own.data.unwrap_or((seq, seq));
            own.data = Some((begin, end.max(seq + length)));
        }
    }
    found
}

#[test]
fn a_recount_from_the_numbers_of_tshark_agrees() {
    let mut compared = 0;
    for capture in Recorded::all() {
        let rows = rows_of(&capture.bytes, Rows::Packets);
        let told = rows.iter().filter_map(|row| {
            let kind = row.text("acknowledges.kind")?.to_owned();
            Some((row.number("packet")?, kind, row.number("acknowledges.bytes")?.cast_signed()))
        });
        let counted = recount(&capture.path.to_string_lossy());
        assert_eq!(told.collect::<Vec<_>>(), counted, "{}", capture.name);
        compared += counted.len();
    }
    assert!(compared >= 300, "{compared} were compared");
}
