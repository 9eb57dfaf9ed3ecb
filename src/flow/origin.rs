//! Did that peer really send the RST or FIN? Its TTL, IP identification and timestamps against those of
//! the same peer's other segments: a box on the way that speaks in a peer's name rarely copies them.

use super::settle::Identifications;
use crate::decode::{Flags, Segment, SeqNumber};

/// Fewer segments than this are no habit to compare with.
const SEGMENTS_TO_COMPARE: u32 = 3;
/// A route that changes moves the TTL by a hop or two: no more than a doubt.
const HOPS_OF_A_ROUTE: u8 = 2;

/// A RST or FIN against its sender's other segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// How many other segments there were to compare with.
    pub segments: u32,
    /// Their TTL, or hop limit, and that of this one.
    pub ttl: TtlOrigin,
    /// Where the IP identification is out of line. Alone it says too little: a host may number its RSTs
    /// in another way than the segments of a connection.
    pub ip_id: Option<IpIdMismatch>,
    /// What timestamps (RFC 7323) say.
    pub timestamps: TimestampOrigin,
}

/// TTLs compared: the lowest and the highest of the sender's other segments, and the one in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TtlOrigin {
    /// The lowest before.
    pub lowest: u8,
    /// The highest before.
    pub highest: u8,
    /// That of the RST or FIN.
    pub seen: u8,
}

/// An IP identification that does not fit: the sender counts up, or always sends 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpIdMismatch {
    /// The one before.
    pub before: u16,
    /// That of the RST or FIN.
    pub seen: u16,
}

/// The timestamps of a RST or FIN against those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampOrigin {
    /// Nothing to compare: the sender uses none, or it is a RST without, which is common.
    Silent,
    /// It goes on from the sender's last.
    Fit,
    /// A FIN without, though all the sender's other segments have one, as they must (RFC 7323 3.2).
    Missing {
        /// The sender's last value.
        before: u32,
    },
    /// It is earlier than the sender's last, which its clock forbids.
    Back {
        /// The value before.
        before: u32,
        /// That of the RST or FIN.
        seen: u32,
    },
}

impl TtlOrigin {
    /// By how many hops it lies outside of what was seen before.
    #[must_use]
    pub fn hops_off(self) -> u8 {
        self.lowest.saturating_sub(self.seen).max(self.seen.saturating_sub(self.highest))
    }
}

impl Origin {
    /// Whether something does not fit, so that another than the peer may have sent it.
    #[must_use]
    pub fn is_suspect(&self) -> bool {
        self.ttl.hops_off() > 0 || self.timestamps_differ()
    }

    /// Whether it is likely that another sent it: a TTL that no change of route explains, or two
    /// things that do not fit. Else it is a doubt.
    #[must_use]
    pub fn is_likely(&self) -> bool {
        let hops = self.ttl.hops_off();
        let differ = [hops > 0, self.timestamps_differ(), self.ip_id.is_some()];
        self.is_suspect()
            && (hops > HOPS_OF_A_ROUTE || differ.into_iter().filter(|differs| *differs).count() > 1)
    }

    fn timestamps_differ(&self) -> bool {
        matches!(self.timestamps, TimestampOrigin::Missing { .. } | TimestampOrigin::Back { .. })
    }
}

/// What one sender's segments look like.
#[derive(Debug, Default)]
pub(super) struct Habits {
    segments: u32,
    lowest_ttl: u8,
    highest_ttl: u8,
    identifications: Identifications,
    /// How many of the segments have timestamps, and the last value.
    with_timestamps: u32,
    timestamp: u32,
    /// The number after the last segment: what comes before it is late, and its timestamp with it.
    next: SeqNumber,
    fin: Option<Box<Origin>>,
}

impl Habits {
    /// Takes the sender's next segment. Of a FIN it remembers how it compares, for when its turn comes.
    #[inline(always)]
    pub(super) fn take(&mut self, segment: &Segment<'_>) {
        if segment.flags.has(Flags::RST) {
            return;
        }
        if segment.flags.has(Flags::FIN) && self.fin.is_none() {
            self.fin = self.compare(segment).map(Box::new);
        }
        let late = self.is_late(segment);
        let first = self.segments == 0;
        self.lowest_ttl = if first { segment.ttl } else { self.lowest_ttl.min(segment.ttl) };
        self.highest_ttl = self.highest_ttl.max(segment.ttl);
        self.segments = self.segments.saturating_add(1);
        let timestamp = segment.options.timestamps();
        self.with_timestamps = self.with_timestamps.saturating_add(u32::from(timestamp.is_some()));
        if late {
            return;
        }
        self.next = segment.seq.plus(segment.sequence_length());
        self.timestamp = timestamp.map_or(self.timestamp, |(value, _)| value);
        if let Some(identification) = segment.ip_id {
            self.identifications.note(identification);
        }
    }

    /// How the sender's FIN compares, where there was enough to compare with.
    pub(super) fn fin(&self) -> Option<Origin> {
        self.fin.as_deref().copied()
    }

    /// How a RST or FIN compares, where there is enough to compare with.
    #[cold]
    pub(super) fn compare(&self, segment: &Segment<'_>) -> Option<Origin> {
        (self.segments >= SEGMENTS_TO_COMPARE).then(|| Origin {
            segments: self.segments,
            ttl: TtlOrigin { lowest: self.lowest_ttl, highest: self.highest_ttl, seen: segment.ttl },
            ip_id: self.identification_off(segment),
            timestamps: self.timestamps(segment),
        })
    }

    fn identification_off(&self, segment: &Segment<'_>) -> Option<IpIdMismatch> {
        let seen = segment.ip_id.filter(|_| !self.is_late(segment))?;
        self.identifications.rules_out(seen).map(|before| IpIdMismatch { before, seen })
    }

    fn timestamps(&self, segment: &Segment<'_>) -> TimestampOrigin {
        let reset = segment.flags.has(Flags::RST);
        match segment.options.timestamps() {
            _ if self.with_timestamps == 0 || self.is_late(segment) => TimestampOrigin::Silent,
            None if reset || self.with_timestamps < self.segments => TimestampOrigin::Silent,
            None => TimestampOrigin::Missing { before: self.timestamp },
            Some((seen, _)) if SeqNumber(seen).before(SeqNumber(self.timestamp)) => {
                TimestampOrigin::Back { before: self.timestamp, seen }
            }
            Some(_) => TimestampOrigin::Fit,
        }
    }

    /// Whether it begins before the end of what was sent already.
    fn is_late(&self, segment: &Segment<'_>) -> bool {
        self.segments > 0 && segment.seq.before(self.next)
    }
}
