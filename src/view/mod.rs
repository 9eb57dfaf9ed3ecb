//! The outputs themselves. Each is an observer; none knows another.

pub mod files;
pub mod json;
pub mod text;
pub mod tui;
