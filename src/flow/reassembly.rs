//! One direction's bytes in order: each once, borrowed where they came in order, holes said.
//!
//! Where segments overlap, the bytes that are delivered first stand; what comes again is dropped.

use std::collections::BTreeMap;

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
}

/// The packet a piece is told with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Brought {
    pub(super) packet: u64,
    pub(super) time: Timestamp,
}

/// One direction's stream of bytes.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// Sequence number of the next byte to deliver; `None` until the stream is anchored.
    next: Option<SeqNumber>,
    /// Bytes delivered or given up so far: the offset of `next`.
    position: u64,
    /// Offset just after the last byte, once a FIN said it.
    end: Option<u64>,
    /// The highest offset that the peer acknowledged.
    acked: u64,
    /// Since when the peer has acknowledged more than was delivered.
    hole_acked: Option<Timestamp>,
    /// What lies behind the first hole, by offset.
    held: BTreeMap<u64, Held>,
    held_bytes: usize,
}

/// A segment's payload behind a hole.
#[derive(Debug)]
struct Held {
    bytes: Vec<u8>,
    wire_length: u64,
    brought: Brought,
}

impl Stream {
    /// Says where the stream begins, if nothing did before.
    pub(super) fn anchor(&mut self, first: SeqNumber) {
        self.next.get_or_insert(first);
    }

    /// Bytes held behind a hole.
    pub(super) fn held_bytes(&self) -> usize {
        self.held_bytes
    }

    /// Whether everything up to the FIN has been delivered.
    pub(super) fn is_finished(&self) -> bool {
        self.end.is_some_and(|end| self.position >= end)
    }

    /// Notes that the stream ends just before `seq`.
    pub(super) fn ends_at(&mut self, seq: SeqNumber) {
        if let (None, Some(offset)) = (self.end, self.offset_of(seq)) {
            self.end = Some(offset.max(self.position));
        }
    }

