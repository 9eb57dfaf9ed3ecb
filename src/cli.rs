//! The command line: what can be asked, and the choices that follow from the terminal.

use std::fs::File;
use std::io::{IsTerminal, stderr, stdin, stdout};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use wiretale::flow::{ConnectionId, Room};
use wiretale::pipeline::Settings;
use wiretale::teach::Language;
use wiretale::tell::{Sort, TimeFormat};
use wiretale::view::tui::{Abilities, Look, Theme};

/// Columns of a story where there is no terminal to fit.
const STORY_WIDTH: u16 = 100;

/// Tells the story of every WebSocket connection in a packet capture.
///
/// How TCP opened, how HTTP was upgraded, which frames went by, who kept the line alive, who
/// acknowledged what, and who closed it, how and why.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true
)]
#[command(
    after_help = "On a terminal, FILE opens the interface, where ? shows the keys; elsewhere it is told \
    as a story. Try `wiretale demo`.\n\n\
    Exit status: 0 all was told (a file cut in its last packet too); 1 the capture or the output \
    failed, after what could be told was told; 2 the command line was not understood."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// The capture: pcap or pcapng, also compressed with gzip or zstd; `-` reads standard input
    #[arg(required = true)]
    file: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
}

impl Cli {
    /// What to do: a capture without a command is looked at in the interface where there is a terminal
    /// for it, else told as a story; so is the demo.
    pub(crate) fn task(self) -> Task {
        let (file, options) = match (self.command, self.file) {
            (Some(Command::Demo(options)), _) => (None, options),
            (Some(command), _) => return Task::Tell(command),
            (None, file) => (file, self.options),
        };
        match file {
            file if options.has_terminal() => Task::Show(file, options),
            Some(file) => Task::Tell(Command::Story(Asked { file, options })),
            None => Task::Tell(Command::Demo(options)),
        }
    }
}

/// What to do.
#[derive(Debug)]
pub(crate) enum Task {
    /// Look at a capture, or at the demo, in the interface.
    Show(Option<PathBuf>, Options),
    /// Tell a capture, or the demo.
    Tell(Command),
}

/// What to tell.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The connections told in words, packet by packet
    Story(Asked),
    /// One line per TCP connection, with its ending
    Connections(Listed),
    /// One line per TCP segment, with its labels
    Packets(Asked),
    /// One line per WebSocket frame
    Frames(Asked),
    /// One line per WebSocket message, put together
    Messages(Asked),
    /// A built-in capture, the classic WebSocket walkthrough: in the interface, or as a story
    Demo(Options),
}

/// A capture, and how to tell it.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    /// The capture: pcap or pcapng, also compressed with gzip or zstd; `-` reads standard input
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) options: Options,
}

/// Connections, and their order.
#[derive(Debug, Args)]
pub(crate) struct Listed {
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// Sort by number, client, server, opened, duration, packets, bytes, frames, rtt,
    /// retransmissions, silence or ending (trouble first); with - before it the greatest first, as in
    /// `--sort=-bytes`. Nothing is printed before the capture ends
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    pub(crate) sort: Option<Sort>,
}

/// How to tell it.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// Print NDJSON, one object a line
    #[arg(long)]
    pub(crate) json: bool,
    /// Keep to one connection, by its number (Wireshark's tcp.stream)
    #[arg(long, value_name = "N")]
    pub(crate) stream: Option<ConnectionId>,
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
enum Lang {
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
        Settings { only: self.stream, room }
    }

    /// Whether there is a terminal for the interface, and nothing else is asked for.
    fn has_terminal(&self) -> bool {
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
        match self.lang {
            Some(Lang::En) => Language::English,
            Some(Lang::Zh) => Language::Chinese,
            None => locale("LC_MESSAGES").map_or(Language::English, |locale| Language::of_locale(&locale)),
        }
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
