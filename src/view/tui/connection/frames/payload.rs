//! What a frame carries, in the room that is left of a row.

use ratatui::text::Span;

use crate::flow::Direction;
use crate::protocol::frame::{FrameForm, Opcode};
use crate::teach::{Sentence, Value};
use crate::tell::{FrameLine, Place, cut, safe, width};
use crate::view::tui::connection::words;
use crate::view::tui::look::{Look, Role};

/// Bytes that a row shows in hexadecimal digits.
const HEX_BYTES: usize = 32;

/// Columns that the payload is to have.
const CONTENT: usize = 12;

/// Fewer columns than these are no use to it.
const LEAST_CONTENT: usize = 5;

/// The beginning of the payload, and what is remarkable about the frame.
pub(super) fn preview(line: &FrameLine, room: usize, look: Look) -> Vec<Span<'static>> {
    let notes = notes(line);
    let mut notes: Vec<_> = notes.iter().map(|(sentence, role)| (look.tell(sentence), *role)).collect();
    let left = |notes: &[(String, Role)]| {
        room.saturating_sub(notes.iter().map(|(note, _)| width(note) + 2).sum::<usize>())
    };
    // The payload is worth more than what the other columns say too, but less than what is remarkable.
    while left(&notes) < CONTENT && notes.pop_if(|(_, role)| *role == Role::Dim).is_some() {}
    let shown = match left(&notes) {
        0..LEAST_CONTENT if !notes.is_empty() => String::new(),
        left => cut(&content(line, look), left),
    };
    let mut spans = Vec::new();
    if !shown.is_empty() {
        spans.push(Span::raw(shown));
    }
    for (note, role) in notes {
        let space = if spans.is_empty() { "" } else { "  " };
        spans.push(Span::styled(format!("{space}{note}"), look.role(role)));
    }
    spans
}

/// The selected frame in words, for the line below the table.
pub(super) fn detail(line: &FrameLine, look: Look) -> Vec<Span<'static>> {
    let mut told = Vec::new();
    if line.header.form == FrameForm::Rfc6455 {
        told.push(look.say(if line.header.fin { "screen.frames.ends" } else { "screen.frames.goes-on" }));
        told.push(look.say(match (line.direction, line.header.mask.is_some()) {
            (Direction::ToServer, true) => "screen.frames.client-masks",
            (Direction::ToServer, false) => "screen.frames.client-bare",
            (Direction::ToClient, true) => "screen.frames.server-masks",
            (Direction::ToClient, false) => "screen.frames.server-bare",
        }));
    } else {
        told.push(look.say("screen.frames.hixie"));
    }
    if line.first_packet != line.packet {
        let began = Sentence::new("screen.frames.packets");
        told.push(look.tell(&began.with("first", line.first_packet).with("last", line.packet)));
    }
    let length = Sentence::new("screen.frames.bytes");
    let framing = line.header.frame_length().saturating_sub(line.header.payload_length);
    let length = length.with("header", framing);
    told.push(look.tell(&length.with("bytes", Value::Bytes(line.header.payload_length))));
    vec![Span::styled(told.join(" · "), look.role(Role::Dim))]
}

/// What is remarkable, worst first.
fn notes(line: &FrameLine) -> Vec<(Sentence, Role)> {
    let mut notes = Vec::new();
    if let Some(received) = line.unfinished {
        let unfinished = Sentence::new("screen.frames.unfinished")
            .with("received", Value::Bytes(received))
            .with("whole", Value::Bytes(line.header.payload_length));
        notes.push((unfinished, Role::Bad));
    }
    if line.missing > 0 {
        let missing = Sentence::new("screen.frames.missing").with("bytes", Value::Bytes(line.missing));
        notes.push((missing, Role::Bad));
    }
    if line.compressed {
        notes.push((Sentence::new("screen.frames.compressed"), Role::Dim));
    }
    notes.extend(line.beat.map(words::beat));
    match (line.place, line.beat) {
        (Place::First, _) => notes.push((Sentence::new("screen.frames.first"), Role::Dim)),
        (Place::Middle, _) => notes.push((Sentence::new("screen.frames.middle"), Role::Dim)),
        (Place::Last, _) => notes.push((Sentence::new("screen.frames.last"), Role::Dim)),
        (Place::Between, None) => notes.push((Sentence::new("screen.frames.between"), Role::Dim)),
        (Place::Alone | Place::Between, _) => {}
    }
    notes
}

/// The payload: text in quotes, a close code by its name, all else as hexadecimal digits.
fn content(line: &FrameLine, look: Look) -> String {
    if line.header.opcode == Opcode::Close {
        return words::close(&line.payload, look);
    }
    if line.payload.is_empty() {
        return String::new();
    }
    if let Some(text) = line.text() {
        let end = if line.not_kept() > 0 { "…" } else { "\"" };
        return format!("\"{}{end}", safe(&text));
    }
    let start = line.payload.get(..HEX_BYTES).unwrap_or(&line.payload);
    let length = line.inflated.unwrap_or(line.header.payload_length);
    let end = if length > start.len() as u64 { " …" } else { "" };
    format!("{}{end}", words::hex(start))
}
