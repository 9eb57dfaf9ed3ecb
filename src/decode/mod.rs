//! Packet to TCP segment: link layers, IP and TCP headers, and why a packet holds no segment.

mod segment;
mod seq;

use std::net::{IpAddr, SocketAddr};

use etherparse::{EtherType, LaxNetSlice, LaxSlicedPacket, NetSlice, SlicedPacket, TcpSlice, TransportSlice};

pub use segment::{Flags, Options, Segment};
pub use seq::SeqNumber;

use crate::capture::{LinkType, Packet};

/// Why a packet yields no TCP segment. Counted by reason and told at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Undecoded {
    /// A link type we have no decoder for.
    LinkType(u16),
    /// Not IPv4 or IPv6: ARP, LLDP, spanning tree and the like.
    NotIp,
    /// IP, but another protocol than TCP: UDP, ICMP and the like.
    NotTcp,
    /// A fragment of an IP packet.
    Fragment,
    /// The snap length or the end of the frame cut a header.
    Cut,
    /// A header contradicts itself.
    Malformed,
}

/// The TCP segment in `packet`, or why there is none.
pub fn decode<'a>(packet: &Packet<'a>) -> Result<Segment<'a>, Undecoded> {
    match strict(packet) {
        Ok(sliced) => from_strict(packet, &sliced),
        // Lengths that promise more than was captured: a snap length, or segmentation offload with
        // an IPv4 total length of 0. The lax form costs twice as much, so it is only the fallback.
        Err(Refused::Length) => from_lax(packet),
        Err(Refused::Reason(reason)) => Err(reason),
    }
}

/// Why the strict slicing of a packet failed.
enum Refused {
    Length,
    Reason(Undecoded),
}

impl From<etherparse::err::packet::SliceError> for Refused {
    fn from(error: etherparse::err::packet::SliceError) -> Self {
        use etherparse::err::packet::SliceError;
        match error {
            SliceError::Len(_) | SliceError::Ip(_) | SliceError::Ipv4(_) | SliceError::Ipv6(_) => {
                Self::Length
            }
            _ => Self::Reason(Undecoded::Malformed),
        }
    }
}

/// What stands before the first header that etherparse reads.
enum Start<'a> {
    Ethernet(&'a [u8]),
    EtherType(EtherType, &'a [u8]),
    Ip(&'a [u8]),
}

/// Length of a Linux cooked header, version 1 (`LINKTYPE_LINUX_SLL`).
const SLL_LENGTH: usize = 16;
/// Length of a Linux cooked header, version 2 (`LINKTYPE_LINUX_SLL2`).
const SLL2_LENGTH: usize = 20;
/// Length of the address family before a BSD loopback packet.
const FAMILY_LENGTH: usize = 4;

fn start<'a>(packet: &Packet<'a>) -> Result<Start<'a>, Undecoded> {
    let bytes = packet.bytes;
    let after = |length: usize| bytes.get(length..).ok_or(Undecoded::Cut);
    let ether_type = |at: usize| {
        let field = bytes.get(at..at + 2).and_then(|field| field.first_chunk());
        field.map(|field| EtherType(u16::from_be_bytes(*field))).ok_or(Undecoded::Cut)
    };
    match packet.link {
        LinkType::ETHERNET => Ok(Start::Ethernet(bytes)),
        LinkType::LINUX_SLL => Ok(Start::EtherType(ether_type(SLL_LENGTH - 2)?, after(SLL_LENGTH)?)),
        LinkType::LINUX_SLL2 => Ok(Start::EtherType(ether_type(0)?, after(SLL2_LENGTH)?)),
        // The family says IPv4 or IPv6, with another number for IPv6 on every BSD; the IP version
        // that follows says the same without the table.
        LinkType::NULL | LinkType::LOOP => Ok(Start::Ip(after(FAMILY_LENGTH)?)),
        // 12 and 14 are what some systems write for LINKTYPE_RAW.
        LinkType::RAW | LinkType::IPV4 | LinkType::IPV6 | LinkType(12 | 14) => Ok(Start::Ip(bytes)),
        LinkType(other) => Err(Undecoded::LinkType(other)),
    }
}

fn strict<'a>(packet: &Packet<'a>) -> Result<SlicedPacket<'a>, Refused> {
    match start(packet).map_err(Refused::Reason)? {
        Start::Ethernet(bytes) => Ok(SlicedPacket::from_ethernet(bytes)?),
        Start::EtherType(ether_type, bytes) => Ok(SlicedPacket::from_ether_type(ether_type, bytes)?),
        Start::Ip(bytes) => Ok(SlicedPacket::from_ip(bytes)?),
    }
}

