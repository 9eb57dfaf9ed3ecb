//! What an action means on each screen, and what a connection's panes ask for.

use super::{App, Effect, Screen};
use crate::teach::Sentence;
use crate::view::tui::action::Action;
use crate::view::tui::pane::Reply;

impl App {
    pub(super) fn act_on_screen(&mut self, action: Action) -> Option<Effect> {
        match (self.screen, action) {
            (Screen::Connections, Action::Open) => {
                let connection = self.connections.selected(&self.capture.index())?;
                self.open(connection, None)
            }
            (Screen::Connections, Action::Copy) => {
                let row = {
                    let index = self.capture.index();
                    index.row(self.connections.selected(&index)?).cloned()?
                };
                let text = format!(
                    "{} {} -> {} {} {}",
                    row.connection,
                    row.opened.client,
                    row.opened.server,
                    self.look.tell(&row.speaks),
                    self.look.tell(&row.ending)
                );
                Some(self.copied(&Sentence::new("copied.connection"), text))
            }
            (Screen::Connections, action) => {
                self.connections.act(action, &self.capture.index());
                None
            }
            (Screen::Packets, Action::Open) => {
                let number = self.packets.selected();
                let connection = self.connection_of(number);
                match connection {
                    Some(connection) => self.open(connection, Some(number)),
                    None => self.say("screen.no-connection"),
                }
            }
            (Screen::Packets, Action::Copy) => {
                let line = self.capture.line(self.packets.selected())?;
                let text =
                    format!("{} {} -> {} {} {}", line.number, line.from, line.to, line.protocol, line.info);
                Some(self.copied(&Sentence::new("copied.packet"), text))
            }
            (Screen::Packets, action) => {
                self.packets.act(action, &*self.capture);
                None
            }
            (Screen::Connection, Action::GoTo(number)) => {
                let connection = self.connection_of(number);
                let opened = self.opened.as_ref()?.telling().summary.connection;
                match connection {
                    Some(connection) if connection == opened => self.reply(Reply::Show(number)),
                    _ => {
                        self.show_packets();
                        self.packets.act(Action::GoTo(number), &*self.capture);
                        None
                    }
                }
            }
            (Screen::Connection, action) => {
                let reply = self.opened.as_mut()?.act(action, self.look);
                let effect = self.reply(reply);
                self.moved(action);
                effect
            }
        }
    }

    /// Does what a pane asks for.
    pub(super) fn reply(&mut self, reply: Reply) -> Option<Effect> {
        match reply {
            Reply::Ignored | Reply::Done => None,
            Reply::Select(number) => {
                self.select(number);
                None
            }
            Reply::Show(number) => {
                let opened = self.opened.as_mut()?;
                opened.show_ladder();
                let (connection, told) = (opened.telling().summary.connection, opened.telling().has(number));
                if told {
                    self.select(number);
                    return None;
                }
                // The packet is among those there was no room for.
                Some(self.tell(connection, Some(number)))
            }
            Reply::Copy(what, text) => Some(self.copied(&what, text)),
            Reply::Say(sentence) => {
                self.message = Some(self.look.tell(&sentence));
                None
            }
        }
    }
}
