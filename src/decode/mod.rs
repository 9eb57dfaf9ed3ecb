//! Packet to TCP segment: link layers, IP and TCP headers, and why a packet holds no segment.

mod checksum;
mod ends;
mod fragments;
mod outline;
mod segment;
mod seq;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use etherparse::{
    EtherType, Ethernet2Slice, IpNumber, Ipv4ExtensionsSlice, Ipv4HeaderSlice, Ipv6ExtensionsSlice,
    Ipv6HeaderSlice, Ipv6Slice, LaxNetSlice, LaxSlicedPacket, NetSlice, SlicedPacket, TcpSlice,
    TransportSlice,
};

pub use checksum::Checksum;
pub use ends::ends;
use fragments::{Fragments, Whole};
pub use outline::{Holds, Outline};
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
    /// A fragment of an IP packet whose other fragments come later, or never.
    Fragment,
    /// The snap length or the end of the frame cut a header.
    Cut,
    /// A header contradicts itself.
    Malformed,
}

/// Takes packets in the order of the capture and puts IP fragments together.
#[derive(Debug, Default)]
pub struct Decoder {
    fragments: Fragments,
    /// The packet that was put together last.
    whole: Vec<u8>,
    /// The packets of the fragments that it was put together of, but for the last one.
    pieces: Vec<u64>,
    /// Fragments that are accounted for.
    put_together: u64,
}

impl Decoder {
    /// A decoder that has seen nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The TCP segment in `packet`, or in the fragmented packet that it completes, or why there is
    /// none.
    #[inline]
    pub fn decode<'a>(&'a mut self, packet: &Packet<'a>) -> Result<Segment<'a>, Undecoded> {
        self.pieces.clear();
        match decode(packet) {
            Err(Undecoded::Fragment) => self.fragment(packet),
            decoded => decoded,
        }
    }

    #[cold]
    fn fragment(&mut self, packet: &Packet<'_>) -> Result<Segment<'_>, Undecoded> {
        let net = lax(packet)?.net.ok_or(Undecoded::Fragment)?;
        let Whole { bytes, wire_length, conflicting, pieces } =
            self.fragments.take(packet, &net).ok_or(Undecoded::Fragment)?;
        self.whole = bytes;
        self.put_together += pieces.len() as u64;
        self.pieces = pieces;
        let whole_length = self.whole.len() as u32;
        let whole = Packet { bytes: &self.whole, link: LinkType::RAW, wire_length: whole_length, ..*packet };
        let segment = decode(&whole)?;
        Ok(Segment {
            wire_packet_length: wire_length,
            conflicting_fragments: conflicting,
            ipv4_header: &[],
            ..segment
        })
    }

    /// The packets before the last one that were needed for it: the other fragments of the packet that it
    /// completed.
    #[must_use]
    pub fn pieces(&self) -> &[u64] {
        &self.pieces
    }

    /// How many packets were [`Undecoded::Fragment`] when they came, and are part of a packet that was
    /// put together since.
    #[must_use]
    pub fn put_together(&self) -> u64 {
        self.put_together
    }
}

/// The TCP segment in `packet`, or why there is none.
fn decode<'a>(packet: &Packet<'a>) -> Result<Segment<'a>, Undecoded> {
    match start(packet.link, packet.bytes).ok().and_then(Start::network) {
        Some((EtherType::IPV4, bytes)) => from_plain(packet, plain_v4(bytes)),
        Some((EtherType::IPV6, bytes)) => from_plain(packet, plain_v6(bytes)),
        _ => general(packet),
    }
}

/// What nearly every packet is, whole IP with no tag before it: read header by header, at a fraction of what the
/// general slicing costs, which reads everything else.
type Plain<'a, A> = Option<Result<(IpHeader<'a, A>, TcpSlice<'a>), Undecoded>>;

