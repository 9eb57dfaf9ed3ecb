//! How a connection opens: the three-way handshake, and a SYN that opens none.

use super::connection::Connection;
use super::guard::Guard;
use super::{Direction, Established, Pair};
use crate::capture::{Elapsed, Moment};
use crate::decode::{Flags, Segment};

/// The three-way handshake (RFC 9293 3.5).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Handshake {
    pub(super) syn: Option<Moment>,
    pub(super) syn_ack: Option<Moment>,
    /// When the client's ACK ended it.
    ack: Option<Moment>,
}

impl Handshake {
    /// From the SYN to the client's ACK.
    pub(super) fn round_trip(&self) -> Option<Elapsed> {
        Some(self.ack?.since(self.syn?))
    }

    /// Whether nothing of it can come any more: it is complete, or its beginning was not captured.
    pub(super) fn is_over(&self) -> bool {
        self.ack.is_some() || self.syn.is_none()
    }
}

impl Connection {
    /// The times of the handshake; says when it is complete.
    pub(super) fn handshake(&mut self, segment: &Segment<'_>, direction: Direction) -> Option<Established> {
        let handshake = &mut self.handshake;
        if segment.flags.has(Flags::SYN) {
            let both = segment.flags.has(Flags::ACK);
            let seen = if both { &mut handshake.syn_ack } else { &mut handshake.syn };
            seen.get_or_insert(Moment::from(segment.time));
            return None;
        }
        if handshake.ack.is_some() {
            return None;
        }
        let (syn, syn_ack) = (handshake.syn?, handshake.syn_ack?);
        if direction == Direction::ToClient || !segment.flags.has(Flags::ACK) {
            return None;
        }
        handshake.ack = Some(Moment::from(segment.time));
        let closing = segment.flags.has(Flags::RST);
        (!closing).then(|| Established {
            to_syn_ack: syn_ack.since(syn),
            to_ack: Moment::from(segment.time).since(syn_ack),
        })
    }

    /// Whether the server answers the SYN as one in the middle of an open connection: with an ACK of
    /// what it has got there (RFC 5961 4).
    pub(super) fn is_challenged(&self, segment: &Segment<'_>, direction: Direction) -> bool {
        if self.handshake.syn.is_none() || self.handshake.syn_ack.is_some() {
            return false;
        }
        let answer = direction == Direction::ToClient && segment.flags.has(Flags::ACK);
        let bare = !segment.flags.has(Flags::SYN) && !segment.flags.has(Flags::RST);
        let elsewhere = self.streams.to_server.distance(segment.ack).is_some_and(|distance| distance != 0);
        answer && bare && elsewhere && !self.guard.has_acked(Direction::ToServer)
    }

    /// The SYN opened nothing: what follows belongs to the connection before it, whose packets go by
    /// under this number, as in Wireshark.
    pub(super) fn go_on_after_challenge(&mut self) {
        self.handshake = Handshake::default();
        self.guard = Guard::default();
        self.streams = Pair::default();
    }
}
