//! The screen of one connection: its tabs and their panes, and the packet that all of them speak of.

mod acks;
mod ending;
mod fields;
mod found;
mod frames;
mod handshake;
mod ladder;
mod layout;
mod messages;
mod page;
mod reader;
mod why;
mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::capture::Capture;
use super::follow::Follow;
use super::look::{Look, Role};
use super::pane::{Context, Pane, Reply};
use crate::capture::{Packet, Timestamp};
use crate::tell::{Telling, cut, width};
use layout::Shown;

/// The tabs, in their order.
const TABS: [&str; 6] = [
    "screen.tab.ladder",
    "screen.tab.frames",
    "screen.tab.messages",
    "screen.tab.handshake",
    "screen.tab.acks",
    "screen.tab.ending",
];

/// A pane of the screen: three share the first tab, the others have one each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Ladder,
    Why,
    Fields,
    Frames,
    Messages,
    Handshake,
    Acks,
    Ending,
}

impl Part {
    const ALL: [Self; 8] = [
        Self::Ladder,
        Self::Why,
        Self::Fields,
        Self::Frames,
        Self::Messages,
        Self::Handshake,
        Self::Acks,
        Self::Ending,
    ];

    /// The tab it is on.
    fn tab(self) -> usize {
        match self {
            Self::Ladder | Self::Why | Self::Fields => 0,
            Self::Frames => 1,
            Self::Messages => 2,
            Self::Handshake => 3,
            Self::Acks => 4,
            Self::Ending => 5,
        }
    }

    /// The title on the line above it, where it shares a tab.
    fn title(self) -> Option<&'static str> {
        match self {
            Self::Why => Some("screen.pane.why"),
            Self::Fields => Some("screen.pane.fields"),
            _ => None,
        }
    }

    /// The first pane of a tab.
    fn of_tab(tab: usize) -> Self {
        Self::ALL.into_iter().find(|part| part.tab() == tab).unwrap_or_default()
    }
}

/// The screen of a connection.
pub(super) struct ConnectionScreen {
    telling: Telling,
    /// The packet that it was told around, where one was wanted.
    pub(super) around: Option<u64>,
    /// Whether the cursor stays with the newest packet.
    pub(super) follow: Follow,
    /// Whether it had not ended when it was told.
    pub(super) goes_on: bool,
    /// Time of the first packet of the capture.
    start: Timestamp,
    selected: u64,
    /// The selected packet's bytes.
    packet: Option<OwnPacket>,
    /// The pane that has the keys.
    focus: Part,
    zoomed: bool,
    ladder: ladder::LadderPane,
    why: why::WhyPane,
    fields: fields::FieldsPane,
    frames: frames::FramesPane,
    messages: messages::MessagesPane,
    handshake: handshake::HandshakePane,
    acks: acks::AcksPane,
    ending: ending::EndingPane,
    /// Where everything was drawn last.
    shown: Shown,
}

/// A packet read back from the capture.
pub(super) struct OwnPacket {
    bytes: Vec<u8>,
    /// All of it but its bytes.
    rest: Packet<'static>,
}

impl OwnPacket {
    /// Keeps a packet.
    pub(super) fn new(packet: &Packet<'_>) -> Self {
        Self { bytes: packet.bytes.to_vec(), rest: Packet { bytes: &[], ..*packet } }
    }

    fn packet(&self) -> Packet<'_> {
        Packet { bytes: &self.bytes, ..self.rest }
    }
}

impl ConnectionScreen {
    /// The screen of a connection, with the cursor on a packet or on the first one.
    pub(super) fn new(telling: Telling, start: Timestamp) -> Self {
        Self {
            telling,
            around: None,
            follow: Follow::default(),
            goes_on: false,
            start,
            selected: 0,
            packet: None,
            focus: Part::default(),
            zoomed: false,
            ladder: ladder::LadderPane::default(),
            why: why::WhyPane::default(),
            fields: fields::FieldsPane::default(),
            frames: frames::FramesPane::default(),
            messages: messages::MessagesPane::default(),
            handshake: handshake::HandshakePane::default(),
            acks: acks::AcksPane::default(),
            ending: ending::EndingPane::default(),
            shown: Shown::default(),
        }
    }

    /// The connection.
    pub(super) fn telling(&self) -> &Telling {
        &self.telling
    }

    /// The selected packet.
    pub(super) fn selected(&self) -> u64 {
        self.selected
    }

    /// Whether packets appear one by one, on the tab that is shown.
    pub(super) fn is_stepping(&self) -> bool {
        self.focus.tab() == 0 && self.ladder.is_stepping()
    }

    /// Whether packets appear one by one, whatever tab is shown.
    pub(super) fn is_in_steps(&self) -> bool {
        self.ladder.is_stepping()
    }

