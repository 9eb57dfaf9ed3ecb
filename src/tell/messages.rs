//! Puts the payload of messages together, within a bound.

use std::collections::HashMap;

use crate::flow::{ConnectionId, Direction, TcpEvent};
use crate::limits;
use crate::session::{Event, EventKind, Message, WebSocketEvent};

/// The payload of a complete message.
#[derive(Debug)]
pub struct Whole {
    /// What the session knows of it.
    pub message: Message,
    /// Its payload, inflated where it was compressed, or the beginning of it.
    pub payload: Vec<u8>,
}

impl Whole {
    /// Whether the payload is not all there.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        let unread = self.message.inflated.is_some_and(|inflated| inflated.unread.is_some());
        unread || (self.payload.len() as u64) < self.message.said_length().unwrap_or(self.message.length)
    }
}

/// Collects the payload of the messages that are not complete yet.
#[derive(Debug, Default)]
pub struct Messages {
    open: HashMap<(ConnectionId, Direction), Vec<u8>>,
    bytes: usize,
}

impl Messages {
    /// Takes an event; returns the message that it completes.
    pub fn observe(&mut self, event: &Event<'_>) -> Option<Whole> {
        let key = (event.at.connection, event.at.direction);
        match event.kind {
            EventKind::WebSocket(WebSocketEvent::FrameStarted(header)) if header.opcode.starts_message() => {
                self.forget(key);
            }
            EventKind::WebSocket(
                WebSocketEvent::Payload { header, bytes, compressed: false, .. }
                | WebSocketEvent::Inflated { header, bytes, .. },
            ) if !header.opcode.is_control() => {
                self.append(key, bytes);
            }
            EventKind::WebSocket(WebSocketEvent::Frame(frame)) => {
                let message = frame.completes?;
                let payload = self.open.remove(&key).unwrap_or_default();
                self.bytes -= payload.len();
                return Some(Whole { message, payload });
            }
            EventKind::Tcp(TcpEvent::Ended(_)) => {
                for direction in Direction::BOTH {
                    self.forget((event.at.connection, direction));
                }
            }
            _ => {}
        }
        None
    }

    fn append(&mut self, key: (ConnectionId, Direction), bytes: &[u8]) {
        let payload = self.open.entry(key).or_default();
        let room = limits::MAX_MESSAGE_BYTES
            .saturating_sub(payload.len())
            .min(limits::MAX_MESSAGE_BYTES_IN_ALL.saturating_sub(self.bytes));
        let kept = bytes.get(..room).unwrap_or(bytes);
        payload.extend_from_slice(kept);
        self.bytes += kept.len();
    }

    fn forget(&mut self, key: (ConnectionId, Direction)) {
        let payload = self.open.remove(&key).unwrap_or_default();
        self.bytes -= payload.len();
    }
}
