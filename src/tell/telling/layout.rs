//! What stands where in the payload of the packets of a connection.

use crate::session::Event;

/// What stands where in the payload of the packets of a connection.
#[derive(Debug, Default)]
pub struct Layouts {}

impl Layouts {
    /// Takes an event of the connection.
    pub(super) fn observe(&mut self, event: &Event<'_>) {
        let _ = event;
    }
}
