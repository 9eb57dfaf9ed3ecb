//! Packets read again, by their places: bytes are read back, not kept.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt as _;
use std::sync::Arc;

use super::buffer::Buffer;
use super::error::Stop;
use super::place::{Context, SharedContexts};
use super::progress::Progress;
use super::{CaptureError, Packet, Place, Timestamp};

/// Reads packets of a capture again, also from another thread and while the capture is still being read.
#[derive(Clone, Debug)]
pub struct ReadBack {
    pub(super) name: Arc<str>,
    pub(super) bytes: Bytes,
    pub(super) contexts: SharedContexts,
    pub(super) progress: Progress,
}

/// Where the bytes of a capture are read again.
#[derive(Clone, Debug)]
pub(super) enum Bytes {
    File(Arc<File>),
    Memory(&'static [u8]),
    Kept(Arc<dyn Kept>),
}

/// Bytes of a capture that are kept while it is read, so that they can be read again.
pub(super) trait Kept: fmt::Debug + Send + Sync {
    /// Reads what was kept from an offset of the capture on.
    fn read_at(&self, out: &mut [u8], at: u64) -> io::Result<usize>;

    /// Why not all of the capture is here, if that is so.
    fn missing(&self) -> Option<String>;
}

/// Reads packets again one after another; those that lie close together are read at once.
pub struct Cursor {
    back: ReadBack,
    buffer: Buffer<Positioned>,
}

/// Bytes read at once of a packet that lies alone: a packet of Ethernet and more.
const ALONE: usize = 4 * 1024;
/// Bytes read at once where packets follow each other.
const TOGETHER: usize = 128 * 1024;

impl ReadBack {
    /// Reads a packet again into `room`; `time` is that of the first reading.
    ///
    /// # Errors
    /// [`CaptureError::Read`] where reading fails, [`CaptureError::NotReadBack`] where the file has
    /// changed since it was read, or the packet was not kept.
    pub fn packet<'r>(
        &self,
        number: u64,
        place: Place,
        time: Timestamp,
        room: &'r mut Vec<u8>,
    ) -> Result<Packet<'r>, CaptureError> {
        let mut cursor = self.cursor_of(ALONE);
        let Packet { link, bytes, wire_length, .. } = cursor.packet(number, place, time)?;
        room.clear();
        room.extend_from_slice(bytes);
        Ok(Packet { number, time, link, bytes: room, wire_length, place })
    }

    /// To read many packets again, best in the order in which they lie.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        self.cursor_of(TOGETHER)
    }

    fn cursor_of(&self, capacity: usize) -> Cursor {
        let from = Positioned { bytes: self.bytes.clone(), at: 0, at_once: ALONE };
        Cursor { back: self.clone(), buffer: Buffer::new(from, capacity) }
    }

    /// How far the capture has been read the first time.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    fn failed(&self, packet: u64, why: impl Into<String>) -> CaptureError {
        CaptureError::NotReadBack { name: self.name.to_string(), packet, why: why.into() }
    }

    /// What it means that the record can't be read as it was read before.
    fn stopped(&self, packet: u64, stop: Stop) -> CaptureError {
        let not_kept = match &self.bytes {
            Bytes::Kept(kept) => kept.missing(),
            Bytes::File(_) | Bytes::Memory(_) => None,
        };
        match (stop, not_kept) {
            (Stop::Read(source), _) => CaptureError::Read { name: self.name.to_string(), source },
            (_, Some(why)) => self.failed(packet, why),
            (Stop::End | Stop::Cut { .. } | Stop::Damaged { .. }, None) => self.failed(packet, CHANGED),
        }
    }
}

const CHANGED: &str = "the file has changed since it was read; open it again";

