//! A line for every connection, with its ending; then the capture, summed up.

use super::{Page, Printer};
use crate::flow::{ConnectionId, LoneSyn};
use crate::session::{Event, EventKind};
use crate::summary::{Summaries, Summary};
use crate::teach::{Layer, Sentence};
use crate::tell::{
    Attempts, Column, InOrder, Listed, Report, RowOrder, Side, Sorted, Tally, cut, spaces, width, wrap,
};

/// Prints a line for each connection that has ended.
#[derive(Default)]
pub(super) struct Connections {
    summaries: Summaries,
    /// Rows that wait for their turn: a line takes less room than what it is made of.
    ended: InOrder<Row>,
    sorted: Option<Sorted<Row>>,
    attempts: Attempts,
    tally: Tally,
    titled: bool,
}

/// The lines of a connection, mostly one.
#[derive(Debug)]
struct Row {
    lines: Box<[String]>,
    layer: Layer,
}

impl Connections {
    /// Prints them in an order.
    pub(super) fn new(order: RowOrder) -> Self {
        let sorted = order.sort().map(Sorted::new);
        Self { summaries: Summaries::in_brief(), sorted, ended: InOrder::new(order), ..Self::default() }
    }

    /// Takes what happens now and then.
    #[cold]
    fn turn(&mut self, event: &Event<'_>, page: &mut Page<'_>) {
        self.ended.seen(event.at.connection);
        if let Some(summary) = self.summaries.observe(event) {
            self.take(page, &summary);
            self.release(page);
        }
    }

    fn take(&mut self, page: &mut Page<'_>, summary: &Summary) {
        let ending = summary.ending();
        self.tally.add(summary, &ending);
        let listed = Listed::ended(summary, &ending);
        let language = page.language;
        let write = |column: &Column, cell: &mut String| column.write(&listed, language, cell);
        let lines = lines(page, write, &page.tell(&listed.ending)).into();
        let layer = if listed.trouble { Layer::Trouble } else { Layer::Tcp };
        let row = Row { lines, layer };
        match &mut self.sorted {
            Some(sorted) => {
                let bytes = row.lines.iter().map(|line| line.capacity() + size_of::<String>()).sum();
                sorted.add(&listed, row, bytes);
                self.ended.pass_over(summary.connection);
            }
            None => self.ended.ended(summary.connection, row, 1),
        }
    }

    /// Prints the rows whose turn it is.
    fn release(&mut self, page: &mut Page<'_>) {
        while let Some(row) = self.ended.release() {
            self.print(page, &row);
        }
    }

    fn print(&mut self, page: &mut Page<'_>, row: &Row) {
        if !std::mem::replace(&mut self.titled, true) {
            let title = |key| page.tell(&Sentence::new(key));
            let write = |column: &Column, cell: &mut String| cell.push_str(&title(column.title));
            for line in lines(page, write, &title(Column::ENDING_TITLE)) {
                page.row(&line, None);
            }
        }
        row.lines.iter().for_each(|line| page.row(line, Some(row.layer)));
    }
}

impl Printer for Connections {
    fn observe(&mut self, event: &Event<'_>, page: &mut Page<'_>) {
        if event.kind.is_frequent() {
            self.summaries.observe(event);
        } else {
            self.turn(event, page);
        }
    }

    fn lone_syn(&mut self, lone: &LoneSyn<'_>, page: &mut Page<'_>) {
        if self.attempts.add(lone) {
            lone.tell(&mut |at, event| self.observe(&Event { at, kind: EventKind::Tcp(event) }, page));
        } else {
            self.tally.add_attempt(lone);
            self.ended.pass_over(lone.at().connection);
            self.release(page);
        }
    }

    fn foresee(&mut self, connection: ConnectionId) {
        self.summaries.foresee(connection);
    }

    fn finish(&mut self, page: &mut Page<'_>, report: &mut Report) {
        if let Some(sorted) = self.sorted.take() {
            report.left_out = sorted.left_out();
            sorted.into_rows().for_each(|row| self.print(page, &row));
        }
        // Without any connection, the notes say that, and why.
        if report.connections == 0 {
            return;
        }
        report.summed_up = true;
        paragraph(page, &self.attempts.lines());
        paragraph(page, &self.tally.lines(report));
    }
}

/// Sentences below the table, a line each, or more where they have to be wrapped.
fn paragraph(page: &mut Page<'_>, sentences: &[Sentence]) {
    if !sentences.is_empty() {
        page.gap();
    }
    for sentence in sentences {
        let text = page.tell(sentence);
        match page.room() {
            Some(room) => wrap(&text, room).iter().for_each(|line| page.line(line)),
            None => page.line(&text),
        }
    }
}

/// Bytes of a line, where nothing has to fit.
const WIDTH: usize = 200;
/// What a connection speaks, where nothing has to fit.
const SPEAKS: usize = 24;
/// Where a connection's second line begins.
const INDENT: usize = 5;

/// Cells, which `write` writes, and an ending in their columns: on one line, if the page has room for it.
fn lines(page: &Page<'_>, write: impl Fn(&Column, &mut String), ending: &str) -> Vec<String> {
    let room = page.room();
    let shown = || Column::ALL.iter().filter(|column| room.is_none_or(|room| room >= column.from));
    let taken: usize = shown().map(|column| column.width + 1).sum();
    let rest = room.map_or(SPEAKS, |room| room.saturating_sub(taken + Column::ENDING_WIDTH).min(SPEAKS));
    let mut line = String::with_capacity(room.unwrap_or(WIDTH));
    let mut cell = String::with_capacity(WIDTH);
    // Where the line ends, and where the present column does. A cell that is too long takes from those
    // behind it.
    let (mut at, mut end) = (0, 0);
    for column in shown() {
        cell.clear();
        write(column, &mut cell);
        let gap = usize::from(end > 0);
        let start = at + gap;
        let more = if column.side == Side::Rest { rest } else { 0 };
        end += column.width + more + usize::from(end > 0);
        let place = end.saturating_sub(start);
        if column.side == Side::Rest && room.is_some() {
            cell = if place < 2 { String::new() } else { cut(&cell, place) };
        }
        let own = width(&cell);
        let free = place.saturating_sub(own);
        let (before, behind) = if column.side == Side::Right { (gap + free, 0) } else { (gap, free) };
        pad(&mut line, before);
        line.push_str(&cell);
        pad(&mut line, behind);
        at = start + own + free;
    }
    let fits = |columns: usize| room.is_none_or(|room| columns <= room);
    if fits(at + 1 + width(ending)) {
        line.push(' ');
        line.push_str(ending);
        return vec![line];
    }
    let indented = |text: &String| format!("{}{text}", spaces(INDENT));
    let room = room.unwrap_or(usize::MAX).saturating_sub(INDENT);
    if fits(at) {
        return [line].into_iter().chain(wrap(ending, room).iter().map(indented)).collect();
    }
    // Long addresses: whatever fits on a line, one after another.
    let mut all = String::new();
    for column in shown() {
        write(column, &mut all);
        all.push(' ');
    }
    all.push_str(ending);
    let mut lines = wrap(&all, room).into_iter();
    let first = lines.next().unwrap_or_default();
    [first].into_iter().chain(lines.map(|line| indented(&line))).collect()
}

/// Adds so many spaces.
fn pad(line: &mut String, mut columns: usize) {
    const SPACES: &str = "                                ";
    while columns > 0 {
        let some = SPACES.get(..columns).unwrap_or(SPACES);
        line.push_str(some);
        columns -= some.len();
    }
}
