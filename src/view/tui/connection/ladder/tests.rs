//! Tests of the ladder: how it looks, and that no key brings it out of step.

use proptest::prelude::*;
use ratatui::layout::Position;

use super::*;
use crate::flow::ConnectionId;
use crate::teach::Language;
use crate::view::tui::testing::{Told, act, assert_screen, screen};

/// A whole ladder in both languages, with the cursor on a packet.
fn assert_ladder(name: &str, (capture, connection): (&str, ConnectionId), size: (u16, u16), packet: u64) {
    let told = Told::new(capture, connection);
    for language in Language::ALL {
        let context = told.context(language, packet);
        let mut pane = LadderPane::default();
        pane.selected(&context);
        let shown = screen(&mut pane, size, &context, true);
        assert_screen(&format!("ladder-{name}.{}", language.code()), &shown);
    }
}

#[test]
fn the_walkthrough() {
    assert_ladder("walkthrough-0", ("walkthrough", 0), (60, 40), 18);
    assert_ladder("walkthrough-1", ("walkthrough", 1), (60, 24), 35);
    assert_ladder("walkthrough-2", ("walkthrough", 2), (60, 24), 48);
    assert_ladder("walkthrough-3", ("walkthrough", 3), (120, 40), 56);
    assert_ladder("walkthrough-0-wide", ("walkthrough", 0), (140, 36), 10);
    assert_ladder("walkthrough-0-narrow", ("walkthrough", 0), (40, 20), 4);
}

#[test]
fn trouble() {
    assert_ladder("faults-0", ("faults", 0), (120, 40), 12);
    assert_ladder("faults-6", ("faults", 6), (60, 50), 195);
    assert_ladder("zero-window", ("zero-window", 0), (120, 80), 30);
    assert_ladder("refused", ("refused", 0), (60, 8), 2);
    assert_ladder("syn-lost", ("syn-lost", 0), (60, 24), 3);
    assert_ladder("reset-forged", ("reset-forged", 0), (60, 28), 14);
    assert_ladder("vanished-in-flight", ("vanished-in-flight", 0), (80, 30), 12);
}

#[test]
fn silence_and_runs() {
    assert_ladder("keep-alive", ("keep-alive-0", 0), (60, 36), 12);
    assert_ladder("websocket-updates", ("websocket-updates", 0), (60, 36), 9);
    assert_ladder("deflate", ("deflate-takeover", 0), (120, 34), 8);
    assert_ladder("delayed-ack", ("delayed-ack", 0), (100, 40), 12);
}

#[test]
fn what_the_capture_lost() {
    for language in Language::ALL {
        // Before a packet behind a hole, and in a run.
        for (name, capture, captured, losses, packet) in [
            ("hole", "walkthrough", &[16, 17][..], &[(18, 1204)][..], 18),
            ("run", "websocket-updates", &[], &[(19, 3), (25, 4)], 9),
        ] {
            let told = Told::losing(capture, 0, |number| !captured.contains(&number), losses);
            let context = told.context(language, packet);
            let mut pane = LadderPane::default();
            pane.selected(&context);
            let shown = screen(&mut pane, (60, 36), &context, true);
            assert_screen(&format!("ladder-lost-{name}.{}", language.code()), &shown);
        }
    }
}

#[test]
fn a_capture_that_begins_in_the_middle() {
    let told = Told::from("echo", 0, 9);
    let context = told.context(Language::English, 12);
    let mut pane = LadderPane::default();
    pane.selected(&context);
    assert_screen("ladder-mid-stream.en", &screen(&mut pane, (60, 20), &context, true));
}

/// Each step is drawn with the packet that it selects.
fn go(pane: &mut LadderPane, told: &Told, selected: &mut u64, actions: &[Action]) {
    for action in actions {
        if let Reply::Select(packet) = act(pane, &[*action], &told.context(Language::English, *selected)) {
            *selected = packet;
        }
    }
}

#[test]
fn step_mode_shows_one_packet_at_a_time_and_tells_nothing() {
    let told = Told::new("walkthrough", 0);
    let mut pane = LadderPane::default();
    let mut selected = 5;
    let ladder = &told.telling.ladder;
    go(&mut pane, &told, &mut selected, &[Action::Step]);
    assert_eq!((pane.rows.len(ladder), pane.explain(ladder)), (0, Explain::Nothing));
    go(&mut pane, &told, &mut selected, &[Action::Why]);
    assert_eq!(pane.explain(ladder), Explain::Nothing, "there is no packet yet");
    go(&mut pane, &told, &mut selected, &[Action::Advance, Action::Advance]);
    assert_eq!((selected, pane.explain(ladder)), (2, Explain::Nothing));
    go(&mut pane, &told, &mut selected, &[Action::Why]);
    assert_eq!(pane.explain(ladder), Explain::SoFar);
    go(&mut pane, &told, &mut selected, &[Action::Down, Action::Bottom]);
    assert_eq!((selected, pane.explain(ladder)), (2, Explain::SoFar), "no further than what is shown");
    go(&mut pane, &told, &mut selected, &[Action::Advance]);
    assert_eq!((selected, pane.explain(ladder)), (3, Explain::Nothing));
    go(&mut pane, &told, &mut selected, &[Action::Advance]);
    let context = told.context(Language::English, selected);
    assert_screen("ladder-step.en", &screen(&mut pane, (60, 12), &context, true));
    go(&mut pane, &told, &mut selected, &[Action::Top, Action::Step]);
    assert_eq!((selected, pane.explain(ladder)), (1, Explain::Packet));
    assert!(pane.rows.len(ladder) > 24);
    go(&mut pane, &told, &mut selected, &[Action::Step, Action::Back]);
    assert_eq!(pane.explain(ladder), Explain::Packet, "back to all packets");
    go(&mut pane, &told, &mut selected, &[Action::Step]);
    for _ in 0..30 {
        go(&mut pane, &told, &mut selected, &[Action::Advance]);
    }
    assert_eq!(selected, 24);
    let reply = act(&mut pane, &[Action::Advance], &told.context(Language::English, selected));
    assert!(matches!(reply, Reply::Say(_)));
}

