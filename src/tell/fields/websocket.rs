//! A WebSocket frame: each field of its header, the masking key, the payload (RFC 6455 5.2).

use std::ops::Range;

use super::payload::extent;
use super::{Bytes, Field, Kind, Name, hex_start, hixie76, say};
use crate::protocol::frame::{ClosePayload, FrameForm, FrameHeader, Opcode, RSV1, close_code_name, unmask};
use crate::teach::{Sentence, Value};
use crate::tell::Part;

/// Characters of a payload that its field shows.
const PREVIEW_CHARACTERS: usize = 200;
/// Bytes of a payload that are unmasked for that.
pub(super) const PREVIEW_BYTES: usize = 800;

const PAYLOAD: Name = Name::Said("field.payload");

/// A frame, or as much of it as the packet holds.
pub(super) fn frame(bytes: Bytes<'_>, part: &Part, header: FrameHeader, first_packet: u64) -> Field {
    if let FrameForm::Hixie76 { kind } = header.form {
        return hixie76::frame(bytes, part, header, kind);
    }
    let place = Place { range: part.range.clone(), before: part.before };
    let length = usize::from(header.header_length);
    let mut children: Vec<_> =
        header_fields(header).into_iter().filter_map(|field| place.own(field)).collect();
    let payload = place.payload(length);
    if !payload.is_empty() {
        let before = part.before.saturating_sub(length as u64);
        children.push(content(bytes, payload, header, before, part.after == 0));
    }
    let name = name(header.opcode);
    let note = match extent(part) {
        Some(_) if part.before > 0 => Some(
            Sentence::new("field.frame.continued")
                .with("packet", first_packet)
                .with("before", Value::Bytes(part.before))
                .with("after", Value::Bytes(part.after)),
        ),
        note => note,
    };
    let kind = Kind::Frame { header, before: part.before };
    let said = children.last().filter(|last| last.name == PAYLOAD).map_or("", |payload| &payload.value);
    let value = format!("{name}  {said}");
    let length = Sentence::new("field.frame.length").with("bytes", Value::Number(header.payload_length));
    let note = note.unwrap_or(length);
    Field::plain("WebSocket", part.range.clone()).value(value.trim_end()).note(note).kind(kind).with(children)
}

