//! Frames out of the bytes of one direction, and messages out of frames.

use super::agreed::Agreed;
use super::current::{Current, check_close, says_no_nonsense};
use crate::capture::Timestamp;
use crate::flow::Direction;
use crate::protocol::frame::{FrameContext, FrameHeader, MAX_HEADER_LENGTH, Opcode, Sender};
use crate::protocol::{Parsed, Rule};
use crate::session::content::Content;
use crate::session::event::{EventKind, Frame, Message, WebSocketEvent};
use crate::session::lost::Lost;
use crate::session::out::Out;

/// What one direction has to remember.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) header: Option<HeaderStart>,
    pub(super) frame: Option<Current>,
    pub(super) message: Option<Message>,
    pub(super) content: Content,
    /// Kept elsewhere between two pieces.
    pub(super) end: Closing,
    /// Bytes are missing where a header would be: the next one is sought.
    pub(super) lost: Option<Box<Lost>>,
    /// Whether a message may go on whose beginning was not seen.
    pub(super) inside: bool,
    /// Whether it was found out by what looks like frames where they begin: so many more must look so.
    pub(super) guessed: u8,
    /// Whether bytes were lost where a frame could have been.
    pub(super) torn: bool,
}

/// What is known of the end of a direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Closing {
    pub(super) close_seen: bool,
    /// Bytes of the direction up to where its Close frame surely ends.
    pub(super) close_end: u64,
    /// What the segment with the FIN acknowledges of the other direction, relative to its first number.
    pub(super) fin_ack: Option<u32>,
}

/// The beginning of a header whose rest has not come yet.
#[derive(Debug)]
pub(super) struct HeaderStart {
    bytes: Vec<u8>,
    packet: u64,
    time: Timestamp,
}

impl Reader {
    pub(super) fn remembers_nothing(&self) -> bool {
        let whole = self.header.is_none() && self.frame.is_none() && self.message.is_none();
        let searches = self.lost.is_some() || self.inside || self.guessed > 0 || self.torn;
        whole && self.content.remembers_nothing() && !searches
    }

    pub(super) fn data(&mut self, mut bytes: &[u8], agreed: Agreed, out: &mut Out<'_>) {
        if let Some(lost) = &mut self.lost {
            lost.data(bytes, out);
            self.resume(false, agreed, out);
            return;
        }
        while !bytes.is_empty() {
            bytes = match &mut self.frame {
                None => self.begin(bytes, agreed, out),
                Some(frame) => {
                    let rest = frame.payload(bytes, &mut self.content, out);
                    self.go_on(agreed, out);
                    rest
                }
            };
        }
    }

    /// Bytes are missing: inside a payload, or to its end and farther.
    pub(super) fn gap(&mut self, length: u64, agreed: Agreed, out: &mut Out<'_>) {
        if let Some(lost) = &mut self.lost {
            return lost.gap(out);
        }
        let mut beyond = length;
        if let Some(frame) = &mut self.frame {
            let own = length.min(frame.remaining());
            frame.missing += own;
            beyond -= own;
            if !frame.header.opcode.is_control() {
                self.content.gap();
            }
            self.go_on(agreed, out);
        }
        if beyond > 0 {
            self.lose(out);
        }
    }

    /// Reads a header and what there is of its payload, and returns the bytes behind them.
    fn begin<'b>(&mut self, bytes: &'b [u8], agreed: Agreed, out: &mut Out<'_>) -> &'b [u8] {
        let mut start = self.header.take();
        let kept = start.as_ref().map_or(0, |start| start.bytes.len());
        let parsed = match &mut start {
            None => FrameHeader::parse(bytes),
            Some(start) => {
                let room = MAX_HEADER_LENGTH - kept;
                start.bytes.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
                FrameHeader::parse(&start.bytes)
            }
        };
        let first = start.as_ref().map_or((out.at.packet, out.at.time), |start| (start.packet, start.time));
        let Parsed::Complete { value: header, consumed } = parsed else {
            let (packet, time) = first;
            let start = start.unwrap_or_else(|| HeaderStart { bytes: bytes.to_vec(), packet, time });
            // A strict peer judges what has come, and may end the connection before the rest does.
            let opcode = start.bytes.first().map_or(Opcode::Continuation, |first| Opcode::from_bits(*first));
            let context = self.context(opcode, agreed, out);
            if self.guessed == 0 {
                self.judge(opcode, FrameHeader::first_violations(&start.bytes, context, kept), kept, out);
            }
            self.header = Some(start);
            return &[];
        };
        let context = self.context(header.opcode, agreed, out);
        let payload = bytes.get(consumed.saturating_sub(kept)..).unwrap_or_default();
        let sound = || header.violations(context, 0).next().is_none() && says_no_nonsense(header, payload);
        if self.guessed > 0 && !sound() {
            // Sooner than a peer that breaks rules, this is no frame: where they begin was found by chance.
            self.lose(out);
            return &[];
        }
        self.guessed = self.guessed.saturating_sub(1);
        out.tell(EventKind::WebSocket(WebSocketEvent::FrameStarted(header)));
        self.judge(header.opcode, header.violations(context, kept), kept, out);
        if header.opcode.starts_message() {
            // Text that is veiled is none to us.
            let opcode = if agreed.veils(header) { Opcode::Binary } else { header.opcode };
            self.content.begin(opcode, agreed.compresses(header), takes_over(agreed, out), out);
        }
        if !header.opcode.is_control() {
            self.content.frame();
        }
        let mut frame = Current::new(header, first);
        let mut rest = payload;
        if !rest.is_empty() && header.payload_length > 0 {
            rest = frame.payload(rest, &mut self.content, out);
        }
        if frame.remaining() == 0 {
            self.complete(&frame, agreed, out);
        } else {
            self.frame = Some(frame);
        }
        rest
    }

