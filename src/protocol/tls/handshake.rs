//! Handshake messages put together from the records that carry them (RFC 8446 4, 5.1).

use nom::Parser;
use nom::number::complete::{be_u8, be_u24};

use super::HandshakeType;
use crate::limits::MAX_TLS_HELLO_BYTES;

/// Bytes of a handshake message's header.
const HEADER_LENGTH: usize = 4;

/// A handshake message that has gone by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandshakeMessage {
    /// What it is.
    pub kind: HandshakeType,
    /// Bytes of its body (0 to 2^24 - 1).
    pub length: u32,
    /// The whole body of a client's or server's hello; `None` for other messages, and for hellos
    /// beyond the limit.
    pub body: Option<Vec<u8>>,
}

/// Puts handshake messages together from the fragments of handshake records, of any size.
///
/// Only hellos are kept. To be fed until encryption begins (behind `change_cipher_spec`, or behind
/// the server's hello in TLS 1.3): what follows only looks like messages.
#[derive(Clone, Debug, Default)]
pub struct HandshakeReader {
    header: Vec<u8>,
    /// The message whose header is whole, and the bytes of it still to come.
    message: Option<(HandshakeMessage, usize)>,
}

impl HandshakeReader {
    /// The next message that ends within `input`, off whose front it is taken; `None` when `input` is
    /// used up.
    pub fn next(&mut self, input: &mut &[u8]) -> Option<HandshakeMessage> {
        // struct { HandshakeType msg_type; uint24 length; select … }
        let (mut message, left) = match self.message.take() {
            Some(begun) => begun,
            None => self.begin(input)?,
        };
        let (bytes, behind) = input.split_at_checked(left).unwrap_or((input, &[]));
        *input = behind;
        if let Some(body) = &mut message.body {
            body.extend_from_slice(bytes);
        }
        match left.saturating_sub(bytes.len()) {
            0 => Some(message),
            left => {
                self.message = Some((message, left));
                None
            }
        }
    }

    /// Bytes kept of a message that is not whole yet.
    #[must_use]
    pub fn buffered(&self) -> usize {
        let body = self.message.as_ref().and_then(|(message, _)| message.body.as_ref());
        self.header.len() + body.map_or(0, Vec::len)
    }

    fn begin(&mut self, input: &mut &[u8]) -> Option<(HandshakeMessage, usize)> {
        let missing = HEADER_LENGTH.saturating_sub(self.header.len());
        let (bytes, behind) = input.split_at_checked(missing).unwrap_or((input, &[]));
        self.header.extend_from_slice(bytes);
        *input = behind;
        let (_, (kind, length)) = (be_u8::<_, ()>, be_u24).parse(self.header.as_slice()).ok()?;
        self.header.clear();
        let kind = HandshakeType(kind);
        let hello = matches!(kind, HandshakeType::CLIENT_HELLO | HandshakeType::SERVER_HELLO);
        let left = usize::try_from(length).ok()?;
        let body = (hello && left <= MAX_TLS_HELLO_BYTES).then(Vec::new);
        Some((HandshakeMessage { kind, length, body }, left))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn messages(bytes: &[u8], size: usize) -> Vec<HandshakeMessage> {
        let mut reader = HandshakeReader::default();
        let mut messages = Vec::new();
        for mut part in bytes.chunks(size) {
            messages.extend(std::iter::from_fn(|| reader.next(&mut part)));
            assert!(part.is_empty());
            assert!(reader.buffered() <= MAX_TLS_HELLO_BYTES + HEADER_LENGTH);
        }
        messages
    }

    #[test]
    fn keeps_hellos_and_passes_over_the_rest() {
        let bytes = [1, 0, 0, 2, 7, 8, 11, 0, 0, 3, 1, 2, 3, 14, 0, 0, 0, 2, 0, 0, 1, 9, 20, 0];
        for size in 1..=bytes.len() {
            let read = messages(&bytes, size);
            assert_eq!(read.iter().map(|message| message.kind.0).collect::<Vec<_>>(), [1, 11, 14, 2]);
            let bodies: Vec<_> = read.into_iter().map(|message| message.body).collect();
            assert_eq!(bodies, [Some(vec![7, 8]), None, None, Some(vec![9])]);
        }
    }

    #[test]
    fn hellos_beyond_the_limit_are_not_kept() {
        let length = MAX_TLS_HELLO_BYTES as u32 + 1;
        let [_, a, b, c] = length.to_be_bytes();
        let mut bytes = vec![1, a, b, c];
        bytes.extend(vec![0; length as usize]);
        let read = messages(&bytes, 1000);
        assert_eq!(read, [HandshakeMessage { kind: HandshakeType::CLIENT_HELLO, length, body: None }]);
    }

    proptest! {
        #[test]
        fn no_bytes_panic_and_any_split_is_the_same(
            bytes in proptest::collection::vec(0_u8..4, 0..200),
            size in 1_usize..20,
        ) {
            prop_assert_eq!(messages(&bytes, size), messages(&bytes, bytes.len().max(1)));
        }
    }
}
