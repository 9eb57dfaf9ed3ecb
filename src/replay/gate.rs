//! A capture that is read can wait.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::capture::{Aside, CaptureError, LinkType, Packet, Record, Source};

/// While the reading waits, it looks after this time whether it shall stop instead.
const LOOK: Duration = Duration::from_millis(50);

/// Lets the reading through, or lets it wait.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// Looked at for every packet, which the mutex would be too slow for.
    is_closed: AtomicBool,
    moved: Condvar,
    lock: Mutex<()>,
}

impl Gate {
    pub(super) fn close(&self, closed: bool) {
        self.is_closed.store(closed, Ordering::Release);
        self.moved.notify_all();
    }

    pub(super) fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::Acquire)
    }

    /// Waits until it is open, or somebody wants to stop.
    fn pass(&self, stop: &AtomicBool) {
        while self.is_closed() && !stop.load(Ordering::Relaxed) {
            let lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
            drop(self.moved.wait_timeout(lock, LOOK));
        }
    }
}

/// A source behind a gate.
pub(super) struct Gated<'g> {
    pub(super) source: &'g mut dyn Source,
    pub(super) gate: &'g Gate,
    pub(super) stop: &'g AtomicBool,
}

impl Source for Gated<'_> {
    fn next_record(&mut self) -> Result<Option<Record<'_>>, CaptureError> {
        let record = self.source.next_record()?;
        // What was waited for is not told either while the gate is closed.
        self.gate.pass(self.stop);
        Ok(record)
    }

    fn next_packet(&mut self) -> Result<Option<Packet<'_>>, CaptureError> {
        let packet = self.source.next_packet()?;
        self.gate.pass(self.stop);
        Ok(packet)
    }

    fn look_ahead(&self, passed: usize, most: usize, show: &mut dyn FnMut(LinkType, &[u8])) {
        self.source.look_ahead(passed, most, show);
    }

    fn aside(&self) -> &Aside {
        self.source.aside()
    }
}
