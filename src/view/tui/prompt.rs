//! A line at the bottom in which something is typed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::flow::ConnectionId;
use crate::limits;

/// What is being typed, and what for.
#[derive(Debug)]
pub(super) struct Prompt {
    pub(super) purpose: Purpose,
    pub(super) text: String,
}

/// What the text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Words to narrow the table to, at once as they are typed.
    Filter,
    /// Text to look for.
    Find,
    /// A command.
    Command,
    /// The file for the packets of a connection.
    SavePackets(ConnectionId),
    /// The file for the story of a connection.
    SaveStory(ConnectionId),
}

impl Purpose {
    /// Key of the words before the text.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Filter => "prompt.filter",
            Self::Find => "prompt.find",
            Self::Command => "prompt.command",
            Self::SavePackets(_) => "prompt.save-packets",
            Self::SaveStory(_) => "prompt.save-story",
        }
    }
}

/// What a key does to a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typing {
    /// The text may have changed.
    GoesOn,
    /// It is complete.
    Done,
    /// Never mind.
    Cancelled,
}

impl Prompt {
    /// Takes a key.
    pub(super) fn key(&mut self, key: KeyEvent) -> Typing {
        match (key.code, key.modifiers.contains(KeyModifiers::CONTROL)) {
            (KeyCode::Enter, _) => return Typing::Done,
            (KeyCode::Esc, _) | (KeyCode::Char('c'), true) => return Typing::Cancelled,
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) if self.text.is_empty() => {
                return Typing::Cancelled;
            }
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) => {
                self.text.pop();
            }
            (KeyCode::Char('u'), true) => self.text.clear(),
            (KeyCode::Char('w'), true) => {
                let kept = self.text.trim_end().rfind(' ').map_or(0, |space| space + 1);
                self.text.truncate(kept);
            }
            (KeyCode::Char(character), false) => self.push(character),
            _ => {}
        }
        Typing::GoesOn
    }

    /// Text that was pasted.
    pub(super) fn paste(&mut self, text: &str) {
        text.chars().filter(|character| !character.is_control()).for_each(|character| self.push(character));
    }

    fn push(&mut self, character: char) {
        if self.text.len() < limits::MAX_TYPED_BYTES {
            self.text.push(character);
        }
    }
}
