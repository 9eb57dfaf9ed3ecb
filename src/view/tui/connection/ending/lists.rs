//! The packets that show the end, the findings, the advice.

use super::super::page::{Page, Row};
use super::super::words::sender;
use crate::flow::Direction;
use crate::protocol::Severity;
use crate::summary::Ending;
use crate::teach::{self, Sentence};
use crate::tell::{arrow, cut, left, right, safe, width, wrap};
use crate::view::tui::look::Role;
use crate::view::tui::pane::Context;

/// Columns of a packet's number, and of its time.
const NUMBER: usize = 7;
const TIME: usize = 13;
/// Columns of a pause.
const PAUSE: usize = 11;

/// The packets that show it.
pub(super) fn evidence(context: &Context<'_>, ending: &Ending, columns: usize) -> Page {
    let mut page = Page::default();
    if ending.evidence.is_empty() {
        return page;
    }
    let look = context.look;
    page.gap();
    page.part(look, &look.say("screen.ending.evidence"), look.say("screen.ending.evidence.short"), columns);
    let names = Direction::BOTH.map(|by| look.say(sender(by).0));
    let who = names.iter().map(|name| width(name)).max().unwrap_or(0) + 1;
    let mut before = None;
    for one in &ending.evidence {
        let time = context.telling.acks.time_of(one.packet);
        let pause = time.zip(before).map(|(time, before)| time.since(before));
        before = time.or(before);
        let pause = pause
            .filter(|pause| pause.0 > 0)
            .map(|pause| format!("+{}", look.tell(&Sentence::new("screen.pause").with("time", pause))));
        let row = packet(context, one.packet, time.map(|time| context.time(time)).as_deref());
        let row = row.with(NUMBER + TIME, right(&pause.unwrap_or_default(), PAUSE), look.role(Role::Dim));
        let (name, role) = sender(one.by);
        let role = look.role(role);
        let at = NUMBER + TIME + PAUSE + 2;
        let row = row.with(at, look.say(name), role).with(at + who, arrow(one.by), role);
        let what = look.tell(&teach::evidence_what(one.shows));
        let row = row.with(at + who + 2, what, look.role(Role::Plain));
        page.stop(row, one.packet, 0, columns);
    }
    page
}

/// Rules that were broken.
pub(super) fn findings(context: &Context<'_>, columns: usize) -> Page {
    let (look, summary) = (context.look, &context.telling.summary);
    let mut page = Page::default();
    if summary.findings.is_empty() {
        return page;
    }
    page.gap();
    let n = summary.findings.len() as u64 + summary.more_findings;
    let title = look.tell(&Sentence::new("screen.ending.findings").with("n", n));
    page.part(look, &title, look.say("screen.ending.findings.short"), columns);
    for found in summary.findings.iter() {
        let (key, role) = match found.finding.rule.severity() {
            Severity::Error => ("screen.severity.error", Role::Bad),
            Severity::Warning => ("screen.severity.warning", Role::Warning),
            Severity::Note => ("screen.severity.note", Role::Dim),
        };
        let severity = look.say(key);
        let at = NUMBER + 1;
        let begin = at + 11;
        // The severity stands before it with a sign of its own.
        let text = look.tell(&teach::finding(&found.finding));
        let lines = wrap(text.trim_start_matches(['✗', ' ']), columns.saturating_sub(begin));
        for (index, line) in lines.iter().enumerate() {
            let row = Row::default().with(begin, line.as_str(), look.role(Role::Plain));
            if index > 0 {
                page.row(row);
                continue;
            }
            let number = right(&found.packet.to_string(), NUMBER);
            let row = row.with(0, number, look.role(Role::Dim));
            page.stop(row.with(at, cut(&severity, 10), look.role(role)), found.packet, 0, columns);
        }
    }
    if summary.more_findings > 0 {
        let more = Sentence::new("screen.ending.findings.more").with("n", summary.more_findings);
        page.text(&look.tell(&more), NUMBER + 1, columns, look.role(Role::Dim));
    }
    page
}

/// What would keep such a connection alive.
pub(super) fn advice(context: &Context<'_>, columns: usize) -> Page {
    let look = context.look;
    let advice = teach::advice(&context.telling.summary);
    let mut page = Page::default();
    if advice.is_empty() {
        return page;
    }
    page.gap();
    let title = look.say("screen.ending.advice");
    page.part(look, &title, title.clone(), columns);
    for sentence in &advice {
        let row = page.rows.len();
        page.text(&safe(&sentence.tell(look.language)), 2, columns, look.role(Role::Plain));
        if let Some(first) = page.rows.get_mut(row) {
            *first = std::mem::take(first).with(0, "▸", look.role(Role::Key));
        }
    }
    page
}

/// A row that begins with a packet and its time.
fn packet(context: &Context<'_>, number: u64, time: Option<&str>) -> Row {
    let dim = context.look.role(Role::Dim);
    let row = Row::default().with(0, right(&number.to_string(), NUMBER), context.look.role(Role::Title));
    row.with(NUMBER, left(&right(time.unwrap_or_default(), TIME - 1), TIME), dim)
}
