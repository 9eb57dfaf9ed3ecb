//! Bytes of a direction as they came, segment by segment, with the holes between them.

use std::collections::VecDeque;

/// Some of the bytes of a direction, in order. Each piece came in one segment, and says so with a mark.
#[derive(Debug)]
pub struct Stretch<M> {
    pieces: VecDeque<Piece<M>>,
    held: usize,
    end: u64,
}

/// What one segment brought.
#[derive(Debug)]
pub struct Piece<M> {
    /// Bytes of the direction before these.
    pub offset: u64,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Where they came.
    pub mark: M,
}

impl<M> Piece<M> {
    /// Bytes of the direction up to the end of these.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.offset.saturating_add(self.bytes.len() as u64)
    }

    fn room(&self) -> usize {
        self.bytes.capacity() + size_of::<Self>()
    }
}

impl<M> Default for Stretch<M> {
    fn default() -> Self {
        Self { pieces: VecDeque::new(), held: 0, end: 0 }
    }
}

impl<M> Stretch<M> {
    /// Adds what the next segment brought. What lies between it and the one before is a hole.
    pub fn push(&mut self, offset: u64, bytes: &[u8], mark: M) {
        let piece = Piece { offset, bytes: bytes.to_vec(), mark };
        self.end = piece.end();
        self.held += piece.room();
        self.pieces.push_back(piece);
    }

    /// Passes over bytes up to `end`, which are not kept.
    pub fn pass(&mut self, end: u64) {
        self.end = end;
    }

    /// Memory that the pieces take.
    #[must_use]
    pub fn held(&self) -> usize {
        self.held
    }

    /// Bytes of the direction up to the end of the newest piece, also of one that is held no more.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Copies bytes from `offset` on, up to the next hole; returns how many.
    pub fn copy(&self, offset: u64, target: &mut [u8]) -> usize {
        let mut copied = 0;
        for piece in self.pieces.range(self.index(offset)..) {
            let Some(skipped) = (offset + copied as u64).checked_sub(piece.offset) else { break };
            let bytes = usize::try_from(skipped).ok().and_then(|skipped| piece.bytes.get(skipped..));
            let Some(places) = target.get_mut(copied..) else { break };
            for (place, byte) in places.iter_mut().zip(bytes.unwrap_or_default()) {
                *place = *byte;
                copied += 1;
            }
            if copied == target.len() {
                break;
            }
        }
        copied
    }

    /// Whether a segment ends at `offset`, or begins there.
    #[must_use]
    pub fn is_border(&self, offset: u64) -> bool {
        let index = self.index(offset);
        let begins = self.pieces.get(index).is_some_and(|piece| piece.offset == offset);
        let before = index.checked_sub(1).and_then(|before| self.pieces.get(before));
        begins || offset == self.end || before.is_some_and(|piece| piece.end() == offset)
    }

    /// Forgets the segments before the one with the byte at `offset`.
    pub fn forget_before(&mut self, offset: u64) {
        for piece in self.pieces.drain(..self.index(offset)) {
            self.held -= piece.room();
        }
    }

    /// Forgets the segments that lie between two bytes with all that they hold, and leaves a hole.
    pub fn forget_between(&mut self, from: u64, to: u64) {
        let held = &mut self.held;
        self.pieces.retain(|piece| {
            let goes = piece.offset >= from && piece.end() <= to;
            *held -= if goes { piece.room() } else { 0 };
            !goes
        });
    }

    /// The pieces, without the bytes before `offset`.
    pub fn into_pieces_from(mut self, offset: u64) -> impl Iterator<Item = Piece<M>> {
        self.forget_before(offset);
        self.pieces.into_iter().map(move |mut piece| {
            let skipped = offset.saturating_sub(piece.offset).min(piece.bytes.len() as u64);
            piece.bytes.drain(..skipped as usize);
            piece.offset += skipped;
            piece
        })
    }

    /// Which piece holds the byte at `offset`, or is the first behind it.
    fn index(&self, offset: u64) -> usize {
        self.pieces.partition_point(|piece| piece.end() <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch() -> Stretch<char> {
        let mut stretch = Stretch::default();
        stretch.push(10, b"abc", 'x');
        stretch.push(13, b"de", 'y');
        stretch.push(20, b"f", 'z');
        stretch
    }

    #[test]
    fn copies_up_to_a_hole() {
        let stretch = stretch();
        let copied = |offset| {
            let mut target = [0; 4];
            let length = stretch.copy(offset, &mut target);
            String::from_utf8_lossy(&target[..length]).into_owned()
        };
        assert_eq!([9, 10, 12, 14, 15, 20, 21].map(copied), ["", "abcd", "cde", "e", "", "f", ""]);
    }

    #[test]
    fn knows_where_segments_meet() {
        let stretch = stretch();
        let borders: Vec<_> = (9..23).filter(|offset| stretch.is_border(*offset)).collect();
        assert_eq!(borders, [10, 13, 15, 20, 21]);
    }

    #[test]
    fn forgets_and_hands_over() {
        let mut stretch = stretch();
        let whole = stretch.held();
        stretch.push(30, b"ghi", 'w');
        stretch.forget_between(29, 33);
        stretch.forget_between(20, 20);
        assert_eq!((stretch.held(), stretch.end()), (whole, 33));
        stretch.forget_before(13);
        assert!(stretch.held() < whole && stretch.copy(12, &mut [0]) == 0);
        let pieces: Vec<_> =
            stretch.into_pieces_from(14).map(|piece| (piece.offset, piece.bytes, piece.mark)).collect();
        assert_eq!(pieces, [(14, b"e".to_vec(), 'y'), (20, b"f".to_vec(), 'z')]);
    }
}