    /// Takes a segment's payload: delivers it, drops it, or holds it behind a hole.
    pub(super) fn take(
        &mut self,
        seq: SeqNumber,
        bytes: &[u8],
        wire_length: u32,
        brought: Brought,
        out: &mut impl FnMut(Brought, Piece<'_>),
    ) {
        let Some(next) = self.next else { return };
        let ahead = seq.distance_from(next);
        let wire_length = u64::from(wire_length);
        if ahead <= 0 {
            self.deliver(u64::from(ahead.unsigned_abs()), bytes, wire_length, brought, out);
            self.drain(Some(brought), out);
        } else {
            self.hold(u64::from(ahead.unsigned_abs()), bytes, wire_length, brought);
            if self.held_bytes > limits::MAX_HELD_BYTES {
                self.give_up_hole(out);
            }
        }
    }

    /// Notes that the peer acknowledged everything before `ack`; gives a hole up that the peer has
    /// acknowledged long enough ago.
    pub(super) fn acknowledged(
        &mut self,
        ack: SeqNumber,
        brought: Brought,
        out: &mut impl FnMut(Brought, Piece<'_>),
    ) {
        if let Some(offset) = self.offset_of(ack) {
            self.acked = self.acked.max(offset.min(self.end.unwrap_or(u64::MAX)));
        }
        if self.acked <= self.position {
            self.hole_acked = None;
            return;
        }
        let since = *self.hole_acked.get_or_insert(brought.time);
        let patience = Elapsed::from_millis(limits::ACKED_HOLE_PATIENCE_MS);
        if brought.time.since(since) < patience {
            return;
        }
        if !self.held.is_empty() {
            self.hole_acked = None;
            self.give_up_hole(out);
        } else if self.end.is_some() {
            self.skip_to(self.acked, brought, out);
        }
    }

    /// Says the first hole as a gap and delivers what lies behind it, up to the next hole.
    pub(super) fn give_up_hole(&mut self, out: &mut impl FnMut(Brought, Piece<'_>)) {
        if let Some((&offset, first)) = self.held.first_key_value() {
            let brought = first.brought;
            self.skip_to(offset, brought, out);
            self.drain(None, out);
        }
    }

    /// Delivers all that is held, holes said, and the acknowledged bytes that never came.
    pub(super) fn flush(&mut self, brought: Brought, out: &mut impl FnMut(Brought, Piece<'_>)) {
        while !self.held.is_empty() {
            self.give_up_hole(out);
        }
        let known = self.end.map_or(self.acked, |end| end.max(self.acked));
        self.skip_to(known, brought, out);
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

    fn skip(&mut self, length: u64, cut: bool, brought: Brought, out: &mut impl FnMut(Brought, Piece<'_>)) {
        if length > 0 {
            out(brought, Piece::Gap { offset: self.position, length, cut });
            self.advance(length);
        }
    }

    /// Delivers a payload that starts `known` bytes before the position; what was cut from it by a
    /// snap length is a gap.
    fn deliver(
        &mut self,
        known: u64,
        bytes: &[u8],
        wire_length: u64,
        brought: Brought,
        out: &mut impl FnMut(Brought, Piece<'_>),
    ) {
        let room = self.end.map_or(u64::MAX, |end| end.saturating_sub(self.position));
        let new = wire_length.saturating_sub(known).min(room);
        let fresh = usize::try_from(known).ok().and_then(|known| bytes.get(known..)).unwrap_or_default();
        let fresh = fresh.get(..new as usize).unwrap_or(fresh);
        if !fresh.is_empty() {
            out(brought, Piece::Data { offset: self.position, bytes: fresh });
            self.advance(fresh.len() as u64);
        }
        self.skip(new - fresh.len() as u64, true, brought, out);
    }

    fn hold(&mut self, ahead: u64, bytes: &[u8], wire_length: u64, brought: Brought) {
        if ahead > limits::MAX_WINDOW || wire_length == 0 {
            return;
        }
        let offset = self.position + ahead;
        if self.held.get(&offset).is_some_and(|held| held.wire_length >= wire_length) {
            return;
        }
        self.held_bytes += bytes.len();
        let held = Held { bytes: bytes.to_vec(), wire_length, brought };
        if let Some(shorter) = self.held.insert(offset, held) {
            self.held_bytes -= shorter.bytes.len();
        }
    }

    /// Delivers what is held and no longer behind a hole. `filled` is the packet that filled it.
    fn drain(&mut self, filled: Option<Brought>, out: &mut impl FnMut(Brought, Piece<'_>)) {
        while let Some(entry) = self.held.first_entry().filter(|entry| *entry.key() <= self.position) {
            let (offset, held) = entry.remove_entry();
            self.held_bytes -= held.bytes.len();
            let known = self.position - offset;
            self.deliver(known, &held.bytes, held.wire_length, filled.unwrap_or(held.brought), out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds segments `(seq, bytes)`, one packet each, and returns what came out as text: the packet
    /// it is told with, then the bytes or `-length`.
    fn told(start: u32, segments: &[(u32, &str)]) -> (Stream, Vec<String>) {
        let mut stream = Stream::default();
        let mut out = Vec::new();
        stream.anchor(SeqNumber(start));
        for (index, (seq, text)) in segments.iter().enumerate() {
            let brought = Brought { packet: index as u64 + 1, time: Timestamp::default() };
            let seq = SeqNumber(start).plus(*seq);
            stream.take(seq, text.as_bytes(), text.len() as u32, brought, &mut |b, p| out.push(line(b, p)));
        }
        (stream, out)
    }

    fn line(brought: Brought, piece: Piece<'_>) -> String {
        match piece {
            Piece::Data { bytes, .. } => format!("{} {}", brought.packet, String::from_utf8_lossy(bytes)),
            Piece::Gap { length, .. } => format!("{} -{length}", brought.packet),
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
        assert_eq!(told(7, &segments).1, ["1 abc", "3 de", "6 fgh", "6 ijk"]);
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
        stream.flush(last, &mut |b, p| out.push(line(b, p)));
        assert_eq!(out, ["1 ab", "2 -2", "2 ef"]);
    }

    #[test]
    fn an_acknowledged_hole_is_given_up_after_a_while() {
        let (mut stream, mut out) = told(7, &[(0, "ab"), (4, "ef")]);
        let ack = SeqNumber(7 + 6);
        for milliseconds in [0, 99, 100] {
            let now = Brought { packet: 9, time: Timestamp::new(milliseconds * 1_000_000, 6) };
            assert_eq!(out.len(), 1);
            stream.acknowledged(ack, now, &mut |b, p| out.push(line(b, p)));
        }
        assert_eq!(out, ["1 ab", "2 -2", "2 ef"]);
    }

    #[test]
    fn what_a_snap_length_cut_is_a_gap() {
        let mut stream = Stream::default();
        let mut out = Vec::new();
        let brought = Brought { packet: 1, time: Timestamp::default() };
        stream.anchor(SeqNumber(0));
        stream.take(SeqNumber(0), b"abc", 10, brought, &mut |b, p| out.push(line(b, p)));
        stream.take(SeqNumber(10), b"k", 1, brought, &mut |b, p| out.push(line(b, p)));
        assert_eq!(out, ["1 abc", "1 -7", "1 k"]);
    }

    #[test]
    fn nothing_is_delivered_beyond_the_fin() {
        let mut stream = Stream::default();
        let mut out = Vec::new();
        let brought = Brought { packet: 1, time: Timestamp::default() };
        stream.anchor(SeqNumber(0));
        stream.ends_at(SeqNumber(2));
        stream.take(SeqNumber(0), b"abc", 3, brought, &mut |b, p| out.push(line(b, p)));
        stream.take(SeqNumber(3), b"d", 1, brought, &mut |b, p| out.push(line(b, p)));
        assert!(stream.is_finished());
        assert_eq!(out, ["1 ab"]);
    }
}
