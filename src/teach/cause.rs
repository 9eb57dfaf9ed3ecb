//! Why a connection ended, in words: the likely cause, the packets that show it, what to do next.

use super::{Sentence, Value, sender};
use crate::capture::Elapsed;
use crate::flow::Direction;
use crate::summary::{Cause, Confidence, Ending, Evidence, LikelyCause, Shows, Verdict};

/// The cause, where the verdict does not say it all, and what to do about it.
pub(super) fn cause(ending: &Ending) -> Vec<Sentence> {
    let Some(LikelyCause { cause, confidence }) = ending.cause else { return Vec::new() };
    let Some(because) = because(ending.verdict, cause) else { return Vec::new() };
    let key = match confidence {
        Confidence::Certain => "cause.certain",
        Confidence::Likely => "cause.likely",
        Confidence::Guess => "cause.guess",
    };
    let mut said = vec![Sentence::new(key).with("cause", because)];
    said.extend(known_limit(cause));
    if let Cause::ProtocolError { by: Direction::ToServer, .. } = cause {
        said.push(Sentence::new("cause.protocol-error.browser"));
    }
    said
}

/// The packets that show the end, where it is not an orderly one.
pub(super) fn evidence(ending: &Ending) -> Option<Sentence> {
    let items: Vec<_> = ending.evidence.iter().map(item).collect();
    let refused = matches!(
        ending.verdict,
        Verdict::UpgradeRefused(_)
            | Verdict::TunnelRefused(_)
            | Verdict::AcceptWrong
            | Verdict::AnswerRejected
    );
    let because = ending.cause.map(|likely| likely.cause);
    let sealed = matches!(
        because,
        Some(
            Cause::ProcessEnded(_)
                | Cause::IdleLimit { .. }
                | Cause::SealedClose { .. }
                | Cause::SealedGoodbye(_)
                | Cause::RequestUnanswered { .. }
        )
    );
    let shown = (ending.is_trouble() || sealed) && !refused && items.len() > 1;
    shown.then(|| Sentence::new("evidence").with("list", Value::List(items)))
}

/// What to do next.
pub(super) fn hint(ending: &Ending) -> Option<Sentence> {
    Some(match ending.cause?.cause {
        Cause::ProcessEnded(Direction::ToClient)
        | Cause::UnreadData { by: Direction::ToClient, .. }
        | Cause::RequestHungUp { .. } => Sentence::new("hint.server-ended"),
        Cause::ProcessEnded(by) | Cause::UnreadData { by, .. } => {
            Sentence::new("hint.process-ended").with("who", sender(by))
        }
        Cause::ConnectionUnknown(by) => Sentence::new("hint.connection-unknown").with("who", sender(by)),
        Cause::Middlebox(by) => Sentence::new("hint.middlebox").with("who", sender(by)),
        Cause::HeartbeatGaveUp { by, .. } => {
            Sentence::new("hint.heartbeat").with("who", sender(by)).with("peer", sender(by.reverse()))
        }
        Cause::CloseTimeout { by, .. } => {
            Sentence::new("hint.close-timeout").with("peer", sender(by.reverse()))
        }
        Cause::IdleLimit { by: Direction::ToServer, .. } => Sentence::new("hint.idle-limit.client"),
        Cause::IdleLimit { .. } => Sentence::new("hint.idle-limit"),
        Cause::TlsHungUp { .. } => Sentence::new("hint.tls-hung-up"),
        Cause::SynUnanswered { .. } => Sentence::new("hint.syn-unanswered"),
        Cause::UpgradeRefused(status) => refused(status)?,
        Cause::TunnelRefused(status) => tunnel_refused(status)?,
        Cause::UpgradeHungUp { .. } => Sentence::new("hint.upgrade-hung-up"),
        Cause::AnswerRejected => Sentence::new("hint.answer-rejected"),
        Cause::UpgradeUnanswered { .. } => Sentence::new("hint.upgrade-unanswered"),
        Cause::NobodyListens => Sentence::new("hint.nobody-listens"),
        Cause::NotTls => Sentence::new("hint.not-tls"),
        Cause::TlsPort => Sentence::new("hint.tls-port"),
        Cause::TlsAbandoned => Sentence::new("hint.tls-abandoned"),
        Cause::CloseCode { by, code: 1011 } => Sentence::new("hint.internal-error").with("who", sender(by)),
        Cause::KeepAliveGaveUp { by, .. } | Cause::RetransmissionGaveUp { by, .. } => {
            Sentence::new("hint.vanished").with("peer", sender(by.reverse()))
        }
        _ => return None,
    })
}

