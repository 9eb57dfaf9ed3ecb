//! The programs that are compared, and what each says in the end.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use wiretale::capture::{Source as _, open};

use super::network::{CLIENT_SIDE, Computer, Right};
use super::support::Json;

/// Where a program writes packets, standard output that is read, and standard error.
const CAPTURE: &str = "capture.pcapng";
const OUTPUT: &str = "output";
const ERRORS: &str = "errors";

/// A program that captures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    Tcpdump,
    Dumpcap,
    /// dumpcap, and tshark behind it.
    Tshark,
    Record,
    Frames,
    Connections,
}

/// What a program says of packets in the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) captured: u64,
    pub(crate) dropped: u64,
}

impl Program {
    /// What it is called in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tcpdump => "tcpdump -w",
            Self::Dumpcap => "dumpcap -w",
            Self::Tshark => "dumpcap | tshark",
            Self::Record => "wiretale record",
            Self::Frames => "wiretale frames --json",
            Self::Connections => "wiretale connections --json",
        }
    }

    /// Starts it; the process that captures comes first. More `words` may be said to it.
    pub(crate) fn start(self, computer: &Computer, folder: &Path, words: &[&str]) -> Vec<Child> {
        let wiretale = env!("CARGO_BIN_EXE_wiretale");
        let file = folder.join(CAPTURE);
        let file = file.to_str().expect("UTF-8");
        let (program, arguments): (_, &[&str]) = match self {
            Self::Tcpdump => ("tcpdump", &["-Z", "root", "-i", CLIENT_SIDE, "-w", file, "tcp"]),
            Self::Dumpcap => ("dumpcap", &["-q", "-i", CLIENT_SIDE, "-f", "tcp", "-w", file]),
            Self::Tshark => ("dumpcap", &["-q", "-i", CLIENT_SIDE, "-f", "tcp", "-w", "-"]),
            Self::Record => (wiretale, &["record", "-i", CLIENT_SIDE, "-w", file]),
            Self::Frames => (wiretale, &["frames", "-i", CLIENT_SIDE, "--json"]),
            Self::Connections => (wiretale, &["connections", "-i", CLIENT_SIDE, "--json"]),
        };
        let mut command = computer.command(program);
        command.args(words_before_filter(arguments, words));
        command.env("XDG_CACHE_HOME", folder).env("LC_ALL", "C").stdin(Stdio::null());
        command.stderr(File::create(folder.join(ERRORS)).expect("a file"));
        command.stdout(match self {
            Self::Tshark => Stdio::piped(),
            Self::Connections => File::create(folder.join(OUTPUT)).expect("a file").into(),
            _ => Stdio::null(),
        });
        let mut first = command.spawn().unwrap_or_else(|error| panic!("{program}: {error}"));
        if self != Self::Tshark {
            return vec![first];
        }
        let mut tshark = Command::new("tshark");
        tshark.args(["-r", "-", "-n", "-Y", "websocket", "-T", "fields"]);
        tshark.args([
            "-e",
            "frame.number",
            "-e",
            "tcp.stream",
            "-e",
            "websocket.opcode",
            "-e",
            "websocket.payload_length",
        ]);
        tshark.stdin(first.stdout.take().expect("a pipe")).stdout(Stdio::null()).stderr(Stdio::null());
        vec![first, tshark.spawn().expect("tshark")]
    }

    /// Who shows what can be lost where this is allowed: tcpdump, which needs another user to become.
    pub(crate) fn reference(right: Right) -> Self {
        if right == Right::Root { Self::Tcpdump } else { Self::Dumpcap }
    }

    /// Whether promises are made for it.
    pub(crate) fn is_ours(self) -> bool {
        matches!(self, Self::Record | Self::Frames | Self::Connections)
    }

    /// The packets in the file that it wrote.
    pub(crate) fn packets_in_file(self, folder: &Path) -> Option<u64> {
        if self != Self::Record {
            return None;
        }
        let mut file = open(&folder.join(CAPTURE)).expect("a capture");
        let mut count = 0;
        while file.next_packet().expect("a whole capture").is_some() {
            count += 1;
        }
        Some(count)
    }

    /// The WebSocket connections that it told, where what it told is kept; and their frames and messages.
    pub(crate) fn told(self, folder: &Path) -> Option<[u64; 3]> {
        if self != Self::Connections {
            return None;
        }
        let lines = BufReader::new(File::open(folder.join(OUTPUT)).expect("a file")).lines();
        let mut told = [0; 3];
        for row in lines.map(|line| Json::parse(&line.expect("text"))) {
            let both = |what: &str| -> u64 {
                let sides = ["client", "server"].map(|side| row.number(&format!("{what}.{side}")));
                sides.into_iter().flatten().sum()
            };
            let is_websocket = row.text("protocol") == Some("websocket");
            told[0] += u64::from(is_websocket);
            told[1] += both("frames");
            told[2] += both("messages");
        }
        Some(told)
    }

    /// What it said of packets.
    pub(crate) fn said(self, folder: &Path) -> Said {
        let text = errors(folder);
        let said = match self {
            Self::Tcpdump => numbers_before(&text, ["packets captured", "packets dropped by kernel"]),
            Self::Dumpcap | Self::Tshark => received_and_dropped(&text),
            _ => captured_and_dropped(&text),
        };
        let [captured, dropped] = said.unwrap_or_else(|| panic!("{self:?} says: {text}"));
        Said { captured, dropped }
    }
}

/// What a program said on standard error.
pub(crate) fn errors(folder: &Path) -> String {
    std::fs::read_to_string(folder.join(ERRORS)).expect("its words")
}

/// Options stand before the filter, which tcpdump takes as its last word.
fn words_before_filter<'a>(arguments: &[&'a str], words: &[&'a str]) -> Vec<&'a str> {
    let (filter, options) = match arguments {
        [options @ .., filter @ "tcp"] if !options.ends_with(&["-f"]) => (Some(*filter), options),
        _ => (None, arguments),
    };
    options.iter().chain(words).copied().chain(filter).collect()
}

/// The numbers that stand right before these words.
fn numbers_before<const N: usize>(text: &str, words: [&str; N]) -> Option<[u64; N]> {
    let mut numbers = [0; N];
    for (number, words) in numbers.iter_mut().zip(words) {
        let (before, _) = text.split_once(words)?;
        *number = before.split_whitespace().next_back()?.parse().ok()?;
    }
    Some(numbers)
}

/// As in `wiretale: 1 234 packets captured; 0 dropped by the system, …`.
fn captured_and_dropped(text: &str) -> Option<[u64; 2]> {
    let (captured, dropped) = text.lines().find_map(|line| line.split_once(" captured; "))?;
    let (dropped, _) = dropped.split_once(" dropped by the system")?;
    let number = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok();
    Some([number(captured)?, number(dropped)?])
}

/// As in `Packets received/dropped on interface 'wire0': 12/0 (…)`.
fn received_and_dropped(text: &str) -> Option<[u64; 2]> {
    let (_, numbers) = text.split_once("received/dropped on interface")?;
    let (_, numbers) = numbers.split_once("': ")?;
    let (received, dropped) = numbers.split_whitespace().next()?.split_once('/')?;
    Some([received.parse().ok()?, dropped.parse().ok()?])
}
