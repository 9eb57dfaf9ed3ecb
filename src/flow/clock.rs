//! What time it is, by packets whose times may be wrong.

use std::num::NonZeroI64;

use crate::capture::{Elapsed, Timestamp};

/// The time of a packet without its digits, so that it takes eight bytes also where there may be none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment(NonZeroI64);

impl Moment {
    pub(super) fn of(time: Timestamp) -> Self {
        // Only the earliest time there is, in the year 1677, is taken for another.
        Self(NonZeroI64::new(time.nanoseconds() ^ i64::MIN).unwrap_or(NonZeroI64::MAX))
    }

    pub(super) fn nanoseconds(self) -> i64 {
        self.0.get() ^ i64::MIN
    }

    /// The time with the digits of the capture.
    pub(super) fn with_digits(self, digits: u8) -> Timestamp {
        Timestamp::new(self.nanoseconds(), digits)
    }

    /// The time that passed until `later`.
    pub(super) fn until(self, later: Timestamp) -> Elapsed {
        later.since(self.with_digits(0))
    }
}

impl Default for Moment {
    fn default() -> Self {
        Self::of(Timestamp::default())
    }
}

/// The time of the capture, against which silence is measured.
///
/// A single packet with a wrong time must not end connections that are well: the time is the earlier
/// one of the last two packets. Where times run backwards, nothing has been silent for long.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    last: Option<Timestamp>,
    now: Timestamp,
}

impl Clock {
    /// A packet comes with this time.
    pub(super) fn tick(&mut self, time: Timestamp) {
        let last = self.last.replace(time).unwrap_or(time);
        self.now = if last.nanoseconds() < time.nanoseconds() { last } else { time };
    }

    pub(super) fn now(&self) -> Timestamp {
        self.now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_time_changes_nothing() {
        let mut clock = Clock::default();
        let told = |second: i64| {
            clock.tick(Timestamp::new(second, 9));
            clock.now().nanoseconds()
        };
        let seconds = [10, 11, 9_000, 12, 13, 5, 14, 15, 900, 901];
        assert_eq!(seconds.map(told), [10, 10, 11, 12, 12, 5, 5, 14, 15, 900]);
    }
}
