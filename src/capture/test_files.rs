//! Small capture files for tests, built byte by byte.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::byte_order::ByteOrder;
use super::{CaptureError, CaptureFile, Source};

pub(super) const LITTLE: ByteOrder = ByteOrder::Little;
pub(super) const BIG: ByteOrder = ByteOrder::Big;

/// Writes numbers in one byte order: a capture file, or the body of a block.
#[derive(Clone)]
pub(super) struct Bytes {
    pub(super) order: ByteOrder,
    pub(super) bytes: Vec<u8>,
}

pub(super) fn bytes(order: ByteOrder) -> Bytes {
    Bytes { order, bytes: Vec::new() }
}

impl Bytes {
    pub(super) fn raw(mut self, raw: &[u8]) -> Self {
        self.bytes.extend_from_slice(raw);
        self
    }

    pub(super) fn u16(self, value: u16) -> Self {
        let order = self.order;
        self.raw(&if order == LITTLE { value.to_le_bytes() } else { value.to_be_bytes() })
    }

    pub(super) fn u32(self, value: u32) -> Self {
        let order = self.order;
        self.raw(&if order == LITTLE { value.to_le_bytes() } else { value.to_be_bytes() })
    }

    pub(super) fn padded(self, raw: &[u8]) -> Self {
        let zeros = raw.len().next_multiple_of(4) - raw.len();
        self.raw(raw).raw(&[0; 4][..zeros])
    }

    /// An option, or a record of a name resolution block.
    pub(super) fn typed(self, kind: u16, value: &[u8]) -> Self {
        self.u16(kind).u16(value.len() as u16).padded(value)
    }

    // Classic pcap.

    pub(super) fn pcap_header(self, magic: u32, link: u32) -> Self {
        self.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(65_535).u32(link)
    }

    pub(super) fn pcap_record(self, seconds: u32, fraction: u32, packet: &[u8]) -> Self {
        let length = packet.len() as u32;
        self.u32(seconds).u32(fraction).u32(length).u32(length).raw(packet)
    }

    // pcapng.

    pub(super) fn block(self, kind: u32, body: &Self) -> Self {
        let length = body.bytes.len() as u32 + 12;
        self.u32(kind).u32(length).raw(&body.bytes).u32(length)
    }

    /// A section in `order`, whatever the order before.
    pub(super) fn section(mut self, order: ByteOrder) -> Self {
        self.order = order;
        self.block(0x0a0d_0d0a, &bytes(order).u32(0x1a2b_3c4d).u16(1).u16(0).raw(&[0xff; 8]))
    }

    pub(super) fn interface(self, link: u16, snap_length: u32, options: &Self) -> Self {
        let body = bytes(self.order).u16(link).u16(0).u32(snap_length).raw(&options.bytes);
        self.block(1, &body)
    }

    /// An Ethernet interface without options.
    pub(super) fn ethernet(self) -> Self {
        let none = bytes(self.order);
        self.interface(1, 0, &none)
    }

    pub(super) fn enhanced(self, interface: u32, ticks: u64, packet: &[u8]) -> Self {
        let length = packet.len() as u32;
        let body = bytes(self.order).u32(interface).u32((ticks >> 32) as u32).u32(ticks as u32);
        let body = body.u32(length).u32(length).padded(packet);
        self.block(6, &body)
    }

    pub(super) fn simple(self, wire_length: u32, packet: &[u8]) -> Self {
        let body = bytes(self.order).u32(wire_length).padded(packet);
        self.block(3, &body)
    }

    pub(super) fn statistics(self, interface: u32, ticks: u64, options: &Self) -> Self {
        let body = bytes(self.order).u32(interface).u32((ticks >> 32) as u32).u32(ticks as u32);
        self.block(5, &body.raw(&options.bytes))
    }
}

/// Three packets in a classic pcap file.
pub(super) fn small_pcap() -> Vec<u8> {
    bytes(LITTLE)
        .pcap_header(0xa1b2_c3d4, 1)
        .pcap_record(1_700_000_000, 1, b"first")
        .pcap_record(1_700_000_001, 2, b"")
        .pcap_record(1_700_000_002, 3, b"the third")
        .bytes
}

/// Three packets and three other blocks in a pcapng file.
pub(super) fn small_pcapng() -> Vec<u8> {
    let names = bytes(LITTLE).typed(1, b"\x7f\0\0\x01localhost\0").typed(0, b"");
    let secrets = bytes(LITTLE).u32(0x544c_534b).u32(5).padded(b"KEYS\n");
    bytes(LITTLE)
        .section(LITTLE)
        .ethernet()
        .enhanced(0, 1_700_000_000_000_001, b"first")
        .block(4, &names)
        .block(10, &secrets)
        .simple(6, b"second")
        .statistics(0, 1_700_000_001_000_000, &bytes(LITTLE).typed(7, &[1; 8]).typed(0, b""))
        .enhanced(0, 1_700_000_002_000_003, b"the third")
        .bytes
}

pub(super) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn zstd(content: &[u8]) -> Vec<u8> {
    compress_to_vec(content, CompressionLevel::Fastest)
}

pub(super) fn from_bytes(bytes: &[u8]) -> Result<CaptureFile, CaptureError> {
    CaptureFile::from_reader(Cursor::new(bytes.to_vec()), "test.pcap".to_owned())
}

/// One packet, owned: number, time as printed, link type, bytes, length on the wire.
pub(super) type Told = (u64, String, u16, Vec<u8>, u32);

/// Reads to the end or the first error.
pub(super) fn read_all(capture: &mut CaptureFile) -> (Vec<Told>, Result<(), CaptureError>) {
    let mut told = Vec::new();
    loop {
        match capture.next_packet() {
            Ok(Some(p)) => {
                told.push((p.number, p.time.to_string(), p.link.0, p.bytes.to_vec(), p.wire_length));
            }
            Ok(None) => return (told, Ok(())),
            Err(error) => return (told, Err(error)),
        }
    }
}

/// Reads a file that is whole, or at worst cut.
pub(super) fn read_whole(bytes: &[u8]) -> (Vec<Told>, CaptureFile) {
    let mut capture = from_bytes(bytes).unwrap();
    let (told, end) = read_all(&mut capture);
    end.unwrap();
    (told, capture)
}

/// Reads a file that is damaged: how many packets come before, and the message.
pub(super) fn read_damaged(bytes: &[u8]) -> (usize, String) {
    let mut capture = from_bytes(bytes).unwrap();
    let (told, end) = read_all(&mut capture);
    let error = end.unwrap_err();
    assert!(matches!(error, CaptureError::Damaged { .. }), "{error}");
    assert!(capture.next_packet().unwrap().is_none(), "the end is final");
    (told.len(), error.to_string())
}
