//! The interface of a capture that grows: a recorded one, that comes packet by packet.

use std::fs::File;
use std::io::{PipeWriter, Write as _, pipe};
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use proptest::prelude::*;
use wiretale::capture::{InterfaceState, open_kept};
use wiretale::flow::Room;
use wiretale::replay::Replay;
use wiretale::teach::{Language, Sentence};
use wiretale::tell::{Live, Newest, Spooled};
use wiretale::view::tui::{Capture, Outcome};

use super::driver::{Driver, assert_screen};

/// A capture that comes through a pipe, as fast as a test wants it to.
struct Growing {
    driver: Driver,
    capture: Arc<Replay>,
    /// What is said of it where it is live.
    live: Arc<Mutex<Live>>,
    pipe: Option<PipeWriter>,
    /// The blocks of the file, and whether each is a packet.
    blocks: Vec<(Vec<u8>, bool)>,
    written: usize,
    packets: u64,
    reading: Option<JoinHandle<Outcome>>,
}

impl Growing {
    fn live(name: &str, language: Language, size: (u16, u16)) -> Self {
        Self::new(name, Some(Newest::default()), language, size)
    }

    fn new(name: &str, newest: Option<Newest>, language: Language, size: (u16, u16)) -> Self {
        let (reader, mut writer) = pipe().unwrap();
        let files = name.split('+').map(|name| std::fs::read(format!("captures/{name}.pcapng")).unwrap());
        let mut blocks = blocks(&files.collect::<Vec<_>>().concat());
        let first_packet = blocks.iter().position(|(_, is_packet)| *is_packet).unwrap();
        for (block, _) in blocks.drain(..first_packet) {
            writer.write_all(&block).unwrap();
        }
        let path = format!("/proc/self/fd/{}", reader.as_raw_fd());
        let live = Arc::new(Mutex::new(Live {
            captured: 0,
            bytes: 0,
            dropped_by_system: 0,
            dropped_by_interface: 0,
            behind: 0,
            spooled: Spooled::Writing { bytes: 412_000_000, limit: Some(4_000_000_000), from: 0 },
            state: InterfaceState::Up,
            is_over: false,
        }));
        let stop = Arc::default();
        let opened = open_kept(path.as_ref(), &stop).unwrap();
        let name = if newest.is_some() { "eth0" } else { "standard input" };
        let mut capture = Replay::new(opened, name.to_owned(), Room::default(), stop);
        if let Some(newest) = newest {
            let live = Arc::clone(&live);
            capture = capture.watched(newest, move || live.lock().unwrap().clone());
        }
        drop(File::from(OwnedFd::from(reader)));
        let capture = Arc::new(capture);
        let reading = Arc::clone(&capture);
        let reading = Some(thread::spawn(move || reading.read()));
        let driver = Driver::unread(Arc::clone(&capture) as Arc<dyn Capture>, language, size);
        Self { driver, capture, live, pipe: Some(writer), blocks, written: 0, packets: 0, reading }
    }

