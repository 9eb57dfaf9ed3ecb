//! How data was acknowledged, and who kept the line alive, over time.

use crate::session::Event;

/// How data was acknowledged, and who kept the line alive, over time.
#[derive(Debug, Default)]
pub struct Acks {}

impl Acks {
    /// Takes an event of the connection.
    pub(super) fn observe(&mut self, event: &Event<'_>) {
        let _ = event;
    }
}
