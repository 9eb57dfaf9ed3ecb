//! The clock of a pcapng interface: how its 64-bit ticks become a [`Timestamp`].

use super::Timestamp;

/// Resolution and offset of an interface (`if_tsresol` and `if_tsoffset` in "Interface Description
/// Block" of draft-ietf-opsawg-pcapng).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Clock {
    tick: Tick,
    digits: u8,
    /// Nanoseconds to add to every time.
    offset: i64,
}

/// How many nanoseconds a tick is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Tick {
    /// So many whole ones.
    Nanoseconds(u64),
    /// One divided by so many: finer than we keep.
    Part(u64),
    /// 2 to the power of minus this many seconds.
    PowerOfTwo(u8),
}

impl Default for Clock {
    /// Microseconds since 1970, as the draft has it where an interface says nothing.
    fn default() -> Self {
        Self { tick: Tick::Nanoseconds(1_000), digits: 6, offset: 0 }
    }
}

impl Clock {
    /// Takes the resolution out of the `if_tsresol` byte: a power of 10, or of 2 with the top bit set.
    pub(super) fn set_resolution(&mut self, resolution: u8) {
        let exponent = resolution & 0x7f;
        let power_of_ten = |exponent| 10_u64.saturating_pow(u32::from(exponent));
        self.tick = match (resolution & 0x80, exponent) {
            (0, 0..=9) => Tick::Nanoseconds(power_of_ten(9 - exponent)),
            (0, _) => Tick::Part(power_of_ten(exponent - 9)),
            _ => Tick::PowerOfTwo(exponent),
        };
        // Halving adds one decimal each time: 2^-3 s is 0.125 s.
        self.digits = exponent.min(9);
    }

    /// Takes the `if_tsoffset`: seconds to add to every time.
    pub(super) fn set_offset(&mut self, seconds: i64) {
        self.offset = seconds.saturating_mul(1_000_000_000);
    }

    /// The time after `ticks`; at the end of what a [`Timestamp`] holds where it would be later.
    pub(super) fn time(&self, ticks: u64) -> Timestamp {
        let nanoseconds = match self.tick {
            Tick::Nanoseconds(count) => ticks.saturating_mul(count),
            Tick::Part(parts) => ticks / parts,
            Tick::PowerOfTwo(exponent) => {
                u64::try_from((u128::from(ticks) * 1_000_000_000) >> exponent).unwrap_or(u64::MAX)
            }
        };
        Timestamp::new(self.offset.saturating_add_unsigned(nanoseconds), self.digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(resolution: u8, offset: i64, ticks: u64) -> String {
        let mut clock = Clock::default();
        clock.set_resolution(resolution);
        clock.set_offset(offset);
        clock.time(ticks).to_string()
    }

    #[test]
    fn keeps_the_digits_of_every_resolution() {
        assert_eq!(Clock::default().time(1_700_000_000_000_001).to_string(), "1700000000.000001");
        assert_eq!(shown(0, 0, 1_700_000_000), "1700000000");
        assert_eq!(shown(3, 0, 1_700_000_000_123), "1700000000.123");
        assert_eq!(shown(9, 0, 1_700_000_000_123_456_789), "1700000000.123456789");
        assert_eq!(shown(12, 0, 1_700_000_123_456_789_123), "1700000.123456789");
        assert_eq!(shown(127, 0, u64::MAX), "0.000000001");
        assert_eq!(shown(0x80, 0, 7), "7");
        assert_eq!(shown(0x83, 0, 9), "1.125");
        assert_eq!(shown(0x8a, 0, (1_700_000_000 << 10) + 513), "1700000000.500976562");
        assert_eq!(shown(0x80 + 64, 0, 1 << 63), "0.500000000");
        assert_eq!(shown(0xff, 0, u64::MAX), "0.000000000");
    }

    #[test]
    fn adds_the_offset() {
        assert_eq!(shown(6, -1_000, 1_700_000_000_000_001), "1699999000.000001");
        assert_eq!(shown(6, -1_700_000_005, 1_700_000_000_000_001), "-4.999999");
    }

    #[test]
    fn hostile_times_saturate() {
        assert_eq!(shown(0, 0, u64::MAX), Timestamp::new(i64::MAX, 0).to_string());
        assert_eq!(shown(0x80, i64::MAX, u64::MAX), Timestamp::new(i64::MAX, 0).to_string());
        assert_eq!(shown(9, i64::MIN, 0), Timestamp::new(i64::MIN, 9).to_string());
    }
}
