//! One TCP segment as it stood in one packet.

use std::net::SocketAddr;

use etherparse::{TcpOptionElement, TcpOptionsIterator};

use super::SeqNumber;
use crate::capture::Timestamp;

/// A TCP segment (RFC 9293 3.1), borrowed from the packet that carried it.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// Number of the packet: Wireshark's `frame.number`.
    pub packet: u64,
    /// When the packet was captured.
    pub time: Timestamp,
    /// Who sent it.
    pub from: SocketAddr,
    /// Whom it is for.
    pub to: SocketAddr,
    /// Identification of the IPv4 header (RFC 6864); IPv6 has none.
    pub ip_id: Option<u16>,
    /// Hops that the IP header still allows: TTL in IPv4, hop limit in IPv6.
    pub ttl: u8,
    /// Sequence number of the first payload byte (of the SYN where there is one).
    pub seq: SeqNumber,
    /// Acknowledgment number; meaningful only with [`Flags::ACK`].
    pub ack: SeqNumber,
    /// Control bits.
    pub flags: Flags,
    /// Window field as sent, not scaled.
    pub window: u16,
    /// The header of IPv4; empty for IPv6, and for what came in fragments, each with its own.
    pub ipv4_header: &'a [u8],
    /// The TCP header with its options, as far as it was captured.
    pub header: &'a [u8],
    /// Options, undecoded until asked for.
    pub options: Options<'a>,
    /// Captured payload, which a snap length may have cut.
    pub payload: &'a [u8],
    /// Payload bytes the segment had on the wire.
    pub wire_payload_length: u32,
    /// Bytes of the whole packet on the wire, link layer included.
    pub wire_packet_length: u32,
    /// Bytes of the IP and TCP headers, with their extensions and options.
    pub header_length: u32,
    /// Whether it came in IP fragments that overlap and differ.
    pub conflicting_fragments: bool,
}

impl Segment<'_> {
    /// The urgent pointer, where the segment has one (RFC 9293 3.8.5).
    #[must_use]
    pub fn urgent_pointer(&self) -> Option<u16> {
        if !self.flags.has(Flags::URG) {
            return None;
        }
        self.header.get(18..20)?.first_chunk().map(|field| u16::from_be_bytes(*field))
    }

    /// What the segment occupies in sequence space: payload, plus one for SYN and one for FIN
    /// (RFC 9293 3.4).
    #[must_use]
    pub fn sequence_length(&self) -> u32 {
        let control = u32::from(self.flags.has(Flags::SYN)) + u32::from(self.flags.has(Flags::FIN));
        self.wire_payload_length.saturating_add(control)
    }
}

/// The control bits of a TCP header (RFC 9293 3.1; AE: RFC 9768, formerly NS).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u16);

impl Flags {
    /// No more data from the sender.
    pub const FIN: Self = Self(0x001);
    /// Synchronize sequence numbers.
    pub const SYN: Self = Self(0x002);
    /// Reset the connection.
    pub const RST: Self = Self(0x004);
    /// Push.
    pub const PSH: Self = Self(0x008);
    /// The acknowledgment number is valid.
    pub const ACK: Self = Self(0x010);
    /// The urgent pointer is valid.
    pub const URG: Self = Self(0x020);
    /// ECN-Echo (RFC 3168).
    pub const ECE: Self = Self(0x040);
    /// Congestion window reduced (RFC 3168).
    pub const CWR: Self = Self(0x080);
    /// Accurate ECN (RFC 9768).
    pub const AE: Self = Self(0x100);

    /// The bits that are flags, among the 16 that they share with the data offset.
    pub(super) const ALL: u16 = 0x1ff;

    /// Every bit with its name, lowest bit first, as Wireshark lists them.
    const NAMES: [(Self, &'static str); 9] = [
        (Self::FIN, "FIN"),
        (Self::SYN, "SYN"),
        (Self::RST, "RST"),
        (Self::PSH, "PSH"),
        (Self::ACK, "ACK"),
        (Self::URG, "URG"),
        (Self::ECE, "ECE"),
        (Self::CWR, "CWR"),
        (Self::AE, "AE"),
    ];

    /// Whether all of `bits` are set.
    #[must_use]
    pub fn has(self, bits: Self) -> bool {
        self.0 & bits.0 == bits.0
    }

    /// Whether at least one of SYN, FIN and RST is set.
    #[must_use]
    pub fn has_control(self) -> bool {
        self.0 & (Self::SYN.0 | Self::FIN.0 | Self::RST.0) != 0
    }

    /// Whether the ACK bit is set, and neither SYN, FIN nor RST: as on most segments.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self.0 & (Self::SYN.0 | Self::FIN.0 | Self::RST.0 | Self::ACK.0) == Self::ACK.0
    }

