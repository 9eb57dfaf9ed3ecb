//! What the system dropped is counted to the packet, and said.

use super::network::CLIENT_SIDE;
use super::stage::{Peers, Stage};
use super::support::Json;
use super::watching::wait_for;

/// The number before the word.
fn number_before(text: &str, word: &str) -> u64 {
    let (before, _) = text.split_once(word).unwrap_or_else(|| panic!("{word:?} in {text}"));
    // Thousands are set apart by spaces.
    let digits = before.rsplit(|character: char| !character.is_ascii_digit() && !character.is_whitespace());
    let digits: String =
        digits.map(str::trim).find(|digits| !digits.is_empty()).unwrap().split_whitespace().collect();
    digits.parse().unwrap()
}

#[test]
fn every_packet_is_captured_or_counted_as_dropped() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let file = stage.word("kept.pcapng");
    let on_the_wire = || stage.network.client.packets(CLIENT_SIDE);
    let before = on_the_wire();
    let running = stage.watch("packets", &["--json", "-B", "1", "-w", &file]);
    peers.ask("chatter");
    running.tells(100);
    // While it is held, more passes by than the system keeps for it.
    running.signal("STOP");
    let held = on_the_wire();
    wait_for("packets", || on_the_wire() > held + 20_000);
    running.signal("CONT");
    running.tells(running.line_count() + 100);
    peers.ask("hush");
    let mut all = 0;
    wait_for("silence", || {
        std::thread::sleep(std::time::Duration::from_millis(300));
        std::mem::replace(&mut all, on_the_wire()) == all
    });
    let ended = running.ended_by("INT");
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let summary = ended.err.lines().last().unwrap();
    let [captured, dropped] =
        ["packets captured", "dropped by the system"].map(|words| number_before(summary, words));
    assert_eq!(captured + dropped, all - before, "{summary}");
    assert!(dropped > 0, "{summary}");

    // The file knows it too.
    let read = stage.run(&["packets", &file, "--json"]);
    assert_eq!(read.out, ended.out);
    assert_eq!(read.out.lines().count() as u64, captured);
    assert_eq!(number_before(&read.err, "packets: "), dropped, "{}", read.err);
    assert!(Json::lines(&read.out).iter().any(|row| row.number("capture_lost").is_some_and(|lost| lost > 0)));
}
