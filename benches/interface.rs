//! What the interface's index costs in memory and in time, and how long one connection out of many takes
//! to be told again, and a screen to be drawn, in captures that are longer and longer: measured, and compared
//! with what is promised.
//!
//! `cargo bench --bench interface` measures each case in a process of its own; with `-- --full`, captures of up
//! to 30 million packets too, which take 4 GB in `TMPDIR`. Memory is the peak that the operating system has seen,
//! less that of the same capture read without an index, for each packet. Time is what the process spent on a
//! processor, unless it is said to be what passed.

mod made;
#[path = "../tests/support/mod.rs"]
mod support;
mod usage;

use std::env::args;
use std::io::BufWriter;
use std::path::Path;
use std::process::{ExitCode, Stdio, exit};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode};
use made::copies::{Copies, SERVER};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use support::{Conversation, masked, text};
use tempfile::NamedTempFile;
use usage::{Used, child, nanoseconds};
use wiretale::capture::{open, open_kept};
use wiretale::flow::Room;
use wiretale::pipeline::{self, Settings};
use wiretale::replay::Replay;
use wiretale::session::{self, DecodeAs, Observer};
use wiretale::summary::Summaries;
use wiretale::tell::{Indexer, SharedIndex, Teller};
use wiretale::view::tui::{Abilities, App, Capture, Effect, Look};

/// Connections that go on side by side.
const CONNECTIONS: u64 = 1_000;
/// Packets of the capture.
const PACKETS: u64 = 1_500_000;
/// Packets of those with which it is seen how all this grows.
const SMALL: [u64; 3] = [200_000, 400_000, 800_000];
const FULL: [u64; 3] = [1_000_000, 5_000_000, 30_000_000];

/// A promise: bytes of memory for each packet.
const MEMORY: f64 = 48.0;
/// A promise: reading with an index takes at most so much of the time of summing up all connections, which
/// is what the table of connections needs anyway.
const OVERHEAD: f64 = 2.0;
/// What is measured, and how often.
const CASES: [&str; 5] = ["plain", "indexed", "retold", "drawn", "answered"];
const ROUNDS: usize = 4;
/// A promise: the whole screen is drawn in so many milliseconds, whatever it shows.
const REDRAW: f64 = 16.0;
/// A promise: while a capture is read at full speed, a key is answered on the whole screen in so many
/// milliseconds; this once is time that passes, not what was spent on a processor.
const ANSWER: f64 = 50.0;
/// A promise: the first screen full of rows is there after so many milliseconds that pass, however long the
/// capture is.
const FIRST: f64 = 500.0;
/// A promise: one connection is told again in at most such a part of the time that all took.
const RETELLING: f64 = 0.05;

