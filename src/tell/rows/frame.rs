//! A row of `frames`.

use super::object::Members;
use crate::flow::At;
use crate::protocol::frame::{ClosePayload, Opcode, close_code_name};
use crate::session::Frame;

/// Adds the row of a complete frame to a line, behind the bracket with which it begins.
pub fn write_frame(line: &mut Vec<u8>, at: At, frame: &Frame<'_>) {
    let header = frame.header;
    let mut row = Members::new(line);
    row.number("connection", at.connection);
    row.number("packet", at.packet);
    row.time("time", at.time);
    row.word("from", at.direction.sender());
    row.flag("fin", header.fin);
    row.number("rsv", header.rsv);
    match header.opcode.name() {
        Some(name) => row.word("opcode", name),
        None => row.word("opcode", &header.opcode.to_string()),
    }
    row.flag("masked", header.mask.is_some());
    row.number("payload_length", header.payload_length);
    if header.opcode == Opcode::Close
        && let ClosePayload::Code { code, reason, .. } = ClosePayload::parse(frame.start)
    {
        row.number("close_code", code);
        row.text("close_reason", &String::from_utf8_lossy(reason));
        row.word("close_name", close_code_name(code));
    }
    row.number("first_packet", frame.first_packet);
    row.flag("compressed", frame.compressed);
    row.number("missing", frame.missing);
    row.end();
}
