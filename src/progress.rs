//! How far a long reading has come: a line on a terminal's standard error, nothing elsewhere.

use std::fs;
use std::io::{IsTerminal as _, Write as _, stderr, stdout};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use wiretale::capture::{Elapsed, Progress};
use wiretale::teach::{Language, Sentence, Value};
use wiretale::tell::safe;

/// How often the line is drawn.
const EACH: Duration = Duration::from_millis(200);
/// How many times that passes before it is drawn first: what is over soon needs none.
const QUIET: u32 = 5;
/// Columns of the bar.
const BAR: u64 = 24;
/// Goes back to the beginning of the line and empties it.
const CLEAR: &str = "\r\x1b[2K";

/// Draws how much of some captures is read, until it is dropped.
pub(crate) struct Bar {
    reading: Arc<Mutex<Vec<Progress>>>,
    over: Arc<AtomicBool>,
    /// Whether a line is drawn; whoever writes to the terminal holds it.
    line: Arc<Mutex<bool>>,
    drawing: Option<JoinHandle<()>>,
}

impl Bar {
    /// Begins. Nothing is drawn where standard error is no terminal, where what is told scrolls by on the same
    /// terminal, or where it is not known how much there is.
    pub(crate) fn begin(files: &[PathBuf], scrolls: bool, language: Language) -> Self {
        let sizes = files.iter().map(|file| {
            let metadata = fs::metadata(file).ok().filter(fs::Metadata::is_file);
            metadata.map_or(0, |metadata| metadata.len())
        });
        let total: u64 = sizes.sum();
        let mut bar =
            Self { reading: Arc::default(), over: Arc::default(), line: Arc::default(), drawing: None };
        let seen = stderr().is_terminal() && !(scrolls && stdout().is_terminal());
        if !seen || total == 0 {
            return bar;
        }
        let (reading, over, line) = (Arc::clone(&bar.reading), Arc::clone(&bar.over), Arc::clone(&bar.line));
        let drawing = thread::spawn(move || {
            for ticks in 1_u32.. {
                thread::park_timeout(EACH);
                if over.load(Ordering::Relaxed) {
                    return;
                }
                if ticks > QUIET {
                    let read = lock(&reading).iter().map(Progress::read).sum();
                    let shown = shown((read, total), EACH * ticks, language);
                    let mut drawn = lock(&line);
                    *drawn = write!(stderr(), "{CLEAR}{shown}").is_ok();
                }
            }
        });
        bar.drawing = Some(drawing);
        bar
    }

    /// One more capture is read.
    pub(crate) fn watch(&self, capture: Progress) {
        lock(&self.reading).push(capture);
    }

    /// Prints a line on standard error, above the one that is drawn.
    pub(crate) fn say(&self, text: &str) {
        let clear = if std::mem::take(&mut *lock(&self.line)) { CLEAR } else { "" };
        eprintln!("{clear}wiretale: {}", safe(text));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(drawing) = self.drawing.take() {
            drawing.thread().unpark();
            let _ = drawing.join();
        }
        if *lock(&self.line) {
            let _ = write!(stderr(), "{CLEAR}");
        }
    }
}

/// The line: a bar, and how much of how much was read, how fast, and how long the rest will take.
fn shown((read, total): (u64, u64), time: Duration, language: Language) -> String {
    let read = read.min(total);
    let filled = usize::try_from(read.saturating_mul(BAR) / total.max(1)).unwrap_or(0);
    let bar = "█".repeat(filled) + &"░".repeat((BAR as usize).saturating_sub(filled));
    let rate = read.saturating_mul(1000) / u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1);
    let left = (total - read).checked_div(rate).unwrap_or(0);
    let left = Elapsed(i64::try_from(left).unwrap_or(i64::MAX).saturating_mul(1_000_000_000));
    let sentence = Sentence::new(if rate == 0 { "progress.waits" } else { "progress" });
    let sentence = sentence.with("percent", (read.saturating_mul(100) / total.max(1)).to_string());
    let sentence = sentence.with("read", Value::Bytes(read)).with("total", Value::Bytes(total));
    let text = sentence.with("rate", Value::Bytes(rate)).with("left", left).tell(language);
    format!("{bar} {text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_much_how_fast_and_how_long() {
        let line =
            |read, seconds| shown((read, 3_000_000_000), Duration::from_secs(seconds), Language::English);
        assert_eq!(
            line(1_000_000_000, 10),
            "████████░░░░░░░░░░░░░░░░ 33 %, 1 GB of 3 GB, 100 MB a second, 20 s left"
        );
        assert_eq!(line(0, 10), "░░░░░░░░░░░░░░░░░░░░░░░░ 0 %, 0 bytes of 3 GB");
        assert!(line(4_000_000_000, 10).starts_with("████████████████████████ 100 %, 3 GB of 3 GB"));
    }
}
