//! The time of a packet, with exactly the digits the capture recorded.

use std::fmt;

const NANOSECONDS: i64 = 1_000_000_000;

/// When a packet was captured: nanoseconds since 1970-01-01 00:00:00 UTC, and how many decimal
/// digits of a second the capture recorded.
///
/// Prints as seconds with all captured digits: `1763757600.000026`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timestamp {
    nanoseconds: i64,
    digits: u8,
}

impl Timestamp {
    /// A time from nanoseconds since 1970, shown with `digits` decimals (at most 9 are kept).
    #[must_use]
    pub fn new(nanoseconds: i64, digits: u8) -> Self {
        Self { nanoseconds, digits: digits.min(9) }
    }

    /// A time from whole seconds and nanoseconds, as classic pcap stores it; saturates.
    #[must_use]
    pub fn from_parts(seconds: i64, nanoseconds: i64, digits: u8) -> Self {
        Self::new(seconds.saturating_mul(NANOSECONDS).saturating_add(nanoseconds), digits)
    }

    /// Nanoseconds since 1970.
    #[must_use]
    pub fn nanoseconds(self) -> i64 {
        self.nanoseconds
    }

    /// Decimal digits of a second that the capture recorded.
    #[must_use]
    pub fn digits(self) -> u8 {
        self.digits
    }

    /// The time that passed from `earlier` to `self`; negative where the clock ran backwards.
    #[must_use]
    pub fn since(self, earlier: Self) -> Elapsed {
        Elapsed(self.nanoseconds.saturating_sub(earlier.nanoseconds))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Elapsed(self.nanoseconds).write(f, self.digits)
    }
}

/// A length of time in nanoseconds between two packets; negative where the clock ran backwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Elapsed(pub i64);

impl Elapsed {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A length of time in milliseconds.
    #[must_use]
    pub const fn from_millis(milliseconds: i64) -> Self {
        Self(milliseconds * 1_000_000)
    }

    /// A length of time in seconds.
    #[must_use]
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds * NANOSECONDS)
    }

    /// Seconds, for arithmetic and for people.
    #[must_use]
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / NANOSECONDS as f64
    }

    /// Writes seconds with `digits` decimals, cut and not rounded (a clock never runs ahead).
    pub fn write(self, out: &mut impl fmt::Write, digits: u8) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        let (seconds, fraction) = (magnitude / NANOSECONDS as u64, magnitude % NANOSECONDS as u64);
        match usize::from(digits.min(9)) {
            0 => write!(out, "{sign}{seconds}"),
            digits => {
                let shown = fraction / 10_u64.pow(9 - digits as u32);
                write!(out, "{sign}{seconds}.{shown:0digits$}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_every_captured_digit() {
        assert_eq!(Timestamp::from_parts(1_700_000_000, 26_000, 6).to_string(), "1700000000.000026");
        assert_eq!(Timestamp::from_parts(1, 2, 9).to_string(), "1.000000002");
        assert_eq!(Timestamp::from_parts(1, 999_999_999, 0).to_string(), "1");
        assert_eq!(Timestamp::new(-1_500_000_000, 3).to_string(), "-1.500");
    }

    #[test]
    fn saturates_instead_of_overflowing() {
        let last = Timestamp::from_parts(i64::MAX, i64::MAX, 9);
        assert_eq!(last.nanoseconds(), i64::MAX);
        assert_eq!(Timestamp::new(i64::MIN, 9).since(last), Elapsed(i64::MIN));
    }
}
