//! The fields of one packet as a tree: every header, and what the payload is made of, each with the
//! bytes it stands in.
//!
//! The bytes may be anything: where a header does not fit into what was captured, the tree ends with a
//! word that says so. Every range lies inside the packet, and inside the range of the field above.

mod hixie76;
mod http;
mod ip;
mod ipv6;
mod link;
mod options;
mod payload;
mod tcp;
mod tls;
mod websocket;

use std::borrow::Cow;
use std::ops::Range;

use super::Layout;
use crate::capture::Packet;
use crate::decode::Decoder;
use crate::protocol::frame::FrameHeader;
use crate::teach::Sentence;

/// A field of a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is called.
    pub name: Name,
    /// What it holds, as a number, an address or a text; empty where that says nothing.
    pub value: String,
    /// What that means, in words.
    pub note: Option<Sentence>,
    /// Its bytes in the packet.
    pub range: Range<usize>,
    /// Its bits, counted from the highest of its first byte, where it is smaller than its bytes.
    pub bits: Option<Range<u8>>,
    /// What can be shown of it beyond its value.
    pub kind: Kind,
    /// The fields that it is made of.
    pub children: Vec<Field>,
}

/// The name of a field: the same in every language, or a word of the catalog.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// A technical term, or a name from the packet itself.
    Plain(Cow<'static, str>),
    /// A key of the catalog.
    Said(&'static str),
}

/// What can be shown of a field beyond its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    #[default]
    Plain,
    /// The header of TCP, with its options (RFC 9293 3.1).
    TcpHeader,
    /// A WebSocket frame, or as much of it as the packet holds (RFC 6455 5.2).
    Frame {
        /// Its header.
        header: FrameHeader,
        /// Bytes of the frame before these.
        before: u64,
    },
    /// Payload of a masked frame.
    Masked {
        /// The masking key.
        key: [u8; 4],
        /// Bytes of the frame's payload before these.
        before: u64,
    },
}

impl Field {
    fn new(name: Name, range: Range<usize>) -> Self {
        let (value, note, bits) = (String::new(), None, None);
        Self { name, value, note, range, bits, kind: Kind::Plain, children: Vec::new() }
    }

    /// A field with a name of the catalog.
    fn said(key: &'static str, range: Range<usize>) -> Self {
        Self::new(Name::Said(key), range)
    }

    /// A field with a name that no language translates.
    fn plain(name: impl Into<Cow<'static, str>>, range: Range<usize>) -> Self {
        Self::new(Name::Plain(name.into()), range)
    }

    #[expect(clippy::needless_pass_by_value, reason = "numbers and addresses are given as they are")]
    fn value(self, value: impl ToString) -> Self {
        Self { value: value.to_string(), ..self }
    }

    fn note(self, note: impl Into<Option<Sentence>>) -> Self {
        Self { note: note.into(), ..self }
    }

    fn bits(self, bits: Range<u8>) -> Self {
        Self { bits: Some(bits), ..self }
    }

    fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    fn with(self, children: Vec<Field>) -> Self {
        Self { children, ..self }
    }

    /// Keeps the field and those below it inside the bytes of the one above.
    fn enclose(&mut self, outer: &Range<usize>) {
        let start = self.range.start.clamp(outer.start, outer.end);
        self.range = start..self.range.end.clamp(start, outer.end);
        let own = self.range.clone();
        for child in &mut self.children {
            child.enclose(&own);
        }
    }
}

/// The fields of a packet; `layout` says what its payload is, where that is known.
#[must_use]
pub fn fields(packet: &Packet<'_>, layout: Option<&Layout>) -> Vec<Field> {
    let mut decoder = Decoder::new();
    let segment = decoder.decode(packet).ok();
    let bytes = Bytes(packet.bytes);
    let mut out = Vec::new();
    let inside = link::read(packet, &mut out)
        .and_then(|start| ip::read(bytes, start, segment.as_ref(), &mut out))
        .and_then(|upper| tcp::read(bytes, upper, segment.as_ref(), layout, &mut out));
    let end = match inside {
        Some(inside) => {
            let end = inside.end;
            payload::read(bytes, inside, layout, &mut out);
            end
        }
        None => out.last().map_or(0, |field| field.range.end),
    };
    let all = 0..packet.bytes.len();
    if end < all.end {
        let key = if inside.is_some() { "field.trailer" } else { "field.unread" };
        out.push(Field::said(key, end..all.end).value(hex_start(bytes.get(&(end..all.end)))));
    }
    if packet.wire_length as usize > all.end {
        let missing = u64::from(packet.wire_length) - all.end as u64;
        let note = Sentence::new("field.cut").with("bytes", crate::teach::Value::Bytes(missing));
        out.push(Field::said("field.not-captured", all.end..all.end).note(note));
    }
    for field in &mut out {
        field.enclose(&all);
    }
    out
}

/// The part of a packet that holds the payload of a segment.
#[derive(Clone, Copy, Debug)]
struct Inside {
    start: usize,
    end: usize,
}

/// Bytes that are read only where they are.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn get(self, range: &Range<usize>) -> &'a [u8] {
        let end = range.end.min(self.0.len());
        self.0.get(range.start.min(end)..end).unwrap_or_default()
    }

    fn array<const N: usize>(self, at: usize) -> Option<[u8; N]> {
        self.0.get(at..)?.first_chunk().copied()
    }

    fn u8(self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }

    fn u16(self, at: usize) -> Option<u16> {
        self.array(at).map(u16::from_be_bytes)
    }

    fn u32(self, at: usize) -> Option<u32> {
        self.array(at).map(u32::from_be_bytes)
    }

    fn len(self) -> usize {
        self.0.len()
    }
}

/// Bytes that a value shows of what has no better form.
const HEX_BYTES: usize = 16;

/// The first bytes in hexadecimal: `88 05 03 e8`.
fn hex_start(bytes: &[u8]) -> String {
    let mut text = hex(bytes.get(..HEX_BYTES).unwrap_or(bytes));
    if bytes.len() > HEX_BYTES {
        text.push_str(" …");
    }
    text
}

/// Bytes in hexadecimal: `88 05 03 e8`.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let pairs: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.join(" ")
}

/// A sentence that has no values.
fn say(key: &'static str) -> Sentence {
    Sentence::new(key)
}

#[cfg(test)]
mod tests;
