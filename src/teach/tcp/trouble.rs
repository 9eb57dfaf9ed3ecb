//! Segments sent again, out of order, or without room for them.

use super::CARRIER;
use super::labels::{label_sentence, proved};
use crate::capture::Elapsed;
use crate::decode::Flags;
use crate::flow::{At, Label, SegmentFacts};
use crate::teach::narrator::{Memory, TROUBLE, line};
use crate::teach::{Kind, Layer, Line, Part, Sentence, Value, sender};

/// A segment that a label puts among the trouble; `None` for the others.
pub(super) fn trouble(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Option<Line> {
    TROUBLE.into_iter().find(|label| facts.labels.has(*label))?;
    let mut why: Vec<_> = facts
        .labels
        .iter()
        .filter(|(label, _)| !(*label == Label::Retransmission && is_told_better(facts)))
        .map(|(label, _)| match label {
            Label::Retransmission => retransmission(memory, at, facts),
            label => label_sentence(at.direction, facts, label),
        })
        .collect();
    why.extend(proved(at.packet, facts));
    let again = facts.labels.has(Label::Retransmission);
    let (kind, what) = match (again, facts.length) {
        (true, _) if facts.flags.has(Flags::FIN) => (Kind::Again, Sentence::new("tcp.what.fin-again")),
        (true, length) => {
            (Kind::Again, Sentence::new("tcp.what.again").with("bytes", Value::Bytes(length.into())))
        }
        (false, 0) if facts.labels.has(Label::ZeroWindow) => (Kind::Full, Sentence::new("tcp.what.ack")),
        (false, 0) => (Kind::Duplicate, Sentence::new("tcp.what.ack")),
        (false, length) => {
            (Kind::Fragment, Sentence::new(CARRIER).with("bytes", Value::Bytes(length.into())))
        }
    };
    Some(line(at, memory.phase, Layer::Trouble, kind, Part { what, why }))
}

/// Whether another label says more of a retransmission.
fn is_told_better(facts: &SegmentFacts<'_>) -> bool {
    facts.labels.has(Label::FastRetransmission) || facts.labels.has(Label::SpuriousRetransmission)
}

fn retransmission(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Sentence {
    let waited = memory.last_time.map_or(Elapsed::ZERO, |last| at.time.since(last));
    Sentence::lesson("tcp.retransmission", "tcp.retransmission.brief")
        .with("seq", u64::from(facts.seq))
        .with("expected", u64::from(facts.before.expected.unwrap_or_default()))
        .with("time", waited)
        .with("who", sender(at.direction))
}
