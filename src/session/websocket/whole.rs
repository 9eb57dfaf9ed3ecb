//! Messages of one frame that come whole in one piece: most are, and of them nothing has to be remembered.

use super::reader::sender;
use crate::limits;
use crate::protocol::Parsed;
use crate::protocol::frame::{FrameHeader, Opcode, unmask_into};
use crate::session::content::check_whole;
use crate::session::event::{EventKind, Frame, Message, WebSocketEvent};
use crate::session::out::Out;

/// Tells of the frames at the beginning of `bytes` that are whole, ordinary, and whole messages or Pings or Pongs;
/// returns what is behind them. No frame of the direction is unfinished, and no message.
pub(super) fn whole<'b>(mut bytes: &'b [u8], out: &mut Out<'_>) -> &'b [u8] {
    while let Some((header, payload, rest)) = first(bytes, out) {
        tell(header, payload, out);
        bytes = rest;
    }
    bytes
}

/// The first frame, its payload, and what is behind it.
fn first<'b>(bytes: &'b [u8], out: &Out<'_>) -> Option<(FrameHeader, &'b [u8], &'b [u8])> {
    let Parsed::Complete { value: header, consumed } = FrameHeader::parse(bytes) else { return None };
    let length = usize::try_from(header.payload_length).ok()?;
    let (payload, rest) = bytes.get(consumed..)?.split_at_checked(length)?;
    let ordinary = length <= limits::UNMASK_PIECE_BYTES && header.is_ordinary(sender(out));
    ordinary.then_some((header, payload, rest))
}

fn tell(header: FrameHeader, payload: &[u8], out: &mut Out<'_>) {
    if out.pieces {
        out.tell(EventKind::WebSocket(WebSocketEvent::FrameStarted(header)));
    }
    let Some(key) = header.mask else { return tell_payload(header, payload, out) };
    let mut scratch = std::mem::take(out.scratch);
    scratch.clear();
    unmask_into(payload, &mut scratch, key, 0);
    tell_payload(header, &scratch, out);
    *out.scratch = scratch;
}

/// Tells of the payload, unmasked, and of the frame that is complete with it.
fn tell_payload(header: FrameHeader, bytes: &[u8], out: &mut Out<'_>) {
    if out.pieces && !bytes.is_empty() {
        let payload = WebSocketEvent::Payload { header, offset: 0, bytes, compressed: false };
        out.tell(EventKind::WebSocket(payload));
    }
    if header.opcode == Opcode::Text && out.contents {
        check_whole(bytes, out);
    }
    let message = Message {
        opcode: header.opcode,
        frames: 1,
        length: header.payload_length,
        compressed: false,
        inflated: None,
        first_packet: out.at.packet,
        first_time: out.at.time,
        missing: 0,
        begun: true,
    };
    out.tell(EventKind::WebSocket(WebSocketEvent::Frame(Frame {
        header,
        first_packet: out.at.packet,
        start: bytes.get(..limits::FRAME_START_BYTES).unwrap_or(bytes),
        missing: 0,
        compressed: false,
        inflated: None,
        message: header.opcode,
        completes: (!header.opcode.is_control()).then_some(message),
        in_pieces: out.pieces,
    })));
}
