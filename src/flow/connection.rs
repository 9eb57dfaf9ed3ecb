//! One TCP connection: who the ends are, what each segment does to it, and how it ended.

use super::acknowledge::Outstanding;
use super::analysis::Analysis;
use super::attempt::SegmentsOnly;
use super::deliver::Pending;
use super::endpoints::{Endpoints, is_low};
use super::facts::Odd;
use super::guard::Guard;
use super::handshake::Handshake;
use super::origin::Habits;
use super::past::Owner;
use super::reassembly::{Brought, Piece, Stream};
use super::recent::Recent;
use super::settle::Trace;
use super::shared::Shared;
use super::state::{Known, States};
use super::{
    Anomaly, At, ConnectionId, Direction, HowEnded, Label, Opened, Pair, Roles, Sink, TcpEnding, TcpEvent,
};
use crate::capture::{Moment, Timestamp};
use crate::decode::{Flags, Segment, SeqNumber};

/// A connection and everything known of it.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) id: ConnectionId,
    pub(super) ends: Endpoints,
    /// Whether the lower of its ends is the client.
    pub(super) client_is_low: bool,
    pub(super) roles: Roles,
    /// Whether its ports had been used before.
    reused: bool,
    /// Digits of its packets' times.
    digits: u8,
    last_packet: u64,
    last_time: Moment,
    /// The latest time of its packets; not that of the last one where the clock ran backwards.
    latest: Moment,
    pub(super) analysis: Analysis,
    pub(super) traces: Pair<Trace>,
    pub(super) guard: Guard,
    pub(super) sides: Pair<End>,
    pub(super) streams: Pair<Stream>,
    pub(super) pending: Option<Box<Pending>>,
    pub(super) outstanding: Pair<Outstanding>,
    pub(super) states: States,
    pub(super) habits: Pair<Habits>,
    pub(super) handshake: Handshake,
    pub(super) first_to_end: Option<Direction>,
    pub(super) closed: bool,
    pub(super) reset: bool,
    pub(super) ended: bool,
    /// Whether a plain segment can do nothing but carry and acknowledge data.
    pub(super) is_steady: bool,
}

/// What is known of the sender in one direction.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct End {
    /// What relative sequence numbers count from: the initial sequence number.
    pub(super) base: Option<SeqNumber>,
    /// Whether this end sent anything.
    pub(super) spoke: bool,
    /// Sequence number of its FIN.
    pub(super) fin: Option<SeqNumber>,
    pub(super) fin_told: bool,
    pub(super) fin_acked: bool,
    /// Retransmissions and probes since the peer last said anything.
    pub(super) unanswered: u8,
    /// Segments that were neither.
    pub(super) fresh: u8,
    /// Whether its ACKs show that the peer sent something, captured or not.
    pub(super) heard: bool,
}

impl Connection {
    pub(super) fn new(id: ConnectionId, opened: Opened) -> Self {
        let ends = Endpoints::of(&opened.client, &opened.server);
        Self {
            id,
            ends,
            client_is_low: is_low(&opened.client, &opened.server),
            roles: opened.roles,
            reused: opened.reused,
            digits: 0,
            last_packet: 0,
            last_time: Moment::default(),
            latest: Moment::default(),
            analysis: Analysis::default(),
            traces: Pair::default(),
            guard: Guard::default(),
            sides: Pair::default(),
            streams: Pair::default(),
            pending: None,
            outstanding: Pair::default(),
            states: States::default(),
            habits: Pair::default(),
            handshake: Handshake::default(),
            first_to_end: None,
            closed: false,
            reset: false,
            ended: false,
            is_steady: false,
        }
    }

    /// An ended connection as far as it is remembered: its late segments are still told, but they do
    /// nothing any more.
    pub(super) fn past(owner: &Owner) -> Self {
        let mut past = Self { ended: true, ..Self::new(owner.number, owner.opened) };
        for direction in Direction::BOTH {
            past.sides[direction].base = Some(owner.bases[direction]);
        }
        past
    }

