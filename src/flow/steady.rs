//! The short way of most segments: between its opening and its end, a connection does nothing but carry data and
//! acknowledge it (the header prediction of TCP implementations, seen from outside).
//!
//! So that its code stays together, and in the processor's instruction cache, what is called on this way is inlined,
//! here and in the stages behind it; and what is not on it is a function of its own, `#[cold]` or `#[inline(never)]`.
//! Which these are was measured, not guessed: `cargo bench --bench instructions`.

use super::connection::Connection;
use super::facts::Odd;
use super::shared::Shared;
use super::{At, Direction, Sink};
use crate::decode::Segment;

impl Connection {
    /// Whether a plain segment can do nothing now but carry and acknowledge data: both sides are open and known,
    /// and nothing waits for another segment to tell what it is.
    pub(super) fn stays_steady(&self, sink: &impl Sink) -> bool {
        let known = |direction: Direction| {
            let side = &self.sides[direction];
            side.spoke && side.base.is_some() && self.streams[direction].is_anchored()
        };
        !(self.ended || self.closed || self.first_to_end.is_some() || self.pending.is_some())
            && self.handshake.is_over()
            && self.guard.has_checked()
            && Direction::BOTH.into_iter().all(known)
            && (self.states.are_open() || !sink.wants_segments())
    }

    /// Takes a plain segment where that can do no more.
    #[inline(always)]
    pub(super) fn take_plain(
        &mut self,
        segment: &Segment<'_>,
        at: At,
        shared: &mut Shared,
        sink: &mut impl Sink,
    ) {
        self.note(segment);
        if sink.wants_segments() {
            let facts = self.facts(segment, at.direction, shared);
            self.tell_segment(segment, &facts, (Odd::default(), None), at, sink);
            self.habits[at.direction].take(segment);
        }
        let believed = self.guard.note(segment, at.direction, self.analysis.known_shift(at.direction));
        if segment.wire_payload_length > 0 {
            self.deliver_payload(segment, segment.seq, at, &mut shared.recent, sink);
        }
        if believed {
            self.acknowledge(segment, at, &mut shared.recent, sink);
        }
    }
}
