//! What the tables of connections look up by.

use std::net::SocketAddr;

use foldhash::fast::RandomState;

use super::endpoints::{Endpoints, Ends};

/// Two ends with their hash, which is made once for each segment and serves in every table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub(super) endpoints: Endpoints,
    pub(super) hash: u64,
}

impl Key {
    /// A key of two ends.
    #[inline]
    pub(super) fn of(one: &SocketAddr, other: &SocketAddr, hasher: &RandomState) -> Self {
        // Each is made where it stays: endpoints are read at once, and would have to be waited for if they moved.
        match Ends::v4(one, other) {
            Some(ends) => Self::new(Endpoints::V4(ends), hasher),
            None => Self::new(Endpoints::v6(one, other), hasher),
        }
    }

    /// A key for the tables with this hasher.
    #[inline]
    pub(super) fn new(endpoints: Endpoints, hasher: &RandomState) -> Self {
        Self { endpoints, hash: endpoints.hashed_by(hasher) }
    }
}
