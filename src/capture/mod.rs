//! Bytes in: packets with their number, time and link type, from files, standard input and interfaces.

mod timestamp;
mod moment;
mod aside;
mod error;
mod interface_state;
mod interruptible;
mod buffer;
mod compressed;
mod byte_order;
mod pcap;
mod clock;
mod name_resolution;
mod statistics;
mod pcapng;
mod writer;
mod recognise;
mod pieces;
mod place;
mod spool;
mod progress;
mod read_back;
mod file;
#[cfg(all(feature = "live", target_os = "linux"))]
pub mod live;
#[cfg(test)]
mod test_files;

pub use aside::{Aside, Cut, Secrets};
pub use error::CaptureError;
pub use file::{CaptureFile, open, open_kept, open_watched};
pub use interface_state::InterfaceState;
pub use moment::Moment;
pub use place::Place;
pub use progress::Progress;
pub use read_back::{Cursor, ReadBack};
pub use statistics::{Dropped, Statistics};
pub use timestamp::{Elapsed, Timestamp};
pub use writer::{Counts, Description, Writer};

/// One captured packet, borrowed from the reader's buffer.
#[derive(Clone, Copy, Debug)]
pub struct Packet<'a> {
    /// Position in the capture, counted from 1: Wireshark's `frame.number`.
    pub number: u64,
    /// When it was captured.
    pub time: Timestamp,
    /// What the first byte is.
    pub link: LinkType,
    /// The captured bytes, which a snap length may have cut.
    pub bytes: &'a [u8],
    /// Bytes the packet had on the wire.
    pub wire_length: u32,
    /// Where it lies in the capture.
    pub place: Place,
}

/// The kind of link-layer header a packet begins with: the number of the `LINKTYPE_` registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LinkType(pub u16);

impl LinkType {
    /// BSD loopback: address family in the capturing machine's byte order (`LINKTYPE_NULL`).
    pub const NULL: Self = Self(0);
    /// Ethernet, with or without VLAN tags (`LINKTYPE_ETHERNET`).
    pub const ETHERNET: Self = Self(1);
    /// IPv4 or IPv6 with no link layer (`LINKTYPE_RAW`).
    pub const RAW: Self = Self(101);
    /// OpenBSD loopback: address family in network byte order (`LINKTYPE_LOOP`).
    pub const LOOP: Self = Self(108);
    /// Linux "any" device, cooked header version 1 (`LINKTYPE_LINUX_SLL`).
    pub const LINUX_SLL: Self = Self(113);
    /// IPv4 with no link layer (`LINKTYPE_IPV4`).
    pub const IPV4: Self = Self(228);
    /// IPv6 with no link layer (`LINKTYPE_IPV6`).
    pub const IPV6: Self = Self(229);
    /// Linux "any" device, cooked header version 2 (`LINKTYPE_LINUX_SLL2`).
    pub const LINUX_SLL2: Self = Self(276);
}

/// What a capture holds, one after the other.
#[derive(Clone, Copy, Debug)]
pub enum Record<'a> {
    /// A packet.
    Packet(Packet<'a>),
    /// Statistics, which say what time it is and what was lost.
    Statistics(Statistics),
}

/// Where packets come from: a file, standard input, or what is being captured on an interface.
pub trait Source {
    /// The next packet or statistics, `None` at the end, which is final; it borrows the source's buffer until
    /// the next call.
    ///
    /// # Errors
    /// [`CaptureError`] when the source can't be read on. Packets returned before stay valid news:
    /// the caller tells them before it reports the error.
    fn next_record(&mut self) -> Result<Option<Record<'_>>, CaptureError>;

    /// The next packet; statistics before it are passed over.
    ///
    /// # Errors
    /// As [`Source::next_record`].
    fn next_packet(&mut self) -> Result<Option<Packet<'_>>, CaptureError>;

    /// Shows the bytes of up to `most` packets that come after the next `passed` and are there already, for
    /// whoever can prepare for them. Nothing is taken, waited for or judged; a source that can't look ahead shows
    /// none.
    fn look_ahead(&self, _passed: usize, _most: usize, _show: &mut dyn FnMut(LinkType, &[u8])) {}

    /// What the capture holds besides packets, as far as it has been read.
    fn aside(&self) -> &Aside;
}
