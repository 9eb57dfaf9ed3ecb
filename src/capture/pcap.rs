//! Classic pcap files, of every byte order and resolution (draft-ietf-opsawg-pcap).

use std::io::Read;

use super::buffer::Buffer;
use super::byte_order::{ByteOrder, Fields};
use super::error::Stop;
use super::place::{Context, ContextId, Contexts};
use super::{LinkType, Packet, Place, Timestamp};
use crate::limits::MAX_PACKET_BYTES;

/// Reads the packets of one classic pcap file.
#[derive(Debug)]
pub(super) struct Reader {
    form: Form,
    context: ContextId,
}

/// How the packet records of a file are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Form {
    variant: Variant,
    order: ByteOrder,
    link: LinkType,
}

/// What the magic number says about the packet records ("File Header" of the draft).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Variant {
    magic: u32,
    /// Bytes before the packet in each record.
    record_header: usize,
    /// Nanoseconds in a unit of the second time field.
    unit: i64,
    digits: u8,
}

const VARIANTS: [Variant; 3] = [
    Variant { magic: 0xa1b2_c3d4, record_header: 16, unit: 1_000, digits: 6 },
    Variant { magic: 0xa1b2_3c4d, record_header: 16, unit: 1, digits: 9 },
    // Alexey Kuznetzov's patched libpcap: interface, protocol and packet type follow the lengths.
    Variant { magic: 0xa1b2_cd34, record_header: 24, unit: 1_000, digits: 6 },
];

const FILE_HEADER_BYTES: usize = 24;

impl Reader {
    /// Whether a file that begins with `first` is a classic pcap file.
    pub(super) fn recognises(first: &[u8]) -> bool {
        Form::variant(first).is_some()
    }

    /// Reads the file header.
    pub(super) fn new(buffer: &mut Buffer, contexts: &mut Contexts) -> Result<Self, Stop> {
        let offset = buffer.offset();
        let header = buffer.take(FILE_HEADER_BYTES)?;
        let form = Form::from_header(header).ok_or_else(|| Stop::Damaged {
            offset,
            found: "the pcap file header makes no sense".to_owned(),
        })?;
        Ok(Self { form, context: contexts.number(Context::Pcap(form)) })
    }

    /// The first packet of bytes that are there already, and the bytes behind it.
    pub(super) fn look_ahead<'b>(&self, bytes: &'b [u8]) -> Option<(LinkType, &'b [u8], &'b [u8])> {
        let (header, rest) = bytes.split_at_checked(self.form.variant.record_header)?;
        let record = Record::parse(self.form.order, header)?;
        let (packet, behind) = rest.split_at_checked(record.captured as usize)?;
        Some((self.form.link, packet, behind))
    }

    /// The next packet, to be numbered `number`.
    #[inline]
    pub(super) fn next<'b>(&mut self, buffer: &'b mut Buffer, number: u64) -> Result<Packet<'b>, Stop> {
        let place = Place::new(buffer.offset(), self.context);
        self.form.read(buffer, number, place)
    }
}

impl Form {
    fn from_header(header: &[u8]) -> Option<Self> {
        let (variant, order) = Self::variant(header)?;
        // Version, reserved fields and snap length decide nothing about how to read on.
        let mut fields = Fields::new(order, header.get(20..)?);
        // The upper half says whether and how long a frame check sequence is; decoding needs neither.
        let link = LinkType((fields.u32()? & 0xffff) as u16);
        Some(Self { variant, order, link })
    }

    fn variant(first: &[u8]) -> Option<(Variant, ByteOrder)> {
        VARIANTS.into_iter().find_map(|variant| Some((variant, ByteOrder::of_magic(first, variant.magic)?)))
    }

    /// The packet whose record is next.
    #[inline]
    pub(super) fn read<'b, R: Read>(
        &self,
        buffer: &'b mut Buffer<R>,
        number: u64,
        place: Place,
    ) -> Result<Packet<'b>, Stop> {
        let offset = buffer.offset();
        let Variant { record_header, unit, digits, .. } = self.variant;
        let record = Record::parse(self.order, buffer.peek(record_header)?).ok_or(Stop::Cut { offset })?;
        if record.captured > MAX_PACKET_BYTES {
            return Err(too_long(record.captured, offset));
        }
        let whole = buffer.take(record_header + record.captured as usize)?;
        Ok(Packet {
            number,
            time: Timestamp::from_parts(record.seconds.into(), i64::from(record.fraction) * unit, digits),
            link: self.link,
            bytes: whole.get(record_header..).unwrap_or_default(),
            wire_length: record.wire,
            place,
        })
    }
}

