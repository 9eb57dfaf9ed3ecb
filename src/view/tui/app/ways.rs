//! The ways from screen to screen, and back.

use super::{App, Effect, Screen};
use crate::flow::ConnectionId;
use crate::teach::Sentence;
use crate::view::tui::action::Action;
use crate::view::tui::connection::ConnectionScreen;
use crate::view::tui::pane::Reply;

impl App {
    pub(super) fn back(&mut self) -> Option<Effect> {
        if self.awaited.take().is_some() {
            self.early.clear();
            return None;
        }
        match self.screen {
            Screen::Connection => {
                let reply = self.opened.as_mut().map(|opened| opened.act(Action::Back, self.look));
                if reply.is_none_or(|reply| reply == Reply::Ignored) {
                    self.screen = self.behind;
                }
                None
            }
            Screen::Packets => {
                self.screen = if self.behind == Screen::Connection && self.opened.is_some() {
                    Screen::Connection
                } else {
                    Screen::Connections
                };
                self.behind = Screen::Connections;
                None
            }
            Screen::Connections if !self.connections.words().is_empty() => {
                self.connections.narrow("");
                None
            }
            // A key that is pressed by the way must not end a capture that can't be repeated.
            Screen::Connections if !self.is_read && self.capture.live().is_some() => {
                self.say("screen.how-to-stop")
            }
            Screen::Connections if !self.is_read => Some(Effect::StopReading),
            Screen::Connections => self.say("screen.how-to-quit"),
        }
    }

    pub(super) fn leave(&mut self) -> Option<Effect> {
        if self.screen == Screen::Connections && self.awaited.is_none() {
            Some(Effect::Quit)
        } else {
            self.back()
        }
    }

    pub(super) fn open(&mut self, connection: ConnectionId, packet: Option<u64>) -> Option<Effect> {
        if self.capture.index().row(connection).is_none() {
            let sentence = Sentence::new("screen.not-listed").with("number", connection.to_string());
            self.message = Some(self.look.tell(&sentence));
            return None;
        }
        self.behind = self.screen;
        Some(self.tell(connection, packet))
    }

    pub(super) fn show_packets(&mut self) {
        let packet = match self.screen {
            Screen::Packets => return,
            // Whoever follows one list follows the other.
            Screen::Connections if self.connections.follow.is_on() => None,
            Screen::Connection => {
                let opened = self.opened.as_ref();
                opened.filter(|opened| !opened.follow.is_on()).map(ConnectionScreen::selected)
            }
            Screen::Connections => {
                let index = self.capture.index();
                self.connections.selected(&index).and_then(|connection| index.first_of(connection))
            }
        };
        self.behind = self.screen;
        self.screen = Screen::Packets;
        if let Some(packet) = packet {
            self.packets.select(packet, &self.capture.index());
        }
    }
}
