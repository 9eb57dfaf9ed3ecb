//! What a running program uses, looked at from outside.

use std::fs::read_to_string;
use std::process::{Child, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Clock ticks in a second: what `/proc` counts processor time in, on every Linux there is.
const TICKS: f64 = 100.0;

/// How long a program may take to end.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program that is looked at now and then.
pub(crate) struct Watched {
    child: Child,
    /// Bytes in memory, each time it was looked at.
    memory: Vec<u64>,
    peak: u64,
}

/// What a program used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    /// On a processor, for itself and in the kernel.
    pub(crate) seconds: f64,
    /// Bytes, at most.
    pub(crate) peak: u64,
    /// Bytes after the first third of the time.
    pub(crate) early: u64,
    /// Bytes at the end.
    pub(crate) late: u64,
}

impl Watched {
    pub(crate) fn new(child: Child) -> Self {
        Self { child, memory: Vec::new(), peak: 0 }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Looks at it.
    pub(crate) fn glance(&mut self) {
        let status = read_to_string(format!("/proc/{}/status", self.id())).unwrap_or_default();
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim().trim_end_matches(" kB").parse::<u64>().ok()
        };
        if let (Some(now), Some(peak)) = (of("VmRSS:"), of("VmHWM:")) {
            self.memory.push(now * 1024);
            self.peak = peak * 1024;
        }
    }

    /// Waits until it has ended, which it has been told to; what it used.
    pub(crate) fn end(mut self) -> (Usage, ExitStatus) {
        let third = self.memory.get(self.memory.len() / 3).copied().unwrap_or(0);
        let late = self.memory.last().copied().unwrap_or(0);
        let start = Instant::now();
        // Once it has ended and before it is waited for, the kernel still knows its times.
        let ticks = loop {
            let line = read_to_string(format!("/proc/{}/stat", self.id())).expect("a child");
            let (_, fields) = line.rsplit_once(") ").expect("a name in brackets");
            let fields: Vec<&str> = fields.split(' ').collect();
            if fields[0] == "Z" {
                break fields[11..15].iter().map(|field| field.parse::<f64>().expect("ticks")).sum::<f64>();
            }
            if start.elapsed() > PATIENCE {
                self.child.kill().expect("our child");
            }
            self.glance();
            sleep(Duration::from_millis(20));
        };
        let status = self.child.wait().expect("our child");
        (Usage { seconds: ticks / TICKS, peak: self.peak, early: third, late }, status)
    }
}

impl Drop for Watched {
    /// Nothing outlives the bench, also where that fails.
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Both together, as one.
pub(crate) fn sum(one: Usage, other: Usage) -> Usage {
    Usage {
        seconds: one.seconds + other.seconds,
        peak: one.peak + other.peak,
        early: one.early + other.early,
        late: one.late + other.late,
    }
}