#[cold]
fn too_long(captured: u32, offset: u64) -> Stop {
    let found = format!("a packet of {captured} bytes, where the longest possible has {MAX_PACKET_BYTES}");
    Stop::Damaged { offset, found }
}

/// The fields of a record that matter here ("Packet Record" of the draft).
struct Record {
    seconds: u32,
    fraction: u32,
    captured: u32,
    wire: u32,
}

impl Record {
    fn parse(order: ByteOrder, header: &[u8]) -> Option<Self> {
        let (fields, _) = header.first_chunk::<16>()?.as_chunks();
        let [seconds, fraction, captured, wire] = *fields.first_chunk()?;
        Some(Self {
            seconds: order.u32(seconds),
            fraction: order.u32(fraction),
            captured: order.u32(captured),
            wire: order.u32(wire),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Source;
    use crate::capture::test_files::{BIG, LITTLE, bytes, read_damaged, read_whole};

    #[test]
    fn reads_every_byte_order_and_resolution() {
        for order in [LITTLE, BIG] {
            for (magic, time) in [(0xa1b2_c3d4, "1700000000.000123"), (0xa1b2_3c4d, "1700000000.000000123")] {
                let file = bytes(order)
                    .pcap_header(magic, 101)
                    .pcap_record(1_700_000_000, 123, b"one")
                    .pcap_record(1_700_000_000, 123, b"two!");
                let (packets, capture) = read_whole(&file.bytes);
                assert_eq!(
                    packets,
                    [
                        (1, time.to_owned(), 101, b"one".to_vec(), 3),
                        (2, time.to_owned(), 101, b"two!".to_vec(), 4)
                    ]
                );
                assert_eq!(capture.aside(), &crate::capture::Aside::default());
            }
        }
    }

    #[test]
    fn reads_the_longer_records_of_the_modified_variant() {
        let file = bytes(BIG).pcap_header(0xa1b2_cd34, 1);
        let file = file.u32(1).u32(2).u32(3).u32(4).u32(0).u16(8).raw(&[0; 2]).raw(b"abc");
        assert_eq!(read_whole(&file.bytes).0, [(1, "1.000002".to_owned(), 1, b"abc".to_vec(), 4)]);
    }

    #[test]
    fn takes_the_link_type_without_the_flags_beside_it() {
        let file = bytes(LITTLE).pcap_header(0xa1b2_c3d4, 0x2400_0001).pcap_record(0, 0, b"");
        assert_eq!(read_whole(&file.bytes).0[0].2, 1);
    }

    #[test]
    fn takes_times_and_lengths_as_they_are() {
        let file = bytes(LITTLE).pcap_header(0xa1b2_c3d4, 1);
        let file = file.u32(u32::MAX).u32(2_000_000).u32(3).u32(2).raw(b"abc");
        assert_eq!(read_whole(&file.bytes).0, [(1, "4294967297.000000".to_owned(), 1, b"abc".to_vec(), 2)]);
    }

    #[test]
    fn a_header_alone_is_a_capture_without_packets() {
        let (packets, capture) = read_whole(&bytes(BIG).pcap_header(0xa1b2_c3d4, 1).bytes);
        assert!(packets.is_empty() && capture.aside().cut.is_none());
    }

    #[test]
    fn the_longest_packet_is_read_and_one_byte_more_is_damage() {
        let longest = vec![b'a'; MAX_PACKET_BYTES as usize];
        let file = bytes(LITTLE).pcap_header(0xa1b2_c3d4, 1).pcap_record(0, 0, &longest);
        let at = file.bytes.len();
        assert_eq!(read_whole(&file.bytes).0[0].3, longest);

        let (packets, message) = read_damaged(&file.pcap_record(0, 0, &[&longest[..], b"a"].concat()).bytes);
        assert_eq!(packets, 1);
        assert!(
            message.starts_with(&format!(
                "test.pcap is damaged at packet 2 (byte {at}): a packet of 262145 bytes, where the longest"
            )),
            "{message}"
        );
    }
}