    /// Whether the pane with the keys lists what comes, the newest last.
    pub(super) fn lists_what_comes(&self) -> bool {
        matches!(self.focus, Part::Ladder | Part::Frames | Part::Messages)
    }

    /// The connection was told again, with what came since: the cursors stay where they are.
    pub(super) fn grow(&mut self, telling: Telling, look: Look) {
        self.telling = telling;
        for part in Part::ALL {
            self.with(part, look, |pane, context| pane.grown(context));
        }
    }

    /// Selects a packet: all panes speak of it.
    pub(super) fn select(&mut self, number: u64, packet: Option<OwnPacket>, look: Look) {
        self.selected = number;
        self.packet = packet;
        for part in Part::ALL {
            self.with(part, look, |pane, context| pane.selected(context));
        }
    }

    /// Does what was asked for.
    pub(super) fn act(&mut self, action: Action, look: Look) -> Reply {
        match action {
            Action::Tab(tab) => self.focus = Part::of_tab(usize::from(tab)),
            Action::NextTab => self.focus = Part::of_tab((self.focus.tab() + 1) % TABS.len()),
            Action::PreviousTab => {
                self.focus = Part::of_tab((self.focus.tab() + TABS.len() - 1) % TABS.len());
            }
            Action::NextPane => self.focus = self.neighbour(1),
            Action::PreviousPane => self.focus = self.neighbour(2),
            Action::Zoom => self.zoomed = !self.zoomed,
            // What is the ladder's, whatever pane of its tab has the keys.
            Action::NextPhase | Action::PreviousPhase | Action::Step | Action::Why => {
                self.focus = if self.focus.tab() == 0 { self.focus } else { Part::Ladder };
                return self.with(Part::Ladder, look, |pane, context| pane.act(action, context));
            }
            // In step mode Back leaves it, and Space lets the next packet appear.
            Action::Advance | Action::Back if self.focus.tab() == 0 => {
                return self.with(Part::Ladder, look, |pane, context| pane.act(action, context));
            }
            _ => {
                let reply = self.with(self.focus, look, |pane, context| pane.act(action, context));
                if reply != Reply::Ignored || action != Action::Open || self.focus != Part::Ladder {
                    return reply;
                }
                // There is nothing to unfold in a packet of the ladder but its fields.
                self.focus = Part::Fields;
            }
        }
        Reply::Done
    }

    /// Shows the ladder, with the keys.
    pub(super) fn show_ladder(&mut self) {
        self.focus = Part::Ladder;
    }

    /// Looks for text behind the cursor or before it, round the ends: on the ladder's tab packet by
    /// packet, on the others in the pane with the keys and then in those that hold what was said.
    pub(super) fn find(
        &mut self,
        text: &str,
        forwards: bool,
        look: Look,
        capture: &dyn Capture,
    ) -> Option<Reply> {
        if self.focus.tab() == 0 {
            return self.find_packet(text, forwards, look, capture);
        }
        let parts = [self.focus, Part::Messages, Part::Frames, Part::Handshake];
        for (place, part) in parts.into_iter().enumerate() {
            if place > 0 && part == self.focus {
                continue;
            }
            let found = self.with(part, look, |pane, context| pane.find(text, forwards, context));
            if found.is_some() {
                if place > 0 {
                    self.focus = part;
                }
                return found;
            }
        }
        let found = self.find_packet(text, forwards, look, capture);
        if found.is_some() {
            self.focus = Part::Ladder;
        }
        found
    }

    fn find_packet(
        &mut self,
        text: &str,
        forwards: bool,
        look: Look,
        capture: &dyn Capture,
    ) -> Option<Reply> {
        if self.focus == Part::Fields {
            let here = self.with(Part::Fields, look, |pane, context| pane.find(text, forwards, context));
            if here.is_some() {
                return here;
            }
        }
        let shown = (self.selected, self.packet.as_ref());
        let context = seen(&self.telling, shown, &self.ladder, look, (self.start, self.goes_on));
        let across = found::across(&self.telling, text);
        let holds = |number: u64| {
            let mut bytes = Vec::new();
            let packet = capture.packet(number, &mut bytes).ok().flatten();
            packet.is_some_and(|packet| found::holds(&self.telling, &packet, text))
        };
        let is_found = |number: u64| {
            holds(number)
                || across.iter().any(|(first, last)| {
                    // Where a packet holds it by itself, that packet is the place.
                    let mut before = *first..*last;
                    *last == number && !before.any(|number| self.telling.has(number) && holds(number))
                })
        };
        self.ladder.find_by(text, forwards, &context, is_found)
    }

