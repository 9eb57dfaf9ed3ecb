//! How data was acknowledged: by which kind of segment, how much of it, and how late.

use std::collections::VecDeque;

use crate::capture::{Elapsed, Moment};
use crate::decode::{Flags, Segment, SeqNumber};
use crate::limits;
use crate::prefetch::prefetch;

/// How a segment acknowledges data of the peer that nothing acknowledged before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// What the acknowledgment number rides on.
    pub kind: AckKind,
    /// Segments it completes (an ACK is cumulative, RFC 9293 3.4); 0 where it covers a part of one.
    pub segments: u32,
    /// Bytes it covers.
    pub bytes: u64,
    /// The last packet it covers, or covers a part of.
    pub packet: u64,
    /// Time since that packet.
    pub delay: Elapsed,
    /// Time since the first packet it covers.
    pub first_delay: Elapsed,
    /// Whether the ACK came alone and so late that only the delayed-ACK timer explains it
    /// (RFC 9293 3.8.6.3).
    pub delayed: bool,
}

/// What an acknowledgment number rides on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AckKind {
    /// A segment with nothing else to say.
    Pure,
    /// A segment that carries data of its own.
    Piggybacked,
    /// A FIN.
    WithFin,
}

impl AckKind {
    /// The name used in `acknowledges.kind`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pure => "pure",
            Self::Piggybacked => "piggybacked",
            Self::WithFin => "with_fin",
        }
    }
}

/// The delayed-ACK timer waits at least this long: Linux's shortest is 40 ms, seen from 35 ms on.
const SHORTEST_TIMER: Elapsed = Elapsed::from_millis(30);
/// And at most this long (RFC 9293 3.8.6.3).
const LONGEST_TIMER: Elapsed = Elapsed::from_millis(550);

/// Segments of one direction that wait for their acknowledgement. One alone, as in a talk back and
/// forth, stands here; more stand in a queue that is given back when all are acknowledged.
#[derive(Debug, Default)]
pub(super) struct Outstanding {
    acked: Option<SeqNumber>,
    alone: Option<Waiting>,
    queue: Option<Box<Queue>>,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    start: SeqNumber,
    end: SeqNumber,
    packet: u64,
    time: Moment,
}

/// Segments that wait, where there are or were several.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: VecDeque<Waiting>,
    /// When data last came, new or again: what fills a hole sets off the ACK for all behind it.
    last_data: Moment,
}

/// A queue that was given back, for whoever needs one next.
pub(super) type Spare = Option<Box<Queue>>;

impl Outstanding {
    /// Begins to fetch the segments that wait, as far as they don't stand here.
    pub(super) fn prefetch(&self) {
        if let Some(first) = self.queue.as_ref().and_then(|queue| queue.waiting.front()) {
            prefetch(first);
        }
    }

    /// Notes a segment with payload of this direction.
    #[inline(always)]
    pub(super) fn sent(&mut self, segment: &Segment<'_>, spare: &mut Spare) {
        if segment.wire_payload_length == 0 {
            return;
        }
        let end = segment.seq.plus(segment.wire_payload_length);
        let last = self.last().map(|last| last.end).or(self.acked);
        let time = Moment::from(segment.time);
        let new = last.is_none_or(|last| end.after(last));
        let waiting = Waiting { start: segment.seq, end, packet: segment.packet, time };
        if new && self.is_empty() {
            self.acked.get_or_insert(segment.seq);
            self.alone = Some(waiting);
        } else if !self.is_empty() {
            self.sent_behind(waiting, new, spare);
        }
    }

    /// Notes a segment while others wait.
    #[inline(never)]
    fn sent_behind(&mut self, waiting: Waiting, new: bool, spare: &mut Spare) {
        let queue = self.queue.get_or_insert_with(|| spare.take().unwrap_or_default());
        queue.waiting.extend(self.alone.take());
        queue.last_data = waiting.time;
        if new {
            if queue.waiting.len() >= limits::MAX_UNACKNOWLEDGED_SEGMENTS {
                queue.waiting.pop_front();
            }
            queue.waiting.push_back(waiting);
        }
    }

    fn is_empty(&self) -> bool {
        self.alone.is_none() && self.queue.is_none()
    }

    #[inline(always)]
    fn first(&self) -> Option<Waiting> {
        self.alone.or_else(|| self.queue.as_ref()?.waiting.front().copied())
    }

    fn last(&self) -> Option<Waiting> {
        self.alone.or_else(|| self.queue.as_ref()?.waiting.back().copied())
    }

    /// The last packet that waits and that an acknowledgment number covers.
    #[cold]
    pub(super) fn covered(&self, ack: SeqNumber) -> Option<u64> {
        let queued = self.queue.iter().flat_map(|queue| queue.waiting.iter().rev().copied());
        let covered = queued.chain(self.alone).find(|waiting| !waiting.end.after(ack));
        covered.map(|waiting| waiting.packet)
    }

    /// Takes the first one out.
    fn pop(&mut self, spare: &mut Spare) {
        if let Some(queue) = &mut self.queue {
            queue.waiting.pop_front();
            if queue.waiting.is_empty() {
                *spare = self.queue.take();
            }
        }
        self.alone = None;
    }

    /// What `segment`, which travels the other way, newly acknowledges of this direction.
    #[inline(always)]
    pub(super) fn acknowledged_by(
        &mut self,
        segment: &Segment<'_>,
        round_trip: Option<Elapsed>,
        spare: &mut Spare,
    ) -> Option<Acknowledgement> {
        if !segment.flags.has(Flags::ACK) || segment.flags.has(Flags::RST) {
            return None;
        }
        let start = self.acked?;
        let first = self.first()?;
        let last_data = self.queue.as_ref().map_or(first.time, |queue| queue.last_data);
        let mut last = first;
        let mut segments = 0;
        while let Some(waiting) = self.first().filter(|front| !front.end.after(segment.ack)) {
            self.pop(spare);
            segments += 1;
            last = waiting;
        }
        let mut covered = if segments == 0 { start } else { last.end };
        // The sender's offload makes segments that are acknowledged in parts.
        let part = self.first().filter(|next| segment.ack.after(next.start.latest(covered)));
        if let Some(part) = part {
            covered = segment.ack;
            last = part;
        }
        if !covered.after(start) {
            return None;
        }
        self.acked = Some(covered);
        let kind = match (segment.flags.has(Flags::FIN), segment.wire_payload_length) {
            (_, 1..) => AckKind::Piggybacked,
            (true, 0) => AckKind::WithFin,
            (false, 0) => AckKind::Pure,
        };
        let since_data = Moment::from(segment.time).since(last_data);
        let waited = Elapsed(since_data.0.saturating_sub(round_trip.map_or(0, |rtt| rtt.0)));
        Some(Acknowledgement {
            kind,
            segments,
            bytes: u64::try_from(covered.distance_from(start)).unwrap_or(0),
            packet: last.packet,
            delay: Moment::from(segment.time).since(last.time),
            first_delay: Moment::from(segment.time).since(first.time),
            delayed: kind == AckKind::Pure && (SHORTEST_TIMER..=LONGEST_TIMER).contains(&waited),
        })
    }
}
