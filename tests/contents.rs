//! What messages say: text that is UTF-8 or is not.

mod support;
#[path = "contents/utf8.rs"]
mod utf8;
