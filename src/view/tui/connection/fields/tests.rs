//! Screens of recorded packets, and any keys at any size.

use proptest::prelude::*;

use super::*;
use crate::capture::{LinkType, Packet, Place, Source as _, Timestamp, open};
use crate::decode::Decoder;
use crate::flow::Connections;
use crate::session::Sessions;
use crate::teach::Language;
use crate::tell::{Teller, Telling};
use crate::view::tui::pane::Explain;
use crate::view::tui::testing::{Told, act, assert_screen, screen};

/// Moves the cursor to the first row whose field has this name.
fn choose(pane: &mut FieldsPane, name: &str, context: &Context<'_>) {
    pane.refresh(context);
    let named = |field: &Field| match &field.name {
        FieldName::Plain(plain) => plain == name,
        FieldName::Said(key) => *key == name,
    };
    let place = pane.tree.places().filter(|(_, field)| named(field)).last().unwrap().0;
    let row = pane.tree.reveal(&place).unwrap();
    pane.choose(row);
}

/// A stored screen of a packet in both languages.
fn stored(name: &str, context: impl Fn(Language) -> Context<'static>, field: Option<&str>, size: (u16, u16)) {
    for language in Language::ALL {
        let context = context(language);
        let mut pane = FieldsPane::default();
        if let Some(field) = field {
            choose(&mut pane, field, &context);
        }
        let (width, height) = size;
        let file = format!("fields.{name}.{width}x{height}.{}", language.code());
        assert_screen(&file, &screen(&mut pane, size, &context, true));
    }
}

/// A capture's first connection, for as long as the tests run.
fn told(capture: &str, connection: u32) -> &'static Told {
    Box::leak(Box::new(Told::new(capture, connection)))
}

const SMALL: (u16, u16) = (80, 22);
const MIDDLE: (u16, u16) = (100, 40);
const LARGE: (u16, u16) = (150, 44);

#[test]
fn screens() {
    let walkthrough = told("walkthrough", 0);
    let at = |told: &'static Told, packet| move |language| told.context(language, packet);
    stored("syn", at(walkthrough, 1), None, LARGE);
    stored("syn-options", at(walkthrough, 1), Some("MSS"), MIDDLE);
    stored("get", at(walkthrough, 4), None, SMALL);
    stored("get", at(walkthrough, 4), None, LARGE);
    stored("masked-text", at(walkthrough, 16), None, SMALL);
    stored("masked-text", at(walkthrough, 16), None, LARGE);
    stored("masked-text-payload", at(walkthrough, 16), Some("field.payload"), MIDDLE);
    stored("close", at(walkthrough, 21), Some("field.frame.close-code"), LARGE);
    stored("probe", at(walkthrough, 10), None, SMALL);
    stored("tls-begun", at(told("walkthrough", 3), 53), None, LARGE);
    stored("tls", at(told("wss-heartbeat-gave-up", 0), 4), Some("field.tls.versions"), LARGE);
    stored("keep-alive", at(told("keep-alive-0", 0), 10), None, SMALL);
    stored("ipv6", at(told("ipv6", 0), 1), Some("IPv6"), SMALL);
    let faults = told("faults", 0);
    stored("length-16-bit", at(faults, 8), Some("field.frame.extended-length"), LARGE);
    stored("continued", at(faults, 10), None, SMALL);
    stored("waited", at(faults, 14), None, SMALL);
    stored("narrow", at(walkthrough, 16), None, (40, 16));
    stored("unreadable", at(walkthrough, 999), None, (40, 4));
}

#[test]
fn several_frames_in_one_packet() {
    let (telling, bytes) = several();
    let (telling, bytes): (&'static Telling, &'static [u8]) = (Box::leak(Box::new(telling)), bytes.leak());
    let time = Timestamp::new(0, 6);
    let packet = Packet {
        number: 8,
        time,
        link: LinkType::ETHERNET,
        bytes,
        wire_length: bytes.len() as u32,
        place: Place::default(),
    };
    let context = |language| Context {
        goes_on: false,
        look: Look { language, ..Look::default() },
        telling,
        selected: 8,
        packet: Some(packet),
        explain: Explain::default(),
        start: time,
    };
    stored("several-frames", context, None, MIDDLE);
}

