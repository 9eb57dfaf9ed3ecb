//! TCP keep-alive (RFC 9293 3.8.4).

use crate::capture::Elapsed;
use crate::decode::SeqNumber;
use crate::flow::{At, Label, SegmentFacts};
use crate::teach::narrator::{Memory, line};
use crate::teach::{Kind, Layer, Line, Part, Phase, Sentence, sender};

/// A probe, or the answer to one.
pub(super) fn keep_alive(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    memory.phase = Phase::KeepAlive;
    let (who, peer) = (sender(at.direction), sender(at.direction.reverse()));
    if facts.labels.has(Label::KeepAliveAck) {
        let (probe, asked) = memory.last_probe[at.direction.reverse()].unwrap_or((0, at.time));
        memory.probes[at.direction.reverse()] = 0;
        let sentence = Sentence::lesson("tcp.keep-alive-ack", "tcp.keep-alive-ack-again");
        let sentence = sentence.with("packet", probe).with("time", at.time.since(asked)).with("who", who);
        let mut why = vec![sentence];
        if facts.options.first_sack_block().is_some_and(|block| names_garbage(block, facts)) {
            why.push(Sentence::lesson_once("tcp.keep-alive-ack.sack"));
        }
        let what = Sentence::new("tcp.what.keep-alive-ack");
        return line(at, Phase::KeepAlive, Layer::KeepAlive, Kind::ProbeAnswer, Part { what, why });
    }
    memory.probes[at.direction] += 1;
    let probed = memory.last_probe.to_server.or(memory.last_probe.to_client).is_some();
    let before = memory.last_probe[at.direction].replace((at.packet, at.time));
    let mut why = Vec::new();
    let key = if facts.length == 0 { "tcp.keep-alive.empty" } else { "tcp.keep-alive.garbage" };
    let numbers = |sentence: Sentence| {
        let expected = facts.before.expected.unwrap_or_default();
        sentence
            .with("seq", u64::from(facts.seq))
            .with("expected", u64::from(expected))
            .with("who", who.clone())
            .with("peer", peer.clone())
    };
    why.push(numbers(Sentence::lesson_once(key)));
    why.push(Sentence::lesson_once("tcp.keep-alive.not-ping"));
    if memory.probes[at.direction] > 1 {
        let waited = before.map_or(Elapsed::ZERO, |(_, time)| at.time.since(time));
        let nth = memory.probes[at.direction];
        why.push(Sentence::new("tcp.keep-alive.unanswered").with("time", waited).with("nth", nth));
    } else if probed {
        let silent = memory.last_time.map_or(Elapsed::ZERO, |last| at.time.since(last));
        why.push(Sentence::new("tcp.keep-alive.again").with("time", silent));
    }
    let what = match facts.length {
        0 => Sentence::new("tcp.what.keep-alive-empty"),
        n => Sentence::new("tcp.what.keep-alive").with("n", n),
    };
    line(at, Phase::KeepAlive, Layer::KeepAlive, Kind::Probe, Part { what, why })
}

/// Whether a SACK block reports bytes that were acknowledged long before: the garbage byte of a probe
/// (RFC 2883 calls it a duplicate).
fn names_garbage((left, _): (SeqNumber, SeqNumber), facts: &SegmentFacts<'_>) -> bool {
    facts.raw_ack.is_some_and(|ack| left.before(ack))
}
