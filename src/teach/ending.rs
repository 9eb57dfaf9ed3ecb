//! The verdict in words: who ended a connection, how, and what the browser reports.

use super::{Sentence, hixie76, sender};
use crate::flow::{Direction, HowEnded, Roles};
use crate::session::Protocol;
use crate::summary::{Cause, CloseFrame, Confidence, Ending, Passage, Summary, Verdict};

/// The verdict on a connection, part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What happened, how sure it is, and what can't be seen of it.
    pub happened: Vec<Sentence>,
    /// Why, where the verdict does not say it all.
    pub cause: Vec<Sentence>,
    /// The packets that show it, where it is not an orderly end.
    pub evidence: Option<Sentence>,
    /// What a browser reports.
    pub reported: Vec<Sentence>,
    /// What a proxy did to the request, where both of its sides were captured.
    pub passed_on: Vec<Sentence>,
    /// What makes it a guess.
    pub doubt: Option<Sentence>,
    /// What to do next.
    pub hint: Option<Sentence>,
}

/// The verdict on a connection: what happened, what the browser reports, how sure it is.
#[must_use]
pub fn verdict(summary: &Summary, passage: Option<&Passage>) -> Vec<Sentence> {
    let Account { mut happened, cause, evidence, reported, passed_on, doubt, hint } =
        account(summary, passage);
    happened.extend(cause.into_iter().chain(evidence).chain(reported).chain(doubt));
    happened.extend(passed_on.into_iter().chain(hint));
    happened
}

/// The same, part by part.
#[must_use]
pub fn account(summary: &Summary, passage: Option<&Passage>) -> Account {
    let ending = summary.ending();
    let forged = reset_by_middlebox(&ending, summary);
    let mut sentences = vec![forged.unwrap_or_else(|| happened(summary, &ending))];
    let told = summary.handshake.as_ref().and_then(|handshake| handshake.told());
    if let (Verdict::UpgradeRefused(_), Some(told)) = (ending.verdict, told) {
        sentences.push(super::http::told(told));
    }
    let lost = summary.lost_at_end(ending.verdict);
    if ending.confidence == Confidence::Likely && lost.is_none() {
        sentences.push(Sentence::new("verdict.likely"));
    }
    if let (Verdict::Closed(_) | Verdict::CloseUnanswered(_), HowEnded::Open) =
        (ending.verdict, summary.tcp.how)
    {
        sentences.push(Sentence::new("verdict.tcp-still-open"));
    }
    let not_tls = ending.cause.is_some_and(|likely| likely.cause == Cause::NotTls);
    if summary.protocol == Some(Protocol::Tls) && !not_tls {
        sentences.push(Sentence::new("verdict.sealed"));
    }
    sentences.extend(sealed_heartbeat(summary));
    let missing = summary.missing.to_client + summary.missing.to_server > 0;
    let in_all = summary.capture_lost.max(summary.tcp.lost.map_or(0, |loss| loss.packets));
    let doubt = match (missing, lost) {
        (true, _) if in_all > 0 => Some(Sentence::new("verdict.guess-lost").with("n", in_all)),
        (true, _) => Some(Sentence::new("verdict.guess")),
        (false, lost) => lost.map(|loss| Sentence::new("verdict.lost").with("n", loss.packets)),
    };
    // Where it is known which proxy lost what, nobody needs to look for one.
    let found = passage.is_some_and(|passage| passage.lost.is_upgrade());
    Account {
        happened: sentences,
        cause: super::cause::cause(&ending),
        evidence: super::cause::evidence(&ending),
        reported: reported(summary, &ending),
        passed_on: passage
            .map_or_else(Vec::new, |passage| super::proxy::passed_on(passage, summary.connection)),
        doubt,
        hint: super::cause::hint(&ending).filter(|_| !found),
    }
}

