//! The WebSocket phase: frames out of a stream of bytes, and messages out of frames.

use super::event::{EventKind, Frame, Message, WebSocketEvent};
use super::out::Out;
use crate::capture::Timestamp;
use crate::flow::{Direction, Pair};
use crate::limits;
use crate::protocol::frame::{
    CloseCodeUse, ClosePayload, FrameContext, FrameHeader, MAX_HEADER_LENGTH, Opcode, RSV1, Sender,
    close_code_allowed_on_wire, unmask_into,
};
use crate::protocol::{Parsed, Rule};

/// Both directions of a connection that has become a WebSocket.
#[derive(Debug, Default)]
pub(super) struct WebSocket {
    readers: Pair<Reader>,
    /// Whether permessage-deflate was agreed (RFC 7692).
    deflate: bool,
}

/// One direction's frames.
#[derive(Debug, Default)]
struct Reader {
    /// The beginning of a header whose rest has not come yet.
    header: Vec<u8>,
    header_packet: u64,
    header_time: Timestamp,
    frame: Option<Current>,
    message: Option<Message>,
    close_seen: bool,
    /// Bytes are missing where a header would be: what follows can't be told apart.
    lost: bool,
}

/// The frame whose payload is coming in.
#[derive(Debug)]
struct Current {
    header: FrameHeader,
    first_packet: u64,
    first_time: Timestamp,
    received: u64,
    missing: u64,
    start: Vec<u8>,
}

impl Current {
    fn remaining(&self) -> u64 {
        self.header.payload_length - self.received - self.missing
    }
}

impl WebSocket {
    /// A WebSocket whose handshake agreed on permessage-deflate or did not.
    pub(super) fn new(deflate: bool) -> Self {
        Self { deflate, ..Self::default() }
    }

    /// The next bytes of a direction.
    pub(super) fn data(&mut self, mut bytes: &[u8], out: &mut Out<'_>) {
        let direction = out.at.direction;
        let reader = &mut self.readers[direction];
        while !bytes.is_empty() && !reader.lost {
            bytes = match &mut reader.frame {
                None => reader.begin(bytes, self.deflate, out),
                Some(frame) => frame.payload(bytes, out),
            };
            reader.complete(self.deflate, out);
        }
    }

    /// Bytes of a direction that the capture does not hold. Inside a payload they are stepped over.
    pub(super) fn gap(&mut self, length: u64, out: &mut Out<'_>) {
        let reader = &mut self.readers[out.at.direction];
        match &mut reader.frame {
            Some(frame) if length <= frame.remaining() => {
                frame.missing += length;
                reader.complete(self.deflate, out);
            }
            _ if reader.lost => {}
            _ => {
                reader.lost = true;
                out.find(Rule::FramesLost);
            }
        }
    }

    /// The connection is over: tells of frames that were not finished.
    pub(super) fn finish(&mut self, out: &mut Out<'_>) {
        for direction in Direction::BOTH {
            if let Some(frame) = self.readers[direction].frame.take() {
                out.at.direction = direction;
                let unfinished =
                    WebSocketEvent::Unfinished { header: frame.header, received: frame.received };
                out.tell(EventKind::WebSocket(unfinished));
            }
        }
    }
}

impl Reader {
    /// Reads a header, and returns the bytes behind it.
    fn begin<'b>(&mut self, bytes: &'b [u8], deflate: bool, out: &mut Out<'_>) -> &'b [u8] {
        if self.header.is_empty() {
            self.header_packet = out.at.packet;
            self.header_time = out.at.time;
        }
        let kept = self.header.len();
        let parsed = if kept == 0 {
            FrameHeader::parse(bytes)
        } else {
            let room = MAX_HEADER_LENGTH - kept;
            self.header.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
            FrameHeader::parse(&self.header)
        };
        match parsed {
            Parsed::Complete { value, consumed } => {
                self.header.clear();
                self.start(value, deflate, out);
                bytes.get(consumed.saturating_sub(kept)..).unwrap_or_default()
            }
            Parsed::Incomplete { .. } | Parsed::Invalid(_) => {
                if kept == 0 {
                    self.header.extend_from_slice(bytes);
                }
                &[]
            }
        }
    }

