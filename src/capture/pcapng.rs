//! pcapng files: sections of blocks, each section with its own byte order and interfaces
//! (draft-ietf-opsawg-pcapng).

use std::io::Read;

use super::buffer::Buffer;
use super::byte_order::{ByteOrder, Fields};
use super::clock::Clock;
use super::error::Stop;
use super::place::{Context, ContextId, Contexts};
use super::statistics::Counters;
use super::{Aside, LinkType, Packet, Place, Statistics, Timestamp, name_resolution};
use crate::limits::{MAX_BLOCK_BYTES, MAX_INTERFACES, MAX_PACKET_BYTES};

/// Block types, by the names of the section "Block Types" of the draft.
pub(super) mod block {
    pub(in crate::capture) const INTERFACE_DESCRIPTION: u32 = 1;
    pub(in crate::capture) const OBSOLETE_PACKET: u32 = 2;
    pub(in crate::capture) const SIMPLE_PACKET: u32 = 3;
    pub(in crate::capture) const NAME_RESOLUTION: u32 = 4;
    pub(in crate::capture) const INTERFACE_STATISTICS: u32 = 5;
    pub(in crate::capture) const ENHANCED_PACKET: u32 = 6;
    pub(in crate::capture) const DECRYPTION_SECRETS: u32 = 10;
    /// Reads the same in both byte orders, so that it is known before the order is.
    pub(in crate::capture) const SECTION_HEADER: u32 = 0x0a0d_0d0a;
}

pub(super) const BYTE_ORDER_MAGIC: u32 = 0x1a2b_3c4d;
/// The option that says how fine an interface's times are.
pub(super) const IF_TSRESOL: u16 = 9;
/// The option that says what they count from.
pub(super) const IF_TSOFFSET: u16 = 14;
/// Type and total length before the body of a block.
const HEAD_BYTES: usize = 8;
/// The same total length again behind it.
const TAIL_BYTES: usize = 4;

/// Reads the packets of one pcapng file.
#[derive(Debug)]
pub(super) struct Reader {
    order: ByteOrder,
    interfaces: Vec<(Interface, ContextId)>,
    /// What each interface of the section has said of itself.
    counters: Vec<Counters>,
    contexts: Contexts,
    /// Time of the packet before, for packets that have none.
    time: Timestamp,
    /// Time of the first packet.
    begun: Option<Timestamp>,
}

/// What comes next in a file.
#[derive(Debug)]
pub(super) enum Next {
    /// A block with a packet, which [`Reader::packet`] reads.
    Packet(Block),
    /// Statistics, which have been read.
    Statistics(Statistics),
}

/// An interface, and the byte order of its section: all that a packet of it needs to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Interface {
    order: ByteOrder,
    link: LinkType,
    /// Most bytes captured of a packet; 0 for no limit.
    snap_length: u32,
    clock: Clock,
}

impl Reader {
    /// Whether a file that begins with `first` is a pcapng file, even one that is cut right there.
    pub(super) fn recognises(first: &[u8]) -> bool {
        let magic = first.get(HEAD_BYTES..).and_then(|rest| rest.get(..4));
        first.starts_with(&block::SECTION_HEADER.to_le_bytes())
            && magic.is_none_or(|magic| ByteOrder::of_magic(magic, BYTE_ORDER_MAGIC).is_some())
    }

    pub(super) fn new(contexts: Contexts) -> Self {
        // The first block is a Section Header Block, which sets the order.
        Self {
            order: ByteOrder::Little,
            interfaces: Vec::new(),
            counters: Vec::new(),
            contexts,
            time: Timestamp::default(),
            begun: None,
        }
    }

