//! HTTP/1.x messages: heads, the length of what follows them, and how to tell them from other text.

mod body;
mod chunked;
mod fields;
mod head;
mod head_end;
mod likeness;

pub use body::{BodyLength, Framing};
pub use chunked::{ChunkedBody, ChunkedState};
pub(super) use fields::elements;
pub use fields::{Field, Headers};
pub use head::{RequestHead, ResponseHead, Version};
pub use head_end::HeadEnd;
pub use likeness::{looks_like_request, looks_like_response};

/// Whether a byte may stand in a token (RFC 9110 5.6.2): in a method, a field name, a list element.
pub(super) fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Whether bytes are a token (RFC 9110 5.6.2): at least one, and all of the right kind.
pub(super) fn is_token(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().copied().all(is_token_byte)
}
