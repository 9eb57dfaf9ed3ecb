//! The states of both sides as two lifelines in time (RFC 9293 3.3.2), with what lies between them:
//! half-open, half-closed, TIME-WAIT.

use super::super::page::{Page, Row};
use super::super::words;
use crate::capture::{Elapsed, Timestamp};
use crate::flow::{Direction, Pair, State};
use crate::summary::{Changed, Summary};
use crate::teach::{self, Sentence, sender};
use crate::tell::{right, safe};
use crate::view::tui::look::Role;
use crate::view::tui::pane::Context;

/// Where the columns begin: packet, time, client, server, and what lies between the two.
const NUMBER: usize = 7;
const TIME: usize = 12;
const CLIENT: usize = NUMBER + TIME + 2;
const LANE: usize = 16;
const NOTES: usize = CLIENT + 2 * LANE;

/// A pause is told if it is as long as this, …
const LONG: Elapsed = Elapsed::from_secs(1);
/// … or takes this part of the connection's life and not only a scheduler's moment.
const SHARE: i64 = 5;
const NOTICEABLE: Elapsed = Elapsed::from_millis(5);

/// A packet at which something changes.
#[derive(Clone, Debug)]
struct Step {
    packet: u64,
    time: Option<Timestamp>,
    entered: Pair<Option<Changed>>,
    notes: Vec<Sentence>,
    bracket: &'static str,
}

/// The two lifelines.
pub(super) fn page(context: &Context<'_>, columns: usize) -> Page {
    let (look, summary) = (context.look, &context.telling.summary);
    let mut page = Page::default();
    let steps = steps(context);
    if steps.is_empty() {
        return page;
    }
    page.gap();
    page.part(look, &look.say("screen.ending.states"), look.say("screen.ending.states.short"), columns);
    let title = look.role(Role::Dim);
    let titles = [
        (0, right(&look.say("screen.column.packet"), NUMBER)),
        (NUMBER, right(&look.say("screen.column.time"), TIME)),
        (CLIENT, look.say("column.client")),
        (CLIENT + LANE, look.say("column.server")),
    ];
    page.row(titles.into_iter().fold(Row::default(), |row, (at, text)| row.with(at, text, title)));
    let mut now = Pair::<Option<State>>::default();
    let mut inferred = false;
    let mut before = None;
    for step in steps {
        if let Some(pause) = step.time.zip(before).map(|(time, before)| pause(context, time, before)) {
            page.rows.extend(pause.map(|text| alive(context, now, right(&text, NUMBER + TIME))));
        }
        before = step.time.or(before);
        let row = Row::default().with(0, right(&step.packet.to_string(), NUMBER), look.role(Role::Title));
        let time = step.time.map(|time| context.time(time)).unwrap_or_default();
        let mut row = row.with(NUMBER, right(&time, TIME), look.role(Role::Dim));
        for side in Direction::BOTH {
            let at = if side == Direction::ToServer { CLIENT } else { CLIENT + LANE };
            match step.entered[side] {
                Some(Changed { change, .. }) => {
                    let guessed = change.from.is_none() && change.to != State::Closed;
                    inferred |= guessed && now[side].is_none() && change.to == State::Established;
                    now[side] = Some(change.to);
                    let sign = if guessed && change.to == State::Established { "○" } else { "●" };
                    let role = look.role(words::sender(side).1);
                    row = row.with(at, sign, role).with(at + 2, change.to.name(), role);
                }
                None if now[side].is_some_and(|state| state != State::Closed) => {
                    row = row.with(at, "│", look.role(Role::Line));
                }
                None => {}
            }
        }
        let notes: Vec<_> = step.notes.iter().map(|note| look.tell(note)).collect();
        row = row.with(NOTES, step.bracket, look.role(Role::Warning));
        row = row.with(NOTES + 2, notes.join(" · "), look.role(Role::Warning));
        page.stop(row, step.packet, 0, columns);
    }
    let dim = look.role(Role::Dim);
    if inferred {
        page.text(&look.say("screen.ending.states.inferred"), 2, columns, dim);
    }
    if summary.states.more > 0 {
        let more = Sentence::new("screen.ending.states.more").with("n", summary.states.more);
        page.text(&look.tell(&more), 2, columns, dim);
    }
    for sentence in teach::states(summary) {
        page.text(&safe(&sentence.tell(look.language)), 2, columns, look.role(Role::Plain));
    }
    page
}