    /// Reads up to the next packet or statistics; what comes before it is put aside.
    pub(super) fn step(&mut self, buffer: &mut Buffer, aside: &mut Aside) -> Result<Next, Stop> {
        loop {
            let block = self.head(buffer)?;
            if block.holds_packet() {
                return Ok(Next::Packet(block));
            }
            let body = block.body(self.order, buffer.peek(block.length)?)?;
            let fields = Fields::new(self.order, body);
            let mut statistics = None;
            match block.kind {
                block::SECTION_HEADER => self.section_header(fields),
                block::INTERFACE_DESCRIPTION => self.interface_description(fields),
                block::INTERFACE_STATISTICS => {
                    statistics = self.interface_statistics(fields, aside);
                    Ok(())
                }
                block::NAME_RESOLUTION => {
                    name_resolution::read(fields, aside);
                    Ok(())
                }
                block::DECRYPTION_SECRETS => secrets(fields, aside),
                // "Readers MUST skip blocks of types they don't know."
                _ => Ok(()),
            }
            .map_err(|found| block.damaged(found))?;
            buffer.consume(block.length);
            if let Some(statistics) = statistics {
                return Ok(Next::Statistics(statistics));
            }
        }
    }

    /// The packet in the block that is next, to be numbered `number`.
    pub(super) fn packet<'b>(
        &mut self,
        block: &Block,
        buffer: &'b mut Buffer,
        number: u64,
        aside: &mut Aside,
    ) -> Result<Packet<'b>, Stop> {
        let body = block.body(self.order, buffer.take(block.length)?)?;
        let fields = Fields::new(self.order, body);
        let packet = packet(block, fields, number, self.time, |number| self.interface(number))
            .map_err(|found| block.damaged(found))?;
        self.time = packet.time;
        self.begun.get_or_insert(packet.time);
        aside.untimed += u64::from(block.kind == block::SIMPLE_PACKET);
        Ok(packet)
    }

    /// The first packet of bytes that are there already, and the bytes behind it; only of the blocks that nearly
    /// every packet lies in.
    pub(super) fn look_ahead<'b>(&self, bytes: &'b [u8]) -> Option<(LinkType, &'b [u8], &'b [u8])> {
        let mut fields = Fields::new(self.order, bytes);
        let (kind, length) = (fields.u32()?, padded(fields.u32()?));
        if kind != block::ENHANCED_PACKET {
            return None;
        }
        let (interface, _) = self.interfaces.get(fields.u32()? as usize)?;
        fields.u64()?;
        let captured = fields.u32()?;
        fields.u32()?;
        Some((interface.link, fields.bytes(captured as usize)?, bytes.get(length..)?))
    }

    /// Looks at the next block; a section header sets the byte order.
    fn head(&mut self, buffer: &mut Buffer) -> Result<Block, Stop> {
        let offset = buffer.offset();
        let kind = Fields::new(self.order, buffer.peek(HEAD_BYTES)?).u32();
        if kind == Some(block::SECTION_HEADER) {
            let magic = buffer.peek(HEAD_BYTES + 4)?.get(HEAD_BYTES..).unwrap_or_default();
            self.order = ByteOrder::of_magic(magic, BYTE_ORDER_MAGIC).ok_or_else(|| Stop::Damaged {
                offset,
                found: format!("a section header without the byte-order magic 0x{BYTE_ORDER_MAGIC:x}"),
            })?;
        }
        Block::read(self.order, buffer)
    }

    /// "Section Header Block": interfaces are numbered anew.
    fn section_header(&mut self, mut fields: Fields<'_>) -> Result<(), String> {
        fields.u32().ok_or_else(too_short)?;
        let major = fields.u16().ok_or_else(too_short)?;
        if major != 1 {
            return Err(format!("a section of pcapng version {major}, where only version 1 is known"));
        }
        self.interfaces.clear();
        self.counters.clear();
        Ok(())
    }

    /// "Interface Description Block".
    fn interface_description(&mut self, mut fields: Fields<'_>) -> Result<(), String> {
        if self.interfaces.len() >= MAX_INTERFACES {
            return Err(format!("more than {MAX_INTERFACES} interfaces in one section"));
        }
        let link = LinkType(fields.u16().ok_or_else(too_short)?);
        fields.u16().ok_or_else(too_short)?;
        let snap_length = fields.u32().ok_or_else(too_short)?;
        let mut clock = Clock::default();
        while !fields.rest().is_empty() {
            match fields.typed_value().ok_or("an interface option longer than its block")? {
                (0, _) => break,
                (IF_TSRESOL, &[resolution]) => clock.set_resolution(resolution),
                (IF_TSOFFSET, value) => {
                    if let Some(seconds) = Fields::new(self.order, value).i64() {
                        clock.set_offset(seconds);
                    }
                }
                _ => {}
            }
        }
        let interface = Interface { order: self.order, link, snap_length, clock };
        let context = self.contexts.number(Context::Pcapng(interface));
        self.interfaces.push((interface, context));
        self.counters.push(Counters::default());
        Ok(())
    }

    /// "Interface Statistics Block". What is wrong with it harms no packet: then it says nothing.
    fn interface_statistics(&mut self, mut fields: Fields<'_>, aside: &mut Aside) -> Option<Statistics> {
        let number = fields.u32()? as usize;
        let (interface, _) = self.interfaces.get(number)?;
        let (statistics, dropped) =
            self.counters.get_mut(number)?.take(fields, &interface.clock, self.begun)?;
        aside.dropped.add(dropped);
        Some(statistics)
    }

    fn interface(&self, number: u32) -> Result<(Interface, ContextId), String> {
        self.interfaces.get(number as usize).copied().ok_or_else(|| {
            format!("a packet of interface {number}, where the section describes {}", self.interfaces.len())
        })
    }
}

