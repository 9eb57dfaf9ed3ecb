//! TCP explained: opening, acknowledging, keeping alive, trouble, closing (RFC 9293).

mod acknowledging;
mod closing;
mod keep_alive;
mod labels;
mod opening;
mod origin;
mod states;
mod trouble;

pub(super) use closing::Fin;
pub use labels::{because, settled};
pub(super) use opening::established;
pub(super) use origin::{origin_of_fin, origin_of_reset};
pub(super) use states::tell_states;

use super::loss::explained;
use super::narrator::{Memory, add_why, line};
use super::{Kind, Layer, Line, Part, Phase, Sentence, Value};
use crate::decode::Flags;
use crate::flow::{AckKind, At, Label, Loss, Pair, SegmentFacts};
use crate::session::Protocol;
use acknowledging::bare_ack;
use closing::{finish, reset};
use keep_alive::keep_alive;
use labels::label_sentence;
use opening::opening;
use trouble::trouble;

/// The key of a segment whose content speaks for itself.
pub(super) const CARRIER: &str = "tcp.carrier";

/// Says what a segment is, before what it carries is known.
pub(super) fn segment(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    let flags = facts.flags;
    if facts.is_copy() {
        return copy(memory, at, facts);
    }
    if facts.refused {
        let names: Vec<_> = flags.names().collect();
        let names = if names.is_empty() { "0".to_owned() } else { names.join(", ") };
        let what = Sentence::new("tcp.what.refused").with("flags", names);
        return line(at, memory.phase, Layer::Trouble, Kind::Single, Part { what, why: Vec::new() });
    }
    if flags.has(Flags::SYN) {
        let told = [Label::ReusedPorts, Label::Retransmission];
        return with_labels(opening(memory, at, facts), at, facts, &told);
    }
    if flags.has(Flags::RST) {
        return with_labels(reset(memory, at, facts), at, facts, &[]);
    }
    let told = [Label::KeepAlive, Label::KeepAliveAck];
    if told.into_iter().any(|label| facts.labels.has(label)) {
        return with_labels(keep_alive(memory, at, facts), at, facts, &told);
    }
    memory.probes = Pair::default();
    if memory.phase == Phase::KeepAlive {
        memory.phase = memory.speaking();
    }
    if flags.has(Flags::FIN) && memory.fins[at.direction].is_none() {
        return with_labels(finish(memory, at, facts), at, facts, &[]);
    }
    if let Some(line) = trouble(memory, at, facts) {
        return line;
    }
    if facts.length > 0 { carrier(memory, at, facts) } else { bare_ack(memory, at, facts) }
}

/// A packet that was captured before.
fn copy(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    let why = labels::proved(at.packet, facts).into_iter().collect();
    let part = Part { what: Sentence::new("tcp.what.copy"), why };
    line(at, memory.phase, Layer::Tcp, Kind::Copy, part)
}

/// Adds to the first part of a line the labels that it does not tell.
fn with_labels(mut line: Line, at: At, facts: &SegmentFacts<'_>, told: &[Label]) -> Line {
    let rest = facts.labels.iter().map(|(label, _)| label).filter(|label| !told.contains(label));
    if let Some(part) = line.parts.first_mut() {
        part.why.extend(rest.map(|label| label_sentence(at.direction, facts, label)));
    }
    line
}

impl Memory {
    /// The part of the story in which this connection's protocol speaks.
    pub(super) fn speaking(&self) -> Phase {
        let closing = self.closes.to_client.or(self.closes.to_server).is_some();
        match self.protocol {
            _ if self.reset || self.fins.to_client.or(self.fins.to_server).is_some() => Phase::TcpEnds,
            None => Phase::TcpOpens,
            Some(Protocol::WebSocket) if closing => Phase::Close,
            Some(Protocol::WebSocket) => Phase::WebSocket,
            Some(Protocol::Http) if self.upgrading => Phase::Upgrade,
            Some(Protocol::Http) => Phase::Http,
            Some(Protocol::Tls) => Phase::Tls,
            Some(Protocol::Http2 | Protocol::Unknown) => Phase::Data,
        }
    }
}

/// A segment with payload: what it carries is told by the layer above.
fn carrier(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    let mut why = Vec::new();
    if let Some(ack) = facts.acknowledges.filter(|ack| ack.kind == AckKind::Piggybacked) {
        let sentence = Sentence::lesson("tcp.ack.piggybacked", "tcp.ack.piggybacked-again");
        why.push(sentence.with("packet", ack.packet));
    }
    let remarks = [Label::ZeroWindowProbe, Label::WindowFull].into_iter();
    let remarks = remarks.filter(|label| facts.labels.has(*label));
    why.extend(remarks.map(|label| label_sentence(at.direction, facts, label)));
    let what = Sentence::new(CARRIER).with("bytes", Value::Bytes(facts.length.into()));
    let mut line = line(at, memory.phase, Layer::Tcp, Kind::Fragment, Part { what, why });
    line.bytes = u64::from(facts.length);
    line
}

/// Says of which protocol the bytes are that a segment carries, where nothing in it was complete.
pub(super) fn name_carrier(line: &mut Line, memory: &mut Memory) {
    let [part] = line.parts.as_mut_slice() else { return };
    if part.what.key() != CARRIER || line.layer == Layer::Trouble {
        return;
    }
    let (layer, kind, key) = match memory.protocol {
        Some(Protocol::WebSocket) => (Layer::WebSocket, Kind::Fragment, "websocket.what.part"),
        Some(Protocol::Http) => (Layer::Http, Kind::Fragment, "http.what.part"),
        Some(Protocol::Tls) => (Layer::Tls, Kind::Fragment, "tls.what.part"),
        Some(Protocol::Http2 | Protocol::Unknown) => (Layer::Data, Kind::Bytes, "tcp.what.bytes"),
        None => return,
    };
    memory.phase = memory.speaking();
    (line.layer, line.kind, line.phase) = (layer, kind, memory.phase);
    part.what = part.what.rekeyed(key);
}

/// The snap length cut so much off the packet.
pub(super) fn cut(line: &mut Line, length: u64) {
    line.layer = Layer::Trouble;
    add_why(line, Sentence::lesson("tcp.cut", "tcp.cut.brief").with("bytes", Value::Bytes(length)));
}

/// Bytes that the capture does not hold.
pub(super) fn gap(line: &mut Line, length: u64, lost: Option<&Loss>) {
    line.layer = Layer::Trouble;
    let missing = Sentence::new("tcp.gap").with("bytes", Value::Bytes(length));
    add_why(line, explained(missing, lost));
}
