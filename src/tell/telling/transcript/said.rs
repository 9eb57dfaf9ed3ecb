//! A message or a control frame, and how its payload is to be shown.

use super::json;
use crate::capture::Timestamp;
use crate::flow::Direction;
use crate::protocol::frame::Opcode;
use crate::tell::telling::beats::Beat;
use crate::tell::telling::kept::InPacket;

/// Something that one side said.
#[derive(Debug)]
pub struct Said {
    /// The packet that completed it.
    pub packet: u64,
    /// The packet in which it began.
    pub first_packet: u64,
    /// The time of `packet`.
    pub time: Timestamp,
    /// Who said it.
    pub direction: Direction,
    /// What its first frame says it is.
    pub opcode: Opcode,
    /// Its payload, unmasked, or the beginning of it.
    pub payload: Box<[u8]>,
    /// Payload bytes of all its frames.
    pub length: u64,
    /// What it is besides.
    pub body: Body,
}

/// What a message or a control frame is besides its payload.
#[derive(Debug)]
pub enum Body {
    /// A message.
    Message {
        /// How many frames it took.
        frames: u64,
        /// Whether it is compressed (RFC 7692).
        compressed: bool,
        /// Payload bytes that the capture does not hold.
        missing: u64,
        /// Whether the connection ended before it was complete.
        unfinished: bool,
    },
    /// A Ping or a Pong.
    Beat(Beat),
    /// A Close.
    Close,
}

/// A payload, as people can read it.
#[derive(Debug, PartialEq, Eq)]
pub enum Shown {
    /// Text, as it was sent.
    Text(String),
    /// JSON, with line breaks between its members.
    Json(String),
    /// No text.
    Bytes,
    /// Nothing that can be read: it would have to be inflated first.
    Compressed,
}

impl InPacket for Said {
    fn packet(&self) -> u64 {
        self.packet
    }
}

impl Said {
    /// Payload bytes of a message that are not here: those that the capture lacks, and those that came
    /// and are not kept.
    #[must_use]
    pub fn not_here(&self) -> (u64, u64) {
        let missing = match self.body {
            Body::Message { missing, .. } => missing,
            Body::Beat(_) | Body::Close => 0,
        };
        (missing, self.length.saturating_sub(missing).saturating_sub(self.payload.len() as u64))
    }

    /// How its payload is to be shown.
    #[must_use]
    pub fn shown(&self) -> Shown {
        let compressed = matches!(self.body, Body::Message { compressed: true, .. });
        match self.opcode {
            _ if compressed => Shown::Compressed,
            Opcode::Text => match (self.text(), self.not_here()) {
                (text, (0, 0)) => json::indent(&text).map_or(Shown::Text(text), Shown::Json),
                (text, _) => Shown::Text(text),
            },
            _ => Shown::Bytes,
        }
    }

    /// The payload as text; one that was cut may end inside a character.
    #[must_use]
    pub fn text(&self) -> String {
        let text = match std::str::from_utf8(&self.payload) {
            Err(error) if error.error_len().is_none() && self.not_here() != (0, 0) => {
                self.payload.get(..error.valid_up_to()).unwrap_or(&self.payload)
            }
            _ => &self.payload,
        };
        String::from_utf8_lossy(text).into_owned()
    }
}
