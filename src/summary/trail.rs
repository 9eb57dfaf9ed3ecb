//! Where the packets lie on which the verdict on a connection's end is based.
//!
//! Most connections are silent most of the time, so what only an end has is kept in boxes.

use std::num::NonZeroU64;

use super::Heartbeat;
use super::records::Records;
use crate::capture::{Elapsed, Timestamp};
use crate::decode::Flags;
use crate::flow::{At, Direction, Label, Pair, SegmentFacts};
use crate::protocol::frame::Opcode;
use crate::protocol::http::Headers;
use crate::session::{Frame, TlsEvent};

/// A packet and its time, in 16 bytes even where it may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    packet: NonZeroU64,
    nanoseconds: i64,
}

impl Spot {
    /// Packets count from 1.
    pub(super) fn of(at: At) -> Option<Self> {
        let packet = NonZeroU64::new(at.packet)?;
        Some(Self { packet, nanoseconds: at.time.nanoseconds() })
    }

    pub(super) fn packet(self) -> u64 {
        self.packet.get()
    }

    /// The time from a packet's time to here.
    pub(super) fn after(self, earlier: Timestamp) -> Elapsed {
        Elapsed(self.nanoseconds.saturating_sub(earlier.nanoseconds()))
    }

    /// The time from `earlier` to here.
    pub(super) fn since(self, earlier: Self) -> Elapsed {
        Elapsed(self.nanoseconds.saturating_sub(earlier.nanoseconds))
    }
}

/// What a connection leaves behind for the verdict.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    /// The first packet.
    pub(super) first: Option<Spot>,
    /// The last data each way; what probes carry is none.
    pub(super) data: Pair<Option<Spot>>,
    /// The request to become a WebSocket.
    pub(super) upgrade: Option<NonZeroU64>,
    /// Segments with data that their receiver has not answered with data of its own.
    unread: Pair<u32>,
    /// The window of each side when it last sent data.
    window: Pair<u32>,
    tries: Option<Box<Tries>>,
    late: Option<Box<Late>>,
    records: Option<Box<Records>>,
}

/// Retransmissions or probes of one side since its peer was last heard.
#[derive(Clone, Debug)]
pub(super) struct Tries {
    pub(super) by: Direction,
    pub(super) first: Spot,
    pub(super) last: Spot,
}

/// What only a connection has that comes to its end.
#[derive(Clone, Debug, Default)]
pub(super) struct Late {
    /// The first segment with FIN each way.
    pub(super) fins: Pair<Option<Spot>>,
    /// The first Close frame each way.
    pub(super) closes: Pair<Option<Spot>>,
    /// The RST that ended it.
    pub(super) reset: Option<ResetFacts>,
    /// The last data each way before the first FIN or RST.
    pub(super) before: Pair<Option<Spot>>,
    /// Segments with data that their receiver had not answered then.
    pub(super) unread: Pair<u32>,
    /// Whether a side's window had shrunk since it last sent data: what came was not read.
    pub(super) shrunk: Pair<bool>,
    /// Pings of each side without a Pong when the end began; a late Pong changes nothing.
    pub(super) pings: Pair<Option<MissedPings>>,
    /// The packet of the first FIN or RST.
    end: Option<NonZeroU64>,
    latest_reset: Option<ResetFacts>,
}

/// The last Pings in a row that found no Pong.
#[derive(Clone, Copy, Debug)]
pub(super) struct MissedPings {
    /// How many.
    pub(super) count: u64,
    /// The packet of the first.
    pub(super) packet: u64,
    /// Its time.
    pub(super) time: Timestamp,
}

/// A RST.
#[derive(Clone, Copy, Debug)]
pub(super) struct ResetFacts {
    pub(super) spot: Spot,
    /// Who sent it, as its addresses say.
    pub(super) by: Direction,
    /// Whether it lacks the ACK bit: then it answers a segment to which its sender has no connection
    /// (RFC 9293 3.10.7.1).
    pub(super) bare: bool,
    /// Whether another than that side sent it.
    pub(super) forged: bool,
}

impl Late {
    /// The RST that ended it, or refused it.
    pub(super) fn rst(&self) -> Option<ResetFacts> {
        self.reset.or(self.latest_reset)
    }
}

impl Trail {
    /// The client begins anew.
    pub(super) fn begin_anew(&mut self, at: At) {
        *self = Self { first: Spot::of(at), ..Self::default() };
    }

