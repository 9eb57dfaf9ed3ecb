//! A message in lines of a width: a heading, its text, and what is to be known of it.

use crate::flow::Direction;
use crate::protocol::frame::Opcode;
use crate::teach::{self, Sentence, Value, opcode_name};
use crate::tell::{Body, Said, Shown, arrow, cut, dump, lines, safe, width, wrap};
use crate::view::tui::connection::words;
use crate::view::tui::look::{Look, Role};
use crate::view::tui::pane::Context;

/// Lines of a long message that are shown before it is unfolded.
const FOLDED: usize = 6;

/// Columns of the mark before a heading, or of the bar beside a text.
pub(super) const BAR: usize = 2;

/// Columns from which on the two sides of the chat stand apart.
const ROOM_FOR_SIDES: usize = 64;

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// On the left, with a bar on its left.
    Left,
    /// On the right, with a bar on its right.
    Right,
    /// In the middle: it is no message.
    Middle,
}

/// A message or a control frame, as it is drawn.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) side: Side,
    pub(super) heading: String,
    pub(super) lines: Vec<(String, Role)>,
    /// Columns of the heading or of the longest line.
    pub(super) width: usize,
    /// Columns of the longest line below the heading.
    pub(super) widest: usize,
    /// Empty lines below it, where there is room for them.
    pub(super) gap: usize,
    /// Whether there is more or less to show.
    pub(super) folds: bool,
}

impl Block {
    /// Lays something out for a pane of that width.
    pub(super) fn new(
        said: &Said,
        unfolded: bool,
        (columns, gap): (usize, usize),
        context: &Context<'_>,
    ) -> Self {
        let apart = columns >= ROOM_FOR_SIDES;
        let side = match (&said.body, said.direction) {
            (Body::Message { .. }, Direction::ToClient) if apart => Side::Right,
            (Body::Message { .. }, _) => Side::Left,
            _ => Side::Middle,
        };
        let room = if apart { columns * 3 / 4 } else { columns }.saturating_sub(BAR + 1);
        let heading = heading(said, columns.saturating_sub(2 * BAR), context);
        let mut lines = Vec::new();
        let mut folds = false;
        if let Body::Message { missing, unfinished, .. } = said.body {
            lines = text(said, room, context);
            // One line more costs no more than saying that there is one.
            folds = lines.len() > FOLDED + 1;
            if folds && !unfolded {
                let more = Sentence::new("screen.messages.more").with("n", (lines.len() - FOLDED) as u64);
                lines.truncate(FOLDED);
                lines.shrink_to_fit();
                lines.push((context.look.tell(&more), Role::Key));
            }
            lines.extend(notes(said, missing, unfinished, context));
        }
        let widest = lines.iter().map(|(line, _)| width(line)).max().unwrap_or(0);
        let widest = widest.min(room);
        let width = widest.max(width(&heading));
        let gap = if side == Side::Middle { 0 } else { gap };
        Self { side, heading, lines, width, widest, gap, folds }
    }

    /// Lines that it takes.
    pub(super) fn height(&self) -> usize {
        1 + self.lines.len() + self.gap
    }
}

/// Who says what, when; what stands at the end falls away where room is short.
fn heading(said: &Said, room: usize, context: &Context<'_>) -> String {
    let look = context.look;
    let who = look.say(words::sender(said.direction).0);
    let mut parts = match &said.body {
        Body::Message { frames, compressed, inflated, .. } => {
            let mut parts = vec![format!("{who} {} {}", arrow(said.direction), opcode_name(said.opcode))];
            let length = inflated.map_or(said.length, |inflated| inflated.length);
            parts
                .push(look.tell(&Sentence::new("screen.messages.bytes").with("bytes", Value::Bytes(length))));
            if *frames > 1 {
                let frames = Sentence::new("screen.messages.frames").with("n", *frames);
                parts.push(look.tell(&frames.with("time", said.time.since(said.first_time))));
            }
            if *compressed {
                let compressed = Sentence::new("screen.messages.compressed");
                parts.push(look.tell(&compressed.with("bytes", Value::Bytes(said.length))));
            }
            parts
        }
        Body::Beat(beat) => {
            let mut parts = vec![format!("{who} {} {}", arrow(said.direction), control(said, look))];
            parts.push(look.tell(&words::beat(*beat).0));
            parts
        }
        Body::Close => vec![format!("{who} {} {}", arrow(said.direction), control(said, look))],
    };
    parts.push(look.tell(&Sentence::new("screen.messages.packet").with("packet", said.packet)));
    parts.push(context.time(said.time));
    while parts.len() > 1 && width(&parts.join(" · ")) > room {
        parts.pop();
    }
    cut(&parts.join(" · "), room)
}

/// A control frame in a few words.
fn control(said: &Said, look: Look) -> String {
    let name = opcode_name(said.opcode);
    match std::str::from_utf8(&said.payload) {
        _ if said.opcode == Opcode::Close => format!("{name} {}", words::close(&said.payload, look)),
        _ if said.payload.is_empty() => name,
        Ok(text) if !text.contains(char::is_control) => format!("{name} \"{}\"", safe(text)),
        _ => format!("{name} {}", words::hex(&said.payload)),
    }
}

/// The text of a message, or its bytes.
fn text(said: &Said, room: usize, context: &Context<'_>) -> Vec<(String, Role)> {
    let plain = |lines: Vec<String>| lines.into_iter().map(|line| (line, Role::Plain)).collect();
    match said.shown() {
        Shown::Text(text) if text.is_empty() => Vec::new(),
        Shown::Text(text) | Shown::Json(text) => plain(lines(&text, room)),
        Shown::Bytes => plain(dump(&said.payload, room)),
        Shown::Compressed => {
            let lines = wrap(&context.look.say("screen.messages.not-inflated"), room);
            lines.into_iter().map(|line| (line, Role::Dim)).collect()
        }
    }
}

/// What is not there.
fn notes(said: &Said, missing: u64, unfinished: bool, context: &Context<'_>) -> Vec<(String, Role)> {
    let look = context.look;
    let mut notes = Vec::new();
    if missing > 0 {
        let key = if unfinished { "screen.messages.unfinished" } else { "screen.messages.missing" };
        notes.push((look.tell(&Sentence::new(key).with("bytes", Value::Bytes(missing))), Role::Bad));
    }
    if let Body::Message { inflated: Some(inflated), .. } = said.body
        && let Some(unread) = inflated.unread
    {
        notes.push((look.tell(&teach::unread(unread)), Role::Warning));
    }
    let (_, not_kept) = said.not_here();
    if not_kept > 0 {
        let sentence = Sentence::new("screen.messages.not-kept").with("bytes", Value::Bytes(not_kept));
        notes.push((look.tell(&sentence), Role::Warning));
    }
    notes
}
