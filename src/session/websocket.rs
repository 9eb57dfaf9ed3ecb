//! The WebSocket phase: frames out of a stream of bytes, and messages out of frames.

mod resume;

use super::content::Content;
use super::event::{EventKind, Frame, Message, WebSocketEvent};
use super::lost::Lost;
use super::out::Out;
use super::start::Start;
use crate::capture::Timestamp;
use crate::flow::{Direction, Pair};
use crate::limits;
use crate::protocol::frame::{
    CloseCodeUse, ClosePayload, FrameContext, FrameHeader, MAX_HEADER_LENGTH, Opcode, RSV1, Sender,
    close_code_allowed_on_wire, unmask_into,
};
use crate::protocol::http::{HeadEnd, looks_like_request};
use crate::protocol::upgrade::DeflateAgreement;
use crate::protocol::{Likeness, Parsed, Rule};

/// Both directions of a connection that has become a WebSocket. It stays small: between two segments
/// there is mostly nothing to remember.
#[derive(Debug, Default)]
pub(super) struct WebSocket {
    readers: Pair<Option<Box<Reader>>>,
    /// What was agreed of permessage-deflate, if it was (RFC 7692).
    deflate: Deflate,
    late: Option<LateRequest>,
    /// Whether the client is who was taken for the server.
    reversed: bool,
}

/// What was agreed of permessage-deflate, if it was.
type Deflate = Option<DeflateAgreement>;

/// The request that the capture shows behind its answer, if the client's next bytes are one.
#[derive(Debug, Default)]
struct LateRequest {
    end: HeadEnd,
    /// Whether it has begun.
    begun: bool,
}

impl LateRequest {
    /// What comes behind the request, once that is complete; all of it if there is no request.
    fn pass_over<'b>(&mut self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        self.begun |= looks_like_request(bytes) != Likeness::No;
        if !self.begun {
            return Some(bytes);
        }
        let own = self.end.feed(bytes)?;
        bytes.get(own..)
    }
}

/// What one direction has to remember.
#[derive(Debug, Default)]
struct Reader {
    header: Option<HeaderStart>,
    frame: Option<Current>,
    message: Option<Message>,
    content: Content,
    close_seen: bool,
    /// Bytes of the direction up to where its Close frame surely ends.
    close_end: u64,
    /// What the segment with the FIN acknowledges of the other direction, relative to its first number.
    fin_ack: Option<u32>,
    /// Bytes are missing where a header would be: the next one is sought.
    lost: Option<Box<Lost>>,
    /// Whether a message may go on whose beginning was not seen.
    inside: bool,
    /// Whether it was found out by what looks like frames where they begin.
    guessed: bool,
}

/// The beginning of a header whose rest has not come yet.
#[derive(Debug)]
struct HeaderStart {
    bytes: Vec<u8>,
    packet: u64,
    time: Timestamp,
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
}

impl Current {
    fn new(header: FrameHeader, (first_packet, first_time): (u64, Timestamp)) -> Self {
        Self { header, first_packet, first_time, received: 0, missing: 0, start: Start::default() }
    }

    fn remaining(&self) -> u64 {
        self.header.payload_length - self.received - self.missing
    }
}

impl WebSocket {
    /// A WebSocket whose handshake agreed on permessage-deflate, or did not, and whose request was
    /// captured before the answer or was not.
    pub(super) fn new(deflate: Deflate, asked: bool) -> Self {
        Self { deflate, late: (!asked).then(LateRequest::default), ..Self::default() }
    }

    /// Lets the reader of a direction act, and keeps it if it has something to remember.
    fn with_reader(&mut self, direction: Direction, act: impl FnOnce(&mut Reader)) {
        let place = &mut self.readers[direction];
        if let Some(reader) = place {
            act(reader);
            if reader.remembers_nothing() {
                *place = None;
            }
        } else {
            let mut reader = Reader::default();
            act(&mut reader);
            *place = (!reader.remembers_nothing()).then(|| Box::new(reader));
        }
    }

    /// The next bytes of a direction.
    pub(super) fn data(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        let deflate = self.deflate;
        let mut bytes = bytes;
        if out.at.direction == Direction::ToServer
            && let Some(late) = &mut self.late
        {
            let Some(rest) = late.pass_over(bytes) else { return };
            bytes = rest;
            self.late = None;
        }
        out.reversed = self.reversed;
        self.with_reader(out.at.direction, |reader| reader.data(bytes, deflate, out));
    }

    /// Bytes of a direction that the capture does not hold. Inside a payload they are stepped over.
    pub(super) fn gap(&mut self, length: u64, out: &mut Out<'_>) {
        let deflate = self.deflate;
        out.reversed = self.reversed;
        self.with_reader(out.at.direction, |reader| reader.gap(length, deflate, out));
    }

    /// The segment with the FIN of a direction acknowledges so much of the other.
    pub(super) fn fin_acknowledges(&mut self, ack: u32, direction: Direction) {
        if self.readers[direction.reverse()].as_ref().is_some_and(|peer| peer.close_seen) {
            self.with_reader(direction, |reader| reader.fin_ack = Some(ack));
        }
    }

