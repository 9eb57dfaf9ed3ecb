//! The fields of every object, their order and their types: what scripts rely on.

use std::collections::BTreeSet;

use super::program::{Folder, Printed, recorded, told, wiretale};
use super::support::{
    Conversation, Frame, Json, Recorded, TcpOption, TestPacket, TestStatistics, binary, close, masked, text,
    with_statistics,
};

/// Fields in their order: the path, and the type. Those with `?` may be absent; what is inside of an
/// object is there if the object is.
type Fields = &'static [(&'static str, &'static str)];

const STORY: Fields = &[
    ("connection", "number"),
    ("packet?", "number"),
    ("time?", "time"),
    ("from?", "side"),
    ("kind", "text"),
    ("what", "text"),
    ("why?", "texts"),
];

const PACKETS: Fields = &[
    ("connection", "number"),
    ("packet", "number"),
    ("time", "time"),
    ("from", "side"),
    ("seq", "number"),
    ("ack?", "number"),
    ("length", "number"),
    ("flags", "texts"),
    ("window", "number"),
    ("capture_lost?", "number"),
    ("analysis", "texts"),
    ("because?", "list"),
    ("settled.as", "text"),
    ("settled.by", "text"),
    ("settled.packet", "number"),
    ("settled.text", "text"),
    ("acknowledges.kind", "text"),
    ("acknowledges.segments", "number"),
    ("acknowledges.bytes", "number"),
    ("acknowledges.delay", "seconds"),
    ("acknowledges.delayed", "bool"),
    ("acknowledges.first_delay", "seconds"),
];

const FRAMES: Fields = &[
    ("connection", "number"),
    ("packet", "number"),
    ("time", "time"),
    ("from", "side"),
    ("fin", "bool"),
    ("rsv", "number"),
    ("opcode", "text"),
    ("masked", "bool"),
    ("payload_length", "number"),
    ("close_code?", "number"),
    ("close_reason?", "text"),
    ("close_name?", "text"),
    ("first_packet", "number"),
    ("compressed", "bool"),
    ("missing", "number"),
];

const MESSAGES: Fields = &[
    ("connection", "number"),
    ("packet", "number"),
    ("time", "time"),
    ("from", "side"),
    ("opcode", "text"),
    ("frames", "number"),
    ("compressed", "bool"),
    ("length?", "number"),
    ("wire_length", "number"),
    // A decimal number, as seconds are.
    ("ratio?", "seconds"),
    ("unread?", "text"),
    ("text?", "text"),
    ("base64?", "text"),
    ("truncated", "bool"),
    ("first_packet", "number"),
    ("duration", "seconds"),
    ("missing", "number"),
];

