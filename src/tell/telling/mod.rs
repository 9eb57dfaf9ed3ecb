//! One connection told in full: all that its screens show, gathered in one reading of its packets.

mod acks;
mod beats;
mod frames;
mod handshake;
mod kept;
mod ladder;
mod layout;
#[cfg(test)]
mod testing;
mod transcript;

pub use acks::{Acked, Acks, Lanes, Mark, Quiet};
pub use beats::Beat;
pub use frames::{FrameLine, Frames, Place};
pub use handshake::{Head, Heads, Judged, RequestLine, UpgradeHeads};
pub use kept::{InPacket, Kept, KeptRow, contains};
pub use ladder::{Fate as RungFate, Item, Ladder, Links, Rung};
pub use layout::{Fate, Layout, Layouts, Part, What};
pub use transcript::{Body, Said, Transcript};

use crate::flow::ConnectionId;
use crate::session::{Event, Observer};
use crate::summary::{Passage, Summaries, Summary};

/// A connection, told in full.
#[derive(Debug)]
pub struct Telling {
    /// What can be said of the whole.
    pub summary: Box<Summary>,
    /// How a proxy passed its request on, where both of its sides were captured: who tells the connection
    /// alone does not see the other.
    pub passage: Option<Passage>,
    /// Its packets as arrows between two lifelines.
    pub ladder: Ladder,
    /// What stands where in the payload of its packets.
    pub layouts: Layouts,
    /// Its WebSocket frames.
    pub frames: Frames,
    /// Its WebSocket messages.
    pub transcript: Transcript,
    /// Its HTTP upgrade, word for word.
    pub heads: Heads,
    /// How its data was acknowledged and who kept it alive, over time.
    pub acks: Acks,
}

impl Telling {
    /// The connection's first packet.
    #[must_use]
    pub fn first_packet(&self) -> u64 {
        self.ladder.rungs.first().map_or(0, |rung| rung.line.packet)
    }

    /// The connection's last packet.
    #[must_use]
    pub fn last_packet(&self) -> u64 {
        self.ladder.rungs.last().map_or(0, |rung| rung.line.packet)
    }

    /// Whether a packet is among those that are kept of the ladder.
    #[must_use]
    pub fn has(&self, packet: u64) -> bool {
        self.ladder.position(packet).is_some()
    }
}

/// Tells one connection of those that go by.
#[derive(Debug)]
pub struct Teller {
    connection: ConnectionId,
    summaries: Summaries,
    summary: Option<Box<Summary>>,
    ladder: ladder::Draft,
    layouts: Layouts,
    frames: Frames,
    transcript: Transcript,
    heads: Heads,
    acks: Acks,
}

impl Teller {
    /// Listens for the connection of this number.
    #[must_use]
    pub fn new(connection: ConnectionId) -> Self {
        Self {
            connection,
            summaries: Summaries::default(),
            summary: None,
            ladder: ladder::Draft::default(),
            layouts: Layouts::default(),
            frames: Frames::default(),
            transcript: Transcript::default(),
            heads: Heads::default(),
            acks: Acks::default(),
        }
    }

    /// Keeps this packet in the ladder and those around it, however long the connection is.
    #[must_use]
    pub fn around(mut self, packet: u64) -> Self {
        self.ladder.around(packet);
        self
    }

    /// The connection, if it went by and ended.
    #[must_use]
    pub fn finish(self) -> Option<Telling> {
        let Self { summary, ladder, layouts, frames, transcript, heads, acks, .. } = self;
        let summary = summary?;
        let ladder = ladder.finish(summary.duration());
        Some(Telling { summary, passage: None, ladder, layouts, frames, transcript, heads, acks })
    }
}

impl Observer for Teller {
    fn observe(&mut self, event: &Event<'_>) {
        if event.at.connection != self.connection {
            return;
        }
        self.ladder.observe(event);
        self.layouts.observe(event);
        self.frames.observe(event);
        self.transcript.observe(event);
        self.heads.observe(event);
        self.acks.observe(event);
        if let Some(summary) = self.summaries.observe(event) {
            self.summary = Some(Box::new(summary));
        }
    }
}
