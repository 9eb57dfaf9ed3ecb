//! What the session stage says: everything that happened on a connection, layer by layer.

pub use super::upgrade::Upgrade;
use crate::capture::{Packet, Statistics, Timestamp};
use crate::decode::Undecoded;
use crate::flow::{At, ConnectionId, LoneSyn, TcpEvent};
use crate::protocol::Rule;
use crate::protocol::frame::{FrameHeader, Opcode};
use crate::protocol::http::{RequestHead, ResponseHead};
use crate::protocol::tls::{Alert, ClientHello, RecordHeader, ServerHello};

/// Something that happened, and where in the capture.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// The packet, its time, the connection and the direction.
    pub at: At,
    /// What happened.
    pub kind: EventKind<'a>,
}

/// Something that happened, by layer.
#[derive(Clone, Copy, Debug)]
pub enum EventKind<'a> {
    /// TCP did something.
    Tcp(TcpEvent<'a>),
    /// It is known now which protocol the connection speaks, or it changed.
    Speaks(Protocol),
    /// HTTP/1 said something.
    Http(HttpEvent<'a>),
    /// TLS said something.
    Tls(TlsEvent<'a>),
    /// WebSocket said something.
    WebSocket(WebSocketEvent<'a>),
    /// A rule was broken, or a limit was reached.
    Finding(&'a Finding),
}

impl EventKind<'_> {
    /// Whether it may happen with each segment: no connection begins or ends with it.
    #[must_use]
    pub fn is_frequent(&self) -> bool {
        matches!(self, Self::Tcp(TcpEvent::Segment(_) | TcpEvent::Data { .. }) | Self::WebSocket(_))
    }
}

/// What a connection speaks above TCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP/1.
    Http,
    /// WebSocket, after an HTTP/1.1 upgrade.
    WebSocket,
    /// TLS.
    Tls,
    /// HTTP/2 without TLS.
    Http2,
    /// Something else, or something that can't be told.
    Unknown,
}

impl Protocol {
    /// The name used in `protocol`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::WebSocket => "websocket",
            Self::Tls => "tls",
            Self::Http2 => "http2",
            Self::Unknown => "unknown",
        }
    }
}

/// A broken rule or a reached limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// What was found in place of what the rule asks, as the peer sent it.
    pub found: Option<String>,
    /// What would have been right, where it is one value.
    pub expected: Option<String>,
}

/// What HTTP/1 said (RFC 9112).
#[derive(Clone, Copy, Debug)]
pub enum HttpEvent<'a> {
    /// A request's head is complete.
    Request(&'a RequestHead<'a>),
    /// A response's head is complete.
    Response(&'a ResponseHead<'a>),
    /// The next bytes of a body as they are on the wire, chunk sizes and trailers among them.
    Body(&'a [u8]),
    /// The body of a message is complete.
    BodyEnd {
        /// Its length in bytes, without chunk sizes and trailers.
        length: u64,
    },
    /// A request to become a WebSocket was answered.
    Upgrade(&'a Upgrade<'a>),
    /// A CONNECT was answered: with a status of 2xx the proxy passes bytes on from here, whatever they are, else
    /// it does not (RFC 9110 9.3.6).
    Tunnel {
        /// The status.
        status: u16,
        /// Where it leads, or would, `host:port`, as the client asked.
        target: &'a [u8],
    },
}

/// What TLS said in the clear (RFC 8446).
#[derive(Clone, Copy, Debug)]
pub enum TlsEvent<'a> {
    /// A record is complete.
    Record(RecordHeader),
    /// The client's first message, which names the server it wants.
    ClientHello(&'a ClientHello),
    /// The server's first message, which chooses version and cipher suite.
    ServerHello(&'a ServerHello),
    /// An alert that was not encrypted.
    Alert(Alert),
}

/// What WebSocket said (RFC 6455).
#[derive(Clone, Copy, Debug)]
pub enum WebSocketEvent<'a> {
    /// Frames begin in the middle of a direction: the capture joins it, or bytes are missing before.
    FramesFrom {
        /// Bytes of the direction before them.
        offset: u64,
    },
    /// A frame's header is complete; its payload follows.
    FrameStarted(FrameHeader),
    /// The next bytes of a frame's payload, unmasked, borrowed from the packet where they were not
    /// masked.
    Payload {
        /// The frame's header.
        header: FrameHeader,
        /// Bytes of this frame's payload before these.
        offset: u64,
        /// The bytes.
        bytes: &'a [u8],
        /// Whether the frame belongs to a compressed message, so that what it says is told as
        /// [`Inflated`](Self::Inflated).
        compressed: bool,
    },
    /// The next bytes of a compressed message, inflated (RFC 7692).
    Inflated {
        /// The header of the frame that brought them.
        header: FrameHeader,
        /// Bytes of this message before these.
        offset: u64,
        /// The bytes.
        bytes: &'a [u8],
    },
    /// A frame is complete.
    Frame(Frame<'a>),
    /// The connection ended in the middle of a frame.
    Unfinished {
        /// The frame's header.
        header: FrameHeader,
        /// Bytes of its payload that came.
        received: u64,
    },
}

/// A complete frame.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Its header.
    pub header: FrameHeader,
    /// The packet in which its first byte came.
    pub first_packet: u64,
    /// The first bytes of its payload, unmasked: all of a control frame's.
    pub start: &'a [u8],
    /// Payload bytes that the capture does not hold.
    pub missing: u64,
    /// Whether it belongs to a compressed message (RFC 7692).
    pub compressed: bool,
    /// What its payload became, where it could be inflated.
    pub inflated: Option<InflatedPart<'a>>,
    /// What its message is: the opcode of the message's first frame.
    pub message: Opcode,
    /// The message that it completes, if it does.
    pub completes: Option<Message>,
    /// Whether its header and its payload were told before.
    pub in_pieces: bool,
}

