//! The frames of the connection, one line each.

mod columns;
mod payload;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::flow::Direction;
use crate::protocol::frame::Opcode;
use crate::session::Protocol;
use crate::teach::{Sentence, Value, opcode_name};
use crate::tell::{FrameLine, arrow, contains};
use crate::view::tui::action::Action;
use crate::view::tui::connection::words;
use crate::view::tui::look::Role;
use crate::view::tui::pane::{Context, Pane, Reply};
use crate::view::tui::scroll::Scroll;
use columns::Columns;

/// Rows from which on there is room for more than the table.
const ROOM_FOR_FOOT: u16 = 6;

/// The frames of the connection, one line each.
#[derive(Debug, Default)]
pub(super) struct FramesPane {
    scroll: Scroll,
}

impl Pane for FramesPane {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply {
        let lines = &context.telling.frames.lines;
        if self.scroll.act(action, lines.len()) {
            return self.select(context);
        }
        let Some(line) = lines.get(self.scroll.selected) else { return Reply::Ignored };
        match action {
            Action::Open => Reply::Show(line.packet),
            Action::Copy => copy(line),
            Action::GoTo(packet) => {
                self.scroll.select(lines.near(packet, self.scroll.selected), lines.len());
                self.select(context)
            }
            _ => Reply::Ignored,
        }
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool) {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let lines = &context.telling.frames.lines;
        if lines.is_empty() {
            return draw_none(area, buffer, context);
        }
        let columns = Columns::new(usize::from(area.width), context);
        let title = columns.titles(context.look);
        buffer.set_line(area.x, area.y, &title, area.width);
        let foot = if area.height >= ROOM_FOR_FOOT { 2 } else { 0 };
        let rows = area.height.saturating_sub(1 + foot);
        let window = self.scroll.window(usize::from(rows), lines.len());
        for (y, place) in (area.y + 1..).zip(window) {
            let Some(line) = lines.get(place) else { break };
            let selected = place == self.scroll.selected;
            buffer.set_line(area.x, y, &columns.row(line, selected, context), area.width);
            if selected {
                let role = if focused { Role::Selected } else { Role::Marked };
                buffer.set_style(Rect { y, height: 1, ..area }, context.look.role(role));
            }
        }
        if foot > 0 {
            let y = area.bottom() - foot;
            if let Some(line) = lines.get(self.scroll.selected) {
                let place = Span::raw(format!("{}/{}  ", self.scroll.selected + 1, lines.len()));
                let mut spans = vec![place];
                spans.extend(payload::detail(line, context.look));
                buffer.set_line(area.x, y, &Line::from(spans), area.width);
            }
            let (all, kinds) = (totals(context, false), totals(context, true));
            let fits = kinds.width() <= usize::from(area.width);
            buffer.set_line(area.x, y + 1, if fits { &kinds } else { &all }, area.width);
        }
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Reply {
        let lines = &context.telling.frames.lines;
        let Some(row) = at.y.checked_sub(1).map(|row| self.scroll.row_at(row)) else {
            return Reply::Ignored;
        };
        if row >= lines.len() {
            return Reply::Ignored;
        }
        self.scroll.select(row, lines.len());
        self.select(context)
    }

    fn grown(&mut self, context: &Context<'_>) {
        self.selected(context);
    }

    fn selected(&mut self, context: &Context<'_>) {
        let lines = &context.telling.frames.lines;
        self.scroll.select(lines.near(context.selected, self.scroll.selected), lines.len());
    }

    fn find(&mut self, text: &str, forwards: bool, context: &Context<'_>) -> Option<Reply> {
        let lines = &context.telling.frames.lines;
        let wanted = |line: &FrameLine| line.is_read() && contains(&line.payload, text);
        let place = lines.find(self.scroll.selected, forwards, wanted)?;
        self.scroll.select(place, lines.len());
        Some(self.select(context))
    }
}

impl FramesPane {
    fn select(&self, context: &Context<'_>) -> Reply {
        let line = context.telling.frames.lines.get(self.scroll.selected);
        line.map_or(Reply::Done, |line| Reply::Select(line.packet))
    }
}

/// The payload as text, or as hexadecimal digits.
fn copy(line: &FrameLine) -> Reply {
    let key = if line.not_kept() > 0 { "screen.frames.copy-start" } else { "screen.frames.copy" };
    let what =
        Sentence::new(key).with("packet", line.packet).with("bytes", Value::Bytes(line.payload.len() as u64));
    let text = line.text().unwrap_or_else(|| words::hex(&line.payload));
    Reply::Copy(what, text)
}

/// How many frames each side sent, of which kinds where there is room, and what is left out.
fn totals(context: &Context<'_>, with_kinds: bool) -> Line<'static> {
    let (look, frames) = (context.look, &context.telling.frames);
    let mut spans = Vec::new();
    for direction in Direction::BOTH {
        let (who, role) = words::sender(direction);
        let counts = frames.opcodes[direction];
        let total = counts.iter().sum::<u64>();
        spans.push(Span::styled(format!("{} {} ", look.say(who), arrow(direction)), look.role(role)));
        let all = Sentence::new("screen.frames.count").with("n", total);
        spans.push(Span::raw(look.tell(&all)));
        let kinds: Vec<_> = (0_u8..)
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(|(bits, count)| format!("{count} {}", opcode_name(Opcode::from_bits(bits))))
            .collect();
        if with_kinds && !kinds.is_empty() {
            spans.push(Span::styled(format!(" ({})", kinds.join(", ")), look.role(Role::Dim)));
        }
        spans.push(Span::raw("   "));
    }
    if frames.lines.left_out() > 0 {
        let left_out = Sentence::new("screen.frames.left-out").with("n", frames.lines.left_out());
        spans.push(Span::styled(look.tell(&left_out), look.role(Role::Warning)));
    }
    Line::from(spans)
}

/// Why there are no frames.
fn draw_none(area: Rect, buffer: &mut Buffer, context: &Context<'_>) {
    let key = match context.telling.summary.protocol {
        Some(Protocol::Tls) => "screen.frames.sealed",
        Some(Protocol::WebSocket) => "screen.frames.silent",
        _ => "screen.frames.none",
    };
    words::draw_paragraph(&context.look.say(key), area, buffer, context.look);
}
