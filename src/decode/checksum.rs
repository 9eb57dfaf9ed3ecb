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
const TCP: u16 = 6;
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
            Some(_) if is_nothing(sum(self.ipv4_header)) => Checksum::Good,
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
        let Some(field) = field.filter(|_| whole).map(|field| u16::from_ne_bytes(*field)) else {
            return Checksum::Unknown;
        };
        let length = (self.header.len() + self.payload.len()) as u16;
        let rest = [length, TCP].map(|word| u64::from(word.to_be()));
        let pseudo = address(self.from.ip()) + address(self.to.ip()) + rest[0] + rest[1];
        if field == 0 || is_nothing(pseudo + u64::from(!field)) {
            return Checksum::Unknown;
        }
        // The header has whole words, so that the payload begins on an even byte.
        if is_nothing(pseudo + sum(self.header) + sum(self.payload)) { Checksum::Good } else { Checksum::Bad }
    }
}

fn address(address: IpAddr) -> u64 {
    match address {
        IpAddr::V4(address) => u32::from_ne_bytes(address.octets()).into(),
        IpAddr::V6(address) => sum(&address.octets()),
    }
}

/// The words of `bytes` added up (RFC 1071), two at a time: the upper one is a multiple of the carry, and counts as
/// the lower one does. They are taken as the machine has them, which turns the bytes of the sum around and no more.
fn sum(bytes: &[u8]) -> u64 {
    let (pairs, rest) = bytes.as_chunks::<4>();
    let pairs: u64 = pairs.iter().map(|pair| u64::from(u32::from_ne_bytes(*pair))).sum();
    let mut last = [0; 4];
    last.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
    pairs + u64::from(u32::from_ne_bytes(last))
}

/// Whether a sum is none once its carries are added in: words and their complements cancel out.
fn is_nothing(sum: u64) -> bool {
    sum.is_multiple_of(0xffff)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The sum as RFC 1071 1 says it, word by word.
    fn by_words(bytes: &[u8]) -> u16 {
        bytes.chunks(2).fold(0, |sum: u16, word| {
            let word = u16::from_be_bytes([word[0], word.get(1).copied().unwrap_or_default()]);
            let (sum, carry) = sum.overflowing_add(word);
            sum + u16::from(carry)
        })
    }

    proptest! {
        #[test]
        fn a_sum_is_that_of_its_words(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            prop_assert!(is_nothing(sum(&bytes) + u64::from(!by_words(&bytes).to_be())));
        }

        #[test]
        fn a_sum_is_nothing_with_its_complement_alone(bytes in prop::collection::vec(any::<u8>(), 1..100), other: u16) {
            prop_assume!(!is_nothing(sum(&bytes)));
            let field = !by_words(&bytes);
            prop_assert_eq!(is_nothing(sum(&bytes) + u64::from(other.to_be())), other == field);
        }
    }
}
