//! What a direction of a WebSocket remembers while it is not known where its frames begin: after a gap, and
//! where a capture joins it.

use super::find::Finder;
use super::out::Out;
use crate::flow::At;
use crate::protocol::Rule;
use crate::protocol::frame::Piece;

/// The search for the next frame.
#[derive(Debug, Default)]
pub(super) struct Lost {
    finder: Finder,
}

impl Lost {
    /// A search that has begun.
    pub(super) fn of(finder: Finder) -> Self {
        Self { finder }
    }

    /// Memory that it takes for bytes.
    pub(super) fn kept(&self) -> usize {
        self.finder.kept()
    }

    /// The next bytes of the direction.
    pub(super) fn data(&mut self, bytes: &[u8], out: &Out<'_>) {
        self.finder.data(bytes, out);
    }

    /// Bytes of the direction are missing.
    pub(super) fn gap(&mut self, out: &Out<'_>) {
        self.finder.gap(out);
    }

    /// Bytes of the direction that came, or are known to be missing, and where that was so far.
    pub(super) fn end(&self) -> (u64, Option<At>) {
        self.finder.end()
    }

    /// Where frames begin again, once that is clear enough; `over` says that nothing more comes.
    pub(super) fn found(&self, masked: bool, over: bool) -> Option<u64> {
        self.finder.resumes(masked, over)
    }

    /// What came from there on; says how much came before it.
    pub(super) fn into_pieces_from(self, start: u64, out: &mut Out<'_>) -> Vec<Piece<At>> {
        let seen = self.finder.seen();
        let pieces: Vec<_> = self.finder.into_pieces_from(start).collect();
        let read: u64 = pieces.iter().map(|piece| piece.bytes.len() as u64).sum();
        out.find_with(Rule::FramesResumed, format!("{} B", seen.saturating_sub(read)));
        pieces
    }
}