impl Cursor {
    /// Reads a packet again; `time` is that of the first reading.
    ///
    /// # Errors
    /// As [`ReadBack::packet`].
    pub fn packet(&mut self, number: u64, place: Place, time: Timestamp) -> Result<Packet<'_>, CaptureError> {
        let Self { back, buffer } = self;
        let known = place.parts().and_then(|(offset, context)| Some((offset, back.contexts.get(context)?)));
        let Some((offset, context)) = known else {
            return Err(back.failed(number, "it is not known where in the file it lies"));
        };
        buffer.go_to(offset);
        let read = match context {
            Context::Pcap(form) => form.read(buffer, number, place),
            Context::Pcapng(interface) => interface.read(buffer, number, time),
        };
        match read {
            // The bytes at a place may make sense and yet be others.
            Ok(packet) if packet.time == time => Ok(Packet { place, ..packet }),
            Ok(_) => Err(back.failed(number, CHANGED)),
            Err(stop) => Err(back.stopped(number, stop)),
        }
    }
}

/// Reads on from any offset.
#[derive(Debug)]
pub(super) struct Positioned {
    bytes: Bytes,
    at: u64,
    /// How much is read at once.
    at_once: usize,
}

impl Buffer<Positioned> {
    /// Goes to an offset of the input: what has been read already is not read again.
    fn go_to(&mut self, offset: u64) {
        let ahead = offset.checked_sub(self.offset()).and_then(|ahead| usize::try_from(ahead).ok());
        if let Some(ahead) = ahead.filter(|ahead| *ahead <= self.available().len()) {
            self.consume(ahead);
            // Another one that is close: the next ones will be, too.
            let input = self.input();
            input.at_once = (input.at_once * 2).min(TOGETHER);
        } else {
            self.restart_at(offset);
            let input = self.input();
            (input.at, input.at_once) = (offset, ALONE);
        }
    }
}

