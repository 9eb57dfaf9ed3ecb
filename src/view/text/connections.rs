//! A line for every connection, with its ending; then the capture, summed up.

use super::{Page, Printer};
use crate::capture::Elapsed;
use crate::session::Event;
use crate::summary::{Summaries, Summary};
use crate::teach::{self, Layer, Sentence, Value};
use crate::tell::{InOrder, Report, Sort, Sorted, Tally, cut, safe, spaces, width, wrap};

/// Prints a line for each connection that has ended.
#[derive(Default)]
pub(super) struct Connections {
    summaries: Summaries,
    ended: InOrder<Box<Summary>>,
    sorted: Option<Sorted<Row>>,
    tally: Tally,
    titled: bool,
}

/// The lines of a connection, mostly one.
#[derive(Debug)]
struct Row {
    lines: Vec<String>,
    layer: Layer,
}

impl Connections {
    /// Prints them in an order, at the end.
    pub(super) fn sorted(sort: Sort) -> Self {
        Self { sorted: Some(Sorted::new(sort)), ..Self::default() }
    }

    fn take(&mut self, page: &mut Page<'_>, summary: &Summary) {
        self.tally.add(summary);
        let cells = COLUMNS.each_ref().map(|column| (column.cell)(page, summary));
        let lines = lines(page, &cells, &page.tell(&teach::brief(summary)));
        let layer = if summary.ending().is_trouble() { Layer::Trouble } else { Layer::Tcp };
        let row = Row { lines, layer };
        match &mut self.sorted {
            Some(sorted) => {
                let bytes = row.lines.iter().map(|line| line.capacity() + size_of::<String>()).sum();
                sorted.add(summary, row, bytes);
            }
            None => self.print(page, &row),
        }
    }

    fn print(&mut self, page: &mut Page<'_>, row: &Row) {
        if !std::mem::replace(&mut self.titled, true) {
            let titles = COLUMNS.each_ref().map(|column| page.tell(&Sentence::new(column.title)));
            let ending = page.tell(&Sentence::new("column.ending"));
            for line in lines(page, &titles, &ending) {
                page.row(&line, None);
            }
        }
        row.lines.iter().for_each(|line| page.row(line, Some(row.layer)));
    }
}

impl Printer for Connections {
    fn observe(&mut self, event: &Event<'_>, page: &mut Page<'_>) {
        self.ended.seen(event.at.connection);
        if let Some(summary) = self.summaries.observe(event) {
            self.ended.ended(event.at.connection, summary, 1);
        }
        while let Some(summary) = self.ended.release() {
            self.take(page, &summary);
        }
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
        page.gap();
        for sentence in self.tally.lines(report) {
            let text = safe(&sentence.tell(page.language)).into_owned();
            match page.room() {
                Some(room) => wrap(&text, room).iter().for_each(|line| page.line(line)),
                None => page.line(&text),
            }
        }
    }
}

