//! The terminal interface: connections, the ladder of one, its tabs, and all packets.
//!
//! No analysis happens here. A thread reads the capture into an index; a connection that is opened is
//! told again. State and update stand apart from drawing: [`App::event`] changes the state,
//! [`App::draw`] shows it, and neither touches the terminal, so that tests drive them as users do.

mod action;
mod app;
mod capture;
mod command;
mod connection;
mod connections;
mod draw;
mod follow;
mod help;
mod keys;
mod look;
mod packets;
mod pane;
mod plain;
mod prompt;
mod run;
mod scroll;
mod terminal;
mod title;
mod top;
#[cfg(test)]
mod testing;

pub use app::{App, Effect};
pub use capture::{Capture, Outcome};
pub use draw::Abilities;
pub use help::markdown as keys_in_markdown;
pub use look::{Look, Theme};
pub use run::run;
