//! A cursor in a list of any length, and the part of the list that a screen shows.

use std::ops::Range;

use super::action::Action;

/// Where the cursor stands and what is shown; rows are counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The row with the cursor.
    pub(super) selected: usize,
    top: usize,
    height: usize,
}

impl Scroll {
    /// Moves the cursor in a list of `length` rows, if that was asked for.
    pub(super) fn act(&mut self, action: Action, length: usize) -> bool {
        let page = self.height.saturating_sub(1).max(1);
        let to = match action {
            Action::Up => self.selected.saturating_sub(1),
            Action::Down => self.selected.saturating_add(1),
            Action::PageUp => self.selected.saturating_sub(page),
            Action::PageDown | Action::Advance => self.selected.saturating_add(page),
            Action::HalfUp => self.selected.saturating_sub(page.div_ceil(2)),
            Action::HalfDown => self.selected.saturating_add(page.div_ceil(2)),
            Action::Top => 0,
            Action::Bottom => length,
            _ => return false,
        };
        self.select(to, length);
        true
    }

    /// Puts the cursor on a row, or on the last one.
    pub(super) fn select(&mut self, row: usize, length: usize) {
        self.selected = row.min(length.saturating_sub(1));
    }

    /// The row with the cursor has become another one: it stays where it was on the screen.
    pub(super) fn keep(&mut self, row: usize) {
        let above = self.selected.saturating_sub(self.top);
        (self.selected, self.top) = (row, row.saturating_sub(above));
    }

    /// So many rows at the beginning of the list are gone.
    pub(super) fn lose(&mut self, rows: usize) {
        (self.selected, self.top) = (self.selected.saturating_sub(rows), self.top.saturating_sub(rows));
    }

    /// The rows that a screen of `height` rows shows, the cursor's among them.
    pub(super) fn window(&mut self, height: usize, length: usize) -> Range<usize> {
        self.height = height;
        self.select(self.selected, length);
        let last_top = length.saturating_sub(height);
        let lowest = (self.selected + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, self.selected.max(lowest)).min(last_top);
        self.top..length.min(self.top + height)
    }

    /// The list's row that is shown in a row of the screen.
    pub(super) fn row_at(&self, screen_row: u16) -> usize {
        self.top + usize::from(screen_row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_cursor_is_always_in_the_list_and_in_the_window(
            moves in prop::collection::vec((0_usize..8, 0_usize..40, 0_usize..30), 1..60)
        ) {
            const ACTIONS: [Action; 8] = [
                Action::Up, Action::Down, Action::PageUp, Action::PageDown,
                Action::HalfUp, Action::HalfDown, Action::Top, Action::Bottom,
            ];
            let mut scroll = Scroll::default();
            for (action, length, height) in moves {
                scroll.act(ACTIONS[action], length);
                let window = scroll.window(height, length);
                prop_assert!(window.end <= length && window.len() <= height);
                prop_assert!(window.len() == height.min(length));
                prop_assert!(scroll.selected < length.max(1));
                prop_assert!(window.is_empty() || window.contains(&scroll.selected));
            }
        }
    }
}
