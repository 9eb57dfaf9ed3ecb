//! Who sends a packet to whom, at a glance.

use std::net::{IpAddr, SocketAddr};

use etherparse::{EtherType, IpNumber, Ipv4HeaderSlice, Ipv6HeaderSlice};

use super::start;
use crate::capture::LinkType;

/// Who sends a TCP segment to whom, if the packet is plain IP and TCP, as nearly every one is. It takes
/// much less than to decode the packet.
#[must_use]
pub fn ends(link: LinkType, bytes: &[u8]) -> Option<(SocketAddr, SocketAddr)> {
    let (ether_type, bytes) = start(link, bytes).ok()?.network()?;
    let (from, to, protocol, length): (IpAddr, IpAddr, _, _) = match ether_type {
        EtherType::IPV4 => {
            let ip = Ipv4HeaderSlice::from_slice(bytes).ok()?;
            (ip.source_addr().into(), ip.destination_addr().into(), ip.protocol(), ip.slice().len())
        }
        EtherType::IPV6 => {
            let ip = Ipv6HeaderSlice::from_slice(bytes).ok()?;
            (ip.source_addr().into(), ip.destination_addr().into(), ip.next_header(), ip.slice().len())
        }
        _ => return None,
    };
    let ports: &[u8; 4] = bytes.get(length..).filter(|_| protocol == IpNumber::TCP)?.first_chunk()?;
    let [from_high, from_low, to_high, to_low] = *ports;
    let from = (from, u16::from_be_bytes([from_high, from_low]));
    Some((from.into(), (to, u16::from_be_bytes([to_high, to_low])).into()))
}
