//! Bytes to values: parsers that know no TCP and keep no connection.
//!
//! Every parser takes what a peer sent, as far as it has arrived, and answers [`Parsed`]: a value,
//! a request for more bytes, or the [`Rule`] that the bytes break. What can still be understood is
//! a value too, with the broken rules beside it: an observer reports, it doesn't refuse.

mod reaction;

pub mod rules;

mod parsed;

pub mod deflate;
pub mod frame;
pub mod http;
pub mod hixie76;
pub mod upgrade;
pub mod tls;

pub use parsed::{Likeness, Parsed};
pub use reaction::Reaction;
pub use rules::{Responsible, Rule, Severity};
