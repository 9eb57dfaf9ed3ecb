//! How a hixie-76 server proves that it understood: a line for each step (hybi-00 5.2).

use super::row::{Cell, Row, heading, labelled};
use crate::protocol::hixie76::{KeyNumber, Proof};
use crate::teach::Sentence;
use crate::tell::{UpgradeHeads, safe, spaces, width};
use crate::view::tui::connection::words;
use crate::view::tui::look::{Look, Role};

/// The steps, as far as they can be gone.
pub(super) fn proof(heads: &UpgradeHeads, proof: &Proof, columns: usize, look: Look) -> Vec<Row> {
    let (Some(response), keys) = (&heads.response, &heads.upgrade.handshake.keys) else { return Vec::new() };
    if heads.upgrade.handshake.status != Some(101) {
        return Vec::new();
    }
    let (request, response) = (heads.request.as_ref().map(|head| head.packet), Some(response.packet));
    let absent = look.say("screen.handshake.hixie-absent");
    let bytes = |bytes: Option<&[u8]>| bytes.map_or_else(|| absent.clone(), words::hex);
    let mut lines = Vec::new();
    let labels = [
        ["screen.handshake.hixie-key1", "screen.handshake.hixie-number1"],
        ["screen.handshake.hixie-key2", "screen.handshake.hixie-number2"],
    ];
    for (([key, number], text), read) in labels.into_iter().zip(keys).zip(&proof.keys) {
        let text = text.as_deref().map_or_else(|| absent.clone(), |text| safe(text).into_owned());
        lines.push((key, text, Role::Client, request));
        lines.push((number, divided(read.as_ref(), look), Role::Plain, None));
    }
    let third = proof.key3.as_ref().map(<[u8; 8]>::as_slice);
    lines.push(("screen.handshake.hixie-key3", bytes(third), Role::Client, request));
    if let (Some(challenge), Some(expected)) = (proof.challenge(), proof.expected()) {
        lines.push(("screen.handshake.hixie-challenge", words::hex(&challenge), Role::Plain, None));
        lines.push(("screen.handshake.hixie-md5", words::hex(&expected), Role::Title, None));
    }
    let answer = proof.answer.as_ref().map(<[u8; 16]>::as_slice);
    lines.push(("screen.handshake.proof-sent", bytes(answer), Role::Server, response));
    let mut rows: Vec<Row> = heading(look.say("screen.handshake.hixie-proof")).into();
    let indent = lines.iter().map(|(label, ..)| width(&look.say(label))).max().unwrap_or(0) + 4;
    for (label, value, role, packet) in lines {
        let cells = labelled(&format!("  {}", look.say(label)), &value, role, (indent, columns));
        rows.extend(cells.into_iter().map(|cell| cell.of(packet).into()));
    }
    let verdict = match proof.is_right() {
        Some(true) => Some(("screen.handshake.proof-right", "✓", Role::Good)),
        Some(false) => Some(("screen.handshake.proof-wrong", "✗", Role::Bad)),
        None => None,
    };
    if let Some((key, mark, role)) = verdict {
        let cell = Cell::new(format!("{}{mark} {}", spaces(indent), look.say(key)), role);
        rows.push(cell.of(response).into());
    }
    rows
}

/// `4146546015 ÷ 5 = 829309203`.
fn divided(number: Option<&KeyNumber>, look: Look) -> String {
    let Some((digits, quotient)) = number.and_then(|number| Some((number.digits?, number.quotient()?)))
    else {
        return look.say("screen.handshake.hixie-no-number");
    };
    let spaces = number.map_or(0, |number| number.spaces);
    look.tell(
        &Sentence::new("screen.handshake.hixie-divided")
            .with("digits", digits.to_string())
            .with("spaces", spaces)
            .with("quotient", quotient.to_string()),
    )
}
