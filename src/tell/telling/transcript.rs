//! The WebSocket messages of a connection, as a chat.

use crate::session::Event;

/// The WebSocket messages of a connection, as a chat.
#[derive(Debug, Default)]
pub struct Transcript {}

impl Transcript {
    /// Takes an event of the connection.
    pub(super) fn observe(&mut self, event: &Event<'_>) {
        let _ = event;
    }
}
