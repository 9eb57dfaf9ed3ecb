//! The fields of the selected packet as a tree, beside its bytes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::view::tui::action::Action;
use crate::view::tui::pane::{Context, Pane, Reply};

/// The fields of the selected packet as a tree, beside its bytes.
#[derive(Debug, Default)]
pub(super) struct FieldsPane {}

impl Pane for FieldsPane {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply {
        let _ = (action, context);
        Reply::Ignored
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool) {
        let _ = (area, buffer, context, focused);
    }
}
