//! The times in which the two sides of a connection saw it differently, in words.

use super::{Sentence, Value, sender};
use crate::capture::Elapsed;
use crate::flow::State;
use crate::summary::Summary;

/// From this on, a half-closed connection is worth a word even if nothing was sent on it.
const NOTICEABLE: Elapsed = Elapsed::from_millis(200);

/// When a connection was half-closed or half-open, where a reader should know.
#[must_use]
pub fn states(summary: &Summary) -> Vec<Sentence> {
    half_closed(summary).into_iter().chain(half_open(summary)).collect()
}

fn half_closed(summary: &Summary) -> Option<Sentence> {
    let half = summary.states.half_closed.as_deref()?;
    let lasted = half.lasted(summary.last_at);
    let peer = half.by.reverse();
    let key = match (half.until, half.bytes) {
        _ if lasted < NOTICEABLE && half.bytes == 0 => return None,
        (None, _) if summary.states.now[peer] == Some(State::CloseWait) => "states.close-wait-left",
        (_, 0) => "states.half-closed",
        (_, _) => "states.half-closed-data",
    };
    let sentence = Sentence::new(key).with("who", sender(half.by)).with("peer", sender(peer));
    Some(
        sentence
            .with("packet", half.since.packet)
            .with("time", lasted)
            .with("bytes", Value::Bytes(half.bytes)),
    )
}

fn half_open(summary: &Summary) -> Option<Sentence> {
    let half = summary.half_open()?;
    Some(
        Sentence::new("states.half-open")
            .with("who", sender(half.open))
            .with("peer", sender(half.open.reverse()))
            .with("packet", half.from_packet)
            .with("time", half.lasted),
    )
}
