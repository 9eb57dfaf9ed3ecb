//! What stands before, around and right behind an upgrade: proxies, earlier requests, bodies, tunnels, and
//! frames in a hurry.

mod support;

use support::*;
use wiretale::decode::Flags;
use wiretale::flow::{Direction, TcpEvent};
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, EventKind, Observer};
use wiretale::teach::Language;
use wiretale::tell::Rows;

const CLIENT: &str = "10.0.0.1:50000";
const SERVER: &str = "10.0.0.2:8080";

/// A connection that is open, after three packets.
fn open() -> Conversation {
    let mut talk = Conversation::new(CLIENT, SERVER);
    talk.handshake();
    talk
}

fn request(target: &str) -> String {
    request_with(target, "")
}

/// A request to become a WebSocket, with further lines.
fn request_with(target: &str, lines: &str) -> String {
    format!(
        "GET {target} HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Key: {SAMPLE_KEY}\r\nSec-WebSocket-Version: 13\r\n{lines}\r\n"
    )
}

fn agreed() -> String {
    format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {}\r\n\r\n",
        accept_for(SAMPLE_KEY)
    )
}

/// Both sides say a word and close.
fn chat(talk: &mut Conversation) {
    talk.client(masked(text("asked"))).server(text("answered"));
    talk.client(masked(close(1000, "bye"))).server(close(1000, "bye"));
    talk.server_fin().client_fin().server_ack();
}

/// What is told of the only connection: its protocol, its frames in order of completion, its findings.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    protocol: String,
    frames: Vec<String>,
    findings: Vec<(String, u64)>,
}

fn told(talk: &Conversation) -> Told {
    let capture = to_capture(&talk.packets);
    let connections = rows_of(&capture, Rows::Connections);
    let [connection] = connections.as_slice() else { panic!("one connection") };
    let owned = |row: &Json, name: &str| row.text(name).expect(name).to_owned();
    let frames = rows_of(&capture, Rows::Frames);
    let messages = rows_of(&capture, Rows::Messages);
    let said = |frame: &Json| {
        let said = messages.iter().find(|message| {
            message.number("first_packet") == frame.number("first_packet")
                && message.text("from") == frame.text("from")
                && message.text("opcode") == frame.text("opcode")
        });
        let text = said.and_then(|message| message.text("text")).unwrap_or_default();
        format!("{} {} {text}", owned(frame, "from"), owned(frame, "opcode")).trim_end().to_owned()
    };
    let findings = connection.get("findings").expect("findings").list();
    Told {
        protocol: owned(connection, "protocol"),
        frames: frames.iter().map(said).collect(),
        findings: findings
            .iter()
            .map(|found| (owned(found, "rule"), found.number("packet").expect("packet")))
            .collect(),
    }
}

/// All that [`chat`] says, and nothing wrong.
fn sound() -> Told {
    let frames = ["client text asked", "server text answered", "client close", "server close"];
    Told { protocol: "websocket".to_owned(), frames: frames.map(str::to_owned).into(), findings: Vec::new() }
}

fn finding(rule: &str, packet: u64) -> Told {
    Told { findings: vec![(rule.to_owned(), packet)], ..sound() }
}

/// Says what comes before a sound upgrade, one segment a line, and expects the chat behind it.
fn expect_after(before: &[(Side, &str)]) {
    for longest in [usize::MAX, 7, 1] {
        let mut talk = open();
        for (side, bytes) in before {
            talk.in_segments(*side, longest, *bytes);
        }
        talk.in_segments(Side::Client, longest, request("/chat"));
        talk.in_segments(Side::Server, longest, agreed());
        chat(&mut talk);
        assert_eq!(told(&talk), sound(), "{before:?} in {longest}");
    }
}

use Side::{Client, Server};

