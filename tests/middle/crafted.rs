//! What is said of a WebSocket that a capture joins, and what the user may say of it.

use wiretale::pipeline::{self, Settings};
use wiretale::session::DecodeAs;
use wiretale::teach::Language;
use wiretale::tell::{Output, Part, Rows, Teller, What};
use wiretale::view::json::Json as JsonOutput;

use super::random::Random;
use super::support::*;

const CLIENT: &str = "10.0.0.1:50000";
const SERVER: &str = "10.0.0.2:8080";

/// A WebSocket that has opened.
fn open(client: &str, server: &str) -> Conversation {
    let mut talk = Conversation::new(client, server);
    talk.handshake().get("/chat").switching_protocols().client_ack();
    talk
}

/// Its handshake is not in the capture.
fn joined(mut talk: Conversation) -> Conversation {
    talk.packets.drain(..6);
    talk
}

fn masked(frame: Frame, random: &mut Random) -> Frame {
    frame.masked_with(random.key())
}

/// Questions and answers.
fn chat(mut talk: Conversation) -> Conversation {
    let random = &mut Random(7);
    for number in 0..3 {
        talk.client(masked(text(&format!("question {number}, please")), random));
        talk.server(text(&format!("answer {number}")));
    }
    talk
}

/// The rows of a capture, where the user says something of its ports.
fn told(talk: &Conversation, rows: Rows, rules: &[&str]) -> Vec<Json> {
    let rules: Vec<_> = rules.iter().map(|rule| rule.parse().expect("a rule")).collect();
    let decode_as = DecodeAs::new(&rules).expect("few rules");
    let mut printed = Vec::new();
    let mut json = JsonOutput::new(rows, Language::English, Output::new(&mut printed));
    let mut capture = source(&to_capture(&talk.packets)).expect("a capture");
    let mut report = pipeline::run(&mut capture, &mut json, Settings { decode_as, ..Settings::default() });
    json.finish(&mut report).expect("memory");
    Json::lines(&String::from_utf8(printed).expect("UTF-8"))
}

/// Frames as `packet side opcode length`.
fn frames(talk: &Conversation, rules: &[&str]) -> Vec<String> {
    let line = |row: &Json| {
        let [from, opcode] = ["from", "opcode"].map(|key| row.text(key).expect(key).to_owned());
        let [packet, length] = ["packet", "payload_length"].map(|key| row.number(key).expect(key));
        format!("{packet} {from} {opcode} {length}")
    };
    told(talk, Rows::Frames, rules).iter().map(line).collect()
}

/// What the first connection speaks, and what is found in it.
fn findings(talk: &Conversation, rules: &[&str]) -> (String, Vec<String>) {
    let rows = told(talk, Rows::Connections, rules);
    let found = rows[0].get("findings").expect("findings").list();
    let rules = found.iter().map(|found| found.text("rule").expect("a rule").to_owned());
    (rows[0].text("protocol").unwrap_or("none").to_owned(), rules.collect())
}

#[test]
fn it_is_told_where_its_frames_came_and_how_sure_that_is() {
    let talk = joined(chat(open(CLIENT, SERVER)));
    let expected = [
        "1 client text 18",
        "2 server text 8",
        "3 client text 18",
        "4 server text 8",
        "5 client text 18",
        "6 server text 8",
    ];
    assert_eq!(frames(&talk, &[]), expected);
    assert_eq!(findings(&talk, &[]), ("websocket".to_owned(), vec!["websocket-guessed".to_owned()]));
    let story = text_of(&to_capture(&talk.packets), Rows::Story, Language::English, 200);
    let told = story.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("The handshake is not in the capture; the frames show a WebSocket"), "{story}");
    assert!(told.contains("Found: 2^") && told.contains("packet 1 brought this: Text"), "{story}");
}

#[test]
fn a_client_that_was_taken_for_the_server_breaks_no_rule() {
    let talk = joined(chat(open("10.0.0.1:8080", "10.0.0.2:50000")));
    let reversed: Vec<_> = frames(&talk, &[]).into_iter().take(2).collect();
    assert_eq!(reversed, ["1 server text 18", "2 client text 8"]);
    let (protocol, rules) = findings(&talk, &[]);
    assert_eq!(
        (protocol.as_str(), rules),
        ("websocket", ["websocket-guessed", "roles-reversed"].map(str::to_owned).into())
    );
}

