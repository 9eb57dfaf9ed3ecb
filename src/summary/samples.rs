//! Lengths of time, of which a bounded number is kept for their median.

use crate::capture::Elapsed;
use crate::limits;

/// Lengths of time. The least and the greatest are exact; the median is that of the kept ones.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    kept: Vec<Elapsed>,
    seen: u64,
    /// How often every second one was thrown away: one in `2^thinned` is kept.
    thinned: u32,
    range: Option<(Elapsed, Elapsed)>,
}

impl Samples {
    /// How many there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.seen
    }

    /// The least.
    #[must_use]
    pub fn min(&self) -> Option<Elapsed> {
        self.range.map(|(min, _)| min)
    }

    /// The greatest.
    #[must_use]
    pub fn max(&self) -> Option<Elapsed> {
        self.range.map(|(_, max)| max)
    }

    /// The one in the middle.
    #[must_use]
    pub fn median(&self) -> Option<Elapsed> {
        let mut sorted = self.kept.clone();
        sorted.sort_unstable();
        let middle = sorted.len() / 2;
        let above = sorted.get(middle)?;
        let below = if sorted.len().is_multiple_of(2) { sorted.get(middle.checked_sub(1)?)? } else { above };
        Some(Elapsed(below.0.midpoint(above.0)))
    }

    /// The least, the median and the greatest; `None` where there was none.
    #[must_use]
    pub fn spread(&self) -> Option<(Elapsed, Elapsed, Elapsed)> {
        Some((self.min()?, self.median()?, self.max()?))
    }

    pub(super) fn add(&mut self, sample: Elapsed) {
        let (min, max) = self.range.unwrap_or((sample, sample));
        self.range = Some((min.min(sample), max.max(sample)));
        if self.kept.len() >= limits::MAX_SAMPLES {
            let mut index = 0_usize;
            self.kept.retain(|_| {
                index += 1;
                !index.is_multiple_of(2)
            });
            self.thinned += 1;
        }
        if self.seen.trailing_zeros() >= self.thinned {
            self.kept.push(sample);
        }
        self.seen += 1;
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

    #[test]
    fn of_many_an_even_choice_is_kept() {
        let many = samples(0..100_000);
        assert_eq!(
            (many.count(), many.min(), many.max()),
            (100_000, Some(Elapsed(0)), Some(Elapsed(99_999)))
        );
        assert!(many.kept.len() <= limits::MAX_SAMPLES);
        let median = many.median().unwrap().0;
        assert!((45_000..55_000).contains(&median), "{median}");
    }
}
