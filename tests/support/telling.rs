//! Captures through the whole library: the outputs of the program without the program.

use std::fs;
use std::io::{Cursor, sink};
use std::path::PathBuf;

use wiretale::capture::{CaptureFile, Packet, Source as _};
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, Observer};
use wiretale::teach::Language;
use wiretale::tell::{Output, Report, Rows, TimeFormat, Zone};
use wiretale::view::json::Json as JsonOutput;
use wiretale::view::text::{Page, Text};

use super::Json;

/// Every kind of rows.
pub const ALL_ROWS: [Rows; 5] = [Rows::Story, Rows::Connections, Rows::Packets, Rows::Frames, Rows::Messages];

/// A recorded capture.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The file's name without its ending.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Recorded {
    /// Every capture of `captures/`, by name.
    pub fn all() -> Vec<Self> {
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/captures"));
        let entries = fs::read_dir(&folder).expect("captures/");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let mut paths: Vec<_> =
            paths.filter(|path| path.extension().is_some_and(|ending| ending == "pcapng")).collect();
        paths.sort();
        assert!(paths.len() >= 28, "the captures were found");
        paths.into_iter().map(Self::read).collect()
    }

    /// The capture of a name.
    pub fn named(name: &str) -> Self {
        Self::read(PathBuf::from(format!("{}/captures/{name}.pcapng", env!("CARGO_MANIFEST_DIR"))))
    }

    fn read(path: PathBuf) -> Self {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self { name, path, bytes }
    }

    /// What the programs logged while it was recorded.
    pub fn log(&self) -> Vec<Json> {
        let path = self.path.with_extension("log");
        Json::lines(&fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    }
}

/// The source that reads `capture`, unless it is none.
pub fn source(capture: &[u8]) -> Option<CaptureFile> {
    CaptureFile::from_reader(Cursor::new(capture.to_vec()), "crafted".to_owned()).ok()
}

/// A text output as it is printed: no colour, times since the first packet.
pub fn text_of(capture: &[u8], rows: Rows, language: Language, width: usize) -> String {
    let mut printed = Vec::new();
    let page = Page::new(Output::new(&mut printed), language, TimeFormat::Relative, (width, true));
    let mut text = Text::new(rows, page);
    let mut report = pipeline::run(&mut source(capture).expect("a capture"), &mut text, Settings::default());
    text.finish(&mut report).expect("memory");
    String::from_utf8(printed).expect("UTF-8")
}

/// A JSON output as it is printed.
pub fn json_of(capture: &[u8], rows: Rows, language: Language) -> String {
    let mut printed = Vec::new();
    let mut json = JsonOutput::new(rows, language, Output::new(&mut printed));
    let mut report = pipeline::run(&mut source(capture).expect("a capture"), &mut json, Settings::default());
    json.finish(&mut report).expect("memory");
    String::from_utf8(printed).expect("UTF-8")
}

/// The rows of a capture.
pub fn rows_of(capture: &[u8], rows: Rows) -> Vec<Json> {
    Json::lines(&json_of(capture, rows, Language::English))
}

/// Every output in every language at once, printed to nobody.
pub struct Everything {
    texts: Vec<Text<'static>>,
    jsons: Vec<JsonOutput<'static>>,
}

impl Everything {
    /// Outputs that have been told nothing yet.
    pub fn new() -> Self {
        let both = Language::ALL.into_iter().flat_map(|language| ALL_ROWS.map(|rows| (rows, language)));
        // Where nothing depends on the language, one of them is enough.
        let all = both.filter(|(rows, language)| {
            *language == Language::English || matches!(rows, Rows::Story | Rows::Connections)
        });
        let page = |language| {
            Page::new(Output::new(sink()), language, TimeFormat::Date(Zone::Utc), (100, true)).coloured(true)
        };
        let texts = all.clone().map(|(rows, language)| Text::new(rows, page(language)));
        let jsons = all.clone().map(|(rows, language)| JsonOutput::new(rows, language, Output::new(sink())));
        Self { texts: texts.collect(), jsons: jsons.collect() }
    }
}

impl Observer for Everything {
    fn observe(&mut self, event: &Event<'_>) {
        self.texts.iter_mut().for_each(|text| text.observe(event));
        self.jsons.iter_mut().for_each(|json| json.observe(event));
    }

    fn packet(&mut self, packet: &Packet<'_>) {
        self.texts.iter_mut().for_each(|text| text.packet(packet));
    }
}

/// Tells a capture, or what may be none, in every way there is.
pub fn tell_everything(capture: &[u8]) -> Option<Report> {
    let mut source = source(capture)?;
    let report = pipeline::run(&mut source, &mut Everything::new(), Settings::default());
    for note in report.notes(source.aside(), None) {
        for language in Language::ALL {
            assert!(!note.tell(language).is_empty());
        }
    }
    Some(report)
}
