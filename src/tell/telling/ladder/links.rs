//! Which rung acknowledges which, and which repeats which.

use std::collections::{HashMap, VecDeque};

use super::{Fate, Links, Rung};
use crate::decode::Flags;
use crate::flow::{Label, Pair};
use crate::limits;

/// What one side has sent.
#[derive(Debug, Default)]
struct Sent {
    /// Rungs that wait for their ACK, with the number that it must reach.
    waiting: VecDeque<(u32, usize)>,
    /// The first and the last rung that began at a number.
    at: HashMap<u32, (usize, usize)>,
    /// A keep-alive probe that waits for its answer.
    probe: Option<usize>,
}

/// Finds the links between rungs that follow one another; the first one has the index `start`.
pub(super) fn link(rungs: &mut [Rung], start: u32) {
    let mut sent = Pair::<Sent>::default();
    for index in 0..rungs.len() {
        let Some(rung) = rungs.get(index) else { return };
        let (own, peer) = sent.split_mut(rung.line.direction);
        let numbers = rung.end().wrapping_sub(rung.seq);
        let (seq, end, fate) = (rung.seq, rung.end(), rung.fate);
        let answers = rung.labels.has(Label::KeepAliveAck);
        let probe = rung.labels.has(Label::KeepAlive);
        let again = rung.labels.has(Label::Retransmission) || rung.is_again() || fate == Fate::Copy;
        let ack = rung.ack.filter(|_| fate == Fate::Taken && !rung.flags.has(Flags::RST));
        if answers && let Some(probe) = peer.probe.take() {
            acknowledge(rungs, probe, index, start);
        }
        while let Some((_, earlier)) =
            peer.waiting.pop_front_if(|(end, _)| ack.is_some_and(|ack| reaches(ack, *end)))
        {
            acknowledge(rungs, earlier, index, start);
        }
        if probe {
            own.probe = Some(index);
        } else if numbers > 0 {
            let (first, last) = own.at.get(&seq).copied().filter(|_| again).unwrap_or((index, index));
            if again && first < index {
                set(rungs, index, |links| links.repeats = Some(place(first, start)));
                set(rungs, last, |links| links.repeated_by = Some(place(index, start)));
            }
            own.at.insert(seq, (first, index));
            if first == index && fate == Fate::Taken {
                // What comes late, or fills a hole of the capture, is acknowledged in its turn.
                let latest = own.waiting.iter().rev().take(limits::MAX_UNACKNOWLEDGED_SEGMENTS);
                let behind = latest.take_while(|(other, _)| !reaches(end, *other)).count();
                own.waiting.insert(own.waiting.len() - behind, (end, index));
            }
        }
    }
}

/// One rung acknowledges another, and what repeated that one before.
fn acknowledge(rungs: &mut [Rung], earlier: usize, by: usize, start: u32) {
    set(rungs, by, |links| {
        let place = place(earlier, start);
        links.covers = Some(links.covers.map_or(place, |first| first.min(place)));
        links.covered += 1;
    });
    let mut next = Some(earlier);
    while let Some(rung) = next.and_then(|next| rungs.get_mut(next)) {
        rung.links.acked_by = Some(place(by, start));
        let repeated_by = rung.links.repeated_by;
        next = repeated_by.map(|at| (at - start) as usize).filter(|at| *at < by);
    }
}

fn set(rungs: &mut [Rung], index: usize, change: impl FnOnce(&mut Links)) {
    if let Some(rung) = rungs.get_mut(index) {
        change(&mut rung.links);
    }
}

fn place(index: usize, start: u32) -> u32 {
    start + index as u32
}

/// Whether a number has reached another, in the arithmetic of RFC 9293 3.4.
fn reaches(number: u32, other: u32) -> bool {
    number.wrapping_sub(other) < 1 << 31
}
