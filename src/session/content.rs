//! What the messages of a direction say, checked while they come.

use super::out::Out;
use super::utf8::{NotUtf8, Utf8};
use crate::protocol::Rule;
use crate::protocol::frame::Opcode;

/// What is to be remembered of the message that comes in.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Of a message that is text.
    text: Option<Utf8>,
}

impl Content {
    pub(super) fn remembers_nothing(&self) -> bool {
        self.text.is_none()
    }

    /// A message begins.
    pub(super) fn begin(&mut self, opcode: Opcode, compressed: bool, out: &Out<'_>) {
        self.text = (out.contents && opcode == Opcode::Text && !compressed).then(Utf8::default);
    }

    /// The next bytes of its payload.
    pub(super) fn payload(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        if let Some(found) = self.text.as_mut().and_then(|text| text.feed(bytes)) {
            not_utf8(found, out);
        }
    }

    /// Bytes of its payload are missing.
    pub(super) fn gap(&mut self) {
        if let Some(text) = &mut self.text {
            text.give_up();
        }
    }

    /// It is complete.
    pub(super) fn end(&mut self, out: &mut Out<'_>) {
        if let Some(found) = self.text.take().and_then(|mut text| text.end()) {
            not_utf8(found, out);
        }
    }
}

fn not_utf8(found: NotUtf8, out: &mut Out<'_>) {
    out.find_with(Rule::TextNotUtf8, format!("0x{:02x} [{}]", found.byte, found.offset));
}
