//! Why an interface can't be watched, in words that say what to do.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::rights::{RightsError, setcap_line};

/// A capture that can't begin, or can't go on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LiveError {
    /// The program may not capture.
    #[error(
        "no right to capture on {interface}: allow it once with `{}`, or run wiretale with sudo (root is given \
         up once the interface is open); `wiretale doctor` says more",
        setcap_line()
    )]
    NoRights {
        /// What was to be watched.
        interface: String,
    },
    /// There is no such interface.
    #[error("there is no interface {interface}; there are: {there_are} (wiretale -D)")]
    NoSuchInterface {
        /// What was to be watched.
        interface: String,
        /// What could be.
        there_are: String,
    },
    /// The capture filter is wrong.
    #[error("the capture filter `{filter}` can't be used: {why}; man pcap-filter tells how one is written")]
    Filter {
        /// The filter.
        filter: String,
        /// What libpcap says of it.
        why: String,
    },
    /// The interface can't be opened.
    #[error("can't capture on {interface}: {why}")]
    Open {
        /// What was to be watched.
        interface: String,
        /// What libpcap says.
        why: String,
    },
    /// The interface brings no more packets.
    #[error("{interface} brings no more packets: {why}; what it brought before is complete")]
    Lost {
        /// What was watched.
        interface: String,
        /// What libpcap says.
        why: String,
    },
    /// The interfaces can't be listed.
    #[error("can't list the interfaces: {0}")]
    List(String),
    /// What is captured can't be kept.
    #[error("can't write {}: {source}", path.display())]
    Write {
        /// Where it was to be kept.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// What is captured can't be kept any longer.
    #[error("{} is no longer written: {why}; what was captured before is complete", path.display())]
    Full {
        /// Where it was kept.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// The stream that was captured can't be read.
    #[error(transparent)]
    Read(#[from] crate::capture::CaptureError),
    /// Signals can't be heeded.
    #[error("can't heed signals: {0}")]
    Signals(io::Error),
    /// Rights can't be given up.
    #[error(transparent)]
    Rights(#[from] RightsError),
}
