//! The delays from data to its ACK as a histogram, a bar for each side, with the usual timers marked.

use super::super::page::{Page, Row};
use super::habits::{self, role, side, time};
use crate::capture::Elapsed;
use crate::flow::{Direction, Pair};
use crate::summary::DELAY_BOUNDS;
use crate::teach::Sentence;
use crate::tell::{arrow, left, right, width};
use crate::view::tui::look::Role;
use crate::view::tui::pane::Context;

/// Columns of the bounds, and of a count.
const BOUNDS: usize = 16;
const COUNT: usize = 6;
/// Columns of the mark of a timer.
const MARK: usize = 30;
/// A bar's eighths.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// The histogram, and the latest ones.
pub(super) fn page(context: &Context<'_>, columns: usize) -> Page {
    let (look, telling) = (context.look, context.telling);
    let mut page = Page::default();
    if telling.acks.list.rows() == 0 {
        page.text(&look.say("screen.acks.none"), 0, columns, look.role(Role::Plain));
        return page;
    }
    let sides = &telling.summary.acknowledgements.sides;
    let counts =
        Pair { to_server: sides.to_server.distribution(), to_client: sides.to_client.distribution() };
    let most = counts.to_server.iter().chain(&counts.to_client).copied().max().unwrap_or(0);
    let room = columns.saturating_sub(BOUNDS + MARK + 2) / 2;
    let bar = room.saturating_sub(COUNT + 1).clamp(1, 60);
    let dim = look.role(Role::Dim);
    let at = |by: Direction| BOUNDS + if by == Direction::ToServer { 0 } else { COUNT + bar + 2 };
    let titles = Direction::BOTH.into_iter().fold(Row::default(), |row, by| {
        row.with(at(by) + COUNT + 1, look.say(side(by)), look.role(role(by)))
    });
    page.row(titles);
    let bounds = [None].into_iter().chain(DELAY_BOUNDS.map(Some));
    for ((index, lower), upper) in bounds.enumerate().zip(DELAY_BOUNDS.map(Some).into_iter().chain([None])) {
        let range = match (lower, upper) {
            (None, Some(upper)) => format!("< {}", time(context, upper)),
            (Some(lower), Some(upper)) => format!("{}–{}", lower.0 / 1_000_000, time(context, upper)),
            (Some(lower), None) => format!("≥ {}", time(context, lower)),
            (None, None) => String::new(),
        };
        let row = Row::default().with(0, left(&right(&range, BOUNDS - 2), BOUNDS), dim);
        let row = Direction::BOTH.into_iter().fold(row, |row, by| {
            let count = counts[by].get(index).copied().unwrap_or(0);
            let number = if count > 0 { habits::count(count.into()) } else { "·".to_owned() };
            let row =
                row.with(at(by), right(&number, COUNT), if count > 0 { look.role(Role::Plain) } else { dim });
            row.with(at(by) + COUNT + 1, blocks(count, most, bar), look.role(role(by)))
        });
        let mark = mark(context, lower, upper);
        page.row(row.with(at(Direction::ToClient) + COUNT + bar + 2, mark, look.role(Role::Warning)));
    }
    page.gap();
    latest(context, &mut page, columns);
    page
}

/// A bar for `count` of `most`; something is always seen of what is there.
fn blocks(count: u32, most: u32, columns: usize) -> String {
    let eighths = u64::from(count) * columns as u64 * 8 / u64::from(most.max(1));
    let eighths = eighths.max(u64::from(count > 0)) as usize;
    let rest = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
    format!("{}{rest}", "█".repeat(eighths / 8))
}

/// The timer that explains such delays: the one seen here, or a usual one.
fn mark(context: &Context<'_>, lower: Option<Elapsed>, upper: Option<Elapsed>) -> String {
    let holds =
        |time: Elapsed| lower.is_none_or(|lower| time >= lower) && upper.is_none_or(|upper| time < upper);
    let sides = &context.telling.summary.acknowledgements.sides;
    let (linux, windows) = (holds(LINUX), holds(WINDOWS));
    let here = Direction::BOTH.into_iter().find_map(|by| {
        let timer = sides[by].timer.median().filter(|timer| holds(*timer))?;
        let key = match (linux, windows) {
            (true, _) => "screen.acks.mark.timer-linux",
            (_, true) => "screen.acks.mark.timer-windows",
            _ => "screen.acks.mark.timer",
        };
        let who = Sentence::new(side(by));
        Some(context.look.tell(&Sentence::new(key).with("who", who).with("time", timer)))
    });
    let usual = match upper {
        None => Some("screen.acks.mark.beyond"),
        _ if linux => Some("screen.acks.mark.linux"),
        _ if windows => Some("screen.acks.mark.windows"),
        _ => None,
    };
    here.unwrap_or_else(|| usual.map(|key| context.look.say(key)).unwrap_or_default())
}

/// The delayed-ACK timers that are common; RFC 9293 3.8.6.3 allows up to half a second.
const LINUX: Elapsed = Elapsed::from_millis(40);
const WINDOWS: Elapsed = Elapsed::from_millis(200);

/// The acknowledgements that came latest.
fn latest(context: &Context<'_>, page: &mut Page, columns: usize) {
    let look = context.look;
    let title = look.say("screen.acks.slowest");
    page.part(look, &title, title.clone(), columns);
    for acked in context.telling.acks.slowest() {
        let row = Row::default().with(0, right(&acked.packet.to_string(), 7), look.role(Role::Title));
        let row = row.with(7, right(&context.time(acked.time), 12), look.role(Role::Dim));
        let row = row.with(19, right(&time(context, acked.ack.delay), 11), look.role(Role::Plain));
        let name = format!("{} {}", look.say(side(acked.by)), arrow(acked.by));
        let begin = 33 + width(&name);
        let row = row.with(32, name, look.role(role(acked.by)));
        let covers = Sentence::new("screen.acks.covers").with("packet", acked.ack.packet.to_string());
        let mut text = look.tell(&covers);
        if acked.ack.delayed {
            text = format!("{text}  {}", look.say("screen.acks.kind.late"));
        }
        page.stop(row.with(begin, text, look.role(Role::Plain)), acked.packet, 0, columns);
    }
}
