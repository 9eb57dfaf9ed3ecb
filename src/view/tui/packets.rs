//! The list of all packets: as long as the capture, of which only the rows on the screen are read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::action::Action;
use super::capture::Capture;
use super::follow::Follow;
use super::look::{Look, Role};
use super::scroll::Scroll;
use crate::capture::Timestamp;
use crate::tell::{Index, PacketLine, cut, left, right, width};

/// The list of all packets.
#[derive(Debug, Default)]
pub(super) struct Packets {
    /// Rows are counted from the first packet that can still be read back.
    scroll: Scroll,
    /// Packets before that one.
    before: u64,
    /// Whether the cursor stays with the newest.
    pub(super) follow: Follow,
    /// How wide number, time, source and destination have become.
    widths: [usize; 4],
}

/// Titles of the columns, as in Wireshark.
const TITLES: [&str; 7] = [
    "screen.packets.number",
    "screen.packets.time",
    "screen.packets.source",
    "screen.packets.destination",
    "screen.packets.protocol",
    "screen.packets.length",
    "screen.packets.info",
];

impl Packets {
    /// The packet with the cursor, by its number.
    pub(super) fn selected(&self) -> u64 {
        self.before + self.scroll.selected as u64 + 1
    }

    /// Puts the cursor on a packet.
    pub(super) fn select(&mut self, number: u64, index: &Index) {
        let length = self.fit(index);
        let row = number.saturating_sub(self.before + 1);
        self.scroll.select(usize::try_from(row).unwrap_or(usize::MAX), length);
        self.moved(index, false);
    }

    /// The list may be longer than before, or begin later; how long it is.
    fn fit(&mut self, index: &Index) -> usize {
        let gone = index.forgotten().saturating_sub(self.before);
        self.before += gone;
        self.scroll.lose(usize::try_from(gone).unwrap_or(usize::MAX));
        let length = usize::try_from(index.len().saturating_sub(self.before)).unwrap_or(usize::MAX);
        if self.follow.is_on() {
            self.scroll.select(usize::MAX, length);
        }
        length
    }

    /// The cursor was moved: it follows no more, unless it was sent to the end.
    fn moved(&mut self, index: &Index, to_newest: bool) {
        if to_newest {
            self.follow.resume();
        } else if self.selected() < index.len() {
            self.follow.stop(index.counts().packets);
        }
    }

    /// Does what was asked for, if it is something of the list.
    pub(super) fn act(&mut self, action: Action, capture: &dyn Capture) -> bool {
        let index = capture.index();
        let length = self.fit(&index);
        match action {
            Action::GoTo(number) => self.select(number, &index),
            Action::NextInConnection | Action::PreviousInConnection => {
                let forwards = action == Action::NextInConnection;
                if let Some(number) = index.neighbour(self.selected(), forwards) {
                    self.select(number, &index);
                }
            }
            _ => {
                let acted = self.scroll.act(action, length);
                if acted {
                    self.moved(&index, action == Action::Bottom);
                }
                return acted;
            }
        }
        true
    }

    /// A click on a row; whether it was on the row with the cursor.
    pub(super) fn click(&mut self, y: u16, capture: &dyn Capture) -> bool {
        let Some(y) = y.checked_sub(1) else { return false };
        let row = self.scroll.row_at(y);
        let again = row == self.scroll.selected;
        let index = capture.index();
        let length = self.fit(&index);
        self.scroll.select(row, length);
        self.moved(&index, false);
        again && row < length
    }

    /// Draws the list.
    pub(super) fn draw(
        &mut self,
        area: Rect,
        buffer: &mut Buffer,
        look: Look,
        start: Timestamp,
        capture: &dyn Capture,
    ) {
        let room = usize::from(area.width);
        let length = self.fit(&capture.index());
        let window = self.scroll.window(usize::from(area.height.saturating_sub(1)), length);
        let number = |row: usize| self.before + row as u64 + 1;
        let lines: Vec<_> = window.map(|row| (row, capture.line(number(row)))).collect();
        let titles = TITLES.map(|title| look.say(title));
        let cells: Vec<_> =
            lines.iter().filter_map(|(_, line)| Some(cells_of(line.as_ref()?, start))).collect();
        for (place, widest) in self.widths.iter_mut().enumerate() {
            let widths =
                cells.iter().chain([&titles]).filter_map(|cells| cells.get(place)).map(|cell| width(cell));
            *widest = widths.max().unwrap_or(0).max(*widest);
        }
        if area.height > 0 {
            let title = cut(&self.line(&titles), room);
            buffer.set_stringn(area.x, area.y, title, room, look.role(Role::Title));
        }
        for (y, (row, line)) in (area.y + 1..).zip(&lines) {
            let (text, style) = match line {
                Some(line) => (self.line(&cells_of(line, start)), look.layer(line.layer)),
                None => (
                    right(&(self.before + *row as u64 + 1).to_string(), self.widths[0]),
                    look.role(Role::Dim),
                ),
            };
            let selected = *row == self.scroll.selected;
            let style = if selected { style.patch(look.role(Role::Selected)) } else { style };
            buffer.set_stringn(area.x, y, left(&cut(&text, room), room), room, style);
        }
    }

    fn line(&self, cells: &[String; 7]) -> String {
        let [number, time, source, destination, protocol, bytes, info] = cells;
        let [w0, w1, w2, w3] = self.widths;
        format!(
            "{} {} {} {} {} {} {info}",
            right(number, w0),
            right(time, w1),
            left(source, w2),
            left(destination, w3),
            left(protocol, 9),
            right(bytes, 6),
        )
    }
}

fn cells_of(line: &PacketLine, start: Timestamp) -> [String; 7] {
    [
        line.number.to_string(),
        format!("{:.6}", line.time.since(start).as_secs_f64()),
        line.from.clone(),
        line.to.clone(),
        line.protocol.to_string(),
        line.length.to_string(),
        line.info.clone(),
    ]
}
