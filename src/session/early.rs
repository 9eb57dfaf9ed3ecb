//! What a client says before an answer decides what its bytes are.

use super::out::Out;
use crate::flow::At;
use crate::limits;

/// The bytes behind a request whose answer may change the protocol.
#[derive(Debug, Default)]
pub(super) struct Early {
    bytes: Vec<u8>,
    /// Where the first of them came, and what their segment acknowledges of the server's direction.
    first: Option<(At, Option<u32>)>,
    /// Bytes behind them that the capture does not hold, or for which there was no room.
    lost: u64,
}

impl Early {
    /// The next bytes. What follows a hole is lost, too: nothing says what it would be.
    pub(super) fn take(&mut self, bytes: &[u8], out: &Out<'_>) {
        self.first.get_or_insert((out.at, out.ack));
        let room = limits::MAX_BEFORE_ANSWER_BYTES.saturating_sub(self.bytes.len());
        let room = if self.lost > 0 { 0 } else { room.min(bytes.len()) };
        self.bytes.extend_from_slice(bytes.get(..room).unwrap_or_default());
        self.lost = self.lost.saturating_add((bytes.len() - room) as u64);
    }

    /// Bytes that the capture does not hold.
    pub(super) fn gap(&mut self, length: u64) {
        self.lost = self.lost.saturating_add(length);
    }

    /// Bytes that are kept.
    pub(super) fn kept(&self) -> usize {
        self.bytes.len()
    }

    /// Where the client spoke without having seen the whole answer, which ends behind so many bytes of the
    /// server's direction. An answer that is captured later than it arrived is acknowledged all the same.
    pub(super) fn before(&self, answer_end: u64) -> Option<At> {
        let (at, ack) = self.first?;
        // Relative numbers count the SYN, and wrap around as numbers do.
        let behind = |ack: u32| u64::from(ack).wrapping_sub(answer_end + 1) & u64::from(u32::MAX);
        let seen = ack.is_some_and(|ack| behind(ack) < u64::from(u32::MAX >> 1));
        (!seen).then_some(at)
    }

    /// The bytes, and how many behind them are lost.
    pub(super) fn into_said(self) -> (Vec<u8>, u64) {
        (self.bytes, self.lost)
    }
}
