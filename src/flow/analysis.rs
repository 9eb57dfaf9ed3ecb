//! Labels: what each segment looks like, by the rules of Wireshark's sequence analysis.
//!
//! The labels are for reading; reassembly does not depend on them.

use super::{Direction, Label, Labels, Pair};
use crate::capture::{Elapsed, Timestamp};
use crate::decode::{Flags, Segment, SeqNumber};

/// A segment sent again sooner than this after the last duplicate ACK is a fast retransmission.
const FAST_RETRANSMISSION: Elapsed = Elapsed::from_millis(20);

/// How long a segment may be late and still count as reordered, where no round trip is known.
const REORDERING: Elapsed = Elapsed::from_millis(3);

/// What is remembered of one direction.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Side {
    /// Highest sequence number seen, plus its length: what should come next.
    next: Option<SeqNumber>,
    /// When `next` last moved.
    next_moved: Timestamp,
    /// Acknowledgment number of the last segment.
    last_ack: Option<SeqNumber>,
    /// Window of the last segment, not scaled.
    window: Option<u16>,
    /// Shift count from the SYN, where both sides sent one.
    pub(super) scale: Option<u8>,
    /// Highest number the peer may acknowledge without a segment missing from the capture.
    may_be_acked: Option<SeqNumber>,
    /// Duplicate ACKs in a row.
    duplicate_acks: u32,
    /// When the last segment came.
    last_time: Timestamp,
    /// Whether the last segment was a keep-alive or a zero-window probe.
    last_probe: Option<Label>,
}

impl Side {
    /// What should come next, where it is known.
    pub(super) fn expected(&self) -> Option<SeqNumber> {
        self.next
    }

    /// The receive window this side last offered, scaled.
    fn scaled_window(&self) -> Option<u32> {
        Some(u32::from(self.window?) << self.scale?)
    }
}

/// Labels `segment` and remembers it. `round_trip` is that of the handshake, where it was seen.
pub(super) fn label(
    sides: &mut Pair<Side>,
    direction: Direction,
    segment: &Segment<'_>,
    round_trip: Option<Elapsed>,
) -> Labels {
    let (own, peer) = sides.split_mut(direction);
    let seen = Seen { own: *own, peer: *peer, segment, round_trip };
    let labels = seen.labels();
    seen.remember(labels, own);
    if labels.has(Label::AckLostSegment) {
        peer.may_be_acked = peer.next;
    }
    labels
}

/// A segment against what came before it.
struct Seen<'a> {
    own: Side,
    peer: Side,
    segment: &'a Segment<'a>,
    round_trip: Option<Elapsed>,
}

