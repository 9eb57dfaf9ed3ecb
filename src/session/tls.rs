//! The TLS phase: records, and the handshake as far as it is in the clear (RFC 8446, RFC 5246).

use super::event::{EventKind, TlsEvent};
use super::out::Out;
use crate::flow::{Direction, Pair};
use crate::limits;
use crate::protocol::http::looks_like_response;
use crate::protocol::tls::{
    Alert, ClientHello, ContentType, HandshakeMessage, HandshakeReader, HandshakeType, RecordHeader,
    RecordPiece, RecordReader, ServerHello,
};
use crate::protocol::{Likeness, Rule};

/// Both directions of a connection that speaks TLS.
#[derive(Debug, Default)]
pub(super) struct Tls {
    sides: Pair<Side>,
}

/// One direction's records.
#[derive(Debug, Default)]
struct Side {
    records: RecordReader,
    handshake: HandshakeReader,
    /// Bytes of an alert; a readable one has two.
    alert: Vec<u8>,
    encrypted: bool,
    /// Bytes are missing: the next record can't be found.
    lost: bool,
}

/// What follows is not TLS.
pub(super) struct NotTls;

impl Tls {
    /// The next bytes of a direction.
    pub(super) fn data(&mut self, mut bytes: &[u8], out: &mut Out<'_>) -> Result<(), NotTls> {
        let segment = bytes;
        let side = &mut self.sides[out.at.direction];
        if side.lost {
            return Ok(());
        }
        while let Some(piece) = side.records.next(&mut bytes) {
            match piece {
                RecordPiece::Header(_) => {}
                RecordPiece::Fragment { header, bytes, last } => {
                    if !side.encrypted {
                        side.readable(header, bytes, last, out);
                    }
                    if last {
                        // From here on this side's records are encrypted (RFC 5246 7.1). TLS 1.3 sends
                        // it only to look like TLS 1.2 (RFC 8446 D.4), and is encrypted there too.
                        side.encrypted |= header.content_type == ContentType::CHANGE_CIPHER_SPEC
                            || header.content_type == ContentType::APPLICATION_DATA;
                        out.tell(EventKind::Tls(TlsEvent::Record(header)));
                    }
                }
                RecordPiece::Invalid(rule) => {
                    match status_line(segment).filter(|_| out.at.direction == Direction::ToClient) {
                        Some(line) => out.find_with(Rule::HttpAnswersTls, line),
                        None => out.find(rule),
                    }
                    return Err(NotTls);
                }
            }
        }
        Ok(())
    }

    /// Bytes that are kept of hellos that are not complete.
    pub(super) fn kept(&self) -> usize {
        self.sides.to_server.handshake.buffered() + self.sides.to_client.handshake.buffered()
    }

    /// Bytes of a direction that the capture does not hold.
    pub(super) fn gap(&mut self, _length: u64, out: &mut Out<'_>) {
        let side = &mut self.sides[out.at.direction];
        if !side.lost {
            side.lost = true;
            out.find(Rule::RecordsLost);
        }
    }
}

impl Side {
    fn readable(&mut self, header: RecordHeader, mut bytes: &[u8], last: bool, out: &mut Out<'_>) {
        if header.content_type == ContentType::HANDSHAKE {
            while let Some(message) = self.handshake.next(&mut bytes) {
                hello(&message, out);
            }
        } else if header.content_type == ContentType::ALERT && header.length == 2 {
            self.alert.extend_from_slice(bytes);
            if let Some(alert) = Alert::parse(&self.alert).filter(|_| last) {
                out.tell(EventKind::Tls(TlsEvent::Alert(alert)));
            }
            if last {
                self.alert.clear();
            }
        }
    }
}

/// The first line of a plain HTTP response, if the segment begins with one.
fn status_line(segment: &[u8]) -> Option<String> {
    let line = segment.split(|byte| *byte == b'\r' || *byte == b'\n').next()?;
    let line = line.get(..limits::MAX_STATUS_LINE_TOLD).unwrap_or(line);
    (looks_like_response(segment) == Likeness::Yes).then(|| String::from_utf8_lossy(line).into_owned())
}

fn hello(message: &HandshakeMessage, out: &mut Out<'_>) {
    let Some(body) = &message.body else { return };
    // A client says the first hello, whatever the ports made us think of it.
    let by_client = message.kind == HandshakeType::CLIENT_HELLO;
    if by_client != (out.at.direction == Direction::ToServer) {
        out.find(Rule::RolesReversed);
    }
    let told = if by_client {
        ClientHello::parse(body).map(|hello| out.tell(EventKind::Tls(TlsEvent::ClientHello(&hello))))
    } else {
        ServerHello::parse(body).map(|hello| out.tell(EventKind::Tls(TlsEvent::ServerHello(&hello))))
    };
    if let Err(rule) = told {
        out.find(rule);
    }
}
