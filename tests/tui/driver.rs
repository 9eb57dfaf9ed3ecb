//! Drives the interface without a terminal: keys in, a screen as text out.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use wiretale::flow::Room;
use wiretale::replay::Replay;
use wiretale::teach::Language;
use wiretale::view::tui::{Abilities, App, Capture, Effect, Look, Outcome};

/// The interface of a capture that has been read.
pub(crate) struct Driver {
    app: App,
    capture: Arc<dyn Capture>,
    buffer: Buffer,
    abilities: Abilities,
    copied: Option<String>,
    /// How long it has been there.
    now: Duration,
}

impl Driver {
    pub(crate) fn new(capture: &str, language: Language, (width, height): (u16, u16)) -> Self {
        let path = format!("captures/{capture}.pcapng");
        let capture = Arc::new(Replay::open(path.as_ref(), Room::default()).unwrap());
        let mut driver = Self::unread(capture, language, (width, height));
        driver.read_all();
        driver
    }

    /// The same of a capture that has not been read yet.
    pub(crate) fn unread(capture: Arc<dyn Capture>, language: Language, (width, height): (u16, u16)) -> Self {
        Self {
            app: App::new(Arc::clone(&capture), Look { language, ..Look::default() }),
            capture,
            buffer: Buffer::empty(Rect::new(0, 0, width, height)),
            abilities: Abilities { colours: true, unicode: true },
            copied: None,
            now: Duration::ZERO,
        }
    }

    fn read_all(&mut self) {
        let report = self.capture.read();
        self.is_read(&report);
    }

    /// The capture is read.
    pub(crate) fn is_read(&mut self, report: &Outcome) {
        let effect = self.app.read(report);
        self.run(effect);
    }

    /// A connection is to be opened as soon as it is there.
    pub(crate) fn want(&mut self, connection: u32) {
        let app = App::new(Arc::clone(&self.capture), Look::default());
        self.app = app.opening(Some(connection));
    }

    /// Time passes.
    pub(crate) fn wait(&mut self, milliseconds: u64) {
        self.draw();
        self.now += Duration::from_millis(milliseconds);
        let effect = self.app.tick(self.now);
        self.run(effect);
    }

    /// The same on a terminal that can do little.
    pub(crate) fn plain(self) -> Self {
        Self { abilities: Abilities { colours: false, unicode: false }, ..self }
    }

    /// Presses keys: `j`, `Enter`, `C-f`, one after another.
    pub(crate) fn keys(&mut self, keys: &str) {
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            // What was drawn tells how far a screen reaches.
            self.draw();
            let effect = self.app.event(&Event::Key(parse(key)));
            self.run(effect);
        }
    }

    /// Types a command after a colon.
    pub(crate) fn command(&mut self, command: &str) {
        self.keys(":");
        for character in command.chars() {
            let effect =
                self.app.event(&Event::Key(KeyEvent::new(KeyCode::Char(character), KeyModifiers::NONE)));
            self.run(effect);
        }
        self.keys("Enter");
    }

    /// Presses the left button of the mouse at a place of the screen.
    pub(crate) fn press_button(&mut self, column: u16, row: u16) {
        self.mouse(MouseEventKind::Down(MouseButton::Left), column, row);
    }

    /// Turns the wheel towards oneself.
    pub(crate) fn turn_wheel(&mut self, column: u16, row: u16) {
        self.mouse(MouseEventKind::ScrollDown, column, row);
    }

    fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) {
        self.draw();
        let event = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
        let effect = self.app.event(&Event::Mouse(event));
        self.run(effect);
    }

    pub(crate) fn resize(&mut self, (width, height): (u16, u16)) {
        self.buffer = Buffer::empty(Rect::new(0, 0, width, height));
    }

    /// What the screen shows, a line each.
    pub(crate) fn screen(&mut self) -> String {
        self.draw();
        let mut out = String::new();
        for row in self.buffer.area.rows() {
            let mut line = String::new();
            let mut covered = 0;
            for at in row.positions() {
                let symbol = self.buffer[at].symbol();
                if covered == 0 {
                    line.push_str(symbol);
                    covered = wiretale::tell::width(symbol).max(1);
                }
                covered -= 1;
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    pub(crate) fn has_no_colours(&self) -> bool {
        self.buffer.content.iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset))
    }

    /// What was copied last.
    pub(crate) fn copied(&self) -> Option<&str> {
        self.copied.as_deref()
    }

    fn draw(&mut self) {
        while self.app.catch_up() {}
        self.buffer.reset();
        self.app.draw(&mut self.buffer, self.abilities);
    }

    /// Does at once what the program does on threads.
    fn run(&mut self, effect: Option<Effect>) {
        match effect {
            Some(Effect::Tell(connection, around)) => {
                let told = self.capture.tell(connection, around, &AtomicBool::new(false));
                self.app.told(connection, told);
            }
            Some(Effect::StopReading) => self.capture.stop(),
            Some(Effect::Copy(text)) => self.copied = Some(text),
            // Random keys may save too; only tests that name a whole path do.
            Some(Effect::SavePackets(connection, path)) if path.is_absolute() => {
                let saved = self.capture.save_packets(connection, &path);
                self.app.saved_packets(&path, saved);
            }
            Some(Effect::SaveStory(connection, language, path)) if path.is_absolute() => {
                let saved = self.capture.save_story(connection, language, &path);
                self.app.saved_story(&path, saved);
            }
            _ => {}
        }
    }
}

fn parse(key: &str) -> KeyEvent {
    if let Some(letter) = key.strip_prefix("C-").and_then(|rest| rest.chars().next()) {
        return KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
    }
    let code = match key {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Space" => KeyCode::Char(' '),
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "F2" => KeyCode::F(2),
        "F3" => KeyCode::F(3),
        other => KeyCode::Char(other.chars().next().unwrap_or(' ')),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// Compares with `tests/screens/NAME.txt`; `UPDATE=1` writes it.
pub(crate) fn assert_screen(name: &str, screen: &str) {
    let path = format!("tests/screens/{name}.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, screen).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == screen, "{path} differs (UPDATE=1 writes it); now it is\n{screen}");
}