impl Seen<'_> {
    fn labels(&self) -> Labels {
        let mut labels = Labels::default();
        if let Some(probe) = self.zero_window_probe() {
            labels.add(probe);
        } else {
            self.forward(&mut labels);
        }
        if self.acknowledges_unseen() {
            labels.add(Label::AckLostSegment);
        }
        self.repeated(&mut labels);
        labels
    }

    fn length(&self) -> u32 {
        self.segment.wire_payload_length
    }

    fn has_control(&self) -> bool {
        self.segment.flags.has_control()
    }

    /// Where the segment starts relative to what was expected; `None` while nothing is known.
    fn ahead(&self) -> Option<i32> {
        Some(self.segment.seq.distance_from(self.own.next?))
    }

    /// One byte at the expected place while the peer's window is zero. Linux sends its probe empty
    /// and one below; tshark takes that for a keep-alive, but the zero window says what it asks.
    fn zero_window_probe(&self) -> Option<Label> {
        let probe = matches!((self.length(), self.ahead()), (1, Some(0)) | (0, Some(-1)));
        (probe && self.peer.window == Some(0) && !self.has_control()).then_some(Label::ZeroWindowProbe)
    }

    fn forward(&self, labels: &mut Labels) {
        let flags = self.segment.flags;
        if self.segment.window == 0 && !self.has_control() {
            labels.add(Label::ZeroWindow);
        }
        if self.ahead().is_some_and(|ahead| ahead > 0) && !flags.has(Flags::RST) {
            labels.add(Label::LostSegment);
        }
        if self.has_control() {
            return;
        }
        if self.ahead() == Some(-1) && self.length() <= 1 {
            labels.add(Label::KeepAlive);
        }
        if self.fills_window() {
            labels.add(Label::WindowFull);
        }
        if let Some(label) = self.repeated_ack() {
            labels.add(label);
        }
    }

    fn fills_window(&self) -> bool {
        let limit = self.peer.last_ack.zip(self.peer.scaled_window());
        let end = self.segment.seq.plus(self.length());
        self.length() > 0 && limit.is_some_and(|(ack, window)| end == ack.plus(window))
    }

    /// An empty segment at the expected place that repeats the last acknowledgment number.
    fn repeated_ack(&self) -> Option<Label> {
        let repeats = self.length() == 0
            && self.ahead() == Some(0)
            && self.segment.flags.has(Flags::ACK)
            && self.own.last_ack == Some(self.segment.ack);
        if !repeats {
            return None;
        }
        let same_window = self.own.window == Some(self.segment.window);
        match (self.segment.window, same_window, self.peer.last_probe) {
            (0, true, Some(Label::ZeroWindowProbe)) => Some(Label::ZeroWindowProbeAck),
            (0, _, _) => None,
            (_, false, _) => Some(Label::WindowUpdate),
            (_, true, Some(Label::KeepAlive)) => Some(Label::KeepAliveAck),
            (_, true, _) => Some(Label::DuplicateAck),
        }
    }

    fn acknowledges_unseen(&self) -> bool {
        self.segment.flags.has(Flags::ACK)
            && self.peer.may_be_acked.is_some_and(|limit| self.segment.ack.after(limit))
    }

    /// Data, SYN or FIN that is older than what was expected.
    fn repeated(&self, labels: &mut Labels) {
        let occupies =
            self.length() > 0 || self.segment.flags.has(Flags::SYN) || self.segment.flags.has(Flags::FIN);
        let old = self.ahead().is_some_and(|ahead| ahead < 0);
        if !occupies || !old || labels.has(Label::KeepAlive) || labels.has(Label::ZeroWindowProbe) {
            return;
        }
        let Some(next) = self.own.next else { return };
        let end = self.segment.seq.plus(self.length());
        let acked = self.peer.last_ack.is_some_and(|ack| !end.after(ack));
        let after_duplicates = self.peer.duplicate_acks >= 2
            && self.peer.last_ack == Some(self.segment.seq)
            && self.segment.time.since(self.peer.last_time) < FAST_RETRANSMISSION;
        let late = self.segment.time.since(self.own.next_moved);
        if self.length() > 0 && acked {
            labels.add(Label::SpuriousRetransmission);
            labels.add(Label::Retransmission);
        } else if after_duplicates {
            labels.add(Label::FastRetransmission);
            labels.add(Label::Retransmission);
        } else if late < self.round_trip.unwrap_or(REORDERING)
            && next != self.segment.seq.plus(self.segment.sequence_length())
        {
            labels.add(Label::OutOfOrder);
        } else {
            labels.add(Label::Retransmission);
        }
    }

    fn remember(&self, labels: Labels, own: &mut Side) {
        let segment = self.segment;
        let end = segment.seq.plus(segment.sequence_length());
        let probe = labels.has(Label::ZeroWindowProbe);
        if !probe && own.next.is_none_or(|next| end.after(next)) {
            own.next = Some(end);
            own.next_moved = segment.time;
        }
        if !probe && own.may_be_acked.is_none_or(|limit| limit == segment.seq) {
            own.may_be_acked = own.next;
        }
        if segment.flags.has(Flags::ACK) {
            if own.last_ack != Some(segment.ack) {
                own.duplicate_acks = 0;
            }
            own.last_ack = Some(segment.ack);
        }
        own.duplicate_acks += u32::from(labels.has(Label::DuplicateAck));
        if !segment.flags.has(Flags::RST) {
            own.window = Some(segment.window);
        }
        own.last_probe = [Label::KeepAlive, Label::ZeroWindowProbe].into_iter().find(|l| labels.has(*l));
        own.last_time = segment.time;
    }
}