    /// Selects the field of the selected packet that holds text which was found.
    pub(super) fn light(&mut self, text: &str, look: Look) {
        if self.focus.tab() == 0 {
            let shown = (self.selected, self.packet.as_ref());
            let context = seen(&self.telling, shown, &self.ladder, look, (self.start, self.goes_on));
            self.fields.light(text, &context);
        }
    }

    /// A click on the screen, or a turn of the wheel over it.
    pub(super) fn mouse(&mut self, at: Position, scroll: Option<Action>, look: Look) -> Reply {
        if let Some(tab) = self.shown.tab_at(at).filter(|_| scroll.is_none()) {
            self.focus = Part::of_tab(tab);
            return Reply::Done;
        }
        let Some((part, area)) = self.shown.part_at(at) else { return Reply::Ignored };
        if let Some(action) = scroll {
            return self.with(part, look, |pane, context| pane.act(action, context));
        }
        self.focus = part;
        let at = Position::new(at.x - area.x, at.y - area.y);
        self.with(part, look, |pane, context| pane.click(at, context))
    }

    /// Draws the screen.
    pub(super) fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look) {
        self.shown = Shown::lay_out(area, self.focus, self.zoomed, |tab| {
            TABS.get(tab).map_or(0, |key| width(&look.say(key)))
        });
        self.draw_tabs(buffer, look);
        for (line, part) in &self.shown.lines {
            draw_line(*line, *part, *part == Some(self.focus), buffer, look);
        }
        for (part, area) in self.shown.parts.clone() {
            let focused = part == self.focus;
            self.with(part, look, |pane, context| pane.draw(area, buffer, context, focused));
        }
    }

    fn draw_tabs(&self, buffer: &mut Buffer, look: Look) {
        for (tab, area) in &self.shown.tabs {
            let Some(title) = TABS.get(*tab) else { continue };
            let mut style = look.role(if *tab == self.focus.tab() { Role::Title } else { Role::Dim });
            if *tab == self.focus.tab() {
                style = style.patch(look.role(Role::Selected));
            }
            let text = format!(" {} {} ", tab + 1, look.say(title));
            buffer.set_stringn(area.x, area.y, cut(&text, area.width.into()), area.width.into(), style);
        }
    }

    /// The pane so many places further on the same tab.
    fn neighbour(&self, by: usize) -> Part {
        let on_tab: Vec<_> = Part::ALL.into_iter().filter(|part| part.tab() == self.focus.tab()).collect();
        let place = on_tab.iter().position(|part| *part == self.focus).unwrap_or(0);
        on_tab.get((place + by) % on_tab.len().max(1)).copied().unwrap_or(self.focus)
    }

    /// Lets a pane act, with what it may see.
    fn with<T>(&mut self, part: Part, look: Look, act: impl FnOnce(&mut dyn Pane, &Context<'_>) -> T) -> T {
        let shown = (self.selected, self.packet.as_ref());
        let context = seen(&self.telling, shown, &self.ladder, look, (self.start, self.goes_on));
        let pane: &mut dyn Pane = match part {
            Part::Ladder => &mut self.ladder,
            Part::Why => &mut self.why,
            Part::Fields => &mut self.fields,
            Part::Frames => &mut self.frames,
            Part::Messages => &mut self.messages,
            Part::Handshake => &mut self.handshake,
            Part::Acks => &mut self.acks,
            Part::Ending => &mut self.ending,
        };
        act(pane, &context)
    }
}

/// What a pane may see.
fn seen<'a>(
    telling: &'a Telling,
    (selected, packet): (u64, Option<&'a OwnPacket>),
    ladder: &ladder::LadderPane,
    look: Look,
    (start, goes_on): (Timestamp, bool),
) -> Context<'a> {
    let explain = ladder.explain(&telling.ladder);
    let packet = packet.map(OwnPacket::packet);
    Context { look, telling, selected, packet, explain, goes_on, start }
}

/// A line between panes; with the title of the pane below it, and heavy where that has the keys.
fn draw_line(line: Rect, below: Option<Part>, focused: bool, buffer: &mut Buffer, look: Look) {
    let symbol = match (line.width, below) {
        (1, None) => "│",
        _ if focused => "━",
        _ => "─",
    };
    let style = look.role(if focused { Role::ActiveLine } else { Role::Line });
    for at in line.positions() {
        if let Some(cell) = buffer.cell_mut(at) {
            cell.set_symbol(symbol).set_style(style);
        }
    }
    if let (Some(title), Some(room)) = (below.and_then(Part::title), line.width.checked_sub(1))
        && line.height > 0
    {
        let title = format!(" {} ", look.say(title));
        buffer.set_stringn(line.x + 1, line.y, title, room.into(), style);
    }
}