    fn start(&mut self, header: FrameHeader, deflate: bool, out: &mut Out<'_>) {
        let context = FrameContext {
            sender: match out.at.direction {
                Direction::ToServer => Sender::Client,
                Direction::ToClient => Sender::Server,
            },
            rsv_allowed: if deflate { RSV1 } else { 0 },
            in_message: self.message.is_some(),
        };
        out.tell(EventKind::WebSocket(WebSocketEvent::FrameStarted(header)));
        for rule in header.violations(context) {
            out.find(rule);
        }
        if self.close_seen {
            let repeated = header.opcode == Opcode::Close;
            out.find(if repeated { Rule::CloseRepeated } else { Rule::FrameAfterClose });
        }
        self.frame = Some(Current {
            header,
            first_packet: self.header_packet,
            first_time: self.header_time,
            received: 0,
            missing: 0,
            start: Vec::new(),
        });
    }

    /// Tells of the current frame if all of its payload has come.
    fn complete(&mut self, deflate: bool, out: &mut Out<'_>) {
        let Some(frame) = self.frame.take_if(|frame| frame.remaining() == 0) else { return };
        if frame.header.opcode == Opcode::Close {
            self.close_seen = true;
            check_close(&frame, out);
        }
        let (joined, completes) = self.join(&frame, deflate);
        out.tell(EventKind::WebSocket(WebSocketEvent::Frame(Frame {
            header: frame.header,
            first_packet: frame.first_packet,
            start: &frame.start,
            missing: frame.missing,
            compressed: joined.compressed,
            message: joined.opcode,
            completes,
        })));
    }

    /// Adds a frame to its message; returns the message so far, and again if it is complete. Control
    /// frames stand between the frames of a message and belong to none (RFC 6455 5.4).
    fn join(&mut self, frame: &Current, deflate: bool) -> (Message, Option<Message>) {
        let header = frame.header;
        let mut message = Message {
            opcode: header.opcode,
            frames: 0,
            length: 0,
            compressed: deflate && header.rsv & RSV1 != 0 && header.opcode.starts_message(),
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
    fn payload<'b>(&mut self, bytes: &'b [u8], out: &mut Out<'_>) -> &'b [u8] {
        let own = usize::try_from(self.remaining()).unwrap_or(usize::MAX).min(bytes.len());
        let (own, rest) = bytes.split_at_checked(own).unwrap_or((bytes, &[]));
        match self.header.mask {
            None => self.tell(own, out),
            Some(key) => {
                let mut scratch = std::mem::take(out.scratch);
                for piece in own.chunks(limits::UNMASK_PIECE_BYTES) {
                    scratch.clear();
                    unmask_into(piece, &mut scratch, key, self.received + self.missing);
                    self.tell(&scratch, out);
                }
                *out.scratch = scratch;
            }
        }
        rest
    }

    fn tell(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        let room = limits::FRAME_START_BYTES.saturating_sub(self.start.len());
        if self.missing == 0 {
            self.start.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        }
        let offset = self.received + self.missing;
        self.received += bytes.len() as u64;
        out.tell(EventKind::WebSocket(WebSocketEvent::Payload { header: self.header, offset, bytes }));
    }
}

fn check_close(frame: &Current, out: &mut Out<'_>) {
    match ClosePayload::parse(&frame.start) {
        ClosePayload::OneByte => out.find(Rule::CloseBodyOneByte),
        ClosePayload::Code { code, reason_valid_utf8, .. } => {
            match close_code_allowed_on_wire(code) {
                CloseCodeUse::Legal => {}
                CloseCodeUse::Illegal => out.find_with(Rule::CloseCodeIllegal, code.to_string()),
                CloseCodeUse::Unassigned => out.find_with(Rule::CloseCodeUnassigned, code.to_string()),
            }
            if !reason_valid_utf8 {
                out.find(Rule::CloseReasonNotUtf8);
            }
        }
        ClosePayload::Empty => {}
    }
}
