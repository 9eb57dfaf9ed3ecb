//! What the flow stage says of a connection.

use std::net::SocketAddr;

use super::{
    Acknowledgement, Anomaly, Direction, Label, Labels, Loss, Origin, Settled, StateChange, Verdict,
};
use crate::capture::{Elapsed, Timestamp};
use crate::decode::{Flags, Options, SeqNumber};

/// Number of a connection, from 0 in the order of first packets: Wireshark's `tcp.stream`.
pub type ConnectionId = u32;

/// Where in the capture something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// Number of the packet.
    pub packet: u64,
    /// Time of the packet.
    pub time: Timestamp,
    /// The connection.
    pub connection: ConnectionId,
    /// Which way the packet, or the bytes, travelled.
    pub direction: Direction,
}

/// Something TCP did.
#[derive(Clone, Copy, Debug)]
pub enum TcpEvent<'a> {
    /// A connection begins: who the ends are. Its first packet follows; but a SYN alone is only an
    /// attempt, and becomes a connection when something follows it, or when it is given up.
    Opened(Opened),
    /// The SYN that the connection began with, once more: as a segment it was told when it came, before
    /// there was a connection.
    Attempt(&'a SegmentFacts<'a>),
    /// The capture lost packets since the connection's last one; they may be of any connection. Its next
    /// segment follows.
    Lost(Loss),
    /// A segment, as it came, before what it carries.
    Segment(&'a SegmentFacts<'a>),
    /// The three-way handshake is complete (RFC 9293 3.5).
    Established(Established),
    /// The next bytes of a direction, in order and each once. The place is that of the packet that
    /// brought them, or that filled the hole before them.
    Data {
        /// Bytes of this direction before these.
        offset: u64,
        /// The bytes, borrowed from the packet where it came in order.
        bytes: &'a [u8],
    },
    /// Bytes of a direction that the capture does not hold.
    Gap {
        /// Bytes of this direction before the gap.
        offset: u64,
        /// How many are missing.
        length: u64,
        /// Whether the snap length cut them off a packet that is here; else their packet is missing.
        cut: bool,
        /// What the capture lost near, which explains that their packet is missing.
        lost: Option<Loss>,
    },
    /// The segment does something that is refused, or that a reader should know.
    Anomaly(Anomaly),
    /// A direction is finished: its FIN was reached in order (RFC 9293 3.6).
    Fin {
        /// Whether the other direction was still open.
        first: bool,
        /// How the FIN compares with the sender's other segments.
        origin: Option<Origin>,
    },
    /// A direction's sender gave the whole connection up (RFC 9293 3.10.7).
    Reset {
        /// How the RST compares with the sender's other segments.
        origin: Option<Origin>,
    },
    /// A side enters another state (RFC 9293 3.3.2). The place is that of the packet that shows it.
    State(StateChange),
    /// Both directions are finished and acknowledged, or one side reset: TCP's work is done.
    Closed,
    /// A SYN with the number of the one before, after the connection was closed or refused: the
    /// client tries again. To Wireshark it is still the same `tcp.stream`.
    BegunAnew,
    /// A SYN in the middle of another connection opened nothing: that connection goes on under this
    /// number.
    GoesOn {
        /// Its number so far.
        from: ConnectionId,
    },
    /// No more will be told of this connection: it closed some time ago, its ports were used again,
    /// or the capture ended.
    Ended(TcpEnding),
}

/// The ends of a connection and how sure we are who is who.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The end that opened the connection.
    pub client: SocketAddr,
    /// The end that accepted it.
    pub server: SocketAddr,
    /// How the two were told apart.
    pub roles: Roles,
    /// Whether the ports had been used before by an earlier connection.
    pub reused: bool,
}

/// How client and server were told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roles {
    /// The SYN or the SYN-ACK was seen.
    Seen,
    /// The capture starts later; what is spoken says it: a request goes to a server.
    Spoken,
    /// The capture starts later; the lower port is taken for the server's.
    Guessed,
}

/// How long the three-way handshake took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Established {
    /// From SYN to SYN-ACK: the part of the round trip on the server's side of the capture.
    pub to_syn_ack: Elapsed,
    /// From SYN-ACK to the client's ACK: the part on the client's side.
    pub to_ack: Elapsed,
}

