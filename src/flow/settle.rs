//! Sent again, or only late? Where labels guess by time, SACK blocks, timestamps and the IP
//! identification may prove it.

use super::history::{History, Place, Sent};
use super::shared::Shared;
use super::{ConnectionId, Direction, Label, Labels, Pair};
use crate::decode::{Flags, Segment, SeqNumber};

/// What is proved of a packet whose label is a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The packet it is about: this one, or one before it.
    pub packet: u64,
    /// What happened.
    pub verdict: Verdict,
    /// What proves it.
    pub by: Evidence,
}

/// What happened to a packet that came late or twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its sender sent the bytes again.
    Retransmission,
    /// It was sent before what was captured before it.
    Reordering,
    /// It is the same packet, captured twice.
    DuplicateCapture,
}

impl Verdict {
    /// The name used in `settled.as`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Retransmission => "retransmission",
            Self::Reordering => "reordering",
            Self::DuplicateCapture => "duplicate_capture",
        }
    }
}

/// What proves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The receiver's SACK blocks (RFC 2018, RFC 2883).
    Sack,
    /// The sender's timestamps (RFC 7323).
    Timestamps,
    /// The identification of the IPv4 header (RFC 6864).
    IpId,
}

impl Evidence {
    /// The name used in `settled.by`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sack => "sack",
            Self::Timestamps => "timestamps",
            Self::IpId => "ip_id",
        }
    }
}

/// So many small steps in a row are no accident: the sender counts its packets.
const STEPS_TO_COUNT: u8 = 4;
/// A step this small or smaller is one of a counter, which other connections may share.
const LONGEST_STEP: u16 = 1024;

/// What one direction's packets looked like.
#[derive(Debug, Default)]
pub(super) struct Trace {
    /// The last segment with data, SYN or FIN.
    latest: Place,
    /// The segment with the highest number: what a late one was overtaken by.
    highest: Place,
    identifications: Identifications,
    /// Packets that were captured twice.
    copies: u8,
    /// The SACK blocks of the last segment that had some.
    sacked: Option<Box<Blocks>>,
}

impl Sent {
    /// Whether it is surely older or younger than `other` by its timestamp; equal ones say nothing.
    fn timestamp_after(&self, other: &Self) -> Option<bool> {
        let (own, other) = (self.timestamp()?, other.timestamp()?);
        (own != other).then(|| SeqNumber(own).after(SeqNumber(other)))
    }
}

/// Whether a sender's IPv4 identifications say anything.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Identifications {
    last: Option<u16>,
    /// Small steps forward in a row.
    steps: u8,
    /// Whether there were two different ones.
    differ: bool,
}

impl Identifications {
    #[inline(always)]
    pub(super) fn note(&mut self, identification: u16) {
        if let Some(last) = self.last.replace(identification) {
            let step = identification.wrapping_sub(last);
            self.differ |= step != 0;
            self.steps = if (1..=LONGEST_STEP).contains(&step) { self.steps.saturating_add(1) } else { 0 };
        }
    }

    fn counts(self) -> bool {
        self.steps >= STEPS_TO_COUNT
    }

    /// The identification before, where the sender's habit rules `identification` out: it counts up in
    /// small steps, or it is always zero. Zero itself is never ruled out: Linux counts per connection,
    /// and sends the RST of a connection that is gone with zero.
    pub(super) fn rules_out(self, identification: u16) -> Option<u16> {
        let last = self.last.filter(|_| identification != 0)?;
        let off_the_line = self.counts() && identification.wrapping_sub(last) > LONGEST_STEP;
        (off_the_line || (last == 0 && !self.differ)).then_some(last)
    }
}

/// SACK blocks, in the order in which they stood in the option.
#[derive(Clone, Copy, Debug, Default)]
struct Blocks([Option<(SeqNumber, SeqNumber)>; 4]);

impl Blocks {
    /// Those of a segment, if it has some.
    fn of(segment: &Segment<'_>) -> Option<Self> {
        if segment.options.are_usual() {
            return None;
        }
        Self::find(segment)
    }

    #[cold]
    fn find(segment: &Segment<'_>) -> Option<Self> {
        let mut found = segment.options.sack_blocks().peekable();
        found.peek()?;
        let mut blocks = Self::default();
        for (place, block) in blocks.0.iter_mut().zip(found) {
            *place = Some(block);
        }
        Some(blocks)
    }

    /// The first block, where it names bytes that arrived twice: below the acknowledgment number, or
    /// inside the second block (RFC 2883 4).
    fn duplicate(&self, ack: SeqNumber) -> Option<(SeqNumber, SeqNumber)> {
        let [first, second, ..] = self.0;
        let (left, right) = first?;
        let inside = second.is_some_and(|(start, end)| !left.before(start) && !right.after(end));
        (!right.after(ack) || inside).then_some((left, right))
    }

    fn cover(&self, start: SeqNumber, end: SeqNumber) -> bool {
        self.0.into_iter().flatten().any(|(left, right)| !start.before(left) && !end.after(right))
    }
}

