//! The terminal interface: driven by keys as a user drives it, in memory and in a real terminal.

#[path = "tui/driver.rs"]
mod driver;
#[path = "tui/live.rs"]
mod live;
#[path = "tui/terminal.rs"]
mod terminal;
#[path = "tui/pty.rs"]
mod pty;

use driver::{Driver, assert_screen};
use proptest::prelude::*;
use wiretale::teach::Language;
use wiretale::view::tui::keys_in_markdown;

/// What leads from the first screen to every other one, by the name of its snapshot.
const SCREENS: [(&str, &str); 12] = [
    ("connections", ""),
    ("narrowed", "/ 1 0 0 6 Enter"),
    ("sorted", "o o o o O"),
    ("ladder", "Enter n j"),
    ("frames", "Enter 2"),
    ("messages", "Enter 3"),
    ("handshake", "Enter 4"),
    ("acks", "Enter 5"),
    ("ending", "Enter 6"),
    ("step", "Enter s Space Space Space"),
    ("packets", "p 4 0 g g"),
    ("help", "?"),
];

#[test]
fn every_screen_looks_as_stored_in_both_languages() {
    for (name, keys) in SCREENS {
        for (language, code) in [(Language::English, "en"), (Language::Chinese, "zh")] {
            for size in [(80, 24), (120, 40)] {
                let mut driver = Driver::new("walkthrough", language, size);
                driver.keys(keys);
                assert_screen(&format!("app-{name}-{}x{}.{code}", size.0, size.1), &driver.screen());
            }
        }
    }
}

#[test]
fn ascii_is_ascii_and_no_colours_are_none() {
    for (_, keys) in SCREENS {
        let mut driver = Driver::new("walkthrough", Language::English, (120, 40)).plain();
        driver.keys(keys);
        // The hint at the other language is the one thing that ASCII can't say.
        let screen = driver.screen();
        assert!(screen.is_ascii(), "{screen}");
        assert!(driver.has_no_colours());
    }
}

#[test]
fn the_answer_to_1006_is_two_keys_away() {
    let mut driver = Driver::new("walkthrough", Language::English, (80, 24));
    driver.keys("/ 1 0 0 6 Enter Enter 6");
    let screen = driver.screen();
    assert!(screen.contains("1006") && screen.contains("RST"), "{screen}");
}

#[test]
fn a_packet_of_the_list_opens_its_connection_there() {
    let mut driver = Driver::new("walkthrough", Language::English, (120, 40));
    driver.keys("p 4 0 g g Enter");
    let opened = driver.screen();
    assert!(opened.contains("\n> 40 "), "{opened}");
    driver.keys("Esc : 7 Enter Enter");
    let screen = driver.screen();
    assert!(screen.contains("\n>  7 "), "{screen}");
}

#[test]
fn a_click_selects_and_a_second_one_opens() {
    let mut driver = Driver::new("walkthrough", Language::English, (120, 40));
    // The rows of the table begin below three lines: the bar, the title, the columns.
    driver.press_button(10, 5);
    assert!(driver.screen().contains("▸  2 "), "{}", driver.screen());
    driver.press_button(10, 5);
    assert!(driver.screen().contains("─ 2  10.44.0.1:34280"), "{}", driver.screen());
    driver.keys("Esc");
    driver.turn_wheel(10, 5);
    assert!(driver.screen().contains("▸  3 "), "{}", driver.screen());
}

#[test]
fn the_packets_of_a_connection_are_walked_without_leaving_it() {
    let mut driver = Driver::new("walkthrough", Language::English, (120, 24));
    // Packet 24 is the last one of connection 0, packet 25 the first one of connection 1.
    for (keys, packet) in [("p 2 3 g g .", "24 "), (".", "24 "), (",", "23 "), ("2 5 g g ,", "25 ")] {
        driver.keys(keys);
        driver.keys("c");
        assert!(driver.copied().unwrap().starts_with(packet), "{keys}: {:?}", driver.copied());
    }
}

#[test]
fn the_language_changes_at_once() {
    let mut driver = Driver::new("walkthrough", Language::English, (120, 40));
    driver.keys("Enter");
    assert!(driver.screen().contains("Ladder"));
    driver.keys("L");
    let screen = driver.screen();
    assert!(screen.contains("时序图") && !screen.contains("Ladder"), "{screen}");
}

