//! What messages say: inflated where they are compressed, and text that is UTF-8 or is not.

#[path = "contents/deflate.rs"]
mod deflate;
#[path = "contents/lost.rs"]
mod lost;
mod support;
#[path = "contents/utf8.rs"]
mod utf8;
