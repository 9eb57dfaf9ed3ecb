//! A time in little room, for what is kept of many connections.

use std::num::NonZeroI64;

use super::{Elapsed, Timestamp};

/// The time of a packet without its digits, so that it takes eight bytes also where there may be none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(NonZeroI64);

impl Moment {
    /// Nanoseconds since 1970.
    #[must_use]
    pub fn nanoseconds(self) -> i64 {
        self.0.get() ^ i64::MIN
    }

    /// The time with the digits of the capture.
    #[must_use]
    pub fn with_digits(self, digits: u8) -> Timestamp {
        Timestamp::new(self.nanoseconds(), digits)
    }

    /// The time that passed from `earlier` to `self`; negative where the clock ran backwards.
    #[must_use]
    pub fn since(self, earlier: Self) -> Elapsed {
        Elapsed(self.nanoseconds().saturating_sub(earlier.nanoseconds()))
    }
}

impl From<Timestamp> for Moment {
    /// Only the earliest time there is, in the year 1677, becomes another one.
    fn from(time: Timestamp) -> Self {
        Self(NonZeroI64::new(time.nanoseconds() ^ i64::MIN).unwrap_or(NonZeroI64::MAX))
    }
}

impl Default for Moment {
    fn default() -> Self {
        Timestamp::default().into()
    }
}
