//! The WebSocket frames of a connection, in order.

use super::beats::{Beat, Beats};
use super::kept::{InPacket, Kept};
use crate::capture::Timestamp;
use crate::flow::{At, Direction, Pair};
use crate::limits;
use crate::protocol::frame::{FrameHeader, Opcode, RSV1};
use crate::session::{Event, EventKind, Frame, WebSocketEvent};

/// The WebSocket frames of a connection, in order.
#[derive(Debug)]
pub struct Frames {
    /// One line for each frame.
    pub lines: Kept<FrameLine>,
    /// How many there are of each opcode, by its number.
    pub opcodes: Pair<[u64; 16]>,
    sides: Pair<Side>,
    beats: Beats,
    bytes: usize,
}

/// A frame.
#[derive(Debug)]
pub struct FrameLine {
    /// The packet that completed it, or the last one that brought something of it.
    pub packet: u64,
    /// The packet in which its first byte came.
    pub first_packet: u64,
    /// The time of `packet`.
    pub time: Timestamp,
    /// Which way it travelled.
    pub direction: Direction,
    /// Its header.
    pub header: FrameHeader,
    /// What its message is: the opcode of the message's first frame.
    pub message: Opcode,
    /// Whether it belongs to a compressed message (RFC 7692).
    pub compressed: bool,
    /// Its place in a message of several frames (RFC 6455 5.4).
    pub place: Place,
    /// The first bytes of its payload, unmasked, and inflated where that is possible.
    pub payload: Box<[u8]>,
    /// Length of its payload inflated, if it is compressed and could be inflated.
    pub inflated: Option<u64>,
    /// Payload bytes that the capture does not hold.
    pub missing: u64,
    /// Payload bytes that came, where the connection ended in the middle of it.
    pub unfinished: Option<u64>,
    /// Which Ping it answers, or which Pong answers it.
    pub beat: Option<Beat>,
}

/// The place of a frame in a message of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is the whole message, or a control frame outside of any.
    Alone,
    /// The first of several.
    First,
    /// Neither the first nor the last.
    Middle,
    /// The last of several.
    Last,
    /// A control frame between the frames of a message.
    Between,
}

/// What is to be remembered of one side.
#[derive(Debug, Default)]
struct Side {
    current: Option<Current>,
    /// The message of several frames that has begun: what it is, and whether it is compressed.
    message: Option<(Opcode, bool)>,
}

/// The frame whose payload is coming in.
#[derive(Debug)]
struct Current {
    payload: Vec<u8>,
    first_packet: u64,
    last_packet: u64,
    last_time: Timestamp,
}

impl InPacket for FrameLine {
    fn packet(&self) -> u64 {
        self.packet
    }
}

impl FrameLine {
    /// Whether its payload is text, as far as it is kept.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let text = match self.header.opcode {
            Opcode::Text | Opcode::Continuation => self.message == Opcode::Text && self.is_read(),
            Opcode::Ping | Opcode::Pong => {
                std::str::from_utf8(&self.payload).is_ok_and(|text| !text.contains(char::is_control))
            }
            _ => false,
        };
        text.then(|| String::from_utf8_lossy(&self.payload).into_owned())
    }

    /// Whether its payload is here as it was meant.
    #[must_use]
    pub fn is_read(&self) -> bool {
        !self.compressed || self.inflated.is_some()
    }

    /// Payload bytes that came, but are not kept.
    #[must_use]
    pub fn not_kept(&self) -> u64 {
        let came = self.unfinished.unwrap_or(self.header.payload_length.saturating_sub(self.missing));
        let came = self.inflated.unwrap_or(came);
        came.saturating_sub(self.payload.len() as u64)
    }
}

impl Default for Frames {
    fn default() -> Self {
        let lines = Kept::new(limits::MAX_LISTED_FRAMES, limits::MAX_LISTED_TAIL);
        Self { lines, opcodes: Pair::default(), sides: Pair::default(), beats: Beats::default(), bytes: 0 }
    }
}

