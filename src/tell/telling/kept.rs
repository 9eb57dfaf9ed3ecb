//! The beginning and the end of a long list, within a bound.

use std::collections::VecDeque;

/// Things in the order of their packets: the first ones, the last ones, and how many are left out between.
#[derive(Debug)]
pub struct Kept<T> {
    head: Vec<T>,
    /// Room at the beginning, and at the end.
    room: (usize, usize),
    tail: VecDeque<T>,
    left_out: u64,
}

/// A row of such a list, where it is shown with what is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptRow<T> {
    /// One of the list.
    One(T),
    /// So many are left out here.
    LeftOut(u64),
}

/// Something that stands in a packet.
pub trait InPacket {
    /// The packet that completed it.
    fn packet(&self) -> u64;
}

impl<T: InPacket> Kept<T> {
    /// Keeps so many from the beginning, and so many from the end.
    pub(super) fn new(first: usize, last: usize) -> Self {
        Self { head: Vec::new(), room: (first, last), tail: VecDeque::new(), left_out: 0 }
    }

    /// Adds one at the end, or at its place if its packet came before; returns what gave way to it.
    pub(super) fn push(&mut self, thing: T) -> Option<T> {
        if self.iter().next_back().is_some_and(|last| last.packet() > thing.packet()) {
            return self.insert(thing);
        }
        if self.head.len() < self.room.0 {
            self.head.push(thing);
            return None;
        }
        let full = self.tail.len() >= self.room.1;
        let gone = if full { self.tail.pop_front() } else { None };
        self.left_out += u64::from(full);
        self.tail.push_back(thing);
        gone
    }

    /// Adds one at the place that its packet has; returns what gave way to it.
    pub(super) fn insert(&mut self, thing: T) -> Option<T> {
        let packet = thing.packet();
        let place = self.tail.partition_point(|other| other.packet() <= packet);
        if self.tail.is_empty() && self.head.len() < self.room.0 {
            let place = self.head.partition_point(|other| other.packet() <= packet);
            self.head.insert(place, thing);
            return None;
        }
        self.tail.insert(place, thing);
        if self.tail.len() <= self.room.1 {
            return None;
        }
        self.left_out += 1;
        self.tail.pop_front()
    }

    /// The thing with this number, counted from 0 over all that were added with `push`.
    pub(super) fn numbered(&mut self, number: u64) -> Option<&mut T> {
        let tail = self.head.len() as u64 + self.left_out;
        match number.checked_sub(tail) {
            Some(place) => self.tail.get_mut(usize::try_from(place).ok()?),
            None => self.head.get_mut(usize::try_from(number).ok()?),
        }
    }

    /// How many were added.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.len() as u64 + self.left_out
    }

    /// How many are here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.head.len() + self.tail.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.head.is_empty()
    }

    /// How many are left out.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// The thing at a place, counted from 0 over those that are here.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&T> {
        match place.checked_sub(self.head.len()) {
            Some(place) => self.tail.get(place),
            None => self.head.get(place),
        }
    }

    /// Rows that it takes: those that are here, and one for those left out.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.len() + self.gap()
    }

    /// A row.
    #[must_use]
    pub fn row(&self, row: usize) -> Option<KeptRow<&T>> {
        let behind = row.checked_sub(self.head.len());
        if behind == Some(0) && self.gap() > 0 {
            return Some(KeptRow::LeftOut(self.left_out));
        }
        self.get(if behind.is_some() { row - self.gap() } else { row }).map(KeptRow::One)
    }

    /// The first thing of a packet.
    #[must_use]
    pub fn of(&self, packet: u64) -> Option<&T> {
        self.get(self.place_of(packet)?)
    }

    /// The row of it.
    #[must_use]
    pub fn row_of(&self, packet: u64) -> Option<usize> {
        let place = self.place_of(packet)?;
        Some(if place < self.head.len() { place } else { place + self.gap() })
    }

    fn place_of(&self, packet: u64) -> Option<usize> {
        let place = self.near(packet, 0);
        self.get(place).filter(|thing| thing.packet() == packet).map(|_| place)
    }

    fn gap(&self) -> usize {
        usize::from(self.left_out > 0)
    }

    /// All that are here.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.head.iter().chain(&self.tail)
    }

    /// Where to look for a packet: the last thing that is not behind it, or the first of all. `at` stays
    /// where it is if that is of this packet already.
    #[must_use]
    pub fn near(&self, packet: u64, at: usize) -> usize {
        if self.get(at).is_some_and(|thing| thing.packet() == packet) {
            return at;
        }
        let not_behind = |thing: &T| thing.packet() <= packet;
        let first_of = |place: usize| {
            let own = self.get(place).map(InPacket::packet);
            (0..place).rev().take_while(|before| self.get(*before).map(InPacket::packet) == own).last()
        };
        let head = self.head.partition_point(not_behind);
        let behind = if head < self.head.len() { head } else { head + self.tail.partition_point(not_behind) };
        let place = behind.saturating_sub(1);
        first_of(place).unwrap_or(place)
    }

    /// The next place from `at`, in a direction and round the ends, whose thing is wanted.
    pub fn find(&self, at: usize, forwards: bool, wanted: impl Fn(&T) -> bool) -> Option<usize> {
        let length = self.len();
        let step = |distance: usize| {
            let forth = if forwards { distance } else { length - distance };
            (at.min(length) + forth) % length
        };
        (1..=length).map(step).find(|place| self.get(*place).is_some_and(&wanted))
    }
}

