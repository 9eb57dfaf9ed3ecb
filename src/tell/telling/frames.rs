//! The WebSocket frames of a connection, in order.

use crate::session::Event;

/// The WebSocket frames of a connection, in order.
#[derive(Debug, Default)]
pub struct Frames {}

impl Frames {
    /// Takes an event of the connection.
    pub(super) fn observe(&mut self, event: &Event<'_>) {
        let _ = event;
    }
}
