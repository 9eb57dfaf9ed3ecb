//! Puts the payload of messages together, within a bound.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::flow::{ConnectionId, Direction, TcpEvent};
use crate::limits;
use crate::protocol::frame::Opcode;
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
        unread
            || !self.message.begun
            || (self.payload.len() as u64) < self.message.said_length().unwrap_or(self.message.length)
    }
}

/// What an event does to the messages of its connection.
#[derive(Debug)]
pub enum Step<'a> {
    /// One begins; what there was of another in that direction will not be completed.
    Begins(Opcode),
    /// Bytes are missing behind which frames begin anew: it will not be completed.
    BreaksOff,
    /// It goes on, with the next bytes of what it says.
    Piece(&'a [u8]),
    /// It is complete.
    Completes(Message),
    /// The connection is over: what was not completed never will be, in either direction.
    Ends,
}

impl<'a> Step<'a> {
    /// What an event does to the messages of its connection, if anything.
    #[must_use]
    pub fn of(event: &Event<'a>) -> Option<Self> {
        match event.kind {
            EventKind::WebSocket(WebSocketEvent::FrameStarted(header)) => {
                header.opcode.starts_message().then_some(Step::Begins(header.opcode))
            }
            EventKind::WebSocket(WebSocketEvent::FramesFrom { .. }) => Some(Step::BreaksOff),
            EventKind::WebSocket(
                WebSocketEvent::Payload { header, bytes, compressed: false, .. }
                | WebSocketEvent::Inflated { header, bytes, .. },
            ) => (!header.opcode.is_control()).then_some(Step::Piece(bytes)),
            EventKind::WebSocket(WebSocketEvent::Frame(frame)) => frame.completes.map(Step::Completes),
            EventKind::Tcp(TcpEvent::Ended(_)) => Some(Step::Ends),
            _ => None,
        }
    }
}

/// Collects the payload of the messages that are not complete yet.
#[derive(Debug, Default)]
pub struct Messages {
    open: HashMap<(ConnectionId, Direction), Vec<u8>, RandomState>,
    /// The one that went on last, which is not among them: most go on until they are complete.
    last: Option<((ConnectionId, Direction), Vec<u8>)>,
    bytes: usize,
    /// Room that a message left behind.
    spare: Vec<u8>,
}

impl Messages {
    /// Takes an event; returns the message that it completes.
    pub fn observe(&mut self, event: &Event<'_>) -> Option<Whole> {
        let (connection, direction) = (event.at.connection, event.at.direction);
        match Step::of(event)? {
            Step::Begins(_) | Step::BreaksOff => {
                self.take(connection, direction);
            }
            Step::Piece(bytes) => self.append((connection, direction), bytes),
            Step::Completes(message) => {
                let payload = self.take(connection, direction);
                return Some(Whole { message, payload });
            }
            Step::Ends => Direction::BOTH.into_iter().for_each(|direction| {
                self.take(connection, direction);
            }),
        }
        None
    }

    /// Takes back the room of a message that is not needed any more, for the next one.
    pub fn recycle(&mut self, whole: Whole) {
        if whole.payload.capacity() > self.spare.capacity() {
            self.spare = whole.payload;
            self.spare.clear();
        }
    }

    /// Takes out what there is of a message that is not complete.
    pub fn take(&mut self, connection: ConnectionId, direction: Direction) -> Vec<u8> {
        let key = (connection, direction);
        let payload = match self.last.take_if(|(last, _)| *last == key) {
            Some((_, payload)) => payload,
            None if self.open.is_empty() => Vec::new(),
            None => self.open.remove(&key).unwrap_or_default(),
        };
        self.bytes -= payload.len();
        payload
    }

    fn append(&mut self, key: (ConnectionId, Direction), bytes: &[u8]) {
        if self.last.as_ref().is_none_or(|(last, _)| *last != key) {
            let payload = self.open.remove(&key).unwrap_or_else(|| std::mem::take(&mut self.spare));
            if let Some((last, payload)) = self.last.replace((key, payload)) {
                self.open.insert(last, payload);
            }
        }
        let Some((_, payload)) = &mut self.last else { return };
        let room = limits::MAX_MESSAGE_BYTES
            .saturating_sub(payload.len())
            .min(limits::MAX_MESSAGE_BYTES_IN_ALL.saturating_sub(self.bytes));
        let kept = bytes.get(..room).unwrap_or(bytes);
        payload.extend_from_slice(kept);
        self.bytes += kept.len();
    }
}
