//! The checksums of TCP and IPv4 headers, computed when somebody asks: a capture may tell a lie about
//! them.

use std::net::IpAddr;

use super::Segment;

/// What a checksum says (RFC 9293 3.1, RFC 791 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checksum {
    /// It fits header and payload.
    Good,
    /// It does not: the segment was damaged, forged, or captured before the network card filled the
    /// checksum in.
    Bad,
    /// Nothing can be said: a part of the segment was not captured, or the field is still empty, or
    /// holds only the sum of the addresses, as the kernel leaves it to the network card.
    Unknown,
}

/// The protocol number of TCP.
const TCP: u8 = 6;
/// Where the checksum lies in a TCP header.
const FIELD: std::ops::Range<usize> = 16..18;

/// Where the checksum lies in an IPv4 header (RFC 791 3.1).
const IP_FIELD: std::ops::Range<usize> = 10..12;

impl Segment<'_> {
    /// Whether the checksum of the IPv4 header is right; IPv6 has none.
    #[must_use]
    pub fn ip_checksum(&self) -> Checksum {
        match self.ipv4_header.get(IP_FIELD) {
            None | Some([0, 0]) => Checksum::Unknown,
            Some(_) if fold(sum(self.ipv4_header)) == 0xffff => Checksum::Good,
            Some(_) => Checksum::Bad,
        }
    }

    /// Whether the segment's checksum is right. It reads the whole payload, so it isn't asked of every
    /// segment.
    #[must_use]
    pub fn checksum(&self) -> Checksum {
        // What is longer than IP allows has not met the network card yet that cuts it and fills it in.
        let whole = self.payload.len() == self.wire_payload_length as usize
            && u16::try_from(self.header.len() + self.payload.len()).is_ok()
            && self.header.get(12).is_some_and(|byte| usize::from(byte >> 4) * 4 == self.header.len());
        let field = self.header.get(FIELD).and_then(|field| field.first_chunk());
        let Some(field) = field.filter(|_| whole).map(|field| u16::from_be_bytes(*field)) else {
            return Checksum::Unknown;
        };
        let length = (self.header.len() + self.payload.len()) as u64;
        let pseudo = address(self.from.ip()) + address(self.to.ip()) + length + u64::from(TCP);
        if field == 0 || field == fold(pseudo) {
            return Checksum::Unknown;
        }
        // The header has whole words, so that the payload begins on an even byte.
        match fold(pseudo + sum(self.header) + sum(self.payload)) {
            0xffff => Checksum::Good,
            _ => Checksum::Bad,
        }
    }
}

fn address(address: IpAddr) -> u64 {
    match address {
        IpAddr::V4(address) => sum(&address.octets()),
        IpAddr::V6(address) => sum(&address.octets()),
    }
}

/// The words of `bytes` added up (RFC 1071), two at a time: the upper one is a multiple of the carry, and folds as
/// the lower one does.
fn sum(bytes: &[u8]) -> u64 {
    let (pairs, rest) = bytes.as_chunks::<4>();
    let pairs: u64 = pairs.iter().map(|pair| u64::from(u32::from_be_bytes(*pair))).sum();
    let mut last = [0; 4];
    last.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
    pairs + u64::from(u32::from_be_bytes(last))
}

/// A sum with its carries added in.
fn fold(mut sum: u64) -> u16 {
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    sum as u16
}