#[test]
fn the_user_may_forbid_it() {
    let talk = joined(chat(open(CLIENT, SERVER)));
    for rule in ["tcp.port==8080,none", "tcp.port==50000,none"] {
        assert_eq!(findings(&talk, &[rule]), ("unknown".to_owned(), vec![]));
        assert_eq!(frames(&talk, &[rule]), [""; 0]);
    }
    assert_eq!(frames(&talk, &["tcp.port==8081,none"]).len(), 6);
    // A handshake is no guess.
    assert_eq!(frames(&chat(open(CLIENT, SERVER)), &["tcp.port==8080,none"]).len(), 6);
}

#[test]
fn the_user_may_say_so() {
    // Too little to be sure of.
    let random = &mut Random(9);
    let mut talk = open(CLIENT, SERVER);
    talk.client(masked(ping(""), random)).server(pong(""));
    talk.client(masked(ping(""), random)).server(pong("")).server_fin().client_fin().server_ack();
    let talk = joined(talk);
    assert_eq!(findings(&talk, &[]).0, "unknown");
    let rule = &["tcp.port==8080,websocket"];
    assert_eq!(findings(&talk, rule), ("websocket".to_owned(), vec!["websocket-forced".to_owned()]));
    assert_eq!(
        frames(&talk, rule),
        ["1 client ping 0", "2 server pong 0", "3 client ping 0", "4 server pong 0"]
    );
    // Without a handshake at all.
    let mut bare = Conversation::new(CLIENT, SERVER);
    bare.handshake();
    let bare = chat(bare);
    assert_eq!(findings(&bare, &[]).0, "unknown");
    assert_eq!(frames(&bare, rule).len(), 6);
    // What has its handshake is read from there.
    let whole = chat(open(CLIENT, SERVER));
    assert_eq!(findings(&whole, rule), ("websocket".to_owned(), vec![]));
}

#[test]
fn the_answer_to_the_upgrade_is_missing() {
    let mut talk = open(CLIENT, SERVER);
    let random = &mut Random(11);
    talk.client(masked(binary([1, 2, 3, 4]), random)).client_ack().server_ack().server(close(1001, ""));
    talk.client(masked(close(1001, ""), random)).server_fin().client_fin().server_ack();
    talk.packets.remove(4);
    let expected = ["6 client binary 4", "9 server close 2", "10 client close 2"];
    assert_eq!(frames(&talk, &[]), expected);
    // It was no after all.
    let mut refused = Conversation::new(CLIENT, SERVER);
    refused.handshake().get("/chat").response("404 Not Found", &["Content-Length: 0"], "").client_ack();
    refused.client("GET /other HTTP/1.1\r\nHost: a\r\n\r\n").response("200 OK", &["Content-Length: 0"], "");
    refused.server_fin().client_fin().server_ack();
    refused.packets.remove(4);
    assert_eq!(findings(&refused, &[]).0, "http");
}

#[test]
fn compressed_messages_are_read_where_they_refer_to_nothing_before() {
    let random = &mut Random(13);
    let mut talk = open(CLIENT, SERVER);
    // "Hello" as RFC 7692 7.2.3.1 compresses it, and again with a reference to the first.
    let hello = [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00];
    let again = [0xf2, 0x00, 0x11, 0x00, 0x00];
    talk.client(masked(reserved(1, again).with_rsv(4), random)).server(reserved(1, hello).with_rsv(4));
    talk.client(masked(reserved(1, hello).with_rsv(4), random)).server(reserved(1, again).with_rsv(4));
    talk.client(masked(close(1000, ""), random)).server(close(1000, ""));
    talk.server_fin().client_fin().server_ack();
    let talk = joined(talk);
    assert_eq!(findings(&talk, &[]).1, ["websocket-guessed", "context-lost"]);
    let messages = told(&talk, Rows::Messages, &[]);
    let read: Vec<_> = messages.iter().map(|row| (row.text("text"), row.text("unread"))).collect();
    assert!(read.contains(&(Some("Hello"), None)), "{read:?}");
    assert!(messages[0].text("unread") == Some("context_lost"), "{messages:?}");
}

