//! Bytes to values: parsers that know no TCP and keep no connection.

pub mod rules;

pub use rules::{Responsible, Rule, Severity};
