//! The state of each side: every arc of RFC 9293 figure 5 that packets show.

mod support;

use proptest::prelude::*;
use std::collections::BTreeMap;
use support::*;
use wiretale::decode::Flags;
use wiretale::flow::{Direction, HowEnded, State, TcpEvent};
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, EventKind, Observer};
use wiretale::teach::Language;
use wiretale::tell::Rows;

fn talk() -> Conversation {
    Conversation::new("10.0.0.1:50000", "10.0.0.2:8080")
}

/// The changes of state, without those of the three-way handshake where there is one.
fn after_opening(talk: &Conversation) -> Vec<String> {
    let mut states = follow(&to_capture(&talk.packets)).states;
    if states.starts_with(&OPENING.map(str::to_owned)) {
        states.drain(..OPENING.len());
    }
    states
}

const OPENING: [&str; 4] = [
    "1 client CLOSED > SYN-SENT",
    "2 server LISTEN > SYN-RECEIVED",
    "3 client SYN-SENT > ESTABLISHED",
    "3 server SYN-RECEIVED > ESTABLISHED",
];

#[test]
fn the_handshake_opens_both_sides() {
    let mut talk = talk();
    talk.handshake().client("a").server("b");
    assert_eq!(follow(&to_capture(&talk.packets)).states, OPENING);
}

#[test]
fn what_is_sent_again_changes_nothing() {
    let mut talk = talk();
    talk.client_syn().after_ms(1000).again(Side::Client).server_syn_ack().after_ms(1000).again(Side::Server);
    talk.client_ack().again(Side::Server).client_ack();
    let expected = [
        "1 client CLOSED > SYN-SENT",
        "3 server LISTEN > SYN-RECEIVED",
        "5 client SYN-SENT > ESTABLISHED",
        "5 server SYN-RECEIVED > ESTABLISHED",
    ];
    assert_eq!(after_opening(&talk), expected);
}

#[test]
fn a_simultaneous_open_passes_through_syn_received_on_both_sides() {
    let mut talk = talk();
    talk.client_syn();
    // RFC 9293 figure 7: the SYNs cross, then each side answers with the same number.
    talk.crossing().send(Side::Server, Flags::SYN, []).but(|syn| syn.ack = 0);
    let (client, server) = (talk.packets[0].seq, talk.packets[1].seq);
    talk.client_ack().but(|syn| (syn.seq, syn.flags) = (client, Flags(0x12)));
    talk.server_ack().but(|syn| (syn.seq, syn.flags) = (server, Flags(0x12)));
    talk.client("a");
    let expected = [
        "1 client CLOSED > SYN-SENT",
        "2 server CLOSED > SYN-SENT",
        "3 client SYN-SENT > SYN-RECEIVED",
        "4 server SYN-SENT > SYN-RECEIVED",
        "4 client SYN-RECEIVED > ESTABLISHED",
        "5 server SYN-RECEIVED > ESTABLISHED",
    ];
    assert_eq!(after_opening(&talk), expected);
}

#[test]
fn four_segments_close_both_directions_one_after_the_other() {
    for first in [Side::Client, Side::Server] {
        let mut talk = talk();
        talk.handshake();
        let fin = Flags(0x11);
        talk.send(first, fin, []).send(first.peer(), Flags::ACK, []);
        talk.send(first.peer(), fin, []).send(first, Flags::ACK, []);
        let (first, peer) = if first == Side::Client { ("client", "server") } else { ("server", "client") };
        let expected = [
            format!("4 {first} ESTABLISHED > FIN-WAIT-1"),
            format!("4 {peer} ESTABLISHED > CLOSE-WAIT"),
            format!("5 {first} FIN-WAIT-1 > FIN-WAIT-2"),
            format!("6 {peer} CLOSE-WAIT > LAST-ACK"),
            format!("6 {first} FIN-WAIT-2 > TIME-WAIT"),
            format!("7 {peer} LAST-ACK > CLOSED"),
        ];
        assert_eq!(after_opening(&talk), expected);
    }
}

