//! A row of `frames`.

use super::object::{Members, name};
use crate::flow::At;
use crate::protocol::frame::{ClosePayload, Opcode, close_code_name};
use crate::session::Frame;

/// Adds the row of a complete frame to a line, behind the bracket with which it begins.
pub fn write_frame(line: &mut Vec<u8>, at: At, frame: &Frame<'_>) {
    let header = frame.header;
    let mut row = Members::new(line);
    row.number(name!("connection"), at.connection);
    row.number(name!("packet"), at.packet);
    row.time(name!("time"), at.time);
    row.word(name!("from"), at.direction.sender());
    row.flag(name!("fin"), header.fin);
    row.number(name!("rsv"), header.rsv);
    match header.opcode.name() {
        Some(name) => row.word(name!("opcode"), name),
        None => row.word(name!("opcode"), &header.opcode.to_string()),
    }
    row.flag(name!("masked"), header.mask.is_some());
    row.number(name!("payload_length"), header.payload_length);
    if header.opcode == Opcode::Close
        && let ClosePayload::Code { code, reason, .. } = ClosePayload::parse(frame.start)
    {
        row.number(name!("close_code"), code);
        row.text(name!("close_reason"), &String::from_utf8_lossy(reason));
        row.word(name!("close_name"), close_code_name(code));
    }
    row.number(name!("first_packet"), frame.first_packet);
    row.flag(name!("compressed"), frame.compressed);
    row.number(name!("missing"), frame.missing);
    row.end();
}
