//! What stands where in the payload of the packets of a connection.
//!
//! Of each direction it is kept which thing (head, body, record, frame) lies where in the stream, and of
//! each segment where its payload lies there. So a header that is split over packets comes out right,
//! and so do bytes that came too early, came again, or follow a gap.

mod kept;
mod stream;

use std::ops::Range;

use crate::decode::{Flags, SeqNumber};
use crate::flow::{At, Direction, Label, Pair, SegmentFacts, TcpEvent};
use crate::limits;
use crate::protocol::frame::FrameHeader;
use crate::session::{Event, EventKind, HttpEvent, Protocol, TlsEvent, WebSocketEvent};
use kept::Kept;
use stream::Stream;

/// What stands where in the payload of the packets of a connection.
#[derive(Debug, Default)]
pub struct Layouts {
    segments: Kept<Placed>,
    streams: Pair<Stream>,
    speaks: Option<Protocol>,
}

/// What one packet of the connection holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Which way it travelled.
    pub direction: Direction,
    /// Its sequence number, relative to the initial one.
    pub seq: u32,
    /// Its acknowledgment number, relative to the peer's initial one, where the ACK bit is set.
    pub ack: Option<u32>,
    /// Its window in bytes, scaled where the scale is known.
    pub window: u32,
    /// What the peer's relative numbers count from, where the ACK bit is set.
    pub peer_base: Option<SeqNumber>,
    /// What became of its payload.
    pub fate: Fate,
    /// The bytes of its payload that were read for the first time.
    pub fresh: Range<usize>,
    /// What its payload is made of, in order and without holes.
    pub parts: Vec<Part>,
    /// Things that it holds beyond those in `parts`.
    pub left_out: usize,
}

/// What became of the payload of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was read when it came, at least in part.
    Read,
    /// It came too early, and was read with this packet.
    Waited(u64),
    /// It came too early, and what lies before it never came.
    Waits,
    /// All of it had been read before.
    Seen,
    /// The packet was captured twice.
    Copy,
    /// The byte of a keep-alive probe, which means nothing.
    Probe,
    /// Its receiver refuses it.
    Refused,
}

/// A part of a payload: a thing, or as much of it as the packet holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where in the payload.
    pub range: Range<usize>,
    /// What it belongs to.
    pub what: What,
    /// Bytes of the thing that came before these.
    pub before: u64,
    /// Bytes of the thing that come after these.
    pub after: u64,
}

/// What bytes of a payload belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The head of an HTTP request.
    Request,
    /// The head of an HTTP response.
    Response,
    /// The body of an HTTP message, as it is on the wire.
    Body,
    /// A TLS record.
    Record,
    /// A WebSocket frame.
    Frame {
        /// Its header.
        header: FrameHeader,
        /// The packet in which it begins.
        first_packet: u64,
    },
    /// Something that was not read, or not to its end.
    Unread,
}

/// A segment and where its payload lies in the stream.
#[derive(Debug)]
struct Placed {
    packet: u64,
    direction: Direction,
    seq: u32,
    ack: Option<u32>,
    window: u32,
    peer_base: Option<SeqNumber>,
    /// Sequence number of the first byte of payload, as sent.
    first: SeqNumber,
    place: u64,
    length: u32,
    fresh: Option<(u32, u32)>,
    /// The packet with which it was read.
    read_with: u64,
    /// What becomes of it if it is not read.
    unread: Fate,
}

impl Layouts {
    /// What a packet holds; `None` where it is none of this connection's, or was left out.
    #[must_use]
    pub fn of(&self, packet: u64) -> Option<Layout> {
        let placed = self.segments.find(|placed| placed.packet.cmp(&packet))?;
        let fate = match placed.fresh {
            // What carries nothing has nothing to be read.
            None if placed.length == 0 => Fate::Read,
            None => placed.unread,
            Some(_) if placed.read_with == packet => Fate::Read,
            Some(_) => Fate::Waited(placed.read_with),
        };
        let fresh = placed.fresh.map_or(0..0, |(from, to)| from as usize..to as usize);
        let (parts, left_out) = self.parts(placed, fate);
        let Placed { direction, seq, ack, window, peer_base, .. } = *placed;
        Some(Layout { direction, seq, ack, window, peer_base, fate, fresh, parts, left_out })
    }

