//! What the payload of a segment holds: by its layout, where that is known.

use super::{Bytes, Field, Inside, hex_start, http, say, tls, websocket};
use crate::teach::{Sentence, Value};
use crate::tell::{Fate, Layout, Part, What};

/// Adds the fields of the payload.
pub(super) fn read(bytes: Bytes<'_>, inside: Inside, layout: Option<&Layout>, out: &mut Vec<Field>) {
    let range = inside.start..inside.end;
    if range.is_empty() {
        return;
    }
    let Some(layout) = layout else {
        let value = hex_start(bytes.get(&range));
        out.push(Field::said("field.payload", range).value(value).note(say("field.payload.unknown")));
        return;
    };
    let note = fate(layout, range.len());
    if let ([Part { what: What::Unread, .. }], Some(note)) = (layout.parts.as_slice(), &note) {
        let value = hex_start(bytes.get(&range));
        out.push(Field::said("field.payload", range).value(value).note(note.clone()));
        return;
    }
    if let Some(note) = note {
        out.push(Field::said("field.payload", range.clone()).note(note));
    }
    for part in &layout.parts {
        let start = (inside.start + part.range.start).min(inside.end);
        let end = (inside.start + part.range.end).min(inside.end);
        // A snap length may have cut what comes next.
        if start == end && !part.range.is_empty() {
            continue;
        }
        let cut = part.range.len() - (end - start);
        let part = Part { range: start..end, after: part.after.saturating_add(cut as u64), ..part.clone() };
        out.push(field(bytes, &part));
    }
    if layout.left_out > 0 {
        let note = Sentence::new("field.payload.more").with("n", layout.left_out as u64);
        out.push(Field::said("field.payload", inside.end..inside.end).note(note));
    }
}

/// What is to be said of a payload that was not read as it came.
fn fate(layout: &Layout, length: usize) -> Option<Sentence> {
    let note = match layout.fate {
        Fate::Read if layout.fresh.start > 0 => {
            let known = Value::Bytes(layout.fresh.start.min(length) as u64);
            Sentence::new("field.payload.partly-known").with("bytes", known)
        }
        Fate::Read => return None,
        Fate::Waited(packet) => Sentence::new("field.payload.waited").with("packet", packet),
        Fate::Waits => say("field.payload.waits"),
        Fate::Seen => say("field.payload.seen"),
        Fate::Copy => say("field.payload.copy"),
        Fate::Probe => say("field.payload.probe"),
        Fate::Refused => say("field.payload.refused"),
    };
    Some(note)
}

fn field(bytes: Bytes<'_>, part: &Part) -> Field {
    match part.what {
        What::Request | What::Response => http::head(bytes, part),
        What::Body => http::body(bytes, part),
        What::Record => tls::record(bytes, part),
        What::Frame { header, first_packet } => websocket::frame(bytes, part, header, first_packet),
        What::Unread => {
            let range = part.range.clone();
            let value = hex_start(bytes.get(&range));
            Field::said("field.payload", range).value(value)
        }
    }
}

/// Where a thing goes on from an earlier packet, or goes on in a later one.
pub(super) fn extent(part: &Part) -> Option<Sentence> {
    let bytes = Value::Bytes;
    match (part.before, part.after) {
        (0, 0) => None,
        (0, after) => Some(Sentence::new("field.goes-on").with("after", bytes(after))),
        (before, 0) => Some(Sentence::new("field.ends-here").with("before", bytes(before))),
        (before, after) => Some(
            Sentence::new("field.in-the-midst").with("before", bytes(before)).with("after", bytes(after)),
        ),
    }
}
