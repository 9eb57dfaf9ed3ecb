//! Which slot was not used for the longest time: a list through all slots, kept in order by every use.

use crate::prefetch::prefetch;

/// Slots in the order of their last use.
#[derive(Debug, Default)]
pub(super) struct Recency {
    links: Vec<Links>,
    oldest: Option<u32>,
    newest: Option<u32>,
}

/// A slot's neighbours in the order.
#[derive(Clone, Copy, Debug, Default)]
struct Links {
    older: Neighbour,
    newer: Neighbour,
}

/// A slot, or none, in four bytes.
#[derive(Clone, Copy, Debug)]
struct Neighbour(u32);

impl Neighbour {
    const NONE: u32 = u32::MAX;

    fn new(slot: Option<u32>) -> Self {
        Self(slot.unwrap_or(Self::NONE))
    }

    fn slot(self) -> Option<u32> {
        (self.0 != Self::NONE).then_some(self.0)
    }
}

impl Default for Neighbour {
    fn default() -> Self {
        Self(Self::NONE)
    }
}

impl Recency {
    /// The slot that was not used for the longest time.
    pub(super) fn oldest(&self) -> Option<u32> {
        self.oldest
    }

    /// A slot comes into use; it must not be in the list.
    pub(super) fn add(&mut self, slot: u32) {
        if self.links.len() <= slot as usize {
            self.links.resize(slot as usize + 1, Links::default());
        }
        self.set(slot, Links { older: Neighbour::new(self.newest), newer: Neighbour::default() });
        match self.newest.replace(slot) {
            Some(before) => self.change(before, |links| links.newer = Neighbour(slot)),
            None => self.oldest = Some(slot),
        }
    }

    /// A slot will be used again.
    pub(super) fn prefetch(&self, slot: u32) {
        if let Some(links) = self.links.get(slot as usize) {
            prefetch(links);
        }
    }

    /// A slot is used again.
    #[inline(always)]
    pub(super) fn touch(&mut self, slot: u32) {
        if self.newest != Some(slot) {
            self.remove(slot);
            self.add(slot);
        }
    }

    /// A slot is no longer in use.
    pub(super) fn remove(&mut self, slot: u32) {
        let Some(Links { older, newer }) = self.links.get(slot as usize).copied() else { return };
        match older.slot() {
            Some(older) => self.change(older, |links| links.newer = newer),
            None => self.oldest = newer.slot(),
        }
        match newer.slot() {
            Some(newer) => self.change(newer, |links| links.older = older),
            None => self.newest = older.slot(),
        }
    }

    fn set(&mut self, slot: u32, links: Links) {
        self.change(slot, |place| *place = links);
    }

    fn change(&mut self, slot: u32, change: impl FnOnce(&mut Links)) {
        if let Some(links) = self.links.get_mut(slot as usize) {
            change(links);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(recency: &Recency) -> Vec<u32> {
        let next = |slot: &u32| recency.links.get(*slot as usize).and_then(|links| links.newer.slot());
        std::iter::successors(recency.oldest, next).collect()
    }

    #[test]
    fn the_last_used_is_the_newest() {
        let mut recency = Recency::default();
        (0..5).for_each(|slot| recency.add(slot));
        for slot in [0, 2, 4, 4] {
            recency.touch(slot);
        }
        assert_eq!(order(&recency), [1, 3, 0, 2, 4]);
        for slot in [1, 0, 4] {
            recency.remove(slot);
        }
        assert_eq!((order(&recency), recency.oldest()), (vec![3, 2], Some(3)));
        recency.add(0);
        for slot in [3, 2, 0] {
            recency.remove(slot);
        }
        assert_eq!((order(&recency), recency.oldest(), recency.newest), (vec![], None, None));
    }
}
