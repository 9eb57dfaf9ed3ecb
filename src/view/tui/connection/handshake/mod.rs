//! The opening handshake: request and response side by side, and each rule with its mark.

mod heads;
mod hellos;
mod hixie76;
mod row;
mod rules;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::flow::Roles;
use crate::protocol::upgrade::Verdict;
use crate::session::Protocol;
use crate::teach::{Language, Sentence, verdict};
use crate::tell::{self, UpgradeHeads, contains};
use crate::view::tui::action::Action;
use crate::view::tui::look::Role;
use crate::view::tui::pane::{Context, Pane, Reply};
use crate::view::tui::scroll::Scroll;
use heads::BETWEEN;
use row::{Cell, Row, paragraph};

/// Columns of the mark before the row with the cursor.
const MARK: u16 = 2;

/// The opening handshake: request and response side by side, and each rule with its mark.
#[derive(Debug, Default)]
pub(super) struct HandshakePane {
    scroll: Scroll,
    /// Whether the cursor is on the right one of two cells.
    right: bool,
    page: Page,
}

/// The rows before the list of plain requests, laid out.
#[derive(Debug, Default)]
struct Page {
    columns: usize,
    language: Language,
    packets: u64,
    rows: Vec<Row>,
}

impl Page {
    /// Lays the page out if anything has changed, and says whether it has.
    fn update(&mut self, columns: usize, context: &Context<'_>) -> bool {
        let packets = context.telling.summary.packet_count();
        let language = context.look.language;
        let changed = (self.columns, self.language, self.packets) != (columns, language, packets);
        if changed {
            *self = Self { columns, language, packets, rows: rows(columns, context) };
        }
        changed
    }

    fn length(&self, context: &Context<'_>) -> usize {
        let heads = &context.telling.heads;
        self.rows.len() + heads.requests.len() + usize::from(heads.more_requests > 0)
    }
}

impl Pane for HandshakePane {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply {
        if self.scroll.act(action, self.page.length(context)) {
            return self.speak_of(context);
        }
        let row = self.page.rows.get(self.scroll.selected);
        let on_right = row.is_some_and(|row| row.is_on_right(self.right));
        let two = row.is_some_and(Row::has_two);
        match action {
            Action::Left if two && on_right => self.right = false,
            Action::Right if two && !on_right => self.right = true,
            Action::Open => {
                return self.with_cell(context, |cell| cell.packet.map(Reply::Show)).unwrap_or(Reply::Done);
            }
            Action::Copy => {
                let what = Sentence::new("screen.handshake.copied");
                let copy =
                    |cell: &Cell| (!cell.copy.is_empty()).then(|| Reply::Copy(what, cell.copy.clone()));
                return self.with_cell(context, copy).unwrap_or(Reply::Done);
            }
            _ => return Reply::Ignored,
        }
        self.speak_of(context)
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool) {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let inner = Rect { x: area.x + MARK.min(area.width), width: area.width.saturating_sub(MARK), ..area };
        if self.page.update(usize::from(inner.width), context) {
            self.follow(context);
        }
        let window = self.scroll.window(usize::from(area.height), self.page.length(context));
        for (y, place) in (area.y..).zip(window) {
            let request = place.checked_sub(self.page.rows.len());
            let listed = request.and_then(|place| heads::request(place, context));
            let Some(row) = listed.as_ref().or_else(|| self.page.rows.get(place)) else { break };
            let selected = place == self.scroll.selected;
            self.draw_row(row, Rect { y, height: 1, ..inner }, buffer, context, (selected, focused));
            if selected {
                buffer.set_stringn(area.x, y, "▸", usize::from(area.width), Style::new());
            }
        }
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Reply {
        let row = self.scroll.row_at(at.y);
        if row >= self.page.length(context) {
            return Reply::Ignored;
        }
        self.scroll.select(row, self.page.length(context));
        self.right = usize::from(at.x.saturating_sub(MARK)) > self.page.columns / 2;
        self.speak_of(context)
    }

    fn selected(&mut self, context: &Context<'_>) {
        self.follow(context);
    }

    fn find(&mut self, text: &str, forwards: bool, context: &Context<'_>) -> Option<Reply> {
        let length = self.page.length(context);
        let place = (1..=length)
            .map(|step| (self.scroll.selected + if forwards { step } else { length - step }) % length)
            .find(|place| match place.checked_sub(self.page.rows.len()) {
                None => self.page.rows.get(*place).is_some_and(|row| {
                    let right = row.right.as_ref().map(Cell::text).unwrap_or_default();
                    contains(row.left.text().as_bytes(), text) || contains(right.as_bytes(), text)
                }),
                Some(request) => {
                    let request = context.telling.heads.requests.get(request);
                    request.is_some_and(|request| contains(request.start.as_bytes(), text))
                }
            })?;
        self.scroll.select(place, length);
        if let Some(Row { left, right: Some(right) }) = self.page.rows.get(place) {
            let on_left = contains(left.text().as_bytes(), text);
            self.right = !on_left && contains(right.text().as_bytes(), text);
        }
        Some(self.speak_of(context))
    }
}

impl HandshakePane {
    /// What comes of the cell with the cursor.
    fn with_cell<T>(&self, context: &Context<'_>, act: impl FnOnce(&Cell) -> Option<T>) -> Option<T> {
        let place = self.scroll.selected;
        let request = place.checked_sub(self.page.rows.len());
        let listed = request.and_then(|place| heads::request(place, context));
        let row = listed.as_ref().or_else(|| self.page.rows.get(place));
        let cell = row.map(|row| row.cell(self.right));
        cell.and_then(act)
    }