    /// A request goes by.
    pub(super) fn request(&mut self, at: At, headers: &Headers<'_>) {
        if headers.has_token("upgrade", "websocket") {
            self.upgrade = NonZeroU64::new(at.packet);
        }
    }

    /// TLS says something. What it says after the end is none of its causes.
    pub(super) fn tls(&mut self, at: At, event: TlsEvent<'_>) {
        let end = self.late.as_ref().and_then(|late| late.end);
        if end.is_none_or(|end| at.packet <= end.get()) {
            self.records.get_or_insert_default().observe(at, event);
        }
    }

    /// What only an end has, if there is one.
    pub(super) fn late(&self) -> Option<&Late> {
        self.late.as_deref()
    }

    /// What one side sent in vain at last, if anything.
    pub(super) fn tries(&self, by: Direction) -> Option<&Tries> {
        self.tries.as_deref().filter(|tries| tries.by == by)
    }

    /// The records of TLS, where that is spoken.
    pub(super) fn records(&self) -> Option<&Records> {
        self.records.as_deref()
    }

    /// A segment goes by; `heartbeat` is as it was before.
    pub(super) fn segment(&mut self, at: At, facts: &SegmentFacts<'_>, heartbeat: &Heartbeat) {
        let Some(spot) = Spot::of(at) else { return };
        self.first.get_or_insert(spot);
        let (by, peer) = (at.direction, at.direction.reverse());
        if facts.flags.has(Flags::FIN) || facts.flags.has(Flags::RST) {
            self.end(spot, by, facts, heartbeat);
        }
        if self.tries.as_ref().is_some_and(|tries| tries.by == peer) {
            self.tries = None;
        }
        let probe = facts.labels.has(Label::KeepAlive);
        if probe || facts.labels.has(Label::Retransmission) {
            let first = Tries { by, first: spot, last: spot };
            self.tries.get_or_insert_with(|| Box::new(first)).last = spot;
        }
        if facts.length > 0 && !probe && !facts.labels.has(Label::ZeroWindowProbe) {
            self.data[by] = Some(spot);
            self.unread[by] = self.unread[by].saturating_add(1);
            self.unread[peer] = 0;
            self.window[by] = facts.window;
        }
    }

    /// What only an end has: one begins, unless it has begun.
    #[cold]
    fn begin_end(&mut self, heartbeat: &Heartbeat) -> &mut Late {
        self.late.get_or_insert_with(|| {
            let Pair { to_server, to_client } = &*heartbeat.websocket;
            let pings =
                Pair { to_server: to_server.missed_at_present(), to_client: to_client.missed_at_present() };
            Box::new(Late { pings, ..Late::default() })
        })
    }

    /// A segment that ends a direction, or claims to end everything.
    #[cold]
    fn end(&mut self, spot: Spot, by: Direction, facts: &SegmentFacts<'_>, heartbeat: &Heartbeat) {
        let (data, unread) = (self.data, self.unread);
        // A RST often has no window; what its sender said before counts.
        let shrunk = facts.before.window.is_some_and(|window| window < self.window[by]);
        let late = self.begin_end(heartbeat);
        if late.end.is_none() {
            (late.before, late.unread, late.end) = (data, unread, Some(spot.packet));
            late.shrunk[by] = shrunk;
        }
        if facts.flags.has(Flags::FIN) {
            late.fins[by].get_or_insert(spot);
        }
        if facts.flags.has(Flags::RST) {
            let bare = !facts.flags.has(Flags::ACK);
            late.latest_reset = Some(ResetFacts { spot, by, bare, forged: false });
        }
    }

    /// The segment with RST that came last was taken for valid.
    pub(super) fn reset(&mut self, at: At, forged: bool) {
        let Some(late) = &mut self.late else { return };
        let seen = late.latest_reset.filter(|reset| reset.spot.packet() == at.packet);
        if late.reset.is_none() {
            late.reset = seen.map(|reset| ResetFacts { forged, ..reset });
        }
    }

    /// A frame is complete: of most nothing follows. `heartbeat` is as it was before.
    pub(super) fn frame(&mut self, at: At, frame: &Frame<'_>, heartbeat: &Heartbeat) {
        match frame.header.opcode {
            // A Pong asks for no answer.
            Opcode::Pong => self.unread[at.direction] = self.unread[at.direction].saturating_sub(1),
            Opcode::Close => {
                let close = &mut self.begin_end(heartbeat).closes[at.direction];
                *close = close.or_else(|| Spot::of(at));
            }
            _ => {}
        }
    }
}
