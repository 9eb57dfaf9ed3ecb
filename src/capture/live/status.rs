//! What a capture has done so far, as other threads see it.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

use crate::capture::{Counts, InterfaceState};

/// Counters and the state of a capture that goes on.
#[derive(Debug, Default)]
pub struct Status {
    captured: AtomicU64,
    bytes: AtomicU64,
    dropped_by_interface: AtomicU64,
    dropped_by_system: AtomicU64,
    interface: AtomicU8,
    over: AtomicBool,
}

impl Status {
    /// Packets taken, and lost.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts {
            received: self.captured.load(Ordering::Relaxed),
            dropped_by_interface: self.dropped_by_interface.load(Ordering::Relaxed),
            dropped_by_system: self.dropped_by_system.load(Ordering::Relaxed),
        }
    }

    /// Bytes of the packets that were taken, as they were on the wire.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// What the interface is like.
    #[must_use]
    pub fn interface(&self) -> InterfaceState {
        match self.interface.load(Ordering::Relaxed) {
            0 => InterfaceState::Up,
            1 => InterfaceState::Down,
            _ => InterfaceState::Gone,
        }
    }

    /// Whether nothing more is captured.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// More was taken; these are the counts now.
    pub(super) fn set(&self, counts: &Counts, bytes: u64) {
        self.captured.store(counts.received, Ordering::Relaxed);
        self.bytes.store(bytes, Ordering::Relaxed);
        self.dropped_by_interface.store(counts.dropped_by_interface, Ordering::Relaxed);
        self.dropped_by_system.store(counts.dropped_by_system, Ordering::Relaxed);
    }

    pub(super) fn set_interface(&self, state: InterfaceState) {
        self.interface.store(state as u8, Ordering::Relaxed);
    }

    pub(super) fn set_over(&self) {
        self.over.store(true, Ordering::Relaxed);
    }
}
