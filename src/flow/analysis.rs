//! Labels: what each segment looks like, by the rules of Wireshark's sequence analysis.
//!
//! The rules and their order are those of Wireshark 4.0, oddities included, so that the labels of the
//! two programs can be compared. As there, the number 0 stands for "not known yet". The labels are for
//! reading; reassembly does not depend on them.

use std::num::NonZeroI64;

use super::scale::{self, Scale};
use super::{Before, Direction, Label, Labels, Pair};
use crate::capture::{Elapsed, Moment};
use crate::decode::{Flags, Segment, SeqNumber};

/// A segment sent again sooner than this after the last duplicate ACK is a fast retransmission.
const FAST_RETRANSMISSION: Elapsed = Elapsed::from_millis(20);

/// How long a segment may be late and still count as reordered, where no round trip is known.
pub(super) const REORDERING: Elapsed = Elapsed::from_millis(3);

/// As many duplicate ACKs make a fast retransmission; one may be missing from the capture.
const DUPLICATES_FOR_FAST: u32 = 2;

/// The count of duplicate ACKs after the peer acknowledged more than was captured. It is more than
/// enough for a fast retransmission, as in Wireshark, where it is the unsigned -1.
const TOLD_OF_UNSEEN: u32 = u32::MAX;

/// Both directions, and the round trip of the handshake.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Analysis {
    sides: Pair<Side>,
    /// When the last SYN came.
    syn: Option<Moment>,
    /// In nanoseconds.
    round_trip: Option<NonZeroI64>,
}

/// What is remembered of one direction.
#[derive(Clone, Copy, Debug, Default)]
struct Side {
    /// Highest sequence number seen, plus its length: what should come next.
    next: SeqNumber,
    /// When `next` last moved.
    next_moved: Moment,
    /// Highest number the peer may acknowledge without a segment missing from the capture.
    may_be_acked: SeqNumber,
    /// Acknowledgment number of the last segment.
    last_ack: SeqNumber,
    /// When the last segment came.
    last_time: Option<Moment>,
    /// Window of the last segment, not scaled.
    window: Option<u16>,
    scale: Scale,
    /// Whether the last window stood on a SYN, where it is never scaled (RFC 7323 2.2).
    window_of_syn: bool,
    /// Duplicate ACKs in a row, or [`TOLD_OF_UNSEEN`].
    duplicate_acks: u32,
    /// Whether the last segment was a keep-alive or a zero-window probe.
    last_probe: Option<Label>,
}

impl Side {
    /// The number that should come next, where it is known.
    fn known_next(&self) -> Option<SeqNumber> {
        known(self.next)
    }

    fn counted_duplicates(&self) -> u32 {
        if self.duplicate_acks == TOLD_OF_UNSEEN { 0 } else { self.duplicate_acks }
    }

    /// The receive window this side last offered.
    fn scaled_window(&self) -> Option<u32> {
        let shift = if self.window_of_syn { 0 } else { self.scale.shift() };
        Some(u32::from(self.window?) << shift)
    }
}

fn known(number: SeqNumber) -> Option<SeqNumber> {
    (number != SeqNumber(0)).then_some(number)
}

impl Analysis {
    /// The shift count of a direction's windows; 0 where it is not known.
    pub(super) fn shift(&self, direction: Direction) -> u8 {
        self.sides[direction].scale.shift()
    }

    /// The shift count of a direction's windows, where it is known.
    pub(super) fn known_shift(&self, direction: Direction) -> Option<u8> {
        let scale = self.sides[direction].scale;
        (scale != Scale::Unknown).then(|| scale.shift())
    }

    /// A SYN with a number that is known already: what came behind a hole is forgotten.
    pub(super) fn restart(&mut self, direction: Direction) {
        let side = &mut self.sides[direction];
        side.next = side.may_be_acked;
    }

    /// Follows a segment that is not labelled: only what others need to know of it.
    pub(super) fn follow(&mut self, segment: &Segment<'_>, direction: Direction) {
        if segment.flags.has(Flags::SYN) {
            let (own, peer) = self.sides.split_mut(direction);
            scale::agree(&mut own.scale, &mut peer.scale, segment);
        }
    }

