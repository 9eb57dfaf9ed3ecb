//! What comes soon is fetched into the processor's cache beforehand, for many packets at once.
//!
//! Of tens of thousands of connections, hardly one is in the cache when its next packet comes, and waiting
//! for memory takes longer than the work. What several packets need can be waited for together: a processor
//! fetches many places at once where none depends on another.

use std::hint::black_box;
use std::net::SocketAddr;

use super::connection::Connection;
use super::endpoints::Endpoints;
use super::{Connections, Sink};
use crate::slots::Slot;

/// Packets for which what they need is fetched at once: enough to wait for memory together, and few enough that
/// all of it is still in the cache when they come.
pub const PACKETS_FORESEEN: usize = 32;

/// So many open connections stay in the cache anyway, with one or two kilobytes for each.
pub const CONNECTIONS_IN_CACHE: usize = 500;

/// The index of so many half-open ones stays there, too.
pub const HALF_OPEN_IN_CACHE: usize = 50_000;

impl Connections {
    /// Whether there are more than fit into the cache, so that looking ahead pays.
    #[must_use]
    pub fn are_many(&self) -> bool {
        self.open.len() > CONNECTIONS_IN_CACHE || self.attempts.len() > HALF_OPEN_IN_CACHE
    }

    /// The hash of two ends, by which [`Connections::foresee`] knows them.
    #[must_use]
    #[inline]
    pub fn hash(&self, from: SocketAddr, to: SocketAddr) -> u64 {
        Endpoints::of(&from, &to).hashed_by(&self.hasher)
    }

    /// Segments between ends with these hashes come next. Nothing of what is told depends on it.
    pub fn foresee(&self, soon: &[u64], sink: &mut impl Sink) {
        if self.attempts.len() > HALF_OPEN_IN_CACHE {
            black_box(soon.iter().fold(0, |read, hash| read ^ self.attempts.touch(*hash)));
        }
        if self.open.len() <= CONNECTIONS_IN_CACHE {
            return;
        }
        let mut slots = Vec::with_capacity(soon.len());
        slots.extend(soon.iter().filter_map(|hash| self.open.guess(*hash)));
        let touch = |slot: &Slot| self.open.get(*slot).map_or(0, Connection::touch);
        black_box(slots.iter().fold(0, |read, slot| read ^ touch(slot)));
        for slot in slots {
            if let Some(connection) = self.open.get(slot) {
                sink.foresee(connection.number());
            }
        }
    }
}
