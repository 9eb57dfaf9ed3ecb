//! The three-way handshake (RFC 9293 3.5).

use super::CARRIER;
use super::labels::{label_sentence, proved};
use crate::capture::Elapsed;
use crate::decode::Flags;
use crate::flow::{At, Established, Label, SegmentFacts};
use crate::teach::narrator::{Memory, line};
use crate::teach::{Kind, Layer, Line, Part, Phase, Sentence, Value};

/// A SYN or a SYN-ACK.
pub(super) fn opening(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    memory.phase = Phase::TcpOpens;
    let answer = facts.flags.has(Flags::ACK);
    let mut why = Vec::new();
    let again = if answer { memory.syn_answered } else { memory.syn_time.is_some() };
    if again {
        let waited = memory.last_time.map_or(Elapsed::ZERO, |last| at.time.since(last));
        let key = if answer { "tcp.syn-ack.again" } else { "tcp.syn.again" };
        why.push(Sentence::new(key).with("time", waited));
        why.extend(proved(at.packet, facts));
    } else {
        let lesson = if answer {
            Sentence::lesson("tcp.syn-ack", "tcp.syn-ack.brief")
        } else {
            Sentence::lesson("tcp.syn", "tcp.syn.brief")
        };
        why.push(lesson.with("isn", u64::from(facts.raw_seq.0)));
        let offers = offers(facts);
        if !offers.is_empty() {
            why.push(Sentence::new("tcp.offers").with("offers", Value::List(offers)));
        }
    }
    if facts.labels.has(Label::ReusedPorts) {
        why.push(label_sentence(at.direction, facts, Label::ReusedPorts));
    }
    if answer {
        memory.syn_answered = true;
    } else {
        memory.syn_time.get_or_insert(at.time);
    }
    let layer = if again { Layer::Trouble } else { Layer::Tcp };
    let what = if answer { "tcp.what.syn-ack" } else { "tcp.what.syn" };
    line(at, Phase::TcpOpens, layer, Kind::Single, Part { what: Sentence::new(what), why })
}

/// What a SYN says its sender can do.
fn offers(facts: &SegmentFacts<'_>) -> Vec<Sentence> {
    let options = facts.options;
    let mut offers = Vec::new();
    if let Some(bytes) = options.maximum_segment_size() {
        offers.push(Sentence::new("tcp.offer.mss").with("mss", bytes));
    }
    if options.sack_permitted() {
        offers.push(Sentence::new("tcp.offer.sack"));
    }
    if let Some(shift) = options.window_scale() {
        offers.push(Sentence::new("tcp.offer.scale").with("factor", 1_u64 << shift));
    }
    if options.timestamps().is_some() {
        offers.push(Sentence::new("tcp.offer.timestamps"));
    }
    offers
}

/// The third segment of the handshake.
pub(in crate::teach) fn established(line: &mut Line, times: Established) {
    let round_trip = Elapsed(times.to_syn_ack.0.saturating_add(times.to_ack.0));
    let lesson = Sentence::lesson("tcp.established", "tcp.established.brief").with("time", round_trip);
    line.kind = Kind::Single;
    if let Some(part) = line.parts.first_mut() {
        if part.what.key() != CARRIER {
            part.why.clear();
        }
        part.why.push(lesson);
    }
}
