//! The terminal itself: taken over at the start, given back whatever ends the program.

use std::io::{self, Stdout, Write as _, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Once};
use std::thread;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};

/// The terminal while it is ours. Dropping it gives it back.
pub(super) struct Terminal {
    /// What screens are drawn with.
    pub(super) ratatui: ratatui::Terminal<CrosstermBackend<Stdout>>,
    ended: Arc<AtomicBool>,
}

impl Terminal {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// Where standard output is no terminal that can be controlled.
    pub(super) fn take() -> io::Result<Self> {
        restore_after_a_panic();
        let ended = Arc::new(AtomicBool::new(false));
        for signal in [SIGHUP, SIGINT, SIGTERM] {
            signal_hook::flag::register(signal, Arc::clone(&ended))?;
        }
        enter()?;
        let ratatui = ratatui::Terminal::new(CrosstermBackend::new(stdout())).inspect_err(|_| give_back())?;
        Ok(Self { ratatui, ended })
    }

    /// Whether a signal asks the program to end.
    pub(super) fn ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }

    /// What a thread has panicked with, which ends the program too.
    pub(super) fn panicked() -> Option<String> {
        PANIC.lock().ok()?.take()
    }

    /// Draws everything anew with the next screen.
    ///
    /// # Errors
    /// Where the terminal can't be written to.
    pub(super) fn redraw(&mut self) -> io::Result<()> {
        // Not `clear`, which asks the terminal where its cursor is: not every terminal answers.
        let area = self.ratatui.size()?;
        self.ratatui.resize(Rect::from((Position::ORIGIN, area)))
    }

    /// Stops the program as `Ctrl-Z` does everywhere; when the shell brings it back, the screen is
    /// drawn anew.
    ///
    /// # Errors
    /// Where the terminal can't be taken over again.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        give_back();
        signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        enter()?;
        self.redraw()
    }

    /// Asks the terminal to put text into the clipboard (OSC 52), which works over ssh too.
    ///
    /// # Errors
    /// Where the terminal can't be written to.
    pub(super) fn copy(text: &str) -> io::Result<()> {
        let mut out = stdout();
        write!(out, "\x1b]52;c;{}\x07", BASE64_STANDARD.encode(text))?;
        out.flush()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableMouseCapture).inspect_err(|_| give_back())
}

/// Gives the terminal back as it was. Failing can't be told anybody any more.
fn give_back() {
    let _ = execute!(stdout(), DisableMouseCapture, LeaveAlternateScreen, crossterm::cursor::Show);
    let _ = disable_raw_mode();
}

/// What a thread beside the interface panicked with: it is told once the terminal is given back, since
/// the interface may be drawing just then.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

/// A panic is reported on a terminal that can be read.
fn restore_after_a_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let interface = thread::current().id();
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if thread::current().id() == interface {
                give_back();
                report(panic);
            } else if let Ok(mut kept) = PANIC.lock() {
                kept.get_or_insert_with(|| panic.to_string());
            }
        }));
    });
}
