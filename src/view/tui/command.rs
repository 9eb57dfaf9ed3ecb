//! Commands typed after a colon.

use std::path::PathBuf;

use super::action::Action;
use crate::teach::Sentence;
use crate::tell::Sort;

/// A command.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// What a key does as well.
    Act(Action),
    /// Sort the connections.
    Sort(Sort),
    /// Save the packets of the connection.
    SavePackets(PathBuf),
    /// Save its story.
    SaveStory(PathBuf),
    /// Nothing was typed.
    Nothing,
}

/// The commands that a key does as well.
const WORDS: [(&str, Action); 12] = [
    ("q", Action::Quit),
    ("quit", Action::Quit),
    ("q!", Action::Quit),
    ("help", Action::Help),
    ("packets", Action::AllPackets),
    ("follow", Action::Follow),
    ("pause", Action::Pause),
    ("stop", Action::StopReading),
    ("lang", Action::Language),
    ("theme", Action::Theme),
    ("step", Action::Step),
    ("$", Action::Bottom),
];

/// Understands a command, or says what it might have been.
pub(super) fn parse(text: &str) -> Result<Command, Sentence> {
    let text = text.trim();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim();
    let known = WORDS.into_iter().find(|(known, _)| *known == word && rest.is_empty());
    match (known, word) {
        (Some((_, action)), _) => Ok(Command::Act(action)),
        (None, "") => Ok(Command::Nothing),
        (None, "w" | "write") if !rest.is_empty() => Ok(Command::SavePackets(rest.into())),
        (None, "w" | "write") => Ok(Command::Act(Action::SavePackets)),
        (None, "story") if !rest.is_empty() => Ok(Command::SaveStory(rest.into())),
        (None, "story") => Ok(Command::Act(Action::SaveStory)),
        (None, "sort") => rest.parse().map(Command::Sort).map_err(|error| {
            Sentence::new("value").with("value", crate::tell::UnknownSort::to_string(&error))
        }),
        (None, number) => match number.parse() {
            Ok(number) if rest.is_empty() => Ok(Command::Act(Action::GoTo(number))),
            _ => Err(Sentence::new("screen.no-command").with("command", text)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_understood() {
        assert_eq!(parse("17"), Ok(Command::Act(Action::GoTo(17))));
        assert_eq!(parse(" q "), Ok(Command::Act(Action::Quit)));
        assert_eq!(parse("w out.pcapng"), Ok(Command::SavePackets("out.pcapng".into())));
        assert_eq!(parse("sort -bytes"), Ok(Command::Sort("-bytes".parse().unwrap())));
        assert_eq!(parse(""), Ok(Command::Nothing));
        assert_eq!(parse("stop"), Ok(Command::Act(Action::StopReading)));
        for wrong in ["sort colour", "17 18", "make tea", "q now"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
