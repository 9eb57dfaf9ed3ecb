//! The WebSocket messages of a connection, as a chat.

mod json;
mod said;

pub use said::{Body, Said, Shown};

use super::beats::Beats;
use super::kept::Kept;
use crate::capture::Timestamp;
use crate::flow::{At, Pair};
use crate::limits;
use crate::protocol::frame::{FrameHeader, Opcode, RSV1};
use crate::session::{Event, EventKind, Frame, WebSocketEvent};

/// The WebSocket messages of a connection, and the control frames between them.
#[derive(Debug)]
pub struct Transcript {
    /// Each message and control frame, in the order in which they were complete.
    pub said: Kept<Said>,
    /// Payload bytes of messages that came, but are not kept.
    pub not_kept: u64,
    open: Pair<Option<Open>>,
    control: Pair<u64>,
    beats: Beats,
    bytes: usize,
}

/// A message that is not complete.
#[derive(Debug)]
struct Open {
    opcode: Opcode,
    compressed: bool,
    first_packet: u64,
    last_packet: u64,
    last_time: Timestamp,
    frames: u64,
    /// Payload bytes of the frames that have begun.
    length: u64,
    missing: u64,
    payload: Vec<u8>,
    /// Where the next bytes stand in their frame.
    next: u64,
    /// Whether bytes were passed over: what comes behind is not joined to what came before.
    torn: bool,
}

impl Default for Transcript {
    fn default() -> Self {
        Self {
            said: Kept::new(limits::MAX_TOLD_MESSAGES),
            not_kept: 0,
            open: Pair::default(),
            control: Pair::default(),
            beats: Beats::default(),
            bytes: 0,
        }
    }
}

impl Transcript {
    /// Takes an event of the connection.
    pub(super) fn observe(&mut self, event: &Event<'_>) {
        let EventKind::WebSocket(told) = event.kind else { return };
        match told {
            WebSocketEvent::FrameStarted(header) if header.opcode.is_control() => {
                self.control[event.at.direction] = event.at.packet;
            }
            WebSocketEvent::FrameStarted(header) => self.start(event.at, header),
            WebSocketEvent::Payload { header, .. } if header.opcode.is_control() => {}
            WebSocketEvent::Payload { offset, bytes, .. } => self.append(event.at, offset, bytes),
            WebSocketEvent::Frame(frame) if frame.header.opcode.is_control() => {
                self.control(event.at, &frame);
            }
            WebSocketEvent::Frame(frame) => self.complete(event.at, &frame),
            WebSocketEvent::Unfinished { header, received } => self.unfinished(event.at, header, received),
        }
    }

    fn start(&mut self, at: At, header: FrameHeader) {
        let open = &mut self.open[at.direction];
        if header.opcode.starts_message() {
            self.bytes -= open.take().map_or(0, |old| old.payload.len());
        }
        let open = open.get_or_insert_with(|| Open {
            opcode: header.opcode,
            compressed: header.rsv & RSV1 != 0,
            first_packet: at.packet,
            last_packet: at.packet,
            last_time: at.time,
            frames: 0,
            length: 0,
            missing: 0,
            payload: Vec::new(),
            next: 0,
            torn: false,
        });
        open.frames += 1;
        open.length = open.length.saturating_add(header.payload_length);
        open.next = 0;
    }

    fn append(&mut self, at: At, offset: u64, bytes: &[u8]) {
        let Some(open) = &mut self.open[at.direction] else { return };
        (open.last_packet, open.last_time) = (at.packet, at.time);
        open.torn |= offset != open.next;
        open.next = offset.saturating_add(bytes.len() as u64);
        if open.torn {
            return;
        }
        let room = limits::MAX_TOLD_MESSAGE_BYTES
            .saturating_sub(open.payload.len())
            .min(limits::MAX_TOLD_MESSAGE_BYTES_IN_ALL.saturating_sub(self.bytes));
        open.torn |= room < bytes.len();
        let kept = bytes.get(..room).unwrap_or(bytes);
        open.payload.extend_from_slice(kept);
        self.bytes += kept.len();
    }

    fn complete(&mut self, at: At, frame: &Frame<'_>) {
        let Some(open) = &mut self.open[at.direction] else { return };
        open.torn |= frame.missing > 0;
        open.compressed = frame.compressed;
        open.missing += frame.missing;
        if frame.completes.is_none() {
            return;
        }
        let Some(open) = self.open[at.direction].take() else { return };
        let said = open.told(at, false);
        self.not_kept += said.not_here().1;
        let gone = self.said.push(said);
        self.release(gone);
    }

    /// The connection ended inside a frame.
    fn unfinished(&mut self, at: At, header: FrameHeader, received: u64) {
        if header.opcode.is_control() {
            return;
        }
        let Some(mut open) = self.open[at.direction].take() else { return };
        open.missing += header.payload_length.saturating_sub(received);
        let at = At { packet: open.last_packet, time: open.last_time, ..at };
        let gone = self.said.insert(open.told(at, true));
        self.release(gone);
    }

    fn control(&mut self, at: At, frame: &Frame<'_>) {
        let beats = self.beats.take(at, frame, self.said.count());
        if let Some((number, answered)) = beats.ping
            && let Some(ping) = self.said.numbered(number)
        {
            ping.body = Body::Beat(answered);
        }
        let gone = self.said.push(Said {
            packet: at.packet,
            first_packet: self.control[at.direction],
            time: at.time,
            direction: at.direction,
            opcode: frame.header.opcode,
            payload: frame.start.into(),
            length: frame.header.payload_length,
            body: beats.beat.map_or(Body::Close, Body::Beat),
        });
        self.release(gone);
    }

    fn release(&mut self, gone: Option<Said>) {
        let message = gone.filter(|said| matches!(said.body, Body::Message { .. }));
        self.bytes -= message.map_or(0, |said| said.payload.len());
    }
}

impl Open {
    fn told(self, at: At, unfinished: bool) -> Said {
        Said {
            packet: at.packet,
            first_packet: self.first_packet,
            time: at.time,
            direction: at.direction,
            opcode: self.opcode,
            payload: self.payload.into(),
            length: self.length,
            body: Body::Message {
                frames: self.frames,
                compressed: self.compressed,
                missing: self.missing,
                unfinished,
            },
        }
    }
}