/// Whether bytes contain a text, in any case of its ASCII letters.
#[must_use]
pub fn contains(bytes: &[u8], text: &str) -> bool {
    let text = text.as_bytes();
    !text.is_empty() && bytes.windows(text.len()).any(|piece| piece.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    impl InPacket for u64 {
        fn packet(&self) -> u64 {
            *self
        }
    }

    #[test]
    fn the_middle_gives_way_and_is_counted() {
        let mut kept = Kept::new(3, 1000);
        let gone: Vec<_> = (0..2000_u64).filter_map(|number| kept.push(number)).collect();
        assert_eq!(gone.len(), 997);
        assert_eq!((kept.len(), kept.left_out(), kept.rows(), kept.count()), (1003, 997, 1004, 2000));
        assert_eq!(
            (kept.get(2), kept.get(3), kept.get(1002), kept.get(1003)),
            (Some(&2), Some(&1000), Some(&1999), None)
        );
        assert_eq!(
            [2, 3, 4, 1003, 1004].map(|row| kept.row(row)),
            [
                Some(KeptRow::One(&2)),
                Some(KeptRow::LeftOut(997)),
                Some(KeptRow::One(&1000)),
                Some(KeptRow::One(&1999)),
                None
            ]
        );
        assert_eq!([2, 3, 1000, 2000].map(|packet| kept.row_of(packet)), [Some(2), None, Some(4), None]);
        assert_eq!((kept.of(1), kept.of(999), kept.of(1999)), (Some(&1), None, Some(&1999)));
        assert_eq!(
            (kept.numbered(1).copied(), kept.numbered(500).copied(), kept.numbered(1500).copied()),
            (Some(1), None, Some(1500))
        );
        assert_eq!(
            (kept.near(1, 9), kept.near(500, 0), kept.near(1001, 0), kept.near(9999, 0)),
            (1, 2, 4, 1002)
        );
    }

    #[test]
    fn what_ends_late_stands_at_its_place() {
        let mut kept = Kept::new(10, 10);
        for packet in [1, 4, 4, 7] {
            kept.push(packet);
        }
        assert_eq!(kept.insert(5), None);
        assert_eq!(kept.iter().copied().collect::<Vec<_>>(), [1, 4, 4, 5, 7]);
        assert_eq!((kept.near(4, 0), kept.near(4, 2), kept.near(0, 3)), (1, 2, 0));
    }

    #[test]
    fn search_goes_round() {
        let mut kept = Kept::new(10, 10);
        for packet in [1, 2, 3, 4_u64] {
            kept.push(packet);
        }
        let even = |number: &u64| number.is_multiple_of(2);
        assert_eq!((kept.find(1, true, even), kept.find(3, true, even)), (Some(3), Some(1)));
        assert_eq!((kept.find(1, false, even), kept.find(0, false, even)), (Some(3), Some(3)));
        assert_eq!(Kept::<u64>::new(1, 1).find(0, true, even), None);
        assert!(
            contains("Caf\u{e9} OLE".as_bytes(), "ole") && !contains(b"abc", "") && !contains(b"a", "ab")
        );
    }
}
