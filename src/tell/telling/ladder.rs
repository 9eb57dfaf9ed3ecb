//! The packets of a connection as arrows between two lifelines.

use crate::session::Event;

/// The packets of a connection as arrows between two lifelines.
#[derive(Debug, Default)]
pub struct Ladder {}

impl Ladder {
    /// Takes an event of the connection.
    pub(super) fn observe(&mut self, event: &Event<'_>) {
        let _ = event;
    }
}
