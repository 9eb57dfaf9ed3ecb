//! The drafts explained, and of hixie-76 the keys and what is computed from them, digit by digit, and the frames (hybi-00).

use super::{Sentence, sender};
use crate::flow::{At, Direction};
use crate::protocol::frame::{FrameHeader, Opcode};
use crate::protocol::hixie76::{KeyNumber, Proof};
use crate::protocol::upgrade::Draft;
use crate::session::Upgrade;
use crate::summary::Summary;

/// What a draft is.
#[must_use]
pub fn draft(draft: Draft) -> Sentence {
    Sentence::lesson_once(match draft {
        Draft::Hixie76 => "http.draft.hixie-76",
        Draft::Hybi07 => "http.draft.hybi-07",
        Draft::Hybi08 => "http.draft.hybi-08",
    })
}

/// Whether a connection's handshake was one of hixie-76.
pub(super) fn is_spoken(summary: &Summary) -> bool {
    let version = summary.handshake.as_ref().and_then(|handshake| handshake.version());
    version == Some(Draft::Hixie76.version())
}

/// What stands behind a head, where it comes in a packet of its own.
pub(super) fn behind(direction: Direction) -> &'static str {
    match direction {
        Direction::ToServer => "http.hixie.behind-request",
        Direction::ToClient => "http.hixie.behind-response",
    }
}

/// How the server's answer is computed, step by step, as far as that can be done.
pub(super) fn proof(upgrade: &Upgrade<'_>, proof: &Proof) -> Vec<Sentence> {
    let names = ["Sec-WebSocket-Key1", "Sec-WebSocket-Key2"];
    let texts = &upgrade.handshake.keys;
    let keys = names.into_iter().zip(texts).zip(&proof.keys);
    let mut steps: Vec<_> = keys
        .filter_map(|((name, text), number)| Some(key(name, text.as_deref()?, number.as_ref()?)))
        .collect();
    let (Some(challenge), Some(expected), Some(answer)) = (proof.challenge(), proof.expected(), proof.answer)
    else {
        return steps;
    };
    let [numbers @ .., _, _, _, _, _, _, _, _] = challenge;
    let (first, second) = numbers.split_at(4);
    let third = proof.key3.unwrap_or_default();
    steps.push(
        Sentence::new("http.hixie.challenge")
            .with("first", hex(first))
            .with("second", hex(second))
            .with("key3", hex(&third))
            .with("text", printable(&third)),
    );
    let key = if proof.is_right() == Some(true) { "http.hixie.right" } else { "http.hixie.wrong" };
    steps.push(
        Sentence::new(key)
            .with("md5", hex(&expected))
            .with("text", printable(&expected))
            .with("found", hex(&answer)),
    );
    steps
}

/// One key: its digits, its spaces, and what comes of dividing.
fn key(name: &'static str, text: &str, number: &KeyNumber) -> Sentence {
    let sentence = match (number.digits, number.quotient()) {
        (Some(_), Some(quotient)) => {
            Sentence::new("http.hixie.number").with("quotient", quotient.to_string())
        }
        (Some(digits), None) if digits.checked_rem(number.spaces).is_some_and(|rest| rest > 0) => {
            let rest = digits.checked_rem(number.spaces).unwrap_or_default();
            Sentence::new("http.hixie.remainder").with("rest", rest.to_string())
        }
        _ => Sentence::new("http.hixie.no-number"),
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).take(DIGITS).collect();
    sentence
        .with("name", name)
        .with("key", text.chars().take(KEY_CHARACTERS).collect::<String>().replace(' ', "␣"))
        .with("digits", digits)
        .with("spaces", number.spaces)
}

/// Characters of a key that a sentence shows; keys of the draft have about forty.
const KEY_CHARACTERS: usize = 120;
/// Digits of a key that a sentence shows; keys of the draft have eleven at the most.
const DIGITS: usize = 40;

/// How a frame is written.
pub(super) fn frame(header: FrameHeader) -> Option<Sentence> {
    match header.opcode {
        Opcode::Text => Some(Sentence::lesson_once("websocket.hixie.text")),
        Opcode::Close => None,
        _ => Some(Sentence::lesson_once("websocket.hixie.bytes")),
    }
}

/// A frame that begins or answers the closing handshake; the peer's came in packet `asked`.
pub(super) fn close(at: At, asked: Option<u64>) -> Sentence {
    let (who, peer) = (sender(at.direction), sender(at.direction.reverse()));
    match asked {
        None => Sentence::new("websocket.hixie.close").with("who", who).with("peer", peer),
        Some(packet) => Sentence::new("websocket.hixie.close-answer").with("who", who).with("packet", packet),
    }
}

/// The connection ended inside a text: how long it was to be is not known.
pub(super) fn unfinished() -> Sentence {
    Sentence::new("websocket.hixie.unfinished")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

/// Bytes as ASCII, with a dot for each that is none.
fn printable(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| if matches!(byte, b' '..=b'~') { char::from(*byte) } else { '.' }).collect()
}
