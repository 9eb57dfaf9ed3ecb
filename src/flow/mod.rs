//! Segments to TCP events: which connection a segment belongs to, and what it does there.

mod acknowledge;
mod again;
mod analysis;
mod anew;
mod anomaly;
mod attempt;
mod clock;
mod closing;
mod connection;
mod copies;
mod deliver;
mod direction;
mod doubt;
mod endpoints;
mod event;
mod facts;
mod foresee;
mod guard;
mod half_open;
mod handshake;
mod history;
mod holes;
mod key;
mod labels;
mod lone;
mod loss;
mod origin;
mod past;
mod places;
mod queue;
mod reassembly;
mod recency;
mod recent;
mod roles;
mod scale;
mod settle;
mod shared;
mod silence;
mod state;
mod steady;
mod table;

use std::collections::VecDeque;

use foldhash::fast::RandomState;

pub use acknowledge::{AckKind, Acknowledgement};
pub use again::Ended;
pub use anomaly::{Anomaly, Snippet};
pub use direction::{Direction, Pair};
pub use event::{
    At, Before, ConnectionId, Established, HowEnded, Opened, Roles, SegmentFacts, TcpEnding, TcpEvent,
};
pub use foresee::{CONNECTIONS_IN_CACHE, HALF_OPEN_IN_CACHE, PACKETS_FORESEEN};
pub use labels::{Label, Labels};
pub use lone::LoneSyn;
pub use loss::Loss;
pub use origin::{IpIdMismatch, Origin, TimestampOrigin, TtlOrigin};
pub use settle::{Evidence, Settled, Verdict};
pub use state::{State, StateChange};

use crate::capture::Timestamp;
use crate::decode::Segment;
use crate::limits;
use crate::slots::Slot;
use again::Begins;
use attempt::Attempt;
use clock::Clock;
use connection::Connection;
use doubt::Doubted;
use endpoints::Endpoints;
use key::Key;
use loss::{Explained, Losses};
use past::Past;
use queue::Queues;
use roles::opened;
use shared::Shared;
use table::Table;

/// Takes what the flow stage says.
pub trait Sink {
    /// Something TCP did, at a place in the capture.
    fn tcp(&mut self, at: At, event: TcpEvent<'_>);

    /// A segment of a connection comes soon: what is known of it may be fetched from memory.
    fn foresee(&mut self, connection: ConnectionId) {
        let _ = connection;
    }

    /// Whether each segment is to be told: how it is labelled, what it acknowledges, which states it shows and
    /// what is odd in it. That is most of the work; without it, what the streams carry is told all the same,
    /// and what can be said of endings without looking at each segment ([`Connections::without_segments`]).
    fn wants_segments(&self) -> bool {
        true
    }

    /// An attempt to connect is over: nothing followed its SYN, which was told as a segment when it came.
    /// Who has nothing else to say of it is told of it as of any connection.
    fn lone_syn(&mut self, lone: &LoneSyn<'_>) {
        lone.tell(&mut |at, event| self.tcp(at, event));
    }
}

/// How many connections are kept in memory at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Open connections, and those that closed a moment ago.
    pub open: usize,
    /// Attempts to connect: a SYN that nothing has followed yet.
    pub half_open: usize,
    /// Connections that have ended, of which little more than the ports is remembered.
    pub past: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            open: limits::MAX_OPEN_CONNECTIONS,
            half_open: limits::MAX_HALF_OPEN_CONNECTIONS,
            past: limits::MAX_PAST_CONNECTIONS,
        }
    }
}

/// Connections that were let go before their end was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetGo {
    /// Because they were silent for too long.
    pub silent: u64,
    /// Because there was no room for more: those that were silent for the longest time.
    pub crowded: u64,
}

