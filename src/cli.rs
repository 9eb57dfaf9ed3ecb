//! The command line: what can be asked, and the choices that follow from the terminal.

mod capture;
mod options;

use std::ffi::OsString;
use std::io::{IsTerminal as _, stdout};
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, Parser, Subcommand};
use wiretale::teach::Language;
use wiretale::tell::{Rows, Sort};

pub(crate) use capture::Capture;
pub(crate) use options::Options;
use options::{Lang, language};

/// Tells the story of every WebSocket connection in a packet capture, or on an interface.
///
/// How TCP opened, how HTTP was upgraded, which frames went by, who kept the line alive, who
/// acknowledged what, and who closed it, how and why.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true,
    override_usage = "wiretale [OPTIONS] FILE\n       wiretale [OPTIONS] -i INTERFACE [FILTER]...\n       wiretale COMMAND"
)]
#[command(
    after_help = "On a terminal, FILE and -i open the interface, where ? shows the keys; elsewhere they are told \
    as a story. Try `wiretale demo`.\n\n\
    Exit status: 0 all was told (a file cut in its last packet too, and a live capture ended by a limit, \
    Ctrl-C or SIGTERM); 1 the capture or the output failed, after what could be told was told; 2 the \
    command line was not understood."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// List the interfaces that can be watched, with their addresses and what they are like
    #[arg(short = 'D', long, help_heading = "Live capture", conflicts_with_all = ["interface", "words"])]
    list_interfaces: bool,
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    options: Options,
}

/// Where packets come from: a file, or an interface.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// The capture: pcap or pcapng, also compressed with gzip or zstd; `-` reads standard input, a folder
    /// is a spool that was left behind. Several are read side by side and told in this order. With -i these
    /// are words of a capture filter
    #[arg(value_name = "FILE")]
    words: Vec<OsString>,
    #[command(flatten)]
    capture: Capture,
}

/// The same, understood.
#[derive(Debug)]
pub(crate) enum From {
    /// The capture that is part of the program.
    Demo,
    /// A file, or standard input.
    File(PathBuf),
    /// Several of them.
    Files(Vec<PathBuf>),
    /// An interface.
    Interface(Box<Interface>),
}

/// An interface to watch.
#[cfg_attr(
    not(all(feature = "live", target_os = "linux")),
    expect(dead_code, reason = "without live capture it is only understood")
)]
#[derive(Debug)]
pub(crate) struct Interface {
    /// Its name, or its number in the list.
    pub(crate) name: String,
    /// The capture filter.
    pub(crate) filter: String,
    /// How to capture.
    pub(crate) capture: Capture,
}

impl Input {
    fn understood(self, records: bool) -> From {
        let Self { words, capture } = self;
        if let Some(name) = capture.interface.clone() {
            let filter = capture.filter(&words);
            let filter = filter.unwrap_or_else(|wrong| misuse(ErrorKind::ArgumentConflict, &wrong));
            if capture.writes_to_standard_output() && !records {
                misuse(
                    ErrorKind::ArgumentConflict,
                    "what is told goes to standard output: name a file with -w",
                );
            }
            if capture.writes_to_standard_output() && stdout().is_terminal() {
                misuse(
                    ErrorKind::ArgumentConflict,
                    "packets are nothing for a terminal: pipe them on, or name a file",
                );
            }
            return From::Interface(Box::new(Interface { name, filter, capture }));
        }
        match <[OsString; 1]>::try_from(words) {
            Ok([file]) => From::File(file.into()),
            Err(none) if none.is_empty() => misuse(
                ErrorKind::MissingRequiredArgument,
                "there is nothing to read: name a capture, or an interface with -i (wiretale -D lists them)",
            ),
            Err(several) => From::Files(several.into_iter().map(PathBuf::from).collect()),
        }
    }
}

/// Ends the program because the command line makes no sense.
fn misuse(kind: ErrorKind, message: &str) -> ! {
    Cli::command().error(kind, message).exit()
}

