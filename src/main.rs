//! Command line to pipeline to view; nothing else.

mod cli;

use std::error::Error;
use std::io::{self, stdout};
use std::process::ExitCode;

use clap::Parser as _;
use wiretale::capture::{CaptureFile, Source as _, open};
use wiretale::pipeline;
use wiretale::session::Observer;
use wiretale::tell::{Output, Rows, safe};
use wiretale::view::json::Json;
use wiretale::view::text::{Page, Text};

use cli::{Asked, Cli, Command, Options};

/// The capture that `wiretale demo` tells.
const WALKTHROUGH: &[u8] = include_bytes!("../captures/walkthrough.pcapng");

fn main() -> ExitCode {
    let told = match Cli::parse() {
        Cli { command: Some(command), .. } => run(command),
        Cli { command: None, story: Some(asked) } => run(Command::Story(asked)),
        Cli { command: None, story: None } => return ExitCode::from(2),
    };
    match told {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wiretale: {}", safe(&error.to_string()));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Box<dyn Error>> {
    let (rows, asked) = match command {
        Command::Demo(options) => {
            return tell(
                CaptureFile::from_reader(WALKTHROUGH, "the demo".to_owned())?,
                Rows::Story,
                &options,
            );
        }
        Command::Story(asked) => (Rows::Story, asked),
        Command::Connections(asked) => (Rows::Connections, asked),
        Command::Packets(asked) => (Rows::Packets, asked),
        Command::Frames(asked) => (Rows::Frames, asked),
        Command::Messages(asked) => (Rows::Messages, asked),
    };
    let Asked { file, options } = asked;
    tell(open(&file)?, rows, &options)
}

/// Reads the capture and prints what was asked for; then, on standard error, what should be known
/// besides.
fn tell(mut capture: CaptureFile, rows: Rows, options: &Options) -> Result<(), Box<dyn Error>> {
    let out = Output::new(stdout().lock());
    let language = options.language();
    let read = |observer: &mut dyn Observer, capture: &mut CaptureFile| {
        pipeline::run(capture, observer, options.stream)
    };
    let report = if options.json {
        let mut json = Json::new(rows, language, out);
        let report = read(&mut json, &mut capture);
        json.finish().map(|()| report)
    } else {
        let mut page = Page::new(out, language, options.time).coloured(options.colour());
        if let Some(width) = options.width() {
            page = page.fitted(width);
        }
        let mut text = Text::new(rows, page);
        let report = read(&mut text, &mut capture);
        text.finish().map(|()| report)
    };
    let report = report.map_err(OutputFailed)?;
    for note in report.notes(capture.aside()) {
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
