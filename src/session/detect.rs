//! Finds out from the first bytes of a connection what it speaks.

use super::event::Protocol;
use crate::flow::{Direction, Pair};
use crate::protocol::Likeness;
use crate::protocol::http::{looks_like_request, looks_like_response};
use crate::protocol::tls::looks_like_tls;

/// The first bytes of each direction, as long as they fit several protocols.
#[derive(Debug, Default)]
pub(super) struct Detect {
    said: Pair<Vec<u8>>,
}

/// What each direction said before it was clear what they speak.
pub(super) type SaidBefore = [(Direction, Vec<u8>); 2];

/// What a connection turns out to speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spoken {
    Http,
    Tls,
    Http2,
    Unknown,
}

impl Spoken {
    pub(super) fn protocol(self) -> Protocol {
        match self {
            Self::Http => Protocol::Http,
            Self::Tls => Protocol::Tls,
            Self::Http2 => Protocol::Http2,
            Self::Unknown => Protocol::Unknown,
        }
    }

    pub(super) fn is_known(self) -> bool {
        self != Self::Unknown
    }
}

/// What an HTTP/2 client says first (RFC 9113 3.4).
const HTTP2_PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

impl Detect {
    /// Bytes that are kept.
    pub(super) fn kept(&self) -> usize {
        self.said.to_server.len() + self.said.to_client.len()
    }

    /// Adds bytes of a direction. Once it is clear what is spoken, returns it with all that each
    /// direction said before these bytes.
    pub(super) fn data(&mut self, bytes: &[u8], direction: Direction) -> Option<(Spoken, SaidBefore)> {
        let before = &self.said[direction];
        let spoken = if before.is_empty() {
            spoken(bytes, direction)
        } else {
            spoken(&[before.as_slice(), bytes].concat(), direction)
        };
        if let Some(spoken) = spoken {
            let said = std::mem::take(&mut self.said);
            return Some((
                spoken,
                [(Direction::ToServer, said.to_server), (Direction::ToClient, said.to_client)],
            ));
        }
        self.said[direction].extend_from_slice(bytes);
        None
    }
}

/// What begins with `bytes`; `None` while several things could.
fn spoken(bytes: &[u8], direction: Direction) -> Option<Spoken> {
    let http = match direction {
        Direction::ToServer => looks_like_request(bytes),
        Direction::ToClient => looks_like_response(bytes),
    };
    match (http, looks_like_tls(bytes), http2(bytes, direction)) {
        (Likeness::Yes, _, _) => Some(Spoken::Http),
        (_, Likeness::Yes, _) => Some(Spoken::Tls),
        (_, _, Likeness::Yes) => Some(Spoken::Http2),
        (Likeness::No, Likeness::No, Likeness::No) => Some(Spoken::Unknown),
        _ => None,
    }
}

/// Whether `bytes` are what only the other side begins with: who is the client was guessed, and wrong.
pub(super) fn is_reversed(bytes: &[u8], direction: Direction) -> bool {
    let likeness = match direction {
        Direction::ToServer => looks_like_response(bytes),
        Direction::ToClient => looks_like_request(bytes),
    };
    likeness == Likeness::Yes
}

fn http2(bytes: &[u8], direction: Direction) -> Likeness {
    let compared = bytes.len().min(HTTP2_PREFACE.len());
    match direction {
        Direction::ToServer if bytes.starts_with(HTTP2_PREFACE) => Likeness::Yes,
        Direction::ToServer if bytes.get(..compared) == HTTP2_PREFACE.get(..compared) => Likeness::NeedMore,
        _ => Likeness::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(pieces: &[&[u8]], direction: Direction) -> Vec<Option<Spoken>> {
        let mut detect = Detect::default();
        pieces.iter().map(|piece| detect.data(piece, direction).map(|(spoken, _)| spoken)).collect()
    }

    #[test]
    fn recognises_protocols_from_pieces_of_any_size() {
        use Direction::{ToClient, ToServer};
        assert_eq!(course(&[b"G", b"ET / HTTP/1.1\r\n"], ToServer), [None, Some(Spoken::Http)]);
        assert_eq!(course(&[b"HTTP/1.1 200 OK\r\n"], ToClient), [Some(Spoken::Http)]);
        assert_eq!(
            course(&[b"PRI * HTTP/2.0\r\n\r\n", b"SM\r\n\r\n"], ToServer),
            [None, Some(Spoken::Http2)]
        );
        assert_eq!(course(&[b"220 mail.example ESMTP\r\n"], ToClient), [Some(Spoken::Unknown)]);
        assert_eq!(course(&[&[0, 1, 2]], ToServer), [Some(Spoken::Unknown)]);
    }
}
