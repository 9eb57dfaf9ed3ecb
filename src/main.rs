//! Command line to pipeline to view; nothing else.

mod cli;
#[cfg(all(feature = "live", target_os = "linux"))]
mod watch;
#[cfg(not(all(feature = "live", target_os = "linux")))]
#[path = "watch/absent.rs"]
mod watch;

use std::error::Error;
use std::io::{self, stdout};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use wiretale::capture::{CaptureFile, Source as _, open};
use wiretale::pipeline;
use wiretale::replay::Replay;
use wiretale::session::Observer;
use wiretale::tell::{Output, RowOrder, safe};
use wiretale::view::files::Files;
use wiretale::view::json::Json;
use wiretale::view::text::{Page, Text};
use wiretale::view::tui;

use cli::{Cli, From, Options, Task, What};

/// What messages call the demo.
const DEMO: &str = "the demo";

/// The capture that `wiretale demo` tells.
const WALKTHROUGH: &[u8] = include_bytes!("../captures/walkthrough.pcapng");

fn main() -> ExitCode {
    match run(Cli::parse().task()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wiretale: {}", safe(&error.to_string()));
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Box<dyn Error>> {
    match task {
        Task::Show(from, options) => show(from, &options),
        Task::Tell { from, what, options } => tell_from(from, &what, &options),
        Task::Record(interface, language) => watch::record(&interface, language),
        Task::List => watch::list(),
        Task::Doctor(language) => watch::doctor(language),
    }
}

/// Shows a capture in the interface.
fn show(from: From, options: &Options) -> Result<(), Box<dyn Error>> {
    let room = options.settings().room;
    let replay = match from {
        From::File(file) => Replay::open(&file, room)?,
        From::Demo => Replay::of_static(WALKTHROUGH, DEMO.to_owned(), room)?,
        From::Interface(interface) => return watch::show(&interface, options),
    };
    present(Arc::new(replay), options)
}

fn present(replay: Arc<Replay>, options: &Options) -> Result<(), Box<dyn Error>> {
    let failed = tui::run(replay, options.stream, options.look(), options.abilities())?;
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}

/// Prints rows of a capture.
fn tell_from(from: From, what: &What, options: &Options) -> Result<(), Box<dyn Error>> {
    let (capture, arrives) = match from {
        From::File(file) => (open(&file)?, file.as_os_str() == "-"),
        From::Demo => (CaptureFile::from_reader(WALKTHROUGH, DEMO.to_owned())?, false),
        From::Interface(interface) => return watch::tell(&interface, what, options),
    };
    tell(capture, what, RowOrder::ByNumber, options, Output::new(stdout().lock()).prompt(arrives))
}

/// Reads the capture and prints what was asked for, in an order unless another is asked for; then, on standard error, what should be known
/// besides.
fn tell(
    mut capture: CaptureFile,
    what: &What,
    order: RowOrder,
    options: &Options,
    out: Output<'_>,
) -> Result<(), Box<dyn Error>> {
    let language = options.language();
    let read = |observer: &mut dyn Observer, capture: &mut CaptureFile| {
        pipeline::run(capture, observer, options.settings())
    };
    let mut notes = Vec::new();
    let report = match what {
        What::Files(folder) => {
            let mut files = Files::new(folder, out)?;
            let report = read(&mut files, &mut capture);
            notes = files.finish()?.notes();
            report
        }
        What::Rows(rows, sort) => {
            let order = sort.map_or(order, RowOrder::Sorted);
            if options.json {
                let mut json = Json::new(*rows, language, out).in_order(order);
                let mut report = read(&mut json, &mut capture);
                json.finish(&mut report).map(|()| report)
            } else {
                let page = Page::new(out, language, options.time, options.width()).coloured(options.colour());
                let mut text = Text::in_order(*rows, order, page);
                let mut report = read(&mut text, &mut capture);
                text.finish(&mut report).map(|()| report)
            }
            .map_err(OutputFailed)?
        }
    };
    notes.extend(report.notes(capture.aside(), options.stream));
    for note in notes {
        eprintln!("wiretale: {}", safe(&note.tell(language)));
    }
    match report.error {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}

/// Standard output could not be written.
#[derive(Debug, thiserror::Error)]
#[error("standard output: {0}; what was told before is complete up to there")]
struct OutputFailed(io::Error);
