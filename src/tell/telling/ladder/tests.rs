//! Tests of the ladder's data, on recorded captures.

use std::path::Path;

use super::*;
use crate::capture::{Source as _, open};
use crate::decode::Decoder;
use crate::flow::{ConnectionId, Connections};
use crate::session::Sessions;
use crate::tell::Teller;

fn ladder(capture: &str, connection: ConnectionId) -> Ladder {
    let path = format!("captures/{capture}.pcapng");
    let mut source = open(Path::new(&path)).unwrap();
    let mut teller = Teller::new(connection);
    let (mut decoder, mut connections) = (Decoder::new(), Connections::default());
    let mut sessions = Sessions::new(&mut teller);
    while let Some(packet) = source.next_packet().unwrap() {
        if let Ok(segment) = decoder.decode(&packet) {
            connections.take(&segment, &mut sessions);
        }
    }
    connections.finish(&mut sessions);
    drop(sessions);
    teller.finish().unwrap().ladder
}

fn rung(ladder: &Ladder, packet: u64) -> &Rung {
    &ladder.rungs[ladder.position(packet).unwrap()]
}

fn packet(ladder: &Ladder, link: Option<u32>) -> Option<u64> {
    Some(ladder.rungs[link? as usize].line.packet)
}

#[test]
fn every_rung_stands_in_one_item_and_in_order() {
    let captures = [("walkthrough", 3), ("zero-window", 0), ("faults", 2), ("polling", 0), ("refused", 0)];
    for (capture, connection) in captures {
        let ladder = ladder(capture, connection);
        let mut next = 0;
        for (index, item) in ladder.items.iter().enumerate() {
            let rungs = match item {
                Item::Rung(rung) => *rung..rung + 1,
                Item::Run(fold, rungs) => {
                    assert_eq!(fold.packets as usize, rungs.len());
                    rungs.clone()
                }
                _ => continue,
            };
            assert_eq!(rungs.start, next);
            assert!(rungs.clone().all(|rung| ladder.item_of(rung) == Some(index)), "{capture} {index}");
            next = rungs.end;
        }
        assert_eq!(next, ladder.rungs.len());
        assert!(ladder.rungs.iter().all(|rung| !rung.line.parts.is_empty()));
    }
}

#[test]
fn acknowledgements_join_packets() {
    let ladder = ladder("walkthrough", 0);
    let joined = |earlier, ack| {
        assert_eq!(packet(&ladder, rung(&ladder, earlier).links.acked_by), Some(ack));
        assert_eq!(packet(&ladder, rung(&ladder, ack).links.covers), Some(earlier));
    };
    // SYN, SYN-ACK, data, a keep-alive probe, data by data, FIN by FIN.
    for (earlier, ack) in [(1, 2), (2, 3), (4, 5), (10, 11), (16, 17), (21, 22), (22, 23), (23, 24)] {
        joined(earlier, ack);
    }
    assert_eq!(rung(&ladder, 24).links.acked_by, None);
}

#[test]
fn an_ack_of_several_covers_each_and_what_fills_a_hole_of_the_capture_too() {
    let ladder = ladder("faults", 0);
    let covered: Vec<_> = ladder
        .rungs
        .iter()
        .filter(|rung| packet(&ladder, rung.links.acked_by) == Some(25))
        .map(|rung| rung.line.packet)
        .collect();
    assert_eq!(covered, [14, 16, 18, 20, 22, 24]);
    assert_eq!(rung(&ladder, 25).links.covered, 6);
    let lost: Vec<_> = ladder.items.iter().filter(|item| matches!(item, Item::Lost(..))).collect();
    assert!(matches!(lost.as_slice(), [Item::Lost(Direction::ToClient, 1448)]), "{lost:?}");
}

#[test]
fn what_repeats_a_packet_says_which() {
    let ladder = ladder("vanished-in-flight", 0);
    let repeats: Vec<_> =
        (11..=16).map(|number| packet(&ladder, rung(&ladder, number).links.repeats)).collect();
    assert_eq!(repeats, [Some(10); 6]);
    assert_eq!(packet(&ladder, rung(&ladder, 10).links.repeated_by), Some(11));
    assert_eq!(packet(&ladder, rung(&ladder, 15).links.repeated_by), Some(16));
}

#[test]
fn states_before_the_first_packet_are_known_where_it_is_seen() {
    let walkthrough = ladder("walkthrough", 0);
    assert_eq!(walkthrough.initial.to_server, Some(State::Closed));
    assert_eq!(walkthrough.initial.to_client, Some(State::Listen));
    assert_eq!(rung(&walkthrough, 24).state_of(Direction::ToServer), Some(State::Closed));
}
