//! The packets of a connection as arrows between two lifelines.

mod draft;
mod links;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub(super) use draft::Draft;

use crate::capture::Elapsed;
use crate::decode::Flags;
use crate::flow::{Acknowledgement, Direction, Label, Labels, Loss, Pair, State, StateChange, Verdict};
use crate::teach::{Line, Phase, Sentence};
use crate::tell::Fold;

/// The packets of a connection as arrows between two lifelines.
#[derive(Debug, Default)]
pub struct Ladder {
    /// Every packet that is kept, in order.
    pub rungs: Vec<Rung>,
    /// What stands below one another: headings, packets, runs of packets, silences.
    pub items: Vec<Item>,
    /// The state in which each side is before the first packet, where that is known.
    pub initial: Pair<Option<State>>,
    /// Packets that are left out, because the connection has too many.
    pub omitted: u64,
}

/// A piece of the ladder. Every rung stands in one, in order.
#[derive(Debug)]
pub enum Item {
    /// Another part of the story begins.
    Heading(Phase),
    /// Nobody speaks for so long.
    Silence(Elapsed),
    /// The capture lost packets before the next one, or in the next run.
    Missed(Loss),
    /// So many bytes of a direction were not captured before the next packet, or in the next run.
    Lost(Direction, u64),
    /// A packet: an index of [`Ladder::rungs`].
    Rung(usize),
    /// A run of alike packets, which may fold, and where they are in [`Ladder::rungs`].
    Run(Fold, Range<usize>),
    /// So many packets are left out.
    Omitted(u64),
}

/// A packet of the ladder.
#[derive(Debug)]
pub struct Rung {
    /// What it is and why it is there.
    pub line: Line,
    /// Sequence number, relative to the initial one.
    pub seq: u32,
    /// Acknowledgment number, relative to the peer's initial one, where the ACK bit is set.
    pub ack: Option<u32>,
    /// Payload bytes on the wire.
    pub length: u32,
    /// Control bits.
    pub flags: Flags,
    /// What it looks like, in Wireshark's words.
    pub labels: Labels,
    /// What becomes of it.
    pub fate: Fate,
    /// What is proved of it where a label only guesses.
    pub verdict: Option<Verdict>,
    /// Which of the peer's data it acknowledges for the first time.
    pub acknowledges: Option<Box<Acknowledgement>>,
    /// The states that the two sides enter by it.
    pub changes: Box<[StateChange]>,
    /// Labels with the numbers that made them, where the line does not tell them.
    pub because: Box<[(&'static str, Sentence)]>,
    /// How it hangs together with other rungs.
    pub links: Links,
    /// Bytes of each direction that the capture does not hold, as this packet shows.
    lost: Pair<u64>,
}

/// What becomes of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is taken.
    Taken,
    /// Its receiver refuses it.
    Refused,
    /// It was captured before; nobody sent it twice.
    Copy,
}

/// Other rungs, as indices of [`Ladder::rungs`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Links {
    /// The first that this one acknowledges: data, a SYN, a FIN, a keep-alive probe.
    pub covers: Option<u32>,
    /// How many it acknowledges.
    pub covered: u32,
    /// The one that acknowledges it.
    pub acked_by: Option<u32>,
    /// The first one with the bytes that it repeats.
    pub repeats: Option<u32>,
    /// The next one that repeats it.
    pub repeated_by: Option<u32>,
}

impl Ladder {
    /// Where a packet stands among the rungs, if it is kept.
    #[must_use]
    pub fn position(&self, packet: u64) -> Option<usize> {
        self.rungs.binary_search_by_key(&packet, |rung| rung.line.packet).ok()
    }

    /// The item in which a rung stands.
    #[must_use]
    pub fn item_of(&self, rung: usize) -> Option<usize> {
        // Headings and silences have no rungs: the last item that begins at the rung or before it.
        let mut low = 0;
        let mut high = self.items.len();
        let mut found = None;
        while low < high {
            let middle = low.midpoint(high);
            let begun = (middle..high).find_map(|at| Some((at, self.items.get(at)?.first()?)));
            match begun {
                Some((at, first)) if first <= rung => {
                    found = Some(at);
                    low = at + 1;
                }
                _ => high = middle,
            }
        }
        found
    }
}

impl Item {
    /// The first rung in it.
    #[must_use]
    pub fn first(&self) -> Option<usize> {
        match self {
            Self::Rung(rung) => Some(*rung),
            Self::Run(_, rungs) => Some(rungs.start),
            _ => None,
        }
    }
}

impl Rung {
    /// What it says, without what it means for the states of both sides.
    pub fn labels_told(&self) -> impl Iterator<Item = &Sentence> {
        self.line.parts.iter().filter(|part| !part.tells_states()).map(|part| &part.what)
    }

    /// The state that a side enters by it, the last one if there are several.
    #[must_use]
    pub fn state_of(&self, side: Direction) -> Option<State> {
        self.changes.iter().rev().find(|change| change.side == side).map(|change| change.to)
    }

    /// Whether its bytes were sent before, by what is proved or else by its label.
    #[must_use]
    pub fn is_again(&self) -> bool {
        match self.verdict {
            Some(verdict) => verdict == Verdict::Retransmission,
            None => self.labels.has(Label::Retransmission),
        }
    }

    /// Whether it was overtaken, by what is proved or else by its label.
    #[must_use]
    pub fn is_late(&self) -> bool {
        match self.verdict {
            Some(verdict) => verdict == Verdict::Reordering,
            None => self.labels.has(Label::OutOfOrder),
        }
    }

    /// The numbers of its payload, SYN and FIN: where they end.
    fn end(&self) -> u32 {
        let marks = u32::from(self.flags.has(Flags::SYN)) + u32::from(self.flags.has(Flags::FIN));
        self.seq.wrapping_add(self.length).wrapping_add(marks)
    }
}
