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
        let ports = (one.port(), other.port());
        match (one.ip(), other.ip()) {
            (IpAddr::V4(one), IpAddr::V4(other)) => Self::V4(Ends::sorted((one, ports.0), (other, ports.1))),
            (one, other) => Self::V6(Ends::sorted((mapped(one), ports.0), (mapped(other), ports.1))),
        }
    }

    /// Whether one of the ends is the lower one.
    pub(super) fn is_low(&self, end: SocketAddr) -> bool {
        match self {
            Self::V4(Ends { addresses: [low, _], ports }) => end.port() == ports[0] && end.ip() == *low,
            Self::V6(Ends { addresses: [low, _], ports }) => {
                end.port() == ports[0] && mapped(end.ip()) == *low
            }
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

impl<A: Ord> Ends<A> {
    fn sorted(one: (A, u16), other: (A, u16)) -> Self {
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        Self { addresses: [low.0, high.0], ports: [low.1, high.1] }
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
            assert_eq!(sorted.map(|end| Endpoints::of(one, other).is_low(end)), [true, false]);
        }
    }
}
