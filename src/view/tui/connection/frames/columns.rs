//! The columns of the table of frames, as many as there is room for.

use ratatui::text::{Line, Span};

use super::payload;
use crate::protocol::frame::{Opcode, RSV1};
use crate::teach::{Layer, Sentence, Value, opcode_name};
use crate::tell::{FrameLine, Place, arrow, cut, left, right, width};
use crate::view::tui::connection::words;
use crate::view::tui::look::{Look, Role};
use crate::view::tui::pane::Context;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Packet,
    Time,
    /// Arrow and name of who sends.
    Sender,
    /// The arrow alone, where there is no room for the name.
    Arrow,
    Opcode,
    Fin,
    Rsv1,
    Mask,
    Length,
}

/// In their order from left to right; the payload takes what is left.
const ORDER: [Column; 8] = [
    Column::Packet,
    Column::Time,
    Column::Sender,
    Column::Opcode,
    Column::Fin,
    Column::Rsv1,
    Column::Mask,
    Column::Length,
];

/// What falls away where room is short, first the first.
const LEAST: [Column; 7] =
    [Column::Mask, Column::Rsv1, Column::Sender, Column::Fin, Column::Time, Column::Length, Column::Packet];

/// Columns that the payload is to have before anything falls away.
const PAYLOAD: usize = 28;

/// Columns of the mark before the row with the cursor.
const MARK: usize = 2;

/// The columns that fit.
pub(super) struct Columns {
    shown: Vec<(Column, usize)>,
    payload: usize,
}

impl Columns {
    pub(super) fn new(room: usize, context: &Context<'_>) -> Self {
        let mut shown: Vec<_> = ORDER.iter().map(|column| (*column, column.width(context))).collect();
        let taken =
            |shown: &[(Column, usize)]| MARK + shown.iter().map(|(_, width)| width + 2).sum::<usize>();
        for least in LEAST {
            if taken(&shown) + PAYLOAD <= room {
                break;
            }
            match least {
                Column::Sender => shorten(&mut shown),
                _ => shown.retain(|(column, _)| *column != least),
            }
        }
        let payload = room.saturating_sub(taken(&shown));
        Self { shown, payload }
    }

    pub(super) fn titles(&self, look: Look) -> Line<'static> {
        let mut text = " ".repeat(MARK);
        for (column, width) in &self.shown {
            text.push_str(&column.align(&column.title(look), *width));
            text.push_str("  ");
        }
        text.push_str(&look.say("screen.frames.payload"));
        Line::styled(text, look.role(Role::Title))
    }

    pub(super) fn row(&self, line: &FrameLine, selected: bool, context: &Context<'_>) -> Line<'static> {
        let look = context.look;
        let mut spans = vec![Span::raw(if selected { "▸ " } else { "  " })];
        for (column, width) in &self.shown {
            let text = column.align(&column.text(line, context), *width);
            let style = match column {
                Column::Sender | Column::Arrow => look.role(words::sender(line.direction).1),
                Column::Opcode => look.layer(match line.header.opcode {
                    Opcode::Ping | Opcode::Pong => Layer::KeepAlive,
                    Opcode::Reserved(_) => Layer::Trouble,
                    _ => Layer::WebSocket,
                }),
                Column::Time => look.role(Role::Dim),
                _ => look.role(Role::Plain),
            };
            spans.push(Span::styled(text, style));
            spans.push(Span::raw("  "));
        }
        spans.extend(payload::preview(line, self.payload, look));
        Line::from(spans)
    }
}

impl Column {
    fn title(self, look: Look) -> String {
        let key = match self {
            Self::Packet => "screen.frames.packet",
            Self::Time => "screen.frames.time",
            Self::Sender => "screen.frames.sender",
            Self::Arrow => return String::new(),
            Self::Opcode => return format!("  {}", look.say("screen.frames.opcode")),
            Self::Fin => "screen.frames.fin",
            Self::Rsv1 => "screen.frames.rsv-one",
            Self::Mask => "screen.frames.mask",
            Self::Length => "screen.frames.length",
        };
        look.say(key)
    }

    /// The width of the column: what it holds at the most, and its title.
    fn width(self, context: &Context<'_>) -> usize {
        let look = context.look;
        let last = context.telling.frames.lines.iter().next_back();
        let holds = match self {
            Self::Packet => last.map_or(0, |line| line.packet.to_string().len()),
            Self::Time => last.map_or(0, |line| context.time(line.time).len()),
            Self::Sender => 2 + width(&look.say("role.client")).max(width(&look.say("role.server"))),
            Self::Opcode => 2 + "Continuation".len(),
            Self::Length => 7,
            Self::Fin | Self::Rsv1 | Self::Mask | Self::Arrow => 1,
        };
        holds.max(width(&self.title(look)))
    }

    fn align(self, text: &str, columns: usize) -> String {
        match self {
            Self::Packet | Self::Time | Self::Length => right(&cut(text, columns), columns),
            Self::Fin | Self::Rsv1 | Self::Mask => {
                let before = columns.saturating_sub(width(text)) / 2;
                left(&format!("{}{text}", " ".repeat(before)), columns)
            }
            Self::Sender | Self::Arrow | Self::Opcode => left(&cut(text, columns), columns),
        }
    }

    fn text(self, line: &FrameLine, context: &Context<'_>) -> String {
        let bit = |set: bool| String::from(if set { "1" } else { "0" });
        match self {
            Self::Packet => line.packet.to_string(),
            Self::Time => context.time(line.time),
            Self::Sender => {
                let (who, _) = words::sender(line.direction);
                format!("{} {}", arrow(line.direction), context.look.say(who))
            }
            Self::Arrow => arrow(line.direction).to_owned(),
            Self::Opcode => format!("{} {}", bracket(line.place), opcode_name(line.header.opcode)),
            Self::Fin => bit(line.header.fin),
            Self::Rsv1 => bit(line.header.rsv & RSV1 != 0),
            Self::Mask => bit(line.header.mask.is_some()),
            Self::Length if line.header.payload_length < 10_000_000 => line.header.payload_length.to_string(),
            Self::Length => {
                let length = Value::Bytes(line.header.payload_length);
                context.look.tell(&Sentence::new("screen.frames.size").with("bytes", length))
            }
        }
    }
}

/// Binds the frames of a message together.
fn bracket(place: Place) -> &'static str {
    match place {
        Place::Alone => " ",
        Place::First => "┌",
        Place::Middle => "├",
        Place::Between => "│",
        Place::Last => "└",
    }
}

/// The arrow says enough of who sends.
fn shorten(shown: &mut [(Column, usize)]) {
    for column in shown.iter_mut().filter(|(column, _)| *column == Column::Sender) {
        *column = (Column::Arrow, 1);
    }
}
