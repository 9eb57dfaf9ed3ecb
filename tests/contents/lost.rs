//! Compressed messages behind something that was lost: unreadable while they refer to it, and read again
//! when they don't.

use wiretale::tell::Rows;

use super::deflate::{Peer, agreed, texts, whole};
use super::support::*;

const FIRST: &str = "the first of all messages";

/// The server says some things; the capture misses half of the second one.
fn with_a_hole(parameters: &str, takes_over: bool, later: &[&str]) -> Vec<u8> {
    let mut peer = Peer::new(takes_over);
    let mut talk = agreed(parameters);
    talk.server(whole(1, peer.compress(FIRST.as_bytes())));
    let missing = whole(1, peer.compress(b"something 0123456789 that is missed")).bytes();
    let (start, end) = missing.split_at(10);
    talk.server(start).server(end).uncaptured();
    for text in later {
        talk.server(whole(1, peer.compress(text.as_bytes())));
    }
    talk.client_ack().after_ms(5000).client(masked(ping("bye"))).server_ack();
    talk.into_pcap()
}

fn findings(capture: &[u8]) -> Vec<String> {
    let rows = rows_of(capture, Rows::Connections);
    let found = rows[0].get("findings").map_or(&[][..], Json::list).iter();
    found.filter_map(|finding| finding.text("rule").map(str::to_owned)).collect()
}

#[test]
fn each_message_alone_is_read_from_the_next_one_on() {
    let capture = with_a_hole("; server_no_context_takeover", false, &["something again", "and more"]);
    let texts = texts(&capture);
    assert_eq!(texts[0], FIRST);
    assert!(texts[1].ends_with("(missing)"), "{texts:?}");
    assert_eq!(texts[2..4], ["something again", "and more"]);
    assert!(!findings(&capture).iter().any(|rule| rule == "context-lost"), "nothing else is lost");
}

#[test]
fn what_refers_to_something_lost_is_said_once_and_counted() {
    let later = ["something 0123456789 again", "0123456789 something 0123456789", "KWQJX"];
    let capture = with_a_hole("", true, &later);
    let texts = texts(&capture);
    assert!(texts[2].ends_with("(context_lost)") && texts[3].ends_with("(context_lost)"), "{texts:?}");
    assert_eq!(texts[4], "KWQJX", "it refers to nothing");
    assert_eq!(findings(&capture).iter().filter(|rule| *rule == "context-lost").count(), 1);
    let rows = rows_of(&capture, Rows::Connections);
    let server = rows[0].get("compression").and_then(|saved| saved.get("server")).unwrap();
    assert_eq!((server.number("messages"), server.number("unread")), (Some(5), Some(3)));
}

#[test]
fn damage_is_found_and_hides_what_refers_to_it() {
    let mut peer = Peer::new(true);
    let mut talk = agreed("");
    let mut payload = peer.compress(FIRST.as_bytes());
    payload.truncate(payload.len() / 2);
    talk.server(whole(1, payload)).server(whole(1, peer.compress(FIRST.as_bytes())));
    let capture = talk.into_pcap();
    assert_eq!(findings(&capture), ["deflate-damaged", "context-lost"]);
    let texts = texts(&capture);
    assert!(texts[0].ends_with("(damaged)") && texts[1].ends_with("(context_lost)"), "{texts:?}");
}

#[test]
fn without_an_agreement_nothing_is_inflated() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/").switching_protocols();
    talk.server(whole(2, Peer::new(true).compress(b"Hello")));
    let rows = rows_of(&talk.into_pcap(), Rows::Messages);
    assert_eq!((rows[0].bool("compressed"), rows[0].number("length")), (Some(false), Some(7)));
}
