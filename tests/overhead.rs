//! What a connection costs: every byte of its packets counted once, and under the right name.

mod support;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;
use support::*;
use wiretale::capture::{CaptureFile, Source, open};
use wiretale::decode::Flags;
use wiretale::flow::{Direction, TcpEvent};
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, EventKind, Observer};
use wiretale::summary::{Cost, Overhead, Summaries, Summary};

#[derive(Default)]
struct Ended {
    open: Summaries,
    ended: Vec<Summary>,
}

impl Observer for Ended {
    fn observe(&mut self, event: &Event<'_>) {
        self.ended.extend(self.open.observe(event));
    }
}

/// The connections of a capture, after checking that every part adds up.
fn summaries(source: &mut dyn Source) -> Vec<Summary> {
    let mut ended = Ended::default();
    pipeline::run(source, &mut ended, Settings::default());
    for summary in &ended.ended {
        for direction in Direction::BOTH {
            let cost = summary.overhead.sides[direction];
            let sum: u64 = cost.parts().iter().map(|(_, bytes)| bytes).sum();
            assert_eq!(sum, cost.total, "connection {} {cost:?}", summary.connection);
        }
    }
    ended.ended
}

/// The packets that are copies of others, captured twice: number, bytes, and bytes of payload. They
/// count for nothing.
#[derive(Default)]
struct Copies(Vec<(u64, u64, u64)>);

impl Observer for Copies {
    fn observe(&mut self, event: &Event<'_>) {
        if let EventKind::Tcp(TcpEvent::Segment(facts)) = event.kind
            && facts.is_copy()
        {
            self.0.push((event.at.packet, facts.packet_length.into(), facts.length.into()));
        }
    }
}

fn copies(source: &mut dyn Source) -> Vec<(u64, u64, u64)> {
    let mut copies = Copies::default();
    pipeline::run(source, &mut copies, Settings::default());
    copies.0
}

fn of_bytes(capture: Vec<u8>) -> Vec<Summary> {
    summaries(&mut CaptureFile::from_reader(Cursor::new(capture), "crafted".to_owned()).unwrap())
}

/// The cost of the only connection.
fn cost(talk: &Conversation) -> Overhead {
    let wire: u64 = talk.packets.iter().map(|packet| u64::from(packet.to_raw().wire_length)).sum();
    let summaries = of_bytes(to_capture(&talk.packets));
    assert_eq!(summaries.len(), 1);
    let overhead = summaries[0].overhead;
    assert_eq!(overhead.cost().total, wire);
    overhead
}

fn captures() -> Vec<PathBuf> {
    let files = std::fs::read_dir("captures").unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "pcapng")).collect()
}

/// Captures with bytes that nobody can say what they are for: the connection, how many, and why.
const UNEXPLAINED: &[(&str, u32, u64, &str)] =
    &[("upgrade-hung-up", 1, 48, "the server leaves in the middle of its head")];
/// Captures of which too little is there to say so.
const TOO_LITTLE: &[(&str, &str)] = &[
    ("snap-96", "only the beginning of each packet was kept"),
    ("mid-stream", "it begins when the WebSocket has long been open"),
];

