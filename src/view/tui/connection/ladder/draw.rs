//! Draws the ladder: the heads of the lifelines, and a row after the other.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::columns::Columns;
use super::gutter::Gutter;
use super::rows::{Inside, Row};
use super::words;
use crate::capture::Elapsed;
use crate::flow::Direction;
use crate::teach::{self, Sentence};
use crate::tell::{Fold, Rung, RungFate, cut, right, width};
use crate::view::tui::look::Role;
use crate::view::tui::pane::Context;

/// The heads of the lifelines, and the states before the first packet; how many rows that took.
pub(super) fn header(
    area: Rect,
    buffer: &mut Buffer,
    columns: &Columns,
    context: &Context<'_>,
    shown: Option<usize>,
) -> u16 {
    if area.height < 4 {
        return 0;
    }
    let look = context.look;
    let opened = context.telling.summary.opened;
    let name = |direction, address: std::net::SocketAddr| {
        format!("{} {address}", look.tell(&teach::role(direction)))
    };
    let half = usize::from(area.width / 2).saturating_sub(1);
    let client = cut(&name(Direction::ToServer, opened.client), half);
    let server = cut(&name(Direction::ToClient, opened.server), half);
    // Each name stands over its lifeline, as far as there is room.
    let over = |at: u16, name: &str, from: u16, until: u16| {
        let wide = u16::try_from(width(name)).unwrap_or(u16::MAX);
        at.saturating_sub(wide / 2).min(until.saturating_sub(wide)).max(from)
    };
    let middle = area.x + area.width / 2;
    let at = over(columns.left, &client, area.x + 1, middle);
    buffer.set_stringn(at, area.y, &client, half, look.role(Role::Client).add_modifier(Modifier::BOLD));
    let at = over(columns.right, &server, middle + 1, area.right());
    buffer.set_stringn(at, area.y, &server, half, look.role(Role::Server).add_modifier(Modifier::BOLD));
    let y = area.y + 1;
    lifelines(buffer, columns, context, y, "│");
    for side in Direction::BOTH {
        if let Some(state) = context.telling.ladder.initial[side] {
            let state = words::state(state, columns.state);
            state_beside(buffer, columns, y, side, state, look.role(Role::Dim));
        }
    }
    if let Some(shown) = shown {
        let step = Sentence::new("screen.ladder.step")
            .with("n", shown.to_string())
            .with("all", context.telling.ladder.rungs.len().to_string());
        centred(buffer, columns, y, &look.tell(&step), look.role(Role::Key));
    }
    2
}

/// The lifelines below the last row.
pub(super) fn rest(area: Rect, buffer: &mut Buffer, columns: &Columns, context: &Context<'_>) {
    for y in area.y..area.bottom() {
        lifelines(buffer, columns, context, y, "│");
    }
}

fn put(buffer: &mut Buffer, columns: &Columns, (x, y): (u16, u16), text: &str, style: Style) {
    if x >= columns.start && x < columns.end {
        buffer.set_stringn(x, y, text, columns.room(x), style);
    }
}

fn lifelines(buffer: &mut Buffer, columns: &Columns, context: &Context<'_>, y: u16, line: &str) {
    let style = context.look.role(Role::Line);
    put(buffer, columns, (columns.left, y), line, style);
    put(buffer, columns, (columns.right, y), line, style);
}

fn centred(buffer: &mut Buffer, columns: &Columns, y: u16, text: &str, style: Style) {
    let room = usize::from(columns.between());
    let text = cut(text, room);
    let before = room.saturating_sub(width(&text)) / 2;
    let x = columns.left.saturating_add(1).saturating_add(before as u16);
    if room > 0 {
        put(buffer, columns, (x, y), &text, style);
    }
}

fn state_beside(buffer: &mut Buffer, columns: &Columns, y: u16, side: Direction, state: &str, style: Style) {
    if columns.state == 0 {
        return;
    }
    let room = usize::from(columns.state);
    match side {
        Direction::ToServer => {
            let x = columns.left.saturating_sub(columns.state + 1);
            put(buffer, columns, (x, y), &right(&cut(state, room), room), style);
        }
        Direction::ToClient => put(buffer, columns, (columns.right_state(), y), &cut(state, room), style),
    }
}

/// A row of the ladder.
pub(super) struct Line<'a> {
    pub(super) columns: &'a Columns,
    pub(super) context: &'a Context<'a>,
    /// The row of the screen.
    pub(super) y: u16,
    /// The rungs in it.
    pub(super) rungs: Range<usize>,
    /// The bracket of the selected packet.
    pub(super) gutter: Option<&'a Gutter>,
    /// Whether the cursor stands here, and whether the pane has the keys.
    pub(super) cursor: Option<bool>,
}

