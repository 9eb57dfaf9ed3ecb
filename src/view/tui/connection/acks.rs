//! How data was acknowledged and who kept the line alive, over time.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::view::tui::action::Action;
use crate::view::tui::pane::{Context, Pane, Reply};

/// How data was acknowledged and who kept the line alive, over time.
#[derive(Debug, Default)]
pub(super) struct AcksPane {}

impl Pane for AcksPane {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply {
        let _ = (action, context);
        Reply::Ignored
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool) {
        let _ = (area, buffer, context, focused);
    }
}
