//! The rows of `packets`, `frames`, `messages` and `connections`: the contract with scripts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::messages::Whole;
use super::story::{Entry, Story};
use crate::flow::{Acknowledgement, At, ConnectionId, Direction, Pair, SegmentFacts};
use crate::protocol::frame::{ClosePayload, Opcode};
use crate::session::Frame;
use crate::summary::{Found, Summary};
use crate::teach::{self, Language};

/// What an output lists, a line each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// The pieces of stories.
    Story,
    /// TCP connections.
    Connections,
    /// TCP segments.
    Packets,
    /// WebSocket frames.
    Frames,
    /// WebSocket messages.
    Messages,
}

/// A TCP segment.
#[derive(Debug, Serialize)]
pub struct PacketRow {
    connection: ConnectionId,
    packet: u64,
    time: String,
    from: &'static str,
    seq: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    ack: Option<u32>,
    length: u32,
    flags: Vec<&'static str>,
    window: u32,
    analysis: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acknowledges: Option<AcknowledgesRow>,
}

#[derive(Debug, Serialize)]
struct AcknowledgesRow {
    kind: &'static str,
    segments: u32,
    bytes: u64,
    delay: f64,
    delayed: bool,
}

impl PacketRow {
    /// The row of a segment.
    #[must_use]
    pub fn new(at: At, facts: &SegmentFacts<'_>) -> Self {
        let acknowledges = |ack: Acknowledgement| AcknowledgesRow {
            kind: ack.kind.name(),
            segments: ack.segments,
            bytes: ack.bytes,
            delay: ack.delay.as_secs_f64(),
            delayed: ack.delayed,
        };
        Self {
            connection: at.connection,
            packet: at.packet,
            time: at.time.to_string(),
            from: at.direction.sender(),
            seq: facts.seq,
            ack: facts.ack,
            length: facts.length,
            flags: facts.flags.names().collect(),
            window: facts.window,
            analysis: facts.labels.iter().map(|(_, name)| name).collect(),
            acknowledges: facts.acknowledges.map(acknowledges),
        }
    }
}

/// A WebSocket frame.
#[derive(Debug, Serialize)]
pub struct FrameRow {
    connection: ConnectionId,
    packet: u64,
    time: String,
    from: &'static str,
    fin: bool,
    rsv: u8,
    opcode: String,
    masked: bool,
    payload_length: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    close_code: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    close_reason: Option<String>,
    first_packet: u64,
    compressed: bool,
    missing: u64,
}

impl FrameRow {
    /// The row of a complete frame.
    #[must_use]
    pub fn new(at: At, frame: &Frame<'_>) -> Self {
        let close = (frame.header.opcode == Opcode::Close).then(|| ClosePayload::parse(frame.start));
        let (close_code, close_reason) = match close {
            Some(ClosePayload::Code { code, reason, .. }) => {
                (Some(code), Some(String::from_utf8_lossy(reason).into_owned()))
            }
            _ => (None, None),
        };
        Self {
            connection: at.connection,
            packet: at.packet,
            time: at.time.to_string(),
            from: at.direction.sender(),
            fin: frame.header.fin,
            rsv: frame.header.rsv,
            opcode: frame.header.opcode.to_string(),
            masked: frame.header.mask.is_some(),
            payload_length: frame.header.payload_length,
            close_code,
            close_reason,
            first_packet: frame.first_packet,
            compressed: frame.compressed,
            missing: frame.missing,
        }
    }
}

/// A WebSocket message.
#[derive(Debug, Serialize)]
pub struct MessageRow {
    connection: ConnectionId,
    packet: u64,
    time: String,
    from: &'static str,
    opcode: String,
    frames: u64,
    compressed: bool,
    /// Bytes of the message itself; unknown while it is compressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<u64>,
    /// Payload bytes of its frames.
    wire_length: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
    truncated: bool,
    first_packet: u64,
}

impl MessageRow {
    /// The row of a complete message.
    #[must_use]
    pub fn new(at: At, whole: Whole) -> Self {
        let truncated = whole.is_truncated();
        let Whole { message, payload } = whole;
        let (text, base64) = match (message.compressed, message.opcode) {
            (true, _) => (None, None),
            (false, Opcode::Text) => match text(payload, truncated) {
                Ok(text) => (Some(text), None),
                Err(payload) => (None, Some(STANDARD.encode(payload))),
            },
            (false, _) => (None, Some(STANDARD.encode(payload))),
        };
        Self {
            connection: at.connection,
            packet: at.packet,
            time: at.time.to_string(),
            from: at.direction.sender(),
            opcode: message.opcode.to_string(),
            frames: message.frames,
            compressed: message.compressed,
            length: (!message.compressed).then_some(message.length),
            wire_length: message.length,
            text,
            base64,
            truncated,
            first_packet: message.first_packet,
        }
    }
}

/// A text message's payload as text; one that was truncated may end inside a character.
fn text(payload: Vec<u8>, truncated: bool) -> Result<String, Vec<u8>> {
    String::from_utf8(payload).or_else(|error| {
        let (utf8, mut bytes) = (error.utf8_error(), error.into_bytes());
        if truncated && utf8.error_len().is_none() {
            bytes.truncate(utf8.valid_up_to());
        }
        String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes)
    })
}