impl Line<'_> {
    pub(super) fn draw(&self, buffer: &mut Buffer, row: &Row<'_>) {
        let look = self.context.look;
        match row {
            Row::Heading(phase) => {
                lifelines(buffer, self.columns, self.context, self.y, "│");
                let heading = format!("{} ", look.tell(&phase.heading()));
                self.put(buffer, self.columns.start + 1, &heading, look.role(Role::Title));
            }
            Row::Silence(pause) => {
                let silence = look.tell(&Sentence::new("story.silence").with("time", *pause));
                self.pause(buffer, &format!("┈┈ {silence} ┈┈"), Role::Dim);
            }
            Row::Omitted(packets) => {
                let omitted = look.tell(&Sentence::new("screen.ladder.omitted").with("n", *packets));
                self.pause(buffer, &format!("⋮ {omitted} ⋮"), Role::Dim);
            }
            Row::Missed(loss) => {
                let missed = look.tell(&Sentence::new("screen.ladder.missed").with("n", loss.packets));
                self.pause(buffer, &format!("╳ {missed} ╳"), Role::Warning);
            }
            Row::Lost(direction, bytes) => {
                let lost =
                    Sentence::new("screen.ladder.lost").with("bytes", crate::teach::Value::Bytes(*bytes));
                let style = look.role(Role::Bad);
                self.arrow(
                    buffer,
                    *direction,
                    ("┄", "├", "┤"),
                    "╳",
                    &format!("? {}", look.tell(&lost)),
                    style,
                );
            }
            Row::Run(fold, open) => self.run(buffer, fold, *open),
            Row::Packet(inside) => {
                if let Some(rung) = self.context.telling.ladder.rungs.get(self.rungs.start) {
                    self.packet(buffer, rung, *inside);
                }
            }
        }
        if let Some(piece) = self.gutter.and_then(|g| g.piece(&self.rungs, &self.context.telling.ladder)) {
            self.put(buffer, self.columns.gutter(), piece, look.role(Role::Key));
        }
        if let Some(focused) = self.cursor {
            let role = if focused { Role::Selected } else { Role::Marked };
            self.put(buffer, self.columns.start, ">", look.role(Role::Key));
            let row = Rect::new(self.columns.start, self.y, self.columns.room(self.columns.start) as u16, 1);
            buffer.set_style(row, look.role(role));
        }
    }

    fn put(&self, buffer: &mut Buffer, x: u16, text: &str, style: Style) {
        put(buffer, self.columns, (x, self.y), text, style);
    }

    fn pause(&self, buffer: &mut Buffer, text: &str, role: Role) {
        lifelines(buffer, self.columns, self.context, self.y, "┊");
        centred(buffer, self.columns, self.y, text, self.context.look.role(role));
    }

    fn run(&self, buffer: &mut Buffer, fold: &Fold, open: bool) {
        let look = self.context.look;
        lifelines(buffer, self.columns, self.context, self.y, "│");
        let room = usize::from(self.columns.between()).saturating_sub(2);
        let text = cut(&words::run(look, fold, open), room);
        self.put(buffer, self.columns.left.saturating_add(2), &text, look.role(Role::Title));
        if open {
            return;
        }
        self.number(buffer, fold.first);
        if let Some(first) = self.context.telling.ladder.rungs.get(self.rungs.start) {
            self.time(buffer, first);
        }
        let last = format!("… {}", fold.last);
        self.put(buffer, self.columns.right_state(), &last, look.role(Role::Dim));
    }

    fn number(&self, buffer: &mut Buffer, packet: u64) {
        let number = right(&packet.to_string(), usize::from(self.columns.number));
        self.put(buffer, self.columns.start + 1, &number, self.context.look.role(Role::Plain));
    }

    fn time(&self, buffer: &mut Buffer, rung: &Rung) {
        if self.columns.time > 0 {
            let time = right(&self.context.time(rung.line.time), usize::from(self.columns.time));
            let x = self.columns.start + 1 + self.columns.number + 1;
            self.put(buffer, x, &time, self.context.look.role(Role::Dim));
        }
    }

    fn packet(&self, buffer: &mut Buffer, rung: &Rung, inside: Option<Inside>) {
        let (look, columns) = (self.context.look, self.columns);
        if let Some(inside) = inside {
            let mark = if inside == Inside::Last { "╵" } else { "╎" };
            self.put(buffer, columns.start, mark, look.role(Role::Line));
        }
        self.number(buffer, rung.line.packet);
        self.time(buffer, rung);
        let head = match (rung.fate, rung.line.direction) {
            (RungFate::Refused, _) => "╳",
            (_, Direction::ToServer) => "▶",
            (_, Direction::ToClient) => "◀",
        };
        let room = usize::from(columns.between()).saturating_sub(4);
        let label = words::label(look, rung, room);
        let strokes = words::strokes(rung.line.layer);
        self.arrow(buffer, rung.line.direction, strokes, head, &label, look.layer(rung.line.layer));
        let mut beside = false;
        for side in Direction::BOTH {
            let Some(state) = rung.state_of(side) else { continue };
            let role = if side == Direction::ToServer { Role::Client } else { Role::Server };
            state_beside(buffer, columns, self.y, side, words::state(state, columns.state), look.role(role));
            beside |= side == Direction::ToClient;
        }
        self.note(buffer, rung, beside);
    }

    /// An arrow with its label in the middle.
    fn arrow(
        &self,
        buffer: &mut Buffer,
        direction: Direction,
        (line, from_left, from_right): (&str, &str, &str),
        head: &str,
        label: &str,
        style: Style,
    ) {
        let columns = self.columns;
        lifelines(buffer, columns, self.context, self.y, "│");
        let (tail, from, tip) = match direction {
            Direction::ToServer => (columns.left, from_left, columns.right.saturating_sub(1)),
            Direction::ToClient => (columns.right, from_right, columns.left.saturating_add(1)),
        };
        self.put(buffer, columns.left.saturating_add(1), &line.repeat(usize::from(columns.between())), style);
        self.put(buffer, tail, from, style);
        self.put(buffer, tip, head, style);
        let label = cut(label, usize::from(columns.between()).saturating_sub(4));
        if width(&label) > 1 {
            centred(buffer, columns, self.y, &format!(" {label} "), style);
        }
    }

    /// What stands right of the arrow: what it acknowledges, what it repeats, its numbers.
    fn note(&self, buffer: &mut Buffer, rung: &Rung, beside: bool) {
        let (columns, look) = (self.columns, self.context.look);
        let ladder = &self.context.telling.ladder;
        let packet = |index: usize| ladder.rungs.get(index).map(|rung| rung.line.packet);
        let acknowledged = self.gutter.and_then(|gutter| gutter.acknowledged(&self.rungs, ladder));
        let repeated = rung.links.repeats.and_then(|index| packet(index as usize));
        let (text, style) = match (acknowledged, repeated) {
            (Some((first, last)), _) => {
                (self.ack(rung, first, last).unwrap_or_default(), look.role(Role::Key))
            }
            (None, Some(repeated)) => (format!("↻ {repeated}"), look.role(Role::Warning)),
            (None, None) => match columns.note() {
                Some(at) => (numbers(rung, columns.room(at)), look.role(Role::Dim)),
                None => return,
            },
        };
        match columns.note() {
            Some(at) => self.put(buffer, at, &cut(&text, columns.room(at)), style),
            // The states come first: they are seen only once, while the bracket shows the ACK.
            None if beside || columns.state == 0 => {}
            None => self.put(
                buffer,
                columns.right_state(),
                &cut(&text, columns.room(columns.right_state())),
                style,
            ),
        }
    }

    fn ack(&self, rung: &Rung, first: usize, last: usize) -> Option<String> {
        let (ladder, look) = (&self.context.telling.ladder, self.context.look);
        let (first, last) = (ladder.rungs.get(first)?, ladder.rungs.get(last)?);
        let (one, other) = (first.line.packet, last.line.packet);
        let packets = if one == other { one.to_string() } else { format!("{one}–{other}") };
        let sign = words::ack_sign(rung);
        let ack = format!("{sign} ACK {packets}");
        if !self.columns.is_wide() {
            let fits = width(&ack) <= self.columns.room(self.columns.right_state());
            return Some(if fits { ack } else { format!("{sign} {packets}") });
        }
        let waited: Elapsed = rung.line.time.since(last.line.time);
        let time = look.tell(&Sentence::new("screen.ladder.run.time").with("time", waited));
        let rides = words::rides_on(rung).map(|key| format!(" {}", look.say(key))).unwrap_or_default();
        Some(format!("{ack}{rides} · {time}"))
    }
}

/// The numbers of a segment, as many as there is room for.
fn numbers(rung: &Rung, room: usize) -> String {
    let ack = rung.ack.map(|ack| format!(" ack {ack}")).unwrap_or_default();
    let length = if rung.length > 0 { format!(" len {}", rung.length) } else { String::new() };
    let all = format!("seq {}{ack}{length}", rung.seq);
    if width(&all) <= room { all } else { format!("seq {}{length}", rung.seq) }
}
