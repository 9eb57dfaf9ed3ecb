//! TCP explained: opening, acknowledging, keeping alive, trouble, closing (RFC 9293).

use super::narrator::{AT_ONCE, Memory, TROUBLE, add_why, line};
use super::{Kind, Layer, Line, Part, Phase, Sentence, Value, sender};
use crate::capture::Elapsed;
use crate::decode::{Flags, SeqNumber};
use crate::flow::{AckKind, Acknowledgement, At, Direction, Established, Label, Pair, SegmentFacts};
use crate::session::Protocol;

/// The key of a segment whose content speaks for itself.
pub(super) const CARRIER: &str = "tcp.carrier";

/// Says what a segment is, before what it carries is known.
pub(super) fn segment(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    let flags = facts.flags;
    if flags.has(Flags::SYN) {
        return opening(memory, at, facts);
    }
    if flags.has(Flags::RST) {
        return reset(memory, at, facts);
    }
    if facts.labels.has(Label::KeepAlive) || facts.labels.has(Label::KeepAliveAck) {
        return keep_alive(memory, at, facts);
    }
    memory.probes = Pair::default();
    if memory.phase == Phase::KeepAlive {
        memory.phase = memory.speaking();
    }
    if flags.has(Flags::FIN) && memory.fins[at.direction].is_none() {
        return finish(memory, at, facts);
    }
    if let Some(line) = trouble(memory, at, facts) {
        return line;
    }
    if facts.length > 0 { carrier(memory, at, facts) } else { bare_ack(memory, at, facts) }
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

fn opening(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    memory.phase = Phase::TcpOpens;
    let answer = facts.flags.has(Flags::ACK);
    let mut why = Vec::new();
    let again = if answer { memory.syn_answered } else { memory.syn_time.is_some() };
    if again {
        let waited = memory.last_time.map_or(Elapsed::ZERO, |last| at.time.since(last));
        let key = if answer { "tcp.syn-ack.again" } else { "tcp.syn.again" };
        why.push(Sentence::new(key).with("time", waited));
    } else {
        let lesson = if answer {
            memory.lesson("tcp.syn-ack", "tcp.syn-ack.brief")
        } else {
            memory.lesson("tcp.syn", "tcp.syn.brief")
        };
        why.push(lesson.with("isn", u64::from(facts.raw_seq.0)));
        let offers = offers(facts);
        if !offers.is_empty() {
            why.push(Sentence::new("tcp.offers").with("offers", Value::List(offers)));
        }
    }
    if facts.labels.has(Label::ReusedPorts) {
        why.push(Sentence::new("tcp.reused-ports"));
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

/// One part of the round trip this many times the other says where the capture was taken.
const CLEARLY_LONGER: i64 = 3;

/// The third segment of the handshake.
pub(super) fn established(memory: &mut Memory, line: &mut Line, times: Established) {
    let (to_server, to_client) = (times.to_syn_ack.0, times.to_ack.0);
    let round_trip = Elapsed(to_server.saturating_add(to_client));
    let lesson = Sentence::lesson("tcp.established", "tcp.established.brief").with("time", round_trip);
    let near = match () {
        () if to_server >= to_client.saturating_mul(CLEARLY_LONGER) => Some("who.client"),
        () if to_client >= to_server.saturating_mul(CLEARLY_LONGER) => Some("who.server"),
        () => None,
    };
    line.kind = Kind::Single;
    if let Some(part) = line.parts.first_mut() {
        if part.what.key() != CARRIER {
            part.why.clear();
        }
        part.why.push(lesson);
        part.why
            .extend(near.and_then(|side| Some(memory.once("tcp.near")?.with("side", Sentence::new(side)))));
    }
}

fn bare_ack(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    let who = sender(at.direction);
    let mut kind = Kind::Ack;
    let mut layer = Layer::Tcp;
    let mut why = Vec::new();
    if let Some(ack) = facts.acknowledges {
        if !ack.delayed && memory.delayed[at.direction] && ack.delay < AT_ONCE {
            why.extend(memory.once("tcp.ack.no-longer-delayed").map(|s| s.with("who", who.clone())));
        }
        why.insert(0, alone(memory, at.direction, &ack));
    } else if let Some(fin) = memory.acknowledge_fin(at.direction, facts) {
        kind = Kind::Single;
        why.push(memory.lesson("tcp.ack.fin", "tcp.ack.fin.brief").with("packet", fin).with("who", who));
        why.extend(memory.time_wait());
    } else if facts.labels.has(Label::WindowUpdate) {
        kind = Kind::Window;
        why.push(
            Sentence::new("tcp.window-update")
                .with("who", who)
                .with("window", Value::Bytes(facts.window.into())),
        );
    } else if facts.labels.has(Label::ZeroWindowProbe) || facts.labels.has(Label::ZeroWindowProbeAck) {
        kind = Kind::Window;
        layer = Layer::Trouble;
        let probe = facts.labels.has(Label::ZeroWindowProbe);
        why.push(Sentence::new(if probe { "tcp.zero-window-probe" } else { "tcp.zero-window-probe-ack" }));
    } else {
        why.push(Sentence::new("tcp.ack.nothing-new"));
    }
    let phase = memory.phase;
    line(at, phase, layer, kind, Part { what: Sentence::new("tcp.what.ack"), why })
}

/// An ACK with nothing else to say.
fn alone(memory: &mut Memory, direction: Direction, ack: &Acknowledgement) -> Sentence {
    let who = sender(direction);
    if ack.delayed {
        memory.delayed[direction] = true;
        let sentence = memory.lesson("tcp.ack.delayed", "tcp.ack.delayed-again");
        return sentence.with("time", ack.delay).with("packet", ack.packet).with("who", who);
    }
    let sentence = match ack.segments {
        0 | 1 if ack.delay < AT_ONCE => memory.lesson("tcp.ack.alone", "tcp.ack.alone-again"),
        0 | 1 => Sentence::new("tcp.ack.alone-later").with("time", ack.delay),
        segments => {
            Sentence::new("tcp.ack.several").with("n", segments).with("bytes", Value::Bytes(ack.bytes))
        }
    };
    sentence.with("packet", ack.packet).with("who", who)
}

/// A segment with payload: what it carries is told by the layer above.
fn carrier(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    let mut why = Vec::new();
    if let Some(ack) = facts.acknowledges.filter(|ack| ack.kind == AckKind::Piggybacked) {
        let sentence = memory.lesson("tcp.ack.piggybacked", "tcp.ack.piggybacked-again");
        why.push(sentence.with("packet", ack.packet));
    }
    if facts.labels.has(Label::WindowFull) {
        why.push(Sentence::new("tcp.window-full"));
    }
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

/// Bytes that the capture does not hold.
pub(super) fn gap(line: &mut Line, length: u64) {
    line.layer = Layer::Trouble;
    add_why(line, Sentence::new("tcp.gap").with("bytes", Value::Bytes(length)));
}

fn keep_alive(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    memory.phase = Phase::KeepAlive;
    let (who, peer) = (sender(at.direction), sender(at.direction.reverse()));
    if facts.labels.has(Label::KeepAliveAck) {
        let (probe, asked) = memory.last_probe[at.direction.reverse()].unwrap_or((0, at.time));
        memory.probes[at.direction.reverse()] = 0;
        let sentence = memory.lesson("tcp.keep-alive-ack", "tcp.keep-alive-ack-again");
        let sentence = sentence.with("packet", probe).with("time", at.time.since(asked)).with("who", who);
        let mut why = vec![sentence];
        if facts.options.first_sack_block().is_some_and(|block| names_garbage(block, facts)) {
            why.extend(memory.once("tcp.keep-alive-ack.sack"));
        }
        let what = Sentence::new("tcp.what.keep-alive-ack");
        return line(at, Phase::KeepAlive, Layer::KeepAlive, Kind::ProbeAnswer, Part { what, why });
    }
    memory.probes[at.direction] += 1;
    let before = memory.last_probe[at.direction].replace((at.packet, at.time));
    let mut why = Vec::new();
    let key = if facts.length == 0 { "tcp.keep-alive.empty" } else { "tcp.keep-alive.garbage" };
    let numbers = |sentence: Sentence| {
        let expected = facts.expected.unwrap_or_default();
        sentence
            .with("seq", u64::from(facts.seq))
            .with("expected", u64::from(expected))
            .with("who", who.clone())
            .with("peer", peer.clone())
    };
    match memory.once(key) {
        Some(sentence) => {
            why.push(numbers(sentence));
            why.extend(memory.once("tcp.keep-alive.not-ping"));
        }
        None if memory.probes[at.direction] > 1 => {
            let waited = before.map_or(Elapsed::ZERO, |(_, time)| at.time.since(time));
            let nth = memory.probes[at.direction];
            why.push(Sentence::new("tcp.keep-alive.unanswered").with("time", waited).with("nth", nth));
        }
        None => {
            let silent = memory.last_time.map_or(Elapsed::ZERO, |last| at.time.since(last));
            why.push(Sentence::new("tcp.keep-alive.again").with("time", silent));
        }
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

fn trouble(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Option<Line> {
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
        .with("expected", u64::from(facts.expected.unwrap_or_default()))
        .with("ack", u64::from(facts.ack.unwrap_or_default()))
        .with("time", waited)
        .with("who", sender(at.direction));
    let again = facts.labels.has(Label::Retransmission);
    let (kind, what) = match (again, facts.length) {
        (true, _) if facts.flags.has(Flags::FIN) => (Kind::Again, Sentence::new("tcp.what.fin-again")),
        (true, length) => {
            (Kind::Again, Sentence::new("tcp.what.again").with("bytes", Value::Bytes(length.into())))
        }
        (false, 0) => (Kind::Window, Sentence::new("tcp.what.ack")),
        (false, length) => {
            (Kind::Fragment, Sentence::new(CARRIER).with("bytes", Value::Bytes(length.into())))
        }
    };
    Some(line(at, memory.phase, Layer::Trouble, kind, Part { what, why: vec![why] }))
}

/// The first FIN of a side.
fn finish(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    memory.phase = Phase::TcpEnds;
    let (direction, peer) = (at.direction, at.direction.reverse());
    let who = sender(direction);
    let mut why = Vec::new();
    if let Some(first) = memory.fins[peer] {
        let joined = memory.acknowledge_fin(direction, facts).is_some();
        let lesson = if joined {
            Sentence::lesson("tcp.fin.second-joined", "tcp.fin.second-joined.brief")
        } else {
            Sentence::new("tcp.fin.second")
        };
        why.push(lesson.with("who", who).with("packet", first.packet));
    } else {
        why.push(first_fin(memory, direction).with("who", who.clone()));
        why.extend(memory.once("tcp.fin.half").map(|s| s.with("who", who).with("peer", sender(peer))));
    }
    if let Some(ack) = facts.acknowledges.filter(|_| facts.length == 0) {
        why.push(Sentence::new("tcp.fin.acknowledges").with("packet", ack.packet));
    }
    let end = facts.seq.wrapping_add(facts.length).wrapping_add(1);
    memory.fins[direction] = Some(Fin { packet: at.packet, end, acked: false });
    let what = Sentence::new(if facts.length > 0 { "tcp.what.fin-data" } else { "tcp.what.fin" });
    line(at, Phase::TcpEnds, Layer::Tcp, Kind::Single, Part { what, why })
}

/// Why a side sends its FIN first.
fn first_fin(memory: &Memory, direction: Direction) -> Sentence {
    let closing = (memory.closes.to_server.is_some(), memory.closes.to_client.is_some());
    let (key, again) = match (memory.protocol, closing, direction) {
        (Some(Protocol::WebSocket), (true, true), Direction::ToClient) => {
            ("tcp.fin.server-after-close", "tcp.fin.server-after-close.brief")
        }
        (Some(Protocol::WebSocket), (true, true), Direction::ToServer) => {
            ("tcp.fin.client-after-close", "tcp.fin.client-after-close")
        }
        (Some(Protocol::WebSocket), (false, false), Direction::ToServer) if memory.accept_wrong => {
            ("tcp.fin.accept-wrong", "tcp.fin.accept-wrong")
        }
        (Some(Protocol::WebSocket), (false, false), _) => ("tcp.fin.without-close", "tcp.fin.without-close"),
        (Some(Protocol::WebSocket), (true, false), Direction::ToServer)
        | (Some(Protocol::WebSocket), (false, true), Direction::ToClient) => {
            ("tcp.fin.at-once", "tcp.fin.at-once")
        }
        (Some(Protocol::Http), _, _) if memory.refused => ("tcp.fin.refused", "tcp.fin.refused"),
        (Some(Protocol::WebSocket), _, _) => ("tcp.fin.close-unanswered", "tcp.fin.close-unanswered"),
        _ => ("tcp.fin.first", "tcp.fin.first"),
    };
    Sentence::lesson(key, again)
}

/// A side's FIN.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fin {
    packet: u64,
    /// The acknowledgment number that covers it, relative.
    end: u32,
    acked: bool,
}

impl Memory {
    /// The packet of the peer's FIN, if this segment is the first to acknowledge it.
    fn acknowledge_fin(&mut self, direction: Direction, facts: &SegmentFacts<'_>) -> Option<u64> {
        let fin = self.fins[direction.reverse()].as_mut()?;
        let first = !fin.acked && facts.ack == Some(fin.end);
        fin.acked |= first;
        first.then_some(fin.packet)
    }

    /// Who waits in TIME-WAIT, once both FINs are acknowledged: who sent the first (RFC 9293 3.6).
    fn time_wait(&mut self) -> Option<Sentence> {
        let (client, server) = (self.fins.to_server?, self.fins.to_client?);
        if !(client.acked && server.acked) {
            return None;
        }
        let first = if client.packet < server.packet { Direction::ToServer } else { Direction::ToClient };
        self.once("tcp.time-wait").map(|sentence| sentence.with("who", sender(first)))
    }
}

fn reset(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
    let who = sender(at.direction);
    let key = if memory.syn_time.is_some() && !memory.syn_answered {
        "tcp.reset.refused"
    } else if memory.reset {
        "tcp.reset.again"
    } else if memory.probes[at.direction] > 1 {
        "tcp.reset.probes-unanswered"
    } else if memory.fins[at.direction].is_some() {
        "tcp.reset.after-fin"
    } else if memory.closes[at.direction].is_none() && memory.protocol == Some(Protocol::WebSocket) {
        "tcp.reset.without-close"
    } else {
        "tcp.reset"
    };
    let why = Sentence::new(key)
        .with("who", who)
        .with("peer", sender(at.direction.reverse()))
        .with("port", memory.server_port.to_string())
        .with("n", memory.probes[at.direction]);
    memory.phase = Phase::TcpEnds;
    let what = Sentence::new(if facts.flags.has(Flags::ACK) { "tcp.what.rst-ack" } else { "tcp.what.rst" });
    line(at, Phase::TcpEnds, Layer::Trouble, Kind::Single, Part { what, why: vec![why] })
}