/// The name of an opcode as it is written in front of a frame: `Text`, `Close`.
pub(super) fn name(opcode: Opcode) -> String {
    let name = opcode.to_string();
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// Where the part of a frame that a packet holds lies in the packet and in the frame.
pub(super) struct Place {
    pub(super) range: Range<usize>,
    pub(super) before: u64,
}

impl Place {
    /// A field whose range counts from the start of the frame, by its place in the packet; none where
    /// the packet holds nothing of it.
    pub(super) fn own(&self, field: Field) -> Option<Field> {
        let range = self.clip(&field.range);
        if range.is_empty() { None } else { Some(Field { range, ..field }) }
    }

    pub(super) fn clip(&self, range: &Range<usize>) -> Range<usize> {
        let before = usize::try_from(self.before).unwrap_or(usize::MAX);
        let place =
            |at: usize| self.range.start.saturating_add(at.saturating_sub(before)).min(self.range.end);
        place(range.start)..place(range.end)
    }

    fn payload(&self, header_length: usize) -> Range<usize> {
        self.clip(&(header_length..header_length)).start..self.range.end
    }
}

/// The fields of a header, by their place in the frame.
fn header_fields(header: FrameHeader) -> Vec<Field> {
    let length_note = Sentence::new("field.frame.length").with("bytes", Value::Number(header.payload_length));
    let extended = usize::from(header.header_length) - if header.mask.is_some() { 6 } else { 2 };
    let code = match extended {
        0 => header.payload_length.to_string(),
        2 => "126".to_owned(),
        _ => "127".to_owned(),
    };
    let seven = match extended {
        0 => length_note.clone(),
        2 => say("field.frame.length-two"),
        _ => say("field.frame.length-eight"),
    };
    let bit = |name: &'static str, bit: u8, set: bool, key: Option<&'static str>| {
        Field::plain(name, 0..1).bits(bit..bit + 1).value(u8::from(set)).note(key.map(say))
    };
    let fin = match (header.fin, header.opcode.is_control()) {
        (true, true) => "field.frame.fin-control",
        (true, false) => "field.frame.fin",
        (false, _) => "field.frame.not-fin",
    };
    let compressed = header.rsv & RSV1 != 0;
    let opcode = header.opcode.number();
    let masked = header.mask.is_some();
    let mut fields = vec![
        bit("FIN", 0, header.fin, Some(fin)),
        bit("RSV1", 1, compressed, compressed.then_some("field.frame.rsv-one")),
        bit("RSV2", 2, header.rsv & 2 != 0, None),
        bit("RSV3", 3, header.rsv & 1 != 0, None),
        Field::plain("opcode", 0..1).bits(4..8).value(format!("{opcode:x} {}", name(header.opcode))),
        Field::plain("MASK", 1..2).bits(0..1).value(u8::from(masked)).note(say(if masked {
            "field.frame.masked"
        } else {
            "field.frame.not-masked"
        })),
        Field::said("field.frame.payload-length", 1..2).bits(1..8).value(code).note(seven),
    ];
    if extended > 0 {
        let note = if header.minimal { length_note } else { say("field.frame.length-not-minimal") };
        let field = Field::said("field.frame.extended-length", 2..2 + extended);
        fields.push(field.value(header.payload_length).note(note));
    }
    if let Some(key) = header.mask {
        let at = 2 + extended;
        fields.push(Field::said("field.frame.masking-key", at..at + 4).value(super::hex(&key)));
    }
    fields
}

/// The payload, unmasked.
fn content(
    bytes: Bytes<'_>,
    range: Range<usize>,
    header: FrameHeader,
    before: u64,
    to_the_end: bool,
) -> Field {
    let sent = bytes.get(&range);
    let mut plain = sent.get(..PREVIEW_BYTES).unwrap_or(sent).to_vec();
    if let Some(key) = header.mask {
        unmask(&mut plain, key, before);
    }
    let field = Field::new(PAYLOAD, range.clone());
    let field = match header.mask {
        Some(key) => field.kind(Kind::Masked { key, before }),
        None => field,
    };
    if header.rsv & RSV1 != 0 {
        return field.value(hex_start(&plain)).note(say("field.frame.compressed"));
    }
    match header.opcode {
        Opcode::Close if before == 0 && to_the_end => close(field, &range, &plain),
        Opcode::Binary => field.value(hex_start(&plain)),
        _ => field.value(text(&plain, sent.len() > PREVIEW_BYTES)),
    }
}

/// Code and reason.
fn close(field: Field, range: &Range<usize>, plain: &[u8]) -> Field {
    let ClosePayload::Code { code, reason, .. } = ClosePayload::parse(plain) else {
        return field.value(hex_start(plain));
    };
    let behind = (range.start + 2).min(range.end);
    let (reason, kind) = (text(reason, false), field.kind);
    let mut children = vec![
        Field::said("field.frame.close-code", range.start..behind)
            .value(format!("{code} {}", close_code_name(code)))
            .kind(kind),
    ];
    if behind < range.end {
        let kind = match kind {
            Kind::Masked { key, before } => Kind::Masked { key, before: before + 2 },
            other => other,
        };
        children.push(Field::said("field.frame.close-reason", behind..range.end).value(&reason).kind(kind));
    }
    field.value(format!("{code} {reason}").trim_end()).with(children)
}

/// Bytes as text, where they are text; else in hexadecimal. A character may be cut at either end.
pub(super) fn text(bytes: &[u8], more: bool) -> String {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.chars().filter(|character| *character == char::REPLACEMENT_CHARACTER).count();
    if broken > 4 {
        return hex_start(bytes);
    }
    let mut shown: String = text.chars().take(PREVIEW_CHARACTERS).collect();
    if more || shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
