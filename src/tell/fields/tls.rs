//! A TLS record: its header, and what is in the clear behind it (RFC 8446 4, 5.1).

use std::ops::Range;

use super::payload::extent;
use super::{Bytes, Field, hex_start, say};
use crate::protocol::Parsed;
use crate::protocol::tls::{
    Alert, ClientHello, ContentType, HandshakeReader, HandshakeType, ProtocolVersion, RecordHeader,
    ServerHello,
};
use crate::teach::Sentence;
use crate::tell::Part;

/// Bytes of a record's header.
const HEADER: usize = 5;

/// A record, or as much of it as the packet holds.
pub(super) fn record(bytes: Bytes<'_>, part: &Part) -> Field {
    let (range, name) = (part.range.clone(), "TLS record");
    let header = match RecordHeader::parse(bytes.get(&range)) {
        Parsed::Complete { value, .. } if part.before == 0 => value,
        _ => {
            let value = hex_start(bytes.get(&range));
            return Field::plain(name, range).value(value).note(extent(part));
        }
    };
    let at = range.start;
    let mut children = vec![
        Field::said("field.tls.content-type", at..at + 1)
            .value(format!("{} {}", header.content_type.0, header.content_type)),
        Field::said("field.version", at + 1..at + 3)
            .value(format!("0x{:04x} {}", header.version.0, header.version))
            .note(say("field.tls.legacy-version")),
        Field::said("field.length", at + 3..at + HEADER).value(header.length),
    ];
    children.push(content(bytes, header, at + HEADER..range.end, part.after == 0));
    Field::plain(name, range).value(header.content_type).note(extent(part)).with(children)
}

/// What stands behind the header.
fn content(bytes: Bytes<'_>, header: RecordHeader, range: Range<usize>, whole: bool) -> Field {
    let (kind, length) = (header.content_type, header.length);
    let inside = bytes.get(&range);
    let hello = || hello(bytes, range.clone()).or_else(|| begun(bytes, range.clone(), length));
    if let Some(hello) = hello().filter(|_| kind == ContentType::HANDSHAKE) {
        return hello;
    }
    let alert = if kind == ContentType::ALERT && whole { Alert::parse(inside) } else { None };
    if let Some(alert) = alert {
        let at = range.start;
        return Field::said("field.tls.alert", range.clone()).value(alert.description).with(vec![
            Field::said("field.tls.alert-level", at..at + 1).value(alert.level),
            Field::said("field.tls.alert-description", at + 1..range.end).value(alert.description),
        ]);
    }
    let field = Field::said("field.tls.content", range.clone()).value(hex_start(inside));
    match kind {
        ContentType::APPLICATION_DATA => field.note(say("field.tls.sealed")),
        ContentType::HANDSHAKE | ContentType::ALERT => field.note(say("field.tls.perhaps-sealed")),
        _ => field,
    }
}

/// The first message of a side, where the packet holds all of it.
fn hello(bytes: Bytes<'_>, range: Range<usize>) -> Option<Field> {
    let mut inside = bytes.get(&range);
    let message = HandshakeReader::default().next(&mut inside)?;
    let body = message.body?;
    let end = range.end - inside.len();
    let at = range.start;
    let (value, fields) = if message.kind == HandshakeType::CLIENT_HELLO {
        let hello = ClientHello::parse(&body).ok()?;
        ("ClientHello", client(bytes, at..end, &hello))
    } else {
        let hello = ServerHello::parse(&body).ok()?;
        ("ServerHello", server(at..end, &hello))
    };
    let mut children = beginning(bytes, at, message.kind, message.length)?;
    children.extend(fields);
    if end < range.end {
        let rest = Field::said("field.tls.more-messages", end..range.end);
        children.push(rest.value(hex_start(bytes.get(&(end..range.end)))));
    }
    Some(Field::plain(value, range).with(children))
}

/// The beginning of a hello whose rest is in a later packet; `length` is its record's.
fn begun(bytes: Bytes<'_>, range: Range<usize>, length: u16) -> Option<Field> {
    let at = range.start;
    let [kind, a, b, c, major, _] = bytes.array(at)?;
    let kind = HandshakeType(kind);
    let name = match kind {
        HandshakeType::CLIENT_HELLO => "ClientHello",
        HandshakeType::SERVER_HELLO => "ServerHello",
        _ => return None,
    };
    let whole = u32::from_be_bytes([0, a, b, c]);
    // What is encrypted looks like this once in millions of records.
    if major != 3 || whole + 4 > u32::from(length) || at + HELLO_START > range.end {
        return None;
    }
    let mut children = beginning(bytes, at, kind, whole)?;
    let rest = at + HELLO_START..range.end;
    let value = hex_start(bytes.get(&rest));
    children.push(Field::said("field.tls.content", rest).value(value).note(say("field.tls.begun")));
    Some(Field::plain(name, range).with(children))
}

/// Bytes of a hello that have a fixed place: type, length, version, random.
const HELLO_START: usize = 38;

/// The fields that every hello begins with.
fn beginning(bytes: Bytes<'_>, at: usize, kind: HandshakeType, length: u32) -> Option<Vec<Field>> {
    let version = ProtocolVersion(bytes.u16(at + 4)?);
    let random = at + 6..at + HELLO_START;
    Some(vec![
        Field::said("field.type", at..at + 1).value(format!("{} {kind}", kind.0)),
        Field::said("field.length", at + 1..at + 4).value(length),
        Field::said("field.version", at + 4..at + 6)
            .value(format!("0x{:04x} {version}", version.0))
            .note(say("field.tls.legacy-version")),
        Field::plain("Random", random.clone()).value(hex_start(bytes.get(&random))),
    ])
}

fn client(bytes: Bytes<'_>, range: Range<usize>, hello: &ClientHello) -> Vec<Field> {
    let list = |names: Vec<String>| names.join(", ");
    let mut fields = Vec::new();
    if let Some(name) = &hello.server_name {
        let at = find(bytes.get(&range), name.as_bytes())
            .map_or(range.clone(), |at| range.start + at..range.start + at + name.len());
        fields.push(Field::plain("SNI", at).value(name).note(say("field.tls.sni")));
    }
    if !hello.alpn.is_empty() {
        fields.push(Field::plain("ALPN", range.clone()).value(list(hello.alpn.clone())));
    }
    if !hello.supported_versions.is_empty() {
        let versions = hello.supported_versions.iter().map(ToString::to_string).collect();
        fields.push(Field::said("field.tls.versions", range.clone()).value(list(versions)));
    }
    let suites = hello.cipher_suites.iter().map(ToString::to_string).collect::<Vec<_>>();
    let count = Sentence::new("field.tls.offered").with("n", suites.len() as u64);
    fields.push(Field::said("field.tls.cipher-suites", range.clone()).value(list(suites)).note(count));
    if hello.encrypted_client_hello {
        fields.push(Field::plain("ECH", range).note(say("field.tls.ech")));
    }
    fields
}

fn server(range: Range<usize>, hello: &ServerHello) -> Vec<Field> {
    let mut fields = vec![
        Field::said("field.tls.chosen-version", range.clone()).value(hello.version()),
        Field::said("field.tls.cipher-suite", range.clone()).value(hello.cipher_suite),
    ];
    if let Some(alpn) = &hello.alpn {
        fields.push(Field::plain("ALPN", range).value(alpn));
    }
    fields
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len().max(1)).position(|window| window == wanted)
}