/// A complete message: one data frame, or several (RFC 6455 5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// What its first frame says it is.
    pub opcode: Opcode,
    /// How many frames it took.
    pub frames: u64,
    /// Payload bytes of all of them.
    pub length: u64,
    /// Whether it is compressed (RFC 7692).
    pub compressed: bool,
    /// What became of it, once it is complete, if it is compressed and was looked into.
    pub inflated: Option<Inflated>,
    /// The packet in which its first byte came.
    pub first_packet: u64,
    /// When its first byte came.
    pub first_time: Timestamp,
    /// Payload bytes that the capture does not hold.
    pub missing: u64,
    /// Whether its beginning was seen; behind a hole, or where a capture joins a connection, frames go on with a
    /// message of which nothing else is known.
    pub begun: bool,
}

impl Message {
    /// Length of what it says: inflated where it is compressed, as far as that could be done; unknown where
    /// it was not tried.
    #[must_use]
    pub fn said_length(&self) -> Option<u64> {
        match self.inflated {
            Some(inflated) => Some(inflated.length),
            None if self.compressed => None,
            None => Some(self.length),
        }
    }

    /// Whether all of what it says could be read, as far as the capture holds it.
    #[must_use]
    pub fn is_read(&self) -> bool {
        match self.inflated {
            Some(inflated) => inflated.unread.is_none(),
            None => !self.compressed,
        }
    }
}

/// The inflated payload of a frame.
#[derive(Clone, Copy, Debug)]
pub struct InflatedPart<'a> {
    /// Its first bytes.
    pub start: &'a [u8],
    /// Its length.
    pub length: u64,
}

/// What a compressed message was inflated to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inflated {
    /// Its length, as far as it could be inflated.
    pub length: u64,
    /// Why that is not all, if it is not.
    pub unread: Option<Unread>,
}

/// Why a compressed message could not be inflated to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unread {
    /// Bytes of it are missing.
    Missing,
    /// It refers to messages before it that could not be inflated.
    ContextLost,
    /// Its bytes are not what compression makes.
    Damaged,
    /// It becomes far more than anybody means to send.
    TooMuch,
    /// There was no memory left for it.
    NoRoom,
}

impl Unread {
    /// The name used in `unread`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::ContextLost => "context_lost",
            Self::Damaged => "damaged",
            Self::TooMuch => "too_much",
            Self::NoRoom => "no_room",
        }
    }
}

/// Takes what happened; every output is one.
pub trait Observer {
    /// Something happened. What is borrowed is valid for this call only.
    fn observe(&mut self, event: &Event<'_>);

    /// An attempt to connect is over: nothing followed its SYN, which was told as a segment when it came.
    /// Who has nothing else to say of it is told of it as of any connection.
    fn lone_syn(&mut self, lone: &LoneSyn<'_>) {
        lone.tell(&mut |at, event| self.observe(&Event { at, kind: EventKind::Tcp(event) }));
    }

    /// Something will soon happen on a connection: what is kept of it may be fetched from memory.
    fn foresee(&mut self, connection: ConnectionId) {
        let _ = connection;
    }

    /// A packet of the capture goes by, before what happens in it; it may hold no TCP at all.
    fn packet(&mut self, packet: &Packet<'_>) {
        let _ = packet;
    }

    /// All that happens in the packet was told: the packets of the fragments that it completes, of a
    /// segment that came in one piece none, or why it holds no segment.
    fn packet_end(&mut self, segment: Result<&[u64], Undecoded>) {
        let _ = segment;
    }

    /// Statistics of the capture go by, between two packets and before what ends because time has passed.
    fn statistics(&mut self, statistics: &Statistics) {
        let _ = statistics;
    }

    /// All that ends because time has passed was told.
    fn statistics_end(&mut self) {}

    /// Whether what messages say is to be looked into, which takes time: compressed ones are inflated, and
    /// text is checked to be UTF-8. Asked once, before anything is told.
    fn wants_contents(&self) -> bool {
        true
    }

    /// Whether each segment is to be told, with what it shows of TCP, as [`crate::flow::Sink::wants_segments`] says.
    /// Asked once, before anything is told.
    fn wants_segments(&self) -> bool {
        true
    }

    /// Whether the header and the payload of a frame are told, too, where it comes whole; else it is told only
    /// once, as complete. Asked once, before anything is told.
    fn wants_pieces(&self) -> bool {
        true
    }

    /// Whether there is anybody left to tell: `false` once writing has failed.
    fn wants_more(&self) -> bool {
        true
    }
}
