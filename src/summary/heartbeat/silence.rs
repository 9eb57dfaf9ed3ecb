//! Pauses between packets, and the longest of them.

use crate::capture::{Elapsed, Timestamp};

/// A packet and its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Number of the packet.
    pub packet: u64,
    /// When it was captured.
    pub time: Timestamp,
}

/// A pause between two packets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silence {
    /// How long it lasted.
    pub lasted: Elapsed,
    /// The packet before it.
    pub after_packet: u64,
    /// The packet that ended it.
    pub before_packet: u64,
}

impl Silence {
    /// The pause from one packet to another; `None` where the clock ran backwards.
    pub(super) fn between(from: Mark, to: Mark) -> Option<Self> {
        let lasted = to.time.since(from.time);
        (lasted >= Elapsed::ZERO && to.packet != from.packet).then_some(Self {
            lasted,
            after_packet: from.packet,
            before_packet: to.packet,
        })
    }
}

/// One pause after another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silences {
    /// The longest one.
    pub longest: Option<Silence>,
    since: Option<Mark>,
}

impl Silences {
    /// The packet after which the present pause began.
    pub(super) fn since(&self) -> Option<Mark> {
        self.since
    }

    /// A packet that ends no pause; the first pause begins with the first packet of all.
    pub(super) fn begin(&mut self, mark: Mark) {
        self.since.get_or_insert(mark);
    }

    /// A packet that ends a pause, which is returned, and begins the next.
    pub(super) fn note(&mut self, mark: Mark) -> Option<Silence> {
        let pause = self.since.replace(mark).and_then(|since| Silence::between(since, mark));
        if pause.map(|pause| pause.lasted) > self.longest.map(|longest| longest.lasted) {
            self.longest = pause;
        }
        pause
    }
}
