//! WebSocket explained: frames, masks, control frames, the closing handshake (RFC 6455).

use super::narrator::{Memory, add_part, add_why, from_client};
use super::tcp::CARRIER;
use super::{Kind, Layer, Line, Part, Phase, Sentence, Value, hixie76, sender};
use crate::flow::At;
use crate::limits;
use crate::protocol::frame::{ClosePayload, FrameForm, FrameHeader, Opcode, close_code_name};
use crate::session::{Frame, InflatedPart, Message, Unread};

/// Characters of a text that a line shows.
const PREVIEW_CHARACTERS: usize = 40;
/// Bytes of binary data that a line shows.
const PREVIEW_BYTES: usize = 12;

/// A frame's header has come; most frames are complete in the same packet.
pub(super) fn started(memory: &mut Memory, line: &mut Line, header: FrameHeader) {
    memory.phase = match memory.speaking() {
        Phase::WebSocket if header.opcode == Opcode::Close => Phase::Close,
        phase => phase,
    };
    line.phase = memory.phase;
}

/// Payload of a frame that this packet does not complete.
pub(super) fn payload(line: &mut Line, header: FrameHeader, offset: u64, length: u64) {
    let complete = offset + length == header.payload_length;
    if complete || line.parts.iter().any(|part| part.what.key() != CARRIER) {
        return;
    }
    line.layer = Layer::WebSocket;
    line.kind = Kind::Fragment;
    if let Some(part) = line.parts.first_mut() {
        let key = if offset == 0 { "websocket.what.begins" } else { "websocket.what.continues" };
        part.what = Sentence::new(key)
            .with("name", name(header.opcode))
            .with("bytes", Value::Bytes(length))
            .with("whole", Value::Bytes(header.payload_length));
    }
}

/// What a frame is, in a few words: `Text "get it"`, `Close 1000 "bye"`.
#[must_use]
pub fn what(frame: &Frame<'_>) -> Sentence {
    match frame.header.opcode {
        Opcode::Ping | Opcode::Pong => control(frame),
        Opcode::Close => close_what(frame),
        _ => data(frame),
    }
}

/// What a message is, with its whole text.
#[must_use]
pub fn message_what(message: &Message, payload: &[u8]) -> Sentence {
    let sentence = |key| {
        Sentence::new(key).with("name", name(message.opcode)).with("bytes", Value::Bytes(message.length))
    };
    let length = message.said_length().unwrap_or(message.length);
    match (message.opcode, std::str::from_utf8(payload)) {
        _ if !message.is_read() => sentence("websocket.what.compressed"),
        (Opcode::Text, Ok(text)) if message.compressed => {
            sentence("websocket.what.inflated-text").with("text", text)
        }
        _ if message.compressed => sentence("websocket.what.inflated-bytes")
            .with("inflated", Value::Bytes(length))
            .with("hex", hex_preview(payload, length)),
        _ if message.length == 0 => sentence("websocket.what.empty"),
        (Opcode::Text, Ok(text)) => sentence("websocket.what.text").with("text", text),
        _ => sentence("websocket.what.bytes").with("hex", hex_preview(payload, message.length)),
    }
}

/// How long a message took that came in several packets, and in how many frames.
#[must_use]
pub fn took(message: &Message, at: At) -> Option<Sentence> {
    let key = match message.frames {
        _ if message.first_packet == at.packet => return None,
        1 => "websocket.message.took",
        _ => "websocket.message.frames",
    };
    let sentence = Sentence::new(key).with("n", message.frames);
    Some(sentence.with("time", at.time.since(message.first_time)))
}

/// A complete frame.
pub(super) fn frame(memory: &mut Memory, line: &mut Line, at: At, frame: &Frame<'_>) {
    let header = frame.header;
    line.phase = memory.phase;
    // The packet that completes a frame says so, and not that it carries a part of it.
    let part = line.parts.first_mut().filter(|_| at.packet >= line.packet);
    if let Some(part) = part.filter(|part| part.what.key().starts_with("websocket.what.")) {
        part.what = Sentence::new(CARRIER).with("bytes", Value::Bytes(header.payload_length));
    }
    let kind = match header.opcode {
        Opcode::Text | Opcode::Binary | Opcode::Continuation if frame.first_packet != at.packet => Kind::Long,
        Opcode::Text => Kind::Text,
        Opcode::Binary => Kind::Binary,
        Opcode::Continuation => Kind::Fragment,
        Opcode::Ping => Kind::Ping,
        Opcode::Pong => Kind::Pong,
        Opcode::Close | Opcode::Reserved(_) => Kind::Single,
    };
    let what = what(frame);
    let mut why = Vec::new();
    match header.opcode {
        Opcode::Ping => ping(memory, at, frame, &mut why),
        Opcode::Pong => pong(memory, at, frame, &mut why),
        Opcode::Close => close(memory, at, frame, &mut why),
        _ => message(memory, at, frame, &mut why),
    }
    if at.packet < line.packet {
        read_late(line, at, what);
        return;
    }
    if header.mask.is_some() && from_client(at.direction) {
        why.push(Sentence::lesson_once("websocket.masked"));
    }
    if header.form != FrameForm::Rfc6455 {
        why.extend(hixie76::frame(header));
    } else if header.fin && header.opcode.starts_message() {
        why.push(Sentence::lesson_once("websocket.fin-bit"));
    }
    if frame.first_packet != at.packet {
        why.push(Sentence::new("websocket.many-packets").with("packet", frame.first_packet));
    }
    if frame.missing > 0 {
        why.push(Sentence::new("websocket.missing").with("bytes", Value::Bytes(frame.missing)));
    }
    add_part(line, Layer::WebSocket, kind, Part { what, why });
}

