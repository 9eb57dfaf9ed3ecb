//! Watching an interface: real WebSocket peers speak over a cable between two network namespaces, and the
//! program is watched while it watches.
//!
//! This needs the right to make namespaces: root, or `unshare --user --map-root-user`. Where there is
//! neither, the tests are left out; with `CI` in the environment they fail instead.
#![cfg(all(feature = "live", target_os = "linux"))]
#![expect(clippy::disallowed_methods, reason = "a test waits, but not for ever")]

#[path = "live/endings.rs"]
mod endings;
#[path = "live/losses.rs"]
mod losses;
#[path = "live/mishaps.rs"]
mod mishaps;
#[path = "live/network.rs"]
mod network;
#[path = "live/options.rs"]
mod options;
#[path = "tui/pty.rs"]
mod pty;
#[path = "live/rights.rs"]
mod rights;
#[path = "live/stage.rs"]
mod stage;
mod support;
#[path = "live/terminal.rs"]
mod terminal;
#[path = "live/truth.rs"]
mod truth;
#[path = "live/watching.rs"]
mod watching;
