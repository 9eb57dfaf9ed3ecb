//! How connections are let go: by packet time, and by the least recently used when there is no room.

mod support;

use support::*;
use wiretale::flow::{LetGo, Room};

const SERVER: &str = "10.0.0.2:8080";
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// A conversation of one of several clients.
fn talk(client: u16) -> Conversation {
    Conversation::new(&format!("10.0.0.1:{}", 50_000 + client), SERVER)
}

/// An open connection that began so long after the first.
fn open(client: u16, after_ms: u64) -> Vec<TestPacket> {
    let mut talk = talk(client);
    talk.after_ms(after_ms).handshake().client("hello").server("welcome").client_ack();
    talk.packets
}

/// The ends in the log, as they came.
fn ends(flows: &Flows) -> Vec<&str> {
    flows.lines_with(" ended ")
}

fn room(open: usize, half_open: usize) -> Room {
    Room { open, half_open, past: 100 }
}

#[test]
fn a_day_of_silence_ends_a_connection() {
    let packets = [open(1, 0), open(2, DAY_MS - 10_000), open(3, DAY_MS + 10_000)].concat();
    let (flows, let_go) = follow_in(Room::default(), &to_capture(&packets));
    assert_eq!(
        ends(&flows),
        [
            "#0 6 client ended expired nobody",
            "#1 12 client ended open nobody",
            "#2 18 client ended open nobody"
        ]
    );
    assert_eq!(let_go, LetGo { silent: 1, crowded: 0 });
}

#[test]
fn one_wrong_time_ends_nothing() {
    let mut packets = [open(1, 0), open(2, 1)].concat();
    for wrong in [0, 1_000_000_000, 4_000_000_000_000_000_000_u64] {
        for at in 0..packets.len() {
            let right = std::mem::replace(&mut packets[at].time, wrong);
            let (flows, let_go) = follow_in(Room::default(), &to_capture(&packets));
            assert_eq!((ends(&flows).len(), let_go), (2, LetGo::default()), "packet {at} at {wrong}");
            assert!(flows.lines_with("expired").is_empty());
            packets[at].time = right;
        }
    }
}

#[test]
fn times_that_run_backwards_end_nothing() {
    let mut packets = [open(1, 0), open(2, 1), open(3, 2)].concat();
    let last = packets.len() as u64;
    for (index, packet) in packets.iter_mut().enumerate() {
        packet.time = 1_700_000_000_000_000_000 + (last - index as u64) * DAY_MS * 2_000_000;
    }
    let (flows, let_go) = follow_in(Room::default(), &to_capture(&packets));
    assert_eq!((flows.lines_with("ended open").len(), let_go), (3, LetGo::default()));
}

#[test]
fn a_lone_syn_waits_for_as_long_as_linux_does() {
    let syn = talk(1).client_syn().packets.clone();
    let later = |milliseconds| [syn.clone(), open(2, milliseconds), open(3, milliseconds + 10)].concat();
    let (flows, _) = follow_in(Room::default(), &to_capture(&later(120_000)));
    assert_eq!(ends(&flows).first(), Some(&"#0 1 client ended unanswered nobody"));
    let end = |flows: &Flows| flows.log.iter().position(|line| line.contains("unanswered")).unwrap();
    let begun = |flows: &Flows| flows.log.iter().position(|line| line.starts_with("#2 ")).unwrap();
    assert!(end(&flows) > begun(&flows), "it waits to the end");
    let (flows, let_go) = follow_in(Room::default(), &to_capture(&later(140_000)));
    assert!(end(&flows) < begun(&flows), "it is told before");
    assert_eq!(let_go, LetGo::default(), "its end is known");
}

#[test]
fn the_least_recently_used_goes_first() {
    let mut first = talk(1);
    first.handshake().client("hello");
    let mut packets = first.packets.clone();
    packets.extend(open(2, 100));
    first.after_ms(1000).client("still here");
    packets.push(first.packets.last().unwrap().clone());
    packets.extend(open(3, 2000));
    let (flows, let_go) = follow_in(room(2, 2), &to_capture(&packets));
    assert_eq!(
        ends(&flows),
        [
            "#1 10 client ended expired nobody",
            "#0 11 client ended open nobody",
            "#2 17 client ended open nobody"
        ]
    );
    assert_eq!(let_go, LetGo { silent: 0, crowded: 1 });
}

#[test]
fn a_closed_connection_makes_room_before_an_open_one() {
    let mut closed = talk(2);
    closed.after_ms(10).handshake().client_fin().server_fin().client_ack();
    let packets = [open(1, 0), closed.packets, open(3, 20)].concat();
    let (flows, let_go) = follow_in(room(2, 2), &to_capture(&packets));
    assert_eq!(ends(&flows)[0], "#1 12 client ended fin client");
    assert_eq!((flows.lines_with("ended open").len(), let_go), (2, LetGo::default()));
}

#[test]
fn the_oldest_syn_goes_first() {
    let packets: Vec<_> = (1..=5).flat_map(|client| talk(client).client_syn().packets.clone()).collect();
    let (flows, let_go) = follow_in(room(9, 3), &to_capture(&packets));
    let how: Vec<_> = ends(&flows).iter().map(|line| line.split(' ').nth(4).unwrap().to_owned()).collect();
    assert_eq!(how, ["expired", "expired", "unanswered", "unanswered", "unanswered"]);
    assert_eq!(let_go, LetGo { silent: 0, crowded: 2 });
}

#[test]
fn what_was_let_go_and_speaks_again_is_another_connection() {
    let mut first = talk(1);
    first.handshake().client("hello");
    let mut packets = first.packets.clone();
    packets.extend(open(2, 100));
    first.after_ms(1000).client("still here").server("really?");
    packets.extend(first.packets[4..].to_vec());
    let (flows, let_go) = follow_in(room(1, 1), &to_capture(&packets));
    assert_eq!((flows.lines_with(" opened ").len(), let_go.crowded), (3, 2));
    assert_eq!(
        flows.lines_with("#2 ")[0],
        "#2 11 client opened 10.0.0.1:50001 -> 10.0.0.2:8080 Guessed reused"
    );
}

#[test]
fn late_segments_keep_their_number_and_new_connections_get_theirs() {
    let mut first = talk(1);
    first.handshake().client_fin().server_fin().client_ack();
    // Long after its end was told: a straggler, and then the same ports once more.
    first.after_ms(50_000).client_ack();
    let mut packets = first.packets;
    let between = open(2, 30_000);
    packets.splice(6..6, between);
    let mut again = talk(1);
    again.numbers(5_000_000, 6_000_000).after_ms(3_600_000).handshake();
    packets.extend(again.packets);
    let rows = rows_of(&to_capture(&packets), wiretale::tell::Rows::Packets);
    let numbers: Vec<_> = rows.iter().map(|row| row.number("connection")).collect();
    assert_eq!(numbers[..6], [Some(0); 6]);
    assert_eq!(numbers[6..12], [Some(1); 6]);
    assert_eq!(numbers[12..], [Some(0), Some(2), Some(2), Some(2)]);
    let labels = format!("{:?}", rows[13].get("analysis"));
    assert!(labels.contains("reused_ports"), "{labels}");
}
