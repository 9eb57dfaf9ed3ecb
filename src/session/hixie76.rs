//! The WebSocket phase of hixie-76: frames between two marks, or by a length, and no masks (hybi-00 4.2).

use super::event::{EventKind, Frame, Message, WebSocketEvent};
use super::out::Out;
use super::start::Start;
use super::utf8::Utf8;
use crate::capture::Timestamp;
use crate::flow::{Direction, Pair};
use crate::protocol::Rule;
use crate::protocol::frame::{FrameForm, FrameHeader, Opcode};
use crate::protocol::hixie76::{Begun, FrameLength, TEXT_END, begin};

/// Both directions of a connection that speaks hixie-76.
#[derive(Debug, Default)]
pub(super) struct Hixie76 {
    readers: Pair<Reader>,
}

/// One direction.
#[derive(Debug, Default)]
struct Reader {
    state: State,
    close_seen: bool,
    /// Bytes of the direction up to where the frame that closes surely ends.
    close_end: u64,
    /// What the segment with the FIN acknowledges of the other direction, relative to its first number.
    fin_ack: Option<u32>,
    /// Whether it was said that bytes between frames are missing.
    lost: bool,
}

/// What comes next in a direction.
#[derive(Debug, Default)]
enum State {
    /// The type of a frame.
    #[default]
    Between,
    /// The length of a frame that began there.
    Length(FrameLength, (u64, Timestamp)),
    /// The payload of a frame.
    Payload(Box<Current>),
    /// Bytes are missing: the next end of a text is where frames can be told apart again.
    Lost,
}

/// The frame whose payload is coming in.
#[derive(Debug)]
struct Current {
    header: FrameHeader,
    first_packet: u64,
    first_time: Timestamp,
    received: u64,
    missing: u64,
    start: Start,
    text: Option<Utf8>,
}

impl Hixie76 {
    /// The next bytes of a direction.
    pub(super) fn data(&mut self, mut bytes: &[u8], out: &mut Out<'_>) {
        let reader = &mut self.readers[out.at.direction];
        while !bytes.is_empty() {
            bytes = reader.step(bytes, out);
        }
    }

    /// Bytes of a direction that the capture does not hold. Where a length says so, they are stepped over.
    pub(super) fn gap(&mut self, length: u64, out: &mut Out<'_>) {
        self.readers[out.at.direction].gap(length, out);
    }

    /// The segment with the FIN of a direction acknowledges so much of the other.
    pub(super) fn fin_acknowledges(&mut self, ack: u32, direction: Direction) {
        self.readers[direction].fin_ack = Some(ack);
    }

    /// A direction ends: its side had to answer a frame that closes and that it had received (hybi-00 1.4).
    pub(super) fn direction_ends(&self, out: &mut Out<'_>) {
        let (own, peer) = (&self.readers[out.at.direction], &self.readers[out.at.direction.reverse()]);
        // Relative numbers count the SYN, and wrap around as numbers do.
        let received = own.fin_ack.is_some_and(|ack| {
            let behind = u64::from(ack).wrapping_sub(peer.close_end + 1);
            behind & u64::from(u32::MAX) < u64::from(u32::MAX >> 1)
        });
        if peer.close_seen && received && !own.close_seen && !own.lost {
            out.find(Rule::HixieCloseUnanswered);
        }
    }

    /// The connection is over: tells of frames that were not finished.
    pub(super) fn finish(&mut self, out: &mut Out<'_>) {
        for direction in Direction::BOTH {
            if let State::Payload(frame) = std::mem::take(&mut self.readers[direction].state) {
                out.at.direction = direction;
                let (header, received) = (frame.header, frame.received);
                out.tell(EventKind::WebSocket(WebSocketEvent::Unfinished { header, received }));
            }
        }
    }
}

impl Reader {
    fn step<'b>(&mut self, bytes: &'b [u8], out: &mut Out<'_>) -> &'b [u8] {
        let Some((&byte, rest)) = bytes.split_first() else { return bytes };
        match &mut self.state {
            State::Between => {
                let place = (out.at.packet, out.at.time);
                match begin(byte) {
                    Begun::Marked(header) => self.begin(header, place, out),
                    Begun::Sized(length) => self.state = State::Length(length, place),
                }
                rest
            }
            State::Length(length, place) => {
                let place = *place;
                if let Some(header) = length.next(byte) {
                    self.begin(header, place, out);
                    self.end_sized(out);
                }
                rest
            }
            State::Payload(frame) => {
                let (own, rest, ends) = frame.split(bytes);
                frame.payload(own, out);
                if ends {
                    self.complete(out);
                } else {
                    self.end_sized(out);
                }
                rest
            }
            State::Lost => {
                let end = bytes.iter().position(|byte| *byte == TEXT_END);
                let Some(rest) = end.and_then(|end| bytes.get(end + 1..)) else { return &[] };
                self.state = State::Between;
                rest
            }
        }
    }

