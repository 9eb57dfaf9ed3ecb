//! Instructions that each stage takes for a packet, on captures of several shapes, and those that the program
//! takes where there is little to read: measured with callgrind, which counts the same on a busy machine, and
//! compared with the tables that stand beside this file.
//!
//! `cargo bench --bench instructions` fails where something takes more than the tables say, by more than a few
//! per cent; `UPDATE=1` writes the tables anew. Each stage is measured with all before it: the difference of two
//! rows is what a stage adds. What makes the capture, and the start of the program, do not count there; what the
//! system does before `main` counts nowhere.

#[path = "made/mod.rs"]
mod made;
#[path = "../tests/support/mod.rs"]
mod support;

use std::env::{args, current_exe, var_os};
use std::fs::{read_to_string, write};
use std::hint::black_box;
use std::io::sink;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use made::shapes::Shape;
use support::to_capture;
use wiretale::capture::{CaptureFile, Source as _, open};
use wiretale::decode::Decoder;
use wiretale::flow::{At, Connections, Sink, TcpEvent};
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, Observer};
use wiretale::teach::{Language, Sentence};
use wiretale::tell::{Output, Rows, TimeFormat};
use wiretale::view::json::Json;
use wiretale::view::text::{Page, Text};

/// How much more than the tables say is no change, in per cent: hash tables are seeded anew in each process.
const TOLERANCE: f64 = 4.0;

/// Characters before the first number of a row.
const NAMES: usize = 22;

/// What shows how much is done at the start: nothing is read, a small capture is told with few words, and with
/// many.
const STARTS: [(&str, &[&str]); 3] = [
    ("--version", &["--version"]),
    ("connections --json", &["connections", "--json", "captures/echo.pcapng"]),
    ("demo", &["demo"]),
];

/// How far the reading goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Read,
    Decode,
    Flow,
    Frames,
    Contents,
    ConnectionsText,
    FramesJson,
    MessagesJson,
    Story,
}

impl Stage {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Read, "read"),
        (Self::Decode, "+ decode"),
        (Self::Flow, "+ flow"),
        (Self::Frames, "+ session: frames"),
        (Self::Contents, "+ session: contents"),
        (Self::ConnectionsText, "connections"),
        (Self::FramesJson, "frames --json"),
        (Self::MessagesJson, "messages --json"),
        (Self::Story, "story"),
    ];
}

fn main() -> ExitCode {
    let words: Vec<String> = args().collect();
    if let [_, mode, shape, stage] = words.as_slice()
        && mode == "measure"
    {
        return measure(shape, stage);
    }
    let tables = [packets(), starts()].join("\n");
    print!("{tables}");
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.txt"));
    if var_os("UPDATE").is_some() {
        write(&path, tables).expect("the tables can be written");
        return ExitCode::SUCCESS;
    }
    let before = read_to_string(&path).expect("the tables are there");
    let more = compare(&before, &tables);
    for more in &more {
        println!("{more}");
    }
    if more.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Instructions for a packet: a row a stage, a column a shape.
fn packets() -> String {
    let counted = Shape::ALL.map(|shape| Stage::ALL.map(|(_, stage)| count(shape, stage)));
    let rows = Stage::ALL.iter().enumerate();
    table(
        ("instructions a packet", &Shape::ALL.map(Shape::name)),
        rows.map(|(row, (_, stage))| (*stage, counted.map(|column| column[row]).to_vec())),
    )
}

/// Instructions of the whole program, from `main` on.
fn starts() -> String {
    let rows = STARTS.map(|(name, words)| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_wiretale"));
        program.args(words).env("LC_ALL", "C").env("COLUMNS", "100");
        (name, vec![instructions_in("main", &program).0])
    });
    table(("instructions at start", &["all"]), rows)
}

fn table<'a>(
    (title, columns): (&str, &[&str]),
    rows: impl IntoIterator<Item = (&'a str, Vec<u64>)>,
) -> String {
    let mut table = format!("{title:<NAMES$}");
    table.extend(columns.iter().map(|column| format!("{column:>10}")));
    for (name, cells) in rows {
        table.extend(["\n".to_owned(), format!("{name:<NAMES$}")]);
        table.extend(cells.iter().map(|cell| format!("{cell:>10}")));
    }
    table + "\n"
}

/// Where the new tables say more than the old ones.
fn compare(before: &str, now: &str) -> Vec<String> {
    let cells = |line: &str| -> Vec<String> {
        line.get(NAMES..).unwrap_or("").split_whitespace().map(str::to_owned).collect()
    };
    let names = |tables: &str| -> Vec<String> {
        tables.lines().map(|line| line.get(..NAMES).unwrap_or("").to_owned()).collect()
    };
    assert_eq!(names(before), names(now), "the tables are of other stages");
    let (mut more, mut columns) = (Vec::new(), Vec::new());
    for (old, new) in before.lines().zip(now.lines()) {
        let (name, old, new) = (new.get(..NAMES).unwrap_or("").trim(), cells(old), cells(new));
        assert_eq!(old.len(), new.len(), "the tables are of other shapes");
        if new.iter().any(|cell| cell.parse::<f64>().is_err()) {
            assert_eq!(old, new, "the tables are of other shapes");
            columns = new;
            continue;
        }
        for ((old, new), column) in old.iter().zip(&new).zip(&columns) {
            let [before, now] = [old, new].map(|cell| cell.parse::<f64>().expect("a number"));
            if now > before * (1.0 + TOLERANCE / 100.0) {
                let percent = (now / before - 1.0) * 100.0;
                more.push(format!("{column} {name}: {new}, was {old}, {percent:+.1} %"));
            }
        }
    }
    more
}