/// What a server that answers an upgrade with this status says, and what to look at.
pub(super) fn refused(status: u16) -> Option<Sentence> {
    Some(Sentence::new(match status {
        200..=299 => "hint.refused.plain",
        300..=399 => "hint.refused.redirect",
        400 => "hint.refused.request",
        401 => "hint.refused.login",
        403 => "hint.refused.forbidden",
        404 | 410 => "hint.refused.path",
        405 => "hint.refused.method",
        407 => "hint.refused.proxy-login",
        408 => "hint.refused.slow",
        426 => "hint.refused.version",
        429 => "hint.refused.too-many",
        431 => "hint.refused.too-large",
        402 | 406 | 409 | 411..=425 | 427 | 428 | 430 | 432..=499 => "hint.refused.other",
        501 | 505 => "hint.refused.unknown",
        502 => "hint.refused.gateway",
        503 => "hint.refused.unavailable",
        504 => "hint.refused.too-late",
        500 | 506..=599 => "hint.refused.error",
        _ => return None,
    }))
}

/// What a proxy that answers CONNECT with this status says, and what to look at.
pub(super) fn tunnel_refused(status: u16) -> Option<Sentence> {
    match status {
        403 => Some(Sentence::new("hint.tunnel.forbidden")),
        400 | 404 | 405 | 501 => Some(Sentence::new("hint.tunnel.method")),
        407 | 429 | 502..=504 => refused(status),
        _ => Some(Sentence::new("hint.tunnel.other")),
    }
}

/// A packet of the evidence, in a few words.
#[must_use]
pub fn shows(evidence: &Evidence) -> Sentence {
    Sentence::new("evidence.text")
        .with("what", evidence_what(evidence.shows))
        .with("who", sender(evidence.by))
}

fn item(evidence: &Evidence) -> Sentence {
    Sentence::new("evidence.item")
        .with("packet", evidence.packet.to_string())
        .with("what", evidence_what(evidence.shows))
        .with("who", sender(evidence.by))
}

/// What such a packet is, in a few words, without its sender.
#[must_use]
pub fn evidence_what(shows: Shows) -> Sentence {
    Sentence::new(match shows {
        Shows::Syn => "evidence.syn",
        Shows::LastSyn => "evidence.last-syn",
        Shows::UpgradeRequest => "evidence.upgrade-request",
        Shows::LastData => "evidence.last-data",
        Shows::FirstUnansweredPing => "evidence.first-unanswered-ping",
        Shows::FirstUnansweredRecord => "evidence.first-unanswered-record",
        Shows::FirstUnansweredProbe => "evidence.first-unanswered-probe",
        Shows::LastUnansweredProbe => "evidence.last-unanswered-probe",
        Shows::FirstRetransmission => "evidence.first-retransmission",
        Shows::LastRetransmission => "evidence.last-retransmission",
        Shows::FirstClose => "evidence.first-close",
        Shows::SecondClose => "evidence.second-close",
        Shows::SealedClose => "evidence.sealed-close",
        Shows::Alert => "evidence.alert",
        Shows::SealedAlert => "evidence.sealed-alert",
        Shows::FirstFin => "evidence.first-fin",
        Shows::SecondFin => "evidence.second-fin",
        Shows::DataAfterFin => "evidence.data-after-fin",
        Shows::Reset => "evidence.rst",
    })
}

