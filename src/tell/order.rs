//! Puts what ends in any order back into the order of connection numbers, within a bound.

use std::collections::{BTreeMap, BTreeSet};

use crate::flow::ConnectionId;
use crate::limits;

/// Holds things back until all connections with lower numbers have ended.
#[derive(Debug)]
pub struct InOrder<T> {
    /// Connections that have not ended.
    open: BTreeSet<ConnectionId>,
    waiting: BTreeMap<ConnectionId, T>,
}

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self { open: BTreeSet::new(), waiting: BTreeMap::new() }
    }
}

impl<T> InOrder<T> {
    /// A connection begins.
    pub fn opened(&mut self, connection: ConnectionId) {
        self.open.insert(connection);
    }

    /// A connection has ended, with what is to be told of it.
    pub fn ended(&mut self, connection: ConnectionId, thing: T) {
        self.open.remove(&connection);
        self.waiting.insert(connection, thing);
    }

    /// The next thing whose turn it is. Where too many wait for a connection that stays open, the
    /// oldest goes first, out of order.
    pub fn release(&mut self) -> Option<T> {
        let (&first, _) = self.waiting.first_key_value()?;
        let in_turn = self.open.first().is_none_or(|open| first < *open);
        if in_turn || self.waiting.len() > limits::MAX_WAITING_CONNECTIONS {
            return self.waiting.remove(&first);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_for_lower_numbers() {
        let mut order = InOrder::default();
        (0..3).for_each(|connection| order.opened(connection));
        order.ended(1, "one");
        assert_eq!(order.release(), None);
        order.ended(0, "zero");
        assert_eq!((order.release(), order.release(), order.release()), (Some("zero"), Some("one"), None));
    }

    #[test]
    fn does_not_wait_without_bound() {
        let mut order = InOrder::default();
        let ended = limits::MAX_WAITING_CONNECTIONS as u32 + 1;
        (0..=ended).for_each(|connection| order.opened(connection));
        (1..=ended).for_each(|connection| order.ended(connection, connection));
        assert_eq!((order.release(), order.release()), (Some(1), None));
    }
}
