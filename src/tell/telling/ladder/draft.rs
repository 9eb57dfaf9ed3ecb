//! Gathers the packets of a connection: the first ones, the last ones, and those around the one that
//! is wanted.

use std::collections::VecDeque;

use super::{Fate, Item, Ladder, Links, Rung, links};
use crate::capture::Elapsed;
use crate::flow::{At, Direction, Label, Pair, SegmentFacts, State, StateChange, TcpEvent};
use crate::limits;
use crate::session::{Event, EventKind};
use crate::teach::{self, Line, Narrator, Sentence};
use crate::tell::outline::{Beat, Outline, Piece, is_silence};

/// A ladder that is being gathered.
#[derive(Debug, Default)]
pub(in crate::tell::telling) struct Draft {
    narrator: Narrator,
    /// The packet that is being told; its line is complete when the next one comes.
    pending: Option<Pending>,
    /// Offset up to which holes of each direction have been told.
    holes: Pair<u64>,
    kept: Kept,
}

/// A packet as TCP tells it.
#[derive(Debug)]
struct Pending {
    rung: Rung,
    changes: Vec<StateChange>,
    because: Vec<(&'static str, Sentence)>,
}

impl Draft {
    /// Keeps a packet and those around it, however long the connection is.
    pub(in crate::tell::telling) fn around(&mut self, packet: u64) {
        self.kept.wanted = Some(packet);
    }

    /// Takes an event of the connection.
    pub(in crate::tell::telling) fn observe(&mut self, event: &Event<'_>) {
        if let EventKind::Tcp(TcpEvent::Opened(_)) = event.kind {
            // What came before was only an attempt, and is told again.
            *self = Self { kept: Kept { wanted: self.kept.wanted, ..Kept::default() }, ..Self::default() };
        }
        if let Some(line) = self.narrator.observe(event)
            && let Some(pending) = self.pending.take()
        {
            self.kept.push(pending.told(line));
        }
        match event.kind {
            EventKind::Tcp(TcpEvent::Segment(facts) | TcpEvent::Attempt(facts)) => {
                let pending = Pending::new(event.at, facts);
                if pending.rung.lost[event.at.direction] > 0 {
                    self.holes[event.at.direction] = u64::from(facts.seq).saturating_sub(1);
                }
                self.pending = Some(pending);
            }
            EventKind::Tcp(TcpEvent::State(change)) => {
                if let Some(pending) = &mut self.pending {
                    pending.changes.push(change);
                }
            }
            EventKind::Tcp(TcpEvent::Gap { offset, length, cut: false, .. }) => {
                // A hole that a label has told already is told again when nothing can fill it.
                if let Some(pending) = &mut self.pending
                    && offset >= self.holes[event.at.direction]
                {
                    let lost = &mut pending.rung.lost[event.at.direction];
                    *lost = lost.saturating_add(length);
                }
            }
            _ => {}
        }
    }

    /// The ladder of a connection that lasted so long.
    pub(in crate::tell::telling) fn finish(self, lasted: Elapsed) -> Ladder {
        let Kept { head, middle, tail, omitted, .. } = self.kept;
        let mut ladder = Ladder { omitted: omitted.0 + omitted.1, ..Ladder::default() };
        for (omitted, rungs) in [(0, head), (omitted.0, middle), (omitted.1, Vec::from(tail))] {
            if omitted > 0 {
                ladder.items.push(Item::Omitted(omitted));
            }
            ladder.append(rungs, lasted);
        }
        ladder.initial = Pair {
            to_server: ladder.first_state(Direction::ToServer),
            to_client: ladder.first_state(Direction::ToClient),
        };
        ladder
    }
}

impl Pending {
    fn new(at: At, facts: &SegmentFacts<'_>) -> Self {
        let fate = match facts {
            _ if facts.is_copy() => Fate::Copy,
            _ if facts.refused => Fate::Refused,
            _ => Fate::Taken,
        };
        let verdict = facts.settled.filter(|settled| settled.packet == at.packet);
        let mut lost = Pair::default();
        if facts.labels.has(Label::LostSegment) && fate == Fate::Taken {
            lost[at.direction] =
                u64::from(facts.seq.wrapping_sub(facts.before.expected.unwrap_or(facts.seq)));
        }
        let rung = Rung {
            line: Line::empty(at),
            seq: facts.seq,
            ack: facts.ack,
            length: facts.length,
            flags: facts.flags,
            labels: facts.labels,
            fate,
            verdict: verdict.map(|settled| settled.verdict),
            acknowledges: facts.acknowledges.map(Box::new),
            changes: Box::default(),
            because: Box::default(),
            links: Links::default(),
            lost,
        };
        Self { rung, changes: Vec::new(), because: teach::because(at.direction, facts).collect() }
    }

