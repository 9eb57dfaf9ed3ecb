//! Frames between two marks: text from `0x00` to `0xFF`, and the rest by a length in groups of seven bits
//! (hybi-00 4.2).

use crate::protocol::frame::{FrameForm, FrameHeader, Opcode};

/// Begins a text.
const TEXT: u8 = 0x00;
/// Ends a text: a byte that UTF-8 never has.
pub const TEXT_END: u8 = 0xff;
/// Begins, with the length 0, the closing handshake.
const CLOSING: u8 = 0xff;

/// What the first byte of a frame begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Bytes up to [`TEXT_END`], with the header as it is while their number is open.
    Marked(FrameHeader),
    /// A length, and as many bytes.
    Sized(FrameLength),
}

/// A length that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameLength {
    kind: u8,
    value: u64,
    bytes: u8,
    minimal: bool,
}

/// What a frame of this type is: the high-order bit says whether a length follows.
#[must_use]
pub fn begin(kind: u8) -> Begun {
    if kind & 0x80 != 0 {
        return Begun::Sized(FrameLength { kind, value: 0, bytes: 0, minimal: true });
    }
    let opcode = if kind == TEXT { Opcode::Text } else { Opcode::Binary };
    Begun::Marked(header(kind, opcode, 0, 1, true))
}

impl FrameLength {
    /// Its next byte: seven bits, and whether more follow. Returns the header once the length is known.
    #[must_use]
    pub fn next(&mut self, byte: u8) -> Option<FrameHeader> {
        self.minimal &= self.bytes > 0 || byte != 0x80;
        self.bytes = self.bytes.saturating_add(1);
        let shifted = self.value.checked_mul(0x80);
        self.value = shifted.map_or(u64::MAX, |value| value.saturating_add(u64::from(byte & 0x7f)));
        let closes = self.kind == CLOSING && self.value == 0;
        let opcode = if closes { Opcode::Close } else { Opcode::Binary };
        let length = self.bytes.saturating_add(1);
        (byte & 0x80 == 0).then(|| header(self.kind, opcode, self.value, length, self.minimal))
    }
}

/// Such a frame is a whole message, and has neither reserved bits nor a mask.
fn header(kind: u8, opcode: Opcode, payload_length: u64, header_length: u8, minimal: bool) -> FrameHeader {
    let form = FrameForm::Hixie76 { kind };
    FrameHeader { fin: true, rsv: 0, opcode, mask: None, payload_length, header_length, minimal, form }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sized(bytes: &[u8]) -> Option<FrameHeader> {
        let Begun::Sized(mut length) = begin(bytes[0]) else { panic!("{bytes:?} has a length") };
        bytes[1..].iter().find_map(|byte| length.next(*byte))
    }

    #[test]
    fn the_types_of_the_draft_are_known() {
        let Begun::Marked(text) = begin(0) else { panic!("text ends with a mark") };
        assert_eq!((text.opcode, text.header_length, text.frame_length()), (Opcode::Text, 1, 2));
        let closing = sized(&[0xff, 0]).unwrap();
        assert_eq!((closing.opcode, closing.frame_length()), (Opcode::Close, 2));
        let Begun::Marked(unknown) = begin(0x7f) else { panic!("ends with a mark") };
        assert_eq!(unknown.opcode, Opcode::Binary);
        for first in [0x80, 0xfe, 0xff] {
            let binary = sized(&[first, 5]).unwrap();
            assert_eq!((binary.opcode, binary.payload_length), (Opcode::Binary, 5));
        }
    }

    #[test]
    fn lengths_take_as_many_bytes_as_they_need() {
        let length = |bytes: &[u8]| {
            sized(bytes).map(|header| (header.payload_length, header.header_length, header.minimal))
        };
        assert_eq!(length(&[0x80, 127]), Some((127, 2, true)));
        assert_eq!(length(&[0x80, 0x81, 0]), Some((128, 3, true)));
        assert_eq!(length(&[0x80, 0x80, 5]), Some((5, 3, false)));
        assert_eq!(length(&[0x80, 0x81, 0x80, 0]), Some((16_384, 4, true)));
        assert_eq!(length(&[0x80, 0x81]), None);
        let endless = [&[0x80][..], &[0xff; 300], &[0x7f]].concat();
        assert_eq!(length(&endless), Some((u64::MAX, 255, true)));
    }
}
