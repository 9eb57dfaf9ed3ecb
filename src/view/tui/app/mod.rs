//! The state of the interface, and how keys and news from the threads change it.

mod growing;
mod mouse;
mod on_screen;
mod typing;
mod ways;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::Rect;

use super::action::Action;
use super::capture::{Capture, Outcome};
use super::connection::{ConnectionScreen, OwnPacket};
use super::connections::{Connections, Moment};
use super::follow::Follow;
use super::keys::{Scope, Typed};
use super::look::{Look, Theme};
use super::packets::Packets;
use super::prompt::{Prompt, Purpose};
use super::scroll::Scroll;
use crate::capture::Timestamp;
use crate::flow::ConnectionId;
use crate::limits;
use crate::teach::{Language, Sentence};
use crate::tell::safe;
use growing::Growing;

/// The state of the interface.
pub struct App {
    pub(super) capture: Arc<dyn Capture>,
    pub(super) look: Look,
    pub(super) screen: Screen,
    /// The screen that leads back from a connection.
    behind: Screen,
    pub(super) connections: Connections,
    pub(super) packets: Packets,
    pub(super) opened: Option<ConnectionScreen>,
    /// The connection to open once the capture is read.
    wanted: Option<ConnectionId>,
    /// The connection that is being told, and the packet to show of it.
    pub(super) awaited: Option<(ConnectionId, Option<u64>)>,
    /// Keys that were pressed while one was awaited: they are meant for it.
    early: Vec<KeyEvent>,
    pub(super) prompt: Option<Prompt>,
    pub(super) help: Option<Scroll>,
    pub(super) typed: Typed,
    /// What the last line says until the next key.
    pub(super) message: Option<String>,
    /// Whether the capture is read, or reading it was stopped.
    pub(super) is_read: bool,
    /// How long the interface has been there, as it was told last.
    now: Duration,
    /// How the connection that is open is told again while it grows.
    growing: Growing,
    /// What was looked for last.
    sought: String,
    /// Where the screen was drawn last, below its top line.
    pub(super) body: Rect,
}

/// The screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Screen {
    /// The table of connections.
    #[default]
    Connections,
    /// The list of all packets.
    Packets,
    /// One connection.
    Connection,
}

impl Screen {
    pub(super) fn scope(self) -> Scope {
        match self {
            Self::Connections => Scope::Connections,
            Self::Packets => Scope::Packets,
            Self::Connection => Scope::Connection,
        }
    }
}

/// What only the world outside can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Stop reading the capture.
    StopReading,
    /// Tell a connection, around a packet where one is named, and no other any more.
    Tell(ConnectionId, Option<u64>),
    /// Put text into the clipboard.
    Copy(String),
    /// Save the packets of a connection.
    SavePackets(ConnectionId, PathBuf),
    /// Save the story of a connection.
    SaveStory(ConnectionId, Language, PathBuf),
    /// Stop the program until it is brought back.
    Suspend,
    /// Draw everything anew.
    Redraw,
}

impl App {
    /// The interface of a capture that is about to be read.
    #[must_use]
    pub fn new(capture: Arc<dyn Capture>, look: Look) -> Self {
        let (mut connections, mut packets) = (Connections::default(), Packets::default());
        // Where a capture has no end that is known, the newest is what one wants to see.
        if capture.live().is_some() || capture.progress().is_none() {
            (connections.follow, packets.follow) = (Follow::On, Follow::On);
        }
        let greeting: Vec<_> = capture.greeting().iter().map(|sentence| look.tell(sentence)).collect();
        Self {
            capture,
            look,
            screen: Screen::default(),
            behind: Screen::default(),
            connections,
            packets,
            opened: None,
            wanted: None,
            awaited: None,
            early: Vec::new(),
            prompt: None,
            help: None,
            typed: Typed::default(),
            message: (!greeting.is_empty()).then(|| greeting.join(" ")),
            is_read: false,
            now: Duration::ZERO,
            growing: Growing::default(),
            sought: String::new(),
            body: Rect::default(),
        }
    }

