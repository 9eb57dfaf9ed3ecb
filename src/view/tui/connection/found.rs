//! Where text is found in the packets of a connection.

use crate::capture::Packet;
use crate::protocol::frame::unmask;
use crate::tell::{Body, Field, FieldKind, Said, Telling, contains, fields};

/// Whether the payload of a packet holds text, unmasked where it is masked.
pub(in crate::view::tui) fn holds(telling: &Telling, packet: &Packet<'_>, text: &str) -> bool {
    let layout = telling.layouts.of(packet.number);
    let fields = fields(packet, layout.as_ref());
    let header = fields.iter().position(|field| field.kind == FieldKind::TcpHeader);
    let payload = fields.get(header.map_or(fields.len(), |header| header + 1)..).unwrap_or_default();
    payload.iter().any(|field| field_holds(packet.bytes, field, text))
}

fn field_holds(bytes: &[u8], field: &Field, text: &str) -> bool {
    is_searched(field) && contains(&plain(bytes, field), text)
        || field.children.iter().any(|child| field_holds(bytes, child, text))
}

/// Whether text is looked for in a field itself: in those that are not made of others, and in payload
/// that is masked as a whole.
pub(super) fn is_searched(field: &Field) -> bool {
    field.children.is_empty() || matches!(field.kind, FieldKind::Masked { .. })
}

/// The bytes of a field, unmasked.
pub(super) fn plain(bytes: &[u8], field: &Field) -> Vec<u8> {
    let mut plain = bytes.get(field.range.clone()).unwrap_or_default().to_vec();
    if let FieldKind::Masked { key, before } = field.kind {
        unmask(&mut plain, key, before);
    }
    plain
}

/// The first and last packets of the messages that hold text: it may lie across the ends of packets, or be
/// compressed.
pub(super) fn across(telling: &Telling, text: &str) -> Vec<(u64, u64)> {
    let said = telling.transcript.said.iter();
    let hidden = |said: &Said| {
        said.first_packet < said.packet || matches!(said.body, Body::Message { compressed: true, .. })
    };
    said.filter(|said| hidden(said) && contains(&said.payload, text))
        .map(|said| (said.first_packet, said.packet))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::teach::Language;
    use crate::view::tui::testing::Told;

    fn is_held(told: &Told, number: u64, text: &str) -> bool {
        let context = told.context(Language::English, number);
        holds(context.telling, &context.packet.unwrap(), text)
    }

    #[test]
    fn payload_is_searched_under_its_mask_and_in_any_case_and_headers_are_not() {
        let told = Told::new("walkthrough", 0);
        assert!(is_held(&told, 4, "SEC-websocket-key"));
        assert!(is_held(&told, 16, "GOT it"));
        assert!(is_held(&told, 21, "that was all"));
        assert!(!is_held(&told, 15, "got it"));
        assert!(!is_held(&told, 16, "\x2c"), "a byte of the addresses");
    }

    #[test]
    fn what_lies_across_packets_is_found_in_the_messages() {
        let told = Told::new("zero-window", 0);
        let telling = told.context(Language::English, 1).telling;
        assert_eq!(across(telling, "01234567890"), [(8, 71)]);
        assert_eq!(across(telling, "nobody says this"), []);
        let told = Told::new("deflate-takeover", 0);
        let found = across(told.context(Language::English, 1).telling, "the deflate lesson");
        assert_eq!(found.len(), 5);
    }
}
