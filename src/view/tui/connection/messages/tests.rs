//! The chat of recorded connections, and of one with long messages.

use proptest::prelude::*;

use super::*;
use crate::protocol::frame::Opcode;
use crate::view::tui::testing::{Told, act, assert_screen, screen};

fn shows(name: &str, told: &Told, size: (u16, u16), language: Language, actions: &[Action]) {
    let context = told.context(language, 0);
    let mut pane = MessagesPane::default();
    screen(&mut pane, size, &context, true);
    act(&mut pane, actions, &context);
    assert_screen(&format!("messages-{name}"), &screen(&mut pane, size, &context, true));
}

#[test]
fn screens() {
    use Language::{Chinese, English};
    let walkthrough = Told::new("walkthrough", 0);
    shows("walkthrough-en", &walkthrough, (80, 16), English, &[Action::Down]);
    shows("walkthrough-zh", &walkthrough, (80, 16), Chinese, &[Action::Down]);
    let fragments = Told::new("fragments", 0);
    shows("fragments-en", &fragments, (120, 12), English, &[]);
    shows("fragments-narrow-zh", &fragments, (40, 12), Chinese, &[]);
    let ping_pong = Told::new("ping-pong", 0);
    shows("ping-pong-en", &ping_pong, (100, 12), English, &[Action::Down]);
    shows("ping-pong-zh", &ping_pong, (100, 12), Chinese, &[Action::Down]);
    let deflate = Told::new("deflate-takeover", 0);
    shows("deflate-en", &deflate, (80, 20), English, &[]);
    shows("deflate-zh", &deflate, (110, 20), Chinese, &[]);
    let long = Told::new("zero-window", 0);
    shows("long-en", &long, (80, 14), English, &[]);
    shows("long-unfolded-en", &long, (80, 14), English, &[Action::Right, Action::PageDown]);
    shows("long-end-zh", &long, (80, 14), Chinese, &[Action::Open, Action::Bottom]);
    let updates = Told::new("websocket-updates", 0);
    shows("updates-en", &updates, (100, 24), English, &[Action::PageDown]);
    shows("updates-zh", &updates, (200, 40), Chinese, &[]);
    let holes = Told::of("zero-window", 0, |packet| !(10..20).contains(&packet));
    shows("missing-en", &holes, (80, 14), English, &[]);
    let cut = Told::of("zero-window", 0, |packet| packet < 30);
    shows("unfinished-zh", &cut, (80, 14), Chinese, &[]);
    shows("sealed-zh", &Told::new("wss-killed", 0), (60, 6), Chinese, &[]);
}

#[test]
fn unfolds_and_folds() {
    let told = Told::new("zero-window", 0);
    let context = told.context(Language::English, 0);
    let mut pane = MessagesPane::default();
    screen(&mut pane, (80, 20), &context, true);
    assert_eq!(pane.act(Action::Right, &context), Reply::Done);
    for _ in 0..40 {
        assert_eq!(pane.act(Action::Down, &context), Reply::Select(71));
    }
    assert_eq!((pane.flow.selected, pane.flow.above), (0, 40));
    assert_eq!(pane.act(Action::Left, &context), Reply::Done);
    assert_eq!((pane.flow.selected, pane.flow.above), (0, 0));
    assert_eq!(pane.act(Action::Down, &context), Reply::Select(73));
    assert_eq!(pane.act(Action::Open, &context), Reply::Show(73));
}

#[test]
fn finds_text_and_copies_all_of_it() {
    let told = Told::new("fragments", 0);
    let context = told.context(Language::English, 0);
    let mut pane = MessagesPane::default();
    screen(&mut pane, (80, 20), &context, true);
    assert_eq!(pane.find("nowhere in it", true, &context), None);
    assert!(matches!(pane.find("IN THREE", true, &context), Some(Reply::Select(16))));
    let Reply::Copy(_, text) = pane.act(Action::Copy, &context) else { panic!() };
    assert_eq!(text, "one message in three frames");
}

/// A text of the server, as long as it says itself.
fn said(payload: &[u8], opcode: Opcode, length: u64, missing: u64) -> Said {
    let time = crate::capture::Timestamp::new(1_000_000_000, 6);
    let body = Body::Message { frames: 1, compressed: false, inflated: None, missing, unfinished: false };
    let (packet, payload) = (7, payload.into());
    let direction = Direction::ToClient;
    Said { packet, first_packet: 7, time, first_time: time, direction, opcode, payload, length, body }
}

#[test]
fn json_is_indented_bytes_are_dumped_and_what_lacks_is_said() {
    let told = Told::new("handshake-push", 0);
    let context = told.context(Language::English, 0);
    let json = br#"{"type":"trade","price":1.50,"tags":["a","b"],"who":{"name":"\u4e2d"}}"#;
    let bytes: Vec<u8> = (0..40).collect();
    let lines = "one\r\ntwo\n\nfour\x1b[2J".repeat(9);
    let mut shown = String::new();
    for (said, unfolded) in [
        (said(json, Opcode::Text, json.len() as u64, 0), true),
        (said(json, Opcode::Text, json.len() as u64 + 100, 60), false),
        (said(&bytes, Opcode::Binary, 40, 0), false),
        (said(lines.as_bytes(), Opcode::Text, lines.len() as u64, 0), false),
        (said(b"", Opcode::Text, 0, 0), false),
    ] {
        let block = Block::new(&said, unfolded, (100, 0), &context);
        for (line, _) in &block.lines {
            shown.push_str(line);
            shown.push('\n');
        }
        shown.push_str("--\n");
    }
    assert_screen("messages-bodies-en", &shown);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn any_keys_at_any_size(steps in prop::collection::vec((0_usize..14, 0_u16..130, 0_u16..40), 1..20)) {
        const ACTIONS: [Action; 12] = [
            Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::HalfDown, Action::Top,
            Action::Bottom, Action::Open, Action::Copy, Action::GoTo(13), Action::Right, Action::Left,
        ];
        thread_local!(static TOLD: [Told; 2] = [Told::new("fragments", 0), Told::new("zero-window", 0)]);
        TOLD.with(|told| {
            for told in told {
                let context = told.context(Language::Chinese, 9);
                let mut pane = MessagesPane::default();
                for (step, width, height) in &steps {
                    match ACTIONS.get(*step) {
                        Some(action) => drop(pane.act(*action, &context)),
                        None => drop(pane.click(Position::new(*width, *height), &context)),
                    }
                    screen(&mut pane, (*width, *height), &context, true);
                    assert!(pane.flow.selected < told.telling.transcript.said.len());
                }
            }
        });
    }
}
