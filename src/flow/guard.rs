//! Which segments a receiver refuses, by sequence number, acknowledgment number and flags
//! (RFC 9293 3.10.7, RFC 5961). In doubt, none is refused: a capture may miss what explains it.

use super::{Anomaly, Direction, Pair};
use crate::decode::{Checksum, Flags, Segment, SeqNumber};
use crate::limits;

/// What is known of the windows of both sides.
#[derive(Debug, Default)]
pub(super) struct Guard {
    sides: Pair<Side>,
}

/// What one side said of itself, and which remarks were made about it.
#[derive(Debug, Default)]
struct Side {
    numbers: [SeqNumber; 5],
    /// The largest window it offered.
    widest: u32,
    /// Which of the numbers are known, a bit each.
    known: u8,
    /// How many checksums were computed.
    checked: u8,
    /// Whether one of them was right: it is captured as it went over the wire.
    good: bool,
    told: Told,
}

/// A sequence number of one side.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
enum Number {
    /// That of its SYN.
    Syn,
    /// The highest number it acknowledged.
    Acked,
    /// An acknowledgment number of what neither was captured nor fits the window; it counts once
    /// another one confirms it.
    OddAck,
    /// The highest right edge of its window (RFC 9293 3.8.6), where its scale is known.
    Edge,
    /// The end of the highest segment it sent.
    Sent,
}

impl Side {
    fn get(&self, which: Number) -> Option<SeqNumber> {
        let known = self.known & (1 << which as u8) != 0;
        self.numbers.get(which as usize).copied().filter(|_| known)
    }

    fn set(&mut self, which: Number, number: SeqNumber) {
        if let Some(place) = self.numbers.get_mut(which as usize) {
            *place = number;
            self.known |= 1 << which as u8;
        }
    }

    /// Sets a number that never goes back.
    fn forget(&mut self, which: Number) {
        self.known &= !(1 << which as u8);
    }

    fn raise(&mut self, which: Number, number: SeqNumber) {
        self.set(which, self.get(which).map_or(number, |known| known.latest(number)));
    }
}

/// Remarks that are made once in a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Once {
    BeforeStart = 1,
    Urgent = 2,
    Checksum = 4,
    CapturedTwice = 8,
    IpChecksum = 16,
}

#[derive(Debug, Default)]
struct Told(u8);

/// So many segments of a direction have their checksum computed; where a network card fills it in
/// after the capture, all of that direction are wrong.
const CHECKED_SEGMENTS: u8 = 3;

impl Guard {
    /// Whether a remark is made for the first time.
    pub(super) fn is_first(&mut self, direction: Direction, once: Once) -> bool {
        let told = &mut self.sides[direction].told;
        let first = told.0 & once as u8 == 0;
        told.0 |= once as u8;
        first
    }

    /// Why the receiver refuses the whole segment, if it does.
    pub(super) fn refuses(&self, segment: &Segment<'_>, direction: Direction) -> Option<Anomaly> {
        let flags = segment.flags;
        if flags.has(Flags::ACK) && !flags.has_control() {
            return None;
        }
        let [syn, fin, rst, ack] =
            [Flags::SYN, Flags::FIN, Flags::RST, Flags::ACK].map(|flag| flags.has(flag));
        match (syn, fin, rst, ack) {
            // No side sends a SYN with FIN or RST; and of the rest, RFC 9293 3.10.7.4, fifth: "if the
            // ACK bit is off, drop the segment".
            (true, true, _, _) | (true, _, true, _) | (false, _, false, false) => {
                Some(Anomaly::ImpossibleFlags(flags))
            }
            (false, _, true, _) if self.is_damaged_end(segment, direction) => Some(Anomaly::DamagedEnd),
            (false, _, true, _) => self.refuses_reset(segment, direction),
            _ => None,
        }
    }

    fn refuses_reset(&self, segment: &Segment<'_>, direction: Direction) -> Option<Anomaly> {
        let (own, receiver) = (&self.sides[direction], &self.sides[direction.reverse()]);
        let distance = match (receiver.get(Number::Acked), receiver.get(Number::Syn)) {
            // RFC 9293 3.10.7.4, first: the number lies in the window; RFC 5961 3.2 asks for the first
            // number in it, which an observer can't know to the byte. One less is that of a FIN.
            (Some(acked), _) => {
                let ahead = segment.seq.distance_from(acked);
                let edge = receiver.get(Number::Edge).unwrap_or(acked.plus(limits::MAX_WINDOW as u32));
                let room = edge.distance_from(acked);
                let sent = own.get(Number::Sent).map_or(0, |sent| sent.distance_from(acked));
                if (-1..=room.max(sent).max(0)).contains(&ahead) { 0 } else { ahead }
            }
            // RFC 9293 3.10.7.3: in SYN-SENT it counts if it acknowledges the SYN.
            (None, Some(syn)) => {
                let ahead = segment.ack.distance_from(syn.plus(1));
                let sent = receiver.get(Number::Sent).map_or(0, |sent| sent.distance_from(syn.plus(1)));
                let fits = segment.flags.has(Flags::ACK) && (0..=sent.max(0)).contains(&ahead);
                if fits { 0 } else { ahead }
            }
            (None, None) => 0,
        };
        let distance = i64::from(distance);
        (distance != 0).then_some(Anomaly::ResetOutsideWindow { distance })
    }

