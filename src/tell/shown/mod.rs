//! How a payload is shown to people: as text, as JSON in lines, or as bytes.

mod json;

use super::columns::wrap;
use super::fields::hex;
use super::safe::safe;
use crate::protocol::frame::Opcode;

/// A payload, as people can read it.
#[derive(Debug, PartialEq, Eq)]
pub enum Shown {
    /// Text, as it was sent.
    Text(String),
    /// JSON, with line breaks between its members.
    Json(String),
    /// No text.
    Bytes,
    /// Nothing that can be read: it would have to be inflated first.
    Compressed,
}

impl Shown {
    /// How the payload of a message is to be shown, all of which is here (`whole`) or only the beginning.
    #[must_use]
    pub fn of(opcode: Opcode, payload: &[u8], whole: bool) -> Self {
        if opcode != Opcode::Text {
            return Self::Bytes;
        }
        let text = text(payload, whole);
        let indented = if whole { json::indent(&text) } else { None };
        indented.map_or(Self::Text(text), Self::Json)
    }
}

/// A payload as text; the beginning of one may end inside a character.
#[must_use]
pub(super) fn text(payload: &[u8], whole: bool) -> String {
    let text = match std::str::from_utf8(payload) {
        Err(error) if error.error_len().is_none() && !whole => {
            payload.get(..error.valid_up_to()).unwrap_or(payload)
        }
        _ => payload,
    };
    String::from_utf8_lossy(text).into_owned()
}

/// The lines of a text that has line breaks of its own, safe to print, each wrapped to so many columns.
#[must_use]
pub fn lines(text: &str, columns: usize) -> Vec<String> {
    let lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    lines.flat_map(|line| wrap(&safe(line), columns)).collect()
}

/// Bytes in one line of a dump.
const DUMP: usize = 16;

/// Bytes with what they are as characters, as hexdump does, in lines of at most so many columns.
#[must_use]
pub fn dump(bytes: &[u8], columns: usize) -> Vec<String> {
    // Four digits of the place, three columns a byte and one for its character.
    let fits = columns.saturating_sub(8) / 4;
    let row = if fits >= DUMP { DUMP } else { (fits & !3).max(4) };
    let line = |(index, bytes): (usize, &[u8])| {
        let characters = bytes.iter().map(|byte| match byte {
            b' '..=b'~' => char::from(*byte),
            _ => '.',
        });
        let characters: String = characters.collect();
        format!("{:04x}  {:digits$}  {characters}", index * row, hex(bytes), digits = row * 3 - 1)
    };
    bytes.chunks(row).enumerate().map(line).collect()
}
