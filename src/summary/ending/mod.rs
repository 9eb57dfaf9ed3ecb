//! How a connection ended: WebSocket's and TCP's endings joined into one verdict.

use super::Summary;
use crate::capture::Elapsed;
use crate::flow::{Direction, HowEnded};
use crate::session::Protocol;

/// As many unanswered probes or retransmissions in a row say that the peer is gone.
pub(super) const UNANSWERED_IS_GONE: u64 = 3;

/// How a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// What happened, in one statement.
    pub verdict: Verdict,
    /// How sure it is.
    pub confidence: Confidence,
    /// The closing of the WebSocket, where there was one.
    pub websocket: Option<WebSocketEnding>,
    /// What a browser on the client's side reports, where it can be known.
    pub onclose: Option<OnClose>,
}

impl Ending {
    /// Whether it went wrong: anything but an orderly end, or none yet.
    #[must_use]
    pub fn is_trouble(&self) -> bool {
        !matches!(self.verdict, Verdict::Closed(_) | Verdict::Left(_) | Verdict::Finished(_) | Verdict::Open)
    }
}

/// How sure a verdict is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// The packets say so.
    Certain,
    /// The packets fit nothing else that is common.
    Likely,
    /// The packets fit this and other things.
    Guess,
}

impl Confidence {
    /// The name used in `ending.confidence`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Guess => "guess",
        }
    }
}

/// How the WebSocket was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebSocketEnding {
    /// Who sent the first Close frame, if anybody did.
    pub first_close: Option<Direction>,
    /// The code of that frame.
    pub code: Option<u16>,
    /// Its reason, as sent.
    pub reason: Option<String>,
    /// Whether both sides sent one (RFC 6455 7.1.4).
    pub clean: bool,
}

/// What the browser hands to `onclose`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnClose {
    /// The code of the Close frame that the client received; 1005 if it had none, 1006 if none came
    /// (RFC 6455 7.1.5).
    pub code: u16,
    /// `wasClean`.
    pub clean: bool,
}

/// What happened, in one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Both sides sent a Close frame; this one first.
    Closed(Direction),
    /// This side sent a Close frame and the other never did.
    CloseUnanswered(Direction),
    /// This side sent a Close frame and left; the other's answer met a reset.
    Left(Direction),
    /// This side ended TCP with FIN, and no Close frame was sent.
    FinWithoutClose(Direction),
    /// This side reset TCP, and no Close frame was sent.
    ResetWithoutClose(Direction),
    /// This side's keep-alive probes were not answered, so it gave up.
    ProbesUnanswered {
        /// Who asked.
        by: Direction,
        /// How many times.
        probes: u64,
        /// From the first probe to the last.
        lasted: Elapsed,
    },
    /// This side's data was never acknowledged.
    DataUnanswered {
        /// Who sent it.
        by: Direction,
        /// How often it was sent again.
        retransmissions: u64,
        /// From the first retransmission to the last.
        lasted: Elapsed,
    },
    /// The server answered the upgrade with another status than 101.
    UpgradeRefused(u16),
    /// The server's `Sec-WebSocket-Accept` does not fit the key: the client must give up.
    AcceptWrong,
    /// The SYN was answered by RST.
    Refused,
    /// The SYN was never answered.
    Unanswered,
    /// No WebSocket here; this side ended TCP, with FIN.
    Finished(Direction),
    /// No WebSocket here; this side reset TCP.
    Reset(Direction),
    /// The capture ended first.
    Open,
}

impl Summary {
    /// How the connection ended.
    #[must_use]
    pub fn ending(&self) -> Ending {
        let verdict = self.verdict();
        Ending {
            verdict,
            confidence: self.confidence(verdict),
            websocket: self.websocket_ending(),
            onclose: self.onclose(verdict),
        }
    }

