//! The states that a packet shows (RFC 9293 3.3.2), in the words of the RFC.

use crate::flow::{Direction, State, StateChange};
use crate::teach::narrator::Memory;
use crate::teach::{Kind, Line, Part, Sentence, Value};

/// Adds to a packet's line what it changes in the states of both sides on their way out. The way in
/// is told by the handshake's own sentences.
pub(in crate::teach) fn tell_states(line: &mut Line, memory: &mut Memory) {
    let changes = std::mem::take(&mut memory.changes);
    if changes.iter().any(|change| (change.from, change.to) == (Some(State::SynSent), State::SynReceived))
        && let Some(part) = line.parts.first_mut()
    {
        part.why.push(Sentence::lesson_once("tcp.simultaneous-open"));
    }
    let sides = [line.direction, line.direction.reverse()].map(|side| (side, chain(side, &changes)));
    let what = match &sides {
        [(_, None), (_, None)] => return,
        [(_, Some(own)), (_, Some(peer))] if own == peer => {
            Sentence::new("tcp.states.both").with("states", own.as_str())
        }
        sides => Sentence::new("tcp.states").with("changes", Value::List(each(sides))),
    };
    let last = |side| changes.iter().rev().find(|change| change.side == side);
    let lessons = sides.iter().filter_map(|(side, _)| lesson(last(*side)?.to));
    let why = lessons.map(Sentence::lesson_once).collect();
    line.parts.push(Part { what, why });
    line.kind = Kind::Single;
}

/// The states that a side passes through on its way out.
fn chain(side: Direction, changes: &[StateChange]) -> Option<String> {
    let mut changes = changes.iter().filter(|change| change.side == side && closes(change.to));
    let first = changes.next()?;
    let states = [first.from?, first.to].into_iter().chain(changes.map(|change| change.to));
    let states: Vec<_> = states.map(State::name).collect();
    Some(states.join(" → "))
}

fn each(sides: &[(Direction, Option<String>)]) -> Vec<Sentence> {
    let side = |(side, states): &(Direction, Option<String>)| {
        let key = match side {
            Direction::ToServer => "tcp.states.client",
            Direction::ToClient => "tcp.states.server",
        };
        Some(Sentence::new(key).with("states", states.as_deref()?))
    };
    sides.iter().filter_map(side).collect()
}

fn closes(state: State) -> bool {
    !matches!(state, State::Listen | State::SynSent | State::SynReceived | State::Established)
}

/// What a state means, where no other sentence says it.
fn lesson(state: State) -> Option<&'static str> {
    match state {
        State::FinWait1 => Some("tcp.state.fin-wait-1"),
        State::FinWait2 => Some("tcp.state.fin-wait-2"),
        State::CloseWait => Some("tcp.state.close-wait"),
        State::LastAck => Some("tcp.state.last-ack"),
        State::Closing => Some("tcp.state.closing"),
        _ => None,
    }
}