#[inline]
fn plain_v4(bytes: &[u8]) -> Plain<'_, Ipv4Addr> {
    let ip = Ipv4HeaderSlice::from_slice(bytes).ok()?;
    let payload = bytes.get(ip.slice().len()..usize::from(ip.total_len()))?;
    match ip.protocol() {
        IpNumber::AUTHENTICATION_HEADER => None,
        _ if ip.is_fragmenting_payload() => None,
        IpNumber::TCP => Some(Ok((IpHeader::v4(&ip, ip.slice(), 0), TcpSlice::from_slice(payload).ok()?))),
        _ => Some(Err(Undecoded::NotTcp)),
    }
}

#[inline]
fn plain_v6(bytes: &[u8]) -> Plain<'_, Ipv6Addr> {
    let ip = Ipv6Slice::from_slice(bytes).ok().filter(|ip| ip.header().payload_length() > 0)?;
    let payload = ip.payload();
    match payload.ip_number {
        _ if payload.fragmented => None,
        IpNumber::TCP => {
            let tcp = TcpSlice::from_slice(payload.payload).ok()?;
            Some(Ok((IpHeader::v6(&ip.header(), ip.extensions()), tcp)))
        }
        _ => Some(Err(Undecoded::NotTcp)),
    }
}

#[inline]
fn from_plain<'a, A: Copy + Into<IpAddr>>(
    packet: &Packet<'a>,
    plain: Plain<'a, A>,
) -> Result<Segment<'a>, Undecoded> {
    match plain {
        Some(Ok((ip, tcp))) => segment(packet, &ip, tcp.header_slice(), tcp.payload(), tcp.payload().len()),
        Some(Err(reason)) => Err(reason),
        None => general(packet),
    }
}

/// The TCP segment in a packet of any shape, or why there is none.
#[cold]
fn general<'a>(packet: &Packet<'a>) -> Result<Segment<'a>, Undecoded> {
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

impl<'a> Start<'a> {
    /// The network protocol and its packet, where the link layer names it and there is no tag.
    fn network(self) -> Option<(EtherType, &'a [u8])> {
        match self {
            Self::Ethernet(bytes) => {
                let frame = Ethernet2Slice::from_slice_without_fcs(bytes).ok()?;
                Some((frame.ether_type(), frame.payload_slice()))
            }
            Self::EtherType(ether_type, bytes) => Some((ether_type, bytes)),
            Self::Ip(_) => None,
        }
    }
}

/// Length of a Linux cooked header, version 1 (`LINKTYPE_LINUX_SLL`).
const SLL_LENGTH: usize = 16;
/// Length of a Linux cooked header, version 2 (`LINKTYPE_LINUX_SLL2`).
const SLL2_LENGTH: usize = 20;
/// Length of the address family before a BSD loopback packet.
const FAMILY_LENGTH: usize = 4;

fn start(link: LinkType, bytes: &[u8]) -> Result<Start<'_>, Undecoded> {
    let after = |length: usize| bytes.get(length..).ok_or(Undecoded::Cut);
    let ether_type = |at: usize| {
        let field = bytes.get(at..at + 2).and_then(|field| field.first_chunk());
        field.map(|field| EtherType(u16::from_be_bytes(*field))).ok_or(Undecoded::Cut)
    };
    match link {
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
    match start(packet.link, packet.bytes).map_err(Refused::Reason)? {
        Start::Ethernet(bytes) => Ok(SlicedPacket::from_ethernet(bytes)?),
        Start::EtherType(ether_type, bytes) => Ok(SlicedPacket::from_ether_type(ether_type, bytes)?),
        Start::Ip(bytes) => Ok(SlicedPacket::from_ip(bytes)?),
    }
}

