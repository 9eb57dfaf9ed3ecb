//! One direction's bytes in order: each once, borrowed where they came in order, holes said.
//!
//! Where segments overlap, the bytes that were captured first stand, whether they were delivered
//! already or wait behind a hole; what comes again is compared with them as far as they are still
//! remembered, dropped, and said if it differs. Receivers have different policies (RFC 9293 3.10.7.4
//! leaves them the choice), so an observer can't know which bytes the application got.

use super::Anomaly;
use super::holes::{Held, Holes, compare_held, differs, part};
use super::recent::{Latest, Recent};
use crate::capture::{Elapsed, Timestamp};
use crate::decode::SeqNumber;
use crate::limits;

/// What comes out of a stream, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// The next bytes.
    Data { offset: u64, bytes: &'a [u8] },
    /// Bytes that the capture does not hold; `cut` off a packet that it does hold.
    Gap { offset: u64, length: u64, cut: bool },
    /// Bytes that are not delivered, and why.
    Anomaly(Anomaly),
}

/// The packet a piece is told with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Brought {
    pub(super) packet: u64,
    pub(super) time: Timestamp,
}

/// The payload of a segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Payload<'a> {
    /// Sequence number of its first byte.
    pub(super) seq: SeqNumber,
    /// What was captured of it.
    pub(super) bytes: &'a [u8],
    /// Its length on the wire.
    pub(super) wire_length: u32,
    pub(super) brought: Brought,
    /// Whether it seems to lie outside the peer's window; the peer's next ACK decides.
    pub(super) doubtful: bool,
}

/// One direction's stream of bytes.
#[derive(Debug)]
pub(super) struct Stream {
    /// Sequence number of the next byte to deliver; `None` until the stream is anchored.
    next: Option<SeqNumber>,
    /// Bytes delivered or given up so far: the offset of `next`.
    position: u64,
    /// Offset just after the last byte, once a FIN said it; else [`Stream::ENDLESS`].
    end: u64,
    /// What was delivered last.
    latest: Latest,
    /// While bytes are missing that lie before others, or that the peer acknowledged.
    holes: Option<Box<Holes>>,
}

impl Default for Stream {
    fn default() -> Self {
        Self { next: None, position: 0, end: Self::ENDLESS, latest: Latest::default(), holes: None }
    }
}

impl Stream {
    const ENDLESS: u64 = u64::MAX;

    /// Says where the stream begins, if nothing did before.
    pub(super) fn anchor(&mut self, first: SeqNumber) {
        self.next.get_or_insert(first);
    }

    /// Whether it is known where the stream begins.
    pub(super) fn is_anchored(&self) -> bool {
        self.next.is_some()
    }

    /// Bytes held behind a hole, with what it costs to hold them.
    pub(super) fn held_bytes(&self) -> usize {
        self.holes.as_ref().map_or(0, |holes| holes.held_bytes)
    }

    /// Whether everything up to the FIN has been delivered.
    pub(super) fn is_finished(&self) -> bool {
        self.position >= self.end
    }

    /// How far `seq` lies after the next byte to deliver.
    pub(super) fn distance(&self, seq: SeqNumber) -> Option<i32> {
        self.next.map(|next| seq.distance_from(next))
    }

    /// Notes that the stream ends just before `seq`.
    pub(super) fn ends_at(&mut self, seq: SeqNumber) {
        if let (Self::ENDLESS, Some(offset)) = (self.end, self.offset_of(seq)) {
            let end = offset.max(self.position);
            self.end = end;
            // Whoever acknowledged more was wrong: the number of the FIN itself, or a forged one.
            if let Some(holes) = &mut self.holes {
                holes.acked = holes.acked.min(end);
            }
        }
    }

