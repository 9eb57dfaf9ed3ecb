//! A cursor in a list whose things are of different heights, and the lines that a screen shows.

use crate::view::tui::action::Action;

/// Where the cursor stands, and which line of which thing is the first on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flow {
    /// The thing with the cursor, counted from 0.
    pub(super) selected: usize,
    /// The thing on top of the screen.
    pub(super) top: usize,
    /// Lines of it that are above the screen.
    pub(super) above: usize,
    height: usize,
}

/// The list: how many things, and how many lines each has. Only those near the screen are asked for.
pub(super) struct List<'l> {
    pub(super) length: usize,
    pub(super) height: &'l mut dyn FnMut(usize) -> usize,
}

impl List<'_> {
    fn height(&mut self, place: usize) -> usize {
        if place < self.length { (self.height)(place).max(1) } else { 1 }
    }
}

impl Flow {
    /// Moves the cursor, if that was asked for. Inside a thing that is higher than the screen, the
    /// screen moves first.
    pub(super) fn act(&mut self, action: Action, list: &mut List<'_>) -> bool {
        let page = self.height.saturating_sub(1).max(1);
        match action {
            Action::Up => self.up(list),
            Action::Down => self.down(list),
            Action::PageUp => self.page(list, page, false),
            Action::PageDown | Action::Advance => self.page(list, page, true),
            Action::HalfUp => self.page(list, page.div_ceil(2), false),
            Action::HalfDown => self.page(list, page.div_ceil(2), true),
            Action::Top => (self.selected, self.top, self.above) = (0, 0, 0),
            Action::Bottom => self.selected = list.length.saturating_sub(1),
            _ => return false,
        }
        self.settle(list);
        true
    }

    /// Puts the cursor on a thing and shows it.
    pub(super) fn select(&mut self, place: usize, list: &mut List<'_>) {
        self.selected = place;
        self.settle(list);
    }

    /// Shows a line of the selected thing, near the top of the screen.
    pub(super) fn show_line(&mut self, line: usize, list: &mut List<'_>) {
        if list.height(self.selected) > self.height {
            (self.top, self.above) = (self.selected, line.saturating_sub(self.height / 3));
        }
        self.settle(list);
    }

    /// The size of the screen has changed.
    pub(super) fn resize(&mut self, height: usize, list: &mut List<'_>) {
        self.height = height;
        self.settle(list);
    }

    /// The thing that is shown in a row of the screen.
    pub(super) fn at(&self, row: usize, list: &mut List<'_>) -> Option<usize> {
        let mut rest = self.above + row;
        for place in self.top..list.length {
            let height = list.height(place);
            if rest < height {
                return Some(place);
            }
            rest -= height;
        }
        None
    }

    fn up(&mut self, list: &mut List<'_>) {
        if self.row(list) == Row::Above {
            self.back(1, list);
        } else if self.selected > 0 {
            self.selected -= 1;
            let height = list.height(self.selected);
            if height > self.height {
                (self.top, self.above) = (self.selected, height.saturating_sub(self.height));
            }
        }
    }

    fn down(&mut self, list: &mut List<'_>) {
        let hidden = match self.row(list) {
            Row::At(row) => row + list.height(self.selected) > self.height,
            Row::Above if self.top == self.selected => {
                list.height(self.selected).saturating_sub(self.above) > self.height
            }
            Row::Above | Row::Below => false,
        };
        if hidden {
            self.forth(1, list);
        } else if self.selected + 1 < list.length {
            self.selected += 1;
            if list.height(self.selected) > self.height {
                (self.top, self.above) = (self.selected, 0);
            }
        }
    }

    /// Moves the screen; the cursor goes to the first thing that begins on it.
    fn page(&mut self, list: &mut List<'_>, lines: usize, forth: bool) {
        let before = (self.top, self.above);
        if forth {
            self.forth(lines, list);
        } else {
            self.back(lines, list);
        }
        self.fill(list);
        if (self.top, self.above) == before {
            self.selected = if forth { list.length.saturating_sub(1) } else { 0 };
            return;
        }
        let hidden = self.above > 0;
        let rest = list.height(self.top).saturating_sub(self.above);
        let next = hidden && rest < self.height && self.top + 1 < list.length;
        self.selected = self.top + usize::from(next);
        let begins_and_ends = self.row_of_bottom(list) <= self.height;
        if next && !begins_and_ends && list.height(self.selected) <= self.height {
            // It would not fit: the screen stays, and the cursor on what is seen of the one before.
            self.selected = self.top;
        }
    }

    fn row_of_bottom(&self, list: &mut List<'_>) -> usize {
        match self.row(list) {
            Row::At(row) => row + list.height(self.selected),
            Row::Above => 0,
            Row::Below => usize::MAX,
        }
    }

    /// The row of the screen in which the selected thing begins.
    fn row(&self, list: &mut List<'_>) -> Row {
        if self.selected < self.top || (self.selected == self.top && self.above > 0) {
            return Row::Above;
        }
        let mut lines = 0;
        for place in self.top..self.selected {
            lines += list.height(place);
            if lines >= self.height + self.above {
                return Row::Below;
            }
        }
        Row::At(lines.saturating_sub(self.above))
    }

