//! Inflates one message after another, piece by piece as they come.

use std::fmt;

use zlib_rs::{Inflate, InflateFlush, Status};

use super::Window;
use crate::limits;

/// What a sender takes off the end of each compressed message: an empty block (RFC 7692 7.2.1).
const TAIL: [u8; 4] = [0x00, 0x00, 0xff, 0xff];

/// The same and one byte more, which is not read if a block ends before it.
const TAIL_AND_MORE: [u8; 5] = [0x00, 0x00, 0xff, 0xff, 0x00];

/// Bits of the largest window.
const WINDOW_BITS: u8 = 15;

/// The bytes are no DEFLATE data, end inside of it, or refer to what came before anything known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no DEFLATE data")]
pub struct Damaged;

/// Inflates a message. What messages before it said stands in the [`Window`], which belongs to the direction,
/// so that an inflater is needed only while a message comes in, and serves any direction; but the one that
/// read a direction's last message needs not be told what stands there.
pub struct Inflater {
    inflate: Inflate,
    /// Room for what is inflated at a time.
    pub(super) piece: Vec<u8>,
    /// Whether the bytes so far end with a last block (BFINAL).
    ended: bool,
    /// Whether nothing has come yet.
    empty: bool,
    /// Which of the spare ones it is, if a direction's next message may need it.
    pub(super) ticket: u64,
}

impl fmt::Debug for Inflater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inflater").field("ended", &self.ended).finish_non_exhaustive()
    }
}

impl Default for Inflater {
    fn default() -> Self {
        let inflate = Inflate::new(false, WINDOW_BITS);
        Self { inflate, piece: Vec::new(), ended: false, empty: true, ticket: 0 }
    }
}

impl Inflater {
    /// A message begins that may refer to what the window holds.
    pub(super) fn begin(&mut self, window: &Window) {
        self.go_on();
        self.restart(window);
    }

    /// A message begins that may refer to what this inflater has read.
    pub(super) fn go_on(&mut self) {
        (self.ended, self.empty) = (false, true);
    }

    /// Whether the next message may go on where the last one ended.
    pub(super) fn may_go_on(&self) -> bool {
        !self.ended
    }

    /// The next bytes of the message. What they inflate to is told in pieces; `tell` says whether to go on.
    ///
    /// # Errors
    /// [`Damaged`]: what was told until then is right, and nothing more can be read of this message.
    pub fn inflate(
        &mut self,
        bytes: &[u8],
        window: &mut Window,
        tell: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), Damaged> {
        let mut rest = bytes;
        self.empty &= bytes.is_empty();
        loop {
            let before = rest.len();
            let Some(written) = self.step(&mut rest, InflateFlush::NoFlush, window, tell)? else {
                return Ok(());
            };
            let stuck = rest.len() == before && written == 0 && !self.ended;
            let drained = self.ended || written < self.piece.len();
            if stuck || (rest.is_empty() && drained) {
                return Ok(());
            }
        }
    }

    /// The message is complete.
    ///
    /// # Errors
    /// [`Damaged`] also where the data ends in the middle of a block.
    pub fn end(&mut self, window: &mut Window, tell: &mut dyn FnMut(&[u8]) -> bool) -> Result<(), Damaged> {
        // Nothing compressed to nothing, as lenient receivers read it; or a last block and nothing behind it.
        if self.empty || self.ended {
            return Ok(());
        }
        let mut rest = &TAIL_AND_MORE[..];
        while rest.len() > TAIL_AND_MORE.len() - TAIL.len() {
            let before = rest.len();
            let Some(written) = self.step(&mut rest, InflateFlush::Block, window, tell)? else {
                return Ok(());
            };
            if rest.len() == before && written == 0 {
                return Err(Damaged);
            }
        }
        if rest.is_empty() { Err(Damaged) } else { Ok(()) }
    }

