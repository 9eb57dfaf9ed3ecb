//! Handshakes and frames of hixie-76 that break a rule, made from the example of hybi-00 1.2.

use super::*;

const REQUEST: &str = "GET /demo HTTP/1.1\r\nHost: example.com\r\nConnection: Upgrade\r\n\
    Sec-WebSocket-Key2: 12998 5 Y3 1  .P00\r\nSec-WebSocket-Protocol: sample\r\nUpgrade: WebSocket\r\n\
    Sec-WebSocket-Key1: 4 @1  46546xW%0l 1 5\r\nOrigin: http://example.com\r\n\r\n^n:ds[4U";
const ANSWER: &str = "HTTP/1.1 101 WebSocket Protocol Handshake\r\nUpgrade: WebSocket\r\n\
    Connection: Upgrade\r\nSec-WebSocket-Origin: http://example.com\r\n\
    Sec-WebSocket-Location: ws://example.com/demo\r\nSec-WebSocket-Protocol: sample\r\n\r\n\
    8jKS'y:G*Co,Wxa-";

/// The example, with something in its request replaced.
fn asks(rule: Rule, old: &str, new: &str) -> Case {
    assert!(REQUEST.contains(old), "{old}");
    let mut talk = open();
    talk.client(REQUEST.replacen(old, new, 1)).server_ack();
    Case::new(rule, 4, Side::Client, talk)
}

/// The example, with something in its answer replaced.
fn answers(rule: Rule, old: &str, new: &str) -> Case {
    assert!(ANSWER.contains(old), "{old}");
    let mut talk = open();
    talk.client(REQUEST).server(ANSWER.replacen(old, new, 1)).client_ack();
    Case::new(rule, 5, Side::Server, talk)
}

fn websocket() -> Conversation {
    let mut talk = open();
    talk.client(REQUEST).server(ANSWER).client_ack();
    talk
}

/// A side sends bytes, in its last segment those that break the rule.
fn sent(rule: Rule, side: Side, segments: &[&[u8]]) -> Case {
    let mut talk = websocket();
    for bytes in segments {
        talk.send(side, wiretale::decode::Flags::ACK, *bytes);
    }
    let last = talk.packets.len() as u64;
    Case::new(rule, last, side, talk)
}

pub(super) fn cases() -> Vec<Case> {
    let mut unanswered = websocket();
    unanswered.client([0xff, 0]).server_ack().server_fin().client_fin().server_ack();
    let mut early = open();
    early.client(REQUEST).client(&b"\0early\xff"[..]).server(ANSWER).client_ack();
    vec![
        asks(Rule::HixieKey1, "4 @1  46546xW%0l 1 5", "4@146546xW%0l15"),
        asks(Rule::HixieKey2, "12998 5 Y3 1  .P00", "12998 5 Y3 1  .P01"),
        asks(Rule::HixieKey2, "Sec-WebSocket-Key2: 12998 5 Y3 1  .P00\r\n", ""),
        answers(Rule::HixieOrigin, "Origin: http://example.com", "Origin: http://other.example"),
        answers(Rule::HixieLocation, "ws://example.com/demo", "ws://example.com/"),
        answers(Rule::HixieAnswer, "8jKS'y:G*Co,Wxa-", "8jKS'y:G*Co,Wxa+"),
        sent(Rule::HixieFrameType, Side::Server, &[b"\x80\x02ab"]),
        sent(Rule::HixieFrameType, Side::Client, &[b"\x01ab\xff"]),
        sent(Rule::HixieTextNotUtf8, Side::Client, &[b"\0a\xfeb\xff"]),
        sent(Rule::HixieTextNotUtf8, Side::Server, &[b"\0a\xe2\x82", b"\xff"]),
        sent(Rule::HixieFrameAfterClose, Side::Server, &[b"\xff\0", b"\0more\xff"]),
        Case::new(Rule::HixieCloseUnanswered, 9, Side::Server, unanswered),
        Case::new(Rule::FrameBefore101, 5, Side::Client, early),
    ]
}
