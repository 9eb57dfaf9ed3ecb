//! How each layer was closed, in words: WebSocket by Close frames, TCP by FIN and RST.

use super::ending::said;
use super::{Sentence, Value, sender};
use crate::flow::HowEnded;
use crate::session::Protocol;
use crate::summary::{Cause, CloseFrame, Ending, Shows, Summary, TimeWait};

/// How the WebSocket was closed: who sent the first Close frame, with what, and whether it was answered.
/// Nothing where no WebSocket was meant.
#[must_use]
pub fn websocket_closing(summary: &Summary, ending: &Ending) -> Option<Sentence> {
    if let Some(first) = summary.first_close {
        let (own, peer) = (summary.closes[first].as_deref(), summary.closes[first.reverse()].as_deref());
        let clean = ending.websocket.as_ref().is_some_and(|closing| closing.clean);
        let key = match peer {
            None => "closing.websocket.unanswered",
            Some(_) if clean => "closing.websocket.answered",
            Some(_) => "closing.websocket.too-late",
        };
        let packet = |close: Option<&_>| close.map_or(0, |close: &CloseFrame| close.packet).to_string();
        let sentence = Sentence::new(key).with("who", sender(first)).with("peer", sender(first.reverse()));
        let sentence = sentence.with("said", said(own)).with("packet", packet(own));
        return Some(sentence.with("answer", said(peer)).with("second", packet(peer)));
    }
    Some(Sentence::new(match summary.protocol {
        Some(Protocol::WebSocket) if summary.tcp.how.is_unseen() => "closing.websocket.not-yet",
        Some(Protocol::WebSocket) => "closing.websocket.none",
        Some(Protocol::Tls) => "closing.websocket.sealed",
        _ if summary.handshake.is_some() => "closing.websocket.never-open",
        _ => return None,
    }))
}

/// How TCP was closed: every FIN and RST, and who waits after that.
#[must_use]
pub fn tcp_closing(summary: &Summary, ending: &Ending) -> Vec<Sentence> {
    let forged = matches!(ending.cause.map(|likely| likely.cause), Some(Cause::Middlebox(_)));
    let steps = ending.evidence.iter().filter_map(|evidence| {
        let key = match evidence.shows {
            Shows::FirstFin | Shows::SecondFin => "closing.tcp.fin",
            Shows::Reset if forged => "closing.tcp.rst-forged",
            Shows::Reset => "closing.tcp.rst",
            _ => return None,
        };
        Some(Sentence::new(key).with("who", sender(evidence.by)).with("packet", evidence.packet.to_string()))
    });
    let steps: Vec<_> = steps.collect();
    let mut said = vec![match (summary.tcp.how, steps.is_empty()) {
        (_, false) => Sentence::new("closing.tcp").with("steps", Value::List(steps)),
        (HowEnded::Unanswered, true) => Sentence::new("closing.tcp.unanswered"),
        (_, true) => Sentence::new("closing.tcp.open"),
    }];
    match summary.states.time_wait() {
        TimeWait::One(side) => said.push(Sentence::new("closing.tcp.time-wait").with("who", sender(side))),
        TimeWait::Both => said.push(Sentence::new("closing.tcp.time-wait-both")),
        TimeWait::None => {}
    }
    said
}