/// What a browser hands to `onclose`.
fn reported(summary: &Summary, ending: &Ending) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    // Without a request, nobody knows that a WebSocket was meant.
    if let Some(onclose) = ending.onclose.filter(|_| summary.protocol.is_some()) {
        // What the browser itself refused is no clean end whatever the server did after it.
        let refused = matches!(ending.cause.map(|likely| likely.cause), Some(Cause::ProtocolError { .. }));
        let reset_without_fin = summary.reset.filter(|(by, _)| *by == Direction::ToClient && !refused);
        if let (Verdict::Closed(_), false, Some((by, packet))) =
            (ending.verdict, onclose.clean, reset_without_fin)
        {
            let sentence = Sentence::new("verdict.reset-after-close").with("packet", packet.to_string());
            sentences.push(sentence.with("who", sender(by)));
        }
        let key = match ending.verdict {
            Verdict::ProbesUnanswered { by: Direction::ToClient, .. }
            | Verdict::DataUnanswered { by: Direction::ToClient, .. } => "verdict.onclose.out-of-reach",
            _ if onclose.clean => "verdict.onclose.clean",
            _ => "verdict.onclose.unclean",
        };
        let close = summary.closes.to_client.as_deref().filter(|close| close.has_forbidden_code());
        let forbidden = close.and_then(|close| close.code);
        if let Some(code) = forbidden {
            sentences.push(Sentence::new("verdict.code-forbidden").with("code", code.to_string()));
        }
        sentences.push(Sentence::new(key).with("code", onclose.code.to_string()));
        match onclose.code {
            1005 => sentences.push(Sentence::new("verdict.code-1005")),
            1006 if !refused && forbidden.is_none() => sentences.push(Sentence::new("verdict.code-1006")),
            _ => {}
        }
    }
    sentences
}

/// Equal records at equal intervals, inside TLS.
#[must_use]
pub fn sealed_heartbeat(summary: &Summary) -> Option<Sentence> {
    let beat = summary.sealed_heartbeat()?;
    let sentence = match beat.answer {
        Some(answer) => Sentence::new("verdict.sealed-heartbeat").with("answer", u64::from(answer)),
        None => Sentence::new("verdict.sealed-beat"),
    };
    let sentence = sentence.with("who", sender(beat.by)).with("peer", sender(beat.by.reverse()));
    let sentence = sentence.with("n", u64::from(beat.count)).with("length", u64::from(beat.length));
    Some(sentence.with("interval", beat.interval))
}

/// A RST that its sender did not send: nobody hung up.
fn reset_by_middlebox(ending: &Ending, summary: &Summary) -> Option<Sentence> {
    let (Cause::Middlebox(by), Some((_, packet))) = (ending.cause?.cause, summary.reset) else {
        return None;
    };
    let sentence = Sentence::new("verdict.middlebox").with("who", sender(by));
    Some(sentence.with("packet", packet.to_string()))
}

fn happened(summary: &Summary, ending: &Ending) -> Sentence {
    match ending.verdict {
        Verdict::Closed(by) => {
            let close = summary.closes[by].as_deref();
            let key = if ending.is_trouble() { "verdict.closed-trouble" } else { "verdict.closed" };
            with_close(Sentence::new(key).with("who", sender(by)).with("peer", sender(by.reverse())), close)
        }
        Verdict::CloseUnanswered(by) => {
            let close = summary.closes[by].as_deref();
            let sentence = Sentence::new("verdict.close-unanswered").with("who", sender(by));
            with_close(sentence.with("peer", sender(by.reverse())), close)
        }
        Verdict::Left(by) => {
            let close = summary.closes[by].as_deref();
            let code = close.and_then(|close| close.code);
            let page = by == Direction::ToServer && code == Some(1001);
            let sentence = Sentence::new(if page { "verdict.left-page" } else { "verdict.left" });
            with_close(sentence.with("who", sender(by)).with("peer", sender(by.reverse())), close)
        }
        Verdict::FinWithoutClose(by) => {
            let fin = summary.fins[by].unwrap_or_default();
            Sentence::new("verdict.fin-without-close").with("who", sender(by)).with("packet", fin)
        }
        Verdict::ResetWithoutClose(by) => {
            let packet = summary.reset.map_or(0, |(_, packet)| packet);
            Sentence::new("verdict.reset-without-close").with("who", sender(by)).with("packet", packet)
        }
        Verdict::ProbesUnanswered { by, probes, lasted } => {
            match ending.cause.map(|likely| likely.cause) {
                // One has no duration.
                Some(Cause::KeepAliveGaveUp { after, .. }) if probes == 1 => {
                    gone("verdict.probe-unanswered", by, probes).with("time", after)
                }
                _ if summary.reset.is_some() => {
                    gone("verdict.probes-unanswered", by, probes).with("time", lasted)
                }
                _ => gone("verdict.probes-unanswered-open", by, probes).with("time", lasted),
            }
        }
        Verdict::DataUnanswered { by, retransmissions, lasted } => {
            gone("verdict.data-unanswered", by, retransmissions).with("time", lasted)
        }
        Verdict::UpgradeRefused(status) => {
            Sentence::new("verdict.upgrade-refused").with("status", status.to_string())
        }
        Verdict::TunnelRefused(status) => {
            Sentence::new("verdict.tunnel-refused").with("status", status.to_string())
        }
        Verdict::UpgradeUnanswered(None) => Sentence::new("verdict.upgrade-unanswered-open"),
        Verdict::UpgradeUnanswered(Some(Direction::ToClient)) => Sentence::new("verdict.upgrade-hung-up"),
        Verdict::UpgradeUnanswered(Some(by)) => {
            Sentence::new("verdict.upgrade-unanswered").with("who", sender(by))
        }
        Verdict::AcceptWrong if hixie76::is_spoken(summary) => Sentence::new("verdict.hixie-answer-wrong"),
        Verdict::AcceptWrong => Sentence::new("verdict.accept-wrong"),
        Verdict::AnswerRejected => answer_rejected(summary),
        Verdict::TlsFailed(by) => Sentence::new("verdict.tls-failed").with("who", sender(by)),
        Verdict::Refused => {
            Sentence::new("verdict.refused").with("port", summary.opened.server.port().to_string())
        }
        Verdict::Unanswered => {
            let sentence = Sentence::new("verdict.unanswered").with("n", summary.packets.to_server);
            match ending.cause.map(|likely| likely.cause) {
                Some(Cause::SynUnanswered { lasted, tries }) if tries > 1 => {
                    sentence.rekeyed("verdict.unanswered-in").with("time", lasted)
                }
                _ => sentence,
            }
        }
        Verdict::Finished(by) => Sentence::new("verdict.finished").with("who", sender(by)),
        Verdict::Reset(by) => Sentence::new("verdict.reset").with("who", sender(by)),
        Verdict::LetGo => Sentence::new("verdict.let-go"),
        Verdict::Open => match summary.protocol {
            Some(Protocol::WebSocket) => Sentence::new("verdict.open-websocket"),
            _ => Sentence::new("verdict.open"),
        },
    }
}