const CONNECTIONS: Fields = &[
    ("connection", "number"),
    ("client", "text"),
    ("server", "text"),
    ("opened", "time"),
    ("closed?", "time"),
    ("duration", "seconds"),
    ("protocol?", "text"),
    ("tunnel?", "text"),
    ("handshake.uri?", "text"),
    ("handshake.host?", "text"),
    ("handshake.status?", "number"),
    ("handshake.version?", "text"),
    ("handshake.key?", "text"),
    ("handshake.key1?", "text"),
    ("handshake.key2?", "text"),
    ("handshake.key3?", "text"),
    ("handshake.accept?", "text"),
    ("handshake.accept_valid?", "bool"),
    ("handshake.subprotocol?", "text"),
    ("handshake.extensions?", "text"),
    ("proxy.is", "side"),
    ("proxy.connection", "number"),
    ("proxy.packet", "number"),
    ("proxy.lost", "texts"),
    ("packets.client", "number"),
    ("packets.server", "number"),
    ("frames.client", "number"),
    ("frames.server", "number"),
    ("messages.client", "number"),
    ("messages.server", "number"),
    ("bytes.client", "number"),
    ("bytes.server", "number"),
    ("missing.client", "number"),
    ("missing.server", "number"),
    ("compression.client.messages", "number"),
    ("compression.client.unread", "number"),
    ("compression.client.wire_length", "number"),
    ("compression.client.length", "number"),
    ("compression.client.ratio?", "seconds"),
    ("compression.server.messages", "number"),
    ("compression.server.unread", "number"),
    ("compression.server.wire_length", "number"),
    ("compression.server.length", "number"),
    ("compression.server.ratio?", "seconds"),
    ("capture_lost?", "number"),
    ("retransmissions.client", "number"),
    ("retransmissions.server", "number"),
    ("round_trip?", "seconds"),
    ("longest_silence?", "seconds"),
    ("ending.websocket.first_close?", "side"),
    ("ending.websocket.code?", "number"),
    ("ending.websocket.name?", "text"),
    ("ending.websocket.reason?", "text"),
    ("ending.websocket.clean", "bool"),
    ("ending.tcp.how", "text"),
    ("ending.tcp.first?", "side"),
    ("ending.tcp.origin.suspect", "bool"),
    ("ending.tcp.origin.confidence", "text"),
    ("ending.tcp.origin.from", "side"),
    ("ending.tcp.origin.packet", "number"),
    ("ending.tcp.origin.compared_with", "number"),
    ("ending.tcp.origin.ttl.lowest", "number"),
    ("ending.tcp.origin.ttl.highest", "number"),
    ("ending.tcp.origin.ttl.seen", "number"),
    ("ending.tcp.origin.ip_id.before?", "number"),
    ("ending.tcp.origin.ip_id.seen?", "number"),
    ("ending.tcp.origin.timestamp.before?", "number"),
    ("ending.tcp.origin.timestamp.seen?", "number"),
    ("ending.onclose.code", "number"),
    ("ending.onclose.clean", "bool"),
    ("ending.verdict", "text"),
    ("ending.confidence", "text"),
    ("ending.cause?", "text"),
    ("ending.cause_confidence?", "text"),
    ("ending.evidence", "list"),
    ("states.client", "list"),
    ("states.server", "list"),
    ("states.more_changes", "number"),
    ("states.simultaneous_open", "bool"),
    ("states.simultaneous_close", "bool"),
    ("states.half_closed.by", "side"),
    ("states.half_closed.from_packet", "number"),
    ("states.half_closed.to_packet?", "number"),
    ("states.half_closed.seconds", "seconds"),
    ("states.half_closed.bytes", "number"),
    ("states.half_open.open", "side"),
    ("states.half_open.from_packet", "number"),
    ("states.half_open.to_packet", "number"),
    ("states.half_open.seconds", "seconds"),
    ("states.time_wait", "text"),
    ("heartbeat.tcp", "list"),
    ("heartbeat.websocket", "list"),
    ("heartbeat.unsolicited_pongs.client", "number"),
    ("heartbeat.unsolicited_pongs.server", "number"),
    ("heartbeat.longest_silence.seconds", "seconds"),
    ("heartbeat.longest_silence.after_packet", "number"),
    ("heartbeat.longest_silence.before_packet", "number"),
    ("heartbeat.longest_without_data.seconds", "seconds"),
    ("heartbeat.longest_without_data.after_packet", "number"),
    ("heartbeat.longest_without_data.before_packet", "number"),
    ("heartbeat.records.from", "side"),
    ("heartbeat.records.count", "number"),
    ("heartbeat.records.interval", "seconds"),
    ("heartbeat.records.length", "number"),
    ("heartbeat.records.answer_length?", "number"),
    ("heartbeat.records.unanswered", "number"),
    ("heartbeat.advice", "list"),
    ("acknowledgements.captured_near?", "side"),
    ("acknowledgements.client.pure", "number"),
    ("acknowledgements.client.piggybacked", "number"),
    ("acknowledgements.client.with_fin", "number"),
    ("acknowledgements.client.segments_per_ack?", "seconds"),
    ("acknowledgements.client.delay.min", "seconds"),
    ("acknowledgements.client.delay.median", "seconds"),
    ("acknowledgements.client.delay.max", "seconds"),
    ("acknowledgements.client.distribution", "list"),
    ("acknowledgements.client.delayed", "number"),
    ("acknowledgements.client.timer?", "seconds"),
    ("acknowledgements.client.left_ping_pong?", "number"),
    ("acknowledgements.server.pure", "number"),
    ("acknowledgements.server.piggybacked", "number"),
    ("acknowledgements.server.with_fin", "number"),
    ("acknowledgements.server.segments_per_ack?", "seconds"),
    ("acknowledgements.server.delay.min", "seconds"),
    ("acknowledgements.server.delay.median", "seconds"),
    ("acknowledgements.server.delay.max", "seconds"),
    ("acknowledgements.server.distribution", "list"),
    ("acknowledgements.server.delayed", "number"),
    ("acknowledgements.server.timer?", "seconds"),
    ("acknowledgements.server.left_ping_pong?", "number"),
    ("acknowledgements.stalls", "list"),
    ("overhead.client.total", "number"),
    ("overhead.client.link", "number"),
    ("overhead.client.ip_tcp", "number"),
    ("overhead.client.tls", "number"),
    ("overhead.client.http_head", "number"),
    ("overhead.client.http_body", "number"),
    ("overhead.client.frame_header", "number"),
    ("overhead.client.frame_payload", "number"),
    ("overhead.client.retransmitted", "number"),
    ("overhead.client.other", "number"),
    ("overhead.server.total", "number"),
    ("overhead.server.link", "number"),
    ("overhead.server.ip_tcp", "number"),
    ("overhead.server.tls", "number"),
    ("overhead.server.http_head", "number"),
    ("overhead.server.http_body", "number"),
    ("overhead.server.frame_header", "number"),
    ("overhead.server.frame_payload", "number"),
    ("overhead.server.retransmitted", "number"),
    ("overhead.server.other", "number"),
    ("overhead.messages", "number"),
    ("overhead.message_bytes", "number"),
    ("overhead.packets_per_message?", "seconds"),
    ("findings", "list"),
    ("more_findings", "number"),
];