fn from_strict<'a>(packet: &Packet<'a>, sliced: &SlicedPacket<'a>) -> Result<Segment<'a>, Undecoded> {
    let (from, to) = match &sliced.net {
        Some(NetSlice::Ipv4(ip)) => addresses_v4(&ip.header()),
        // Offload leaves the length 0, which strict slicing takes for "up to the end of the packet".
        Some(NetSlice::Ipv6(ip)) if ip.header().payload_length() == 0 => return from_lax(packet),
        Some(NetSlice::Ipv6(ip)) => addresses_v6(&ip.header()),
        Some(NetSlice::Arp(_)) | None => return Err(Undecoded::NotIp),
    };
    match &sliced.transport {
        Some(TransportSlice::Tcp(tcp)) => Ok(segment(packet, from, to, tcp, tcp.payload().len())),
        None if sliced.is_ip_payload_fragmented() => Err(Undecoded::Fragment),
        Some(_) | None => Err(Undecoded::NotTcp),
    }
}

fn from_lax<'a>(packet: &Packet<'a>) -> Result<Segment<'a>, Undecoded> {
    let sliced = match start(packet)? {
        Start::Ethernet(bytes) => LaxSlicedPacket::from_ethernet(bytes).map_err(|_| Undecoded::Cut)?,
        Start::EtherType(ether_type, bytes) => LaxSlicedPacket::from_ether_type(ether_type, bytes),
        Start::Ip(bytes) => LaxSlicedPacket::from_ip(bytes).map_err(|_| Undecoded::Cut)?,
    };
    let cut = sliced.stop_err.is_some();
    // What the IP header promises after itself and its extensions; 0 where offload left it unset.
    let (from, to, promised) = match &sliced.net {
        Some(LaxNetSlice::Ipv4(ip)) => {
            let header = ip.header();
            let (from, to) = addresses_v4(&header);
            (from, to, usize::from(header.total_len()).saturating_sub(header.slice().len()))
        }
        Some(LaxNetSlice::Ipv6(ip)) => {
            let (from, to) = addresses_v6(&ip.header());
            let extensions = ip.extensions().slice().len();
            (from, to, usize::from(ip.header().payload_length()).saturating_sub(extensions))
        }
        Some(LaxNetSlice::Arp(_)) => return Err(Undecoded::NotIp),
        None => return Err(if cut { Undecoded::Cut } else { Undecoded::NotIp }),
    };
    match &sliced.transport {
        Some(TransportSlice::Tcp(tcp)) => {
            let missing = (packet.wire_length as usize).saturating_sub(packet.bytes.len());
            let wire_payload_length = match promised.checked_sub(tcp.header_slice().len()) {
                Some(length) if promised > 0 => length,
                _ => tcp.payload().len() + missing,
            };
            Ok(segment(packet, from, to, tcp, wire_payload_length))
        }
        Some(_) => Err(Undecoded::NotTcp),
        None => Err(match sliced.net.as_ref().and_then(LaxNetSlice::ip_payload_ref) {
            Some(payload) if payload.fragmented => Undecoded::Fragment,
            Some(payload) if payload.ip_number != etherparse::IpNumber::TCP => Undecoded::NotTcp,
            _ if packet.bytes.len() < packet.wire_length as usize => Undecoded::Cut,
            _ => Undecoded::Malformed,
        }),
    }
}

fn addresses_v4(header: &etherparse::Ipv4HeaderSlice<'_>) -> (IpAddr, IpAddr) {
    (header.source_addr().into(), header.destination_addr().into())
}

fn addresses_v6(header: &etherparse::Ipv6HeaderSlice<'_>) -> (IpAddr, IpAddr) {
    (header.source_addr().into(), header.destination_addr().into())
}

fn segment<'a>(
    packet: &Packet<'a>,
    from: IpAddr,
    to: IpAddr,
    tcp: &TcpSlice<'a>,
    wire_payload_length: usize,
) -> Segment<'a> {
    const FIXED_HEADER: usize = 20;
    const FLAG_BYTES: std::ops::Range<usize> = 12..14;
    let header = tcp.header_slice();
    let flags = header.get(FLAG_BYTES).and_then(|field| field.first_chunk());
    Segment {
        packet: packet.number,
        time: packet.time,
        from: SocketAddr::new(from, tcp.source_port()),
        to: SocketAddr::new(to, tcp.destination_port()),
        seq: SeqNumber(tcp.sequence_number()),
        ack: SeqNumber(tcp.acknowledgment_number()),
        flags: Flags(flags.map_or(0, |field| u16::from_be_bytes(*field) & 0x1ff)),
        window: tcp.window_size(),
        options: Options(header.get(FIXED_HEADER..).unwrap_or_default()),
        payload: tcp.payload(),
        wire_payload_length: u32::try_from(wire_payload_length).unwrap_or(u32::MAX),
        wire_packet_length: packet.wire_length,
    }
}
