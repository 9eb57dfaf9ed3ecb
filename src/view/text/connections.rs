//! A line for every connection, with its ending.

use super::columns::{cut, left, right};
use super::{Page, Printer};
use crate::flow::TcpEvent;
use crate::session::{Event, EventKind};
use crate::summary::{Summaries, Summary};
use crate::teach::{self, Layer, Sentence, Value};
use crate::tell::{InOrder, paragraph, safe};

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
            let title = |key| page.tell(&Sentence::new(key));
            let titles = [
                right(&title("column.number"), 4),
                left(&title("column.client"), 21),
                left(&title("column.server"), 21),
                right(&title("column.duration"), 11),
                right(&title("column.packets"), 8),
                right(&title("column.frames"), 11),
                title("column.ending"),
            ];
            page.line(page.strong(&cut(&titles.join(" "), page.width)));
        }
        let tell = |sentence: &Sentence| page.tell(sentence);
        let frames = match summary.frames {
            frames if frames.to_server + frames.to_client == 0 => "–".to_owned(),
            frames => format!("{}↑ {}↓", frames.to_server, frames.to_client),
        };
        let time = Sentence::new("value").with("value", Value::Time(summary.duration()));
        let ending = paragraph(&teach::verdict(summary), page.language);
        let before = [
            right(&summary.connection.to_string(), 4),
            left(&summary.opened.client.to_string(), 21),
            left(&summary.opened.server.to_string(), 21),
            right(&tell(&time), 11),
            right(&summary.packet_count().to_string(), 8),
            right(&frames, 11),
        ];
        let before = before.join(" ");
        let spoken = tell(&teach::spoken(summary));
        let rest = page.width.saturating_sub(super::columns::width(&before) + 1).max(20);
        let what = cut(&format!("{spoken} · {}", safe(&ending)), rest.max(40));
        let layer = if summary.ending().is_trouble() { Layer::Trouble } else { Layer::Tcp };
        page.line(format!("{before} {}", page.paint(&what, layer)));
    }
}

impl Printer for Connections {
    fn observe(&mut self, event: &Event<'_>, page: &mut Page<'_>) {
        if let EventKind::Tcp(TcpEvent::Opened(_)) = event.kind {
            self.ended.opened(event.at.connection);
        }
        if let Some(summary) = self.summaries.observe(event) {
            self.ended.ended(event.at.connection, summary);
        }
        while let Some(summary) = self.ended.release() {
            self.print(page, &summary);
        }
    }
}
