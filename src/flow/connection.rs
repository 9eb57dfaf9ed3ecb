//! One TCP connection: who the ends are, what each segment does to it, and how it ended.

use super::acknowledge::Outstanding;
use super::analysis::Analysis;
use super::attempt::SegmentsOnly;
use super::endpoints::Endpoints;
use super::origin::Habits;
use super::past::Owner;
use super::reassembly::{Brought, Piece, Stream};
use super::settle::{self, Trace};
use super::state::{Known, States};
use super::{
    At, ConnectionId, Direction, Established, HowEnded, Label, Labels, Opened, Pair, SegmentFacts, Sink,
    TcpEnding, TcpEvent,
};
use crate::capture::{Elapsed, Timestamp};
use crate::decode::{Flags, Segment, SeqNumber};

/// As many unanswered retransmissions or probes in a row mean that the peer is gone.
const UNANSWERED_FOR_TIMEOUT: u32 = 3;

/// A connection and everything known of it.
#[derive(Debug)]
pub(super) struct Connection {
    id: ConnectionId,
    pub(super) opened: Opened,
    last: Brought,
    /// The latest time of its packets; not that of the last one where the clock ran backwards.
    latest: Timestamp,
    analysis: Analysis,
    traces: Pair<Trace>,
    ends: Pair<End>,
    streams: Pair<Stream>,
    outstanding: Pair<Outstanding>,
    states: States,
    habits: Pair<Habits>,
    handshake: Handshake,
    first_to_end: Option<Direction>,
    closed: bool,
    reset: bool,
    pub(super) ended: bool,
}

/// What is known of the sender in one direction.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    /// What relative sequence numbers count from: the initial sequence number.
    base: Option<SeqNumber>,
    /// Whether this end sent anything.
    spoke: bool,
    /// Sequence number of its FIN.
    fin: Option<SeqNumber>,
    fin_told: bool,
    fin_acked: bool,
    /// Retransmissions and probes since the peer last said anything.
    unanswered: u32,
}

/// The three-way handshake (RFC 9293 3.5).
#[derive(Clone, Copy, Debug, Default)]
struct Handshake {
    syn: Option<Timestamp>,
    syn_ack: Option<Timestamp>,
    round_trip: Option<Elapsed>,
}

impl Connection {
    pub(super) fn new(id: ConnectionId, opened: Opened) -> Self {
        Self {
            id,
            opened,
            last: Brought { packet: 0, time: Timestamp::default() },
            latest: Timestamp::default(),
            analysis: Analysis::default(),
            traces: Pair::default(),
            ends: Pair::default(),
            streams: Pair::default(),
            outstanding: Pair::default(),
            states: States::default(),
            habits: Pair::default(),
            handshake: Handshake::default(),
            first_to_end: None,
            closed: false,
            reset: false,
            ended: false,
        }
    }

    /// An ended connection as far as it is remembered: its late segments are still told, but they do
    /// nothing any more.
    pub(super) fn past(owner: &Owner) -> Self {
        let mut past = Self { ended: true, ..Self::new(owner.number, owner.opened) };
        for direction in Direction::BOTH {
            past.ends[direction].base = Some(owner.bases[direction]);
        }
        past
    }

    /// Tells of a segment that came after the end.
    pub(super) fn take_straggler(mut self, segment: &Segment<'_>, sink: &mut impl Sink) {
        self.take(segment, &mut SegmentsOnly(sink));
    }

    pub(super) fn number(&self) -> ConnectionId {
        self.id
    }

    pub(super) fn endpoints(&self) -> Endpoints {
        Endpoints::of(self.opened.client, self.opened.server)
    }

    /// When it was last heard of.
    pub(super) fn latest(&self) -> Timestamp {
        self.latest
    }

    /// What relative sequence numbers count from.
    pub(super) fn bases(&self) -> Pair<SeqNumber> {
        let base = |direction: Direction| self.ends[direction].base.unwrap_or_default();
        Pair { to_server: base(Direction::ToServer), to_client: base(Direction::ToClient) }
    }

    /// The place of one of its segments.
    pub(super) fn at(&self, segment: &Segment<'_>) -> At {
        At {
            packet: segment.packet,
            time: segment.time,
            connection: self.id,
            direction: self.direction(segment),
        }
    }

    /// Which way `segment` travels.
    pub(super) fn direction(&self, segment: &Segment<'_>) -> Direction {
        if segment.from == self.opened.client { Direction::ToServer } else { Direction::ToClient }
    }

