//! Segments sent again, out of order, or without room for them.

use super::CARRIER;
use crate::capture::Elapsed;
use crate::decode::Flags;
use crate::flow::{At, Label, SegmentFacts};
use crate::teach::narrator::{Memory, TROUBLE, line};
use crate::teach::{Kind, Layer, Line, Part, Sentence, Value, sender};

/// A segment that a label puts among the trouble; `None` for the others.
pub(super) fn trouble(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Option<Line> {
    let label = TROUBLE.into_iter().find(|label| facts.labels.has(*label))?;
    let sentence = match label {
        Label::Retransmission if facts.labels.has(Label::SpuriousRetransmission) => {
            Sentence::new("tcp.retransmission.spurious")
        }
        Label::Retransmission if facts.labels.has(Label::FastRetransmission) => {
            Sentence::new("tcp.retransmission.fast")
        }
        Label::Retransmission => memory.lesson("tcp.retransmission", "tcp.retransmission.brief"),
        Label::OutOfOrder => Sentence::new("tcp.out-of-order"),
        Label::LostSegment => Sentence::new("tcp.lost-segment"),
        Label::AckLostSegment => Sentence::new("tcp.ack-lost-segment"),
        Label::ZeroWindow => Sentence::new("tcp.zero-window"),
        _ => Sentence::new("tcp.duplicate-ack"),
    };
    let waited = memory.last_time.map_or(Elapsed::ZERO, |last| at.time.since(last));
    let why = sentence
        .with("seq", u64::from(facts.seq))
        .with("expected", u64::from(facts.before.expected.unwrap_or_default()))
        .with("ack", u64::from(facts.ack.unwrap_or_default()))
        .with("time", waited)
        .with("who", sender(at.direction));
    let again = facts.labels.has(Label::Retransmission);
    let (kind, what) = match (again, facts.length) {
        (true, _) if facts.flags.has(Flags::FIN) => (Kind::Again, Sentence::new("tcp.what.fin-again")),
        (true, length) => {
            (Kind::Again, Sentence::new("tcp.what.again").with("bytes", Value::Bytes(length.into())))
        }
        (false, 0) if label == Label::ZeroWindow => (Kind::Full, Sentence::new("tcp.what.ack")),
        (false, 0) => (Kind::Duplicate, Sentence::new("tcp.what.ack")),
        (false, length) => {
            (Kind::Fragment, Sentence::new(CARRIER).with("bytes", Value::Bytes(length.into())))
        }
    };
    Some(line(at, memory.phase, Layer::Trouble, kind, Part { what, why: vec![why] }))
}