/// A frame came before the packet that is told: only what followed it showed where it begins.
fn read_late(line: &mut Line, at: At, what: Sentence) {
    const KEY: &str = "websocket.read-late";
    let said = line.parts.iter().flat_map(|part| &part.why).filter(|why| why.key() == KEY).count();
    match said {
        ..limits::MAX_PARTS_OF_A_LINE => {
            add_why(line, Sentence::new(KEY).with("packet", at.packet).with("what", what));
        }
        limits::MAX_PARTS_OF_A_LINE => {
            let more = Sentence::new("websocket.read-late.more");
            if !line.parts.iter().any(|part| part.why.contains(&more)) {
                add_why(line, more);
            }
        }
        _ => {}
    }
}

/// The connection ended inside a frame.
pub(super) fn unfinished(line: &mut Line, header: FrameHeader, received: u64) {
    let whole = Sentence::new("websocket.unfinished").with("whole", Value::Bytes(header.payload_length));
    let what = if header.has_end_mark() { hixie76::unfinished() } else { whole };
    let what = what.with("name", name(header.opcode)).with("received", Value::Bytes(received));
    add_part(line, Layer::WebSocket, Kind::Single, Part { what, why: Vec::new() });
}

/// Why a compressed message could not be inflated to its end.
#[must_use]
pub fn unread(unread: Unread) -> Sentence {
    Sentence::new(match unread {
        Unread::Missing => "websocket.unread.missing",
        Unread::ContextLost => "websocket.unread.context-lost",
        Unread::Damaged => "websocket.unread.damaged",
        Unread::TooMuch => "websocket.unread.too-much",
        Unread::NoRoom => "websocket.unread.no-room",
    })
}

