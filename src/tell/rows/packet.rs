//! A row of `packets`.

use serde::Serialize;

use crate::flow::{Acknowledgement, At, ConnectionId, SegmentFacts, Settled};
use crate::teach::{Language, because, settled};

/// A TCP segment.
#[derive(Debug, Serialize)]
pub struct PacketRow {
    connection: ConnectionId,
    packet: u64,
    time: String,
    from: &'static str,
    seq: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    ack: Option<u32>,
    length: u32,
    flags: Vec<&'static str>,
    window: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    capture_lost: Option<u64>,
    analysis: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: Vec<BecauseRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settled: Option<SettledRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acknowledges: Option<AcknowledgesRow>,
}

/// A label and the numbers that made it.
#[derive(Debug, Serialize)]
struct BecauseRow {
    label: &'static str,
    text: String,
}

/// What is proved where a label only guesses.
#[derive(Debug, Serialize)]
struct SettledRow {
    r#as: &'static str,
    by: &'static str,
    packet: u64,
    text: Option<String>,
}

#[derive(Debug, Serialize)]
struct AcknowledgesRow {
    kind: &'static str,
    segments: u32,
    bytes: u64,
    delay: f64,
    delayed: bool,
    first_delay: f64,
}

impl PacketRow {
    /// The row of a segment before which the capture lost so many packets, with the texts in a language.
    #[must_use]
    pub fn new(at: At, facts: &SegmentFacts<'_>, capture_lost: Option<u64>, language: Language) -> Self {
        let because = because(at.direction, facts)
            .map(|(label, sentence)| BecauseRow { label, text: sentence.tell(language) });
        let proved = |proved: Settled| SettledRow {
            r#as: proved.verdict.name(),
            by: proved.by.name(),
            packet: proved.packet,
            text: settled(at.packet, facts).map(|sentence| sentence.tell(language)),
        };
        let acknowledges = |ack: Acknowledgement| AcknowledgesRow {
            kind: ack.kind.name(),
            segments: ack.segments,
            bytes: ack.bytes,
            delay: ack.delay.as_secs_f64(),
            delayed: ack.delayed,
            first_delay: ack.first_delay.as_secs_f64(),
        };
        Self {
            connection: at.connection,
            packet: at.packet,
            time: at.time.to_string(),
            from: at.direction.sender(),
            seq: facts.seq,
            ack: facts.ack,
            length: facts.length,
            flags: facts.flags.names().collect(),
            window: facts.window,
            capture_lost,
            analysis: facts.labels.iter().map(|(_, name)| name).collect(),
            because: because.collect(),
            settled: facts.settled.map(proved),
            acknowledges: facts.acknowledges.map(acknowledges),
        }
    }
}
