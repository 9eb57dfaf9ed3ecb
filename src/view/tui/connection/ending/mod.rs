//! The ending: the verdict, the packets that show it, and the states of both sides.

mod facts;
mod lists;
mod states;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::page::{Page, Row};
use super::reader::{Moved, Reader, Text};
use crate::teach::Sentence;
use crate::view::tui::action::Action;
use crate::view::tui::pane::{Context, Pane, Reply};

/// From so many columns on, the states stand beside the verdict.
const WIDE: usize = 130;
/// Columns that the states take at most.
const STATES: usize = 80;
/// Columns between the two.
const BETWEEN: usize = 3;

/// The ending: the verdict, the packets that show it, and the states of both sides.
#[derive(Debug, Default)]
pub(super) struct EndingPane {
    reader: Reader,
}

/// The whole page for so many columns.
fn page(context: &Context<'_>, columns: usize) -> Page {
    let ending = context.telling.summary.ending();
    if columns < WIDE {
        let told = facts::page(context, &ending, columns).above(lists::evidence(context, &ending, columns));
        let told = told.above(states::page(context, columns));
        return told.above(lists::findings(context, columns)).above(lists::advice(context, columns));
    }
    let right = STATES.min(columns * 2 / 5);
    let left = columns.saturating_sub(right + BETWEEN);
    let told = facts::page(context, &ending, left).above(lists::evidence(context, &ending, left));
    let told = told.above(lists::findings(context, left));
    let beside = states::page(context, right).above(lists::advice(context, right));
    told.beside(beside, left + BETWEEN)
}

impl EndingPane {
    fn page(&self, context: &Context<'_>) -> Page {
        page(context, self.reader.columns)
    }

    fn packet(&self, page: &Page) -> Option<u64> {
        page.stops.get(self.reader.cursor).map(|stop| stop.packet)
    }
}

impl Pane for EndingPane {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply {
        let page = self.page(context);
        let text = Text { page: &page, list: 0 };
        match action {
            Action::Open if self.reader.is_cursor_shown(text) => {
                self.packet(&page).map_or(Reply::Ignored, Reply::Show)
            }
            Action::Copy => Reply::Copy(Sentence::new("screen.ending.copied"), facts::plain(context)),
            _ => match self.reader.act(action, text) {
                Moved::No => Reply::Ignored,
                Moved::Scrolled => Reply::Done,
                Moved::Cursor => self.packet(&page).map_or(Reply::Done, Reply::Select),
            },
        }
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool) {
        let page = page(context, area.width.into());
        let text = Text { page: &page, list: 0 };
        self.reader.draw((area, buffer), text, (context.look, focused), |_| Row::default());
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Reply {
        let page = self.page(context);
        let text = Text { page: &page, list: 0 };
        let Some(stop) = self.reader.stop_at(at, text) else { return Reply::Done };
        self.reader.select(stop, text);
        self.packet(&page).map_or(Reply::Done, Reply::Select)
    }

    fn selected(&mut self, context: &Context<'_>) {
        let page = self.page(context);
        if self.packet(&page) == Some(context.selected) {
            return;
        }
        if let Some(stop) = page.stops.iter().position(|stop| stop.packet == context.selected) {
            self.reader.select(stop, Text { page: &page, list: 0 });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::teach::Language;
    use crate::view::tui::testing::{Told, act, assert_screen, screen};

    const SMALL: (u16, u16) = (78, 20);
    const LARGE: (u16, u16) = (200, 60);

    fn shown(capture: &str, connection: u32, size: (u16, u16), language: Language) -> String {
        let told = Told::new(capture, connection);
        let mut pane = EndingPane::default();
        screen(&mut pane, size, &told.context(language, 1), true)
    }

    /// The whole page, however long.
    fn check(name: &str, capture: &str, connection: u32) {
        let name = |language: Language, size| format!("ending-{name}-{}-{size}", language.code());
        for language in Language::ALL {
            assert_screen(&name(language, "long"), &shown(capture, connection, (78, 64), language));
        }
        assert_screen(
            &name(Language::English, "small"),
            &shown(capture, connection, SMALL, Language::English),
        );
    }

    #[test]
    fn a_whole_life() {
        check("walkthrough-0", "walkthrough", 0);
        for language in Language::ALL {
            let name = format!("ending-walkthrough-0-{}-large", language.code());
            assert_screen(&name, &shown("walkthrough", 0, LARGE, language));
        }
    }

    #[test]
    fn every_way_to_end() {
        check("walkthrough-1", "walkthrough", 1);
        check("walkthrough-2", "walkthrough", 2);
        check("vanished-idle", "vanished-idle", 0);
        check("proxy-idle", "proxy-idle", 0);
        check("close-timeout", "close-timeout", 0);
        check("heartbeat-gave-up", "heartbeat-gave-up", 0);
        check("reset-forged", "reset-forged", 0);
        check("wss-killed", "wss-killed", 0);
        check("refused", "refused", 0);
        check("upgrade-failed", "upgrade-failed", 0);
        check("protocol-error", "protocol-error", 0);
        check("handshake-push", "handshake-push", 0);
    }

    #[test]
    fn the_cursor_goes_from_packet_to_packet_and_open_shows_it() {
        let told = Told::new("close-reset", 0);
        let context = told.context(Language::English, 1);
        let mut pane = EndingPane::default();
        screen(&mut pane, SMALL, &context, true);
        let Reply::Show(first) = act(&mut pane, &[Action::Open], &context) else { panic!("a packet") };
        let Reply::Select(second) = act(&mut pane, &[Action::Down], &context) else { panic!("a packet") };
        assert!(first < second);
        assert_eq!(act(&mut pane, &[Action::Open], &context), Reply::Show(second));
        let Reply::Copy(_, text) = act(&mut pane, &[Action::Copy], &context) else { panic!("a text") };
        assert!(text.contains("RST") && text.contains("10.44.0.1:") && !text.contains('\u{1b}'), "{text}");
        assert_screen("ending-copy", &text);
    }

    #[test]
    fn follows_the_packet_that_all_panes_speak_of() {
        let told = Told::new("close-reset", 0);
        let mut pane = EndingPane::default();
        screen(&mut pane, SMALL, &told.context(Language::English, 1), true);
        pane.selected(&told.context(Language::English, 10));
        let context = told.context(Language::English, 10);
        assert_eq!(act(&mut pane, &[Action::Open], &context), Reply::Show(10));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn nothing_makes_it_panic_and_the_cursor_stays_in_range(
            steps in prop::collection::vec((0_usize..13, 0_u16..220, 0_u16..70), 1..30)
        ) {
            const ACTIONS: [Action; 13] = [
                Action::Up, Action::Down, Action::Left, Action::Right, Action::PageUp, Action::PageDown,
                Action::HalfUp, Action::HalfDown, Action::Top, Action::Bottom, Action::Open, Action::Copy,
                Action::Help,
            ];
            let told = Told::new("protocol-error", 0);
            let context = told.context(Language::Chinese, 11);
            let mut pane = EndingPane::default();
            for (action, width, height) in steps {
                pane.act(ACTIONS[action], &context);
                screen(&mut pane, (width, height), &context, true);
                pane.click(Position::new(width / 2, height / 2), &context);
                pane.selected(&context);
                prop_assert!(pane.reader.cursor < pane.page(&context).stops.len());
            }
        }
    }
}