    /// Inflates what fits into a piece, or ends with a block if `flush` says so. Takes off `rest` what was read;
    /// returns how much was told, or nothing if nobody wants more.
    fn step(
        &mut self,
        rest: &mut &[u8],
        flush: InflateFlush,
        window: &mut Window,
        tell: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<Option<usize>, Damaged> {
        if self.ended && !rest.is_empty() {
            // A block with BFINAL set to 1 ends the data, not the message (7.2.3.4).
            self.ended = false;
            self.restart(window);
        }
        self.piece.resize(limits::INFLATE_PIECE_BYTES, 0);
        let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
        let status = self.inflate.decompress(rest, &mut self.piece, flush);
        let read = usize::try_from(self.inflate.total_in() - read).unwrap_or(usize::MAX);
        let written = usize::try_from(self.inflate.total_out() - written).unwrap_or(usize::MAX);
        *rest = rest.get(read..).unwrap_or_default();
        let inflated = self.piece.get(..written).unwrap_or_default();
        if !inflated.is_empty() {
            window.push(inflated);
            if !tell(inflated) {
                return Ok(None);
            }
        }
        self.ended = status.map_err(|_| Damaged)? == Status::StreamEnd;
        Ok(Some(written))
    }

    fn restart(&mut self, window: &Window) {
        self.inflate.reset(false);
        if !window.bytes().is_empty() {
            // Without a header any bytes may be a dictionary.
            let taken = self.inflate.set_dictionary(window.bytes());
            debug_assert!(taken.is_ok(), "{taken:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Inflaters;
    use super::*;

    /// Messages in the same context, in pieces of some bytes, with the same inflater or another one each.
    fn inflated(messages: &[&[u8]], piece: usize, again: bool) -> Vec<Result<Vec<u8>, Damaged>> {
        let (mut inflaters, mut window) = (Inflaters::default(), Window::default());
        let course = messages.iter().map(|message| {
            let mut told = Vec::new();
            let mut tell = |bytes: &[u8]| {
                told.extend_from_slice(bytes);
                true
            };
            let mut inflater = inflaters.take(&window);
            for piece in message.chunks(piece) {
                inflater.inflate(piece, &mut window, &mut tell)?;
            }
            inflater.end(&mut window, &mut tell)?;
            if again {
                inflaters.put(inflater, &mut window);
            }
            Ok(told)
        });
        course.collect()
    }

    fn all(messages: &[&[u8]]) -> Vec<Result<Vec<u8>, Damaged>> {
        let at_once = inflated(messages, usize::MAX, false);
        for (piece, again) in
            [1, 2, 3, usize::MAX].into_iter().flat_map(|piece| [(piece, false), (piece, true)])
        {
            assert_eq!(inflated(messages, piece, again), at_once, "pieces of {piece}, {again}");
        }
        at_once
    }

    #[expect(clippy::unnecessary_wraps, reason = "as a message is inflated")]
    fn hello() -> Result<Vec<u8>, Damaged> {
        Ok(b"Hello".to_vec())
    }

    const HELLO: &[u8] = &[0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00];

    /// The examples of RFC 7692 7.2.3, without the headers of their frames.
    #[test]
    fn inflates_the_examples_of_rfc_7692() {
        // 7.2.3.1: one compressed message, and the same in two fragments of 3 and 4 bytes.
        assert_eq!(all(&[HELLO]), [hello()]);
        // 7.2.3.2: the second message refers to the first.
        assert_eq!(all(&[HELLO, &[0xf2, 0x00, 0x11, 0x00, 0x00]]), [hello(), hello()]);
        // 7.2.3.3: a block with no compression.
        let stored = [0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00];
        assert_eq!(all(&[&stored]), [hello()]);
        // 7.2.3.4: a block with BFINAL set to 1.
        let last = [0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00];
        assert_eq!(all(&[&last]), [hello()]);
        // 7.2.3.5: two blocks in one message.
        let two = [0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00];
        assert_eq!(all(&[&two]), [hello()]);
        // 7.2.3.6: an empty message.
        assert_eq!(all(&[&[0x00]]), [Ok(Vec::new())]);
    }

    #[test]
    fn a_last_block_does_not_end_the_context() {
        let last = [0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00];
        let refers = [0xf2, 0x00, 0x11, 0x00, 0x00];
        assert_eq!(all(&[&last, &refers]), [hello(), hello()]);
        // Some senders leave the last byte of 7.2.3.4 away.
        assert_eq!(all(&[&last[..7], &refers]), [hello(), hello()]);
        // Blocks behind a last one in the same message.
        let both = [&last[..7], HELLO].concat();
        assert_eq!(all(&[&both]), [Ok(b"HelloHello".to_vec())]);
    }

    #[test]
    fn what_is_damaged_is_not_taken_for_whole() {
        assert_eq!(all(&[&HELLO[..4]]), [Err(Damaged)]);
        assert_eq!(all(&[&[0x07, 0xff]]), [Err(Damaged)]);
        // A reference to what never came.
        assert_eq!(all(&[&[0xf2, 0x00, 0x11, 0x00, 0x00]]), [Err(Damaged)]);
        assert_eq!(all(&[&[], HELLO]), [Ok(Vec::new()), hello()]);
    }
}
