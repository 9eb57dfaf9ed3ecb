//! What a strict peer does about a broken rule.

/// What a strict peer does about a broken rule, as the RFC of the rule asks or allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reaction {
    /// Nothing that could be seen: it goes on.
    Nothing,
    /// A server answers 400, a client ends the connection (RFC 9112 2.2 and 6.3).
    Message,
    /// A server answers the upgrade with 400 (RFC 6455 4.2.1).
    BadRequest,
    /// A server answers the upgrade with 426 and the versions that it knows (RFC 6455 4.2.2 (4)).
    OtherVersion,
    /// A client fails the connection: it never opens a WebSocket (RFC 6455 4.1).
    NoWebSocket,
    /// A server ends the connection without an answer (hybi-00 5.2).
    Aborted,
    /// It fails the connection with code 1002 (RFC 6455 7.1.7 and 7.4.1).
    Close1002,
    /// It fails the connection with code 1007 (RFC 6455 8.1).
    Close1007,
    /// It discards what came.
    Discarded,
    /// It waits for a while and then ends TCP by itself (RFC 6455 7.1.1).
    GivenUp,
    /// It discards what came and answers with a challenge ACK (RFC 5961).
    Challenged,
    /// It ends TLS with an alert (RFC 8446 6.2).
    Alert,
}

impl Reaction {
    /// The name used in `findings.strict`; nothing where there is nothing to see.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Nothing => return None,
            Self::Message => "message_refused",
            Self::BadRequest => "http_400",
            Self::OtherVersion => "http_426",
            Self::NoWebSocket => "no_websocket",
            Self::Aborted => "aborted",
            Self::Close1002 => "close_1002",
            Self::Close1007 => "close_1007",
            Self::Discarded => "discarded",
            Self::GivenUp => "tcp_ended",
            Self::Challenged => "challenge_ack",
            Self::Alert => "tls_alert",
        })
    }
}
