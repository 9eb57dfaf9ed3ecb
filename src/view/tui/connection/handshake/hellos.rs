//! What there is of the TLS handshake in the clear.

use super::row::{Cell, Row, heading, labelled, paragraph};
use crate::protocol::tls::{CipherSuite, ClientHello, ServerHello};
use crate::teach::Sentence;
use crate::tell::{Heads, safe, width};
use crate::view::tui::look::{Look, Role};

/// Cipher suites of a client that are named; the rest is counted.
const NAMED_SUITES: usize = 3;

/// Both hellos.
pub(super) fn hellos(heads: &Heads, columns: usize, look: Look) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some((packet, hello)) = &heads.client_hello {
        rows.extend(rows_of(
            "→",
            "screen.handshake.hello-client",
            *packet,
            &client(hello, look),
            columns,
            look,
        ));
        if hello.encrypted_client_hello && hello.server_name.is_some() {
            rows.extend(paragraph(&look.say("screen.handshake.ech"), Role::Dim, columns));
        }
    }
    if let Some((packet, hello)) = &heads.server_hello {
        rows.extend(rows_of("←", "screen.handshake.hello-server", *packet, &server(hello), columns, look));
    }
    rows
}

type Lines = Vec<(&'static str, String)>;

fn client(hello: &ClientHello, look: Look) -> Lines {
    let versions: Vec<_> = match hello.supported_versions.as_slice() {
        [] => vec![hello.legacy_version.to_string()],
        versions => versions.iter().map(ToString::to_string).collect(),
    };
    vec![
        ("screen.handshake.sni", hello.server_name.clone().unwrap_or_default()),
        ("screen.handshake.alpn", hello.alpn.join(", ")),
        ("screen.handshake.versions", versions.join(", ")),
        ("screen.handshake.suites", suites(&hello.cipher_suites, look)),
    ]
}

fn suites(suites: &[CipherSuite], look: Look) -> String {
    let named: Vec<_> = suites.iter().take(NAMED_SUITES).map(ToString::to_string).collect();
    let named = named.join(", ");
    match suites.len().saturating_sub(NAMED_SUITES) {
        0 => named,
        more => look
            .tell(&Sentence::new("screen.handshake.more-suites").with("names", named).with("n", more as u64)),
    }
}

fn server(hello: &ServerHello) -> Lines {
    let mut lines = vec![
        ("screen.handshake.version", hello.version().to_string()),
        ("screen.handshake.suite", hello.cipher_suite.to_string()),
    ];
    lines.extend(hello.alpn.clone().map(|alpn| ("screen.handshake.alpn", alpn)));
    lines
}

fn rows_of(
    arrow: &str,
    name: &'static str,
    packet: u64,
    lines: &[(&'static str, String)],
    columns: usize,
    look: Look,
) -> Vec<Row> {
    let [empty, mut title] = heading(format!("{arrow} {}", look.say(name)));
    let place = Sentence::new("screen.handshake.in-packet").with("packet", packet);
    title.left.pieces.push((format!("   {}", look.tell(&place)), Role::Dim));
    title.left.packet = Some(packet);
    let mut rows = vec![empty, title];
    let indent = lines.iter().map(|(label, _)| width(&look.say(label))).max().unwrap_or(0) + 4;
    for (label, value) in lines {
        let value = match value.as_str() {
            "" => look.say("screen.handshake.none"),
            value => safe(value).into_owned(),
        };
        let cells = labelled(&format!("  {}", look.say(label)), &value, Role::Plain, (indent, columns));
        rows.extend(cells.into_iter().map(|cell: Cell| Row::from(cell.of(Some(packet)))));
    }
    rows
}
