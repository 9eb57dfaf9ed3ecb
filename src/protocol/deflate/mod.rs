//! Compressed messages: bytes in, inflated bytes out (RFC 7692 7.2, RFC 1951).

mod inflater;
mod inflaters;
mod window;

pub use inflater::{Damaged, Inflater};
pub use inflaters::Inflaters;
pub use window::Window;
