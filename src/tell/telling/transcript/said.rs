//! A message or a control frame, and how its payload is to be shown.

use crate::capture::Timestamp;
use crate::flow::Direction;
use crate::protocol::frame::Opcode;
use crate::session::Inflated;
use crate::tell::shown::{Shown, text};
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
    /// The time of `first_packet`.
    pub first_time: Timestamp,
    /// Who said it.
    pub direction: Direction,
    /// What its first frame says it is.
    pub opcode: Opcode,
    /// Its payload, unmasked and inflated, or the beginning of it.
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
        /// What it was inflated to, once it is complete.
        inflated: Option<Inflated>,
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
        let kept = self.payload.len() as u64;
        match self.body {
            Body::Message { missing, compressed: true, inflated, .. } => {
                (missing, inflated.map_or(0, |inflated| inflated.length.saturating_sub(kept)))
            }
            Body::Message { missing, .. } => {
                (missing, self.length.saturating_sub(missing).saturating_sub(kept))
            }
            Body::Beat(_) | Body::Close => (0, self.length.saturating_sub(kept)),
        }
    }

    /// Whether it is compressed and could not be inflated to its end.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        match self.body {
            Body::Message { compressed: true, inflated, .. } => {
                inflated.is_none_or(|inflated| inflated.unread.is_some())
            }
            _ => false,
        }
    }

    /// How its payload is to be shown.
    #[must_use]
    pub fn shown(&self) -> Shown {
        if self.is_unread() && self.payload.is_empty() {
            return Shown::Compressed;
        }
        Shown::of(self.opcode, &self.payload, self.is_whole())
    }

    /// The payload as text; one that was cut may end inside a character.
    #[must_use]
    pub fn text(&self) -> String {
        text(&self.payload, self.is_whole())
    }

    fn is_whole(&self) -> bool {
        self.not_here() == (0, 0) && !self.is_unread()
    }
}
