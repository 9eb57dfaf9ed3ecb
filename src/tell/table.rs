//! The columns of the table of connections; the ending, which comes last, is none of them.

use std::fmt::{Display, Write as _};

use super::{Listed, safe};
use crate::capture::Elapsed;
use crate::flow::Pair;
use crate::teach::{Language, Value};

/// A column of the table.
#[derive(Debug)]
pub struct Column {
    /// Key of its title in the catalog.
    pub title: &'static str,
    /// What stands in it.
    write: fn(&Listed, Language, &mut String),
    /// Its least width.
    pub width: usize,
    /// Where in the column its text stands.
    pub side: Side,
    /// From this width of the page on it is shown.
    pub from: usize,
    /// What `--sort` calls it.
    pub sort: &'static str,
}

/// Where in a column its text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On the left.
    Left,
    /// On the right.
    Right,
    /// On the left, and as wide as the others allow.
    Rest,
}

impl Column {
    /// Most endings are no longer than this.
    pub const ENDING_WIDTH: usize = 27;
    /// Key of the ending's title.
    pub const ENDING_TITLE: &'static str = "column.ending";

    /// The columns before the ending.
    pub const ALL: [Self; 12] = [
        column("column.number", "number", 4, Side::Right, 0, |row, _, out| write(row.connection, out)),
        column("column.client", "client", 15, Side::Left, 0, |row, _, out| write(row.opened.client, out)),
        column("column.server", "server", 14, Side::Left, 0, |row, _, out| write(row.opened.server, out)),
        column("column.speaks", "number", 6, Side::Rest, 80, |row, language, out| {
            out.push_str(&safe(&row.speaks.tell(language)));
        }),
        column("column.duration", "duration", 9, Side::Right, 60, |row, language, out| {
            Value::Time(row.duration).write(language, out);
        }),
        column("column.frames.to-server", "frames", 7, Side::Right, 100, |row, _, out| {
            frames(row, row.frames.to_server, out);
        }),
        column("column.frames.to-client", "frames", 7, Side::Right, 100, |row, _, out| {
            frames(row, row.frames.to_client, out);
        }),
        column("column.bytes.to-server", "bytes", 9, Side::Right, 120, |row, language, out| {
            Value::Bytes(row.bytes.to_server).write(language, out);
        }),
        column("column.bytes.to-client", "bytes", 9, Side::Right, 120, |row, language, out| {
            Value::Bytes(row.bytes.to_client).write(language, out);
        }),
        column("column.round-trip", "rtt", 8, Side::Right, 140, |row, language, out| {
            time(row.round_trip, language, out);
        }),
        column("column.retransmissions", "retransmissions", 7, Side::Right, 140, |row, _, out| {
            resent(row.retransmissions, out);
        }),
        column("column.silence", "silence", 10, Side::Right, 160, |row, language, out| {
            time(row.longest_silence, language, out);
        }),
    ];

    /// Writes what stands in the column in the row of a connection, safe to show.
    pub fn write(&self, row: &Listed, language: Language, out: &mut String) {
        (self.write)(row, language, out);
    }
}

const fn column(
    title: &'static str,
    sort: &'static str,
    width: usize,
    side: Side,
    from: usize,
    write: fn(&Listed, Language, &mut String),
) -> Column {
    Column { title, write, width, side, from, sort }
}

/// What stands where there is nothing to say.
const NONE: &str = "–";

fn write(shown: impl Display, out: &mut String) {
    // Writing to a String can't fail.
    let _ = write!(out, "{shown}");
}

fn time(time: Option<Elapsed>, language: Language, out: &mut String) {
    match time {
        Some(time) => Value::Time(time).write(language, out),
        None => out.push_str(NONE),
    }
}

/// Frames of one direction; none at all where WebSocket is not spoken.
fn frames(row: &Listed, frames: u64, out: &mut String) {
    if row.frames == Pair::default() { out.push_str(NONE) } else { write(frames, out) }
}

fn resent(again: Pair<u64>, out: &mut String) {
    if again == Pair::default() {
        return out.push_str(NONE);
    }
    write(format_args!("{}→ {}←", again.to_server, again.to_client), out);
}
