//! The ladder: packets as arrows between the lifelines of client and server.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::view::tui::action::Action;
use crate::view::tui::pane::{Context, Pane, Reply};

/// The ladder: packets as arrows between the lifelines of client and server.
#[derive(Debug, Default)]
pub(super) struct LadderPane {}

impl Pane for LadderPane {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply {
        let _ = (action, context);
        Reply::Ignored
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool) {
        let _ = (area, buffer, context, focused);
    }
}
