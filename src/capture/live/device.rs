//! An interface opened for capturing, through libpcap.

use std::os::fd::AsFd as _;
use std::time::Duration;

use pcap::{Active, Linktype, Precision, Stat};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::interfaces::{interfaces, named, no_such};
use super::rights::may_capture;
use super::{LiveError, Options};
use crate::capture::{LinkType, Timestamp};

/// How long the system gathers packets before it hands them on, in milliseconds. Shorter costs more work
/// for each packet, longer is seen by those who watch; immediate mode would waste the kernel's buffer.
const GATHER_MS: i32 = 50;
/// Digits of a second in the times that libpcap is asked for.
pub(super) const DIGITS: u8 = 9;

/// An interface that is open.
pub(super) struct Device {
    capture: pcap::Capture<Active>,
    pub(super) interface: String,
    pub(super) link: LinkType,
}

impl Device {
    /// Opens an interface, with the rights that takes.
    pub(super) fn open(options: &Options) -> Result<Self, LiveError> {
        let interface = named(&options.interface)?;
        let failed = |error: pcap::Error| why_not(&interface, &error);
        let inactive = pcap::Capture::from_device(interface.as_str()).map_err(failed)?;
        let inactive = inactive
            .snaplen(i32::try_from(options.snap_length).unwrap_or(i32::MAX))
            // Not on all interfaces at once, which libpcap would warn of.
            .promisc(options.promiscuous && interface != ANY)
            .timeout(GATHER_MS)
            .precision(Precision::Nano)
            .buffer_size(i32::try_from(options.buffer).unwrap_or(i32::MAX));
        let mut capture = inactive.open().map_err(failed)?.setnonblock().map_err(failed)?;
        if capture.list_datalinks().is_ok_and(|links| links.contains(&Linktype::LINUX_SLL2)) {
            capture.set_datalink(Linktype::LINUX_SLL2).map_err(failed)?;
        }
        let link = link_type(capture.get_datalink());
        capture
            .filter(&options.filter, true)
            .map_err(|error| LiveError::Filter { filter: options.filter.clone(), why: message(&error) })?;
        Ok(Self { capture, interface, link })
    }

    /// Whether this is no single interface, but all.
    pub(super) fn is_any(&self) -> bool {
        self.interface == ANY
    }

    /// Waits until there are packets, but not for longer than this.
    pub(super) fn wait(&self, patience: Duration) {
        let fd = self.capture.as_fd();
        let mut fds = [PollFd::new(&fd, PollFlags::IN)];
        let timeout = Timespec { tv_sec: 0, tv_nsec: i64::from(patience.subsec_nanos()) };
        // Whatever this says, taking packets says it again.
        let _ = poll(&mut fds, Some(&timeout));
    }

    /// Takes packets that have come, at most so many: their time, bytes and length on the wire; how many
    /// there were.
    pub(super) fn take(
        &mut self,
        most: usize,
        mut taken: impl FnMut(Timestamp, &[u8], u32),
    ) -> Result<usize, LiveError> {
        let dispatched = self.capture.dispatch(Some(most), |packet| {
            // With this precision the field for microseconds holds nanoseconds.
            let time = Timestamp::from_parts(packet.header.ts.tv_sec, packet.header.ts.tv_usec, DIGITS);
            taken(time, packet.data, packet.header.len);
        });
        dispatched
            .map_err(|error| LiveError::Lost { interface: self.interface.clone(), why: message(&error) })
    }

    /// What libpcap has counted.
    pub(super) fn counts(&mut self) -> Option<Stat> {
        self.capture.stats().ok()
    }
}

/// The name under which Linux offers all interfaces at once.
pub(super) const ANY: &str = "any";

/// The number of the registry for what libpcap calls a data link; most are the same.
fn link_type(link: Linktype) -> LinkType {
    match u16::try_from(link.0) {
        Ok(12 | 14) => LinkType::RAW,
        Ok(number) => LinkType(number),
        Err(_) => LinkType(u16::MAX),
    }
}

fn why_not(interface: &str, error: &pcap::Error) -> LiveError {
    let interface = interface.to_owned();
    let all = interfaces().unwrap_or_default();
    if !all.is_empty() && all.iter().all(|other| other.name != interface) {
        return no_such(&interface, &all);
    }
    if may_capture() {
        LiveError::Open { interface, why: message(error) }
    } else {
        LiveError::NoRights { interface }
    }
}

/// What libpcap says, without the crate's words around it.
fn message(error: &pcap::Error) -> String {
    match error {
        pcap::Error::PcapError(message) => message.clone(),
        error => error.to_string(),
    }
}
