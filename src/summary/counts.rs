//! Counters in little room.

/// The parts of [`Cost`](super::Cost), in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Count {
    Link,
    IpTcp,
    Tls,
    HttpHead,
    HttpBody,
    FrameHeader,
    FramePayload,
    Retransmitted,
    Other,
}

impl Count {
    const COUNT: usize = Self::Other as usize + 1;
}

/// Counters of one direction. Each takes four bytes until one of them passes 4,294,967,295.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    low: [u32; Count::COUNT],
    high: Option<Box<[u32; Count::COUNT]>>,
}

impl Counts {
    pub(super) fn get(&self, count: Count) -> u64 {
        let part = |parts: &[u32; Count::COUNT]| u64::from(parts.get(count as usize).copied().unwrap_or(0));
        self.high.as_deref().map_or(0, part) << 32 | part(&self.low)
    }

    #[inline]
    pub(super) fn add(&mut self, count: Count, more: u64) {
        let small = u32::try_from(more).ok();
        let Some(low) = self.low.get_mut(count as usize) else { return };
        match small.and_then(|more| low.checked_add(more)) {
            Some(sum) => *low = sum,
            None => self.set(count, self.get(count).saturating_add(more)),
        }
    }

    /// Counts some of one kind as another; no more than there are.
    #[inline]
    pub(super) fn shift(&mut self, from: Count, to: Count, most: u64) {
        // Mostly there are enough without a look at the upper halves.
        if let Some(low) = self.low.get_mut(from as usize)
            && (u64::from(*low) >= most || self.high.is_none())
        {
            let shifted = u64::from(*low).min(most);
            *low -= shifted as u32;
            return self.add(to, shifted);
        }
        let there = self.get(from);
        let shifted = there.min(most);
        self.set(from, there - shifted);
        self.add(to, shifted);
    }

    #[cold]
    fn set(&mut self, count: Count, value: u64) {
        let (low, high) = (value as u32, (value >> 32) as u32);
        if let Some(part) = self.low.get_mut(count as usize) {
            *part = low;
        }
        if (high > 0 || self.high.is_some())
            && let Some(part) = self.high.get_or_insert_default().get_mut(count as usize)
        {
            *part = high;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_on_beyond_four_bytes() {
        let mut counts = Counts::default();
        counts.add(Count::Other, u64::from(u32::MAX));
        assert!(counts.high.is_none());
        counts.add(Count::Other, 1);
        counts.add(Count::Link, 7);
        assert_eq!((counts.get(Count::Other), counts.get(Count::Link)), (1 << 32, 7));
        counts.add(Count::Other, 1 << 40);
        counts.shift(Count::Other, Count::Tls, 1 << 40);
        assert_eq!((counts.get(Count::Other), counts.get(Count::Tls)), (1 << 32, 1 << 40));
        counts.shift(Count::Other, Count::Link, u64::MAX);
        assert_eq!((counts.get(Count::Other), counts.get(Count::Link)), (0, (1 << 32) + 7));
    }
}
