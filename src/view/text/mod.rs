//! Text for people: stories and tables, fitted to the terminal.

mod columns;
mod connections;
mod frames;
mod messages;
mod packets;
mod page;
mod story;

use std::io;

use connections::Connections;
use frames::Frames;
use messages::Messages;
use packets::Packets;
pub use page::Page;
use story::Story;

use crate::capture::Packet;
use crate::session::{Event, Observer};
use crate::tell::Rows;

/// Prints rows of one kind on a page.
pub struct Text<'w> {
    page: Page<'w>,
    printer: Box<dyn Printer>,
}

/// What prints one kind of rows.
trait Printer {
    /// Something happened: prints what there is to print of it.
    fn observe(&mut self, event: &Event<'_>, page: &mut Page<'_>);
}

impl<'w> Text<'w> {
    /// Prints `rows` on a page.
    #[must_use]
    pub fn new(rows: Rows, page: Page<'w>) -> Self {
        let printer: Box<dyn Printer> = match rows {
            Rows::Story => Box::new(Story::default()),
            Rows::Connections => Box::new(Connections::default()),
            Rows::Packets => Box::new(Packets),
            Rows::Frames => Box::new(Frames),
            Rows::Messages => Box::new(Messages::default()),
        };
        Self { page, printer }
    }

    /// Writes what is buffered.
    ///
    /// # Errors
    /// What writing failed with.
    pub fn finish(self) -> io::Result<()> {
        self.page.finish()
    }
}

impl Observer for Text<'_> {
    fn observe(&mut self, event: &Event<'_>) {
        self.printer.observe(event, &mut self.page);
    }

    fn packet(&mut self, packet: &Packet<'_>) {
        self.page.clock.packet(packet.time);
    }

    fn wants_more(&self) -> bool {
        self.page.works()
    }
}
