//! Segments to TCP events: which connection a segment belongs to, and what it does there.

mod acknowledge;
mod analysis;
mod connection;
mod direction;
mod event;
mod labels;
mod reassembly;
mod settle;

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;

use foldhash::fast::RandomState;

pub use acknowledge::{AckKind, Acknowledgement};
pub use direction::{Direction, Pair};
pub use event::{
    At, Before, ConnectionId, Established, HowEnded, Opened, Roles, SegmentFacts, TcpEnding, TcpEvent,
};
pub use labels::{Label, Labels};
pub use settle::{Evidence, Settled, Verdict};

use crate::capture::{Elapsed, Timestamp};
use crate::decode::{Flags, Segment};
use crate::limits;
use connection::Connection;

/// Takes what the flow stage says.
pub trait Sink {
    /// Something TCP did, at a place in the capture.
    fn tcp(&mut self, at: At, event: TcpEvent<'_>);
}

/// The table of connections, numbered like Wireshark's `tcp.stream`.
#[derive(Debug, Default)]
pub struct Connections {
    numbers: HashMap<Endpoints, ConnectionId, RandomState>,
    /// Every connection; its place is its number.
    slots: Vec<Connection>,
    /// Closed connections and when they closed, oldest first.
    closed: VecDeque<(Timestamp, ConnectionId)>,
    held_bytes: usize,
}

/// Two ends, the same for both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Endpoints(SocketAddr, SocketAddr);

impl Endpoints {
    fn of(segment: &Segment<'_>) -> Self {
        Self(segment.from.min(segment.to), segment.from.max(segment.to))
    }
}

impl Connections {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many connections there were so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there was none so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Takes the next segment of the capture and tells `sink` what it does.
    pub fn take(&mut self, segment: &Segment<'_>, sink: &mut impl Sink) {
        self.end_closed_before(segment.time, sink);
        let id = self.find_or_open(segment, sink);
        let Some(connection) = self.slots.get_mut(id as usize) else { return };
        let held = connection.held_bytes();
        if connection.take(segment, sink) {
            self.closed.push_back((segment.time, id));
        }
        self.held_bytes = self.held_bytes - held + connection.held_bytes();
        if self.held_bytes > limits::MAX_HELD_BYTES_IN_ALL {
            self.held_bytes -= connection.held_bytes();
            connection.give_up_holes(sink);
            self.held_bytes += connection.held_bytes();
        }
    }

    /// The capture is over: ends every connection that is left, in the order of their numbers.
    pub fn finish(&mut self, sink: &mut impl Sink) {
        for connection in &mut self.slots {
            connection.end(sink);
        }
    }

    fn find_or_open(&mut self, segment: &Segment<'_>, sink: &mut impl Sink) -> ConnectionId {
        let endpoints = Endpoints::of(segment);
        let known = self.numbers.get(&endpoints).copied();
        let only_syn = segment.flags.has(Flags::SYN) && !segment.flags.has(Flags::ACK);
        if let Some(id) = known
            && let Some(connection) = self.slots.get_mut(id as usize)
        {
            if !(only_syn && connection.is_over_for(segment)) {
                return id;
            }
            self.held_bytes -= connection.held_bytes();
            connection.end(sink);
        }
        let id = self.slots.len() as ConnectionId;
        let opened = opened(segment, known.is_some());
        let connection = Connection::new(id, opened);
        let direction = connection.direction(segment);
        let at = At { packet: segment.packet, time: segment.time, connection: id, direction };
        sink.tcp(at, TcpEvent::Opened(opened));
        self.slots.push(connection);
        self.numbers.insert(endpoints, id);
        id
    }

    fn end_closed_before(&mut self, now: Timestamp, sink: &mut impl Sink) {
        let linger = Elapsed::from_millis(limits::CLOSED_LINGER_MS);
        while let Some((_, id)) = self.closed.pop_front_if(|(closed, _)| now.since(*closed) > linger) {
            if let Some(connection) = self.slots.get_mut(id as usize).filter(|found| found.is_closed()) {
                connection.end(sink);
            }
        }
    }
}

/// Who opened the connection that `segment` is the first packet of.
fn opened(segment: &Segment<'_>, reused: bool) -> Opened {
    let syn = segment.flags.has(Flags::SYN);
    let (from_client, roles) = match segment.payload {
        _ if syn => (!segment.flags.has(Flags::ACK), Roles::Seen),
        [b'G', b'E', b'T', b' ', ..] => (true, Roles::Spoken),
        [b'H', b'T', b'T', b'P', b'/', ..] => (false, Roles::Spoken),
        _ => (segment.from.port() >= segment.to.port(), Roles::Guessed),
    };
    let (client, server) = if from_client { (segment.from, segment.to) } else { (segment.to, segment.from) };
    Opened { client, server, roles, reused }
}
