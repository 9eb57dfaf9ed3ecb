//! A body in chunks, counted as it goes by (RFC 9112 7.1).

use crate::limits::{MAX_CHUNK_LINE_BYTES, MAX_TRAILER_BYTES};
use crate::protocol::Rule;

/// How far a chunked body has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChunkedState {
    /// More bytes belong to it.
    Open,
    /// The last chunk and the trailer section have gone by.
    Done,
    /// It can't be followed any further.
    Invalid(Rule),
}

/// Follows a chunked body through slices of any size, keeping nothing of it.
#[derive(Clone, Debug, Default)]
pub struct ChunkedBody {
    state: State,
    /// The size on the chunk line being read; then the bytes left of the chunk.
    left: u64,
    /// Bytes of the chunk line or trailer section being read.
    line: u32,
    payload: u64,
    chunks: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Before the first digit of a size.
    #[default]
    SizeStart,
    /// Inside a size.
    Size,
    /// Inside the extensions behind a size.
    Extension,
    /// Behind the CR of a chunk line.
    SizeEnd,
    /// Inside a chunk's data.
    Data,
    /// Behind a chunk's data.
    DataEnd,
    /// Behind the CR that follows a chunk's data.
    DataEndLine,
    /// At the start of a trailer line.
    TrailerStart,
    /// Inside a trailer line.
    Trailer,
    /// Behind the CR that begins the last, empty line.
    LastLine,
    Done,
    Invalid(Rule),
}

impl ChunkedBody {
    /// Follows the next bytes of the stream. Returns how many belong to the body: all of them, until
    /// it is done or invalid.
    pub fn feed(&mut self, bytes: &[u8]) -> usize {
        self.feed_with(bytes, |_| ())
    }

    /// As [`ChunkedBody::feed`], and hands the payload on, piece by piece, without the framing.
    pub fn feed_with(&mut self, bytes: &[u8], mut payload: impl FnMut(&[u8])) -> usize {
        let mut rest = bytes;
        while let Some((&byte, behind)) = rest.split_first() {
            match self.state {
                State::Done | State::Invalid(_) => break,
                State::Data => {
                    let here = usize::try_from(self.left).unwrap_or(usize::MAX).min(rest.len());
                    let (data, behind) = rest.split_at_checked(here).unwrap_or((rest, &[]));
                    payload(data);
                    self.left = self.left.saturating_sub(data.len() as u64);
                    self.payload = self.payload.saturating_add(data.len() as u64);
                    if self.left == 0 {
                        self.state = State::DataEnd;
                    }
                    rest = behind;
                }
                _ => {
                    self.state = self.step(byte);
                    rest = behind;
                }
            }
        }
        bytes.len().saturating_sub(rest.len())
    }

    /// How far the body has come.
    #[must_use]
    pub fn state(&self) -> ChunkedState {
        match self.state {
            State::Done => ChunkedState::Done,
            State::Invalid(rule) => ChunkedState::Invalid(rule),
            _ => ChunkedState::Open,
        }
    }

    /// Bytes of payload that have gone by.
    #[must_use]
    pub fn payload_length(&self) -> u64 {
        self.payload
    }

    /// Chunks that have begun, without the empty one at the end.
    #[must_use]
    pub fn chunks(&self) -> u64 {
        self.chunks
    }

    /// Steps over bytes that are missing inside a chunk's data; `false`, and nothing done, where
    /// framing would be missing too.
    pub fn skip(&mut self, length: u64) -> bool {
        if self.state != State::Data || length > self.left {
            return false;
        }
        self.left -= length;
        self.payload = self.payload.saturating_add(length);
        if self.left == 0 {
            self.state = State::DataEnd;
        }
        true
    }

