//! The HTTP upgrade of a connection, word for word.

use crate::session::Event;

/// The HTTP upgrade of a connection, word for word.
#[derive(Debug, Default)]
pub struct Heads {}

impl Heads {
    /// Takes an event of the connection.
    pub(super) fn observe(&mut self, event: &Event<'_>) {
        let _ = event;
    }
}
