//! Segments that only acknowledge (RFC 9293 3.8.6).

use super::labels::{label_sentence, proved};
use crate::flow::{Acknowledgement, At, Direction, Label, SegmentFacts};
use crate::teach::narrator::{AT_ONCE, Memory, line};
use crate::teach::{Kind, Layer, Line, Part, Sentence, Value, sender};

/// Labels of segments that speak of room only.
const WINDOW: [Label; 3] = [Label::WindowUpdate, Label::ZeroWindowProbe, Label::ZeroWindowProbeAck];

/// An ACK that travels alone.
pub(super) fn bare_ack(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    let who = sender(at.direction);
    let mut kind = Kind::Ack;
    let mut layer = Layer::Tcp;
    let mut why = Vec::new();
    if let Some(ack) = facts.acknowledges {
        if !ack.delayed && memory.delayed[at.direction] && ack.delay < AT_ONCE {
            memory.delayed[at.direction] = false;
            why.push(Sentence::lesson_once("tcp.ack.no-longer-delayed").with("who", who.clone()));
        }
        why.insert(0, alone(memory, at.direction, &ack));
    } else if let Some(fin) = memory.acknowledge_fin(at.direction, facts) {
        kind = Kind::Single;
        why.push(Sentence::lesson("tcp.ack.fin", "tcp.ack.fin.brief").with("packet", fin).with("who", who));
        why.extend(memory.time_wait());
    } else if let Some(label) = WINDOW.into_iter().find(|label| facts.labels.has(*label)) {
        kind = Kind::Window;
        if label != Label::WindowUpdate {
            kind = Kind::Full;
            layer = Layer::Trouble;
        }
        why.push(label_sentence(at.direction, facts, label));
    } else {
        kind = Kind::Empty;
        why.push(Sentence::new("tcp.ack.nothing-new"));
    }
    why.extend(proved(at.packet, facts));
    let phase = memory.phase;
    line(at, phase, layer, kind, Part { what: Sentence::new("tcp.what.ack"), why })
}

/// An ACK with nothing else to say.
fn alone(memory: &mut Memory, direction: Direction, ack: &Acknowledgement) -> Sentence {
    let who = sender(direction);
    if ack.delayed {
        memory.delayed[direction] = true;
        let sentence = Sentence::lesson("tcp.ack.delayed", "tcp.ack.delayed-again");
        return sentence.with("time", ack.delay).with("packet", ack.packet).with("who", who);
    }
    let sentence = match ack.segments {
        0 => Sentence::new("tcp.ack.part").with("bytes", Value::Bytes(ack.bytes)),
        1 if ack.delay < AT_ONCE => Sentence::lesson("tcp.ack.alone", "tcp.ack.alone-again"),
        1 => Sentence::new("tcp.ack.alone-later").with("time", ack.delay),
        segments => {
            Sentence::new("tcp.ack.several").with("n", segments).with("bytes", Value::Bytes(ack.bytes))
        }
    };
    sentence.with("packet", ack.packet).with("who", who)
}