/// A piece of a connection's story.
#[derive(Debug, Serialize)]
pub struct StoryRow {
    connection: ConnectionId,
    #[serde(skip_serializing_if = "Option::is_none")]
    packet: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'static str>,
    /// `verdict`, `phase`, `line`, `silence`, `fold` or `omitted`.
    kind: &'static str,
    what: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why: Vec<String>,
}

impl StoryRow {
    /// The rows of a story: its verdict, then what happened.
    #[must_use]
    pub fn all(story: &Story, language: Language) -> Vec<Self> {
        let connection = story.summary.connection;
        let bare = |kind, what| Self {
            connection,
            packet: None,
            time: None,
            from: None,
            kind,
            what,
            why: Vec::new(),
        };
        let mut rows = vec![bare("verdict", super::paragraph(&teach::verdict(&story.summary), language))];
        for entry in &story.entries {
            match entry {
                Entry::Line(line) => rows.extend(line.parts.iter().map(|part| Self {
                    connection,
                    packet: Some(line.packet),
                    time: Some(line.time.to_string()),
                    from: Some(line.direction.sender()),
                    kind: "line",
                    what: part.what.tell(language),
                    why: part.why.iter().map(|why| why.tell(language)).collect(),
                })),
                Entry::Heading(phase) => rows.push(bare("phase", phase.heading().tell(language))),
                Entry::Silence(_) => rows.push(bare("silence", entry.sentence().tell(language))),
                Entry::Fold(_) => rows.push(bare("fold", entry.sentence().tell(language))),
                Entry::Omitted(_) => rows.push(bare("omitted", entry.sentence().tell(language))),
            }
        }
        rows
    }
}

/// A TCP connection.
#[derive(Debug, Serialize)]
pub struct ConnectionRow {
    connection: ConnectionId,
    client: String,
    server: String,
    opened: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    protocol: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    handshake: Option<HandshakeRow>,
    packets: BothRow,
    frames: BothRow,
    messages: BothRow,
    bytes: BothRow,
    missing: BothRow,
    ending: EndingRow,
    findings: Vec<FindingRow>,
    more_findings: u64,
}

#[derive(Debug, Serialize)]
struct BothRow {
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
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accept: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accept_valid: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subprotocol: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<String>,
}

#[derive(Debug, Serialize)]
struct EndingRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    websocket: Option<WebSocketEndingRow>,
    tcp: TcpEndingRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    onclose: Option<OnCloseRow>,
    verdict: String,
    confidence: &'static str,
}

#[derive(Debug, Serialize)]
struct WebSocketEndingRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    first_close: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    clean: bool,
}

#[derive(Debug, Serialize)]
struct TcpEndingRow {
    how: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct OnCloseRow {
    code: u16,
    clean: bool,
}

#[derive(Debug, Serialize)]
struct FindingRow {
    rule: &'static str,
    clause: &'static str,
    packet: u64,
    from: &'static str,
    severity: &'static str,
    text: String,
}

impl ConnectionRow {
    /// The row of a connection that has ended, with its texts in a language.
    #[must_use]
    pub fn new(summary: &Summary, language: Language) -> Self {
        Self {
            connection: summary.connection,
            client: summary.opened.client.to_string(),
            server: summary.opened.server.to_string(),
            opened: summary.opened_at.to_string(),
            closed: summary.closed_at.map(|time| time.to_string()),
            protocol: summary.protocol.map(crate::session::Protocol::name),
            handshake: handshake(summary),
            packets: summary.packets.into(),
            frames: summary.frames.into(),
            messages: summary.messages.into(),
            bytes: summary.bytes.into(),
            missing: summary.missing.into(),
            ending: ending(summary, language),
            findings: summary.findings.iter().map(|found| finding(found, language)).collect(),
            more_findings: summary.more_findings,
        }
    }
}

fn handshake(summary: &Summary) -> Option<HandshakeRow> {
    let handshake = summary.handshake.as_ref()?;
    let extensions: Vec<_> = handshake.extensions.iter().map(ToString::to_string).collect();
    Some(HandshakeRow {
        uri: handshake.target.clone(),
        host: handshake.host.clone(),
        status: handshake.status,
        key: handshake.key.clone(),
        accept: handshake.accept.clone(),
        accept_valid: handshake.accept_valid,
        subprotocol: handshake.subprotocol.clone(),
        extensions: (!extensions.is_empty()).then(|| extensions.join(", ")),
    })
}

fn ending(summary: &Summary, language: Language) -> EndingRow {
    let ending = summary.ending();
    let verdict = teach::verdict(summary);
    EndingRow {
        websocket: ending.websocket.map(|websocket| WebSocketEndingRow {
            first_close: websocket.first_close.map(Direction::sender),
            code: websocket.code,
            reason: websocket.reason,
            clean: websocket.clean,
        }),
        tcp: TcpEndingRow { how: summary.tcp.how.name(), first: summary.tcp.first.map(Direction::sender) },
        onclose: ending.onclose.map(|onclose| OnCloseRow { code: onclose.code, clean: onclose.clean }),
        verdict: super::paragraph(&verdict, language),
        confidence: ending.confidence.name(),
    }
}

fn finding(found: &Found, language: Language) -> FindingRow {
    let rule = found.finding.rule;
    FindingRow {
        rule: rule.name(),
        clause: rule.clause(),
        packet: found.packet,
        from: found.direction.sender(),
        severity: rule.severity().name(),
        text: teach::finding(&found.finding).tell(language),
    }
}
