//! A row of `frames`.

use serde::Serialize;

use crate::flow::{At, ConnectionId};
use crate::protocol::frame::{ClosePayload, Opcode, close_code_name};
use crate::session::Frame;

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
    #[serde(skip_serializing_if = "Option::is_none")]
    close_name: Option<&'static str>,
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
            close_name: close_code.map(close_code_name),
            first_packet: frame.first_packet,
            compressed: frame.compressed,
            missing: frame.missing,
        }
    }
}
