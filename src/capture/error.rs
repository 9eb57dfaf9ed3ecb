//! Why a capture can't be read, in words that say what to do.

use thiserror::Error;

/// A capture that can't be opened or read on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CaptureError {
    /// Reading failed below us: disk, pipe, permission.
    #[error("{name}: {source}")]
    Read {
        /// The file as the user named it, or `standard input`.
        name: String,
        /// What the operating system said.
        source: std::io::Error,
    },
}
