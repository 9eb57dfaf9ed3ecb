//! Reading a page: what of it is shown, and the cursor, which goes from one row that leads to a packet to
//! the next. Behind the page a list of any length may follow, of which only the rows shown are made.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::page::{Page, Part, Row};
use crate::teach::{Sentence, Value};
use crate::tell::cut;
use crate::view::tui::action::Action;
use crate::view::tui::look::{Look, Role};

/// What is read and where.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reader {
    /// The stop with the cursor: those of the page, then the rows of the list.
    pub(super) cursor: usize,
    /// Columns when it was drawn last.
    pub(super) columns: usize,
    top: usize,
    height: usize,
    /// The part that was jumped to last.
    part: Option<usize>,
}

/// A page, and how many rows the list behind it has; its title is the last row of the page.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) page: &'a Page,
    pub(super) list: usize,
}

/// What an action did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    /// It is none of a reader's.
    No,
    /// Something else is shown.
    Scrolled,
    /// The cursor stands elsewhere.
    Cursor,
}

/// How much of a part is not shown.
fn rest(part: &Part, rows: usize) -> Sentence {
    Sentence::new("screen.page.rest").with("name", part.name.as_str()).with("n", rows as u64)
}

impl Text<'_> {
    fn rows(&self) -> usize {
        self.page.rows.len() + self.list
    }

    pub(super) fn stops(&self) -> usize {
        self.page.stops.len() + self.list
    }

    fn row_of(&self, stop: usize) -> usize {
        match stop.checked_sub(self.page.stops.len()) {
            Some(behind) => self.page.rows.len() + behind,
            None => self.page.stops.get(stop).map_or(0, |stop| stop.row),
        }
    }

    /// The title of the list, which stays on the screen.
    fn title(&self) -> Option<usize> {
        (self.list > 0).then(|| self.page.rows.len().saturating_sub(1))
    }
}

impl Reader {
    /// Does what was asked for.
    pub(super) fn act(&mut self, action: Action, text: Text<'_>) -> Moved {
        let (cursor, page) = (self.cursor, self.height.saturating_sub(2).max(1));
        let part = self.part.take();
        match action {
            Action::Down => self.step(text, true),
            Action::Up => self.step(text, false),
            Action::PageDown | Action::Advance => self.scroll(text, page, true),
            Action::PageUp => self.scroll(text, page, false),
            Action::HalfDown => self.scroll(text, page.div_ceil(2), true),
            Action::HalfUp => self.scroll(text, page.div_ceil(2), false),
            Action::Top => (self.top, self.cursor) = (0, 0),
            Action::Bottom => {
                self.top = self.last_top(text);
                self.cursor = text.stops().saturating_sub(1);
            }
            Action::Right | Action::NextPhase => self.jump(text, part, true),
            Action::Left | Action::PreviousPhase => self.jump(text, part, false),
            _ => {
                self.part = part;
                return Moved::No;
            }
        }
        if self.cursor == cursor { Moved::Scrolled } else { Moved::Cursor }
    }

    /// Puts the cursor on a stop; what was drawn before shows it.
    pub(super) fn select(&mut self, stop: usize, text: Text<'_>) {
        self.cursor = stop.min(text.stops().saturating_sub(1));
        if self.height > 0 {
            self.show(text);
        }
    }

    /// The stop at a place of the area that was drawn last.
    pub(super) fn stop_at(&self, at: Position, text: Text<'_>) -> Option<usize> {
        let row = match text.title() {
            Some(title) if self.top > title && at.y == 0 => return None,
            _ => self.top + usize::from(at.y),
        };
        if usize::from(at.y) >= self.shown(text) {
            return None;
        }
        if let Some(behind) = row.checked_sub(text.page.rows.len()) {
            return (behind < text.list).then(|| text.page.stops.len() + behind);
        }
        let here = |stop: &super::page::Stop| {
            stop.row == row && (stop.left..stop.left.saturating_add(stop.width)).contains(&at.x)
        };
        text.page.stops.iter().position(here)
    }

