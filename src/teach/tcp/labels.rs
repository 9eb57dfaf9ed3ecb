//! What a segment looks like, with the numbers that made the label, and what is proved of it.

use crate::capture::Elapsed;
use crate::decode::Flags;
use crate::flow::{Direction, Evidence, Label, SegmentFacts, Settled, Verdict};
use crate::teach::loss::explained;
use crate::teach::{Sentence, Value, sender};

/// Every label of a segment with its name and the numbers that made it.
pub fn because(
    direction: Direction,
    facts: &SegmentFacts<'_>,
) -> impl Iterator<Item = (&'static str, Sentence)> {
    facts.labels.iter().map(move |(label, name)| (name, label_sentence(direction, facts, label)))
}

/// Why a segment has a label: the rule of `flow::analysis` with its numbers.
pub(super) fn label_sentence(direction: Direction, facts: &SegmentFacts<'_>, label: Label) -> Sentence {
    let before = facts.before;
    let number = |known: Option<u32>| u64::from(known.unwrap_or_default());
    let bytes = |known: Option<u32>| Value::Bytes(number(known));
    let end = facts.seq.wrapping_add(facts.length);
    let sentence = Sentence::new(key(facts, label))
        .with("who", sender(direction))
        .with("peer", sender(direction.reverse()))
        .with("seq", u64::from(facts.seq))
        .with("end", u64::from(end))
        .with("ack", number(facts.ack))
        .with("expected", number(before.expected))
        .with("missing", Value::Bytes(facts.seq.wrapping_sub(number(before.expected) as u32).into()))
        .with("window", Value::Bytes(facts.window.into()))
        .with("window-before", bytes(before.window))
        .with("nth", u64::from(before.duplicate_acks) + 1)
        .with("peer-ack", number(before.peer_ack))
        .with("peer-window", bytes(before.peer_window))
        .with("peer-nth", before.peer_duplicate_acks)
        .with("peer-seen", number(before.peer_seen))
        .with("time", before.since_expected)
        .with("peer-time", before.since_peer.unwrap_or(Elapsed::ZERO))
        .with("limit", before.reordering_limit)
        .trimmed();
    match label {
        // What shows a hole in both directions is explained once.
        Label::AckLostSegment if facts.labels.has(Label::LostSegment) => sentence,
        Label::LostSegment | Label::AckLostSegment => explained(sentence, facts.lost.as_ref()),
        _ => sentence,
    }
}

fn key(facts: &SegmentFacts<'_>, label: Label) -> &'static str {
    let before = facts.before;
    let empty = facts.length == 0;
    let special = [Label::FastRetransmission, Label::SpuriousRetransmission];
    match label {
        Label::Retransmission if special.into_iter().any(|label| facts.labels.has(label)) => "label.again",
        Label::Retransmission if before.since_expected < before.reordering_limit => "label.last-again",
        Label::Retransmission => "label.retransmission",
        // After the capture missed what was acknowledged, Wireshark does not count any more.
        Label::FastRetransmission if before.peer_duplicate_acks == 0 => "label.fast-uncounted",
        Label::FastRetransmission => "label.fast",
        Label::SpuriousRetransmission => "label.spurious",
        Label::OutOfOrder => "label.out-of-order",
        Label::LostSegment => "label.lost-segment",
        Label::AckLostSegment => "label.ack-lost-segment",
        Label::DuplicateAck => "label.duplicate-ack",
        Label::KeepAlive if empty => "label.keep-alive-empty",
        Label::KeepAlive => "label.keep-alive",
        Label::KeepAliveAck => "label.keep-alive-ack",
        Label::ZeroWindow => "label.zero-window",
        Label::ZeroWindowProbe if empty => "label.zero-window-probe-empty",
        Label::ZeroWindowProbe => "label.zero-window-probe",
        Label::ZeroWindowProbeAck => "label.zero-window-probe-ack",
        Label::WindowFull => "label.window-full",
        Label::WindowUpdate => "label.window-update",
        Label::ReusedPorts if facts.flags.has(Flags::ACK) => "label.other-number",
        Label::ReusedPorts => "label.reused-ports",
    }
}

/// What proves that a packet was sent again, or only late, and whether its label guessed wrong.
#[must_use]
pub fn settled(packet: u64, facts: &SegmentFacts<'_>) -> Option<Sentence> {
    let settled = facts.settled?;
    let sentence = Sentence::new(proof(packet, settled)).with("packet", settled.packet);
    let guess = match (settled.verdict, facts.labels.has(Label::OutOfOrder)) {
        _ if packet != settled.packet => return Some(sentence),
        (Verdict::Retransmission | Verdict::DuplicateCapture, true) => "settled.not-out-of-order",
        (Verdict::Reordering, false) => "settled.not-retransmission",
        (Verdict::DuplicateCapture, false) if facts.labels.has(Label::Retransmission) => {
            "settled.not-retransmission"
        }
        _ => return Some(sentence),
    };
    Some(Sentence::new(guess).with("proof", sentence))
}

/// The same for the story: what only confirms the label is told once in a connection.
pub(super) fn proved(packet: u64, facts: &SegmentFacts<'_>) -> Option<Sentence> {
    let sentence = settled(packet, facts)?;
    match sentence.key() {
        _ if facts.is_copy() => Some(sentence.once()),
        "settled.not-out-of-order" | "settled.not-retransmission" | "settled.again-twice" => Some(sentence),
        _ => Some(sentence.once()),
    }
}

fn proof(packet: u64, settled: Settled) -> &'static str {
    match (settled.verdict, settled.by) {
        (_, Evidence::Sack) if packet == settled.packet => "settled.again-sack",
        (_, Evidence::Sack) => "settled.again-twice",
        (Verdict::Retransmission, Evidence::Timestamps) => "settled.again-timestamps",
        (Verdict::Retransmission, Evidence::IpId) => "settled.again-ip-id",
        (Verdict::Reordering, Evidence::Timestamps) => "settled.late-timestamps",
        (Verdict::Reordering, Evidence::IpId) => "settled.late-ip-id",
        (Verdict::DuplicateCapture, Evidence::Timestamps) => "settled.twice-timestamps",
        (Verdict::DuplicateCapture, Evidence::IpId) => "settled.twice",
    }
}
