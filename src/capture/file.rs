//! A capture file or standard input, of whatever format its first bytes say.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::path::Path;

use super::buffer::Buffer;
use super::compressed::Compression;
use super::error::Stop;
use super::recognise::what_it_is;
use super::{Aside, CaptureError, Cut, Packet, Source, pcap, pcapng};
use crate::limits::READ_BUFFER_BYTES;

/// Opens a capture file; the path `-` is standard input, which is read as it arrives.
///
/// # Errors
/// [`CaptureError::Read`] where the file can't be opened, otherwise as [`CaptureFile::from_reader`].
pub fn open(path: &Path) -> Result<CaptureFile, CaptureError> {
    if path.as_os_str() == "-" {
        return standard_input();
    }
    let name = path.display().to_string();
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?.is_dir(), file)));
    match opened {
        Ok((false, file)) => CaptureFile::from_reader(file, name),
        Ok((true, _)) => Err(CaptureError::NotACapture {
            name,
            looks_like: "a directory",
            mend: "name one of the files in it",
        }),
        Err(source) => Err(CaptureError::Read { name, source }),
    }
}

fn standard_input() -> Result<CaptureFile, CaptureError> {
    let name = "standard input".to_owned();
    if io::stdin().is_terminal() {
        return Err(CaptureError::NotACapture {
            name,
            looks_like: "a terminal",
            mend: "pipe a capture into it: tcpdump -U -w - | wiretale -",
        });
    }
    CaptureFile::from_reader(io::stdin(), name)
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
        let mut buffer = Buffer::new(Box::new(input), READ_BUFFER_BYTES);
        let mut filled = buffer.fill(LONGEST_MAGIC);
        if let Some(compression) = Compression::recognise(buffer.available()) {
            buffer = Buffer::new(compression.decoder(buffer), READ_BUFFER_BYTES);
            filled = buffer.fill(LONGEST_MAGIC);
        }
        let mut aside = Aside::default();
        let first = buffer.available();
        let format = if pcapng::Reader::recognises(first) {
            Some(Format::Pcapng(pcapng::Reader::new()))
        } else if pcap::Reader::recognises(first) {
            match pcap::Reader::new(&mut buffer) {
                Ok(reader) => Some(Format::Pcap(reader)),
                Err(stop) => {
                    end(stop, &name, 0, &mut aside)?;
                    None
                }
            }
        } else {
            return Err(not_a_capture(name, &buffer, filled.err()));
        };
        Ok(Self { name, buffer, format, packets: 0, aside })
    }
}

impl Source for CaptureFile {
    fn next_packet(&mut self) -> Result<Option<Packet<'_>>, CaptureError> {
        let number = self.packets + 1;
        let next = match &mut self.format {
            Some(Format::Pcap(reader)) => reader.next(&mut self.buffer, number),
            Some(Format::Pcapng(reader)) => reader.next(&mut self.buffer, number, &mut self.aside),
            None => return Ok(None),
        };
        match next {
            Ok(packet) => {
                self.packets = number;
                Ok(Some(packet))
            }
            Err(stop) => {
                self.format = None;
                end(stop, &self.name, self.packets, &mut self.aside).map(|()| None)
            }
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
