//! TLS records: five bytes of header and up to 18 KiB behind them (RFC 8446 5.1).

use nom::number::complete::be_u8;
use nom::number::complete::be_u16;
use nom::{IResult, Parser};

use super::{AlertDescription, AlertLevel, ContentType, ProtocolVersion};
use crate::limits::MAX_TLS_RECORD_BYTES;
use crate::protocol::{Likeness, Parsed, Rule};

/// Bytes of a record's header.
const HEADER_LENGTH: usize = 5;

/// What a record says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordHeader {
    /// What it carries; from TLS 1.3 on encrypted records all claim to be application data.
    pub content_type: ContentType,
    /// The version, frozen at TLS 1.2 (or 1.0 in a first hello) since TLS 1.3.
    pub version: ProtocolVersion,
    /// Bytes that follow the header.
    pub length: u16,
}

impl RecordHeader {
    /// Parses the header at the start of `bytes`.
    ///
    /// Invalid are an unknown content type, a version that isn't of the 3.x family, and a length that
    /// no version of TLS allows.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Parsed<Self> {
        let result = nom::bytes::streaming::take(HEADER_LENGTH)(bytes)
            .and_then(|(rest, header)| header_fields(header).map(|(_, header)| (rest, header)));
        match Parsed::from_nom(bytes, result, Rule::TlsRecordMalformed) {
            Parsed::Complete { value, .. }
                if value.content_type.name().is_none() || value.version.0 >> 8 != 3 =>
            {
                Parsed::Invalid(Rule::TlsRecordMalformed)
            }
            Parsed::Complete { value, .. } if value.length > MAX_TLS_RECORD_BYTES => {
                Parsed::Invalid(Rule::TlsRecordTooLong)
            }
            parsed => parsed,
        }
    }
}

/// A piece of a record, borrowed from the bytes that were fed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordPiece<'a> {
    /// A record begins.
    Header(RecordHeader),
    /// Bytes of the record that began last.
    Fragment {
        /// That record's header.
        header: RecordHeader,
        /// The next of its bytes; empty only for an empty record.
        bytes: &'a [u8],
        /// Whether the record ends with them.
        last: bool,
    },
    /// What follows is no record; nothing more is read.
    Invalid(Rule),
}

/// Steps through the records of a stream, fed with slices of any size; keeps five bytes at most.
#[derive(Clone, Debug, Default)]
pub struct RecordReader {
    state: State,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Collecting a header.
    Header {
        bytes: [u8; HEADER_LENGTH],
        filled: usize,
    },
    /// Inside a record; `left` bytes are to come.
    Fragment {
        header: RecordHeader,
        left: u16,
    },
    Invalid,
}

impl Default for State {
    fn default() -> Self {
        Self::Header { bytes: [0; HEADER_LENGTH], filled: 0 }
    }
}

impl RecordReader {
    /// The next piece, which is taken off the front of `input`; `None` when `input` is used up or
    /// nothing more can be read.
    pub fn next<'a>(&mut self, input: &mut &'a [u8]) -> Option<RecordPiece<'a>> {
        match self.state {
            State::Invalid => None,
            State::Fragment { header, left } => {
                if input.is_empty() && left > 0 {
                    return None;
                }
                let (bytes, behind) = input.split_at_checked(usize::from(left)).unwrap_or((input, &[]));
                *input = behind;
                let left = left.saturating_sub(bytes.len() as u16);
                self.state = if left == 0 { State::default() } else { State::Fragment { header, left } };
                Some(RecordPiece::Fragment { header, bytes, last: left == 0 })
            }
            State::Header { mut bytes, mut filled } => {
                for slot in bytes.iter_mut().skip(filled) {
                    let Some((byte, behind)) = input.split_first() else {
                        self.state = State::Header { bytes, filled };
                        return None;
                    };
                    (*slot, *input) = (*byte, behind);
                    filled += 1;
                }
                match RecordHeader::parse(&bytes) {
                    Parsed::Complete { value: header, .. } => {
                        self.state = State::Fragment { header, left: header.length };
                        Some(RecordPiece::Header(header))
                    }
                    Parsed::Invalid(rule) => {
                        self.state = State::Invalid;
                        Some(RecordPiece::Invalid(rule))
                    }
                    Parsed::Incomplete { .. } => None,
                }
            }
        }
    }
}

/// An alert in the clear (RFC 8446 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// How grave it is.
    pub level: AlertLevel,
    /// What it says.
    pub description: AlertDescription,
}

impl Alert {
    /// Reads the whole fragment of an alert record; `None` where it is encrypted, and so longer than
    /// the two bytes of an alert or without a known level.
    #[must_use]
    pub fn parse(fragment: &[u8]) -> Option<Self> {
        match fragment {
            &[level, description] => {
                let alert = Self { level: AlertLevel(level), description: AlertDescription(description) };
                alert.level.name().map(|_| alert)
            }
            _ => None,
        }
    }
}