    fn verdict(&self) -> Verdict {
        match self.tcp.how {
            HowEnded::Refused => return Verdict::Refused,
            HowEnded::Unanswered => return Verdict::Unanswered,
            _ => {}
        }
        if let Some(handshake) = &self.handshake {
            match handshake.status {
                Some(status) if status != 101 => return Verdict::UpgradeRefused(status),
                _ if handshake.accept_valid == Some(false) => return Verdict::AcceptWrong,
                _ => {}
            }
        }
        match (&self.first_close, &self.closes.to_server, &self.closes.to_client) {
            (Some(first), Some(_), Some(_)) if self.was_received(first.reverse()) => {
                return Verdict::Closed(*first);
            }
            (Some(first), Some(_), Some(_)) => return Verdict::Left(*first),
            (Some(first), _, _) => return Verdict::CloseUnanswered(*first),
            (None, _, _) => {}
        }
        if let Some(gone) = self.gone() {
            return gone;
        }
        let Some(first) = self.tcp.first else { return Verdict::Open };
        let fin = self.fins[first].is_some_and(|fin| self.reset.is_none_or(|(_, reset)| fin < reset));
        match (self.is_websocket(), fin) {
            (true, true) => Verdict::FinWithoutClose(first),
            (true, false) => Verdict::ResetWithoutClose(first),
            (false, true) => Verdict::Finished(first),
            (false, false) => Verdict::Reset(first),
        }
    }

    /// Whether the Close frame that travelled in `direction` arrived: it did not if its receiver reset
    /// the connection and never acknowledged it.
    fn was_received(&self, direction: Direction) -> bool {
        self.closes[direction].as_ref().is_some_and(|close| {
            let reset =
                self.reset.is_some_and(|(by, packet)| by == direction.reverse() && packet > close.packet);
            close.acknowledged || !reset
        })
    }

    /// Whether one side asked, or sent, in vain until it gave up.
    fn gone(&self) -> Option<Verdict> {
        Direction::BOTH.into_iter().find_map(|by| {
            let (probes, data) = (self.heartbeat.tcp[by].unanswered_run, *self.unanswered_data[by]);
            // A side that ended by itself was still there.
            if self.fins[by.reverse()].is_some() {
                return None;
            }
            if data.count >= UNANSWERED_IS_GONE {
                return Some(Verdict::DataUnanswered {
                    by,
                    retransmissions: data.count,
                    lasted: data.lasted(),
                });
            }
            (probes.count >= UNANSWERED_IS_GONE).then(|| Verdict::ProbesUnanswered {
                by,
                probes: probes.count,
                lasted: probes.lasted(),
            })
        })
    }

    fn confidence(&self, verdict: Verdict) -> Confidence {
        match verdict {
            Verdict::ProbesUnanswered { .. } | Verdict::DataUnanswered { .. } => Confidence::Likely,
            _ if self.missing.to_client + self.missing.to_server > 0 => Confidence::Guess,
            _ => Confidence::Certain,
        }
    }

    fn websocket_ending(&self) -> Option<WebSocketEnding> {
        if !self.is_websocket() || (self.first_close.is_none() && self.tcp.how == HowEnded::Open) {
            return None;
        }
        let first = self.first_close.and_then(|first| self.closes[first].as_ref());
        Some(WebSocketEnding {
            first_close: self.first_close,
            code: first.and_then(|close| close.code),
            reason: first.filter(|close| close.code.is_some()).map(|close| close.reason.clone()),
            clean: Direction::BOTH.into_iter().all(|direction| self.was_received(direction)),
        })
    }

    /// The code of the first Close frame that the client received; 1005 if it was empty, 1006 if
    /// none arrived before the connection ended, or if it never became a WebSocket.
    fn onclose(&self, verdict: Verdict) -> Option<OnClose> {
        let abnormal = OnClose { code: 1006, clean: false };
        match verdict {
            Verdict::Refused | Verdict::Unanswered | Verdict::UpgradeRefused(_) | Verdict::AcceptWrong => {
                return Some(abnormal);
            }
            _ if self.protocol != Some(Protocol::WebSocket) => return None,
            _ => {}
        }
        match self.closes.to_client.as_ref().filter(|_| self.was_received(Direction::ToClient)) {
            Some(close) => {
                let clean = self.closes.to_server.is_some();
                Some(OnClose { code: close.code.unwrap_or(1005), clean })
            }
            None if self.tcp.how == HowEnded::Open => None,
            None => Some(abnormal),
        }
    }
}
