//! How each side acknowledges, in numbers and words, and each acknowledgement in a list.

use super::super::page::{Page, Row};
use crate::capture::Elapsed;
use crate::flow::{AckKind, Direction};
use crate::summary::AckHabits;
use crate::teach::{self, Sentence, Value};
use crate::tell::{KeptRow, arrow, left, paragraph, right, safe, width};
use crate::view::tui::look::Role;
use crate::view::tui::pane::Context;

/// Columns of the table of habits: who, then numbers.
const WHO: usize = 7;
const NUMBERS: [usize; 8] = [6, 9, 9, 8, 9, 10, 10, 10];

/// Columns of the list: where packet, time, who, how, segments, bytes and delay end or begin.
const PACKET: usize = 7;
const TIME: usize = PACKET + 12;
const SIDE: usize = TIME + 1;
const HOW: usize = SIDE + 9;
const SEGMENTS: usize = HOW + 19;
const BYTES: usize = SEGMENTS + 8;
const DELAY: usize = BYTES + 10;
const LATE: usize = DELAY + 2;

/// The numbers and the words, and the title of the list.
pub(super) fn page(context: &Context<'_>, columns: usize) -> Page {
    let (look, telling) = (context.look, context.telling);
    let mut page = Page::default();
    if telling.acks.list.rows() == 0 {
        page.text(&look.say("screen.acks.none"), 0, columns, look.role(Role::Plain));
        return page;
    }
    let keys = [
        "screen.acks.column.alone",
        "screen.acks.column.on-data",
        "screen.acks.column.with-fin",
        "screen.acks.column.late",
        "screen.acks.column.segments",
        "screen.acks.column.bytes",
        "screen.acks.column.usual",
        "screen.acks.column.longest",
    ];
    let titles = keys.map(|key| look.say(key));
    page.row(cells(Row::default(), &titles, look.role(Role::Dim)));
    for by in Direction::BOTH {
        let habits = &telling.summary.acknowledgements.sides[by];
        let row = Row::default().with(0, left(&look.say(side(by)), WHO), look.role(role(by)));
        page.row(cells(row, &numbers(context, by, habits), look.role(Role::Plain)));
    }
    page.gap();
    for told in [teach::acknowledgements(&telling.summary), teach::stalls(&telling.summary)] {
        page.text(&safe(&paragraph(&told, look.language)), 0, columns, look.role(Role::Plain));
    }
    page.gap();
    let title = look.say("screen.acks.list");
    page.part(look, &title, title.clone(), columns);
    let dim = look.role(Role::Dim);
    let at = |end: usize, key| (end, look.say(key));
    let row = [
        at(PACKET, "screen.column.packet"),
        at(TIME, "screen.column.time"),
        at(BYTES, "screen.acks.column.bytes"),
        at(SEGMENTS, "screen.acks.column.segments"),
        at(DELAY, "screen.acks.column.after"),
    ];
    let row = row
        .into_iter()
        .fold(Row::default(), |row, (end, text)| row.with(end.saturating_sub(width(&text)), text, dim));
    let row = row.with(SIDE, look.say("screen.acks.column.who"), dim);
    let row = row.with(LATE, look.say("screen.acks.column.scale"), dim);
    page.row(row.with(HOW, look.say("screen.acks.column.how"), dim));
    page
}

fn cells(row: Row, texts: &[String; 8], style: ratatui::style::Style) -> Row {
    let mut end = WHO;
    texts.iter().zip(NUMBERS).fold(row, |row, (text, columns)| {
        let begin = end;
        end += columns;
        row.with(begin, right(text, columns), style)
    })
}

fn numbers(context: &Context<'_>, by: Direction, habits: &AckHabits) -> [String; 8] {
    let (usual, longest) = match habits.delays.spread() {
        Some((_, usual, longest)) => (time(context, usual), time(context, longest)),
        None => ("–".to_owned(), "–".to_owned()),
    };
    [
        count(habits.pure.into()),
        count(habits.piggybacked.into()),
        count(habits.with_fin.into()),
        count(habits.timer.count()),
        count(habits.segments.into()),
        value(context, Value::Bytes(context.telling.acks.bytes[by])),
        usual,
        longest,
    ]
}

/// A count in at most five columns: beyond 99,999 in thousands, then in millions, rounded down.
pub(super) fn count(count: u64) -> String {
    match count {
        0..=99_999 => count.to_string(),
        100_000..=9_999_999 => format!("{}k", count / 1_000),
        _ => format!("{}M", count / 1_000_000),
    }
}

/// A row of the list.
pub(super) fn acked(context: &Context<'_>, row: usize) -> Row {
    let look = context.look;
    let acked = match context.telling.acks.list.row(row) {
        Some(KeptRow::One(acked)) => acked,
        Some(KeptRow::LeftOut(n)) => {
            let omitted = look.tell(&Sentence::new("screen.acks.omitted").with("n", n));
            return Row::default().with(PACKET + 1, format!("… {omitted}"), look.role(Role::Dim));
        }
        None => return Row::default(),
    };
    let (plain, dim) = (look.role(Role::Plain), look.role(Role::Dim));
    let how = match acked.ack.kind {
        AckKind::Pure => "screen.acks.kind.alone",
        AckKind::Piggybacked => "screen.acks.kind.on-data",
        AckKind::WithFin => "screen.acks.kind.with-fin",
    };
    let end = |row: Row, at: usize, text: &str, style| row.with(at.saturating_sub(width(text)), text, style);
    let row = end(Row::default(), PACKET, &acked.packet.to_string(), look.role(Role::Title));
    let row = end(row, TIME, &context.time(acked.time), dim);
    let who = format!("{} {}", look.say(side(acked.by)), arrow(acked.by));
    let row = row.with(SIDE, who, look.role(role(acked.by))).with(HOW, look.say(how), plain);
    let row = end(row, SEGMENTS, &acked.ack.segments.to_string(), plain);
    let row = end(row, BYTES, &acked.ack.bytes.to_string(), plain);
    let row = end(row, DELAY, &time(context, acked.ack.delay), plain);
    if acked.ack.delayed {
        row.with(LATE, look.say("screen.acks.kind.late"), look.role(Role::Warning))
    } else {
        row.with(LATE, bar(acked.ack.delay), dim)
    }
}

/// A delay as a bar: each step is ten times as long, from a hundredth of a millisecond on.
fn bar(delay: Elapsed) -> String {
    let steps = std::iter::successors(Some(10_000_i64), |bound| bound.checked_mul(10));
    "▪".repeat(steps.take(6).take_while(|bound| delay.0 >= *bound).count())
}

/// A length of time in the unit that suits it.
pub(super) fn time(context: &Context<'_>, time: Elapsed) -> String {
    value(context, Value::Time(time))
}

fn value(context: &Context<'_>, value: Value) -> String {
    context.look.tell(&Sentence::new("screen.pause").with("time", value))
}

/// The name of a side, without an article.
pub(super) fn side(by: Direction) -> &'static str {
    match by {
        Direction::ToServer => "column.client",
        Direction::ToClient => "column.server",
    }
}

/// How a side looks.
pub(super) fn role(by: Direction) -> Role {
    match by {
        Direction::ToServer => Role::Client,
        Direction::ToClient => Role::Server,
    }
}
