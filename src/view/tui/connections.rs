//! The first screen: the table of connections, sorted and narrowed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::action::Action;
use super::look::{Look, Role};
use super::scroll::Scroll;
use crate::flow::{ConnectionId, Roles};
use crate::teach::{Language, Layer};
use crate::tell::{Column, Listed, Side, Sort, cut, left, right, width};

/// Rows that are looked at in one go for the words one narrows the table to.
const ROWS_AT_ONCE: usize = 5_000;
/// The narrowest that an ending is shown.
const LEAST_ENDING: usize = 16;
/// The narrowest that an address with its port is shown: few with IPv4 are longer.
const LEAST_ADDRESS: usize = 19;
/// Lines under the table that tell the selected connection in full.
const DETAIL: u16 = 2;

/// The table of connections.
#[derive(Debug, Default)]
pub(super) struct Connections {
    scroll: Scroll,
    sort: Sort,
    words: String,
    /// The rows that are shown, by their numbers, where that is not all of them in order.
    order: Vec<ConnectionId>,
    /// How many connections have been looked at for that.
    seen: usize,
    /// The connection that shall have the cursor once its row is known.
    follow: Option<ConnectionId>,
    /// How wide each column has become.
    widths: [usize; Column::ALL.len()],
    columns: Vec<(usize, u16, u16)>,
}

impl Connections {
    /// Whether all connections are shown in the order of their numbers.
    fn is_plain(&self) -> bool {
        self.words.is_empty() && self.sort == Sort::default()
    }

    /// How many rows are shown of `all`.
    pub(super) fn length(&self, all: usize) -> usize {
        if self.is_plain() { all } else { self.order.len() }
    }

    /// The connection in a row.
    fn at(&self, row: usize, all: usize) -> Option<ConnectionId> {
        if self.is_plain() {
            ConnectionId::try_from(row).ok().filter(|_| row < all)
        } else {
            self.order.get(row).copied()
        }
    }

    /// The connection with the cursor.
    pub(super) fn selected(&self, all: usize) -> Option<ConnectionId> {
        self.at(self.scroll.selected, all)
    }

    /// Puts the cursor on a connection, if it is shown.
    pub(super) fn select(&mut self, connection: ConnectionId, all: usize) {
        let row = if self.is_plain() {
            Some(connection as usize)
        } else {
            self.order.iter().position(|shown| *shown == connection)
        };
        if let Some(row) = row {
            self.scroll.select(row, self.length(all));
        }
    }

    /// The words that the table is narrowed to.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// Narrows the table to rows that contain all of these words.
    pub(super) fn narrow(&mut self, words: &str) {
        self.words = words.to_lowercase();
        self.begin_again();
    }

    /// What is known of the connections has changed: looks at all of them again.
    pub(super) fn begin_again(&mut self) {
        self.order.clear();
        self.seen = 0;
    }

    /// Does what was asked for, if it is something of the table.
    pub(super) fn act(&mut self, action: Action, all: &[Listed]) -> bool {
        match action {
            Action::Sort => self.sort_by(self.next_key(), all.len()),
            Action::Reverse => self.sort_by(self.sort.reversed(), all.len()),
            Action::GoTo(number) => {
                if let Ok(number) = ConnectionId::try_from(number) {
                    self.select(number, all.len());
                }
            }
            _ => return self.scroll.act(action, self.length(all.len())),
        }
        true
    }

    /// Sorts by something else; the cursor stays on its connection.
    pub(super) fn sort_by(&mut self, sort: Sort, all: usize) {
        self.follow = self.selected(all);
        self.sort = sort;
        self.begin_again();
        if let Some(connection) = self.follow.filter(|_| self.is_plain()) {
            self.select(connection, all);
        }
    }

    /// The key after the present one: those of the columns from left to right, then the ending.
    fn next_key(&self) -> Sort {
        let mut names: Vec<_> = Column::ALL.iter().map(|column| column.sort).chain(["ending"]).collect();
        names.dedup();
        let mut unique = Vec::new();
        for name in names {
            if !unique.contains(&name) {
                unique.push(name);
            }
        }
        let place = unique.iter().position(|name| *name == self.sort.name()).unwrap_or(0);
        let next = unique.get((place + 1) % unique.len()).copied().unwrap_or("number");
        next.parse().unwrap_or_default()
    }