impl Interface {
    /// Reads again the packet whose block is next; a packet without a time has this one.
    pub(super) fn read<'b, R: Read>(
        &self,
        buffer: &'b mut Buffer<R>,
        number: u64,
        time: Timestamp,
    ) -> Result<Packet<'b>, Stop> {
        let block = Block::read(self.order, buffer)?;
        if !block.holds_packet() {
            return Err(block.damaged("a block without a packet".to_owned()));
        }
        let body = block.body(self.order, buffer.take(block.length)?)?;
        let fields = Fields::new(self.order, body);
        packet(&block, fields, number, time, |_| Ok((*self, ContextId::default())))
            .map_err(|found| block.damaged(found))
    }
}

/// The packet in a block. One without a time has that of the packet before.
fn packet<'b>(
    block: &Block,
    fields: Fields<'b>,
    number: u64,
    before: Timestamp,
    interface: impl FnOnce(u32) -> Result<(Interface, ContextId), String>,
) -> Result<Packet<'b>, String> {
    let body = match block.kind {
        block::SIMPLE_PACKET => simple_packet(fields, interface),
        kind => timed_packet(kind, fields, interface),
    };
    let Body { ticks, interface: (interface, context), bytes, wire_length } = body?;
    Ok(Packet {
        number,
        time: ticks.map_or(before, |ticks| interface.clock.time(ticks)),
        link: interface.link,
        bytes,
        wire_length,
        place: Place::new(block.offset, context),
    })
}

/// What a block with a packet says.
struct Body<'b> {
    /// Its time, unless it has none.
    ticks: Option<u64>,
    interface: (Interface, ContextId),
    bytes: &'b [u8],
    wire_length: u32,
}

/// "Enhanced Packet Block", or "Packet Block (obsolete!)", which differs in its first field.
fn timed_packet(
    kind: u32,
    mut fields: Fields<'_>,
    interface: impl FnOnce(u32) -> Result<(Interface, ContextId), String>,
) -> Result<Body<'_>, String> {
    let number = if kind == block::OBSOLETE_PACKET {
        let number = fields.u16().ok_or_else(too_short)?;
        fields.u16().ok_or_else(too_short)?; // packets dropped before this one
        u32::from(number)
    } else {
        fields.u32().ok_or_else(too_short)?
    };
    let high = fields.u32().ok_or_else(too_short)?;
    let low = fields.u32().ok_or_else(too_short)?;
    let captured = fields.u32().ok_or_else(too_short)?;
    let wire_length = fields.u32().ok_or_else(too_short)?;
    let interface = interface(number)?;
    let ticks = Some(u64::from(high) << 32 | u64::from(low));
    Ok(Body { ticks, interface, bytes: packet_bytes(fields, captured)?, wire_length })
}

