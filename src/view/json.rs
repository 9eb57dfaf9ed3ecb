//! NDJSON: one object a line, for scripts.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

use crate::flow::{ConnectionId, LoneSyn, TcpEvent};
use crate::session::{Event, EventKind, Observer, WebSocketEvent};
use crate::summary::{Summaries, Summary};
use crate::teach::Language;
use crate::tell::{
    ConnectionRow, InOrder, Listed, Messages, Output, PacketRow, Report, RowOrder, Rows, Sorted, Stories,
    Story, StoryRow, first_that_acts, write_frame, write_message,
};

/// Prints rows of one kind as NDJSON.
pub struct Json<'w> {
    rows: Rows,
    language: Language,
    out: Output<'w>,
    summaries: Summaries,
    stories: Stories,
    messages: Messages,
    /// Packets that the capture lost before the segment that comes next.
    lost: Option<u64>,
    ended: InOrder<Ended>,
    /// Lines that wait for the end to be put in another order.
    sorted: Option<Sorted<Vec<u8>>>,
    /// What each line begins with.
    begin: Vec<u8>,
    /// The line that is being written: it has many small parts, and is handed on as one.
    line: Vec<u8>,
}

/// What waits for its turn.
enum Ended {
    Connection(Box<Summary>),
    Story(Story),
}

impl<'w> Json<'w> {
    /// Prints `rows` to `out`, with the texts in them in a language.
    #[must_use]
    pub fn new(rows: Rows, language: Language, out: Output<'w>) -> Self {
        Self {
            rows,
            language,
            out,
            summaries: Summaries::default(),
            stories: Stories::default(),
            messages: Messages::default(),
            lost: None,
            ended: InOrder::default(),
            sorted: None,
            begin: b"{".to_vec(),
            line: Vec::new(),
        }
    }

    /// The same with its connections in an order.
    #[must_use]
    pub fn in_order(self, order: RowOrder) -> Self {
        Self { sorted: order.sort().map(Sorted::new), ended: InOrder::new(order), ..self }
    }

    /// The same, with the name of the capture in each object; for who reads several.
    #[must_use]
    pub fn of(self, capture: Option<&str>) -> Self {
        let Some(name) = capture else { return self };
        let mut begin = b"{\"file\":".to_vec();
        // Writing to memory can't fail.
        let _ = write_row(&mut begin, &name);
        begin.pop();
        begin.push(b',');
        Self { begin, ..self }
    }

    /// Writes what was held back and what is buffered; what had to be left out goes to the report.
    ///
    /// # Errors
    /// What writing failed with.
    pub fn finish(mut self, report: &mut Report) -> io::Result<()> {
        if let Some(sorted) = self.sorted.take() {
            report.left_out = sorted.left_out();
            sorted.into_rows().for_each(|line| write_line(&mut self.out, &self.begin, &line));
        }
        self.out.finish()
    }

    fn print_connection(&mut self, summary: &Summary) {
        let passage = self.summaries.passage(summary.connection);
        let row = ConnectionRow::new(summary, passage, self.language);
        let Some(sorted) = &mut self.sorted else { return self.print(&row) };
        let mut line = Vec::new();
        self.out.write(|_| write_row(&mut line, &row));
        line.shrink_to_fit();
        let bytes = line.len();
        sorted.add(&Listed::ended(summary, &summary.ending()), line, bytes);
    }

    fn print(&mut self, row: &impl Serialize) {
        self.line.clear();
        self.out.write(|_| write_row(&mut self.line, row));
        write_line(&mut self.out, &self.begin, &self.line);
    }

    /// Writes a line whose members behind the beginning somebody adds.
    fn line(&mut self, add: impl FnOnce(&mut Vec<u8>)) {
        self.line.clear();
        self.line.extend_from_slice(&self.begin);
        add(&mut self.line);
        self.line.push(b'\n');
        self.out.write(|out| out.write_all(&self.line));
    }

