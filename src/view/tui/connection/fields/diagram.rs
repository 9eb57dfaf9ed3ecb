//! A header as the RFCs draw it: 32 bits a row, with the values of this packet.

use ratatui::text::{Line, Span};

use super::text;
use crate::tell::{Field, FieldName, cut, spaces, width};
use crate::view::tui::look::{Look, Role};

/// Bits of a row.
const ROW: usize = 32;
/// Columns of a diagram: two for each bit, and the last border.
pub(super) const COLUMNS: usize = 2 * ROW + 1;
/// Full rows that one field takes at most: the rest of a payload or of options is left out.
const MOST_ROWS: usize = 2;

/// A field in one row.
struct Cell<'a> {
    field: &'a Field,
    bits: usize,
    /// Whether the field's value stands in this cell; a field that goes on in the next row has several.
    speaks: bool,
    lit: bool,
}

/// The lines of a diagram of the fields in `header`; the cells of `selected` are lit.
pub(super) fn lines(header: &Field, selected: Option<&Field>, look: Look) -> Vec<Line<'static>> {
    let rows = rows(header, selected);
    let mut lines = ruler(look);
    let mut above: &[Cell<'_>] = &[];
    for row in &rows {
        lines.push(border(above, row, look));
        lines.extend(contents(row, look));
        above = row;
    }
    lines.push(border(above, &[], look));
    lines
}

/// The fields that have a cell: the smallest ones.
fn leaves(header: &Field) -> Vec<&Field> {
    let has_bits = |field: &Field| field.children.iter().any(|child| child.bits.is_some());
    let leaf = |field: &'_ Field| has_bits(field);
    header
        .children
        .iter()
        .flat_map(|field| if leaf(field) { field.children.iter().collect() } else { vec![field] })
        .collect()
}

fn rows<'a>(header: &'a Field, selected: Option<&Field>) -> Vec<Vec<Cell<'a>>> {
    let mut rows: Vec<Vec<Cell<'a>>> = vec![Vec::new()];
    let mut room = ROW;
    for field in leaves(header) {
        let lit = selected.is_some_and(|selected| {
            let below = |other: &Field| {
                std::ptr::eq(other, field) || other.children.iter().any(|c| std::ptr::eq(c, field))
            };
            !std::ptr::eq(selected, header)
                && (below(selected) || field.children.iter().any(|c| std::ptr::eq(c, selected)))
        });
        let mut left = match &field.bits {
            Some(bits) => usize::from(bits.end - bits.start),
            None => (field.range.len() * 8).min(room % ROW + MOST_ROWS * ROW),
        };
        let mut parts = Vec::new();
        while left > 0 {
            let bits = left.min(room);
            parts.push(bits);
            (left, room) = (left - bits, room - bits);
            if room == 0 {
                room = ROW;
            }
        }
        let largest = parts.iter().copied().max().unwrap_or(0);
        let speaker = parts.iter().position(|bits| *bits == largest);
        for (index, bits) in parts.into_iter().enumerate() {
            let full = rows.last().is_some_and(|row| row.iter().map(|cell| cell.bits).sum::<usize>() == ROW);
            if full {
                rows.push(Vec::new());
            }
            if let Some(row) = rows.last_mut() {
                row.push(Cell { field, bits, speaks: speaker == Some(index), lit });
            }
        }
    }
    rows
}

/// The numbers of the bits.
fn ruler(look: Look) -> Vec<Line<'static>> {
    let digits = |digit: &dyn Fn(usize) -> String| {
        let digits: Vec<_> = (0..ROW).map(digit).collect();
        Line::styled(format!(" {}", digits.join(" ")), look.role(Role::Dim))
    };
    let tens = |bit: usize| if bit.is_multiple_of(10) { (bit / 10).to_string() } else { " ".to_owned() };
    vec![digits(&tens), digits(&|bit| (bit % 10).to_string())]
}

