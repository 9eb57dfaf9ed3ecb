//! The WebSocket messages of one connection in full, like a chat: who said what, and when.

use super::{Page, Printer};
use crate::flow::{At, Direction, TcpEvent};
use crate::protocol::frame::Opcode;
use crate::session::{Event, EventKind, WebSocketEvent};
use crate::teach::{self, Layer, Sentence, Value, opcode_name};
use crate::tell::{Messages, Report, Shown, Whole, arrow, dump, left, lines, right, spaces, width, wrap};

/// Bytes of a message that is no text that are shown.
const DUMPED: usize = 256;
/// Columns that what is said has at least; where there are fewer, it stands below who says it.
const ROOM: usize = 30;

/// Prints each message in full, and the control frames between them.
#[derive(Default)]
pub(super) struct Chat {
    messages: Messages,
    said: u64,
}

impl Printer for Chat {
    fn observe(&mut self, event: &Event<'_>, page: &mut Page<'_>) {
        match event.kind {
            EventKind::Tcp(TcpEvent::Opened(opened)) => {
                let connection = Sentence::new("story.title").with("number", event.at.connection.to_string());
                let title = format!("{}   {} → {}", page.tell(&connection), opened.client, opened.server);
                page.gap();
                page.line(page.strong(&title));
                page.gap();
            }
            EventKind::Tcp(TcpEvent::Ended(_)) => self.left(event.at, page),
            EventKind::WebSocket(WebSocketEvent::Frame(frame)) if frame.header.opcode.is_control() => {
                let what = page.tell(&teach::frame(&frame));
                self.said += 1;
                say(page, event.at, &[page.faint(&what)]);
            }
            _ => {}
        }
        if let Some(whole) = self.messages.observe(event) {
            self.said += 1;
            print(page, event.at, &whole);
        }
    }

    fn finish(&mut self, page: &mut Page<'_>, report: &mut Report) {
        if self.said == 0 && report.connections > 0 {
            page.line(page.tell(&Sentence::new("chat.nothing")));
        }
    }
}

impl Chat {
    /// The connection is over: what there is of messages that were not complete.
    fn left(&mut self, at: At, page: &mut Page<'_>) {
        for direction in Direction::BOTH {
            let payload = self.messages.take(at.connection, direction);
            if payload.is_empty() {
                continue;
            }
            self.said += 1;
            let room = room(page);
            let mut said = match std::str::from_utf8(&payload) {
                Ok(text) => lines(text, room),
                Err(_) => bytes(page, &payload, payload.len() as u64),
            };
            said.extend(faint(page, &[Sentence::new("chat.unfinished")]));
            say(page, At { direction, ..at }, &said);
        }
    }
}

/// A message: what it says, and below it what is to be known of it.
fn print(page: &mut Page<'_>, at: At, whole: &Whole) {
    let message = &whole.message;
    let length = message.said_length().unwrap_or(message.length);
    let mut said = match Shown::of(message.opcode, &whole.payload, !whole.is_truncated()) {
        _ if whole.payload.is_empty() => Vec::new(),
        Shown::Text(text) | Shown::Json(text) => lines(&text, room(page)),
        Shown::Bytes | Shown::Compressed => bytes(page, &whole.payload, length),
    };
    said.extend(faint(page, &notes(whole, at)));
    say(page, at, &said);
}

/// What is to be known of a message besides what it says.
fn notes(whole: &Whole, at: At) -> Vec<Sentence> {
    let message = &whole.message;
    let mut notes = Vec::new();
    if message.opcode != Opcode::Text || whole.payload.is_empty() {
        let sentence = Sentence::new("chat.kind").with("name", opcode_name(message.opcode));
        notes.push(sentence.with("bytes", Value::Bytes(message.said_length().unwrap_or(message.length))));
    }
    if message.compressed {
        notes.push(Sentence::new("screen.messages.compressed").with("bytes", Value::Bytes(message.length)));
    }
    notes.extend(teach::took(message, at));
    if !message.begun {
        notes.push(Sentence::new("chat.no-beginning"));
    }
    if message.missing > 0 {
        notes.push(Sentence::new("screen.messages.missing").with("bytes", Value::Bytes(message.missing)));
    }
    notes.extend(message.inflated.and_then(|inflated| inflated.unread).map(teach::unread));
    notes
}

/// What stands below a message, as lines that stand back.
fn faint(page: &Page<'_>, notes: &[Sentence]) -> Vec<String> {
    let notes: Vec<_> = notes.iter().map(|note| page.tell(note)).collect();
    let lines = if notes.is_empty() { Vec::new() } else { wrap(&notes.join(" · "), room(page)) };
    lines.iter().map(|line| page.faint(line)).collect()
}

/// The first bytes of what is no text, and how many there are besides.
fn bytes(page: &Page<'_>, payload: &[u8], length: u64) -> Vec<String> {
    let shown = payload.get(..DUMPED).unwrap_or(payload);
    let mut lines = dump(shown, room(page));
    let more = length.saturating_sub(shown.len() as u64);
    if more > 0 {
        lines.extend(faint(page, &[Sentence::new("chat.more").with("bytes", Value::Bytes(more))]));
    }
    lines
}

/// What a side is called.
fn role(page: &Page<'_>, direction: Direction) -> String {
    page.tell(&teach::role(direction))
}

/// Columns before what is said.
fn margin(page: &Page<'_>) -> usize {
    let who = Direction::BOTH.map(|direction| width(&role(page, direction)));
    page.clock.width() + who.into_iter().max().unwrap_or(0) + 6
}

/// Columns for what is said.
fn room(page: &Page<'_>) -> usize {
    let Some(room) = page.room() else { return usize::MAX };
    let beside = room.saturating_sub(margin(page));
    if beside < ROOM { room.saturating_sub(2) } else { beside }
}

/// Lines of one side.
fn say(page: &mut Page<'_>, at: At, said: &[String]) {
    let time = page.clock.show(at.time);
    let time = right(&time, page.clock.width());
    let before = format!("{time}  {} {}", arrow(at.direction), role(page, at.direction));
    let margin = margin(page);
    let before = page.paint(&left(&before, margin), Layer::WebSocket);
    let below = page.room().is_some_and(|room| room.saturating_sub(margin) < ROOM);
    let mut said = said.iter();
    match said.next() {
        Some(first) if !below => page.line(format!("{before}{first}")),
        first => {
            page.line(&before);
            if let Some(line) = first {
                page.line(format!("  {line}"));
            }
        }
    }
    let indent = spaces(if below { 2 } else { margin });
    said.for_each(|line| page.line(format!("{indent}{line}")));
}
