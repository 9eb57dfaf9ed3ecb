//! How a connection ended: WebSocket's and TCP's endings joined into one verdict, with its likely cause
//! and the packets that are the evidence.

mod cause;
mod evidence;
mod onclose;
mod round;
mod unopened;
mod verdict;
mod why;

pub use cause::{Cause, LikelyCause};
pub use evidence::{Evidence, Shows};
pub use onclose::{OnClose, WebSocketEnding};
pub use verdict::Verdict;

use super::Summary;
use crate::capture::Elapsed;

/// As many unanswered probes or retransmissions in a row say that the peer is gone.
pub(super) const UNANSWERED_IS_GONE: u64 = 3;
/// So does one probe or Ping that has waited as long as this for its answer when its sender hangs up: with
/// `TCP_USER_TIMEOUT` (RFC 5482) a kernel gives up before it has tried often.
pub(super) const UNANSWERED_LONG: Elapsed = Elapsed::from_millis(500);

/// How a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// What happened, in one statement.
    pub verdict: Verdict,
    /// How sure it is.
    pub confidence: Confidence,
    /// Why it happened, where the packets support a cause.
    pub cause: Option<LikelyCause>,
    /// The packets that show it, in their order; a bounded number.
    pub evidence: Vec<Evidence>,
    /// The closing of the WebSocket, where there was one.
    pub websocket: Option<WebSocketEnding>,
    /// What a browser on the client's side reports, where it can be known.
    pub onclose: Option<OnClose>,
}

impl Ending {
    /// Whether it went wrong: anything but an orderly end, or none yet.
    #[must_use]
    pub fn is_trouble(&self) -> bool {
        let orderly = matches!(
            self.verdict,
            Verdict::Closed(_) | Verdict::Left(_) | Verdict::Finished(_) | Verdict::LetGo | Verdict::Open
        );
        !orderly || self.cause.is_some_and(|likely| likely.cause.is_trouble())
    }
}

/// How sure a verdict or a cause is.
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
    /// The next one that is less sure.
    pub(super) fn lowered(self) -> Self {
        match self {
            Self::Certain => Self::Likely,
            Self::Likely | Self::Guess => Self::Guess,
        }
    }

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

impl Summary {
    /// How the connection ended.
    #[must_use]
    pub fn ending(&self) -> Ending {
        let verdict = self.verdict();
        let cause = self.cause(verdict);
        Ending {
            verdict,
            confidence: self.confidence(verdict),
            cause,
            evidence: self.evidence(verdict, cause.map(|likely| likely.cause)),
            websocket: self.websocket_ending(),
            onclose: self.onclose(verdict),
        }
    }
}
