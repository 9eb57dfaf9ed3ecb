//! The header in front of every frame: 2 to 14 bytes (RFC 6455 5.2).

use nom::bytes::streaming::take;
use nom::combinator::{cond, map, map_opt};
use nom::number::complete::{be_u16, be_u64};
use nom::{IResult, Parser};

use super::Opcode;
use crate::protocol::{Parsed, Rule};

/// Bytes of the longest header: 2, a 64-bit length, and a masking key.
pub const MAX_HEADER_LENGTH: usize = 14;

/// Bytes of payload that a control frame may have at most (RFC 6455 5.5).
pub const MAX_CONTROL_PAYLOAD: u64 = 125;

/// How a frame is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FrameForm {
    /// As RFC 6455 5.2 says, and the drafts from hybi-07 on.
    #[default]
    Rfc6455,
    /// As hybi-00 4.2 says: behind a type of one byte, up to a mark or for a length.
    Hixie76 {
        /// The type.
        kind: u8,
    },
}

/// What a frame says about itself before its payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FrameHeader {
    /// Whether this is the last frame of its message.
    pub fin: bool,
    /// The three reserved bits as a number from 0 to 7: RSV1 = 4, RSV2 = 2, RSV3 = 1.
    pub rsv: u8,
    /// What the payload is.
    pub opcode: Opcode,
    /// The masking key, where the frame is masked.
    pub mask: Option<[u8; 4]>,
    /// Bytes of payload that follow the header. The top bit must be 0; a peer may set it all the same.
    pub payload_length: u64,
    /// Bytes of the header itself: 2 to 14.
    pub header_length: u8,
    /// Whether the length was written in as few bytes as possible, as it must be.
    pub minimal: bool,
    /// How it is written. Of a hixie-76 text, which ends with a mark, `payload_length` is what has come.
    pub form: FrameForm,
}

impl FrameHeader {
    /// Parses the header at the start of `bytes`; the payload need not be there.
    ///
    /// Never invalid: every bit pattern is a header, and [`FrameHeader::violations`] says what is
    /// wrong with it. `needed` counts the missing bytes of the header as far as its first two tell.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Parsed<Self> {
        Parsed::from_nom(bytes, header(bytes), Rule::OpcodeReserved)
    }

    /// Bytes of the whole frame: header, payload, and the mark behind a hixie-76 text.
    #[must_use]
    pub fn frame_length(&self) -> u64 {
        let framing = u64::from(self.header_length) + u64::from(self.has_end_mark());
        self.payload_length.saturating_add(framing)
    }

    /// Whether a byte that belongs to the frame follows the payload (hybi-00 4.2).
    #[must_use]
    pub fn has_end_mark(&self) -> bool {
        matches!(self.form, FrameForm::Hixie76 { kind } if kind & 0x80 == 0)
    }

    /// Writes the header as it goes on the wire, with its length in the form that `header_length`
    /// tells: the inverse of [`FrameHeader::parse`].
    pub fn write(&self, out: &mut Vec<u8>) {
        let first = u8::from(self.fin) << 7 | (self.rsv & 0x7) << 4 | self.opcode.number();
        let masked = u8::from(self.mask.is_some()) << 7;
        let extended = self.header_length.saturating_sub(if self.mask.is_some() { 6 } else { 2 });
        match extended {
            0 => out.extend([first, masked | (self.payload_length & 0x7f) as u8]),
            2 => {
                out.extend([first, masked | 0x7e]);
                out.extend((self.payload_length as u16).to_be_bytes());
            }
            _ => {
                out.extend([first, masked | 0x7f]);
                out.extend(self.payload_length.to_be_bytes());
            }
        }
        out.extend(self.mask.iter().flatten());
    }
}

/// The bytes behind the first two are taken at once, so that `needed` is exact.
fn header(input: &[u8]) -> IResult<&[u8], FrameHeader> {
    // FIN RSV1-3 opcode(4), MASK payload-len(7)
    let (rest, [first, second]) = array::<2>(input)?;
    let masked = second & 0x80 != 0;
    let code = second & 0x7f;
    let extended = match code {
        126 => 2,
        127 => 8,
        _ => 0,
    };
    let (rest, behind) = take(extended + if masked { 4_usize } else { 0 })(rest)?;

    let (behind, (payload_length, minimal)) = match code {
        // 126: "the following 2 bytes interpreted as a 16-bit unsigned integer"
        126 => map(be_u16, |length| (u64::from(length), length > 125)).parse(behind)?,
        // 127: "the following 8 bytes interpreted as a 64-bit unsigned integer"
        127 => map(be_u64, |length| (length, length > u64::from(u16::MAX))).parse(behind)?,
        // 0-125: "that is the payload length"
        length => (behind, (u64::from(length), true)),
    };
    // Masking-key: 4 bytes, "present if the mask bit is set to 1"
    let (_, mask) = cond(masked, array::<4>).parse(behind)?;

    let header = FrameHeader {
        fin: first & 0x80 != 0,
        rsv: first >> 4 & 0x7,
        opcode: Opcode::from_bits(first),
        mask,
        payload_length,
        header_length: 2 + extended as u8 + if masked { 4 } else { 0 },
        minimal,
        form: FrameForm::Rfc6455,
    };
    Ok((rest, header))
}