/// The cause as the rest of a sentence.
fn because(verdict: Verdict, cause: Cause) -> Option<Sentence> {
    let by_whom =
        |key, by: Direction| Sentence::new(key).with("who", sender(by)).with("peer", sender(by.reverse()));
    Some(match cause {
        Cause::ProcessEnded(by) => by_whom("cause.process-ended", by),
        Cause::Aborted(by) => by_whom("cause.aborted", by),
        Cause::UnreadData { by, segments } => by_whom("cause.unread-data", by).with("n", u64::from(segments)),
        Cause::ConnectionUnknown(by) => by_whom("cause.connection-unknown", by),
        Cause::Middlebox(by) => by_whom("cause.middlebox", by),
        Cause::CloseTimeout { by, waited } => by_whom("cause.close-timeout", by).with("time", waited),
        Cause::CloseNotAwaited(by) if matches!(verdict, Verdict::CloseUnanswered(_)) => {
            by_whom("cause.close-not-awaited", by)
        }
        Cause::IdleLimit { by, limit, silence, of } => {
            let sentence = match of {
                None => by_whom("cause.idle-limit", by),
                Some(of) => by_whom("cause.idle-limit-of-one", by).with("silent", sender(of)),
            };
            sentence.with("time", silence).with("limit", limit)
        }
        Cause::HttpKeepAlive { timeout, silence } => {
            Sentence::new("cause.http-keep-alive").with("time", silence).with("limit", timeout)
        }
        Cause::HeartbeatGaveUp { by, pings, waited, sealed } => {
            let key = if sealed { "cause.heartbeat-sealed" } else { "cause.heartbeat" };
            by_whom(key, by).with("n", pings).with("time", waited)
        }
        Cause::RetransmissionGaveUp { by, retransmissions, lasted }
            if !matches!(verdict, Verdict::DataUnanswered { .. }) =>
        {
            by_whom("cause.retransmission", by).with("n", retransmissions).with("time", lasted)
        }
        Cause::CloseCode { by, code } => by_whom(
            match code {
                1001 if by == Direction::ToServer => "cause.code.left",
                1001 => "cause.code.going-away",
                1008 => "cause.code.policy",
                1011 => "cause.code.internal-error",
                1012 => "cause.code.restart",
                1013 => "cause.code.try-later",
                _ => "cause.code.bad-gateway",
            },
            by,
        )
        .with("code", code.to_string()),
        Cause::HalfClosed(by) => by_whom("cause.half-closed", by),
        Cause::UpgradeHungUp { waited, begun } => {
            let key = if begun { "cause.upgrade-hung-up.begun" } else { "cause.upgrade-hung-up" };
            Sentence::new(key).with("time", waited)
        }
        Cause::RequestUnanswered { waited } => Sentence::new("cause.request-unanswered").with("time", waited),
        Cause::RequestHungUp { waited } => Sentence::new("cause.request-hung-up").with("time", waited),
        Cause::TlsHungUp { waited } => Sentence::new("cause.tls-hung-up").with("time", waited),
        Cause::NothingSaid { by: Direction::ToServer, .. } => Sentence::new("cause.nothing-said"),
        Cause::NothingSaid { waited, .. } => Sentence::new("cause.nothing-asked").with("time", waited),
        Cause::NotTls => Sentence::new("cause.not-tls"),
        Cause::TlsPort => Sentence::new("cause.tls-port"),
        Cause::TlsAbandoned => Sentence::new("cause.tls-abandoned"),
        Cause::SealedGoodbye(by) => by_whom("cause.sealed-goodbye", by),
        Cause::NobodyListens => Sentence::new("cause.nobody-listens"),
        Cause::UpgradeUnanswered { waited } => Sentence::new("cause.upgrade-unanswered").with("time", waited),
        Cause::TlsAlert { by, alert } => match alert {
            Some(alert) => by_whom("cause.tls-alert", by).with("alert", alert.to_string()),
            None => by_whom("cause.tls-alert-sealed", by),
        },
        Cause::SealedClose { by, answered: true } => by_whom("cause.sealed-close", by),
        Cause::SealedClose { by, answered: false } => by_whom("cause.sealed-leave", by),
        Cause::ProtocolError { by, code } => {
            by_whom("cause.protocol-error", by).with("code", code.to_string())
        }
        // The verdict says these itself.
        Cause::CloseNotAwaited(_)
        | Cause::KeepAliveGaveUp { .. }
        | Cause::RetransmissionGaveUp { .. }
        | Cause::SynUnanswered { .. }
        | Cause::UpgradeRefused(_)
        | Cause::TunnelRefused(_)
        | Cause::AcceptWrong
        | Cause::AnswerRejected
        | Cause::CaptureEnded => return None,
    })
}

/// Limits that are well known.
const KNOWN: [(Elapsed, &str); 7] = [
    (Elapsed::from_secs(5), "limit.five"),
    (Elapsed::from_secs(30), "limit.thirty"),
    (Elapsed::from_secs(55), "limit.fifty-five"),
    (Elapsed::from_secs(60), "limit.sixty"),
    (Elapsed::from_secs(100), "limit.hundred"),
    (Elapsed::from_secs(240), "limit.four-minutes"),
    (Elapsed::from_secs(350), "limit.three-fifty"),
];

/// Who has such a limit by default.
fn known_limit(cause: Cause) -> Option<Sentence> {
    let Cause::IdleLimit { limit, .. } = cause else { return None };
    KNOWN.into_iter().find(|(known, _)| *known == limit).map(|(_, key)| Sentence::new(key))
}