#[test]
fn frames_larger_than_what_is_kept_are_told() {
    let random = &mut Random(17);
    let mut talk = open(CLIENT, SERVER);
    let large = binary(random.bytes(200_000));
    talk.in_segments(Side::Client, 1448, masked(large, random).bytes()).server_ack();
    talk.server(text("thank you")).client(masked(close(1000, "done"), random)).server(close(1000, "done"));
    talk.server_fin().client_fin().server_ack();
    let talk = joined(talk);
    let told = frames(&talk, &[]);
    assert!(told[0].ends_with(" client binary 200000") && told.len() == 4, "{told:?}");
}

#[test]
fn an_unmasked_side_alone_never_convinces() {
    let mut talk = open(CLIENT, SERVER);
    for number in 0..50 {
        talk.server(text(&"tick ".repeat(number))).client_ack();
    }
    talk.server(close(1000, "that was all"));
    assert_eq!(findings(&joined(talk), &[]).0, "unknown");
}

#[test]
fn the_screens_show_frames_where_they_lie() {
    let mut talk = joined(chat(open(CLIENT, SERVER)));
    // And behind a gap.
    talk.server(text("not captured")).uncaptured();
    let random = &mut Random(19);
    talk.server(text("here again"))
        .client(masked(text("welcome"), random))
        .server(close(1000, ""))
        .client_ack();
    let mut teller = Teller::new(0);
    pipeline::run(
        &mut source(&to_capture(&talk.packets)).expect("a capture"),
        &mut teller,
        Settings::default(),
    );
    let telling = teller.finish().expect("a connection");
    let whole = |packet: u64| {
        let layout = telling.layouts.of(packet).expect("a layout");
        let frame = |part: &Part| match part.what {
            What::Frame { first_packet, .. } => first_packet == packet && (part.before, part.after) == (0, 0),
            _ => false,
        };
        layout.parts.len() == 1 && layout.parts.iter().all(frame)
    };
    let with_frames = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    let wrong: Vec<_> = with_frames.into_iter().filter(|packet| !whole(*packet)).collect();
    assert!(wrong.is_empty(), "{wrong:?}: {:?}", telling.layouts.of(wrong[0]));
    let rows: Vec<_> = telling.frames.lines.iter().map(|line| line.packet).collect();
    assert_eq!(rows, with_frames);
    let said: Vec<_> = telling.transcript.said.iter().map(|said| said.packet).collect();
    assert!(said.is_sorted(), "{said:?}");
}

#[test]
fn the_middle_of_a_payload_that_repeats_itself_is_no_chain_of_frames() {
    let random = &mut Random(11);
    for case in 0..400 {
        let words: Vec<u8> =
            (0..=random.below(12)).map(|_| b"\x01\x02\x05 aqz~\x81\x82\x83\x8a"[random.below(12)]).collect();
        let long = binary(words.iter().copied().cycle().take(60_000).collect::<Vec<u8>>());
        let mut talk = chat(open(CLIENT, SERVER));
        let side = if case % 2 == 0 { Side::Client } else { Side::Server };
        let long = if side == Side::Client { masked(long, random) } else { long };
        talk.in_segments(side, 100 + random.below(1348), long.bytes());
        let from = talk.packets.len() / 2;
        talk.client(masked(text("and then something else"), random)).server(text("well"));
        talk.client(masked(close(1000, "bye"), random)).server(close(1000, "bye"));
        let kind = |frame: &String| frame.split_once(' ').expect("a packet").1.to_owned();
        let whole: Vec<_> = frames(&talk, &[]).iter().map(kind).collect();
        talk.packets.drain(..from);
        for frame in frames(&talk, &[]) {
            assert!(whole.contains(&kind(&frame)), "case {case}, {words:?}: {frame}");
        }
    }
}

#[test]
fn a_message_whose_beginning_is_missing_is_not_whole() {
    let random = &mut Random(12);
    let mut talk = chat(open(CLIENT, SERVER));
    talk.client(masked(text("this begins ").unfinished(), random));
    talk.client(masked(continuation("before the capture"), random)).server(text("yes, it did"));
    talk.client(masked(text("and this is whole"), random)).server(text("so it is"));
    talk.packets.drain(..13);
    let messages = told(&talk, Rows::Messages, &[]);
    let first = &messages[0];
    assert_eq!((first.text("opcode"), first.text("unread")), (Some("continuation"), Some("missing")));
    assert_eq!((first.bool("truncated"), first.get("length").is_none()), (Some(true), true));
    assert!(messages[1..].iter().all(|message| message.bool("truncated") == Some(false)), "{messages:?}");
}