fn array<const N: usize>(input: &[u8]) -> IResult<&[u8], [u8; N]> {
    map_opt(take(N), |bytes: &[u8]| bytes.try_into().ok()).parse(input)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use proptest::prelude::*;

    use super::*;

    fn parsed(bytes: &[u8]) -> FrameHeader {
        FrameHeader::parse(bytes).complete().expect("a whole header")
    }

    #[test]
    fn reads_the_examples_of_rfc_6455_5_7() {
        let unmasked = parsed(&[0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f]);
        assert_eq!(
            unmasked,
            FrameHeader {
                fin: true,
                rsv: 0,
                opcode: Opcode::Text,
                mask: None,
                payload_length: 5,
                header_length: 2,
                minimal: true,
                form: FrameForm::Rfc6455,
            }
        );
        let masked = parsed(&[0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58]);
        assert_eq!(masked.mask, Some([0x37, 0xfa, 0x21, 0x3d]));
        assert_eq!((masked.payload_length, masked.header_length), (5, 6));

        let first = parsed(&[0x01, 0x03, 0x48, 0x65, 0x6c]);
        assert!(!first.fin && first.opcode == Opcode::Text);
        let last = parsed(&[0x80, 0x02, 0x6c, 0x6f]);
        assert!(last.fin && last.opcode == Opcode::Continuation);

        assert_eq!(parsed(&[0x89, 0x05]).opcode, Opcode::Ping);
        assert_eq!(parsed(&[0x8a, 0x85, 1, 2, 3, 4]).opcode, Opcode::Pong);

        let kilobyte = parsed(&[0x82, 0x7e, 0x01, 0x00]);
        assert_eq!((kilobyte.payload_length, kilobyte.header_length), (256, 4));
        let large = parsed(&[0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0]);
        assert_eq!((large.payload_length, large.header_length, large.minimal), (65_536, 10, true));
    }

    #[test]
    fn knows_every_border_between_the_length_forms() {
        let rows: [(&[u8], u64, bool); 8] = [
            (&[0x82, 125], 125, true),
            (&[0x82, 126, 0, 125], 125, false),
            (&[0x82, 126, 0, 126], 126, true),
            (&[0x82, 126, 0xff, 0xff], 65_535, true),
            (&[0x82, 127, 0, 0, 0, 0, 0, 0, 0xff, 0xff], 65_535, false),
            (&[0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0], 65_536, true),
            (&[0x82, 127, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], u64::MAX >> 1, true),
            (&[0x82, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], u64::MAX, true),
        ];
        for (bytes, length, minimal) in rows {
            let header = parsed(bytes);
            assert_eq!((header.payload_length, header.minimal), (length, minimal), "{bytes:?}");
        }
    }

    #[test]
    fn asks_for_exactly_the_missing_bytes() {
        let whole = [0xc2, 0xff, 0, 0, 0, 0, 0, 1, 0, 0, 9, 8, 7, 6];
        assert_eq!(whole.len(), MAX_HEADER_LENGTH);
        for end in 0..whole.len() {
            let missing = if end < 2 { 2 - end } else { whole.len() - end };
            let needed = NonZeroUsize::new(missing).unwrap();
            assert_eq!(FrameHeader::parse(&whole[..end]), Parsed::Incomplete { needed }, "{end}");
        }
        assert_eq!(parsed(&whole).rsv, 4);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_header_or_too_few(bytes in proptest::collection::vec(any::<u8>(), 0..32)) {
            match FrameHeader::parse(&bytes) {
                Parsed::Complete { value, consumed } => {
                    prop_assert_eq!(consumed, usize::from(value.header_length));
                    prop_assert!(consumed <= MAX_HEADER_LENGTH);
                    let mut again = Vec::new();
                    value.write(&mut again);
                    prop_assert_eq!(again.as_slice(), &bytes[..consumed]);
                }
                Parsed::Incomplete { needed } => {
                    prop_assert!(bytes.len() + needed.get() <= MAX_HEADER_LENGTH);
                }
                Parsed::Invalid(rule) => prop_assert!(false, "{rule}"),
            }
        }
    }
}
