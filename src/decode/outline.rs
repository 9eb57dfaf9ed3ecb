//! A packet by itself, in outline: who sent it to whom, and what is in it, TCP or not.

use std::net::{IpAddr, Ipv4Addr};

use etherparse::{ArpOperation, IpNumber, LaxNetSlice, LinkSlice, TransportSlice};

use super::{Segment, decode, lax};
use crate::capture::Packet;

/// A packet in outline.
#[derive(Clone, Debug, Default)]
pub struct Outline<'a> {
    /// Who sent it and whom it is for, by IP.
    pub ends: Option<(IpAddr, IpAddr)>,
    /// The same by the hardware addresses of Ethernet.
    pub hardware: Option<([u8; 6], [u8; 6])>,
    /// What is in it.
    pub holds: Holds<'a>,
}

/// What is in a packet.
#[derive(Clone, Debug, Default)]
pub enum Holds<'a> {
    /// A TCP segment.
    Tcp(Box<Segment<'a>>),
    /// A fragment of an IP packet: protocol, offset in bytes, identification.
    Fragment(u8, u32, u32),
    /// A UDP datagram: ports, and bytes of its payload.
    Udp(u16, u16, usize),
    /// ICMP of IPv4: type and code.
    Icmp(u8, u8),
    /// ICMP of IPv6: type and code.
    Icmp6(u8, u8),
    /// ARP over IPv4: whether it answers, the sender's hardware address, the sender and the target.
    Arp(bool, [u8; 6], Ipv4Addr, Ipv4Addr),
    /// Another protocol of IP, by its number.
    Ip(u8),
    /// Another protocol of Ethernet, by its number.
    Ethernet(u16),
    /// Nothing that can be read.
    #[default]
    Unknown,
}

impl<'a> Outline<'a> {
    /// The outline of a packet.
    #[must_use]
    pub fn of(packet: &Packet<'a>) -> Self {
        if let Ok(segment) = decode(packet) {
            let ends = Some((segment.from.ip(), segment.to.ip()));
            return Self { ends, hardware: None, holds: Holds::Tcp(Box::new(segment)) };
        }
        let Ok(sliced) = lax(packet) else { return Self::default() };
        let hardware = match &sliced.link {
            Some(LinkSlice::Ethernet2(link)) => Some((link.source(), link.destination())),
            _ => None,
        };
        let ends = match &sliced.net {
            Some(LaxNetSlice::Ipv4(ip)) => {
                Some((ip.header().source_addr().into(), ip.header().destination_addr().into()))
            }
            Some(LaxNetSlice::Ipv6(ip)) => {
                Some((ip.header().source_addr().into(), ip.header().destination_addr().into()))
            }
            Some(LaxNetSlice::Arp(_)) | None => None,
        };
        let holds = match (&sliced.transport, &sliced.net) {
            (Some(TransportSlice::Udp(udp)), _) => {
                let length = usize::from(udp.length()).saturating_sub(8);
                Holds::Udp(udp.source_port(), udp.destination_port(), length)
            }
            (Some(TransportSlice::Icmpv4(icmp)), _) => Holds::Icmp(icmp.type_u8(), icmp.code_u8()),
            (Some(TransportSlice::Icmpv6(icmp)), _) => Holds::Icmp6(icmp.type_u8(), icmp.code_u8()),
            (_, Some(net)) => inside(net),
            (_, None) => match &sliced.link {
                Some(LinkSlice::Ethernet2(link)) => Holds::Ethernet(link.ether_type().0),
                _ => Holds::Unknown,
            },
        };
        Self { ends, hardware, holds }
    }
}

/// What an IP or ARP packet holds, where it is no whole packet of a transport that is read here.
fn inside<'a>(net: &LaxNetSlice<'_>) -> Holds<'a> {
    match net {
        LaxNetSlice::Arp(arp) => {
            let address = |bytes: &[u8]| bytes.first_chunk::<4>().map(|bytes| Ipv4Addr::from(*bytes));
            let parts = (|| {
                let hardware = *arp.sender_hw_addr().first_chunk::<6>()?;
                Some((hardware, address(arp.sender_protocol_addr())?, address(arp.target_protocol_addr())?))
            })();
            parts.map_or(Holds::Unknown, |(hardware, sender, target)| {
                Holds::Arp(arp.operation() == ArpOperation::REPLY, hardware, sender, target)
            })
        }
        LaxNetSlice::Ipv4(ip) if ip.payload().fragmented => {
            let header = ip.header();
            let offset = u32::from(header.fragments_offset().value()) * 8;
            Holds::Fragment(header.protocol().0, offset, header.identification().into())
        }
        LaxNetSlice::Ipv6(ip) if ip.payload().fragmented => {
            let fragment = ip.extensions().clone().into_iter().find_map(|extension| match extension {
                etherparse::Ipv6ExtensionSlice::Fragment(fragment) => Some(fragment),
                _ => None,
            });
            fragment.map_or(Holds::Unknown, |fragment| {
                let offset = u32::from(fragment.fragment_offset().value()) * 8;
                Holds::Fragment(fragment.next_header().0, offset, fragment.identification())
            })
        }
        LaxNetSlice::Ipv4(ip) => number(ip.payload().ip_number),
        LaxNetSlice::Ipv6(ip) => number(ip.payload().ip_number),
    }
}

fn number<'a>(number: IpNumber) -> Holds<'a> {
    Holds::Ip(number.0)
}
