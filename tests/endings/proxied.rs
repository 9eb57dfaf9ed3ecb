//! Requests that a proxy passes on: both of its connections in one capture.

use std::sync::Arc;

use wiretale::pipeline::{self, Settings};
use wiretale::tell::{Indexer, SharedIndex};

use super::connections;
use super::support::*;

const CLIENT: &str = "10.0.0.1:50000";
const PROXY: &str = "10.0.0.3:80";
const PROXY_ASKS: &str = "10.0.0.3:40000";
const SERVER: &str = "10.0.0.2:8080";

/// A connection that asks to become a WebSocket with these headers besides the key, and is not answered yet.
fn asks(client: &str, server: &str, version: &str, headers: &str) -> Conversation {
    let mut talk = Conversation::new(client, server);
    let request =
        format!("GET /chat HTTP/{version}\r\nHost: a\r\nSec-WebSocket-Key: {SAMPLE_KEY}\r\n{headers}\r\n");
    talk.handshake().client(request).server_ack();
    talk
}

const WHOLE: &str = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n";
const LESS: &str = "Connection: close\r\nSec-WebSocket-Version: 13\r\n";

/// The request to the proxy, so much later the proxy's to the server, and both refused.
fn through(front: Conversation, later_ms: u64, back: Conversation) -> Vec<Json> {
    let (mut front, mut back) = (front, back);
    for packet in &mut back.packets {
        packet.time += later_ms * 1_000_000;
    }
    front.after_ms(500).response("426 Upgrade Required", &["Content-Length: 0", "Upgrade: websocket"], "");
    back.after_ms(later_ms + 100).response(
        "426 Upgrade Required",
        &["Content-Length: 0", "Upgrade: websocket"],
        "",
    );
    let mut packets = [front.packets, back.packets].concat();
    packets.sort_by_key(|packet| packet.time);
    connections(&to_capture(&packets))
}

/// What is said of the proxy in a connection: what it is there, the other connection, what it lost.
fn proxy(row: &Json) -> Option<(&str, u64, Vec<&str>)> {
    let lost = row.get("proxy.lost")?.list();
    Some((
        row.text("proxy.is").unwrap(),
        row.number("proxy.connection").unwrap(),
        lost.iter().filter_map(Json::as_text).collect(),
    ))
}

#[test]
fn what_a_proxy_does_not_pass_on_is_named_on_both_sides() {
    let front = asks(CLIENT, PROXY, "1.1", WHOLE);
    let rows = through(front, 20, asks(PROXY_ASKS, SERVER, "1.0", LESS));
    assert_eq!(proxy(&rows[0]), Some(("server", 1, vec!["Upgrade", "Connection"])));
    assert_eq!(proxy(&rows[1]), Some(("client", 0, vec!["Upgrade", "Connection"])));
    for row in &rows {
        let verdict = row.text("ending.verdict").unwrap();
        assert!(
            verdict.contains("without Upgrade and Connection") && verdict.contains("HTTP/1.0"),
            "{verdict}"
        );
        assert!(verdict.contains("proxy_set_header Upgrade"), "{verdict}");
        // Nobody needs to look for what is found.
        assert!(!verdict.contains("Look next at proxies"), "{verdict}");
    }
}

#[test]
fn a_proxy_that_passes_everything_on_is_named_too() {
    let rows = through(asks(CLIENT, PROXY, "1.1", WHOLE), 20, asks(PROXY_ASKS, SERVER, "1.1", WHOLE));
    assert_eq!(proxy(&rows[0]), Some(("server", 1, Vec::new())));
    assert_eq!(proxy(&rows[1]), Some(("client", 0, Vec::new())));
    assert!(rows[0].text("ending.verdict").unwrap().contains("10.0.0.2:8080"), "{:?}", rows[0]);
}

#[test]
fn the_same_key_alone_makes_no_proxy() {
    let front = || asks(CLIENT, PROXY, "1.1", WHOLE);
    let not_passed_on = [
        // A program that always sends the same key opens two connections.
        (20, asks("10.0.0.1:50001", PROXY, "1.1", WHOLE)),
        (20, asks("10.0.0.1:50001", SERVER, "1.1", WHOLE)),
        // So do two programs.
        (20, asks("10.0.0.4:50001", PROXY, "1.1", WHOLE)),
        (20, asks("10.0.0.4:50001", SERVER, "1.1", WHOLE)),
        // The first was answered long ago.
        (2_000, asks(PROXY_ASKS, SERVER, "1.1", WHOLE)),
    ];
    for (later, other) in not_passed_on {
        let rows = through(front(), later, other);
        assert_eq!((rows.len(), proxy(&rows[0]), proxy(&rows[1])), (2, None, None));
    }
}

#[test]
fn a_proxy_with_two_addresses_is_known_by_what_it_adds() {
    let forwarded = format!("{WHOLE}X-Forwarded-For: 10.0.0.1\r\n");
    let rows =
        through(asks(CLIENT, PROXY, "1.1", WHOLE), 20, asks("10.0.9.3:40000", SERVER, "1.1", &forwarded));
    assert_eq!(proxy(&rows[0]), Some(("server", 1, Vec::new())));
}

#[test]
fn a_proxy_may_be_on_the_computer_of_the_client_or_of_the_server() {
    let front = asks("127.0.0.1:50000", "127.0.0.1:80", "1.1", WHOLE);
    let rows = through(front, 20, asks("127.0.0.1:40000", "127.0.0.1:8080", "1.1", LESS));
    assert_eq!(proxy(&rows[0]), Some(("server", 1, vec!["Upgrade", "Connection"])));
}

#[test]
fn an_index_knows_it_of_connections_that_are_told_again_one_by_one() {
    let recorded = Recorded::named("proxy-header-lost");
    let index = SharedIndex::default();
    let mut indexer = Indexer::new(index.clone(), Arc::default());
    pipeline::run(&mut source(&recorded.bytes).unwrap(), &mut indexer, Settings::default());
    let index = index.lock().unwrap();
    for (front, back) in [(0, 1), (2, 3)] {
        let passage = index.passage(front).unwrap();
        assert_eq!((passage.front.connection, passage.back.connection), (front, back));
        assert_eq!(passage.lost.headers().collect::<Vec<_>>(), ["Upgrade", "Connection"]);
        assert_eq!(index.passage(back), Some(passage));
    }
    assert_eq!(index.passage(4), None);
}