/// The table of connections, numbered like Wireshark's `tcp.stream`.
#[derive(Debug)]
pub struct Connections {
    open: Table,
    attempts: Queues<Attempt>,
    past: Queues<Past>,
    /// Open connections in which a SYN with another number came.
    doubted: Doubted,
    /// Closed connections and when they closed, oldest first.
    closed: VecDeque<(Timestamp, Slot, ConnectionId)>,
    clock: Clock,
    /// Until then, in nanoseconds since 1970, nothing has been silent for too long.
    quiet_until: i64,
    room: Room,
    next_number: ConnectionId,
    held_bytes: usize,
    shared: Shared,
    let_go: LetGo,
    /// The same as in all tables, so that one hash serves in each of them.
    hasher: RandomState,
    /// What the capture lost, once it lost something.
    losses: Option<Box<Losses>>,
}

impl Default for Connections {
    fn default() -> Self {
        Self::new(Room::default())
    }
}

impl Connections {
    /// An empty table with room for so many.
    #[must_use]
    pub fn new(room: Room) -> Self {
        let hasher = RandomState::default();
        Self {
            open: Table::new(&hasher),
            attempts: Queues::new(&hasher),
            past: Queues::new(&hasher),
            doubted: Doubted::default(),
            closed: VecDeque::new(),
            clock: Clock::default(),
            quiet_until: i64::MIN,
            room,
            next_number: 0,
            held_bytes: 0,
            shared: Shared::default(),
            let_go: LetGo::default(),
            hasher,
            losses: None,
        }
    }

    /// The same, for a sink that does not want segments: then what comes again is not compared with what came first.
    #[must_use]
    pub fn without_segments(mut self) -> Self {
        self.shared.recent.forget();
        self
    }

    /// How many connections there were so far.
    #[must_use]
    pub fn count(&self) -> u64 {
        u64::from(self.next_number)
    }

    /// How many were let go before their end was seen.
    #[must_use]
    pub fn let_go(&self) -> LetGo {
        self.let_go
    }

    /// Takes the next segment of the capture and tells `sink` what it does.
    pub fn take(&mut self, segment: &Segment<'_>, sink: &mut impl Sink) {
        self.clock.tick(segment.time);
        self.explained(sink, |connections, sink| {
            connections.end_the_silent(sink);
            connections.belong(segment, Begins::AsItSeems, sink);
        });
    }

    /// Tells `sink` what the segment does in the connection that it belongs to.
    fn belong(&mut self, segment: &Segment<'_>, begins: Begins, sink: &mut Explained<'_, impl Sink>) {
        let key = Key::of(&segment.from, &segment.to, &self.hasher);
        let slot = self.open.find(&key).or_else(|| self.open_attempt(&key, sink));
        let reused = match slot.and_then(|slot| Some((slot, self.open.get(slot)?.is_over_for(segment)))) {
            Some((slot, false)) => {
                if self.doubted.contains(&key.endpoints) {
                    self.take_in_doubt(slot, &key.endpoints, segment, sink);
                } else {
                    self.take_in(slot, segment, sink);
                }
                return;
            }
            Some((slot, true)) => {
                self.doubt(slot, sink);
                // By the one that is over.
                true
            }
            None => {
                let past = self.past.get(&key);
                let straggles = past.filter(|_| begins == Begins::AsItSeems);
                if let Some(past) = straggles
                    && self.straggles(past, &key.endpoints, segment, sink)
                {
                    return;
                }
                past.is_some() || self.doubted.contains(&key.endpoints)
            }
        };
        self.begin(&key, reused, segment, sink);
    }

    /// Tells of a segment of a connection that is past; whether it is one.
    #[cold]
    fn straggles(
        &mut self,
        past: Past,
        endpoints: &Endpoints,
        segment: &Segment<'_>,
        sink: &mut Explained<'_, impl Sink>,
    ) -> bool {
        let Some(owner) = past.owner(segment, *endpoints) else { return false };
        if sink.wants_segments() {
            Connection::past(&owner).take_straggler(segment, &mut self.shared, sink);
        }
        true
    }

    /// What the tables find a connection between these ends by.
    #[inline]
    fn key(&self, endpoints: Endpoints) -> Key {
        Key::new(endpoints, &self.hasher)
    }

    /// The capture is over: ends every connection that is left, in the order of their numbers.
    pub fn finish(&mut self, sink: &mut impl Sink) {
        self.explained(sink, |connections, sink| connections.end_all(sink));
    }

