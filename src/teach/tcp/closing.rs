//! FIN and RST (RFC 9293 3.6, 3.5.2).

use crate::decode::Flags;
use crate::flow::{At, Direction, SegmentFacts};
use crate::session::Protocol;
use crate::teach::narrator::{Memory, line};
use crate::teach::{Kind, Layer, Line, Part, Phase, Sentence, sender};

/// The first FIN of a side.
pub(super) fn finish(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
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
        why.push(Sentence::lesson_once("tcp.fin.half").with("who", who).with("peer", sender(peer)));
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
        (Some(Protocol::WebSocket), (false, false), Direction::ToServer)
            if memory.answer_wrong && memory.last_frame.to_server.is_none() =>
        {
            ("tcp.fin.answer-wrong", "tcp.fin.answer-wrong")
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
pub(in crate::teach) struct Fin {
    packet: u64,
    /// The acknowledgment number that covers it, relative.
    end: u32,
    acked: bool,
}

impl Fin {
    /// The packet it came in.
    pub(super) fn packet(&self) -> u64 {
        self.packet
    }
}

impl Memory {
    /// The packet of the peer's FIN, if this segment is the first to acknowledge it.
    pub(super) fn acknowledge_fin(&mut self, direction: Direction, facts: &SegmentFacts<'_>) -> Option<u64> {
        let fin = self.fins[direction.reverse()].as_mut()?;
        let first = !fin.acked && facts.ack == Some(fin.end);
        fin.acked |= first;
        first.then_some(fin.packet)
    }

    /// Who waits in TIME-WAIT, once both FINs are acknowledged: who sent the first (RFC 9293 3.6).
    pub(super) fn time_wait(&self) -> Option<Sentence> {
        let (client, server) = (self.fins.to_server?, self.fins.to_client?);
        if !(client.acked && server.acked) {
            return None;
        }
        if self.fins_crossed {
            return Some(Sentence::lesson_once("tcp.time-wait.both"));
        }
        let first = if client.packet < server.packet { Direction::ToServer } else { Direction::ToClient };
        Some(Sentence::lesson_once("tcp.time-wait").with("who", sender(first)))
    }
}

/// A RST.
pub(super) fn reset(memory: &mut Memory, at: At, facts: &SegmentFacts<'_>) -> Line {
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
