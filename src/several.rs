//! Several captures: read side by side on the cores there are, told in the order in which they were named.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Read as _, Seek as _, Write, stdout};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

use tempfile::SpooledTempFile;
use wiretale::capture::open_watched;
use wiretale::tell::{Output, RowOrder};

use crate::cli::{Options, What};
use crate::progress::Bar;
use crate::{OutputFailed, Told};

/// Bytes of what is told of a capture that wait in memory for their turn; more wait in a file.
const IN_MEMORY: usize = 256 * 1024;
/// How far the reading may be ahead of the captures whose turn it is to be told.
const AHEAD: usize = 16;

/// Some of the captures could not be told, or not to their end. What is wrong with each was said.
#[derive(Debug, thiserror::Error)]
#[error("{failed} of {all} captures could not be read to the end")]
struct SomeFailed {
    failed: usize,
    all: usize,
}

/// What is told of one capture: the text, then notes or why there is none.
struct Page {
    text: SpooledTempFile,
    told: Result<Told, Box<dyn Error + Send + Sync>>,
}

/// Prints what was asked for of each capture, under its name. One that can't be read does not stop the
/// others.
pub(crate) fn tell(files: &[PathBuf], what: &What, options: &Options) -> Result<(), Box<dyn Error>> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(files.len());
    let (next, turn, over) = (AtomicUsize::new(0), Turn::default(), AtomicBool::new(false));
    let (sender, pages) = mpsc::channel();
    let bar = &Bar::begin(files, true, options.language());
    thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, turn, over) = (sender.clone(), &next, &turn, &over);
            scope.spawn(move || {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(place) else { return };
                    turn.wait_until(place.saturating_sub(AHEAD));
                    if over.load(Ordering::Relaxed)
                        || sender.send((place, page(file, what, options, (over, bar)))).is_err()
                    {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let printed = in_order(files, &pages, &turn, (options, bar));
        // Whoever still reads has nobody to tell.
        over.store(true, Ordering::Relaxed);
        turn.reach(files.len());
        printed
    })
}

/// Prints each page when all before it were printed.
fn in_order(
    files: &[PathBuf],
    pages: &mpsc::Receiver<(usize, Page)>,
    turn: &Turn,
    (options, bar): (&Options, &Bar),
) -> Result<(), Box<dyn Error>> {
    let mut waiting = BTreeMap::new();
    let (mut printed, mut failed, mut said) = (0, 0, false);
    for (place, page) in pages {
        waiting.insert(place, page);
        while let (Some(mut page), Some(file)) = (waiting.remove(&printed), files.get(printed)) {
            let name = file.display().to_string();
            let says = page.text.stream_position().map_err(OutputFailed)? > 0;
            let gap = (said && says && !options.json).then_some(&b"\n"[..]);
            if !copy(page.text, gap).map_err(OutputFailed)? {
                return Ok(());
            }
            said |= says;
            let error = match page.told {
                Ok(told) => {
                    told.notes(Some(&name), options.language()).for_each(|note| bar.say(&note));
                    told.error.map(|error| error.to_string())
                }
                Err(error) => Some(error.to_string()),
            };
            if let Some(error) = error {
                failed += 1;
                bar.say(&error);
            }
            printed += 1;
            turn.reach(printed);
        }
    }
    if failed > 0 { Err(SomeFailed { failed, all: files.len() }.into()) } else { Ok(()) }
}

/// Tells one capture.
fn page(file: &Path, what: &What, options: &Options, (over, bar): (&AtomicBool, &Bar)) -> Page {
    let mut text = SpooledTempFile::new(IN_MEMORY);
    let out = Output::new(Until { out: &mut text, over });
    let told = open_watched(file).map_err(Into::into).and_then(|(mut capture, progress)| {
        bar.watch(progress);
        let name = file.display().to_string();
        crate::read(&mut capture, (what, RowOrder::ByNumber), options, (out, Some(&name)))
            .map_err(|error| error.to_string().into())
    });
    Page { text, told }
}

/// Writes a page to standard output; whether there is still a reader.
fn copy(mut page: SpooledTempFile, before: Option<&[u8]>) -> io::Result<bool> {
    page.rewind()?;
    let mut piece = vec![0; 64 * 1024];
    let mut out = stdout().lock();
    let mut written = || -> io::Result<()> {
        out.write_all(before.unwrap_or_default())?;
        loop {
            let read = page.read(&mut piece)?;
            if read == 0 {
                return out.flush();
            }
            out.write_all(piece.get(..read).unwrap_or_default())?;
        }
    };
    match written() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        written => written.map(|()| true),
    }
}

/// How many captures have had their turn.
#[derive(Debug, Default)]
struct Turn {
    reached: Mutex<usize>,
    changed: Condvar,
}

impl Turn {
    fn wait_until(&self, place: usize) {
        let reached = self.reached.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.changed.wait_while(reached, |reached| *reached < place));
    }

    fn reach(&self, place: usize) {
        *self.reached.lock().unwrap_or_else(PoisonError::into_inner) = place;
        self.changed.notify_all();
    }
}

/// Writes until nobody listens any more.
struct Until<'a, W> {
    out: W,
    over: &'a AtomicBool,
}

impl<W: Write> Write for Until<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.over.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