    /// Packets of which nothing is known here, since there were too many.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.segments.left_out()
    }

    fn parts(&self, placed: &Placed, fate: Fate) -> (Vec<Part>, usize) {
        let mut parts = Vec::new();
        let (start, end) = (placed.place, placed.place.saturating_add(placed.length.into()));
        let mut place = start;
        let unread = |from: u64, to: u64| Part {
            range: (from - placed.place) as usize..(to - placed.place) as usize,
            what: What::Unread,
            before: 0,
            after: 0,
        };
        let read = matches!(fate, Fate::Read | Fate::Waited(_) | Fate::Seen | Fate::Copy);
        let known = read && placed.length > 0;
        let stream = &self.streams[placed.direction];
        let mut units =
            stream.units.from(|unit| unit.end <= start).take_while(|unit| known && unit.start < end);
        for unit in units.by_ref().take(limits::MAX_LAYOUT_PARTS) {
            let from = unit.start.max(place);
            if from > place {
                parts.push(unread(place, from));
            }
            let to = unit.end.min(end).max(from);
            parts.push(Part {
                range: (from - placed.place) as usize..(to - placed.place) as usize,
                what: unit.what,
                before: unit.skipped.saturating_add(from - unit.start),
                after: unit.end.saturating_sub(to),
            });
            place = to;
        }
        if place < end {
            parts.push(unread(place, end));
        }
        (parts, units.count())
    }

    /// Takes an event of the connection.
    pub(super) fn observe(&mut self, event: &Event<'_>) {
        let stream = &mut self.streams[event.at.direction];
        match event.kind {
            EventKind::Tcp(event_of_tcp) => self.tcp(event.at, &event_of_tcp),
            EventKind::Speaks(protocol) => self.speaks(protocol, event.at.direction),
            EventKind::Http(HttpEvent::Request(head)) => stream.head(head.head_length, What::Request),
            EventKind::Http(HttpEvent::Response(head)) => stream.head(head.head_length, What::Response),
            EventKind::Http(HttpEvent::Body(bytes)) => stream.body(bytes.len()),
            EventKind::Http(HttpEvent::BodyEnd { .. }) => stream.body_end(),
            EventKind::Tls(TlsEvent::Record(header)) => stream.record(header.length),
            EventKind::WebSocket(WebSocketEvent::FramesFrom { offset }) => stream.frames_from(offset),
            EventKind::WebSocket(WebSocketEvent::FrameStarted(header)) => {
                stream.frame(header, event.at.packet);
            }
            EventKind::WebSocket(WebSocketEvent::Payload { header, offset, .. }) => {
                stream.payload(header, offset, event.at.packet);
            }
            EventKind::WebSocket(WebSocketEvent::Frame(frame)) => {
                stream.frame_complete(frame.header, frame.first_packet);
            }
            EventKind::Http(HttpEvent::Upgrade(_) | HttpEvent::Tunnel { .. })
            | EventKind::Tls(_)
            | EventKind::WebSocket(WebSocketEvent::Inflated { .. } | WebSocketEvent::Unfinished { .. })
            | EventKind::Finding(_) => {}
        }
    }

    fn speaks(&mut self, protocol: Protocol, direction: Direction) {
        let unknown = matches!(self.speaks, Some(Protocol::Unknown | Protocol::Http2));
        if unknown {
            self.streams[direction.reverse()].known_from_here();
        }
        if protocol == Protocol::WebSocket {
            self.streams.to_server.becomes_websocket();
        }
        self.speaks = Some(protocol);
    }

    fn tcp(&mut self, at: At, event: &TcpEvent<'_>) {
        match event {
            TcpEvent::Segment(facts) | TcpEvent::Attempt(facts) => self.segment(at, facts),
            TcpEvent::Data { offset, bytes } => self.data(at, *offset, bytes),
            TcpEvent::Gap { offset, length, .. } => {
                let stream = &mut self.streams[at.direction];
                stream.gap(stream.offset(*offset), *length);
            }
            TcpEvent::BegunAnew => Direction::BOTH.iter().for_each(|way| self.streams[*way].begin_anew()),
            _ => {}
        }
    }

    fn segment(&mut self, at: At, facts: &SegmentFacts<'_>) {
        if self.segments.last().is_some_and(|placed| placed.packet >= at.packet) {
            return;
        }
        let (flags, length) = (facts.flags, facts.length);
        let first = if flags.has(Flags::SYN) { facts.raw_seq.plus(1) } else { facts.raw_seq };
        self.anchor(at.direction, facts);
        let stream = &mut self.streams[at.direction];
        let place = stream.place(first);
        let end = place.saturating_add(length.into());
        let probe = length == 1 && facts.labels.has(Label::KeepAlive);
        let unread = match place > stream.end {
            _ if facts.refused || flags.has(Flags::RST) => Fate::Refused,
            _ if facts.is_copy() => Fate::Copy,
            _ if probe => Fate::Probe,
            true => Fate::Waits,
            false => Fate::Seen,
        };
        if unread == Fate::Waits && length > 0 {
            stream.wait(place, end, at.packet);
        }
        let (fresh, read_with, direction) = (None, at.packet, at.direction);
        let SegmentFacts { seq, ack, window, .. } = *facts;
        let packet = at.packet;
        let peer_base = facts.raw_ack.zip(ack).map(|(raw, ack)| SeqNumber(raw.0.wrapping_sub(ack)));
        let placed = Placed {
            packet,
            direction,
            seq,
            ack,
            window,
            peer_base,
            first,
            place,
            length,
            fresh,
            read_with,
            unread,
        };
        self.segments.push(placed);
    }

    /// Says where the streams begin, as TCP's own reading does.
    fn anchor(&mut self, direction: Direction, facts: &SegmentFacts<'_>) {
        let flags = facts.flags;
        if flags.has(Flags::RST) || facts.refused {
            return;
        }
        let (own, peer) = self.streams.split_mut(direction);
        let control = flags.has(Flags::PSH) || flags.has_control();
        let garbage = facts.length == 1 && !control && !own.is_anchored();
        if !garbage {
            own.anchor(if flags.has(Flags::SYN) { facts.raw_seq.plus(1) } else { facts.raw_seq });
        }
        if let Some(ack) = facts.raw_ack {
            peer.anchor(ack);
        }
    }

    fn data(&mut self, at: At, offset: u64, bytes: &[u8]) {
        let stream = &mut self.streams[at.direction];
        let start = stream.offset(offset);
        let packet = stream.waited(start).unwrap_or(at.packet);
        if let Some(placed) = self.segments.find_mut(|placed| placed.packet.cmp(&packet)) {
            let end = placed.place.saturating_add(placed.length.into());
            if !(placed.place..end).contains(&start) {
                stream.correct(placed.first, start);
                placed.place = start;
            }
            let from = (start - placed.place) as u32;
            let to = from.saturating_add(bytes.len() as u32);
            let (first, last) = placed.fresh.unwrap_or((from, to));
            placed.fresh = Some((first.min(from), last.max(to)));
            placed.read_with = at.packet;
        }
        stream.data(start, bytes, at.direction, self.speaks);
    }
}

#[cfg(test)]
mod tests;
