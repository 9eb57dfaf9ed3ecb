//! A row of `messages`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::compression::hundredths;
use crate::flow::{At, ConnectionId};
use crate::protocol::frame::Opcode;
use crate::session::Unread;
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
    /// Bytes of the message itself; unknown where it could not be inflated.
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<u64>,
    /// Payload bytes of its frames.
    wire_length: u64,
    /// How many times larger it is than on the wire, if it was compressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    ratio: Option<f64>,
    /// Why it could not be inflated to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
    truncated: bool,
    first_packet: u64,
    /// Seconds from its first byte to its last.
    duration: f64,
    /// Payload bytes that the capture does not hold.
    missing: u64,
}

impl MessageRow {
    /// The row of a complete message.
    #[must_use]
    pub fn new(at: At, whole: Whole) -> Self {
        let truncated = whole.is_truncated();
        let Whole { message, payload } = whole;
        let length = message.said_length().filter(|_| message.is_read() && message.begun);
        let unread = message.inflated.and_then(|inflated| inflated.unread);
        let unread = unread.or((!message.begun).then_some(Unread::Missing));
        let nothing = !message.is_read() && payload.is_empty();
        let (text, base64) = match (nothing, message.opcode) {
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
            length,
            wire_length: message.length,
            ratio: length
                .filter(|_| message.compressed && message.length > 0)
                .map(|length| hundredths(length as f64 / message.length as f64)),
            unread: unread.map(Unread::name),
            text,
            base64,
            truncated,
            first_packet: message.first_packet,
            duration: at.time.since(message.first_time).as_secs_f64(),
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
