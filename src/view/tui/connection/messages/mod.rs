//! The messages of the connection, as a chat.

mod block;
mod flow;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::flow::Direction;
use crate::session::Protocol;
use crate::teach::{self, Language, Layer, Sentence, Value};
use crate::tell::{Body, Said, Shown, contains, spaces, width};
use crate::view::tui::action::Action;
use crate::view::tui::connection::words;
use crate::view::tui::look::{Look, Role};
use crate::view::tui::pane::{Context, Pane, Reply};
use block::{BAR, Block, Side};
use flow::{Flow, List};

/// Laid-out messages that are held; more than any screen shows at once.
const HELD_BLOCKS: usize = 512;

/// Columns that the chat takes at the most.
const MOST_COLUMNS: u16 = 140;

/// Rows from which on messages stand apart from one another.
const ROOM_FOR_GAPS: u16 = 36;

/// The messages of the connection, as a chat.
#[derive(Debug, Default)]
pub(super) struct MessagesPane {
    flow: Flow,
    blocks: Blocks,
    looked_for: String,
}

/// The messages near the screen, laid out.
#[derive(Debug, Default)]
struct Blocks {
    columns: usize,
    gap: usize,
    language: Language,
    held: HashMap<usize, Block>,
    unfolded: HashSet<usize>,
}

impl Blocks {
    fn resize(&mut self, area: Rect, language: Language) {
        let (columns, gap) = (usize::from(area.width), usize::from(area.height >= ROOM_FOR_GAPS));
        if (self.columns, self.gap, self.language) != (columns, gap, language) {
            (self.columns, self.gap, self.language) = (columns, gap, language);
            self.held.clear();
        }
    }

    fn get(&mut self, place: usize, context: &Context<'_>) -> Option<&Block> {
        if self.held.len() > HELD_BLOCKS {
            self.held.clear();
        }
        if !self.held.contains_key(&place) {
            let said = context.telling.transcript.said.get(place)?;
            let unfolded = self.unfolded.contains(&place);
            self.held.insert(place, Block::new(said, unfolded, (self.columns, self.gap), context));
        }
        self.held.get(&place)
    }

    fn fold(&mut self, place: usize, unfolded: bool) {
        if unfolded {
            self.unfolded.insert(place);
        } else {
            self.unfolded.remove(&place);
        }
        self.held.remove(&place);
    }
}