const FINDING: Fields = &[
    ("rule", "text"),
    ("clause", "text"),
    ("packet", "number"),
    ("from", "side"),
    ("severity", "text"),
    ("strict?", "text"),
    ("text", "text"),
];

const STATE: Fields = &[("state", "text"), ("packet", "number"), ("time", "time"), ("inferred", "bool")];
const EVIDENCE: Fields = &[("packet", "number"), ("from", "side"), ("what", "text"), ("text", "text")];

const COMMANDS: [(&str, Fields); 5] = [
    ("story", STORY),
    ("connections", CONNECTIONS),
    ("packets", PACKETS),
    ("frames", FRAMES),
    ("messages", MESSAGES),
];

/// The objects that may be absent as a whole.
const OPTIONAL_OBJECTS: [&str; 15] = [
    "settled",
    "acknowledges",
    "handshake",
    "proxy",
    "compression",
    "ending.websocket",
    "ending.tcp.origin",
    "ending.onclose",
    "states.half_closed",
    "states.half_open",
    "heartbeat.longest_silence",
    "heartbeat.longest_without_data",
    "heartbeat.records",
    "acknowledgements.client.delay",
    "acknowledgements.server.delay",
];

#[test]
fn every_object_has_the_documented_fields_in_their_order() {
    let folder = Folder::new();
    let mut captures: Vec<_> = Recorded::all().into_iter().map(|c| recorded(&c.name)).collect();
    captures.push(folder.file("binary.pcapng", &with_rare_fields()));
    captures.push(folder.file("foreign.pcapng", &with_a_foreign_fin()));
    captures.push(folder.file("lost.pcapng", &with_a_loss()));
    for (command, fields) in COMMANDS {
        let (mut seen, mut seen_of_findings) = (BTreeSet::new(), BTreeSet::new());
        let mut seen_of_evidence = BTreeSet::new();
        for capture in &captures {
            // What was lost is said on standard error besides.
            let Printed { status, out: printed, .. } = wiretale(&[command, "--json", capture]);
            assert_eq!(status, 0, "{command} {capture}");
            assert!(printed.is_empty() || printed.ends_with('\n'));
            for row in Json::lines(&printed) {
                check(&row, fields, &mut seen);
                for finding in row.get("findings").map_or(&[][..], Json::list) {
                    check(finding, FINDING, &mut seen_of_findings);
                }
                for state in ["states.client", "states.server"].into_iter().filter_map(|side| row.get(side)) {
                    state.list().iter().for_each(|state| check(state, STATE, &mut BTreeSet::new()));
                }
                for evidence in row.get("ending.evidence").map_or(&[][..], Json::list) {
                    check(evidence, EVIDENCE, &mut seen_of_evidence);
                }
            }
        }
        let all: BTreeSet<_> = fields.iter().map(|(path, _)| path.trim_end_matches('?').to_owned()).collect();
        assert_eq!(seen, all, "{command}: a field is never there");
        assert_eq!(seen_of_findings.len(), if command == "connections" { FINDING.len() } else { 0 });
        assert_eq!(seen_of_evidence.len(), if command == "connections" { EVIDENCE.len() } else { 0 });
    }
}

