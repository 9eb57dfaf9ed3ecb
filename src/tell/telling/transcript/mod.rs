//! The WebSocket messages of a connection, as a chat.

mod said;

pub use said::{Body, Said};

use super::beats::Beats;
use super::kept::Kept;
use crate::capture::Timestamp;
use crate::flow::{At, Pair};
use crate::limits;
use crate::protocol::frame::{FrameHeader, Opcode, RSV1};
use crate::session::{Event, EventKind, Frame, Inflated, WebSocketEvent};

/// The WebSocket messages of a connection, and the control frames between them.
#[derive(Debug)]
pub struct Transcript {
    /// Each message and control frame, in the order in which they were complete.
    pub said: Kept<Said>,
    /// Payload bytes of messages that came, but are not kept.
    pub not_kept: u64,
    open: Pair<Option<Open>>,
    control: Pair<(u64, Option<Timestamp>)>,
    beats: Beats,
    bytes: usize,
}

/// A message that is not complete.
#[derive(Debug)]
struct Open {
    opcode: Opcode,
    compressed: bool,
    first_packet: u64,
    first_time: Timestamp,
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
            said: Kept::new(limits::MAX_TOLD_MESSAGES, limits::MAX_LISTED_TAIL),
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
            // Of the message that had begun, no more comes.
            WebSocketEvent::FramesFrom { .. } => {
                self.bytes -= self.open[event.at.direction].take().map_or(0, |old| old.payload.len());
            }
            WebSocketEvent::FrameStarted(header) if header.opcode.is_control() => {
                self.control[event.at.direction] = (event.at.packet, Some(event.at.time));
            }
            WebSocketEvent::FrameStarted(header) => self.start(event.at, header),
            WebSocketEvent::Payload { header, .. } if header.opcode.is_control() => {}
            WebSocketEvent::Payload { compressed: true, .. } => self.came(event.at),
            WebSocketEvent::Payload { offset, bytes, .. } => self.append(event.at, offset, bytes),
            WebSocketEvent::Inflated { bytes, .. } => self.keep(event.at, bytes),
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
            first_time: at.time,
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
        self.came(at);
        let Some(open) = &mut self.open[at.direction] else { return };
        open.torn |= offset != open.next;
        open.next = offset.saturating_add(bytes.len() as u64);
        self.keep(at, bytes);
    }

    /// Something of a message came.
    fn came(&mut self, at: At) {
        if let Some(open) = &mut self.open[at.direction] {
            (open.last_packet, open.last_time) = (at.packet, at.time);
        }
    }

    /// Keeps the next bytes of what a message says.
    fn keep(&mut self, at: At, bytes: &[u8]) {
        let Some(open) = self.open[at.direction].as_mut().filter(|open| !open.torn) else { return };
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
        let Some(message) = frame.completes else { return };
        open.length = message.length;
        let Some(open) = self.open[at.direction].take() else { return };
        let said = open.told(at, message.inflated, false);
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
        // What ends with a mark has no length before.
        open.length = open.length.max(received);
        let at = At { packet: open.last_packet, time: open.last_time, ..at };
        let gone = self.said.insert(open.told(at, None, true));
        self.release(gone);
    }

    fn control(&mut self, at: At, frame: &Frame<'_>) {
        let beats = self.beats.take(at, frame, self.said.count());
        if let Some((number, answered)) = beats.ping
            && let Some(ping) = self.said.numbered(number)
        {
            ping.body = Body::Beat(answered);
        }
        let (first_packet, first_time) = self.control[at.direction];
        let gone = self.said.push(Said {
            packet: at.packet,
            first_packet,
            time: at.time,
            first_time: first_time.unwrap_or(at.time),
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
    fn told(self, at: At, inflated: Option<Inflated>, unfinished: bool) -> Said {
        Said {
            packet: at.packet,
            first_packet: self.first_packet,
            time: at.time,
            first_time: self.first_time,
            direction: at.direction,
            opcode: self.opcode,
            payload: self.payload.into(),
            length: self.length,
            body: Body::Message {
                frames: self.frames,
                compressed: self.compressed,
                inflated,
                missing: self.missing,
                unfinished,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use Opcode::{Close, Ping, Pong, Text};

    use super::*;
    use crate::tell::telling::testing::told;

    #[test]
    fn a_fragmented_message_is_put_together_around_a_ping() {
        let said = told("fragments", 0, |_| true).transcript.said;
        let order: Vec<_> = said.iter().map(|said| (said.packet, said.opcode)).collect();
        assert_eq!(order, [(10, Ping), (12, Pong), (16, Text), (18, Close), (20, Close)]);
        let message = said.of(16).unwrap();
        assert_eq!(message.text(), "one message in three frames");
        assert_eq!((message.first_packet, message.length), (8, 27));
        assert!(matches!(message.body, Body::Message { frames: 3, missing: 0, unfinished: false, .. }));
    }

    #[test]
    fn a_message_of_many_packets_is_whole_or_says_what_it_lacks() {
        let first = |captured: &dyn Fn(u64) -> bool| {
            let said = told("zero-window", 0, captured).transcript.said;
            let said = said.get(0).unwrap();
            let Body::Message { unfinished, .. } = said.body else { panic!("a message") };
            (said.first_packet, said.packet, said.payload.len(), said.not_here(), unfinished)
        };
        assert_eq!(first(&|_| true), (8, 71, 60_000, (0, 0), false));
        // Before the hole came the bytes from 486 to 3,382, of which 8 are the header.
        assert_eq!(first(&|packet| !(11..20).contains(&packet)), (8, 71, 2888, (10_320, 46_792), false));
        assert_eq!(first(&|packet| packet < 30), (8, 29, 24_936, (35_064, 0), true));
    }
}
