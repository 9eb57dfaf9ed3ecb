//! How data was acknowledged and who kept the line alive, over time: three views side by side where there
//! is room, else one after another.

mod delays;
mod habits;
mod heartbeat;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::page::{Page, Row};
use super::reader::{Moved, Reader, Text};
use crate::teach::{self, Sentence};
use crate::tell::{KeptRow, paragraph, safe, width};
use crate::view::tui::action::Action;
use crate::view::tui::look::Role;
use crate::view::tui::pane::{Context, Pane, Reply};

/// From so many columns and rows on, all views are shown at once.
const WIDE: u16 = 150;
const HIGH: u16 = 34;

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum View {
    /// How data was acknowledged, and each acknowledgement.
    #[default]
    Habits,
    /// How long it took.
    Delays,
    /// Who kept the line alive.
    Heartbeat,
}

impl View {
    const ALL: [Self; 3] = [Self::Habits, Self::Delays, Self::Heartbeat];

    fn title(self) -> &'static str {
        match self {
            Self::Heartbeat => "screen.acks.heartbeat",
            Self::Habits => "screen.acks.habits",
            Self::Delays => "screen.acks.delays",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Heartbeat => "screen.acks.heartbeat.short",
            Self::Habits => "screen.acks.habits.short",
            Self::Delays => "screen.acks.delays.short",
        }
    }

    fn page(self, context: &Context<'_>, columns: usize) -> Page {
        match self {
            Self::Heartbeat => heartbeat::page(context, columns),
            Self::Habits => habits::page(context, columns),
            Self::Delays => delays::page(context, columns),
        }
    }

    /// Rows of the list behind its page.
    fn list(self, context: &Context<'_>) -> usize {
        match self {
            Self::Habits => context.telling.acks.list.rows(),
            Self::Heartbeat | Self::Delays => 0,
        }
    }

    /// The packet of a stop.
    fn packet(self, context: &Context<'_>, page: &Page, stop: usize) -> Option<u64> {
        let Some(behind) = stop.checked_sub(page.stops.len()).filter(|_| self == Self::Habits) else {
            return page.stops.get(stop).map(|stop| stop.packet);
        };
        match context.telling.acks.list.row(behind)? {
            KeptRow::One(acked) => Some(acked.packet),
            KeptRow::LeftOut(_) => None,
        }
    }

    /// The stop of a packet.
    fn stop(self, context: &Context<'_>, page: &Page, packet: u64) -> Option<usize> {
        let own = page.stops.iter().position(|stop| stop.packet == packet);
        let list = || context.telling.acks.list.row_of(packet);
        own.or_else(|| list().filter(|_| self == Self::Habits).map(|row| page.stops.len() + row))
    }
}

/// How data was acknowledged and who kept the line alive, over time.
#[derive(Debug, Default)]
pub(super) struct AcksPane {
    view: View,
    readers: [Reader; 3],
    /// Where each view was drawn, counted from the corner of the pane.
    areas: [Rect; 3],
}

impl AcksPane {
    fn reader(&mut self, view: View) -> &mut Reader {
        let [habits, delays, heartbeat] = &mut self.readers;
        match view {
            View::Heartbeat => heartbeat,
            View::Habits => habits,
            View::Delays => delays,
        }
    }

    /// The other view on one side.
    fn turn(&mut self, forwards: bool) -> Reply {
        let at = View::ALL.iter().position(|view| *view == self.view).unwrap_or(0);
        let to = if forwards { at.checked_add(1) } else { at.checked_sub(1) };
        self.view = to.and_then(|to| View::ALL.get(to).copied()).unwrap_or(self.view);
        Reply::Done
    }

    /// Puts the cursor of a view on the selected packet, where it speaks of it.
    fn follow(&mut self, view: View, context: &Context<'_>) {
        let columns = self.reader(view).columns;
        let page = view.page(context, columns);
        let reader = self.reader(view);
        if view.packet(context, &page, reader.cursor) == Some(context.selected) {
            return;
        }
        if let Some(stop) = view.stop(context, &page, context.selected) {
            reader.select(stop, Text { page: &page, list: view.list(context) });
        }
    }

    /// The names of the views, the one that is shown marked with a sign.
    fn draw_names(&self, area: Rect, buffer: &mut Buffer, context: &Context<'_>) {
        let look = context.look;
        let mut row = Row::default();
        let mut at = 0;
        for view in View::ALL {
            let (sign, role) = if view == self.view { ("▸", Role::Key) } else { (" ", Role::Dim) };
            let name = format!("{sign} {}", look.say(view.name()));
            let columns = width(&name);
            row = row.with(at, name, look.role(role));
            at += columns + 2;
        }
        let title = look.say(self.view.title());
        row = row.with(at, "← →", look.role(Role::Dim));
        let begin = usize::from(area.width).saturating_sub(width(&title)).max(at + 5);
        row.with(begin, title, look.role(Role::Title)).draw(area, 0, buffer);
    }