/// A connection with the fields that no recorded capture has.
fn with_rare_fields() -> Vec<u8> {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    let headers = ["Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Extensions: permessage-deflate"];
    talk.handshake().client("CONNECT a.example:80 HTTP/1.1\r\nHost: a.example:80\r\n\r\n");
    talk.response("200 OK", &[], "").get_with("/", &headers).switching_protocols_with(&headers);
    // Compressed, but damaged.
    talk.server(Frame { rsv: 4, payload: vec![7, 255], ..text("") });
    talk.server(binary([1, 2, 3])).client(text("not masked")).client(masked(close(1000, "bye")));
    talk.into_pcapng()
}

/// A capture that lost packets.
fn with_a_loss() -> Vec<u8> {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().client("hello").server("welcome").client_ack();
    let raw: Vec<_> = talk.packets.iter().map(TestPacket::to_raw).collect();
    let statistics = TestStatistics { behind: 4, time: raw[4].time, dropped: (1, 2) };
    with_statistics(&raw, &[statistics])
}

#[test]
fn what_the_capture_lost_is_told_in_the_rows_and_at_the_end() {
    let folder = Folder::new();
    let capture = folder.file("lost.pcapng", &with_a_loss());
    for (command, lost) in
        [("packets", vec![None, None, None, None, Some(3), None]), ("connections", vec![Some(3)])]
    {
        let printed = wiretale(&[command, "--json", &capture]);
        let rows = Json::lines(&printed.out);
        assert_eq!(rows.iter().map(|row| row.number("capture_lost")).collect::<Vec<_>>(), lost);
        let expected = "wiretale: The capture lost 3 packets: 2 dropped by the system, which had no room for more \
                        (a larger -B helps), 1 by the interface.";
        assert!(printed.err.starts_with(expected) && printed.status == 0, "{printed:?}");
    }
}

/// A FIN that is not the server's: TTL, IP identification and timestamp are another's.
fn with_a_foreign_fin() -> Vec<u8> {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake();
    for count in 0..8 {
        talk.server("x").but(|packet| {
            packet.ip.identification = Some(100 + count);
            packet.options = vec![TcpOption::Timestamps(5000 + u32::from(count), 1)];
        });
    }
    talk.server_fin().but(|fin| {
        (fin.ip.identification, fin.ip.ttl) = (Some(60_000), Some(250));
        fin.options = vec![TcpOption::Timestamps(9, 1)];
    });
    talk.into_pcapng()
}

