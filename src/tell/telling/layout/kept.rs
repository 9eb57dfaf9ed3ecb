//! A list that grows with the capture, kept within bounds: its beginning and its end.

use std::cmp::Ordering;
use std::collections::VecDeque;

use crate::limits;

/// Things in order, of which the first and the last are kept.
#[derive(Debug)]
pub(super) struct Kept<T> {
    first: Vec<T>,
    last: VecDeque<T>,
    left_out: u64,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { first: Vec::new(), last: VecDeque::new(), left_out: 0 }
    }
}

impl<T> Kept<T> {
    const HALF: usize = limits::MAX_LAYOUTS / 2;

    pub(super) fn push(&mut self, thing: T) {
        if self.first.len() < Self::HALF {
            self.first.push(thing);
            return;
        }
        if self.last.len() >= Self::HALF {
            self.last.pop_front();
            self.left_out += 1;
        }
        self.last.push_back(thing);
    }

    /// How many things were left out between the beginning and the end.
    pub(super) fn left_out(&self) -> u64 {
        self.left_out
    }

    pub(super) fn last(&self) -> Option<&T> {
        self.last.back().or(self.first.last())
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut T> {
        self.last.back_mut().or(self.first.last_mut())
    }

    /// The thing that `compare` calls equal; the list is in the order that it tells.
    pub(super) fn find(&self, mut compare: impl FnMut(&T) -> Ordering) -> Option<&T> {
        match self.first.binary_search_by(&mut compare) {
            Ok(index) => self.first.get(index),
            Err(_) => self.last.get(self.last.binary_search_by(&mut compare).ok()?),
        }
    }

    /// The same, to be changed.
    pub(super) fn find_mut(&mut self, mut compare: impl FnMut(&T) -> Ordering) -> Option<&mut T> {
        if let Ok(index) = self.first.binary_search_by(&mut compare) {
            return self.first.get_mut(index);
        }
        let index = self.last.binary_search_by(&mut compare).ok()?;
        self.last.get_mut(index)
    }

    /// The things behind those at the beginning for which `before` holds.
    pub(super) fn from(&self, mut before: impl FnMut(&T) -> bool) -> impl Iterator<Item = &T> {
        let (first, last) = (self.first.partition_point(&mut before), self.last.partition_point(before));
        self.first.iter().skip(first).chain(self.last.iter().skip(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_gives_way_and_is_counted() {
        let mut kept = Kept::default();
        let many = limits::MAX_LAYOUTS as u64 + 10;
        (0..many).for_each(|number| kept.push(number));
        assert_eq!(kept.left_out(), 10);
        assert_eq!(kept.find(|number| number.cmp(&3)), Some(&3));
        assert_eq!(kept.find(|number| number.cmp(&(many - 1))), Some(&(many - 1)));
        assert_eq!(kept.find(|number| number.cmp(&(limits::MAX_LAYOUTS as u64 / 2 + 5))), None);
        assert_eq!(kept.from(|number| *number < many - 2).count(), 2);
        assert_eq!(kept.last(), Some(&(many - 1)));
    }
}
