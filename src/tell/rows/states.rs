//! The states of both sides, in a row of `connections`.

use serde::Serialize;

use crate::flow::{Direction, State};
use crate::summary::{Changed, HalfClosed, HalfOpen, Summary};

#[derive(Debug, Serialize)]
pub(super) struct StatesRow {
    client: Vec<StateRow>,
    server: Vec<StateRow>,
    more_changes: u64,
    simultaneous_open: bool,
    simultaneous_close: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    half_closed: Option<HalfClosedRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    half_open: Option<HalfOpenRow>,
    time_wait: &'static str,
}

/// A state that a side enters.
#[derive(Debug, Serialize)]
struct StateRow {
    state: &'static str,
    packet: u64,
    time: String,
    inferred: bool,
}

#[derive(Debug, Serialize)]
struct HalfClosedRow {
    by: &'static str,
    from_packet: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    to_packet: Option<u64>,
    seconds: f64,
    bytes: u64,
}

#[derive(Debug, Serialize)]
struct HalfOpenRow {
    open: &'static str,
    from_packet: u64,
    to_packet: u64,
    seconds: f64,
}

impl StatesRow {
    pub(super) fn new(summary: &Summary) -> Self {
        let states = &summary.states;
        let of = |side| states.changes().filter(move |changed| changed.change.side == side);
        Self {
            client: of(Direction::ToServer).map(StateRow::new).collect(),
            server: of(Direction::ToClient).map(StateRow::new).collect(),
            more_changes: states.more.into(),
            simultaneous_open: states.simultaneous_open,
            simultaneous_close: states.simultaneous_close,
            half_closed: states.half_closed.as_deref().map(|half| half_closed(half, summary)),
            half_open: summary.half_open().map(|half| half_open(&half)),
            time_wait: states.time_wait().name(),
        }
    }
}

impl StateRow {
    fn new(changed: Changed) -> Self {
        Self {
            state: changed.change.to.name(),
            packet: changed.at.packet,
            time: changed.at.time.to_string(),
            inferred: changed.change.from.is_none() && changed.change.to != State::Closed,
        }
    }
}

fn half_closed(half: &HalfClosed, summary: &Summary) -> HalfClosedRow {
    HalfClosedRow {
        by: half.by.sender(),
        from_packet: half.since.packet,
        to_packet: half.until.map(|until| until.packet),
        seconds: half.lasted(summary.last_at).as_secs_f64().max(0.0),
        bytes: half.bytes,
    }
}

fn half_open(half: &HalfOpen) -> HalfOpenRow {
    HalfOpenRow {
        open: half.open.sender(),
        from_packet: half.from_packet,
        to_packet: half.to_packet,
        seconds: half.lasted.as_secs_f64().max(0.0),
    }
}
