//! What the mouse does: a click selects, a second one opens, the wheel scrolls.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{App, Effect, Screen};
use crate::view::tui::action::Action;
use crate::view::tui::pane::Reply;

/// Rows that a turn of the wheel moves.
const WHEEL: usize = 3;

impl App {
    pub(super) fn mouse(&mut self, mouse: MouseEvent) -> Option<Effect> {
        let at = Position::new(mouse.column, mouse.row);
        let action = match mouse.kind {
            MouseEventKind::ScrollUp => Some(Action::Up),
            MouseEventKind::ScrollDown => Some(Action::Down),
            MouseEventKind::Down(MouseButton::Left) => None,
            _ => return None,
        };
        if self.prompt.is_some() {
            return None;
        }
        if let Some(scroll) = &mut self.help {
            match action {
                Some(action) => (0..WHEEL).for_each(|_| {
                    scroll.act(action, usize::MAX);
                }),
                None => self.help = None,
            }
            return None;
        }
        if !self.body.contains(at) {
            return None;
        }
        let (x, y) = (at.x - self.body.x, at.y - self.body.y);
        match (self.screen, action) {
            (Screen::Connection, action) => {
                let times = if action.is_some() { WHEEL } else { 1 };
                let mut reply = Reply::Ignored;
                for _ in 0..times {
                    reply = self.opened.as_mut()?.mouse(at, action, self.look);
                }
                let effect = self.reply(reply);
                self.moved(action.unwrap_or(Action::Open));
                effect
            }
            (_, Some(action)) => {
                (0..WHEEL).for_each(|_| {
                    self.act_on_screen(action);
                });
                None
            }
            (Screen::Connections, None) => {
                let again = self.connections.click(x, y, &self.capture.index());
                if again { self.act(Action::Open) } else { None }
            }
            (Screen::Packets, None) => {
                let again = self.packets.click(y, &*self.capture);
                if again { self.act(Action::Open) } else { None }
            }
        }
    }
}