/// Counts the instructions of a stage for a packet, in a process of its own.
fn count(shape: Shape, stage: &str) -> u64 {
    let mut program = Command::new(current_exe().expect("this program has a path"));
    program.args(["measure", shape.name(), stage]);
    let (total, told) = instructions_in("*stage_that_is_measured*", &program);
    let packets: u64 = told.trim().parse().expect("a number of packets");
    total / packets
}

/// Runs a program; how many instructions it took in a function and what that called, and what it printed.
fn instructions_in(function: &str, program: &Command) -> (u64, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = folder.path().join("profile");
    let mut callgrind = Command::new("valgrind");
    callgrind.args(["--tool=callgrind", "--collect-atstart=no"]).arg(format!("--toggle-collect={function}"));
    callgrind.arg(format!("--callgrind-out-file={}", profile.display()));
    callgrind.arg(program.get_program()).args(program.get_args());
    callgrind.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = callgrind.output().expect("valgrind is installed: scripts/setup test does that");
    assert!(output.status.success(), "{program:?}: {}", String::from_utf8_lossy(&output.stderr));
    let profile = read_to_string(&profile).expect("a profile");
    let total =
        profile.lines().find_map(|line| line.strip_prefix("summary: ").or(line.strip_prefix("totals: ")));
    let total = total.expect("a total").trim().parse().expect("a number");
    (total, String::from_utf8_lossy(&output.stdout).into_owned())
}

fn measure(shape: &str, stage: &str) -> ExitCode {
    let shape = Shape::ALL.into_iter().find(|other| other.name() == shape);
    let stage = Stage::ALL.into_iter().find(|(_, name)| *name == stage);
    let (Some(shape), Some((stage, _))) = (shape, stage) else { return ExitCode::FAILURE };
    // From a file, so that the system copies the bytes.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("made.pcap");
    write(&path, to_capture(&shape.packets())).expect("the capture can be written");
    let capture = open(&path).expect("a capture");
    // What is put together once only is there before: the catalog of sentences.
    black_box(Sentence::new("report.nothing").tell(Language::English));
    println!("{}", stage_that_is_measured(stage, capture));
    ExitCode::SUCCESS
}

/// Reads the capture as far as the stage goes; returns how many packets there were.
#[inline(never)]
fn stage_that_is_measured(stage: Stage, capture: CaptureFile) -> u64 {
    run(stage, capture)
}

fn run(stage: Stage, mut capture: CaptureFile) -> u64 {
    let mut tell =
        |observer: &mut dyn Observer| pipeline::run(&mut capture, observer, Settings::default()).packets;
    let json = |rows| Json::new(rows, Language::English, Output::new(sink()));
    let text = |rows| {
        Text::new(rows, Page::new(Output::new(sink()), Language::English, TimeFormat::Relative, (100, false)))
    };
    match stage {
        Stage::Read | Stage::Decode | Stage::Flow => lower(stage, &mut capture),
        Stage::Frames => tell(&mut Deaf { contents: false }),
        Stage::Contents => tell(&mut Deaf { contents: true }),
        Stage::ConnectionsText => tell(&mut text(Rows::Connections)),
        Stage::FramesJson => tell(&mut json(Rows::Frames)),
        Stage::MessagesJson => tell(&mut json(Rows::Messages)),
        Stage::Story => tell(&mut text(Rows::Story)),
    }
}

/// The stages below the sessions.
fn lower(stage: Stage, capture: &mut CaptureFile) -> u64 {
    let (mut decoder, mut connections, mut packets) = (Decoder::new(), Connections::default(), 0);
    while let Ok(Some(packet)) = capture.next_packet() {
        packets += 1;
        if stage == Stage::Read {
            black_box(packet.bytes);
            continue;
        }
        if let Ok(segment) = decoder.decode(&packet) {
            if stage == Stage::Decode {
                black_box(segment.payload);
            } else {
                connections.take(&segment, &mut Nobody);
            }
        }
    }
    connections.finish(&mut Nobody);
    packets
}

/// Hears what TCP does, and does nothing.
struct Nobody;

impl Sink for Nobody {
    fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
        black_box((at, &event));
    }
}

/// Hears what connections say, and does nothing.
struct Deaf {
    contents: bool,
}

impl Observer for Deaf {
    fn observe(&mut self, event: &Event<'_>) {
        black_box(event);
    }

    fn wants_contents(&self) -> bool {
        self.contents
    }
}
