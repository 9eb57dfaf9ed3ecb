//! Whether an interface is still there and up.

use nix::ifaddrs::getifaddrs;
use nix::net::if_::InterfaceFlags;

use crate::capture::InterfaceState;

/// What an interface is like now; `None` where the system does not say.
pub(super) fn state_of(interface: &str) -> Option<InterfaceState> {
    let mut flags = getifaddrs().ok()?.filter(|it| it.interface_name == interface).map(|it| it.flags);
    Some(match flags.next() {
        None => InterfaceState::Gone,
        Some(flags) if flags.contains(InterfaceFlags::IFF_UP) => InterfaceState::Up,
        Some(_) => InterfaceState::Down,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interface_that_is_not_there_is_gone() {
        assert_eq!(state_of("no-such-if"), Some(InterfaceState::Gone));
        assert_ne!(state_of("lo"), Some(InterfaceState::Gone));
    }
}
