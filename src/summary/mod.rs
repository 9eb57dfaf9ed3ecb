//! What can be said of a whole connection: facts gathered from its events, and how it ended.

mod acknowledgements;
mod compression;
mod counts;
mod details;
mod ending;
mod gather;
mod handshake;
mod heartbeat;
mod ledger;
mod overhead;
mod proxy;
mod rare;
mod records;
mod samples;
mod states;
mod trail;

pub use acknowledgements::{AckHabits, Acknowledgements, DELAY_BOUNDS, ShownBy, Stalls, Vantage};
pub use compression::Compression;
pub use ending::{
    Cause, Confidence, Ending, Evidence, LikelyCause, OnClose, Shows, Verdict, WebSocketEnding,
};
pub use gather::Summaries;
pub use handshake::OpeningHandshake;
pub use heartbeat::{GaveUp, Heartbeat, HttpKeepAlive, Pinging, Pings, Probing, SentPing, Silence, Silences};
pub use overhead::{Cost, Overhead};
pub use proxy::{Hop, Lost, Passage};
pub use rare::{Nothing, Rare};
pub use records::SealedBeat;
pub use samples::Samples;
pub use states::{Changed, HalfClosed, HalfOpen, Mark, States, TimeWait};

use trail::Trail;

use crate::capture::{Elapsed, Moment, Timestamp};
use crate::flow::{ConnectionId, Direction, Opened, Origin, Pair, TcpEnding};
use crate::session::{Finding, Protocol};

/// A connection that has ended, summed up.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Its number.
    pub connection: ConnectionId,
    /// Who the ends are.
    pub opened: Opened,
    /// Time of its first packet.
    pub opened_at: Timestamp,
    /// Time of its last packet.
    pub last_at: Timestamp,
    /// When TCP was done with it, if it was.
    pub closed_at: Option<Timestamp>,
    /// Packets each way.
    pub packets: Pair<u64>,
    /// Payload bytes of the streams each way.
    pub bytes: Pair<u64>,
    /// Payload bytes that the capture does not hold, each way.
    pub missing: Pair<u64>,
    /// Packets that the capture lost while it lived, of whichever connections.
    pub capture_lost: u64,
    /// What it spoke last.
    pub protocol: Option<Protocol>,
    /// What the HTTP upgrade said, if one was asked for.
    pub handshake: Option<Box<OpeningHandshake>>,
    /// The status with which a proxy refused its last CONNECT.
    pub tunnel_refused: Option<u16>,
    /// HTTP requests and responses.
    pub http: Pair<u64>,
    /// The server that the TLS client named (RFC 6066 3).
    pub server_name: Option<Box<str>>,
    /// Where the tunnel leads that a proxy opened, `host:port`, as the client asked; of several in each other,
    /// the innermost. It is what a peer sent, unsafe to print as it is.
    pub tunnel: Option<Box<str>>,
    /// WebSocket frames each way.
    pub frames: Pair<u64>,
    /// Complete WebSocket messages each way.
    pub messages: Pair<u64>,
    /// Its compressed messages each way.
    pub compression: Rare<Pair<Compression>>,
    /// What all of it cost, in bytes.
    pub overhead: Overhead,
    /// The first Close frame each way.
    pub closes: Pair<Option<Box<CloseFrame>>>,
    /// Who sent the first Close frame.
    pub first_close: Option<Direction>,
    /// The packet of the first FIN each way.
    pub fins: Pair<Option<u64>>,
    /// The first RST: who sent it, and its packet.
    pub reset: Option<(Direction, u64)>,
    /// The states of both sides over time.
    pub states: States,
    /// A FIN or RST each way that another than the peer may have sent.
    pub suspect: Pair<Option<Box<Suspect>>>,
    /// Who kept it alive, and how.
    pub heartbeat: Heartbeat,
    /// Packets that were sent again, each way; not those that were only captured twice.
    pub retransmissions: Pair<u64>,
    /// Retransmissions that nothing answered, at the end, each way.
    pub unanswered_data: Pair<Rare<Streak>>,
    /// How the data was acknowledged.
    pub acknowledgements: Acknowledgements,
    /// Round trip of the handshake, where it was seen.
    pub round_trip: Option<Elapsed>,
    /// What was found wrong, in order; a bounded number.
    pub findings: Rare<Vec<Found>>,
    /// Findings beyond the bound.
    pub more_findings: u64,
    /// How TCP ended.
    pub tcp: TcpEnding,
    /// Where the packets of its end lie.
    trail: Trail,
}

/// A Close frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseFrame {
    /// The packet that completed it.
    pub packet: u64,
    /// Its status code, if it has one.
    pub code: Option<u16>,
    /// Its reason, as sent.
    pub reason: String,
    /// Whether the other side acknowledged it.
    pub acknowledged: bool,
}

/// A FIN or RST that does not look like its sender's other segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Its packet.
    pub packet: u64,
    /// How it compares.
    pub origin: Origin,
}

/// Attempts in a row that nothing answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streak {
    /// How many.
    pub count: u64,
    /// When the first one went out, and the last.
    between: Option<(Moment, Moment)>,
}

/// A finding and where it was.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it is.
    pub finding: Finding,
    /// The packet.
    pub packet: u64,
    /// Who sent it.
    pub direction: Direction,
}

impl Summary {
    /// From its first packet to its last.
    #[must_use]
    pub fn duration(&self) -> Elapsed {
        self.last_at.since(self.opened_at)
    }

    /// Packets of both directions.
    #[must_use]
    pub fn packet_count(&self) -> u64 {
        self.packets.to_server + self.packets.to_client
    }

    /// Packets of both directions for each message, where there are messages.
    #[must_use]
    pub fn packets_per_message(&self) -> Option<f64> {
        let messages = self.overhead.messages;
        (messages > 0).then(|| self.packet_count() as f64 / messages as f64)
    }

    /// Records inside TLS that look like a heartbeat: equal ones at equal intervals.
    #[must_use]
    pub fn sealed_heartbeat(&self) -> Option<SealedBeat> {
        self.trail.records()?.heartbeat()
    }

    /// Whether the upgrade succeeded: status 101, or frames that show it.
    #[must_use]
    pub fn is_websocket(&self) -> bool {
        self.protocol == Some(Protocol::WebSocket)
    }
}
