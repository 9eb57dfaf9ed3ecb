//! What the tables of connections look up by.

use foldhash::fast::RandomState;

use super::endpoints::Endpoints;

/// Two ends with their hash, which is made once for each segment and serves in every table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub(super) endpoints: Endpoints,
    pub(super) hash: u64,
}

impl Key {
    /// A key for the tables with this hasher.
    #[inline]
    pub(super) fn new(endpoints: Endpoints, hasher: &RandomState) -> Self {
        Self { endpoints, hash: endpoints.hashed_by(hasher) }
    }
}
