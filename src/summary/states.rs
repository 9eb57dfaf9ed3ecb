//! The states of both sides over time (RFC 9293 3.3.2): what the connection passed through, and where
//! the two sides saw it differently.

use super::Summary;
use super::ending::UNANSWERED_IS_GONE;
use super::trail::Spot;
use crate::capture::{Elapsed, Timestamp};
use crate::decode::Flags;
use crate::flow::{At, Direction, Pair, State, StateChange, TcpEvent};
use crate::limits;

/// Changes for which there is room at once: those of an opening.
const CHANGES_AT_ONCE: usize = 4;

/// The states of both sides over time.
#[derive(Clone, Debug, Default)]
pub struct States {
    /// Every change, in order; a bounded number.
    changes: Vec<Step>,
    /// Changes beyond the bound, up to 4,294,967,295.
    pub more: u32,
    /// The state that each side is in; `None` where nothing shows it.
    pub now: Pair<Option<State>>,
    /// Whether the SYNs of both sides crossed (RFC 9293 3.5, figure 7).
    pub simultaneous_open: bool,
    /// Whether the FINs of both sides crossed (RFC 9293 3.6, figure 13).
    pub simultaneous_close: bool,
    /// When one direction was finished and the other was not (RFC 9293 3.6), where it came to that.
    pub half_closed: Option<Box<HalfClosed>>,
    /// The last packet of each side that is no RST.
    last: Pair<Option<Spot>>,
    /// Whose last packet is a RST without ACK: the answer of a TCP that knows no such connection.
    denies: Option<Direction>,
    /// The first RST, and whether it was such an answer.
    reset: Option<Box<Spot>>,
    denied: bool,
}

/// A packet and its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its number.
    pub packet: u64,
    /// Its time.
    pub time: Timestamp,
}

/// A change of state, and the packet that shows it.
#[derive(Clone, Copy, Debug)]
pub struct Changed {
    /// What changed.
    pub change: StateChange,
    /// Where.
    pub at: Mark,
}

/// A change of state in 24 bytes.
#[derive(Clone, Copy, Debug)]
struct Step {
    packet: u64,
    nanoseconds: i64,
    digits: u8,
    change: StateChange,
}

impl From<Step> for Changed {
    fn from(Step { packet, nanoseconds, digits, change }: Step) -> Self {
        Self { change, at: Mark { packet, time: Timestamp::new(nanoseconds, digits) } }
    }
}

/// A time in which one direction was finished and the other still open.
#[derive(Clone, Copy, Debug)]
pub struct HalfClosed {
    /// Who had sent FIN.
    pub by: Direction,
    /// The FIN.
    pub since: Mark,
    /// The other side's FIN, or a RST; `None` where the capture shows neither.
    pub until: Option<Mark>,
    /// Payload bytes that the other side sent in this time.
    pub bytes: u64,
}

/// A time in which one side held the connection for open, and the other had lost it (RFC 9293 3.5.1).
#[derive(Clone, Copy, Debug)]
pub struct HalfOpen {
    /// Who held it for open.
    pub open: Direction,
    /// The last packet of the other side: it lost the connection after that.
    pub from_packet: u64,
    /// The packet with which it came out or was given up; where it did neither, the last one.
    pub to_packet: u64,
    /// How long it lasted.
    pub lasted: Elapsed,
}

/// Who waits in TIME-WAIT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeWait {
    /// One side.
    One(Direction),
    /// Both: their FINs crossed.
    Both,
    /// Neither.
    None,
}

impl TimeWait {
    /// The name used in `states.time_wait`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::One(side) => side.sender(),
            Self::Both => "both",
            Self::None => "none",
        }
    }
}

