//! Text for people: stories and tables, fitted to the terminal.

mod chat;
mod connections;
mod frames;
mod messages;
mod packets;
mod page;
mod story;

use std::io;

use chat::Chat;
use connections::Connections;
use frames::Frames;
use messages::Messages;
use packets::Packets;
pub use page::Page;
use story::Story;

use crate::capture::Packet;
use crate::flow::{ConnectionId, LoneSyn};
use crate::session::{Event, Observer};
use crate::summary::Passage;
use crate::tell::{Report, RowOrder, Rows};

/// Prints rows of one kind on a page.
pub struct Text<'w> {
    page: Page<'w>,
    printer: Box<dyn Printer>,
    rows: Rows,
}

/// What prints one kind of rows.
trait Printer {
    /// Something happened: prints what there is to print of it.
    fn observe(&mut self, event: &Event<'_>, page: &mut Page<'_>);

    /// An attempt to connect is over. Of one that nothing followed, most rows have nothing to say.
    fn lone_syn(&mut self, lone: &LoneSyn<'_>, page: &mut Page<'_>) {
        let _ = (lone, page);
    }

    /// Something will soon happen on a connection: what is kept of it may be fetched from memory.
    fn foresee(&mut self, connection: ConnectionId) {
        let _ = connection;
    }

    /// A proxy passed a request on, which shows only where both of its sides are told.
    fn passed_on(&mut self, passage: Passage) {
        let _ = passage;
    }

    /// It is all over: prints what was held back, and what is to be said of the whole.
    fn finish(&mut self, page: &mut Page<'_>, report: &mut Report) {
        let _ = (page, report);
    }
}

impl<'w> Text<'w> {
    /// Prints `rows` on a page.
    #[must_use]
    pub fn new(rows: Rows, page: Page<'w>) -> Self {
        Self::in_order(rows, RowOrder::default(), page)
    }

    /// The same, with connections in an order.
    #[must_use]
    pub fn in_order(rows: Rows, order: RowOrder, page: Page<'w>) -> Self {
        let printer: Box<dyn Printer> = match rows {
            Rows::Story => Box::new(Story::new(order)),
            Rows::Connections => Box::new(Connections::new(order)),
            Rows::Packets => Box::new(Packets::default()),
            Rows::Frames => Box::new(Frames),
            Rows::Messages => Box::new(Messages::default()),
            Rows::Chat => Box::new(Chat::default()),
        };
        Self { page, printer, rows }
    }

    /// A proxy passed a request on, of which only one side will be told.
    pub fn passed_on(&mut self, passage: Passage) {
        self.printer.passed_on(passage);
    }

    /// Writes what was held back, what is to be said of the whole, and what is buffered; the report
    /// learns what need not be said again.
    ///
    /// # Errors
    /// What writing failed with.
    pub fn finish(mut self, report: &mut Report) -> io::Result<()> {
        self.printer.finish(&mut self.page, report);
        self.page.finish()
    }
}

impl Observer for Text<'_> {
    fn observe(&mut self, event: &Event<'_>) {
        self.printer.observe(event, &mut self.page);
    }

    fn lone_syn(&mut self, lone: &LoneSyn<'_>) {
        self.printer.lone_syn(lone, &mut self.page);
    }

    fn packet(&mut self, packet: &Packet<'_>) {
        self.page.clock.packet(packet.time);
    }

    fn foresee(&mut self, connection: ConnectionId) {
        self.printer.foresee(connection);
    }

    fn wants_contents(&self) -> bool {
        self.rows != Rows::Packets
    }

    fn wants_segments(&self) -> bool {
        self.rows.want_segments()
    }

    fn wants_pieces(&self) -> bool {
        self.rows.want_pieces()
    }

    fn wants_more(&self) -> bool {
        self.page.works()
    }
}