    /// Whether the screen shows the cursor.
    pub(super) fn is_cursor_shown(&self, text: Text<'_>) -> bool {
        self.cursor < text.stops() && self.shows(text, text.row_of(self.cursor))
    }

    /// Draws what is shown; `row` makes a row of the list.
    pub(super) fn draw(
        &mut self,
        (area, buffer): (Rect, &mut Buffer),
        text: Text<'_>,
        (look, focused): (Look, bool),
        row: impl Fn(usize) -> Row,
    ) {
        (self.height, self.columns) = (area.height.into(), area.width.into());
        self.top = self.top.min(self.last_top(text));
        self.cursor = self.cursor.min(text.stops().saturating_sub(1));
        let shown = self.shown(text);
        for (y, at) in (0_u16..).zip(self.top..text.rows().min(self.top + shown)) {
            let sticky = text.title().filter(|title| y == 0 && self.top > *title);
            match (text.page.rows.get(sticky.unwrap_or(at)), at.checked_sub(text.page.rows.len())) {
                (Some(row), _) => row.draw(area, y, buffer),
                (None, Some(behind)) => row(behind).draw(area, y, buffer),
                (None, None) => {}
            }
        }
        self.draw_cursor(area, buffer, text, look.role(if focused { Role::Selected } else { Role::Marked }));
        if shown < area.height.into() {
            let line = Rect { y: area.y + area.height - 1, height: 1, ..area };
            let names = cut(&self.around(text, look), line.width.into());
            buffer.set_stringn(line.x, line.y, names, line.width.into(), look.role(Role::Key));
        }
    }

    fn draw_cursor(&self, area: Rect, buffer: &mut Buffer, text: Text<'_>, style: ratatui::style::Style) {
        if !self.is_cursor_shown(text) {
            return;
        }
        let y = u16::try_from(text.row_of(self.cursor).saturating_sub(self.top)).unwrap_or(u16::MAX);
        let stop = text.page.stops.get(self.cursor);
        let (left, width) = stop.map_or((0, area.width), |stop| (stop.left, stop.width));
        let row = Rect {
            x: area.x.saturating_add(left.min(area.width)),
            y: area.y.saturating_add(y),
            width: width.min(area.width.saturating_sub(left)),
            height: 1,
        };
        buffer.set_style(row.intersection(area), style);
    }