#[test]
fn runs_unfold_and_fold_and_packets_in_them_are_shown() {
    let told = Told::new("websocket-updates", 0);
    let ladder = &told.telling.ladder;
    let mut pane = LadderPane::default();
    let mut selected = 13;
    pane.selected(&told.context(Language::English, selected));
    go(&mut pane, &told, &mut selected, &[Action::Down]);
    assert_eq!((selected, pane.explain(ladder)), (14, Explain::Run));
    pane.selected(&told.context(Language::English, selected));
    assert_eq!(pane.explain(ladder), Explain::Run, "the cursor stays on the run");
    let folded = pane.rows.len(ladder);
    go(&mut pane, &told, &mut selected, &[Action::Right, Action::Down, Action::Down]);
    assert_eq!((selected, pane.rows.len(ladder)), (15, folded + 34));
    let context = told.context(Language::English, selected);
    assert_screen("ladder-unfolded.en", &screen(&mut pane, (60, 30), &context, true));
    go(&mut pane, &told, &mut selected, &[Action::Left]);
    assert_eq!((selected, pane.rows.len(ladder)), (14, folded));
    pane.selected(&told.context(Language::English, 20));
    assert_eq!((pane.packet(ladder), pane.rows.len(ladder)), (Some(20), folded + 34));
    selected = 20;
    go(&mut pane, &told, &mut selected, &[Action::NextPhase]);
    assert_eq!(selected, 48);
    go(&mut pane, &told, &mut selected, &[Action::Down, Action::PreviousPhase]);
    assert_eq!(selected, 48);
    go(&mut pane, &told, &mut selected, &[Action::PreviousPhase]);
    assert_eq!(selected, 8);
    let context = told.context(Language::English, selected);
    assert_eq!(pane.find_by("UPDATE 7 of", true, &context, |_| false), Some(Reply::Select(20)));
    let found = pane.find_by("update 7 of", false, &context, |_| false);
    assert_eq!(found, Some(Reply::Select(20)), "round the end");
    let elsewhere = pane.find_by("nobody says this", true, &context, |packet| packet == 9);
    assert_eq!(elsewhere, Some(Reply::Select(9)), "in its payload");
    assert_eq!(pane.find_by("nobody says this", true, &context, |_| false), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_asked_the_cursor_stands_on_what_is_shown(
        which in 0_usize..3,
        asked in prop::collection::vec((0_usize..22, 0_u16..150, 0_u16..40), 1..60)
    ) {
        const ACTIONS: [Action; 17] = [
            Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::HalfUp, Action::HalfDown,
            Action::Top, Action::Bottom, Action::Left, Action::Right, Action::Open, Action::NextPhase,
            Action::PreviousPhase, Action::Step, Action::Advance, Action::Why, Action::Copy,
        ];
        let told = &TOLD[which];
        let ladder = &told.telling.ladder;
        let mut pane = LadderPane::default();
        let mut selected = ladder.rungs.first().map_or(0, |rung| rung.line.packet);
        for (what, width, height) in asked {
            let context = told.context(Language::Chinese, selected);
            let reply = match ACTIONS.get(what) {
                Some(action) => pane.act(*action, &context),
                None if what == 17 => pane.act(Action::GoTo(u64::from(width)), &context),
                None if what == 18 => pane.find_by("t", width > 75, &context, |_| false).unwrap_or(Reply::Done),
                None if what == 19 => {
                    pane.selected(&told.context(Language::Chinese, u64::from(width)));
                    Reply::Done
                }
                None => pane.click(Position::new(width, height), &context),
            };
            if let Reply::Select(packet) = reply {
                selected = packet;
            }
            screen(&mut pane, (width, height), &told.context(Language::English, selected), true);
            let length = pane.rows.len(ladder);
            prop_assert!(pane.scroll.selected < length.max(1));
            prop_assert!(length == 0 || pane.packet(ladder).is_some());
        }
    }
}

static TOLD: std::sync::LazyLock<[Told; 3]> = std::sync::LazyLock::new(|| {
    [Told::new("walkthrough", 0), Told::new("zero-window", 0), Told::new("refused", 0)]
});

#[test]
fn nothing_is_written_outside_the_area() {
    use ratatui::buffer::Cell;
    let told = &TOLD[1];
    for (x, y, width, height) in
        [(0, 0, 0, 0), (3, 2, 1, 1), (5, 1, 9, 6), (70, 0, 40, 30), (2, 3, 60, 20), (1, 1, 118, 38)]
    {
        let area = Rect::new(x, y, width, height);
        let mut buffer = Buffer::filled(Rect::new(0, 0, 120, 40), Cell::new("x"));
        let context = told.context(Language::Chinese, 30);
        let mut pane = LadderPane::default();
        pane.selected(&context);
        pane.draw(area, &mut buffer, &context, true);
        super::super::why::WhyPane::default().draw(area, &mut buffer, &context, true);
        for position in buffer.area.positions().filter(|position| !area.contains(*position)) {
            assert_eq!(buffer[position], Cell::new("x"), "{position} beside {area}");
        }
    }
}
