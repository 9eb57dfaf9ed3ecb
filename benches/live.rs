//! What watching an interface costs, and what it loses: measured side by side with tcpdump, dumpcap and
//! tshark, and compared with what is promised.
//!
//! `cargo bench --bench live` joins two network namespaces with a veth pair and lets thousands of WebSocket
//! clients speak with a server in the other. First the rate is looked for at which tcpdump begins to drop
//! packets; then each program captures at half of it, and at the highest rate. `-- --quick` does less of it,
//! in less than a minute. What is promised are counts and ratios, which no busy machine changes:
//!
//! - What was captured and what is said to be dropped is exactly what went over the wire; also while a
//!   program is kept from taking packets, so that many are dropped.
//! - At half the rate at which tcpdump begins to drop, nothing is dropped, and every connection, frame and
//!   message is told.
//! - Memory stays flat.
#![expect(clippy::disallowed_methods, reason = "load comes over time")]

mod load;
#[path = "../tests/live/network.rs"]
mod network;
#[path = "live/programs.rs"]
mod programs;
#[path = "live/stage.rs"]
mod stage;
#[path = "../tests/support/mod.rs"]
mod support;
#[path = "live/usage.rs"]
mod usage;

use std::env::{args, var_os};
use std::process::ExitCode;
use std::time::Duration;

use load::Plan;
use network::{Network, Right};
use programs::Program;
use stage::{Run, Stage};
use usage::Usage;

/// Connections that are open at once.
const CONNECTIONS: usize = 2_000;
/// Frames a second that are tried first; then twice as many, again and again.
const FIRST_RATE: u64 = 100_000;
/// A rate that no machine reaches: what is offered is what can be.
const NO_LIMIT: u64 = 10_000_000;
/// The part of a rate that must be reached, else the machine gives no more.
const REACHED: f64 = 0.9;

/// How long a program is kept from taking packets.
const HELD: Duration = Duration::from_secs(1);

/// A promise: memory at the end, in what it was after a third of the time, at most; and so many bytes more.
const GROWTH: f64 = 1.1;
const LEEWAY: u64 = 4 << 20;

/// How much of everything.
struct Extent {
    /// How long a rate is tried, in seconds.
    trial: u64,
    /// How often the interval between a rate without drops and one with drops is halved.
    halvings: u32,
    /// Who captures at half the rate, and for how long.
    half: &'static [(Program, u64)],
    /// Who captures at the highest rate, and for how long.
    highest: &'static [(Program, u64)],
}

const FULL: Extent = Extent {
    trial: 5,
    halvings: 4,
    half: &[
        (Program::Tcpdump, 20),
        (Program::Dumpcap, 20),
        (Program::Tshark, 20),
        (Program::Record, 180),
        (Program::Frames, 180),
        (Program::Connections, 180),
    ],
    highest: &[
        (Program::Tcpdump, 20),
        (Program::Dumpcap, 20),
        (Program::Tshark, 20),
        (Program::Record, 20),
        (Program::Frames, 20),
        (Program::Connections, 20),
    ],
};

const QUICK: Extent = Extent {
    trial: 2,
    halvings: 1,
    half: &[(Program::Tcpdump, 3), (Program::Record, 3), (Program::Frames, 6), (Program::Connections, 6)],
    highest: &[(Program::Tshark, 2), (Program::Frames, 2)],
};