    /// The payload of the frame that was begun may be complete.
    fn go_on(&mut self, agreed: Agreed, out: &mut Out<'_>) {
        if let Some(frame) = self.frame.take_if(|frame| frame.remaining() == 0) {
            self.complete(&frame, agreed, out);
        }
    }

    /// What a header is judged by.
    fn context(&self, opcode: Opcode, agreed: Agreed, out: &Out<'_>) -> FrameContext {
        FrameContext {
            sender: sender(out),
            rsv_allowed: agreed.rsv(),
            in_message: self.message.is_some() || (self.inside && opcode == Opcode::Continuation),
        }
    }

    /// Tells of the rules that a header breaks, of which `judged` bytes were judged before.
    fn judge(&self, opcode: Opcode, broken: impl Iterator<Item = Rule>, judged: usize, out: &mut Out<'_>) {
        broken.for_each(|rule| out.find(rule));
        if self.end.close_seen && judged == 0 {
            out.find(match opcode {
                Opcode::Close => Rule::CloseRepeated,
                Opcode::Ping | Opcode::Pong => Rule::ControlAfterClose,
                _ => Rule::FrameAfterClose,
            });
        }
    }

    /// Tells of a frame, all of whose payload has come.
    fn complete(&mut self, frame: &Current, agreed: Agreed, out: &mut Out<'_>) {
        if frame.header.opcode == Opcode::Close {
            (self.end.close_seen, self.end.close_end) = (true, out.stream_end);
            check_close(frame, out);
        }
        let (joined, mut completes) = self.join(frame, agreed);
        if let Some(message) = &mut completes {
            message.inflated = self.content.end(frame.header, out);
        }
        let inflated = self.content.part().filter(|_| !frame.header.opcode.is_control());
        out.tell(EventKind::WebSocket(WebSocketEvent::Frame(Frame {
            header: frame.header,
            first_packet: frame.first_packet,
            start: frame.start.bytes(),
            missing: frame.missing,
            compressed: joined.compressed,
            inflated,
            message: joined.opcode,
            completes,
            in_pieces: true,
        })));
        if completes.is_some() {
            self.content.close(takes_over(agreed, out));
        }
    }

    /// Adds a frame to its message; returns the message so far, and again if it is complete. Control
    /// frames stand between the frames of a message and belong to none (RFC 6455 5.4).
    fn join(&mut self, frame: &Current, agreed: Agreed) -> (Message, Option<Message>) {
        let header = frame.header;
        let mut message = Message {
            opcode: header.opcode,
            frames: 0,
            length: 0,
            compressed: agreed.compresses(header),
            inflated: None,
            first_packet: frame.first_packet,
            first_time: frame.first_time,
            missing: 0,
            begun: header.opcode.starts_message() || !self.inside,
        };
        if header.opcode.is_control() {
            return (message, None);
        }
        self.inside = false;
        if let Some(begun) = self.message.take().filter(|_| !header.opcode.starts_message()) {
            message = begun;
        }
        message.frames += 1;
        message.length = message.length.saturating_add(header.payload_length);
        message.missing += frame.missing;
        self.message = (!header.fin).then_some(message);
        (message, header.fin.then_some(message))
    }
}

/// Who sends what comes in.
pub(super) fn sender(out: &Out<'_>) -> Sender {
    match (out.at.direction, out.reversed) {
        (Direction::ToServer, false) | (Direction::ToClient, true) => Sender::Client,
        (Direction::ToClient, false) | (Direction::ToServer, true) => Sender::Server,
    }
}

/// Whether a compressed message may refer to those before it.
pub(super) fn takes_over(agreed: Agreed, out: &Out<'_>) -> bool {
    agreed.takes_over(sender(out))
}
