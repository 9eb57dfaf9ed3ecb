//! Which rows of the table are shown, and in which order: made a piece at a time, and made anew from time to
//! time while connections come and change.

use std::time::Duration;

use crate::flow::ConnectionId;
use crate::teach::Language;
use crate::tell::{Column, Index, Listed, Sort, Standing};

/// Rows that are looked at in one go for the words one narrows the table to.
const ROWS_AT_ONCE: usize = 2_000;
/// Rows that are looked at in one go where only their order matters.
const SORTED_AT_ONCE: usize = 50_000;
/// While there is something new, the order is made anew after this time; of very many rows later.
const PACE: Duration = Duration::from_millis(500);

/// When the rows are looked at, and in which language.
#[derive(Clone, Copy, Debug)]
pub(in crate::view::tui) struct Moment {
    /// Since the interface was opened.
    pub(in crate::view::tui) now: Duration,
    /// Whether the capture may have changed since the last time.
    pub(in crate::view::tui) is_changing: bool,
    pub(in crate::view::tui) language: Language,
}

/// The rows that are shown, by the numbers of their connections.
#[derive(Debug, Default)]
pub(super) struct Order {
    words: String,
    shown: Vec<ConnectionId>,
    /// The next order, while it is being made.
    next: Option<Next>,
    /// When the last one was complete.
    made_at: Duration,
}

#[derive(Debug, Default)]
struct Next {
    rows: Vec<Standing>,
    /// The first connection that was not looked at.
    from: ConnectionId,
    /// Whether the rows are shown as they are found.
    at_once: bool,
}

impl Order {
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    pub(super) fn shown(&self) -> &[ConnectionId] {
        &self.shown
    }

    /// Whether rows may be missing that will be shown.
    pub(super) fn is_incomplete(&self) -> bool {
        self.next.as_ref().is_some_and(|next| next.at_once)
    }

    pub(super) fn narrow(&mut self, words: &str) {
        self.words = words.to_lowercase();
        self.shown.clear();
        self.begin_again();
    }

    pub(super) fn begin_again(&mut self) {
        self.next = Some(Next { at_once: true, ..Next::default() });
    }

    /// Looks at some rows for the next order; whether there are more.
    pub(super) fn look(&mut self, index: &Index, sort: Sort, at: Moment) -> bool {
        let all = index.connections();
        if self.next.is_none() {
            let pace = PACE * u32::try_from(all.len() / SORTED_AT_ONCE).unwrap_or(u32::MAX).max(1);
            if !at.is_changing || at.now < self.made_at.saturating_add(pace) {
                return false;
            }
            self.next = Some(Next::default());
        }
        let Some(next) = &mut self.next else { return false };
        let words: Vec<_> = self.words.split_whitespace().collect();
        let pieces = if words.is_empty() { SORTED_AT_ONCE } else { ROWS_AT_ONCE };
        let first = all.partition_point(|row| row.connection < next.from);
        let rows = all.get(first..all.len().min(first + pieces)).unwrap_or_default();
        let found = rows.iter().filter(|row| words.is_empty() || contains(row, &words, at.language));
        let before = next.rows.len();
        next.rows.extend(found.map(|row| sort.place(row)));
        if sort != Sort::default()
            && let Some(new) = next.rows.get_mut(before..)
        {
            // Pieces in order are put together in a fraction of the time.
            new.sort_unstable();
        }
        if next.at_once && !words.is_empty() && sort == Sort::default() {
            self.shown.truncate(before);
            self.shown.extend(next.rows.iter().skip(before).map(|row| row.connection()));
        }
        let Some(last) = rows.last() else {
            self.made_at = at.now;
            return false;
        };
        next.from = last.connection.saturating_add(1);
        self.made_at = at.now;
        first + rows.len() < all.len()
    }

    /// The next order is complete: it is shown from now on.
    pub(super) fn arrange(&mut self, sort: Sort) {
        let Some(Next { mut rows, .. }) = self.next.take() else { return };
        if sort != Sort::default() {
            rows.sort();
        }
        self.shown.clear();
        self.shown.extend(rows.into_iter().map(Standing::connection));
    }
}

fn contains(row: &Listed, words: &[&str], language: Language) -> bool {
    let mut text = String::new();
    for column in &Column::ALL {
        column.write(row, language, &mut text);
        text.push(' ');
    }
    text.push_str(&row.ending.tell(language));
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word))
}
