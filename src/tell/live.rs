//! What is known of a capture while it is made.

use crate::capture::InterfaceState;
use crate::teach::Sentence;

/// A live capture, as far as it has come.
#[derive(Clone, Debug)]
pub struct Live {
    /// Packets taken from the interface.
    pub captured: u64,
    /// Their bytes, as far as they were captured.
    pub bytes: u64,
    /// Packets that the system had no room for, and dropped.
    pub dropped_by_system: u64,
    /// Packets that the interface itself, or its driver, dropped.
    pub dropped_by_interface: u64,
    /// Packets that were captured and are not looked at yet.
    pub behind: u64,
    /// What is kept of the packets.
    pub spooled: Spooled,
    /// How the interface is.
    pub state: InterfaceState,
    /// Whether nothing more is captured.
    pub is_over: bool,
}

/// What is kept of the packets of a live capture, so that they can be read back.
#[derive(Clone, Debug)]
pub enum Spooled {
    /// They are written.
    Writing {
        /// Bytes that are there now.
        bytes: u64,
        /// How many there may be, before the oldest give way.
        limit: Option<u64>,
        /// Where in the capture the first of them lies: what comes before can't be read back any more.
        from: u64,
    },
    /// Nothing more is written, and why.
    Stopped(Sentence),
}

impl Live {
    /// Packets that are missing in the capture, whoever dropped them.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped_by_system.saturating_add(self.dropped_by_interface)
    }
}
