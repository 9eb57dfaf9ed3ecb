//! A capture as the terminal interface uses it: read once into an index, then read back wherever one
//! looks, and told again connection by connection.

mod gate;

use std::fmt;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::capture::{CaptureError, CaptureFile, Packet, ReadBack, Source as _, open_kept};
use crate::flow::{ConnectionId, Room};
use crate::pipeline::{self, Settings};
use crate::session::DecodeAs;
use crate::teach::{Language, Sentence};
use crate::tell::{
    Index, Indexer, Live, Newest, Output, PacketLine, Report, Rows, Shared, SharedIndex, Spooled, Teller,
    Telling, TimeFormat,
};
use crate::view::text::{Page, Text};
use crate::view::tui::{Capture, Outcome};
use gate::{Gate, Gated};

/// Columns of a story that is saved.
const STORY_WIDTH: usize = 100;

/// A capture and its index.
#[derive(Debug)]
pub struct Replay {
    name: String,
    /// What has not been read yet, until that begins.
    unread: Mutex<Option<CaptureFile>>,
    packets: ReadBack,
    index: SharedIndex,
    room: Room,
    decode_as: DecodeAs,
    /// Asks the reading to stop.
    stop: Arc<AtomicBool>,
    /// Lets the reading wait.
    gate: Gate,
    /// Where it is captured just now, how far that has come.
    watch: Option<Watch>,
    /// What a user should know before anything else.
    greeting: Vec<Sentence>,
}

/// Says how far a live capture has come.
struct Watch(Box<dyn Fn() -> Live + Send + Sync>);

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watch")
    }
}

impl Replay {
    /// Opens a capture file; the path `-` is standard input.
    ///
    /// # Errors
    /// As [`open_kept`].
    pub fn open(path: &Path, room: Room) -> Result<Self, CaptureError> {
        let name =
            if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() };
        let stop = Arc::default();
        Ok(Self::new(open_kept(path, &stop)?, name, room, stop))
    }

    /// A capture in memory that stays there.
    ///
    /// # Errors
    /// As [`CaptureFile::from_reader`].
    pub fn of_static(capture: &'static [u8], name: String, room: Room) -> Result<Self, CaptureError> {
        Ok(Self::new(CaptureFile::kept_from_static(capture, name.clone())?, name, room, Arc::default()))
    }

    /// The same, where the user says what is spoken on some ports.
    #[must_use]
    pub fn decoding_as(self, decode_as: DecodeAs) -> Self {
        Self { decode_as, ..self }
    }

    /// The same, with what a user should know before anything else.
    #[must_use]
    pub fn greeting(self, greeting: Vec<Sentence>) -> Self {
        Self { greeting, ..self }
    }

    /// The same for what is captured just now, which `watch` says more of whenever it is asked. The index
    /// keeps the newest, as there is no end that is known.
    #[must_use]
    pub fn watched(self, newest: Newest, watch: impl Fn() -> Live + Send + Sync + 'static) -> Self {
        let index = SharedIndex::new(Shared::new(Index::of_the(newest)));
        Self { index, watch: Some(Watch(Box::new(watch))), ..self }
    }

    /// A capture that was opened to be read back; `stop` is what ends its reading.
    #[must_use]
    pub fn new(
        (file, packets): (CaptureFile, ReadBack),
        name: String,
        room: Room,
        stop: Arc<AtomicBool>,
    ) -> Self {
        let (index, gate) = (SharedIndex::default(), Gate::default());
        Self {
            name,
            unread: Mutex::new(Some(file)),
            packets,
            index,
            room,
            decode_as: DecodeAs::default(),
            stop,
            gate,
            watch: None,
            greeting: Vec::new(),
        }
    }
}

impl Capture for Replay {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn greeting(&self) -> Vec<Sentence> {
        self.greeting.clone()
    }

    fn read(&self) -> Outcome {
        let unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mut file) = unread else { return Outcome::default() };
        let mut indexer = Indexer::new(Arc::clone(&self.index), Arc::clone(&self.stop));
        let mut gated = Gated { source: &mut file, gate: &self.gate, stop: &self.stop };
        let settings = Settings { only: None, room: self.room, decode_as: self.decode_as };
        let report = pipeline::run(&mut gated, &mut indexer, settings);
        let mut notes = report.notes(file.aside(), None);
        notes.extend(self.index().counts().notes());
        Outcome { error: report.error, notes }
    }

    fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn index(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn progress(&self) -> Option<f64> {
        let progress = self.packets.progress();
        progress.total().map(|total| progress.read() as f64 / total as f64)
    }

    fn live(&self) -> Option<Live> {
        let mut live = self.watch.as_ref().map(|Watch(watch)| watch())?;
        let mut index = self.index();
        live.behind = live.captured.saturating_sub(index.counts().packets);
        if let Spooled::Writing { from, .. } = live.spooled {
            index.forget_before(from);
        }
        Some(live)
    }

    fn pause(&self, paused: bool) {
        self.gate.close(paused);
    }

    fn is_paused(&self) -> bool {
        self.gate.is_closed()
    }

    fn packet<'b>(&self, number: u64, buffer: &'b mut Vec<u8>) -> Result<Option<Packet<'b>>, CaptureError> {
        let entry = self.index().entry(number);
        entry.map(|entry| self.packets.packet(number, entry.place, entry.time, buffer)).transpose()
    }

    fn line(&self, number: u64) -> Option<PacketLine> {
        let (entry, shift) = {
            let index = self.index();
            let entry = index.entry(number)?;
            (entry, index.window_shift(&entry))
        };
        let mut buffer = Vec::new();
        let packet = self.packets.packet(number, entry.place, entry.time, &mut buffer).ok()?;
        Some(PacketLine::new(&entry, &packet, shift))
    }

    fn tell(
        &self,
        connection: ConnectionId,
        around: Option<u64>,
        stop: &AtomicBool,
    ) -> Result<Option<Telling>, CaptureError> {
        let mut teller = Teller::new(connection);
        if let Some(packet) = around {
            teller = teller.around(packet);
        }
        pipeline::retell(&self.index, &self.packets, connection, self.decode_as, stop, &mut teller)?;
        let telling = if stop.load(Ordering::Relaxed) { None } else { teller.finish() };
        let passage = self.index().passage(connection);
        Ok(telling.map(|telling| Telling { passage, ..telling }))
    }

    fn save_packets(&self, connection: ConnectionId, path: &Path) -> Result<u64, String> {
        pipeline::save(&self.index, &self.packets, connection, path).map_err(|error| error.to_string())
    }

    fn save_story(&self, connection: ConnectionId, language: Language, path: &Path) -> Result<(), String> {
        let failed = |error: io::Error| format!("can't write {}: {error}", path.display());
        let file = File::create_new(path).map_err(failed)?;
        let page = Page::new(Output::new(file), language, TimeFormat::default(), (STORY_WIDTH, false));
        let mut story = Text::new(Rows::Story, page);
        let passage = self.index().passage(connection);
        if let Some(passage) = passage {
            story.passed_on(passage);
        }
        let (index, goes_on) = (&self.index, AtomicBool::new(false));
        let told = pipeline::retell(index, &self.packets, connection, self.decode_as, &goes_on, &mut story);
        story.finish(&mut Report::default()).map_err(failed)?;
        told.map_err(|error| error.to_string())
    }
}
