//! The frames of the connection, one line each.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::view::tui::action::Action;
use crate::view::tui::pane::{Context, Pane, Reply};

/// The frames of the connection, one line each.
#[derive(Debug, Default)]
pub(super) struct FramesPane {}

impl Pane for FramesPane {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply {
        let _ = (action, context);
        Reply::Ignored
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool) {
        let _ = (area, buffer, context, focused);
    }
}
