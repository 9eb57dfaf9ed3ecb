//! What can happen to a capture: the program is killed, the disk is full, the interface goes away.

use std::path::{Path, PathBuf};

use super::network::CLIENT_SIDE;
use super::stage::{Peers, Stage, tshark_count};
use super::support::Json;
use super::watching::Running;

/// Lines that are told under load before something happens.
const MANY: usize = 1000;

fn last_packet(rows: &str) -> u64 {
    Json::parse(rows.lines().last().expect("a row")).number("packet").unwrap()
}

#[test]
fn a_program_that_is_killed_loses_nothing_that_it_told() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let file = stage.word("kept.pcapng");
    // All are the same user, who may read what was left behind.
    let kept = stage.watch("packets", &["--json", "-w", &file]);
    let spooled = stage.watch("packets", &["--json"]);
    peers.ask("chatter");
    for running in [&kept, &spooled] {
        running.tells(MANY);
    }
    let [kept, spooled] = [kept, spooled].map(|running| running.ended_by("KILL"));
    peers.ask("hush");
    assert_eq!([kept.status, spooled.status], [None, None]);

    let spools = stage.spools();
    let [spool] = spools.as_slice() else { panic!("the spool: {spools:?}") };
    for (place, told) in [(&PathBuf::from(&file), &kept.out), (spool, &spooled.out)] {
        let read = stage.run(&["packets", place.to_str().unwrap(), "--json"]);
        assert_eq!(read.status, Some(0), "{}", read.err);
        assert!(last_packet(&read.out) >= last_packet(told));
        assert!(read.out.starts_with(told.as_str()), "what was told is in {}", place.display());
        let pieces = if place.is_dir() { pieces_of(place) } else { vec![place.clone()] };
        let packets: usize = pieces.iter().map(|piece| tshark_count(piece)).sum();
        assert_eq!(packets, read.out.lines().count());
    }

    let next = stage.watch("frames", &["--json"]);
    let spool = spool.to_str().unwrap();
    assert!(next.so_far().1.contains(spool), "it is said: {:?}", next.so_far());
    assert_eq!(next.ended_by("INT").status, Some(0));
    assert!(Path::new(spool).is_dir(), "it is only deleted by hand");
}

fn pieces_of(spool: &Path) -> Vec<PathBuf> {
    let mut pieces: Vec<_> = spool.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    pieces.sort();
    pieces
}

/// A file system of a few kilobytes, which only the client's side sees.
fn small_disk(stage: &Stage) -> PathBuf {
    let path = stage.path("small");
    std::fs::create_dir(&path).unwrap();
    stage.network.client.shell(&format!("mount -t tmpfs -o size=128k,mode=1777 tmpfs {}", path.display()));
    path
}

#[test]
fn a_full_disk_ends_a_recording_with_all_that_fits() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let file = small_disk(&stage).join("kept.pcapng");
    let running = stage.watch("record", &["-w", file.to_str().unwrap()]);
    peers.ask("chatter");
    let ended = running.ends();
    peers.ask("hush");
    assert_eq!(ended.status, Some(1), "{}", ended.err);
    assert!(
        ended.err.contains(file.to_str().unwrap()) && ended.err.contains("No space left"),
        "{}",
        ended.err
    );
    assert_whole(&stage, &file);
}

/// The file ends where a packet ends.
fn assert_whole(stage: &Stage, file: &Path) {
    let read = stage.run(&["packets", file.to_str().unwrap(), "--json"]);
    assert_eq!((read.status, read.err.as_str()), (Some(0), ""));
    assert!(read.out.lines().count() > 100);
    assert_eq!(tshark_count(&stage.network.client.path(file)), read.out.lines().count());
}

#[test]
fn a_full_disk_ends_no_telling() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let file = small_disk(&stage).join("kept.pcapng");
    let running = stage.watch("packets", &["--json", "-w", file.to_str().unwrap()]);
    peers.ask("chatter");
    running.says("is no longer written");
    running.tells(running.line_count() + MANY);
    peers.ask("hush");
    let ended = running.ended_by("INT");
    assert_eq!(ended.status, Some(1), "the file that was asked for lacks packets: {}", ended.err);
    assert!(ended.err.contains("No space left"), "{}", ended.err);
    assert_whole(&stage, &file);
    let numbers: Vec<_> = Json::lines(&ended.out).iter().map(|row| row.number("packet").unwrap()).collect();
    assert!(numbers.iter().copied().eq(1..=numbers.len() as u64), "every packet is told once");
}

#[test]
fn a_spool_on_a_full_disk_ends_no_telling() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let disk = small_disk(&stage);
    let command = stage.program(
        &["env", &format!("TMPDIR={0}", disk.display()), &format!("XDG_CACHE_HOME={0}", disk.display())],
        &[env!("CARGO_BIN_EXE_wiretale"), "packets", "-i", CLIENT_SIDE, "--json"],
    );
    let running = Running::start(command);
    running.says("capturing on");
    peers.ask("chatter");
    running.says("is no longer written");
    running.tells(running.line_count() + MANY);
    peers.ask("hush");
    let ended = running.ended_by("INT");
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let numbers: Vec<_> = Json::lines(&ended.out).iter().map(|row| row.number("packet").unwrap()).collect();
    assert!(numbers.iter().copied().eq(1..=numbers.len() as u64), "every packet is told once");
}

fn link(stage: &Stage, words: &[&str]) {
    let status = stage.network.client.command("ip").arg("link").args(words).status();
    assert!(status.unwrap().success(), "ip link {words:?}");
}

#[test]
fn an_interface_that_is_removed_ends_it_with_all_that_came() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let file = stage.word("kept.pcapng");
    let [telling, recording] = [("frames", &["--json"][..]), ("record", &["-w", &file])]
        .map(|(command, words)| stage.watch(command, words));
    peers.ask("open");
    peers.ask("say something");
    telling.tells(2);
    link(&stage, &["del", CLIENT_SIDE]);
    for ended in [telling, recording].map(Running::ends) {
        assert_eq!(ended.status, Some(1), "{}", ended.err);
        assert!(ended.err.contains(&format!("{CLIENT_SIDE} brings no more packets")), "{}", ended.err);
        assert!(ended.err.contains(" captured; 0 dropped"), "{}", ended.err);
    }
    let read = stage.run(&["frames", &file, "--json"]);
    assert_eq!((read.status, read.out.lines().count()), (Some(0), 2), "{}", read.err);
}

#[test]
fn an_interface_that_is_taken_down_may_come_back() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let running = stage.watch("frames", &["--json"]);
    peers.ask("open");
    peers.ask("say something");
    running.tells(2);
    link(&stage, &["set", CLIENT_SIDE, "down"]);
    running.says("was taken down");
    link(&stage, &["set", CLIENT_SIDE, "up"]);
    running.says("is up again");
    peers.ask("open");
    peers.ask("say something else");
    running.tells(4);
    let ended = running.ended_by("INT");
    assert_eq!(ended.status, Some(0), "{}", ended.err);
}
