//! A (pseudo-)terminal with a program in it, as a test sees and uses it.

#![allow(dead_code, reason = "two test crates compile this module for themselves and use a part of it")]

use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How often a test looks at the screen before it gives up; each time after [`PAUSE`].
pub(crate) const PATIENCE: usize = 600;
pub(crate) const PAUSE: Duration = Duration::from_millis(50);

pub(crate) fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

/// A program in a terminal of 100×30.
pub(crate) struct Terminal {
    pub(crate) child: Box<dyn Child + Send + Sync>,
    pub(crate) master: Box<dyn MasterPty + Send>,
    pub(crate) keys: Box<dyn std::io::Write + Send>,
    pub(crate) screen: Arc<Mutex<vt100::Parser>>,
}

impl Terminal {
    pub(crate) fn run(program: &str, arguments: &[&str]) -> Self {
        let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.env_remove("NO_COLOR");
        command.env("PS1", "prompt> ");
        let child = pty.slave.spawn_command(command).unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(30), cells(100), 0)));
        let mut output = pty.master.try_clone_reader().unwrap();
        let drawn = Arc::clone(&screen);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                drawn.lock().unwrap().process(&buffer[..count]);
            }
        });
        let keys = pty.master.take_writer().unwrap();
        Self { child, master: pty.master, keys, screen }
    }

    pub(crate) fn wiretale(arguments: &[&str]) -> Self {
        Self::run(env!("CARGO_BIN_EXE_wiretale"), arguments)
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    pub(crate) fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until the screen shows a text.
    pub(crate) fn shows(&self, text: &str) {
        for _ in 0..PATIENCE {
            if self.text().contains(text) {
                return;
            }
            thread::sleep(PAUSE);
        }
        panic!("the screen never shows {text:?}:\n{}", self.text());
    }

    /// Waits until the screen does not show a text any more.
    pub(crate) fn shows_no(&self, text: &str) {
        for _ in 0..PATIENCE {
            if !self.text().contains(text) {
                return;
            }
            thread::sleep(PAUSE);
        }
        panic!("the screen still shows {text:?}:\n{}", self.text());
    }

    /// Waits until the terminal is the shell's again.
    pub(crate) fn gives_back(&self) {
        for _ in 0..PATIENCE {
            if !self.screen.lock().unwrap().screen().alternate_screen() {
                return;
            }
            thread::sleep(PAUSE);
        }
        panic!("the terminal is never given back:\n{}", self.text());
    }

    /// Waits for the end; the exit code.
    pub(crate) fn ends(&mut self) -> u32 {
        for _ in 0..PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                // What it wrote last may still be on its way.
                thread::sleep(PAUSE);
                return status.exit_code();
            }
            thread::sleep(PAUSE);
        }
        self.child.kill().unwrap();
        panic!("it never ends:\n{}", self.text());
    }

    /// Whether the terminal is as a shell wants it.
    pub(crate) fn assert_restored(&self) {
        let parser = self.screen.lock().unwrap();
        let screen = parser.screen();
        assert!(!screen.alternate_screen(), "still on the other screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}
