//! The opening handshake of recorded connections.

use proptest::prelude::*;

use super::*;
use crate::view::tui::testing::{Told, act, assert_screen, screen};

fn shows(name: &str, told: &Told, size: (u16, u16), language: Language, actions: &[Action]) {
    let context = told.context(language, 0);
    let mut pane = HandshakePane::default();
    screen(&mut pane, size, &context, true);
    act(&mut pane, actions, &context);
    assert_screen(&format!("handshake-{name}"), &screen(&mut pane, size, &context, true));
}

#[test]
fn screens() {
    use Language::{Chinese, English};
    let walkthrough = Told::new("walkthrough", 0);
    shows("walkthrough-en", &walkthrough, (80, 100), English, &[]);
    shows("walkthrough-zh", &walkthrough, (80, 24), Chinese, &[Action::Bottom]);
    shows("walkthrough-wide-en", &walkthrough, (140, 76), English, &[Action::Down; 5]);
    shows("walkthrough-wide-zh", &walkthrough, (200, 76), Chinese, &[]);
    let deflate = Told::new("deflate-takeover", 0);
    shows("deflate-en", &deflate, (100, 12), English, &[Action::Bottom]);
    shows("deflate-zh", &deflate, (100, 12), Chinese, &[Action::Bottom]);
    let wrong = Told::new("wrong-accept", 0);
    shows("wrong-accept-en", &wrong, (110, 76), English, &[]);
    shows("wrong-accept-zh", &wrong, (80, 24), Chinese, &[Action::Bottom]);
    let hixie = Told::new("draft-hixie-76", 0);
    shows("hixie-76-en", &hixie, (110, 72), English, &[]);
    shows("hixie-76-zh", &hixie, (80, 24), Chinese, &[Action::Bottom]);
    let hybi = Told::new("draft-hybi-07", 0);
    shows("hybi-07-en", &hybi, (100, 14), English, &[Action::Bottom]);
    let refused = Told::new("upgrade-failed", 2);
    shows("refused-en", &refused, (100, 60), English, &[]);
    shows("refused-zh", &refused, (80, 24), Chinese, &[]);
    shows("hung-up-en", &Told::new("upgrade-hung-up", 0), (100, 24), English, &[]);
    let sealed = Told::new("walkthrough", 3);
    shows("sealed-en", &sealed, (100, 24), English, &[]);
    shows("sealed-zh", &sealed, (80, 24), Chinese, &[]);
    let polling = Told::new("polling", 0);
    shows("polling-en", &polling, (90, 20), English, &[Action::PageDown]);
    shows("polling-zh", &polling, (90, 20), Chinese, &[]);
    let midstream = Told::of("walkthrough", 0, |packet| packet > 7);
    shows("midstream-en", &midstream, (80, 6), English, &[]);
    shows("midstream-zh", &midstream, (80, 6), Chinese, &[]);
    let answer_only = Told::of("walkthrough", 0, |packet| packet != 4);
    shows("answer-only-en", &answer_only, (100, 56), English, &[]);
    shows("silent-en", &Told::new("refused", 0), (60, 6), English, &[]);
}

#[test]
fn enter_on_a_rule_goes_to_its_packet_and_copy_takes_the_value() {
    let told = Told::new("walkthrough", 0);
    let context = told.context(Language::English, 0);
    let mut pane = HandshakePane::default();
    screen(&mut pane, (120, 40), &context, true);
    let find = |pane: &mut HandshakePane, text: &str| pane.find(text, true, &context);
    let heads = &told.telling.heads.upgrades[0];
    let (asked, answered) = (heads.request.as_ref().unwrap().packet, heads.response.as_ref().unwrap().packet);
    assert_eq!(find(&mut pane, "method is get"), Some(Reply::Select(asked)));
    assert_eq!(pane.act(Action::Open, &context), Reply::Show(asked));
    assert_eq!(find(&mut pane, "announces no body"), Some(Reply::Select(answered)));
    assert_eq!(pane.act(Action::Open, &context), Reply::Show(answered));
    act(&mut pane, &[Action::Top], &context);
    find(&mut pane, "sec-websocket-key:");
    let Reply::Copy(_, key) = pane.act(Action::Copy, &context) else { panic!() };
    assert_eq!(Some(key), heads.upgrade.handshake.key);
    // Beside the key there is nothing; beside the first line there is the answer's.
    assert_eq!(pane.act(Action::Right, &context), Reply::Ignored);
    find(&mut pane, "get / http");
    assert_eq!(pane.act(Action::Right, &context), Reply::Select(answered));
    assert_eq!(pane.act(Action::Right, &context), Reply::Ignored);
    assert_eq!(pane.act(Action::Left, &context), Reply::Select(asked));
}

#[test]
fn the_cursor_follows_the_packet_that_is_selected_elsewhere() {
    let told = Told::new("walkthrough", 0);
    for size in [(80, 24), (140, 40)] {
        let mut pane = HandshakePane::default();
        let context = |selected| told.context(Language::English, selected);
        // Before it was ever drawn, and after.
        pane.selected(&context(4));
        screen(&mut pane, size, &context(4), true);
        assert_eq!(pane.act(Action::Open, &context(4)), Reply::Show(4));
        pane.selected(&context(6));
        assert_eq!(pane.act(Action::Open, &context(6)), Reply::Show(6));
        // A packet that is none of the handshake leaves the cursor alone; so does one's own row.
        pane.selected(&context(8));
        assert_eq!(pane.act(Action::Open, &context(8)), Reply::Show(6));
        act(&mut pane, &[Action::Down], &context(6));
        let row = pane.scroll.selected;
        pane.selected(&context(6));
        assert_eq!(pane.scroll.selected, row);
    }
    let polling = Told::new("polling", 0);
    let mut pane = HandshakePane::default();
    screen(&mut pane, (80, 24), &polling.context(Language::English, 1), true);
    for (selected, request) in [(8, 8), (12, 11)] {
        let context = polling.context(Language::English, selected);
        pane.selected(&context);
        assert_eq!(pane.act(Action::Open, &context), Reply::Show(request));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_keys_at_any_size(steps in prop::collection::vec((0_usize..13, 0_u16..130, 0_u16..40), 1..20)) {
        const ACTIONS: [Action; 11] = [
            Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::HalfDown, Action::Top,
            Action::Bottom, Action::Open, Action::Copy, Action::Right, Action::Left,
        ];
        thread_local!(static TOLD: [Told; 2] = [Told::new("wrong-accept", 0), Told::new("polling", 0)]);
        TOLD.with(|told| {
            for told in told {
                let context = told.context(Language::Chinese, 9);
                let mut pane = HandshakePane::default();
                for (step, width, height) in &steps {
                    match ACTIONS.get(*step) {
                        Some(action) => drop(pane.act(*action, &context)),
                        None => drop(pane.click(Position::new(*width, *height), &context)),
                    }
                    screen(&mut pane, (*width, *height), &context, true);
                    assert!(pane.scroll.selected < pane.page.length(&context).max(1));
                }
            }
        });
    }
}