    fn end_all(&mut self, sink: &mut impl Sink) {
        for connection in self.doubted.drain() {
            self.end_now(connection, HowEnded::Open, sink);
        }
        let mut open = self.open.in_order().into_iter().peekable();
        for (endpoints, attempt) in self.attempts.take_all().iter(|attempt| attempt.number) {
            while let Some((_, slot)) = open.next_if(|(number, _)| *number < attempt.number) {
                self.end_open(slot, sink);
            }
            sink.lone_syn(&attempt.ended(endpoints, HowEnded::Open));
        }
        open.for_each(|(_, slot)| self.end_open(slot, sink));
    }

    /// The capture is over, and a connection is open.
    fn end_open(&mut self, slot: Slot, sink: &mut impl Sink) {
        if let Some(mut connection) = self.open.remove(slot) {
            connection.end(HowEnded::Open, &mut self.shared.recent, sink);
        }
    }

    #[inline(never)]
    fn end_now(&mut self, mut connection: Connection, left: HowEnded, sink: &mut impl Sink) {
        self.held_bytes -= connection.held_bytes();
        connection.end(left, &mut self.shared.recent, sink);
        self.remember(&self.key(connection.ends), Past::new(&connection, left == HowEnded::Expired));
    }

    /// The first packet of a connection, whose ports may have been `reused`.
    #[inline(never)]
    fn begin(&mut self, key: &Key, reused: bool, segment: &Segment<'_>, sink: &mut Explained<'_, impl Sink>) {
        let number = self.next_number;
        self.next_number += 1;
        if let Some(attempt) = &Attempt::of(segment, number, reused) {
            if sink.wants_segments() {
                attempt.begin(segment, &mut self.shared, sink);
            }
            self.make_room_for_attempt(sink);
            self.attempts.push(key, *attempt);
        } else {
            let opened = opened(segment, reused);
            let connection = Connection::new(number, opened);
            sink.tcp(connection.at(segment), TcpEvent::Opened(opened));
            let slot = self.insert(connection, key.hash, sink);
            self.take_in(slot, segment, sink);
        }
    }

    fn take_in(&mut self, slot: Slot, segment: &Segment<'_>, sink: &mut Explained<'_, impl Sink>) {
        let Some(connection) = self.open.touch(slot) else { return };
        sink.lost_since(connection, segment);
        let held = connection.held_bytes();
        if connection.take(segment, &mut self.shared, sink) {
            self.closed.push_back((segment.time, slot, connection.number()));
        }
        self.held_bytes = self.held_bytes - held + connection.held_bytes();
        if self.held_bytes > limits::MAX_HELD_BYTES_IN_ALL {
            self.give_up_holes(slot, sink);
        }
    }

    /// There is no room for all that is held behind holes: that of one connection goes.
    #[cold]
    fn give_up_holes(&mut self, slot: Slot, sink: &mut impl Sink) {
        let Some(connection) = self.open.get_mut(slot) else { return };
        self.held_bytes -= connection.held_bytes();
        connection.give_up_holes(&mut self.shared.recent, sink);
        self.held_bytes += connection.held_bytes();
    }

    fn insert(&mut self, connection: Connection, hash: u64, sink: &mut impl Sink) -> Slot {
        while self.open.len() >= self.room.open.max(1) {
            if let Some(slot) = self.next_closed(|_| true) {
                self.end(slot, HowEnded::Open, sink);
            } else if let Some((slot, _)) = self.open.oldest() {
                self.let_go.crowded += 1;
                self.end(slot, HowEnded::Expired, sink);
            }
        }
        self.open.insert(connection, hash)
    }

    fn end(&mut self, slot: Slot, left: HowEnded, sink: &mut impl Sink) {
        let Some(connection) = self.open.remove(slot) else { return };
        self.end_doubted_by(&connection.ends, sink);
        self.end_now(connection, left, sink);
    }

    fn remember(&mut self, key: &Key, past: Past) {
        self.past.take(key);
        while self.past.len() >= self.room.past.max(1) {
            self.past.pop_if(Past::number, |_| true);
        }
        self.past.push(key, past);
    }
}
