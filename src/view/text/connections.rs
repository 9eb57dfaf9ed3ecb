//! A line for every connection, with its ending.

use super::columns::{left, right};
use super::{Page, Printer};
use crate::session::Event;
use crate::summary::{Summaries, Summary};
use crate::teach::{self, Layer, Sentence, Value};
use crate::tell::InOrder;

/// Prints a line for each connection that has ended.
#[derive(Default)]
pub(super) struct Connections {
    summaries: Summaries,
    ended: InOrder<Box<Summary>>,
    titled: bool,
}

impl Connections {
    fn print(&mut self, page: &mut Page<'_>, summary: &Summary) {
        if !std::mem::replace(&mut self.titled, true) {
            let titles = TITLES.map(|key| page.tell(&Sentence::new(key)));
            page.row(&line(&titles, page.is_narrower_than(WIDE)), None);
        }
        let frames = match summary.frames {
            frames if frames.to_server + frames.to_client == 0 => "–".to_owned(),
            frames => format!("{}→ {}←", frames.to_server, frames.to_client),
        };
        let duration = Sentence::new("value").with("value", Value::Time(summary.duration()));
        let cells = [
            summary.connection.to_string(),
            summary.opened.client.to_string(),
            summary.opened.server.to_string(),
            page.tell(&duration),
            summary.packet_count().to_string(),
            frames,
            page.tell(&teach::brief(summary)),
            page.tell(&teach::spoken_brief(summary)),
        ];
        let layer = if summary.ending().is_trouble() { Layer::Trouble } else { Layer::Tcp };
        page.row(&line(&cells, page.is_narrower_than(WIDE)), Some(layer));
    }
}

/// Titles of the columns.
const TITLES: [&str; 8] = [
    "column.number",
    "column.client",
    "column.server",
    "column.duration",
    "column.packets",
    "column.frames",
    "column.ending",
    "column.speaks",
];

/// Below this width the columns that only count are left out.
const WIDE: usize = 100;

/// The cells of a row in their columns.
fn line(cells: &[String; 8], narrow: bool) -> String {
    let [number, client, server, duration, packets, frames, ending, speaks] = cells;
    let ends = [right(number, 4), left(client, 19), left(server, 19), right(duration, 9)].join(" ");
    let counts = if narrow { String::new() } else { format!(" {} {}", right(packets, 7), right(frames, 8)) };
    format!("{ends}{counts} {} {speaks}", left(ending, 28))
}

impl Printer for Connections {
    fn observe(&mut self, event: &Event<'_>, page: &mut Page<'_>) {
        self.ended.seen(event.at.connection);
        if let Some(summary) = self.summaries.observe(event) {
            self.ended.ended(event.at.connection, summary, 1);
        }
        while let Some(summary) = self.ended.release() {
            self.print(page, &summary);
        }
    }
}