/// The time that passed, if it is a good part of the connection's life.
fn pause(context: &Context<'_>, time: Timestamp, before: Timestamp) -> Option<String> {
    let lasted = time.since(before);
    let long = lasted >= LONG || lasted.0 >= context.telling.summary.duration().0 / SHARE;
    let later = || context.look.tell(&Sentence::new("screen.ending.later").with("time", lasted));
    (long && lasted >= NOTICEABLE).then(later)
}

/// A row in which nothing changes.
fn alive(context: &Context<'_>, now: Pair<Option<State>>, text: String) -> Row {
    let line = context.look.role(Role::Line);
    let open = |side: Direction| now[side].is_some_and(|state| state != State::Closed);
    Direction::BOTH
        .into_iter()
        .filter(|side| open(*side))
        .fold(Row::default().with(0, text, context.look.role(Role::Dim)), |row, side| {
            row.with(if side == Direction::ToServer { CLIENT } else { CLIENT + LANE }, "┊", line)
        })
}

/// Every packet at which a side enters another state, or a time begins or ends in which the two differ.
fn steps(context: &Context<'_>) -> Vec<Step> {
    let summary = &context.telling.summary;
    let mut steps: Vec<Step> = Vec::new();
    for changed in summary.states.changes() {
        // A side may pass through two states at once: the later one is what it is in.
        let enter = |step: &mut Step| step.entered[changed.change.side] = Some(changed);
        at(&mut steps, changed.at.packet, Some(changed.at.time), enter);
    }
    if let Some(half) = &summary.states.half_closed {
        let key = match half.until {
            Some(_) => "screen.ending.half-closed",
            None => "screen.ending.half-closed.open",
        };
        let note = Sentence::new(key).with("time", half.lasted(summary.last_at));
        at(&mut steps, half.since.packet, Some(half.since.time), |step| step.notes.push(note));
        bracket(&mut steps, half.since.packet, half.until.map(|until| until.packet));
    }
    if let Some(half) = summary.half_open() {
        let time = |packet| context.telling.acks.time_of(packet);
        let gone = sender(half.open.reverse());
        let from = Sentence::new("screen.ending.half-open.from").with("who", gone);
        let to = Sentence::new("screen.ending.half-open").with("time", half.lasted);
        at(&mut steps, half.from_packet, time(half.from_packet), |step| step.notes.push(from));
        at(&mut steps, half.to_packet, time(half.to_packet), |step| step.notes.push(to));
        bracket(&mut steps, half.from_packet, Some(half.to_packet));
    }
    time_wait(summary, &mut steps);
    steps
}

/// Who waits, where it begins to.
fn time_wait(summary: &Summary, steps: &mut [Step]) {
    let waits = |side: Direction| summary.states.now[side] == Some(State::TimeWait);
    for side in Direction::BOTH.into_iter().filter(|side| waits(*side)) {
        let enters =
            |step: &&mut Step| step.entered[side].is_some_and(|changed| changed.change.to == State::TimeWait);
        if let Some(step) = steps.iter_mut().filter(enters).last() {
            step.notes.push(Sentence::new("screen.ending.time-wait").with("who", sender(side)));
        }
    }
}

/// Changes the step of a packet, which is made if there is none.
fn at(steps: &mut Vec<Step>, packet: u64, time: Option<Timestamp>, change: impl FnOnce(&mut Step)) {
    let place = steps.partition_point(|step| step.packet < packet);
    if steps.get(place).is_none_or(|step| step.packet != packet) {
        let entered = Pair::default();
        steps.insert(place, Step { packet, time, entered, notes: Vec::new(), bracket: "" });
    }
    if let Some(step) = steps.get_mut(place) {
        change(step);
    }
}

/// Draws a bracket beside the steps from one packet to another, or to the end.
fn bracket(steps: &mut [Step], from: u64, to: Option<u64>) {
    let within = |step: &&mut Step| step.packet >= from && to.is_none_or(|to| step.packet <= to);
    for step in steps.iter_mut().filter(within) {
        step.bracket = match step.packet {
            packet if packet == from && to == Some(from) => "╶",
            packet if packet == from => "┐",
            packet if Some(packet) == to => "┘",
            _ => "│",
        };
    }
}
