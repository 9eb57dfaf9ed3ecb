//! The header of IPv4 with its options (RFC 791 3.1), and what the headers of both versions share.

use std::net::Ipv4Addr;

use super::{Bytes, Field, ipv6, say};
use crate::decode::{Checksum, Segment};
use crate::teach::Sentence;

/// What follows the headers of IP.
#[derive(Clone, Copy, Debug)]
pub(super) struct Upper {
    /// Where it begins.
    pub(super) start: usize,
    /// Where IP says it ends, within what was captured.
    pub(super) end: usize,
    /// Its protocol number.
    pub(super) protocol: u8,
    /// Whether it is only a fragment.
    pub(super) fragment: bool,
}

/// The protocols of IP that are known by name here (IANA, "Protocol Numbers").
const PROTOCOLS: [(u8, &str); 11] = [
    (0, "Hop-by-Hop Options"),
    (1, "ICMP"),
    (6, "TCP"),
    (17, "UDP"),
    (43, "Routing"),
    (44, "Fragment"),
    (50, "ESP"),
    (51, "AH"),
    (58, "ICMPv6"),
    (59, "No Next Header"),
    (60, "Destination Options"),
];

/// Adds the fields of IP; returns what follows.
pub(super) fn read(
    bytes: Bytes<'_>,
    at: usize,
    segment: Option<&Segment<'_>>,
    out: &mut Vec<Field>,
) -> Option<Upper> {
    match bytes.u8(at)? >> 4 {
        4 => v4(bytes, at, segment, out),
        6 => ipv6::read(bytes, at, out),
        _ => None,
    }
}

/// A protocol number with its name.
pub(super) fn protocol(number: u8) -> String {
    let name = PROTOCOLS.iter().find(|(known, _)| *known == number).map_or("", |(_, name)| name);
    format!("{number} {name}").trim_end().to_owned()
}

/// The byte with the differentiated services and the congestion bits (RFC 2474, RFC 3168); its bits
/// begin `shift` bits into the bytes of `at`.
pub(super) fn traffic_class(class: u8, at: std::ops::Range<usize>, shift: u8) -> [Field; 2] {
    let congestion = match class & 3 {
        0 => "Not-ECT",
        1 => "ECT(1)",
        2 => "ECT(0)",
        _ => "CE",
    };
    [
        Field::plain("DSCP", at.clone()).bits(shift..shift + 6).value(class >> 2),
        Field::plain("ECN", at).bits(shift + 6..shift + 8).value(format!("{} {congestion}", class & 3)),
    ]
}

fn v4(bytes: Bytes<'_>, at: usize, segment: Option<&Segment<'_>>, out: &mut Vec<Field>) -> Option<Upper> {
    let header: [u8; 20] = bytes.array(at)?;
    let [first, class, ..] = header;
    let length = usize::from(first & 0xf) * 4;
    let (total, fragment) = (bytes.u16(at + 2)?, bytes.u16(at + 6)?);
    let (ttl, protocol_number) = (bytes.u8(at + 8)?, bytes.u8(at + 9)?);
    let source = Ipv4Addr::from(bytes.array::<4>(at + 12)?);
    let destination = Ipv4Addr::from(bytes.array::<4>(at + 16)?);
    let offset = u32::from(fragment & 0x1fff) * 8;
    let more = fragment & 0x2000 != 0;
    let [dscp, ecn] = traffic_class(class, at + 1..at + 2, 0);
    let offload = (total == 0).then(|| say("field.ip.offload"));
    let flags = vec![
        Field::said("field.reserved", at + 6..at + 7).bits(0..1).value(fragment >> 15),
        Field::plain("DF", at + 6..at + 7)
            .bits(1..2)
            .value(fragment >> 14 & 1)
            .note((fragment & 0x4000 != 0).then(|| say("field.ip.do-not-fragment"))),
        Field::plain("MF", at + 6..at + 7)
            .bits(2..3)
            .value(u8::from(more))
            .note(more.then(|| say("field.ip.more-fragments"))),
    ];
    let mut children = vec![
        Field::said("field.version", at..at + 1).bits(0..4).value(4),
        Field::said("field.header-length", at..at + 1)
            .bits(4..8)
            .value(length)
            .note(Sentence::new("field.words").with("n", u64::from(first & 0xf))),
        dscp,
        ecn,
        Field::said("field.ip.total-length", at + 2..at + 4).value(total).note(offload),
        Field::said("field.ip.identification", at + 4..at + 6).value(format!("0x{:04x}", bytes.u16(at + 4)?)),
        Field::said("field.flags", at + 6..at + 7).bits(0..3).value(flag_names(fragment)).with(flags),
        Field::said("field.ip.fragment-offset", at + 6..at + 8).bits(3..16).value(offset),
        Field::plain("TTL", at + 8..at + 9).value(ttl).note(say("field.ip.ttl")),
        Field::said("field.ip.protocol", at + 9..at + 10).value(protocol(protocol_number)),
        checksum(bytes.u16(at + 10)?, at, segment),
        Field::said("field.source-address", at + 12..at + 16).value(source),
        Field::said("field.destination-address", at + 16..at + 20).value(destination),
    ];
    if length > 20 {
        let options = at + 20..at + length;
        let value = super::hex_start(bytes.get(&options));
        children.push(Field::said("field.options", options).value(value));
    }
    let start = at + length.max(20);
    out.push(Field::plain("IPv4", at..start).value(format!("{source} → {destination}")).with(children));
    if length < 20 || start > bytes.len() {
        return None;
    }
    let end = if total == 0 { bytes.len() } else { (at + usize::from(total)).clamp(start, bytes.len()) };
    let fragment = more || offset > 0;
    let upper = Upper { start, end, protocol: protocol_number, fragment };
    Some(authenticated(bytes, upper, out))
}

/// Passes over an authentication header (RFC 4302 2), which both versions may have.
pub(super) fn authenticated(bytes: Bytes<'_>, upper: Upper, out: &mut Vec<Field>) -> Upper {
    const AH: u8 = 51;
    let (Some(next), Some(words)) = (bytes.u8(upper.start), bytes.u8(upper.start + 1)) else { return upper };
    let end = upper.start + (usize::from(words) + 2) * 4;
    if upper.protocol != AH || upper.fragment || end > upper.end {
        return upper;
    }
    out.push(Field::plain("AH", upper.start..end).with(vec![
        Field::said("field.ip.next-header", upper.start..upper.start + 1).value(protocol(next)),
        Field::said("field.header-length", upper.start + 1..upper.start + 2).value(end - upper.start),
    ]));
    Upper { start: end, protocol: next, ..upper }
}

fn flag_names(fragment: u16) -> String {
    let names = [(0x8000, "RB"), (0x4000, "DF"), (0x2000, "MF")];
    let set: Vec<_> = names.iter().filter(|(bit, _)| fragment & bit != 0).map(|(_, name)| *name).collect();
    if set.is_empty() { "0".to_owned() } else { set.join(", ") }
}

fn checksum(value: u16, at: usize, segment: Option<&Segment<'_>>) -> Field {
    let verdict = segment.map_or(Checksum::Unknown, Segment::ip_checksum);
    Field::said("field.checksum", at + 10..at + 12).value(format!("0x{value:04x}")).note(say(match verdict {
        Checksum::Good => "field.checksum.right",
        Checksum::Bad => "field.checksum.wrong",
        Checksum::Unknown if value == 0 => "field.checksum.empty",
        Checksum::Unknown => "field.checksum.unknown",
    }))
}