impl Frames {
    /// Takes an event of the connection.
    pub(super) fn observe(&mut self, event: &Event<'_>) {
        let EventKind::WebSocket(event_kind) = event.kind else { return };
        match event_kind {
            WebSocketEvent::FramesFrom { .. } => {}
            WebSocketEvent::FrameStarted(_) => self.start(event.at),
            WebSocketEvent::Payload { compressed: true, .. } => self.append(event.at, &[]),
            WebSocketEvent::Payload { bytes, .. } | WebSocketEvent::Inflated { bytes, .. } => {
                self.append(event.at, bytes);
            }
            WebSocketEvent::Frame(frame) => self.complete(event.at, &frame),
            WebSocketEvent::Unfinished { header, received } => self.unfinished(event.at, header, received),
        }
    }

    fn start(&mut self, at: At) {
        let current = Current {
            payload: Vec::new(),
            first_packet: at.packet,
            last_packet: at.packet,
            last_time: at.time,
        };
        if let Some(old) = self.sides[at.direction].current.replace(current) {
            self.bytes -= old.payload.len();
        }
    }

    fn append(&mut self, at: At, bytes: &[u8]) {
        let Some(current) = &mut self.sides[at.direction].current else { return };
        (current.last_packet, current.last_time) = (at.packet, at.time);
        let room = limits::MAX_LISTED_FRAME_BYTES
            .saturating_sub(current.payload.len())
            .min(limits::MAX_LISTED_FRAME_BYTES_IN_ALL.saturating_sub(self.bytes));
        let kept = bytes.get(..room).unwrap_or(bytes);
        current.payload.extend_from_slice(kept);
        self.bytes += kept.len();
    }

    fn complete(&mut self, at: At, frame: &Frame<'_>) {
        let payload = self.sides[at.direction].current.take().map(|current| current.payload);
        let mut payload = payload.unwrap_or_default();
        if frame.compressed && frame.inflated.is_none() && payload.is_empty() {
            // As it is on the wire.
            payload.extend_from_slice(frame.start);
            self.bytes += payload.len();
        }
        let side = &mut self.sides[at.direction];
        let place = side.place(frame.header);
        if !frame.header.opcode.is_control() {
            side.message = (!frame.header.fin).then_some((frame.message, frame.compressed));
        }
        let beats = self.beats.take(at, frame, self.lines.count());
        if let Some((number, answered)) = beats.ping
            && let Some(ping) = self.lines.numbered(number).filter(|line| line.header.opcode == Opcode::Ping)
        {
            ping.beat = Some(answered);
        }
        let line = FrameLine {
            packet: at.packet,
            first_packet: frame.first_packet,
            time: at.time,
            direction: at.direction,
            header: frame.header,
            message: frame.message,
            compressed: frame.compressed,
            place,
            payload: payload.into(),
            inflated: frame.inflated.map(|part| part.length),
            missing: frame.missing,
            unfinished: None,
            beat: beats.beat,
        };
        self.count(&line);
        let gone = self.lines.push(line);
        self.release(gone);
    }

    /// The connection ended inside a frame.
    fn unfinished(&mut self, at: At, header: FrameHeader, received: u64) {
        let side = &mut self.sides[at.direction];
        let Some(current) = side.current.take() else { return };
        let begun = side.message.filter(|_| header.opcode == Opcode::Continuation);
        let (message, compressed) = begun.unwrap_or((header.opcode, header.rsv & RSV1 != 0));
        let line = FrameLine {
            packet: current.last_packet,
            first_packet: current.first_packet,
            time: current.last_time,
            direction: at.direction,
            header,
            message,
            compressed,
            place: side.place(header),
            inflated: (compressed && !current.payload.is_empty()).then_some(current.payload.len() as u64),
            payload: current.payload.into(),
            missing: 0,
            unfinished: Some(received),
            beat: None,
        };
        self.count(&line);
        let gone = self.lines.insert(line);
        self.release(gone);
    }

