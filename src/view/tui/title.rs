//! The line that titles a screen: what is shown, and whether the cursor stays with what comes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::{App, Screen};
use super::follow::Follow;
use super::look::Role;
use crate::flow::ConnectionId;
use crate::summary::Summary;
use crate::teach::{self, Sentence};
use crate::tell::{cut, width};

impl App {
    /// What the screen shows.
    pub(super) fn draw_title(&self, area: Rect, buffer: &mut Buffer) {
        let room = usize::from(area.width);
        let (title, follow) = match self.screen {
            Screen::Connections => (self.connections_title(), self.following_connections()),
            Screen::Packets => (self.packets_title(), self.following_packets()),
            Screen::Connection => self.opened.as_ref().map_or_else(Default::default, |opened| {
                let summary = &opened.telling().summary;
                let title = format!(
                    "{}  {} → {}  {}  {}{}",
                    summary.connection,
                    summary.opened.client,
                    summary.opened.server,
                    self.look.tell(&teach::spoken_brief(summary)),
                    self.ending_of(summary),
                    self.lost_beginning(summary.connection),
                );
                (title, self.following(opened.follow, self.packets_of_row(summary.connection)))
            }),
        };
        let (follow, role) = follow.unwrap_or((String::new(), Role::Plain));
        let left = room.saturating_sub(width(&follow));
        let line = cut(&format!("─ {title} "), left);
        let (x, _) = buffer.set_stringn(area.x, area.y, &line, left, self.look.role(Role::Title));
        for x in x..area.right() {
            if let Some(cell) = buffer.cell_mut((x, area.y)) {
                cell.set_symbol("─").set_style(self.look.role(Role::Line));
            }
        }
        let x = area.right().saturating_sub(u16::try_from(width(&follow)).unwrap_or(area.width));
        buffer.set_stringn(x, area.y, follow, room, self.look.role(role));
    }

    /// How a connection ended; of one that goes on, what its row says.
    fn ending_of(&self, summary: &Summary) -> String {
        let index = self.capture.index();
        let goes_on = index.row(summary.connection).filter(|row| !row.is_told());
        match goes_on {
            Some(row) => self.look.tell(&row.ending),
            None => self.look.tell(&teach::brief(summary, &summary.ending())),
        }
    }

    fn connections_title(&self) -> String {
        let index = self.capture.index();
        let shown = if self.connections.words().is_empty() {
            self.look.say("screen.connections")
        } else {
            let shown = Sentence::new("screen.narrowed")
                .with("n", self.connections.length(&index) as u64)
                .with("all", index.connections().len() as u64)
                .with("words", self.connections.words());
            self.look.tell(&shown)
        };
        let sorted = self.connections.sorted_by().map(|(title, descending)| {
            format!(" · {} {}", self.look.say(title), if descending { '▾' } else { '▴' })
        });
        let delisted = match index.counts().delisted {
            0 => String::new(),
            n => format!(" · {}", self.look.tell(&Sentence::new("screen.delisted-brief").with("n", n))),
        };
        format!("{shown}{}{delisted}", sorted.unwrap_or_default())
    }

    fn packets_title(&self) -> String {
        let title = self.look.say("screen.packets");
        match self.capture.index().forgotten() {
            0 => title,
            n => {
                format!("{title} · {}", self.look.tell(&Sentence::new("screen.forgotten-brief").with("n", n)))
            }
        }
    }

    /// Says of a connection that its first packets can't be read back any more.
    fn lost_beginning(&self, connection: ConnectionId) -> String {
        if self.capture.index().has_lost_beginning(connection) {
            format!("  {}", self.look.say("screen.beginning-forgotten"))
        } else {
            String::new()
        }
    }

    fn following_connections(&self) -> Option<(String, Role)> {
        let count = self.capture.index().counts().connections;
        self.following(self.connections.follow, count)
    }

    fn following_packets(&self) -> Option<(String, Role)> {
        let count = self.capture.index().counts().packets;
        self.following(self.packets.follow, count)
    }

    /// Whether the cursor stays with what comes, or how much came since it does not.
    fn following(&self, follow: Follow, count: u64) -> Option<(String, Role)> {
        if !self.is_growing() {
            return None;
        }
        if follow.is_on() {
            return Some((format!(" {} ", self.look.say("screen.following")), Role::Good));
        }
        let missed = Sentence::new("screen.missed").with("n", follow.missed(count)?);
        Some((format!(" ▼ {} ", self.look.tell(&missed)), Role::Warning))
    }
}
