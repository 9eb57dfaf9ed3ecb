//! Who is the client and who the server, told by the first packet of a connection.

use super::{Opened, Roles};
use crate::decode::{Flags, Segment};

/// Who opened the connection that `segment` is the first packet of.
pub(super) fn opened(segment: &Segment<'_>, reused: bool) -> Opened {
    let syn = segment.flags.has(Flags::SYN);
    let (from_client, roles) = match spoken_by_client(segment.payload) {
        _ if syn => (!segment.flags.has(Flags::ACK), Roles::Seen),
        Some(by_client) => (by_client, Roles::Spoken),
        None => (is_from_client(segment.from.port(), segment.to.port()), Roles::Guessed),
    };
    let (client, server) = if from_client { (segment.from, segment.to) } else { (segment.to, segment.from) };
    Opened { client, server, roles, reused }
}

/// Whether only a client begins like this, or only a server; `None` if it says nothing.
fn spoken_by_client(payload: &[u8]) -> Option<bool> {
    const METHODS: [&[u8]; 8] =
        [b"GET ", b"POST ", b"HEAD ", b"PUT ", b"PATCH ", b"DELETE ", b"OPTIONS ", b"CONNECT "];
    match payload {
        // A status line, or a handshake record of TLS with a ServerHello in it (RFC 8446 4).
        [b'H', b'T', b'T', b'P', b'/', b'1', ..] | [22, 3, _, _, _, 2, ..] => Some(false),
        // One with a ClientHello.
        [22, 3, _, _, _, 1, ..] => Some(true),
        _ => METHODS.iter().any(|method| payload.starts_with(method)).then_some(true),
    }
}

/// Who is the client, by ports alone: servers have well-known ones, and low ones.
fn is_from_client(from: u16, to: u16) -> bool {
    const USUAL: [u16; 10] = [80, 443, 8080, 8443, 3000, 8000, 5000, 8081, 8888, 9000];
    let rank = |port: u16| match USUAL.iter().position(|usual| *usual == port) {
        Some(place) => place,
        None if port < 1024 => USUAL.len(),
        None => USUAL.len() + 1,
    };
    (rank(from), from) >= (rank(to), to)
}