/// The push of the walkthrough, with a Ping and a Close behind it in the same packet.
fn several() -> (Telling, Vec<u8>) {
    let mut source = open("captures/walkthrough.pcapng".as_ref()).unwrap();
    let mut teller = Teller::new(0);
    let (mut decoder, mut connections, mut last) = (Decoder::new(), Connections::default(), Vec::new());
    let mut sessions = Sessions::new(&mut teller);
    while let Some(packet) = source.next_packet().unwrap().filter(|packet| packet.number <= 8) {
        last = packet.bytes.to_vec();
        if packet.number == 8 {
            last.extend(b"\x89\x02hi\x88\x02\x03\xe8");
            last[17] += 8;
        }
        let packet = Packet { bytes: &last, wire_length: last.len() as u32, ..packet };
        if let Ok(segment) = decoder.decode(&packet) {
            connections.take(&segment, &mut sessions);
        }
    }
    connections.finish(&mut sessions);
    drop(sessions);
    (teller.finish().unwrap(), last)
}

#[test]
fn what_is_chosen_and_unfolded_stays_so_from_packet_to_packet() {
    let told = told("walkthrough", 0);
    let mut pane = FieldsPane::default();
    choose(&mut pane, "SYN", &told.context(Language::English, 1));
    for packet in [2, 4, 8] {
        pane.selected(&told.context(Language::English, packet));
        assert_eq!(pane.tree.at(pane.scroll.selected).unwrap().name, FieldName::Plain("SYN".into()));
    }
    // An option that the next packet does not have: the list above it is chosen, the choice stays.
    choose(&mut pane, "MSS", &told.context(Language::English, 1));
    pane.selected(&told.context(Language::English, 3));
    assert_eq!(pane.tree.at(pane.scroll.selected).unwrap().name, FieldName::Plain("TCP".into()));
    pane.selected(&told.context(Language::English, 2));
    assert_eq!(pane.tree.at(pane.scroll.selected).unwrap().name, FieldName::Plain("MSS".into()));
}

#[test]
fn left_goes_up_and_folds_and_copy_gives_the_value() {
    let told = told("walkthrough", 0);
    let context = told.context(Language::English, 16);
    let mut pane = FieldsPane::default();
    choose(&mut pane, "field.payload", &context);
    let copied = act(&mut pane, &[Action::Copy], &context);
    assert!(matches!(copied, Reply::Copy(_, value) if value == "got it"));
    let rows = pane.tree.rows().len();
    act(&mut pane, &[Action::Left], &context);
    assert_eq!(pane.tree.at(pane.scroll.selected).unwrap().name, FieldName::Plain("WebSocket".into()));
    act(&mut pane, &[Action::Left], &context);
    assert!(pane.tree.rows().len() < rows);
    act(&mut pane, &[Action::Right], &context);
    assert_eq!(pane.tree.rows().len(), rows);
}

#[test]
fn text_is_found_under_its_mask_and_a_click_on_a_byte_finds_its_field() {
    let told = told("walkthrough", 0);
    let context = told.context(Language::English, 16);
    let mut pane = FieldsPane::default();
    pane.selected(&context);
    pane.choose(0);
    assert_eq!(pane.find("got", true, &context), Some(Reply::Done));
    let payload = pane.tree.at(pane.scroll.selected).unwrap().clone();
    assert_eq!(payload.value, "got it");
    assert_eq!(pane.find("never said", true, &context), None);
    screen(&mut pane, LARGE, &context, true);
    pane.choose(0);
    let (right, bottom) = LARGE;
    let clicked =
        (0..bottom).flat_map(|y| (TREE_COLUMNS..right).map(move |x| Position::new(x, y))).any(|at| {
            pane.click(at, &context) == Reply::Done && pane.tree.at(pane.scroll.selected) == Some(&payload)
        });
    assert!(clicked);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_keys_and_clicks_at_any_size_leave_the_cursor_in_the_tree(
        steps in prop::collection::vec((0_usize..14, 1_u64..28, 0_u16..170, 0_u16..60), 1..25)
    ) {
        const ACTIONS: [Action; 12] = [
            Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::Top, Action::Bottom,
            Action::Left, Action::Right, Action::Open, Action::Copy, Action::HalfDown, Action::Help,
        ];
        thread_local!(static TOLD: &'static Told = told("walkthrough", 0));
        let told = TOLD.with(|told| *told);
        let mut pane = FieldsPane::default();
        let mut packet = 1;
        for (action, number, width, height) in steps {
            match ACTIONS.get(action) {
                Some(action) => {
                    pane.act(*action, &told.context(Language::Chinese, packet));
                }
                None if action == 12 => {
                    packet = number;
                    pane.selected(&told.context(Language::Chinese, packet));
                }
                None => {
                    pane.click(Position::new(width, height), &told.context(Language::Chinese, packet));
                }
            }
            screen(&mut pane, (width, height), &told.context(Language::Chinese, packet), true);
            prop_assert!(pane.scroll.selected < pane.tree.rows().len().max(1));
        }
    }
}
