//! Why a connection ended that never came to anything: nothing was said on it, or nothing answered.

use super::why::{certain, first_end, guess, likely};
use super::{Cause, LikelyCause};
use crate::flow::Direction;
use crate::protocol::Rule;
use crate::session::Protocol;
use crate::summary::Summary;
use crate::summary::records::Records;

impl Summary {
    /// Whether the server answered plain HTTP with TLS.
    pub(super) fn answers_in_tls(&self) -> bool {
        self.findings.iter().any(|found| found.finding.rule == Rule::TlsAnswersHttp)
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
