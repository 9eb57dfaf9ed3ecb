//! Pauses between packets, and the longest of them.

use crate::capture::{Elapsed, Moment};
use crate::flow::At;

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

/// A packet and its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    packet: u64,
    time: Moment,
}

impl From<At> for Mark {
    fn from(at: At) -> Self {
        Self { packet: at.packet, time: at.time.into() }
    }
}

/// A silence, or none, in less room.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pause {
    lasted: Elapsed,
    after_packet: u64,
    /// 0 where there is none: packets are numbered from 1.
    before_packet: u64,
}

impl Pause {
    pub(super) fn silence(self) -> Option<Silence> {
        let Self { lasted, after_packet, before_packet } = self;
        (before_packet > 0).then_some(Silence { lasted, after_packet, before_packet })
    }
}

impl From<Option<Silence>> for Pause {
    fn from(silence: Option<Silence>) -> Self {
        silence.map_or(Self::default(), |Silence { lasted, after_packet, before_packet }| Self {
            lasted,
            after_packet,
            before_packet,
        })
    }
}

/// One pause after another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silences {
    longest: Pause,
    since: Option<Mark>,
}

impl Silences {
    /// The longest one.
    #[must_use]
    pub fn longest(&self) -> Option<Silence> {
        self.longest.silence()
    }

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
        if pause.map(|pause| pause.lasted) > self.longest().map(|longest| longest.lasted) {
            self.longest = pause.into();
        }
        pause
    }
}
