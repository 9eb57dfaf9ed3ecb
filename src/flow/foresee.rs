//! What comes soon is fetched into the processor's cache beforehand, while packets before it are taken in.
//!
//! Of tens of thousands of connections, hardly one is in the cache when its next packet comes, and waiting
//! for memory takes longer than the work. So a connection is fetched in steps, each some packets before it is
//! needed: what tells where it stands, itself, and what is known once it is there.

use std::net::SocketAddr;

use super::endpoints::Endpoints;
use super::{Connections, Sink};

/// So many packets ahead, [`Connections::foresee`] asks what comes: where it is found is fetched. A few packets take
/// longer than memory does; with more, what was fetched is gone again from the nearest cache.
pub const PACKETS_FORESEEN: usize = 6;

/// So many packets ahead, the connection itself is.
const CONNECTION: usize = 4;

/// And so many, what it points at. What others keep of it they fetch step by step, as more is foreseen.
const PARTS: usize = 3;

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

    /// Begins to fetch what soon is needed. `coming` says between which ends the segment goes that comes so many
    /// packets after the next: their [`Connections::hash`]. Nothing of what is told depends on it.
    pub fn foresee(&self, coming: impl Fn(usize) -> Option<u64>, sink: &mut impl Sink) {
        let many = self.open.len() > CONNECTIONS_IN_CACHE;
        if let Some(hash) = coming(PACKETS_FORESEEN) {
            if self.attempts.len() > HALF_OPEN_IN_CACHE {
                self.attempts.prefetch(hash);
            }
            if many {
                self.open.prefetch_search(hash);
            }
        }
        if !many {
            return;
        }
        if let Some(slot) = coming(CONNECTION).and_then(|hash| self.open.guess(hash)) {
            self.open.prefetch(slot);
        }
        let found = coming(PARTS).and_then(|hash| self.open.guess(hash));
        if let Some(connection) = found.and_then(|slot| self.open.get(slot)) {
            connection.prefetch_parts();
            sink.foresee(connection.number());
        }
    }
}
