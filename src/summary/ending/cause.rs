//! The causes that an end may have.

use super::Confidence;
use crate::capture::Elapsed;
use crate::flow::Direction;
use crate::protocol::tls::AlertDescription;

/// Why a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The program ended, was killed, or dropped the connection without a closing handshake: its
    /// kernel sent FIN, and nothing tells these apart.
    ProcessEnded(Direction),
    /// The program threw the connection away with RST, though nothing unread is known.
    Aborted(Direction),
    /// The program closed or died with data of its peer unread: its kernel sends RST then.
    UnreadData {
        /// Whose data was unread by whom: the one who reset.
        by: Direction,
        /// Segments with data that it never answered.
        segments: u32,
    },
    /// The RST answers a segment of which its sender's kernel knew no connection (RFC 9293 3.10.7.1).
    ConnectionUnknown(Direction),
    /// A box on the way sent the RST in a peer's name.
    Middlebox(Direction),
    /// A Close frame found no answer for so long, so its sender ended TCP.
    CloseTimeout {
        /// Who sent it.
        by: Direction,
        /// From the Close frame to FIN or RST.
        waited: Elapsed,
    },
    /// Who sent the Close frame ended TCP at once and did not wait for the answer.
    CloseNotAwaited(Direction),
    /// The end of a silence as long as a limit that people configure.
    IdleLimit {
        /// Who hung up: a server, or a proxy before it.
        by: Direction,
        /// The limit.
        limit: Elapsed,
        /// How long the silence was.
        silence: Elapsed,
        /// Whose silence: absent where both were silent.
        of: Option<Direction>,
    },
    /// The server closed an idle HTTP connection when it had said it would.
    HttpKeepAlive {
        /// What it had said.
        timeout: Elapsed,
        /// How long the silence was.
        silence: Elapsed,
    },
    /// Who sent Pings hung up because they were not answered.
    HeartbeatGaveUp {
        /// Who asked.
        by: Direction,
        /// Pings without an answer at the end.
        pings: u64,
        /// From the first of them to the end.
        waited: Elapsed,
        /// Whether it is only known by the size and rhythm of TLS records.
        sealed: bool,
    },
    /// TCP keep-alive gave up.
    KeepAliveGaveUp {
        /// Who asked.
        by: Direction,
        /// Probes without an answer.
        probes: u64,
        /// From the peer's last packet to the RST.
        after: Elapsed,
    },
    /// Data was sent again and again and never acknowledged.
    RetransmissionGaveUp {
        /// Who sent it.
        by: Direction,
        /// How often it was sent again.
        retransmissions: u64,
        /// From the first retransmission to the last.
        lasted: Elapsed,
    },
    /// A RST answered the SYN.
    NobodyListens,
    /// Nothing answered the SYN.
    SynUnanswered {
        /// How often it was sent.
        tries: u64,
        /// From the first to the last.
        lasted: Elapsed,
    },
    /// The server answered the upgrade with this status.
    UpgradeRefused(u16),
    /// The proxy answered CONNECT with this status.
    TunnelRefused(u16),
    /// Nothing answered the upgrade.
    UpgradeUnanswered {
        /// From the request to the end.
        waited: Elapsed,
    },
    /// The server's `Sec-WebSocket-Accept` is wrong.
    AcceptWrong,
    /// The server's 101 breaks another rule of the handshake.
    AnswerRejected,
    /// The TLS handshake ended in an alert.
    TlsAlert {
        /// Who sent it.
        by: Direction,
        /// What it says, where it can be read.
        alert: Option<AlertDescription>,
    },
    /// Inside TLS records went by that have the sizes of a closing handshake.
    SealedClose {
        /// Whose Close frame came first.
        by: Direction,
        /// Whether there was a second.
        answered: bool,
    },
    /// This side failed the connection because the other broke a rule, as the code of its Close frame
    /// says (RFC 6455 7.1.7).
    ProtocolError {
        /// Who said so.
        by: Direction,
        /// With which code.
        code: u16,
    },
    /// This side says with the code of its Close frame why it goes (RFC 6455 7.4, IANA's registry).
    CloseCode {
        /// Who says so.
        by: Direction,
        /// With which code.
        code: u16,
    },
    /// The program ended only its own direction, with shutdown: its kernel took data after that, which
    /// it does for no program that ended.
    HalfClosed(Direction),
    /// The server ended TCP instead of answering the upgrade.
    UpgradeHungUp {
        /// From the request to the end.
        waited: Elapsed,
        /// Whether an answer had begun.
        begun: bool,
    },
    /// The client ended TCP while the server owed it the answer to a request.
    RequestUnanswered {
        /// From its last word to the end.
        waited: Elapsed,
    },
    /// The server ended TCP while it owed the answer to a request that was no upgrade.
    RequestHungUp {
        /// From the request to the end.
        waited: Elapsed,
    },
    /// The server ended TCP and never answered the `ClientHello`.
    TlsHungUp {
        /// From the `ClientHello` to the end.
        waited: Elapsed,
    },
    /// Nobody sent a byte before TCP ended.
    NothingSaid {
        /// Who ended it.
        by: Direction,
        /// From the SYN to the end.
        waited: Elapsed,
    },
    /// The client began with TLS, and the server answered with something else.
    NotTls,
    /// The client speaks plain HTTP, and the port answers with TLS.
    TlsPort,
    /// The client ended TCP after the server's part of the TLS handshake, and never asked anything.
    TlsAbandoned,
    /// Inside TLS, this side said good-bye first with a record of the size of an alert, and there was no
    /// closing handshake before it.
    SealedGoodbye(Direction),
    /// The capture ends before the connection.
    CaptureEnded,
}

