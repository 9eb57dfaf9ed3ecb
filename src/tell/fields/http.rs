//! An HTTP message line by line.

use super::payload::extent;
use super::websocket::{PREVIEW_BYTES, text};
use super::{Bytes, Field};
use crate::limits;
use crate::teach::{Sentence, Value};
use crate::tell::{Part, What};

/// The head of a request or a response, or as much of it as the packet holds: a line each.
pub(super) fn head(bytes: Bytes<'_>, part: &Part) -> Field {
    let mut children = Vec::new();
    let mut at = part.range.start;
    for line in
        bytes.get(&part.range).split_inclusive(|byte| *byte == b'\n').take(limits::MAX_HEAD_FIELDS + 2)
    {
        let range = at..at + line.len();
        at = range.end;
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        let text = String::from_utf8_lossy(text.strip_suffix(b"\r").unwrap_or(text)).into_owned();
        let first = range.start == part.range.start;
        children.push(match text.split_once(':') {
            _ if first && part.before > 0 => Field::said("field.http.line", range).value(text),
            _ if first => Field::said("field.http.start-line", range).value(text),
            _ if text.is_empty() => Field::said("field.http.empty-line", range),
            Some((name, value)) => Field::plain(name.to_owned(), range).value(value.trim()),
            None => Field::said("field.http.line", range).value(text),
        });
    }
    let key = if part.what == What::Request { "field.http.request" } else { "field.http.response" };
    let start = children.first().filter(|_| part.before == 0).map(|line| line.value.clone());
    Field::said(key, part.range.clone()).value(start.unwrap_or_default()).note(extent(part)).with(children)
}

/// Bytes of a body.
pub(super) fn body(bytes: Bytes<'_>, part: &Part) -> Field {
    let length = Value::Bytes(part.range.len() as u64);
    let note = extent(part).unwrap_or_else(|| Sentence::new("field.bytes-here").with("bytes", length));
    let body = bytes.get(&part.range);
    let start = body.get(..PREVIEW_BYTES).unwrap_or(body);
    Field::said("field.http.body", part.range.clone()).value(text(start, start.len() < body.len())).note(note)
}
