//! Runs the program and keeps what it printed.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a run of the program left behind.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) status: i32,
    pub(super) out: String,
    pub(super) err: String,
}

/// The program, in an environment that says nothing of language, colour, width and time zone.
pub(super) fn program(arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wiretale"));
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS", "TERM"] {
        command.env_remove(variable);
    }
    command.env("TZ", "UTC").args(arguments).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a command to its end.
pub(super) fn finish(mut command: Command) -> Printed {
    let output = command.output().expect("the program");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Printed {
        status: output.status.code().expect("no signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// Runs the program with arguments.
pub(super) fn wiretale(arguments: &[impl AsRef<OsStr>]) -> Printed {
    finish(program(arguments))
}

/// Runs the program with arguments, feeding `input` to it in pieces.
pub(super) fn wiretale_fed(arguments: &[&str], input: &[u8]) -> Printed {
    let mut child = program(arguments).stdin(Stdio::piped()).spawn().expect("the program");
    let mut stdin = child.stdin.take().expect("a pipe");
    for piece in input.chunks(1000) {
        stdin.write_all(piece).expect("it reads to the end");
    }
    drop(stdin);
    let output = child.wait_with_output().expect("the program");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Printed {
        status: output.status.code().expect("no signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// What the program printed to standard output, having succeeded without a word to standard error.
pub(super) fn told(arguments: &[&str]) -> String {
    let printed = wiretale(arguments);
    assert_eq!((printed.status, printed.err.as_str()), (0, ""), "{arguments:?}");
    printed.out
}

/// The path of a recorded capture.
pub(super) fn recorded(name: &str) -> String {
    format!("{}/captures/{name}.pcapng", env!("CARGO_MANIFEST_DIR"))
}

/// Files made for one test.
pub(super) struct Folder(TempDir);

impl Folder {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// The path of a file in the folder that may not exist.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file; its path.
    pub(super) fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.path(name);
        fs::write(&path, content).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    }
}
