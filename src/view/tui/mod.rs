//! The terminal interface: connections, the ladder of one, its tabs, and all packets.
//!
//! No analysis happens here. A thread reads the capture into an index; a connection that is opened is
//! told again. State and update stand apart from drawing: an [`action::Action`] changes the state, and
//! `draw` shows it.

mod action;
mod connection;
mod look;
mod pane;
mod scroll;
#[cfg(test)]
mod testing;

pub use look::{Look, Theme};