fn main() -> ExitCode {
    let words: Vec<String> = args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let extent = match words.as_slice() {
        [] => FULL,
        ["--quick"] => QUICK,
        [role, address, numbers @ ..] if stage::play(role, address, numbers).is_some() => {
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("usage: cargo bench --bench live [-- --quick]");
            return ExitCode::FAILURE;
        }
    };
    let Some(right) = Right::find() else {
        println!("left out: network namespaces can't be made here (unshare --user --map-root-user --net)");
        return if var_os("CI").is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    };
    let network = Network::new(right);
    let folder = tempfile::tempdir().expect("a folder");
    let broken = measure(&Stage { network: &network, folder: folder.path() }, &extent);
    for promise in &broken {
        println!("NOT KEPT: {promise}");
    }
    if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures everything; the promises that are not kept.
fn measure(stage: &Stage<'_>, extent: &Extent) -> Vec<String> {
    let mut broken = Vec::new();
    let reference = Program::reference(stage.network.right);
    let can_run = |(program, _): &&(Program, u64)| *program != Program::Tcpdump || *program == reference;
    let limit = limit(stage, extent, reference);
    head("half of that");
    for &(program, seconds) in extent.half.iter().filter(can_run) {
        let run = stage.run(program, plan(limit / 2, seconds), &[]);
        row(program.name(), &run);
        if program.is_ours() {
            broken.extend(exact(program, &run, stage));
            broken.extend(complete(program, &run, stage));
            broken.extend(flat(program, &run));
        }
    }
    head("as much as can be offered");
    for &(program, seconds) in extent.highest.iter().filter(can_run) {
        let run = stage.run(program, plan(NO_LIMIT, seconds), &[]);
        row(program.name(), &run);
        broken.extend(program.is_ours().then(|| exact(program, &run, stage)).flatten());
    }
    let held = Program::Frames;
    let run = stage.run_and_hold(held, plan(limit / 2, 2), &["-B", "1"], Some(HELD));
    row("the same, held for a second", &run);
    broken.extend(exact(held, &run, stage));
    if run.said.dropped == 0 {
        broken.push("a program that is held for a while with a small buffer drops packets".to_owned());
    }
    broken
}

fn plan(frames_a_second: u64, seconds: u64) -> Plan {
    Plan { connections: CONNECTIONS, frames_a_second, seconds }
}

/// The rate at which tcpdump, or who stands for it, begins to drop packets, in frames a second; or the highest
/// there is, if it drops none.
fn limit(stage: &Stage<'_>, extent: &Extent, reference: Program) -> u64 {
    let name = reference.name();
    head(&format!("{name}, at rising rates"));
    let trial = |rate| {
        let run = stage.run(reference, plan(rate, extent.trial), &[]);
        row(&format!("{rate} frames a second"), &run);
        run
    };
    let mut rate = FIRST_RATE;
    let mut good = 0;
    let mut bad = loop {
        let run = trial(rate);
        if run.said.dropped > 0 {
            break rate;
        }
        if (run.rate() as f64) < rate as f64 * REACHED {
            println!("{name} drops nothing at the highest rate that is reached here");
            return run.rate();
        }
        good = rate;
        rate *= 2;
    };
    for _ in 0..extent.halvings {
        let between = u64::midpoint(good, bad);
        if trial(between).said.dropped > 0 { bad = between } else { good = between }
    }
    println!("{name} begins to drop at {bad} frames a second");
    bad
}

/// What was captured and dropped is what the interface saw; and what was recorded is in the file.
fn exact(program: Program, run: &Run, stage: &Stage<'_>) -> Option<String> {
    let Run { packets, said, .. } = run;
    let written = program.packets_in_file(stage.folder).unwrap_or(said.captured);
    (said.captured + said.dropped != *packets || written != said.captured).then(|| {
        let name = program.name();
        format!(
            "{name} captures and drops what passes by, all in all: {packets}, {said:?}, {written} in its file"
        )
    })
}

/// Nothing is dropped, and everything is told that clients and server say that they said.
fn complete(program: Program, run: &Run, stage: &Stage<'_>) -> Option<String> {
    let said = [run.server.opened, run.frames(), run.client.messages + run.server.messages];
    let told = program.told(stage.folder).unwrap_or(said);
    (run.said.dropped > 0 || told != said).then(|| {
        let name = program.name();
        format!(
            "{name} loses nothing at that rate: {:?}; connections, frames and messages: {told:?} of {said:?}",
            run.said
        )
    })
}

/// Memory doesn't grow.
fn flat(program: Program, run: &Run) -> Option<String> {
    let Usage { early, late, .. } = run.usage;
    (late as f64 > early as f64 * GROWTH + LEEWAY as f64)
        .then(|| format!("the memory of {} stays flat: {early}, then {late} bytes", program.name()))
}

fn head(what: &str) {
    println!(
        "\n{what:<32}{:>10}{:>12}{:>12}{:>12}{:>8}{:>11}{:>11}{:>16}",
        "frames/s",
        "on the wire",
        "captured",
        "dropped",
        "CPU, s",
        "ns/packet",
        "peak, MiB",
        "1/3 → end, MiB"
    );
}

fn row(what: &str, run: &Run) {
    let Run { packets, said, usage, .. } = run;
    let each = usage.seconds * 1e9 / said.captured.max(1) as f64;
    let [peak, early, late] = [usage.peak, usage.early, usage.late].map(|bytes| bytes as f64 / 1_048_576.0);
    println!(
        "{what:<32}{:>10}{packets:>12}{:>12}{:>12}{:>8.2}{each:>11.0}{peak:>11.1}{early:>8.1} →{late:>6.1}",
        run.rate(),
        said.captured,
        said.dropped,
        usage.seconds
    );
}