#[test]
fn a_connection_is_upgraded_after_other_requests() {
    expect_after(&[
        (Client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        (Server, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
        (Client, "POST /in HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\nGET / H"),
        (Server, "HTTP/1.1 204 No Content\r\n\r\n"),
        (Client, "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"),
        (Server, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"),
        (Client, "GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"x\"\r\n\r\n"),
        (Server, "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"),
    ]);
}

#[test]
fn chunked_bodies_end_where_the_upgrade_begins() {
    expect_after(&[
        (Client, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"),
        (Client, "5\r\nhello\r\n6;note=1\r\nHTTP/1\r\n0\r\nTrailer: 1\r\n\r\n"),
        (Server, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n\r\n\r\r\n0\r\n\r\n"),
    ]);
}

#[test]
fn interim_responses_announce_the_answer_and_are_not_it() {
    let expecting = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
    expect_after(&[
        (Client, expecting),
        (Server, "HTTP/1.1 100 Continue\r\n\r\n"),
        (Client, "hi"),
        (Server, "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    ]);
    let mut talk = open();
    talk.client(request("/"));
    talk.server("HTTP/1.1 100 Continue\r\n\r\n");
    talk.server("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
    talk.server(agreed());
    chat(&mut talk);
    assert_eq!(told(&talk), sound());
}

#[test]
fn a_target_may_be_absolute() {
    let mut talk = open();
    talk.client(request("http://b.example:81/chat?x=1")).server(agreed());
    chat(&mut talk);
    assert_eq!(told(&talk), sound());
    let connection = &rows_of(&to_capture(&talk.packets), Rows::Connections)[0];
    assert_eq!(connection.text("handshake.uri"), Some("http://b.example:81/chat?x=1"));
    let story = text_of(&to_capture(&talk.packets), Rows::Story, Language::English, 300);
    assert!(story.contains("ws://b.example:81/chat?x=1"), "{story}");
}

/// hybi-07 to hybi-12 differ from RFC 6455 by their number, and by the name of the origin's field.
#[test]
fn the_versions_of_drafts_break_no_rule() {
    for (version, named) in [("7", "hybi-07"), ("8", "hybi-08 to hybi-12")] {
        let number = format!("Version: {version}");
        let lines = "User-Agent: Mozilla/5.0\r\nSec-WebSocket-Origin: http://a.example\r\n";
        let mut talk = open();
        talk.client(request_with("/", lines).replace("Version: 13", &number)).server(agreed());
        chat(&mut talk);
        assert_eq!(told(&talk), sound(), "{version}");
        let capture = to_capture(&talk.packets);
        let connection = &rows_of(&capture, Rows::Connections)[0];
        assert_eq!(connection.text("handshake.version"), Some(version));
        for language in Language::ALL {
            let story = text_of(&capture, Rows::Story, language, 2000);
            assert!(story.contains(named) || story.contains("hybi-08 到 hybi-12"), "{named} in {story}");
        }
        // A server that knows none but 13 says so, and that is all there is to say.
        let mut refused = open();
        refused.client(request("/").replace("Version: 13", &number));
        refused.response("426 Upgrade Required", &["Upgrade: websocket", "Sec-WebSocket-Version: 13"], "");
        let connection = &rows_of(&to_capture(&refused.packets), Rows::Connections)[0];
        let rules: Vec<_> = connection
            .get("findings")
            .unwrap()
            .list()
            .iter()
            .map(|found| found.text("rule").unwrap())
            .collect();
        assert_eq!(rules, ["status-101"], "{version}");
    }
}

#[test]
fn an_upgrade_may_have_a_body() {
    for (lines, body) in
        [("Content-Length: 4\r\n", "body"), ("Transfer-Encoding: chunked\r\n", "4\r\nbody\r\n0\r\n\r\n")]
    {
        let whole = request_with("/", lines) + body;
        for longest in [usize::MAX, 50, 1] {
            let mut talk = open();
            talk.in_segments(Client, longest, whole.clone()).server(agreed());
            chat(&mut talk);
            assert_eq!(told(&talk), sound(), "{lines} in {longest}");
            // Frames behind it come too early, and are frames all the same.
            let mut hasty = open();
            hasty.in_segments(Client, longest, whole.clone());
            let early = hasty.packets.len() as u64 + 1;
            hasty.client(masked(text("asked"))).server(agreed()).server(text("answered"));
            hasty.client(masked(close(1000, "bye"))).server(close(1000, "bye"));
            assert_eq!(told(&hasty), finding("frame-before-101", early), "{lines} in {longest}");
        }
    }
}

#[test]
fn frames_may_follow_in_the_segment_of_the_answer() {
    let hurried = [agreed().into_bytes(), text("answered").bytes(), close(1000, "bye").bytes()].concat();
    let mut talk = open();
    talk.client(request("/")).server(hurried).client(masked(close(1000, "bye")));
    let frames = ["server text answered", "server close", "client close"].map(str::to_owned).into();
    assert_eq!(told(&talk), Told { frames, ..sound() });
}

#[test]
fn frames_behind_the_request_come_before_the_101() {
    let hurried = [request("/").into_bytes(), masked(text("asked")).bytes()].concat();
    for longest in [usize::MAX, 11, 1] {
        let mut talk = open();
        talk.in_segments(Client, longest, hurried.clone()).server(agreed()).server(text("answered"));
        talk.client(masked(close(1000, "bye"))).server(close(1000, "bye"));
        let first = 3 + (request("/").len() / longest.min(hurried.len())) as u64;
        let first = if longest == usize::MAX { 4 } else { first + 1 };
        assert_eq!(told(&talk), finding("frame-before-101", first), "in {longest}");
    }
}

/// A client that acknowledges the 101 has seen it, whatever the capture's order.
#[test]
fn a_101_captured_late_is_no_frame_before_it() {
    let mut talk = open();
    talk.client(request("/")).server(agreed());
    chat(&mut talk);
    talk.packets.swap(4, 5);
    let again = told(&talk);
    assert_eq!((again.protocol, again.findings), (sound().protocol, sound().findings));
    // One that acknowledges a part of it has not seen the rest.
    let mut half = open();
    half.client(request("/"));
    let answer = agreed();
    half.server(&answer.as_bytes()[..30]).client(masked(text("asked"))).server(&answer.as_bytes()[30..]);
    half.server(text("answered"));
    half.client(masked(close(1000, "bye"))).server(close(1000, "bye"));
    assert_eq!(told(&half), finding("frame-before-101", 6));
}

#[test]
fn a_refused_upgrade_leaves_http() {
    let mut talk = open();
    talk.client(request("/old") + &request("/new"));
    talk.response("404 Not Found", &["Content-Length: 2"], "no").server(agreed());
    chat(&mut talk);
    assert_eq!(told(&talk), finding("status-101", 5));
}

/// The answer to an earlier request decides nothing about the upgrade behind it.
#[test]
fn an_upgrade_may_be_pipelined() {
    let mut talk = open();
    talk.client("GET /first HTTP/1.1\r\nHost: a\r\n\r\n".to_owned() + &request("/"));
    talk.client(masked(text("asked")));
    talk.response("200 OK", &["Content-Length: 2"], "ok").server(agreed()).server(text("answered"));
    talk.client(masked(close(1000, "bye"))).server(close(1000, "bye"));
    assert_eq!(told(&talk), finding("frame-before-101", 5));
}

/// What a hole in early frames takes away does not shift what follows.
#[test]
fn a_hole_in_early_frames_is_stepped_over() {
    let early = masked(text(&"x".repeat(600))).bytes();
    let mut talk = open();
    talk.client(request("/")).client(&early[..200]).client(&early[200..400]).uncaptured();
    talk.client(&early[400..]).server(agreed()).server(text("answered"));
    talk.after_ms(60_000).client(masked(close(1000, "bye"))).server(close(1000, "bye"));
    let told = told(&talk);
    assert_eq!(told.protocol, "websocket");
    assert!(told.frames.contains(&"client close".to_owned()), "{told:?}");
    let rules: Vec<_> = told.findings.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules, ["frame-before-101"]);
}

const CONNECT: &str = "CONNECT a.example:80 HTTP/1.1\r\nHost: a.example:80\r\n\r\n";
const CONNECTED: &str = "HTTP/1.1 200 Connection established\r\n\r\n";

#[test]
fn inside_a_tunnel_everything_begins_anew() {
    expect_after(&[(Client, CONNECT), (Server, CONNECTED)]);
    // A length or coding says nothing in an answer to CONNECT (RFC 9110 9.3.6).
    expect_after(&[
        (Client, CONNECT),
        (Server, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 3\r\n\r\nwho"),
        (Client, "CONNECT a.example:80 HTTP/1.1\r\nProxy-Authorization: Basic YTpi\r\nHost: a\r\n\r\n"),
        (Server, "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n"),
    ]);
    // Several in a row.
    expect_after(&[(Client, CONNECT), (Server, CONNECTED), (Client, CONNECT), (Server, CONNECTED)]);
}

#[test]
fn a_tunnel_is_told() {
    let mut talk = open();
    talk.client(CONNECT).server(CONNECTED).client(request("/")).server(agreed());
    chat(&mut talk);
    let capture = to_capture(&talk.packets);
    let story = |language| text_of(&capture, Rows::Story, language, 2000);
    let english = story(Language::English);
    for said in ["asks it to open a TCP connection to a.example:80", "the tunnel to a.example:80 is open"] {
        assert!(english.contains(said), "{said:?} in {english}");
    }
    assert!(story(Language::Chinese).contains("到 a.example:80 的隧道打通了"));
    let connection = &rows_of(&capture, Rows::Connections)[0];
    assert_eq!(connection.text("tunnel"), Some("a.example:80"));
    assert_eq!(connection.text("handshake.uri"), Some("/"));
}

#[test]
fn what_the_client_says_before_the_tunnel_is_open_belongs_into_it() {
    let mut talk = open();
    talk.client(CONNECT.to_owned() + &request("/")).server(CONNECTED).server(agreed());
    chat(&mut talk);
    assert_eq!(told(&talk), sound());
    // In the same segment, too.
    let mut talk = open();
    talk.client(CONNECT).client(request("/")).server(CONNECTED.to_owned() + &agreed());
    chat(&mut talk);
    assert_eq!(told(&talk), sound());
}

#[test]
fn tls_in_a_tunnel_is_tls() {
    let hello = Recorded::named("wss-tls13");
    let mut talk = open();
    talk.client(CONNECT).server(CONNECTED);
    let mut said = Payloads::default();
    pipeline::run(&mut source(&hello.bytes).unwrap(), &mut said, Settings::default());
    assert!(said.0.len() > 5);
    for (side, bytes) in said.0 {
        talk.send(side, Flags::ACK, bytes);
    }
    let told = told(&talk);
    assert_eq!((told.protocol.as_str(), told.findings), ("tls", Vec::new()));
    let connection = &rows_of(&to_capture(&talk.packets), Rows::Connections)[0];
    let original = &rows_of(&hello.bytes, Rows::Connections)[0];
    assert_eq!(connection.text("server_name"), original.text("server_name"));
}

/// Both sides of a connection, in the order in which it was said.
#[derive(Default)]
struct Payloads(Vec<(Side, Vec<u8>)>);

impl Observer for Payloads {
    fn observe(&mut self, event: &Event<'_>) {
        if let EventKind::Tcp(TcpEvent::Data { bytes, .. }) = event.kind {
            let side = if event.at.direction == Direction::ToServer { Client } else { Server };
            self.0.push((side, bytes.to_vec()));
        }
    }
}
