//! HTTP explained: requests, responses, and the upgrade to WebSocket (RFC 9112, RFC 6455 4).

use super::narrator::{Memory, add_part, add_why};
use super::{Kind, Layer, Line, Part, Phase, Sentence, Value, hixie76, sender};
use crate::flow::Direction;
use crate::protocol::http::{BodyLength, RequestHead, ResponseHead};
use crate::protocol::upgrade::{Draft, Extension, PermessageDeflate, is_upgrade_attempt};
use crate::protocol::{Reaction, Rule};
use crate::session::Upgrade;

/// Characters of a request target that a line shows.
const TARGET_CHARACTERS: usize = 60;
/// The bits of the largest window there is, which is the rule (RFC 7692 7.1.2).
const LARGEST_WINDOW: u8 = 15;
/// Characters of a line of the head that a sentence repeats.
const TOLD_CHARACTERS: usize = 120;

/// A request.
pub(super) fn request(memory: &mut Memory, line: &mut Line, head: &RequestHead<'_>) {
    let upgrade = is_upgrade_attempt(head);
    memory.upgrading = upgrade;
    memory.draft = Draft::of(head).filter(|_| upgrade);
    enter(memory, line);
    let mut why = Vec::new();
    if upgrade {
        why.push(
            Sentence::lesson("http.upgrade.asks", "http.upgrade.asks.brief")
                .with("offer", Value::List(asked(head))),
        );
        why.extend(memory.draft.map(hixie76::draft));
        why.push(Sentence::lesson_once(match memory.draft {
            Some(Draft::Hixie76) => "http.hixie.keys",
            _ => "http.upgrade.key",
        }));
    } else if *head.method == *b"CONNECT" {
        let target = shorten(&lossy(&head.target), TARGET_CHARACTERS);
        why.push(Sentence::lesson("http.connect.asks", "http.connect.asks.brief").with("target", target));
    } else {
        why.push(sizes(head.head_length, body_length(head.body().length)));
    }
    let what = Sentence::new("http.what.request")
        .with("method", lossy(&head.method))
        .with("target", shorten(&lossy(&head.target), TARGET_CHARACTERS));
    let kind = if upgrade { Kind::Single } else { Kind::Request };
    add_part(line, Layer::Http, kind, Part { what, why });
}

/// A response.
pub(super) fn response(memory: &mut Memory, line: &mut Line, head: &ResponseHead<'_>) {
    enter(memory, line);
    let mut why = Vec::new();
    if head.status != 101 {
        why.push(sizes(head.head_length, body_length(head.body(None).length)));
    }
    let status = head.status.to_string();
    let what = match lossy(&head.reason).trim() {
        "" => Sentence::new("http.what.response-bare").with("status", status),
        reason => Sentence::new("http.what.response").with("status", status).with("reason", reason),
    };
    let kind = if memory.upgrading { Kind::Single } else { Kind::Response };
    add_part(line, Layer::Http, kind, Part { what, why });
}

/// A body is complete, maybe in a later packet than its head.
pub(super) fn body_end(memory: &Memory, line: &mut Line, direction: Direction, length: u64) {
    if let Some(part) = line.parts.last_mut().filter(|part| part.what.key().starts_with("http.what.")) {
        // The head left the length open, and here it is.
        if let Some(sizes) = part.why.iter_mut().find(|why| why.key() == "http.sizes.open") {
            *sizes = sizes.rekeyed("http.sizes").with("body", Value::Bytes(length));
        }
        return;
    }
    if length == 0 {
        return;
    }
    let key = match memory.draft {
        Some(Draft::Hixie76) if memory.upgrading => hixie76::behind(direction),
        _ => "http.body",
    };
    let what = Sentence::new(key).with("bytes", Value::Bytes(length));
    add_part(line, Layer::Http, Kind::Response, Part { what, why: Vec::new() });
}

/// The answer to a CONNECT.
pub(super) fn tunnel(line: &mut Line, status: u16, target: &[u8]) {
    let target = shorten(&lossy(target), TARGET_CHARACTERS);
    if (200..300).contains(&status) {
        // What follows is no body (RFC 9110 9.3.6).
        let part = line.parts.last_mut();
        if let Some(sizes) =
            part.and_then(|part| part.why.iter_mut().find(|why| why.key() == "http.sizes.open"))
        {
            *sizes = sizes.rekeyed("http.sizes.no-body");
        }
        add_why(
            line,
            Sentence::lesson("http.connect.done", "http.connect.done.brief").with("target", target),
        );
        return;
    }
    let refused = Sentence::new("http.connect.refused").with("target", target);
    add_why(line, refused.with("status", status.to_string()));
    if let Some(meaning) = super::cause::tunnel_refused(status) {
        add_why(line, meaning);
    }
}

