//! The state of the interface, and how keys and news from the threads change it.

mod mouse;
mod typing;
mod ways;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::Rect;

use super::action::Action;
use super::capture::{Capture, Outcome};
use super::connection::{ConnectionScreen, OwnPacket};
use super::connections::Connections;
use super::keys::{Scope, Typed};
use super::look::{Look, Theme};
use super::packets::Packets;
use super::pane::Reply;
use super::prompt::{Prompt, Purpose};
use super::scroll::Scroll;
use crate::capture::{CaptureError, Timestamp};
use crate::flow::ConnectionId;
use crate::limits;
use crate::teach::{Language, Sentence};
use crate::tell::{Telling, safe};

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
    /// Tell a connection, around a packet where one is named.
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
        Self {
            capture,
            look,
            screen: Screen::default(),
            behind: Screen::default(),
            connections: Connections::default(),
            packets: Packets::default(),
            opened: None,
            wanted: None,
            awaited: None,
            early: Vec::new(),
            prompt: None,
            help: None,
            typed: Typed::default(),
            message: None,
            is_read: false,
            sought: String::new(),
            body: Rect::default(),
        }
    }

    /// The same, opening a connection once the capture is read.
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
        let wanted = self.wanted.take()?;
        let all = self.capture.index().connections().len();
        if wanted as usize >= all {
            let sentence = Sentence::new("report.no-stream").with("number", wanted.to_string());
            self.message = Some(self.look.tell(&sentence.with("n", all as u64)));
            return None;
        }
        self.connections.select(wanted, all);
        Some(self.open(wanted, None))
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

    /// A connection was told.
    pub fn told(&mut self, connection: ConnectionId, told: Result<Option<Telling>, CaptureError>) {
        let Some((_, packet)) = self.awaited.take_if(|(awaited, _)| *awaited == connection) else { return };
        match told {
            Ok(Some(telling)) => {
                let first = telling.first_packet();
                self.opened = Some(ConnectionScreen::new(telling, self.start()));
                self.screen = Screen::Connection;
                // Digits typed while one waited for it would make a number of every key of a tab.
                self.typed = Typed::default();
                self.select(packet.unwrap_or(first));
            }
            Ok(None) => {}
            Err(error) => self.message = Some(safe(&error.to_string()).into_owned()),
        }
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
        let index = self.capture.index();
        self.connections.catch_up(index.connections(), self.look.language)
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

    fn act_on_screen(&mut self, action: Action) -> Option<Effect> {
        match (self.screen, action) {
            (Screen::Connections, Action::Open) => {
                let all = self.capture.index().connections().len();
                let connection = self.connections.selected(all)?;
                Some(self.open(connection, None))
            }
            (Screen::Connections, Action::Copy) => {
                let all = self.capture.index().connections().len();
                let connection = self.connections.selected(all)?;
                let row = self.capture.index().connections().get(connection as usize).cloned()?;
                let text = format!(
                    "{} {} -> {} {} {}",
                    connection,
                    row.opened.client,
                    row.opened.server,
                    self.look.tell(&row.speaks),
                    self.look.tell(&row.ending)
                );
                Some(self.copied(&Sentence::new("copied.connection"), text))
            }
            (Screen::Connections, action) => {
                let index = self.capture.index();
                self.connections.act(action, index.connections());
                None
            }
            (Screen::Packets, Action::Open) => {
                let number = self.packets.selected();
                let connection = self.connection_of(number);
                match connection {
                    Some(connection) => Some(self.open(connection, Some(number))),
                    None => self.say("screen.no-connection"),
                }
            }
            (Screen::Packets, Action::Copy) => {
                let line = self.capture.line(self.packets.selected())?;
                let text =
                    format!("{} {} -> {} {} {}", line.number, line.from, line.to, line.protocol, line.info);
                Some(self.copied(&Sentence::new("copied.packet"), text))
            }
            (Screen::Packets, action) => {
                self.packets.act(action, &*self.capture);
                None
            }
            (Screen::Connection, Action::GoTo(number)) => {
                let connection = self.connection_of(number);
                let opened = self.opened.as_ref()?.telling().summary.connection;
                match connection {
                    Some(connection) if connection == opened => self.reply(Reply::Show(number)),
                    _ => {
                        self.show_packets();
                        self.packets.act(Action::GoTo(number), &*self.capture);
                        None
                    }
                }
            }
            (Screen::Connection, action) => {
                let reply = self.opened.as_mut()?.act(action, self.look);
                self.reply(reply)
            }
        }
    }

    /// Does what a pane asks for.
    fn reply(&mut self, reply: Reply) -> Option<Effect> {
        match reply {
            Reply::Ignored | Reply::Done => None,
            Reply::Select(number) => {
                self.select(number);
                None
            }
            Reply::Show(number) => {
                let opened = self.opened.as_mut()?;
                opened.show_ladder();
                let (connection, told) = (opened.telling().summary.connection, opened.telling().has(number));
                if told {
                    self.select(number);
                    return None;
                }
                // The packet is among those there was no room for.
                Some(self.tell(connection, Some(number)))
            }
            Reply::Copy(what, text) => Some(self.copied(&what, text)),
            Reply::Say(sentence) => {
                self.message = Some(self.look.tell(&sentence));
                None
            }
        }
    }

    /// All panes of the connection speak of this packet.
    fn select(&mut self, number: u64) {
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
            Screen::Connections => self.connections.selected(index.connections().len()),
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
