//! What a client says before an answer decides what its bytes are.

use super::out::Out;
use crate::flow::At;
use crate::limits;
use crate::protocol::frame::Stretch;

/// The bytes behind a request whose answer may change the protocol.
#[derive(Debug, Default)]
pub(super) struct Early {
    said: Stretch<At>,
    /// Where the first of them came, and what their segment acknowledges of the server's direction.
    first: Option<(At, Option<u32>)>,
    /// Bytes behind them that the capture does not hold, or for which there was no room.
    lost: u64,
}

impl Early {
    /// The next bytes. What follows a hole is lost, too: nothing says what it would be.
    pub(super) fn take(&mut self, bytes: &[u8], out: &Out<'_>) {
        self.first.get_or_insert((out.at, out.ack));
        let room = limits::MAX_BEFORE_ANSWER_BYTES.saturating_sub(self.said.held());
        let room = if self.lost > 0 { 0 } else { room.min(bytes.len()) };
        if room > 0 {
            let offset = out.stream_end.saturating_sub(bytes.len() as u64);
            self.said.push(offset, bytes.get(..room).unwrap_or_default(), out.at);
        }
        self.lost = self.lost.saturating_add((bytes.len() - room) as u64);
    }

    /// Bytes that the capture does not hold.
    pub(super) fn gap(&mut self, length: u64) {
        self.lost = self.lost.saturating_add(length);
    }

    /// Bytes that are kept.
    pub(super) fn kept(&self) -> usize {
        self.said.held()
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
        (self.said.into_pieces_from(0).flat_map(|piece| piece.bytes).collect(), self.lost)
    }

    /// The bytes as they came, segment by segment.
    pub(super) fn into_stretch(self) -> Stretch<At> {
        self.said
    }
}
