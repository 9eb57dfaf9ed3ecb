//! What is kept of a connection while it is open, in little room: most are silent most of the time.

use std::net::{SocketAddr, SocketAddrV4};

use super::details::Details;
use super::trail::Trail;
use super::{
    CloseFrame, Compression, Found, Heartbeat, Nothing, OpeningHandshake, Rare, Streak, Summary, Suspect,
};
use crate::capture::{Elapsed, Moment, Timestamp};
use crate::flow::{At, ConnectionId, Direction, Opened, Pair, Roles, SegmentFacts, TcpEnding};
use crate::limits;
use crate::protocol::Rule;
use crate::protocol::frame::ClosePayload;
use crate::session::{Finding, Frame, Protocol};

/// An open connection, as far as it has been told.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    pub(super) packets: Pair<u64>,
    pub(super) bytes: Pair<u64>,
    pub(super) http: Pair<u64>,
    pub(super) frames: Pair<u64>,
    pub(super) heartbeat: Heartbeat,
    pub(super) trail: Trail,
    /// Unless it is told in brief.
    pub(super) details: Option<Box<Details>>,
    ends: Ends,
    opened_at: i64,
    pub(super) last_at: i64,
    pub(super) round_trip: Option<Elapsed>,
    pub(super) handshake: Option<Box<OpeningHandshake>>,
    pub(super) server_name: Option<Box<str>>,
    pub(super) rare: Option<Box<Unusual>>,
    roles: Roles,
    reused: bool,
    opened_digits: u8,
    pub(super) last_digits: u8,
    pub(super) protocol: Option<Protocol>,
}

/// The client and the server.
#[derive(Clone, Debug)]
enum Ends {
    V4([SocketAddrV4; 2]),
    Other(Box<[SocketAddr; 2]>),
}

/// What a connection has that ends, or in which something is wrong.
#[derive(Clone, Debug, Default)]
pub(super) struct Unusual {
    pub(super) missing: Pair<u64>,
    pub(super) retransmissions: Pair<u64>,
    pub(super) closed_at: Option<Timestamp>,
    pub(super) closes: Pair<Option<Box<CloseFrame>>>,
    pub(super) first_close: Option<Direction>,
    pub(super) fins: Pair<Option<u64>>,
    pub(super) reset: Option<(Direction, u64)>,
    pub(super) suspect: Pair<Option<Box<Suspect>>>,
    pub(super) unanswered_data: Pair<Rare<Streak>>,
    pub(super) compression: Rare<Pair<Compression>>,
    pub(super) findings: Rare<Vec<Found>>,
    pub(super) more_findings: u64,
    pub(super) capture_lost: u64,
    pub(super) tunnel_refused: Option<u16>,
    pub(super) tunnel: Option<Box<str>>,
}

impl Ledger {
    pub(super) fn new(at: At, opened: Opened) -> Self {
        let Opened { client, server, roles, reused } = opened;
        let (nanoseconds, digits) = (at.time.nanoseconds(), at.time.digits());
        Self {
            packets: Pair::default(),
            bytes: Pair::default(),
            http: Pair::default(),
            frames: Pair::default(),
            heartbeat: Heartbeat::default(),
            trail: Trail::default(),
            details: None,
            ends: Ends::new(client, server),
            opened_at: nanoseconds,
            last_at: nanoseconds,
            round_trip: None,
            handshake: None,
            server_name: None,
            rare: None,
            roles,
            reused,
            opened_digits: digits,
            last_digits: digits,
            protocol: None,
        }
    }

    /// The addresses of client and server.
    pub(super) fn ends(&self) -> [SocketAddr; 2] {
        self.ends.addresses()
    }

    /// Room for what most connections don't have.
    pub(super) fn rare(&mut self) -> &mut Unusual {
        self.rare.get_or_insert_default()
    }

    /// The connection has ended.
    pub(super) fn close(self, connection: ConnectionId, tcp: TcpEnding) -> Summary {
        let [client, server] = self.ends.addresses();
        let rare = self.rare.map_or_else(Unusual::default, |rare| *rare);
        let details = self.details.map_or_else(Details::default, |details| *details);
        Summary {
            connection,
            opened: Opened { client, server, roles: self.roles, reused: self.reused },
            opened_at: Timestamp::new(self.opened_at, self.opened_digits),
            last_at: Timestamp::new(self.last_at, self.last_digits),
            closed_at: rare.closed_at,
            packets: self.packets,
            bytes: self.bytes,
            missing: rare.missing,
            capture_lost: rare.capture_lost,
            protocol: self.protocol,
            handshake: self.handshake,
            http: self.http,
            server_name: self.server_name,
            tunnel: rare.tunnel,
            frames: self.frames,
            messages: details.messages,
            compression: rare.compression,
            overhead: details.account.overhead(),
            closes: rare.closes,
            first_close: rare.first_close,
            fins: rare.fins,
            reset: rare.reset,
            states: details.states,
            suspect: rare.suspect,
            heartbeat: self.heartbeat,
            retransmissions: rare.retransmissions,
            unanswered_data: rare.unanswered_data,
            acknowledgements: details.acknowledgements,
            round_trip: self.round_trip,
            findings: rare.findings,
            more_findings: rare.more_findings,
            tunnel_refused: rare.tunnel_refused,
            tcp,
            trail: self.trail,
        }
    }
}

