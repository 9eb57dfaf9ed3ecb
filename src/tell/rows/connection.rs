//! A row of `connections`.

use serde::Serialize;

use super::acknowledgements::AcknowledgementsRow;
use super::compression::CompressionRow;
use super::ending::EndingRow;
use super::heartbeat::HeartbeatRow;
use super::overhead::OverheadRow;
use super::states::StatesRow;
use crate::capture::Elapsed;
use crate::flow::{ConnectionId, Direction, Pair};
use crate::session::Protocol;
use crate::summary::{Found, Passage, Summary};
use crate::teach::{self, Language};

/// A TCP connection.
#[derive(Debug, Serialize)]
pub struct ConnectionRow {
    connection: ConnectionId,
    client: String,
    server: String,
    opened: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<String>,
    duration: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    protocol: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tunnel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    handshake: Option<HandshakeRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proxy: Option<ProxyRow>,
    packets: BothRow,
    frames: BothRow,
    messages: BothRow,
    bytes: BothRow,
    missing: BothRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    compression: Option<CompressionRow>,
    #[serde(skip_serializing_if = "is_none")]
    capture_lost: u64,
    retransmissions: BothRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    round_trip: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest_silence: Option<f64>,
    ending: EndingRow,
    states: StatesRow,
    heartbeat: HeartbeatRow,
    acknowledgements: AcknowledgementsRow,
    overhead: OverheadRow,
    findings: Vec<FindingRow>,
    more_findings: u64,
}

#[derive(Debug, Serialize)]
pub(super) struct BothRow {
    client: u64,
    server: u64,
}

impl From<Pair<u64>> for BothRow {
    fn from(pair: Pair<u64>) -> Self {
        Self { client: pair.to_server, server: pair.to_client }
    }
}

#[derive(Debug, Serialize)]
struct HandshakeRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key1: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key3: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accept: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accept_valid: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subprotocol: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<String>,
}

/// The other side of a proxy.
#[derive(Debug, Serialize)]
struct ProxyRow {
    /// What the proxy is in this connection.
    is: &'static str,
    connection: ConnectionId,
    packet: u64,
    /// What it did not pass on.
    lost: Vec<&'static str>,
}

impl ProxyRow {
    fn new(passage: &Passage, connection: ConnectionId) -> Self {
        let front = passage.is_front(connection);
        let other = if front { passage.back } else { passage.front };
        let is = if front { Direction::ToClient } else { Direction::ToServer };
        Self {
            is: is.sender(),
            connection: other.connection,
            packet: other.packet,
            lost: passage.lost.headers().collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct FindingRow {
    rule: &'static str,
    clause: &'static str,
    packet: u64,
    from: &'static str,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    strict: Option<&'static str>,
    text: String,
}

impl ConnectionRow {
    /// The row of a connection that has ended, with its texts in a language.
    #[must_use]
    pub fn new(summary: &Summary, passage: Option<&Passage>, language: Language) -> Self {
        let silence = summary.heartbeat.silences.longest();
        Self {
            connection: summary.connection,
            client: summary.opened.client.to_string(),
            server: summary.opened.server.to_string(),
            opened: summary.opened_at.to_string(),
            closed: summary.closed_at.map(|time| time.to_string()),
            duration: summary.duration().as_secs_f64(),
            protocol: summary.protocol.map(Protocol::name),
            tunnel: summary.tunnel.as_deref().map(str::to_owned),
            handshake: handshake(summary),
            proxy: passage.map(|passage| ProxyRow::new(passage, summary.connection)),
            packets: summary.packets.into(),
            frames: summary.frames.into(),
            messages: summary.messages.into(),
            bytes: summary.bytes.into(),
            missing: summary.missing.into(),
            compression: CompressionRow::new(summary),
            capture_lost: summary.capture_lost,
            retransmissions: summary.retransmissions.into(),
            round_trip: summary.round_trip.map(Elapsed::as_secs_f64),
            longest_silence: silence.map(|silence| silence.lasted.as_secs_f64()),
            ending: EndingRow::new(summary, passage, language),
            states: StatesRow::new(summary),
            heartbeat: HeartbeatRow::new(summary, language),
            acknowledgements: AcknowledgementsRow::new(summary),
            overhead: OverheadRow::new(summary),
            findings: summary.findings.iter().map(|found| finding(found, language)).collect(),
            more_findings: summary.more_findings,
        }
    }
}

/// Nothing to tell of.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_none(n: &u64) -> bool {
    *n == 0
}

fn handshake(summary: &Summary) -> Option<HandshakeRow> {
    let handshake = summary.handshake.as_ref()?;
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let [key1, key2, key3] = handshake.keys();
    Some(HandshakeRow {
        uri: owned(handshake.target()),
        host: owned(handshake.host()),
        status: handshake.status,
        version: owned(handshake.version()),
        key: owned(handshake.key()),
        key1: owned(key1),
        key2: owned(key2),
        key3: owned(key3),
        accept: handshake.accept(),
        accept_valid: handshake.accept_valid,
        subprotocol: owned(handshake.subprotocol()),
        extensions: owned(handshake.extensions()),
    })
}

fn finding(found: &Found, language: Language) -> FindingRow {
    let rule = found.finding.rule;
    FindingRow {
        rule: rule.name(),
        clause: rule.clause(),
        packet: found.packet,
        from: found.direction.sender(),
        severity: rule.severity().name(),
        strict: rule.reaction().name(),
        text: teach::finding(&found.finding).tell(language),
    }
}
