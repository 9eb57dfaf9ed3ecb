//! A capture file or standard input, of whatever format its first bytes say.

use std::fmt;
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, IsTerminal, Read, Stdin};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::buffer::Buffer;
use super::compressed::Compression;
use super::error::Stop;
use super::interruptible::Interruptible;
use super::pieces::Pieces;
use super::place::{Contexts, SharedContexts};
use super::progress::{Counted, Progress};
#[cfg(all(feature = "live", target_os = "linux"))]
use super::read_back::Kept;
use super::read_back::{Bytes, ReadBack};
use super::recognise::what_it_is;
use super::spool::Spool;
use super::{Aside, CaptureError, Cut, LinkType, Packet, Record, Source, pcap, pcapng};
use crate::limits::READ_BUFFER_BYTES;

/// Opens a capture file; the path `-` is standard input, which is read as it arrives, and a folder may be
/// the spool of a live capture that was left behind.
///
/// # Errors
/// [`CaptureError::Read`] where the file can't be opened, otherwise as [`CaptureFile::from_reader`].
pub fn open(path: &Path) -> Result<CaptureFile, CaptureError> {
    match Input::open(path)? {
        Input::File(file, name) => CaptureFile::from_reader(file, name),
        Input::Standard(input, name) => CaptureFile::from_reader(input, name),
        Input::Spool(pieces, name) => CaptureFile::from_reader(pieces, name),
    }
}

/// Opens a capture file as [`open`] does, and tells how far it has been read.
///
/// # Errors
/// As [`open`].
pub fn open_watched(path: &Path) -> Result<(CaptureFile, Progress), CaptureError> {
    let Input::File(input, name) = Input::open(path)? else {
        return Ok((open(path)?, Progress::of(None)));
    };
    let total = input.metadata().ok().filter(Metadata::is_file).map(|metadata| metadata.len());
    let progress = Progress::of(total);
    let counted = Counted { input, progress: progress.clone() };
    Ok((CaptureFile::from_reader(counted, name)?, progress))
}

/// Opens a capture file so that its packets can be read again: out of the file itself, or, where that
/// can't be (standard input, pipes, compressed files), out of a copy that is written in `TMPDIR` while
/// it is read, to a file without a name that only its owner can read. Once `stop` is set, nobody waits any
/// longer for what may still come through a pipe: it ends there.
///
/// # Errors
/// As [`open`]. Where there is no room for the copy, the reading goes on, and what is not in it can't be
/// read again.
pub fn open_kept(path: &Path, stop: &Arc<AtomicBool>) -> Result<(CaptureFile, ReadBack), CaptureError> {
    match Input::open(path)? {
        Input::File(file, name) => {
            let metadata =
                file.metadata().map_err(|source| CaptureError::Read { name: name.clone(), source })?;
            let again = if metadata.is_file() { file.try_clone().ok() } else { None };
            let total = metadata.is_file().then_some(metadata.len());
            let kept = again.map(|file| Bytes::File(Arc::new(file)));
            if metadata.is_file() {
                CaptureFile::kept(file, name, kept, total)
            } else {
                CaptureFile::kept(Interruptible::new(file, Arc::clone(stop)), name, None, None)
            }
        }
        Input::Standard(input, name) => {
            CaptureFile::kept(Interruptible::new(input, Arc::clone(stop)), name, None, None)
        }
        Input::Spool(pieces, name) => CaptureFile::kept(pieces, name, None, None),
    }
}

/// What a path leads to.
enum Input {
    File(File, String),
    Standard(Stdin, String),
    Spool(Pieces, String),
}

impl Input {
    fn open(path: &Path) -> Result<Self, CaptureError> {
        if path.as_os_str() == "-" {
            return Self::standard();
        }
        let name = path.display().to_string();
        let opened = File::open(path).and_then(|file| {
            let is_folder = file.metadata()?.is_dir();
            Ok((file, if is_folder { Some(Pieces::of(path)?) } else { None }))
        });
        match opened {
            Ok((file, None)) => Ok(Self::File(file, name)),
            Ok((_, Some(Some(pieces)))) => Ok(Self::Spool(pieces, name)),
            Ok((_, Some(None))) => Err(CaptureError::NotACapture {
                name,
                looks_like: "a directory",
                mend: "name one of the files in it",
            }),
            Err(source) => Err(CaptureError::Read { name, source }),
        }
    }