    /// Takes a segment's payload: delivers it, drops it, or holds it behind a hole.
    #[inline(always)]
    pub(super) fn take(
        &mut self,
        payload: &Payload<'_>,
        recent: &mut Recent,
        out: &mut impl FnMut(Brought, Piece<'_>),
    ) {
        let Some(next) = self.next else { return };
        let ahead = payload.seq.distance_from(next);
        let distance = u64::from(ahead.unsigned_abs());
        let start = self.position + distance;
        if ahead == 0 && self.holes.is_none() {
            // What comes next, as nearly everything does.
            self.deliver(0, payload.bytes, payload.wire_length.into(), payload.brought, recent, out);
        } else if ahead <= 0 {
            self.before_start(distance, payload, out);
            self.fill(distance, payload, recent, out);
            self.drain(Some(payload.brought), recent, out);
        } else {
            self.take_ahead(start, distance, payload, recent, out);
        }
    }

    /// Takes a payload that lies so far behind the position, at an offset of its own.
    #[cold]
    fn take_ahead(
        &mut self,
        start: u64,
        distance: u64,
        payload: &Payload<'_>,
        recent: &mut Recent,
        out: &mut impl FnMut(Brought, Piece<'_>),
    ) {
        if start >= self.end {
            let length = payload.wire_length;
            out(payload.brought, Piece::Anomaly(Anomaly::DataAfterFin { length }));
        } else if distance > limits::MAX_WINDOW {
            let anomaly =
                Anomaly::OutsideWindow { length: payload.wire_length, distance: distance.cast_signed() };
            out(payload.brought, Piece::Anomaly(anomaly));
        } else {
            self.hold(start, payload, out);
            while self.held_bytes() > limits::MAX_HELD_BYTES {
                let held = self.held_bytes() as u64;
                out(payload.brought, Piece::Anomaly(Anomaly::HoleGivenUp { held }));
                self.give_up_hole(recent, out);
            }
        }
    }

    /// Notes that the peer acknowledged everything before `ack`; gives a hole up that the peer has
    /// acknowledged long enough ago.
    #[inline(always)]
    pub(super) fn acknowledged(
        &mut self,
        ack: SeqNumber,
        brought: Brought,
        recent: &mut Recent,
        out: &mut impl FnMut(Brought, Piece<'_>),
    ) {
        let beyond = self.next.is_some_and(|next| ack.after(next)) && !self.is_finished();
        if self.holes.is_some() || beyond {
            self.acknowledged_with_holes(ack, brought, recent, out);
        }
    }

    #[cold]
    fn acknowledged_with_holes(
        &mut self,
        ack: SeqNumber,
        brought: Brought,
        recent: &mut Recent,
        out: &mut impl FnMut(Brought, Piece<'_>),
    ) {
        let acked = self.offset_of(ack).map_or(0, |offset| offset.min(self.end));
        let holes = self.holes.get_or_insert_default();
        holes.acked = holes.acked.max(acked);
        if holes.acked <= self.position {
            holes.hole_acked = None;
            return;
        }
        let since = *holes.hole_acked.get_or_insert(brought.time);
        let patience = Elapsed::from_millis(limits::ACKED_HOLE_PATIENCE_MS);
        if brought.time.since(since) < patience {
            return;
        }
        if !holes.held.is_empty() {
            holes.hole_acked = None;
            self.give_up_hole(recent, out);
        } else if self.end != Self::ENDLESS {
            let acked = holes.acked;
            self.skip_to(acked, brought, out);
        }
        self.forget_filled();
    }

    /// Where nothing is missing, nothing has to be remembered.
    fn forget_filled(&mut self) {
        self.holes.take_if(|holes| holes.held.is_empty() && holes.acked <= self.position);
    }

    /// Drops what lies behind the right edge of the peer's window, where that was in doubt.
    #[inline(always)]
    pub(super) fn drop_outside(&mut self, edge: SeqNumber, out: &mut impl FnMut(Brought, Piece<'_>)) {
        if self.holes.as_ref().is_some_and(|holes| holes.doubtful > 0) {
            self.drop_doubtful(edge, out);
        }
    }

    #[cold]
    fn drop_doubtful(&mut self, edge: SeqNumber, out: &mut impl FnMut(Brought, Piece<'_>)) {
        let edge = self.offset_of(edge);
        let (Some(edge), Some(holes)) = (edge, &mut self.holes) else { return };
        let outside = holes.held.range(edge..).filter(|(_, held)| held.doubtful);
        let outside: Vec<u64> = outside.map(|(offset, _)| *offset).collect();
        for offset in outside {
            let Some(held) = holes.take(offset) else { continue };
            let (length, distance) = (held.wire_length as u32, (offset - self.position).cast_signed());
            out(held.brought, Piece::Anomaly(Anomaly::OutsideWindow { length, distance }));
        }
        self.forget_filled();
    }

    /// Says the first hole as a gap and delivers what lies behind it, up to the next hole.
    fn give_up_hole(&mut self, recent: &mut Recent, out: &mut impl FnMut(Brought, Piece<'_>)) {
        if let Some((offset, first)) = self.first_held() {
            let brought = first.brought;
            self.skip_to(offset, brought, out);
            self.drain(None, recent, out);
        }
    }

    /// Says every hole as a gap and delivers all that is held.
    pub(super) fn give_up_holes(&mut self, recent: &mut Recent, out: &mut impl FnMut(Brought, Piece<'_>)) {
        while self.first_held().is_some() {
            self.give_up_hole(recent, out);
        }
    }

    /// Delivers all that is held, holes said, and the acknowledged bytes that never came.
    pub(super) fn flush(
        &mut self,
        brought: Brought,
        recent: &mut Recent,
        out: &mut impl FnMut(Brought, Piece<'_>),
    ) {
        self.give_up_holes(recent, out);
        let acked = self.holes.as_ref().map_or(0, |holes| holes.acked);
        let end = if self.end == Self::ENDLESS { acked } else { self.end };
        self.skip_to(end, brought, out);
        self.forget_filled();
    }

    /// What is held just behind the first hole.
    fn first_held(&self) -> Option<(u64, &Held)> {
        let (offset, held) = self.holes.as_ref()?.held.first_key_value()?;
        Some((*offset, held))
    }

    fn offset_of(&self, seq: SeqNumber) -> Option<u64> {
        self.position.checked_add_signed(i64::from(seq.distance_from(self.next?)))
    }

    fn advance(&mut self, length: u64) {
        self.position += length;
        self.next = self.next.map(|next| next.plus(length as u32));
    }

    fn skip_to(&mut self, offset: u64, brought: Brought, out: &mut impl FnMut(Brought, Piece<'_>)) {
        self.skip(offset.saturating_sub(self.position), false, brought, out);
    }

    #[cold]
    fn skip(&mut self, length: u64, cut: bool, brought: Brought, out: &mut impl FnMut(Brought, Piece<'_>)) {
        if length > 0 {
            out(brought, Piece::Gap { offset: self.position, length, cut });
            self.advance(length);
        }
    }

    /// Says of a payload that starts before the first byte of the stream. A single byte there is that
    /// of a keep-alive probe.
    #[cold]
    fn before_start(&self, known: u64, payload: &Payload<'_>, out: &mut impl FnMut(Brought, Piece<'_>)) {
        let length = known.saturating_sub(self.position).min(payload.wire_length.into());
        if length > 0 && payload.wire_length > 1 {
            out(payload.brought, Piece::Anomaly(Anomaly::BeforeStart { length }));
        }
    }

    /// Takes a payload that starts `known` bytes before the position. Where it reaches into what is
    /// held, that came first and stands.
    #[cold]
    fn fill(
        &mut self,
        known: u64,
        payload: &Payload<'_>,
        recent: &mut Recent,
        out: &mut impl FnMut(Brought, Piece<'_>),
    ) {
        let new = u64::from(payload.wire_length).saturating_sub(known);
        let held = self.first_held().is_some_and(|(first, _)| first < self.position + new);
        if !held {
            let wire_length = u64::from(payload.wire_length);
            self.deliver(known, payload.bytes, wire_length, payload.brought, recent, out);
            return;
        }
        if known > 0 {
            self.compare_delivered(known, payload.bytes, payload.brought, recent, out);
        }
        let rest =
            Payload { bytes: part(payload.bytes, known, u64::MAX), wire_length: new as u32, ..*payload };
        self.hold(self.position, &rest, out);
    }

    /// Delivers a payload that starts `known` bytes before the position; what was cut from it by a
    /// snap length is a gap.
    #[inline(always)]
    fn deliver(
        &mut self,
        known: u64,
        bytes: &[u8],
        wire_length: u64,
        brought: Brought,
        recent: &mut Recent,
        out: &mut impl FnMut(Brought, Piece<'_>),
    ) {
        if known > 0 {
            self.compare_delivered(known, bytes, brought, recent, out);
        }
        let room = self.end.saturating_sub(self.position);
        let unknown = wire_length.saturating_sub(known);
        let new = unknown.min(room);
        let fresh = usize::try_from(known).ok().and_then(|known| bytes.get(known..)).unwrap_or_default();
        let fresh = fresh.get(..new as usize).unwrap_or(fresh);
        if !fresh.is_empty() {
            out(brought, Piece::Data { offset: self.position, bytes: fresh });
            recent.note(&mut self.latest, self.position, fresh);
            self.advance(fresh.len() as u64);
            if fresh.len() as u64 == wire_length {
                return;
            }
        }
        self.skip(new - fresh.len() as u64, true, brought, out);
        // A keep-alive probe after the FIN has the number of the FIN.
        if unknown > new && wire_length > 1 {
            out(brought, Piece::Anomaly(Anomaly::DataAfterFin { length: (unknown - new) as u32 }));
        }
    }

    /// Compares what comes again with what was delivered. A single byte is that of a probe.
    #[cold]
    fn compare_delivered(
        &self,
        known: u64,
        bytes: &[u8],
        brought: Brought,
        recent: &Recent,
        out: &mut impl FnMut(Brought, Piece<'_>),
    ) {
        let skipped = known.saturating_sub(self.position);
        let again = bytes.get(skipped as usize..).unwrap_or_default();
        let again = again.get(..(known - skipped) as usize).unwrap_or(again);
        if again.len() == 1 && bytes.len() == 1 {
            return;
        }
        let offset = self.position - (known - skipped);
        if let Some(found) = recent.compare(self.latest, offset, again) {
            let second = again.get(found.at..).unwrap_or_default();
            out(brought, Piece::Anomaly(differs(offset + found.at as u64, found.first, second)));
        }
    }

    /// Holds what is new of a payload behind a hole.
    fn hold(&mut self, start: u64, payload: &Payload<'_>, out: &mut impl FnMut(Brought, Piece<'_>)) {
        let holes = self.holes.get_or_insert_default();
        let end = start + u64::from(payload.wire_length);
        let before = holes.held.range(..start).next_back();
        let first = before.filter(|(offset, held)| *offset + held.wire_length > start);
        let first = first.map_or(start, |(offset, _)| *offset);
        let mut place = start;
        let mut new = Vec::new();
        for (&offset, held) in holes.held.range(first..end) {
            if place < offset {
                new.push((place, offset));
            }
            compare_held((offset, held), (start, payload), out);
            place = place.max(offset + held.wire_length);
        }
        if place < end {
            new.push((place, end));
        }
        for (from, to) in new {
            let bytes = part(payload.bytes, from - start, to - start).to_vec();
            let (brought, doubtful) = (payload.brought, payload.doubtful);
            let held = Held { bytes, wire_length: to - from, brought, doubtful };
            holes.doubtful += u32::from(doubtful);
            holes.held_bytes += held.cost();
            holes.held.insert(from, held);
        }
    }

    /// Delivers what is held and no longer behind a hole. `filled` is the packet that filled it.
    #[cold]
    fn drain(
        &mut self,
        filled: Option<Brought>,
        recent: &mut Recent,
        out: &mut impl FnMut(Brought, Piece<'_>),
    ) {
        while let Some(holes) = &mut self.holes
            && let Some((&offset, _)) = holes.held.first_key_value()
            && offset <= self.position
            && let Some(held) = holes.take(offset)
        {
            let known = self.position - offset;
            let brought = filled.unwrap_or(held.brought);
            self.deliver(known, &held.bytes, held.wire_length, brought, recent, out);
        }
        self.forget_filled();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Snippet;

    /// Feeds segments `(seq, bytes)`, one packet each, and returns what came out as text: the packet
    /// it is told with, then the bytes or `-length`.
    fn told(start: u32, segments: &[(u32, &str)]) -> (Stream, Vec<String>) {
        let mut stream = Stream::default();
        let mut recent = Recent::default();
        let mut out = Vec::new();
        stream.anchor(SeqNumber(start));
        for (index, (seq, text)) in segments.iter().enumerate() {
            let brought = Brought { packet: index as u64 + 1, time: Timestamp::default() };
            let seq = SeqNumber(start).plus(*seq);
            let payload = payload(seq, text, text.len() as u32, brought);
            stream.take(&payload, &mut recent, &mut |b, p| out.push(line(b, p)));
        }
        (stream, out)
    }

    fn payload(seq: SeqNumber, text: &str, wire_length: u32, brought: Brought) -> Payload<'_> {
        Payload { seq, bytes: text.as_bytes(), wire_length, brought, doubtful: false }
    }

    fn line(brought: Brought, piece: Piece<'_>) -> String {
        match piece {
            Piece::Data { bytes, .. } => format!("{} {}", brought.packet, String::from_utf8_lossy(bytes)),
            Piece::Gap { length, .. } => format!("{} -{length}", brought.packet),
            Piece::Anomaly(Anomaly::OverlapDiffers { offset, first, second }) => {
                let text = |snippet: Snippet| String::from_utf8_lossy(snippet.bytes()).into_owned();
                format!("{} at {offset} {} not {}", brought.packet, text(first), text(second))
            }
            Piece::Anomaly(anomaly) => format!("{} {anomaly:?}", brought.packet),
        }
    }

    #[test]
    fn in_order_bytes_pass_through() {
        assert_eq!(told(7, &[(0, "ab"), (2, "cd")]).1, ["1 ab", "2 cd"]);
    }

    #[test]
    fn a_filled_hole_is_told_with_the_packet_that_filled_it() {
        assert_eq!(told(7, &[(2, "cd"), (4, "e"), (0, "ab")]).1, ["3 ab", "3 cd", "3 e"]);
    }

    #[test]
    fn repeated_and_overlapping_bytes_come_once() {
        let segments = [(0, "abc"), (0, "abc"), (1, "bcde"), (8, "ij"), (7, "hijk"), (5, "fgh")];
        assert_eq!(told(7, &segments).1, ["1 abc", "3 de", "6 fg", "6 h", "6 ij", "6 k"]);
    }

    #[test]
    fn sequence_numbers_wrap() {
        let start = u32::MAX - 1;
        assert_eq!(told(start, &[(0, "ab"), (4, "ef"), (2, "cd")]).1, ["1 ab", "3 cd", "3 ef"]);
    }

    #[test]
    fn the_end_of_the_capture_says_what_is_missing() {
        let (mut stream, mut out) = told(7, &[(0, "ab"), (4, "ef")]);
        let last = Brought { packet: 9, time: Timestamp::default() };
        stream.flush(last, &mut Recent::default(), &mut |b, p| out.push(line(b, p)));
        assert_eq!(out, ["1 ab", "2 -2", "2 ef"]);
    }

    #[test]
    fn an_acknowledged_hole_is_given_up_after_a_while() {
        let (mut stream, mut out) = told(7, &[(0, "ab"), (4, "ef")]);
        let ack = SeqNumber(7 + 6);
        for milliseconds in [0, 99, 100] {
            let now = Brought { packet: 9, time: Timestamp::new(milliseconds * 1_000_000, 6) };
            assert_eq!(out.len(), 1);
            stream.acknowledged(ack, now, &mut Recent::default(), &mut |b, p| out.push(line(b, p)));
        }
        assert_eq!(out, ["1 ab", "2 -2", "2 ef"]);
    }

    #[test]
    fn what_a_snap_length_cut_is_a_gap() {
        let mut stream = Stream::default();
        let mut out = Vec::new();
        let brought = Brought { packet: 1, time: Timestamp::default() };
        stream.anchor(SeqNumber(0));
        for (seq, text, wire_length) in [(0, "abc", 10), (10, "k", 1)] {
            let payload = payload(SeqNumber(seq), text, wire_length, brought);
            stream.take(&payload, &mut Recent::default(), &mut |b, p| out.push(line(b, p)));
        }
        assert_eq!(out, ["1 abc", "1 -7", "1 k"]);
    }

    #[test]
    fn nothing_is_delivered_beyond_the_fin() {
        let mut stream = Stream::default();
        let mut out = Vec::new();
        let brought = Brought { packet: 1, time: Timestamp::default() };
        stream.anchor(SeqNumber(0));
        stream.ends_at(SeqNumber(2));
        for (seq, text) in [(0, "abc"), (3, "d")] {
            let payload = payload(SeqNumber(seq), text, text.len() as u32, brought);
            stream.take(&payload, &mut Recent::default(), &mut |b, p| out.push(line(b, p)));
        }
        assert!(stream.is_finished());
        assert_eq!(out, ["1 ab", "1 DataAfterFin { length: 1 }", "1 DataAfterFin { length: 1 }"]);
    }

    #[test]
    fn what_comes_again_and_differs_is_said_and_the_first_stands() {
        let segments = [(0, "abcd"), (2, "cXef"), (8, "ijkl"), (6, "ghiYZlmn"), (8, "ijkl")];
        let expected = ["1 abcd", "2 at 3 d not X", "2 ef", "4 at 9 jkl not YZl", "4 gh", "4 ijkl", "4 mn"];
        assert_eq!(told(7, &segments).1, expected);
    }

    #[test]
    fn held_bytes_are_charged_with_what_holding_them_costs() {
        let segments: Vec<_> = (1..100).map(|index| (index * 2, "x")).collect();
        let (stream, _) = told(7, &segments);
        assert_eq!(stream.held_bytes(), 99 * (1 + limits::HELD_OVERHEAD_BYTES));
    }
}