    fn draw_view(
        &mut self,
        view: View,
        (area, buffer): (Rect, &mut Buffer),
        context: &Context<'_>,
        focused: bool,
    ) {
        let page = view.page(context, area.width.into());
        let text = Text { page: &page, list: view.list(context) };
        let focus = (context.look, focused && view == self.view);
        self.reader(view).draw((area, buffer), text, focus, |row| habits::acked(context, row));
    }

    /// A view with its title, beside others.
    fn draw_titled(
        &mut self,
        view: View,
        (area, buffer): (Rect, &mut Buffer),
        context: &Context<'_>,
        focused: bool,
    ) -> Rect {
        let look = context.look;
        let (sign, role) = if view == self.view { ("▸", Role::ActiveLine) } else { ("─", Role::Line) };
        let title = look.say(view.title());
        let begin = width(&title) + 4;
        let row = Row::default().with(0, format!("─{sign}"), look.role(role)).with(
            3,
            title,
            look.role(Role::Title),
        );
        let rest = "─".repeat(usize::from(area.width).saturating_sub(begin));
        row.with(begin, rest, look.role(role)).draw(area, 0, buffer);
        let inner = below(area);
        self.draw_view(view, (inner, buffer), context, focused);
        inner
    }
}

/// An area without its first row.
fn below(area: Rect) -> Rect {
    let first = area.height.min(1);
    Rect { y: area.y + first, height: area.height - first, ..area }
}

