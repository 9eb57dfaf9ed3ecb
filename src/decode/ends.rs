//! Who sends a packet to whom, at a glance.

use std::net::SocketAddr;

use etherparse::{EtherType, IpNumber, Ipv4HeaderSlice, Ipv6HeaderSlice};

use super::start;
use crate::capture::LinkType;

/// Who sends a TCP segment to whom, if the packet is plain IP and TCP, as nearly every one is. It takes
/// much less than to decode the packet.
#[must_use]
#[inline]
pub fn ends(link: LinkType, bytes: &[u8]) -> Option<(SocketAddr, SocketAddr)> {
    let (ether_type, bytes) = start(link, bytes).ok()?.network()?;
    match ether_type {
        EtherType::IPV4 => {
            let ip = Ipv4HeaderSlice::from_slice(bytes).ok()?;
            let (from, to) = ports(ip.protocol(), bytes.get(ip.slice().len()..)?)?;
            Some(((ip.source_addr(), from).into(), (ip.destination_addr(), to).into()))
        }
        EtherType::IPV6 => {
            let ip = Ipv6HeaderSlice::from_slice(bytes).ok()?;
            let (from, to) = ports(ip.next_header(), bytes.get(ip.slice().len()..)?)?;
            Some(((ip.source_addr(), from).into(), (ip.destination_addr(), to).into()))
        }
        _ => None,
    }
}

/// The ports that a TCP header begins with.
fn ports(protocol: IpNumber, header: &[u8]) -> Option<(u16, u16)> {
    let [f0, f1, t0, t1] = *header.first_chunk().filter(|_| protocol == IpNumber::TCP)?;
    Some((u16::from_be_bytes([f0, f1]), u16::from_be_bytes([t0, t1])))
}
