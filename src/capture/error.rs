//! Why a capture can't be read, in words that say what to do.

use std::io::{self, ErrorKind};

use thiserror::Error;

/// A capture that can't be opened or read on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CaptureError {
    /// Reading failed below us: disk, pipe, permission, no such file.
    #[error("can't read {name}: {source}{}", mend(source))]
    Read {
        /// The file as the user named it, or `standard input`.
        name: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// The bytes are something else than packets, or packets in a format that is not read here.
    #[error("{name} is no packet capture that wiretale can read: it looks like {looks_like}; {mend}")]
    NotACapture {
        /// The file as the user named it, or `standard input`.
        name: String,
        /// What its first bytes say it is, with an article: `a PNG image`.
        looks_like: &'static str,
        /// What the user can do.
        mend: &'static str,
    },
    /// The bytes stop making sense; every packet before was returned.
    #[error(
        "{name} is damaged at packet {packet} (byte {offset}): {found}; \
         only what comes before can be told: copy the file again from where it was captured, or mend a copy with pcapfix"
    )]
    Damaged {
        /// The file as the user named it, or `standard input`.
        name: String,
        /// Number of the packet that would have come next.
        packet: u64,
        /// Offset in bytes (after decompression) of the record that makes no sense.
        offset: u64,
        /// What was found there.
        found: String,
    },
    /// A packet that was read before can't be read again.
    #[error("can't read packet {packet} of {name} again: {why}")]
    NotReadBack {
        /// The file as the user named it, or `standard input`.
        name: String,
        /// Number of the packet.
        packet: u64,
        /// What stands in the way, and what the user can do.
        why: String,
    },
}

/// Why there is no next packet, before it is known which file it is about.
#[derive(Debug)]
pub(super) enum Stop {
    /// The input ended between two records.
    End,
    /// The input ended in the middle of the record that begins at `offset`.
    Cut { offset: u64 },
    /// The record that begins at `offset` makes no sense.
    Damaged { offset: u64, found: String },
    /// The operating system could not read on.
    Read(io::Error),
}

impl Stop {
    /// What a failure to read means for the record that begins at `offset`: decoders of compressed
    /// input report a cut and damage through [`ErrorKind`].
    pub(super) fn from_read(error: io::Error, offset: u64) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::Cut { offset },
            ErrorKind::InvalidData => Self::Damaged { offset, found: error.to_string() },
            _ => Self::Read(error),
        }
    }
}

/// What to do about an error of the operating system, where there is something.
fn mend(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "; check the path, or record a capture first (tcpdump -w FILE)",
        ErrorKind::PermissionDenied => "; ask its owner for it, or read it as a user who may",
        _ => "",
    }
}
