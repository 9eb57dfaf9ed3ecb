//! A row of `messages`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::flow::{At, ConnectionId};
use crate::protocol::frame::Opcode;
use crate::tell::messages::Whole;

/// A WebSocket message.
#[derive(Debug, Serialize)]
pub struct MessageRow {
    connection: ConnectionId,
    packet: u64,
    time: String,
    from: &'static str,
    opcode: String,
    frames: u64,
    compressed: bool,
    /// Bytes of the message itself; unknown while it is compressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<u64>,
    /// Payload bytes of its frames.
    wire_length: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
    truncated: bool,
    first_packet: u64,
    /// Payload bytes that the capture does not hold.
    missing: u64,
}

impl MessageRow {
    /// The row of a complete message.
    #[must_use]
    pub fn new(at: At, whole: Whole) -> Self {
        let truncated = whole.is_truncated();
        let Whole { message, payload } = whole;
        let (text, base64) = match (message.compressed, message.opcode) {
            (true, _) => (None, None),
            (false, Opcode::Text) => match text(payload, truncated) {
                Ok(text) => (Some(text), None),
                Err(payload) => (None, Some(STANDARD.encode(payload))),
            },
            (false, _) => (None, Some(STANDARD.encode(payload))),
        };
        Self {
            connection: at.connection,
            packet: at.packet,
            time: at.time.to_string(),
            from: at.direction.sender(),
            opcode: message.opcode.to_string(),
            frames: message.frames,
            compressed: message.compressed,
            length: (!message.compressed).then_some(message.length),
            wire_length: message.length,
            text,
            base64,
            truncated,
            first_packet: message.first_packet,
            missing: message.missing,
        }
    }
}

/// A text message's payload as text; one that was truncated may end inside a character.
fn text(payload: Vec<u8>, truncated: bool) -> Result<String, Vec<u8>> {
    String::from_utf8(payload).or_else(|error| {
        let (utf8, mut bytes) = (error.utf8_error(), error.into_bytes());
        if truncated && utf8.error_len().is_none() {
            bytes.truncate(utf8.valid_up_to());
        }
        String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes)
    })
}
