//! The WebSocket of 2010: the same handshake and frames however they are cut, what is missing, and what is
//! refused.

mod support;

use proptest::prelude::*;
use support::*;
use wiretale::tell::Rows;

use Side::{Client, Server};

/// The example of hybi-00 1.2.
const REQUEST: &str = "GET /demo HTTP/1.1\r\nHost: example.com\r\nConnection: Upgrade\r\n\
    Sec-WebSocket-Key2: 12998 5 Y3 1  .P00\r\nSec-WebSocket-Protocol: sample\r\nUpgrade: WebSocket\r\n\
    Sec-WebSocket-Key1: 4 @1  46546xW%0l 1 5\r\nOrigin: http://example.com\r\n\r\n^n:ds[4U";
const ANSWER: &str = "HTTP/1.1 101 WebSocket Protocol Handshake\r\nUpgrade: WebSocket\r\n\
    Connection: Upgrade\r\nSec-WebSocket-Origin: http://example.com\r\n\
    Sec-WebSocket-Location: ws://example.com/demo\r\nSec-WebSocket-Protocol: sample\r\n\r\n\
    8jKS'y:G*Co,Wxa-";

fn open() -> Conversation {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake();
    talk
}

fn mark(text: &str) -> Vec<u8> {
    [b"\0", text.as_bytes(), b"\xff"].concat()
}

/// A frame with a length, and bytes that could be marks.
fn sized(length: usize) -> Vec<u8> {
    let mut bytes = vec![0x80];
    let groups = [length >> 14, length >> 7, length].map(|group| (group & 0x7f) as u8);
    let first = groups.iter().position(|group| *group > 0).unwrap_or(2);
    bytes.extend(groups[first..2].iter().map(|group| group | 0x80));
    bytes.push(groups[2]);
    bytes.extend((0..length).map(|place| if place % 3 == 0 { 0xff } else { 0 }));
    bytes
}

/// The messages of both sides, and the findings.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    messages: Vec<(String, String, u64, u64, String)>,
    closes: u64,
    findings: Vec<String>,
}

fn told(talk: &Conversation) -> Told {
    let capture = to_capture(&talk.packets);
    let owned = |row: &Json, name: &str| row.text(name).unwrap_or_default().to_owned();
    let messages = rows_of(&capture, Rows::Messages);
    let frames = rows_of(&capture, Rows::Frames);
    let connections = rows_of(&capture, Rows::Connections);
    assert_eq!(connections[0].text("protocol"), Some("websocket"));
    let findings = connections[0].get("findings").expect("findings").list();
    let message = |row: &Json| {
        let number = |name| row.number(name).expect("a number");
        let said = row.text("text").or(row.text("base64")).unwrap_or_default().to_owned();
        (owned(row, "from"), owned(row, "opcode"), number("length"), number("missing"), said)
    };
    for frame in &frames {
        let plain = (frame.bool("fin"), frame.number("rsv"), frame.bool("masked"));
        assert_eq!(plain, (Some(true), Some(0), Some(false)), "{frame:?}");
    }
    Told {
        messages: messages.iter().map(message).collect(),
        closes: frames.iter().filter(|frame| frame.text("opcode") == Some("close")).count() as u64,
        findings: findings.iter().map(|found| owned(found, "rule")).collect(),
    }
}

/// Both directions in one piece each, cut into segments of `longest` bytes.
fn conversation(client: &[u8], server: &[u8], longest: usize) -> Conversation {
    let mut talk = open();
    talk.in_segments(Client, longest, REQUEST).in_segments(Server, longest, ANSWER);
    talk.in_segments(Server, longest, server).in_segments(Client, longest, client);
    talk.server_fin().client_fin().server_ack();
    talk
}

#[test]
fn the_same_however_it_is_cut() {
    let client = [mark("Hello"), mark(""), mark("é€😀"), vec![0xff, 0]].concat();
    let server = [mark("get it"), sized(0), sized(127), sized(128), sized(20_000), vec![0xff, 0]].concat();
    let whole = told(&conversation(&client, &server, 60_000));
    assert_eq!((whole.messages.len(), whole.closes), (8, 2));
    assert_eq!(whole.findings, ["hixie-frame-type"; 4]);
    let texts: Vec<_> = whole.messages.iter().filter(|message| message.1 == "text").collect();
    let texts: Vec<_> = texts.iter().map(|message| (message.2, message.4.as_str())).collect();
    assert_eq!(texts, [(6, "get it"), (5, "Hello"), (0, ""), (9, "é€😀")]);
    for longest in [1400, 333, 100, 7, 3] {
        assert_eq!(told(&conversation(&client, &server, longest)), whole, "in {longest}");
    }
    let short = [mark("get it"), sized(3), vec![0xff, 0]].concat();
    let whole = told(&conversation(&client, &short, 60_000));
    for longest in [1, 2] {
        assert_eq!(told(&conversation(&client, &short, longest)), whole, "in {longest}");
    }
}

