//! A frame of hixie-76: its type, its length or its mark, and what is between (hybi-00 4.2).

use super::payload::extent;
use super::websocket::{PREVIEW_BYTES, Place, name, text};
use super::{Bytes, Field, Kind, Name, hex_start, say};
use crate::protocol::frame::{FrameHeader, Opcode};
use crate::teach::{Sentence, Value};
use crate::tell::Part;

/// A frame, or as much of it as the packet holds.
pub(super) fn frame(bytes: Bytes<'_>, part: &Part, header: FrameHeader, kind: u8) -> Field {
    let place = Place { range: part.range.clone(), before: part.before };
    let length = usize::from(header.header_length);
    let payload_end = usize::try_from(header.payload_length).unwrap_or(usize::MAX).saturating_add(length);
    let meaning = match header.opcode {
        Opcode::Text => "field.hixie.text",
        Opcode::Close => "field.hixie.close",
        _ => "field.hixie.unknown",
    };
    let typed = Field::said("field.hixie.type", 0..1).value(format!("0x{kind:02x}")).note(say(meaning));
    let mut children: Vec<_> = place.own(typed).into_iter().collect();
    if length > 1 {
        let note = if header.minimal { "field.hixie.length" } else { "field.frame.length-not-minimal" };
        let field = Field::said("field.frame.payload-length", 1..length);
        children.extend(place.own(field.value(header.payload_length).note(say(note))));
    }
    let payload = place.clip(&(length..payload_end));
    let mut said = String::new();
    if !payload.is_empty() {
        let sent = bytes.get(&payload);
        let start = sent.get(..PREVIEW_BYTES).unwrap_or(sent);
        let is_text = header.opcode == Opcode::Text;
        said = if is_text { text(start, sent.len() > PREVIEW_BYTES) } else { hex_start(start) };
        children.push(Field::new(Name::Said("field.payload"), payload).value(&said));
    }
    if header.has_end_mark() {
        let mark = Field::said("field.hixie.mark", payload_end..payload_end.saturating_add(1)).value("0xff");
        children.extend(place.own(mark));
    }
    let length = Sentence::new("field.frame.length").with("bytes", Value::Number(header.payload_length));
    let value = format!("{}  {said}", name(header.opcode));
    let kind = Kind::Frame { header, before: part.before };
    let field = Field::plain("WebSocket", part.range.clone()).value(value.trim_end());
    field.note(extent(part).unwrap_or(length)).kind(kind).with(children)
}