#[test]
fn fin_and_ack_in_one_segment_take_three() {
    let mut talk = talk();
    talk.handshake().server_fin().client_fin().server_ack();
    let expected = [
        "4 server ESTABLISHED > FIN-WAIT-1",
        "4 client ESTABLISHED > CLOSE-WAIT",
        "5 client CLOSE-WAIT > LAST-ACK",
        "5 server FIN-WAIT-1 > FIN-WAIT-2",
        "5 server FIN-WAIT-2 > TIME-WAIT",
        "6 client LAST-ACK > CLOSED",
    ];
    assert_eq!(after_opening(&talk), expected);
    // A FIN that is sent again finds the side in TIME-WAIT, and changes nothing.
    talk.again(Side::Client).server_ack();
    assert_eq!(after_opening(&talk), expected);
}

#[test]
fn fins_that_cross_lead_both_sides_through_closing() {
    let mut talk = talk();
    talk.handshake().client_fin().crossing().server_fin().client_ack().server_ack();
    let expected = [
        "4 client ESTABLISHED > FIN-WAIT-1",
        "4 server ESTABLISHED > CLOSE-WAIT",
        "5 server CLOSE-WAIT > CLOSING",
        "5 client FIN-WAIT-1 > CLOSING",
        "6 server CLOSING > TIME-WAIT",
        "7 client CLOSING > TIME-WAIT",
    ];
    assert_eq!(after_opening(&talk), expected);
}

#[test]
fn the_other_direction_stays_open_until_its_own_fin() {
    let mut talk = talk();
    talk.handshake().client_fin().server_ack().after_ms(500).server("more").client_ack();
    assert_eq!(
        after_opening(&talk),
        [
            "4 client ESTABLISHED > FIN-WAIT-1",
            "4 server ESTABLISHED > CLOSE-WAIT",
            "5 client FIN-WAIT-1 > FIN-WAIT-2",
        ]
    );
    talk.server_fin().client_ack();
    assert_eq!(
        after_opening(&talk)[3..],
        ["8 server CLOSE-WAIT > LAST-ACK", "8 client FIN-WAIT-2 > TIME-WAIT", "9 server LAST-ACK > CLOSED",]
    );
}

#[test]
fn a_fin_counts_once_all_before_it_is_there() {
    let mut late = talk();
    late.handshake().client("late").client_fin().server_ack();
    late.packets.swap(3, 4);
    retime(&mut late.packets);
    let expected = [
        "4 client ESTABLISHED > FIN-WAIT-1",
        "5 server ESTABLISHED > CLOSE-WAIT",
        "6 client FIN-WAIT-1 > FIN-WAIT-2",
    ];
    assert_eq!(after_opening(&late), expected);

    // Bytes that were not captured did arrive: the FIN is acknowledged.
    let mut missing = talk();
    missing.handshake().client("lost").uncaptured().client_fin().server_fin().client_ack();
    let expected = [
        "4 client ESTABLISHED > FIN-WAIT-1",
        "5 server ESTABLISHED > CLOSE-WAIT",
        "5 server CLOSE-WAIT > LAST-ACK",
        "5 client FIN-WAIT-1 > FIN-WAIT-2",
        "5 client FIN-WAIT-2 > TIME-WAIT",
        "6 server LAST-ACK > CLOSED",
    ];
    assert_eq!(after_opening(&missing), expected);
}

#[test]
fn an_ack_of_what_came_before_the_fin_is_no_ack_of_the_fin() {
    let mut talk = talk();
    talk.handshake().client("ab").client_fin();
    let fin = talk.packets[4].seq;
    talk.server_ack().but(|ack| ack.ack = fin);
    assert_eq!(after_opening(&talk).last().unwrap(), "5 server ESTABLISHED > CLOSE-WAIT");
    talk.server_ack();
    assert_eq!(after_opening(&talk).last().unwrap(), "7 client FIN-WAIT-1 > FIN-WAIT-2");
}

