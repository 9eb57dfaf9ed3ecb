//! The bytes of the packet: offset, hexadecimal, ASCII, the selected field's lit up.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::view::tui::look::{Look, Role};

/// The dump, and which part of it is shown.
#[derive(Debug, Default)]
pub(super) struct Hex {
    /// Bytes in a line.
    per_line: usize,
    /// The first line that is shown.
    top: usize,
    /// Where it was drawn.
    area: Rect,
}

/// Columns of the offset and the space behind it.
const OFFSET: usize = 6;

/// Columns that a dump with so many bytes in a line takes.
pub(super) const fn columns(per_line: usize) -> usize {
    // A wider gap stands behind every eight bytes.
    OFFSET + per_line * 3 + per_line / 8 + per_line
}

/// The most bytes in a line that fit, if any do.
pub(super) fn per_line(width: usize) -> Option<usize> {
    [16, 8, 4].into_iter().find(|per_line| columns(*per_line) <= width)
}

/// Lines that so many bytes take.
pub(super) fn lines(bytes: usize, width: usize) -> u16 {
    let lines = per_line(width).map_or(0, |per_line| bytes.div_ceil(per_line));
    u16::try_from(lines).unwrap_or(u16::MAX)
}

impl Hex {
    /// Draws the lines around the lit bytes.
    pub(super) fn draw(
        &mut self,
        area: Rect,
        buffer: &mut Buffer,
        look: Look,
        bytes: &[u8],
        lit: &Range<usize>,
    ) {
        self.area = area;
        self.per_line = per_line(area.width.into()).unwrap_or(0);
        if self.per_line == 0 {
            return;
        }
        self.scroll(bytes.len(), lit);
        let rows = bytes.chunks(self.per_line).enumerate().skip(self.top).take(area.height.into());
        for ((index, line), y) in rows.zip(area.y..) {
            let start = index * self.per_line;
            let offset = format!("{start:04x}");
            buffer.set_stringn(area.x, y, &offset, area.width.into(), look.role(Role::Dim));
            for (column, byte) in line.iter().enumerate() {
                let inside = lit.contains(&(start + column));
                let joined = inside && lit.contains(&(start + column + 1)) && column + 1 < line.len();
                let style = look.role(if inside { Role::Lit } else { Role::Plain });
                let x = area.x + hex_column(column);
                let wide = if self.gap_behind(column) { 2 } else { 1 };
                let pair = format!("{byte:02x}{}", " ".repeat(if joined { wide } else { 0 }));
                buffer.set_stringn(x, y, pair, 4, style);
                let shown = if (0x20..0x7f).contains(byte) { char::from(*byte) } else { '.' };
                let x = area.x + self.ascii_column(column);
                buffer.set_stringn(x, y, shown.to_string(), 1, style);
            }
        }
    }

    /// The byte at a place of the area in which the pane was drawn last.
    pub(super) fn byte_at(&self, at: Position) -> Option<usize> {
        if self.per_line == 0 || !self.area.contains(at) {
            return None;
        }
        let line = self.top + usize::from(at.y - self.area.y);
        let x = at.x - self.area.x;
        let hex = |column: usize| (hex_column(column)..hex_column(column) + 2).contains(&x);
        let column = (0..self.per_line).find(|column| hex(*column) || self.ascii_column(*column) == x)?;
        Some(line * self.per_line + column)
    }

    /// Scrolls as little as shows the lit bytes, the first of them at any rate.
    fn scroll(&mut self, length: usize, lit: &Range<usize>) {
        let height = usize::from(self.area.height).max(1);
        let lines = length.div_ceil(self.per_line);
        if !lit.is_empty() {
            let (first, last) = (lit.start / self.per_line, (lit.end - 1) / self.per_line);
            self.top = self.top.max((last + 1).saturating_sub(height)).min(first);
        }
        self.top = self.top.min(lines.saturating_sub(height));
    }

    fn gap_behind(&self, column: usize) -> bool {
        column % 8 == 7 && column + 1 < self.per_line
    }

    fn ascii_column(&self, column: usize) -> u16 {
        (OFFSET + self.per_line * 3 + self.per_line / 8 + column) as u16
    }
}

/// The column of a byte's two digits.
fn hex_column(column: usize) -> u16 {
    (OFFSET + column * 3 + column / 8) as u16
}
