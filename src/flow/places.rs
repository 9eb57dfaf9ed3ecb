//! Where records are found by their hashes: a table that grows without looking at the records.
//!
//! The entries stand in the order of their hashes, each where it would stand if hashes were spread evenly,
//! or as little behind that as there is room. So a search touches one cache line as a rule, also in vain;
//! and a table that grows is gone through from its front to its back, which costs no cache misses.

use crate::prefetch::prefetch;

/// Hashes and places, each in half of an entry; vacant where there is none.
#[derive(Debug)]
pub(super) struct Places {
    entries: Vec<u64>,
    /// As many entries would stand where hashes lead.
    homes: usize,
    len: usize,
}

const VACANT: u64 = 0;
/// Room behind the last entries for those that stand behind where they would; more is made when needed.
const OVERHANG: usize = 64;
/// The smallest table.
const FEWEST: usize = 64;

impl Places {
    pub(super) fn new() -> Self {
        Self { entries: Vec::new(), homes: 0, len: 0 }
    }

    /// An empty table with room for so many, before it has to grow.
    pub(super) fn with_room(entries: usize) -> Self {
        Self::with_homes((entries * 4).div_ceil(3).max(FEWEST))
    }

    fn with_homes(homes: usize) -> Self {
        Self { entries: vec![VACANT; homes + OVERHANG], homes, len: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// How many it can hold before it has to grow: searches are long where it is fuller.
    pub(super) fn room(&self) -> usize {
        self.homes / 4 * 3
    }

    /// Begins to fetch the entry with which the search for a hash begins.
    pub(super) fn prefetch(&self, hash: u64) {
        if let Some(entry) = self.entries.get(self.home(key(hash))) {
            prefetch(entry);
        }
    }

    /// The place of a hash that `is` the wanted one.
    pub(super) fn find(&self, hash: u64, is: impl Fn(u32) -> bool) -> Option<u32> {
        self.search(key(hash), is).ok().and_then(|at| self.entries.get(at)).map(|entry| place_of(*entry))
    }

    /// The same, and it is taken out.
    pub(super) fn take(&mut self, hash: u64, is: impl Fn(u32) -> bool) -> Option<u32> {
        let mut at = self.search(key(hash), is).ok()?;
        let place = place_of(*self.entries.get(at)?);
        // Those behind it move up, as far as they stand behind where they would.
        while let Some(next) = self.entries.get(at + 1).copied().filter(|next| *next != VACANT)
            && self.home(key_of(next)) <= at
        {
            self.set(at, next);
            at += 1;
        }
        self.set(at, VACANT);
        self.len -= 1;
        Some(place)
    }

    /// Adds a place.
    pub(super) fn insert(&mut self, hash: u64, place: u32) {
        if self.len >= self.room() {
            self.grow();
        }
        let key = key(hash);
        let (Ok(at) | Err(at)) = self.search(key, |_| false);
        let mut carried = u64::from(key) << 32 | u64::from(place);
        for entry in self.entries.iter_mut().skip(at) {
            carried = std::mem::replace(entry, carried);
            if carried == VACANT {
                break;
            }
        }
        if carried != VACANT {
            self.entries.push(carried);
        }
        self.len += 1;
    }

    /// Where an entry stands, or else would have to stand.
    fn search(&self, key: u32, is: impl Fn(u32) -> bool) -> Result<usize, usize> {
        let mut at = self.home(key);
        while let Some(entry) = self.entries.get(at).copied()
            && entry != VACANT
            && key_of(entry) <= key
        {
            if key_of(entry) == key && is(place_of(entry)) {
                return Ok(at);
            }
            at += 1;
        }
        Err(at)
    }

    /// Where an entry would stand if hashes were spread evenly.
    fn home(&self, key: u32) -> usize {
        ((u64::from(key) * self.homes as u64) >> u32::BITS) as usize
    }

    fn set(&mut self, at: usize, to: u64) {
        if let Some(entry) = self.entries.get_mut(at) {
            *entry = to;
        }
    }

    /// Makes room for a quarter more, where the entries stand: to move them costs less than fresh memory does.
    #[cold]
    fn grow(&mut self) {
        self.homes = (self.homes / 4 * 5).max(FEWEST);
        self.entries.retain(|entry| *entry != VACANT);
        let len = self.entries.len();
        let end = self.entries.iter().fold(0, |next, entry| next.max(self.home(key_of(*entry))) + 1);
        let all = end.max(self.homes + OVERHANG);
        self.entries.reserve_exact(all - len);
        self.entries.resize(all, VACANT);
        // To the back, and from there each to its place: since those behind it fit, none comes farther back.
        self.entries.copy_within(..len, all - len);
        self.entries.iter_mut().take(len.min(all - len)).for_each(|entry| *entry = VACANT);
        let mut next = 0;
        for waiting in all - len..all {
            let Some(entry) = self.entries.get_mut(waiting).map(std::mem::take) else { return };
            next = next.max(self.home(key_of(entry)));
            self.set(next, entry);
            next += 1;
        }
    }
}

/// The half of a hash that is kept; no entry is vacant.
fn key(hash: u64) -> u32 {
    ((hash >> 32) as u32).max(1)
}

fn key_of(entry: u64) -> u32 {
    (entry >> 32) as u32
}

fn place_of(entry: u64) -> u32 {
    entry as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hashes in no order; of `few`, most begin alike.
    fn hash(number: u32, few: bool) -> u64 {
        let hash = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        if few { hash | 0xffff_fff0_0000_0000 } else { hash }
    }

    #[test]
    fn what_was_inserted_is_found_until_it_is_taken() {
        for few in [false, true] {
            let mut places = Places::new();
            let count = if few { 300 } else { 10_000 };
            let find = |places: &Places, number: u32| places.find(hash(number, few), |place| place == number);
            for number in 0..count {
                assert_eq!(find(&places, number), None);
                places.insert(hash(number, few), number);
                assert_eq!(find(&places, number), Some(number));
            }
            assert!((0..count).all(|number| find(&places, number) == Some(number)));
            for number in (0..count).filter(|number| number % 3 != 0) {
                assert_eq!(places.take(hash(number, few), |place| place == number), Some(number));
                assert_eq!(places.take(hash(number, few), |place| place == number), None);
            }
            let left = (0..count).filter(|number| number % 3 == 0);
            assert_eq!(places.len(), left.clone().count());
            assert!(left.clone().all(|number| find(&places, number) == Some(number)));
            assert!((0..count).filter(|number| number % 3 != 0).all(|n| find(&places, n).is_none()));
            // Nothing is left behind where nothing is.
            for number in left {
                assert!(places.take(hash(number, few), |place| place == number).is_some());
            }
            assert!(places.entries.iter().all(|entry| *entry == VACANT));
        }
    }

    #[test]
    fn entries_stand_in_order_and_near_where_they_would() {
        let mut places = Places::with_room(40_000);
        (0..40_000).for_each(|number| places.insert(hash(number, false), number));
        let entries: Vec<_> =
            places.entries.iter().enumerate().filter(|(_, entry)| **entry != VACANT).collect();
        assert!(entries.is_sorted_by_key(|(_, entry)| key_of(**entry)));
        let far = entries.iter().map(|(at, entry)| at - places.home(key_of(**entry))).max();
        assert!(far < Some(OVERHANG), "{far:?}");
    }
}