    fn count(&mut self, line: &FrameLine) {
        let number = usize::from(line.header.opcode.number());
        if let Some(count) = self.opcodes[line.direction].get_mut(number) {
            *count += 1;
        }
    }

    fn release(&mut self, gone: Option<FrameLine>) {
        self.bytes -= gone.map_or(0, |line| line.payload.len());
    }
}

impl Side {
    /// The place of the next frame, RFC 6455 5.4: a message's first frame has an opcode and FIN 0, its
    /// last one is a continuation with FIN 1; control frames may stand between.
    fn place(&self, header: FrameHeader) -> Place {
        let inside = self.message.is_some();
        match (header.opcode.is_control(), header.opcode.starts_message(), header.fin) {
            (true, _, _) if inside => Place::Between,
            (true, _, _) | (false, true, true) => Place::Alone,
            (false, true, false) => Place::First,
            (false, false, false) => Place::Middle,
            (false, false, true) => Place::Last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Elapsed;
    use crate::tell::telling::testing::told;

    /// Numbers and times are those that tshark shows.
    #[test]
    fn each_ping_stands_with_its_pong() {
        let frames = told("ping-pong", 0, |_| true).frames;
        let beats: Vec<_> = frames.lines.iter().filter_map(|line| Some((line.packet, line.beat?))).collect();
        let pairs = [(8, 10, 238), (12, 13, 258), (15, 16, 207)];
        let expected = pairs.into_iter().flat_map(|(ping, pong, microseconds)| {
            let after = Elapsed(microseconds * 1000);
            [(ping, Beat::Answered(pong, after)), (pong, Beat::Answers(ping, after))]
        });
        assert_eq!(beats, expected.collect::<Vec<_>>());
        let unanswered = told("ping-pong", 0, |packet| packet != 13).frames;
        assert_eq!(unanswered.lines.of(12).unwrap().beat, Some(Beat::Unanswered));
        let unasked = told("ping-pong", 0, |packet| packet != 12).frames;
        assert_eq!(unasked.lines.of(13).unwrap().beat, Some(Beat::Unasked));
    }

    #[test]
    fn parts_of_a_message_are_bound_together() {
        let frames = told("fragments", 0, |_| true).frames;
        let lines: Vec<_> = frames
            .lines
            .iter()
            .map(|line| (line.packet, line.place, line.message, line.header.payload_length, line.text()))
            .collect();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            lines,
            [
                (8, Place::First, Opcode::Text, 12, text("one message ")),
                (10, Place::Between, Opcode::Ping, 12, text("still there?")),
                (12, Place::Alone, Opcode::Pong, 12, text("still there?")),
                (14, Place::Middle, Opcode::Text, 9, text("in three ")),
                (16, Place::Last, Opcode::Text, 6, text("frames")),
                (18, Place::Alone, Opcode::Close, 2, None),
                (20, Place::Alone, Opcode::Close, 2, None),
            ]
        );
        let counts = |by: Direction| [0, 1, 8, 9, 10].map(|opcode| frames.opcodes[by][opcode]);
        assert_eq!(counts(Direction::ToServer), [0, 0, 1, 0, 1]);
        assert_eq!(counts(Direction::ToClient), [2, 1, 1, 1, 0]);
    }

    #[test]
    fn a_frame_of_many_packets_is_whole_or_says_what_it_lacks() {
        let first = |captured: &dyn Fn(u64) -> bool| {
            let frames = told("zero-window", 0, captured).frames;
            let line = frames.lines.get(0).unwrap();
            (line.first_packet, line.packet, line.header.payload_length, line.missing, line.unfinished)
        };
        assert_eq!(first(&|_| true), (8, 71, 60_000, 0, None));
        // Packets 11 to 19 bring the bytes from 3,382 to 13,702.
        assert_eq!(first(&|packet| !(11..20).contains(&packet)), (8, 71, 60_000, 10_320, None));
        // What came up to packet 29, byte 25,430, began with byte 486 and a header of 8.
        assert_eq!(first(&|packet| packet < 30), (8, 29, 60_000, 0, Some(24_936)));
    }
}
