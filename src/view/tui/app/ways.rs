//! The ways from screen to screen, and back.

use super::{App, Effect, Screen};
use crate::flow::ConnectionId;
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

    pub(super) fn open(&mut self, connection: ConnectionId, packet: Option<u64>) -> Effect {
        self.behind = self.screen;
        self.tell(connection, packet)
    }

    pub(super) fn tell(&mut self, connection: ConnectionId, packet: Option<u64>) -> Effect {
        self.awaited = Some((connection, packet));
        Effect::Tell(connection, packet)
    }

    pub(super) fn show_packets(&mut self) {
        let packet = match self.screen {
            Screen::Packets => return,
            Screen::Connection => self.opened.as_ref().map(ConnectionScreen::selected),
            Screen::Connections => {
                let index = self.capture.index();
                let connection = self.connections.selected(index.connections().len());
                connection.and_then(|connection| index.packets_of(connection).first().copied())
            }
        };
        self.behind = self.screen;
        self.screen = Screen::Packets;
        if let Some(packet) = packet {
            self.packets.select(packet, self.capture.index().len());
        }
    }
}
