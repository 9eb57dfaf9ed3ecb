//! Which columns the ladder has, by the width of its area.

use ratatui::layout::Rect;

use crate::view::tui::pane::Context;

/// From this width on, times are shown.
const WITH_TIMES: u16 = 84;
/// From this width on, states are written in full and there is room for notes.
const WITH_NOTES: u16 = 100;
/// Below this width, states are not shown.
const WITH_STATES: u16 = 44;
/// An arrow is at most so long: what is wider is hard to follow with the eye.
const LONGEST_ARROW: u16 = 66;
/// Columns of a note, and from which width on there are more.
const NOTE: u16 = 22;
const LONG_NOTE: u16 = 28;
const WITH_LONG_NOTES: u16 = 112;

/// Columns of the screen, from the left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// Where the area begins.
    pub(super) start: u16,
    /// Where the area ends.
    pub(super) end: u16,
    /// Columns of the packet's number, behind the mark of the cursor.
    pub(super) number: u16,
    /// Columns of its time; none where there is no room.
    pub(super) time: u16,
    /// Columns of a state on each side.
    pub(super) state: u16,
    /// The client's lifeline.
    pub(super) left: u16,
    /// The server's lifeline.
    pub(super) right: u16,
}

impl Columns {
    pub(super) fn new(area: Rect, context: &Context<'_>) -> Self {
        let last = context.telling.ladder.rungs.last();
        let digits = |text: &str| u16::try_from(text.len()).unwrap_or(u16::MAX);
        let number = last.map_or(3, |rung| digits(&rung.line.packet.to_string())).clamp(3, 20);
        let time = last.map_or(0, |rung| digits(&context.time(rung.line.time)));
        let time = if area.width >= WITH_TIMES { time } else { 0 };
        let state = match area.width {
            WITH_NOTES.. => 12,
            WITH_STATES.. => 10,
            _ => 0,
        };
        let note = match area.width {
            WITH_LONG_NOTES.. => LONG_NOTE,
            WITH_NOTES.. => NOTE,
            _ => 0,
        };
        let before = 1 + number + 1 + time + u16::from(time > 0) * 2 + state + u16::from(state > 0);
        let left = area.x.saturating_add(before);
        let after = 4 + state + note;
        let right = area.right().saturating_sub(after);
        let right = right.clamp(left.saturating_add(1), left.saturating_add(LONGEST_ARROW + 1).max(left + 1));
        Self { start: area.x, end: area.right(), number, time, state, left, right }
    }

    /// Columns between the lifelines.
    pub(super) fn between(&self) -> u16 {
        self.right.saturating_sub(self.left).saturating_sub(1)
    }

    /// Whether states are written in full.
    pub(super) fn is_wide(&self) -> bool {
        self.state >= 12
    }

    /// The gutter: brackets that join a packet with its ACK.
    pub(super) fn gutter(&self) -> u16 {
        self.right.saturating_add(2)
    }

    /// The server's states, and notes where there is no room beside them.
    pub(super) fn right_state(&self) -> u16 {
        self.right.saturating_add(4)
    }

    /// Notes beside the server's states, where there is room.
    pub(super) fn note(&self) -> Option<u16> {
        let at = self.right_state().saturating_add(self.state).saturating_add(1);
        (self.is_wide() && at < self.end).then_some(at)
    }

    /// Columns from one on to the end of the area.
    pub(super) fn room(&self, from: u16) -> usize {
        usize::from(self.end.saturating_sub(from))
    }
}
