//! How the directions of a connection end, and what can be said of its ending.

use super::connection::{Connection, End, tell};
use super::reassembly::Piece;
use super::recent::Recent;
use super::{At, Direction, HowEnded, Label, SegmentFacts, Sink, TcpEvent};
use crate::decode::{Flags, Segment};

/// As many unanswered retransmissions or probes in a row mean that the peer is gone.
const UNANSWERED_FOR_TIMEOUT: u8 = 3;

/// As many segments without a word of the peer, none of them sent again, and the peer's must be
/// missing from the capture.
const FRESH_FOR_ONE_SIDED: u8 = 3;

impl Connection {
    /// FIN and RST. Returns whether this segment closed the connection.
    pub(super) fn end_directions(
        &mut self,
        segment: &Segment<'_>,
        at: At,
        recent: &mut Recent,
        sink: &mut impl Sink,
    ) -> bool {
        if segment.flags.has(Flags::RST) && !self.closed {
            self.flush(recent, sink);
            self.first_to_end.get_or_insert(at.direction);
            self.reset = true;
            sink.tcp(at, TcpEvent::Reset { origin: self.habits[at.direction].compare(segment) });
        }
        self.tell_fins(at, sink);
        let reverse = &mut self.sides[at.direction.reverse()];
        if let Some(fin) = reverse.fin.filter(|_| segment.flags.has(Flags::ACK)) {
            reverse.fin_acked |= segment.ack.after(fin);
        }
        let finished = self.sides.to_server.fin_acked && self.sides.to_client.fin_acked;
        let closes = !self.closed && (self.reset || finished);
        if closes {
            self.closed = true;
            self.flush(recent, sink);
            self.tell_fins(at, sink);
            sink.tcp(at, TcpEvent::Closed);
        }
        closes
    }

    /// Tells the FINs that have been reached in order.
    pub(super) fn tell_fins(&mut self, at: At, sink: &mut impl Sink) {
        if self.first_to_end.is_none() {
            return;
        }
        for direction in Direction::BOTH {
            let end = &mut self.sides[direction];
            if end.fin.is_some() && !end.fin_told && self.streams[direction].is_finished() {
                end.fin_told = true;
                let first = self.first_to_end == Some(direction);
                let origin = self.habits[direction].fin();
                sink.tcp(At { direction, ..at }, TcpEvent::Fin { first, origin });
            }
        }
    }

    pub(super) fn flush(&mut self, recent: &mut Recent, sink: &mut impl Sink) {
        self.drop_pending(recent, sink);
        let (id, last) = (self.id, self.last());
        for direction in Direction::BOTH {
            let out = &mut |brought, piece: Piece<'_>| tell(id, direction, brought, piece, sink);
            let stream = &mut self.streams[direction];
            // No ACK has come that could decide what is in doubt: in doubt, it is delivered.
            if let Some(edge) = self.guard.far_edge(direction.reverse()) {
                stream.drop_outside(edge, out);
            }
            stream.flush(last, recent, out);
        }
    }

    /// Whether nothing answered its SYN so far.
    pub(super) fn is_unanswered(&self) -> bool {
        self.is_only_syn() && !self.sides.to_client.spoke
    }

    /// Whether no more than the SYN is known to have come across. A client that acknowledges has got
    /// the SYN-ACK, captured or not.
    fn is_only_syn(&self) -> bool {
        let answered = self.handshake.syn_ack.is_some() || self.guard.has_acked(Direction::ToServer);
        self.handshake.syn.is_some() && !answered
    }

    /// How it ended; `left` is how it was left, if it was open.
    pub(super) fn how_ended(&self, left: HowEnded) -> HowEnded {
        let given_up = |end: &End| end.unanswered >= UNANSWERED_FOR_TIMEOUT;
        match (self.reset, self.first_to_end) {
            (true, Some(Direction::ToClient)) if self.is_only_syn() && !self.sides.to_client.answered() => {
                HowEnded::Refused
            }
            (true, _) => HowEnded::Reset,
            (false, None) if left == HowEnded::Open && self.is_unanswered() => HowEnded::Unanswered,
            (false, _) if !self.closed && Direction::BOTH.iter().any(|d| given_up(&self.sides[*d])) => {
                HowEnded::Timeout
            }
            (false, Some(_)) => HowEnded::Fin,
            (false, None) => left,
        }
    }

    pub(super) fn count_unanswered(&mut self, facts: &SegmentFacts<'_>, direction: Direction) {
        let again = [Label::Retransmission, Label::KeepAlive, Label::ZeroWindowProbe];
        let again = again.into_iter().any(|label| facts.labels.has(label));
        let heard = facts.raw_ack.is_some_and(|ack| self.guard.acknowledges_more(ack, direction));
        let (own, peer) = self.sides.split_mut(direction);
        peer.unanswered = 0;
        // A peer whose packets are not captured answers too: what is acknowledged came from it, and
        // new data follows only if the old was not lost.
        own.heard |= heard;
        if heard || (!peer.spoke && !again && facts.length > 0) {
            own.unanswered = 0;
        }
        own.unanswered = own.unanswered.saturating_add(u8::from(again));
        own.fresh = own.fresh.saturating_add(u8::from(!again));
    }

    /// The side whose packets are the only ones captured, although its peer was there.
    pub(super) fn only_side(&self) -> Option<Direction> {
        let [client, server] = Direction::BOTH.map(|direction| self.sides[direction].spoke);
        let side = match (client, server) {
            (true, false) => Direction::ToServer,
            (false, true) => Direction::ToClient,
            _ => return None,
        };
        let end = &self.sides[side];
        let answered = self.handshake.syn.is_some() && self.guard.has_acked(side) && !self.reset;
        let alive = end.fresh >= FRESH_FOR_ONE_SIDED && end.unanswered == 0 && self.guard.has_acked(side);
        (end.heard || (answered && side == Direction::ToServer) || alive).then_some(side)
    }
}

impl End {
    /// Whether this end said more than a bare RST.
    fn answered(&self) -> bool {
        self.fin.is_some()
    }
}