fn check(row: &Json, fields: Fields, seen: &mut BTreeSet<String>) {
    let mut leaves = Vec::new();
    flatten(row, "", &mut leaves);
    let mut expected = fields.iter();
    for (path, value) in &leaves {
        let field = expected.find(|(known, _)| known.trim_end_matches('?') == path);
        let (_, kind) =
            field.unwrap_or_else(|| panic!("{path} is not documented, or not at its place: {row:?}"));
        assert!(is_of_kind(value, kind), "{path} is no {kind}: {value:?}");
        seen.insert(path.clone());
    }
    for (path, _) in fields.iter().filter(|(path, _)| !path.ends_with('?')) {
        let absent = OPTIONAL_OBJECTS.iter().any(|object| {
            path.strip_prefix(object).is_some_and(|rest| rest.starts_with('.')) && row.get(object).is_none()
        });
        assert!(absent || row.get(path).is_some(), "{path} is missing: {row:?}");
    }
}

/// The values in an object that are no objects themselves, with their paths, in order.
fn flatten<'a>(value: &'a Json, path: &str, leaves: &mut Vec<(String, &'a Json)>) {
    for (name, value) in value.members() {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        if matches!(value, Json::Object(_)) {
            flatten(value, &path, leaves);
        } else {
            leaves.push((path, value));
        }
    }
}

fn is_of_kind(value: &Json, kind: &str) -> bool {
    match (kind, value) {
        ("number", Json::Number(number)) => number.is_u64(),
        ("seconds", Json::Number(number)) => number.as_f64().is_some_and(|seconds| seconds >= 0.0),
        ("bool", Json::Bool(_)) | ("text", Json::Text(_)) | ("list", Json::List(_)) => true,
        ("side", Json::Text(side)) => ["client", "server"].contains(&side.as_str()),
        ("texts", Json::List(values)) => values.iter().all(|value| value.as_text().is_some()),
        ("time", Json::Text(time)) => time.split_once('.').is_some_and(|(seconds, fraction)| {
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            digits(seconds) && digits(fraction) && seconds.len() == 10 && [6, 9].contains(&fraction.len())
        }),
        _ => false,
    }
}

#[test]
fn another_field_order_or_type_is_noticed() {
    let check = |json: &str| {
        let row = Json::parse(json);
        std::panic::catch_unwind(|| check(&row, FINDING, &mut BTreeSet::new())).is_ok()
    };
    let good = r#"{"rule":"r","clause":"c","packet":1,"from":"client","severity":"error","text":"t"}"#;
    assert!(check(good));
    assert!(!check(&good.replace('1', "-1")) && !check(&good.replace("client", "nobody")));
    assert!(
        !check(&good.replace(r#","text":"t""#, "")) && !check(&good.replace(r#""t""#, r#""t","more":1"#))
    );
    assert!(!check(r#"{"clause":"c","rule":"r","packet":1,"from":"client","severity":"error","text":"t"}"#));
}

#[test]
fn stream_keeps_to_one_connection() {
    let capture = recorded("walkthrough");
    for (command, _) in COMMANDS {
        let all = told(&[command, "--json", &capture]);
        for stream in 0..4 {
            let of_stream = format!("{{\"connection\":{stream},");
            let expected: String =
                all.split_inclusive('\n').filter(|row| row.starts_with(&of_stream)).collect();
            let only = told(&[command, "--json", "--stream", &stream.to_string(), &capture]);
            assert_eq!(only, expected, "{command} of {stream}");
        }
        let none = wiretale(&[command, "--json", "--stream", "4", &capture]);
        assert_eq!((none.status, none.out.as_str()), (0, ""), "{command} of none");
        assert!(none.err.contains("no connection 4"), "{}", none.err);
    }
}

#[test]
fn a_broken_rule_is_told_with_the_packet_and_the_side_that_broke_it() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().client("GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n");
    talk.server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    let folder = Folder::new();
    let rows = told(&["connections", "--json", &folder.file("broken.pcapng", &talk.into_pcapng())]);
    let connection = &Json::lines(&rows)[0];
    let findings = connection.get("findings").map_or(&[][..], Json::list);
    let found =
        findings.iter().map(|finding| (finding.text("rule"), finding.number("packet"), finding.text("from")));
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            (Some("host-present"), Some(4), Some("client")),
            (Some("key-length"), Some(4), Some("client")),
            (Some("accept-present"), Some(5), Some("server")),
        ]
    );
}
