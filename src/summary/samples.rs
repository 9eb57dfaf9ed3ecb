//! Lengths of time, of which a bounded number is kept for their median.

use crate::capture::Elapsed;
use crate::limits;

/// Lengths of time. The least and the greatest are exact, the median is while they are few; then it is
/// good to a few percent.
#[derive(Clone, Debug, Default)]
pub struct Samples(Option<Box<Spread>>);

#[derive(Clone, Debug)]
struct Spread {
    min: Elapsed,
    max: Elapsed,
    seen: u64,
    held: Held,
}

#[derive(Clone, Debug)]
enum Held {
    /// The lengths themselves.
    Each([Short; limits::MAX_SAMPLES]),
    /// How many there were of about each length.
    Counted {
        counts: Counts,
        /// The median of those that were held before.
        usual: Short,
    },
}

impl Samples {
    /// None yet.
    pub(super) const NONE: Self = Self(None);

    /// How many there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.as_ref().map_or(0, |spread| spread.seen)
    }

    /// The least.
    #[must_use]
    pub fn min(&self) -> Option<Elapsed> {
        self.0.as_ref().map(|spread| spread.min)
    }

    /// The greatest.
    #[must_use]
    pub fn max(&self) -> Option<Elapsed> {
        self.0.as_ref().map(|spread| spread.max)
    }

    /// The one in the middle.
    #[must_use]
    pub fn median(&self) -> Option<Elapsed> {
        self.0.as_ref()?.median()
    }

    /// The least, the median and the greatest; `None` where there was none.
    #[must_use]
    pub fn spread(&self) -> Option<(Elapsed, Elapsed, Elapsed)> {
        Some((self.min()?, self.median()?, self.max()?))
    }

    pub(super) fn add(&mut self, sample: Elapsed) {
        match &mut self.0 {
            Some(spread) => spread.add(sample),
            none => *none = Some(Box::new(Spread::new(sample))),
        }
    }
}

impl Spread {
    fn new(sample: Elapsed) -> Self {
        let held = Held::Each([Short::default(); limits::MAX_SAMPLES]);
        let mut spread = Self { min: sample, max: sample, seen: 0, held };
        spread.add(sample);
        spread
    }

    fn add(&mut self, sample: Elapsed) {
        self.min = self.min.min(sample);
        self.max = self.max.max(sample);
        match &mut self.held {
            Held::Counted { counts, .. } => counts.add(self.seen, sample),
            Held::Each(each) => {
                if let Some(place) = each.get_mut(self.seen as usize) {
                    *place = Short::new(sample);
                } else {
                    let mut counts = Counts::default();
                    let all = each.iter().map(|short| short.elapsed()).chain([sample]);
                    (0..).zip(all).for_each(|(seen, length)| counts.add(seen, length));
                    let usual = Short::new(median(each).unwrap_or(sample));
                    self.held = Held::Counted { counts, usual };
                }
            }
        }
        self.seen += 1;
    }

    fn median(&self) -> Option<Elapsed> {
        let median = match &self.held {
            Held::Each(each) => median(each.get(..usize::try_from(self.seen).ok()?)?)?,
            Held::Counted { counts, usual } => counts.median(usual.elapsed(), self.min, self.max)?,
        };
        // What is held may be rounded; what was least and greatest is not.
        Some(median.clamp(self.min, self.max))
    }
}

/// The one in the middle.
fn median(held: &[Short]) -> Option<Elapsed> {
    let mut sorted: Vec<_> = held.iter().map(|short| short.elapsed()).collect();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    let above = sorted.get(middle)?;
    let below = if sorted.len().is_multiple_of(2) { sorted.get(middle.checked_sub(1)?)? } else { above };
    Some(Elapsed(below.0.midpoint(above.0)))
}

/// Counts lengths of time, four bins for each power of two from 4 microseconds to 69 seconds; the outer
/// bins take what lies beyond.
#[derive(Clone, Debug)]
struct Counts {
    bins: [u8; Self::BINS],
    /// Only every `2^halved`-th counts, as many as each that was counted stands for.
    halved: u8,
}

impl Default for Counts {
    fn default() -> Self {
        Self { bins: [0; Self::BINS], halved: 0 }
    }
}

impl Counts {
    /// As many bytes as the samples took.
    const BINS: usize = limits::MAX_SAMPLES * size_of::<Short>();
    /// The first bin begins at this power of two, in nanoseconds.
    const FIRST: u32 = 12;
    /// A power of two has two to this many bins.
    const FINE: u32 = 2;

    fn bin(length: Elapsed) -> usize {
        let nanoseconds = length.0.max(1).cast_unsigned();
        let power = nanoseconds.ilog2();
        if power < Self::FIRST {
            return 0;
        }
        let part = (nanoseconds >> (power - Self::FINE)) & ((1 << Self::FINE) - 1);
        let bin = ((power - Self::FIRST) << Self::FINE) as usize + part as usize;
        bin.min(Self::BINS - 1)
    }

    /// The least length of a bin.
    fn start(bin: usize) -> i64 {
        let (power, part) = (bin as u32 >> Self::FINE, bin as u32 & ((1 << Self::FINE) - 1));
        i64::from((1 << Self::FINE) + part) << (power + Self::FIRST - Self::FINE)
    }

    /// Counts a length, before which there were `seen`.
    fn add(&mut self, seen: u64, length: Elapsed) {
        if seen.trailing_zeros() < u32::from(self.halved) {
            return;
        }
        let Some(count) = self.bins.get_mut(Self::bin(length)) else { return };
        *count += 1;
        if *count == u8::MAX {
            self.halved += 1;
            // Every other one is rounded up, so that their sum is half, too.
            for (bin, count) in self.bins.iter_mut().enumerate() {
                *count = if bin % 2 == 0 { count.div_ceil(2) } else { *count / 2 };
            }
        }
    }

