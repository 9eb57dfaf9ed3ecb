//! Endings inside TLS, without the keys: crafted records, of which only type and length are read.

use wiretale::teach::Language;
use wiretale::tell::Rows;

use super::support::*;
use super::{first, of};

/// A TLS record of a type and a length.
fn record(kind: u8, length: u16) -> Vec<u8> {
    let [high, low] = length.to_be_bytes();
    let mut record = vec![kind, 3, 3, high, low];
    record.resize(5 + usize::from(length), 0x5a);
    record
}

fn sealed(length: u16) -> Vec<u8> {
    record(23, length)
}

/// A connection whose TLS handshake is done, as far as records show it.
fn tls() -> Conversation {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8443");
    talk.handshake().client(record(22, 300)).server(record(22, 122));
    talk.server([record(20, 1), sealed(900)].concat()).client([record(20, 1), sealed(69)].concat());
    talk.client(sealed(500)).server(sealed(146)).client_ack();
    talk
}

/// The server asks with 21 bytes, the client answers with 25, `times` times.
fn beating(times: usize) -> Conversation {
    let mut talk = tls();
    for _ in 0..times {
        talk.after_ms(7_300).server(sealed(23)).after_ms(2).client(sealed(27)).server_ack();
    }
    talk
}

#[test]
fn equal_records_at_equal_intervals_are_a_heartbeat() {
    let row = of(beating(6));
    let of_records = |key: &str| row.number(&format!("heartbeat.records.{key}"));
    assert_eq!(row.text("heartbeat.records.from"), Some("server"));
    assert_eq!((of_records("length"), of_records("answer_length")), (Some(23), Some(27)));
    assert_eq!((of_records("count"), of_records("unanswered")), (Some(6), Some(0)));
    assert_eq!(of(beating(2)).get("heartbeat.records"), None, "two are no rhythm");
    let mut talk = tls();
    for wait in [700, 2_900, 1_100, 5_300] {
        talk.after_ms(wait).server(sealed(23)).client_ack();
    }
    assert_eq!(of(talk).get("heartbeat.records"), None, "unequal intervals");
}

#[test]
fn a_heartbeat_that_finds_no_answer_gives_up() {
    let mut talk = beating(5);
    talk.after_ms(7_300).server(sealed(23)).client_ack().after_ms(7_300).server_fin().client_fin();
    let row = of(talk);
    assert_eq!(row.text("ending.cause"), Some("heartbeat_gave_up"));
    assert_eq!(row.text("ending.cause_confidence"), Some("guess"));
    assert_eq!(row.get("ending.onclose"), None);
    let mut talk = beating(5);
    talk.after_ms(1_700).server_fin().client_fin();
    assert_eq!(of(talk).text("ending.cause"), Some("process_ended"));
}

#[test]
fn a_closing_handshake_has_its_sizes() {
    let closed = |client: u16, server: u16, alert: bool| {
        let mut talk = tls();
        talk.after_ms(700).client(sealed(client)).server(sealed(server)).client_ack();
        if alert {
            talk.server(sealed(19)).client_ack();
        }
        talk.server_fin().client_fin().server_ack();
        of(talk).text("ending.cause").map(str::to_owned)
    };
    assert_eq!(closed(28, 24, true).as_deref(), Some("sealed_close"));
    assert_eq!(closed(23, 19, true).as_deref(), Some("sealed_close"), "empty Close frames");
    assert_eq!(closed(28, 25, true).as_deref(), Some("sealed_goodbye"), "not the same Close frame");
    assert_eq!(closed(28, 24, false).as_deref(), Some("process_ended"), "no good-bye of TLS");
}

#[test]
fn a_closed_tab_leaves_a_record_of_the_size_of_its_close() {
    let left = |length: u16, wait: u64| {
        let mut talk = tls();
        talk.after_ms(700).client(sealed(length)).after_ms(wait).client_fin().server_ack();
        talk.server(sealed(21)).client_rst();
        of(talk).text("ending.cause").map(str::to_owned)
    };
    assert_eq!(left(25, 1).as_deref(), Some("sealed_close"));
    assert_eq!(left(26, 1).as_deref(), Some("process_ended"));
    assert_eq!(left(25, 700).as_deref(), Some("process_ended"));
}

#[test]
fn a_proxy_says_good_bye_inside_tls_after_its_limit() {
    let mut talk = tls();
    talk.after_ms(60_000).server(sealed(19)).server_fin().client_fin().server_ack();
    let row = of(talk);
    assert_eq!(row.text("ending.cause"), Some("idle_limit"));
    assert_eq!(row.text("ending.cause_confidence"), Some("likely"));
}

