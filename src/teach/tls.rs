//! TLS explained, as far as it is in the clear (RFC 8446).

use super::narrator::{Memory, add_part};
use super::tcp::CARRIER;
use super::{Kind, Layer, Line, Part, Phase, Sentence, Value};
use crate::protocol::tls::{Alert, ClientHello, ContentType, ProtocolVersion, RecordHeader, ServerHello};

/// A complete record.
pub(super) fn record(memory: &mut Memory, line: &mut Line, header: RecordHeader) {
    enter(memory, line);
    let length = u64::from(header.length);
    let hello = line
        .parts
        .iter()
        .any(|part| part.what.key() == "tls.what.client-hello" || part.what.key() == "tls.what.server-hello");
    if header.content_type == ContentType::HANDSHAKE && hello {
        return;
    }
    // An alert that can be read has been told with its meaning.
    if header.content_type == ContentType::ALERT && header.length == 2 {
        return;
    }
    let encrypted = header.content_type == ContentType::APPLICATION_DATA;
    let mut why = Vec::new();
    if encrypted {
        why.push(Sentence::lesson_once("tls.sealed"));
    } else if header.content_type == ContentType::CHANGE_CIPHER_SPEC {
        why.push(Sentence::lesson_once("tls.change-cipher-spec"));
    }
    let key = if encrypted { "tls.what.sealed" } else { "tls.what.record" };
    let mut what = Sentence::new(key).with("bytes", Value::Bytes(length));
    if !encrypted {
        what = what.with("name", header.content_type.to_string());
    }
    add_part(line, Layer::Tls, Kind::Record, Part { what, why });
}

/// The client's first message.
pub(super) fn client_hello(memory: &mut Memory, line: &mut Line, hello: &ClientHello) {
    enter(memory, line);
    let mut why = vec![Sentence::lesson_once("tls.client-hello")];
    if let Some(name) = &hello.server_name {
        why.push(Sentence::new("tls.server-name").with("name", name.as_str()));
    }
    if !hello.alpn.is_empty() {
        why.push(Sentence::new("tls.alpn").with("names", hello.alpn.join(", ")));
    }
    let what = Sentence::new("tls.what.client-hello").with("version", hello.highest_version().to_string());
    add_part(line, Layer::Tls, Kind::Single, Part { what, why });
}

/// The server's first message.
pub(super) fn server_hello(memory: &mut Memory, line: &mut Line, hello: &ServerHello) {
    enter(memory, line);
    let (version, suite) = (hello.version().to_string(), hello.cipher_suite.to_string());
    // Before TLS 1.3 the client's share of the keys comes only after this.
    let key =
        if hello.version() == ProtocolVersion::TLS_1_3 { "tls.server-hello" } else { "tls.server-hello.old" };
    let mut why = vec![Sentence::new(key).with("version", version.as_str()).with("suite", suite)];
    if let Some(name) = &hello.alpn {
        why.push(Sentence::new("tls.alpn-chosen").with("name", name.as_str()));
    }
    let what = Sentence::new("tls.what.server-hello").with("version", version);
    add_part(line, Layer::Tls, Kind::Single, Part { what, why });
}

/// An alert in the clear.
pub(super) fn alert(line: &mut Line, alert: Alert) {
    let what = Sentence::new("tls.what.alert")
        .with("level", alert.level.to_string())
        .with("name", alert.description.to_string());
    add_part(line, Layer::Tls, Kind::Single, Part { what, why: Vec::new() });
}

fn enter(memory: &mut Memory, line: &mut Line) {
    memory.phase = match memory.speaking() {
        Phase::TcpEnds => Phase::TcpEnds,
        _ => Phase::Tls,
    };
    line.phase = memory.phase;
    // A record that ends here began in an earlier packet.
    if let Some(part) = line.parts.first_mut().filter(|part| part.what.key() == CARRIER) {
        part.what = Sentence::new(CARRIER).with("bytes", Value::Bytes(0));
    }
}
