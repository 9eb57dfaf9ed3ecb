//! How what a packet costs grows with the capture: with its length, with open connections, with what stands
//! behind a hole, and so on; measured, and compared with what is promised. Nothing may grow faster than a
//! logarithm.
//!
//! `cargo bench --bench growth` takes a minute or two; `-- --full` goes on to 30 million packets, a million open
//! connections and eight million half-open ones, and `-- CURVE …` measures only those curves. A process makes
//! each capture and another one reads it through a pipe, so that nothing is kept; time is what that one spent on
//! a processor, the least of some rounds, and memory the peak that the operating system has seen.

mod made;
#[path = "../tests/support/mod.rs"]
mod support;
mod usage;

use std::env::args;
use std::io::{BufWriter, sink, stdin, stdout};
use std::process::{ExitCode, Stdio};

use made::grown::Curve;
use usage::{Used, again, child, nanoseconds};
use wiretale::capture::CaptureFile;
use wiretale::pipeline::{self, Settings};
use wiretale::session::Observer;
use wiretale::teach::Language;
use wiretale::tell::{Output, Rows, TimeFormat};
use wiretale::view::json::Json;
use wiretale::view::text::{Page, Text};

/// How often each is measured at least, and at most. What disturbs only ever adds, so the least of more rounds
/// is nearer to what it takes; one that keeps its promise after the first few is not measured again.
const ROUNDS: [usize; 2] = [3, 15];

/// What is promised of a curve.
struct Promise {
    curve: Curve,
    /// What grows.
    what: &'static str,
    /// What is told meanwhile.
    rows: Rows,
    json: bool,
    /// What the last point costs at most, in what the first one does. A machine that is busy makes a quarter of
    /// difference to the least of many rounds; what grew with the size would make four times and more.
    cost: f64,
    /// How much more memory it takes at most, where that does not have to grow.
    memory: Option<f64>,
}

const PROMISES: [Promise; 9] = [
    // What is remembered of half a million connections that have ended is all that may grow.
    promise(Curve::Packets, "packets", (Rows::Connections, true), 1.5, Some(2.5)),
    promise(Curve::Bulk, "MiB of long messages", (Rows::Connections, false), 1.5, Some(1.3)),
    promise(Curve::Open, "connections open at once", (Rows::Connections, true), 2.0, None),
    promise(Curve::HalfOpen, "half-open connections", (Rows::Connections, false), 1.6, None),
    promise(Curve::Hole, "MiB behind a hole", (Rows::Frames, false), 1.5, None),
    // They are found in a tree, and their logarithm trebles.
    promise(Curve::Holes, "holes at once", (Rows::Frames, false), 2.0, None),
    promise(Curve::Frames, "frames in a packet", (Rows::Frames, true), 1.5, Some(1.2)),
    promise(Curve::Fragments, "fragments of a message", (Rows::Messages, true), 1.5, Some(1.5)),
    promise(Curve::Head, "bytes of an HTTP head", (Rows::Connections, true), 1.5, Some(1.2)),
];

const fn promise(
    curve: Curve,
    what: &'static str,
    (rows, json): (Rows, bool),
    cost: f64,
    memory: Option<f64>,
) -> Promise {
    Promise { curve, what, rows, json, cost, memory }
}

fn main() -> ExitCode {
    let words: Vec<String> = args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let [mode @ ("make" | "measure"), curve, point, size] = words[..] {
        let promise = PROMISES.iter().find(|promise| format!("{:?}", promise.curve) == curve);
        let promise = promise.expect("a curve");
        if mode == "measure" {
            promise.measure();
            return ExitCode::SUCCESS;
        }
        let capture = promise.curve.make(point.parse().expect("a number"), size == "--full");
        // Who reads may end before.
        let _ = capture.write(&mut BufWriter::with_capacity(1 << 16, stdout().lock()));
        return ExitCode::SUCCESS;
    }
    let full = words.contains(&"--full");
    let names: Vec<_> = words.iter().filter(|word| **word != "--full").collect();
    let chosen = |promise: &&Promise| {
        names.is_empty() || names.iter().any(|name| **name == format!("{:?}", promise.curve))
    };
    println!(
        "{:<12}{:<26}{:<10}{:^48}at most   MiB",
        "curve", "what grows", "cost of a", "points: ns of each"
    );
    let kept: Vec<bool> = PROMISES.iter().filter(chosen).map(|promise| promise.is_kept(full)).collect();
    if kept.is_empty() || kept.contains(&false) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

impl Promise {
    /// Measures all points, and prints them as a row.
    fn is_kept(&self, full: bool) -> bool {
        let points = self.curve.points(full);
        let round = || points.map(|point| self.used(point, full));
        let unit = points.map(|point| self.curve.unit(&self.curve.make(point, full), full));
        let each = |best: &[Used; 3]| {
            let mut units = unit.iter().map(|(_, units)| *units as f64);
            best.map(|used| used.nanoseconds as f64 / units.next().unwrap_or(1.0))
        };
        let cost = |best: &[Used; 3]| each(best)[2] / each(best)[0];
        let [least, most] = ROUNDS;
        let mut best = round();
        for rounds in 1..most {
            if rounds >= least && cost(&best) <= self.cost {
                break;
            }
            // They take turns, so that what disturbs for a while disturbs all.
            let mut next = round().into_iter();
            best = best.map(|one| next.next().map_or(one, |other| one.faster(other)));
        }
        let cost = cost(&best);
        let cells = points.iter().zip(each(&best)).map(|(point, each)| format!("{point}: {each:.0}"));
        let memory = best[2].peak as f64 / best[0].peak as f64;
        println!(
            "{:<12}{:<26}{:<10}{:<40}{cost:>6.2}x {:>6.1}x   {:.0} to {:.0}",
            format!("{:?}", self.curve),
            self.what,
            unit[0].0,
            cells.collect::<Vec<_>>().join("  "),
            self.cost,
            best[0].mebibytes(),
            best[2].mebibytes(),
        );
        if let Some(most) = self.memory.filter(|most| memory > *most) {
            println!("{:<12}takes {memory:.2} times as much memory, at most {most}", "");
        }
        cost <= self.cost && self.memory.is_none_or(|most| memory <= most)
    }

    /// One process makes a capture, another one reads it; what that one used.
    fn used(&self, point: u64, full: bool) -> Used {
        let (curve, point) = (format!("{:?}", self.curve), point.to_string());
        let size = if full { "--full" } else { "" };
        let words = |mode| [mode, curve.as_str(), point.as_str(), size];
        let mut maker = again(&words("make")).stdout(Stdio::piped()).spawn().expect("this program again");
        let capture = maker.stdout.take().expect("a pipe");
        let used = child(&words("measure"), capture);
        assert!(maker.wait().expect("our child").success(), "the capture was made");
        used
    }

    /// Reads what comes, and tells what it took.
    fn measure(&self) {
        let mut capture = CaptureFile::from_reader(stdin(), "made".to_owned()).expect("a capture");
        let mut observer: Box<dyn Observer> = if self.json {
            Box::new(Json::new(self.rows, Language::English, Output::new(sink())))
        } else {
            let page = Page::new(Output::new(sink()), Language::English, TimeFormat::Relative, (100, false));
            Box::new(Text::new(self.rows, page))
        };
        let before = nanoseconds();
        let report = pipeline::run(&mut capture, &mut *observer, Settings::default());
        assert!(report.error.is_none() && report.undecoded.is_empty(), "the capture is read");
        Used::tell_since(before);
    }
}
