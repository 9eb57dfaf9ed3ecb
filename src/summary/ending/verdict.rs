//! What happened, in one statement.

use super::{Confidence, UNANSWERED_IS_GONE};
use crate::capture::Elapsed;
use crate::flow::{Direction, HowEnded, Loss};
use crate::session::Protocol;
use crate::summary::Summary;
use crate::summary::records::Records;

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
    /// The proxy answered CONNECT with a status that opens no tunnel.
    TunnelRefused(u16),
    /// The server never answered the request to become a WebSocket; this side ended TCP, if one did.
    UpgradeUnanswered(Option<Direction>),
    /// The server's `Sec-WebSocket-Accept` does not fit the key: the client must give up.
    AcceptWrong,
    /// Something else is wrong with the server's 101, and the client hung up instead of speaking.
    AnswerRejected,
    /// The SYN was answered by RST.
    Refused,
    /// The SYN was never answered.
    Unanswered,
    /// This side ended the TLS handshake with an alert.
    TlsFailed(Direction),
    /// No WebSocket here; this side ended TCP, with FIN.
    Finished(Direction),
    /// No WebSocket here; this side reset TCP.
    Reset(Direction),
    /// It was silent for so long, or so many others spoke, that it was let go; it may have been open.
    LetGo,
    /// The capture ended first.
    Open,
}

impl Verdict {
    /// Whether it says that something did not come.
    fn rests_on_silence(self) -> bool {
        match self {
            Self::CloseUnanswered(_)
            | Self::FinWithoutClose(_)
            | Self::ResetWithoutClose(_)
            | Self::ProbesUnanswered { .. }
            | Self::DataUnanswered { .. }
            | Self::UpgradeUnanswered(_)
            | Self::Unanswered
            | Self::LetGo
            | Self::Open => true,
            Self::Closed(_)
            | Self::Left(_)
            | Self::UpgradeRefused(_)
            | Self::TunnelRefused(_)
            | Self::AcceptWrong
            | Self::AnswerRejected
            | Self::Refused
            | Self::TlsFailed(_)
            | Self::Finished(_)
            | Self::Reset(_) => false,
        }
    }
}

impl Summary {
    pub(super) fn verdict(&self) -> Verdict {
        match self.tcp.how {
            HowEnded::Refused => return Verdict::Refused,
            HowEnded::Unanswered => return Verdict::Unanswered,
            _ => {}
        }
        if let Some(failed) = self.handshake_failed() {
            return failed;
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
        let Some(first) = self.tcp.first else {
            return if self.tcp.how == HowEnded::Expired { Verdict::LetGo } else { Verdict::Open };
        };
        let fin = self.fins[first].is_some_and(|fin| self.reset.is_none_or(|(_, reset)| fin < reset));
        match (self.is_websocket(), fin) {
            (true, true) => Verdict::FinWithoutClose(first),
            (true, false) => Verdict::ResetWithoutClose(first),
            (false, true) => Verdict::Finished(first),
            (false, false) => Verdict::Reset(first),
        }
    }

    /// Whether the handshake of TLS or WebSocket failed.
    fn handshake_failed(&self) -> Option<Verdict> {
        if let Some(handshake) = &self.handshake {
            return match handshake.status {
                Some(status) if status != 101 => Some(Verdict::UpgradeRefused(status)),
                _ if handshake.accept_valid == Some(false) => Some(Verdict::AcceptWrong),
                _ if self.rejected_answer().is_some() => Some(Verdict::AnswerRejected),
                _ => None,
            };
        }
        match self.protocol {
            Some(Protocol::Http) if self.tunnel_refused.is_some() => {
                self.tunnel_refused.map(Verdict::TunnelRefused)
            }
            Some(Protocol::Http) if self.trail.upgrade.is_some() && self.would_have_shown_an_answer() => {
                Some(Verdict::UpgradeUnanswered(self.tcp.first))
            }
            Some(Protocol::Tls) => {
                let (by, ..) = self.trail.records()?.failure()?;
                Some(Verdict::TlsFailed(by))
            }
            _ => None,
        }
    }

    /// Whether an answer of the server would be in the capture: its packets are, and none of its bytes
    /// are missing.
    pub(super) fn would_have_shown_an_answer(&self) -> bool {
        self.packets.to_client > 0 && self.missing.to_client == 0
    }

    /// Whether the Close frame that travelled in `direction` arrived: it did not if its receiver reset
    /// the connection and never acknowledged it.
    pub(super) fn was_received(&self, direction: Direction) -> bool {
        self.closes[direction].as_ref().is_some_and(|close| {
            let reset =
                self.reset.is_some_and(|(by, packet)| by == direction.reverse() && packet > close.packet);
            close.acknowledged || !reset
        })
    }

    /// Whether one side asked, or sent, in vain until its kernel gave up.
    fn gone(&self) -> Option<Verdict> {
        Direction::BOTH.into_iter().find_map(|by| {
            let (probes, data) = (self.heartbeat.tcp[by].unanswered_run, *self.unanswered_data[by]);
            // A side that ended by itself was still there, and a FIN is a program's decision.
            if self.fins[by.reverse()].is_some() || self.fins[by].is_some() {
                return None;
            }
            if data.count >= UNANSWERED_IS_GONE {
                return Some(Verdict::DataUnanswered {
                    by,
                    retransmissions: data.count,
                    lasted: data.lasted(),
                });
            }
            let gone = probes.count >= UNANSWERED_IS_GONE || self.heartbeat.tcp[by].gave_up.is_some();
            gone.then(|| Verdict::ProbesUnanswered { by, probes: probes.count, lasted: probes.lasted() })
        })
    }

    pub(super) fn confidence(&self, verdict: Verdict) -> Confidence {
        let confidence = self.confidence_in_packets(verdict);
        match self.lost_at_end(verdict) {
            Some(_) => confidence.lowered(),
            None => confidence,
        }
    }

    /// What the capture lost around the last packet, if the verdict rests on what did not come then.
    #[must_use]
    pub fn lost_at_end(&self, verdict: Verdict) -> Option<Loss> {
        self.tcp.lost.filter(|loss| loss.is_close && verdict.rests_on_silence())
    }

    fn confidence_in_packets(&self, verdict: Verdict) -> Confidence {
        let read = self.trail.records().and_then(Records::failure);
        match verdict {
            Verdict::ProbesUnanswered { .. } | Verdict::DataUnanswered { .. } => Confidence::Likely,
            Verdict::TlsFailed(_) if !matches!(read, Some((_, _, Some(_)))) => Confidence::Guess,
            _ if self.missing.to_client + self.missing.to_server > 0 => Confidence::Guess,
            _ => Confidence::Certain,
        }
    }
}