/// A frame's name as Wireshark and people write it.
#[must_use]
pub fn opcode_name(opcode: Opcode) -> String {
    let name = opcode.to_string();
    let mut characters = name.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

fn name(opcode: Opcode) -> Value {
    Value::Text(opcode_name(opcode))
}

fn data(frame: &Frame<'_>) -> Sentence {
    let length = frame.header.payload_length;
    let sentence =
        |key| Sentence::new(key).with("name", name(frame.header.opcode)).with("bytes", Value::Bytes(length));
    if let Some(InflatedPart { start, length }) = frame.inflated {
        let text = (frame.message == Opcode::Text).then(|| text_preview(start, length)).flatten();
        return match text {
            Some(text) => sentence("websocket.what.inflated-text").with("text", text),
            None => sentence("websocket.what.inflated-bytes")
                .with("inflated", Value::Bytes(length))
                .with("hex", hex_preview(start, length)),
        };
    }
    let text = (frame.message == Opcode::Text).then(|| text_preview(frame.start, length)).flatten();
    match text {
        _ if frame.compressed => sentence("websocket.what.compressed"),
        _ if length == 0 => sentence("websocket.what.empty"),
        Some(text) => sentence("websocket.what.text").with("text", text),
        None => sentence("websocket.what.bytes").with("hex", hex_preview(frame.start, length)),
    }
}

/// Ping and Pong show what they carry, if it can be read.
fn control(frame: &Frame<'_>) -> Sentence {
    let length = frame.header.payload_length;
    let name = name(frame.header.opcode);
    match text_preview(frame.start, length) {
        _ if length == 0 => Sentence::new("websocket.what.control-empty").with("name", name),
        Some(text) if !text.chars().any(char::is_control) => {
            Sentence::new("websocket.what.control-text").with("name", name).with("text", text)
        }
        _ => Sentence::new("websocket.what.bytes")
            .with("name", name)
            .with("bytes", Value::Bytes(length))
            .with("hex", hex_preview(frame.start, length)),
    }
}

fn close_what(frame: &Frame<'_>) -> Sentence {
    match ClosePayload::parse(frame.start) {
        ClosePayload::Code { code, reason, .. } if !reason.is_empty() => {
            let reason = String::from_utf8_lossy(reason).into_owned();
            Sentence::new("websocket.what.close-reason").with("code", code.to_string()).with("reason", reason)
        }
        ClosePayload::Code { code, .. } => {
            Sentence::new("websocket.what.close").with("code", code.to_string())
        }
        ClosePayload::Empty | ClosePayload::OneByte => Sentence::new("websocket.what.close-empty"),
    }
}

fn message(memory: &mut Memory, at: At, frame: &Frame<'_>, why: &mut Vec<Sentence>) {
    let header = frame.header;
    if !from_client(at.direction) && memory.last_frame[at.direction.reverse()].is_none() {
        why.push(Sentence::lesson_once("websocket.pushed"));
    }
    memory.last_frame[at.direction] = Some(at.packet);
    if what(frame).key() == "websocket.what.text" {
        why.insert(0, Sentence::new("websocket.size").with("bytes", Value::Bytes(header.payload_length)));
    }
    if let Some(part) = frame.inflated {
        let sentence = Sentence::new("websocket.inflated").with("bytes", Value::Bytes(header.payload_length));
        why.insert(0, sentence.with("inflated", Value::Bytes(part.length)));
    }
    if frame.compressed && header.opcode.starts_message() {
        why.push(Sentence::lesson_once("websocket.compressed"));
    }
    why.extend(frame.completes.and_then(|message| message.inflated?.unread).map(unread));
    match (header.fin, header.opcode, frame.completes) {
        (false, Opcode::Continuation, _) => why.push(Sentence::new("websocket.fragment.next")),
        (false, _, _) => {
            why.push(Sentence::lesson("websocket.fragment.first", "websocket.fragment.first-again"));
        }
        (true, Opcode::Continuation, Some(message)) => why.push(
            Sentence::new("websocket.fragment.last")
                .with("n", message.frames)
                .with("bytes", Value::Bytes(message.length)),
        ),
        _ => {}
    }
}

fn ping(memory: &mut Memory, at: At, frame: &Frame<'_>, why: &mut Vec<Sentence>) {
    let (who, peer) = (sender(at.direction), sender(at.direction.reverse()));
    why.push(Sentence::lesson_once("websocket.ping").with("who", who).with("peer", peer));
    let pings = &mut memory.pings[at.direction];
    if let Some(missed) = pings.newest() {
        why.push(Sentence::new("websocket.ping.missed").with("packet", missed.packet));
    }
    pings.sent(at, frame);
}

fn pong(memory: &mut Memory, at: At, frame: &Frame<'_>, why: &mut Vec<Sentence>) {
    let asked = memory.pings[at.direction.reverse()].answered(frame);
    match asked {
        Some(ping) => {
            let sentence = Sentence::lesson("websocket.pong", "websocket.pong-again");
            why.push(sentence.with("packet", ping.packet).with("time", at.time.since(ping.time)));
        }
        None => why.push(Sentence::new("websocket.pong.unasked")),
    }
}

fn close(memory: &mut Memory, at: At, frame: &Frame<'_>, why: &mut Vec<Sentence>) {
    let who = sender(at.direction);
    let code = ClosePayload::parse(frame.start).code();
    let peer = at.direction.reverse();
    // One that is read late may have come before the other.
    why.push(match memory.closes[peer].filter(|packet| *packet < at.packet) {
        asked if frame.header.form != FrameForm::Rfc6455 => hixie76::close(at, asked),
        None => {
            let lesson = Sentence::lesson("websocket.close.first", "websocket.close.first.brief");
            lesson.with("who", who).with("peer", sender(peer))
        }
        Some(packet) if memory.fins[peer].is_some() => {
            let late = Sentence::new("websocket.close.too-late").with("who", who);
            late.with("peer", sender(peer)).with("packet", packet)
        }
        Some(packet) => {
            let lesson = Sentence::lesson("websocket.close.answer", "websocket.close.answer.brief");
            lesson.with("who", who).with("packet", packet)
        }
    });
    let first = memory.closes[peer].is_none_or(|packet| packet > at.packet);
    why.extend(match code {
        Some(code) if first => Some(
            Sentence::new("websocket.close.code")
                .with("code", code.to_string())
                .with("name", close_code_name(code)),
        ),
        None if first && frame.header.form == FrameForm::Rfc6455 => {
            Some(Sentence::new("websocket.close.no-code"))
        }
        _ => None,
    });
    why.push(Sentence::lesson_once("websocket.close.two-fins"));
    memory.closes[at.direction].get_or_insert(at.packet);
}

/// The beginning of a text; `None` if it is not UTF-8.
fn text_preview(start: &[u8], length: u64) -> Option<String> {
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // The kept bytes may end inside a character.
        Err(error) if error.error_len().is_none() && (start.len() as u64) < length => {
            std::str::from_utf8(start.get(..error.valid_up_to())?).ok()?
        }
        Err(_) => return None,
    };
    let mut shown: String = text.chars().take(PREVIEW_CHARACTERS).collect();
    if (shown.len() as u64) < length {
        shown.push('…');
    }
    Some(shown)
}

fn hex_preview(start: &[u8], length: u64) -> String {
    let shown = start.iter().take(PREVIEW_BYTES);
    let mut hex = shown.map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
    if length > PREVIEW_BYTES as u64 {
        hex.push_str(" …");
    }
    hex
}
