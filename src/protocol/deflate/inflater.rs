//! Inflates one message after another, piece by piece as they come.

use std::fmt;

use flate2::{Decompress, FlushDecompress, Status};

use super::Window;
use crate::limits;

/// What a sender takes off the end of each compressed message: an empty block (RFC 7692 7.2.1).
const TAIL: [u8; 4] = [0x00, 0x00, 0xff, 0xff];

/// A last block that is empty. Fed behind a message, it ends the data where a block may begin, and only
/// there.
const LAST_BLOCK: [u8; 5] = [0x01, 0x00, 0x00, 0xff, 0xff];

/// The bytes are no DEFLATE data, end inside of it, or refer to what came before anything known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no DEFLATE data")]
pub struct Damaged;

/// Inflates a message. What messages before it said stands in the [`Window`], which belongs to the direction,
/// so that an inflater is needed only while a message comes in, and serves any direction.
pub struct Inflater {
    decompress: Decompress,
    piece: Vec<u8>,
    /// Whether the bytes so far end with a last block (BFINAL).
    ended: bool,
    /// Whether nothing has come yet.
    empty: bool,
}

impl fmt::Debug for Inflater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inflater").field("ended", &self.ended).finish_non_exhaustive()
    }
}

impl Default for Inflater {
    fn default() -> Self {
        let decompress = Decompress::new(false);
        Self { decompress, piece: vec![0; limits::INFLATE_PIECE_BYTES], ended: false, empty: true }
    }
}

impl Inflater {
    /// A message begins that may refer to what the window holds.
    pub fn begin(&mut self, window: &Window) {
        (self.ended, self.empty) = (false, true);
        self.restart(window);
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
            if self.ended && !rest.is_empty() {
                // A block with BFINAL set to 1 ends the data, not the message (7.2.3.4).
                self.ended = false;
                self.restart(window);
            }
            let (read, written) = (self.decompress.total_in(), self.decompress.total_out());
            let status = self.decompress.decompress(rest, &mut self.piece, FlushDecompress::None);
            let read = usize::try_from(self.decompress.total_in() - read).unwrap_or(usize::MAX);
            let written = usize::try_from(self.decompress.total_out() - written).unwrap_or(usize::MAX);
            rest = rest.get(read..).unwrap_or_default();
            let inflated = self.piece.get(..written).unwrap_or_default();
            if !inflated.is_empty() {
                window.push(inflated);
                if !tell(inflated) {
                    return Ok(());
                }
            }
            self.ended = status.map_err(|_| Damaged)? == Status::StreamEnd;
            let stuck = read == 0 && written == 0 && !self.ended;
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
        self.inflate(&TAIL, window, tell)?;
        self.inflate(&LAST_BLOCK, window, tell)?;
        if self.ended { Ok(()) } else { Err(Damaged) }
    }

    fn restart(&mut self, window: &Window) {
        self.decompress.reset(false);
        if !window.bytes().is_empty() {
            // Without a header any bytes may be a dictionary.
            let taken = self.decompress.set_dictionary(window.bytes());
            debug_assert!(taken.is_ok(), "{taken:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Messages in the same context, in pieces of some bytes.
    fn inflated(messages: &[&[u8]], piece: usize) -> Vec<Result<Vec<u8>, Damaged>> {
        let (mut inflater, mut window) = (Inflater::default(), Window::default());
        let course = messages.iter().map(|message| {
            let mut told = Vec::new();
            let mut tell = |bytes: &[u8]| {
                told.extend_from_slice(bytes);
                true
            };
            inflater.begin(&window);
            for piece in message.chunks(piece) {
                inflater.inflate(piece, &mut window, &mut tell)?;
            }
            inflater.end(&mut window, &mut tell)?;
            Ok(told)
        });
        course.collect()
    }

    fn all(messages: &[&[u8]]) -> Vec<Result<Vec<u8>, Damaged>> {
        let at_once = inflated(messages, usize::MAX);
        for piece in 1..4 {
            assert_eq!(inflated(messages, piece), at_once, "pieces of {piece}");
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
