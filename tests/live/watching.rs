//! Programs that run beside the test: what they say is read while they say it.

use std::fmt;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

/// How long a test waits for anything before it gives up: never on a machine that is only slow.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(10);

/// A program that runs.
pub(crate) struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    out: Lines,
    err: Lines,
}

/// What a program that has ended left behind.
#[derive(Debug)]
pub(crate) struct Ended {
    /// None if a signal ended it.
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Lines that have come so far.
struct Lines {
    so_far: Arc<Mutex<Vec<String>>>,
    reader: JoinHandle<()>,
}

impl Lines {
    fn of(from: impl Read + Send + 'static) -> Self {
        let so_far = Arc::new(Mutex::new(Vec::new()));
        let lines = Arc::clone(&so_far);
        let reader = thread::spawn(move || {
            for line in BufReader::new(from).lines() {
                lines.lock().unwrap().push(line.unwrap());
            }
        });
        Self { so_far, reader }
    }

    fn text(&self) -> String {
        let lines = self.so_far.lock().unwrap();
        lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
    }

    fn whole(self) -> String {
        self.reader.join().unwrap();
        let lines = self.so_far.lock().unwrap();
        lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
    }
}

/// Waits until something is so.
pub(crate) fn wait_for(what: impl fmt::Display, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "waited in vain: {what}");
        sleep(GLANCE);
    }
}

impl Running {
    pub(crate) fn start(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        Self { stdin: child.stdin.take(), out: Lines::of(out), err: Lines::of(err), child }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it has written to standard output and error so far.
    pub(crate) fn so_far(&self) -> (String, String) {
        (self.out.text(), self.err.text())
    }

    pub(crate) fn line_count(&self) -> usize {
        self.out.so_far.lock().unwrap().len()
    }

    /// Waits until it has written so many lines to standard output.
    pub(crate) fn tells(&self, lines: usize) {
        wait_for(format_args!("{lines} lines of {:?}", self.so_far()), || self.line_count() >= lines);
    }

    /// Waits until it has written this to standard error.
    pub(crate) fn says(&self, words: &str) {
        let start = Instant::now();
        while !self.err.text().contains(words) {
            assert!(start.elapsed() < PATIENCE, "it never says {words:?}: {:?}", self.so_far());
            sleep(GLANCE);
        }
    }

    /// Writes a line to its standard input, and waits for one that answers.
    pub(crate) fn ask(&mut self, line: &str) {
        let before = self.line_count();
        writeln!(self.stdin.as_mut().unwrap(), "{line}").unwrap();
        self.tells(before + 1);
    }

    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill").args([&format!("-{name}"), &self.id().to_string()]).status();
        assert!(status.unwrap().success(), "kill -{name}");
    }

    /// Waits until it ends by itself.
    pub(crate) fn ends(mut self) -> Ended {
        drop(self.stdin.take());
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > PATIENCE {
                let _ = self.child.kill();
                panic!("it never ends: {:?}", self.so_far());
            }
            sleep(GLANCE);
        };
        // Other processes could hold the pipes open; there are none that outlive it.
        let lines = |lines: &mut Lines| std::mem::replace(lines, Lines::of(&[][..])).whole();
        Ended { status: status.code(), out: lines(&mut self.out), err: lines(&mut self.err) }
    }

    /// Sends a signal, and waits until it has ended.
    pub(crate) fn ended_by(self, signal: &str) -> Ended {
        self.signal(signal);
        self.ends()
    }
}

impl Drop for Running {
    /// Nothing outlives its test.
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