impl Pane for AcksPane {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply {
        let view = self.view;
        let page = view.page(context, self.reader(view).columns);
        let text = Text { page: &page, list: view.list(context) };
        let reader = self.reader(view);
        match action {
            Action::Left => self.turn(false),
            Action::Right => self.turn(true),
            Action::Open if reader.is_cursor_shown(text) => {
                view.packet(context, &page, reader.cursor).map_or(Reply::Done, Reply::Show)
            }
            Action::Copy => Reply::Copy(Sentence::new("screen.acks.copied"), plain(context)),
            _ => match reader.act(action, text) {
                Moved::No => Reply::Ignored,
                Moved::Scrolled => Reply::Done,
                Moved::Cursor => {
                    view.packet(context, &page, reader.cursor).map_or(Reply::Done, Reply::Select)
                }
            },
        }
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool) {
        let mut drawn = [Rect::default(); 3];
        if area.width < WIDE || area.height < HIGH {
            self.draw_names(area, buffer, context);
            let inner = below(area);
            let view = self.view;
            self.draw_view(view, (inner, buffer), context, focused);
            let at = View::ALL.iter().position(|other| *other == view).unwrap_or(0);
            if let Some(place) = drawn.get_mut(at) {
                *place = inner;
            }
        } else {
            let lanes = area.height * 2 / 5;
            let upper = Rect { height: area.height - lanes - 1, ..area };
            let left = Rect { width: area.width / 2 - 1, ..upper };
            let right = Rect { x: left.right() + 2, width: area.width - left.width - 2, ..upper };
            let lower = Rect { y: upper.bottom() + 1, height: lanes, ..area };
            drawn = [(View::Habits, left), (View::Delays, right), (View::Heartbeat, lower)]
                .map(|(view, place)| self.draw_titled(view, (place, &mut *buffer), context, focused));
        }
        self.areas = drawn.map(|drawn| Rect {
            x: drawn.x.saturating_sub(area.x),
            y: drawn.y.saturating_sub(area.y),
            ..drawn
        });
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Reply {
        let hit = View::ALL.into_iter().zip(self.areas).find(|(_, area)| area.contains(at));
        let Some((view, area)) = hit else { return Reply::Done };
        self.view = view;
        let page = view.page(context, self.reader(view).columns);
        let text = Text { page: &page, list: view.list(context) };
        let reader = self.reader(view);
        let at = Position::new(at.x.saturating_sub(area.x), at.y.saturating_sub(area.y));
        let Some(stop) = reader.stop_at(at, text) else { return Reply::Done };
        reader.select(stop, text);
        view.packet(context, &page, stop).map_or(Reply::Done, Reply::Select)
    }

    fn selected(&mut self, context: &Context<'_>) {
        for view in View::ALL {
            self.follow(view, context);
        }
    }
}

/// What is said of it all, as plain text.
fn plain(context: &Context<'_>) -> String {
    let summary = &context.telling.summary;
    let told = [teach::heartbeat(summary), teach::acknowledgements(summary), teach::stalls(summary)];
    let told = told.into_iter().filter(|told| !told.is_empty());
    let mut lines: Vec<_> =
        told.map(|told| safe(&paragraph(&told, context.look.language)).into_owned()).collect();
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::teach::Language;
    use crate::view::tui::testing::{Told, act, assert_screen, screen};

    const SMALL: (u16, u16) = (78, 20);
    const LARGE: (u16, u16) = (198, 56);

    /// The screens of a view.
    fn check(name: &str, told: &Told, turns: usize, sizes: &[(u16, u16)]) {
        for language in Language::ALL {
            let context = told.context(language, 1);
            for size in sizes {
                let mut pane = AcksPane::default();
                act(&mut pane, &vec![Action::Right; turns], &context);
                let text = screen(&mut pane, *size, &context, true);
                assert_screen(&format!("acks-{name}-{}-{}x{}", language.code(), size.0, size.1), &text);
            }
        }
    }

    #[test]
    fn how_data_was_acknowledged() {
        check("habits-delayed-ack", &Told::new("delayed-ack", 0), 0, &[SMALL, (78, 48)]);
        check("habits-nagle-stall", &Told::new("nagle-stall", 0), 0, &[SMALL]);
        check("habits-refused", &Told::new("refused", 0), 0, &[SMALL]);
    }

    #[test]
    fn how_long_it_took() {
        check("delays-delayed-ack", &Told::new("delayed-ack", 0), 1, &[SMALL]);
        check("delays-faults", &Told::new("faults", 0), 1, &[SMALL]);
    }

    #[test]
    fn who_kept_the_line_alive() {
        for capture in ["walkthrough", "keep-alive-0", "vanished-idle", "ping-pong", "heartbeat-gave-up"] {
            check(&format!("heartbeat-{capture}"), &Told::new(capture, 0), 2, &[SMALL]);
        }
        check("heartbeat-echo", &Told::new("echo", 0), 2, &[SMALL]);
    }

    #[test]
    fn all_at_once_where_there_is_room() {
        check("all-walkthrough", &Told::new("walkthrough", 0), 0, &[LARGE]);
        check("all-delayed-ack", &Told::new("delayed-ack", 0), 2, &[LARGE]);
    }

    #[test]
    fn the_cursor_goes_through_the_list_and_open_shows_the_packet() {
        let told = Told::new("delayed-ack", 0);
        let context = told.context(Language::English, 1);
        let mut pane = AcksPane::default();
        screen(&mut pane, SMALL, &context, true);
        let Reply::Select(last) = act(&mut pane, &[Action::Bottom], &context) else { panic!("a packet") };
        assert_eq!(act(&mut pane, &[Action::Open], &context), Reply::Show(last));
        let Reply::Select(before) = act(&mut pane, &[Action::Up], &context) else { panic!("a packet") };
        assert!(before < last);
        pane.selected(&told.context(Language::English, last));
        assert_eq!(act(&mut pane, &[Action::Open], &context), Reply::Show(last));
        assert_screen("acks-habits-bottom", &screen(&mut pane, SMALL, &context, true));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn nothing_makes_it_panic_and_the_cursor_stays_in_range(
            steps in prop::collection::vec((0_usize..13, 0_u16..220, 0_u16..70), 1..25)
        ) {
            const ACTIONS: [Action; 13] = [
                Action::Up, Action::Down, Action::Left, Action::Right, Action::PageUp, Action::PageDown,
                Action::HalfUp, Action::HalfDown, Action::Top, Action::Bottom, Action::Open, Action::Copy,
                Action::NextPhase,
            ];
            let told = Told::new("keep-alive-0", 0);
            let context = told.context(Language::English, 8);
            let mut pane = AcksPane::default();
            for (action, width, height) in steps {
                pane.act(ACTIONS[action], &context);
                screen(&mut pane, (width, height), &context, true);
                pane.click(Position::new(width / 2, height / 2), &context);
                pane.selected(&context);
                for (view, reader) in View::ALL.into_iter().zip(pane.readers) {
                    let page = view.page(&context, reader.columns);
                    let stops = Text { page: &page, list: view.list(&context) }.stops();
                    prop_assert!(reader.cursor < stops.max(1));
                }
            }
        }
    }
}