/// Whether the packets of a connection are captured twice, and not just one of them.
pub(super) fn are_captured_twice(traces: &Pair<Trace>) -> bool {
    traces.to_server.copies.saturating_add(traces.to_client.copies) >= 2
}

/// Says what is proved by `segment`, of itself or of one that it reports, and remembers it.
#[inline(always)]
pub(super) fn settle(
    traces: &mut Pair<Trace>,
    shared: &mut Shared,
    (connection, direction): (ConnectionId, Direction),
    segment: &Segment<'_>,
    labels: Labels,
) -> Option<Settled> {
    let many = are_captured_twice(traces);
    let (own, peer) = traces.split_mut(direction);
    let differ = own.identifications.differ;
    let late = labels.has(Label::Retransmission) || labels.has(Label::OutOfOrder);
    let probe = labels.has(Label::KeepAlive) || labels.has(Label::ZeroWindowProbe);
    let carries = segment.sequence_length() > 0 && !probe && !segment.flags.has(Flags::RST);
    if carries && !late && own.latest.is_known() {
        // What continues its sender's stream comes for the first time. Of what comes after the end, nothing says
        // whether it does.
        shared.copies.note((connection, direction), segment);
    } else if let Some(by) = shared.copies.find((connection, direction), segment, (differ, many)) {
        own.count_copy();
        return Some(Settled { packet: segment.packet, verdict: Verdict::DuplicateCapture, by });
    }
    let history = &mut shared.history;
    let mut settled = None;
    if carries {
        let mut sent = Sent::new(segment, late);
        if late {
            settled = own.judge(history, &sent, peer.sacked.as_deref());
            if settled.is_some_and(|settled| settled.verdict == Verdict::DuplicateCapture) {
                own.count_copy();
            }
            sent.doubtful = settled.is_none_or(|settled| settled.verdict == Verdict::Retransmission);
        }
        history.note(&mut own.latest, sent);
        if !late {
            own.highest = own.latest;
        }
    }
    if let Some(identification) = segment.ip_id.filter(|_| !late) {
        own.identifications.note(identification);
    }
    let Some(blocks) = Blocks::of(segment) else { return settled };
    **own.sacked.get_or_insert_default() = blocks;
    settled.or_else(|| peer.reported_twice(history, blocks.duplicate(segment.ack)?))
}

impl Trace {
    fn count_copy(&mut self) {
        self.copies = self.copies.saturating_add(1);
    }

    /// What is proved of a segment that came late; `sacked` is what the receiver has.
    #[cold]
    fn judge(&self, history: &History, late: &Sent, sacked: Option<&Blocks>) -> Option<Settled> {
        let same = |sent: &Sent| (sent.start, sent.end) == (late.start, late.end);
        let copy = history.find(self.latest, same).and_then(|place| history.get(place));
        let proof = match copy {
            Some(copy) => self.judge_copy(late, copy),
            // The bytes were not captured before: were they sent before or after what overtook them?
            None => history.get(self.highest).and_then(|highest| self.judge_order(late, highest)),
        };
        // What the receiver has already can only come again.
        let proof = proof.or_else(|| {
            let arrived = sacked.is_some_and(|sacked| sacked.cover(late.start, late.end));
            arrived.then_some((Verdict::Retransmission, Evidence::Sack))
        });
        proof.map(|(verdict, by)| Settled { packet: late.packet, verdict, by })
    }

    /// The same bytes were captured before: is it the same packet, or which was sent first?
    fn judge_copy(&self, late: &Sent, copy: &Sent) -> Option<(Verdict, Evidence)> {
        let alike = late.timestamp() == copy.timestamp() && late.ack == copy.ack;
        let same_packet = late.identification().is_some() && late.identification() == copy.identification();
        // One packet has one identification, unless its sender never changes it (RFC 6864 4.1).
        if same_packet && alike && self.identifications.differ {
            return Some((Verdict::DuplicateCapture, Evidence::IpId));
        }
        self.judge_order(late, copy)
    }

    /// Sent after what was captured before it, it was sent again; sent before, it is only late.
    fn judge_order(&self, late: &Sent, earlier: &Sent) -> Option<(Verdict, Evidence)> {
        let verdict = |after| if after { Verdict::Retransmission } else { Verdict::Reordering };
        if let Some(after) = late.timestamp_after(earlier) {
            return Some((verdict(after), Evidence::Timestamps));
        }
        let (own, other) = (late.identification()?, earlier.identification()?);
        let counted = self.identifications.counts() && own != other;
        counted.then(|| (verdict(own.wrapping_sub(other) < 1 << 15), Evidence::IpId))
    }

    /// The receiver got these bytes twice: the copy that was captured late was sent for nothing.
    fn reported_twice(
        &self,
        history: &mut History,
        (left, right): (SeqNumber, SeqNumber),
    ) -> Option<Settled> {
        let named = |sent: &Sent| sent.doubtful && sent.start.before(right) && sent.end.after(left);
        let place = history.find(self.latest, named)?;
        let packet = history.get(place)?.packet;
        history.settle(place);
        Some(Settled { packet, verdict: Verdict::Retransmission, by: Evidence::Sack })
    }
}
