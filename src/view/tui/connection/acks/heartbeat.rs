//! Who kept the line alive: what each side sent over the connection's life, and the silences.

use ratatui::style::Style;

use super::super::page::{Page, Row};
use super::habits::{role, side, time};
use crate::capture::{Elapsed, Timestamp};
use crate::flow::Direction;
use crate::session::Protocol;
use crate::teach::{self, Sentence};
use crate::tell::{Mark, arrow, paragraph, right, safe, spaces, width};
use crate::view::tui::look::Role;
use crate::view::tui::pane::Context;

/// Columns before the lanes.
const NAME: usize = 8;
/// Columns from one tick of the axis to the next, at least.
const TICK: usize = 16;

/// The lanes, what they show, and the silences.
pub(super) fn page(context: &Context<'_>, columns: usize) -> Page {
    let (look, telling) = (context.look, context.telling);
    let mut page = Page::default();
    lanes(context, &mut page, columns);
    page.gap();
    let told = teach::heartbeat(&telling.summary);
    if !asked(context) {
        let sealed = telling.summary.protocol == Some(Protocol::Tls);
        let beat = teach::sealed_heartbeat(&telling.summary);
        let key = if sealed { "screen.acks.none-alive-sealed" } else { "screen.acks.none-alive" };
        let none = beat.unwrap_or_else(|| Sentence::new(key));
        page.text(&look.tell(&none), 0, columns, look.role(Role::Plain));
    }
    page.text(&safe(&paragraph(&told, look.language)), 0, columns, look.role(Role::Plain));
    page.gap();
    let title = look.say("screen.acks.silences");
    page.part(look, &title, look.say("screen.acks.silences.short"), columns);
    if telling.acks.silences().is_empty() {
        page.text(&look.say("screen.acks.no-silence"), 2, columns, look.role(Role::Dim));
    }
    for quiet in telling.acks.silences() {
        let row = Row::default().with(0, right(&quiet.before_packet.to_string(), 7), look.role(Role::Title));
        let row = row.with(7, right(&time(context, quiet.lasted), 13), look.role(Role::Plain));
        let after = Sentence::new("screen.acks.after-packet").with("after", quiet.after_packet.to_string());
        let after = look.tell(&after);
        let begin = 22 + width(&after).max(18) + 2;
        let row = row.with(22, after, look.role(Role::Dim));
        let (sign, style) = style(context, quiet.with, quiet.by);
        let row = row.with(begin, sign, style);
        let what = Sentence::new(name(quiet.with));
        let ended =
            Sentence::new("screen.acks.ended-by").with("what", what).with("who", teach::sender(quiet.by));
        page.stop(
            row.with(begin + 2, look.tell(&ended), look.role(Role::Plain)),
            quiet.before_packet,
            0,
            columns,
        );
    }
    page
}

/// Whether anybody asked the other whether it was there.
fn asked(context: &Context<'_>) -> bool {
    let heartbeat = &context.telling.summary.heartbeat;
    let asked = |by| {
        heartbeat.tcp[by].probes + heartbeat.websocket[by].pings + u64::from(heartbeat.unsolicited_pongs[by])
    };
    Direction::BOTH.into_iter().any(|by| asked(by) > 0)
}

fn lanes(context: &Context<'_>, page: &mut Page, columns: usize) {
    let look = context.look;
    let lanes = &context.telling.acks.lanes;
    let room = columns.saturating_sub(NAME + 1).max(1);
    let marks = lanes.columns(room);
    for by in Direction::BOTH {
        let row =
            Row::default().with(0, format!("{} {}", look.say(side(by)), arrow(by)), look.role(role(by)));
        let row = row.with(NAME, "┈".repeat(room), look.role(Role::Line));
        let sent = marks.iter().enumerate().filter_map(|(at, mark)| Some((at, mark[by]?)));
        page.row(sent.fold(row, |row, (at, mark)| {
            let (sign, style) = style(context, mark, by);
            row.with(NAME + at, sign, style)
        }));
    }
    page.row(silent(context, room));
    axis(context, page, room);
    legend(context, page, columns);
}