    /// Whether a SYN begins another connection on the same ports: it has another initial sequence
    /// number. With the same number it is sent again, also after FIN or RST, as in Wireshark 4.0.
    pub(super) fn is_over_for(&self, segment: &Segment<'_>) -> bool {
        let base = self.ends[self.direction(segment)].base;
        segment.flags.is_only_syn() && base.is_some_and(|base| base != segment.seq)
    }

    /// Bytes held behind holes.
    pub(super) fn held_bytes(&self) -> usize {
        self.streams.to_server.held_bytes() + self.streams.to_client.held_bytes()
    }

    /// Gives up the holes of both directions: there is no room to wait any longer.
    pub(super) fn give_up_holes(&mut self, sink: &mut impl Sink) {
        let id = self.id;
        for direction in Direction::BOTH {
            self.streams[direction]
                .give_up_hole(&mut |brought, piece| tell(id, direction, brought, piece, sink));
        }
    }

    /// Takes the connection's next segment. Returns whether it closed the connection.
    pub(super) fn take(&mut self, segment: &Segment<'_>, sink: &mut impl Sink) -> bool {
        let direction = self.direction(segment);
        let brought = Brought { packet: segment.packet, time: segment.time };
        let at = self.at(segment);
        if self.is_tried_again(segment) {
            self.begin_anew(at, sink);
        }
        let reused = self.uses_ports_again(segment, direction);
        if self.last.packet == 0 || self.latest.nanoseconds() < segment.time.nanoseconds() {
            self.latest = segment.time;
        }
        self.last = brought;
        self.set_bases(segment, direction);
        let established = self.handshake(segment, direction);
        let mut facts = self.facts(segment, direction);
        if reused {
            facts.labels.add(Label::ReusedPorts);
        }
        self.count_unanswered(facts.labels, direction);
        sink.tcp(at, TcpEvent::Segment(&facts));
        if let Some(established) = established {
            sink.tcp(at, TcpEvent::Established(established));
        }
        if self.ended {
            return false;
        }
        self.habits[direction].take(segment);
        self.deliver(segment, direction, brought, sink);
        let closes = self.end_directions(segment, at, sink);
        self.tell_states(segment, at, sink);
        closes
    }

    /// Ends the connection: tells what is still held, then how TCP ended; `left` says how, if it was
    /// still open.
    pub(super) fn end(&mut self, left: HowEnded, sink: &mut impl Sink) {
        if self.ended {
            return;
        }
        self.flush(sink);
        let mut at = At {
            packet: self.last.packet,
            time: self.last.time,
            connection: self.id,
            direction: Direction::ToServer,
        };
        self.tell_fins(at, sink);
        self.ended = true;
        at.direction = self.first_to_end.unwrap_or(Direction::ToServer);
        let ending = TcpEnding { how: self.how_ended(left), first: self.first_to_end };
        sink.tcp(at, TcpEvent::Ended(ending));
        self.streams = Pair::default();
        self.outstanding = Pair::default();
        self.traces = Pair::default();
        self.habits = Pair::default();
    }

    /// Whether TCP is done with the connection.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Whether the client opens the closed connection once more; with another number it would be
    /// another connection.
    fn is_tried_again(&self, segment: &Segment<'_>) -> bool {
        segment.flags.is_only_syn() && self.closed && !self.ended
    }

    /// Forgets all but the numbers that relative ones count from.
    fn begin_anew(&mut self, at: At, sink: &mut impl Sink) {
        self.flush(sink);
        for direction in Direction::BOTH {
            self.ends[direction] = End { base: self.ends[direction].base, ..End::default() };
        }
        self.streams = Pair::default();
        self.outstanding = Pair::default();
        self.states = States::default();
        self.habits = Pair::default();
        self.handshake = Handshake::default();
        self.first_to_end = None;
        (self.closed, self.reset) = (false, false);
        sink.tcp(at, TcpEvent::BegunAnew);
    }

