//! How the WebSocket was closed, and what a browser as its client hands to `onclose`.

use super::Verdict;
use crate::flow::Direction;
use crate::session::Protocol;
use crate::summary::{CloseFrame, Summary};

/// Codes with which a browser fails a connection whose server broke a rule (RFC 6455 7.1.7); a page
/// can't choose them.
pub(super) const FAILED: [u16; 5] = [1002, 1003, 1007, 1009, 1010];

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

impl CloseFrame {
    /// Whether no endpoint may send its code: a browser fails a connection whose server does
    /// (RFC 6455 7.4.1, 7.4.2).
    #[must_use]
    pub fn has_forbidden_code(&self) -> bool {
        matches!(self.code, Some(0..=999 | 1004..=1006 | 1015..=2999 | 5000..))
    }
}

impl OnClose {
    const ABNORMAL: Self = Self { code: 1006, clean: false };
}

impl Summary {
    pub(super) fn websocket_ending(&self) -> Option<WebSocketEnding> {
        if !self.is_websocket() || (self.first_close.is_none() && self.tcp.how.is_unseen()) {
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
    /// none arrived before the connection ended, if it never became a WebSocket, or if the browser
    /// itself failed it.
    pub(super) fn onclose(&self, verdict: Verdict) -> Option<OnClose> {
        match verdict {
            Verdict::Refused
            | Verdict::Unanswered
            | Verdict::UpgradeRefused(_)
            | Verdict::UpgradeUnanswered(Some(_))
            | Verdict::AcceptWrong
            | Verdict::AnswerRejected => return Some(OnClose::ABNORMAL),
            _ if self.protocol != Some(Protocol::WebSocket) => return None,
            _ if self.client_failed_it() => return Some(OnClose::ABNORMAL),
            _ if self.closes.to_client.as_deref().is_some_and(CloseFrame::has_forbidden_code) => {
                return Some(OnClose::ABNORMAL);
            }
            _ => {}
        }
        match self.closes.to_client.as_deref().filter(|_| self.was_received(Direction::ToClient)) {
            Some(CloseFrame { code, .. }) => {
                let clean = self.closes.to_server.is_some() && !self.server_only_reset();
                Some(OnClose { code: code.unwrap_or(1005), clean })
            }
            // What a side that was not captured said is not known.
            None if self.tcp.how.is_unseen() || self.packets.to_client == 0 => None,
            None => Some(OnClose::ABNORMAL),
        }
    }

    /// The browser said with its Close frame that the server broke a rule: it tells its page at once,
    /// whatever the server answers.
    fn client_failed_it(&self) -> bool {
        let code = self.closes.to_server.as_ref().and_then(|close| close.code);
        self.first_close == Some(Direction::ToServer) && code.is_some_and(|code| FAILED.contains(&code))
    }

    /// The server ended TCP with RST: to browsers that is no clean end, even after both Close frames.
    fn server_only_reset(&self) -> bool {
        let reset = self.reset.filter(|(by, _)| *by == Direction::ToClient);
        let fins = self.fins.to_client.into_iter().chain(self.fins.to_server).min();
        reset.is_some_and(|(_, reset)| fins.is_none_or(|fin| reset < fin))
    }
}