impl Pane for MessagesPane {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply {
        if self.with_list(context, |flow, list| flow.act(action, list)) {
            return self.select(context);
        }
        let place = self.flow.selected;
        let Some(said) = context.telling.transcript.said.get(place) else { return Reply::Ignored };
        let folds = self.blocks.get(place, context).is_some_and(|block| block.folds);
        let unfolded = self.blocks.unfolded.contains(&place);
        match action {
            Action::Right | Action::Open if folds && !unfolded => self.fold(true, context),
            Action::Left if folds && unfolded => self.fold(false, context),
            Action::Open => Reply::Show(said.packet),
            Action::Copy => copy(said),
            Action::GoTo(packet) => {
                let place = context.telling.transcript.said.near(packet, place);
                self.with_list(context, |flow, list| flow.select(place, list));
                self.select(context)
            }
            _ => Reply::Ignored,
        }
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool) {
        let area = centred(area.intersection(buffer.area));
        if area.is_empty() {
            return;
        }
        if context.telling.transcript.said.is_empty() {
            return draw_none(area, buffer, context);
        }
        let foot = u16::from(area.height > 4);
        let rows = area.height - foot;
        self.blocks.resize(area, context.look.language);
        self.with_list(context, |flow, list| flow.resize(usize::from(rows), list));
        let canvas =
            Canvas { area: Rect { height: rows, ..area }, look: context.look, looked_for: &self.looked_for };
        let (mut y, mut skip) = (area.y, self.flow.above);
        let mut place = self.flow.top;
        while y < canvas.area.bottom()
            && let Some(block) = self.blocks.get(place, context)
            && let Some(said) = context.telling.transcript.said.get(place)
        {
            let cursor = (place == self.flow.selected).then_some(focused);
            for line in skip..block.height() {
                if y < canvas.area.bottom() {
                    canvas.line(buffer, y, (said, block), line, cursor);
                }
                y = y.saturating_add(1);
            }
            (place, skip) = (place + 1, 0);
        }
        if foot > 0 {
            buffer.set_line(area.x, area.bottom() - 1, &totals(&self.flow, context), area.width);
        }
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Reply {
        let row = usize::from(at.y);
        let Some(place) = self.with_list(context, |flow, list| flow.at(row, list)) else {
            return Reply::Ignored;
        };
        if place == self.flow.selected && self.blocks.get(place, context).is_some_and(|block| block.folds) {
            let unfolded = self.blocks.unfolded.contains(&place);
            return self.fold(!unfolded, context);
        }
        self.with_list(context, |flow, list| flow.select(place, list));
        self.select(context)
    }

    fn grown(&mut self, context: &Context<'_>) {
        // The last message may be longer now.
        self.blocks.held.clear();
        self.selected(context);
    }

    fn selected(&mut self, context: &Context<'_>) {
        let place = context.telling.transcript.said.near(context.selected, self.flow.selected);
        if place != self.flow.selected {
            self.with_list(context, |flow, list| flow.select(place, list));
        }
    }

    fn find(&mut self, text: &str, forwards: bool, context: &Context<'_>) -> Option<Reply> {
        text.clone_into(&mut self.looked_for);
        let wanted = |said: &Said| contains(&said.payload, text);
        let place = context.telling.transcript.said.find(self.flow.selected, forwards, wanted)?;
        self.blocks.fold(place, true);
        let line = self
            .blocks
            .get(place, context)
            .and_then(|block| block.lines.iter().position(|(line, _)| contains(line.as_bytes(), text)));
        self.with_list(context, |flow, list| {
            flow.select(place, list);
            if let Some(line) = line {
                flow.show_line(line + 1, list);
            }
        });
        Some(self.select(context))
    }
}

impl MessagesPane {
    fn with_list<T>(&mut self, context: &Context<'_>, act: impl FnOnce(&mut Flow, &mut List<'_>) -> T) -> T {
        let blocks = &mut self.blocks;
        let mut height = |place: usize| blocks.get(place, context).map_or(1, Block::height);
        let length = context.telling.transcript.said.len();
        act(&mut self.flow, &mut List { length, height: &mut height })
    }

    fn select(&self, context: &Context<'_>) -> Reply {
        let said = context.telling.transcript.said.get(self.flow.selected);
        said.map_or(Reply::Done, |said| Reply::Select(said.packet))
    }

    fn fold(&mut self, unfolded: bool, context: &Context<'_>) -> Reply {
        let place = self.flow.selected;
        self.blocks.fold(place, unfolded);
        self.with_list(context, |flow, list| flow.select(place, list));
        Reply::Done
    }
}

/// A chat is not read across the whole width of a large screen.
fn centred(area: Rect) -> Rect {
    let width = area.width.min(MOST_COLUMNS);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

/// Where lines are drawn.
struct Canvas<'c> {
    area: Rect,
    look: Look,
    looked_for: &'c str,
}