    /// The length in the middle, if the counted ones are spread evenly over their bins. Where one bin
    /// has half of all, they are hardly spread: then `usual`, if it is of that bin, says it better.
    fn median(&self, usual: Elapsed, min: Elapsed, max: Elapsed) -> Option<Elapsed> {
        let all: u32 = self.bins.iter().map(|count| u32::from(*count)).sum();
        let mut below = 0;
        let (bin, count) =
            self.bins.iter().map(|count| u32::from(*count)).enumerate().find(|(_, count)| {
                let found = (below + count) * 2 >= all && *count > 0;
                below += if found { 0 } else { *count };
                found
            })?;
        if count * 2 >= all && Self::bin(usual) == bin {
            return Some(usual);
        }
        let start = Self::start(bin).max(min.0);
        let end = if bin + 1 < Self::BINS { Self::start(bin + 1).min(max.0) } else { max.0 };
        let share = (f64::from(all) / 2.0 - f64::from(below)) / f64::from(count);
        Some(Elapsed(start + (end.saturating_sub(start) as f64 * share) as i64))
    }
}

/// A length of time in four bytes: 30 bits of the smallest decimal unit in which it fits, so that half
/// a second is exact in nanoseconds, and nine minutes in microseconds.
#[derive(Clone, Copy, Debug, Default)]
struct Short(u32);

impl Short {
    /// Nanoseconds of each unit; its place stands in the two upper bits.
    const UNITS: [i64; 4] = [1, 1_000, 1_000_000, 1_000_000_000];
    const BITS: u32 = 30;

    fn new(elapsed: Elapsed) -> Self {
        let most: i64 = (1 << (Self::BITS - 1)) - 1;
        let fits = |unit: i64| (elapsed.0 / unit).unsigned_abs() <= most.unsigned_abs();
        let place = Self::UNITS.iter().position(|unit| fits(*unit)).unwrap_or(Self::UNITS.len() - 1);
        let value = (elapsed.0 / Self::UNITS.get(place).copied().unwrap_or(1)).clamp(-most, most);
        Self(
            (place as u32) << Self::BITS
                | (value as i32).cast_unsigned() & (u32::MAX >> (u32::BITS - Self::BITS)),
        )
    }

    fn elapsed(self) -> Elapsed {
        let unit = Self::UNITS.get((self.0 >> Self::BITS) as usize).copied().unwrap_or(1);
        // Shifting up and down again brings the sign back.
        let value = (self.0 << (u32::BITS - Self::BITS)).cast_signed() >> (u32::BITS - Self::BITS);
        Elapsed(i64::from(value) * unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(lengths: impl IntoIterator<Item = i64>) -> Samples {
        let mut samples = Samples::default();
        lengths.into_iter().for_each(|length| samples.add(Elapsed(length)));
        samples
    }

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(samples([]).median(), None);
        assert_eq!(samples([7]).median(), Some(Elapsed(7)));
        assert_eq!(samples([9, 1]).median(), Some(Elapsed(5)));
        assert_eq!(samples([9, 1, 2]).median(), Some(Elapsed(2)));
    }

    /// Asserts that the median is within some percent of another.
    #[track_caller]
    fn assert_about(samples: &Samples, expected: i64, percent: i64) {
        let median = samples.median().unwrap().0;
        assert!((median - expected).abs() * 100 <= expected * percent, "{median}, not {expected}");
    }

    #[test]
    fn of_many_the_median_is_good_to_a_few_percent() {
        let many = samples((0..100_000).map(|index| index * 1_000));
        assert_eq!(
            (many.count(), many.min(), many.max()),
            (100_000, Some(Elapsed(0)), Some(Elapsed(99_999_000)))
        );
        assert_about(&many, 50_000_000, 3);
        // The same in another order, and with the first ones of another kind.
        assert_about(&samples((0..100_000).map(|index| index * 7_919 % 100_000 * 1_000)), 50_000_000, 3);
        assert_about(
            &samples((0..10_000).map(|index| if index < 1_000 { 9_000 } else { 40_000_000 })),
            40_000_000,
            12,
        );
        // A clock that runs backwards.
        assert!(samples((0..100).map(|index| index - 200)).median() < Some(Elapsed::ZERO));
    }

    #[test]
    fn what_comes_by_a_timer_keeps_the_length_of_the_timer() {
        let beats = |index: i64| if index % 10 == 9 { 45_000_000_000 } else { 30_000_000_000 };
        assert_eq!(samples((0..1_000).map(beats)).median(), Some(Elapsed::from_secs(30)));
        let beats = |index: i64| if index % 10 == 9 { 1_000_000_000 } else { 7_200_000_000_000 };
        assert_eq!(samples((0..1_000).map(beats)).median(), Some(Elapsed::from_secs(7_200)));
    }

    #[test]
    fn four_bytes_hold_a_length_of_time() {
        for exact in [0, 1, -1, 536_870_911, -536_870_911, 536_870_911_000, 7_200_000_000_000] {
            assert_eq!(Short::new(Elapsed(exact)).elapsed(), Elapsed(exact));
        }
        assert_eq!(Short::new(Elapsed(1_234_567_891)).elapsed(), Elapsed(1_234_567_000));
        assert_eq!(Short::new(Elapsed(i64::MAX)).elapsed(), Elapsed(536_870_911_000_000_000));
        assert_eq!(Short::new(Elapsed(i64::MIN)).elapsed(), Elapsed(-536_870_911_000_000_000));
    }

    #[test]
    fn a_single_one_is_exact_however_long() {
        assert_eq!(samples([7_200_123_456_789]).median(), Some(Elapsed(7_200_123_456_789)));
    }
}
