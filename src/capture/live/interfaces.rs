//! What could be watched.

use std::net::IpAddr;

use pcap::{ConnectionStatus, Device};

use super::LiveError;
use super::device::ANY;

/// An interface that packets can be captured on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// What the system calls it.
    pub name: String,
    /// What it is, where libpcap knows it.
    pub description: Option<String>,
    /// Its addresses.
    pub addresses: Vec<IpAddr>,
    /// Words that say what it is like: `up`, `running`, `loopback` …
    pub state: Vec<&'static str>,
}

impl Interface {
    /// Whether it brings packets of a network: what is up, or all at once; libpcap also offers the kernel's
    /// logs, USB and the like.
    #[must_use]
    pub fn is_network(&self) -> bool {
        self.state.contains(&"up") && (self.name == ANY || !self.addresses.is_empty())
    }
}

/// All interfaces, numbered from 1 in this order by those who name one by its number.
///
/// # Errors
/// [`LiveError::List`] with what libpcap says.
pub fn interfaces() -> Result<Vec<Interface>, LiveError> {
    let devices = Device::list().map_err(|error| LiveError::List(error.to_string()))?;
    Ok(devices.into_iter().map(Interface::from).collect())
}

impl From<Device> for Interface {
    fn from(device: Device) -> Self {
        let flags = &device.flags;
        let state = [
            (flags.is_up(), "up"),
            (!flags.is_up(), "down"),
            (flags.is_running(), "running"),
            (flags.is_loopback(), "loopback"),
            (flags.is_wireless(), "wireless"),
            (flags.connection_status == ConnectionStatus::Disconnected, "disconnected"),
        ];
        Self {
            state: state.into_iter().filter_map(|(is, word)| is.then_some(word)).collect(),
            addresses: device.addresses.iter().map(|address| address.addr).collect(),
            description: device.desc,
            name: device.name,
        }
    }
}

/// The name of an interface that is given by its name, or by its number in the list.
///
/// # Errors
/// [`LiveError::NoSuchInterface`] where the number is too high.
pub(super) fn named(wanted: &str) -> Result<String, LiveError> {
    let Ok(number) = wanted.parse::<usize>() else { return Ok(wanted.to_owned()) };
    let all = interfaces()?;
    // Some systems call an interface by a number.
    if all.iter().any(|interface| interface.name == wanted) {
        return Ok(wanted.to_owned());
    }
    let found = number.checked_sub(1).and_then(|index| all.get(index));
    found.map(|interface| interface.name.clone()).ok_or_else(|| no_such(wanted, &all))
}

pub(super) fn no_such(wanted: &str, all: &[Interface]) -> LiveError {
    let names: Vec<_> = all.iter().map(|interface| interface.name.as_str()).collect();
    LiveError::NoSuchInterface { interface: wanted.to_owned(), there_are: names.join(", ") }
}