/// Where the borders of a row stand.
fn edges(row: &[Cell<'_>]) -> Vec<usize> {
    let mut edges = vec![0];
    let mut at = 0;
    for cell in row {
        at += 2 * cell.bits;
        edges.push(at);
    }
    if row.is_empty() { Vec::new() } else { edges }
}

/// The line between two rows.
fn border(above: &[Cell<'_>], below: &[Cell<'_>], look: Look) -> Line<'static> {
    let (up, down) = (edges(above), edges(below));
    let end = up.iter().chain(&down).copied().max().unwrap_or(0);
    let text: String = (0..=end)
        .map(|column| {
            let (up, down) = (up.contains(&column), down.contains(&column));
            match (column == 0, column == end, up, down) {
                (true, _, false, _) => '┌',
                (true, _, _, false) => '└',
                (true, ..) => '├',
                (_, true, false, _) => '┐',
                (_, true, _, false) => '┘',
                (_, true, ..) => '┤',
                (_, _, true, true) => '┼',
                (_, _, true, false) => '┴',
                (_, _, false, true) => '┬',
                _ => '─',
            }
        })
        .collect();
    Line::styled(text, look.role(Role::Line))
}

fn contents(row: &[Cell<'_>], look: Look) -> Vec<Line<'static>> {
    let texts: Vec<_> = row.iter().map(|cell| cell_text(cell, look)).collect();
    let height = texts.iter().map(Vec::len).max().unwrap_or(1);
    let line = |index: usize| {
        let mut spans = vec![Span::styled("│", look.role(Role::Line))];
        for (cell, text) in row.iter().zip(&texts) {
            let own = if cell.bits == 1 { letter(text, index, height) } else { middle(text, index, height) };
            let style = look.role(if cell.lit { Role::Lit } else { Role::Plain });
            spans.push(Span::styled(centred(own, 2 * cell.bits - 1), style));
            spans.push(Span::styled("│", look.role(Role::Line)));
        }
        Line::from(spans)
    };
    (0..height).map(line).collect()
}

/// Line `index` of a text that stands in the middle of a cell's height.
fn middle(text: &[String], index: usize, height: usize) -> &str {
    let from = (height - text.len()) / 2;
    index.checked_sub(from).and_then(|index| text.get(index)).map_or("", String::as_str)
}

/// The same of a bit: its name from the top down, its value at the bottom.
fn letter(text: &[String], index: usize, height: usize) -> &str {
    let Some((value, name)) = text.split_last() else { return "" };
    if index + 1 == height { value } else { name.get(index).map_or("", String::as_str) }
}

/// The lines in a cell: name and value beside each other, or below each other where that is too wide.
fn cell_text(cell: &Cell<'_>, look: Look) -> Vec<String> {
    let columns = 2 * cell.bits - 1;
    let short = columns < 8 && cell.field.name == FieldName::Said("field.reserved");
    let name = if short { look.say("field.reserved-short") } else { text(&cell.field.name, look) };
    let value = crate::tell::safe(&cell.field.value).into_owned();
    let both = format!("{name}  {value}");
    if !cell.speaks {
        return vec![cut(&format!("{name} …"), columns)];
    }
    // A wide cell has one line, whatever it holds.
    if width(&both) <= columns || columns >= ROW {
        return vec![cut(both.trim_end(), columns)];
    }
    let mut lines = pieces(&name, columns);
    lines.push(cut(&value, columns));
    lines
}

/// A name in lines of a width, broken between words, or anywhere where a word is too long.
fn pieces(name: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for word in name.split(' ') {
        let mut line = String::new();
        // What has to be broken is broken into lines of about the same width.
        let broken = width(word).div_ceil(columns.max(1)).max(1);
        let columns = width(word).div_ceil(broken).next_multiple_of(2).min(columns);
        for character in word.chars() {
            if width(&line) + width(character.encode_utf8(&mut [0; 4])) > columns && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(character);
        }
        match lines.last_mut() {
            Some(last) if width(last) + 1 + width(&line) <= columns => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => lines.push(line),
        }
    }
    lines
}

fn centred(text: &str, columns: usize) -> String {
    let text = cut(text, columns);
    let free = columns.saturating_sub(width(&text));
    format!("{}{text}{}", spaces(free / 2), spaces(free - free / 2))
}
