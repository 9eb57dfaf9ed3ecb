//! One packet of a connection, explained: what it is and why it is there.

use super::Sentence;
use crate::capture::Timestamp;
use crate::flow::{At, Direction, Loss};

/// A packet, explained.
#[derive(Clone, Debug)]
pub struct Line {
    /// Number of the packet.
    pub packet: u64,
    /// When it was captured.
    pub time: Timestamp,
    /// Which way it travelled.
    pub direction: Direction,
    /// The part of the story it belongs to.
    pub phase: Phase,
    /// The layer that speaks, which gives the line its colour.
    pub layer: Layer,
    /// What kind of packet it is, for runs of alike ones.
    pub kind: Kind,
    /// Payload bytes of the segment.
    pub bytes: u64,
    /// What it is and why, in the order in which it stands in the packet; at least one.
    pub parts: Vec<Part>,
    /// Parts left out because the packet has too many.
    pub more: u64,
    /// What the capture lost since the connection's packet before.
    pub lost: Option<Box<Loss>>,
}

impl Line {
    /// A line that says nothing yet.
    #[must_use]
    pub fn empty(at: At) -> Self {
        Self {
            packet: at.packet,
            time: at.time,
            direction: at.direction,
            phase: Phase::default(),
            layer: Layer::Tcp,
            kind: Kind::Single,
            bytes: 0,
            parts: Vec::new(),
            more: 0,
            lost: None,
        }
    }
}

/// One thing a packet says.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is: `SYN`, `GET /echo`, `Text "get it"`.
    pub what: Sentence,
    /// Why it is there and what it means.
    pub why: Vec<Sentence>,
}

impl Part {
    /// Whether it says what the packet means for the states of both sides, not what it carries.
    #[must_use]
    pub fn tells_states(&self) -> bool {
        self.what.key().starts_with(STATES)
    }
}

/// How the keys of parts begin that tell states.
const STATES: &str = "tcp.states";

/// The parts of a connection's story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// The three-way handshake.
    #[default]
    TcpOpens,
    /// Requests and responses.
    Http,
    /// The request to become a WebSocket, and the answer.
    Upgrade,
    /// The TLS handshake and what can be seen after it.
    Tls,
    /// Frames.
    WebSocket,
    /// Bytes of a protocol we don't know.
    Data,
    /// Nobody speaks; TCP asks whether the other end is still there.
    KeepAlive,
    /// Close frames.
    Close,
    /// FIN and RST.
    TcpEnds,
}

impl Phase {
    /// Its heading.
    #[must_use]
    pub fn heading(self) -> Sentence {
        Sentence::new(match self {
            Self::TcpOpens => "phase.tcp-opens",
            Self::Http => "phase.http",
            Self::Upgrade => "phase.upgrade",
            Self::Tls => "phase.tls",
            Self::WebSocket => "phase.websocket",
            Self::Data => "phase.data",
            Self::KeepAlive => "phase.keep-alive",
            Self::Close => "phase.close",
            Self::TcpEnds => "phase.tcp-ends",
        })
    }
}

/// The layer that speaks in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// TCP, opening, acknowledging, closing.
    Tcp,
    /// TCP, asking whether the peer is still there.
    KeepAlive,
    /// TCP in trouble: sent again, out of order, no room, reset.
    Trouble,
    /// TLS.
    Tls,
    /// HTTP.
    Http,
    /// WebSocket.
    WebSocket,
    /// A protocol we don't know.
    Data,
}

/// What makes two packets alike. Alike packets in a run fold into one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Never folds.
    Single,
    /// An ACK alone.
    Ack,
    /// A keep-alive probe.
    Probe,
    /// The answer to one.
    ProbeAnswer,
    /// Sent again.
    Again,
    /// Captured again.
    Copy,
    /// An ACK that acknowledges nothing new.
    Empty,
    /// A duplicate ACK.
    Duplicate,
    /// An ACK that only changes the window.
    Window,
    /// No room left, or the question whether there is room again.
    Full,
    /// An HTTP request.
    Request,
    /// An HTTP response or a part of one.
    Response,
    /// A Text frame.
    Text,
    /// A Binary frame.
    Binary,
    /// A Ping frame.
    Ping,
    /// A Pong frame.
    Pong,
    /// A part of a frame, or a frame of a longer message.
    Fragment,
    /// The end of a frame that took several packets.
    Long,
    /// TLS records.
    Record,
    /// Bytes we can't read.
    Bytes,
}

impl Kind {
    /// The sentence that counts them, with `{n}` and `{who}`; `None` for what never folds.
    #[must_use]
    pub fn fold_key(self) -> Option<&'static str> {
        match self {
            Self::Single => None,
            Self::Ack => Some("fold.ack"),
            Self::Probe => Some("fold.probe"),
            Self::ProbeAnswer => Some("fold.probe-answer"),
            Self::Again => Some("fold.again"),
            Self::Copy => Some("fold.copy"),
            Self::Empty => Some("fold.empty"),
            Self::Duplicate => Some("fold.duplicate"),
            Self::Window => Some("fold.window"),
            Self::Full => Some("fold.full"),
            Self::Request => Some("fold.request"),
            Self::Response => Some("fold.response"),
            Self::Text => Some("fold.text"),
            Self::Binary => Some("fold.binary"),
            Self::Ping => Some("fold.ping"),
            Self::Pong => Some("fold.pong"),
            Self::Fragment => Some("fold.fragment"),
            Self::Long => Some("fold.long"),
            Self::Record => Some("fold.record"),
            Self::Bytes => Some("fold.bytes"),
        }
    }
}
