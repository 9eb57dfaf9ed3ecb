//! A capture as the terminal interface uses it: read once into an index, then read back wherever one
//! looks, and told again connection by connection.

use std::fmt;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::capture::{CaptureError, CaptureFile, Packet, ReadBack, Source as _, open_kept};
use crate::flow::{ConnectionId, Room};
use crate::pipeline::{self, Settings};
use crate::teach::Language;
use crate::tell::{
    Index, Indexer, Output, PacketLine, Report, Rows, SharedIndex, Teller, Telling, TimeFormat,
};
use crate::view::text::{Page, Text};
use crate::view::tui::{Capture, Outcome};

/// Columns of a story that is saved.
const STORY_WIDTH: usize = 100;

/// What goes on while a capture is read: it is still being captured.
pub trait Ongoing: fmt::Debug + Send + Sync {
    /// Ends the capture.
    fn stop(&self);
}

/// A capture and its index.
#[derive(Debug)]
pub struct Replay {
    name: String,
    /// What has not been read yet, until that begins.
    unread: Mutex<Option<CaptureFile>>,
    packets: ReadBack,
    index: SharedIndex,
    room: Room,
    /// Asks the reading to stop.
    stop: Arc<AtomicBool>,
    ongoing: Option<Box<dyn Ongoing>>,
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

    fn new(
        (file, packets): (CaptureFile, ReadBack),
        name: String,
        room: Room,
        stop: Arc<AtomicBool>,
    ) -> Self {
        let index = SharedIndex::default();
        Self { name, unread: Mutex::new(Some(file)), packets, index, room, stop, ongoing: None }
    }

    /// A capture that goes on.
    #[must_use]
    pub fn ongoing(
        name: String,
        opened: (CaptureFile, ReadBack),
        ongoing: Box<dyn Ongoing>,
        room: Room,
    ) -> Self {
        Self { ongoing: Some(ongoing), ..Self::new(opened, name, room, Arc::default()) }
    }
}

impl Capture for Replay {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn read(&self) -> Outcome {
        let unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mut file) = unread else { return Outcome::default() };
        let mut indexer = Indexer::new(Arc::clone(&self.index), Arc::clone(&self.stop));
        let report = pipeline::run(&mut file, &mut indexer, Settings { only: None, room: self.room });
        let mut notes = report.notes(file.aside(), None);
        notes.extend(self.index().counts().notes());
        Outcome { error: report.error, notes }
    }

    fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(ongoing) = &self.ongoing {
            ongoing.stop();
        }
    }

    fn index(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn progress(&self) -> Option<f64> {
        let progress = self.packets.progress();
        progress.total().map(|total| progress.read() as f64 / total as f64)
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
        pipeline::retell(&self.index, &self.packets, connection, stop, &mut teller)?;
        Ok(if stop.load(Ordering::Relaxed) { None } else { teller.finish() })
    }

    fn save_packets(&self, connection: ConnectionId, path: &Path) -> Result<u64, String> {
        pipeline::save(&self.index, &self.packets, connection, path).map_err(|error| error.to_string())
    }

    fn save_story(&self, connection: ConnectionId, language: Language, path: &Path) -> Result<(), String> {
        let failed = |error: io::Error| format!("can't write {}: {error}", path.display());
        let file = File::create_new(path).map_err(failed)?;
        let page = Page::new(Output::new(file), language, TimeFormat::default(), (STORY_WIDTH, false));
        let mut story = Text::new(Rows::Story, page);
        let told =
            pipeline::retell(&self.index, &self.packets, connection, &AtomicBool::new(false), &mut story);
        story.finish(&mut Report::default()).map_err(failed)?;
        told.map_err(|error| error.to_string())
    }
}
