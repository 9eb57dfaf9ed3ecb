//! The opening handshake: request and response side by side, and each rule with its mark.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::view::tui::action::Action;
use crate::view::tui::pane::{Context, Pane, Reply};

/// The opening handshake: request and response side by side, and each rule with its mark.
#[derive(Debug, Default)]
pub(super) struct HandshakePane {}

impl Pane for HandshakePane {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply {
        let _ = (action, context);
        Reply::Ignored
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool) {
        let _ = (area, buffer, context, focused);
    }
}