    /// Whether it is a SYN that asks, not one that answers.
    #[must_use]
    pub fn is_only_syn(self) -> bool {
        self.has(Self::SYN) && !self.has(Self::ACK)
    }

    /// The names of the bits that are set, lowest bit first.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |(bit, _)| self.has(*bit)).map(|(_, name)| name)
    }
}

/// The option bytes of a TCP header, decoded on demand; what can't be decoded is left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a>(pub &'a [u8]);

impl Options<'_> {
    /// Maximum segment size in bytes (RFC 9293 3.7.1), on a SYN.
    #[must_use]
    pub fn maximum_segment_size(&self) -> Option<u16> {
        self.find(|option| match option {
            TcpOptionElement::MaximumSegmentSize(size) => Some(size),
            _ => None,
        })
    }

    /// Shift count of the window (RFC 7323 2.2), on a SYN; at most 14 counts (RFC 7323 2.3).
    #[must_use]
    pub fn window_scale(&self) -> Option<u8> {
        self.find(|option| match option {
            TcpOptionElement::WindowScale(shift) => Some(shift.min(14)),
            _ => None,
        })
    }

    /// Whether selective acknowledgments are permitted (RFC 2018 2), on a SYN.
    #[must_use]
    pub fn sack_permitted(&self) -> bool {
        self.find(|option| (option == TcpOptionElement::SelectiveAcknowledgementPermitted).then_some(()))
            .is_some()
    }

    /// The first selective-acknowledgment block (RFC 2018 3): left edge and right edge.
    #[must_use]
    pub fn first_sack_block(&self) -> Option<(SeqNumber, SeqNumber)> {
        self.sack_blocks().next()
    }

    /// The selective-acknowledgment blocks (RFC 2018 3): left and right edges.
    pub fn sack_blocks(&self) -> impl Iterator<Item = (SeqNumber, SeqNumber)> + use<> {
        let other = if self.are_usual() { &[] } else { self.0 };
        let found = Options(other).find(|option| match option {
            TcpOptionElement::SelectiveAcknowledgement(first, more) => Some((first, more)),
            _ => None,
        });
        let blocks = found.map(|(first, more)| std::iter::once(Some(first)).chain(more));
        blocks.into_iter().flatten().flatten().map(|(left, right)| (SeqNumber(left), SeqNumber(right)))
    }

    /// Whether there is nothing but timestamps, behind two no-operations, as nearly every segment has it, or
    /// nothing at all.
    #[must_use]
    pub fn are_usual(&self) -> bool {
        matches!(self.0, [] | [1, 1, 8, 10, ..] if self.0.len() <= 12)
    }

    /// The timestamps option (RFC 7323 3.2): value and echo reply.
    #[must_use]
    pub fn timestamps(&self) -> Option<(u32, u32)> {
        // What nearly every segment has: nothing but timestamps, behind two no-operations.
        if let [1, 1, 8, 10, rest @ ..] = self.0
            && let Some((value, rest)) = rest.split_first_chunk()
            && let Some((echo, _)) = rest.split_first_chunk()
        {
            return Some((u32::from_be_bytes(*value), u32::from_be_bytes(*echo)));
        }
        self.find(|option| match option {
            TcpOptionElement::Timestamp(value, echo) => Some((value, echo)),
            _ => None,
        })
    }

    fn find<T>(&self, pick: impl FnMut(TcpOptionElement) -> Option<T>) -> Option<T> {
        if self.0.is_empty() {
            return None;
        }
        TcpOptionsIterator::from_slice(self.0).map_while(Result::ok).find_map(pick)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_every_flag_once_from_the_lowest_bit() {
        assert_eq!(Flags(0x12).names().collect::<Vec<_>>(), ["SYN", "ACK"]);
        assert_eq!(Flags(0x1ff).names().count(), 9);
    }

    #[test]
    fn finds_the_options_of_a_linux_syn() {
        let bytes = [2, 4, 5, 0xb4, 4, 2, 8, 10, 0, 0, 0, 7, 0, 0, 0, 0, 1, 3, 3, 10];
        let options = Options(&bytes);
        assert_eq!(options.maximum_segment_size(), Some(1460));
        assert_eq!(options.window_scale(), Some(10));
        assert!(options.sack_permitted());
        assert_eq!(options.timestamps(), Some((7, 0)));
        assert_eq!(options.first_sack_block(), None);
    }

    #[test]
    fn damaged_options_end_the_list() {
        assert_eq!(Options(&[3, 0, 2, 4, 5, 0xb4]).maximum_segment_size(), None);
    }
}
