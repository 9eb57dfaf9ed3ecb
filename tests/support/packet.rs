//! One TCP packet, every field of it in reach.

use std::net::SocketAddr;

use wiretale::decode::Flags;

use super::network::{ip_packet, transport_checksum};
use super::{Fragment, IpFields, Link, RawPacket, TcpOption};

const TCP: u8 = 6;
const UDP: u8 = 17;
const ETHERTYPE_ARP: u16 = 0x0806;
/// 2023-11-14 22:13:20 UTC: a time that is easily recognised.
const FIRST_TIME: u64 = 1_700_000_000_000_000_000;

/// A TCP segment and what it is wrapped in.
#[derive(Clone, Debug)]
pub struct TestPacket {
    /// When it was captured, in nanoseconds since 1970.
    pub time: u64,
    /// The link layer around it.
    pub link: Link,
    /// Options, extension headers and oddities of the IP header.
    pub ip: IpFields,
    /// Who sends it.
    pub from: SocketAddr,
    /// Whom it is for.
    pub to: SocketAddr,
    /// Sequence number.
    pub seq: u32,
    /// Acknowledgment number.
    pub ack: u32,
    /// Control bits.
    pub flags: Flags,
    /// Window field, not scaled.
    pub window: u16,
    /// Options.
    pub options: Vec<TcpOption>,
    /// Payload.
    pub payload: Vec<u8>,
    /// Captures no more than so many bytes of it.
    pub snap_length: Option<usize>,
}

impl TestPacket {
    /// An empty ACK segment on Ethernet; the fields that matter are set on it.
    pub fn new(from: SocketAddr, to: SocketAddr) -> Self {
        Self {
            time: FIRST_TIME,
            link: Link::Ethernet,
            ip: IpFields::default(),
            from,
            to,
            seq: 1,
            ack: 1,
            flags: Flags::ACK,
            window: 501,
            options: Vec::new(),
            payload: Vec::new(),
            snap_length: None,
        }
    }

    /// Sequence number after this segment: SYN and FIN count one each.
    pub fn end(&self) -> u32 {
        let control = u32::from(self.flags.has(Flags::SYN)) + u32::from(self.flags.has(Flags::FIN));
        self.seq.wrapping_add(self.payload.len() as u32).wrapping_add(control)
    }

    /// The packet as two segments, the first with `length` bytes of the payload. SYN stays with the
    /// first; FIN and PSH go to the second.
    pub fn split(&self, length: usize) -> (Self, Self) {
        let (head, tail) = self.payload.split_at(length);
        let syn = self.flags.has(Flags::SYN);
        let mut first = Self { payload: head.to_vec(), ..self.clone() };
        let mut second = Self { payload: tail.to_vec(), ..self.clone() };
        first.flags.0 &= !(Flags::FIN.0 | Flags::PSH.0);
        second.flags.0 &= !Flags::SYN.0;
        second.seq = self.seq.wrapping_add(length as u32).wrapping_add(u32::from(syn));
        (first, second)
    }

    /// This packet and the one that follows it in the same direction as one segment, where the two
    /// adjoin; it takes the acknowledgment and the time of `next`.
    pub fn merge(&self, next: &Self) -> Option<Self> {
        let adjoins = (self.from, self.to, self.end()) == (next.from, next.to, next.seq);
        if !adjoins || self.flags.has_control() || next.flags.has(Flags::SYN) || next.flags.has(Flags::RST) {
            return None;
        }
        let flags = Flags(self.flags.0 | next.flags.0);
        let payload = [&self.payload[..], &next.payload].concat();
        Some(Self { seq: self.seq, flags, payload, ..next.clone() })
    }

    /// The packet as it is captured.
    pub fn to_raw(&self) -> RawPacket {
        let ip = ip_packet(self.from.ip(), self.to.ip(), &self.ip, TCP, &self.tcp());
        RawPacket::new(self.time, self.link, self.link.wrap(self.to.ip(), &ip)).cut(self.snap_length)
    }

    /// The packet as it is captured in IP fragments of `size` bytes, a multiple of 8.
    pub fn to_fragments(&self, size: usize) -> Vec<RawPacket> {
        let tcp = self.tcp();
        let last = (tcp.len() - 1) / size;
        let fragment = |(index, part): (usize, &[u8])| {
            let offset = (index * size / 8) as u16;
            let fragment = Some(Fragment { offset, more: index < last });
            let ip = IpFields { fragment, ..self.ip.clone() };
            let ip = ip_packet(self.from.ip(), self.to.ip(), &ip, TCP, part);
            RawPacket::new(self.time + index as u64 * 1000, self.link, self.link.wrap(self.to.ip(), &ip))
        };
        tcp.chunks(size).enumerate().map(fragment).collect()
    }

    /// The TCP header and payload.
    fn tcp(&self) -> Vec<u8> {
        let options = TcpOption::encode_all(&self.options);
        let header_words = (20 + options.len()) / 4;
        let mut bytes = Vec::new();
        bytes.extend_from_slice(&self.from.port().to_be_bytes());
        bytes.extend_from_slice(&self.to.port().to_be_bytes());
        bytes.extend_from_slice(&self.seq.to_be_bytes());
        bytes.extend_from_slice(&self.ack.to_be_bytes());
        bytes.extend_from_slice(&((header_words as u16) << 12 | self.flags.0).to_be_bytes());
        bytes.extend_from_slice(&self.window.to_be_bytes());
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(&options);
        bytes.extend_from_slice(&self.payload);
        let sum = transport_checksum(self.from.ip(), self.to.ip(), TCP, &bytes);
        bytes[16..18].copy_from_slice(&sum.to_be_bytes());
        bytes
    }
}

/// Gives every packet a time a millisecond after the one before, in the order of the list.
pub fn retime(packets: &mut [TestPacket]) {
    let mut time = packets.iter().map(|packet| packet.time).min().unwrap_or(FIRST_TIME);
    for packet in packets {
        packet.time = time;
        time += 1_000_000;
    }
}

impl RawPacket {
    /// A UDP datagram.
    pub fn udp(link: Link, from: SocketAddr, to: SocketAddr, payload: &[u8]) -> Self {
        let length = 8 + payload.len() as u16;
        let words = [from.port(), to.port(), length, 0];
        let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        bytes.extend_from_slice(payload);
        let sum = transport_checksum(from.ip(), to.ip(), UDP, &bytes);
        bytes[6..8].copy_from_slice(&sum.to_be_bytes());
        let ip = ip_packet(from.ip(), to.ip(), &IpFields::default(), UDP, &bytes);
        Self::new(FIRST_TIME, link, link.wrap(to.ip(), &ip))
    }

    /// A question for the owner of 10.0.0.2 (RFC 826).
    pub fn arp(link: Link) -> Self {
        let mut bytes = vec![0, 1, 8, 0, 6, 4, 0, 1];
        bytes.extend_from_slice(&[2, 0, 0, 0, 0, 1, 10, 0, 0, 1]);
        bytes.extend_from_slice(&[0, 0, 0, 0, 0, 0, 10, 0, 0, 2]);
        Self::new(FIRST_TIME, link, link.wrap_ether_type(ETHERTYPE_ARP, &bytes))
    }
}
