//! Lengths of time, of which a bounded number is kept for their median.

use crate::capture::Elapsed;
use crate::limits;

/// Lengths of time. The least and the greatest are exact, the median is while they are few; then it is
/// good to a tenth.
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
    Few([Short; limits::FEW_SAMPLES]),
    /// The lengths themselves, of which there are more.
    Each(Box<[Short; limits::MAX_SAMPLES]>),
    /// How many there were of about each length.
    Counted(Box<Counted>),
}

#[derive(Clone, Debug)]
struct Counted {
    counts: Counts,
    /// The median of those that were held before.
    usual: Short,
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

    /// The lengths themselves, as long as all of them are held; good to six digits.
    pub(super) fn each(&self) -> Option<impl Iterator<Item = Elapsed>> {
        let held = self.0.as_ref().map_or(Some(&[][..]), |spread| spread.held());
        held.map(|held| held.iter().map(|short| short.elapsed()))
    }

    /// Whether one more is one too many to hold each.
    pub(super) fn is_full(&self) -> bool {
        self.count() == limits::MAX_SAMPLES as u64
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
        let held = Held::Few([Short::default(); limits::FEW_SAMPLES]);
        let mut spread = Self { min: sample, max: sample, seen: 0, held };
        spread.add(sample);
        spread
    }

    /// The lengths, if all of them are held.
    fn held(&self) -> Option<&[Short]> {
        let each = match &self.held {
            Held::Few(few) => few.as_slice(),
            Held::Each(each) => each.as_slice(),
            Held::Counted(_) => return None,
        };
        each.get(..usize::try_from(self.seen).ok()?)
    }

    fn add(&mut self, sample: Elapsed) {
        self.min = self.min.min(sample);
        self.max = self.max.max(sample);
        let place = self.seen as usize;
        let held = match &mut self.held {
            Held::Few(few) => few.get_mut(place),
            Held::Each(each) => each.get_mut(place),
            Held::Counted(counted) => {
                counted.counts.add(self.seen, sample);
                self.seen += 1;
                return;
            }
        };
        match held {
            Some(held) => *held = Short::new(sample),
            None => self.make_room(sample),
        }
        self.seen += 1;
    }

    /// Holds another length, for which there was no room.
    fn make_room(&mut self, sample: Elapsed) {
        let Some(held) = self.held() else { return };
        let all = held.iter().copied().chain([Short::new(sample)]);
        if held.len() < limits::MAX_SAMPLES {
            let mut each = Box::new([Short::default(); limits::MAX_SAMPLES]);
            each.iter_mut().zip(all).for_each(|(place, short)| *place = short);
            self.held = Held::Each(each);
        } else {
            let mut counts = Counts::default();
            (0..).zip(all).for_each(|(seen, short)| counts.add(seen, short.elapsed()));
            let usual = Short::new(median(held).unwrap_or(sample));
            self.held = Held::Counted(Box::new(Counted { counts, usual }));
        }
    }