impl Canvas<'_> {
    /// Draws a line of a block; `cursor` is whether the pane with the cursor on this block has the keys.
    fn line(
        &self,
        buffer: &mut Buffer,
        y: u16,
        (said, block): (&Said, &Block),
        line: usize,
        cursor: Option<bool>,
    ) {
        let columns = usize::from(self.area.width);
        let style = match (block.side, said.direction) {
            (Side::Middle, _) if matches!(said.body, Body::Close) => self.look.layer(Layer::WebSocket),
            (Side::Middle, _) => self.look.layer(Layer::KeepAlive),
            (_, direction) => self.look.role(words::sender(direction).1),
        };
        let before = match block.side {
            Side::Left => 0,
            Side::Middle => columns.saturating_sub(width(&block.heading) + BAR) / 2,
            Side::Right => columns.saturating_sub(block.width + 2 * BAR),
        };
        let mark = if cursor.is_some() { "▸ " } else { "  " };
        if line > block.lines.len() {
            return;
        }
        let spans = match (line.checked_sub(1).and_then(|line| block.lines.get(line)), block.side) {
            (None, Side::Middle) => {
                let space = before.saturating_sub(3).min(6);
                let dots = Span::styled("┈".repeat(space), self.look.role(Role::Line));
                let heading = Span::styled(format!(" {mark}{} ", block.heading), self.chosen(style, cursor));
                vec![Span::raw(spaces(before.saturating_sub(space + 1))), dots.clone(), heading, dots]
            }
            (None, _) => {
                let heading = Span::styled(block.heading.clone(), self.chosen(style, cursor));
                vec![Span::raw(spaces(before)), Span::raw(mark), heading]
            }
            (Some((text, role)), Side::Right) => {
                let mut spans = vec![Span::raw(spaces(before + BAR + block.width - block.widest))];
                spans.extend(self.text(text, *role));
                spans.push(Span::raw(spaces(block.widest.saturating_sub(width(text)) + 1)));
                spans.push(Span::styled(bar(cursor), style));
                spans
            }
            (Some((text, role)), _) => {
                let mut spans = vec![Span::styled(bar(cursor), style), Span::raw(" ")];
                spans.extend(self.text(text, *role));
                spans
            }
        };
        buffer.set_line(self.area.x, y, &Line::from(spans), self.area.width);
    }

    fn chosen(&self, style: Style, cursor: Option<bool>) -> Style {
        match cursor {
            Some(true) => style.patch(self.look.role(Role::Selected)),
            Some(false) => style.patch(self.look.role(Role::Marked)),
            None => style,
        }
    }

    /// The text, with what was looked for lit.
    fn text(&self, text: &str, role: Role) -> Vec<Span<'static>> {
        let (mut spans, mut rest) = (Vec::new(), text);
        while let Some(at) = position(rest, self.looked_for) {
            let (before, found) = rest.split_at_checked(at).unwrap_or((rest, ""));
            let (found, behind) = found.split_at_checked(self.looked_for.len()).unwrap_or((found, ""));
            spans.push(Span::styled(before.to_owned(), self.look.role(role)));
            spans.push(Span::styled(found.to_owned(), self.look.role(Role::Found)));
            rest = behind;
        }
        spans.push(Span::styled(rest.to_owned(), self.look.role(role)));
        spans
    }
}

/// Where a text is found, in any case of its ASCII letters.
fn position(text: &str, wanted: &str) -> Option<usize> {
    if wanted.is_empty() {
        return None;
    }
    text.as_bytes().windows(wanted.len()).position(|piece| piece.eq_ignore_ascii_case(wanted.as_bytes()))
}

fn bar(cursor: Option<bool>) -> &'static str {
    if cursor.is_some() { "┃" } else { "│" }
}

/// What is kept of the message: text as it was sent, bytes as hexadecimal digits.
fn copy(said: &Said) -> Reply {
    let (missing, not_kept) = said.not_here();
    let key = if missing + not_kept > 0 { "screen.messages.copy-start" } else { "screen.messages.copy" };
    let what =
        Sentence::new(key).with("packet", said.packet).with("bytes", Value::Bytes(said.payload.len() as u64));
    let text = match said.shown() {
        Shown::Text(_) | Shown::Json(_) => said.text(),
        Shown::Bytes | Shown::Compressed => words::hex(&said.payload),
    };
    Reply::Copy(what, text)
}

/// How many messages each side sent, and what is left out.
fn totals(flow: &Flow, context: &Context<'_>) -> Line<'static> {
    let (look, transcript) = (context.look, &context.telling.transcript);
    let messages = context.telling.summary.messages;
    let mut parts = vec![format!("{}/{}", flow.selected + 1, transcript.said.len())];
    for direction in Direction::BOTH {
        let count = Sentence::new("screen.messages.count").with("n", messages[direction]);
        parts.push(look.tell(&count.with("who", Sentence::new(words::sender(direction).0))));
        if let Some(ratio) = context.telling.summary.compression[direction].ratio() {
            parts.push(look.tell(&teach::smaller(ratio)));
        }
    }
    if transcript.said.left_out() > 0 {
        let left_out = Sentence::new("screen.messages.left-out").with("n", transcript.said.left_out());
        parts.push(look.tell(&left_out));
    }
    if transcript.not_kept > 0 {
        let not_kept = Sentence::new("screen.messages.cut").with("bytes", Value::Bytes(transcript.not_kept));
        parts.push(look.tell(&not_kept));
    }
    Line::styled(parts.join("   "), look.role(Role::Dim))
}

/// Why there are no messages.
fn draw_none(area: Rect, buffer: &mut Buffer, context: &Context<'_>) {
    let key = match context.telling.summary.protocol {
        Some(Protocol::Tls) => "screen.messages.sealed",
        Some(Protocol::WebSocket) => "screen.messages.silent",
        _ => "screen.messages.none",
    };
    words::draw_paragraph(&context.look.say(key), area, buffer, context.look);
}
