//! tshark is the oracle: packets, frames and handshakes are the same in both programs, or the case
//! stands here by name with the reason why wiretale is right.

#[path = "oracle/cases.rs"]
mod cases;
mod support;
#[path = "oracle/tshark.rs"]
mod tshark;

use std::fmt::Write as _;
use std::fs;

use support::{Json, Recorded, rows_of};
use tshark::{FLAGS, Reading};
use wiretale::tell::Rows;

/// Which of a capture's readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Packets,
    Frames,
    Handshakes,
}

impl What {
    const ALL: [Self; 3] = [Self::Packets, Self::Frames, Self::Handshakes];

    fn of(self, reading: &Reading) -> &[String] {
        match self {
            Self::Packets => &reading.packets,
            Self::Frames => &reading.frames,
            Self::Handshakes => &reading.handshakes,
        }
    }
}

/// A disagreement that we stand by.
struct Explained {
    case: &'static str,
    what: What,
    reason: &'static str,
}

/// Disagreements about recorded captures.
const RECORDED: [Explained; 5] = [
    Explained {
        case: "draft-hixie-76",
        what: What::Frames,
        reason: "tshark reads frames of hixie-76, which stand between marks, as if they were those of RFC 6455",
    },
    Explained {
        case: "proxy-connect",
        what: What::Frames,
        reason: "tshark does not read what is inside a CONNECT tunnel to a port that is HTTP's; the same frames \
                 go by on the other side of the proxy, where both read them",
    },
    Explained {
        case: "mid-stream",
        what: What::Frames,
        reason: "tshark knows a WebSocket by its handshake alone, which is not in the capture",
    },
    Explained {
        case: "snap-96",
        what: What::Frames,
        reason: "tshark knows a WebSocket by its handshake alone, which the snap length cut off",
    },
    Explained { case: "proxy-connect", what: What::Handshakes, reason: "the handshake is in the tunnel too" },
];

/// What wiretale reads in a capture.
fn wiretale(capture: &[u8]) -> Reading {
    let mut reading = Reading::default();
    for row in rows_of(capture, Rows::Packets) {
        let flags: Vec<_> = row.get("flags").unwrap().list().iter().filter_map(Json::as_text).collect();
        let ordered: Vec<_> = FLAGS.into_iter().filter(|name| flags.contains(name)).collect();
        let ack = row.number("ack").map_or("-".to_owned(), |ack| ack.to_string());
        let [number, stream, seq, length, window] =
            ["packet", "connection", "seq", "length", "window"].map(|name| row.number(name).unwrap());
        reading.packets.push(format!(
            "{number} #{stream} {ordered:?} seq {seq} ack {ack} length {length} window {window}"
        ));
    }
    for row in rows_of(capture, Rows::Frames) {
        let [number, stream, rsv, length] =
            ["packet", "connection", "rsv", "payload_length"].map(|name| row.number(name).unwrap());
        let [fin, masked] = ["fin", "masked"].map(|name| row.bool(name).unwrap());
        let opcode = opcode_number(row.text("opcode").unwrap());
        let code = row.number("close_code").map_or("-".to_owned(), |code| code.to_string());
        reading.frames.push(format!(
            "{number} #{stream} fin {fin} rsv {rsv} opcode {opcode} masked {masked} length {length} code {code}"
        ));
    }
    for row in rows_of(capture, Rows::Connections) {
        let Some(handshake) = row.get("handshake").filter(|handshake| handshake.get("key").is_some()) else {
            continue;
        };
        let [uri, host, key] = ["uri", "host", "key"].map(|name| handshake.text(name).unwrap_or_default());
        let accept = handshake.text("accept").unwrap_or("-");
        let (stream, status) = (row.number("connection").unwrap(), handshake.number("status").unwrap());
        reading.handshakes.push(format!("#{stream} {uri} {host} {key} {status} {accept}"));
    }
    reading.handshakes.sort();
    reading
}

/// The number of an opcode's name.
fn opcode_number(name: &str) -> u8 {
    const NAMES: [(&str, u8); 6] =
        [("continuation", 0), ("text", 1), ("binary", 2), ("close", 8), ("ping", 9), ("pong", 10)];
    let known = NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, number)| number);
    known.or_else(|| name.strip_prefix("reserved-")?.parse().ok()).unwrap_or_else(|| panic!("opcode {name}"))
}

