//! Draws the table of connections: as many columns as there is room for, and below them the selected
//! connection in full.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Connections;
use crate::flow::Roles;
use crate::teach::Layer;
use crate::tell::{Column, Index, Listed, Side, Sort, cut, left, right, width};
use crate::view::tui::look::{Look, Role};

/// The narrowest that an ending is shown.
const LEAST_ENDING: usize = 16;
/// The narrowest that an address with its port is shown: few with IPv4 are longer.
const LEAST_ADDRESS: usize = 19;
/// Lines under the table that tell the selected connection in full.
const DETAIL: u16 = 2;

impl Connections {
    /// Draws the table and, below it, the selected connection.
    pub(in crate::view::tui) fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look, index: &Index) {
        self.fit(index);
        if area.height <= DETAIL + 1 {
            return;
        }
        let height = usize::from(area.height - DETAIL - 2);
        let window = self.scroll.window(height, self.length(index));
        // A row may have gone since the order was made.
        let rows: Vec<_> = window.clone().map(|row| index.row(self.at(row, index)?)).collect();
        let cells: Vec<_> = rows
            .iter()
            .map(|row| {
                Column::ALL.each_ref().map(|column| row.map_or(String::new(), |row| cell(row, column, look)))
            })
            .collect();
        let room = usize::from(area.width);
        let shown = self.columns(&cells, room);
        self.titles.clear();
        let titles = Column::ALL.each_ref().map(|column| self.title(column, look));
        let ending = self.marked(look.say(Column::ENDING_TITLE), "ending");
        let mut x = area.x;
        for column in &shown {
            let end = x.saturating_add(u16::try_from(self.widths[*column]).unwrap_or(u16::MAX));
            self.titles.push((*column, x - area.x, end - area.x));
            x = end.saturating_add(1);
        }
        let title = self.line(&shown, &titles, &ending);
        buffer.set_stringn(area.x, area.y, cut(&title, room), room, look.role(Role::Title));
        if rows.is_empty() && !self.words().is_empty() {
            let none = cut(&look.say("screen.connections.none"), room);
            buffer.set_stringn(area.x, area.y + 1, none, room, look.role(Role::Dim));
        }
        for (place, (row, cells)) in rows.iter().zip(&cells).enumerate() {
            let Some(row) = row else { continue };
            let y = area.y + 1 + u16::try_from(place).unwrap_or(0);
            let line = self.line(&shown, cells, &look.tell(&row.ending));
            let layer = if row.trouble { Layer::Trouble } else { Layer::Tcp };
            let mut style = look.layer(layer);
            if window.start + place == self.scroll.selected {
                style = style.patch(look.role(Role::Selected));
            }
            buffer.set_stringn(area.x, y, left(&cut(&line, room), room), room, style);
            // The cursor is also a sign: a screen may be printed.
            if window.start + place == self.scroll.selected && line.starts_with(' ') {
                buffer.set_stringn(area.x, y, "▸", room, style);
            }
        }
        if let Some(row) = self.selected(index).and_then(|number| index.row(number)) {
            let y = area.bottom() - DETAIL;
            for x in area.x..area.right() {
                if let Some(cell) = buffer.cell_mut((x, y - 1)) {
                    cell.set_symbol("─").set_style(look.role(Role::Line));
                }
            }
            let ends = format!("{}  {} → {}", row.connection, row.opened.client, row.opened.server);
            let mut what = format!("{ends}  {}", look.tell(&row.speaks));
            if row.opened.roles != Roles::Seen {
                what.push_str("  ");
                what.push_str(&look.say("screen.beginning-not-seen"));
            }
            buffer.set_stringn(area.x, y, cut(&what, room), room, look.role(Role::Plain));
            let ending = look.tell(&row.ending);
            let role = if row.trouble { Role::Bad } else { Role::Plain };
            buffer.set_stringn(area.x, y + 1, cut(&ending, room), room, look.role(role));
        }
    }

    /// The columns there is room for, each as wide as what it shows needs.
    fn columns(&mut self, cells: &[[String; Column::ALL.len()]], room: usize) -> Vec<usize> {
        for (place, column) in Column::ALL.iter().enumerate() {
            let widest = cells.iter().filter_map(|cells| cells.get(place)).map(|cell| width(cell)).max();
            let widest = if column.side == Side::Rest { 0 } else { widest.unwrap_or(0) };
            // Before the number there is room for the cursor's sign.
            let sign = usize::from(place == 0);
            self.widths[place] = self.widths[place].max(widest + sign).max(column.width);
        }
        let mut shown: Vec<_> =
            (0..Column::ALL.len()).filter(|place| Column::ALL[*place].from <= room).collect();
        let needed = |shown: &[usize], widths: &[usize]| -> usize {
            shown.iter().filter_map(|place| widths.get(*place)).map(|width| width + 1).sum()
        };
        let over =
            |shown: &[usize], widths: &[usize]| (needed(shown, widths) + LEAST_ENDING).saturating_sub(room);
        while over(&shown, &self.widths) > self.spare() && shown.len() > 2 {
            let last = shown.iter().enumerate().max_by_key(|(_, place)| (Column::ALL[**place].from, **place));
            let Some((last, _)) = last else { break };
            shown.remove(last);
        }
        for _ in 0..over(&shown, &self.widths).min(self.spare()) {
            let widest = Self::addresses().max_by_key(|place| self.widths.get(*place));
            if let Some(widest) = widest.and_then(|place| self.widths.get_mut(place)) {
                *widest -= 1;
            }
        }
        // What is left goes to what a connection speaks, as far as that needs it, then to the ending.
        if let Some(rest) = shown.iter().copied().find(|place| Column::ALL[*place].side == Side::Rest) {
            let wanted = cells.iter().filter_map(|cells| cells.get(rest)).map(|cell| width(cell)).max();
            self.widths[rest] = Column::ALL[rest].width;
            let taken = needed(&shown, &self.widths) + Column::ENDING_WIDTH;
            self.widths[rest] +=
                room.saturating_sub(taken).min(wanted.unwrap_or(0).saturating_sub(self.widths[rest]));
        }
        shown
    }

    /// The columns of the two ends.
    fn addresses() -> impl Iterator<Item = usize> {
        (0..Column::ALL.len()).filter(|place| matches!(Column::ALL[*place].sort, "client" | "server"))
    }

    /// Columns that long addresses can give to others.
    fn spare(&self) -> usize {
        let widths = Self::addresses().filter_map(|place| self.widths.get(place));
        widths.map(|width| width.saturating_sub(LEAST_ADDRESS)).sum()
    }

    fn line(&self, shown: &[usize], cells: &[String; Column::ALL.len()], ending: &str) -> String {
        let mut line = String::new();
        for place in shown {
            let (Some(cell), Some(columns)) = (cells.get(*place), self.widths.get(*place)) else { continue };
            let cell = match Column::ALL[*place].sort {
                "client" | "server" => cut_middle(cell, *columns),
                _ => cut(cell, *columns),
            };
            line.push_str(&match Column::ALL[*place].side {
                Side::Right => right(&cell, *columns),
                Side::Left | Side::Rest => left(&cell, *columns),
            });
            line.push(' ');
        }
        line.push_str(ending);
        line
    }

    fn title(&self, column: &Column, look: Look) -> String {
        let title = look.say(column.title);
        // Of several columns with one key, the first shows the arrow.
        let first = Column::ALL.iter().find(|other| other.sort == column.sort);
        if first.is_some_and(|first| first.title == column.title) {
            self.marked(title, column.sort)
        } else {
            title
        }
    }

    /// A title with an arrow where the table is sorted by its column.
    fn marked(&self, title: String, key: &str) -> String {
        if key != self.sort.name() || self.sort == Sort::default() {
            title
        } else if self.sort.is_descending() {
            format!("{title}▾")
        } else {
            format!("{title}▴")
        }
    }
}

/// What stands in a column; what is not known yet is not told as nothing.
fn cell(row: &Listed, column: &Column, look: Look) -> String {
    let known = row.is_told() || !matches!(column.sort, "rtt" | "retransmissions" | "silence");
    if !known {
        return look.say("screen.reading");
    }
    let mut cell = String::new();
    column.write(row, look.language, &mut cell);
    cell
}

/// An address cut to a width: its beginning and its end, which is the port.
fn cut_middle(address: &str, columns: usize) -> String {
    let length = address.chars().count();
    if width(address) <= columns || length != width(address) {
        return cut(address, columns);
    }
    let end = columns / 2;
    let begin = columns.saturating_sub(end + 1);
    let (first, last) = (address.chars().take(begin), address.chars().skip(length - end));
    first.chain(['…']).chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_address_keeps_its_beginning_and_its_port() {
        assert_eq!(cut_middle("192.168.1.20:8080", 20), "192.168.1.20:8080");
        assert_eq!(cut_middle("[2001:db8::a00:df9]:61609", 20), "[2001:db8…df9]:61609");
        assert_eq!(cut_middle("abc", 0), "…");
        assert_eq!(cut_middle("服务器", 4), "服…");
    }
}
