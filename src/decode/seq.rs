//! TCP sequence numbers: 32 bits that wrap (RFC 9293 3.4).

use std::cmp::Ordering;

/// A point in one direction's sequence space. Order is that of RFC 9293 3.4: modulo 2^32, valid for
/// numbers less than 2^31 apart, which windows of at most 1 GiB guarantee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SeqNumber(pub u32);

impl SeqNumber {
    /// The number `bytes` later.
    #[must_use]
    pub fn plus(self, bytes: u32) -> Self {
        Self(self.0.wrapping_add(bytes))
    }

    /// How far `self` lies after `earlier`; negative where it lies before.
    #[must_use]
    pub fn distance_from(self, earlier: Self) -> i32 {
        self.0.wrapping_sub(earlier.0).cast_signed()
    }

    /// `self` < `other` in sequence space.
    #[must_use]
    pub fn before(self, other: Self) -> bool {
        self.distance_from(other) < 0
    }

    /// `self` > `other` in sequence space.
    #[must_use]
    pub fn after(self, other: Self) -> bool {
        self.distance_from(other) > 0
    }

    /// The later of the two in sequence space.
    #[must_use]
    pub fn latest(self, other: Self) -> Self {
        match self.distance_from(other).cmp(&0) {
            Ordering::Less => other,
            Ordering::Equal | Ordering::Greater => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_survives_the_wrap() {
        let last = SeqNumber(u32::MAX);
        assert!(last.before(last.plus(1)));
        assert!(last.plus(1).after(last));
        assert_eq!(last.plus(5).distance_from(last), 5);
        assert_eq!(last.latest(SeqNumber(3)), SeqNumber(3));
    }
}