/// The client hung up over the server's 101, and what is wrong with that.
fn answer_rejected(summary: &Summary) -> Sentence {
    let sentence = Sentence::new("verdict.answer-rejected");
    match summary.rejected_answer() {
        Some(found) => sentence
            .with("why", Sentence::new(found.finding.rule.name()))
            .with("clause", found.finding.rule.clause())
            .with("packet", found.packet.to_string()),
        None => sentence,
    }
}

/// The verdict in a few words, with a sign: for a table.
#[must_use]
pub fn brief(summary: &Summary, ending: &Ending) -> Sentence {
    let verdict = ending.verdict;
    let close = |by: Direction| match summary.closes[by].as_deref().and_then(|close| close.code) {
        Some(code) => code.to_string(),
        None => "1005".to_owned(),
    };
    let because = ending.cause.map(|likely| likely.cause);
    let (key, by) = match verdict {
        _ if matches!(because, Some(Cause::Middlebox(_))) => ("brief.middlebox", None),
        _ if because == Some(Cause::NotTls) => ("brief.not-tls", None),
        _ if because == Some(Cause::TlsPort) => ("brief.tls-port", None),
        _ if matches!(because, Some(Cause::TlsHungUp { .. })) => ("brief.tls-hung-up", None),
        _ if matches!(because, Some(Cause::RequestHungUp { .. })) => ("brief.request-hung-up", None),
        _ if because == Some(Cause::TlsAbandoned) => ("brief.tls-abandoned", None),
        Verdict::Closed(by) if ending.is_trouble() => ("brief.closed-trouble", Some(by)),
        Verdict::Closed(by) => ("brief.closed", Some(by)),
        Verdict::Left(by) if ending.is_trouble() => ("brief.closed-trouble", Some(by)),
        Verdict::Left(by) => ("brief.left", Some(by)),
        Verdict::CloseUnanswered(by) => ("brief.close-unanswered", Some(by)),
        Verdict::FinWithoutClose(by) => ("brief.fin-without-close", Some(by)),
        Verdict::ResetWithoutClose(by) => ("brief.reset-without-close", Some(by)),
        Verdict::ProbesUnanswered { by, .. } => ("brief.probes-unanswered", Some(by)),
        Verdict::DataUnanswered { by, .. } => ("brief.data-unanswered", Some(by)),
        Verdict::UpgradeRefused(_) => ("brief.upgrade-refused", None),
        Verdict::TunnelRefused(_) => ("brief.tunnel-refused", None),
        Verdict::UpgradeUnanswered(Some(Direction::ToClient)) => ("brief.upgrade-hung-up", None),
        Verdict::UpgradeUnanswered(_) => ("brief.upgrade-unanswered", None),
        Verdict::AcceptWrong if hixie76::is_spoken(summary) => ("brief.hixie-answer-wrong", None),
        Verdict::AcceptWrong => ("brief.accept-wrong", None),
        Verdict::AnswerRejected => ("brief.answer-rejected", None),
        Verdict::TlsFailed(by) => ("brief.tls-failed", Some(by)),
        Verdict::Refused => ("brief.refused", None),
        Verdict::Unanswered => ("brief.unanswered", None),
        Verdict::Finished(by) => ("brief.finished", Some(by)),
        Verdict::Reset(by) => ("brief.reset", Some(by)),
        Verdict::LetGo => ("brief.let-go", None),
        Verdict::Open => ("brief.open", None),
    };
    let mut sentence = Sentence::new(key);
    if let Some(by) = by {
        sentence = sentence.with("who", role(by)).with("peer", role(by.reverse())).with("code", close(by));
    }
    match verdict {
        Verdict::ProbesUnanswered { probes: n, .. } | Verdict::DataUnanswered { retransmissions: n, .. } => {
            sentence.with("n", n)
        }
        Verdict::UpgradeRefused(status) | Verdict::TunnelRefused(status) => {
            sentence.with("status", status.to_string())
        }
        _ => sentence,
    }
}