/// The answer to a request to become a WebSocket.
pub(super) fn upgrade(memory: &mut Memory, line: &mut Line, upgrade: &Upgrade<'_>) {
    let handshake = &upgrade.handshake;
    memory.upgrading = handshake.status == Some(101);
    memory.refused = handshake.status != Some(101);
    memory.accept_wrong = handshake.accept_valid == Some(false);
    memory.answer_wrong = upgrade.broken.iter().any(|check| check.rule.reaction() == Reaction::NoWebSocket);
    if memory.refused {
        let status = handshake.status.unwrap_or_default();
        add_why(
            line,
            Sentence::lesson("http.upgrade.refused", "http.upgrade.refused.brief")
                .with("status", status.to_string()),
        );
        if let Some(line_of_head) = &handshake.told {
            add_why(line, told(line_of_head));
        }
        if let Some(meaning) = super::cause::refused(status) {
            add_why(line, meaning);
        }
        return;
    }
    if let Some(steps) = &upgrade.accept
        && let Some(answer) = &handshake.accept
    {
        let correct = handshake.accept_valid == Some(true);
        let sentence = if correct {
            Sentence::lesson("http.upgrade.accept", "http.upgrade.accept.brief")
        } else {
            Sentence::new("http.upgrade.accept-wrong")
        };
        let sentence = sentence
            .with("concatenated", String::from_utf8_lossy(&steps.concatenated).into_owned())
            .with("sha1", hex(&steps.sha1))
            .with("base64", steps.base64.as_str());
        add_why(line, if correct { sentence } else { sentence.with("found", answer.as_str()) });
    }
    let proved = upgrade.hixie76.iter().flat_map(|proof| hixie76::proof(upgrade, proof));
    proved.for_each(|step| add_why(line, step));
    if memory.accept_wrong {
        return;
    }
    if let Some(protocol) = &handshake.subprotocol {
        add_why(line, Sentence::new("http.upgrade.subprotocol").with("name", protocol.as_str()));
    }
    let chosen = extension_names(&handshake.extensions);
    let unoffered = upgrade.broken.iter().any(|check| check.rule == Rule::ExtensionOffered);
    let extensions = match (chosen.is_empty(), handshake.extensions_offered.is_empty()) {
        (false, _) if upgrade.deflate().is_some() => {
            Sentence::new("http.upgrade.deflate").with("names", chosen)
        }
        (false, _) if unoffered => Sentence::new("http.upgrade.unoffered").with("names", chosen),
        (false, _) => Sentence::new("http.upgrade.extensions").with("names", chosen),
        (true, false) => Sentence::new("http.upgrade.no-extension"),
        (true, true) => Sentence::new("http.upgrade.none-offered"),
    };
    // hixie-76 knows none.
    if upgrade.hixie76.is_none() {
        add_why(line, extensions);
    }
    let deflate = handshake.extensions.iter().find_map(Extension::permessage_deflate);
    for sentence in deflate.map_or_else(Vec::new, limits_of) {
        add_why(line, sentence);
    }
    add_why(line, Sentence::lesson_once("http.upgrade.done"));
}

/// What the two sides agreed on about the memory of their compressors (RFC 7692 7.1).
fn limits_of(chosen: PermessageDeflate) -> Vec<Sentence> {
    let client = (chosen.client_no_context_takeover, chosen.client_max_window_bits.flatten());
    let server = (chosen.server_no_context_takeover, chosen.server_max_window_bits);
    let mut said = Vec::new();
    for (by, (alone, bits)) in [(Direction::ToServer, client), (Direction::ToClient, server)] {
        if alone {
            said.push(Sentence::new("http.upgrade.deflate.alone").with("who", sender(by)));
        }
        if let Some(bits) = bits.filter(|bits| *bits < LARGEST_WINDOW) {
            let window = Sentence::new("http.upgrade.deflate.window").with("who", sender(by));
            said.push(window.with("bytes", Value::Bytes(1 << bits)));
        }
    }
    said
}

/// The line of a refusal that says what to do instead.
pub(super) fn told(line: &str) -> Sentence {
    Sentence::new("http.upgrade.told").with("line", shorten(line, TOLD_CHARACTERS))
}

/// What the client says in its request to become a WebSocket.
fn asked(head: &RequestHead<'_>) -> Vec<Sentence> {
    let headers = &head.headers;
    let text = |name| headers.joined(name).map(|value| lossy(&value));
    let offers = [
        ("http.offer.version", "sec-websocket-version"),
        ("http.offer.key", "sec-websocket-key"),
        ("http.offer.key1", "sec-websocket-key1"),
        ("http.offer.key2", "sec-websocket-key2"),
        ("http.offer.subprotocols", "sec-websocket-protocol"),
        ("http.offer.extensions", "sec-websocket-extensions"),
        ("http.offer.origin", "origin"),
        ("http.offer.origin", "sec-websocket-origin"),
    ];
    offers
        .into_iter()
        .filter_map(|(key, name)| {
            Some(Sentence::new(key).with("value", shorten(&text(name)?, TARGET_CHARACTERS)))
        })
        .collect()
}

fn extension_names(extensions: &[Extension]) -> String {
    extensions.iter().map(|extension| extension.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Sizes of head and body.
fn sizes(head: usize, body: Option<u64>) -> Sentence {
    let head = Value::Bytes(head as u64);
    match body {
        Some(0) => Sentence::new("http.sizes.no-body").with("head", head),
        Some(body) => Sentence::new("http.sizes").with("head", head).with("body", Value::Bytes(body)),
        None => Sentence::new("http.sizes.open").with("head", head),
    }
}

/// The length of a body where the head tells it.
fn body_length(length: BodyLength) -> Option<u64> {
    match length {
        BodyLength::None => Some(0),
        BodyLength::Fixed(length) => Some(length),
        BodyLength::Chunked | BodyLength::UntilClose => None,
    }
}

fn enter(memory: &mut Memory, line: &mut Line) {
    memory.phase = match memory.speaking() {
        Phase::TcpEnds => Phase::TcpEnds,
        _ if memory.upgrading => Phase::Upgrade,
        _ => Phase::Http,
    };
    line.phase = memory.phase;
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn shorten(text: &str, longest: usize) -> String {
    let mut short: String = text.chars().take(longest).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