#[test]
fn a_reset_closes_both_sides_from_every_state() {
    type Script = fn(&mut Conversation) -> &mut Conversation;
    let scripts: [(Script, &str, &str); 9] = [
        (|talk| talk.client_syn(), "SYN-SENT", "?"),
        (|talk| talk.client_syn().server_syn_ack(), "SYN-SENT", "SYN-RECEIVED"),
        (|talk| talk.handshake(), "ESTABLISHED", "ESTABLISHED"),
        (|talk| talk.handshake().client_fin(), "FIN-WAIT-1", "CLOSE-WAIT"),
        (|talk| talk.handshake().client_fin().server_ack(), "FIN-WAIT-2", "CLOSE-WAIT"),
        (|talk| talk.handshake().client_fin().server_fin(), "TIME-WAIT", "LAST-ACK"),
        (|talk| talk.handshake().server_fin().client_fin(), "LAST-ACK", "TIME-WAIT"),
        (|talk| talk.handshake().client_fin().crossing().server_fin(), "CLOSING", "CLOSING"),
        (|talk| talk.handshake().client_fin().server_fin().client_ack(), "TIME-WAIT", "CLOSED"),
    ];
    for (script, client, server) in scripts {
        for by in [Side::Client, Side::Server] {
            let mut talk = talk();
            script(&mut talk).send(by, Flags(0x14), []);
            let packet = talk.packets.len();
            let states = follow(&to_capture(&talk.packets)).states;
            let closed = |side: &str, from: &str| {
                let line = format!("{packet} {side} {from} > CLOSED");
                assert_eq!(states.contains(&line), from != "CLOSED", "{line}: {states:#?}");
            };
            closed("client", client);
            closed("server", server);
        }
    }
}

#[test]
fn a_capture_that_starts_later_infers_that_both_sides_are_open() {
    let mut talk = talk();
    talk.handshake().client("a").server("b").client_fin().server_fin().client_ack();
    talk.packets.drain(..3);
    let expected = [
        "1 client ? > ESTABLISHED",
        "1 server ? > ESTABLISHED",
        "3 client ESTABLISHED > FIN-WAIT-1",
        "3 server ESTABLISHED > CLOSE-WAIT",
        "4 server CLOSE-WAIT > LAST-ACK",
        "4 client FIN-WAIT-1 > FIN-WAIT-2",
        "4 client FIN-WAIT-2 > TIME-WAIT",
        "5 server LAST-ACK > CLOSED",
    ];
    assert_eq!(after_opening(&talk), expected);
    let mut reset = self::talk();
    reset.server_rst();
    assert_eq!(after_opening(&reset), ["1 server ? > CLOSED", "1 client ? > CLOSED"]);
}

#[test]
fn of_a_side_that_was_not_captured_its_peer_shows_the_state() {
    let one_sided = |side: &str| {
        let mut talk = talk();
        talk.handshake().client("a").server("b").client_fin().server_fin().client_ack();
        talk.packets.retain(|packet| packet.from.to_string() == side);
        follow(&to_capture(&talk.packets)).states
    };
    let client = [
        "1 client CLOSED > SYN-SENT",
        "2 client SYN-SENT > ESTABLISHED",
        "2 server ? > ESTABLISHED",
        "4 client ESTABLISHED > FIN-WAIT-1",
        "4 server ESTABLISHED > CLOSE-WAIT",
    ];
    assert_eq!(one_sided("10.0.0.1:50000"), client);
    let server = [
        "1 server LISTEN > SYN-RECEIVED",
        "1 client ? > SYN-SENT",
        "2 server SYN-RECEIVED > ESTABLISHED",
        "2 client SYN-SENT > ESTABLISHED",
        "3 server ESTABLISHED > FIN-WAIT-1",
        "3 client ESTABLISHED > CLOSE-WAIT",
    ];
    assert_eq!(one_sided("10.0.0.2:8080"), server);
}

#[test]
fn a_refused_connection_that_is_tried_again_opens_anew() {
    let mut talk = talk();
    talk.client_syn().server_rst();
    talk.after_ms(500).numbers(1_000_000, 3_000_000_000).handshake();
    let expected = [
        "1 client CLOSED > SYN-SENT",
        "2 server ? > CLOSED",
        "2 client SYN-SENT > CLOSED",
        "3 client CLOSED > SYN-SENT",
        "4 server LISTEN > SYN-RECEIVED",
        "5 client SYN-SENT > ESTABLISHED",
        "5 server SYN-RECEIVED > ESTABLISHED",
    ];
    assert_eq!(after_opening(&talk), expected);
}

/// The row of the only connection in `connections --json`.
fn row(talk: &Conversation) -> Json {
    rows_of(&to_capture(&talk.packets), Rows::Connections).remove(0)
}