/// Whether `bytes` begin with a TLS record, at the start of a stream or at a record in its midst.
#[must_use]
pub fn looks_like_tls(bytes: &[u8]) -> Likeness {
    let possible = match bytes {
        [] => true,
        [kind] => ContentType(*kind).name().is_some(),
        [kind, major, ..] => ContentType(*kind).name().is_some() && *major == 3,
    };
    match RecordHeader::parse(bytes) {
        _ if !possible => Likeness::No,
        Parsed::Incomplete { .. } => Likeness::NeedMore,
        Parsed::Invalid(_) => Likeness::No,
        // RFC 8446 5.1: only application data may be empty; and no version beyond 3.4 will come.
        Parsed::Complete { value, .. } => Likeness::from(
            value.version.name().is_some()
                && (value.length > 0 || value.content_type == ContentType::APPLICATION_DATA),
        ),
    }
}

/// `ContentType type; ProtocolVersion legacy_record_version; uint16 length;`
fn header_fields(input: &[u8]) -> IResult<&[u8], RecordHeader> {
    (be_u8, be_u16, be_u16)
        .map(|(kind, version, length)| RecordHeader {
            content_type: ContentType(kind),
            version: ProtocolVersion(version),
            length,
        })
        .parse(input)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use proptest::prelude::*;

    use super::*;

    /// The records of a stream that is fed in pieces of `size`: type and bytes.
    fn records(stream: &[u8], size: usize) -> (Vec<(ContentType, Vec<u8>)>, Option<Rule>) {
        let mut reader = RecordReader::default();
        let (mut records, mut broken) = (Vec::new(), None);
        for mut part in stream.chunks(size) {
            while let Some(piece) = reader.next(&mut part) {
                match piece {
                    RecordPiece::Header(header) => records.push((header.content_type, Vec::new())),
                    RecordPiece::Fragment { header, bytes, last } => {
                        let (kind, kept) = records.last_mut().expect("a header came first");
                        kept.extend_from_slice(bytes);
                        assert_eq!(
                            (header.content_type, last),
                            (*kind, kept.len() == usize::from(header.length))
                        );
                    }
                    RecordPiece::Invalid(rule) => broken = Some(rule),
                }
            }
        }
        (records, broken)
    }

    #[test]
    fn reads_headers_and_says_what_is_missing() {
        let bytes = [22, 3, 1, 2, 0];
        let header = RecordHeader::parse(&bytes).complete().unwrap();
        assert_eq!(
            (header.content_type, header.version, header.length),
            (ContentType::HANDSHAKE, ProtocolVersion::TLS_1_0, 512)
        );
        for end in 0..bytes.len() {
            let needed = NonZeroUsize::new(5 - end).unwrap();
            assert_eq!(RecordHeader::parse(&bytes[..end]), Parsed::Incomplete { needed });
        }
        assert_eq!(RecordHeader::parse(&[24, 3, 3, 0, 1]), Parsed::Invalid(Rule::TlsRecordMalformed));
        assert_eq!(RecordHeader::parse(&[22, 2, 3, 0, 1]), Parsed::Invalid(Rule::TlsRecordMalformed));
        assert_eq!(RecordHeader::parse(&[23, 3, 3, 0x48, 1]), Parsed::Invalid(Rule::TlsRecordTooLong));
    }

    #[test]
    fn recognises_records_and_nothing_else() {
        assert_eq!(looks_like_tls(b""), Likeness::NeedMore);
        assert_eq!(looks_like_tls(&[22, 3]), Likeness::NeedMore);
        assert_eq!(looks_like_tls(&[22, 3, 1, 2, 0, 1]), Likeness::Yes);
        assert_eq!(looks_like_tls(&[23, 3, 3, 0, 0]), Likeness::Yes);
        let others: [&[u8]; 6] =
            [b"G", b"\x81\x05", &[22, 4], &[22, 3, 9, 0, 1], &[22, 3, 1, 0, 0], &[22, 3, 1, 0xff, 0xff]];
        for bytes in others {
            assert_eq!(looks_like_tls(bytes), Likeness::No, "{bytes:?}");
        }
    }

    #[test]
    fn reads_alerts_in_the_clear_only() {
        let alert = Alert::parse(&[2, 48]).unwrap();
        assert_eq!(
            (alert.level.to_string(), alert.description.to_string()),
            ("fatal".into(), "unknown_ca".into())
        );
        assert_eq!(Alert::parse(&[9, 48]), None);
        assert_eq!(Alert::parse(&[0; 26]), None);
    }

    #[test]
    fn stops_at_what_is_no_record() {
        let (read, broken) = records(&[23, 3, 3, 0, 1, 7, 99, 3, 3, 0, 1, 7, 23, 3, 3, 0, 1, 8], 4);
        assert_eq!((read.len(), broken), (1, Some(Rule::TlsRecordMalformed)));
    }

    proptest! {
        #[test]
        fn any_split_yields_the_same_records(
            lengths in proptest::collection::vec((20_u8..24, 0_usize..40), 0..6),
            noise in proptest::collection::vec(any::<u8>(), 0..12),
            size in 1_usize..20,
        ) {
            let mut stream = Vec::new();
            for (kind, length) in lengths {
                stream.extend([kind, 3, 3, 0, length as u8]);
                stream.extend(std::iter::repeat_n(kind, length));
            }
            stream.extend(noise);
            prop_assert_eq!(records(&stream, size), records(&stream, stream.len().max(1)));
        }
    }
}