    /// Tells of a segment that came after the end.
    pub(super) fn take_straggler(mut self, segment: &Segment<'_>, shared: &mut Shared, sink: &mut impl Sink) {
        self.take(segment, shared, &mut SegmentsOnly(sink));
    }

    /// Begins to fetch what it points at and segments change.
    pub(super) fn prefetch_parts(&self) {
        for direction in Direction::BOTH {
            self.outstanding[direction].prefetch();
        }
    }

    pub(super) fn number(&self) -> ConnectionId {
        self.id
    }

    /// When it was last heard of.
    pub(super) fn latest(&self) -> Timestamp {
        self.latest.with_digits(self.digits)
    }

    /// Its last packet.
    pub(super) fn last(&self) -> Brought {
        Brought { packet: self.last_packet, time: self.last_time.with_digits(self.digits) }
    }

    /// What relative sequence numbers count from.
    pub(super) fn bases(&self) -> Pair<SeqNumber> {
        let base = |direction: Direction| self.sides[direction].base.unwrap_or_default();
        Pair { to_server: base(Direction::ToServer), to_client: base(Direction::ToClient) }
    }

    /// The place of one of its segments.
    #[inline(always)]
    pub(super) fn at(&self, segment: &Segment<'_>) -> At {
        At {
            packet: segment.packet,
            time: segment.time,
            connection: self.id,
            direction: self.direction(segment),
        }
    }

    /// Which way `segment` travels.
    #[inline(always)]
    pub(super) fn direction(&self, segment: &Segment<'_>) -> Direction {
        if is_low(&segment.from, &segment.to) == self.client_is_low {
            Direction::ToServer
        } else {
            Direction::ToClient
        }
    }

    /// Whether a SYN begins another connection on the same ports: it has another initial sequence
    /// number. With the same number it is sent again, also after FIN or RST, as in Wireshark 4.0.
    pub(super) fn is_over_for(&self, segment: &Segment<'_>) -> bool {
        let base = || self.sides[self.direction(segment)].base;
        segment.flags.is_only_syn() && base().is_some_and(|base| base != segment.seq)
    }

    /// Bytes held behind holes.
    pub(super) fn held_bytes(&self) -> usize {
        self.streams.to_server.held_bytes() + self.streams.to_client.held_bytes()
    }

    /// Gives up the holes of both directions: there is no room to wait any longer.
    pub(super) fn give_up_holes(&mut self, recent: &mut Recent, sink: &mut impl Sink) {
        let (id, last) = (self.id, self.last());
        for direction in Direction::BOTH {
            let held = self.streams[direction].held_bytes() as u64;
            let out = &mut |brought, piece: Piece<'_>| tell(id, direction, brought, piece, sink);
            if held > 0 {
                out(last, Piece::Anomaly(Anomaly::HoleGivenUp { held }));
                self.streams[direction].give_up_holes(recent, out);
            }
        }
    }

    /// Takes the connection's next segment. Returns whether it closed the connection.
    #[inline(always)]
    pub(super) fn take(&mut self, segment: &Segment<'_>, shared: &mut Shared, sink: &mut impl Sink) -> bool {
        let at = self.at(segment);
        if self.is_steady && segment.flags.is_plain() {
            self.take_plain(segment, at, shared, sink);
            return false;
        }
        let closes = self.take_any(segment, at, shared, sink);
        self.is_steady = self.stays_steady(sink);
        closes
    }

