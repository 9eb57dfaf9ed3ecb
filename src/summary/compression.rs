//! What permessage-deflate saved on a connection, and what of it could not be read (RFC 7692).

use super::Nothing;
use crate::flow::Pair;
use crate::session::Message;

/// The compressed messages of one side, all of them complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compression {
    /// How many were inflated to their end.
    pub inflated: u64,
    /// Payload bytes of the frames of these.
    pub wire_bytes: u64,
    /// Bytes that they say.
    pub bytes: u64,
    /// How many could not be inflated, or not to their end.
    pub unread: u64,
}

impl Compression {
    const NONE: Self = Self { inflated: 0, wire_bytes: 0, bytes: 0, unread: 0 };

    /// How many there were.
    #[must_use]
    pub fn messages(&self) -> u64 {
        self.inflated + self.unread
    }

    /// How many times larger messages are than on the wire, where some were inflated.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.wire_bytes > 0).then(|| self.bytes as f64 / self.wire_bytes as f64)
    }

    /// One more message.
    pub(super) fn add(&mut self, message: &Message) {
        match message.said_length().filter(|_| message.is_read()) {
            Some(length) => {
                self.inflated += 1;
                self.wire_bytes = self.wire_bytes.saturating_add(message.length);
                self.bytes = self.bytes.saturating_add(length);
            }
            None => self.unread += 1,
        }
    }
}

impl Nothing for Pair<Compression> {
    const NOTHING: &'static Self = &Self { to_server: Compression::NONE, to_client: Compression::NONE };
}
