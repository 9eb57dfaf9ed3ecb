//! How frames are read from somewhere in the middle: where a capture joins a connection, and behind a gap.

use super::WebSocket;
use super::agreed::Agreed;
use super::reader::{Reader, sender, takes_over};
use crate::flow::Direction;
use crate::protocol::Rule;
use crate::protocol::frame::Sender;
use crate::session::event::{EventKind, WebSocketEvent};
use crate::session::find::Finder;
use crate::session::lost::Lost;
use crate::session::out::Out;

/// Frames that break no rule until their peer is believed to break some: as many as other bytes hardly ever
/// look like.
const TRUSTED_AFTER: u8 = 8;

impl WebSocket {
    /// A WebSocket that the capture joins.
    pub(in crate::session) fn joined(reversed: bool) -> Self {
        Self { agreed: Agreed::unknown(), reversed, ..Self::default() }
    }

    /// Frames of a direction begin with the byte at `offset`, in the middle of the connection.
    pub(in crate::session) fn begin_at(&mut self, offset: u64, out: &mut Out<'_>) {
        let agreed = self.agreed;
        out.reversed = self.reversed;
        self.with_reader(out.at.direction, |reader| reader.begin_at(offset, agreed, out));
    }

    /// Where the frames of a direction begin is still sought.
    pub(in crate::session) fn search(&mut self, direction: Direction, finder: Finder) {
        self.with_reader(direction, |reader| reader.lost = Some(Box::new(Lost::of(finder))));
    }

    /// Bytes that are kept while the next frame is sought.
    pub(in crate::session) fn kept(&self) -> usize {
        let of = |direction| {
            let lost = self.readers[direction].as_ref().and_then(|reader| reader.lost.as_ref());
            lost.map_or(0, |lost| lost.kept())
        };
        of(Direction::ToServer) + of(Direction::ToClient)
    }

    /// There is no room to keep bytes: the search begins anew.
    pub(in crate::session) fn forget(&mut self) {
        for direction in Direction::BOTH {
            if let Some(lost) = self.readers[direction].as_mut().and_then(|reader| reader.lost.as_mut()) {
                **lost = Lost::default();
            }
        }
    }

    /// Nothing more comes of a direction: what was found of its frames has to do.
    pub(super) fn settle(&mut self, direction: Direction, out: &mut Out<'_>) {
        let agreed = self.agreed;
        out.reversed = self.reversed;
        let now = std::mem::replace(&mut out.at.direction, direction);
        self.with_reader(direction, |reader| reader.resume(true, agreed, out));
        out.at.direction = now;
    }
}

impl Reader {
    /// It is not known any more where frames begin.
    pub(super) fn lose(&mut self, out: &mut Out<'_>) {
        (self.header, self.torn) = (None, true);
        self.lost = Some(Box::default());
        out.find(Rule::FramesLost);
    }

    /// Goes on where frames begin again, if that was found.
    pub(super) fn resume(&mut self, over: bool, agreed: Agreed, out: &mut Out<'_>) {
        let masked = sender(out) == Sender::Client;
        let Some(start) = self.lost.as_ref().and_then(|lost| lost.found(masked, over)) else { return };
        let Some(lost) = self.lost.take() else { return };
        let ((end_of_all, place), mut end) = (lost.end(), None);
        let now = (out.at, out.stream_end);
        for piece in lost.into_pieces_from(start, out) {
            (out.at, out.stream_end) = (piece.mark, piece.end());
            match end.replace(piece.end()) {
                None => self.begin_at(piece.offset, agreed, out),
                Some(end) if end < piece.offset => self.gap(piece.offset - end, agreed, out),
                Some(_) => {}
            }
            self.data(&piece.bytes, agreed, out);
        }
        let missing = end.map_or(0, |end: u64| end_of_all.saturating_sub(end));
        if let Some(place) = place.filter(|_| missing > 0) {
            out.at = place;
            self.gap(missing, agreed, out);
        }
        (out.at, out.stream_end) = now;
    }

    /// Frames begin with the byte at `offset`; what came before them is not known.
    fn begin_at(&mut self, offset: u64, agreed: Agreed, out: &mut Out<'_>) {
        out.tell(EventKind::WebSocket(WebSocketEvent::FramesFrom { offset }));
        (self.message, self.inside, self.guessed) = (None, true, TRUSTED_AFTER);
        self.content.resume(agreed.deflates(), takes_over(agreed, out), out);
    }
}
