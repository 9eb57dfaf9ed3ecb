//! The bytes of one direction in order, and what they turned out to be.

use std::collections::BTreeMap;

use super::{Kept, What};
use crate::decode::SeqNumber;
use crate::flow::Direction;
use crate::limits;
use crate::protocol::Likeness;
use crate::protocol::frame::FrameHeader;
use crate::protocol::http::{HeadEnd, looks_like_request, looks_like_response};
use crate::session::Protocol;

/// A thing in a stream: a head, a body, a record, a frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// Place of its first byte that the stream has.
    pub(super) start: u64,
    /// Place behind its last byte.
    pub(super) end: u64,
    /// Bytes of it before `start`: they went by under another connection's number.
    pub(super) skipped: u64,
    pub(super) what: What,
}

/// One direction. Places count from [`Stream::ORIGIN`], so that there are places before the first byte.
#[derive(Debug)]
pub(super) struct Stream {
    /// Sequence number of the first byte.
    zero: Option<SeqNumber>,
    /// Place of the first byte; a client that tries again begins at another.
    origin: u64,
    /// Place behind the last byte that was read.
    pub(super) end: u64,
    /// Place of the bytes that are read now.
    start: u64,
    /// Where the next thing begins.
    next: Option<u64>,
    pub(super) units: Kept<Unit>,
    /// Segments that lie ahead of what was read: place to place behind, and packet.
    waiting: BTreeMap<u64, (u64, u64)>,
    /// Whether the last thing is a body that goes on.
    in_body: bool,
    /// The search for the end of a request that the capture shows behind its answer.
    late: Option<HeadEnd>,
}

impl Default for Stream {
    fn default() -> Self {
        Self {
            zero: None,
            origin: Self::ORIGIN,
            end: Self::ORIGIN,
            start: Self::ORIGIN,
            next: None,
            units: Kept::default(),
            waiting: BTreeMap::new(),
            in_body: false,
            late: None,
        }
    }
}

impl Stream {
    /// Sequence numbers reach back by at most half their space.
    const ORIGIN: u64 = 1 << 32;

    /// Says which sequence number the first byte has, if nothing did before.
    pub(super) fn anchor(&mut self, first: SeqNumber) {
        self.zero.get_or_insert(first);
    }

    pub(super) fn is_anchored(&self) -> bool {
        self.zero.is_some()
    }

    /// The place of a byte.
    pub(super) fn place(&self, seq: SeqNumber) -> u64 {
        let zero = self.zero.unwrap_or(seq);
        let expected = zero.plus(self.end.wrapping_sub(self.origin) as u32);
        self.end.saturating_add_signed(i64::from(seq.distance_from(expected)))
    }

    /// The place of the byte so many bytes behind the first.
    pub(super) fn offset(&self, offset: u64) -> u64 {
        self.origin.saturating_add(offset)
    }

    /// The byte `seq` lies at `place`: the stream begins elsewhere than it seemed.
    pub(super) fn correct(&mut self, seq: SeqNumber, place: u64) {
        self.zero = Some(SeqNumber(seq.0.wrapping_sub(place.wrapping_sub(self.origin) as u32)));
    }

    /// The client tries again: bytes count from the start once more.
    pub(super) fn begin_anew(&mut self) {
        let origin = self.end.saturating_add(Self::ORIGIN);
        let mut units = std::mem::take(&mut self.units);
        if let Some(unfinished) = units.last_mut() {
            unfinished.end = unfinished.end.min(self.end);
        }
        *self = Self { origin, end: origin, start: origin, units, ..Self::default() };
    }

    /// A segment lies ahead of what was read.
    pub(super) fn wait(&mut self, start: u64, end: u64, packet: u64) {
        if self.waiting.len() < limits::MAX_LAYOUTS {
            self.waiting.entry(start).or_insert((end, packet));
        }
    }

    /// The packet that waited with the byte at `place`; those behind which reading has come are
    /// forgotten.
    pub(super) fn waited(&mut self, place: u64) -> Option<u64> {
        while let Some(entry) = self.waiting.first_entry().filter(|entry| entry.get().0 <= place) {
            entry.remove();
        }
        let (_, (end, packet)) = self.waiting.range(..=place).next_back()?;
        (*end > place).then_some(*packet)
    }

    /// The next bytes are read.
    pub(super) fn data(&mut self, start: u64, bytes: &[u8], direction: Direction, speaks: Option<Protocol>) {
        (self.start, self.end) = (start, start.saturating_add(bytes.len() as u64));
        let begins = match speaks {
            None | Some(Protocol::Tls | Protocol::WebSocket) => false,
            // Where the session lost its way, a segment that begins like a head is one.
            Some(Protocol::Http) => self.in_body || looks_like_head(bytes, direction),
            Some(Protocol::Http2 | Protocol::Unknown) => true,
        };
        if begins {
            self.next = Some(start);
        }
        self.next.get_or_insert(start);
        self.pass_late_request(bytes);
    }

