//! The verdict in words: who ended a connection, how, and what the browser reports.

use super::{Sentence, Value, sender};
use crate::flow::{Direction, HowEnded, Roles};
use crate::session::Protocol;
use crate::summary::{CloseFrame, Confidence, Summary, Verdict};

/// The verdict on a connection: what happened, what the browser reports, how sure it is.
#[must_use]
pub fn verdict(summary: &Summary) -> Vec<Sentence> {
    let ending = summary.ending();
    let mut sentences = vec![happened(summary, ending.verdict)];
    if let (Verdict::Closed(_) | Verdict::CloseUnanswered(_), HowEnded::Open) =
        (ending.verdict, summary.tcp.how)
    {
        sentences.push(Sentence::new("verdict.tcp-still-open"));
    }
    if summary.protocol == Some(Protocol::Tls) {
        sentences.push(Sentence::new("verdict.sealed"));
    }
    // Without a request, nobody knows that a WebSocket was meant.
    if let Some(onclose) = ending.onclose.filter(|_| summary.protocol.is_some()) {
        let key = if onclose.clean { "verdict.onclose.clean" } else { "verdict.onclose.unclean" };
        sentences.push(Sentence::new(key).with("code", onclose.code.to_string()));
        match onclose.code {
            1005 => sentences.push(Sentence::new("verdict.code-1005")),
            1006 => sentences.push(Sentence::new("verdict.code-1006")),
            _ => {}
        }
    }
    match ending.confidence {
        Confidence::Certain => {}
        Confidence::Likely => sentences.push(Sentence::new("verdict.likely")),
        Confidence::Guess => sentences.push(Sentence::new("verdict.guess")),
    }
    sentences
}

fn happened(summary: &Summary, verdict: Verdict) -> Sentence {
    match verdict {
        Verdict::Closed(by) => {
            let close = summary.closes[by].as_deref();
            with_close(Sentence::new("verdict.closed").with("who", sender(by)), close)
        }
        Verdict::CloseUnanswered(by) => {
            let close = summary.closes[by].as_deref();
            let sentence = Sentence::new("verdict.close-unanswered").with("who", sender(by));
            with_close(sentence.with("peer", sender(by.reverse())), close)
        }
        Verdict::Left(by) => {
            let sentence =
                Sentence::new("verdict.left").with("who", sender(by)).with("peer", sender(by.reverse()));
            with_close(sentence, summary.closes[by].as_deref())
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
            let key = if summary.reset.is_some() {
                "verdict.probes-unanswered"
            } else {
                "verdict.probes-unanswered-open"
            };
            gone(key, by, probes).with("time", lasted)
        }
        Verdict::DataUnanswered { by, retransmissions, lasted } => {
            gone("verdict.data-unanswered", by, retransmissions).with("time", lasted)
        }
        Verdict::UpgradeRefused(status) => {
            Sentence::new("verdict.upgrade-refused").with("status", status.to_string())
        }
        Verdict::AcceptWrong => Sentence::new("verdict.accept-wrong"),
        Verdict::Refused => {
            Sentence::new("verdict.refused").with("port", summary.opened.server.port().to_string())
        }
        Verdict::Unanswered => Sentence::new("verdict.unanswered").with("n", summary.packets.to_server),
        Verdict::Finished(by) => Sentence::new("verdict.finished").with("who", sender(by)),
        Verdict::Reset(by) => Sentence::new("verdict.reset").with("who", sender(by)),
        Verdict::Open => match summary.protocol {
            Some(Protocol::WebSocket) => Sentence::new("verdict.open-websocket"),
            _ => Sentence::new("verdict.open"),
        },
    }
}

/// The verdict in a few words, with a sign: for a table.
#[must_use]
pub fn brief(summary: &Summary) -> Sentence {
    let verdict = summary.ending().verdict;
    let close = |by: Direction| match summary.closes[by].as_deref().and_then(|close| close.code) {
        Some(code) => code.to_string(),
        None => "1005".to_owned(),
    };
    let (key, by) = match verdict {
        Verdict::Closed(by) => ("brief.closed", Some(by)),
        Verdict::Left(by) => ("brief.left", Some(by)),
        Verdict::CloseUnanswered(by) => ("brief.close-unanswered", Some(by)),
        Verdict::FinWithoutClose(by) => ("brief.fin-without-close", Some(by)),
        Verdict::ResetWithoutClose(by) => ("brief.reset-without-close", Some(by)),
        Verdict::ProbesUnanswered { by, .. } => ("brief.probes-unanswered", Some(by)),
        Verdict::DataUnanswered { by, .. } => ("brief.data-unanswered", Some(by)),
        Verdict::UpgradeRefused(_) => ("brief.upgrade-refused", None),
        Verdict::AcceptWrong => ("brief.accept-wrong", None),
        Verdict::Refused => ("brief.refused", None),
        Verdict::Unanswered => ("brief.unanswered", None),
        Verdict::Finished(by) => ("brief.finished", Some(by)),
        Verdict::Reset(by) => ("brief.reset", Some(by)),
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
        Verdict::UpgradeRefused(status) => sentence.with("status", status.to_string()),
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
    let code = close.and_then(|close| Some((close.code?, close.reason.as_str())));
    let said = match code {
        Some((code, "")) => Sentence::new("verdict.code").with("code", code.to_string()),
        Some((code, reason)) => {
            Sentence::new("verdict.code-reason").with("code", code.to_string()).with("reason", reason)
        }
        None => Sentence::new("verdict.no-code"),
    };
    sentence.with("said", Value::Sentence(said))
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