    /// Whether Wireshark says of a segment that it uses the ports again.
    fn uses_ports_again(&mut self, segment: &Segment<'_>, direction: Direction) -> bool {
        let first = self.last.packet == 0;
        let base = &mut self.ends[direction].base;
        match (segment.flags.has(Flags::SYN), segment.flags.has(Flags::ACK), *base) {
            // A SYN after an earlier connection.
            (true, false, _) if first => self.opened.reused,
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
    fn set_bases(&mut self, segment: &Segment<'_>, direction: Direction) {
        let syn = segment.flags.has(Flags::SYN);
        self.ends[direction].spoke = true;
        let base = if syn { segment.seq } else { SeqNumber(segment.seq.0.wrapping_sub(1)) };
        self.ends[direction].base.get_or_insert(base);
        if segment.flags.has(Flags::ACK) {
            let base = SeqNumber(segment.ack.0.wrapping_sub(1));
            self.ends[direction.reverse()].base.get_or_insert(base);
        }
        // The numbers of a RST may belong to nobody (RFC 9293 3.10.7.1).
        if segment.flags.has(Flags::RST) {
            return;
        }
        // Data on a SYN (RFC 7413) starts just after the SYN itself.
        self.streams[direction].anchor(if syn { segment.seq.plus(1) } else { segment.seq });
        if segment.flags.has(Flags::ACK) {
            self.streams[direction.reverse()].anchor(segment.ack);
        }
    }

    fn handshake(&mut self, segment: &Segment<'_>, direction: Direction) -> Option<Established> {
        let handshake = &mut self.handshake;
        if segment.flags.has(Flags::SYN) {
            let both = segment.flags.has(Flags::ACK);
            let seen = if both { &mut handshake.syn_ack } else { &mut handshake.syn };
            seen.get_or_insert(segment.time);
            return None;
        }
        let (syn, syn_ack) = (handshake.syn?, handshake.syn_ack?);
        if handshake.round_trip.is_some()
            || direction == Direction::ToClient
            || !segment.flags.has(Flags::ACK)
        {
            return None;
        }
        handshake.round_trip = Some(segment.time.since(syn));
        let closing = segment.flags.has(Flags::RST);
        (!closing)
            .then(|| Established { to_syn_ack: syn_ack.since(syn), to_ack: segment.time.since(syn_ack) })
    }

    fn facts<'a>(&mut self, segment: &Segment<'a>, direction: Direction) -> SegmentFacts<'a> {
        let reverse = direction.reverse();
        let (own, peer) = (self.ends[direction].base, self.ends[reverse].base);
        let relative =
            |seq: SeqNumber, base: Option<SeqNumber>| seq.0.wrapping_sub(base.unwrap_or_default().0);
        let bases = Pair {
            to_server: self.ends.to_server.base.unwrap_or_default(),
            to_client: self.ends.to_client.base.unwrap_or_default(),
        };
        let round_trip = self.handshake.round_trip;
        let (labels, before) = self.analysis.label(direction, segment, bases);
        self.outstanding[direction].sent(segment);
        let scale = if segment.flags.has(Flags::SYN) { 0 } else { self.analysis.shift(direction) };
        SegmentFacts {
            from: segment.from,
            to: segment.to,
            seq: relative(segment.seq, own),
            raw_seq: segment.seq,
            ack: segment.flags.has(Flags::ACK).then(|| relative(segment.ack, peer)),
            raw_ack: segment.flags.has(Flags::ACK).then_some(segment.ack),
            length: segment.wire_payload_length,
            packet_length: segment.wire_packet_length,
            header_length: segment.header_length,
            flags: segment.flags,
            window: u32::from(segment.window) << scale,
            options: segment.options,
            labels,
            before,
            settled: settle::settle(&mut self.traces, direction, segment, labels),
            acknowledges: self.outstanding[reverse].acknowledged_by(segment, round_trip),
        }
    }

    fn count_unanswered(&mut self, labels: Labels, direction: Direction) {
        let again = [Label::Retransmission, Label::KeepAlive, Label::ZeroWindowProbe];
        let again = again.into_iter().any(|label| labels.has(label));
        self.ends[direction.reverse()].unanswered = 0;
        self.ends[direction].unanswered += u32::from(again);
    }

    fn deliver(
        &mut self,
        segment: &Segment<'_>,
        direction: Direction,
        brought: Brought,
        sink: &mut impl Sink,
    ) {
        let (id, flags) = (self.id, segment.flags);
        if !flags.has(Flags::RST) {
            let first = if flags.has(Flags::SYN) { segment.seq.plus(1) } else { segment.seq };
            if flags.has(Flags::FIN) {
                let fin = first.plus(segment.wire_payload_length);
                self.streams[direction].ends_at(fin);
                self.ends[direction].fin.get_or_insert(fin);
                self.first_to_end.get_or_insert(direction);
            }
            if segment.wire_payload_length > 0 {
                self.streams[direction].take(
                    first,
                    segment.payload,
                    segment.wire_payload_length,
                    brought,
                    &mut |brought, piece| tell(id, direction, brought, piece, sink),
                );
            }
        }
        if flags.has(Flags::ACK) && !flags.has(Flags::RST) {
            let reverse = direction.reverse();
            let out = &mut |brought, piece: Piece<'_>| tell(id, reverse, brought, piece, sink);
            self.streams[reverse].acknowledged(segment.ack, brought, out);
        }
    }

