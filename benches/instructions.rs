//! Instructions that each stage takes for a packet, on captures of several shapes: measured with callgrind,
//! which counts the same on a busy machine, and compared with the table that stands beside this file.
//!
//! `cargo bench --bench instructions` fails where a stage takes more than the table says, by more than a few
//! per cent; `UPDATE=1` writes the table anew. Each stage is measured with all before it: the difference of two
//! rows is what a stage adds. What makes the capture, and the start of the program, do not count.

#[path = "instructions/shapes.rs"]
mod shapes;
#[path = "../tests/support/mod.rs"]
mod support;

use std::env::{args, current_exe, var_os};
use std::fs::{read_to_string, write};
use std::hint::black_box;
use std::io::sink;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use shapes::Shape;
use wiretale::capture::{CaptureFile, Source as _, open};
use wiretale::decode::Decoder;
use wiretale::flow::{At, Connections, Sink, TcpEvent};
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, Observer};
use wiretale::teach::{Language, Sentence};
use wiretale::tell::{Output, Rows, TimeFormat};
use wiretale::view::json::Json;
use wiretale::view::text::{Page, Text};

/// How much more than the table says is no change, in per cent: hash tables are seeded anew in each process.
const TOLERANCE: f64 = 4.0;

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
    let counted = Shape::ALL.map(|shape| Stage::ALL.map(|(_, stage)| count(shape, stage)));
    let table = table(&counted);
    print!("{table}");
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.txt"));
    if var_os("UPDATE").is_some() {
        write(&path, table).expect("the table can be written");
        return ExitCode::SUCCESS;
    }
    let before = read_to_string(&path).expect("the table is there");
    let more = compare(&before, &table);
    for more in &more {
        println!("{more}");
    }
    if more.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Instructions for a packet, as a table: a row a stage, a column a shape.
fn table(counted: &[[u64; Stage::ALL.len()]]) -> String {
    let mut table = format!("{:<22}", "instructions a packet");
    table.extend(Shape::ALL.map(|shape| format!("{:>10}", shape.name())));
    for (row, (_, stage)) in Stage::ALL.iter().enumerate() {
        table.extend(["\n".to_owned(), format!("{stage:<22}")]);
        table.extend(counted.iter().map(|column| format!("{:>10}", column[row])));
    }
    table + "\n"
}

/// Where the new table says more than the old one.
fn compare(before: &str, now: &str) -> Vec<String> {
    let cells = |table: &str| -> Vec<Vec<String>> {
        table
            .lines()
            .map(|line| line.get(22..).unwrap_or("").split_whitespace().map(str::to_owned).collect())
            .collect()
    };
    let (before, now) = (cells(before), cells(now));
    assert!(before.len() == now.len() && before[0] == now[0], "the table is of other stages or shapes");
    let mut more = Vec::new();
    for ((before, now), (_, stage)) in before.iter().zip(&now).skip(1).zip(Stage::ALL) {
        for ((before, now), shape) in before.iter().zip(now).zip(Shape::ALL) {
            let [old, new] = [before, now].map(|cell| cell.parse::<f64>().expect("a number"));
            if new > old * (1.0 + TOLERANCE / 100.0) {
                more.push(format!(
                    "{} {stage}: {now}, was {before}, {:+.1} %",
                    shape.name(),
                    (new / old - 1.0) * 100.0
                ));
            }
        }
    }
    more
}

/// Counts the instructions of a stage for a packet, in a process of its own.
fn count(shape: Shape, stage: &str) -> u64 {
    let program = current_exe().expect("this program has a path");
    let folder = tempfile::tempdir().expect("a folder");
    let profile = folder.path().join("profile");
    let mut callgrind = Command::new("valgrind");
    callgrind.args(["--tool=callgrind", "--collect-atstart=no", "--toggle-collect=*stage_that_is_measured*"]);
    callgrind.arg(format!("--callgrind-out-file={}", profile.display()));
    let output = callgrind.arg(program).args(["measure", shape.name(), stage]).output();
    let output = output.expect("valgrind is installed: scripts/setup test does that");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{shape:?} {stage}: {}", String::from_utf8_lossy(&output.stderr));
    let packets: u64 = told.trim().parse().expect("a number of packets");
    let profile = read_to_string(&profile).expect("a profile");
    let total =
        profile.lines().find_map(|line| line.strip_prefix("summary: ").or(line.strip_prefix("totals: ")));
    let total: u64 = total.expect("a total").trim().parse().expect("a number");
    total / packets
}

fn measure(shape: &str, stage: &str) -> ExitCode {
    let shape = Shape::ALL.into_iter().find(|other| other.name() == shape);
    let stage = Stage::ALL.into_iter().find(|(_, name)| *name == stage);
    let (Some(shape), Some((stage, _))) = (shape, stage) else { return ExitCode::FAILURE };
    // From a file, so that the system copies the bytes.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("made.pcap");
    write(&path, shape.make()).expect("the capture can be written");
    let capture = open(&path).expect("a capture");
    // What is read once only is read before: the catalog of sentences.
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