    /// One byte of framing.
    #[rustfmt::skip]
    #[expect(clippy::match_same_arms, reason = "one arm for each rule of the grammar")]
    fn step(&mut self, byte: u8) -> State {
        use State::{Data, DataEnd, DataEndLine, Done, Extension, LastLine, Size, SizeEnd, SizeStart, Trailer, TrailerStart};

        let malformed = State::Invalid(Rule::HttpChunkMalformed);
        let next = match (self.state, byte) {
            // chunk-size = 1*HEXDIG; 7.1: recipients "MUST anticipate potentially large
            // hexadecimal numerals and prevent parsing errors due to integer conversion overflows"
            (SizeStart | Size, b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F') => self.digit(byte),
            // chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
            (Size | Extension,         b'\r')        => SizeEnd,
            (Size | Extension | SizeEnd, b'\n')      => self.chunk(),
            // chunk-ext = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )
            (Size,                     b';' | b' ' | b'\t') => Extension,
            (Extension,                _)            => Extension,
            (DataEnd,                  b'\r')        => DataEndLine,
            (DataEnd | DataEndLine,    b'\n')        => SizeStart,
            // trailer-section = *( field-line CRLF )
            (TrailerStart | LastLine,  b'\n')        => Done,
            (TrailerStart,             b'\r')        => LastLine,
            (Trailer,                  b'\n')        => TrailerStart,
            (TrailerStart | Trailer | LastLine, _)   => Trailer,
            (SizeStart | Size | SizeEnd | DataEnd | DataEndLine, _) => malformed,
            (Data | Done | State::Invalid(_), _)     => self.state,
        };
        self.line = match next {
            SizeStart | Data | DataEnd | DataEndLine => 0,
            _ if self.state == SizeEnd               => 0,
            _                                        => self.line.saturating_add(1),
        };
        match next {
            Size | Extension if self.line > MAX_CHUNK_LINE_BYTES => State::Invalid(Rule::HttpChunkLineTooLong),
            Trailer | TrailerStart if self.line > MAX_TRAILER_BYTES => State::Invalid(Rule::HttpTrailerTooLong),
            next => next,
        }
    }

    /// One more digit of a chunk's size.
    fn digit(&mut self, digit: u8) -> State {
        let before = if self.state == State::SizeStart { 0 } else { self.left };
        let value = char::from(digit).to_digit(16).map(u64::from);
        match before.checked_mul(16).zip(value) {
            Some((high, low)) => {
                self.left = high | low;
                State::Size
            }
            None => State::Invalid(Rule::HttpChunkMalformed),
        }
    }

    /// The end of a chunk line: "The chunked transfer coding is complete when a chunk with a
    /// chunk-size of zero is received, possibly followed by a trailer section".
    fn chunk(&mut self) -> State {
        if self.left == 0 {
            return State::TrailerStart;
        }
        self.chunks = self.chunks.saturating_add(1);
        State::Data
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(bytes: &[u8]) -> (usize, ChunkedState, Vec<u8>) {
        let mut body = ChunkedBody::default();
        let mut payload = Vec::new();
        let consumed = body.feed_with(bytes, |piece| payload.extend_from_slice(piece));
        assert_eq!(body.payload_length(), payload.len() as u64);
        (consumed, body.state(), payload)
    }

    #[test]
    fn follows_chunks_extensions_and_trailers() {
        let rows: [(&[u8], &[u8]); 5] = [
            (b"0\r\n\r\n", b""),
            (b"4\r\nWiki\r\n5\r\npedia\r\n0\r\n\r\n", b"Wikipedia"),
            (b"00A;name=\"v\";x \r\n0123456789\r\n0\r\nA: b\r\nC: d\r\n\r\n", b"0123456789"),
            (b"1 \r\na\r\n1\t;q\r\nb\r\n000\r\n\r\n", b"ab"),
            (b"1\na\n0\nA: b\n\n", b"a"),
        ];
        for (bytes, payload) in rows {
            let behind = [bytes, b"HTTP/1.1"].concat();
            assert_eq!(whole(&behind), (bytes.len(), ChunkedState::Done, payload.to_vec()));
            assert_eq!(whole(&bytes[..bytes.len() - 1]).1, ChunkedState::Open);
        }
    }

    #[test]
    fn says_what_is_wrong() {
        let rows: [(&[u8], Rule); 6] = [
            (b"\r\n", Rule::HttpChunkMalformed),
            (b"-1\r\n", Rule::HttpChunkMalformed),
            (b"1\r\nab", Rule::HttpChunkMalformed),
            (b"1\rx", Rule::HttpChunkMalformed),
            (b"10000000000000000\r\n", Rule::HttpChunkMalformed),
            (b"0x1\r\n", Rule::HttpChunkMalformed),
        ];
        for (bytes, rule) in rows {
            assert_eq!(whole(bytes).1, ChunkedState::Invalid(rule), "{bytes:?}");
        }
        let line = [b"1;".as_slice(), &[b'a'; MAX_CHUNK_LINE_BYTES as usize]].concat();
        assert_eq!(whole(&line).1, ChunkedState::Invalid(Rule::HttpChunkLineTooLong));
        let zeros = vec![b'0'; MAX_CHUNK_LINE_BYTES as usize + 1];
        assert_eq!(whole(&zeros).1, ChunkedState::Invalid(Rule::HttpChunkLineTooLong));
        let trailer = [b"0\r\n".as_slice(), &b"A: b\r\n".repeat(MAX_TRAILER_BYTES as usize)].concat();
        assert_eq!(whole(&trailer).1, ChunkedState::Invalid(Rule::HttpTrailerTooLong));
    }

    #[test]
    fn tells_what_is_left_of_a_chunk_of_any_size() {
        let mut body = ChunkedBody::default();
        assert!(!body.skip(1));
        body.feed(b"ffffffffffffffff\r\nabc");
        assert_eq!((body.payload_length(), body.chunks()), (3, 1));
        assert!(body.skip(u64::MAX - 4) && !body.skip(2) && body.skip(1));
        assert_eq!(body.feed(b"\r\n0\r\n\r\n"), 7);
        assert_eq!((body.state(), body.payload_length()), (ChunkedState::Done, u64::MAX));
    }

    proptest! {
        #[test]
        fn any_split_equals_the_whole(
            bytes in prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..60),
                "([0-9a-c](;x)?\r\n[a-z]{0,12}\r\n){0,4}0\r\n(A: b\r\n)?\r\n.?".prop_map(String::into_bytes),
                proptest::collection::vec(proptest::sample::select(b"012;a\r\n".to_vec()), 0..60),
            ],
            size in 1_usize..9,
        ) {
            let (consumed, state, payload) = whole(&bytes);
            let mut body = ChunkedBody::default();
            let mut pieces = Vec::new();
            let fed: usize = bytes.chunks(size).map(|part| body.feed_with(part, |p| pieces.extend_from_slice(p))).sum();
            prop_assert_eq!((fed, body.state(), pieces), (consumed, state, payload));
        }
    }
}
