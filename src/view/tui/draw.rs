//! Draws the state: the top line, the screen, the last line.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::action::Action;
use super::app::{App, Screen};
use super::connection::ConnectionScreen;
use super::keys::{TABLE, written};
use super::look::Role;
use super::{help, plain};
use crate::teach::Sentence;
use crate::tell::{left, safe, width, wrap};

/// The least that the screens need.
const LEAST: (u16, u16) = (70, 18);
/// Lines of a message, at most.
const MESSAGE: u16 = 4;

/// What the terminal can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// Whether it shows colours that are wanted.
    pub colours: bool,
    /// Whether it shows more than ASCII.
    pub unicode: bool,
}

impl App {
    /// Draws everything.
    pub fn draw(&mut self, buffer: &mut Buffer, abilities: Abilities) {
        let area = buffer.area;
        if area.width < LEAST.0 || area.height < LEAST.1 {
            self.draw_too_small(area, buffer);
        } else {
            self.draw_screen(area, buffer);
        }
        if !abilities.colours {
            plain::without_colours(buffer);
        }
        if !abilities.unicode {
            plain::ascii(buffer);
        }
    }

    fn draw_too_small(&self, area: Rect, buffer: &mut Buffer) {
        let size = |(width, height): (u16, u16)| format!("{width}×{height}");
        let needs = Sentence::new("screen.too-small")
            .with("needed", size(LEAST))
            .with("size", size((area.width, area.height)));
        let lines = wrap(&self.look.tell(&needs), area.width.into());
        for (y, line) in (area.y..area.bottom()).zip(lines) {
            buffer.set_stringn(area.x, y, line, area.width.into(), self.look.role(Role::Title));
        }
    }

    fn draw_screen(&mut self, area: Rect, buffer: &mut Buffer) {
        let [top, title, body, last] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
        ])
        .areas(area);
        self.body = body;
        self.draw_top(top, buffer);
        self.draw_title(title, buffer);
        let (look, start) = (self.look, self.start());
        match self.screen {
            Screen::Connections => {
                let index = self.capture.index();
                self.connections.draw(body, buffer, look, &index);
            }
            Screen::Packets => self.packets.draw(body, buffer, look, start, &*self.capture),
            Screen::Connection => {
                if let Some(opened) = &mut self.opened {
                    opened.draw(body, buffer, look);
                }
            }
        }
        if let Some(scroll) = &mut self.help {
            help::draw(Rect { y: top.y, height: area.height - 1, ..area }, buffer, look, scroll);
        }
        self.draw_last(last, buffer);
    }

    /// What is typed, what there is to say, else what keys there are.
    fn draw_last(&self, area: Rect, buffer: &mut Buffer) {
        let room = usize::from(area.width);
        if let Some(prompt) = &self.prompt {
            let label = format!("{} ", self.look.say(prompt.purpose.label()));
            let text = safe(&prompt.text);
            // The end of a long text is what one is typing.
            let mut shown: String = text.clone().into_owned();
            while width(&label) + width(&shown) + 1 > room && !shown.is_empty() {
                shown.remove(0);
            }
            let (x, y) = buffer.set_stringn(area.x, area.y, label, room, self.look.role(Role::Key));
            let (x, y) = buffer.set_stringn(x, y, shown, room, self.look.role(Role::Plain));
            if x < area.right() {
                buffer.set_stringn(x, y, " ", 1, self.look.role(Role::Selected));
            }
            return;
        }
        let telling = self.awaited.map(|(connection, _)| {
            self.look.tell(&Sentence::new("screen.telling").with("number", connection.to_string()))
        });
        let said = telling.as_ref().or(self.message.as_ref());
        if let Some(message) = said {
            // What is too long for one line covers the end of the screen for the moment.
            let lines = wrap(message, room);
            let shown = lines.iter().take(usize::from(MESSAGE)).rev();
            for (y, line) in (0..=area.y).rev().zip(shown) {
                buffer.set_stringn(area.x, y, left(line, room), room, self.look.role(Role::Warning));
            }
            return;
        }
        let typed = self.typed.shown();
        let room = room.saturating_sub(width(&typed) + 1);
        let stepping = self.opened.as_ref().is_some_and(ConnectionScreen::is_stepping);
        let scope = self.screen.scope();
        let stepping = stepping && self.screen == Screen::Connection;
        let growing = self.is_growing();
        let mut hints: Vec<_> =
            TABLE.iter().filter_map(|row| Some((row.rank(scope, stepping, growing)?, row))).collect();
        hints.sort_by_key(|(rank, _)| *rank);
        let mut left_over = room;
        let mut fit = Vec::new();
        for (_, row) in hints {
            let (Some(hint), Some(keys)) = (row.hint, row.keys.first()) else { continue };
            let (key, hint) = (written(keys), format!(" {}  ", self.look.say(hint)));
            if let Some(left) = left_over.checked_sub(width(&key) + width(&hint)) {
                left_over = left;
                fit.push((row.action == Action::Help, key, hint));
            }
        }
        // The help stands last, where one looks for it.
        fit.sort_by_key(|(last, ..)| *last);
        let mut x = area.x;
        for (_, key, hint) in fit {
            (x, _) = buffer.set_stringn(x, area.y, key, room, self.look.role(Role::Key));
            (x, _) = buffer.set_stringn(x, area.y, hint, room, self.look.role(Role::Plain));
        }
        let x = area.right().saturating_sub(u16::try_from(width(&typed)).unwrap_or(0));
        buffer.set_stringn(x, area.y, typed, area.width.into(), self.look.role(Role::Key));
    }
}