    fn median(&self) -> Option<Elapsed> {
        let median = match &self.held {
            Held::Counted(counted) => counted.counts.median(counted.usual.elapsed(), self.min, self.max)?,
            Held::Few(_) | Held::Each(_) => median(self.held()?)?,
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

/// Multiplied with, consecutive numbers have upper bits without a rhythm (2^64 divided by the golden
/// ratio).
const SCATTER: u64 = 0x9E37_79B9_7F4A_7C15;

/// Counts lengths of time, eight bins for each power of two from 4 microseconds to 69 seconds, all of
/// them in the same proportion: of two lengths in a bin one is at most 9.1 percent longer. The outer
/// bins take what lies beyond.
#[derive(Clone, Debug)]
struct Counts {
    /// The lower half of each count.
    low: [u8; Self::BINS],
    /// The upper halves, once there are any.
    high: Option<Box<[u8; Self::BINS]>>,
    /// Only one of `2^halved` counts, as many as each that was counted stands for.
    halved: u8,
}

impl Default for Counts {
    fn default() -> Self {
        Self { low: [0; Self::BINS], high: None, halved: 0 }
    }
}

impl Counts {
    const BINS: usize = 24 * Self::PARTS.len();
    /// The first bin begins at this power of two, in nanoseconds.
    const FIRST: u32 = 12;
    /// Where the bins of a power of two begin: the powers of the eighth root of two, times 2^16.
    const PARTS: [i64; 8] = [65_536, 71_468, 77_936, 84_990, 92_682, 101_070, 110_218, 120_194];

    fn bin(length: Elapsed) -> usize {
        let nanoseconds = length.0.max(1);
        let power = nanoseconds.ilog2();
        if power < Self::FIRST {
            return 0;
        }
        // The upper 17 bits say in which part of its power of two it lies.
        let upper = if power < 16 { nanoseconds << (16 - power) } else { nanoseconds >> (power - 16) };
        let part = Self::PARTS.partition_point(|start| *start <= upper).saturating_sub(1);
        ((power - Self::FIRST) as usize * Self::PARTS.len() + part).min(Self::BINS - 1)
    }

    /// The least length of a bin.
    fn start(bin: usize) -> i64 {
        let power = bin / Self::PARTS.len() + Self::FIRST as usize;
        let part = Self::PARTS.get(bin % Self::PARTS.len()).copied().unwrap_or_default();
        (part << power) >> 16
    }

    /// Counts a length, before which there were `seen`.
    fn add(&mut self, seen: u64, length: Elapsed) {
        // Which ones count must not depend on any rhythm that the lengths may have.
        if self.halved > 0 && seen.wrapping_mul(SCATTER) >> (64 - u32::from(self.halved)) != 0 {
            return;
        }
        let bin = Self::bin(length);
        let Some(low) = self.low.get_mut(bin) else { return };
        *low = low.wrapping_add(1);
        if *low == 0
            && let Some(high) = self.high.get_or_insert_with(|| Box::new([0; Self::BINS])).get_mut(bin)
        {
            *high += 1;
        }
        if *low == u8::MAX && self.count(bin) == u16::MAX {
            self.halve();
        }
    }

    fn count(&self, bin: usize) -> u16 {
        let half = |halves: &[u8; Self::BINS]| halves.get(bin).copied().unwrap_or(0);
        u16::from_be_bytes([self.high.as_deref().map_or(0, half), half(&self.low)])
    }

    fn counts(&self) -> impl Iterator<Item = u32> {
        (0..Self::BINS).map(|bin| self.count(bin).into())
    }

    /// One of two counts from now on, and of those that were counted half as many do.
    fn halve(&mut self) {
        self.halved += 1;
        for bin in 0..Self::BINS {
            let [upper, lower] = self.count(bin).div_ceil(2).to_be_bytes();
            if let Some(low) = self.low.get_mut(bin) {
                *low = lower;
            }
            if let Some(high) = self.high.as_mut().and_then(|high| high.get_mut(bin)) {
                *high = upper;
            }
        }
    }

    /// The length in the middle, if the counted ones are spread evenly over their bins. Where one bin
    /// has half of all, they are hardly spread: then `usual`, if it is of that bin, says it better.
    fn median(&self, usual: Elapsed, min: Elapsed, max: Elapsed) -> Option<Elapsed> {
        let all: u32 = self.counts().sum();
        let mut below = 0;
        let (bin, count) = self.counts().enumerate().find(|(_, count)| {
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
    fn of_many_the_median_is_good_to_a_tenth() {
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

    /// Asserts that the median is within a tenth of a length between the 45th and the 55th percentile.
    #[track_caller]
    fn assert_near_the_middle(mut lengths: Vec<i64>) {
        let median = samples(lengths.iter().copied()).median().unwrap().0;
        lengths.sort_unstable();
        let percentile = |percent: usize| lengths[(lengths.len() * percent / 100).min(lengths.len() - 1)];
        let (low, high) = (percentile(45), percentile(55));
        let found = lengths.iter().filter(|length| (low..=high).contains(length));
        let near = found.into_iter().any(|length| (median - length).abs() * 10 <= *length);
        let between = lengths.len().is_multiple_of(2) && (low..=high).contains(&median);
        assert!(near || between, "{median}, not from {low} to {high}");
    }

    #[test]
    fn a_rhythm_of_two_lengths_does_not_hide_the_usual_one() {
        for period in [2, 3, 4, 5, 8, 16, 32] {
            for short in 0..period {
                let length = |index: i64| if index % period < short { 20_000 } else { 40_000_000 };
                assert_near_the_middle((0..200_000).map(length).collect());
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn the_median_is_near_the_exact_one(
            modes in proptest::collection::vec(5_000_i64..60_000_000_000, 1..4),
            picks in proptest::collection::vec((0_usize..4, 0_i64..30), 1..400),
            times in 1_usize..4,
        ) {
            let lengths: Vec<_> = picks
                .iter()
                .map(|(mode, percent)| modes[mode % modes.len()] * (100 + percent) / 100)
                .collect();
            assert_near_the_middle(lengths.repeat(times));
        }
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