fn from_strict<'a>(packet: &Packet<'a>, sliced: &SlicedPacket<'a>) -> Result<Segment<'a>, Undecoded> {
    let ip: IpHeader<'_, IpAddr> = match &sliced.net {
        Some(NetSlice::Ipv4(ip)) => IpHeader::v4_in(packet, &ip.header(), &ip.extensions()),
        // Offload leaves the length 0, which strict slicing takes for "up to the end of the packet".
        Some(NetSlice::Ipv6(ip)) if ip.header().payload_length() == 0 => return from_lax(packet),
        Some(NetSlice::Ipv6(ip)) => IpHeader::v6(&ip.header(), ip.extensions()),
        Some(NetSlice::Arp(_)) | None => return Err(Undecoded::NotIp),
    };
    match &sliced.transport {
        Some(TransportSlice::Tcp(tcp)) => {
            let payload = tcp.payload();
            segment(packet, &ip, tcp.header_slice(), payload, payload.len())
        }
        None if sliced.is_ip_payload_fragmented() => Err(Undecoded::Fragment),
        Some(_) | None => Err(Undecoded::NotTcp),
    }
}

fn lax<'a>(packet: &Packet<'a>) -> Result<LaxSlicedPacket<'a>, Undecoded> {
    match start(packet.link, packet.bytes)? {
        Start::Ethernet(bytes) => LaxSlicedPacket::from_ethernet(bytes).map_err(|_| Undecoded::Cut),
        Start::EtherType(ether_type, bytes) => Ok(LaxSlicedPacket::from_ether_type(ether_type, bytes)),
        Start::Ip(bytes) => LaxSlicedPacket::from_ip(bytes).map_err(|_| Undecoded::Cut),
    }
}

fn from_lax<'a>(packet: &Packet<'a>) -> Result<Segment<'a>, Undecoded> {
    let sliced = lax(packet)?;
    let cut = sliced.stop_err.is_some();
    // What the IP header promises after itself and its extensions; 0 where offload left it unset.
    let (ip, promised): (IpHeader<'_, IpAddr>, _) = match &sliced.net {
        Some(LaxNetSlice::Ipv4(ip)) => {
            let header = ip.header();
            let promised = usize::from(header.total_len()).saturating_sub(header.slice().len());
            (IpHeader::v4_in(packet, &header, &ip.extensions()), promised)
        }
        Some(LaxNetSlice::Ipv6(ip)) => {
            let (header, extensions) = (ip.header(), ip.extensions());
            let promised = usize::from(header.payload_length()).saturating_sub(extensions.slice().len());
            (IpHeader::v6(&header, extensions), promised)
        }
        Some(LaxNetSlice::Arp(_)) => return Err(Undecoded::NotIp),
        None => return Err(if cut { Undecoded::Cut } else { Undecoded::NotIp }),
    };
    let (header, payload) =
        match (&sliced.transport, sliced.net.as_ref().and_then(LaxNetSlice::ip_payload_ref)) {
            (Some(TransportSlice::Tcp(tcp)), _) => (tcp.header_slice(), tcp.payload()),
            (Some(_), _) => return Err(Undecoded::NotTcp),
            (None, Some(payload)) if payload.fragmented => return Err(Undecoded::Fragment),
            (None, Some(payload)) if payload.ip_number != IpNumber::TCP => return Err(Undecoded::NotTcp),
            // A snap length that cuts the options leaves the fixed header, and that is enough.
            (None, Some(payload)) if packet.bytes.len() < packet.wire_length as usize => {
                (payload.payload, &[][..])
            }
            (None, _) => return Err(Undecoded::Malformed),
        };
    let header_length = data_offset(header)?;
    let missing = (packet.wire_length as usize).saturating_sub(packet.bytes.len());
    let wire_payload_length = match promised.checked_sub(header_length) {
        Some(length) if promised > 0 => length,
        _ => (payload.len() + missing).saturating_sub(header_length.saturating_sub(header.len())),
    };
    segment(packet, &ip, header, payload, wire_payload_length)
}

/// Length of a TCP header without options.
const FIXED_HEADER: usize = 20;