/// "Simple Packet Block": of the first interface, without a time.
fn simple_packet(
    mut fields: Fields<'_>,
    interface: impl FnOnce(u32) -> Result<(Interface, ContextId), String>,
) -> Result<Body<'_>, String> {
    let wire_length = fields.u32().ok_or_else(too_short)?;
    let interface = interface(0)?;
    let captured = match interface.0.snap_length {
        0 => wire_length,
        limit => wire_length.min(limit),
    };
    Ok(Body { ticks: None, interface, bytes: packet_bytes(fields, captured)?, wire_length })
}

/// Type, length and place of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    kind: u32,
    length: usize,
    offset: u64,
}

impl Block {
    /// Looks at type and length of the next block ("General Block Structure").
    fn read<R: Read>(order: ByteOrder, buffer: &mut Buffer<R>) -> Result<Self, Stop> {
        let offset = buffer.offset();
        let mut fields = Fields::new(order, buffer.peek(HEAD_BYTES)?);
        let kind = fields.u32().ok_or(Stop::Cut { offset })?;
        let length = fields.u32().ok_or(Stop::Cut { offset })?;
        let block = Self { kind, length: padded(length), offset };
        if block.length < HEAD_BYTES + TAIL_BYTES {
            return Err(block.damaged(format!("a block of {length} bytes, where the shortest has 12")));
        }
        if length > MAX_BLOCK_BYTES {
            let found = format!("a block of {length} bytes, where the longest taken has {MAX_BLOCK_BYTES}");
            return Err(block.damaged(found));
        }
        Ok(block)
    }

    fn holds_packet(&self) -> bool {
        matches!(self.kind, block::ENHANCED_PACKET | block::SIMPLE_PACKET | block::OBSOLETE_PACKET)
    }

    /// What lies between the head and the tail, where the tail repeats the length.
    fn body<'b>(&self, order: ByteOrder, bytes: &'b [u8]) -> Result<&'b [u8], Stop> {
        let mut fields = Fields::new(order, bytes);
        let parts = (|| {
            fields.bytes(HEAD_BYTES)?;
            Some((fields.bytes(self.length.checked_sub(HEAD_BYTES + TAIL_BYTES)?)?, fields.u32()?))
        })();
        let (body, repeated) = parts.ok_or(Stop::Cut { offset: self.offset })?;
        if padded(repeated) == self.length {
            Ok(body)
        } else {
            Err(self.damaged(format!("a block whose two lengths are {} and {repeated}", self.length)))
        }
    }

    fn damaged(&self, found: String) -> Stop {
        Stop::Damaged { offset: self.offset, found }
    }
}

/// "Decryption Secrets Block".
fn secrets(mut fields: Fields<'_>, aside: &mut Aside) -> Result<(), String> {
    let kind = fields.u32().ok_or_else(too_short)?;
    let length = fields.u32().ok_or_else(too_short)?;
    let bytes = fields.bytes(length as usize).ok_or("decryption secrets longer than their block")?;
    aside.keep_secrets(kind, bytes);
    Ok(())
}

fn packet_bytes(mut fields: Fields<'_>, captured: u32) -> Result<&[u8], String> {
    if captured > MAX_PACKET_BYTES {
        return Err(format!(
            "a packet of {captured} bytes, where the longest possible has {MAX_PACKET_BYTES}"
        ));
    }
    let room = fields.rest().len();
    fields
        .bytes(captured as usize)
        .ok_or_else(|| format!("a packet of {captured} bytes in a block with room for {room}"))
}

/// Some writers give the length without the padding that follows; Wireshark rounds it up too.
fn padded(length: u32) -> usize {
    (length as usize).next_multiple_of(4)
}