    fn standard() -> Result<Self, CaptureError> {
        let name = "standard input".to_owned();
        if io::stdin().is_terminal() {
            return Err(CaptureError::NotACapture {
                name,
                looks_like: "a terminal",
                mend: "pipe a capture into it: tcpdump -U -w - | wiretale -",
            });
        }
        Ok(Self::Standard(io::stdin(), name))
    }
}

/// Packets out of a pcap or pcapng file, plain or compressed with gzip or zstd.
///
/// The end is final: after `None` or an error there are no more packets.
pub struct CaptureFile {
    name: String,
    buffer: Buffer,
    /// `None` once there are no more packets.
    format: Option<Format>,
    packets: u64,
    aside: Aside,
}

enum Format {
    Pcap(pcap::Reader),
    Pcapng(pcapng::Reader),
}

impl CaptureFile {
    /// Reads a capture from anywhere; `name` is what messages call it.
    ///
    /// # Errors
    /// [`CaptureError::NotACapture`] where the first bytes are of no format that is read here,
    /// [`CaptureError::Read`] where there are none to be had.
    pub fn from_reader(input: impl Read + Send + 'static, name: String) -> Result<Self, CaptureError> {
        let (buffer, filled, _) = uncompressed(Box::new(input));
        Self::recognise(buffer, filled, name).map(|(file, _)| file)
    }

    /// The same, with a copy out of which packets can be read again, as [`open_kept`] makes it.
    ///
    /// # Errors
    /// As [`CaptureFile::from_reader`].
    pub fn kept_from_reader(
        input: impl Read + Send + 'static,
        name: String,
    ) -> Result<(Self, ReadBack), CaptureError> {
        Self::kept(input, name, None, None)
    }

    /// A capture in memory that stays there, out of which packets can be read again.
    ///
    /// # Errors
    /// As [`CaptureFile::from_reader`].
    pub fn kept_from_static(capture: &'static [u8], name: String) -> Result<(Self, ReadBack), CaptureError> {
        Self::kept(capture, name, Some(Bytes::Memory(capture)), Some(capture.len() as u64))
    }

    /// A capture that grows, and is kept while it does.
    #[cfg(all(feature = "live", target_os = "linux"))]
    pub(super) fn growing(
        input: impl Read + Send + 'static,
        name: String,
        kept: Arc<dyn Kept>,
    ) -> Result<(Self, ReadBack), CaptureError> {
        Self::kept(input, name, Some(Bytes::Kept(kept)), None)
    }

    /// A capture that can be read again out of `plain`, unless it is compressed.
    fn kept(
        input: impl Read + Send + 'static,
        name: String,
        plain: Option<Bytes>,
        total: Option<u64>,
    ) -> Result<(Self, ReadBack), CaptureError> {
        let progress = Progress::of(total);
        let input = Counted { input, progress: progress.clone() };
        let (mut buffer, filled, compressed) = uncompressed(Box::new(input));
        let bytes = plain.filter(|_| !compressed).unwrap_or_else(|| {
            let spool = Spool::new();
            buffer.copy_to(spool.clone());
            Bytes::Kept(spool)
        });
        let shown: Arc<str> = name.as_str().into();
        let (file, contexts) = Self::recognise(buffer, filled, name)?;
        Ok((file, ReadBack { name: shown, bytes, contexts, progress }))
    }

    fn recognise(
        mut buffer: Buffer,
        filled: io::Result<bool>,
        name: String,
    ) -> Result<(Self, SharedContexts), CaptureError> {
        let mut aside = Aside::default();
        let mut contexts = Contexts::default();
        let shared = contexts.share();
        let first = buffer.available();
        let format = if pcapng::Reader::recognises(first) {
            Some(Format::Pcapng(pcapng::Reader::new(contexts)))
        } else if pcap::Reader::recognises(first) {
            match pcap::Reader::new(&mut buffer, &mut contexts) {
                Ok(reader) => Some(Format::Pcap(reader)),
                Err(stop) => {
                    end(stop, &name, 0, &mut aside)?;
                    None
                }
            }
        } else {
            return Err(not_a_capture(name, &buffer, filled.err()));
        };
        Ok((Self { name, buffer, format, packets: 0, aside }, shared))
    }
}

/// The first bytes of the input, those inside if it is compressed, and whether it is.
fn uncompressed(input: Box<dyn Read + Send>) -> (Buffer, io::Result<bool>, bool) {
    let mut buffer = Buffer::new(input, READ_BUFFER_BYTES);
    let mut filled = buffer.fill(LONGEST_MAGIC);
    let compression = Compression::recognise(buffer.available());
    if let Some(compression) = compression {
        buffer = Buffer::new(compression.decoder(buffer), READ_BUFFER_BYTES);
        filled = buffer.fill(LONGEST_MAGIC);
    }
    (buffer, filled, compression.is_some())
}

