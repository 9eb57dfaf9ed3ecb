//! What is typed at the bottom: words to narrow the table to, text to find, commands, names of files.

use crossterm::event::KeyEvent;

use super::{App, Effect};
use crate::tell::Sort;
use crate::view::tui::action::Action;
use crate::view::tui::command::{self, Command};
use crate::view::tui::prompt::{Prompt, Purpose, Typing};

impl App {
    pub(super) fn ask(&mut self, purpose: Purpose, text: String) {
        self.prompt = Some(Prompt { purpose, text });
    }

    pub(super) fn ask_to_save(&mut self, action: Action) {
        let Some(connection) = self.connection() else { return };
        let (purpose, ending) = match action {
            Action::SavePackets => (Purpose::SavePackets(connection), "pcapng"),
            _ => (Purpose::SaveStory(connection), "txt"),
        };
        self.ask(purpose, format!("connection-{connection}.{ending}"));
    }

    pub(super) fn type_in(&mut self, key: KeyEvent) -> Option<Effect> {
        let prompt = self.prompt.as_mut()?;
        let typing = prompt.key(key);
        let (purpose, text) = (prompt.purpose, prompt.text.clone());
        if typing != Typing::GoesOn {
            self.prompt = None;
        }
        match (purpose, typing) {
            (Purpose::Filter, Typing::Cancelled) => self.connections.narrow(""),
            (Purpose::Filter, _) => self.connections.narrow(&text),
            (_, Typing::GoesOn | Typing::Cancelled) => {}
            (Purpose::Find, Typing::Done) => {
                self.sought = text;
                return if self.sought.is_empty() { None } else { self.find(true) };
            }
            (Purpose::Command, Typing::Done) => return self.command(&text),
            (Purpose::SavePackets(connection), Typing::Done) => {
                return Some(Effect::SavePackets(connection, text.into()));
            }
            (Purpose::SaveStory(connection), Typing::Done) => {
                return Some(Effect::SaveStory(connection, self.look.language, text.into()));
            }
        }
        None
    }

    fn command(&mut self, text: &str) -> Option<Effect> {
        match command::parse(text) {
            Ok(Command::Act(action)) => self.act(action),
            Ok(Command::Nothing) => None,
            Ok(Command::Sort(sort)) => {
                self.sort(sort);
                None
            }
            Ok(Command::SavePackets(path)) => Some(Effect::SavePackets(self.connection()?, path)),
            Ok(Command::SaveStory(path)) => {
                Some(Effect::SaveStory(self.connection()?, self.look.language, path))
            }
            Err(sentence) => {
                self.message = Some(self.look.tell(&sentence));
                None
            }
        }
    }

    fn sort(&mut self, sort: Sort) {
        self.connections.sort_by(sort, &self.capture.index());
    }
}
