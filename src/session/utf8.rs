//! Whether a text is UTF-8, however it is cut into pieces (RFC 6455 8.1).

use std::fmt;

use simdutf8::compat;

/// A text, as far as it has come. It remembers the beginning of a character that is not complete.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Utf8 {
    begun: [u8; 4],
    count: u8,
    /// Bytes before that character.
    before: u64,
    /// Whether there is nothing more to find.
    over: bool,
}

/// Where a text stops being UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotUtf8 {
    /// Bytes of the text before the character.
    pub(super) offset: u64,
    /// Its first byte.
    pub(super) byte: u8,
}

/// `0xff [3]`: the byte, and its place.
impl fmt::Display for NotUtf8 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{:02x} [{}]", self.byte, self.offset)
    }
}

impl Utf8 {
    /// The next bytes. Where the text stops being UTF-8 is said once.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Option<NotUtf8> {
        let mut rest = bytes;
        while let (true, false, Some((&byte, behind))) = (self.count > 0, self.over, rest.split_first()) {
            rest = behind;
            let place = self.begun.get_mut(usize::from(self.count))?;
            *place = byte;
            self.count += 1;
            match std::str::from_utf8(self.begun()) {
                Ok(character) => {
                    self.before += character.len() as u64;
                    self.count = 0;
                }
                Err(error) if error.error_len().is_none() => {}
                Err(_) => return self.found(self.before, self.begun().first().copied()),
            }
        }
        if self.over {
            return None;
        }
        let Err(error) = compat::from_utf8(rest) else {
            self.before += rest.len() as u64;
            return None;
        };
        let valid = error.valid_up_to();
        self.before += valid as u64;
        let left = rest.get(valid..).unwrap_or_default();
        if error.error_len().is_some() {
            return self.found(self.before, left.first().copied());
        }
        for (place, byte) in self.begun.iter_mut().zip(left) {
            *place = *byte;
            self.count += 1;
        }
        None
    }

    /// The text is complete: it may not end inside a character.
    pub(super) fn end(&mut self) -> Option<NotUtf8> {
        if self.count == 0 || self.over {
            return None;
        }
        self.found(self.before, self.begun().first().copied())
    }

    /// Bytes are missing: where characters begin is not known any more.
    pub(super) fn give_up(&mut self) {
        self.over = true;
    }

    fn begun(&self) -> &[u8] {
        self.begun.get(..usize::from(self.count)).unwrap_or_default()
    }

    fn found(&mut self, offset: u64, byte: Option<u8>) -> Option<NotUtf8> {
        self.over = true;
        byte.map(|byte| NotUtf8 { offset, byte })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// In which piece, and where, a text stops being UTF-8.
    fn found(pieces: &[&[u8]]) -> Option<(usize, u64, u8)> {
        let mut text = Utf8::default();
        let said = |piece, found: NotUtf8| (piece, found.offset, found.byte);
        for (index, piece) in pieces.iter().enumerate() {
            if let Some(found) = text.feed(piece) {
                assert_eq!((text.feed(b"\xff"), text.end()), (None, None), "said once");
                return Some(said(index, found));
            }
        }
        text.end().map(|found| said(pieces.len(), found))
    }

    #[test]
    fn finds_the_piece_in_which_a_text_stops_being_utf8() {
        assert_eq!(found(&["é€😀".as_bytes()]), None);
        assert_eq!(found(&[b"\xe2", b"\x82", b"", b"\xac", b"ok"]), None);
        assert_eq!(found(&[b"a\xe2", b"\x82", b"x"]), Some((2, 1, 0xe2)));
        assert_eq!(found(&[b"ab", b"c\xff"]), Some((1, 3, 0xff)));
        assert_eq!(found(&[b"a", b"\xf0\x9f"]), Some((2, 1, 0xf0)), "at its end");
        // Beyond U+10FFFF, overlong, and a surrogate: as soon as it can't become a character.
        assert_eq!(found(&[b"\xf4", b"\x90"]), Some((1, 0, 0xf4)));
        assert_eq!(found(&[b"\xc0"]), Some((0, 0, 0xc0)));
        assert_eq!(found(&[b"\xed", b"\xa0", b"\x80"]), Some((1, 0, 0xed)));
    }

    proptest! {
        #[test]
        fn pieces_change_nothing(bytes in prop::collection::vec(prop_oneof![Just(0x61_u8), Just(0xe2), Just(0x82), Just(0xac), any::<u8>()], 0..40), cuts in prop::collection::vec(0_usize..40, 0..6)) {
            let mut cuts: Vec<_> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let pieces: Vec<_> = cuts.windows(2).map(|cut| &bytes[cut[0]..cut[1]]).collect();
            let place = std::str::from_utf8(&bytes).err().map(|error| error.valid_up_to() as u64);
            prop_assert_eq!(found(&pieces).map(|(_, offset, _)| offset), place);
        }
    }
}