impl CaptureFile {
    /// Reads a pcapng file up to the next packet or statistics.
    fn step(&mut self) -> Result<Option<pcapng::Next>, CaptureError> {
        let Some(Format::Pcapng(reader)) = &mut self.format else { return Ok(None) };
        match reader.step(&mut self.buffer, &mut self.aside) {
            Ok(next) => Ok(Some(next)),
            Err(stop) => {
                self.format = None;
                end(stop, &self.name, self.packets, &mut self.aside).map(|()| None)
            }
        }
    }

    /// Reads the packet up to which [`CaptureFile::step`] read.
    fn packet(&mut self, block: &pcapng::Block) -> Result<Option<Packet<'_>>, CaptureError> {
        let Some(Format::Pcapng(reader)) = &mut self.format else { return Ok(None) };
        match reader.packet(block, &mut self.buffer, self.packets + 1, &mut self.aside) {
            Ok(packet) => {
                self.packets += 1;
                Ok(Some(packet))
            }
            Err(stop) => {
                self.format = None;
                end(stop, &self.name, self.packets, &mut self.aside).map(|()| None)
            }
        }
    }
}

impl Source for CaptureFile {
    fn next_record(&mut self) -> Result<Option<Record<'_>>, CaptureError> {
        // A classic pcap file holds nothing but packets.
        if let Some(Format::Pcap(reader)) = &mut self.format {
            return match reader.next(&mut self.buffer, self.packets + 1) {
                Ok(packet) => {
                    self.packets += 1;
                    Ok(Some(Record::Packet(packet)))
                }
                Err(stop) => {
                    self.format = None;
                    end(stop, &self.name, self.packets, &mut self.aside).map(|()| None)
                }
            };
        }
        match self.step()? {
            Some(pcapng::Next::Packet(block)) => Ok(self.packet(&block)?.map(Record::Packet)),
            Some(pcapng::Next::Statistics(statistics)) => Ok(Some(Record::Statistics(statistics))),
            None => Ok(None),
        }
    }

    fn next_packet(&mut self) -> Result<Option<Packet<'_>>, CaptureError> {
        if let Some(Format::Pcap(_)) = self.format {
            return Ok(match self.next_record()? {
                Some(Record::Packet(packet)) => Some(packet),
                Some(Record::Statistics(_)) | None => None,
            });
        }
        loop {
            match self.step()? {
                Some(pcapng::Next::Packet(block)) => return self.packet(&block),
                Some(pcapng::Next::Statistics(_)) => {}
                None => return Ok(None),
            }
        }
    }

    fn look_ahead(&self, passed: usize, most: usize, show: &mut dyn FnMut(LinkType, &[u8])) {
        let mut rest = self.buffer.available();
        for number in 0..passed + most {
            let next = match &self.format {
                Some(Format::Pcap(reader)) => reader.look_ahead(rest),
                Some(Format::Pcapng(reader)) => reader.look_ahead(rest),
                None => None,
            };
            let Some((link, bytes, behind)) = next else { return };
            if number >= passed {
                show(link, bytes);
            }
            rest = behind;
        }
    }

    fn aside(&self) -> &Aside {
        &self.aside
    }
}

impl fmt::Debug for CaptureFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaptureFile")
            .field("name", &self.name)
            .field("packets", &self.packets)
            .finish_non_exhaustive()
    }
}

/// A pcapng file is known by the 4 bytes that begin it and the 4 after the next 4.
const LONGEST_MAGIC: usize = 12;

/// What it means for the user that no packet comes after the first `packets`.
#[cold]
fn end(stop: Stop, name: &str, packets: u64, aside: &mut Aside) -> Result<(), CaptureError> {
    let name = name.to_owned();
    match stop {
        Stop::End => Ok(()),
        Stop::Cut { offset } => {
            aside.cut = Some(Cut { packets, offset });
            Ok(())
        }
        Stop::Damaged { offset, found } => {
            Err(CaptureError::Damaged { name, packet: packets + 1, offset, found })
        }
        Stop::Read(source) => Err(CaptureError::Read { name, source }),
    }
}