    /// Labels `segment` and remembers it; says of what has a label, or is not plain, what it was compared with.
    /// Relative numbers count from `bases`.
    #[inline(always)]
    pub(super) fn label(
        &mut self,
        direction: Direction,
        segment: &Segment<'_>,
        bases: Pair<SeqNumber>,
    ) -> (Labels, Before) {
        let limit = self.round_trip.map_or(REORDERING, |time| Elapsed(time.get()));
        let (own, peer) = self.sides.split_mut(direction);
        let mut seen = Seen { own, peer, segment, limit };
        let told = if seen.is_usual() {
            seen.count_duplicates(Labels::default());
            (Labels::default(), Before::default())
        } else {
            seen.unusual((bases[direction], bases[direction.reverse()]))
        };
        seen.remember(told.0);
        if segment.flags.has(Flags::SYN) {
            scale::agree(&mut own.scale, &mut peer.scale, segment);
        }
        self.time_handshake(segment);
        told
    }

    /// From the last SYN to the first ACK that is no SYN-ACK.
    #[inline]
    fn time_handshake(&mut self, segment: &Segment<'_>) {
        match (segment.flags.has(Flags::SYN), segment.flags.has(Flags::ACK)) {
            (true, false) => self.syn = Some(Moment::from(segment.time)),
            (false, true) if self.round_trip.is_none() => {
                let round_trip = self.syn.map(|syn| Moment::from(segment.time).since(syn));
                self.round_trip = round_trip.and_then(|time| NonZeroI64::new(time.0));
            }
            _ => {}
        }
    }
}

/// What the rules compare the segment with.
fn before(
    own: &Side,
    peer: &Side,
    segment: &Segment<'_>,
    (base, peer_base): (SeqNumber, SeqNumber),
    limit: Elapsed,
) -> Before {
    let relative = |number: SeqNumber, base: SeqNumber| number.0.wrapping_sub(base.0);
    Before {
        expected: own.known_next().map(|next| relative(next, base)),
        window: own.scaled_window(),
        duplicate_acks: own.counted_duplicates(),
        peer_ack: known(peer.last_ack).map(|ack| relative(ack, base)),
        peer_window: peer.scaled_window(),
        peer_duplicate_acks: peer.counted_duplicates(),
        peer_seen: known(peer.may_be_acked).map(|seen| relative(seen, peer_base)),
        since_expected: Moment::from(segment.time).since(own.next_moved),
        since_peer: peer.last_time.map(|time| Moment::from(segment.time).since(time)),
        reordering_limit: limit,
    }
}

/// A segment against what came before it.
struct Seen<'a> {
    own: &'a mut Side,
    peer: &'a mut Side,
    segment: &'a Segment<'a>,
    limit: Elapsed,
}