    /// The same, opening a connection once the capture is read; of one that grows, once it is there.
    #[must_use]
    pub fn opening(self, wanted: Option<ConnectionId>) -> Self {
        Self { wanted, ..self }
    }

    /// Takes what happened on the terminal; what is left to do for the world outside.
    pub fn event(&mut self, event: &Event) -> Option<Effect> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(*key),
            Event::Mouse(mouse) => self.mouse(*mouse),
            Event::Paste(text) => {
                if let Some(prompt) = &mut self.prompt {
                    prompt.paste(text);
                }
                None
            }
            _ => None,
        }
    }

    /// The capture is read, or reading it was stopped.
    pub fn read(&mut self, outcome: &Outcome) -> Option<Effect> {
        let error = outcome.error.as_ref().map(|error| safe(&error.to_string()).into_owned());
        let notes = outcome.notes.iter().map(|note| self.look.tell(note));
        let told: Vec<_> = error.into_iter().chain(notes).collect();
        self.message = (!told.is_empty()).then(|| told.join(" "));
        self.is_read = true;
        self.connections.begin_again();
        // Nothing comes any more that one could follow.
        (self.connections.follow, self.packets.follow) = (Follow::Never, Follow::Never);
        if let Some(opened) = &mut self.opened {
            opened.follow = Follow::Never;
        }
        let wanted = self.wanted.take()?;
        let count = {
            let index = self.capture.index();
            self.connections.select(wanted, &index);
            index.counts().connections
        };
        if u64::from(wanted) >= count {
            let sentence = Sentence::new("report.no-stream").with("number", wanted.to_string());
            self.message = Some(self.look.tell(&sentence.with("n", count)));
            return None;
        }
        self.open(wanted, None)
    }

    /// Whether something goes on that is shown.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.awaited.is_some()
    }

    /// The keys that were pressed while a connection was awaited, once it is there.
    pub fn early_keys(&mut self) -> Vec<KeyEvent> {
        if self.is_waiting() { Vec::new() } else { std::mem::take(&mut self.early) }
    }

    /// The packets of a connection were saved, or could not be.
    pub fn saved_packets(&mut self, path: &Path, saved: Result<u64, String>) {
        let sentence = Sentence::new("saved.packets").with("file", path.display().to_string());
        self.saved(saved.map(|packets| sentence.with("n", packets)));
    }

    /// The story of a connection was saved, or could not be.
    pub fn saved_story(&mut self, path: &Path, saved: Result<(), String>) {
        let sentence = Sentence::new("saved.story").with("file", path.display().to_string());
        self.saved(saved.map(|()| sentence));
    }

    fn saved(&mut self, saved: Result<Sentence, String>) {
        self.message = Some(match saved {
            Ok(sentence) => self.look.tell(&sentence),
            Err(error) => safe(&error).into_owned(),
        });
    }

    /// Does a bounded piece of what is left to do; whether there is more.
    pub fn catch_up(&mut self) -> bool {
        let (now, language) = (self.now, self.look.language);
        let at = Moment { now, is_changing: !self.is_read && !self.capture.is_paused(), language };
        let more = self.connections.look(&self.capture.index(), at);
        if !more {
            // Nobody waits for the index while they are put in order.
            self.connections.arrange();
        }
        more
    }

    /// Time of the first packet: times are shown since then.
    pub(super) fn start(&self) -> Timestamp {
        self.capture.index().start()
    }

    fn key(&mut self, key: KeyEvent) -> Option<Effect> {
        let ends = key.code == KeyCode::Esc || key.modifiers.contains(KeyModifiers::CONTROL);
        if self.is_waiting() && !ends && self.early.len() < limits::MAX_EARLY_KEYS {
            self.early.push(key);
            return None;
        }
        self.message = None;
        if self.prompt.is_some() {
            return self.type_in(key);
        }
        let action = self.typed.press(key, self.screen.scope())?;
        if let Some(scroll) = &mut self.help {
            match action {
                Action::Back | Action::Leave | Action::Help | Action::Quit => self.help = None,
                Action::Language => self.act_everywhere(action),
                // Drawing knows how many lines there are.
                action => {
                    scroll.act(action, usize::MAX);
                }
            }
            return None;
        }
        self.act(action)
    }

    fn act(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Quit => return Some(Effect::Quit),
            Action::Suspend => return Some(Effect::Suspend),
            Action::Redraw => return Some(Effect::Redraw),
            Action::Back => return self.back(),
            Action::Leave => return self.leave(),
            Action::Help | Action::Language | Action::Theme => self.act_everywhere(action),
            Action::AllPackets => self.show_packets(),
            Action::Follow => return self.follow_newest(),
            Action::Pause => return self.pause(),
            Action::StopReading => return self.stop_reading(),
            Action::Filter => self.ask(Purpose::Filter, self.connections.words().to_owned()),
            Action::Find => self.ask(Purpose::Find, self.sought.clone()),
            Action::FindNext | Action::FindPrevious => return self.find(action == Action::FindNext),
            Action::Command => self.ask(Purpose::Command, String::new()),
            Action::SavePackets | Action::SaveStory => self.ask_to_save(action),
            _ => return self.act_on_screen(action),
        }
        None
    }

    fn act_everywhere(&mut self, action: Action) {
        match action {
            Action::Help => self.help = Some(Scroll::default()),
            Action::Language => {
                self.look.language = match self.look.language {
                    Language::English => Language::Chinese,
                    Language::Chinese => Language::English,
                };
                self.connections.begin_again();
            }
            Action::Theme => {
                self.look.theme = match self.look.theme {
                    Theme::Dark => Theme::Light,
                    Theme::Light => Theme::Dark,
                };
            }
            _ => {}
        }
    }

    /// All panes of the connection speak of this packet.
    pub(super) fn select(&mut self, number: u64) {
        let mut bytes = Vec::new();
        let packet = match self.capture.packet(number, &mut bytes) {
            Ok(packet) => packet.as_ref().map(OwnPacket::new),
            Err(error) => {
                self.message = Some(safe(&error.to_string()).into_owned());
                None
            }
        };
        if let Some(opened) = &mut self.opened {
            opened.select(number, packet, self.look);
        }
    }

    fn find(&mut self, forwards: bool) -> Option<Effect> {
        if self.sought.is_empty() {
            self.ask(Purpose::Find, String::new());
            return None;
        }
        let (look, sought) = (self.look, self.sought.clone());
        let capture = Arc::clone(&self.capture);
        let opened = self.opened.as_mut()?;
        let Some(reply) = opened.find(&sought, forwards, look, &*capture) else {
            self.message = Some(look.tell(&Sentence::new("screen.not-found").with("text", sought)));
            return None;
        };
        let effect = self.reply(reply);
        if let Some(opened) = &mut self.opened {
            opened.light(&sought, look);
        }
        effect
    }

    /// The connection of a packet.
    fn connection_of(&self, packet: u64) -> Option<ConnectionId> {
        self.capture.index().entry(packet)?.connection
    }

    /// The connection that is open, or has the cursor.
    fn connection(&self) -> Option<ConnectionId> {
        let index = self.capture.index();
        match self.screen {
            Screen::Connection => Some(self.opened.as_ref()?.telling().summary.connection),
            Screen::Connections => self.connections.selected(&index),
            Screen::Packets => index.entry(self.packets.selected())?.connection,
        }
    }

    fn copied(&mut self, what: &Sentence, text: String) -> Effect {
        let said = Sentence::new("copied").with("what", what.clone()).with("n", text.chars().count() as u64);
        self.message = Some(self.look.tell(&said));
        Effect::Copy(text)
    }

    fn say(&mut self, key: &'static str) -> Option<Effect> {
        self.message = Some(self.look.say(key));
        None
    }
}
