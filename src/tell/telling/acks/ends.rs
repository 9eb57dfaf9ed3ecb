//! The beginning and the end of a long list.

use std::collections::VecDeque;

/// The beginning and the end of a list; what lies between is only counted.
#[derive(Debug)]
pub struct Ends<T> {
    head: Vec<T>,
    tail: VecDeque<T>,
    /// Room for as many at each end.
    room: usize,
    omitted: u64,
}

/// A row of such a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept<T> {
    /// One of the list.
    One(T),
    /// So many are left out here.
    Omitted(u64),
}

impl<T> Ends<T> {
    /// An empty list with room for so many.
    pub(super) fn new(room: usize) -> Self {
        Self { head: Vec::new(), tail: VecDeque::new(), room: room / 2, omitted: 0 }
    }

    pub(super) fn push(&mut self, one: T) {
        if self.head.len() < self.room {
            self.head.push(one);
            return;
        }
        self.tail.push_back(one);
        if self.tail.len() > self.room {
            self.tail.pop_front();
            self.omitted += 1;
        }
    }

    /// Rows that it takes: those that are kept, and one for those left out.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.head.len() + self.gap() + self.tail.len()
    }

    /// A row.
    #[must_use]
    pub fn row(&self, row: usize) -> Option<Kept<&T>> {
        let Some(behind) = row.checked_sub(self.head.len()) else {
            return self.head.get(row).map(Kept::One);
        };
        match behind.checked_sub(self.gap()) {
            Some(behind) => self.tail.get(behind).map(Kept::One),
            None => Some(Kept::Omitted(self.omitted)),
        }
    }

    /// The row of the one whose number is this; the numbers rise.
    #[must_use]
    pub fn find(&self, number: u64, of: impl Fn(&T) -> u64) -> Option<usize> {
        let row = match self.head.partition_point(|one| of(one) < number) {
            row if row < self.head.len() => row,
            row => row + self.gap() + self.tail.partition_point(|one| of(one) < number),
        };
        matches!(self.row(row)?, Kept::One(one) if of(one) == number).then_some(row)
    }

    fn gap(&self) -> usize {
        usize::from(self.omitted > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_both_ends_and_counts_what_lies_between() {
        let mut list = Ends::new(4);
        for number in [10_u64, 20, 30, 40] {
            list.push(number);
        }
        assert_eq!((list.rows(), list.row(2), list.find(40, |one| *one)), (4, Some(Kept::One(&30)), Some(3)));
        list.push(50);
        list.push(60);
        assert_eq!(list.rows(), 5);
        assert_eq!((list.row(1), list.row(2)), (Some(Kept::One(&20)), Some(Kept::Omitted(2))));
        assert_eq!((list.row(3), list.row(5)), (Some(Kept::One(&50)), None));
        assert_eq!(
            [10, 20, 30, 50, 60, 70].map(|n| list.find(n, |one| *one)),
            [Some(0), Some(1), None, Some(3), Some(4), None]
        );
    }
}