/// What a TCP header says of its own length, in bytes (RFC 9293 3.1).
fn data_offset(header: &[u8]) -> Result<usize, Undecoded> {
    let words = header.get(12).map(|byte| usize::from(byte >> 4)).ok_or(Undecoded::Cut)?;
    if words * 4 < FIXED_HEADER { Err(Undecoded::Malformed) } else { Ok(words * 4) }
}

/// What an IP header says that a segment needs; of one IP version, or of any.
struct IpHeader<'a, A> {
    from: A,
    to: A,
    /// IPv4 only.
    identification: Option<u16>,
    /// TTL, or hop limit.
    ttl: u8,
    /// Bytes of the header with its options or extensions.
    length: usize,
    /// The header of IPv4 with its options.
    ipv4: &'a [u8],
}

impl<'a, A: From<Ipv4Addr>> IpHeader<'a, A> {
    fn v4(header: &Ipv4HeaderSlice<'_>, bytes: &'a [u8], extensions: usize) -> Self {
        Self {
            from: header.source_addr().into(),
            to: header.destination_addr().into(),
            identification: Some(header.identification()),
            ttl: header.ttl(),
            length: header.slice().len() + extensions,
            ipv4: bytes,
        }
    }

    /// The same where the header may lie anywhere in the packet.
    fn v4_in(
        packet: &Packet<'a>,
        header: &Ipv4HeaderSlice<'_>,
        extensions: &Ipv4ExtensionsSlice<'_>,
    ) -> Self {
        let slice = header.slice();
        let start = slice.as_ptr().addr().wrapping_sub(packet.bytes.as_ptr().addr());
        let bytes = packet.bytes.get(start..).and_then(|bytes| bytes.get(..slice.len())).unwrap_or_default();
        Self::v4(header, bytes, extensions.auth.as_ref().map_or(0, |auth| auth.slice().len()))
    }
}

impl<A: From<Ipv6Addr>> IpHeader<'_, A> {
    fn v6(header: &Ipv6HeaderSlice<'_>, extensions: &Ipv6ExtensionsSlice<'_>) -> Self {
        Self {
            from: header.source_addr().into(),
            to: header.destination_addr().into(),
            identification: None,
            ttl: header.hop_limit(),
            length: header.slice().len() + extensions.slice().len(),
            ipv4: &[],
        }
    }
}

/// The segment with this header, of which at least the part without options must be there.
#[inline]
fn segment<'a, A: Copy + Into<IpAddr>>(
    packet: &Packet<'a>,
    ip: &IpHeader<'a, A>,
    header: &'a [u8],
    payload: &'a [u8],
    wire_payload_length: usize,
) -> Result<Segment<'a>, Undecoded> {
    let (fixed, options) = header.split_first_chunk::<FIXED_HEADER>().ok_or(Undecoded::Cut)?;
    let [sp0, sp1, dp0, dp1, s0, s1, s2, s3, a0, a1, a2, a3, f0, f1, w0, w1, ..] = *fixed;
    Ok(Segment {
        packet: packet.number,
        time: packet.time,
        from: SocketAddr::new(ip.from.into(), u16::from_be_bytes([sp0, sp1])),
        to: SocketAddr::new(ip.to.into(), u16::from_be_bytes([dp0, dp1])),
        ip_id: ip.identification,
        ttl: ip.ttl,
        seq: SeqNumber(u32::from_be_bytes([s0, s1, s2, s3])),
        ack: SeqNumber(u32::from_be_bytes([a0, a1, a2, a3])),
        flags: Flags(u16::from_be_bytes([f0, f1]) & Flags::ALL),
        window: u16::from_be_bytes([w0, w1]),
        ipv4_header: ip.ipv4,
        header,
        options: Options(options),
        payload,
        wire_payload_length: u32::try_from(wire_payload_length).unwrap_or(u32::MAX),
        wire_packet_length: packet.wire_length,
        header_length: (ip.length + data_offset(header)?) as u32,
        conflicting_fragments: false,
    })
}
