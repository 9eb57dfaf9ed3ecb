//! Open connections in which a SYN with another number came, until it is clear what it was: the first
//! packet of another connection, or one that its receiver challenges, ignores, or never got.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::connection::{Connection, End};
use super::endpoints::Endpoints;
use super::handshake::Handshake;
use super::loss::Explained;
use super::past::Past;
use super::recent::Recent;
use super::{Anomaly, At, Connections, Direction, HowEnded, Sink, TcpEvent};
use crate::decode::{Flags, Segment, SeqNumber};
use crate::limits;
use crate::slots::Slot;

/// Connections that wait for what follows such a SYN.
#[derive(Debug, Default)]
pub(super) struct Doubted(HashMap<Endpoints, Connection, RandomState>);

/// What a segment shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// The SYN was answered as one: the connection before it is over.
    Over,
    /// The SYN opened nothing: the connection before it goes on.
    GoesOn,
}

/// How far the numbers of a segment may lie from those that are expected next.
const NEAR: i32 = 1 << 20;

impl Doubted {
    pub(super) fn contains(&self, endpoints: &Endpoints) -> bool {
        !self.0.is_empty() && self.0.contains_key(endpoints)
    }

    /// Lets a connection wait, if it was open and there is room; returns what is over instead.
    pub(super) fn insert(&mut self, connection: Connection) -> Option<Connection> {
        if self.0.len() < limits::MAX_DOUBTED_CONNECTIONS && connection.is_open_on_both_sides() {
            self.0.insert(connection.ends, connection)
        } else {
            Some(connection)
        }
    }

    pub(super) fn take(&mut self, endpoints: &Endpoints) -> Option<Connection> {
        self.0.remove(endpoints)
    }

    /// Takes the connection with these ends if it is the one that is meant.
    pub(super) fn take_if(
        &mut self,
        endpoints: &Endpoints,
        is_meant: impl Fn(&Connection) -> bool,
    ) -> Option<Connection> {
        self.0.get(endpoints).filter(|found| is_meant(found))?;
        self.take(endpoints)
    }

    /// All that still wait, the oldest first.
    pub(super) fn drain(&mut self) -> Vec<Connection> {
        let mut all: Vec<_> = self.0.drain().map(|(_, connection)| connection).collect();
        all.sort_by_key(Connection::number);
        all
    }

    /// Takes the connection out, if the segment, which follows the SYN that `newer` began with, shows
    /// what became of it.
    pub(super) fn shown(
        &mut self,
        endpoints: &Endpoints,
        newer: &Connection,
        segment: &Segment<'_>,
    ) -> Option<(Connection, Shown)> {
        let old = self.0.get(endpoints)?;
        let shown = if old.client_is_low == newer.client_is_low {
            shown(old, newer.syn_from(segment), segment)?
        } else {
            Shown::Over
        };
        Some((self.take(endpoints)?, shown))
    }
}

/// What a segment shows of the connection before the SYN: that has the number `syn`, and was sent by the
/// segment's sender or by its receiver.
fn shown(old: &Connection, syn: (Option<SeqNumber>, bool), segment: &Segment<'_>) -> Option<Shown> {
    let (first, own) = (syn.0?.plus(1), syn.1);
    let has = |flag| segment.flags.has(flag);
    let answered = !own && has(Flags::ACK) && segment.ack == first;
    let near = old.distances(segment).into_iter().all(|distance| (-NEAR..=NEAR).contains(&distance));
    match () {
        // RFC 9293 3.10.7.3: what acknowledges the SYN answers it.
        () if answered => Some(Shown::Over),
        () if own && !has(Flags::SYN) && segment.seq == first => Some(Shown::Over),
        // RFC 5961 4: a challenge ACK, or whatever else belongs to the connection before.
        () if !has(Flags::SYN) && has(Flags::ACK) && near => Some(Shown::GoesOn),
        () => None,
    }
}

impl Connection {
    /// Whether both sides have spoken and acknowledged, and nobody ended it.
    fn is_open_on_both_sides(&self) -> bool {
        !self.closed && Direction::BOTH.iter().all(|direction| self.guard.has_acked(*direction))
    }

