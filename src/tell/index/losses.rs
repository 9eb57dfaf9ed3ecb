//! What the capture lost, and behind which packets, so that connections can be told of it again.

use std::collections::VecDeque;

use crate::flow::Loss;
use crate::limits;

/// What the capture lost, the latest losses at least.
#[derive(Debug, Default)]
pub(super) struct Losses {
    kept: VecDeque<LossAfter>,
    /// How many losses there were.
    noted: u64,
}

/// A loss and its place in the capture.
#[derive(Clone, Copy, Debug)]
pub struct LossAfter {
    /// How many losses there were before it.
    pub number: u64,
    /// The packet before it; 0 is none.
    pub packet: u64,
    /// What was lost.
    pub loss: Loss,
}

impl Losses {
    /// Notes a loss behind a packet.
    pub(super) fn note(&mut self, packet: u64, loss: Loss) {
        if self.kept.len() >= limits::MAX_INDEXED_LOSSES {
            self.kept.pop_front();
        }
        self.kept.push_back(LossAfter { number: self.noted, packet, loss });
        self.noted += 1;
    }

    /// How many there were.
    pub(super) fn noted(&self) -> u64 {
        self.noted
    }

    /// Those that are remembered, in their order.
    pub(super) fn all(&self) -> Vec<LossAfter> {
        self.kept.iter().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Statistics, Timestamp};

    #[test]
    fn the_latest_are_remembered_under_their_numbers() {
        let mut losses = Losses::default();
        let loss = Loss::of(&Statistics { time: Timestamp::default(), since: None, lost: 1 }).unwrap();
        let most = limits::MAX_INDEXED_LOSSES as u64;
        (0..most + 3).for_each(|packet| losses.note(packet, loss));
        let all = losses.all();
        assert_eq!((all.len() as u64, losses.noted()), (most, most + 3));
        assert!(all.iter().zip(3..).all(|(kept, number)| (kept.number, kept.packet) == (number, number)));
    }
}