    /// Bytes that the capture does not hold.
    pub(super) fn gap(&mut self, start: u64, length: u64) {
        (self.start, self.end) = (start, start.saturating_add(length));
        if let Some(body) = self.units.last_mut().filter(|_| self.in_body) {
            body.end = self.end;
            self.next = Some(self.end);
        }
    }

    /// What is spoken was unknown until now: the next thing begins where nothing was read yet.
    pub(super) fn known_from_here(&mut self) {
        self.next = Some(self.end);
    }

    /// Frames begin at this offset, which went by some time ago as a rule.
    pub(super) fn frames_from(&mut self, offset: u64) {
        (self.next, self.late) = (Some(self.offset(offset)), None);
    }

    /// The connection became a WebSocket. The session passes over a request that is captured behind its
    /// answer, without a word.
    pub(super) fn becomes_websocket(&mut self) {
        if !self.units.last().is_some_and(|unit| unit.what == What::Request) {
            self.late = Some(HeadEnd::default());
        }
    }

    fn pass_late_request(&mut self, bytes: &[u8]) {
        let Some(mut search) = self.late.take() else { return };
        let begun = self.next.is_some_and(|next| next < self.start);
        if !begun && looks_like_request(bytes) == Likeness::No {
            return;
        }
        match search.feed(bytes) {
            Some(own) => {
                let end = self.start.saturating_add(own as u64);
                self.thing(end.saturating_sub(self.next.unwrap_or(end)), What::Request);
            }
            None => self.late = Some(search),
        }
    }

    /// A whole head was read.
    pub(super) fn head(&mut self, length: usize, what: What) {
        self.in_body = false;
        self.thing(length as u64, what);
    }

    /// The next bytes of a body were read.
    pub(super) fn body(&mut self, length: usize) {
        let end = self.next.map_or(self.end, |next| next.saturating_add(length as u64));
        match self.units.last_mut().filter(|_| self.in_body) {
            Some(body) => {
                body.end = end;
                self.next = Some(end);
            }
            None => self.thing(length as u64, What::Body),
        }
        self.in_body = true;
    }

    /// The body is complete.
    pub(super) fn body_end(&mut self) {
        self.in_body = false;
    }

    /// A whole TLS record was read.
    pub(super) fn record(&mut self, length: u16) {
        let whole = u64::from(length) + RECORD_HEADER;
        let fits = self.next.is_some_and(|next| next.saturating_add(whole) <= self.end);
        if fits {
            self.thing(whole, What::Record);
        } else {
            self.next = None;
        }
    }

    /// A frame's header was read.
    pub(super) fn frame(&mut self, header: FrameHeader, first_packet: u64) {
        self.thing(header.frame_length(), What::Frame { header, first_packet });
    }

    /// Payload of a frame was read; its header may have gone by under another connection's number.
    pub(super) fn payload(&mut self, header: FrameHeader, offset: u64, first_packet: u64) {
        if self.units.last().is_some() {
            return self.frame_grew(header);
        }
        let skipped = offset.saturating_add(header.header_length.into());
        self.thing(header.frame_length().saturating_sub(skipped), What::Frame { header, first_packet });
        if let Some(unit) = self.units.last_mut() {
            unit.skipped = skipped;
        }
    }

    /// The frame that began last has this header: of one that ends with a mark the length grows.
    fn frame_grew(&mut self, header: FrameHeader) {
        if let Some(Unit { start, end, skipped, what: What::Frame { header: known, .. } }) =
            self.units.last_mut()
            && header.has_end_mark()
        {
            *known = header;
            *end = start.saturating_add(header.frame_length().saturating_sub(*skipped));
            self.next = Some(*end);
        }
    }

    /// The frame that began last is complete, and turned out to begin in this packet.
    pub(super) fn frame_complete(&mut self, header: FrameHeader, packet: u64) {
        self.frame_grew(header);
        if let Some(Unit { what: What::Frame { first_packet, .. }, .. }) = self.units.last_mut() {
            *first_packet = packet;
        }
    }

    fn thing(&mut self, length: u64, what: What) {
        let start = self.next.unwrap_or(self.start);
        let end = start.saturating_add(length);
        self.units.push(Unit { start, end, skipped: 0, what });
        self.next = Some(end);
    }
}

/// Bytes of a TLS record's header.
const RECORD_HEADER: u64 = 5;

fn looks_like_head(bytes: &[u8], direction: Direction) -> bool {
    let likeness = match direction {
        Direction::ToServer => looks_like_request(bytes),
        Direction::ToClient => looks_like_response(bytes),
    };
    likeness == Likeness::Yes
}
