//! The packets of one connection, saved as a capture of their own.

use std::fs::{File, OpenOptions, remove_file};
use std::io::{self, BufWriter, ErrorKind};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use thiserror::Error;

use super::retell::{lock, packets_of};
use crate::capture::{CaptureError, ReadBack, Writer};
use crate::flow::ConnectionId;
use crate::limits::RETELLING_STEPS;
use crate::tell::SharedIndex;

/// Packets that can't be saved. What had been written of them is removed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SaveError {
    /// There is something under that name, which is never overwritten.
    #[error("{0} exists already; choose another name")]
    Exists(String),
    /// The file can't be written.
    #[error("can't write {0}: {1}")]
    Write(String, io::Error),
    /// The packets can't be read back.
    #[error(transparent)]
    Read(#[from] CaptureError),
}

/// Writes the packets of a connection, with the fragments that its segments came in, to a new pcapng file
/// that only its owner can read; says how many there were.
///
/// # Errors
/// [`SaveError`] says what went wrong, and leaves no half of a file behind.
pub fn save(
    index: &SharedIndex,
    packets: &ReadBack,
    connection: ConnectionId,
    path: &Path,
) -> Result<u64, SaveError> {
    let name = || path.display().to_string();
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let file = file.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => SaveError::Exists(name()),
        _ => SaveError::Write(name(), error),
    })?;
    let saved = write(index, packets, connection, file);
    saved.map_err(|failed| {
        // What can't be removed either is told by the failure all the same.
        let _ = remove_file(path);
        match failed {
            Failed::Write(error) => SaveError::Write(name(), error),
            Failed::Read(error) => error.into(),
        }
    })
}

/// Why not all was written.
enum Failed {
    Write(io::Error),
    Read(CaptureError),
}

fn write(
    index: &SharedIndex,
    packets: &ReadBack,
    connection: ConnectionId,
    file: File,
) -> Result<u64, Failed> {
    let mut writer = Writer::new(BufWriter::new(file)).map_err(Failed::Write)?;
    let mut cursor = packets.cursor();
    let own = packets_of(index, &[connection]);
    for numbers in own.chunks(RETELLING_STEPS) {
        let entries: Vec<_> = {
            let index = lock(index);
            numbers.iter().filter_map(|number| index.entry(*number)).collect()
        };
        for entry in entries {
            let packet = cursor.packet(entry.number, entry.place, entry.time).map_err(Failed::Read)?;
            writer.packet(&packet).map_err(Failed::Write)?;
        }
    }
    writer.finish().map_err(Failed::Write)?;
    Ok(own.len() as u64)
}