    fn end(&mut self, event: &Event<'_>) {
        let connection = event.at.connection;
        self.ended.seen(connection);
        let ended = match self.rows {
            Rows::Story => self.stories.observe(event).map(|story| (story.weight(), Ended::Story(story))),
            _ => self.summaries.observe(event).map(|summary| (1, Ended::Connection(Box::new(summary)))),
        };
        let Some((weight, ended)) = ended else { return };
        self.ended.ended(connection, ended, weight);
        while let Some(ended) = self.ended.release() {
            match ended {
                Ended::Connection(summary) => self.print_connection(&summary),
                Ended::Story(story) => {
                    for row in StoryRow::all(&story, self.language) {
                        self.print(&row);
                    }
                }
            }
        }
    }
}

/// Adds a row and the end of its line.
fn write_row(line: &mut Vec<u8>, row: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *line, Visible(CompactFormatter));
    row.serialize(&mut serializer)?;
    line.push(b'\n');
    Ok(())
}

/// Writes a row's line with another beginning than its bracket.
fn write_line(out: &mut Output<'_>, begin: &[u8], line: &[u8]) {
    out.write(|out| {
        out.write_all(begin)?;
        out.write_all(line.strip_prefix(b"{").unwrap_or(line))
    });
}

impl Observer for Json<'_> {
    fn observe(&mut self, event: &Event<'_>) {
        match (self.rows, &event.kind) {
            (Rows::Packets, EventKind::Tcp(TcpEvent::Lost(loss))) => self.lost = Some(loss.packets),
            (Rows::Packets, EventKind::Tcp(TcpEvent::Segment(facts))) => {
                let lost = self.lost.take();
                self.print(&PacketRow::new(event.at, facts, lost, self.language));
            }
            (Rows::Frames, EventKind::WebSocket(WebSocketEvent::Frame(frame))) => {
                self.line(|line| write_frame(line, event.at, frame));
            }
            (Rows::Messages | Rows::Chat, _) => {
                if let Some(whole) = self.messages.observe(event) {
                    self.line(|line| write_message(line, event.at, &whole));
                    self.messages.recycle(whole);
                }
            }
            (Rows::Connections | Rows::Story, _) => self.end(event),
            (Rows::Packets | Rows::Frames, _) => {}
        }
    }

    fn lone_syn(&mut self, lone: &LoneSyn<'_>) {
        // Other rows have nothing to say of it.
        if matches!(self.rows, Rows::Connections | Rows::Story) {
            lone.tell(&mut |at, event| self.end(&Event { at, kind: EventKind::Tcp(event) }));
        }
    }

    fn foresee(&mut self, connection: ConnectionId) {
        if self.rows == Rows::Connections {
            self.summaries.foresee(connection);
        }
    }

    fn wants_contents(&self) -> bool {
        !matches!(self.rows, Rows::Packets | Rows::Frames)
    }

    fn wants_segments(&self) -> bool {
        self.rows.want_segments()
    }

    fn wants_pieces(&self) -> bool {
        self.rows.want_pieces()
    }

    fn wants_more(&self) -> bool {
        self.out.works()
    }
}

/// Writes what acts on a terminal as `\u` escapes: JSON itself asks that of C0 only.
struct Visible(CompactFormatter);

impl Formatter for Visible {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        let mut rest = fragment;
        while let Some((at, character)) = first_that_acts(rest) {
            let (before, behind) = rest.split_at(at);
            self.0.write_string_fragment(writer, before)?;
            write!(writer, "\\u{:04x}", u32::from(character))?;
            rest = behind.get(character.len_utf8()..).unwrap_or_default();
        }
        self.0.write_string_fragment(writer, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_string_acts_on_a_terminal() {
        let text = "a\u{1b}[m\u{9b}\u{7f}\u{202e}é\n\"";
        let mut out = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut out, Visible(CompactFormatter));
        text.serialize(&mut serializer).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert_eq!(json, r#""a\u001b[m\u009b\u007f\u202eé\n\"""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
