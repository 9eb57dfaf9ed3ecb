//! The header of IPv6 with its extension headers (RFC 8200 3, 4).

use std::net::Ipv6Addr;

use super::ip::{Upper, authenticated, protocol, traffic_class};
use super::{Bytes, Field, say};

/// Extension headers that are shown of one packet: each may stand in it once, but for one that may come
/// twice (RFC 8200 4.1).
const MAX_EXTENSIONS: usize = 8;

const HOP_BY_HOP: u8 = 0;
const ROUTING: u8 = 43;
const FRAGMENT: u8 = 44;
const DESTINATION: u8 = 60;

/// Adds the fields of IPv6; returns what follows.
pub(super) fn read(bytes: Bytes<'_>, at: usize, out: &mut Vec<Field>) -> Option<Upper> {
    let first = bytes.u32(at)?;
    let (length, next, hops) = (bytes.u16(at + 4)?, bytes.u8(at + 6)?, bytes.u8(at + 7)?);
    let source = Ipv6Addr::from(bytes.array::<16>(at + 8)?);
    let destination = Ipv6Addr::from(bytes.array::<16>(at + 24)?);
    let [dscp, ecn] = traffic_class((first >> 20) as u8, at..at + 2, 4);
    let offload = (length == 0).then(|| say("field.ip.offload"));
    let children = vec![
        Field::said("field.version", at..at + 1).bits(0..4).value(6),
        dscp,
        ecn,
        Field::said("field.ip.flow-label", at + 1..at + 4)
            .bits(4..24)
            .value(format!("0x{:05x}", first & 0xf_ffff)),
        Field::said("field.payload-length", at + 4..at + 6).value(length).note(offload),
        Field::said("field.ip.next-header", at + 6..at + 7).value(protocol(next)),
        Field::said("field.ip.hop-limit", at + 7..at + 8).value(hops).note(say("field.ip.ttl")),
        Field::said("field.source-address", at + 8..at + 24).value(source),
        Field::said("field.destination-address", at + 24..at + 40).value(destination),
    ];
    let start = at + 40;
    out.push(Field::plain("IPv6", at..start).value(format!("{source} → {destination}")).with(children));
    let end = if length == 0 { bytes.len() } else { (start + usize::from(length)).min(bytes.len()) };
    let mut upper = Upper { start, end, protocol: next, fragment: false };
    for _ in 0..MAX_EXTENSIONS {
        let before = upper.start;
        upper = extension(bytes, upper, out)?;
        if upper.start == before {
            return Some(upper);
        }
    }
    None
}

/// Adds the extension header that comes next, if one does; returns what follows it.
fn extension(bytes: Bytes<'_>, upper: Upper, out: &mut Vec<Field>) -> Option<Upper> {
    let at = upper.start;
    let name = match upper.protocol {
        // Behind the first fragment come bytes, not headers.
        _ if upper.fragment => return Some(upper),
        HOP_BY_HOP => "Hop-by-Hop Options",
        ROUTING => "Routing",
        DESTINATION => "Destination Options",
        FRAGMENT => return fragment(bytes, upper, out),
        _ => return Some(authenticated(bytes, upper, out)),
    };
    let next = bytes.u8(at)?;
    let end = at + (usize::from(bytes.u8(at + 1)?) + 1) * 8;
    let children = vec![
        Field::said("field.ip.next-header", at..at + 1).value(protocol(next)),
        Field::said("field.header-length", at + 1..at + 2).value(end - at),
        Field::said("field.options", at + 2..end).value(super::hex_start(bytes.get(&(at + 2..end)))),
    ];
    out.push(Field::plain(name, at..end).with(children));
    (end <= upper.end).then_some(Upper { start: end, protocol: next, ..upper })
}

fn fragment(bytes: Bytes<'_>, upper: Upper, out: &mut Vec<Field>) -> Option<Upper> {
    let at = upper.start;
    let (next, word) = (bytes.u8(at)?, bytes.u16(at + 2)?);
    let (offset, more) = (word & 0xfff8, word & 1);
    let children = vec![
        Field::said("field.ip.next-header", at..at + 1).value(protocol(next)),
        Field::said("field.reserved", at + 1..at + 2).value(bytes.u8(at + 1)?),
        Field::said("field.ip.fragment-offset", at + 2..at + 4).bits(0..13).value(offset),
        Field::plain("MF", at + 3..at + 4)
            .bits(7..8)
            .value(more)
            .note((more == 1).then(|| say("field.ip.more-fragments"))),
        Field::said("field.ip.identification", at + 4..at + 8).value(format!("0x{:08x}", bytes.u32(at + 4)?)),
    ];
    out.push(Field::plain("Fragment", at..at + 8).value(offset).with(children));
    let fragment = offset > 0 || more == 1;
    Some(Upper { start: at + 8, protocol: next, fragment, ..upper })
}