/// Who sends in a direction, as a bare word.
fn role(direction: Direction) -> Sentence {
    Sentence::new(match direction {
        Direction::ToServer => "role.client",
        Direction::ToClient => "role.server",
    })
}

fn gone(key: &'static str, by: Direction, n: u64) -> Sentence {
    Sentence::new(key).with("who", sender(by)).with("peer", sender(by.reverse())).with("n", n)
}

/// Adds the code and the reason of a Close frame.
fn with_close(sentence: Sentence, close: Option<&CloseFrame>) -> Sentence {
    sentence.with("said", said(close))
}

/// The code and the reason of a Close frame.
pub(super) fn said(close: Option<&CloseFrame>) -> Sentence {
    let code = close.and_then(|close| Some((close.code?, close.reason.as_str())));
    match code {
        Some((code, "")) => Sentence::new("verdict.code").with("code", code.to_string()),
        Some((code, reason)) => {
            Sentence::new("verdict.code-reason").with("code", code.to_string()).with("reason", reason)
        }
        None => Sentence::new("verdict.no-code"),
    }
}

/// What a connection speaks, in a few words: for a table that names the server already.
#[must_use]
pub fn spoken_brief(summary: &Summary) -> Sentence {
    match summary.handshake.as_ref().and_then(|handshake| handshake.target()) {
        Some(target) => Sentence::new("brief.websocket").with("target", target),
        None => spoken(summary),
    }
}

/// How client and server were told apart, where the handshake does not say it.
#[must_use]
pub fn roles(summary: &Summary) -> Option<Sentence> {
    match summary.opened.roles {
        Roles::Seen => None,
        Roles::Spoken => Some(Sentence::new("roles.spoken")),
        Roles::Guessed => Some(Sentence::new("roles.guessed")),
    }
}

/// What a connection is, in its heading: the URI of a WebSocket, the name of a TLS server.
#[must_use]
pub fn spoken(summary: &Summary) -> Sentence {
    let handshake = summary.handshake.as_ref();
    match (summary.protocol, handshake.and_then(|handshake| handshake.uri(false))) {
        (Some(Protocol::WebSocket), Some(uri)) => Sentence::new("spoken.websocket").with("uri", uri),
        (_, Some(uri)) => Sentence::new("spoken.websocket-wanted").with("uri", uri),
        (Some(Protocol::WebSocket), None) => Sentence::new("spoken.websocket-bare"),
        (Some(Protocol::Http), None) => Sentence::new("spoken.http").with("n", summary.http.to_server),
        (Some(Protocol::Tls), None) => match &summary.server_name {
            Some(name) => Sentence::new("spoken.tls-name").with("name", &**name),
            None => Sentence::new("spoken.tls"),
        },
        (Some(Protocol::Http2), None) => Sentence::new("spoken.http2"),
        (Some(Protocol::Unknown), None) => Sentence::new("spoken.unknown"),
        (None, None) => Sentence::new("spoken.nothing"),
    }
}