fn not_a_capture(name: String, buffer: &Buffer, error: Option<io::Error>) -> CaptureError {
    let (looks_like, mend) = match error {
        Some(error) => match error.kind() {
            ErrorKind::UnexpectedEof => {
                ("a compressed file that is cut before the first packet", "copy it again from its origin")
            }
            ErrorKind::InvalidData => ("a compressed file that is damaged", "copy it again from its origin"),
            _ => return CaptureError::Read { name, source: error },
        },
        None => what_it_is(buffer),
    };
    CaptureError::NotACapture { name, looks_like, mend }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::test_files::{
        LITTLE, bytes, from_bytes, gzip, read_all, read_whole, small_pcap, small_pcapng, zstd,
    };
    use proptest::prelude::*;
    use std::io::{Cursor, Write};

    type Wrap = fn(&[u8]) -> Vec<u8>;
    const WRAPS: [Wrap; 3] = [<[u8]>::to_vec, gzip, zstd];

    #[test]
    fn the_format_is_known_by_content() {
        for plain in [small_pcap(), small_pcapng()] {
            let expected = read_whole(&plain).0;
            assert_eq!(expected.len(), 3);
            for wrap in WRAPS {
                let (packets, capture) = read_whole(&wrap(&plain));
                assert_eq!(packets, expected);
                assert_eq!(capture.aside().cut, None);
            }
        }
    }

    #[test]
    fn cut_at_every_byte_all_packets_before_are_told() {
        for plain in [small_pcap(), small_pcapng()] {
            let whole = read_whole(&plain).0;
            for length in 0..plain.len() {
                let Ok(mut capture) = from_bytes(&plain[..length]) else {
                    assert!(length < 4, "not recognised at {length}");
                    continue;
                };
                let (packets, end) = read_all(&mut capture);
                end.unwrap();
                assert!(whole.starts_with(&packets));
                if let Some(cut) = capture.aside().cut {
                    assert_eq!(cut.packets, packets.len() as u64);
                    assert!(cut.offset < length as u64);
                    // What lies before the cut is a whole file with just these packets.
                    if cut.offset > 0 {
                        let (again, capture) = read_whole(&plain[..cut.offset as usize]);
                        assert_eq!((again, capture.aside().cut), (packets, None));
                    }
                } else {
                    // Only between two records is an end no cut: one byte more makes it one.
                    let (_, capture) = read_whole(&plain[..=length]);
                    assert_eq!(capture.aside().cut.map(|cut| cut.offset), Some(length as u64));
                }
            }
        }
    }

    #[test]
    fn compressed_and_cut_at_every_byte_all_that_can_be_decoded_is_told() {
        for plain in [small_pcap(), small_pcapng()] {
            let whole = read_whole(&plain).0;
            for file in [gzip(&plain), zstd(&plain), [zstd(&plain[..50]), zstd(&plain[50..])].concat()] {
                for length in 2..file.len() {
                    let Ok(mut capture) = from_bytes(&file[..length]) else { continue };
                    let (packets, end) = read_all(&mut capture);
                    end.unwrap();
                    assert!(whole.starts_with(&packets));
                    assert!(capture.aside().cut.is_some() || packets.len() < 3, "{length} of {}", file.len());
                }
            }
        }
    }

    #[test]
    fn a_cut_in_the_checksum_behind_the_packets_is_a_cut() {
        let file = gzip(&small_pcap());
        let (packets, capture) = read_whole(&file[..file.len() - 1]);
        assert_eq!(packets.len(), 3);
        assert_eq!(capture.aside().cut, Some(Cut { packets: 3, offset: small_pcap().len() as u64 }));
    }

    /// An input that fails where it would have to wait for more.
    struct Arrived(Cursor<Vec<u8>>);

    impl Read for Arrived {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            match self.0.read(out)? {
                0 => Err(ErrorKind::WouldBlock.into()),
                count => Ok(count),
            }
        }
    }

    #[test]
    fn a_packet_that_has_arrived_is_told_without_waiting_for_more() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(&small_pcap()).unwrap();
        encoder.flush().unwrap();
        let flushed_gzip = encoder.get_ref().clone();
        for arrived in [small_pcap(), small_pcapng(), flushed_gzip, zstd(&small_pcap())] {
            let input = Arrived(Cursor::new(arrived));
            let mut capture = CaptureFile::from_reader(input, "pipe".to_owned()).unwrap();
            let (packets, end) = read_all(&mut capture);
            assert_eq!(packets.len(), 3);
            assert!(matches!(end, Err(CaptureError::Read { .. })));
        }
    }

    #[test]
    fn a_pipe_that_stays_open_is_read_as_it_arrives() {
        let (reader, mut writer) = io::pipe().unwrap();
        writer.write_all(&small_pcap()).unwrap();
        let mut capture = CaptureFile::from_reader(reader, "pipe".to_owned()).unwrap();
        for number in 1..=3 {
            assert_eq!(capture.next_packet().unwrap().unwrap().number, number);
        }
        writer.write_all(&bytes(LITTLE).pcap_record(1, 2, b"later").bytes).unwrap();
        assert_eq!(capture.next_packet().unwrap().unwrap().bytes, b"later");
        drop(writer);
        assert!(capture.next_packet().unwrap().is_none());
    }

    #[test]
    fn a_record_larger_than_the_buffer_is_read() {
        let large = vec![b'a'; 2 * READ_BUFFER_BYTES];
        let file = bytes(LITTLE)
            .section(LITTLE)
            .ethernet()
            .enhanced(0, 1, b"before")
            .block(0x0bad, &bytes(LITTLE).raw(&large))
            .enhanced(0, 2, b"after");
        assert_eq!(read_whole(&file.bytes).0.len(), 2);
    }

    #[test]
    fn packets_across_the_edge_of_the_buffer_are_whole() {
        let mut file = bytes(LITTLE).pcap_header(0xa1b2_c3d4, 1);
        for number in 0..5_000_u32 {
            file = file.pcap_record(number, 0, &vec![number as u8; (number % 1_500) as usize]);
        }
        let (packets, _) = read_whole(&file.bytes);
        assert_eq!(packets.len(), 5_000);
        for (number, packet) in packets.iter().enumerate() {
            assert_eq!(packet.3.len(), number % 1_500);
            assert!(packet.3.iter().all(|&byte| byte == number as u8));
        }
    }

    #[test]
    fn messages_name_the_file_and_the_mend() {
        let directory = tempfile::tempdir().unwrap();
        let missing = directory.path().join("missing.pcap");
        let error = open(&missing).unwrap_err().to_string();
        assert!(error.starts_with(&format!("can't read {}: No such file", missing.display())), "{error}");
        assert!(error.contains("check the path"), "{error}");

        let error = open(directory.path()).unwrap_err().to_string();
        assert!(error.contains("it looks like a directory; name one of the files in it"), "{error}");

        for (content, expected) in [
            (b"".to_vec(), "it looks like an empty file; record again"),
            (b"PK\x03\x04".to_vec(), "it looks like a ZIP archive; unpack it first"),
            (gzip(b"hello"), "it looks like text; "),
            (gzip(&gzip(&small_pcap())), "it looks like a gzip file in a compressed file; unpack it first"),
            (gzip(b"")[..5].to_vec(), "a compressed file that is cut before the first packet; copy it again"),
            (b"\x1f\x8b????????".to_vec(), "a compressed file that is damaged; copy it again"),
        ] {
            let path = directory.path().join("some.pcap");
            std::fs::write(&path, content).unwrap();
            let error = open(&path).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{} is no packet capture", path.display())), "{error}");
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn opens_a_file_of_any_name() {
        let file = tempfile::NamedTempFile::with_suffix(".txt").unwrap();
        std::fs::write(file.path(), small_pcapng()).unwrap();
        assert_eq!(read_all(&mut open(file.path()).unwrap()).0.len(), 3);
    }

    fn survives(file: &[u8]) {
        if let Ok(mut capture) = from_bytes(file) {
            let (packets, _) = read_all(&mut capture);
            assert!(packets.iter().all(|packet| packet.3.len() <= crate::limits::MAX_PACKET_BYTES as usize));
        }
    }

    proptest! {
        #[test]
        fn survives_random_bytes_behind_every_magic(
            start in 0_usize..7,
            noise in proptest::collection::vec(any::<u8>(), 0..400),
        ) {
            let starts = [
                vec![],
                small_pcap()[..24].to_vec(),
                small_pcapng()[..28].to_vec(),
                small_pcapng()[..48].to_vec(),
                gzip(b"")[..10].to_vec(),
                zstd(b"")[..4].to_vec(),
                zstd(&small_pcap())[..8].to_vec(),
            ];
            survives(&[starts[start].as_slice(), &noise].concat());
        }

        #[test]
        fn survives_flipped_bytes(
            pcapng: bool,
            wrap in 0_usize..3,
            flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        ) {
            let mut file = WRAPS[wrap](&if pcapng { small_pcapng() } else { small_pcap() });
            for (place, value) in flips {
                let place = place.index(file.len());
                file[place] ^= value;
            }
            survives(&file);
        }
    }
}
