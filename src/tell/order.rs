//! Puts what ends in any order back into the order of connection numbers, within a bound.

use std::collections::{BTreeMap, VecDeque};

use super::Sort;
use crate::flow::ConnectionId;
use crate::limits;

/// The order in which connections are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowOrder {
    /// That of their numbers, as far as a bounded wait for those that are still open allows.
    #[default]
    ByNumber,
    /// As they end: for who watches them live.
    AsTheyEnd,
    /// All held back until the end, and sorted.
    Sorted(Sort),
}

impl RowOrder {
    /// What they are sorted by at the end, if they are.
    #[must_use]
    pub fn sort(self) -> Option<Sort> {
        match self {
            Self::Sorted(sort) => Some(sort),
            Self::ByNumber | Self::AsTheyEnd => None,
        }
    }
}

/// Holds things back until all connections with lower numbers have ended.
#[derive(Debug)]
pub struct InOrder<T> {
    /// Weight of what is held back at most.
    most: usize,
    open: Numbers,
    waiting: BTreeMap<ConnectionId, (T, usize)>,
    weight: usize,
}

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self::new(RowOrder::default())
    }
}

impl<T> InOrder<T> {
    /// Holds back as much as an order needs.
    #[must_use]
    pub fn new(order: RowOrder) -> Self {
        let most = if order == RowOrder::AsTheyEnd { 0 } else { limits::MAX_WAITING_LINES };
        Self { most, open: Numbers::default(), waiting: BTreeMap::new(), weight: 0 }
    }

    /// Something happens on a connection, which may be a new one.
    pub fn seen(&mut self, connection: ConnectionId) {
        self.open.insert_new(connection);
    }

    /// A connection has ended, of which nothing is to be told.
    pub fn pass_over(&mut self, connection: ConnectionId) {
        self.open.remove(connection);
    }

    /// A connection has ended, with what is to be told of it, and how many rows or lines that is.
    pub fn ended(&mut self, connection: ConnectionId, thing: T, weight: usize) {
        self.open.remove(connection);
        self.waiting.insert(connection, (thing, weight));
        self.weight += weight;
    }

    /// The next thing whose turn it is. Where too much waits for a connection that stays open, the
    /// oldest goes first, out of order.
    pub fn release(&mut self) -> Option<T> {
        let (&first, _) = self.waiting.first_key_value()?;
        let in_turn = self.open.first().is_none_or(|open| first < open);
        if in_turn || self.weight > self.most {
            let (thing, weight) = self.waiting.remove(&first)?;
            self.weight -= weight;
            return Some(thing);
        }
        None
    }
}

/// A set of connection numbers, most of them close together, of which only the lowest matters: a bit
/// for each from there on.
#[derive(Debug, Default)]
struct Numbers {
    /// What the first bit stands for.
    start: ConnectionId,
    words: VecDeque<u64>,
    /// The first number that was not inserted yet.
    new: ConnectionId,
}

const BITS: ConnectionId = u64::BITS;

impl Numbers {
    /// Adds a number that is higher than all before; others were added when they were new.
    fn insert_new(&mut self, number: ConnectionId) {
        if number >= self.new {
            self.insert(number);
        }
    }

    #[cold]
    fn insert(&mut self, number: ConnectionId) {
        self.new = number.saturating_add(1);
        if self.words.is_empty() {
            self.start = number - number % BITS;
        }
        let word = (number - self.start) / BITS;
        if self.words.len() <= word as usize {
            self.words.resize(word as usize + 1, 0);
        }
        self.change(number, |word, bit| *word |= bit);
    }

    fn remove(&mut self, number: ConnectionId) {
        self.change(number, |word, bit| *word &= !bit);
        while self.words.pop_front_if(|word| *word == 0).is_some() {
            self.start = self.start.saturating_add(BITS);
        }
    }

    fn first(&self) -> Option<ConnectionId> {
        let word = self.words.front()?;
        Some(self.start + word.trailing_zeros())
    }

    fn change(&mut self, number: ConnectionId, change: impl FnOnce(&mut u64, u64)) {
        let place = number.checked_sub(self.start).map(|offset| (offset / BITS, offset % BITS));
        if let Some((word, bit)) = place
            && let Some(word) = self.words.get_mut(word as usize)
        {
            change(word, 1 << bit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_for_lower_numbers() {
        let mut order = InOrder::default();
        (0..3).for_each(|connection| order.seen(connection));
        order.ended(1, "one", 1);
        assert_eq!(order.release(), None);
        order.ended(0, "zero", 1);
        assert_eq!((order.release(), order.release(), order.release()), (Some("zero"), Some("one"), None));
    }

    #[test]
    fn does_not_wait_for_who_watches() {
        let mut order = InOrder::new(RowOrder::AsTheyEnd);
        (0..3).for_each(|connection| order.seen(connection));
        order.ended(2, "two", 1);
        assert_eq!((order.release(), order.release()), (Some("two"), None));
    }

    #[test]
    fn does_not_wait_without_bound() {
        let mut order = InOrder::default();
        let half = limits::MAX_WAITING_LINES / 2;
        (0..4).for_each(|connection| order.seen(connection));
        order.ended(1, "one", half);
        order.ended(2, "two", half);
        assert_eq!(order.release(), None);
        order.ended(3, "three", 1);
        assert_eq!((order.release(), order.release()), (Some("one"), None));
    }

    #[test]
    fn keeps_the_order_of_many() {
        let mut order = InOrder::default();
        let mut told = Vec::new();
        // Each connection ends after the next one but two has begun, in pairs the wrong way round.
        for connection in 1000..1400_u32 {
            order.seen(connection);
            if let Some(earlier) = connection.checked_sub(3).filter(|earlier| *earlier >= 1000) {
                let turned = earlier ^ 1;
                order.ended(turned, turned, 1);
                told.extend(std::iter::from_fn(|| order.release()));
            }
        }
        assert_eq!(told, (1000..1396).collect::<Vec<_>>());
    }

    #[test]
    fn one_that_stays_open_costs_a_bit_for_each_that_follows() {
        let mut numbers = Numbers::default();
        (0..100_000).for_each(|number| numbers.insert_new(number));
        (1..100_000).for_each(|number| numbers.remove(number));
        assert_eq!((numbers.first(), numbers.words.len()), (Some(0), 100_000_usize.div_ceil(64)));
        numbers.remove(0);
        assert_eq!((numbers.first(), numbers.words.len()), (None, 0));
    }
}