    fn gap(&mut self, length: u64, out: &mut Out<'_>) {
        match &mut self.state {
            State::Payload(frame) if frame.is_sized() && length <= frame.left() => {
                frame.missing += length;
                return self.end_sized(out);
            }
            // Whether the mark that ends it is among them can't be known.
            State::Payload(frame) if !frame.is_sized() => {
                frame.missing += length;
                frame.text = None;
            }
            state => *state = State::Lost,
        }
        if !self.lost {
            self.lost = true;
            out.find(Rule::FramesLost);
        }
    }

    /// Tells of a header, and of the rules that it breaks.
    fn begin(&mut self, header: FrameHeader, place: (u64, Timestamp), out: &mut Out<'_>) {
        out.tell(EventKind::WebSocket(WebSocketEvent::FrameStarted(header)));
        if let (FrameForm::Hixie76 { kind: kind @ 1.. }, false) =
            (header.form, header.opcode == Opcode::Close)
        {
            out.find_with(Rule::HixieFrameType, format!("0x{kind:02x}"));
        }
        if self.close_seen {
            out.find(Rule::HixieFrameAfterClose);
        }
        let text = (out.contents && header.opcode == Opcode::Text).then(Utf8::default);
        let (first_packet, first_time) = place;
        let start = Start::default();
        let frame = Current { header, first_packet, first_time, received: 0, missing: 0, start, text };
        self.state = State::Payload(Box::new(frame));
    }

    /// A frame with a length may be complete.
    fn end_sized(&mut self, out: &mut Out<'_>) {
        if let State::Payload(frame) = &self.state
            && frame.is_sized()
            && frame.left() == 0
        {
            self.complete(out);
        }
    }

    /// Tells of a frame, all of which has come.
    fn complete(&mut self, out: &mut Out<'_>) {
        let State::Payload(mut frame) = std::mem::take(&mut self.state) else { return };
        if let Some(found) = frame.text.as_mut().and_then(Utf8::end) {
            out.find_with(Rule::HixieTextNotUtf8, found.to_string());
        }
        let Current { first_packet, first_time, missing, .. } = *frame;
        let header = frame.header();
        if header.opcode == Opcode::Close {
            self.close_seen = true;
            self.close_end = out.stream_end;
        }
        let message = Message {
            opcode: header.opcode,
            frames: 1,
            length: header.payload_length,
            compressed: false,
            inflated: None,
            first_packet,
            first_time,
            missing,
            begun: true,
        };
        out.tell(EventKind::WebSocket(WebSocketEvent::Frame(Frame {
            header,
            first_packet,
            start: frame.start.bytes(),
            missing,
            compressed: false,
            inflated: None,
            message: header.opcode,
            completes: (header.opcode != Opcode::Close).then_some(message),
            in_pieces: true,
        })));
    }
}

impl Current {
    /// Whether a length says where it ends.
    fn is_sized(&self) -> bool {
        !self.header.has_end_mark()
    }

    /// Bytes of a frame with a length that are still to come.
    fn left(&self) -> u64 {
        self.header.payload_length.saturating_sub(self.received).saturating_sub(self.missing)
    }

    /// Its payload among `bytes`, what follows, and whether a mark between them ends it.
    fn split<'b>(&self, bytes: &'b [u8]) -> (&'b [u8], &'b [u8], bool) {
        if self.is_sized() {
            let own = usize::try_from(self.left()).unwrap_or(usize::MAX).min(bytes.len());
            let (own, rest) = bytes.split_at_checked(own).unwrap_or((bytes, &[]));
            return (own, rest, false);
        }
        let end = bytes.iter().position(|byte| *byte == TEXT_END);
        match end.and_then(|end| Some((bytes.get(..end)?, bytes.get(end + 1..)?))) {
            Some((own, rest)) => (own, rest, true),
            None => (bytes, &[], false),
        }
    }

    /// The header as it is known by now: the length of a text is what has come of it.
    fn header(&self) -> FrameHeader {
        let payload_length = if self.is_sized() {
            self.header.payload_length
        } else {
            self.received.saturating_add(self.missing)
        };
        FrameHeader { payload_length, ..self.header }
    }

    /// Takes payload, and tells it.
    fn payload(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        if bytes.is_empty() {
            return;
        }
        if self.missing == 0 {
            self.start.extend(bytes);
        }
        let offset = self.received.saturating_add(self.missing);
        self.received = self.received.saturating_add(bytes.len() as u64);
        let (header, compressed) = (self.header(), false);
        out.tell(EventKind::WebSocket(WebSocketEvent::Payload { header, offset, bytes, compressed }));
        if let Some(found) = self.text.as_mut().and_then(|text| text.feed(bytes)) {
            out.find_with(Rule::HixieTextNotUtf8, found.to_string());
        }
    }
}
