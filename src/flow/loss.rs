//! Packets that the capture lost: when, and between which packets of the capture.

use std::collections::{HashMap, VecDeque};

use foldhash::fast::RandomState;

use super::connection::Connection;
use super::{
    At, ConnectionId, Connections, Direction, Label, LoneSyn, SegmentFacts, Sink, TcpEnding, TcpEvent,
};
use crate::capture::{Elapsed, Statistics, Timestamp};
use crate::decode::Segment;
use crate::limits;

/// Packets that the capture lost, whichever connections they belonged to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// How many.
    pub packets: u64,
    /// They were lost after this time, …
    pub since: Option<Timestamp>,
    /// … and before this one.
    pub until: Timestamp,
    /// Whether it is known to within seconds when: else it explains nothing for sure.
    pub is_close: bool,
}

impl Loss {
    /// What statistics say that was lost, if anything was.
    #[must_use]
    pub fn of(statistics: &Statistics) -> Option<Self> {
        let Statistics { time: until, since, lost: packets } = *statistics;
        let loss = Self { packets, since, until, is_close: false };
        (packets > 0).then_some(Self { is_close: loss.is_short(), ..loss })
    }

    fn is_short(&self) -> bool {
        let short = Elapsed::ZERO..=Elapsed::from_millis(limits::CLOSE_LOSS_MS);
        self.lasted().is_some_and(|lasted| short.contains(&lasted))
    }

    /// From the last time at which nothing of it was lost to the first at which all was.
    #[must_use]
    pub fn lasted(&self) -> Option<Elapsed> {
        self.since.map(|since| self.until.since(since))
    }

    /// Both losses as one.
    #[must_use]
    pub fn and(self, later: Self) -> Self {
        let earlier = |(one, other): (Timestamp, Timestamp)| {
            if other.nanoseconds() < one.nanoseconds() { other } else { one }
        };
        Self {
            packets: self.packets.saturating_add(later.packets),
            since: self.since.zip(later.since).map(earlier),
            until: later.until,
            is_close: self.is_close && later.is_close,
        }
    }

    /// Whether it may lie between two times, as exactly as a capture knows when it lost what.
    fn may_lie_between(&self, from: Timestamp, to: Timestamp) -> bool {
        let slack = Elapsed::from_millis(limits::LOSS_SLACK_MS);
        self.since.is_none_or(|since| since.since(to) <= slack) && from.since(self.until) <= slack
    }
}

/// What the capture lost so far, as far as it is remembered.
///
/// Nothing is told when it is lost, but with each connection's next segment: that a connection has not
/// been told of a loss follows from its last packet, so that one that is silent costs nothing.
#[derive(Debug, Default)]
pub(super) struct Losses {
    kept: VecDeque<Kept>,
    /// Packets lost in all.
    packets: u64,
    /// What explains the last hole of a direction.
    holes: HashMap<(ConnectionId, Direction), Loss, RandomState>,
}

/// A loss and its place in the capture.
#[derive(Clone, Copy, Debug)]
struct Kept {
    /// The packet before it.
    behind: u64,
    /// Packets lost before it.
    before: u64,
    loss: Loss,
}

impl Losses {
    /// Notes a loss behind a packet of the capture.
    pub(super) fn note(&mut self, behind: u64, loss: Loss) {
        if self.kept.len() >= limits::MAX_REMEMBERED_LOSSES {
            self.kept.pop_front();
        }
        self.kept.push_back(Kept { behind, before: self.packets, loss });
        self.packets = self.packets.saturating_add(loss.packets);
    }

    /// All that was lost behind a packet.
    fn behind(&self, packet: u64) -> Option<Loss> {
        let last = self.kept.back().filter(|last| last.behind >= packet)?;
        let first = self.kept.get(self.place(packet))?;
        let packets = self.packets.saturating_sub(first.before);
        let all = Loss { packets, ..first.loss.and(last.loss) };
        Some(Loss { is_close: all.is_short(), ..all })
    }

    /// What was lost near a packet and may lie between two times: of losses whose time is known well those
    /// alone.
    fn near(&self, packet: u64, from: Timestamp, to: Timestamp) -> Option<Loss> {
        let place = self.place(packet);
        let first = place.saturating_sub(limits::MAX_LOSSES_COMPARED);
        let near = self.kept.range(first..).take(2 * limits::MAX_LOSSES_COMPARED);
        let near = near.map(|kept| kept.loss).filter(|loss| loss.may_lie_between(from, to));
        let (close, far): (Vec<_>, Vec<_>) = near.partition(|loss| loss.is_close);
        close.into_iter().reduce(Loss::and).or_else(|| far.into_iter().reduce(Loss::and))
    }

    /// The place of the first loss behind a packet.
    fn place(&self, packet: u64) -> usize {
        self.kept.partition_point(|kept| kept.behind < packet)
    }