    /// The number of the SYN that the connection began with, and whether the segment's sender sent it.
    fn syn_from(&self, segment: &Segment<'_>) -> (Option<SeqNumber>, bool) {
        let syn = self.sides.to_server.base.filter(|_| self.handshake.syn_ack.is_none());
        (syn, self.direction(segment) == Direction::ToServer)
    }

    /// How far the numbers of a segment lie from the next bytes of both directions.
    fn distances(&self, segment: &Segment<'_>) -> [i32; 2] {
        let own = self.direction(segment);
        let distance = |direction: Direction, seq| self.streams[direction].distance(seq).unwrap_or(i32::MAX);
        [distance(own, segment.seq), distance(own.reverse(), segment.ack)]
    }

    /// The SYN opened nothing: the connection before it goes on under this number. Relative numbers and
    /// labels are those of another stream, as in Wireshark.
    pub(super) fn go_on_with(
        &mut self,
        old: &mut Self,
        segment: &Segment<'_>,
        recent: &mut Recent,
        sink: &mut impl Sink,
    ) {
        self.drop_pending(recent, sink);
        let changed = Anomaly::NumberChanged { to: self.id };
        sink.tcp(At { connection: old.id, ..self.at(segment) }, TcpEvent::Anomaly(changed));
        sink.tcp(self.at(segment), TcpEvent::GoesOn { from: old.id });
        self.handshake = Handshake::default();
        self.guard = std::mem::take(&mut old.guard);
        self.streams = std::mem::take(&mut old.streams);
        self.habits = std::mem::take(&mut old.habits);
        self.first_to_end = old.first_to_end;
        self.is_steady = false;
        for direction in Direction::BOTH {
            self.sides[direction] = End { base: self.sides[direction].base, ..old.sides[direction] };
        }
    }
}

impl Connections {
    /// A SYN comes that another connection would begin with: this one is over, or goes on after all.
    #[cold]
    pub(super) fn doubt(&mut self, slot: Slot, sink: &mut impl Sink) {
        let Some(connection) = self.open.remove(slot) else { return };
        if let Some(over) = self.doubted.insert(connection) {
            self.end_now(over, HowEnded::Open, sink);
        }
    }

    /// Takes a segment while there is doubt about what came before it.
    #[cold]
    pub(super) fn take_in_doubt(
        &mut self,
        slot: Slot,
        endpoints: &Endpoints,
        segment: &Segment<'_>,
        sink: &mut Explained<'_, impl Sink>,
    ) {
        let goes_on = self.settle_doubt(slot, endpoints, segment, sink);
        self.take_in(slot, segment, sink);
        if let Some(at) = goes_on {
            sink.tcp(at, TcpEvent::Anomaly(Anomaly::SynInside));
        }
    }

    /// What follows the SYN shows whether it opened a connection. If it did not, the one before it goes
    /// on under the new number, as in Wireshark, from the place that is returned.
    fn settle_doubt(
        &mut self,
        slot: Slot,
        endpoints: &Endpoints,
        segment: &Segment<'_>,
        sink: &mut impl Sink,
    ) -> Option<At> {
        let connection = self.open.get_mut(slot)?;
        match self.doubted.shown(endpoints, connection, segment)? {
            (mut old, Shown::GoesOn) => {
                let at = connection.at(segment);
                self.held_bytes -= connection.held_bytes();
                connection.go_on_with(&mut old, segment, &mut self.shared.recent, sink);
                old.end(HowEnded::Open, &mut self.shared.recent, sink);
                self.remember(&self.key(old.ends), Past::new(&old, false));
                Some(at)
            }
            (old, Shown::Over) => {
                self.end_now(old, HowEnded::Open, sink);
                None
            }
        }
    }

    /// The connection that the SYN opened ends: nothing showed that the one before it goes on.
    pub(super) fn end_doubted_by(&mut self, newer: &Endpoints, sink: &mut impl Sink) {
        if let Some(old) = self.doubted.take(newer) {
            self.end_now(old, HowEnded::Open, sink);
        }
    }
}
