//! What has been silent for so long that nothing more is to be expected of it.

use super::attempt::Attempt;
use super::connection::Connection;
use super::{Connections, HowEnded, Sink};
use crate::capture::{Elapsed, Timestamp};
use crate::limits;
use crate::slots::Slot;

/// Nothing is ended sooner than so long after its last packet.
const SHORTEST: i64 = Elapsed::from_millis(limits::CLOSED_LINGER_MS).0;

impl Connections {
    /// Ends what has been silent for too long.
    #[inline]
    pub(super) fn end_the_silent(&mut self, sink: &mut impl Sink) {
        let now = self.clock.now();
        if now > self.quiet_until {
            self.end_what_is_due(now, sink);
        }
        // What the packet that comes now begins, or goes on with.
        self.quiet_until = self.quiet_until.min(self.clock.last().saturating_add(SHORTEST));
    }

    /// Ends what has been silent for too long now, and finds out how long the rest may be.
    #[inline(never)]
    fn end_what_is_due(&mut self, now: i64, sink: &mut impl Sink) {
        let longer = |since: Timestamp, limit: i64| now > due(since, limit);
        while let Some(slot) = self.next_closed(|closed| longer(closed, limits::CLOSED_LINGER_MS)) {
            self.end(slot, HowEnded::Open, sink);
        }
        let is_due = |attempt: &Attempt| longer(attempt.time(), limits::UNANSWERED_SYN_MS);
        while let Some((key, attempt)) = self.attempts.pop_if(|attempt| attempt.number, is_due) {
            self.end_attempt(&key, &attempt, HowEnded::Open, sink);
        }
        let idle = |(_, oldest): &(Slot, &Connection)| longer(oldest.latest(), limits::IDLE_CONNECTION_MS);
        while let Some((slot, oldest)) = self.open.oldest().filter(idle) {
            // Of an attempt that nobody answered, the end is known.
            let left = if oldest.is_unanswered() { HowEnded::Unanswered } else { HowEnded::Expired };
            self.let_go.silent += u64::from(left == HowEnded::Expired);
            self.end(slot, left, sink);
        }
        self.quiet_until = self.first_due();
    }

    /// The time after which the first of those is due that are asked for next.
    fn first_due(&self) -> i64 {
        let closed = self.closed.front().map(|(closed, ..)| due(*closed, limits::CLOSED_LINGER_MS));
        let attempt = self.attempts.oldest(|attempt| attempt.number);
        let attempt = attempt.map(|attempt| due(attempt.time(), limits::UNANSWERED_SYN_MS));
        let open = self.open.oldest().map(|(_, open)| due(open.latest(), limits::IDLE_CONNECTION_MS));
        [closed, attempt, open].into_iter().flatten().min().unwrap_or(i64::MAX)
    }

    /// The connection that closed first and is still there, if `due` says so of the time it closed.
    pub(super) fn next_closed(&mut self, due: impl Fn(Timestamp) -> bool) -> Option<Slot> {
        while let Some((_, slot, number)) = self.closed.pop_front_if(|(closed, ..)| due(*closed)) {
            let found = self.open.get(slot).filter(|found| found.number() == number && found.is_closed());
            if found.is_some() {
                return Some(slot);
            }
        }
        None
    }
}

/// The last time, in nanoseconds, at which something has not been silent for longer than a limit.
fn due(since: Timestamp, milliseconds: i64) -> i64 {
    since.nanoseconds().saturating_add(Elapsed::from_millis(milliseconds).0)
}
