//! The command line's options of telling: what of a capture, and how it looks.

use std::fs::File;
use std::io::{IsTerminal as _, stderr, stdin, stdout};

use clap::error::ErrorKind;
use clap::{Args, ValueEnum};
use wiretale::flow::{ConnectionId, Room};
use wiretale::pipeline::Settings;
use wiretale::session::{DecodeAs, DecodeAsRule};
use wiretale::teach::Language;
use wiretale::tell::TimeFormat;
use wiretale::view::tui::{Abilities, Look, Theme};

use super::misuse;

/// Columns of a story where there is no terminal to fit.
const STORY_WIDTH: u16 = 100;

/// How to tell it.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Telling")]
pub(crate) struct Options {
    /// Print NDJSON, one object a line
    #[arg(long)]
    pub(crate) json: bool,
    /// Keep to one connection, by its number (Wireshark's tcp.stream)
    #[arg(long, value_name = "N")]
    pub(crate) stream: Option<ConnectionId>,
    /// Read the connections of a port as a WebSocket though the capture lacks their handshake, or never guess
    /// that they are one: `tcp.port==8080,websocket` or `tcp.port==8080,none`; may be given several times,
    /// the first that fits counts [default: guess from the frames]
    #[arg(short = 'd', long = "decode-as", value_name = "RULE")]
    decode_as: Vec<DecodeAsRule>,
    /// Keep at most N connections in memory at once; beyond that, those that were silent for the
    /// longest time are told as `expired` [default: 1048576 open, 10 million half-open]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_connections: Option<u32>,
    /// Show times in what is printed: r (since the first packet), d (since the packet before), dd (since the one shown
    /// before), e (epoch), a, ad (time of day, with date), u, ud (the same in UTC), none; or
    /// tcpdump's -tt to -ttttt
    #[arg(short = 't', value_name = "FORMAT", default_value = "r")]
    pub(crate) time: TimeFormat,
    /// Tell in English or Chinese [default: what the locale asks for]
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Use colours; auto does on a terminal, unless `NO_COLOR` is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    color: When,
    /// The background of the terminal, for the colours of the interface [default: what `COLORFGBG` says,
    /// else dark]
    #[arg(long, value_enum)]
    theme: Option<Background>,
    /// Draw the interface with ASCII only
    #[arg(long)]
    ascii: bool,
    /// Fit lines to so many columns [default: the terminal's; elsewhere 100 for stories, and tables
    /// are not cut]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..))]
    width: Option<u16>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Lang {
    En,
    Zh,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Background {
    Dark,
    Light,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

impl Options {
    /// What to read, and with how much memory.
    pub(crate) fn settings(&self) -> Settings {
        let room = self.max_connections.map_or_else(Room::default, |most| {
            let most = most as usize;
            Room { open: most, half_open: most, past: most }
        });
        let decode_as = DecodeAs::new(&self.decode_as).unwrap_or_else(|| {
            misuse(ErrorKind::TooManyValues, &format!("-d can be given {} times at most", DecodeAs::MOST))
        });
        Settings { only: self.stream, room, decode_as }
    }

    /// Whether there is a terminal for the interface, and nothing else is asked for.
    pub(super) fn has_terminal(&self) -> bool {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        !self.json
            && !dumb
            && stdout().is_terminal()
            && (stdin().is_terminal() || File::open("/dev/tty").is_ok())
    }

    /// How the interface looks.
    pub(crate) fn look(&self) -> Look {
        let theme = match self.theme {
            Some(Background::Dark) => Theme::Dark,
            Some(Background::Light) => Theme::Light,
            None => theme_of_terminal(),
        };
        Look { language: self.language(), theme }
    }

    /// What the terminal can do, as far as the environment tells.
    pub(crate) fn abilities(&self) -> Abilities {
        Abilities { colours: self.colour(), unicode: !self.ascii && !has_no_unicode() }
    }

    /// The language asked for, else that of the locale.
    pub(crate) fn language(&self) -> Language {
        language(self.lang)
    }

    /// The width asked for, else that of the terminal, also where a pager stands between; and
    /// whether the rows of tables must be cut to it.
    pub(crate) fn width(&self) -> (usize, bool) {
        let variable = || std::env::var("COLUMNS").ok()?.parse().ok().filter(|width| *width > 0);
        let terminal = |is_one: bool| Some(is_one.then(crossterm::terminal::size)?.ok()?.0);
        let shown = self.width.or_else(variable).or_else(|| terminal(stdout().is_terminal()));
        let width = shown.or_else(|| terminal(stderr().is_terminal())).unwrap_or(STORY_WIDTH);
        (usize::from(width), shown.is_some())
    }

    /// Whether to use colours.
    pub(crate) fn colour(&self) -> bool {
        let unset = |name| std::env::var_os(name).is_none_or(|value| value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => stdout().is_terminal() && unset("NO_COLOR") && !dumb,
        }
    }
}

/// The language asked for, else that of the locale.
pub(super) fn language(asked: Option<Lang>) -> Language {
    match asked {
        Some(Lang::En) => Language::English,
        Some(Lang::Zh) => Language::Chinese,
        None => locale("LC_MESSAGES").map_or(Language::English, |locale| Language::of_locale(&locale)),
    }
}

/// The locale of a category.
fn locale(category: &str) -> Option<String> {
    let values = ["LC_ALL", category, "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    values.into_iter().find(|value| !value.is_empty())
}

/// Whether the locale says that the terminal shows no more than ASCII. Without any, most show more.
fn has_no_unicode() -> bool {
    let named = locale("LC_CTYPE").map(|locale| locale.to_ascii_lowercase());
    named.is_some_and(|locale| !locale.contains("utf") && !matches!(locale.as_str(), "c" | "posix"))
}

/// What some terminals say of themselves: the colours of text and background, by their numbers.
fn theme_of_terminal() -> Theme {
    let colours = std::env::var("COLORFGBG").ok();
    let background = colours.as_deref().and_then(|colours| colours.rsplit(';').next()?.parse::<u8>().ok());
    match background {
        Some(7 | 9..=15) => Theme::Light,
        _ => Theme::Dark,
    }
}