    /// A direction ends: its side had to answer a Close frame that it had received (RFC 6455 5.5.1).
    pub(super) fn direction_ends(&mut self, out: &mut Out<'_>) {
        self.settle(out.at.direction, out);
        let (Some(own), Some(peer)) =
            (&self.readers[out.at.direction], &self.readers[out.at.direction.reverse()])
        else {
            return;
        };
        // Relative numbers count the SYN, and wrap around as numbers do.
        let received = own.fin_ack.is_some_and(|ack| {
            let behind = u64::from(ack).wrapping_sub(peer.close_end + 1);
            behind & u64::from(u32::MAX) < u64::from(u32::MAX >> 1)
        });
        if peer.close_seen && received && !own.close_seen && own.lost.is_none() {
            out.find(Rule::CloseUnanswered);
        }
    }

    /// Memory that inflating takes.
    pub(super) fn inflating(&self) -> usize {
        let of = |direction| self.readers[direction].as_ref().map_or(0, |reader| reader.content.room());
        of(Direction::ToServer) + of(Direction::ToClient)
    }

    /// There is no room to inflate what comes in.
    pub(super) fn stop_inflating(&mut self, out: &mut Out<'_>) {
        let now = out.at.direction;
        for direction in Direction::BOTH {
            out.at.direction = direction;
            self.with_reader(direction, |reader| reader.content.give_up(out));
        }
        out.at.direction = now;
    }

    /// The connection is over: tells of frames that were not finished.
    pub(super) fn finish(&mut self, out: &mut Out<'_>) {
        for direction in Direction::BOTH {
            self.settle(direction, out);
            if let Some(frame) = self.readers[direction].take().and_then(|reader| reader.frame) {
                out.at.direction = direction;
                let unfinished =
                    WebSocketEvent::Unfinished { header: frame.header, received: frame.received };
                out.tell(EventKind::WebSocket(unfinished));
            }
        }
    }
}

impl Reader {
    fn remembers_nothing(&self) -> bool {
        let whole = self.header.is_none() && self.frame.is_none() && self.message.is_none();
        let searches = self.lost.is_some() || self.inside || self.guessed;
        whole && self.content.remembers_nothing() && !self.close_seen && !searches && self.fin_ack.is_none()
    }

    fn data(&mut self, mut bytes: &[u8], deflate: Deflate, out: &mut Out<'_>) {
        if let Some(lost) = &mut self.lost {
            lost.data(bytes, out);
            self.resume(false, deflate, out);
            return;
        }
        while !bytes.is_empty() {
            bytes = match &mut self.frame {
                None => self.begin(bytes, deflate, out),
                Some(frame) => {
                    let rest = frame.payload(bytes, &mut self.content, out);
                    self.go_on(deflate, out);
                    rest
                }
            };
        }
    }

    /// Bytes are missing: inside a payload, or to its end and farther.
    fn gap(&mut self, length: u64, deflate: Deflate, out: &mut Out<'_>) {
        let mut beyond = length;
        if let Some(frame) = &mut self.frame {
            let own = length.min(frame.remaining());
            frame.missing += own;
            beyond -= own;
            if !frame.header.opcode.is_control() {
                self.content.gap();
            }
            self.go_on(deflate, out);
        }
        if beyond > 0 && self.lost.is_none() {
            self.lose(out);
        }
    }

