//! How a connection ended, in a row of `connections`.

use serde::Serialize;

use super::origin::OriginRow;
use crate::flow::Direction;
use crate::protocol::frame::close_code_name;
use crate::summary::{Confidence, Passage, Summary};
use crate::teach::{self, Language};
use crate::tell::paragraph;

/// `ending` of a TCP connection.
#[derive(Debug, Serialize)]
pub(super) struct EndingRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    websocket: Option<WebSocketEndingRow>,
    tcp: TcpEndingRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    onclose: Option<OnCloseRow>,
    verdict: String,
    confidence: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause_confidence: Option<&'static str>,
    evidence: Vec<EvidenceRow>,
}

#[derive(Debug, Serialize)]
struct WebSocketEndingRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    first_close: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    clean: bool,
}

#[derive(Debug, Serialize)]
struct TcpEndingRow {
    how: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<OriginRow>,
}

#[derive(Debug, Serialize)]
struct OnCloseRow {
    code: u16,
    clean: bool,
}

#[derive(Debug, Serialize)]
struct EvidenceRow {
    packet: u64,
    from: &'static str,
    what: &'static str,
    text: String,
}

impl EndingRow {
    /// How the connection ended, with its texts in a language.
    pub(super) fn new(summary: &Summary, passage: Option<&Passage>, language: Language) -> Self {
        let ending = summary.ending();
        let evidence = ending.evidence.iter().map(|evidence| EvidenceRow {
            packet: evidence.packet,
            from: evidence.by.sender(),
            what: evidence.shows.name(),
            text: teach::shows(evidence).tell(language),
        });
        Self {
            evidence: evidence.collect(),
            websocket: ending.websocket.map(|websocket| WebSocketEndingRow {
                first_close: websocket.first_close.map(Direction::sender),
                code: websocket.code,
                name: websocket.code.map(close_code_name),
                reason: websocket.reason,
                clean: websocket.clean,
            }),
            tcp: TcpEndingRow {
                how: summary.tcp.how.name(),
                first: summary.tcp.first.map(Direction::sender),
                origin: OriginRow::new(summary),
            },
            onclose: ending.onclose.map(|onclose| OnCloseRow { code: onclose.code, clean: onclose.clean }),
            verdict: paragraph(&teach::verdict(summary, passage), language),
            confidence: ending.confidence.name(),
            cause: ending.cause.map(|likely| likely.cause.name()),
            cause_confidence: ending.cause.map(|likely| Confidence::name(likely.confidence)),
        }
    }
}
