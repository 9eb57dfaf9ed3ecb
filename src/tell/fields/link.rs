//! What stands before IP: Ethernet with VLAN tags, Linux's cooked headers, the loopback of BSD.

use super::{Bytes, Field, hex};
use crate::capture::{LinkType, Packet};

/// The protocol numbers of Ethernet that are known by name here (IEEE 802 numbers of IANA).
const ETHER_TYPES: [(u16, &str); 6] = [
    (0x0800, "IPv4"),
    (0x0806, "ARP"),
    (VLAN, "802.1Q VLAN"),
    (0x86dd, "IPv6"),
    (0x88a8, "802.1ad VLAN"),
    (0x88cc, "LLDP"),
];

/// Tags of VLANs: 802.1Q, 802.1ad, and the double tag of old switches.
const VLAN_TAGS: [u16; 3] = [VLAN, 0x88a8, 0x9100];
const VLAN: u16 = 0x8100;

/// Adds the fields of the link layer; returns where IP begins.
pub(super) fn read(packet: &Packet<'_>, out: &mut Vec<Field>) -> Option<usize> {
    let bytes = Bytes(packet.bytes);
    match packet.link {
        LinkType::ETHERNET => {
            let (source, destination) = (mac(bytes, 6)?, mac(bytes, 0)?);
            let children = vec![
                Field::said("field.destination-address", 0..6).value(&destination),
                Field::said("field.source-address", 6..12).value(&source),
                ether_type(bytes, 12)?,
            ];
            out.push(
                Field::plain("Ethernet", 0..14).value(format!("{source} → {destination}")).with(children),
            );
            vlans(bytes, 12, out)
        }
        LinkType::LINUX_SLL => {
            let children = vec![
                packet_type(bytes.u16(0)?, 0..2),
                Field::said("field.link.hardware-type", 2..4).value(bytes.u16(2)?),
                Field::said("field.link.address-length", 4..6).value(bytes.u16(4)?),
                Field::said("field.source-address", 6..14).value(address(bytes, 6, bytes.u16(4)?)),
                ether_type(bytes, 14)?,
            ];
            out.push(Field::plain("Linux cooked", 0..16).value("SLL").with(children));
            vlans(bytes, 14, out)
        }
        LinkType::LINUX_SLL2 => {
            let children = vec![
                ether_type(bytes, 0)?,
                Field::said("field.reserved", 2..4).value(bytes.u16(2)?),
                Field::said("field.link.interface", 4..8).value(bytes.u32(4)?),
                Field::said("field.link.hardware-type", 8..10).value(bytes.u16(8)?),
                packet_type(bytes.u8(10)?.into(), 10..11),
                Field::said("field.link.address-length", 11..12).value(bytes.u8(11)?),
                Field::said("field.source-address", 12..20).value(address(bytes, 12, bytes.u8(11)?.into())),
            ];
            out.push(Field::plain("Linux cooked", 0..20).value("SLL2").with(children));
            // A tag stands behind the header, its type in the header's first field.
            if VLAN_TAGS.contains(&bytes.u16(0)?) { tags(bytes, 20, out) } else { Some(20) }
        }
        LinkType::NULL | LinkType::LOOP => {
            let family: [u8; 4] = bytes.array(0)?;
            let family = match packet.link {
                LinkType::LOOP => u32::from_be_bytes(family),
                // In the order of the machine that captured; families are small numbers.
                _ => u32::from_le_bytes(family).min(u32::from_be_bytes(family)),
            };
            let children = vec![Field::said("field.link.family", 0..4).value(family)];
            out.push(Field::plain("BSD loopback", 0..4).with(children));
            Some(4)
        }
        LinkType::RAW | LinkType::IPV4 | LinkType::IPV6 | LinkType(12 | 14) => Some(0),
        LinkType(_) => None,
    }
}

/// Reads the tags whose first type stands at `at`; returns where IP begins.
fn vlans(bytes: Bytes<'_>, at: usize, out: &mut Vec<Field>) -> Option<usize> {
    match bytes.u16(at)? {
        tag if VLAN_TAGS.contains(&tag) => tags(bytes, at + 2, out),
        // Below 1536 it is a length: no IP.
        0x0800 | 0x86dd => Some(at + 2),
        _ => None,
    }
}

/// Reads the tag whose control bits stand at `at`, and those behind it.
fn tags(bytes: Bytes<'_>, at: usize, out: &mut Vec<Field>) -> Option<usize> {
    let control = bytes.u16(at)?;
    let children = vec![
        Field::plain("PCP", at..at + 2).bits(0..3).value(control >> 13),
        Field::plain("DEI", at..at + 2).bits(3..4).value(control >> 12 & 1),
        Field::plain("VID", at..at + 2).bits(4..16).value(control & 0xfff),
        ether_type(bytes, at + 2)?,
    ];
    out.push(Field::plain("VLAN", at..at + 4).value(control & 0xfff).with(children));
    vlans(bytes, at + 2, out)
}

fn ether_type(bytes: Bytes<'_>, at: usize) -> Option<Field> {
    let number = bytes.u16(at)?;
    let name = ETHER_TYPES.iter().find(|(known, _)| *known == number).map_or("", |(_, name)| name);
    let value = format!("0x{number:04x} {name}");
    Some(Field::said("field.type", at..at + 2).value(value.trim_end()))
}

fn packet_type(number: u16, range: std::ops::Range<usize>) -> Field {
    let note = match number {
        0 => "field.link.to-us",
        1 => "field.link.broadcast",
        2 => "field.link.multicast",
        3 => "field.link.to-others",
        4 => "field.link.from-us",
        _ => "field.link.unknown",
    };
    Field::said("field.link.packet-type", range).value(number).note(super::say(note))
}

fn mac(bytes: Bytes<'_>, at: usize) -> Option<String> {
    let address: [u8; 6] = bytes.array(at)?;
    Some(hex(&address).replace(' ', ":"))
}

fn address(bytes: Bytes<'_>, at: usize, length: u16) -> String {
    hex(bytes.get(&(at..at + usize::from(length.min(8))))).replace(' ', ":")
}
