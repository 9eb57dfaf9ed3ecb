//! Capture files: classic pcap and pcapng, in either byte order.

use super::{Link, TestPacket};

const SNAP_LENGTH: u32 = 262_144;

/// A captured packet: bytes of any kind.
#[derive(Clone, Debug)]
pub struct RawPacket {
    /// When it was captured, in nanoseconds since 1970.
    pub time: u64,
    /// What the bytes begin with.
    pub link: Link,
    /// The captured bytes.
    pub bytes: Vec<u8>,
    /// Bytes the packet had on the wire.
    pub wire_length: u32,
}

impl RawPacket {
    /// A packet captured whole.
    pub fn new(time: u64, link: Link, bytes: Vec<u8>) -> Self {
        let wire_length = bytes.len() as u32;
        Self { time, link, bytes, wire_length }
    }

    /// The packet with no more than `snap_length` bytes captured.
    #[must_use]
    pub fn cut(mut self, snap_length: Option<usize>) -> Self {
        self.bytes.truncate(snap_length.unwrap_or(usize::MAX));
        self
    }
}

/// Statistics of a capture's first interface.
#[derive(Clone, Copy, Debug, Default)]
pub struct TestStatistics {
    /// How many packets come before them.
    pub behind: usize,
    /// When they were taken, in nanoseconds since 1970.
    pub time: u64,
    /// Packets dropped so far by the interface and by the system.
    pub dropped: (u64, u64),
}

/// Byte order of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

/// How a capture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// Classic pcap with microseconds; one link type per file.
    Pcap(Order),
    /// Classic pcap with nanoseconds; one link type per file.
    PcapNanoseconds(Order),
    /// pcapng with nanoseconds and one interface for each link type.
    Pcapng(Order),
}

impl FileFormat {
    /// Every format in both byte orders, for tests that go through all of them.
    pub const ALL: [Self; 6] = [
        Self::Pcap(Order::Little),
        Self::Pcap(Order::Big),
        Self::PcapNanoseconds(Order::Little),
        Self::PcapNanoseconds(Order::Big),
        Self::Pcapng(Order::Little),
        Self::Pcapng(Order::Big),
    ];
}

/// `packets` as a pcapng file, in the order of the list.
pub fn to_capture(packets: &[TestPacket]) -> Vec<u8> {
    let raw: Vec<_> = packets.iter().map(TestPacket::to_raw).collect();
    write_capture(FileFormat::Pcapng(Order::Little), &raw)
}

/// `packets` as a pcapng file with statistics between them, which are in order.
pub fn with_statistics(packets: &[RawPacket], statistics: &[TestStatistics]) -> Vec<u8> {
    pcapng(Order::Little, packets, statistics)
}

/// `packets` as a file of any format.
pub fn write_capture(format: FileFormat, packets: &[RawPacket]) -> Vec<u8> {
    match format {
        FileFormat::Pcap(order) => pcap(order, 0xa1b2_c3d4, 1_000, packets),
        FileFormat::PcapNanoseconds(order) => pcap(order, 0xa1b2_3c4d, 1, packets),
        FileFormat::Pcapng(order) => pcapng(order, packets, &[]),
    }
}

/// Numbers in one byte order, one after the other.
struct Writer {
    order: Order,
    bytes: Vec<u8>,
}

impl Writer {
    fn new(order: Order) -> Self {
        Self { order, bytes: Vec::new() }
    }

    fn u16(&mut self, value: u16) -> &mut Self {
        let little = self.order == Order::Little;
        self.raw(&if little { value.to_le_bytes() } else { value.to_be_bytes() })
    }

    fn u32(&mut self, value: u32) -> &mut Self {
        let little = self.order == Order::Little;
        self.raw(&if little { value.to_le_bytes() } else { value.to_be_bytes() })
    }

    fn raw(&mut self, raw: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(raw);
        self
    }

    /// A pcapng block, its body filled up to whole words.
    fn block(&mut self, kind: u32, mut body: Self) -> &mut Self {
        body.bytes.resize(body.bytes.len().next_multiple_of(4), 0);
        let length = body.bytes.len() as u32 + 12;
        self.u32(kind).u32(length).raw(&body.bytes).u32(length)
    }
}