    fn told(self, mut line: Line) -> Rung {
        line.parts.shrink_to_fit();
        line.parts.iter_mut().for_each(|part| part.why.shrink_to_fit());
        let is_told = |sentence: &Sentence| {
            line.parts.iter().flat_map(|part| &part.why).any(|why| why.key() == sentence.key())
        };
        let because = self.because.into_iter().filter(|(_, sentence)| !is_told(sentence)).collect();
        Rung { line, changes: self.changes.into(), because, ..self.rung }
    }
}

/// The rungs that are kept.
#[derive(Debug, Default)]
struct Kept {
    /// The packet that is wanted, until it comes.
    wanted: Option<u64>,
    /// Rungs behind the wanted one that are still kept with it.
    after: usize,
    head: Vec<Rung>,
    /// Those around the wanted one.
    middle: Vec<Rung>,
    tail: VecDeque<Rung>,
    /// Rungs left out before the middle and behind it.
    omitted: (u64, u64),
}

impl Kept {
    fn push(&mut self, rung: Rung) {
        if self.wanted.is_some_and(|wanted| wanted <= rung.line.packet) {
            self.wanted = None;
            self.after = limits::MAX_LADDER_AROUND + 1;
            let left_out = self.tail.len().saturating_sub(limits::MAX_LADDER_AROUND);
            self.omitted.0 = self.omitted.1 + left_out as u64;
            self.omitted.1 = 0;
            self.middle = self.tail.drain(..).skip(left_out).collect();
        }
        let near = self.after > 0;
        self.after = self.after.saturating_sub(1);
        if self.head.len() < limits::MAX_LADDER_HEAD {
            self.head.push(rung);
        } else if near {
            self.middle.push(rung);
        } else {
            self.tail.push_back(rung);
            if self.tail.len() > limits::MAX_LADDER_TAIL {
                self.tail.pop_front();
                self.omitted.1 += 1;
            }
        }
    }
}

impl Ladder {
    /// Adds rungs that follow one another.
    fn append(&mut self, mut rungs: Vec<Rung>, lasted: Elapsed) {
        let start = self.rungs.len();
        links::link(&mut rungs, start as u32);
        let (items, mut next) = (&mut self.items, start);
        let mut outline = Outline::default();
        let mut take = |piece| match piece {
            Piece::Heading(phase) => items.push(Item::Heading(phase)),
            Piece::Pause(pause) if is_silence(pause, lasted) => items.push(Item::Silence(pause)),
            Piece::Pause(_) => {}
            Piece::Packet(()) => {
                let missed = rungs.get(next - start).and_then(|rung| rung.line.lost.as_deref());
                items.extend(missed.copied().map(Item::Missed));
                items.extend(lost(&rungs, next - start, 1));
                items.push(Item::Rung(next));
                next += 1;
            }
            Piece::Run(fold) => {
                let packets = fold.packets as usize;
                items.extend(fold.lost.map(Item::Missed));
                items.extend(lost(&rungs, next - start, packets));
                items.push(Item::Run(fold, next..next + packets));
                next += packets;
            }
        };
        for rung in &rungs {
            outline.add(Beat::from(&rung.line), (), &mut take);
        }
        outline.end_run(&mut take);
        self.rungs.append(&mut rungs);
    }

    fn first_state(&self, side: Direction) -> Option<State> {
        let mut changes = self.rungs.iter().flat_map(|rung| &rung.changes);
        changes.find(|change| change.side == side)?.from
    }
}

/// What was not captured before so many rungs, or between them.
fn lost(rungs: &[Rung], first: usize, count: usize) -> impl Iterator<Item = Item> {
    let of = |direction| rungs.iter().skip(first).take(count).map(move |rung| rung.lost[direction]).sum();
    let lost: [(Direction, u64); 2] = Direction::BOTH.map(|direction| (direction, of(direction)));
    lost.into_iter().filter(|(_, bytes)| *bytes > 0).map(|(direction, bytes)| Item::Lost(direction, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Timestamp;
    use crate::decode::Flags;
    use crate::flow::Labels;

    fn rung(packet: u64) -> Rung {
        let at = At { packet, time: Timestamp::default(), connection: 0, direction: Direction::ToServer };
        Rung {
            line: Line::empty(at),
            seq: 0,
            ack: None,
            length: 0,
            flags: Flags::default(),
            labels: Labels::default(),
            fate: Fate::Taken,
            verdict: None,
            acknowledges: None,
            changes: Box::default(),
            because: Box::default(),
            links: Links::default(),
            lost: Pair::default(),
        }
    }

    fn kept(packets: u64, wanted: Option<u64>) -> Ladder {
        let mut draft = Draft::default();
        draft.kept.wanted = wanted;
        for packet in 1..=packets {
            draft.kept.push(rung(packet));
        }
        draft.finish(Elapsed::ZERO)
    }

    #[test]
    fn of_a_long_connection_both_ends_and_the_wanted_packet_stay() {
        let (head, tail) = (limits::MAX_LADDER_HEAD as u64, limits::MAX_LADDER_TAIL as u64);
        let around = limits::MAX_LADDER_AROUND as u64;
        let packets = 200_000;
        let short = kept(head + tail, None);
        assert_eq!((short.omitted, short.rungs.len() as u64), (0, head + tail));
        for wanted in
            [None, Some(1), Some(head), Some(head + 1), Some(90_000), Some(packets - 3), Some(packets)]
        {
            let ladder = kept(packets, wanted);
            assert_eq!(ladder.omitted + ladder.rungs.len() as u64, packets, "{wanted:?}");
            assert!(ladder.rungs.len() as u64 <= head + 2 * around + 1 + tail);
            for packet in [1, head, packets].into_iter().chain(wanted) {
                assert!(ladder.position(packet).is_some(), "{packet} of {wanted:?}");
            }
            let said: u64 = (ladder.items.iter())
                .map(|item| if let Item::Omitted(packets) = item { *packets } else { 0 })
                .sum();
            assert_eq!(said, ladder.omitted);
        }
        let ladder = kept(packets, Some(90_000));
        assert!(ladder.position(90_000 - around).is_some() && ladder.position(90_000 + around).is_some());
    }
}