fn main() -> ExitCode {
    let words: Vec<String> = args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let ["measure", case, packets, path] = words[..] {
        return measure(case, packets.parse().expect("a number"), Path::new(path));
    }
    let kept = costs();
    let sizes = if words.contains(&"--full") { FULL } else { SMALL };
    println!(
        "\n{:>12}{:>18}{:>18}{:>20}",
        "packets", "first rows, ms", "screen drawn, ms", "bytes for a packet"
    );
    println!("{:>12}{FIRST:>18}{REDRAW:>18}{MEMORY:>20}", "at most");
    let grown = sizes.map(growth);
    if kept && grown == [true; 3] { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures all cases, and prints a line each.
fn costs() -> bool {
    let file = write(PACKETS);
    // The fastest of several is the one that others disturbed least; they take turns, so that what
    // disturbs for a while disturbs all.
    let round = || CASES.map(|case| used(case, PACKETS, &file));
    let [plain, indexed, retold, drawn, answered] = (1..ROUNDS).fold(round(), |best, _| {
        let mut next = round().into_iter();
        best.map(|one| next.next().map_or(one, |other| one.faster(other)))
    });
    let each = indexed.peak.saturating_sub(plain.peak) as f64 / PACKETS as f64;
    let ratio = |used: &Used, whole: &Used| used.nanoseconds as f64 / whole.nanoseconds as f64;
    let per_packet = |used: &Used| used.nanoseconds as f64 / PACKETS as f64;
    let (overhead, retelling) = (ratio(&indexed, &plain), ratio(&retold, &indexed));
    println!("{PACKETS} packets of {CONNECTIONS} connections");
    println!("index, bytes for each packet   {each:>8.1}  at most {MEMORY}");
    println!("summed up only, ns each        {:>8.0}", per_packet(&plain));
    println!(
        "with an index, ns each         {:>8.0}  {overhead:.2} of the above, at most {OVERHEAD}",
        per_packet(&indexed)
    );
    println!(
        "one connection told again, ms  {:>8.1}  {retelling:.4} of reading all, at most {RETELLING}",
        retold.milliseconds()
    );
    let (redraw, answer) = (drawn.milliseconds(), answered.milliseconds());
    println!("the slowest screen drawn, ms   {redraw:>8.2}  at most {REDRAW}");
    println!("the slowest answer to a key, ms{answer:>8.2}  at most {ANSWER}");
    answer <= ANSWER && redraw <= REDRAW && each <= MEMORY && overhead <= OVERHEAD && retelling <= RETELLING
}

/// Measures a capture of so many packets, and prints a row.
fn growth(packets: u64) -> bool {
    let file = write(packets);
    let [plain, indexed, drawn] = ["plain", "indexed", "drawn"].map(|case| used(case, packets, &file));
    let first = (0..ROUNDS).map(|_| used("first", packets, &file)).reduce(Used::faster);
    let (first, redraw) = (first.map_or(f64::MAX, Used::milliseconds), drawn.milliseconds());
    let each = indexed.peak.saturating_sub(plain.peak) as f64 / packets as f64;
    println!("{packets:>12}{first:>18.1}{redraw:>18.2}{each:>20.1}");
    first <= FIRST && redraw <= REDRAW && each <= MEMORY
}

/// What a case uses, in a process of its own.
fn used(case: &str, packets: u64, file: &NamedTempFile) -> Used {
    let path = file.path().to_str().expect("a path of text");
    child(&["measure", case, &packets.to_string(), path], Stdio::null())
}

/// Sums connections up, and forgets them.
#[derive(Default)]
struct SumUp(Summaries);

impl Observer for SumUp {
    fn observe(&mut self, event: &session::Event<'_>) {
        self.0.observe(event);
    }
}

/// A large screen.
const SCREEN: Rect = Rect::new(0, 0, 200, 60);
/// What leads to the screens that are drawn: the ends of both lists, a connection, its tabs.
const KEYS: [&str; 9] = ["G", "p", "G", "q", "\r", "G", "2", "3", "5"];
/// Times that each is drawn.
const DRAWN: u64 = 50;

/// Draws screens of the whole capture; what one took, of the slowest kind.
fn draw(path: &Path) -> u64 {
    let capture: Arc<dyn Capture> = Arc::new(Replay::open(path, Room::default()).expect("the capture"));
    let report = capture.read();
    let mut app = App::new(Arc::clone(&capture), Look::default());
    app.read(&report);
    let mut buffer = Buffer::empty(SCREEN);
    let mut slowest = 0;
    for key in KEYS {
        let code =
            if key == "\r" { KeyCode::Enter } else { KeyCode::Char(key.chars().next().expect("a key")) };
        if let Some(Effect::Tell(connection, around)) = app.event(&Event::Key(code.into())) {
            app.told(connection, capture.tell(connection, around, &AtomicBool::new(false)));
        }
        let before = nanoseconds();
        for _ in 0..DRAWN {
            buffer.reset();
            app.draw(&mut buffer, Abilities { colours: true, unicode: true });
        }
        slowest = slowest.max((nanoseconds() - before) / DRAWN);
    }
    slowest
}

/// Keys that are pressed again and again while the capture is read: on the table, sorted by what changes
/// all the time, in the list of packets, in a connection that grows.
const PRESSED: [&str; 12] = ["G", "k", "o", "k", "p", "k", "G", "q", "\r", "j", "2", "q"];

/// Presses keys while the capture is read at full speed; the longest that one waited for its screen.
fn answer(path: &Path) -> u64 {
    let capture: Arc<dyn Capture> = Arc::new(Replay::open(path, Room::default()).expect("the capture"));
    let reading = Arc::clone(&capture);
    let reading = std::thread::spawn(move || reading.read());
    let mut app = App::new(Arc::clone(&capture), Look::default());
    let mut buffer = Buffer::empty(SCREEN);
    let (mut slowest, begun) = (Duration::ZERO, now());
    while capture.index().len() < 10_000 {
        std::thread::yield_now();
    }
    for key in PRESSED.iter().cycle() {
        if reading.is_finished() {
            break;
        }
        let code =
            if *key == "\r" { KeyCode::Enter } else { KeyCode::Char(key.chars().next().expect("a key")) };
        let pressed = now();
        let effect = app.event(&Event::Key(code.into()));
        app.catch_up();
        buffer.reset();
        app.draw(&mut buffer, Abilities { colours: true, unicode: true });
        slowest = slowest.max(pressed.elapsed());
        // What is told beside the interface is not waited for.
        let told = effect.into_iter().chain(app.tick(begun.elapsed()));
        for effect in told {
            if let Effect::Tell(connection, around) = effect {
                app.told(connection, capture.tell(connection, around, &AtomicBool::new(false)));
            }
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    u64::try_from(slowest.as_nanos()).expect("less than centuries")
}

/// How long it takes until the first rows fill a screen, while the capture is read.
fn first_rows(path: &Path) -> u64 {
    let begun = now();
    let capture: Arc<dyn Capture> = Arc::new(Replay::open(path, Room::default()).expect("the capture"));
    let reading = Arc::clone(&capture);
    std::thread::spawn(move || reading.read());
    let mut app = App::new(Arc::clone(&capture), Look::default());
    let mut buffer = Buffer::empty(SCREEN);
    while capture.index().counts().connections < u64::from(SCREEN.height) {
        std::thread::sleep(Duration::from_micros(100));
    }
    app.catch_up();
    app.draw(&mut buffer, Abilities { colours: true, unicode: true });
    u64::try_from(begun.elapsed().as_nanos()).expect("less than centuries")
}

#[expect(clippy::disallowed_methods, reason = "this measures how long one waits")]
fn now() -> Instant {
    Instant::now()
}

fn measure(case: &str, packets: u64, path: &Path) -> ExitCode {
    let mut before = nanoseconds();
    let mut known = None;
    if case == "drawn" {
        known = Some(draw(path));
    } else if case == "answered" {
        known = Some(answer(path));
    } else if case == "first" {
        Used::tell(first_rows(path));
        // The rest is not read.
        exit(0);
    } else if case == "plain" {
        let mut source = open(path).expect("the capture");
        let report = pipeline::run(&mut source, &mut SumUp::default(), Settings::default());
        assert_eq!((report.packets, report.connections), (packets, CONNECTIONS));
    } else {
        let (mut source, back) = open_kept(path, &Arc::default()).expect("the capture");
        let (index, stop) = (SharedIndex::default(), Arc::new(AtomicBool::new(false)));
        let mut indexer = Indexer::new(index.clone(), stop.clone());
        pipeline::run(&mut source, &mut indexer, Settings::default());
        let counts = index.lock().expect("the index").counts();
        assert_eq!((counts.packets, counts.websockets), (packets, CONNECTIONS));
        if case == "retold" {
            before = nanoseconds();
            let mut teller = Teller::new(7);
            pipeline::retell(&index, &back, 7, DecodeAs::default(), &stop, &mut teller).expect("its packets");
            let summary = teller.finish().expect("its telling").summary;
            assert_eq!(summary.packet_count(), packets / CONNECTIONS);
        }
    }
    Used::tell(known.unwrap_or_else(|| nanoseconds() - before));
    ExitCode::SUCCESS
}

/// Writes conversations that go on side by side: a few words each way, again and again.
fn write(packets: u64) -> NamedTempFile {
    let mut talk = Conversation::new("10.0.0.1:50000", SERVER);
    talk.handshake().get("/chat").switching_protocols().client_ack();
    while (talk.packets.len() as u64) < packets / CONNECTIONS {
        talk.client(masked(text("How many words are said in an hour?")))
            .server(text("Many, but few are heard."));
        talk.client_ack();
    }
    talk.packets.truncate((packets / CONNECTIONS) as usize);
    let file = NamedTempFile::new().expect("a temporary file");
    let copies = Copies::new(talk.packets, CONNECTIONS, CONNECTIONS);
    copies.write(&mut BufWriter::new(file.as_file())).expect("a file");
    file
}
