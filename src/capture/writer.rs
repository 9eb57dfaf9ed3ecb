//! pcapng files written: what was read, with every digit of its time (draft-ietf-opsawg-pcapng).

use std::collections::HashMap;
use std::io::{self, Write};

use super::pcapng::{BYTE_ORDER_MAGIC, IF_TSOFFSET, IF_TSRESOL, block};
use super::{LinkType, Packet, Timestamp};
use crate::limits::MAX_PACKET_BYTES;

/// Writes packets as a pcapng file: one section, an interface for each link type and resolution.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    interfaces: HashMap<Interface, u32>,
    /// That of the packet before, which is most often that of the next one.
    latest: Option<(Interface, u32)>,
    /// The body of the block that is being written.
    body: Vec<u8>,
}

/// What the packets of an interface have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Interface {
    link: LinkType,
    digits: u8,
    /// Whether its times count from long before 1970, because a block has none with a sign.
    before_1970: bool,
}

/// An interface that packets are captured from.
#[derive(Clone, Debug)]
pub struct Description {
    /// What its packets begin with.
    pub link: LinkType,
    /// Decimal digits of a second in its times.
    pub digits: u8,
    /// Most bytes captured of a packet.
    pub snap_length: u32,
    /// What the system calls it.
    pub name: String,
    /// The capture filter, in libpcap's language.
    pub filter: String,
}

/// How many packets an interface has brought since its capture began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Taken, which the filter had let through.
    pub received: u64,
    /// Lost because the interface had no room for them.
    pub dropped_by_interface: u64,
    /// Lost because the system had no room for them: the program did not take them fast enough.
    pub dropped_by_system: u64,
}

/// In seconds, what times before 1970 count from: about the earliest that a [`Timestamp`](super::Timestamp) holds.
const LONG_BEFORE: i64 = -9_223_372_036;
const NANOSECONDS: i64 = 1_000_000_000;

impl<W: Write> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new(out: W) -> io::Result<Self> {
        let mut writer = Self { out, interfaces: HashMap::new(), latest: None, body: Vec::new() };
        writer.section()?;
        Ok(writer)
    }

    /// Begins another section: what follows can be read without what comes before.
    ///
    /// # Errors
    /// What `out` says.
    pub fn section(&mut self) -> io::Result<()> {
        self.interfaces.clear();
        self.latest = None;
        self.word(BYTE_ORDER_MAGIC);
        // Version 1.0, and a length that is not known beforehand.
        self.option(1, &[]);
        self.body.extend_from_slice(&[0xff; 8]);
        self.option(SHB_USERAPPL, concat!("wiretale ", env!("CARGO_PKG_VERSION")).as_bytes());
        self.option(0, &[]);
        self.block(block::SECTION_HEADER)
    }

    /// Says whose packets follow in this section.
    ///
    /// # Errors
    /// What `out` says.
    pub fn describe(&mut self, interface: &Description) -> io::Result<()> {
        let Description { link, digits, snap_length, ref name, ref filter } = *interface;
        self.interface(Interface { link, digits, before_1970: false }, snap_length, |writer| {
            writer.option(IF_NAME, name.as_bytes());
            // The first byte says that libpcap's language follows.
            let filter: Vec<u8> = [0].into_iter().chain(filter.bytes()).collect();
            writer.option(IF_FILTER, &filter);
        })?;
        Ok(())
    }

    /// Says how many packets the first interface of this section has brought, and how many were lost.
    ///
    /// # Errors
    /// What `out` says.
    pub fn statistics(&mut self, time: Timestamp, digits: u8, counts: &Counts) -> io::Result<()> {
        let tick = 10_i64.pow(9 - u32::from(digits.min(9)));
        let ticks = u64::try_from(time.nanoseconds() / tick).unwrap_or(0);
        for word in [0, (ticks >> 32) as u32, ticks as u32] {
            self.word(word);
        }
        let Counts { received, dropped_by_interface, dropped_by_system } = *counts;
        for (code, count) in [
            (ISB_IFDROP, dropped_by_interface),
            (ISB_FILTERACCEPT, received),
            (ISB_OSDROP, dropped_by_system),
        ] {
            self.option(code, &count.to_le_bytes());
        }
        self.option(0, &[]);
        self.block(block::INTERFACE_STATISTICS)
    }

    /// What is written to.
    pub fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Writes a packet.
    ///
    /// # Errors
    /// What `out` says.
    pub fn packet(&mut self, packet: &Packet<'_>) -> io::Result<()> {
        let (interface, ticks) = Interface::of(packet);
        let number = match self.latest {
            Some((latest, number)) if latest == interface => number,
            _ => self.number(interface)?,
        };
        self.latest = Some((interface, number));
        let captured = packet.bytes.len();
        let padding = captured.next_multiple_of(4) - captured;
        // Seven words before the bytes, the length again behind them.
        let length = (32 + captured + padding) as u32;
        let (high, low) = ((ticks >> 32) as u32, ticks as u32);
        let words = [block::ENHANCED_PACKET, length, number, high, low, captured as u32, packet.wire_length];
        let mut head = [0; 28];
        for (place, word) in head.chunks_exact_mut(4).zip(words) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        let mut tail = [0; 7];
        let tail = tail.get_mut(..padding + 4).unwrap_or_default();
        if let Some(place) = tail.get_mut(padding..) {
            place.copy_from_slice(&length.to_le_bytes());
        }
        self.out.write_all(&head)?;
        self.out.write_all(packet.bytes)?;
        self.out.write_all(tail)
    }

    /// Ends the file, and gives back what it was written to.
    ///
    /// # Errors
    /// What `out` says.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }

    /// The number of an interface in this section.
    fn number(&mut self, interface: Interface) -> io::Result<u32> {
        match self.interfaces.get(&interface) {
            Some(number) => Ok(*number),
            None => self.interface(interface, MAX_PACKET_BYTES, |_| {}),
        }
    }

    fn interface(
        &mut self,
        interface: Interface,
        snap_length: u32,
        options: impl FnOnce(&mut Self),
    ) -> io::Result<u32> {
        // The link type, two reserved bytes, the snap length.
        self.word(interface.link.0.into());
        self.word(snap_length);
        options(self);
        self.option(IF_TSRESOL, &[interface.digits]);
        if interface.before_1970 {
            self.option(IF_TSOFFSET, &LONG_BEFORE.to_le_bytes());
        }
        self.option(0, &[]);
        self.block(block::INTERFACE_DESCRIPTION)?;
        let number = self.interfaces.len() as u32;
        self.interfaces.insert(interface, number);
        Ok(number)
    }

    fn word(&mut self, word: u32) {
        self.body.extend_from_slice(&word.to_le_bytes());
    }

    fn option(&mut self, code: u16, value: &[u8]) {
        self.body.extend_from_slice(&code.to_le_bytes());
        self.body.extend_from_slice(&(value.len() as u16).to_le_bytes());
        self.body.extend_from_slice(value);
        self.body.resize(self.body.len().next_multiple_of(4), 0);
    }

    /// Writes the body as a block of a type.
    fn block(&mut self, kind: u32) -> io::Result<()> {
        self.body.resize(self.body.len().next_multiple_of(4), 0);
        let length = (self.body.len() as u32 + 12).to_le_bytes();
        self.out.write_all(&kind.to_le_bytes())?;
        self.out.write_all(&length)?;
        self.out.write_all(&self.body)?;
        self.out.write_all(&length)?;
        self.body.clear();
        Ok(())
    }
}