#[test]
fn the_handshake_says_its_draft() {
    let capture = to_capture(&conversation(b"\xff\0", b"\xff\0", 60_000).packets);
    let connection = &rows_of(&capture, Rows::Connections)[0];
    let text = |name: &str| connection.text(&format!("handshake.{name}"));
    assert_eq!(text("version"), Some("hixie-76"));
    assert_eq!((text("key"), text("key1")), (None, Some("4 @1  46546xW%0l 1 5")));
    assert_eq!(text("key3"), Some("5e6e3a64735b3455"));
    assert_eq!(text("accept"), Some("386a4b5327793a472a436f2c5778612d"));
    assert_eq!(connection.bool("handshake.accept_valid"), Some(true));
    assert_eq!(connection.bool("ending.websocket.clean"), Some(true));
}

#[test]
fn a_wrong_answer_is_told_as_one() {
    let mut talk = open();
    talk.client(REQUEST).server(ANSWER.replace("8jKS", "8jKs")).client_fin().server_fin().client_ack();
    let capture = to_capture(&talk.packets);
    let connection = &rows_of(&capture, Rows::Connections)[0];
    assert_eq!(connection.bool("handshake.accept_valid"), Some(false));
    let verdict = connection.text("ending.verdict").unwrap();
    assert!(verdict.contains("16 bytes") && !verdict.contains("Accept"), "{verdict}");
    assert_eq!(told(&talk).findings, ["hixie-answer"]);
}

/// The eight bytes behind a refused request are no request.
#[test]
fn a_refusal_leaves_http() {
    let mut talk = open();
    talk.client(REQUEST).response("403 Forbidden", &["Content-Length: 0"], "");
    talk.client("GET / HTTP/1.1\r\nHost: a\r\n\r\n").response("204 No Content", &[], "");
    let connection = &rows_of(&to_capture(&talk.packets), Rows::Connections)[0];
    assert_eq!(connection.text("protocol"), Some("http"));
    let findings = connection.get("findings").unwrap().list();
    assert_eq!(findings.iter().map(|found| found.text("rule").unwrap()).collect::<Vec<_>>(), ["status-101"]);
}

#[test]
fn without_its_request_an_answer_is_known_by_its_fields() {
    let mut talk = open();
    talk.client(REQUEST).uncaptured().server(ANSWER).server(mark("get it")).client_ack();
    talk.after_ms(100).server(mark("again")).client_ack();
    let told = told(&talk);
    assert_eq!(told.messages.len(), 2, "{told:?}");
    assert!(!told.findings.iter().any(|rule| rule.starts_with("hixie")), "{told:?}");
}

/// Behind a hole in a text the next mark ends it; behind one between frames the next mark is where they can
/// be told apart again.
#[test]
fn holes_are_stepped_over_or_said() {
    let mut inside = open();
    inside.client(REQUEST).server(ANSWER);
    let text = mark(&"x".repeat(300));
    inside.server(&text[..100]).server(&text[100..200]).uncaptured().server(&text[200..]).client_ack();
    inside.server(mark("after")).client_ack();
    let said = told(&inside);
    let lengths: Vec<_> = said.messages.iter().map(|message| (message.2, message.3)).collect();
    assert_eq!(
        (lengths.as_slice(), said.findings),
        ([(300, 100), (5, 0)].as_slice(), vec!["frames-lost".into()])
    );

    let mut sized_frame = open();
    sized_frame.client(REQUEST).server(ANSWER);
    let bytes = sized(300);
    sized_frame
        .server(&bytes[..100])
        .server(&bytes[100..200])
        .uncaptured()
        .server(&bytes[200..])
        .client_ack();
    sized_frame.server(mark("after")).client_ack();
    let said = told(&sized_frame);
    let lengths: Vec<_> = said.messages.iter().map(|message| (message.2, message.3)).collect();
    assert_eq!(
        (lengths.as_slice(), said.findings),
        ([(300, 100), (5, 0)].as_slice(), vec!["hixie-frame-type".into()])
    );

    let mut between = open();
    between.client(REQUEST).server(ANSWER).server(mark("lost")).uncaptured();
    between.server(mark("skipped")).client_ack().server(mark("after")).client_ack();
    let said = told(&between);
    assert_eq!(said.messages.len(), 1);
    assert_eq!((said.messages[0].4.as_str(), said.findings), ("after", vec!["frames-lost".to_owned()]));
}

#[test]
fn a_text_without_its_mark_is_unfinished() {
    let mut talk = open();
    talk.client(REQUEST).server(ANSWER).server(&b"\0half"[..]).client_ack().server_rst();
    let story = text_of(&to_capture(&talk.packets), Rows::Story, wiretale::teach::Language::English, 300);
    assert!(story.contains("Text unfinished: 4 bytes came, but not the byte 0xFF that ends it"), "{story}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever follows a handshake of hixie-76, the bytes of the frames are those that came.
    #[test]
    fn any_bytes_may_follow(bytes in prop::collection::vec(prop_oneof![Just(0_u8), Just(0xff), Just(0x80), any::<u8>()], 0..300), longest in 1_usize..50) {
        let whole = told(&conversation(&bytes, &[], 60_000));
        prop_assert_eq!(&told(&conversation(&bytes, &[], longest)), &whole);
        let said: u64 = whole.messages.iter().map(|message| message.2).sum();
        prop_assert!(said <= bytes.len() as u64);
    }
}
