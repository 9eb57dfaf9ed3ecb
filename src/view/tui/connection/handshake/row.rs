//! The rows of the page: pieces of text, what they copy, and the packet that they speak of.

use crate::tell::{width, wrap};
use crate::view::tui::look::Role;

/// A row, of one cell or of two side by side.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) left: Cell,
    pub(super) right: Option<Cell>,
}

/// Pieces of text.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) pieces: Vec<(String, Role)>,
    /// What goes to the clipboard.
    pub(super) copy: String,
    /// The packet that it speaks of.
    pub(super) packet: Option<u64>,
}

impl From<Cell> for Row {
    fn from(left: Cell) -> Self {
        Self { left, right: None }
    }
}

impl Row {
    /// Whether there is something on both sides.
    pub(super) fn has_two(&self) -> bool {
        !self.left.pieces.is_empty() && self.right.as_ref().is_some_and(|right| !right.pieces.is_empty())
    }

    /// Whether the cursor is on the right: where it was put, or where there is something.
    pub(super) fn is_on_right(&self, wanted: bool) -> bool {
        self.right.as_ref().is_some_and(|right| !right.pieces.is_empty())
            && (wanted || self.left.pieces.is_empty())
    }

    /// The cell with the cursor.
    pub(super) fn cell(&self, right: bool) -> &Cell {
        self.right.as_ref().filter(|_| self.is_on_right(right)).unwrap_or(&self.left)
    }
}

impl Cell {
    /// One piece.
    pub(super) fn new(text: String, role: Role) -> Self {
        Self { copy: text.clone(), pieces: vec![(text, role)], packet: None }
    }

    /// The same, of a packet.
    pub(super) fn of(self, packet: Option<u64>) -> Self {
        Self { packet, ..self }
    }

    /// The same, with another thing to copy.
    pub(super) fn copying(self, copy: &str) -> Self {
        Self { copy: copy.to_owned(), ..self }
    }

    /// What it shows.
    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// A heading.
pub(super) fn heading(text: String) -> [Row; 2] {
    [Row::default(), Cell::new(text, Role::Title).into()]
}

/// A paragraph.
pub(super) fn paragraph(text: &str, role: Role, room: usize) -> impl Iterator<Item = Row> {
    wrap(text, room)
        .into_iter()
        .map(move |line| Cell::new(line, role).copying(text).into())
        .collect::<Vec<_>>()
        .into_iter()
}

/// A label and a value behind it, in as many lines as the value takes.
pub(super) fn labelled(label: &str, value: &str, role: Role, (indent, room): (usize, usize)) -> Vec<Cell> {
    let lines = wrap(value, room.saturating_sub(indent));
    let lines = lines.into_iter().enumerate().map(|(index, line)| {
        let label = if index == 0 { label } else { "" };
        let space = " ".repeat(indent.saturating_sub(width(label)).max(usize::from(!label.is_empty())));
        let pieces = vec![(label.to_owned(), Role::Dim), (space, Role::Plain), (line, role)];
        Cell { pieces, copy: value.to_owned(), packet: None }
    });
    lines.collect()
}
