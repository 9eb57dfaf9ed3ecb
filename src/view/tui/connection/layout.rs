//! Where the parts of a connection's screen stand, by its size.

use ratatui::layout::{Constraint, Layout, Position, Rect};

use super::{Part, TABS};

/// From this width on the ladder, Why and the fields stand side by side.
const WIDE: u16 = 110;
/// From this height on all three have room under one another.
const TALL: u16 = 40;

/// Where everything was drawn.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) tabs: Vec<(usize, Rect)>,
    pub(super) parts: Vec<(Part, Rect)>,
    /// The lines between the parts, and of which part one is the title.
    pub(super) lines: Vec<(Rect, Option<Part>)>,
}

impl Shown {
    /// Lays the screen out; `title` tells how wide a tab's title is.
    pub(super) fn lay_out(area: Rect, focus: Part, zoomed: bool, title: impl Fn(usize) -> usize) -> Self {
        let mut shown = Self::default();
        let [tabs, body] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
        let mut x = tabs.x;
        for tab in 0..TABS.len() {
            let width = u16::try_from(title(tab) + 4).unwrap_or(u16::MAX).min(tabs.right().saturating_sub(x));
            shown.tabs.push((tab, Rect { x, width, ..tabs }));
            x = x.saturating_add(width);
        }
        if zoomed || focus.tab() != 0 {
            shown.parts.push((focus, body));
        } else if body.width >= WIDE {
            shown.side_by_side(body);
        } else if body.height >= TALL {
            let parts = [Part::Ladder, Part::Why, Part::Fields];
            shown.stack(body, &parts.map(|part| (part, if part == Part::Ladder { 2 } else { 1 })));
        } else {
            let below = if focus == Part::Fields { Part::Fields } else { Part::Why };
            shown.stack(body, &[(Part::Ladder, 3), (below, 2)]);
        }
        shown
    }

    fn side_by_side(&mut self, body: Rect) {
        let [ladder, line, _, right] = Layout::horizontal([
            Constraint::Fill(11),
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Fill(9),
        ])
        .areas(body);
        self.parts.push((Part::Ladder, ladder));
        self.lines.push((line, None));
        self.stack(right, &[(Part::Why, 9), (Part::Fields, 11)]);
    }

    /// Parts under one another. All but the ladder, which has heads of its own, have a line above them.
    fn stack(&mut self, area: Rect, parts: &[(Part, u16)]) {
        let mut heights = Vec::new();
        for (part, share) in parts {
            heights.push(Constraint::Length(u16::from(*part != Part::Ladder)));
            heights.push(Constraint::Fill(*share));
        }
        let areas = Layout::vertical(heights).split(area);
        for ((part, _), areas) in parts.iter().zip(areas.chunks_exact(2)) {
            if let [line, area] = areas {
                self.lines.push((*line, Some(*part)));
                self.parts.push((*part, *area));
            }
        }
    }

    /// The tab at a place of the screen.
    pub(super) fn tab_at(&self, at: Position) -> Option<usize> {
        self.tabs.iter().find(|(_, area)| area.contains(at)).map(|(tab, _)| *tab)
    }

    /// The part at a place of the screen, and where it stands.
    pub(super) fn part_at(&self, at: Position) -> Option<(Part, Rect)> {
        self.parts.iter().find(|(_, area)| area.contains(at)).copied()
    }
}
