//! The frame whose payload is coming in.

use crate::capture::Timestamp;
use crate::limits;
use crate::protocol::Rule;
use crate::protocol::frame::{
    CloseCodeUse, ClosePayload, FrameHeader, Opcode, close_code_allowed_on_wire, unmask, unmask_into,
};
use crate::session::content::Content;
use crate::session::event::{EventKind, WebSocketEvent};
use crate::session::out::Out;
use crate::session::start::Start;

/// The frame whose payload is coming in.
#[derive(Debug)]
pub(super) struct Current {
    pub(super) header: FrameHeader,
    pub(super) first_packet: u64,
    pub(super) first_time: Timestamp,
    pub(super) received: u64,
    pub(super) missing: u64,
    pub(super) start: Start,
}

impl Current {
    pub(super) fn new(header: FrameHeader, (first_packet, first_time): (u64, Timestamp)) -> Self {
        Self { header, first_packet, first_time, received: 0, missing: 0, start: Start::default() }
    }

    pub(super) fn remaining(&self) -> u64 {
        self.header.payload_length - self.received - self.missing
    }
}

impl Current {
    /// Takes payload, tells it unmasked, and returns the bytes behind it.
    pub(super) fn payload<'b>(
        &mut self,
        bytes: &'b [u8],
        content: &mut Content,
        out: &mut Out<'_>,
    ) -> &'b [u8] {
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

/// Whether a frame, of whose payload so much is here, is no Close frame, or one that says what one may say.
pub(super) fn says_no_nonsense(header: FrameHeader, payload: &[u8]) -> bool {
    if header.opcode != Opcode::Close {
        return true;
    }
    let own = usize::try_from(header.payload_length).ok().and_then(|length| payload.get(..length));
    let mut said = own.unwrap_or_default().to_vec();
    if let Some(key) = header.mask {
        unmask(&mut said, key, 0);
    }
    own.is_some()
        && match ClosePayload::parse(&said) {
            ClosePayload::Empty => true,
            ClosePayload::OneByte => false,
            ClosePayload::Code { code, reason_valid_utf8, .. } => {
                reason_valid_utf8 && close_code_allowed_on_wire(code) == CloseCodeUse::Legal
            }
        }
}

/// Checks what a Close frame says (RFC 6455 5.5.1, 7.4).
pub(super) fn check_close(frame: &Current, out: &mut Out<'_>) {
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
