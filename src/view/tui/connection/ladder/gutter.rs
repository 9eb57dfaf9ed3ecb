//! The bracket that joins the selected packet with what it acknowledges and with what acknowledges it.

use std::ops::Range;

use crate::tell::{Ladder, Rung};

/// The bracket of one packet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gutter {
    selected: usize,
    /// The first rung that it acknowledges.
    covers: Option<usize>,
    /// The rung that acknowledges it.
    acked_by: Option<usize>,
}

impl Gutter {
    /// The bracket of a rung, of which only so many are shown.
    pub(super) fn new(selected: usize, shown: usize, ladder: &Ladder) -> Self {
        let links = ladder.rungs.get(selected).map(|rung| rung.links).unwrap_or_default();
        let index = |link: Option<u32>| link.map(|rung| rung as usize).filter(|rung| *rung < shown);
        Self { selected, covers: index(links.covers), acked_by: index(links.acked_by) }
    }

    /// Its piece in a row with these rungs, or between rungs.
    pub(super) fn piece(&self, rungs: &Range<usize>, ladder: &Ladder) -> Option<&'static str> {
        let first = self.covers.unwrap_or(self.selected);
        let last = self.acked_by.unwrap_or(self.selected);
        if first == last || last < rungs.start || first > rungs.end.saturating_sub(1).max(rungs.start) {
            return None;
        }
        if rungs.is_empty() {
            return (first < rungs.start).then_some("│");
        }
        let is_covered = |rung: usize| {
            let links = ladder.rungs.get(rung).map(|rung| rung.links).unwrap_or_default();
            links.acked_by.is_some_and(|by| by as usize == self.selected)
        };
        Some(match () {
            () if rungs.contains(&first) && rungs.contains(&last) => return None,
            () if rungs.contains(&first) => "┐",
            () if rungs.contains(&last) => "┘",
            () if rungs.contains(&self.selected) => "┤",
            () if rungs.clone().take(LOOKED_AT).any(is_covered) => "┤",
            () => "│",
        })
    }

    /// Which rungs the ACK in this row is said to acknowledge: the first and the last.
    pub(super) fn acknowledged(&self, rungs: &Range<usize>, ladder: &Ladder) -> Option<(usize, usize)> {
        if self.acked_by.is_some_and(|by| rungs.contains(&by)) {
            return Some((self.selected, self.selected));
        }
        let first = self.covers.filter(|_| rungs.contains(&self.selected))?;
        let own = |rung: &&Rung| rung.links.acked_by.is_some_and(|by| by as usize == self.selected);
        let covered = ladder.rungs.get(first..self.selected)?;
        let last = covered.iter().rposition(|rung| own(&rung)).map_or(first, |at| first + at);
        Some((first, last))
    }
}

/// Packets of a folded run that are looked at: in the first ones it shows.
const LOOKED_AT: usize = 64;