impl Cause {
    /// The name used in `ending.cause`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ProcessEnded(_) => "process_ended",
            Self::Aborted(_) => "aborted",
            Self::UnreadData { .. } => "unread_data",
            Self::ConnectionUnknown(_) => "connection_unknown",
            Self::Middlebox(_) => "middlebox",
            Self::CloseTimeout { .. } => "close_timeout",
            Self::CloseNotAwaited(_) => "close_not_awaited",
            Self::IdleLimit { .. } => "idle_limit",
            Self::HttpKeepAlive { .. } => "http_keep_alive",
            Self::HeartbeatGaveUp { .. } => "heartbeat_gave_up",
            Self::KeepAliveGaveUp { .. } => "keep_alive_gave_up",
            Self::RetransmissionGaveUp { .. } => "retransmission_gave_up",
            Self::NobodyListens => "nobody_listens",
            Self::SynUnanswered { .. } => "syn_unanswered",
            Self::UpgradeRefused(_) => "upgrade_refused",
            Self::TunnelRefused(_) => "tunnel_refused",
            Self::UpgradeUnanswered { .. } => "upgrade_unanswered",
            Self::AcceptWrong => "accept_wrong",
            Self::AnswerRejected => "answer_rejected",
            Self::TlsAlert { .. } => "tls_alert",
            Self::SealedClose { .. } => "sealed_close",
            Self::ProtocolError { .. } => "protocol_error",
            Self::CloseCode { .. } => "close_code",
            Self::HalfClosed(_) => "half_closed",
            Self::UpgradeHungUp { .. } => "upgrade_hung_up",
            Self::RequestUnanswered { .. } => "request_unanswered",
            Self::RequestHungUp { .. } => "request_hung_up",
            Self::TlsHungUp { .. } => "tls_hung_up",
            Self::NothingSaid { .. } => "nothing_said",
            Self::NotTls => "not_tls",
            Self::TlsPort => "tls_port",
            Self::TlsAbandoned => "tls_abandoned",
            Self::SealedGoodbye(_) => "sealed_goodbye",
            Self::CaptureEnded => "capture_ended",
        }
    }

    /// Whether it makes trouble of an end that looks orderly.
    pub(super) fn is_trouble(self) -> bool {
        matches!(
            self,
            Self::ProtocolError { .. }
                | Self::HeartbeatGaveUp { .. }
                | Self::RetransmissionGaveUp { .. }
                | Self::TlsAlert { .. }
                | Self::CloseCode { code: 1008 | 1011 | 1013 | 1014, .. }
                | Self::NotTls
                | Self::TlsPort
                | Self::TlsAbandoned
                | Self::TlsHungUp { .. }
                | Self::RequestHungUp { .. }
        )
    }
}

/// A cause and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LikelyCause {
    /// Why.
    pub cause: Cause,
    /// How sure.
    pub confidence: Confidence,
}
