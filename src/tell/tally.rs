//! All connections of a capture together: how many of what, and how they ended.

use std::collections::BTreeMap;

use super::Report;
use crate::flow::{HowEnded, LoneSyn};
use crate::protocol::rules::Severity;
use crate::session::Protocol;
use crate::summary::{Ending, Summary, Verdict};
use crate::teach::{Sentence, Value};

/// Counts connections by what they speak and how they ended, and what was found wrong in them.
#[derive(Debug, Default)]
pub struct Tally {
    connections: u64,
    protocols: [u64; PROTOCOLS.len()],
    endings: [u64; ENDINGS.len()],
    findings: BTreeMap<Severity, u64>,
    more_findings: u64,
}

/// What is spoken, in the order in which it is told.
const PROTOCOLS: [(Option<Protocol>, &str); 6] = [
    (Some(Protocol::WebSocket), "tally.websocket"),
    (Some(Protocol::Http), "tally.http"),
    (Some(Protocol::Tls), "tally.tls"),
    (Some(Protocol::Http2), "tally.http2"),
    (Some(Protocol::Unknown), "tally.unknown"),
    (None, "tally.nothing"),
];

/// How connections end, in the order in which it is told.
const ENDINGS: [&str; 7] = [
    "tally.clean",
    "tally.abnormal",
    "tally.broken",
    "tally.refused",
    "tally.unanswered",
    "tally.let-go",
    "tally.open",
];

impl Tally {
    /// Counts a connection that has ended.
    pub fn add(&mut self, summary: &Summary, ending: &Ending) {
        self.connections += 1;
        self.count(summary.protocol, kind(summary, ending));
        for found in summary.findings.iter() {
            *self.findings.entry(found.finding.rule.severity()).or_default() += 1;
        }
        self.more_findings += summary.more_findings;
    }

    /// Counts an attempt to connect that nothing followed.
    pub fn add_attempt(&mut self, lone: &LoneSyn<'_>) {
        self.connections += 1;
        self.count(
            None,
            if lone.ending.how == HowEnded::Unanswered { "tally.unanswered" } else { "tally.let-go" },
        );
    }

    fn count(&mut self, protocol: Option<Protocol>, ending: &str) {
        for ((known, _), count) in PROTOCOLS.iter().zip(&mut self.protocols) {
            *count += u64::from(*known == protocol);
        }
        for (key, count) in ENDINGS.iter().zip(&mut self.endings) {
            *count += u64::from(*key == ending);
        }
    }

    /// The capture, summed up, a line each.
    #[must_use]
    pub fn lines(&self, report: &Report) -> Vec<Sentence> {
        let mut lines = Vec::new();
        if self.connections > 0 {
            let said = |(key, n): (&'static str, &u64)| (*n > 0).then(|| Sentence::new(key).with("n", *n));
            let protocols = PROTOCOLS.map(|(_, key)| key).into_iter().zip(&self.protocols).filter_map(said);
            lines.push(
                Sentence::new("tally.connections")
                    .with("packets", report.packets)
                    .with("n", self.connections)
                    .with("protocols", Value::List(protocols.collect())),
            );
            let endings = ENDINGS.into_iter().zip(&self.endings).filter_map(said);
            lines.push(Sentence::new("tally.endings").with("endings", Value::List(endings.collect())));
            lines.push(self.findings());
        }
        lines.extend(report.undecoded());
        lines
    }

    fn findings(&self) -> Sentence {
        let mut findings: Vec<_> = self
            .findings
            .iter()
            .rev()
            .map(|(severity, n)| {
                let key = match severity {
                    Severity::Error => "tally.error",
                    Severity::Warning => "tally.warning",
                    Severity::Note => "tally.note",
                };
                Sentence::new(key).with("n", *n)
            })
            .collect();
        if findings.is_empty() {
            return Sentence::new("tally.no-findings");
        }
        if self.more_findings > 0 {
            findings.push(Sentence::new("tally.more-findings").with("n", self.more_findings));
        }
        Sentence::new("tally.findings").with("findings", Value::List(findings))
    }
}

/// The kind of a connection's ending.
fn kind(summary: &Summary, ending: &Ending) -> &'static str {
    match (summary.tcp.how, ending.verdict, ending.onclose) {
        (HowEnded::Refused, ..) => "tally.refused",
        (HowEnded::Unanswered, ..) => "tally.unanswered",
        (_, Verdict::LetGo, _) => "tally.let-go",
        (_, Verdict::Open, _) => "tally.open",
        (.., Some(onclose)) if onclose.code == 1006 => "tally.abnormal",
        _ if ending.is_trouble() => "tally.broken",
        _ => "tally.clean",
    }
}