    /// Takes a segment that may do anything. Returns whether it closed the connection.
    #[inline(never)]
    fn take_any(&mut self, segment: &Segment<'_>, at: At, shared: &mut Shared, sink: &mut impl Sink) -> bool {
        let direction = at.direction;
        if self.is_tried_again(segment) {
            self.begin_anew(at, &mut shared.recent, sink);
        }
        self.resolve_pending(segment, direction, &mut shared.recent, sink);
        let reused = self.uses_ports_again(segment, direction);
        self.note(segment);
        let anomaly = self.refuses(segment, direction);
        let challenged = anomaly.is_none() && self.is_challenged(segment, direction);
        if challenged {
            self.go_on_after_challenge();
        }
        self.set_bases(segment, direction, anomaly.is_none());
        let established = self.handshake(segment, direction);
        let is_refused = anomaly.is_some() || self.refuses_fin(segment, direction).is_some();
        // Later segments are judged by it, told or not.
        let checked =
            !(is_refused || challenged || self.ended) && self.guard.has_to_check(segment, direction);
        let checksums = checked.then(|| self.guard.bad_checksums(segment, direction));
        if sink.wants_segments() {
            let mut facts = self.facts_of_any(segment, direction, shared);
            facts.refused = is_refused;
            if reused {
                facts.labels.add(Label::ReusedPorts);
            }
            let odd = Odd { anomaly: anomaly.or(challenged.then_some(Anomaly::SynInside)), checksums };
            self.tell_segment(segment, &facts, (odd, established), at, sink);
        } else {
            self.analysis.follow(segment, direction);
        }
        if self.ended || anomaly.is_some() {
            return false;
        }
        let shift =
            if segment.flags.has(Flags::SYN) { Some(0) } else { self.analysis.known_shift(direction) };
        let believed = self.guard.note(segment, direction, shift);
        if sink.wants_segments() {
            self.habits[direction].take(segment);
        }
        self.deliver(segment, at, believed, &mut shared.recent, sink);
        let closes = self.end_directions(segment, at, &mut shared.recent, sink);
        if sink.wants_segments() {
            self.tell_states(segment, at, sink);
        }
        closes
    }

    /// Notes when its last packet came.
    #[inline(always)]
    pub(super) fn note(&mut self, segment: &Segment<'_>) {
        let now = Moment::from(segment.time);
        if self.last_packet == 0 || self.latest.nanoseconds() < now.nanoseconds() {
            self.latest = now;
        }
        (self.last_packet, self.last_time, self.digits) = (segment.packet, now, segment.time.digits());
    }

    /// Why the receiver refuses the segment, if it does. A closed connection refuses nothing more.
    fn refuses(&self, segment: &Segment<'_>, direction: Direction) -> Option<Anomaly> {
        if self.closed {
            return None;
        }
        let inside = segment.flags.has(Flags::SYN) && self.guard.is_inside(segment, direction);
        self.guard.refuses(segment, direction).or(inside.then_some(Anomaly::SynInside))
    }

    /// Ends the connection: tells what is still held, then how TCP ended; `left` says how, if it was
    /// still open.
    pub(super) fn end(&mut self, left: HowEnded, recent: &mut Recent, sink: &mut impl Sink) {
        if self.ended {
            return;
        }
        self.flush(recent, sink);
        let mut at = At {
            packet: self.last_packet,
            time: self.last_time.with_digits(self.digits),
            connection: self.id,
            direction: Direction::ToServer,
        };
        self.tell_fins(at, sink);
        if let Some(direction) = self.only_side() {
            sink.tcp(At { direction, ..at }, TcpEvent::Anomaly(Anomaly::OneSided));
        }
        self.ended = true;
        at.direction = self.first_to_end.unwrap_or(Direction::ToServer);
        let ending = TcpEnding { how: self.how_ended(left), first: self.first_to_end, lost: None };
        sink.tcp(at, TcpEvent::Ended(ending));
        self.streams = Pair::default();
        self.outstanding = Pair::default();
        self.traces = Pair::default();
        self.habits = Pair::default();
    }