impl Cli {
    /// What to do: a capture without a command is looked at in the interface where there is a terminal
    /// for it, else told as a story; so is the demo.
    pub(crate) fn task(self) -> Task {
        if self.list_interfaces {
            return Task::List;
        }
        let (from, options) = match self.command {
            Some(Command::Demo(options)) => (From::Demo, options),
            Some(Command::Record { input, lang }) => match input.understood(true) {
                From::Interface(interface) if interface.capture.write.is_some() => {
                    return Task::Record(interface, language(lang));
                }
                _ => misuse(
                    ErrorKind::MissingRequiredArgument,
                    "record takes an interface and a file: wiretale record -i INTERFACE -w FILE",
                ),
            },
            Some(Command::Doctor { lang }) => return Task::Doctor(language(lang)),
            Some(Command::Story(asked)) => return asked.told_as(Rows::Story, None),
            Some(Command::Connections(Listed { asked, sort })) => {
                return asked.told_as(Rows::Connections, sort);
            }
            Some(Command::Packets(asked)) => return asked.told_as(Rows::Packets, None),
            Some(Command::Frames(asked)) => return asked.told_as(Rows::Frames, None),
            Some(Command::Messages(Said { asked, out: Some(folder) })) => {
                if asked.input.capture.interface.is_none() && asked.input.words.len() > 1 {
                    misuse(ErrorKind::TooManyValues, "--out takes the messages of one capture at a time");
                }
                return asked.told(What::Files(folder));
            }
            Some(Command::Messages(Said { asked, out: None })) => {
                let in_full = asked.options.stream.is_some() && !asked.options.json;
                return asked.told_as(if in_full { Rows::Chat } else { Rows::Messages }, None);
            }
            None => (self.input.understood(false), self.options),
        };
        if options.has_terminal() {
            Task::Show(from, options)
        } else {
            Task::Tell { from, what: What::Rows(Rows::Story, None), options }
        }
    }
}

impl Asked {
    fn told_as(self, rows: Rows, sort: Option<Sort>) -> Task {
        self.told(What::Rows(rows, sort))
    }

    fn told(self, what: What) -> Task {
        Task::Tell { from: self.input.understood(false), what, options: self.options }
    }
}

/// What to print.
#[derive(Debug)]
pub(crate) enum What {
    /// Rows, in an order if one is asked for.
    Rows(Rows, Option<Sort>),
    /// The names of files into which messages are written, in a folder.
    Files(PathBuf),
}

impl What {
    /// Whether lines come while the capture is read.
    pub(crate) fn scrolls(&self) -> bool {
        !matches!(self, Self::Rows(_, Some(_)))
    }
}

/// What to do.
#[derive(Debug)]
pub(crate) enum Task {
    /// Look at a capture in the interface.
    Show(From, Options),
    /// Print rows of a capture.
    Tell { from: From, what: What, options: Options },
    /// Capture into a file.
    Record(Box<Interface>, Language),
    /// List the interfaces.
    List,
    /// Say what works here.
    Doctor(Language),
}

/// What to tell.
#[derive(Debug, Subcommand)]
enum Command {
    /// The connections told in words, packet by packet
    Story(Asked),
    /// One line per TCP connection, with its ending
    Connections(Listed),
    /// One line per TCP segment, with its labels
    Packets(Asked),
    /// One line per WebSocket frame
    Frames(Asked),
    /// One line per WebSocket message, put together; with --stream N all of them in full, like a chat
    Messages(Said),
    /// A built-in capture, the classic WebSocket walkthrough: in the interface, or as a story
    Demo(Options),
    /// Only capture: record -i INTERFACE -w FILE, where - is standard output
    Record {
        #[command(flatten)]
        input: Input,
        /// Tell in English or Chinese [default: what the locale asks for]
        #[arg(long, value_enum)]
        lang: Option<Lang>,
    },
    /// What works on this machine, what does not, and why
    Doctor {
        /// Tell in English or Chinese [default: what the locale asks for]
        #[arg(long, value_enum)]
        lang: Option<Lang>,
    },
}

/// A capture, and how to tell it.
#[derive(Debug, Args)]
struct Asked {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    options: Options,
}

/// Connections, and their order.
#[derive(Debug, Args)]
struct Listed {
    #[command(flatten)]
    asked: Asked,
    /// Sort by number, client, server, opened, duration, packets, bytes, frames, rtt,
    /// retransmissions, silence, activity (last packet) or ending (trouble first); with - before it the greatest first, as in
    /// `--sort=-bytes`. Nothing is printed before the capture ends
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    sort: Option<Sort>,
}

/// Messages, and where they go.
#[derive(Debug, Args)]
struct Said {
    #[command(flatten)]
    asked: Asked,
    /// Write each message to a file of its own in DIR, which is new or empty, and print the names. They
    /// say where a message is found: connection, packet and sender, as in 0-000012-client.json
    #[arg(long, value_name = "DIR", conflicts_with = "json")]
    out: Option<PathBuf>,
}
