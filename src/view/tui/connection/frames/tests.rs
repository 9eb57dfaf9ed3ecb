//! The table of frames on recorded connections.

use proptest::prelude::*;

use super::*;
use crate::teach::Language;
use crate::tell::Beat;
use crate::view::tui::testing::{Told, act, assert_screen, screen};

fn shows(name: &str, capture: &str, connection: u32, size: (u16, u16), language: Language, packet: u64) {
    shows_told(name, &Told::new(capture, connection), size, language, packet);
}

fn shows_told(name: &str, told: &Told, size: (u16, u16), language: Language, packet: u64) {
    let context = told.context(language, packet);
    let mut pane = FramesPane::default();
    pane.selected(&context);
    assert_screen(&format!("frames-{name}"), &screen(&mut pane, size, &context, true));
}

#[test]
fn screens() {
    use Language::{Chinese, English};
    shows("walkthrough-en", "walkthrough", 0, (80, 16), English, 20);
    shows("walkthrough-zh", "walkthrough", 0, (80, 16), Chinese, 20);
    shows("fragments-en", "fragments", 0, (110, 16), English, 8);
    shows("fragments-zh", "fragments", 0, (110, 16), Chinese, 8);
    shows("fragments-narrow-en", "fragments", 0, (50, 12), English, 8);
    shows("fragments-tiny-en", "fragments", 0, (24, 5), English, 8);
    shows("ping-pong-en", "ping-pong", 0, (120, 18), English, 12);
    shows("ping-pong-zh", "ping-pong", 0, (80, 18), Chinese, 12);
    shows("gave-up-en", "heartbeat-gave-up", 0, (100, 14), English, 15);
    shows("deflate-en", "deflate-takeover", 0, (100, 18), English, 8);
    shows("deflate-zh", "deflate-takeover", 0, (200, 18), Chinese, 8);
    shows("long-en", "zero-window", 0, (120, 30), English, 30);
    let holes = Told::of("zero-window", 0, |packet| !(10..20).contains(&packet));
    shows_told("missing-en", &holes, (110, 8), English, 30);
    let cut = Told::of("zero-window", 0, |packet| packet < 30);
    shows_told("unfinished-zh", &cut, (110, 8), Chinese, 30);
    shows("sealed-en", "wss-killed", 0, (80, 8), English, 1);
    shows("sealed-zh", "wss-killed", 0, (80, 8), Chinese, 1);
    shows("refused-en", "upgrade-failed", 0, (80, 8), English, 1);
}

#[test]
fn movement_selects_packets_and_enter_goes_to_the_ladder() {
    let told = Told::new("fragments", 0);
    let context = told.context(Language::English, 1);
    let lines = &told.telling.frames.lines;
    let mut pane = FramesPane::default();
    let second = lines.get(1).unwrap().packet;
    assert_eq!(act(&mut pane, &[Action::Down], &context), Reply::Select(second));
    assert_eq!(act(&mut pane, &[Action::Open], &context), Reply::Show(second));
    let last = lines.iter().next_back().unwrap().packet;
    assert_eq!(act(&mut pane, &[Action::Bottom], &context), Reply::Select(last));
    assert_eq!(act(&mut pane, &[Action::GoTo(second)], &context), Reply::Select(second));
    assert_eq!(pane.act(Action::Help, &context), Reply::Ignored);
}

#[test]
fn a_ping_and_its_pong_name_each_other() {
    let told = Told::new("ping-pong", 0);
    let lines = &told.telling.frames.lines;
    let beats: Vec<_> = lines.iter().filter_map(|line| Some((line.packet, line.beat?))).collect();
    assert_eq!(beats.len(), 6);
    for pair in beats.chunks(2) {
        let [(ping, Beat::Answered(by, after)), (answer, Beat::Answers(of, same))] = pair else {
            panic!("{pair:?}")
        };
        assert_eq!((by, of, after), (answer, ping, same));
    }
}

#[test]
fn finds_text_and_copies_it() {
    let told = Told::new("fragments", 0);
    let context = told.context(Language::English, 1);
    let mut pane = FramesPane::default();
    assert_eq!(pane.find("nowhere in it", true, &context), None);
    let Some(text) = told.telling.frames.lines.get(1).and_then(FrameLine::text) else { panic!() };
    let found = pane.find(&text.to_uppercase(), true, &context);
    assert_eq!(found, Some(Reply::Select(told.telling.frames.lines.get(1).unwrap().packet)));
    assert!(matches!(pane.act(Action::Copy, &context), Reply::Copy(_, copied) if copied == text));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_keys_at_any_size(steps in prop::collection::vec((0_usize..12, 0_u16..130, 0_u16..40), 1..20)) {
        const ACTIONS: [Action; 10] = [
            Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::HalfDown, Action::Top,
            Action::Bottom, Action::Open, Action::Copy, Action::GoTo(13),
        ];
        thread_local!(static TOLD: Told = Told::new("fragments", 0));
        TOLD.with(|told| {
            let context = told.context(Language::Chinese, 9);
            let mut pane = FramesPane::default();
            for (step, width, height) in steps {
                match ACTIONS.get(step) {
                    Some(action) => drop(pane.act(*action, &context)),
                    None => drop(pane.click(Position::new(width, height), &context)),
                }
                screen(&mut pane, (width, height), &context, true);
                assert!(pane.scroll.selected < told.telling.frames.lines.len());
            }
        });
    }
}