    /// So many packets more come.
    fn more(&mut self, packets: u64) {
        let until = self.packets + packets;
        while self.packets < until
            && let Some((block, is_packet)) = self.blocks.get(self.written)
        {
            // Once its reading was stopped nobody takes it any more.
            if self.pipe.as_mut().is_none_or(|pipe| pipe.write_all(block).is_err()) {
                break;
            }
            self.written += 1;
            self.packets += u64::from(*is_packet);
        }
        self.live.lock().unwrap().captured = self.packets;
        while !self.capture.is_paused() && self.capture.index().counts().packets < self.packets {
            if self.reading.as_ref().is_none_or(JoinHandle::is_finished) {
                return self.end();
            }
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// The capture is over, if it was not.
    fn end(&mut self) {
        self.pipe = None;
        if let Some(reading) = self.reading.take() {
            self.live.lock().unwrap().is_over = true;
            let outcome = reading.join().unwrap();
            self.driver.is_read(&outcome);
        }
    }

    fn screen(&mut self) -> String {
        self.driver.screen()
    }

    fn line(&mut self, line: usize) -> String {
        self.screen().lines().nth(line).unwrap_or_default().to_owned()
    }

    /// The row with the cursor.
    fn cursor(&mut self) -> String {
        let screen = self.screen();
        let signs = ['▸', '>'];
        screen.lines().find(|line| line.starts_with(signs)).unwrap_or_default().replace('>', "▸")
    }
}

impl Drop for Growing {
    fn drop(&mut self) {
        self.capture.stop();
    }
}

/// The blocks of a pcapng file, and whether each is a packet.
fn blocks(mut file: &[u8]) -> Vec<(Vec<u8>, bool)> {
    let mut blocks = Vec::new();
    while let Some(length) = file.get(4..8) {
        let length = u32::from_le_bytes(length.try_into().unwrap()) as usize;
        let (block, rest) = file.split_at(length);
        blocks.push((block.to_vec(), block[0] == 6));
        file = rest;
    }
    blocks
}

#[test]
fn live_screens_look_as_stored_in_both_languages() {
    for (language, code) in [(Language::English, "en"), (Language::Chinese, "zh")] {
        for size in [(80, 24), (120, 40)] {
            let named = |name: &str| format!("live-{name}-{}x{}.{code}", size.0, size.1);
            let mut live = Growing::live("walkthrough", language, size);
            live.more(30);
            assert_screen(&named("connections"), &live.screen());
            live.driver.keys("Enter");
            live.more(2);
            live.driver.wait(300);
            assert_screen(&named("ladder"), &live.screen());
            live.driver.keys("q k");
            {
                let mut live = live.live.lock().unwrap();
                (live.dropped_by_system, live.dropped_by_interface) = (1_203, 12);
            }
            live.driver.keys("P");
            live.more(20);
            assert_screen(&named("paused"), &live.screen());
            live.driver.keys("P");
            live.more(0);
            live.driver.keys("p k k");
            assert_screen(&named("packets"), &live.screen());
            live.driver.keys("q");
            live.live.lock().unwrap().state = InterfaceState::Gone;
            live.end();
            assert_screen(&named("over"), &live.screen());
        }
    }
}

#[test]
fn the_table_follows_until_the_cursor_is_moved() {
    let mut live = Growing::live("walkthrough", Language::English, (120, 40));
    live.more(1);
    assert!(live.line(1).ends_with(" following"), "{}", live.screen());
    live.more(24);
    let second = live.cursor();
    assert!(second.starts_with("▸  1 "), "{}", live.screen());
    live.driver.keys("k");
    let first = live.cursor();
    assert!(first.starts_with("▸  0 "), "{}", live.screen());
    assert!(live.line(1).ends_with("▼ 0 new (F)"), "{}", live.screen());
    live.more(1_000);
    assert!(live.cursor().starts_with("▸  0 "), "{}", live.screen());
    let all = live.capture.index().counts().connections;
    assert!(live.line(1).ends_with(&format!("▼ {} new (F)", all - 2)), "{}", live.screen());
    live.driver.keys("F");
    assert!(live.cursor().starts_with(&format!("▸  {} ", all - 1)), "{}", live.screen());
    live.driver.keys("k G");
    assert!(live.line(1).ends_with(" following"), "{}", live.screen());
    live.end();
    assert!(!live.line(1).contains("following"), "{}", live.screen());
}

#[test]
fn whatever_the_order_the_cursor_stays_on_its_connection() {
    let mut live = Growing::live("walkthrough", Language::English, (120, 40));
    live.more(27);
    live.driver.keys("g g");
    live.driver.command("sort -activity");
    assert!(live.screen().contains("last activity ▾"), "{}", live.screen());
    assert!(live.cursor().starts_with("▸  0 "), "{}", live.screen());
    for _ in 0..30 {
        live.more(10);
        live.driver.wait(600);
        let screen = live.screen();
        assert!(live.cursor().starts_with("▸  0 "), "{screen}");
    }
    // What was active last stands first now.
    let rows: Vec<_> = live.screen().lines().skip(3).take(3).map(str::to_owned).collect();
    assert!(!rows[0].trim_start().starts_with("0 "), "{rows:?}");
    live.driver.keys("F");
    assert!(!live.cursor().starts_with("▸  0 "), "{}", live.screen());
}

#[test]
fn an_open_connection_grows_and_is_followed() {
    let mut live = Growing::live("walkthrough", Language::English, (120, 40));
    live.more(5);
    live.driver.keys("Enter");
    assert!(live.cursor().starts_with("▸  5 "), "{}", live.screen());
    live.more(3);
    live.driver.wait(100);
    assert!(live.cursor().starts_with("▸  5 "), "not more often than four times a second");
    live.driver.wait(200);
    assert!(live.cursor().starts_with("▸  8 "), "{}", live.screen());
    live.driver.keys("k k");
    assert!(live.cursor().starts_with("▸  6 ") && live.line(1).ends_with("▼ 0 new (F)"), "{}", live.screen());
    live.more(4);
    live.driver.wait(1_000);
    let screen = live.screen();
    assert!(live.cursor().starts_with("▸  6 ") && screen.contains("\n  12 "), "{screen}");
    assert!(live.line(1).ends_with("▼ 4 new (F)"), "{screen}");
    // Step by step nothing comes in between.
    live.driver.keys("s Space Space");
    live.more(2);
    live.driver.wait(1_000);
    assert!(live.cursor().starts_with("▸  2 "), "{}", live.screen());
    live.driver.keys("s");
    live.driver.wait(1_000);
    live.driver.keys("F");
    assert!(live.cursor().starts_with("▸ 14 "), "{}", live.screen());
    live.end();
    live.driver.wait(1_000);
    assert!(live.cursor().starts_with("▸ 14 "), "{}", live.screen());
}

#[test]
fn the_connection_that_is_wanted_is_opened_once_it_is_there() {
    let mut live = Growing::live("walkthrough", Language::English, (120, 40));
    live.driver.want(1);
    live.more(20);
    live.driver.wait(100);
    assert!(live.line(1).contains("Connections"), "{}", live.screen());
    live.more(10);
    live.driver.wait(100);
    assert!(live.line(1).starts_with("─ 1  ") && live.line(1).ends_with("following"), "{}", live.screen());
}

#[test]
fn on_every_tab_the_end_is_where_one_follows() {
    let mut live = Growing::live("walkthrough", Language::English, (120, 40));
    live.more(18);
    for tab in ["1", "2", "3"] {
        live.driver.keys(&format!("g g Enter {tab} k k"));
        assert!(live.line(1).contains(" new (F)"), "{}", live.screen());
        live.driver.keys("G");
        assert!(live.line(1).ends_with("following"), "{}", live.screen());
        live.driver.keys("q");
    }
}

#[test]
fn while_it_pauses_nothing_changes_and_nothing_is_lost() {
    let mut live = Growing::live("walkthrough", Language::English, (120, 40));
    live.more(10);
    live.driver.keys("P");
    live.more(15);
    live.driver.wait(1_000);
    assert_eq!(live.capture.index().counts().packets, 10);
    assert!(live.line(0).contains("PAUSED, 15 waiting"), "{}", live.screen());
    live.driver.keys("P");
    live.more(0);
    assert_eq!(live.capture.index().counts().packets, 25);
    assert!(!live.line(0).contains("PAUSED"), "{}", live.screen());
}

#[test]
fn a_key_by_the_way_does_not_end_a_capture() {
    let mut live = Growing::live("walkthrough", Language::English, (120, 40));
    live.more(10);
    live.driver.keys("Esc Esc");
    assert!(live.screen().contains(":stop"), "{}", live.screen());
    live.more(10);
    live.driver.command("stop");
    live.end();
    assert!(live.line(0).contains("capture over"), "{}", live.screen());
    live.driver.keys("F");
    assert!(live.screen().contains("Nothing more comes"), "{}", live.screen());
}

#[test]
fn trouble_is_the_last_to_be_left_out() {
    for width in [70, 80, 100, 200] {
        let mut live = Growing::live("walkthrough", Language::English, (width, 24));
        live.more(40);
        {
            let mut live = live.live.lock().unwrap();
            live.dropped_by_system = 77;
            live.spooled = Spooled::Stopped(Sentence::new("screen.not-found").with("text", "room"));
            live.state = InterfaceState::Down;
        }
        live.driver.keys("P");
        let top = live.line(0);
        for wanted in ["eth0", "interface down", "PAUSED", "77 dropped"] {
            assert!(top.contains(wanted), "{wanted} at {width}: {top}");
        }
    }
}

#[test]
fn what_is_no_longer_listed_can_not_be_opened_and_is_counted() {
    let newest = Newest { packets: 1_000, ended: 0 };
    let mut live = Growing::new("echo+walkthrough", Some(newest), Language::English, (120, 40));
    live.more(1_000);
    let counts = live.capture.index().counts();
    live.driver.keys("p g g");
    assert!(counts.delisted > 0, "{counts:?}");
    live.driver.keys("Enter");
    assert!(live.screen().contains("no longer listed"), "{}", live.screen());
    live.driver.keys("q");
    assert!(live.line(1).contains("no longer listed"), "{}", live.screen());
    live.end();
}

#[test]
fn a_connection_whose_beginning_is_forgotten_is_told_from_what_is_left() {
    let newest = Newest { packets: 12, ended: 10 };
    let mut live = Growing::new("walkthrough", Some(newest), Language::English, (120, 40));
    live.more(20);
    live.driver.keys("g g Enter");
    assert!(live.line(1).contains("without its first packets"), "{}", live.screen());
    assert!(live.cursor().starts_with("▸ 20 "), "{}", live.screen());
    live.driver.keys("g g");
    assert!(live.cursor().starts_with("▸  9 "), "{}", live.screen());
    live.driver.keys("p");
    assert!(live.line(1).contains("8 oldest are no longer held"), "{}", live.screen());
    assert!(live.line(3).starts_with("  9 ") || live.line(3).starts_with(" 9 "), "{}", live.screen());
    live.more(30);
    live.driver.wait(1_000);
    assert_eq!(live.capture.index().forgotten(), 38);
    live.screen();
}

#[test]
fn a_pipe_is_followed_as_well() {
    let mut piped = Growing::new("walkthrough", None, Language::English, (120, 40));
    piped.more(26);
    assert!(
        piped.line(0).contains("reading …") && piped.line(1).ends_with("following"),
        "{}",
        piped.screen()
    );
    piped.driver.keys("P");
    assert!(piped.line(0).contains("PAUSED"), "{}", piped.screen());
    piped.driver.keys("P Esc");
    piped.end();
    assert!(!piped.line(0).contains("reading …"), "{}", piped.screen());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn no_keys_panic_while_it_grows(
        live in any::<bool>(),
        capture in prop::sample::select(vec!["echo+walkthrough", "fragments", "vanished-idle"]),
        steps in prop::collection::vec((super::key(), 0_u64..12, 0_u64..700, 40_u16..140), 1..50),
    ) {
        // Little is kept, so that much is forgotten.
        let newest = live.then_some(Newest { packets: 10, ended: 1 });
        let mut growing = Growing::new(capture, newest, Language::English, (100, 30));
        for (key, packets, milliseconds, width) in steps {
            growing.more(packets);
            growing.driver.wait(milliseconds);
            growing.driver.resize((width, width / 3));
            growing.driver.keys(&key);
            growing.screen();
        }
    }
}