impl Seen<'_> {
    /// The labels of a segment that is not just what comes next, and what it was compared with.
    #[cold]
    fn unusual(&mut self, bases: (SeqNumber, SeqNumber)) -> (Labels, Before) {
        let before = before(self.own, self.peer, self.segment, bases, self.limit);
        (self.labels(), before)
    }

    fn labels(&mut self) -> Labels {
        let mut labels = Labels::default();
        // One byte at the expected place while the peer's window is zero (RFC 9293 3.8.6.1).
        if self.length() == 1 && self.ahead() == 0 && self.peer.window == Some(0) {
            labels.add(Label::ZeroWindowProbe);
        } else {
            self.forward(&mut labels);
        }
        self.count_duplicates(labels);
        if self.acknowledges_unseen() {
            labels.add(Label::AckLostSegment);
        }
        self.repeated(&mut labels);
        labels
    }

    /// Whether it comes next, says something new, and nothing of it is odd: then no label fits.
    #[inline(always)]
    fn is_usual(&self) -> bool {
        let (segment, peer) = (self.segment, &self.peer);
        let seen = known(peer.may_be_acked).is_some_and(|limit| !segment.ack.after(limit));
        let fresh = segment.seq == peer.last_ack || segment.seq.after(peer.last_ack);
        segment.flags.is_plain()
            && self.own.known_next() == Some(segment.seq)
            && (self.length() > 0 || segment.ack != self.own.last_ack)
            && (segment.window != 0 && peer.window != Some(0))
            && (seen && (fresh || self.length() == 0))
            && !self.fills_window()
    }

    fn length(&self) -> u32 {
        self.segment.wire_payload_length
    }

    fn has_control(&self) -> bool {
        self.segment.flags.has_control()
    }

    /// Whether it is a SYN or a FIN.
    fn has_edge(&self) -> bool {
        self.segment.flags.has(Flags::SYN) || self.segment.flags.has(Flags::FIN)
    }

    /// The number after the segment; SYN and FIN count one, also together.
    fn end(&self) -> SeqNumber {
        self.segment.seq.plus(self.length()).plus(u32::from(self.has_edge()))
    }

    /// Where the segment starts relative to what was expected.
    fn ahead(&self) -> i32 {
        self.segment.seq.distance_from(self.own.next)
    }

    fn forward(&self, labels: &mut Labels) {
        if self.segment.window == 0 && !self.has_control() {
            labels.add(Label::ZeroWindow);
        }
        let known = self.own.known_next().is_some();
        if known && self.ahead() > 0 && !self.segment.flags.has(Flags::RST) {
            labels.add(Label::LostSegment);
        }
        if self.has_control() {
            return;
        }
        if self.ahead() == -1 && self.length() <= 1 {
            labels.add(self.one_below());
        }
        if self.fills_window() {
            labels.add(Label::WindowFull);
        }
        if let Some(label) = self.repeated_ack() {
            labels.add(label);
        }
    }

    /// Linux sends its zero-window probe empty and one below; Wireshark takes that for a keep-alive,
    /// but the zero window says what it asks.
    fn one_below(&self) -> Label {
        if self.length() == 0 && self.peer.window == Some(0) {
            Label::ZeroWindowProbe
        } else {
            Label::KeepAlive
        }
    }

    #[inline(always)]
    fn fills_window(&self) -> bool {
        let limit = self.peer.scaled_window().map(|window| self.peer.last_ack.plus(window));
        self.length() > 0 && self.peer.scale != Scale::Unknown && limit == Some(self.end())
    }

    /// An empty segment at the expected place that repeats the last acknowledgment number.
    fn repeated_ack(&self) -> Option<Label> {
        if self.length() > 0 || self.ahead() != 0 || self.segment.ack != self.own.last_ack {
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

    fn count_duplicates(&mut self, labels: Labels) {
        if labels.has(Label::DuplicateAck) {
            self.own.duplicate_acks = self.own.counted_duplicates() + 1;
        }
        if self.segment.ack != self.own.last_ack {
            self.own.duplicate_acks = 0;
        }
    }

    /// Whether it acknowledges what was not captured; said once per hole.
    fn acknowledges_unseen(&mut self) -> bool {
        let unseen = self.segment.flags.has(Flags::ACK)
            && known(self.peer.may_be_acked).is_some_and(|limit| self.segment.ack.after(limit));
        if !unseen {
            return false;
        }
        if self.peer.may_be_acked.before(self.peer.next) {
            self.peer.may_be_acked = self.peer.next;
            return true;
        }
        std::mem::replace(&mut self.peer.duplicate_acks, TOLD_OF_UNSEEN) == 0
    }

    /// Data, SYN or FIN that is older than what was expected.
    fn repeated(&self, labels: &mut Labels) {
        if (self.length() == 0 && !self.has_edge()) || labels.has(Label::KeepAlive) {
            return;
        }
        // More than one byte just below may follow a zero-window probe, which was not counted.
        let after_probe = self.length() > 1 && self.ahead() == -1;
        let old = self.own.known_next().is_some() && self.ahead() < 0 && !after_probe;
        let end_of_data = self.segment.seq.plus(self.length());
        let acked = known(self.peer.last_ack).is_some_and(|ack| !end_of_data.after(ack));
        if self.length() > 0 && acked {
            labels.add(Label::SpuriousRetransmission);
            labels.add(Label::Retransmission);
        } else if old && self.answers_duplicates() {
            labels.add(Label::FastRetransmission);
            labels.add(Label::Retransmission);
        } else if old && self.comes_soon() && !self.is_last_again() {
            labels.add(Label::OutOfOrder);
        } else if old {
            labels.add(Label::Retransmission);
        }
    }

    fn answers_duplicates(&self) -> bool {
        self.peer.duplicate_acks >= DUPLICATES_FOR_FAST
            && self.peer.last_ack == self.segment.seq
            && self.peer.last_time.is_some_and(|last| self.within(last, FAST_RETRANSMISSION))
    }

    fn comes_soon(&self) -> bool {
        self.within(self.own.next_moved, self.limit)
    }

    /// Whether it ends where the highest segment ended: that one once more.
    fn is_last_again(&self) -> bool {
        self.end() == self.own.next
    }

    fn within(&self, start: Moment, limit: Elapsed) -> bool {
        (Elapsed::ZERO..limit).contains(&Moment::from(self.segment.time).since(start))
    }

    #[inline(always)]
    fn remember(&mut self, labels: Labels) {
        let (segment, end) = (self.segment, self.end());
        // The byte of a probe is sent again when there is room; it does not count.
        let counts = !(labels.has(Label::ZeroWindowProbe) && self.length() > 0);
        let own = &mut *self.own;
        let unknown = own.known_next().is_none();
        if counts && (unknown || end.after(own.next)) {
            own.next = end;
            own.next_moved = Moment::from(segment.time);
        }
        if counts && known(own.may_be_acked).is_none_or(|limit| limit == segment.seq) {
            own.may_be_acked = own.next;
        }
        own.window = Some(segment.window);
        own.window_of_syn = match (segment.flags.has(Flags::SYN), segment.flags.has(Flags::ACK)) {
            (true, _) => true,
            (false, true) => false,
            (false, false) => own.window_of_syn,
        };
        own.last_ack = segment.ack;
        own.last_time = Some(Moment::from(segment.time));
        own.last_probe = [Label::KeepAlive, Label::ZeroWindowProbe].into_iter().find(|l| labels.has(*l));
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::*;
    use crate::capture::Timestamp;
    use crate::decode::Options;

    const CLIENT: Direction = Direction::ToServer;
    const SERVER: Direction = Direction::ToClient;

    /// A segment at a time in milliseconds.
    fn segment(milliseconds: i64, seq: u32, length: u32, ack: u32, window: u16) -> Segment<'static> {
        let end = SocketAddr::from(([10, 0, 0, 1], 1));
        Segment {
            packet: 1,
            time: Timestamp::new(1_000_000_000 + milliseconds * 1_000_000, 9),
            from: end,
            to: end,
            ip_id: None,
            ttl: 64,
            seq: SeqNumber(seq),
            ack: SeqNumber(ack),
            flags: Flags::ACK,
            window,
            ipv4_header: &[],
            header: &[],
            options: Options(&[]),
            payload: &[],
            wire_payload_length: length,
            wire_packet_length: length + 54,
            header_length: 40,
            conflicting_fragments: false,
        }
    }

    /// The labels of the last of several segments.
    fn last(segments: &[(Direction, Segment<'_>)]) -> Vec<&'static str> {
        let mut analysis = Analysis::default();
        let bases = Pair::default();
        let labels = segments.iter().map(|(way, segment)| analysis.label(*way, segment, bases).0).last();
        labels.into_iter().flat_map(Labels::iter).map(|(_, name)| name).collect()
    }

    #[test]
    fn one_byte_is_a_probe_only_where_a_zero_window_was_seen() {
        let byte = (CLIENT, segment(2, 110, 1, 500, 9));
        let data = (CLIENT, segment(0, 100, 10, 500, 9));
        assert_eq!(last(&[data, byte]), [""; 0]);
        assert_eq!(last(&[data, (SERVER, segment(1, 500, 0, 110, 0)), byte]), ["zero_window_probe"]);
        // Linux sends none, and one below; without the zero window that is a keep-alive.
        let empty = (CLIENT, segment(2, 109, 0, 500, 9));
        assert_eq!(last(&[data, (SERVER, segment(1, 500, 0, 110, 0)), empty]), ["zero_window_probe"]);
        assert_eq!(last(&[data, (SERVER, segment(1, 500, 0, 110, 7)), empty]), ["keep_alive"]);
    }

    #[test]
    fn time_parts_reordering_from_retransmission() {
        let ahead = [(CLIENT, segment(0, 100, 10, 500, 9)), (CLIENT, segment(0, 120, 10, 500, 9))];
        let late = |milliseconds| (CLIENT, segment(milliseconds, 110, 10, 500, 9));
        assert_eq!(last(&[ahead[0], ahead[1], late(2)]), ["out_of_order"]);
        assert_eq!(last(&[ahead[0], ahead[1], late(3)]), ["retransmission"]);
        // A clock that goes back says nothing of reordering.
        assert_eq!(last(&[ahead[0], ahead[1], late(-1)]), ["retransmission"]);
        // What ends where the last segment ended is that one again.
        assert_eq!(last(&[ahead[0], ahead[1], (CLIENT, segment(1, 120, 10, 500, 9))]), ["retransmission"]);
    }

    #[test]
    fn an_ack_of_unseen_data_is_said_once_per_hole() {
        let data = (CLIENT, segment(0, 100, 10, 500, 9));
        let ack = (SERVER, segment(1, 500, 0, 150, 9));
        assert_eq!(last(&[data, ack]), ["ack_lost_segment"]);
        assert_eq!(last(&[data, ack, ack]), ["duplicate_ack"]);
    }
}
