//! A connection that its client opens once more, with the same number: it begins anew.

use super::connection::{Connection, End};
use super::guard::Guard;
use super::handshake::Handshake;
use super::recent::Recent;
use super::state::States;
use super::{At, Direction, Pair, Sink, TcpEvent};
use crate::decode::Segment;

impl Connection {
    /// Whether the client opens the closed connection once more; with another number it would be
    /// another connection.
    pub(super) fn is_tried_again(&self, segment: &Segment<'_>) -> bool {
        segment.flags.is_only_syn() && self.closed && !self.ended
    }

    /// Forgets all but the numbers that relative ones count from.
    pub(super) fn begin_anew(&mut self, at: At, recent: &mut Recent, sink: &mut impl Sink) {
        self.flush(recent, sink);
        self.guard = Guard::default();
        for direction in Direction::BOTH {
            self.sides[direction] = End { base: self.sides[direction].base, ..End::default() };
        }
        self.streams = Pair::default();
        self.outstanding = Pair::default();
        self.states = States::default();
        self.habits = Pair::default();
        self.handshake = Handshake::default();
        self.first_to_end = None;
        (self.closed, self.reset) = (false, false);
        sink.tcp(at, TcpEvent::BegunAnew);
    }
}