/// The story of the only connection, its lines joined.
fn story(talk: &Conversation) -> String {
    let story = text_of(&to_capture(&talk.packets), Rows::Story, Language::English, 100);
    story.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_row_of_a_connection_has_the_timeline() {
    let mut talk = talk();
    talk.handshake().server_fin().client_fin().server_ack();
    let row = row(&talk);
    let timeline = |side: &str| -> Vec<_> {
        let entries = row.get(side).expect("a timeline").list().iter();
        let told = |entry: &Json| {
            let state = entry.text("state").expect("a state").to_owned();
            (entry.number("packet").expect("a packet"), state)
        };
        entries.map(told).collect()
    };
    let named = |list: &[(u64, &str)]| -> Vec<_> {
        list.iter().map(|(at, name)| (*at, (*name).to_owned())).collect()
    };
    let client = [(1, "SYN-SENT"), (3, "ESTABLISHED"), (4, "CLOSE-WAIT"), (5, "LAST-ACK"), (6, "CLOSED")];
    assert_eq!(timeline("states.client"), named(&client));
    let server =
        [(2, "SYN-RECEIVED"), (3, "ESTABLISHED"), (4, "FIN-WAIT-1"), (5, "FIN-WAIT-2"), (5, "TIME-WAIT")];
    assert_eq!(timeline("states.server"), named(&server));
    let first = &row.get("states.client").unwrap().list()[0];
    assert_eq!(first.text("time"), Some("1700000000.000000000"));
    assert_eq!(row.text("states.time_wait"), Some("server"));
}

#[test]
fn a_half_closed_time_has_a_length_and_bytes() {
    let mut talk = talk();
    talk.handshake().client("ask").client_fin().server_ack();
    talk.after_ms(2000).server("the answer").client_ack().after_ms(1000);
    let row = row(&talk);
    assert_eq!(row.get("states.half_closed.to_packet"), None);
    assert!(story(&talk).contains("is still in CLOSE-WAIT"), "{}", story(&talk));
    talk.server_fin().client_ack();
    let row = self::row(&talk);
    assert_eq!(row.text("states.half_closed.by"), Some("client"));
    assert_eq!(row.number("states.half_closed.from_packet"), Some(5));
    assert_eq!(row.number("states.half_closed.to_packet"), Some(9));
    assert_eq!(row.number("states.half_closed.bytes"), Some(10));
    let story = story(&talk);
    assert!(story.contains("Half-closed for 3 s: the client had sent its FIN (packet 5)"), "{story}");
    assert!(story.contains("the server still sent 10 bytes"), "{story}");
}

#[test]
fn an_ordinary_close_is_half_closed_too_shortly_for_the_story() {
    let mut talk = talk();
    talk.handshake().server_fin().client_fin().server_ack();
    assert_eq!(row(&talk).number("states.half_closed.bytes"), Some(0));
    assert!(!story(&talk).contains("Half-closed"));
}

#[test]
fn crossing_syns_and_fins_are_named() {
    let mut talk = talk();
    talk.handshake().client_fin().crossing().server_fin().client_ack().server_ack();
    let json = row(&talk);
    assert_eq!(json.text("states.time_wait"), Some("both"));
    assert_eq!(json.bool("states.simultaneous_close"), Some(true));
    assert_eq!(json.bool("states.simultaneous_open"), Some(false));
    let told = story(&talk);
    assert!(told.contains("simultaneous close, RFC 9293 3.6"), "{told}");
    assert!(told.contains("both sides stay in TIME-WAIT"), "{told}");

    let mut talk = self::talk();
    talk.client_syn().crossing().send(Side::Server, Flags::SYN, []).but(|syn| syn.ack = 0);
    let client = talk.packets[0].seq;
    talk.client_ack().but(|syn| (syn.seq, syn.flags) = (client, Flags(0x12)));
    assert_eq!(row(&talk).bool("states.simultaneous_open"), Some(true));
    assert!(story(&talk).contains("simultaneous open, RFC 9293 3.5"));
}

#[test]
fn who_does_not_know_the_connection_had_lost_it() {
    let mut talk = talk();
    talk.handshake().client("a").server("b").client_ack();
    // The server was started anew: to its TCP there is no such connection (RFC 9293 3.5.1).
    talk.after_ms(5000).client("still there?").server_rst().but(|rst| rst.flags = Flags::RST);
    let json = row(&talk);
    assert_eq!(json.text("states.half_open.open"), Some("client"));
    assert_eq!(json.number("states.half_open.from_packet"), Some(5));
    assert_eq!(json.number("states.half_open.to_packet"), Some(8));
    assert!(story(&talk).contains("Half-open for up to 5 s"), "{}", story(&talk));
    // A program that aborts says so with RST and ACK.
    talk.but(|rst| rst.flags = Flags(0x14));
    assert_eq!(row(&talk).get("states.half_open"), None);
}

#[test]
fn who_answers_nothing_any_more_may_have_lost_it() {
    let mut talk = talk();
    talk.handshake().client("a").server("b").client_ack();
    for _ in 0..4 {
        talk.after_ms(1000).keep_alive(Side::Server, b"");
    }
    let json = row(&talk);
    assert_eq!(json.text("states.half_open.open"), Some("server"));
    assert_eq!(json.number("states.half_open.from_packet"), Some(6));
    assert_eq!(json.number("states.half_open.to_packet"), Some(10));
    talk.client_ack();
    assert_eq!(row(&talk).get("states.half_open"), None);
}

#[test]
fn a_timeline_is_bounded_and_the_rest_counted() {
    let mut talk = talk();
    for _ in 0..20 {
        talk.after_ms(100).numbers(1_000_000, 3_000_000_000).client_syn().server_rst();
    }
    let row = row(&talk);
    let kept = |side| row.get(side).map_or(0, |side: &Json| side.list().len());
    assert_eq!(kept("states.client") + kept("states.server"), 32);
    assert_eq!(row.number("states.more_changes"), Some(20 * 3 - 32));
}

/// Follows every side's state, and checks that each change begins where the one before ended.
#[derive(Default)]
struct Chain {
    states: BTreeMap<(u32, Direction), State>,
    ended: BTreeMap<u32, HowEnded>,
}

impl Observer for Chain {
    fn observe(&mut self, event: &Event<'_>) {
        let connection = event.at.connection;
        match event.kind {
            EventKind::Tcp(TcpEvent::State(change)) => {
                let before = self.states.insert((connection, change.side), change.to);
                assert_ne!(change.from, Some(change.to));
                if before.is_some() {
                    assert_eq!(before, change.from, "connection {connection} {change:?}");
                }
            }
            EventKind::Tcp(TcpEvent::BegunAnew) => {
                self.states.retain(|(known, _), _| *known != connection);
            }
            EventKind::Tcp(TcpEvent::Ended(ending)) => {
                self.ended.insert(connection, ending.how);
            }
            _ => {}
        }
    }
}

#[test]
fn every_recorded_connection_ends_in_the_states_that_its_ending_says() {
    let mut seen = 0;
    for capture in Recorded::all() {
        let mut chain = Chain::default();
        pipeline::run(&mut source(&capture.bytes).unwrap(), &mut chain, Settings::default());
        for (connection, how) in &chain.ended {
            let state = |direction| chain.states.get(&(*connection, direction)).copied();
            let (client, server) = (state(Direction::ToServer), state(Direction::ToClient));
            let states = [client, server];
            let waiting = states.iter().filter(|state| **state == Some(State::TimeWait)).count();
            let closed = states.iter().filter(|state| **state == Some(State::Closed)).count();
            let fits = match how {
                HowEnded::Fin => {
                    (waiting, closed) == (1, 1)
                        || states.contains(&Some(State::CloseWait)) && waiting + closed == 0
                }
                HowEnded::Reset | HowEnded::Refused => closed == 2,
                HowEnded::Unanswered => states == [Some(State::SynSent), None],
                _ => states == [Some(State::Established); 2],
            };
            assert!(fits, "{} connection {connection}: {how:?} {states:?}", capture.name);
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}

proptest! {
    /// Whatever the segments are, each change begins where the one before ended.
    #[test]
    fn each_change_begins_where_the_one_before_ended(
        segments in prop::collection::vec((any::<bool>(), 0..64_u16, 0..6_u32, 0..6_u32, 0..3_usize), 0..40),
    ) {
        let ends = ["10.0.0.1:50000".parse().unwrap(), "10.0.0.2:8080".parse().unwrap()];
        let packets: Vec<_> = segments
            .into_iter()
            .map(|(client, flags, seq, ack, length)| {
                let (from, to) = if client { (ends[0], ends[1]) } else { (ends[1], ends[0]) };
                let payload = vec![b'x'; length];
                TestPacket { seq, ack, flags: Flags(flags), payload, ..TestPacket::new(from, to) }
            })
            .collect();
        pipeline::run(&mut source(&to_capture(&packets)).unwrap(), &mut Chain::default(), Settings::default());
    }
}
