//! What a connection does with the payload of a segment: which of it reaches the stream, and when.

use super::connection::{Connection, tell};
use super::guard::Once;
use super::reassembly::{Brought, Payload, Piece};
use super::recent::Recent;
use super::{Anomaly, At, Direction, Sink, TcpEvent};
use crate::capture::Elapsed;
use crate::decode::{Flags, Segment, SeqNumber};

/// Payload that is not delivered before another segment tells what it is.
#[derive(Debug)]
pub(super) struct Pending {
    at: At,
    kind: PendingKind,
    seq: SeqNumber,
    bytes: Vec<u8>,
    wire_length: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PendingKind {
    /// Data on a SYN: the answer says whether the server takes it (RFC 7413 3).
    OnSyn,
    /// A single byte, the first that was captured of its direction: new data, or the garbage of a
    /// keep-alive probe (RFC 9293 3.8.4), which lies below what comes next.
    FirstByte,
}

/// A keep-alive probe follows on silence; new data that follows sooner than this proves the byte
/// before it no probe.
const SOON: Elapsed = Elapsed::from_millis(500);

impl Connection {
    /// Delivers the payload of a segment, or holds it back, and what its ACK allows to deliver.
    pub(super) fn deliver(
        &mut self,
        segment: &Segment<'_>,
        at: At,
        believed: bool,
        recent: &mut Recent,
        sink: &mut impl Sink,
    ) {
        let flags = segment.flags;
        if flags.has(Flags::RST) {
            if segment.wire_payload_length > 0 {
                let text = super::anomaly::Snippet::new(segment.payload);
                let length = segment.wire_payload_length;
                sink.tcp(at, TcpEvent::Anomaly(Anomaly::ResetWithData { length, text }));
            }
            return;
        }
        let first = if flags.has(Flags::SYN) { segment.seq.plus(1) } else { segment.seq };
        if flags.has(Flags::FIN) {
            self.take_fin(segment, at, sink);
        }
        if segment.wire_payload_length > 0 && !self.hold_back(segment, at) {
            self.deliver_payload(segment, first, at, recent, sink);
        }
        if flags.has(Flags::ACK) && believed {
            self.acknowledge(segment, at, recent, sink);
        }
    }

    /// Delivers the payload of a segment that begins with the sequence number `first`.
    #[inline(always)]
    pub(super) fn deliver_payload(
        &mut self,
        segment: &Segment<'_>,
        first: SeqNumber,
        at: At,
        recent: &mut Recent,
        sink: &mut impl Sink,
    ) {
        let direction = at.direction;
        let next = self.streams[direction].distance(first) == Some(0);
        let probe = segment.wire_payload_length == 1;
        let payload = Payload {
            seq: first,
            bytes: segment.payload,
            wire_length: segment.wire_payload_length,
            brought: Brought { packet: at.packet, time: at.time },
            doubtful: !next && !probe && self.guard.is_outside(first, direction),
        };
        self.take_payload(direction, &payload, recent, sink);
    }

    /// Tells the other direction's stream what a segment acknowledges.
    #[inline(always)]
    pub(super) fn acknowledge(
        &mut self,
        segment: &Segment<'_>,
        at: At,
        recent: &mut Recent,
        sink: &mut impl Sink,
    ) {
        let (id, reverse) = (self.id, at.direction.reverse());
        let brought = Brought { packet: at.packet, time: at.time };
        let out = &mut |brought, piece: Piece<'_>| tell(id, reverse, brought, piece, sink);
        if let Some(edge) = self.guard.edge(at.direction) {
            self.streams[reverse].drop_outside(edge, out);
        }
        self.streams[reverse].acknowledged(segment.ack, brought, recent, out);
    }

    /// Why the receiver refuses a FIN, if it does: it is damaged, lies outside the window, or is not
    /// where the first one was.
    pub(super) fn refuses_fin(&self, segment: &Segment<'_>, direction: Direction) -> Option<Anomaly> {
        if !segment.flags.has(Flags::FIN) || self.closed {
            return None;
        }
        let fin = segment.seq.plus(segment.wire_payload_length);
        let distance = self.streams[direction].distance(fin).unwrap_or(0);
        let far = self.guard.far_edge(direction.reverse()).is_some_and(|edge| fin.after(edge));
        match self.sides[direction].fin {
            _ if self.guard.is_damaged_end(segment, direction) => Some(Anomaly::DamagedEnd),
            Some(known) if known == fin => None,
            Some(known) => Some(Anomaly::FinMoved { distance: fin.distance_from(known).into() }),
            None if distance < 0 || (distance > 0 && far) => {
                Some(Anomaly::OutsideWindow { length: 0, distance: distance.into() })
            }
            None => None,
        }
    }

    /// Notes where a direction ends. A FIN that its receiver refuses ends nothing.
    fn take_fin(&mut self, segment: &Segment<'_>, at: At, sink: &mut impl Sink) {
        let direction = at.direction;
        if let Some(anomaly) = self.refuses_fin(segment, direction) {
            sink.tcp(at, TcpEvent::Anomaly(anomaly));
            return;
        }
        let fin = segment.seq.plus(segment.wire_payload_length);
        self.streams[direction].ends_at(fin);
        self.sides[direction].fin.get_or_insert(fin);
        self.first_to_end.get_or_insert(direction);
    }

