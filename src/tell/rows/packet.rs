//! A row of `packets`.

use serde::Serialize;

use crate::flow::{Acknowledgement, At, ConnectionId, SegmentFacts};

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
    analysis: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acknowledges: Option<AcknowledgesRow>,
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
    /// The row of a segment.
    #[must_use]
    pub fn new(at: At, facts: &SegmentFacts<'_>) -> Self {
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
            analysis: facts.labels.iter().map(|(_, name)| name).collect(),
            acknowledges: facts.acknowledges.map(acknowledges),
        }
    }
}