    /// Whether a SYN comes where both sides have left their handshake behind.
    pub(super) fn is_inside(&self, syn: &Segment<'_>, direction: Direction) -> bool {
        let own = &self.sides[direction];
        let known = own.get(Number::Syn).is_none_or(|known| known != syn.seq);
        self.has_acked(direction) && self.has_acked(direction.reverse()) && known
    }

    /// Whether `first`, which does not come next, lies behind the window that the receiver offered.
    pub(super) fn is_outside(&self, first: SeqNumber, direction: Direction) -> bool {
        let edge = self.edge(direction.reverse());
        edge.is_some_and(|edge| !first.before(edge))
    }

    /// The right edge of a receiver's window, with as much again for what the capture may miss.
    pub(super) fn far_edge(&self, receiver: Direction) -> Option<SeqNumber> {
        let side = &self.sides[receiver];
        side.get(Number::Edge).map(|edge| edge.plus(side.widest))
    }

    /// The right edge of a receiver's window.
    pub(super) fn edge(&self, receiver: Direction) -> Option<SeqNumber> {
        self.sides[receiver].get(Number::Edge)
    }

    /// Whether the side acknowledged anything.
    pub(super) fn has_acked(&self, direction: Direction) -> bool {
        self.sides[direction].get(Number::Acked).is_some()
    }

    /// Whether a side acknowledges more than it did before.
    pub(super) fn acknowledges_more(&self, ack: SeqNumber, direction: Direction) -> bool {
        self.sides[direction].get(Number::Acked).is_some_and(|acked| ack.after(acked))
    }

    /// Remembers a segment that was not refused; `shift` is the scale of its window, where it is
    /// known. Returns whether its acknowledgment number can be believed.
    #[inline(always)]
    pub(super) fn note(&mut self, segment: &Segment<'_>, direction: Direction, shift: Option<u8>) -> bool {
        let (own, peer) = self.sides.split_mut(direction);
        if segment.flags.has(Flags::RST) {
            return false;
        }
        let end = segment.seq.plus(segment.sequence_length());
        own.raise(Number::Sent, end);
        // The sender still goes on below it: it was not captured late, it was made up.
        if peer.get(Number::OddAck).is_some_and(|odd| end.before(odd)) {
            peer.forget(Number::OddAck);
        }
        if segment.flags.has(Flags::SYN) {
            own.set(Number::Syn, segment.seq);
        }
        if !segment.flags.has(Flags::ACK) {
            return false;
        }
        let ack = segment.ack;
        let beyond = |limit: Option<SeqNumber>| limit.is_none_or(|limit| ack.after(limit));
        let seen = own.get(Number::Acked).is_some();
        if seen && beyond(peer.get(Number::Sent)) && beyond(own.get(Number::Edge)) {
            let confirmed = own.get(Number::OddAck).is_some_and(|odd| !ack.before(odd));
            own.set(Number::OddAck, ack);
            if !confirmed {
                return false;
            }
        }
        own.raise(Number::Acked, ack);
        if let Some(shift) = shift {
            let window = u32::from(segment.window) << shift;
            own.widest = own.widest.max(window);
            own.raise(Number::Edge, ack.plus(window));
        }
        true
    }

    /// Whether the checksums of a segment are computed: of a direction's first segments, and of those that end
    /// the connection; nobody has the time to compute all.
    pub(super) fn has_to_check(&self, segment: &Segment<'_>, direction: Direction) -> bool {
        self.sides[direction].checked < CHECKED_SEGMENTS || ends(segment)
    }

    /// Whether enough checksums were computed of both directions.
    pub(super) fn has_checked(&self) -> bool {
        self.sides.to_server.checked >= CHECKED_SEGMENTS && self.sides.to_client.checked >= CHECKED_SEGMENTS
    }

    /// Which checksums are wrong, TCP's and IPv4's, each said once.
    pub(super) fn bad_checksums(
        &mut self,
        segment: &Segment<'_>,
        direction: Direction,
    ) -> [Option<Anomaly>; 2] {
        let side = &mut self.sides[direction];
        side.checked = side.checked.saturating_add(1);
        let (checksum, ip) = (segment.checksum(), segment.ip_checksum());
        side.good |= checksum == Checksum::Good;
        [(checksum, Once::Checksum, Anomaly::BadChecksum), (ip, Once::IpChecksum, Anomaly::BadIpChecksum)]
            .map(|(found, once, anomaly)| {
                (found == Checksum::Bad && self.is_first(direction, once)).then_some(anomaly)
            })
    }

    /// Whether a segment that would end the connection is damaged: its checksum is wrong, although
    /// those of the same sender are filled in before they are captured. Its receiver drops it.
    pub(super) fn is_damaged_end(&self, segment: &Segment<'_>, direction: Direction) -> bool {
        ends(segment) && self.sides[direction].good && segment.checksum() == Checksum::Bad
    }
}

/// Whether a segment ends a direction, or the connection.
fn ends(segment: &Segment<'_>) -> bool {
    segment.flags.has(Flags::RST) || segment.flags.has(Flags::FIN)
}