    /// What explains that a segment shows a hole: something that was lost since what should come next was
    /// known.
    fn explain(&mut self, at: At, facts: &SegmentFacts<'_>) -> Option<Loss> {
        let before = facts.labels.has(Label::LostSegment);
        let (direction, waited) = if before {
            (at.direction, facts.before.since_expected)
        } else {
            (at.direction.reverse(), facts.before.since_peer.unwrap_or(Elapsed::ZERO))
        };
        let of = (at.connection, direction);
        // An ACK may acknowledge what a segment has shown to be missing.
        let known = self.holes.remove(&of).filter(|_| !before);
        let found = known.or_else(|| {
            let from = at.time.nanoseconds().saturating_sub(waited.0.max(0));
            self.near(at.packet, Timestamp::new(from, at.time.digits()), at.time)
        })?;
        if self.holes.len() < limits::MAX_EXPLAINED_HOLES {
            self.holes.insert(of, found);
        }
        Some(found)
    }

    /// What explains bytes that are given up.
    fn explain_gap(&mut self, at: At) -> Option<Loss> {
        let noticed = self.holes.remove(&(at.connection, at.direction));
        noticed.or_else(|| self.near(at.packet, at.time, at.time))
    }

    /// What was lost around the last packet of a connection that ends.
    fn at_end(&mut self, at: At) -> Option<Loss> {
        for direction in Direction::BOTH {
            self.holes.remove(&(at.connection, direction));
        }
        self.near(at.packet, at.time, at.time)
    }
}

/// Tells what is told, and explains with it what the capture lost.
pub(super) struct Explained<'l, S> {
    pub(super) sink: &'l mut S,
    /// What was lost, if anything was.
    pub(super) losses: Option<&'l mut Losses>,
}

impl<S: Sink> Explained<'_, S> {
    /// Tells a connection of what was lost since its last packet.
    pub(super) fn lost_since(&mut self, connection: &Connection, segment: &Segment<'_>) {
        if self.losses.is_some() {
            self.tell_lost(connection, segment);
        }
    }

    #[cold]
    fn tell_lost(&mut self, connection: &Connection, segment: &Segment<'_>) {
        let losses = self.losses.as_deref();
        if let Some(loss) = losses.and_then(|losses| losses.behind(connection.last().packet)) {
            self.sink.tcp(connection.at(segment), TcpEvent::Lost(loss));
        }
    }

    /// Tells an event, explained where that can be.
    #[cold]
    fn tell_explained(&mut self, at: At, event: TcpEvent<'_>) {
        let Some(losses) = &mut self.losses else { return };
        match event {
            TcpEvent::Segment(facts) if facts.shows_hole() => {
                let lost = losses.explain(at, facts);
                self.sink.tcp(at, TcpEvent::Segment(&SegmentFacts { lost, ..*facts }));
            }
            TcpEvent::Gap { offset, length, cut: false, .. } => {
                let lost = losses.explain_gap(at);
                self.sink.tcp(at, TcpEvent::Gap { offset, length, cut: false, lost });
            }
            TcpEvent::Ended(mut ending) => {
                ending.lost = losses.at_end(at);
                self.sink.tcp(at, TcpEvent::Ended(ending));
            }
            event => self.sink.tcp(at, event),
        }
    }
}

impl<S: Sink> Sink for Explained<'_, S> {
    #[inline(always)]
    fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
        if self.losses.is_some() {
            self.tell_explained(at, event);
        } else {
            self.sink.tcp(at, event);
        }
    }

    fn lone_syn(&mut self, lone: &LoneSyn<'_>) {
        let Some(losses) = &mut self.losses else { return self.sink.lone_syn(lone) };
        let ending = TcpEnding { lost: losses.at_end(lone.at()), ..lone.ending };
        self.sink.lone_syn(&LoneSyn { ending, ..*lone });
    }

    fn wants_segments(&self) -> bool {
        self.sink.wants_segments()
    }
}

impl Connections {
    /// Statistics of the capture come behind a packet, whether that held a segment or not: time has passed,
    /// and packets may have been lost.
    pub fn pass(&mut self, statistics: &Statistics, behind: u64, sink: &mut impl Sink) {
        if let Some(loss) = Loss::of(statistics) {
            self.note_loss(behind, loss);
        }
        self.clock.tick(statistics.time);
        self.explained(sink, |connections, sink| connections.end_the_silent(sink));
    }

    /// Packets were lost behind a packet.
    pub(super) fn note_loss(&mut self, behind: u64, loss: Loss) {
        self.losses.get_or_insert_default().note(behind, loss);
    }

    /// Lets what is told be explained by what the capture lost.
    pub(super) fn explained<S: Sink>(
        &mut self,
        sink: &mut S,
        tell: impl FnOnce(&mut Self, &mut Explained<'_, S>),
    ) {
        let mut losses = self.losses.take();
        tell(self, &mut Explained { sink, losses: losses.as_deref_mut() });
        self.losses = losses;
    }
}