impl States {
    pub(super) fn observe(&mut self, at: At, event: &TcpEvent<'_>) {
        let here = Mark { packet: at.packet, time: at.time };
        match event {
            TcpEvent::Segment(facts) if facts.flags.has(Flags::RST) => {
                self.denies = (!facts.flags.has(Flags::ACK)).then_some(at.direction);
            }
            TcpEvent::Segment(_) => self.last[at.direction] = Spot::of(at),
            TcpEvent::Data { bytes, .. } => {
                let open = self.half_closed.as_mut().filter(|half| half.until.is_none());
                if let Some(half) = open.filter(|half| half.by != at.direction) {
                    half.bytes += bytes.len() as u64;
                }
            }
            TcpEvent::State(change) => self.change(*change, here),
            TcpEvent::Reset { .. } => {
                self.reset = Spot::of(at).map(Box::new);
                self.denied = self.denies == Some(at.direction);
            }
            TcpEvent::BegunAnew => {
                let (changes, more) = (std::mem::take(&mut self.changes), self.more);
                *self = Self { changes, more, ..Self::default() };
            }
            _ => {}
        }
    }

    fn change(&mut self, change: StateChange, here: Mark) {
        let StateChange { side, from, to } = change;
        self.now[side] = Some(to);
        self.simultaneous_open |= from == Some(State::SynSent) && to == State::SynReceived;
        self.simultaneous_close |= to == State::Closing;
        match (&mut self.half_closed, to) {
            (None, State::FinWait1) => {
                let half = HalfClosed { by: side, since: here, until: None, bytes: 0 };
                self.half_closed = Some(Box::new(half));
            }
            (Some(half), State::FinWait1 | State::LastAck | State::Closing) if side != half.by => {
                half.until.get_or_insert(here);
            }
            (Some(half), State::Closed) => {
                half.until.get_or_insert(here);
            }
            _ => {}
        }
        if self.changes.len() < limits::MAX_STATE_CHANGES {
            if self.changes.len() == self.changes.capacity() {
                self.changes.reserve_exact(CHANGES_AT_ONCE);
            }
            let (nanoseconds, digits) = (here.time.nanoseconds(), here.time.digits());
            self.changes.push(Step { packet: here.packet, nanoseconds, digits, change });
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// Every change, in order; a bounded number.
    pub fn changes(&self) -> impl Iterator<Item = Changed> {
        self.changes.iter().copied().map(Changed::from)
    }

    fn was_open(&self, side: Direction) -> bool {
        self.changes().any(|changed| changed.change.side == side && changed.change.to == State::Established)
    }

    /// Who waits in TIME-WAIT at the end of the capture. It does so for two minutes by RFC 9293, one
    /// on Linux, which no packet shows.
    #[must_use]
    pub fn time_wait(&self) -> TimeWait {
        let waits = |direction| self.now[direction] == Some(State::TimeWait);
        match (waits(Direction::ToServer), waits(Direction::ToClient)) {
            (true, true) => TimeWait::Both,
            (true, false) => TimeWait::One(Direction::ToServer),
            (false, true) => TimeWait::One(Direction::ToClient),
            (false, false) => TimeWait::None,
        }
    }
}

impl HalfClosed {
    /// How long it lasted, as far as the capture shows, which ends at `end`.
    #[must_use]
    pub fn lasted(&self, end: Timestamp) -> Elapsed {
        self.until.map_or(end, |until| until.time).since(self.since.time)
    }
}

impl Summary {
    /// When one side held the connection for open and the other had lost it: the other denies that
    /// there is such a connection, or answers nothing any more.
    #[must_use]
    pub fn half_open(&self) -> Option<HalfOpen> {
        let states = &self.states;
        let reset = self.reset.map(|(by, _)| by);
        // What another than that side sent, says nothing of what that side knows.
        let forged = self.trail.late().and_then(|late| late.reset).is_some_and(|reset| reset.forged);
        let lost = Direction::BOTH.into_iter().find(|lost| {
            let open = lost.reverse();
            let finished = self.fins[*lost].is_some();
            let denies = states.denied && reset == Some(*lost) && !forged;
            let asked = self.unanswered_data[open].count.max(self.heartbeat.tcp[open].unanswered_run.count);
            let silent = asked >= UNANSWERED_IS_GONE && reset != Some(*lost);
            !finished && (denies || silent) && states.was_open(open)
        })?;
        let open = lost.reverse();
        let (since, until) = (states.last[lost]?, states.reset.as_deref().copied().or(states.last[open])?);
        let (from_packet, to_packet) = (since.packet(), until.packet());
        Some(HalfOpen { open, from_packet, to_packet, lasted: until.since(since) })
    }
}
