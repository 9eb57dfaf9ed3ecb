//! What a process uses, measured in a process of its own.

#![allow(dead_code, reason = "every bench compiles this module for itself and uses another part of it")]

use std::env::current_exe;
use std::fs::read_to_string;
use std::process::{Command, Stdio};

/// What a process used.
#[derive(Clone, Copy)]
pub(crate) struct Used {
    /// Bytes: the most that the operating system has seen (`VmHWM`).
    pub(crate) peak: u64,
    /// What it spent on a processor.
    pub(crate) nanoseconds: u64,
}

impl Used {
    /// Tells what this process has used, but for nanoseconds before something, to who started it.
    pub(crate) fn tell_since(before: u64) {
        Self::tell(nanoseconds() - before);
    }

    /// The same where the time is known.
    pub(crate) fn tell(nanoseconds: u64) {
        let status = read_to_string("/proc/self/status").expect("Linux");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
        let kibibytes: u64 = peak.trim().trim_end_matches(" kB").parse().expect("a number");
        println!("{} {nanoseconds}", kibibytes * 1024);
    }

    /// The one that others disturbed less.
    pub(crate) fn faster(self, other: Self) -> Self {
        if self.nanoseconds <= other.nanoseconds { self } else { other }
    }

    /// Its time in milliseconds.
    pub(crate) fn milliseconds(self) -> f64 {
        self.nanoseconds as f64 / 1e6
    }

    /// Its peak in MiB.
    pub(crate) fn mebibytes(self) -> f64 {
        self.peak as f64 / 1_048_576.0
    }
}

/// Starts this program again with these words and this input; what it tells of itself.
pub(crate) fn child(words: &[&str], input: impl Into<Stdio>) -> Used {
    let output = again(words).stdin(input).output().expect("this program can be started again");
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).expect("two numbers");
    let mut numbers = told.split_whitespace().map(|number| number.parse().expect("a number"));
    Used { peak: numbers.next().expect("a peak"), nanoseconds: numbers.next().expect("a time") }
}

/// This program, to be started again with these words.
pub(crate) fn again(words: &[&str]) -> Command {
    let mut program = Command::new(current_exe().expect("this program has a path"));
    program.args(words);
    program
}

/// What this process has spent on a processor.
pub(crate) fn nanoseconds() -> u64 {
    let schedule = read_to_string("/proc/self/schedstat").expect("Linux");
    schedule.split_whitespace().next().and_then(|time| time.parse().ok()).expect("a time")
}
