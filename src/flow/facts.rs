//! What is told of a segment: its numbers in the terms a reader uses.

use super::connection::Connection;
use super::shared::Shared;
use super::{Direction, Pair, SegmentFacts, settle};
use crate::decode::{Flags, Segment, SeqNumber};

impl Connection {
    /// A segment's facts; remembers what those of later ones need.
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
}