/// One segment in the terms a reader uses: numbers relative to the start, window scaled.
#[derive(Clone, Copy, Debug)]
pub struct SegmentFacts<'a> {
    /// Who sent it.
    pub from: SocketAddr,
    /// Whom it is for.
    pub to: SocketAddr,
    /// Sequence number, relative to the initial one.
    pub seq: u32,
    /// The sequence number as sent.
    pub raw_seq: SeqNumber,
    /// Acknowledgment number, relative to the peer's initial one, where the ACK bit is set.
    pub ack: Option<u32>,
    /// The acknowledgment number as sent, where the ACK bit is set.
    pub raw_ack: Option<SeqNumber>,
    /// Payload bytes on the wire.
    pub length: u32,
    /// Bytes of the whole packet on the wire, link layer included.
    pub packet_length: u32,
    /// Bytes of the IP and TCP headers, with their extensions and options.
    pub header_length: u32,
    /// Control bits.
    pub flags: Flags,
    /// Receive window in bytes, scaled where the scale is known (RFC 7323 2).
    pub window: u32,
    /// The options of the header.
    pub options: Options<'a>,
    /// What the segment looks like, in Wireshark's words.
    pub labels: Labels,
    /// The numbers that the labels are about; nothing where the segment is what was to be expected.
    pub before: Before,
    /// What is proved where a label only guesses: sent again, or late.
    pub settled: Option<Settled>,
    /// Which of the peer's data the segment acknowledges for the first time.
    pub acknowledges: Option<Acknowledgement>,
    /// Of a RST that has an ACK: the last packet of the peer's data that its sender had received. A RST
    /// that answers a segment to a closed connection has none (RFC 9293 3.10.7.1).
    pub reset_covers: Option<u64>,
    /// Whether its receiver refuses it: it does nothing that its flags say. The anomaly that follows
    /// tells why.
    pub refused: bool,
    /// What the capture lost near, which explains that something is missing before the segment, or that it
    /// acknowledges what is not there.
    pub lost: Option<Loss>,
}

impl SegmentFacts<'_> {
    /// Whether it is a packet that was captured before: nobody sent it twice.
    #[must_use]
    pub fn is_copy(&self) -> bool {
        self.settled.is_some_and(|settled| settled.verdict == Verdict::DuplicateCapture)
    }

    /// Whether it shows that something is missing from the capture.
    #[must_use]
    pub fn shows_hole(&self) -> bool {
        self.labels.has(Label::LostSegment) || self.labels.has(Label::AckLostSegment)
    }
}

/// What was known before a segment came: the numbers that made its labels. All are relative, and
/// absent where nothing was known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Sequence number that was expected next.
    pub expected: Option<u32>,
    /// The window of the sender's last segment, scaled.
    pub window: Option<u32>,
    /// The sender's duplicate ACKs in a row.
    pub duplicate_acks: u32,
    /// What the peer acknowledged last: a number in the sender's sequence space.
    pub peer_ack: Option<u32>,
    /// The window of the peer's last segment, scaled.
    pub peer_window: Option<u32>,
    /// The peer's duplicate ACKs in a row.
    pub peer_duplicate_acks: u32,
    /// Up to where the peer's segments were captured without a hole.
    pub peer_seen: Option<u32>,
    /// Time since the expected number was reached.
    pub since_expected: Elapsed,
    /// Time since the peer's last segment.
    pub since_peer: Option<Elapsed>,
    /// A segment late by less than this counts as reordered.
    pub reordering_limit: Elapsed,
}

/// How TCP ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TcpEnding {
    /// In which way.
    pub how: HowEnded,
    /// Direction of the first FIN or RST.
    pub first: Option<Direction>,
    /// What the capture lost around the connection's last packet: what should have followed may be among it.
    pub lost: Option<Loss>,
}

/// The ways in which a TCP connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowEnded {
    /// Each side sent FIN, or one did and the capture ended.
    Fin,
    /// One side sent RST.
    Reset,
    /// The SYN was answered by RST: nobody listens there.
    Refused,
    /// The SYN was never answered.
    Unanswered,
    /// One side kept retransmitting and got no answer.
    Timeout,
    /// Let go while it may have been open: silent for too long, or for the longest time when there was
    /// no room for more.
    Expired,
    /// Still open when the capture ended.
    Open,
}

impl HowEnded {
    /// Whether its end was not seen.
    #[must_use]
    pub fn is_unseen(self) -> bool {
        matches!(self, Self::Expired | Self::Open)
    }

    /// The name used in `ending.tcp.how`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fin => "fin",
            Self::Reset => "reset",
            Self::Refused => "refused",
            Self::Unanswered => "unanswered",
            Self::Timeout => "timeout",
            Self::Expired => "expired",
            Self::Open => "open",
        }
    }
}
