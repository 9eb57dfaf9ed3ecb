//! Request and response, word for word: side by side, or below one another where room is short.

use super::row::{Cell, Row, heading};
use crate::flow::Direction;
use crate::teach::Sentence;
use crate::tell::{Head, UpgradeHeads, arrow, safe, wrap};
use crate::view::tui::look::Role;
use crate::view::tui::pane::Context;

/// Columns from which on the two heads stand side by side.
const ROOM_FOR_TWO: usize = 96;

/// Columns between the two.
pub(super) const BETWEEN: usize = 3;

/// What the handshake is made of.
const IMPORTANT: [&str; 4] = ["upgrade", "connection", "host", "origin"];

/// What explains a refusal.
const EXPLAINS: [&str; 4] = ["www-authenticate", "location", "retry-after", "allow"];

/// The rows of both heads.
pub(super) fn heads(heads: &UpgradeHeads, columns: usize, context: &Context<'_>) -> Vec<Row> {
    let two = columns >= ROOM_FOR_TWO;
    let room = if two { (columns - BETWEEN) / 2 } else { columns };
    let request = head(heads.request.as_ref(), Direction::ToServer, room, context);
    let response = head(heads.response.as_ref(), Direction::ToClient, room, context);
    let mut rows = vec![Row::default()];
    if two {
        let length = request.len().max(response.len());
        let mut response = response.into_iter();
        let mut request = request.into_iter();
        let row = |_| Row {
            left: request.next().unwrap_or_default(),
            right: Some(response.next().unwrap_or_default()),
        };
        rows.extend((0..length).map(row));
    } else {
        rows.extend(request.into_iter().map(Row::from));
        rows.push(Row::default());
        rows.extend(response.into_iter().map(Row::from));
    }
    rows
}

fn head(head: Option<&Head>, direction: Direction, room: usize, context: &Context<'_>) -> Vec<Cell> {
    let look = context.look;
    let (title, missing, role) = match direction {
        Direction::ToServer => ("screen.handshake.request", "screen.handshake.request-missing", Role::Client),
        Direction::ToClient => {
            ("screen.handshake.response", "screen.handshake.response-missing", Role::Server)
        }
    };
    let title = format!("{} {}", arrow(direction), look.say(title));
    let Some(head) = head else {
        return vec![Cell::new(title, role), Cell::new(format!("  {}", look.say(missing)), Role::Dim)];
    };
    let place = Sentence::new("screen.handshake.place");
    let place = look.tell(&place.with("packet", head.packet).with("time", context.time(head.time)));
    let mut first = Cell::new(title, role);
    first.pieces.push((format!("   {place}"), Role::Dim));
    let mut cells = vec![first];
    for line in wrap(&safe(&head.start), room.saturating_sub(2)) {
        cells.push(Cell::new(format!("  {line}"), Role::Title).copying(&head.start));
    }
    for (name, value) in &head.fields {
        cells.extend(field(name, value, room));
    }
    cells.into_iter().map(|cell| cell.of(Some(head.packet))).collect()
}

/// A header field; those that matter have a mark.
fn field(name: &str, value: &str, room: usize) -> Vec<Cell> {
    let lower = name.to_ascii_lowercase();
    let matters = lower.starts_with("sec-websocket-")
        || IMPORTANT.contains(&lower.as_str())
        || EXPLAINS.contains(&lower.as_str());
    let (mark, name_role, role) =
        if matters { ("● ", Role::Key, Role::Title) } else { ("  ", Role::Dim, Role::Dim) };
    let text =
        if name.is_empty() { safe(value).into_owned() } else { format!("{}: {}", safe(name), safe(value)) };
    let mut lines = wrap(&text, room.saturating_sub(4)).into_iter();
    let first = lines.next().unwrap_or_default();
    let mut pieces = vec![(mark.to_owned(), Role::Key)];
    match first.split_once(':').filter(|_| !name.is_empty()) {
        Some((name, value)) => {
            pieces.push((format!("{name}:"), name_role));
            pieces.push((value.to_owned(), role));
        }
        None => pieces.push((first, role)),
    }
    let rest = lines.map(|line| vec![(format!("    {line}"), role)]);
    let all = std::iter::once(pieces).chain(rest);
    all.map(|pieces| Cell { pieces, copy: value.to_owned(), packet: None }).collect()
}

/// The list of requests that do not ask to become a WebSocket: its heading, if there are any.
pub(super) fn requests_heading(context: &Context<'_>) -> Vec<Row> {
    if context.telling.heads.requests.is_empty() {
        return Vec::new();
    }
    heading(context.look.say("screen.handshake.requests")).into()
}

/// One of them.
pub(super) fn request(place: usize, context: &Context<'_>) -> Option<Row> {
    let look = context.look;
    let heads = &context.telling.heads;
    let Some(request) = heads.requests.get(place) else {
        let more = Sentence::new("screen.handshake.more-requests").with("n", heads.more_requests);
        return (heads.more_requests > 0).then(|| Cell::new(look.tell(&more), Role::Warning).into());
    };
    let answer = match request.answer {
        Some((packet, status, after)) => look.tell(
            &Sentence::new("screen.handshake.answered")
                .with("status", status.to_string())
                .with("packet", packet)
                .with("time", after),
        ),
        None => look.say("screen.handshake.unanswered"),
    };
    let start = safe(&request.start).into_owned();
    let number = format!("{:>6}  {:>11}  ", request.packet, context.time(request.time));
    let pieces = vec![(number, Role::Dim), (start, Role::Client), (format!("  ← {answer}"), Role::Server)];
    Some(Cell { pieces, copy: request.start.clone(), packet: Some(request.packet) }.into())
}
