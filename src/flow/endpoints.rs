//! The two ends of a connection as a key: the same for both directions.

use std::hash::{Hash, Hasher};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Two ends, the same for both directions; as short as their IP version allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endpoints {
    V4(Ends<Ipv4Addr>),
    V6(Ends<Ipv6Addr>),
}

/// Two addresses with their ports, the lower one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ends<A> {
    addresses: [A; 2],
    ports: [u16; 2],
}

impl Endpoints {
    pub(super) fn of(one: SocketAddr, other: SocketAddr) -> Self {
        let (low, high) = if is_low(one, other) { (one, other) } else { (other, one) };
        let ports = [low.port(), high.port()];
        match (low.ip(), high.ip()) {
            (IpAddr::V4(low), IpAddr::V4(high)) => Self::V4(Ends { addresses: [low, high], ports }),
            (low, high) => Self::V6(Ends { addresses: [mapped(low), mapped(high)], ports }),
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

/// Whether `end` is the lower one of two ends; each is, where they are the same.
pub(super) fn is_low(end: SocketAddr, other: SocketAddr) -> bool {
    match (end, other) {
        (SocketAddr::V4(end), SocketAddr::V4(other)) => {
            let [end, other] =
                [end, other].map(|end| u64::from(end.ip().to_bits()) << 16 | u64::from(end.port()));
            end <= other
        }
        (end, other) => (mapped(end.ip()), end.port()) <= (mapped(other.ip()), other.port()),
    }
}

impl Hash for Endpoints {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let ports = |ports: [u16; 2]| u32::from(ports[0]) << 16 | u32::from(ports[1]);
        match self {
            Self::V4(ends) => {
                let [low, high] = ends.addresses.map(|address| u64::from(address.to_bits()));
                state.write_u64(low << 32 | high);
                state.write_u32(ports(ends.ports));
            }
            Self::V6(ends) => {
                ends.addresses.iter().for_each(|address| state.write_u128(address.to_bits()));
                state.write_u32(ports(ends.ports));
            }
        }
    }
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
            assert_eq!(Endpoints::of(one, other), Endpoints::of(other, one));
            let mut sorted = [one, other];
            sorted.sort();
            assert_eq!(Endpoints::of(one, other).addresses(), sorted);
            assert_eq!((is_low(sorted[0], sorted[1]), is_low(sorted[1], sorted[0])), (true, false));
        }
    }
}