/// The program that wrote the file.
const SHB_USERAPPL: u16 = 4;
/// The name of an interface.
const IF_NAME: u16 = 2;
/// What was captured of what came.
const IF_FILTER: u16 = 11;
/// Packets that an interface lost, that the filter let through, and that the system lost.
const ISB_IFDROP: u16 = 5;
const ISB_FILTERACCEPT: u16 = 6;
const ISB_OSDROP: u16 = 7;

impl Interface {
    /// The interface of a packet, and its time in ticks of it.
    fn of(packet: &Packet<'_>) -> (Self, u64) {
        let nanoseconds = packet.time.nanoseconds();
        let before_1970 = nanoseconds < 0;
        let tick = |digits: u8| 10_u64.pow(9 - u32::from(digits.min(9)));
        let since = if before_1970 {
            u64::try_from(nanoseconds.saturating_sub(LONG_BEFORE * NANOSECONDS)).unwrap_or(0)
        } else {
            nanoseconds.unsigned_abs()
        };
        // A clock that does not count in powers of ten may be finer than its digits say.
        let exact = since.is_multiple_of(tick(packet.time.digits()));
        let digits = if exact { packet.time.digits() } else { 9 };
        (Self { link: packet.link, digits, before_1970 }, since / tick(digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::test_files::read_whole;
    use crate::capture::{Place, Timestamp};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_as_it_was(
            packets in proptest::collection::vec(
                (any::<i64>(), 0..=9_u8, 0..300_u16, proptest::collection::vec(any::<u8>(), 0..50), any::<u32>()),
                0..20,
            ),
        ) {
            let mut writer = Writer::new(Vec::new()).unwrap();
            let mut expected = Vec::new();
            for (number, (nanoseconds, digits, link, bytes, wire_length)) in (1..).zip(&packets) {
                let tick = 10_i64.pow(9 - u32::from(*digits));
                let nanoseconds = (nanoseconds / tick * tick).max(LONG_BEFORE * NANOSECONDS);
                let time = Timestamp::new(nanoseconds, *digits);
                let (link, place, wire_length) = (LinkType(*link), Place::default(), *wire_length);
                writer.packet(&Packet { number, time, link, bytes, wire_length, place }).unwrap();
                expected.push((number, time.to_string(), link.0, bytes.clone(), wire_length));
            }
            let written = writer.finish().unwrap();
            prop_assert_eq!(read_whole(&written).0, expected);
        }
    }
}
