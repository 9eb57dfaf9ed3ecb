//! What the flow stage found odd, as findings with their rules.

use std::fmt::Write as _;

use super::event::Finding;
use crate::decode::Flags;
use crate::flow::{Anomaly, Snippet};
use crate::protocol::Rule;

/// The finding that tells of an anomaly.
pub(super) fn finding(anomaly: &Anomaly) -> Finding {
    let bare = |rule| Finding { rule, found: None, expected: None };
    let with = |rule, found: String| Finding { rule, found: Some(found), expected: None };
    let many = |rule, length: u64| with(rule, format!("{length} B"));
    match *anomaly {
        Anomaly::OverlapDiffers { offset, first, second } => Finding {
            rule: Rule::TcpOverlapDiffers,
            found: Some(format!("{} [{offset}]", quoted(&second))),
            expected: Some(quoted(&first)),
        },
        Anomaly::OutsideWindow { length, distance } => {
            with(Rule::TcpOutsideWindow, format!("{length} B [{distance:+}]"))
        }
        Anomaly::BeforeStart { length } => many(Rule::TcpBeforeStart, length),
        Anomaly::ResetOutsideWindow { distance } => {
            with(Rule::TcpResetOutsideWindow, format!("{distance:+}"))
        }
        Anomaly::ResetWithData { text, .. } => with(Rule::TcpResetWithData, quoted(&text)),
        Anomaly::SynData { length, accepted: true } => many(Rule::TcpSynData, length.into()),
        Anomaly::SynData { length, accepted: false } => many(Rule::TcpSynDataRefused, length.into()),
        Anomaly::DataAfterFin { length } => many(Rule::TcpDataAfterFin, length.into()),
        Anomaly::FinMoved { distance } => with(Rule::TcpFinMoved, format!("{distance:+}")),
        Anomaly::SynInside => bare(Rule::TcpSynInside),
        Anomaly::NumberChanged { to } => with(Rule::NumberChanged, format!("tcp.stream {to}")),
        Anomaly::ImpossibleFlags(flags) => with(Rule::TcpFlags, names(flags)),
        Anomaly::Urgent { pointer } => with(Rule::TcpUrgent, pointer.to_string()),
        Anomaly::BadChecksum => bare(Rule::TcpChecksum),
        Anomaly::BadIpChecksum => bare(Rule::IpChecksum),
        Anomaly::DamagedEnd => bare(Rule::TcpChecksumRefused),
        Anomaly::CapturedTwice => bare(Rule::CapturedTwice),
        Anomaly::OneSided => bare(Rule::OneSided),
        Anomaly::HoleGivenUp { held } => many(Rule::TcpHoleGivenUp, held),
        Anomaly::FragmentsDiffer => bare(Rule::IpFragmentsDiffer),
    }
}

fn names(flags: Flags) -> String {
    let names: Vec<_> = flags.names().collect();
    if names.is_empty() { "0".to_owned() } else { names.join(", ") }
}

/// Bytes as a text in quotes: what is no printable ASCII stands as `\x00`.
fn quoted(snippet: &Snippet) -> String {
    let mut text = String::from("\"");
    for &byte in snippet.bytes() {
        match byte {
            b'\r' => text.push_str("\\r"),
            b'\n' => text.push_str("\\n"),
            b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
            b' '..=b'~' => text.push(char::from(byte)),
            // Writing to a string can't fail.
            _ => _ = write!(text, "\\x{byte:02x}"),
        }
    }
    text.push('"');
    if snippet.goes_on() {
        text.push('…');
    }
    text
}