    /// FIN and RST. Returns whether this segment closed the connection.
    fn end_directions(&mut self, segment: &Segment<'_>, at: At, sink: &mut impl Sink) -> bool {
        if segment.flags.has(Flags::RST) && !self.closed {
            self.flush(sink);
            self.first_to_end.get_or_insert(at.direction);
            self.reset = true;
            sink.tcp(at, TcpEvent::Reset { origin: self.habits[at.direction].compare(segment) });
        }
        self.tell_fins(at, sink);
        let reverse = &mut self.ends[at.direction.reverse()];
        if let Some(fin) = reverse.fin.filter(|_| segment.flags.has(Flags::ACK)) {
            reverse.fin_acked |= segment.ack.after(fin);
        }
        let finished = self.ends.to_server.fin_acked && self.ends.to_client.fin_acked;
        let closes = !self.closed && (self.reset || finished);
        if closes {
            self.closed = true;
            self.flush(sink);
            self.tell_fins(at, sink);
            sink.tcp(at, TcpEvent::Closed);
        }
        closes
    }

    /// Tells the FINs that have been reached in order.
    fn tell_fins(&mut self, at: At, sink: &mut impl Sink) {
        for direction in Direction::BOTH {
            let end = &mut self.ends[direction];
            if end.fin.is_some() && !end.fin_told && self.streams[direction].is_finished() {
                end.fin_told = true;
                let first = self.first_to_end == Some(direction);
                let origin = self.habits[direction].fin();
                sink.tcp(At { direction, ..at }, TcpEvent::Fin { first, origin });
            }
        }
    }

    /// Tells which states a segment shows.
    fn tell_states(&mut self, segment: &Segment<'_>, at: At, sink: &mut impl Sink) {
        let Pair { to_server, to_client } = &self.ends;
        let known = Known {
            initial: Pair { to_server: to_server.base, to_client: to_client.base },
            fins: Pair { to_server: to_server.fin, to_client: to_client.fin },
            finished: Pair { to_server: to_server.fin_told, to_client: to_client.fin_told },
            reset_counts: self.closed,
        };
        self.states.take(segment, at.direction, &known, &mut |change| sink.tcp(at, TcpEvent::State(change)));
    }

    fn flush(&mut self, sink: &mut impl Sink) {
        let (id, last) = (self.id, self.last);
        for direction in Direction::BOTH {
            self.streams[direction]
                .flush(last, &mut |brought, piece| tell(id, direction, brought, piece, sink));
        }
    }

    /// Whether nothing answered its SYN so far.
    pub(super) fn is_unanswered(&self) -> bool {
        self.handshake.syn.is_some() && !self.ends.to_client.spoke
    }

    fn how_ended(&self, left: HowEnded) -> HowEnded {
        let only_syn = self.handshake.syn.is_some() && self.handshake.syn_ack.is_none();
        let given_up = |end: &End| end.unanswered >= UNANSWERED_FOR_TIMEOUT;
        match (self.reset, self.first_to_end) {
            (true, Some(Direction::ToClient)) if only_syn && !self.ends.to_client.answered() => {
                HowEnded::Refused
            }
            (true, _) => HowEnded::Reset,
            (false, None) if left == HowEnded::Open && self.is_unanswered() => HowEnded::Unanswered,
            (false, _) if !self.closed && Direction::BOTH.iter().any(|d| given_up(&self.ends[*d])) => {
                HowEnded::Timeout
            }
            (false, Some(_)) => HowEnded::Fin,
            (false, None) => left,
        }
    }
}

impl End {
    /// Whether this end said more than a bare RST.
    fn answered(&self) -> bool {
        self.fin.is_some()
    }
}

fn tell(id: ConnectionId, direction: Direction, brought: Brought, piece: Piece<'_>, sink: &mut impl Sink) {
    let at = At { packet: brought.packet, time: brought.time, connection: id, direction };
    match piece {
        Piece::Data { offset, bytes } => sink.tcp(at, TcpEvent::Data { offset, bytes }),
        Piece::Gap { offset, length, cut } => sink.tcp(at, TcpEvent::Gap { offset, length, cut }),
    }
}
