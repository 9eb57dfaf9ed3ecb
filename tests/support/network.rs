//! IPv4 and IPv6 headers, and the Internet checksum.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

const TIME_TO_LIVE: u8 = 64;
const IDENTIFICATION: u16 = 0x1234;
const FRAGMENT_HEADER: u8 = 44;

/// The optional parts of an IP header; none by default.
#[derive(Clone, Debug, Default)]
pub struct IpFields {
    /// The IPv4 identification; else always the same.
    pub identification: Option<u16>,
    /// TTL or hop limit; else 64.
    pub ttl: Option<u8>,
    /// IPv4 options, filled up with zeros to whole words.
    pub options: Vec<u8>,
    /// IPv6 extension headers, in this order.
    pub extensions: Vec<Extension>,
    /// Marks the packet as a fragment; what it carries stays as it is.
    pub fragment: Option<Fragment>,
    /// What the length field says instead of the truth: 0 is what segmentation offload leaves there.
    pub claimed_length: Option<u16>,
}

/// An IPv6 extension header with nothing but padding in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    /// Options for every node on the way (RFC 8200 4.3).
    HopByHop,
    /// A route that has been travelled to its end (RFC 8200 4.4).
    Routing,
    /// Options for the destination (RFC 8200 4.6).
    DestinationOptions,
}

impl Extension {
    fn number(self) -> u8 {
        match self {
            Self::HopByHop => 0,
            Self::Routing => 43,
            Self::DestinationOptions => 60,
        }
    }

    /// Next header, length, and either one `PadN` option or a route with no segments left.
    fn bytes(self, next: u8) -> [u8; 8] {
        match self {
            Self::HopByHop | Self::DestinationOptions => [next, 0, 1, 4, 0, 0, 0, 0],
            Self::Routing => [next, 0, 0, 0, 0, 0, 0, 0],
        }
    }
}

/// Which part of a larger packet a fragment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Where it belongs, in units of 8 bytes.
    pub offset: u16,
    /// Whether more fragments follow.
    pub more: bool,
}

/// An IP packet from `from` to `to` with `payload` of the protocol numbered `protocol`.
pub fn ip_packet(from: IpAddr, to: IpAddr, fields: &IpFields, protocol: u8, payload: &[u8]) -> Vec<u8> {
    match (from, to) {
        (IpAddr::V4(from), IpAddr::V4(to)) => ipv4(from, to, fields, protocol, payload),
        (IpAddr::V6(from), IpAddr::V6(to)) => ipv6(from, to, fields, protocol, payload),
        _ => panic!("{from} and {to} are of two address families"),
    }
}

/// The checksum of a TCP segment or UDP datagram, whose own checksum field is zero.
pub fn transport_checksum(from: IpAddr, to: IpAddr, protocol: u8, payload: &[u8]) -> u16 {
    let mut covered = Vec::new();
    for address in [from, to] {
        match address {
            IpAddr::V4(address) => covered.extend_from_slice(&address.octets()),
            IpAddr::V6(address) => covered.extend_from_slice(&address.octets()),
        }
    }
    // The pseudo-headers of IPv4 and IPv6 order these differently, which a sum doesn't feel.
    covered.extend_from_slice(&(payload.len() as u32).to_be_bytes());
    covered.extend_from_slice(&[0, protocol]);
    covered.extend_from_slice(payload);
    checksum(&covered)
}

fn ipv4(from: Ipv4Addr, to: Ipv4Addr, fields: &IpFields, protocol: u8, payload: &[u8]) -> Vec<u8> {
    let options = fields.options.len().next_multiple_of(4);
    let header_length = 20 + options;
    let length = fields.claimed_length.unwrap_or((header_length + payload.len()) as u16);
    let fragment = fields.fragment.map_or(0x4000, |f| u16::from(f.more) << 13 | f.offset);
    let mut bytes = vec![0x40 | (header_length / 4) as u8, 0];
    for word in [length, fields.identification.unwrap_or(IDENTIFICATION), fragment] {
        bytes.extend_from_slice(&word.to_be_bytes());
    }
    bytes.extend_from_slice(&[fields.ttl.unwrap_or(TIME_TO_LIVE), protocol, 0, 0]);
    bytes.extend_from_slice(&from.octets());
    bytes.extend_from_slice(&to.octets());
    bytes.extend_from_slice(&fields.options);
    bytes.resize(header_length, 0);
    let sum = checksum(&bytes);
    bytes[10..12].copy_from_slice(&sum.to_be_bytes());
    bytes.extend_from_slice(payload);
    bytes
}

fn ipv6(from: Ipv6Addr, to: Ipv6Addr, fields: &IpFields, protocol: u8, payload: &[u8]) -> Vec<u8> {
    let mut body = payload.to_vec();
    let mut next = protocol;
    if let Some(fragment) = fields.fragment {
        let place = fragment.offset << 3 | u16::from(fragment.more);
        let [high, low] = place.to_be_bytes();
        body.splice(..0, [next, 0, high, low, 0, 0, 0x12, 0x34]);
        next = FRAGMENT_HEADER;
    }
    for extension in fields.extensions.iter().rev() {
        body.splice(..0, extension.bytes(next));
        next = extension.number();
    }
    let length = fields.claimed_length.unwrap_or(body.len() as u16);
    let mut bytes = vec![0x60, 0, 0, 0];
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(&[next, fields.ttl.unwrap_or(TIME_TO_LIVE)]);
    bytes.extend_from_slice(&from.octets());
    bytes.extend_from_slice(&to.octets());
    bytes.extend_from_slice(&body);
    bytes
}

/// The Internet checksum (RFC 1071).
fn checksum(bytes: &[u8]) -> u16 {
    let words =
        bytes.chunks(2).map(|pair| u64::from(pair[0]) << 8 | pair.get(1).map_or(0, |low| u64::from(*low)));
    let mut sum: u64 = words.sum();
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    !(sum as u16)
}
