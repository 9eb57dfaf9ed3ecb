//! The rows of the ladder: which item stands where, with runs folded or not, and as far as it is shown.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::capture::Elapsed;
use crate::flow::{Direction, Loss};
use crate::teach::Phase;
use crate::tell::{Fold, Item, Ladder};

/// Which rows there are.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The row at which each item begins, and behind the last one how many rows there are.
    starts: Vec<usize>,
    /// The length of the ladder that they fit: items, rungs, and what is left out.
    fitted: (usize, usize, u64),
    /// Runs that are open, by their first packet.
    open: BTreeSet<u64>,
    /// How many rungs are shown, where they come one by one; runs are open then.
    shown: Option<usize>,
}

/// What stands in a row.
#[derive(Clone, Debug)]
pub(super) enum Row<'a> {
    /// Another part begins.
    Heading(Phase),
    /// Nobody speaks.
    Silence(Elapsed),
    /// Packets that the capture lost.
    Missed(Loss),
    /// Bytes that were not captured.
    Lost(Direction, u64),
    /// Packets left out.
    Omitted(u64),
    /// A run, and whether its packets stand below.
    Run(&'a Fold, bool),
    /// A packet, and whether it stands in a run, and as its last.
    Packet(Option<Inside>),
}

/// Where in an open run a packet stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// Others follow.
    Amid,
    /// It is the last.
    Last,
}

impl Row<'_> {
    /// Whether the cursor can stand on it.
    pub(super) fn is_stop(&self) -> bool {
        matches!(self, Self::Run(..) | Self::Packet(_))
    }
}

impl Rows {
    /// Fits the rows to a ladder, if it has grown or is another one.
    pub(super) fn fit(&mut self, ladder: &Ladder) {
        let size = (ladder.items.len(), ladder.rungs.len(), ladder.omitted);
        if self.starts.is_empty() || self.fitted != size {
            self.fitted = size;
            self.arrange(ladder);
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self, ladder: &Ladder) -> usize {
        match self.shown {
            None => self.starts.last().copied().unwrap_or(0),
            Some(shown) => {
                shown.checked_sub(1).and_then(|rung| self.of(rung, ladder)).map_or(0, |row| row + 1)
            }
        }
    }

    /// Shows only so many packets, with all runs open; `None`: all of them.
    pub(super) fn show(&mut self, shown: Option<usize>, ladder: &Ladder) {
        let before = std::mem::replace(&mut self.shown, shown);
        if before.is_some() != shown.is_some() {
            self.arrange(ladder);
        }
    }

    /// What stands in a row, and which rungs that is; none, but their place, for what is no packet.
    pub(super) fn at<'a>(&self, row: usize, ladder: &'a Ladder) -> Option<(Row<'a>, Range<usize>)> {
        let index = self.item(row)?;
        let offset = row - self.starts.get(index)?;
        let between = || rung_from(index, ladder);
        Some(match ladder.items.get(index)? {
            Item::Heading(phase) => (Row::Heading(*phase), between()),
            Item::Silence(pause) => (Row::Silence(*pause), between()),
            Item::Missed(loss) => (Row::Missed(*loss), between()),
            Item::Lost(direction, bytes) => (Row::Lost(*direction, *bytes), between()),
            Item::Omitted(packets) => (Row::Omitted(*packets), between()),
            Item::Rung(rung) => (Row::Packet(None), *rung..rung + 1),
            Item::Run(fold, rungs) => {
                let titled = usize::from(self.shown.is_none());
                match offset.checked_sub(titled) {
                    None if self.is_open(fold) => (Row::Run(fold, true), rungs.start..rungs.start),
                    None => (Row::Run(fold, false), rungs.clone()),
                    Some(nth) => {
                        let rung = rungs.start + nth;
                        let inside = if rung + 1 == rungs.end { Inside::Last } else { Inside::Amid };
                        (Row::Packet((titled > 0).then_some(inside)), rung..rung + 1)
                    }
                }
            }
        })
    }

    /// The row in which a rung stands: that of its run where it is folded.
    pub(super) fn of(&self, rung: usize, ladder: &Ladder) -> Option<usize> {
        let index = ladder.item_of(rung)?;
        let start = *self.starts.get(index)?;
        Some(match ladder.items.get(index)? {
            Item::Run(_, rungs) if self.shown.is_some() => start + rung.checked_sub(rungs.start)?,
            Item::Run(fold, rungs) if self.is_open(fold) => start + 1 + rung.checked_sub(rungs.start)?,
            _ => start,
        })
    }

    /// Opens or closes the run of a row; the row of the run, if it has changed.
    pub(super) fn open(&mut self, row: usize, open: bool, ladder: &Ladder) -> Option<usize> {
        let index = self.item(row)?;
        let Item::Run(fold, _) = ladder.items.get(index)? else { return None };
        if self.shown.is_some() || self.is_open(fold) == open {
            return None;
        }
        if open {
            self.open.insert(fold.first);
        } else {
            self.open.remove(&fold.first);
        }
        self.arrange(ladder);
        self.starts.get(index).copied()
    }

    /// The row of the next heading behind a row.
    pub(super) fn heading_after(&self, row: usize, ladder: &Ladder) -> Option<usize> {
        let from = self.item(row)? + 1;
        let found = ladder.items.iter().skip(from).position(|item| matches!(item, Item::Heading(_)))?;
        self.starts.get(from + found).copied().filter(|row| *row < self.len(ladder))
    }

    /// The row of the last heading before a row.
    pub(super) fn heading_before(&self, row: usize, ladder: &Ladder) -> Option<usize> {
        let until = ladder.items.get(..self.item(row)?)?;
        let found = until.iter().rposition(|item| matches!(item, Item::Heading(_)))?;
        self.starts.get(found).copied()
    }

    fn arrange(&mut self, ladder: &Ladder) {
        let mut starts = Vec::with_capacity(ladder.items.len() + 1);
        let mut row = 0;
        for item in &ladder.items {
            starts.push(row);
            row += match item {
                Item::Run(_, rungs) if self.shown.is_some() => rungs.len(),
                Item::Run(fold, rungs) if self.is_open(fold) => 1 + rungs.len(),
                _ => 1,
            };
        }
        starts.push(row);
        self.starts = starts;
    }

    fn is_open(&self, fold: &Fold) -> bool {
        self.open.contains(&fold.first)
    }

    fn item(&self, row: usize) -> Option<usize> {
        let after = self.starts.partition_point(|start| *start <= row);
        after.checked_sub(1).filter(|index| index + 1 < self.starts.len())
    }
}

/// An empty range where the next rung behind an item stands.
fn rung_from(index: usize, ladder: &Ladder) -> Range<usize> {
    let next = ladder.items.iter().skip(index).find_map(Item::first).unwrap_or(ladder.rungs.len());
    next..next
}
