//! What time it is, by packets whose times may be wrong.

use crate::capture::Timestamp;

/// The time of the capture, against which silence is measured.
///
/// A single packet with a wrong time must not end connections that are well: the time is the earlier
/// one of the last two packets. Where times run backwards, nothing has been silent for long.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    /// Nanoseconds since 1970, like the next.
    last: Option<i64>,
    now: i64,
}

impl Clock {
    /// A packet comes with this time.
    pub(super) fn tick(&mut self, time: Timestamp) {
        let time = time.nanoseconds();
        self.now = self.last.replace(time).unwrap_or(time).min(time);
    }

    /// In nanoseconds since 1970.
    pub(super) fn now(&self) -> i64 {
        self.now
    }

    /// The time of the last packet, right or wrong.
    pub(super) fn last(&self) -> i64 {
        self.last.unwrap_or(self.now)
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
            clock.now()
        };
        let seconds = [10, 11, 9_000, 12, 13, 5, 14, 15, 900, 901];
        assert_eq!(seconds.map(told), [10, 10, 11, 12, 12, 5, 5, 14, 15, 900]);
    }
}
