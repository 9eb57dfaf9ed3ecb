//! A page of text of which some lines lead to packets.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tell::{width, wrap};
use crate::view::tui::look::{Look, Role};

/// A page that is longer than the screen, maybe; it has a bounded number of rows.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) rows: Vec<Row>,
    pub(super) stops: Vec<Stop>,
    pub(super) parts: Vec<Part>,
    /// Whether two pages stand side by side in it.
    two: bool,
}

/// A row: pieces of text, each at its column.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pieces: Vec<(u16, String, Style)>,
}

/// A row, or a part of one, that leads to a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) row: usize,
    pub(super) left: u16,
    pub(super) width: u16,
    pub(super) packet: u64,
}

/// Where a part of the page begins, and its name in short.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) row: usize,
    pub(super) name: String,
}

impl Row {
    /// The row with a piece of text more.
    pub(super) fn with(mut self, column: usize, text: impl Into<String>, style: Style) -> Self {
        self.pieces.push((u16::try_from(column).unwrap_or(u16::MAX), text.into(), style));
        self
    }

    /// Draws it from the left edge of an area on, in the area's row `y`, and nowhere else.
    pub(super) fn draw(&self, area: Rect, y: u16, buffer: &mut Buffer) {
        if y >= area.height {
            return;
        }
        for (column, text, style) in self.pieces.iter().filter(|(column, ..)| *column < area.width) {
            let room = usize::from(area.width - column);
            buffer.set_stringn(area.x + column, area.y + y, text, room, *style);
        }
    }

    fn moved(self, columns: u16) -> impl Iterator<Item = (u16, String, Style)> {
        self.pieces
            .into_iter()
            .map(move |(column, text, style)| (column.saturating_add(columns), text, style))
    }
}

impl Page {
    /// Adds a row.
    pub(super) fn row(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Adds an empty row.
    pub(super) fn gap(&mut self) {
        self.rows.push(Row::default());
    }

    /// Adds a row that leads to a packet, from a column on for some columns.
    pub(super) fn stop(&mut self, row: Row, packet: u64, left: usize, width: usize) {
        let (left, width) = (u16::try_from(left).unwrap_or(0), u16::try_from(width).unwrap_or(u16::MAX));
        self.stops.push(Stop { row: self.rows.len(), left, width, packet });
        self.rows.push(row);
    }

    /// Begins a part with its heading: a line across the page with the title in it.
    pub(super) fn part(&mut self, look: Look, title: &str, name: String, columns: usize) {
        self.parts.push(Part { row: self.rows.len(), name });
        let rest = columns.saturating_sub(width(title) + 4);
        let line = look.role(Role::Line);
        let row = Row::default().with(0, "──", line).with(3, title, look.role(Role::Title));
        self.row(row.with(width(title) + 4, "─".repeat(rest), line));
    }

    /// Adds text, wrapped, from a column on.
    pub(super) fn text(&mut self, text: &str, left: usize, columns: usize, style: Style) {
        if text.is_empty() {
            return;
        }
        for line in wrap(text, columns.saturating_sub(left)) {
            self.row(Row::default().with(left, line, style));
        }
    }

    /// The part that goes on in a row of `rows`, and how many rows of it are left from there on. Of two
    /// pages side by side it can't be said.
    pub(super) fn cut(&self, from: usize, rows: usize) -> Option<(&Part, usize)> {
        let part = self.parts.iter().rfind(|part| part.row < from).filter(|_| !self.two)?;
        // An empty row stands before the next part.
        let next = self.parts.iter().find(|part| part.row >= from);
        let left = next.map_or(rows, |next| next.row.saturating_sub(1)).saturating_sub(from);
        (left > 0).then_some((part, left))
    }

    /// The page with another below it.
    pub(super) fn above(mut self, below: Self) -> Self {
        let rows = self.rows.len();
        self.two |= below.two;
        self.rows.extend(below.rows);
        self.stops.extend(below.stops.into_iter().map(|stop| Stop { row: stop.row + rows, ..stop }));
        self.parts.extend(below.parts.into_iter().map(|part| Part { row: part.row + rows, ..part }));
        self
    }

    /// The page with another on its right, from a column on.
    pub(super) fn beside(mut self, right: Self, column: usize) -> Self {
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        self.two = true;
        self.rows.resize(self.rows.len().max(right.rows.len()), Row::default());
        for (row, moved) in self.rows.iter_mut().zip(right.rows) {
            row.pieces.extend(moved.moved(column));
        }
        let moved = |stop: Stop| Stop { left: stop.left.saturating_add(column), ..stop };
        self.stops.extend(right.stops.into_iter().map(moved));
        self.parts.extend(right.parts);
        self.parts.sort_by_key(|part| part.row);
        self
    }
}
