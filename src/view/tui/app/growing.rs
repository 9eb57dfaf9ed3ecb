//! While a capture grows: the connection that is open is told again and again, the cursor stays with what is
//! new or stays where it is, and all of it can wait.

use std::time::Duration;

use super::{App, Effect, Screen};
use crate::capture::CaptureError;
use crate::flow::ConnectionId;
use crate::tell::{Telling, safe};
use crate::view::tui::action::Action;
use crate::view::tui::connection::ConnectionScreen;
use crate::view::tui::follow::Follow;

/// A connection that grows is told again after this time at the earliest.
const PACE: Duration = Duration::from_millis(250);
/// Telling it takes so much of the time at the most: after it, three times as long nothing is told.
const REST: u32 = 3;

/// How the connection that is open is told again while it grows.
#[derive(Debug, Default)]
pub(super) struct Growing {
    /// Since when it is being told, and how far it had come then.
    asked: Option<(ConnectionId, Duration, Reach)>,
    /// How far it had come when what is shown was asked for.
    shown: Reach,
    not_before: Duration,
}

/// How far a connection has come; see [`crate::tell::Index::reach`].
type Reach = Option<(u64, u64)>;

impl App {
    /// So much time has passed since the interface was opened; what there is to do for the world outside.
    pub fn tick(&mut self, now: Duration) -> Option<Effect> {
        self.passed(now);
        if let Some(wanted) = self.wanted
            && self.is_growing()
            && self.capture.index().row(wanted).is_some()
        {
            self.wanted = None;
            self.connections.select(wanted, &self.capture.index());
            return self.open(wanted, None);
        }
        let opened = self.opened.as_ref()?;
        let is_shown = self.screen == Screen::Connection && self.awaited.is_none();
        if !is_shown || self.growing.asked.is_some() || now < self.growing.not_before || opened.is_in_steps()
        {
            return None;
        }
        let connection = opened.telling().summary.connection;
        let reach = self.capture.index().reach(connection);
        // One that is no longer listed stays as it is.
        if reach.is_none() || reach == self.growing.shown {
            return None;
        }
        let around = if opened.follow.is_on() { opened.around } else { Some(opened.selected()) };
        self.growing.asked = Some((connection, now, reach));
        Some(Effect::Tell(connection, around))
    }

    /// So much time has passed since the interface was opened.
    pub fn passed(&mut self, now: Duration) {
        self.now = now;
    }

    /// Asks for a connection that is to be shown.
    pub(super) fn tell(&mut self, connection: ConnectionId, packet: Option<u64>) -> Effect {
        self.awaited = Some((connection, packet));
        // Whatever else is being told will not come any more.
        self.growing.asked = None;
        self.growing.shown = self.capture.index().reach(connection);
        Effect::Tell(connection, packet)
    }

    /// A connection was told. Of several that were asked for one after another, only the last one is.
    pub fn told(&mut self, connection: ConnectionId, told: Result<Option<Telling>, CaptureError>) {
        let Some((_, packet)) = self.awaited.take_if(|(awaited, _)| *awaited == connection) else {
            return self.told_again(connection, told);
        };
        match told {
            Ok(Some(telling)) => {
                let (first, last) = (telling.first_packet(), telling.last_packet());
                let mut opened = ConnectionScreen::new(telling, self.start());
                let goes_on = self.is_growing() && self.is_open(connection);
                opened.around = packet;
                opened.follow = match packet {
                    _ if !goes_on => Follow::Never,
                    Some(packet) if packet < last => Follow::Since(self.packets_of_row(connection)),
                    _ => Follow::On,
                };
                opened.goes_on = !self.is_read && self.is_open(connection);
                let newest = if goes_on { last } else { first };
                self.opened = Some(opened);
                self.screen = Screen::Connection;
                self.growing.not_before = self.now.saturating_add(PACE);
                // Digits typed while one waited for it would make a number of every key of a tab.
                self.typed = crate::view::tui::keys::Typed::default();
                self.select(packet.unwrap_or(newest));
            }
            Ok(None) => {
                self.say("screen.nothing-told");
            }
            Err(error) => self.message = Some(safe(&error.to_string()).into_owned()),
        }
    }

    /// The connection that is open was told again: everything stays as it is, but for what is new.
    fn told_again(&mut self, connection: ConnectionId, told: Result<Option<Telling>, CaptureError>) {
        let mine = |(asked, ..): &mut (ConnectionId, Duration, Reach)| *asked == connection;
        let Some((_, asked, reach)) = self.growing.asked.take_if(mine) else { return };
        self.growing.not_before = self.now.saturating_add(PACE.max((self.now.saturating_sub(asked)) * REST));
        let Some(opened) = &self.opened else { return };
        // Where it can't be told any more, what was told stays.
        let (Ok(Some(telling)), false) = (told, opened.is_in_steps()) else { return };
        if opened.telling().summary.connection != connection {
            return;
        }
        self.growing.shown = reach;
        let goes_on = !self.is_read && self.is_open(connection);
        let last = telling.last_packet();
        let Some(opened) = &mut self.opened else { return };
        opened.goes_on = goes_on;
        opened.grow(telling, self.look);
        if opened.follow.is_on() {
            self.select(last);
        }
    }

    /// Whether packets may still come, and the cursor can stay with them.
    pub(in crate::view::tui) fn is_growing(&self) -> bool {
        !self.is_read && (self.capture.live().is_some() || self.capture.progress().is_none())
    }

    /// Whether a connection has not ended.
    fn is_open(&self, connection: ConnectionId) -> bool {
        self.capture.index().row(connection).is_some_and(|row| !row.is_told())
    }

    /// How many packets a connection has, by its row.
    pub(in crate::view::tui) fn packets_of_row(&self, connection: ConnectionId) -> u64 {
        let index = self.capture.index();
        index.row(connection).map_or(0, |row| row.packets.to_server + row.packets.to_client)
    }

    /// The cursor of the connection that is open was moved, maybe.
    pub(super) fn moved(&mut self, action: Action) {
        let Some(opened) = &self.opened else { return };
        let connection = opened.telling().summary.connection;
        let at_end = opened.selected() == opened.telling().last_packet() && !opened.is_in_steps();
        let count = self.packets_of_row(connection);
        let Some(opened) = &mut self.opened else { return };
        if action == Action::Bottom && opened.lists_what_comes() {
            self.follow();
        } else if !at_end {
            opened.follow.stop(count);
        }
    }

    /// The cursor goes to the newest and stays there.
    pub(super) fn follow_newest(&mut self) -> Option<Effect> {
        if self.is_growing() {
            self.follow();
            None
        } else {
            self.say("screen.nothing-new")
        }
    }

    fn follow(&mut self) {
        match self.screen {
            Screen::Connections => self.connections.follow.resume(),
            Screen::Packets => self.packets.follow.resume(),
            Screen::Connection => {
                let Some(opened) = self.opened.as_mut().filter(|opened| !opened.is_in_steps()) else {
                    return;
                };
                opened.follow.resume();
                if opened.follow.is_on() {
                    let last = opened.telling().last_packet();
                    self.select(last);
                }
            }
        }
    }

    /// The capture waits, or goes on.
    pub(super) fn pause(&mut self) -> Option<Effect> {
        if self.is_read {
            return self.say("screen.nothing-new");
        }
        self.capture.pause(!self.capture.is_paused());
        None
    }

    /// Reads no more of the capture.
    pub(super) fn stop_reading(&mut self) -> Option<Effect> {
        if self.is_read { self.say("screen.nothing-new") } else { Some(Effect::StopReading) }
    }
}
