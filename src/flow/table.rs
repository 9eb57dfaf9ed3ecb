//! The connections that are open: found by their ends, and in the order of their last packets.

use foldhash::fast::RandomState;

use super::ConnectionId;
use super::connection::Connection;
use super::key::Key;
use super::places::Places;
use super::recency::Recency;
use crate::slots::{Slot, Slots};

/// Open connections.
#[derive(Debug)]
pub(super) struct Table {
    slots: Slots<Connection>,
    index: Places,
    recency: Recency,
    hasher: RandomState,
}

impl Table {
    /// No connections yet; they are found by what `hasher` makes of their ends.
    pub(super) fn new(hasher: &RandomState) -> Self {
        let hasher = hasher.clone();
        Self { slots: Slots::default(), index: Places::new(), recency: Recency::default(), hasher }
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    #[inline]
    pub(super) fn find(&self, key: &Key) -> Option<Slot> {
        self.index.find(key.hash, |slot| self.get(slot).is_some_and(|known| known.ends == key.endpoints))
    }

    /// Where a connection with this hash stands, if there is one; where there is none, it may be the place of
    /// another one.
    pub(super) fn guess(&self, hash: u64) -> Option<Slot> {
        self.index.find(hash, |_| true)
    }

    /// Begins to fetch what the search for a connection with this hash reads first.
    pub(super) fn prefetch_search(&self, hash: u64) {
        self.index.prefetch(hash);
    }

    pub(super) fn get(&self, slot: Slot) -> Option<&Connection> {
        self.slots.get(slot)
    }

    /// Begins to fetch the connection that stands there.
    pub(super) fn prefetch(&self, slot: Slot) {
        self.slots.prefetch(slot);
        self.recency.prefetch(slot);
    }

    pub(super) fn get_mut(&mut self, slot: Slot) -> Option<&mut Connection> {
        self.slots.get_mut(slot)
    }

    /// A connection that has a packet.
    #[inline(always)]
    pub(super) fn touch(&mut self, slot: Slot) -> Option<&mut Connection> {
        let connection = self.slots.get_mut(slot)?;
        self.recency.touch(slot);
        Some(connection)
    }

    /// Adds a connection whose ends have this hash.
    pub(super) fn insert(&mut self, connection: Connection, hash: u64) -> Slot {
        let slot = self.slots.insert(connection);
        self.index.insert(hash, slot);
        self.recency.add(slot);
        slot
    }

    pub(super) fn remove(&mut self, slot: Slot) -> Option<Connection> {
        let connection = self.slots.take(slot)?;
        self.recency.remove(slot);
        let hash = connection.ends.hashed_by(&self.hasher);
        self.index.take(hash, |known| known == slot);
        Some(connection)
    }

    /// The connection that had no packet for the longest time.
    pub(super) fn oldest(&self) -> Option<(Slot, &Connection)> {
        let slot = self.recency.oldest()?;
        Some((slot, self.get(slot)?))
    }

    /// All slots with their connections' numbers, in the order of these.
    pub(super) fn in_order(&self) -> Vec<(ConnectionId, Slot)> {
        let mut slots: Vec<_> =
            self.slots.iter().map(|(slot, connection)| (connection.number(), slot)).collect();
        slots.sort_unstable();
        slots
    }
}