impl Ends {
    fn new(client: SocketAddr, server: SocketAddr) -> Self {
        match (client, server) {
            (SocketAddr::V4(client), SocketAddr::V4(server)) => Self::V4([client, server]),
            ends => Self::Other(Box::new(ends.into())),
        }
    }

    fn addresses(&self) -> [SocketAddr; 2] {
        match self {
            Self::V4(ends) => ends.map(SocketAddr::V4),
            Self::Other(ends) => **ends,
        }
    }
}

impl Unusual {
    /// What of it is said of the whole connection, also where its client begins it anew.
    pub(super) fn begun_anew(self) -> Self {
        let Self { missing, retransmissions, unanswered_data, findings, more_findings, capture_lost, .. } =
            self;
        Self {
            missing,
            retransmissions,
            unanswered_data,
            findings,
            more_findings,
            capture_lost,
            ..Self::default()
        }
    }

    /// A Close frame.
    pub(super) fn close(&mut self, at: At, frame: &Frame<'_>) {
        let close = &mut self.closes[at.direction];
        if close.is_none() {
            *close = Some(Box::new(CloseFrame::new(at.packet, frame.start)));
            // One that is read late may have come before the other.
            let other = self.closes[at.direction.reverse()].as_ref();
            if other.is_none_or(|other| at.packet < other.packet) {
                self.first_close = Some(at.direction);
            }
        }
    }

    /// A segment may acknowledge the peer's Close frame.
    pub(super) fn acknowledge(&mut self, direction: Direction, facts: &SegmentFacts<'_>) {
        if let Some(close) = self.closes[direction.reverse()].as_mut() {
            let acknowledged = facts.acknowledges.map(|ack| ack.packet).max(facts.reset_covers);
            close.acknowledged |= acknowledged >= Some(close.packet);
        }
    }

    /// Whether one more finding of a rule is kept. A flood of one kind must not hide the others.
    fn has_room_for(&self, rule: Rule) -> bool {
        let same = self.findings.iter().filter(|found| found.finding.rule == rule).count();
        same < limits::MAX_FINDINGS_OF_A_RULE && self.findings.len() < limits::MAX_FINDINGS
    }

    /// Something is wrong.
    pub(super) fn find(&mut self, at: At, finding: &Finding) {
        if self.has_room_for(finding.rule) {
            let finding = finding.clone();
            self.findings.push(Found { finding, packet: at.packet, direction: at.direction });
        } else {
            self.more_findings += 1;
        }
    }
}

impl CloseFrame {
    fn new(packet: u64, payload: &[u8]) -> Self {
        let payload = ClosePayload::parse(payload);
        let reason = match payload {
            ClosePayload::Code { reason, .. } => String::from_utf8_lossy(reason).into_owned(),
            ClosePayload::Empty | ClosePayload::OneByte => String::new(),
        };
        Self { packet, code: payload.code(), reason, acknowledged: false }
    }
}

impl Nothing for Vec<Found> {
    const NOTHING: &'static Self = &Vec::new();
}

impl Nothing for Streak {
    const NOTHING: &'static Self = &Self::NONE;
}

impl Streak {
    /// None yet.
    pub(super) const NONE: Self = Self { count: 0, between: None };

    pub(super) fn add(&mut self, time: Timestamp) {
        let until = Moment::from(time);
        let since = self.between.map_or(until, |(since, _)| since);
        self.between = Some((since, until));
        self.count += 1;
    }

    /// From the last attempt to a later time.
    pub(super) fn since_last(&self, time: Timestamp) -> Option<Elapsed> {
        self.between.map(|(_, until)| Moment::from(time).since(until))
    }

    /// From the first attempt to the last.
    #[must_use]
    pub fn lasted(&self) -> Elapsed {
        self.between.map_or(Elapsed::ZERO, |(since, until)| until.since(since))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Besides this an open WebSocket holds, on a 64-bit machine, its opening handshake in two pieces of about 64
    /// bytes; told in full, also four changes of state in 104, and a few delays of ACKs each way in 64 each.
    #[test]
    fn a_summary_stays_small_while_its_connection_is_open() {
        assert!(size_of::<Ledger>() <= 408, "{}", size_of::<Ledger>());
        assert!(size_of::<Details>() <= 360, "{}", size_of::<Details>());
    }
}