    /// What lies above and below what is shown.
    fn around(&self, text: Text<'_>, look: Look) -> String {
        let end = self.top + self.shown(text);
        let names = |beyond: &dyn Fn(usize) -> bool, key: &'static str, rows: usize| {
            let parts = text.page.parts.iter().filter(|part| beyond(part.row));
            let names: Vec<_> = parts.map(|part| part.name.clone()).collect();
            let count = || look.tell(&Sentence::new(key).with("n", rows as u64));
            if names.is_empty() { count() } else { names.join(" · ") }
        };
        let below = text.rows().saturating_sub(end);
        let more = (below > 0).then(|| {
            let names = names(&|row| row >= end, "screen.page.down", below);
            match text.page.cut(end, text.rows()) {
                Some((part, rows)) if rows == below => look.tell(&rest(part, rows)),
                Some((part, rows)) => format!("{} · {names}", look.tell(&rest(part, rows))),
                None => names,
            }
        });
        let less = (self.top > 0).then(|| names(&|row| row < self.top, "screen.page.up", self.top));
        look.tell(&match (less, more) {
            (Some(above), Some(list)) => {
                Sentence::new("screen.page.both").with("list", list).with("above", Value::Text(above))
            }
            (None, Some(list)) => Sentence::new("screen.page.more").with("list", list),
            (Some(list), None) => Sentence::new("screen.page.less").with("list", list),
            (None, None) => return String::new(),
        })
    }

    /// Rows of the screen for the text: the last one says what more there is.
    fn shown(&self, text: Text<'_>) -> usize {
        if text.rows() <= self.height { self.height } else { self.height.saturating_sub(1) }
    }

    fn last_top(&self, text: Text<'_>) -> usize {
        text.rows().saturating_sub(self.shown(text))
    }

    fn shows(&self, text: Text<'_>, row: usize) -> bool {
        let sticky = text.title().is_some_and(|title| self.top > title);
        row >= self.top + usize::from(sticky) && row < self.top + self.shown(text)
    }

    /// Scrolls as little as it takes to show the cursor.
    fn show(&mut self, text: Text<'_>) {
        let row = text.row_of(self.cursor);
        let lowest = (row + 1).saturating_sub(self.shown(text));
        let highest = row.saturating_sub(usize::from(text.title().is_some_and(|title| row > title)));
        self.top = self.top.max(lowest).min(highest.max(lowest)).min(self.last_top(text));
    }

    /// One stop on, if the screen shows it; else one row.
    fn step(&mut self, text: Text<'_>, down: bool) {
        let next = if self.is_cursor_shown(text) {
            if down { self.cursor.checked_add(1) } else { self.cursor.checked_sub(1) }
        } else {
            self.shown_stop(text, down)
        };
        let next = next.filter(|stop| *stop < text.stops());
        if next.is_none_or(|stop| !self.reaches(text, stop, down)) {
            let top = if down { self.top + 1 } else { self.top.saturating_sub(1) };
            self.top = top.min(self.last_top(text));
        }
        if let Some(stop) = next.filter(|stop| self.reaches(text, *stop, down)) {
            self.cursor = stop;
            self.show(text);
        }
    }

    /// Whether a stop is shown, or lies behind because it begins another column: it is gone to at once.
    fn reaches(&self, text: Text<'_>, stop: usize, down: bool) -> bool {
        let row = text.row_of(stop);
        let behind = if down { row < self.top } else { row >= self.top + self.shown(text) };
        behind || self.shows(text, row)
    }

    fn scroll(&mut self, text: Text<'_>, rows: usize, down: bool) {
        let top = if down { self.top.saturating_add(rows) } else { self.top.saturating_sub(rows) };
        let top = top.min(self.last_top(text));
        if top == self.top {
            self.cursor = if down { text.stops().saturating_sub(1) } else { 0 };
            return;
        }
        self.top = top;
        if !self.is_cursor_shown(text) {
            self.cursor = self.shown_stop(text, down).unwrap_or(self.cursor);
        }
    }

    /// To the next part, or the one before.
    fn jump(&mut self, text: Text<'_>, from: Option<usize>, forwards: bool) {
        let here = from.unwrap_or(self.top);
        let mut parts = text.page.parts.iter().map(|part| part.row);
        let to = if forwards { parts.find(|row| *row > here) } else { parts.rfind(|row| *row < here) };
        let Some(row) = to else {
            self.part = from;
            return;
        };
        self.part = Some(row);
        self.top = row.min(self.last_top(text));
        let rest = text.page.stops.iter().position(|stop| stop.row > row);
        let list = (text.list > 0).then_some(text.page.stops.len());
        let next = rest.or(list).filter(|stop| self.shows(text, text.row_of(*stop)));
        self.cursor = next.unwrap_or(self.cursor);
    }

    /// The first stop that is shown, or the last one.
    fn shown_stop(&self, text: Text<'_>, first: bool) -> Option<usize> {
        let own = text.page.stops.len();
        let shown = |stop: &usize| self.shows(text, text.row_of(*stop));
        let title = text.title().is_some_and(|title| self.top > title);
        let begin = (self.top + usize::from(title)).saturating_sub(text.page.rows.len());
        let end = (self.top + self.shown(text)).saturating_sub(text.page.rows.len()).min(text.list);
        let list = begin < end;
        if first {
            (0..own).find(shown).or_else(|| list.then_some(own + begin))
        } else {
            list.then(|| own + end - 1).or_else(|| (0..own).rfind(shown))
        }
    }
}
