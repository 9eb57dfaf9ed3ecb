//! Captures of any size that are never written down.

use wiretale::capture::{Aside, CaptureError, LinkType, Packet, Place, Record, Source, Timestamp};

use super::{Link, RawPacket, TestPacket};

/// Packets made as they are asked for.
pub struct Made<F> {
    make: F,
    number: u64,
    packet: RawPacket,
    aside: Aside,
}

impl<F: FnMut(u64) -> Option<TestPacket>> Made<F> {
    /// A source of what `make` makes of each number from 0 on, until it makes nothing.
    pub fn new(make: F) -> Self {
        Self {
            make,
            number: 0,
            packet: RawPacket::new(0, Link::Ethernet, Vec::new()),
            aside: Aside::default(),
        }
    }
}

impl<F: FnMut(u64) -> Option<TestPacket>> Source for Made<F> {
    fn next_record(&mut self) -> Result<Option<Record<'_>>, CaptureError> {
        Ok(self.next_packet()?.map(Record::Packet))
    }

    fn next_packet(&mut self) -> Result<Option<Packet<'_>>, CaptureError> {
        let Some(packet) = (self.make)(self.number) else { return Ok(None) };
        self.packet = packet.to_raw();
        self.number += 1;
        Ok(Some(Packet {
            number: self.number,
            time: Timestamp::new(self.packet.time.cast_signed(), 9),
            link: LinkType::ETHERNET,
            bytes: &self.packet.bytes,
            wire_length: self.packet.wire_length,
            place: Place::default(),
        }))
    }

    fn aside(&self) -> &Aside {
        &self.aside
    }
}