    /// Reads a header and what there is of its payload, and returns the bytes behind them.
    fn begin<'b>(&mut self, bytes: &'b [u8], deflate: Deflate, out: &mut Out<'_>) -> &'b [u8] {
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
            let context = self.context(opcode, deflate, out);
            self.judge(opcode, FrameHeader::first_violations(&start.bytes, context, kept), kept, out);
            self.header = Some(start);
            return &[];
        };
        if self.guessed && header.mask.is_some() != (sender(out) == Sender::Client) {
            // Where frames begin was found by chance.
            self.lose(out);
            return &[];
        }
        let context = self.context(header.opcode, deflate, out);
        out.tell(EventKind::WebSocket(WebSocketEvent::FrameStarted(header)));
        self.judge(header.opcode, header.violations(context, kept), kept, out);
        if !header.opcode.is_control() {
            self.inside = false;
        }
        if header.opcode.starts_message() {
            let compressed = deflate.is_some() && header.rsv & RSV1 != 0;
            self.content.begin(header.opcode, compressed, takes_over(deflate, out), out);
        }
        if !header.opcode.is_control() {
            self.content.frame();
        }
        let mut frame = Current::new(header, first);
        let mut rest = bytes.get(consumed.saturating_sub(kept)..).unwrap_or_default();
        if !rest.is_empty() && header.payload_length > 0 {
            rest = frame.payload(rest, &mut self.content, out);
        }
        if frame.remaining() == 0 {
            self.complete(&frame, deflate, out);
        } else {
            self.frame = Some(frame);
        }
        rest
    }

    /// The payload of the frame that was begun may be complete.
    fn go_on(&mut self, deflate: Deflate, out: &mut Out<'_>) {
        if let Some(frame) = self.frame.take_if(|frame| frame.remaining() == 0) {
            self.complete(&frame, deflate, out);
        }
    }

    /// What a header is judged by.
    fn context(&self, opcode: Opcode, deflate: Deflate, out: &Out<'_>) -> FrameContext {
        FrameContext {
            sender: sender(out),
            rsv_allowed: if deflate.is_some() { RSV1 } else { 0 },
            in_message: self.message.is_some() || (self.inside && opcode == Opcode::Continuation),
        }
    }

    /// Tells of the rules that a header breaks, of which `judged` bytes were judged before.
    fn judge(&self, opcode: Opcode, broken: impl Iterator<Item = Rule>, judged: usize, out: &mut Out<'_>) {
        broken.for_each(|rule| out.find(rule));
        if self.close_seen && judged == 0 {
            out.find(match opcode {
                Opcode::Close => Rule::CloseRepeated,
                Opcode::Ping | Opcode::Pong => Rule::ControlAfterClose,
                _ => Rule::FrameAfterClose,
            });
        }
    }

    /// Tells of a frame, all of whose payload has come.
    fn complete(&mut self, frame: &Current, deflate: Deflate, out: &mut Out<'_>) {
        if frame.header.opcode == Opcode::Close {
            self.close_seen = true;
            self.close_end = out.stream_end;
            check_close(frame, out);
        }
        let (joined, mut completes) = self.join(frame, deflate);
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
        })));
        if completes.is_some() {
            self.content.close(takes_over(deflate, out));
        }
    }

    /// Adds a frame to its message; returns the message so far, and again if it is complete. Control
    /// frames stand between the frames of a message and belong to none (RFC 6455 5.4).
    fn join(&mut self, frame: &Current, deflate: Deflate) -> (Message, Option<Message>) {
        let header = frame.header;
        let mut message = Message {
            opcode: header.opcode,
            frames: 0,
            length: 0,
            compressed: deflate.is_some() && header.rsv & RSV1 != 0 && header.opcode.starts_message(),
            inflated: None,
            first_packet: frame.first_packet,
            first_time: frame.first_time,
            missing: 0,
        };
        if header.opcode.is_control() {
            return (message, None);
        }
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

impl Current {
    /// Takes payload, tells it unmasked, and returns the bytes behind it.
    fn payload<'b>(&mut self, bytes: &'b [u8], content: &mut Content, out: &mut Out<'_>) -> &'b [u8] {
        let own = usize::try_from(self.remaining()).unwrap_or(usize::MAX).min(bytes.len());
        let (own, rest) = bytes.split_at_checked(own).unwrap_or((bytes, &[]));
        match self.header.mask {
            None => self.tell(own, content, out),
            Some(key) => {
                let mut scratch = std::mem::take(out.scratch);
                for piece in own.chunks(limits::UNMASK_PIECE_BYTES) {
                    scratch.clear();
                    unmask_into(piece, &mut scratch, key, self.received + self.missing);
                    self.tell(&scratch, content, out);
                }
                *out.scratch = scratch;
            }
        }
        rest
    }

    fn tell(&mut self, bytes: &[u8], content: &mut Content, out: &mut Out<'_>) {
        if self.missing == 0 {
            self.start.extend(bytes);
        }
        let offset = self.received + self.missing;
        self.received += bytes.len() as u64;
        let (header, data) = (self.header, !self.header.opcode.is_control());
        let compressed = data && content.is_compressed();
        out.tell(EventKind::WebSocket(WebSocketEvent::Payload { header, offset, bytes, compressed }));
        if data {
            content.payload(header, bytes, out);
        }
    }
}

/// Who sends what comes in.
fn sender(out: &Out<'_>) -> Sender {
    match (out.at.direction, out.reversed) {
        (Direction::ToServer, false) | (Direction::ToClient, true) => Sender::Client,
        (Direction::ToClient, false) | (Direction::ToServer, true) => Sender::Server,
    }
}

/// Whether a compressed message may refer to those before it.
fn takes_over(deflate: Deflate, out: &Out<'_>) -> bool {
    deflate.is_some_and(|agreed| agreed.takes_over(sender(out)))
}

fn check_close(frame: &Current, out: &mut Out<'_>) {
    if frame.missing > 0 {
        return;
    }
    match ClosePayload::parse(frame.start.bytes()) {
        ClosePayload::OneByte => out.find(Rule::CloseBodyOneByte),
        ClosePayload::Code { code, reason_valid_utf8, .. } => {
            match close_code_allowed_on_wire(code) {
                CloseCodeUse::Legal => {}
                CloseCodeUse::Illegal => out.find_with(Rule::CloseCodeIllegal, code.to_string()),
                CloseCodeUse::Unassigned => out.find_with(Rule::CloseCodeUnassigned, code.to_string()),
            }
            let whole = frame.header.payload_length <= limits::FRAME_START_BYTES as u64;
            if !reason_valid_utf8 && whole {
                out.find(Rule::CloseReasonNotUtf8);
            }
        }
        ClosePayload::Empty => {}
    }
}