/// The lengths of the silences, each in its place where there is room for it.
fn silent(context: &Context<'_>, room: usize) -> Row {
    let (look, acks) = (context.look, &context.telling.acks);
    let mut row = Row::default().with(0, look.say("screen.acks.lane.silent"), look.role(Role::Dim));
    for quiet in acks.silences() {
        let begin = acks.lanes.column(quiet.from, room);
        let until = quiet.from.nanoseconds().saturating_add(quiet.lasted.0);
        let end = acks.lanes.column(Timestamp::new(until, quiet.from.digits()), room);
        let columns = end.saturating_sub(begin);
        let text = time(context, quiet.lasted);
        let free = columns.saturating_sub(width(&text) + 1);
        if columns < width(&text) + 1 {
            continue;
        }
        row = row.with(NAME + begin + 1 + free / 2, text, look.role(Role::Dim));
    }
    row
}

/// The axis of time with its ticks, since the connection's first packet.
fn axis(context: &Context<'_>, page: &mut Page, room: usize) {
    let look = context.look;
    let dim = look.role(Role::Dim);
    let life = context.telling.acks.lanes.life();
    let ticks = (room / TICK).max(1);
    let mut drawn = String::new();
    let mut labels = Row::default().with(0, look.say("screen.acks.axis"), dim);
    for tick in 0..=ticks {
        let at = (room.saturating_sub(1)) * tick / ticks;
        let columns = at.saturating_sub(width(&drawn));
        drawn.push_str(&"─".repeat(columns));
        drawn.push(if tick == 0 {
            '├'
        } else if tick == ticks {
            '┤'
        } else {
            '┼'
        });
        let passed = Elapsed(i64::try_from(i128::from(life.0) * tick as i128 / ticks as i128).unwrap_or(0));
        let text = if tick == 0 { "0".to_owned() } else { time(context, passed) };
        let begin = if tick == ticks { at.saturating_sub(width(&text) - 1) } else { at };
        labels = labels.with(NAME + begin, text, dim);
    }
    page.row(Row::default().with(0, spaces(NAME), dim).with(NAME, drawn, look.role(Role::Line)));
    page.row(labels);
}

/// What the signs mean; only those that are there.
fn legend(context: &Context<'_>, page: &mut Page, columns: usize) {
    let look = context.look;
    let mut row = Row::default();
    let mut at = NAME;
    for mark in context.telling.acks.lanes.marks() {
        let words = look.say(name(mark));
        let (sign, style) = style(context, mark, Direction::ToServer);
        if at + width(&words) + 2 > columns && at > NAME {
            page.row(std::mem::take(&mut row));
            at = NAME;
        }
        row = row.with(at, sign, style).with(at + 2, words.clone(), look.role(Role::Dim));
        at += width(&words) + 5;
    }
    page.row(row);
}

/// The sign of a mark: a capital asks, a small letter answers.
fn style(context: &Context<'_>, mark: Mark, by: Direction) -> (&'static str, Style) {
    let (sign, role) = match mark {
        Mark::Missed => ("✗", Role::Bad),
        Mark::Reset => ("R", Role::Bad),
        Mark::Close => ("C", Role::Title),
        Mark::Fin => ("F", Role::Title),
        Mark::Syn => ("S", Role::Title),
        Mark::Ping => ("P", Role::Warning),
        Mark::Pong => ("p", Role::Good),
        Mark::Probe => ("K", Role::Warning),
        Mark::ProbeAnswer => ("k", Role::Good),
        Mark::Again => ("r", Role::Bad),
        Mark::Data => ("■", role(by)),
        Mark::Ack => ("·", role(by)),
    };
    (sign, context.look.role(role))
}

fn name(mark: Mark) -> &'static str {
    match mark {
        Mark::Missed => "screen.mark.missed",
        Mark::Reset => "screen.mark.reset",
        Mark::Close => "screen.mark.close",
        Mark::Fin => "screen.mark.fin",
        Mark::Syn => "screen.mark.syn",
        Mark::Ping => "screen.mark.ping",
        Mark::Pong => "screen.mark.pong",
        Mark::Probe => "screen.mark.probe",
        Mark::ProbeAnswer => "screen.mark.probe-answer",
        Mark::Again => "screen.mark.again",
        Mark::Data => "screen.mark.data",
        Mark::Ack => "screen.mark.ack",
    }
}