/// A column of the table.
struct Column {
    title: &'static str,
    /// What stands in it.
    cell: fn(&Page<'_>, &Summary) -> String,
    /// Its least width.
    width: usize,
    side: Side,
    /// From this width of the page on it is shown.
    from: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    /// On the left, and of the width that the others leave.
    Rest,
}

/// The columns before the ending, which comes last and is never cut.
const COLUMNS: [Column; 12] = [
    column("column.number", 4, Side::Right, 0, |_, summary| summary.connection.to_string()),
    column("column.client", 15, Side::Left, 0, |_, summary| summary.opened.client.to_string()),
    column("column.server", 14, Side::Left, 0, |_, summary| summary.opened.server.to_string()),
    column("column.speaks", 6, Side::Rest, 80, |page, summary| page.tell(&teach::spoken_brief(summary))),
    column("column.duration", 9, Side::Right, 60, |page, summary| time(page, Some(summary.duration()))),
    column("column.frames.to-server", 7, Side::Right, 100, |_, summary| {
        frames(summary, summary.frames.to_server)
    }),
    column("column.frames.to-client", 7, Side::Right, 100, |_, summary| {
        frames(summary, summary.frames.to_client)
    }),
    column("column.bytes.to-server", 9, Side::Right, 120, |page, summary| {
        bytes(page, summary.bytes.to_server)
    }),
    column("column.bytes.to-client", 9, Side::Right, 120, |page, summary| {
        bytes(page, summary.bytes.to_client)
    }),
    column("column.round-trip", 8, Side::Right, 140, |page, summary| time(page, summary.round_trip)),
    column("column.retransmissions", 7, Side::Right, 140, |_, summary| resent(summary)),
    column("column.silence", 10, Side::Right, 160, |page, summary| {
        time(page, summary.heartbeat.silences.longest().map(|silence| silence.lasted))
    }),
];

/// Most endings are no longer than this; longer ones may get a line of their own.
const ENDING: usize = 27;
/// What a connection speaks, where nothing has to fit.
const SPEAKS: usize = 24;
/// Where a connection's second line begins.
const INDENT: usize = 5;

const fn column(
    title: &'static str,
    width: usize,
    side: Side,
    from: usize,
    cell: fn(&Page<'_>, &Summary) -> String,
) -> Column {
    Column { title, cell, width, side, from }
}

/// Cells and an ending in their columns: on one line, if the page has room for it.
fn lines(page: &Page<'_>, cells: &[String; COLUMNS.len()], ending: &str) -> Vec<String> {
    let room = page.room();
    let shown: Vec<_> =
        COLUMNS.iter().zip(cells).filter(|(column, _)| room.is_none_or(|room| room >= column.from)).collect();
    let taken: usize = shown.iter().map(|(column, _)| column.width + 1).sum();
    let rest = room.map_or(SPEAKS, |room| room.saturating_sub(taken + ENDING).min(SPEAKS));
    let mut line = String::new();
    // Where the present column ends. A cell that is too long takes from those behind it.
    let mut end = 0;
    for (column, cell) in &shown {
        let start = width(&line) + usize::from(end > 0);
        let more = if column.side == Side::Rest { rest } else { 0 };
        end += column.width + more + usize::from(end > 0);
        let place = end.saturating_sub(start);
        let cell = match column.side {
            Side::Rest if room.is_some() => {
                if place < 2 {
                    String::new()
                } else {
                    cut(cell, place)
                }
            }
            _ => (*cell).clone(),
        };
        let free = spaces(place.saturating_sub(width(&cell)));
        line.push_str(&spaces(start - width(&line)));
        match column.side {
            Side::Right => line.extend([free, cell]),
            Side::Left | Side::Rest => line.extend([cell, free]),
        }
    }
    let fits = |columns: usize| room.is_none_or(|room| columns <= room);
    if fits(width(&line) + 1 + width(ending)) {
        return vec![format!("{line} {ending}")];
    }
    let indented = |text: &String| format!("{}{text}", spaces(INDENT));
    let room = room.unwrap_or(usize::MAX).saturating_sub(INDENT);
    if fits(width(&line)) {
        return [line].into_iter().chain(wrap(ending, room).iter().map(indented)).collect();
    }
    // Long addresses: whatever fits on a line, one after another.
    let all = shown.iter().map(|(_, cell)| cell.as_str()).chain([ending]).collect::<Vec<_>>().join(" ");
    let mut lines = wrap(&all, room).into_iter();
    let first = lines.next().unwrap_or_default();
    [first].into_iter().chain(lines.map(|line| indented(&line))).collect()
}

/// What stands where there is nothing to say.
const NONE: &str = "–";

fn time(page: &Page<'_>, time: Option<Elapsed>) -> String {
    time.map_or(NONE.to_owned(), |time| page.tell(&Sentence::new("value").with("value", Value::Time(time))))
}

fn bytes(page: &Page<'_>, bytes: u64) -> String {
    page.tell(&Sentence::new("value").with("value", Value::Bytes(bytes)))
}

/// Frames of one direction; none at all where WebSocket is not spoken.
fn frames(summary: &Summary, frames: u64) -> String {
    let all = summary.frames.to_server + summary.frames.to_client;
    if all == 0 { NONE.to_owned() } else { frames.to_string() }
}

fn resent(summary: &Summary) -> String {
    let again = summary.retransmissions;
    match again.to_server + again.to_client {
        0 => NONE.to_owned(),
        _ => format!("{}→ {}←", again.to_server, again.to_client),
    }
}
