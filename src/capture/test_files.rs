//! Small capture files for tests, built byte by byte.

use std::io::Cursor;

use super::byte_order::ByteOrder;
use super::{CaptureError, CaptureFile, Source};

pub(super) const LITTLE: ByteOrder = ByteOrder::Little;
pub(super) const BIG: ByteOrder = ByteOrder::Big;

/// Writes numbers in one byte order: a capture file.
pub(super) struct Bytes {
    order: ByteOrder,
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

    pub(super) fn pcap_header(self, magic: u32, link: u32) -> Self {
        self.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(65_535).u32(link)
    }

    pub(super) fn pcap_record(self, seconds: u32, fraction: u32, packet: &[u8]) -> Self {
        let length = packet.len() as u32;
        self.u32(seconds).u32(fraction).u32(length).u32(length).raw(packet)
    }
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
