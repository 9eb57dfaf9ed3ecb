//! The first screen: the table of connections, sorted and narrowed.

mod draw;
mod order;

use super::action::Action;
use super::follow::Follow;
use super::scroll::Scroll;
use crate::flow::ConnectionId;
use crate::tell::{Column, Index, Sort};
pub(super) use order::Moment;
use order::Order;

/// The table of connections.
#[derive(Debug, Default)]
pub(super) struct Connections {
    scroll: Scroll,
    /// The connection with the cursor: wherever its row goes, the cursor goes with it.
    cursor: Option<ConnectionId>,
    /// Whether the cursor stays with what is new.
    pub(super) follow: Follow,
    sort: Sort,
    /// Which rows are shown, and in which order, where that is not all of them by their numbers.
    order: Order,
    /// How wide each column has become.
    widths: [usize; Column::ALL.len()],
    /// Where the title of each column was drawn.
    titles: Vec<(usize, u16, u16)>,
}

/// What one can sort by that has no column.
const WITHOUT_COLUMN: [(&str, &str); 2] = [("activity", "column.activity"), ("ending", Column::ENDING_TITLE)];

impl Connections {
    /// Whether all connections are shown in the order of their numbers.
    fn is_plain(&self) -> bool {
        self.order.words().is_empty() && self.sort == Sort::default()
    }

    /// How many rows are shown.
    pub(super) fn length(&self, index: &Index) -> usize {
        if self.is_plain() { index.connections().len() } else { self.order.shown().len() }
    }

    /// The connection in a row.
    fn at(&self, row: usize, index: &Index) -> Option<ConnectionId> {
        if self.is_plain() {
            index.connections().get(row).map(|row| row.connection)
        } else {
            self.order.shown().get(row).copied()
        }
    }

    /// The row of a connection.
    fn row_of(&self, connection: ConnectionId, index: &Index) -> Option<usize> {
        if self.is_plain() {
            index.position(connection)
        } else {
            self.order.shown().iter().position(|shown| *shown == connection)
        }
    }

    /// The connection with the cursor.
    pub(super) fn selected(&self, index: &Index) -> Option<ConnectionId> {
        self.at(self.scroll.selected, index)
    }

    /// Puts the cursor on a connection, if it is shown.
    pub(super) fn select(&mut self, connection: ConnectionId, index: &Index) {
        if let Some(row) = self.row_of(connection, index) {
            self.scroll.select(row, self.length(index));
            self.moved(index, false);
        }
    }

    /// The row in which the cursor stays while it follows: the last one, or the first one where what is
    /// new, or moves most, stands at the top.
    fn newest(&self, index: &Index) -> usize {
        if self.sort.ends_with_newest() { self.length(index).saturating_sub(1) } else { 0 }
    }

    /// The cursor was moved: it follows no more, unless it was sent to where the newest are.
    fn moved(&mut self, index: &Index, to_newest: bool) {
        self.cursor = self.selected(index);
        let count = index.counts().connections;
        if to_newest {
            self.follow.resume();
        } else if self.scroll.selected != self.newest(index) {
            self.follow.stop(count);
        }
    }

    /// The rows may stand elsewhere than before: the cursor goes to the newest, or stays with its
    /// connection, where on the screen that was.
    fn fit(&mut self, index: &Index) {
        let length = self.length(index);
        if self.follow.is_on() {
            self.scroll.select(self.newest(index), length);
            self.cursor = self.selected(index);
            return;
        }
        let Some(cursor) = self.cursor else {
            self.cursor = self.selected(index);
            return;
        };
        match self.row_of(cursor, index) {
            Some(row) => self.scroll.keep(row),
            // Its row may still come.
            None if self.order.is_incomplete() => {}
            None => {
                if self.is_plain() {
                    let after = index.connections().partition_point(|row| row.connection < cursor);
                    self.scroll.keep(after);
                }
                self.scroll.select(self.scroll.selected, length);
                self.cursor = self.selected(index);
            }
        }
    }

    /// The words that the table is narrowed to.
    pub(super) fn words(&self) -> &str {
        self.order.words()
    }

    /// Narrows the table to rows that contain all of these words.
    pub(super) fn narrow(&mut self, words: &str) {
        self.order.narrow(words);
    }

    /// What is known of the connections has changed: looks at all of them again.
    pub(super) fn begin_again(&mut self) {
        self.order.begin_again();
    }

    /// Looks at connections that have not been looked at yet, a bounded number of them; whether there
    /// are more.
    pub(super) fn look(&mut self, index: &Index, at: Moment) -> bool {
        if self.is_plain() {
            return false;
        }
        self.order.look(index, self.sort, at)
    }

    /// All were looked at: puts them in order.
    pub(super) fn arrange(&mut self) {
        self.order.arrange(self.sort);
    }

    /// Does what was asked for, if it is something of the table.
    pub(super) fn act(&mut self, action: Action, index: &Index) -> bool {
        self.fit(index);
        match action {
            Action::Sort => self.sort_by(self.next_key(), index),
            Action::Reverse => self.sort_by(self.sort.reversed(), index),
            Action::GoTo(number) => {
                if let Ok(number) = ConnectionId::try_from(number) {
                    self.select(number, index);
                }
            }
            _ => {
                let acted = self.scroll.act(action, self.length(index));
                let newest = if self.sort.ends_with_newest() { Action::Bottom } else { Action::Top };
                if acted {
                    self.moved(index, action == newest);
                }
                return acted;
            }
        }
        true
    }

    /// Sorts by something else; the cursor stays on its connection, or with the newest.
    pub(super) fn sort_by(&mut self, sort: Sort, index: &Index) {
        self.cursor = self.selected(index);
        self.sort = sort;
        self.begin_again();
        self.fit(index);
    }

    /// The key after the present one: those of the columns from left to right, then the others.
    fn next_key(&self) -> Sort {
        let mut unique = Vec::new();
        let columns = Column::ALL.iter().map(|column| column.sort);
        for name in columns.chain(WITHOUT_COLUMN.map(|(name, _)| name)) {
            if !unique.contains(&name) {
                unique.push(name);
            }
        }
        let place = unique.iter().position(|name| *name == self.sort.name()).unwrap_or(0);
        let next = unique.get((place + 1) % unique.len()).copied().unwrap_or("number");
        next.parse().unwrap_or_default()
    }

    /// What the table is sorted by, as a title says it, where that is not the number.
    pub(super) fn sorted_by(&self) -> Option<(&'static str, bool)> {
        let columns = Column::ALL.iter().map(|column| (column.sort, column.title));
        let mut titles = columns.chain(WITHOUT_COLUMN);
        let title = titles.find(|(name, _)| *name == self.sort.name())?.1;
        (self.sort != Sort::default()).then_some((title, self.sort.is_descending()))
    }

    /// A click on a row or a title; whether it was on the row with the cursor.
    pub(super) fn click(&mut self, x: u16, y: u16, index: &Index) -> bool {
        let length = self.length(index);
        if y == 0 {
            let clicked = self.titles.iter().find(|(_, from, to)| (*from..*to).contains(&x));
            let name = clicked
                .map_or("ending", |(column, ..)| Column::ALL.get(*column).map_or("number", |c| c.sort));
            let sort: Sort = name.parse().unwrap_or_default();
            let sort = if sort.name() == self.sort.name() { self.sort.reversed() } else { sort };
            self.sort_by(sort, index);
            return false;
        }
        let row = self.scroll.row_at(y - 1);
        let again = row == self.scroll.selected;
        self.scroll.select(row, length);
        self.moved(index, false);
        again && row < length
    }
}
