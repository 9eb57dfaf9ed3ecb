//! What is told of a segment: its numbers in the terms a reader uses, and what is odd in it.

use super::connection::Connection;
use super::guard::Once;
use super::shared::Shared;
use super::{Anomaly, At, Direction, Established, Pair, SegmentFacts, Sink, TcpEvent, settle};
use crate::decode::{Flags, Segment, SeqNumber};

/// What is odd in a segment.
#[derive(Default)]
pub(super) struct Odd {
    /// Why its receiver refuses it, or what else outshines the rest.
    pub(super) anomaly: Option<Anomaly>,
    /// Its checksums, if they were computed: those that are wrong.
    pub(super) checksums: Option<[Option<Anomaly>; 2]>,
}

impl Connection {
    /// The facts of a segment that is not on the short way.
    #[inline(never)]
    pub(super) fn facts_of_any<'a>(
        &mut self,
        segment: &Segment<'a>,
        direction: Direction,
        shared: &mut Shared,
    ) -> SegmentFacts<'a> {
        self.facts(segment, direction, shared)
    }

    /// A segment's facts; remembers what those of later ones need.
    #[inline(always)]
    pub(super) fn facts<'a>(
        &mut self,
        segment: &Segment<'a>,
        direction: Direction,
        shared: &mut Shared,
    ) -> SegmentFacts<'a> {
        let reverse = direction.reverse();
        let (own, peer) = (self.sides[direction].base, self.sides[reverse].base);
        let relative =
            |seq: SeqNumber, base: Option<SeqNumber>| seq.0.wrapping_sub(base.unwrap_or_default().0);
        let bases = Pair {
            to_server: self.sides.to_server.base.unwrap_or_default(),
            to_client: self.sides.to_client.base.unwrap_or_default(),
        };
        let round_trip = self.handshake.round_trip();
        let (labels, before) = self.analysis.label(direction, segment, bases);
        self.outstanding[direction].sent(segment, &mut shared.spare);
        let scale = if segment.flags.has(Flags::SYN) { 0 } else { self.analysis.shift(direction) };
        SegmentFacts {
            from: segment.from,
            to: segment.to,
            seq: relative(segment.seq, own),
            raw_seq: segment.seq,
            ack: segment.flags.has(Flags::ACK).then(|| relative(segment.ack, peer)),
            raw_ack: segment.flags.has(Flags::ACK).then_some(segment.ack),
            length: segment.wire_payload_length,
            packet_length: segment.wire_packet_length,
            header_length: segment.header_length,
            flags: segment.flags,
            window: u32::from(segment.window) << scale,
            options: segment.options,
            labels,
            before,
            settled: settle::settle(&mut self.traces, shared, (self.id, direction), segment, labels),
            acknowledges: self.outstanding[reverse].acknowledged_by(segment, round_trip, &mut shared.spare),
            reset_covers: (segment.flags.has(Flags::RST) && segment.flags.has(Flags::ACK))
                .then(|| self.outstanding[reverse].covered(segment.ack))
                .flatten(),
            refused: false,
            lost: None,
        }
    }

    /// Tells of a segment, and what is unusual in it: an anomaly that was found, or others.
    #[inline(always)]
    pub(super) fn tell_segment(
        &mut self,
        segment: &Segment<'_>,
        facts: &SegmentFacts<'_>,
        (odd, established): (Odd, Option<Established>),
        at: At,
        sink: &mut impl Sink,
    ) {
        if !facts.is_copy() {
            self.count_unanswered(facts, at.direction);
        }
        sink.tcp(at, TcpEvent::Segment(facts));
        if self.ended {
            return;
        }
        // All that a remark can be about.
        let may_be_remarked = segment.conflicting_fragments
            || facts.is_copy()
            || segment.flags.has(Flags::URG)
            || odd.checksums.is_some();
        if let Some(anomaly) = odd.anomaly {
            sink.tcp(at, TcpEvent::Anomaly(anomaly));
        } else if may_be_remarked {
            self.remark(segment, facts, odd.checksums, at, sink);
        }
        if let Some(established) = established {
            sink.tcp(at, TcpEvent::Established(established));
        }
    }

    /// Says what is unusual in a segment that is taken nevertheless.
    #[cold]
    fn remark(
        &mut self,
        segment: &Segment<'_>,
        facts: &SegmentFacts<'_>,
        checksums: Option<[Option<Anomaly>; 2]>,
        at: At,
        sink: &mut impl Sink,
    ) {
        let direction = at.direction;
        let mut say = |anomaly| sink.tcp(at, TcpEvent::Anomaly(anomaly));
        if segment.conflicting_fragments {
            say(Anomaly::FragmentsDiffer);
        }
        if facts.is_copy()
            && settle::are_captured_twice(&self.traces)
            && self.guard.is_first(Direction::ToServer, Once::CapturedTwice)
        {
            say(Anomaly::CapturedTwice);
        }
        if let Some(pointer) = segment.urgent_pointer()
            && self.guard.is_first(direction, Once::Urgent)
        {
            say(Anomaly::Urgent { pointer });
        }
        if let Some(checksums) = checksums {
            checksums.into_iter().flatten().for_each(say);
        }
    }
}
