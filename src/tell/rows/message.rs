//! A row of `messages`.

use super::compression::hundredths;
use super::object::{Members, name};
use crate::flow::At;
use crate::protocol::frame::Opcode;
use crate::session::Unread;
use crate::tell::messages::Whole;

/// Adds the row of a complete message to a line, behind the bracket with which it begins.
pub fn write_message(line: &mut Vec<u8>, at: At, whole: &Whole) {
    let truncated = whole.is_truncated();
    let Whole { message, payload } = whole;
    // Bytes of the message itself; unknown where it could not be inflated.
    let length = message.said_length().filter(|_| message.is_read() && message.begun);
    let mut row = Members::new(line);
    row.number(name!("connection"), at.connection);
    row.number(name!("packet"), at.packet);
    row.time(name!("time"), at.time);
    row.word(name!("from"), at.direction.sender());
    match message.opcode.name() {
        Some(name) => row.word(name!("opcode"), name),
        None => row.word(name!("opcode"), &message.opcode.to_string()),
    }
    row.number(name!("frames"), message.frames);
    row.flag(name!("compressed"), message.compressed);
    if let Some(length) = length {
        row.number(name!("length"), length);
    }
    // Payload bytes of its frames.
    row.number(name!("wire_length"), message.length);
    // How many times larger it is than on the wire, if it was compressed.
    if let Some(length) = length.filter(|_| message.compressed && message.length > 0) {
        row.fraction(name!("ratio"), hundredths(length as f64 / message.length as f64));
    }
    // Why it could not be inflated to its end.
    let unread = message.inflated.and_then(|inflated| inflated.unread);
    if let Some(unread) = unread.or((!message.begun).then_some(Unread::Missing)) {
        row.word(name!("unread"), unread.name());
    }
    let nothing = !message.is_read() && payload.is_empty();
    let text = if message.opcode == Opcode::Text { text(payload, truncated) } else { None };
    match text {
        _ if nothing => {}
        Some(text) => row.text(name!("text"), text),
        None => row.base64(name!("base64"), payload),
    }
    row.flag(name!("truncated"), truncated);
    row.number(name!("first_packet"), message.first_packet);
    // Seconds from its first byte to its last.
    row.fraction(name!("duration"), at.time.since(message.first_time).as_secs_f64());
    // Payload bytes that the capture does not hold.
    row.number(name!("missing"), message.missing);
    row.end();
}

/// A text message's payload as text; one that was truncated may end inside a character.
fn text(payload: &[u8], truncated: bool) -> Option<&str> {
    match simdutf8::compat::from_utf8(payload) {
        Ok(text) => Some(text),
        Err(error) if truncated && error.error_len().is_none() => {
            std::str::from_utf8(payload.get(..error.valid_up_to())?).ok()
        }
        Err(_) => None,
    }
}
