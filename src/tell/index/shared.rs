//! An index that one thread fills while others look into it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LockResult, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::Index;

/// An index that one thread fills while others read it.
pub type SharedIndex = Arc<Shared>;

/// An index that is held for a moment by one of several threads. A mutex alone would be unfair: whoever
/// fills the index takes it again, for the next packet, before one who waits has woken up.
#[derive(Debug, Default)]
pub struct Shared {
    index: Mutex<Index>,
    /// How many want to read it and don't have it yet.
    waiting: AtomicUsize,
}

impl Shared {
    /// Shares an index.
    #[must_use]
    pub fn new(index: Index) -> Self {
        Self { index: Mutex::new(index), ..Self::default() }
    }

    /// The index for a moment, to be read; whoever fills it makes room.
    ///
    /// # Errors
    /// As [`Mutex::lock`]: where a thread panicked that held it.
    pub fn lock(&self) -> LockResult<MutexGuard<'_, Index>> {
        self.waiting.fetch_add(1, Ordering::AcqRel);
        let index = self.index.lock();
        self.waiting.fetch_sub(1, Ordering::AcqRel);
        index
    }

    /// The index for a moment, to be filled, once nobody else waits for it.
    pub(super) fn fill(&self) -> MutexGuard<'_, Index> {
        while self.waiting.load(Ordering::Acquire) > 0 {
            thread::yield_now();
        }
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