#[test]
fn alerts_in_the_handshake_are_named_where_they_can_be_read() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8443");
    talk.handshake().client(record(22, 300)).server([21, 3, 3, 0, 2, 2, 40]).server_fin().client_fin();
    let row = of(talk);
    assert_eq!(row.text("ending.cause"), Some("tls_alert"));
    let verdict = row.text("ending.verdict").unwrap();
    assert!(verdict.contains("handshake_failure") && verdict.contains("server"), "{verdict}");
    // In TLS 1.3 the client's is encrypted already, and takes the place of its Finished.
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8443");
    talk.handshake().client(record(22, 300)).server(record(22, 122));
    talk.server([record(20, 1), sealed(900)].concat()).client([record(20, 1), sealed(19)].concat());
    talk.client_fin().server_fin().client_ack();
    let row = of(talk);
    assert_eq!(row.text("ending.cause"), Some("tls_alert"));
    assert_eq!(
        (row.text("ending.confidence"), row.text("ending.cause_confidence")),
        (Some("guess"), Some("guess"))
    );
}

#[test]
fn wss_recordings_have_their_heartbeat() {
    for (name, count) in [("wss-killed", 5), ("wss-heartbeat-gave-up", 5)] {
        let row = first(&Recorded::named(name).bytes);
        assert_eq!(row.number("heartbeat.records.count"), Some(count), "{name}");
        assert_eq!(row.number("heartbeat.records.answer_length"), Some(23), "{name}");
    }
    assert_eq!(first(&Recorded::named("wss-tls13").bytes).get("heartbeat.records"), None);
}

/// The record with the server's choice of TLS 1.3 (RFC 8446 4.1.3).
fn server_hello() -> Vec<u8> {
    let mut hello = vec![22, 3, 3, 0, 50, 2, 0, 0, 46, 3, 3];
    hello.extend([0x5a; 32]);
    // No session, TLS_AES_128_GCM_SHA256, no compression, six bytes of extensions: supported_versions.
    hello.extend([0, 0x13, 1, 0, 0, 6, 0, 43, 0, 2, 3, 4]);
    hello
}

#[test]
fn a_client_that_asks_nothing_does_not_trust_the_server() {
    let hello = || {
        let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8443");
        let server = [server_hello(), record(20, 1), sealed(900)].concat();
        talk.handshake().client(record(22, 300)).server(server);
        talk
    };
    let mut talk = hello();
    talk.client([record(20, 1), sealed(69)].concat()).client_fin().server_fin().client_ack();
    let table = text_of(&talk.clone().into_pcapng(), Rows::Connections, Language::English, 120);
    assert!(table.contains("✗ TLS: client left before asking"), "{table}");
    assert_eq!(of(talk).text("ending.cause"), Some("tls_abandoned"));
    let mut talk = hello();
    talk.client([record(20, 1), sealed(69), sealed(500)].concat()).client_fin().server_fin().client_ack();
    assert_eq!(of(talk).text("ending.cause"), Some("process_ended"), "it asked");
}

#[test]
fn a_client_hello_that_finds_no_answer() {
    for reset in [true, false] {
        let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8443");
        talk.handshake().client(record(22, 300)).server_ack().after_ms(3_000);
        if reset {
            talk.server_rst();
        } else {
            talk.server_fin().client_fin().server_ack();
        }
        let row = of(talk);
        assert_eq!(row.text("ending.cause"), Some("tls_hung_up"));
        assert_eq!(row.text("ending.cause_confidence"), Some("certain"));
    }
}

#[test]
fn an_answer_to_tls_that_is_none() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().client(record(22, 300)).server("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    talk.server_fin().client_fin().server_ack();
    assert_eq!(of(talk).text("ending.cause"), Some("not_tls"));
}

#[test]
fn who_says_good_bye_inside_tls_is_named_though_the_other_ends_tcp() {
    let mut talk = tls();
    talk.after_ms(700).server(sealed(300)).client_ack().after_ms(700).server(sealed(19));
    talk.client(sealed(19)).client_fin().server_fin().client_ack();
    let verdict = of(talk.clone()).text("ending.verdict").unwrap().to_owned();
    assert!(verdict.contains("the server said good-bye first"), "{verdict}");
    assert_eq!(of(talk).text("ending.cause"), Some("sealed_goodbye"));
    let mut talk = tls();
    talk.after_ms(700).server(sealed(300)).server(sealed(19)).client_rst();
    assert_eq!(of(talk).text("ending.cause"), Some("sealed_goodbye"), "not data that was never read");
}