/// What the two read differently, in words; and which of the explained disagreements they are.
fn compare(name: &str, ours: &Reading, theirs: &Reading, explained: &[Explained]) -> String {
    let mut out = String::new();
    for what in What::ALL {
        let (ours, theirs) = (what.of(ours), what.of(theirs));
        let expected = explained.iter().find(|explained| (explained.case, explained.what) == (name, what));
        match expected {
            None if ours == theirs => {}
            None => {
                let _ = writeln!(out, "{name}: {what:?} differ");
                let (gone, new) = (minus(theirs, ours), minus(ours, theirs));
                for (who, lines) in [("tshark  ", gone), ("wiretale", new)] {
                    for line in lines.iter().take(8) {
                        let _ = writeln!(out, "  {who} {line}");
                    }
                }
                if out.ends_with("differ\n") {
                    let _ = writeln!(out, "  only in their order");
                }
            }
            Some(explained) if ours == theirs => {
                let _ = writeln!(out, "{name}: {what:?} agree, yet it is said: {}", explained.reason);
            }
            Some(_) => {}
        }
    }
    out
}

/// The lines of `lines` that `others` does not have.
fn minus<'a>(lines: &'a [String], others: &[String]) -> Vec<&'a String> {
    lines.iter().filter(|line| !others.contains(line)).collect()
}

#[test]
fn recorded_captures_read_the_same() {
    let mut differences = String::new();
    let (mut packets, mut frames, mut handshakes) = (0, 0, 0);
    for capture in Recorded::all() {
        let (ours, theirs) = (wiretale(&capture.bytes), tshark::read(&capture.path));
        differences += &compare(&capture.name, &ours, &theirs, &RECORDED);
        packets += ours.packets.len();
        frames += ours.frames.len();
        handshakes += ours.handshakes.len();
    }
    assert!(differences.is_empty(), "\n{differences}");
    assert!(packets >= 900 && frames >= 100 && handshakes >= 30, "{packets} {frames} {handshakes}");
}

/// Compares crafted captures; returns how many frames there were.
fn compare_cases(cases: &[cases::Case]) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let (mut differences, mut frames) = (String::new(), 0);
    for (name, capture) in cases {
        let path = folder.path().join(format!("{name}.pcapng"));
        fs::write(&path, capture).unwrap();
        let (ours, theirs) = (wiretale(capture), tshark::read(&path));
        assert!(!theirs.packets.is_empty(), "{name}: tshark reads packets");
        differences += &compare(name, &ours, &theirs, &cases::EXPLAINED);
        frames += theirs.frames.len();
    }
    assert!(differences.is_empty(), "\n{differences}");
    frames
}

#[test]
fn connections_are_told_apart_the_same_way() {
    assert!(compare_cases(&cases::connections()) >= 200);
}

#[test]
fn segments_in_any_order_read_the_same() {
    assert!(compare_cases(&cases::orders()) >= 30);
}

#[test]
fn frames_of_every_kind_read_the_same() {
    assert!(compare_cases(&cases::frames()) >= 30);
    assert!(compare_cases(&cases::broken_frames()) >= 60);
}

#[test]
fn hostile_traffic_reads_the_same() {
    assert!(compare_cases(&cases::hostile()) >= 30);
}

#[test]
fn every_link_layer_reads_the_same() {
    assert!(compare_cases(&cases::link_layers()) >= 50);
}

#[test]
fn every_file_format_reads_the_same() {
    assert!(compare_cases(&cases::file_formats()) >= 30);
}

#[test]
fn what_is_explained_exists_and_has_its_reason() {
    let cases = [
        cases::connections(),
        cases::orders(),
        cases::frames(),
        cases::broken_frames(),
        cases::file_formats(),
    ]
    .concat();
    for explained in &cases::EXPLAINED {
        assert!(cases.iter().any(|(name, _)| *name == explained.case), "{} is a case", explained.case);
    }
    for explained in &RECORDED {
        assert!(Recorded::named(explained.case).path.exists(), "{} is a capture", explained.case);
    }
    for explained in cases::EXPLAINED.iter().chain(&RECORDED) {
        assert!(explained.reason.len() > 20, "{} has a reason", explained.case);
    }
}

#[test]
fn a_disagreement_is_found() {
    let reading = |line: &str| Reading { frames: vec![line.to_owned()], ..Reading::default() };
    let explained = [Explained { case: "known", what: What::Frames, reason: "because" }];
    assert_eq!(compare("new", &reading("a"), &reading("a"), &explained), "");
    assert!(compare("new", &reading("a"), &reading("b"), &explained).starts_with("new: Frames differ"));
    assert_eq!(compare("known", &reading("a"), &reading("b"), &explained), "");
    assert!(compare("known", &reading("a"), &reading("a"), &explained).ends_with("because\n"));
}
