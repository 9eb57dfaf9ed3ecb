//! The help: the table of keys, in words.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};

use super::keys::{Binding, Group, TABLE, written};
use super::look::{Look, Role};
use super::scroll::Scroll;
use crate::teach::Language;
use crate::tell::{cut, left, width, wrap};

/// A line of the help.
enum Line {
    /// A heading.
    Group(String),
    /// Keys, and what they do.
    Keys(String, String),
}

/// The most columns to which keys are filled up, so that what they do stands below each other.
const KEYS: usize = 18;

/// Everything the help says.
fn lines(look: Look) -> Vec<Line> {
    let mut lines = Vec::new();
    for group in Group::ALL {
        lines.push(Line::Group(look.say(group.title())));
        let mut rows = TABLE.iter().filter(|row| row.group == group).peekable();
        while let Some(row) = rows.next() {
            let mut keys = keys_of(row);
            // Keys that do the same kind of thing share a line.
            while let Some(next) = rows.next_if(|next| next.help == row.help) {
                keys.push_str("  ");
                keys.push_str(&keys_of(next));
            }
            lines.push(Line::Keys(keys, look.say(row.help)));
        }
    }
    lines
}

fn keys_of(row: &Binding) -> String {
    let keys: Vec<_> = row.keys.iter().map(|keys| written(keys)).collect();
    keys.join("  ")
}

/// The table of keys as the README shows it.
#[must_use]
pub fn markdown(language: Language) -> String {
    let lines = lines(Look { language, ..Look::default() });
    let lines = lines.into_iter().map(|line| match line {
        Line::Group(title) => format!("\n**{title}**\n\n| | |\n|---|---|\n"),
        Line::Keys(keys, help) => {
            let keys: Vec<_> = keys.split("  ").map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
            format!("| {} | {help} |\n", keys.join(" "))
        }
    });
    lines.collect::<Vec<_>>().concat()
}

/// Draws the help over the screen, from the line with the cursor on.
pub(super) fn draw(area: Rect, buffer: &mut Buffer, look: Look, scroll: &mut Scroll) {
    let inside = area.inner(Margin::new(2, 1));
    for y in inside.top()..inside.bottom() {
        let blank = " ".repeat(usize::from(inside.width));
        buffer.set_stringn(inside.x, y, blank, usize::from(inside.width), look.role(Role::Plain));
    }
    frame(inside, buffer, look);
    let inside = inside.inner(Margin::new(2, 1));
    let room = usize::from(inside.width);
    let rows = rows(look, room);
    let height = usize::from(inside.height);
    scroll.window(height, rows.len());
    // The cursor is the first line shown.
    scroll.select(scroll.selected.min(rows.len().saturating_sub(height)), rows.len());
    for (y, (keys, text)) in (inside.y..inside.bottom()).zip(rows.iter().skip(scroll.selected)) {
        let role = if keys.is_empty() { Role::Title } else { Role::Plain };
        let (x, _) = buffer.set_stringn(inside.x, y, cut(keys, room), room, look.role(Role::Key));
        let room = usize::from(inside.right().saturating_sub(x));
        buffer.set_stringn(x, y, cut(text, room), room, look.role(role));
    }
}

/// The lines as they are shown in so many columns: keys, and what they do, as many lines as that takes.
fn rows(look: Look, room: usize) -> Vec<(String, String)> {
    let lines = lines(look);
    let columns = lines.iter().filter_map(|line| match line {
        Line::Keys(keys, _) => Some(width(keys)).filter(|width| *width <= KEYS),
        Line::Group(_) => None,
    });
    let columns = columns.max().unwrap_or(0);
    let mut rows = Vec::new();
    for line in lines {
        match line {
            Line::Group(title) => rows.push((String::new(), title)),
            Line::Keys(keys, help) => {
                let mut keys = format!("  {}  ", left(&keys, columns));
                for text in wrap(&help, room.saturating_sub(width(&keys)).max(1)) {
                    let blank = left("", width(&keys));
                    rows.push((std::mem::replace(&mut keys, blank), text));
                }
            }
        }
    }
    rows
}

/// Draws a frame with the help's title.
fn frame(area: Rect, buffer: &mut Buffer, look: Look) {
    let style = look.role(Role::ActiveLine);
    let (Some(right), Some(bottom)) = (area.right().checked_sub(1), area.bottom().checked_sub(1)) else {
        return;
    };
    for at in area.positions() {
        let symbol = match (at.x == area.x, at.x == right, at.y == area.y, at.y == bottom) {
            (true, _, true, _) => "┌",
            (_, true, true, _) => "┐",
            (true, _, _, true) => "└",
            (_, true, _, true) => "┘",
            (true, ..) | (_, true, ..) => "│",
            (_, _, true, _) | (.., true) => "─",
            _ => continue,
        };
        if let Some(cell) = buffer.cell_mut(at) {
            cell.set_symbol(symbol).set_style(style);
        }
    }
    let room = usize::from(area.width.saturating_sub(4));
    buffer.set_stringn(area.x + 2, area.y, cut(&format!(" {} ", look.say("screen.help")), room), room, style);
}
