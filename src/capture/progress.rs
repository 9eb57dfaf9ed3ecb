//! How far a file has been read, for those who wait.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How far a capture has been read, as another thread sees it.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    read: AtomicU64,
    /// 0 where it is not known.
    total: u64,
}

impl Progress {
    pub(super) fn of(total: Option<u64>) -> Self {
        Self(Arc::new(Counts { read: AtomicU64::new(0), total: total.unwrap_or(0) }))
    }

    /// Bytes of the file that have been read; of a compressed file, compressed ones.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.0.read.load(Ordering::Relaxed)
    }

    /// Bytes of the whole file when it was opened, where that is known.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        (self.0.total > 0).then_some(self.0.total)
    }
}

/// Counts what is read.
pub(super) struct Counted<R> {
    pub(super) input: R,
    pub(super) progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(out)?;
        self.progress.0.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
