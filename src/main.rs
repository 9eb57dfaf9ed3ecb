//! Command line to pipeline to view; nothing else.

mod cli;
mod progress;
mod several;
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
use wiretale::capture::{CaptureError, CaptureFile, Source as _, open_watched};
use wiretale::pipeline;
use wiretale::replay::Replay;
use wiretale::session::Observer;
use wiretale::teach::{Language, Sentence};
use wiretale::tell::{Output, RowOrder, Rows, safe};
use wiretale::view::files::Files;
use wiretale::view::json::Json;
use wiretale::view::text::{Page, Text};
use wiretale::view::tui;

use progress::Bar;

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
    let decode_as = options.settings().decode_as;
    let replay = match from {
        From::File(file) => Replay::open(&file, room)?,
        From::Files(files) => return several::tell(&files, &What::Rows(Rows::Story, None), options),
        From::Demo => Replay::of_static(WALKTHROUGH, DEMO.to_owned(), room)?,
        From::Interface(interface) => return watch::show(&interface, options),
    };
    present(Arc::new(replay.decoding_as(decode_as)), options)
}

fn present(replay: Arc<Replay>, options: &Options) -> Result<(), Box<dyn Error>> {
    let failed = tui::run(replay, options.stream, options.look(), options.abilities())?;
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}

/// Prints what was asked for of a capture, or of several.
fn tell_from(from: From, what: &What, options: &Options) -> Result<(), Box<dyn Error>> {
    let (capture, file) = match from {
        From::File(file) => {
            let (capture, progress) = open_watched(&file)?;
            (capture, Some((file, progress)))
        }
        From::Files(files) => return several::tell(&files, what, options),
        From::Demo => (CaptureFile::from_reader(WALKTHROUGH, DEMO.to_owned())?, None),
        From::Interface(interface) => return watch::tell(&interface, what, options),
    };
    let arrives = file.as_ref().is_some_and(|(file, _)| file.as_os_str() == "-");
    let bar = file.map(|(file, progress)| {
        let bar = Bar::begin(&[file], what.scrolls(), options.language());
        bar.watch(progress);
        bar
    });
    tell(capture, (what, RowOrder::ByNumber), options, (Output::new(stdout().lock()).prompt(arrives), bar))
}

/// Reads a capture and prints what was asked for, in an order unless another is asked for; then, on
/// standard error, what should be known besides.
fn tell(
    mut capture: CaptureFile,
    told: (&What, RowOrder),
    options: &Options,
    (out, bar): (Output<'_>, Option<Bar>),
) -> Result<(), Box<dyn Error>> {
    let told = read(&mut capture, told, options, (out, None));
    drop(bar);
    let told = told?;
    for note in told.notes(None, options.language()) {
        eprintln!("wiretale: {}", safe(&note));
    }
    match told.error {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}

/// What should be known of a capture besides what was told of it.
struct Told {
    notes: Vec<Sentence>,
    /// Why reading stopped before the end, if it did.
    error: Option<CaptureError>,
}

impl Told {
    /// The notes; with the name of the capture where there are several.
    fn notes(&self, of: Option<&str>, language: Language) -> impl Iterator<Item = String> {
        let of = of.map(|name| format!("{name}: ")).unwrap_or_default();
        self.notes.iter().map(move |note| format!("{of}{}", note.tell(language)))
    }
}

/// Reads a capture and writes what was asked for; under the capture's name, if one is given.
fn read(
    capture: &mut CaptureFile,
    (what, order): (&What, RowOrder),
    options: &Options,
    (out, name): (Output<'_>, Option<&str>),
) -> Result<Told, Box<dyn Error>> {
    let language = options.language();
    let read = |observer: &mut dyn Observer, capture: &mut CaptureFile| {
        pipeline::run(capture, observer, options.settings())
    };
    let mut notes = Vec::new();
    let report = match what {
        What::Files(folder) => {
            let mut files = Files::new(folder, out)?;
            let report = read(&mut files, capture);
            notes = files.finish()?.notes();
            report
        }
        What::Rows(rows, sort) => {
            let order = sort.map_or(order, RowOrder::Sorted);
            if options.json {
                let mut json = Json::new(*rows, language, out).in_order(order).of(name);
                let mut report = read(&mut json, capture);
                json.finish(&mut report).map(|()| report)
            } else {
                let mut page =
                    Page::new(out, language, options.time, options.width()).coloured(options.colour());
                if let Some(name) = name {
                    page.line(page.strong(&safe(name)));
                }
                let mut text = Text::in_order(*rows, order, page);
                let mut report = read(&mut text, capture);
                text.finish(&mut report).map(|()| report)
            }
            .map_err(OutputFailed)?
        }
    };
    notes.extend(report.notes(capture.aside(), options.stream));
    Ok(Told { notes, error: report.error })
}

/// Standard output could not be written.
#[derive(Debug, thiserror::Error)]
#[error("standard output: {0}; what was told before is complete up to there")]
struct OutputFailed(io::Error);
