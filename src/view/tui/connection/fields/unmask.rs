//! How a payload is unmasked: sent bytes, key, plain bytes below each other, and one byte worked out.

use ratatui::text::{Line, Span};

use crate::protocol::frame::unmask;
use crate::tell::{left, width};
use crate::view::tui::look::{Look, Role};

/// The lines that show how `sent` is unmasked, whose first byte is so many bytes into the payload; as
/// many bytes as fit into `columns`.
pub(super) fn lines(
    sent: &[u8],
    key: [u8; 4],
    before: u64,
    columns: usize,
    look: Look,
) -> Vec<Line<'static>> {
    let names =
        ["screen.fields.masked", "screen.fields.key", "screen.fields.unmasked"].map(|key| look.say(key));
    let margin = names.iter().map(|name| width(name)).max().unwrap_or(0) + 2;
    let fit = columns.saturating_sub(margin) / 3;
    let sent = sent.get(..fit).unwrap_or(sent);
    let keys = vec![0; sent.len()];
    let (mut plain, mut keys) = (sent.to_vec(), keys);
    unmask(&mut plain, key, before);
    // Zeros masked are the key itself, as often as needed.
    unmask(&mut keys, key, before);
    let row = |name: &str, cells: Vec<String>, role: Role| {
        let cells = cells.iter().map(|cell| left(cell, 3)).collect::<String>();
        Line::from(vec![
            Span::styled(left(name, margin), look.role(Role::Dim)),
            Span::styled(cells, look.role(role)),
        ])
    };
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>();
    let [name_sent, name_key, name_plain] = names;
    let mut lines = vec![
        Line::styled(look.say("screen.fields.unmasking"), look.role(Role::Title)),
        row(&name_sent, hex(sent), Role::Lit),
        row(&name_key, hex(&keys), Role::Plain),
        row(&name_plain, hex(&plain), Role::Plain),
        row("", plain.iter().map(|byte| format!(" {}", shown(*byte))).collect(), Role::Title),
    ];
    if let (Some(sent), Some(key), Some(plain)) = (sent.first(), keys.first(), plain.first()) {
        let letter =
            if (0x20..0x7f).contains(plain) { format!(" '{}'", shown(*plain)) } else { String::new() };
        lines.push(Line::raw(format!("{sent:02x} ⊕ {key:02x} = {plain:02x}{letter}")));
        lines.push(Line::styled(format!("{sent:08b} ⊕ {key:08b} = {plain:08b}"), look.role(Role::Dim)));
    }
    lines
}

fn shown(byte: u8) -> char {
    if (0x20..0x7f).contains(&byte) { char::from(byte) } else { '.' }
}
