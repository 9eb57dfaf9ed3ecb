//! What the messages of a direction say, inflated and checked while they come.

use super::event::{EventKind, Inflated, InflatedPart, WebSocketEvent};
use super::inflate::Inflation;
use super::out::Out;
use super::utf8::{NotUtf8, Utf8};
use crate::protocol::Rule;
use crate::protocol::frame::{FrameHeader, Opcode};

/// What is to be remembered of a direction's messages.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Of the message that comes in, if it is text.
    text: Option<Utf8>,
    /// Whether the message that comes in is compressed.
    compressed: bool,
    /// Of compressed messages.
    inflation: Option<Box<Inflation>>,
}

impl Content {
    pub(super) fn remembers_nothing(&self) -> bool {
        self.text.is_none() && !self.compressed && self.inflation.is_none()
    }

    /// Memory that inflating takes.
    pub(super) fn room(&self) -> usize {
        self.inflation.as_ref().map_or(0, |inflation| inflation.room())
    }

    /// Whether the message that comes in is compressed.
    pub(super) fn is_compressed(&self) -> bool {
        self.compressed
    }

    /// A message begins. `takes_over` says of a compressed one whether it may refer to those before it.
    pub(super) fn begin(&mut self, opcode: Opcode, compressed: bool, takes_over: bool, out: &mut Out<'_>) {
        self.compressed = compressed;
        self.text = (out.contents && opcode == Opcode::Text).then(Utf8::default);
        if out.contents && compressed {
            self.inflation.get_or_insert_default().begin(takes_over, out);
        }
    }

    /// A frame of the message begins.
    pub(super) fn frame(&mut self) {
        if let Some(inflation) = &mut self.inflation {
            inflation.frame();
        }
    }

    /// The next bytes of its payload.
    pub(super) fn payload(&mut self, header: FrameHeader, bytes: &[u8], out: &mut Out<'_>) {
        let Self { text, compressed, inflation } = self;
        match inflation {
            _ if !*compressed => check(text, bytes, out),
            Some(inflation) => {
                inflation.payload(bytes, out, &mut |offset, bytes, out| {
                    out.tell(EventKind::WebSocket(WebSocketEvent::Inflated { header, offset, bytes }));
                    check(text, bytes, out);
                });
            }
            None => {}
        }
    }

    /// Bytes of its payload are missing.
    pub(super) fn gap(&mut self) {
        if let Some(text) = &mut self.text {
            text.give_up();
        }
        if let Some(inflation) = self.inflation.as_mut().filter(|_| self.compressed) {
            inflation.gap();
        }
    }

    /// It is complete. Returns what became of it, if it is compressed; [`close`](Self::close) follows.
    pub(super) fn end(&mut self, header: FrameHeader, out: &mut Out<'_>) -> Option<Inflated> {
        let Self { text, compressed, inflation } = self;
        let inflated = inflation.as_mut().filter(|_| *compressed).and_then(|inflation| {
            inflation.end(out, &mut |offset, bytes, out| {
                out.tell(EventKind::WebSocket(WebSocketEvent::Inflated { header, offset, bytes }));
                check(text, bytes, out);
            })
        });
        let whole = inflated.is_none_or(|inflated| inflated.unread.is_none());
        if let Some(found) = text.take().filter(|_| whole).and_then(|mut text| text.end()) {
            not_utf8(found, out);
        }
        inflated
    }

    /// What the frame that is complete became, if it is compressed and could be inflated.
    pub(super) fn part(&self) -> Option<InflatedPart<'_>> {
        self.inflation.as_ref().filter(|_| self.compressed)?.part()
    }

    /// The message is over.
    pub(super) fn close(&mut self, takes_over: bool) {
        if let Some(inflation) = &mut self.inflation {
            inflation.close(None, takes_over);
        }
        self.compressed = false;
    }

    /// What came before is not known any more, and later messages may refer to it.
    pub(super) fn resume(&mut self, deflate: bool, takes_over: bool, out: &Out<'_>) {
        (self.text, self.compressed) = (None, false);
        if out.contents && deflate {
            self.inflation.get_or_insert_default().lose(takes_over);
        }
    }

    /// No more messages come, which could refer to those that came.
    pub(super) fn forget(&mut self) {
        self.inflation = None;
    }

    /// There is no room to inflate what comes in.
    pub(super) fn give_up(&mut self, out: &mut Out<'_>) {
        if let Some(inflation) = &mut self.inflation {
            inflation.give_up(out);
        }
    }
}

/// The next bytes of a text.
fn check(text: &mut Option<Utf8>, bytes: &[u8], out: &mut Out<'_>) {
    if let Some(found) = text.as_mut().and_then(|text| text.feed(bytes)) {
        not_utf8(found, out);
    }
}

/// A text that comes whole.
pub(super) fn check_whole(bytes: &[u8], out: &mut Out<'_>) {
    // Most text is UTF-8, which is seen sooner than where another stops being it.
    if simdutf8::basic::from_utf8(bytes).is_err() {
        let mut text = Utf8::default();
        if let Some(found) = text.feed(bytes).or_else(|| text.end()) {
            not_utf8(found, out);
        }
    }
}

fn not_utf8(found: NotUtf8, out: &mut Out<'_>) {
    out.find_with(Rule::TextNotUtf8, found.to_string());
}