    /// Puts the cursor on the first row of the selected packet, if it is not on one of its rows.
    fn follow(&mut self, context: &Context<'_>) {
        let of = |cell: &Cell| cell.packet == Some(context.selected);
        if self.with_cell(context, |cell| Some(of(cell))) == Some(true) {
            return;
        }
        let own = |row: &Row| of(&row.left) || row.right.as_ref().is_some_and(of);
        let listed = || {
            let requests = &context.telling.heads.requests;
            let place = requests.iter().position(|request| request.has(context.selected))?;
            Some(self.page.rows.len() + place)
        };
        let Some(row) = self.page.rows.iter().position(own).or_else(listed) else { return };
        self.right = self.page.rows.get(row).is_some_and(|row| !of(&row.left));
        self.scroll.select(row, self.page.length(context));
    }

    /// All panes speak of the packet that the row is about.
    fn speak_of(&self, context: &Context<'_>) -> Reply {
        let other = |packet: &u64| *packet != context.selected;
        self.with_cell(context, |cell| cell.packet.filter(other)).map_or(Reply::Done, Reply::Select)
    }

    fn draw_row(
        &self,
        row: &Row,
        area: Rect,
        buffer: &mut Buffer,
        context: &Context<'_>,
        (selected, focused): (bool, bool),
    ) {
        let look = context.look;
        let draw = |cell: &Cell, area: Rect, selected: bool, buffer: &mut Buffer| {
            let spans = cell.pieces.iter().map(|(text, role)| Span::styled(text.as_str(), look.role(*role)));
            buffer.set_line(area.x, area.y, &spans.collect::<Line<'_>>(), area.width);
            if selected {
                let role = if focused { Role::Selected } else { Role::Marked };
                buffer.set_style(area, look.role(role));
            }
        };
        let Some(right) = &row.right else { return draw(&row.left, area, selected, buffer) };
        let between = BETWEEN as u16;
        let width = area.width.saturating_sub(between) / 2;
        let x = area.x + width + between;
        let on_right = row.is_on_right(self.right);
        draw(&row.left, Rect { width, ..area }, selected && !on_right, buffer);
        buffer.set_stringn(area.x + width + 1, area.y, "│", 1, look.role(Role::Line));
        draw(right, Rect { x, width, ..area }, selected && on_right, buffer);
    }
}

/// All rows but those of the list of plain requests.
fn rows(columns: usize, context: &Context<'_>) -> Vec<Row> {
    let (look, heads) = (context.look, &context.telling.heads);
    let mut rows: Vec<Row> = Vec::new();
    let told = tell::paragraph(&headline(context), look.language);
    rows.extend(paragraph(&tell::safe(&told), Role::Plain, columns));
    for upgrade in &heads.upgrades {
        rows.extend(heads::heads(upgrade, columns, context));
        rows.extend(rules::rules(upgrade, columns, look));
        rows.extend(match &upgrade.upgrade.hixie76 {
            Some(proof) => hixie76::proof(upgrade, proof, columns, look),
            None => rules::proof(upgrade, columns, look),
        });
        rows.extend(rules::agreement(upgrade, columns, look));
    }
    if heads.more_upgrades > 0 {
        let more = Sentence::new("screen.handshake.more-upgrades").with("n", heads.more_upgrades);
        rows.push(Cell::new(look.tell(&more), Role::Warning).into());
    }
    rows.extend(hellos::hellos(heads, columns, look));
    rows.extend(heads::requests_heading(context));
    rows
}

/// What became of the handshake.
fn headline(context: &Context<'_>) -> Vec<Sentence> {
    let summary = &context.telling.summary;
    let upgrade = context.telling.heads.upgrades.last();
    let key = match (upgrade, summary.protocol) {
        (Some(heads), _) if opened(heads) && heads.upgrade.hixie76.is_some() => {
            "screen.handshake.agreed-hixie"
        }
        (Some(heads), _) if opened(heads) => "screen.handshake.agreed",
        (Some(heads), _) if heads.upgrade.handshake.status == Some(101) && !refutable(heads) => {
            "screen.handshake.unproved"
        }
        // The verdict says why not, and what to look at next.
        (Some(_), _) => return verdict(summary, context.telling.passage.as_ref()),
        (None, Some(Protocol::Tls)) => "screen.handshake.sealed",
        (None, Some(Protocol::Http)) => "screen.handshake.plain",
        (None, Some(Protocol::Http2)) => "screen.handshake.http-two",
        (None, _) if summary.opened.roles != Roles::Seen => "screen.handshake.midstream",
        (None, Some(Protocol::WebSocket | Protocol::Unknown)) => "screen.handshake.unknown",
        (None, None) => "screen.handshake.silent",
    };
    vec![Sentence::new(key)]
}

fn opened(heads: &UpgradeHeads) -> bool {
    let handshake = &heads.upgrade.handshake;
    handshake.status == Some(101) && handshake.accept_valid == Some(true)
}

/// Whether the answer breaks a rule by which the client must give up.
fn refutable(heads: &UpgradeHeads) -> bool {
    heads.request.is_some() && heads.upgrade.checks.iter().any(|check| check.verdict == Verdict::Fail)
}