    #[inline(always)]
    fn take_payload(
        &mut self,
        direction: Direction,
        payload: &Payload<'_>,
        recent: &mut Recent,
        sink: &mut impl Sink,
    ) {
        let (id, guard) = (self.id, &mut self.guard);
        self.streams[direction].take(payload, recent, &mut |brought, piece| {
            let before = matches!(piece, Piece::Anomaly(Anomaly::BeforeStart { .. }));
            if !before || guard.is_first(direction, Once::BeforeStart) {
                tell(id, direction, brought, piece, sink);
            }
        });
    }

    /// Keeps back what can't be understood before the next segment. Returns whether it did.
    fn hold_back(&mut self, segment: &Segment<'_>, at: At) -> bool {
        let (kind, seq) = match segment.flags.has(Flags::SYN) {
            true if self.streams[at.direction].distance(segment.seq.plus(1)) == Some(0) => {
                (PendingKind::OnSyn, segment.seq.plus(1))
            }
            false if self.may_begin_with_garbage(segment, at.direction) => {
                (PendingKind::FirstByte, segment.seq)
            }
            _ => return false,
        };
        let (bytes, wire_length) = (segment.payload.to_vec(), segment.wire_payload_length);
        if self.pending.is_none() {
            self.pending = Some(Box::new(Pending { at, kind, seq, bytes, wire_length }));
        }
        true
    }

    /// Whether a direction's first segment may be a keep-alive probe: one byte, and no PSH, which a
    /// byte that an application writes has.
    pub(super) fn may_begin_with_garbage(&self, segment: &Segment<'_>, direction: Direction) -> bool {
        let control = segment.flags.has(Flags::PSH) || segment.flags.has_control();
        segment.wire_payload_length == 1 && !control && !self.streams[direction].is_anchored()
    }

    /// The next segment tells what was held back: delivers it, or says that it is not delivered.
    pub(super) fn resolve_pending(
        &mut self,
        segment: &Segment<'_>,
        direction: Direction,
        recent: &mut Recent,
        sink: &mut impl Sink,
    ) {
        let Some(pending) = self.pending.take() else { return };
        let own = direction == pending.at.direction;
        let acked = segment.flags.has(Flags::ACK) && !segment.flags.has(Flags::RST);
        let end = pending.seq.plus(pending.wire_length);
        let accepted = match (pending.kind, own) {
            // The SYN again, or a RST: nothing is known yet.
            (PendingKind::OnSyn, true) if segment.flags.has(Flags::SYN) => None,
            (_, false) if !acked => None,
            // RFC 7413 3: the SYN-ACK acknowledges the data with the SYN, or the SYN alone.
            (PendingKind::OnSyn, false) => Some(segment.ack.after(pending.seq)),
            (PendingKind::OnSyn, true) => Some(!segment.seq.before(end)),
            // A receiver that has not got the byte yet: it is new.
            (PendingKind::FirstByte, false) => Some(segment.ack.before(end)),
            (PendingKind::FirstByte, true) if segment.seq == pending.seq => {
                Some(segment.wire_payload_length > 1)
            }
            (PendingKind::FirstByte, true) => {
                let soon = (Elapsed::ZERO..SOON).contains(&segment.time.since(pending.at.time));
                Some(soon && segment.seq == end && segment.wire_payload_length > 0)
            }
        };
        match accepted {
            None => self.pending = Some(pending),
            Some(accepted) => self.end_pending(&pending, accepted, recent, sink),
        }
    }

    /// Nothing more comes that could tell what was held back.
    pub(super) fn drop_pending(&mut self, recent: &mut Recent, sink: &mut impl Sink) {
        if let Some(pending) = self.pending.take() {
            self.end_pending(&pending, false, recent, sink);
        }
    }

    fn end_pending(&mut self, pending: &Pending, accepted: bool, recent: &mut Recent, sink: &mut impl Sink) {
        let (at, length) = (pending.at, pending.wire_length);
        let anomaly = match (pending.kind, accepted) {
            (PendingKind::OnSyn, accepted) => Some(Anomaly::SynData { length, accepted }),
            (PendingKind::FirstByte, false) => Some(Anomaly::BeforeStart { length: length.into() }),
            (PendingKind::FirstByte, true) => None,
        };
        if let Some(anomaly) = anomaly {
            sink.tcp(at, TcpEvent::Anomaly(anomaly));
        }
        let seq = if accepted { pending.seq } else { pending.seq.plus(length) };
        // What the receiver took on the SYN begins the stream; a byte that was none lies before it.
        if pending.kind == PendingKind::FirstByte {
            self.streams[at.direction].anchor(seq);
        }
        if accepted {
            let brought = Brought { packet: at.packet, time: at.time };
            let (bytes, wire_length) = (pending.bytes.as_slice(), length);
            let payload = Payload { seq, bytes, wire_length, brought, doubtful: false };
            self.take_payload(at.direction, &payload, recent, sink);
        }
    }
}