#[test]
fn a_window_that_is_too_small_says_what_it_needs() {
    let mut driver = Driver::new("walkthrough", Language::English, (60, 15));
    let screen = driver.screen();
    assert!(screen.contains("70×18") && screen.contains("60×15"), "{screen}");
    driver.resize((80, 24));
    assert!(driver.screen().contains("10.44.0.2:8080"));
}

#[test]
fn what_is_copied_is_said() {
    let mut driver = Driver::new("walkthrough", Language::English, (100, 24));
    driver.keys("c");
    assert!(driver.copied().unwrap().contains("10.44.0.1:59036"));
    assert!(driver.screen().contains("Copied the connection's row"));
}

#[test]
fn the_connection_is_saved_with_its_story() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let mut driver = Driver::new("walkthrough", Language::English, (200, 24));
    driver.keys("j");
    driver.command(&format!("w {}", path("one.pcapng")));
    assert!(driver.screen().contains("packets saved"), "{}", driver.screen());
    driver.command(&format!("story {}", path("one.txt")));
    let story = std::fs::read_to_string(path("one.txt")).unwrap();
    assert!(story.contains("Connection 1") && story.contains("Close 1000"), "{story}");
    // What is there is never overwritten.
    driver.command(&format!("w {}", path("one.pcapng")));
    assert!(driver.screen().contains("exists"), "{}", driver.screen());
}

#[test]
fn what_a_proxy_lost_is_in_the_ending_and_in_the_saved_story() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.txt").display().to_string();
    let mut driver = Driver::new("proxy-header-lost", Language::English, (200, 40));
    driver.keys("Enter 6");
    let screen = driver.screen();
    assert!(screen.contains("Proxy") && screen.contains("without Upgrade and Connection"), "{screen}");
    driver.command(&format!("story {path}"));
    let story = std::fs::read_to_string(path).unwrap();
    let whole = std::fs::read_to_string("captures/proxy-header-lost.en.story").unwrap();
    let verdict = |story: &str| story.split("\n\n").next().map(str::to_owned);
    assert_eq!(verdict(&story), verdict(&whole));
}

#[test]
fn the_readme_shows_the_screens_and_the_keys_as_they_are() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let mut now = String::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        now.push_str(line);
        now.push('\n');
        if let Some(file) = line.strip_prefix("<!-- screen: ").and_then(|rest| rest.strip_suffix(" -->")) {
            lines.find(|line| *line == "```").unwrap();
            now.extend(["```text\n", &std::fs::read_to_string(file).unwrap(), "```\n"]);
        } else if line == "<!-- keys -->" {
            let end = lines.find(|line| *line == "<!-- end of keys -->").unwrap();
            now.extend([&keys_in_markdown(Language::English), "\n", end, "\n"]);
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write("README.md", &now).unwrap();
    }
    assert!(
        readme == now || std::env::var_os("UPDATE").is_some(),
        "UPDATE=1 cargo test --test tui writes it"
    );
    assert!(now.matches("<!-- screen: ").count() >= 2 && now.contains("`Ctrl-F`"));
}

/// Keys as they may come, those with a meaning more often.
pub(crate) fn key() -> impl Strategy<Value = String> {
    let known = "j k l h g G n N s y o O / c L T p q ? . , w S : \\ ] [ Enter Esc Tab BackTab Space \
                 PageUp PageDown Home End Up Down Left Right C-d C-u C-f C-w C-l 1 2 3 4 5 6 7 F2 F3 F P";
    let known: Vec<_> = known.split_whitespace().map(str::to_owned).collect();
    prop_oneof![8 => prop::sample::select(known), 1 => any::<char>().prop_map(|c| c.to_string())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn no_keys_panic_at_any_size(
        capture in prop::sample::select(vec!["walkthrough", "fragments", "wss-killed", "vanished-idle"]),
        steps in prop::collection::vec((key(), 1_u16..160, 1_u16..50, any::<bool>()), 1..60),
    ) {
        let mut driver = Driver::new(capture, Language::English, (100, 30));
        for (key, width, height, mouse) in steps {
            driver.resize((width.max(2), height));
            if mouse {
                driver.press_button(width / 2, height / 2);
                driver.turn_wheel(width / 2, height / 2);
            }
            driver.keys(&key);
            driver.screen();
        }
    }
}
