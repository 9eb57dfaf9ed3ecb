//! A line for every WebSocket frame.

use super::{Page, Printer};
use crate::flow::At;
use crate::session::{Event, EventKind, Frame, WebSocketEvent};
use crate::teach::{self, Layer};
use crate::tell::{arrow, right};

/// Prints a line for each complete frame.
pub(super) struct Frames;

impl Printer for Frames {
    fn observe(&mut self, event: &Event<'_>, page: &mut Page<'_>) {
        if let EventKind::WebSocket(WebSocketEvent::Frame(frame)) = event.kind {
            print(page, event.at, &frame);
        }
    }
}

fn print(page: &mut Page<'_>, at: At, frame: &Frame<'_>) {
    let header = frame.header;
    let before = format!(
        "{} {} {} {} {} {}{}{} {} {} ",
        right(&at.packet.to_string(), 6),
        right(&page.clock.show(at.time), page.clock.width()),
        right(&at.connection.to_string(), 4),
        arrow(at.direction),
        mark(header.fin, "FIN"),
        mark(header.rsv & 4 != 0, "1"),
        mark(header.rsv & 2 != 0, "2"),
        mark(header.rsv & 1 != 0, "3"),
        mark(header.mask.is_some(), "masked"),
        right(&header.payload_length.to_string(), 8),
    );
    let what = page.tell(&teach::frame(frame));
    page.row(&format!("{before}{what}"), Some(Layer::WebSocket));
}

/// The name of a bit that is set, or dots of its width.
fn mark(set: bool, name: &str) -> String {
    if set { name.to_owned() } else { "·".repeat(name.len()) }
}
