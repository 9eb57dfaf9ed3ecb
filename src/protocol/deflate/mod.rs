//! Compressed messages: bytes in, inflated bytes out (RFC 7692 7.2, RFC 1951).

mod inflater;
mod window;

pub use inflater::{Damaged, Inflater};
pub use window::Window;
