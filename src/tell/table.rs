//! The columns of the table of connections; the ending, which comes last, is none of them.

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
    cell: fn(&Listed, Language) -> String,
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
        column("column.number", "number", 4, Side::Right, 0, |row, _| row.connection.to_string()),
        column("column.client", "client", 15, Side::Left, 0, |row, _| row.opened.client.to_string()),
        column("column.server", "server", 14, Side::Left, 0, |row, _| row.opened.server.to_string()),
        column("column.speaks", "number", 6, Side::Rest, 80, |row, language| {
            safe(&row.speaks.tell(language)).into_owned()
        }),
        column("column.duration", "duration", 9, Side::Right, 60, |row, language| {
            value(row.duration, language)
        }),
        column("column.frames.to-server", "frames", 7, Side::Right, 100, |row, _| {
            frames(row, row.frames.to_server)
        }),
        column("column.frames.to-client", "frames", 7, Side::Right, 100, |row, _| {
            frames(row, row.frames.to_client)
        }),
        column("column.bytes.to-server", "bytes", 9, Side::Right, 120, |row, language| {
            value(Value::Bytes(row.bytes.to_server), language)
        }),
        column("column.bytes.to-client", "bytes", 9, Side::Right, 120, |row, language| {
            value(Value::Bytes(row.bytes.to_client), language)
        }),
        column("column.round-trip", "rtt", 8, Side::Right, 140, |row, language| {
            time(row.round_trip, language)
        }),
        column("column.retransmissions", "retransmissions", 7, Side::Right, 140, |row, _| {
            resent(row.retransmissions)
        }),
        column("column.silence", "silence", 10, Side::Right, 160, |row, language| {
            time(row.longest_silence, language)
        }),
    ];

    /// What stands in the column in the row of a connection, safe to show.
    #[must_use]
    pub fn cell(&self, row: &Listed, language: Language) -> String {
        (self.cell)(row, language)
    }
}

const fn column(
    title: &'static str,
    sort: &'static str,
    width: usize,
    side: Side,
    from: usize,
    cell: fn(&Listed, Language) -> String,
) -> Column {
    Column { title, cell, width, side, from, sort }
}

/// What stands where there is nothing to say.
const NONE: &str = "–";

fn value(value: impl Into<Value>, language: Language) -> String {
    value.into().tell(language)
}

fn time(time: Option<Elapsed>, language: Language) -> String {
    time.map_or(NONE.to_owned(), |time| value(time, language))
}

/// Frames of one direction; none at all where WebSocket is not spoken.
fn frames(row: &Listed, frames: u64) -> String {
    if row.frames == Pair::default() { NONE.to_owned() } else { frames.to_string() }
}

fn resent(again: Pair<u64>) -> String {
    match again.to_server + again.to_client {
        0 => NONE.to_owned(),
        _ => format!("{}→ {}←", again.to_server, again.to_client),
    }
}