impl Read for Positioned {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = out.len().min(self.at_once);
        let Some(out) = out.get_mut(..length) else { return Ok(0) };
        let count = match &self.bytes {
            Bytes::File(file) => file.read_at(out, self.at)?,
            Bytes::Kept(kept) => kept.read_at(out, self.at)?,
            Bytes::Memory(bytes) => {
                let mut rest =
                    usize::try_from(self.at).ok().and_then(|at| bytes.get(at..)).unwrap_or_default();
                rest.read(out)?
            }
        };
        self.at += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor as Reader, Write as _};

    use super::*;
    use crate::capture::test_files::{BIG, LITTLE, Told, bytes, gzip, small_pcap, small_pcapng, zstd};
    use crate::capture::{CaptureFile, Source as _, open_kept};

    /// Two sections in two byte orders, interfaces of every kind, and every block with a packet.
    fn sections() -> Vec<u8> {
        let nanoseconds = bytes(LITTLE).typed(9, &[9]);
        let halves = bytes(BIG).typed(9, &[0x81]);
        let obsolete = bytes(BIG).u16(1).u16(0).u32(0).u32(5).u32(3).u32(9).padded(b"old");
        bytes(LITTLE)
            .section(LITTLE)
            .interface(101, 4, &nanoseconds)
            .ethernet()
            .enhanced(0, 1_700_000_000_000_000_001, b"ninth")
            .simple(6, b"simp")
            .enhanced(1, 1_700_000_000_000_001, b"sixth")
            .section(BIG)
            .interface(228, 0, &halves)
            .ethernet()
            .simple(3, b"abc")
            .enhanced(0, 3_400_000_001, &[7; 300])
            .block(2, &obsolete)
            .bytes
    }

    fn modified_pcap() -> Vec<u8> {
        let file = bytes(BIG).pcap_header(0xa1b2_cd34, 1);
        let file = file.u32(1).u32(2).u32(3).u32(4).u32(0).u16(8).raw(&[0; 2]).raw(b"abc");
        file.u32(1).u32(3).u32(1).u32(1).u32(0).u16(8).raw(&[0; 2]).raw(b"d").bytes
    }

    fn told(packet: &Packet<'_>) -> Told {
        let Packet { number, time, link, bytes, wire_length, .. } = packet;
        (*number, time.to_string(), link.0, bytes.to_vec(), *wire_length)
    }

    /// Reads to the end, and each packet again as soon as it came, then all backwards and forwards.
    fn read_twice((mut file, back): (CaptureFile, ReadBack)) -> usize {
        let mut first = Vec::new();
        let mut room = Vec::new();
        while let Some(packet) = file.next_packet().unwrap() {
            let (number, place, time) = (packet.number, packet.place, packet.time);
            first.push((place, time, told(&packet)));
            assert_eq!(told(&back.packet(number, place, time, &mut room).unwrap()), first.last().unwrap().2);
        }
        let mut cursor = back.cursor();
        for (place, time, expected) in first.iter().rev().chain(&first).chain(first.iter().step_by(2)) {
            assert_eq!(told(&cursor.packet(expected.0, *place, *time).unwrap()), *expected);
        }
        first.len()
    }

    #[test]
    fn packets_come_back_as_they_were_whatever_the_form() {
        let folder = tempfile::tempdir().unwrap();
        for (plain, count) in [(small_pcap(), 3), (small_pcapng(), 3), (sections(), 6), (modified_pcap(), 2)]
        {
            for file in [plain.clone(), gzip(&plain), zstd(&plain)] {
                let path = folder.path().join("capture");
                std::fs::write(&path, &file).unwrap();
                let kept = open_kept(&path, &Arc::default()).unwrap();
                let progress = kept.1.progress().clone();
                assert_eq!(read_twice(kept), count);
                assert_eq!(progress.total(), Some(file.len() as u64));
                assert_eq!(progress.read(), file.len() as u64);
                let name = || "test.pcap".to_owned();
                assert_eq!(
                    read_twice(CaptureFile::kept_from_reader(Reader::new(file.clone()), name()).unwrap()),
                    count
                );
                let forever: &'static [u8] = file.leak();
                assert_eq!(read_twice(CaptureFile::kept_from_static(forever, name()).unwrap()), count);
            }
        }
    }

    #[test]
    fn a_file_that_changed_is_not_told_as_if_it_had_not() {
        for plain in [small_pcap(), sections()] {
            let mut named = tempfile::NamedTempFile::new().unwrap();
            named.write_all(&plain).unwrap();
            let (mut file, back) = open_kept(named.path(), &Arc::default()).unwrap();
            let mut places = Vec::new();
            while let Some(packet) = file.next_packet().unwrap() {
                places.push((packet.number, packet.place, packet.time));
            }
            let read = |(number, place, time)| {
                let mut room = Vec::new();
                back.packet(number, place, time, &mut room).map(|packet| told(&packet))
            };
            let last = places.last().copied().unwrap();
            assert!(read(last).is_ok());
            named.as_file().set_len(plain.len() as u64 - 1).unwrap();
            let message = read(last).unwrap_err().to_string();
            assert!(message.contains("has changed since it was read"), "{message}");
            // Every byte may be another one; what comes back then is an error or a packet, never more.
            for at in 0..plain.len() {
                let mut other = plain.clone();
                other[at] ^= 0xff;
                named.as_file().set_len(0).unwrap();
                named.as_file().write_all_at(&other, 0).unwrap();
                let _ = places.iter().map(|place| read(*place)).collect::<Vec<_>>();
            }
            named.as_file().set_len(0).unwrap();
            assert!(places.iter().all(|place| read(*place).is_err()));
        }
    }

    #[test]
    fn what_has_no_place_is_not_found() {
        let (_, back) = CaptureFile::kept_from_static(small_pcap().leak(), "test".to_owned()).unwrap();
        let error = back.packet(7, Place::default(), Timestamp::default(), &mut Vec::new()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "can't read packet 7 of test again: it is not known where in the file it lies"
        );
    }
}