    /// Makes the place valid and the selected thing visible.
    fn settle(&mut self, list: &mut List<'_>) {
        let end = list.length.saturating_sub(1);
        self.selected = self.selected.min(end);
        self.top = self.top.min(end);
        if list.length == 0 {
            self.above = 0;
            return;
        }
        let top = list.height(self.top);
        self.above = self.above.min(top - 1);
        let height = list.height(self.selected);
        match self.row(list) {
            Row::At(row) if row + height <= self.height || height > self.height => {}
            Row::At(_) | Row::Below if height <= self.height => {
                (self.top, self.above) = (self.selected, height);
                self.back(self.height, list);
            }
            Row::Above if self.selected == self.top && height > self.height => {}
            _ => (self.top, self.above) = (self.selected, 0),
        }
        self.fill(list);
    }

    /// No empty rows below the end while there is something above.
    fn fill(&mut self, list: &mut List<'_>) {
        let mut lines = 0;
        for place in self.top..list.length {
            lines += list.height(place);
            if lines >= self.height + self.above {
                return;
            }
        }
        let empty = self.height + self.above - lines;
        self.back(empty, list);
    }

    fn forth(&mut self, lines: usize, list: &mut List<'_>) {
        self.above += lines;
        while self.top + 1 < list.length {
            let height = list.height(self.top);
            if self.above < height {
                return;
            }
            self.above -= height;
            self.top += 1;
        }
        let most = if list.length == 0 { 0 } else { list.height(self.top) - 1 };
        self.above = self.above.min(most);
    }

    fn back(&mut self, lines: usize, list: &mut List<'_>) {
        let mut rest = lines;
        while rest > self.above && self.top > 0 {
            rest -= self.above;
            self.top -= 1;
            self.above = list.height(self.top);
        }
        self.above = self.above.saturating_sub(rest);
    }
}

/// Where a thing begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Above,
    At(usize),
    Below,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ACTIONS: [Action; 8] = [
        Action::Up,
        Action::Down,
        Action::PageUp,
        Action::PageDown,
        Action::HalfUp,
        Action::HalfDown,
        Action::Top,
        Action::Bottom,
    ];

    fn does(flow: &mut Flow, heights: &[usize], action: Action) {
        let mut height = |place: usize| heights[place];
        flow.act(action, &mut List { length: heights.len(), height: &mut height });
    }

    #[test]
    fn a_thing_higher_than_the_screen_is_read_line_by_line() {
        let heights = [2, 10, 2];
        let mut flow = Flow { height: 4, ..Flow::default() };
        let mut seen = Vec::new();
        for _ in 0..10 {
            does(&mut flow, &heights, Action::Down);
            seen.push((flow.selected, flow.top, flow.above));
        }
        assert_eq!(seen[0], (1, 1, 0));
        assert_eq!(seen[6], (1, 1, 6));
        assert_eq!(seen[7], (2, 1, 8));
        does(&mut flow, &heights, Action::Up);
        assert_eq!((flow.selected, flow.top, flow.above), (1, 1, 6));
        does(&mut flow, &heights, Action::PageUp);
        assert_eq!((flow.selected, flow.top, flow.above), (1, 1, 3));
    }

    #[test]
    fn down_reaches_every_line_and_the_end() {
        let heights = [3, 1, 7, 2, 2];
        let mut flow = Flow { height: 5, ..Flow::default() };
        for _ in 0..20 {
            does(&mut flow, &heights, Action::PageDown);
        }
        assert_eq!((flow.selected, flow.top, flow.above), (4, 2, 6));
        for _ in 0..20 {
            does(&mut flow, &heights, Action::PageUp);
        }
        assert_eq!((flow.selected, flow.top, flow.above), (0, 0, 0));
    }

    proptest! {
        #[test]
        fn the_cursor_is_in_the_list_and_on_the_screen(
            heights in prop::collection::vec(0_usize..20, 0..12),
            moves in prop::collection::vec((0_usize..8, 0_usize..12), 1..40),
        ) {
            let mut flow = Flow::default();
            for (action, screen) in moves {
                does(&mut flow, &heights, ACTIONS[action]);
                let mut height = |place: usize| heights[place];
                let mut list = List { length: heights.len(), height: &mut height };
                flow.resize(screen, &mut list);
                prop_assert!(flow.selected < heights.len().max(1) && flow.top < heights.len().max(1));
                if let (Some(top), true) = (heights.get(flow.top), screen > 0) {
                    prop_assert!(flow.above < (*top).max(1));
                    let seen: Vec<_> = (0..screen).filter_map(|row| flow.at(row, &mut list)).collect();
                    prop_assert!(seen.contains(&flow.selected), "{:?} {:?}", flow, seen);
                    let all: usize = heights.iter().map(|height| (*height).max(1)).sum();
                    prop_assert_eq!(seen.len(), screen.min(all));
                }
            }
        }
    }
}