    /// Tells which states a segment shows.
    fn tell_states(&mut self, segment: &Segment<'_>, at: At, sink: &mut impl Sink) {
        let Pair { to_server, to_client } = &self.sides;
        let known = Known {
            initial: Pair { to_server: to_server.base, to_client: to_client.base },
            fins: Pair { to_server: to_server.fin, to_client: to_client.fin },
            finished: Pair { to_server: to_server.fin_told, to_client: to_client.fin_told },
            reset_counts: self.closed,
        };
        self.states.take(segment, at.direction, &known, &mut |change| sink.tcp(at, TcpEvent::State(change)));
    }

    /// Whether TCP is done with the connection.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Whether Wireshark says of a segment that it uses the ports again.
    fn uses_ports_again(&mut self, segment: &Segment<'_>, direction: Direction) -> bool {
        let first = self.last_packet == 0;
        let base = &mut self.sides[direction].base;
        match (segment.flags.has(Flags::SYN), segment.flags.has(Flags::ACK), *base) {
            // A SYN after an earlier connection.
            (true, false, _) if first => self.reused,
            // A SYN with the number that is known already; with another it is another connection.
            (true, false, Some(_)) => {
                self.analysis.restart(direction);
                false
            }
            // A SYN-ACK with another number; relative numbers count from it from here on.
            (true, true, Some(known)) if known != segment.seq => {
                *base = Some(segment.seq);
                true
            }
            _ => false,
        }
    }

    /// Relative numbers count from the initial sequence numbers. Where the start was not captured,
    /// the first byte seen counts as 1, as in Wireshark.
    fn set_bases(&mut self, segment: &Segment<'_>, direction: Direction, accepted: bool) {
        let syn = segment.flags.has(Flags::SYN);
        self.sides[direction].spoke = true;
        let base = if syn { segment.seq } else { SeqNumber(segment.seq.0.wrapping_sub(1)) };
        self.sides[direction].base.get_or_insert(base);
        if segment.flags.has(Flags::ACK) {
            let base = SeqNumber(segment.ack.0.wrapping_sub(1));
            self.sides[direction.reverse()].base.get_or_insert(base);
        }
        // The numbers of a RST may belong to nobody (RFC 9293 3.10.7.1).
        if segment.flags.has(Flags::RST) || !accepted {
            return;
        }
        // Data on a SYN (RFC 7413) starts just after the SYN itself.
        if !self.may_begin_with_garbage(segment, direction) {
            self.streams[direction].anchor(if syn { segment.seq.plus(1) } else { segment.seq });
        }
        if segment.flags.has(Flags::ACK) {
            self.streams[direction.reverse()].anchor(segment.ack);
        }
    }
}

#[inline(always)]
pub(super) fn tell(
    id: ConnectionId,
    direction: Direction,
    brought: Brought,
    piece: Piece<'_>,
    sink: &mut impl Sink,
) {
    let at = At { packet: brought.packet, time: brought.time, connection: id, direction };
    match piece {
        Piece::Data { offset, bytes } => sink.tcp(at, TcpEvent::Data { offset, bytes }),
        Piece::Gap { offset, length, cut } => {
            sink.tcp(at, TcpEvent::Gap { offset, length, cut, lost: None });
        }
        Piece::Anomaly(anomaly) => sink.tcp(at, TcpEvent::Anomaly(anomaly)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A busy server has tens of thousands of them, most of them silent.
    #[test]
    fn it_stays_small() {
        let pairs = [
            ("analysis", size_of::<Analysis>(), 96),
            ("traces", size_of::<Pair<Trace>>(), 64),
            ("guard", size_of::<Guard>(), 56),
            ("sides", size_of::<Pair<End>>(), 48),
            ("streams", size_of::<Pair<Stream>>(), 80),
            ("outstanding", size_of::<Pair<Outstanding>>(), 80),
            ("habits", size_of::<Pair<Habits>>(), 64),
            ("handshake", size_of::<Handshake>(), 24),
            ("endpoints", size_of::<Endpoints>(), 38),
        ];
        for (part, size, most) in pairs {
            assert!(size <= most, "{part}: {size}");
        }
        assert!(size_of::<Connection>() <= 600, "{}", size_of::<Connection>());
    }
}
