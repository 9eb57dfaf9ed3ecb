//! What stands before the IP header.

use std::net::IpAddr;

const ETHERTYPE_IPV4: u16 = 0x0800;
const ETHERTYPE_IPV6: u16 = 0x86dd;
const ETHERTYPE_VLAN: u16 = 0x8100;
const ETHERTYPE_QINQ: u16 = 0x88a8;
const CLIENT_MAC: [u8; 6] = [2, 0, 0, 0, 0, 1];
const SERVER_MAC: [u8; 6] = [2, 0, 0, 0, 0, 2];
/// Shortest Ethernet frame, without its checksum.
const SHORTEST_FRAME: usize = 60;

/// The kind of link layer a packet is captured on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Ethernet as a sender sees its own frames: not padded.
    Ethernet,
    /// Ethernet as a receiver sees frames: padded to 60 bytes.
    EthernetPadded,
    /// Ethernet with one VLAN tag.
    Vlan,
    /// Ethernet with a service tag and a VLAN tag.
    QinQ,
    /// Linux "any" device, cooked header version 1.
    LinuxCooked,
    /// Linux "any" device, cooked header version 2.
    LinuxCooked2,
    /// IP with nothing before it.
    RawIp,
    /// BSD loopback, address family in little-endian order.
    BsdNull,
    /// OpenBSD loopback, address family in network order.
    BsdLoop,
}

impl Link {
    /// Every kind, for tests that go through all of them.
    pub const ALL: [Self; 9] = [
        Self::Ethernet,
        Self::EthernetPadded,
        Self::Vlan,
        Self::QinQ,
        Self::LinuxCooked,
        Self::LinuxCooked2,
        Self::RawIp,
        Self::BsdNull,
        Self::BsdLoop,
    ];

    /// Number in the `LINKTYPE_` registry.
    pub fn number(self) -> u16 {
        match self {
            Self::Ethernet | Self::EthernetPadded | Self::Vlan | Self::QinQ => 1,
            Self::LinuxCooked => 113,
            Self::LinuxCooked2 => 276,
            Self::RawIp => 101,
            Self::BsdNull => 0,
            Self::BsdLoop => 108,
        }
    }

    /// `ip`, an IP packet to `to`, with this link layer around it.
    pub fn wrap(self, to: IpAddr, ip: &[u8]) -> Vec<u8> {
        let (ether_type, family) = if to.is_ipv4() { (ETHERTYPE_IPV4, 2) } else { (ETHERTYPE_IPV6, 30) };
        match self {
            Self::RawIp => ip.to_vec(),
            Self::BsdNull => [&u32::to_le_bytes(family)[..], ip].concat(),
            Self::BsdLoop => [&u32::to_be_bytes(family)[..], ip].concat(),
            _ => self.wrap_ether_type(ether_type, ip),
        }
    }

    /// `payload` of any protocol with this link layer around it, which must be one that names
    /// protocols by their Ethernet type.
    pub fn wrap_ether_type(self, ether_type: u16, payload: &[u8]) -> Vec<u8> {
        let mut bytes = match self {
            Self::Ethernet | Self::EthernetPadded => ethernet(&[ether_type]),
            Self::Vlan => ethernet(&[ETHERTYPE_VLAN, 7, ether_type]),
            Self::QinQ => ethernet(&[ETHERTYPE_QINQ, 5, ETHERTYPE_VLAN, 7, ether_type]),
            Self::LinuxCooked => cooked(ether_type),
            Self::LinuxCooked2 => cooked2(ether_type),
            Self::RawIp | Self::BsdNull | Self::BsdLoop => panic!("{self:?} carries nothing but IP"),
        };
        bytes.extend_from_slice(payload);
        if self == Self::EthernetPadded {
            bytes.resize(bytes.len().max(SHORTEST_FRAME), 0);
        }
        bytes
    }
}

/// Two addresses, then Ethernet types and tags in the order of the wire.
fn ethernet(fields: &[u16]) -> Vec<u8> {
    let mut header = [SERVER_MAC, CLIENT_MAC].concat();
    header.extend(fields.iter().flat_map(|field| field.to_be_bytes()));
    header
}

/// Packet type, hardware type, address length, address, protocol.
fn cooked(ether_type: u16) -> Vec<u8> {
    let mut header = vec![0, 0, 0, 1, 0, 6];
    header.extend_from_slice(&CLIENT_MAC);
    header.extend_from_slice(&[0, 0]);
    header.extend_from_slice(&ether_type.to_be_bytes());
    header
}

/// Protocol, reserved, interface, hardware type, packet type, address length, address.
fn cooked2(ether_type: u16) -> Vec<u8> {
    let mut header = ether_type.to_be_bytes().to_vec();
    header.extend_from_slice(&[0, 0, 0, 0, 0, 2, 0, 1, 0, 6]);
    header.extend_from_slice(&CLIENT_MAC);
    header.extend_from_slice(&[0, 0]);
    header
}