#[test]
fn nothing_in_the_recorded_captures_stays_unexplained() {
    let files = captures();
    assert!(files.len() > 20);
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if TOO_LITTLE.iter().any(|(little, _)| *little == name) {
            continue;
        }
        for summary in summaries(&mut open(&file).unwrap()) {
            let cost = summary.overhead.cost();
            let place = (name.as_str(), summary.connection);
            let known = UNEXPLAINED.iter().find(|(name, connection, ..)| (*name, *connection) == place);
            if cost.other != known.map_or(0, |(_, _, bytes, _)| *bytes) {
                wrong.push(format!("{name} connection {}: {}", summary.connection, cost.other));
            }
            assert!(cost.total > 0);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Sums that tshark knows too, by connection and sender's port.
type Sums = BTreeMap<(u32, u16), [u64; 5]>;

/// The packets, their headers and payload, the payload of frames, the contents of TLS records, as
/// tshark counts them.
fn recount(file: &Path) -> Sums {
    let fields = [
        "tcp.stream",
        "tcp.srcport",
        "frame.len",
        "ip.hdr_len",
        "tcp.hdr_len",
        "tcp.len",
        "websocket.payload_length",
        "tls.record.length",
        "websocket.payload_length_ext_16",
        "websocket.payload_length_ext_64",
        "frame.number",
    ];
    let output = Command::new("tshark")
        .args(["-o", "tcp.reassemble_out_of_order:TRUE", "-n", "-Y", "tcp", "-T", "fields"])
        .args(fields.iter().flat_map(|field| ["-e", field]))
        .arg("-r")
        .arg(file)
        .output()
        .expect("tshark is installed");
    assert!(output.status.success(), "{output:?}");
    let mut sums = Sums::new();
    let copies: Vec<_> = copies(&mut open(file).unwrap()).iter().map(|copy| copy.0).collect();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let cells: Vec<_> = line.split('\t').collect();
        if copies.contains(&cells[10].parse().unwrap()) {
            continue;
        }
        // A frame that spans packets is listed once, with its last one.
        let numbers = |at: usize| -> Vec<u64> {
            cells[at].split(',').filter(|cell| !cell.is_empty()).map(|cell| cell.parse().unwrap()).collect()
        };
        let sum = |at: usize| numbers(at).iter().sum::<u64>();
        let ip = if cells[3].is_empty() { 40 } else { sum(3) };
        let records = numbers(7);
        let sums = sums.entry((sum(0) as u32, sum(1) as u16)).or_default();
        let tls = records.iter().map(|length| length + 5).sum();
        // tshark decrypts what the capture brings the secrets for; to us it is TLS.
        // 126 and 127 stand for a longer length in its own field (RFC 6455 5.2).
        let (mut ext_16, mut ext_64) = (numbers(8).into_iter(), numbers(9).into_iter());
        let lengths = numbers(6).into_iter().map(|length| match length {
            126 => ext_16.next().unwrap(),
            127 => ext_64.next().unwrap(),
            length => length,
        });
        let payload = if records.is_empty() { lengths.sum() } else { 0 };
        for (slot, more) in sums.iter_mut().zip([sum(2), ip + sum(4), sum(5), payload, tls]) {
            *slot += more;
        }
    }
    sums
}

/// Where tshark counts no frames and no records, and why it is wrong.
const NOT_READ_BY_TSHARK: &[(&str, u32, &str)] = &[
    ("mid-stream", 0, "it knows a WebSocket by its handshake alone, which is not in the capture"),
    ("snap-96", 0, "it knows a WebSocket by its handshake alone, which the snap length cut off"),
    ("proxy-connect", 0, "it reads nothing inside a CONNECT tunnel to a port that is HTTP's"),
    ("wrong-scheme", 0, "it looks for HTTP only at port 8080"),
    ("wrong-scheme", 1, "it looks for HTTP only at port 8080"),
];

#[test]
fn tshark_counts_the_same() {
    let mut wrong = Vec::new();
    for file in captures() {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let mut counted = Sums::new();
        for summary in summaries(&mut open(&file).unwrap()) {
            let ends = [
                (summary.opened.client, summary.overhead.sides.to_server),
                (summary.opened.server, summary.overhead.sides.to_client),
            ];
            for (end, cost) in ends {
                let Cost { total, link, ip_tcp, frame_payload, tls, .. } = cost;
                let place = (name.as_str(), summary.connection);
                let unread =
                    NOT_READ_BY_TSHARK.iter().any(|(name, connection, _)| (*name, *connection) == place);
                let (payload, tls) = if unread { (0, 0) } else { (frame_payload, tls) };
                let sums = [total, ip_tcp, total - link - ip_tcp, payload, tls];
                if total > 0 {
                    counted.insert((summary.connection, end.port()), sums);
                }
            }
        }
        let mut recounted = recount(&file);
        // tshark reads frames of hixie-76, which stand between marks, as if they were those of RFC 6455.
        if name == "draft-hixie-76" {
            counted.values_mut().chain(recounted.values_mut()).for_each(|sums| sums[3] = 0);
        }
        if counted != recounted {
            wrong.push(format!("{name}: {counted:?}, tshark {recounted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn talk() -> Conversation {
    Conversation::new("10.0.0.1:50000", "10.0.0.2:8080")
}

/// A conversation that has become a WebSocket, and the bytes of its two heads.
fn websocket() -> (Conversation, u64, u64) {
    let mut talk = talk();
    talk.handshake().get("/chat").switching_protocols();
    let length = |at: usize| talk.packets[at].payload.len() as u64;
    let (request, response) = (length(3), length(4));
    (talk, request, response)
}

#[test]
fn frames_count_by_header_and_payload() {
    let (mut talk, request, response) = websocket();
    talk.client(masked(text("hello")));
    talk.client([masked(ping("hi")).bytes(), masked(text("a").unfinished()).bytes()].concat());
    talk.client(masked(continuation("b")));
    talk.server(text("compressed").with_rsv(4)).server(binary(vec![0; 300])).server(pong("hi"));
    let overhead = cost(&talk);
    let Cost { http_head, frame_header, frame_payload, other, retransmitted, .. } = overhead.sides.to_server;
    assert_eq!((http_head, frame_header, frame_payload), (request, 4 * 6, 5 + 2 + 1 + 1));
    assert_eq!((other, retransmitted), (0, 0));
    let Cost { http_head, frame_header, frame_payload, other, .. } = overhead.sides.to_client;
    assert_eq!((http_head, frame_header, frame_payload, other), (response, 2 + 4 + 2, 10 + 300 + 2, 0));
    // Control frames are no messages.
    assert_eq!((overhead.messages, overhead.message_bytes), (4, 5 + 2 + 10 + 300));
}

#[test]
fn an_http_message_with_a_body_is_a_message() {
    let mut talk = talk();
    talk.handshake();
    talk.client("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello");
    talk.response("204 No Content", &[], "");
    talk.client("GET / HTTP/1.1\r\n\r\n");
    talk.response("200 OK", &["Transfer-Encoding: chunked"], "5\r\nhello\r\n0\r\n\r\n");
    talk.client("GET / HTTP/1.1\r\n\r\n").response("200 OK", &[], "until the end").server_fin();
    let overhead = cost(&talk);
    assert_eq!((overhead.messages, overhead.message_bytes), (3, 5 + 5 + 13));
    assert_eq!((overhead.sides.to_server.http_body, overhead.sides.to_server.other), (5, 0));
    assert_eq!((overhead.sides.to_client.http_body, overhead.sides.to_client.other), (15 + 13, 0));
    assert_eq!(overhead.sides.to_server.http_head, 38 + 18 + 18);
}

#[test]
fn what_is_sent_again_is_no_new_payload() {
    let (mut talk, ..) = websocket();
    let before = cost(&talk).sides.to_server;
    talk.client(masked(text("hello"))).again(Side::Client).again(Side::Client).server_ack();
    talk.after_ms(2000).keep_alive(Side::Client, b"\0").server_ack();
    let after = cost(&talk).sides.to_server;
    assert_eq!(after.retransmitted, 2 * 11 + 1);
    assert_eq!((after.frame_header, after.frame_payload), (6, 5));
    assert_eq!((after.http_head, after.other), (before.http_head, 0));
}

#[test]
fn bytes_that_came_out_of_order_are_new() {
    let (mut talk, ..) = websocket();
    talk.in_segments(Side::Server, 7, binary(vec![7; 40]));
    let last = talk.packets.len() - 1;
    talk.packets.swap(last, last - 2);
    let server = cost(&talk).sides.to_client;
    assert_eq!((server.frame_header, server.frame_payload), (2, 40));
    assert_eq!((server.retransmitted, server.other), (0, 0));
}

#[test]
fn what_is_missing_costs_nothing_and_what_was_cut_does() {
    let (mut talk, ..) = websocket();
    talk.in_segments(Side::Server, 10, binary(vec![7; 58]));
    let third = talk.packets.len() - 4;
    let mut lost = talk.clone();
    lost.packets.remove(third);
    lost.client_ack();
    let server = cost(&lost).sides.to_client;
    assert_eq!((server.frame_header, server.frame_payload, server.other), (2, 48, 0));

    talk.packets[third].snap_length = Some(14 + 20 + 20 + 4);
    talk.client_ack();
    let server = cost(&talk).sides.to_client;
    assert_eq!((server.frame_header, server.frame_payload, server.other), (2, 52, 6));
    assert_eq!(server.retransmitted, 0);
}

#[test]
fn what_nobody_can_read_is_other_payload() {
    let mut mail = talk();
    mail.handshake().server("220 mail.example ESMTP\r\n").client("EHLO a\r\n");
    let overhead = cost(&mail);
    assert_eq!((overhead.sides.to_client.other, overhead.sides.to_server.other), (24, 8));
    assert_eq!(overhead.messages, 0);

    let mut half = talk();
    half.handshake().client("GET / HTTP/1.1\r\nHost: ").send(
        Side::Client,
        Flags(Flags::RST.0 | Flags::ACK.0),
        "why",
    );
    assert_eq!(cost(&half).sides.to_server.other, 22 + 3);
}

#[test]
fn the_headers_are_those_of_each_network() {
    for (client, server, ip) in
        [("10.0.0.1:50000", "10.0.0.2:80", 20), ("[2001:db8::1]:50000", "[2001:db8::2]:80", 40)]
    {
        for link in Link::ALL {
            let mut talk = Conversation::new(client, server);
            talk.on(link).client("hello");
            let side = cost(&talk).sides.to_server;
            assert_eq!((side.ip_tcp, side.other), (ip + 20, 5), "{link:?}");
            let wire = u64::from(talk.packets[0].to_raw().wire_length);
            assert_eq!(side.link, wire - ip - 20 - 5, "{link:?}");
        }
    }
}

proptest! {
    /// Loss, repetition and disorder: whatever happens, every byte of every packet is counted once.
    #[test]
    fn every_byte_counts_once(fate in prop::collection::vec((0..5_u8, 0..40_usize), 0..40), size in 1..40_usize) {
        let (mut talk, ..) = websocket();
        talk.in_segments(Side::Server, size, binary(vec![7; 200]));
        talk.in_segments(Side::Client, size, masked(text("some words for the server")));
        talk.in_segments(Side::Server, size, text("and some for the client")).server_fin().client_fin();
        for (what, at) in fate {
            let at = at % talk.packets.len();
            match what {
                0 if talk.packets.len() > 1 => { talk.packets.remove(at); }
                1 => { let again = talk.packets[at].clone(); talk.packets.push(again); }
                2 => { let last = talk.packets.len() - 1; talk.packets.swap(at, last); }
                // All headers are captured: a packet without them belongs to no connection.
                3 => talk.packets[at].snap_length = Some(80),
                _ => talk.packets[at].payload.push(0),
            }
        }
        let wire: u64 = talk.packets.iter().map(|packet| u64::from(packet.to_raw().wire_length)).sum();
        let carried: u64 = talk.packets.iter().map(|packet| packet.payload.len() as u64).sum();
        let copies = copies(&mut source(&to_capture(&talk.packets)).unwrap());
        let wire = wire - copies.iter().map(|copy| copy.1).sum::<u64>();
        let carried = carried - copies.iter().map(|copy| copy.2).sum::<u64>();
        let mut all = Cost::default();
        for summary in of_bytes(to_capture(&talk.packets)) {
            all.add(&summary.overhead.cost());
        }
        prop_assert_eq!((all.total, all.total - all.link - all.ip_tcp), (wire, carried));
    }
}
