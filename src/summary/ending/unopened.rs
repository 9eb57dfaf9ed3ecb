//! Why a connection ended that never came to anything: nothing was said on it, or nothing answered.

use super::why::{certain, first_end, guess, likely};
use super::{Cause, LikelyCause};
use crate::capture::Elapsed;
use crate::flow::Direction;
use crate::protocol::{Reaction, Rule};
use crate::session::Protocol;
use crate::summary::records::Records;
use crate::summary::{Found, Summary};

/// Who does not take an answer hangs up within this time.
const AT_ONCE: Elapsed = Elapsed::from_secs(1);

impl Summary {
    /// Whether the server answered plain HTTP with TLS.
    pub(super) fn answers_in_tls(&self) -> bool {
        self.findings.iter().any(|found| found.finding.rule == Rule::TlsAnswersHttp)
    }

    /// Whether the server answered TLS with plain HTTP.
    pub(super) fn answers_in_http(&self) -> bool {
        self.findings.iter().any(|found| found.finding.rule == Rule::HttpAnswersTls)
    }

    /// What is wrong with the server's 101, where the client hung up at once and sent no frame.
    #[must_use]
    pub fn rejected_answer(&self) -> Option<&Found> {
        let late = self.trail.late()?;
        let (by, end) = first_end(late)?;
        let at_once = end.since(late.before.to_client?) < AT_ONCE;
        let silent = by == Direction::ToServer && self.frames.to_server == 0;
        let no_websocket = |found: &&Found| {
            let rule = found.finding.rule;
            found.direction == Direction::ToClient && rule.reaction() == Reaction::NoWebSocket
        };
        self.findings.iter().find(no_websocket).filter(|_| silent && at_once)
    }

    /// The cause, where the connection ended before anything came of it.
    pub(super) fn why_unopened(&self, by: Direction) -> Option<LikelyCause> {
        let late = self.trail.late()?;
        let (_, end) = first_end(late)?;
        let records = self.trail.records();
        match self.protocol {
            None if late.before.to_server.or(late.before.to_client).is_none() => {
                let waited = end.since(self.trail.first?);
                Some(certain(Cause::NothingSaid { by, waited }))
            }
            _ if self.answers_in_http() => Some(certain(Cause::NotTls)),
            // The detection gives up on a server that does not answer a `ClientHello` with TLS.
            Some(Protocol::Unknown) if records.is_some_and(|records| !records.has_version()) => {
                Some(likely(Cause::NotTls))
            }
            Some(Protocol::Tls) if by == Direction::ToClient && late.before.to_client.is_none() => {
                Some(certain(Cause::TlsHungUp { waited: end.since(late.before.to_server?) }))
            }
            Some(Protocol::Tls) if by == Direction::ToServer => {
                records.is_some_and(Records::is_abandoned).then_some(guess(Cause::TlsAbandoned))
            }
            Some(Protocol::Http) if self.answers_in_tls() => Some(certain(Cause::TlsPort)),
            Some(Protocol::Http) if self.would_have_shown_an_answer() => {
                let (asked, answered) = (late.before.to_server?, late.before.to_client);
                let owed = self.http.to_server > self.http.to_client
                    && answered.is_none_or(|answered| answered.packet() < asked.packet());
                let waited = end.since(asked);
                owed.then_some(certain(match by {
                    Direction::ToServer => Cause::RequestUnanswered { waited },
                    Direction::ToClient => Cause::RequestHungUp { waited },
                }))
            }
            _ => None,
        }
    }
}