    /// Looks at connections that have not been looked at yet, a bounded number of them; whether there
    /// are more.
    pub(super) fn catch_up(&mut self, all: &[Listed], language: Language) -> bool {
        if self.is_plain() {
            return false;
        }
        let before = self.order.len();
        let until = all.len().min(self.seen + ROWS_AT_ONCE);
        let words: Vec<_> = self.words.split_whitespace().collect();
        for row in all.get(self.seen..until).unwrap_or_default() {
            if words.is_empty() || contains(row, &words, language) {
                self.order.push(row.connection);
            }
        }
        self.seen = until;
        if self.sort != Sort::default() && self.order.len() != before {
            let row = |number: &ConnectionId| all.get(*number as usize);
            self.order.sort_by(|one, other| match (row(one), row(other)) {
                (Some(one), Some(other)) => self.sort.compare(one, other),
                _ => one.cmp(other),
            });
        }
        let more = self.seen < all.len();
        if let Some(connection) = self.follow.take_if(|_| !more) {
            self.select(connection, all.len());
        }
        more
    }

    /// What the table is sorted by, as a title says it, where that is not the number.
    pub(super) fn sorted_by(&self) -> Option<(&'static str, bool)> {
        let column = Column::ALL.iter().find(|column| column.sort == self.sort.name());
        let title = column.map_or(Column::ENDING_TITLE, |column| column.title);
        (self.sort != Sort::default()).then_some((title, self.sort.is_descending()))
    }

    /// A click on a row or a title; whether it was on the row with the cursor.
    pub(super) fn click(&mut self, x: u16, y: u16, all: &[Listed]) -> bool {
        let length = self.length(all.len());
        if y == 0 {
            let clicked = self.columns.iter().find(|(_, from, to)| (*from..*to).contains(&x));
            let name = clicked
                .map_or("ending", |(column, ..)| Column::ALL.get(*column).map_or("number", |c| c.sort));
            let sort: Sort = name.parse().unwrap_or_default();
            let sort = if sort.name() == self.sort.name() { self.sort.reversed() } else { sort };
            self.sort_by(sort, all.len());
            return false;
        }
        let row = self.scroll.row_at(y - 1);
        let again = row == self.scroll.selected;
        self.scroll.select(row, length);
        again && row < length
    }

    /// Draws the table and, below it, the selected connection.
    pub(super) fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look, all: &[Listed]) {
        if area.height <= DETAIL + 1 {
            return;
        }
        let height = usize::from(area.height - DETAIL - 2);
        let window = self.scroll.window(height, self.length(all.len()));
        let rows: Vec<_> =
            window.clone().filter_map(|row| all.get(self.at(row, all.len())? as usize)).collect();
        let cells: Vec<_> =
            rows.iter().map(|row| Column::ALL.each_ref().map(|column| cell(row, column, look))).collect();
        let room = usize::from(area.width);
        let shown = self.fit(&cells, room);
        self.columns.clear();
        let titles = Column::ALL.each_ref().map(|column| self.title(column, look));
        let ending = self.marked(look.say(Column::ENDING_TITLE), "ending");
        let mut x = area.x;
        for column in &shown {
            let end = x.saturating_add(u16::try_from(self.widths[*column]).unwrap_or(u16::MAX));
            self.columns.push((*column, x - area.x, end - area.x));
            x = end.saturating_add(1);
        }
        let title = self.line(&shown, &titles, &ending);
        buffer.set_stringn(area.x, area.y, cut(&title, room), room, look.role(Role::Title));
        if rows.is_empty() && !self.words.is_empty() {
            let none = cut(&look.say("screen.connections.none"), room);
            buffer.set_stringn(area.x, area.y + 1, none, room, look.role(Role::Dim));
        }
        for (place, (row, cells)) in rows.iter().zip(&cells).enumerate() {
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
        if let Some(row) = self.selected(all.len()).and_then(|number| all.get(number as usize)) {
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
    fn fit(&mut self, cells: &[[String; Column::ALL.len()]], room: usize) -> Vec<usize> {
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
    if known { column.cell(row, look.language) } else { look.say("screen.reading") }
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

fn contains(row: &Listed, words: &[&str], language: Language) -> bool {
    let mut text = String::new();
    for column in &Column::ALL {
        text.push_str(&column.cell(row, language));
        text.push(' ');
    }
    text.push_str(&row.ending.tell(language));
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word))
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