fn too_short() -> String {
    "a block too short for its own fields".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::test_files::{BIG, LITTLE, Told, bytes, read_damaged, read_whole, small_pcapng};
    use crate::capture::{Secrets, Source};

    fn told(number: u64, time: &str, link: u16, packet: &[u8]) -> Told {
        (number, time.to_owned(), link, packet.to_vec(), packet.len() as u32)
    }

    #[test]
    fn reads_packets_names_and_secrets() {
        let (packets, capture) = read_whole(&small_pcapng());
        assert_eq!(
            packets,
            [
                told(1, "1700000000.000001", 1, b"first"),
                told(2, "1700000000.000001", 1, b"second"),
                told(3, "1700000002.000003", 1, b"the third"),
            ]
        );
        let aside = capture.aside();
        assert_eq!((aside.cut, aside.untimed), (None, 1));
        assert_eq!(aside.names, [([127, 0, 0, 1].into(), vec!["localhost".to_owned()])]);
        assert_eq!(aside.secrets, [Secrets { kind: Secrets::TLS_KEY_LOG, bytes: b"KEYS\n".to_vec() }]);
    }

    #[test]
    fn each_section_has_its_own_byte_order_and_interfaces() {
        let nanoseconds = bytes(BIG).typed(9, &[9]).typed(0, &[]);
        let file = bytes(LITTLE)
            .section(LITTLE)
            .ethernet()
            .enhanced(0, 1, b"little")
            .section(LITTLE)
            .section(BIG)
            .interface(101, 0, &nanoseconds)
            .ethernet()
            .enhanced(0, 2, b"big")
            .enhanced(1, 3, b"second interface");
        let (packets, _) = read_whole(&file.bytes);
        assert_eq!(
            packets,
            [
                told(1, "0.000001", 1, b"little"),
                told(2, "0.000000002", 101, b"big"),
                told(3, "0.000003", 1, b"second interface"),
            ]
        );
    }

    #[test]
    fn reads_resolution_and_offset_of_an_interface_and_ignores_other_options() {
        let options = bytes(LITTLE)
            .typed(2, b"eth0")
            .typed(14, &(-5_i64).to_le_bytes())
            .typed(9, &[3])
            .typed(9, &[1, 2]);
        let file = bytes(LITTLE).section(LITTLE).interface(1, 0, &options).enhanced(0, 7_125, b"a");
        assert_eq!(read_whole(&file.bytes).0, [told(1, "2.125", 1, b"a")]);
    }

    #[test]
    fn reads_the_obsolete_packet_block() {
        let body = bytes(LITTLE).u16(0).u16(7).u32(0).u32(5).u32(1).u32(2).padded(b"a");
        let file = bytes(LITTLE).section(LITTLE).ethernet().block(2, &body);
        assert_eq!(read_whole(&file.bytes).0, [(1, "0.000005".to_owned(), 1, b"a".to_vec(), 2)]);
    }

    #[test]
    fn a_simple_packet_is_as_long_as_the_snap_length_allows() {
        let none = bytes(LITTLE);
        let file = bytes(LITTLE).section(LITTLE).interface(1, 4, &none).simple(6, b"abcd").simple(3, b"abc");
        let (packets, capture) = read_whole(&file.bytes);
        let time = "0".to_owned();
        assert_eq!(packets, [(1, time.clone(), 1, b"abcd".to_vec(), 6), (2, time, 1, b"abc".to_vec(), 3)]);
        assert_eq!(capture.aside().untimed, 2);
    }

    #[test]
    fn reads_names_of_both_address_families_and_stops_at_nonsense() {
        let v6 = [&[0; 15][..], b"\x01ip6-localhost\0ip6\0"].concat();
        let names =
            bytes(BIG).typed(2, &v6).typed(1, b"\x0a\0\0\x01bad\xff\0").typed(9, b"??").u16(1).u16(99);
        let (_, capture) = read_whole(&bytes(BIG).section(BIG).block(4, &names).bytes);
        assert_eq!(
            capture.aside().names,
            [
                ("::1".parse().unwrap(), vec!["ip6-localhost".to_owned(), "ip6".to_owned()]),
                ([10, 0, 0, 1].into(), vec!["bad\u{fffd}".to_owned()]),
            ]
        );
    }

    #[test]
    fn is_as_tolerant_as_wireshark() {
        let unknown = bytes(LITTLE).raw(b"????????");
        let captured_more_than_sent = bytes(LITTLE).u32(0).u32(0).u32(1).u32(4).u32(2).raw(b"abcd");
        let none = bytes(LITTLE);
        let file = bytes(LITTLE)
            .section(LITTLE)
            .interface(1, 2, &none)
            .block(0x0bad, &unknown)
            .block(6, &captured_more_than_sent)
            .enhanced(0, 1, b"longer than the snap length")
            // Lengths that leave out the padding.
            .u32(0x0bad)
            .u32(13)
            .raw(&[0; 4])
            .u32(13)
            .enhanced(0, 1, b"last");
        let (packets, _) = read_whole(&file.bytes);
        assert_eq!(packets.len(), 3);
        assert_eq!(packets[0].3, b"abcd");
        assert_eq!(packets[0].4, 2);
    }

    #[test]
    fn says_where_it_is_damaged_after_all_packets_before() {
        let good = bytes(LITTLE).section(LITTLE).ethernet().enhanced(0, 1, b"good");
        let at = good.bytes.len();
        let too_long = bytes(LITTLE).u32(0).u32(0).u32(1).u32(262_145).u32(262_145);
        let no_room = bytes(LITTLE).u32(0).u32(0).u32(1).u32(5).u32(5).padded(b"abcd");
        let option = bytes(LITTLE).u16(9).u16(99).raw(&[0; 4]);
        for (file, found) in [
            (good.clone().u32(6).u32(8).u32(8), "a block of 8 bytes, where the shortest has 12"),
            (good.clone().u32(6).u32(0), "a block of 0 bytes"),
            (good.clone().u32(9).u32(u32::MAX), "a block of 4294967295 bytes, where the longest"),
            (good.clone().u32(9).u32(16).u32(0).u32(20), "a block whose two lengths are 16 and 20"),
            (good.clone().enhanced(1, 1, b"?"), "a packet of interface 1, where the section describes 1"),
            (
                good.clone().section(BIG).simple(1, b"?"),
                "a packet of interface 0, where the section describes 0",
            ),
            (good.clone().block(6, &too_long), "a packet of 262145 bytes, where the longest"),
            (good.clone().block(6, &no_room), "a packet of 5 bytes in a block with room for 4"),
            (good.clone().block(6, &bytes(LITTLE).u32(0)), "a block too short for its own fields"),
            (good.clone().simple(8, b"room"), "a packet of 8 bytes in a block with room for 4"),
            (good.clone().interface(1, 0, &option), "an interface option longer than its block"),
            (good.clone().block(10, &bytes(LITTLE).u32(1).u32(5)), "decryption secrets longer than"),
            (good.clone().u32(0x0a0d_0d0a).u32(28).u32(7), "a section header without the byte-order magic"),
            (
                good.clone().block(0x0a0d_0d0a, &bytes(LITTLE).u32(0x1a2b_3c4d).u16(2).u16(0)),
                "a section of pcapng version 2",
            ),
        ] {
            let (packets, message) = read_damaged(&file.bytes);
            assert_eq!(packets, 1, "{message}");
            assert!(message.contains(found), "{message} / {found}");
            assert!(message.starts_with("test.pcap is damaged at packet 2 (byte "), "{message}");
            assert!(
                message.contains(&format!("(byte {at})")) || message.contains("describes 0"),
                "{message}"
            );
        }
    }

    #[test]
    fn interfaces_are_bounded() {
        let mut file = bytes(LITTLE).section(LITTLE);
        for _ in 0..=MAX_INTERFACES {
            file = file.ethernet();
        }
        assert!(read_damaged(&file.bytes).1.contains("more than 65536 interfaces"));
    }
}
