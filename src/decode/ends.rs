//! Who sends a packet to whom, at a glance.

use std::net::{IpAddr, SocketAddr};

use etherparse::{EtherType, IpNumber, Ipv4HeaderSlice, Ipv6HeaderSlice};

use super::start;
use crate::capture::LinkType;

/// The two ends of a TCP segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// Who sent it.
    pub from: SocketAddr,
    /// Whom it is for.
    pub to: SocketAddr,
}

impl Ends {
    /// Those of a packet that is plain IP and TCP, as nearly every one is.
    #[must_use]
    pub fn of(link: LinkType, bytes: &[u8]) -> Option<Self> {
        let (ether_type, bytes) = start(link, bytes).ok()?.network()?;
        let (from, to, protocol, length): (IpAddr, IpAddr, _, _) = match ether_type {
            EtherType::IPV4 => {
                let ip = Ipv4HeaderSlice::from_slice(bytes).ok()?;
                let [from, to] = [ip.source_addr(), ip.destination_addr()];
                (from.into(), to.into(), ip.protocol(), ip.slice().len())
            }
            EtherType::IPV6 => {
                let ip = Ipv6HeaderSlice::from_slice(bytes).ok()?;
                let [from, to] = [ip.source_addr(), ip.destination_addr()];
                (from.into(), to.into(), ip.next_header(), ip.slice().len())
            }
            _ => return None,
        };
        let ports: &[u8; 4] = bytes.get(length..).filter(|_| protocol == IpNumber::TCP)?.first_chunk()?;
        let port = |high, low| u16::from_be_bytes([high, low]);
        let [a, b, c, d] = *ports;
        Some(Self { from: (from, port(a, b)).into(), to: (to, port(c, d)).into() })
    }
}
