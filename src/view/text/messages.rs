//! A line for every WebSocket message, like a transcript.

use super::{Page, Printer};
use crate::flow::At;
use crate::session::Event;
use crate::teach::{self, Layer};
use crate::tell::{Whole, arrow, right};

/// Prints a line for each complete message.
#[derive(Default)]
pub(super) struct Messages {
    messages: crate::tell::Messages,
}

impl Printer for Messages {
    fn observe(&mut self, event: &Event<'_>, page: &mut Page<'_>) {
        if let Some(whole) = self.messages.observe(event) {
            print(page, event.at, &whole);
        }
    }
}

fn print(page: &mut Page<'_>, at: At, whole: &Whole) {
    let before = format!(
        "{} {} {} {} ",
        right(&at.packet.to_string(), 6),
        right(&page.clock.show(at.time), page.clock.width()),
        right(&at.connection.to_string(), 4),
        arrow(at.direction),
    );
    let mut what = page.tell(&teach::message(&whole.message, &whole.payload));
    if let Some(took) = teach::took(&whole.message, at) {
        what = format!("{what}  ({})", page.tell(&took));
    }
    page.row(&format!("{before}{what}"), Some(Layer::WebSocket));
}
