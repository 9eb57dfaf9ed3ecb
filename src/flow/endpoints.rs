//! The two ends of a connection as a key: the same for both directions.

use std::hash::BuildHasher;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4};

use foldhash::fast::RandomState;

/// Two ends, the same for both directions; as short as their IP version allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Endpoints {
    V4(Ends<Ipv4Addr>),
    V6(Ends<Ipv6Addr>),
}

/// Two addresses with their ports, the lower one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Ends<A> {
    addresses: [A; 2],
    ports: [u16; 2],
}

impl Endpoints {
    #[inline]
    pub(super) fn of(one: &SocketAddr, other: &SocketAddr) -> Self {
        Ends::v4(one, other).map_or_else(|| Self::v6(one, other), Self::V4)
    }

    /// Both ends, in the form of IPv6 whatever they are.
    #[inline(never)]
    pub(super) fn v6(one: &SocketAddr, other: &SocketAddr) -> Self {
        let (low, high) = if is_low(one, other) { (one, other) } else { (other, one) };
        let addresses = [mapped(low.ip()), mapped(high.ip())];
        Self::V6(Ends { addresses, ports: [low.port(), high.port()] })
    }

    /// What a table with this hasher finds them by.
    #[inline]
    pub(super) fn hashed_by(&self, hasher: &RandomState) -> u64 {
        match self {
            Self::V4(ends) => {
                let [low, high] = ends.addresses.map(|address| u64::from(address.to_bits()));
                let [low_port, high_port] = ends.ports.map(u32::from);
                hasher.hash_one((low << 32 | high, low_port << 16 | high_port))
            }
            Self::V6(ends) => ends.hashed_by(hasher),
        }
    }

    /// Both ends, the lower one first.
    pub(super) fn addresses(self) -> [SocketAddr; 2] {
        match self {
            Self::V4(Ends { addresses: [low, high], ports }) => {
                [(low, ports[0]).into(), (high, ports[1]).into()]
            }
            Self::V6(Ends { addresses: [low, high], ports }) => {
                [(low, ports[0]).into(), (high, ports[1]).into()]
            }
        }
    }
}

impl Ends<Ipv4Addr> {
    /// Both ends, if both are of IPv4.
    #[inline]
    pub(super) fn v4(one: &SocketAddr, other: &SocketAddr) -> Option<Self> {
        let (SocketAddr::V4(one), SocketAddr::V4(other)) = (one, other) else { return None };
        let [one, other] = [*one, *other].map(number);
        let ends = [one.min(other), one.max(other)];
        let addresses = ends.map(|end| Ipv4Addr::from_bits((end >> 16) as u32));
        Some(Self { addresses, ports: ends.map(|end| end as u16) })
    }
}

impl Ends<Ipv6Addr> {
    #[inline(never)]
    fn hashed_by(&self, hasher: &RandomState) -> u64 {
        hasher.hash_one((self.addresses.map(Ipv6Addr::to_bits), self.ports))
    }
}

/// Whether `end` is the lower one of two ends; each is, where they are the same.
#[inline]
pub(super) fn is_low(end: &SocketAddr, other: &SocketAddr) -> bool {
    match (end, other) {
        (SocketAddr::V4(end), SocketAddr::V4(other)) => number(*end) <= number(*other),
        (end, other) => is_low_v6(end, other),
    }
}

#[inline(never)]
fn is_low_v6(end: &SocketAddr, other: &SocketAddr) -> bool {
    let [end, other] = [end, other].map(|end| (mapped(end.ip()).to_bits(), end.port()));
    end <= other
}

/// An IPv4 address with its port, in one number of the same order.
fn number(end: SocketAddrV4) -> u64 {
    u64::from(end.ip().to_bits()) << 16 | u64::from(end.port())
}

/// An IPv4 address in the form of IPv6 (RFC 4291 2.5.5.2). One packet never has both versions.
fn mapped(address: IpAddr) -> Ipv6Addr {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped(),
        IpAddr::V6(address) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_directions_have_the_same_key() {
        for [one, other] in [["10.0.0.2:80", "10.0.0.1:4000"], ["[fd00::2]:80", "[fd00::2]:4000"]] {
            let (one, other) = (one.parse().unwrap(), other.parse().unwrap());
            assert_eq!(Endpoints::of(&one, &other), Endpoints::of(&other, &one));
            let mut sorted = [one, other];
            sorted.sort();
            assert_eq!(Endpoints::of(&one, &other).addresses(), sorted);
            let [low, high] = &sorted;
            assert_eq!((is_low(low, high), is_low(high, low)), (true, false));
        }
    }
}
