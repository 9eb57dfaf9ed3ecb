//! How data was acknowledged: by which kind of segment, how much of it, and how late.

use std::collections::VecDeque;

use crate::capture::{Elapsed, Timestamp};
use crate::decode::{Flags, Segment, SeqNumber};
use crate::limits;

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

/// Segments of one direction that wait for their acknowledgement.
#[derive(Clone, Debug, Default)]
pub(super) struct Outstanding {
    waiting: VecDeque<Waiting>,
    acked: Option<SeqNumber>,
    /// When data last came, new or again: what fills a hole sets off the ACK for all behind it.
    last_data: Timestamp,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    start: SeqNumber,
    end: SeqNumber,
    packet: u64,
    time: Timestamp,
}

impl Outstanding {
    /// Notes a segment with payload of this direction.
    pub(super) fn sent(&mut self, segment: &Segment<'_>) {
        let end = segment.seq.plus(segment.wire_payload_length);
        let new = self.waiting.back().map(|last| last.end).or(self.acked).is_none_or(|last| end.after(last));
        if segment.wire_payload_length == 0 {
            return;
        }
        self.last_data = segment.time;
        if !new {
            return;
        }
        if self.waiting.len() >= limits::MAX_UNACKNOWLEDGED_SEGMENTS {
            self.waiting.pop_front();
        }
        if self.acked.is_none() {
            self.acked = Some(segment.seq);
        }
        self.waiting.push_back(Waiting {
            start: segment.seq,
            end,
            packet: segment.packet,
            time: segment.time,
        });
    }

    /// What `segment`, which travels the other way, newly acknowledges of this direction.
    pub(super) fn acknowledged_by(
        &mut self,
        segment: &Segment<'_>,
        round_trip: Option<Elapsed>,
    ) -> Option<Acknowledgement> {
        if !segment.flags.has(Flags::ACK) || segment.flags.has(Flags::RST) {
            return None;
        }
        let start = self.acked?;
        let first = self.waiting.front().copied()?;
        let mut last = first;
        let mut segments = 0;
        while let Some(waiting) = self.waiting.front().copied().filter(|front| !front.end.after(segment.ack))
        {
            self.waiting.pop_front();
            segments += 1;
            last = waiting;
        }
        let mut covered = if segments == 0 { start } else { last.end };
        // The sender's offload makes segments that are acknowledged in parts.
        let part = self.waiting.front().filter(|next| segment.ack.after(next.start.latest(covered)));
        if let Some(part) = part.copied() {
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
        let delay = segment.time.since(last.time);
        let since_data = segment.time.since(self.last_data);
        let waited = Elapsed(since_data.0.saturating_sub(round_trip.map_or(0, |rtt| rtt.0)));
        Some(Acknowledgement {
            kind,
            segments,
            bytes: u64::try_from(covered.distance_from(start)).unwrap_or(0),
            packet: last.packet,
            delay,
            first_delay: segment.time.since(first.time),
            delayed: kind == AckKind::Pure && (SHORTEST_TIMER..=LONGEST_TIMER).contains(&waited),
        })
    }
}
