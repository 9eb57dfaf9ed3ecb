//! What hostile, broken or badly captured traffic does, said once per cause.

use super::ConnectionId;
use crate::decode::Flags;

/// Something that a receiver refuses, or that makes the capture say less than it seems to.
///
/// Each is told just after the segment that shows it; those that a receiver refuses change nothing in
/// the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anomaly {
    /// Bytes came again, and they differ. What was captured first stands.
    OverlapDiffers {
        /// Where in the stream the first different byte lies.
        offset: u64,
        /// How the bytes go on that were captured first.
        first: Snippet,
        /// How those go on that came later.
        second: Snippet,
    },
    /// Payload, or a FIN, lies outside the window that the peer offered (RFC 9293 3.10.7.4).
    OutsideWindow {
        /// Payload bytes that were not delivered.
        length: u32,
        /// Bytes from the next expected one to them; negative where they lie before it.
        distance: i64,
    },
    /// Bytes from before the first captured byte came late: there is no place for them any more.
    BeforeStart {
        /// How many.
        length: u64,
    },
    /// A RST whose sequence number lies outside the window ends nothing (RFC 5961 3.2).
    ResetOutsideWindow {
        /// From the number that the peer expects to that of the RST.
        distance: i64,
    },
    /// A RST carries payload (RFC 9293 3.5.3); it belongs to no stream.
    ResetWithData {
        /// How much.
        length: u32,
        /// How it begins.
        text: Snippet,
    },
    /// A SYN carries data (RFC 7413).
    SynData {
        /// How much.
        length: u32,
        /// Whether it was delivered: the answer acknowledges it.
        accepted: bool,
    },
    /// Data after the sender's FIN (RFC 9293 3.10.4) was not delivered.
    DataAfterFin {
        /// How much.
        length: u32,
    },
    /// A second FIN ends the stream at another place; the first stands.
    FinMoved {
        /// From the first FIN to this one.
        distance: i64,
    },
    /// A SYN in the middle of an open connection (RFC 5961 4).
    SynInside,
    /// The connection goes on under another number: a SYN in the middle of it made Wireshark count what
    /// follows as another `tcp.stream`.
    NumberChanged {
        /// The new number.
        to: ConnectionId,
    },
    /// Flags that no segment of an open connection has: nothing of it is taken.
    ImpossibleFlags(Flags),
    /// Urgent data (RFC 6093), which stays in the stream as usual systems deliver it.
    Urgent {
        /// The urgent pointer.
        pointer: u16,
    },
    /// The checksum is wrong; the segment is taken nevertheless.
    BadChecksum,
    /// The checksum of the IPv4 header is wrong; the segment is taken nevertheless.
    BadIpChecksum,
    /// A FIN or RST has a wrong checksum, although others of the same sender are right (RFC 9293 3.1).
    DamagedEnd,
    /// The packet was captured twice, with others of its connection.
    CapturedTwice,
    /// Only the packets of this direction were captured.
    OneSided,
    /// Bytes wait behind a hole, and there is no room for more: the hole is given up.
    HoleGivenUp {
        /// Bytes that were held behind it.
        held: u64,
    },
    /// IP fragments overlap and differ; what was captured first stands.
    FragmentsDiffer,
}

/// The beginning of some bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    bytes: [u8; Self::MAX],
    length: u8,
    more: bool,
}

impl Snippet {
    /// As many bytes are kept: enough to recognise what they are.
    const MAX: usize = 24;

    /// The beginning of `bytes`.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        let mut kept = [0; Self::MAX];
        for (place, byte) in kept.iter_mut().zip(bytes) {
            *place = *byte;
        }
        Self { bytes: kept, length: bytes.len().min(Self::MAX) as u8, more: bytes.len() > Self::MAX }
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or_default()
    }

    /// Whether more bytes followed.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.more
    }
}
