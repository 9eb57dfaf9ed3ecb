//! What is kept of each open connection, found by the connection's number.

use std::collections::VecDeque;

use crate::flow::ConnectionId;
use crate::prefetch::prefetch;
use crate::slots::{Slot, Slots};

/// Things by the number of their connection.
///
/// Numbers are given in order, and a segment brings several events of one connection: a table of pages finds
/// a place with one look at little memory, where a hash table would miss the cache each time.
#[derive(Debug)]
pub(crate) struct Numbered<T> {
    things: Slots<T>,
    /// The pages of all numbers between the lowest and the highest that something is kept of.
    pages: VecDeque<Option<Box<Page>>>,
    /// Which page is the first.
    first: ConnectionId,
    /// The connection that was asked for last, and its place.
    last: Option<(ConnectionId, Slot)>,
    /// The last two that were foreseen, the newest first.
    foreseen: [Option<ConnectionId>; 2],
}

/// The places of some connections with consecutive numbers.
#[derive(Debug)]
struct Page {
    places: [Slot; Self::NUMBERS as usize],
    used: usize,
}

impl Page {
    const NUMBERS: ConnectionId = 256;
    /// The place of a connection of which nothing is kept.
    const NOWHERE: Slot = Slot::MAX;
}

impl Default for Page {
    fn default() -> Self {
        Self { places: [Self::NOWHERE; Self::NUMBERS as usize], used: 0 }
    }
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { things: Slots::default(), pages: VecDeque::new(), first: 0, last: None, foreseen: [None; 2] }
    }
}

impl<T> Numbered<T> {
    /// What is kept of a connection.
    #[inline(always)]
    pub(crate) fn get_mut(&mut self, connection: ConnectionId) -> Option<&mut T> {
        let place = self.find(connection)?;
        self.things.get_mut(place)
    }

    /// What is kept of a connection, or something new.
    #[inline(always)]
    pub(crate) fn get_or_default(&mut self, connection: ConnectionId) -> Option<&mut T>
    where
        T: Default,
    {
        if self.find(connection).is_none() {
            self.insert(connection, T::default());
        }
        self.get_mut(connection)
    }

    /// Keeps something of a connection, in place of what there may be.
    pub(crate) fn insert(&mut self, connection: ConnectionId, thing: T) {
        if let Some(kept) = self.get_mut(connection) {
            *kept = thing;
            return;
        }
        let place = self.things.insert(thing);
        let page = self.page(connection);
        page.used += 1;
        if let Some(entry) = page.places.get_mut((connection % Page::NUMBERS) as usize) {
            *entry = place;
        }
        self.last = Some((connection, place));
    }

    /// Takes out what is kept of a connection.
    pub(crate) fn remove(&mut self, connection: ConnectionId) -> Option<T> {
        let place = self.find(connection)?;
        self.last = None;
        let page = self.page(connection);
        page.used -= 1;
        if let Some(entry) = page.places.get_mut((connection % Page::NUMBERS) as usize) {
            *entry = Page::NOWHERE;
        }
        if page.used == 0 {
            self.let_go(connection / Page::NUMBERS);
        }
        self.things.take(place)
    }

    /// What is kept of a connection, for a glance.
    pub(crate) fn get(&self, connection: ConnectionId) -> Option<&T> {
        self.things.get(self.place(connection)?)
    }

    /// A connection will soon be asked for: begins to fetch where its thing stands, and the thing of the one that was
    /// foreseen before it. Returns the one before that, whose thing has come by now.
    pub(crate) fn foresee(&mut self, connection: ConnectionId) -> Option<ConnectionId> {
        if let Some(entry) = self.entry(connection) {
            prefetch(entry);
        }
        let [last, earlier] = self.foreseen;
        if let Some(place) = last.and_then(|last| self.place(last)) {
            self.things.prefetch(place);
        }
        self.foreseen = [Some(connection), last];
        earlier
    }

    #[inline]
    fn find(&mut self, connection: ConnectionId) -> Option<Slot> {
        if let Some((last, place)) = self.last
            && last == connection
        {
            return Some(place);
        }
        let place = self.place(connection)?;
        self.last = Some((connection, place));
        Some(place)
    }

    fn place(&self, connection: ConnectionId) -> Option<Slot> {
        self.entry(connection).copied().filter(|place| *place != Page::NOWHERE)
    }

    /// Where the place of a connection is written.
    #[inline]
    fn entry(&self, connection: ConnectionId) -> Option<&Slot> {
        let page = (connection / Page::NUMBERS).checked_sub(self.first)?;
        self.pages.get(page as usize)?.as_deref()?.places.get((connection % Page::NUMBERS) as usize)
    }

    /// The page of a connection, which is there from now on.
    fn page(&mut self, connection: ConnectionId) -> &mut Page {
        let page = connection / Page::NUMBERS;
        if self.pages.is_empty() {
            self.first = page;
        }
        while page < self.first {
            self.pages.push_front(None);
            self.first -= 1;
        }
        let index = (page - self.first) as usize;
        if self.pages.len() <= index {
            self.pages.resize_with(index + 1, || None);
        }
        self.pages[index].get_or_insert_default()
    }

    /// Nothing is kept of the connections of a page any more. The last one stays: the next connections are its.
    fn let_go(&mut self, page: ConnectionId) {
        let index = (page - self.first) as usize;
        if index + 1 == self.pages.len() {
            return;
        }
        if let Some(page) = self.pages.get_mut(index) {
            *page = None;
        }
        while self.pages.pop_front_if(|page| page.is_none()).is_some() {
            self.first += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pages_without_connections_go() {
        let mut numbered = Numbered::default();
        for connection in 0..100_000 {
            numbered.insert(connection, connection);
            if let Some(earlier) = connection.checked_sub(10) {
                assert_eq!(numbered.remove(earlier), Some(earlier));
            }
        }
        assert!(numbered.pages.len() <= 2, "{}", numbered.pages.len());
        numbered.insert(3, 7);
        assert_eq!(
            (numbered.get_mut(3).copied(), numbered.get_mut(99_999).copied()),
            (Some(7), Some(99_999))
        );
    }

    #[test]
    fn a_thing_has_come_when_two_more_were_foreseen() {
        let mut numbered = Numbered::default();
        numbered.insert(7, "kept");
        // Also of connections of which nothing is kept.
        let come = [7, ConnectionId::MAX, 300, 7].map(|connection| numbered.foresee(connection));
        assert_eq!(come, [None, None, Some(7), Some(ConnectionId::MAX)]);
    }

    proptest! {
        #[test]
        fn keeps_what_a_hash_table_keeps(steps in prop::collection::vec((0_u32..2000, 0_u8..4), 0..300)) {
            let (mut numbered, mut table) = (Numbered::default(), HashMap::new());
            for (step, (connection, what)) in steps.into_iter().enumerate() {
                match what {
                    0 | 1 => {
                        numbered.insert(connection, step);
                        table.insert(connection, step);
                    }
                    2 => prop_assert_eq!(numbered.remove(connection), table.remove(&connection)),
                    _ => {
                        let kept = numbered.get_or_default(connection);
                        prop_assert_eq!(kept, Some(table.entry(connection).or_default()));
                    }
                }
                prop_assert_eq!(numbered.get_mut(connection), table.get_mut(&connection));
            }
        }
    }
}
