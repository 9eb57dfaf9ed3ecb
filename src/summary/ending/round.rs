//! Silences as long as the limits that people configure.

use super::Confidence;
use crate::capture::Elapsed;

/// Limits in seconds that programs have by default or people like to choose; 55 is Heroku's, 100
/// Cloudflare's, 350 that of AWS's Network Load Balancer.
const USUAL: [i64; 16] = [20, 30, 45, 50, 55, 60, 75, 90, 100, 120, 180, 240, 300, 350, 400, 600];
/// Beyond these, whole multiples of ten minutes.
const TEN_MINUTES: i64 = 600;
/// nginx sets a timer anew only when that moves it by more than 300 ms, and so is early by up to that.
const EARLY: i64 = 300_000_000;
/// A timer is late by what its program is busy with.
const LATE: i64 = 250_000_000;
/// Limits below twenty seconds could be anything that takes whole seconds: they must fit better.
const SHORT: std::ops::RangeInclusive<i64> = 2..=19;
const SHORT_EARLY: i64 = 15_000_000;
const SHORT_LATE: i64 = 30_000_000;

const SECOND: i64 = 1_000_000_000;

/// The limit that a silence has reached, and how likely it is one.
pub(super) fn limit(silence: Elapsed) -> Option<(Elapsed, Confidence)> {
    let reached = |seconds: i64, early: i64, late: i64| {
        let beyond = silence.0.saturating_sub(seconds.saturating_mul(SECOND));
        (-early..=late).contains(&beyond)
    };
    // Half a percent: a program that looks every so often is late by more when the limit is long.
    let late = |seconds: i64| LATE.max(seconds.saturating_mul(SECOND) / 200);
    let usual = USUAL.into_iter().find(|seconds| reached(*seconds, EARLY, late(*seconds)));
    let long = || {
        let seconds = silence.0.saturating_add(EARLY) / (TEN_MINUTES * SECOND) * TEN_MINUTES;
        (seconds > 0 && reached(seconds, EARLY, late(seconds))).then_some(seconds)
    };
    if let Some(seconds) = usual.or_else(long) {
        return Some((Elapsed::from_secs(seconds), Confidence::Likely));
    }
    let seconds = silence.0.saturating_add(SHORT_EARLY) / SECOND;
    let whole = SHORT.contains(&seconds) || (seconds > 0 && seconds % 5 == 0);
    (whole && reached(seconds, SHORT_EARLY, SHORT_LATE))
        .then(|| (Elapsed::from_secs(seconds), Confidence::Guess))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit_of(milliseconds: i64) -> Option<(i64, Confidence)> {
        limit(Elapsed::from_millis(milliseconds)).map(|(limit, sure)| (limit.0 / SECOND, sure))
    }

    #[test]
    fn silences_near_a_usual_limit_reach_it() {
        for (silence, seconds) in [(59_710, 60), (60_050, 60), (60_290, 60), (300_900, 300), (350_000, 350)] {
            assert_eq!(limit_of(silence), Some((seconds, Confidence::Likely)), "{silence} ms");
        }
        assert_eq!(limit_of(3_600_500), Some((3600, Confidence::Likely)));
        assert_eq!(limit_of(2_990), Some((3, Confidence::Guess)));
        assert_eq!(limit_of(65_010), Some((65, Confidence::Guess)));
    }

    #[test]
    fn others_do_not() {
        for silence in [
            0,
            1_000,
            1_500,
            2_980,
            3_040,
            59_200,
            60_400,
            61_000,
            66_000,
            349_000,
            -60_000,
            i64::MIN / 1_000_000,
        ] {
            assert_eq!(limit_of(silence), None, "{silence} ms");
        }
    }
}