fn pcap(order: Order, magic: u32, unit: u64, packets: &[RawPacket]) -> Vec<u8> {
    let link = packets.first().map_or(1, |packet| packet.link.number());
    let mut file = Writer::new(order);
    file.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(SNAP_LENGTH).u32(u32::from(link));
    for packet in packets {
        assert_eq!(packet.link.number(), link, "classic pcap holds one link type: write pcapng");
        let (seconds, nanoseconds) = (packet.time / 1_000_000_000, packet.time % 1_000_000_000);
        file.u32(seconds as u32).u32((nanoseconds / unit) as u32);
        file.u32(packet.bytes.len() as u32).u32(packet.wire_length).raw(&packet.bytes);
    }
    file.bytes
}

fn pcapng(order: Order, packets: &[RawPacket], statistics: &[TestStatistics]) -> Vec<u8> {
    const SECTION: u32 = 0x0a0d_0d0a;
    const ENHANCED_PACKET: u32 = 6;
    let mut links: Vec<u16> = Vec::new();
    let mut file = Writer::new(order);
    let mut section = Writer::new(order);
    section.u32(0x1a2b_3c4d).u16(1).u16(0).raw(&[0xff; 8]);
    file.block(SECTION, section);
    let mut statistics = statistics.iter().peekable();
    for (index, packet) in packets.iter().enumerate() {
        while let Some(between) = statistics.next_if(|statistics| statistics.behind <= index) {
            file.statistics(packet.link.number(), &mut links, between);
        }
        let interface = file.interface(packet.link.number(), &mut links);
        let mut body = Writer::new(order);
        body.u32(interface).u32((packet.time >> 32) as u32).u32(packet.time as u32);
        body.u32(packet.bytes.len() as u32).u32(packet.wire_length).raw(&packet.bytes);
        file.block(ENHANCED_PACKET, body);
    }
    for last in statistics {
        file.statistics(1, &mut links, last);
    }
    file.bytes
}

impl Writer {
    /// The number of the interface with a link type, which is described first if it is new.
    fn interface(&mut self, link: u16, links: &mut Vec<u16>) -> u32 {
        const INTERFACE: u32 = 1;
        const IF_TSRESOL: u16 = 9;
        let known = links.iter().position(|known| *known == link);
        let interface = known.unwrap_or_else(|| {
            let mut body = Writer::new(self.order);
            body.u16(link).u16(0).u32(SNAP_LENGTH);
            body.u16(IF_TSRESOL).u16(1).raw(&[9, 0, 0, 0]).u32(0);
            self.block(INTERFACE, body);
            links.push(link);
            links.len() - 1
        });
        interface as u32
    }

    /// Statistics of the first interface; if there is none yet, it will be one with this link type.
    fn statistics(&mut self, link: u16, links: &mut Vec<u16>, statistics: &TestStatistics) {
        const INTERFACE_STATISTICS: u32 = 5;
        const ISB_IFDROP: u16 = 5;
        const ISB_OSDROP: u16 = 7;
        if links.is_empty() {
            self.interface(link, links);
        }
        let mut body = Writer::new(self.order);
        body.u32(0).u32((statistics.time >> 32) as u32).u32(statistics.time as u32);
        for (option, count) in [(ISB_IFDROP, statistics.dropped.0), (ISB_OSDROP, statistics.dropped.1)] {
            body.u16(option).u16(8);
            let halves = [count as u32, (count >> 32) as u32];
            let low = usize::from(self.order == Order::Big);
            body.u32(halves[low]).u32(halves[1 - low]);
        }
        body.u32(0);
        self.block(INTERFACE_STATISTICS, body);
    }
}

/// Where the blocks of a little-endian pcapng file begin, and where the last one ends.
pub fn block_starts(file: &[u8]) -> Vec<usize> {
    let mut starts = vec![0];
    let mut at = 0;
    while let Some(length) = file.get(at + 4..at + 8) {
        at += u32::from_le_bytes(length.try_into().expect("four bytes")) as usize;
        starts.push(at);
    }
    assert_eq!(at, file.len(), "the blocks fill the file");
    starts
}
