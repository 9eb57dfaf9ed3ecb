//! A capture that is enough, or is ended, ends cleanly.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::network::CLIENT_SIDE;
use super::stage::{Peers, Stage, tshark_count};
use super::support::Json;
use super::watching::{Running, wait_for};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn signals_end_it_and_nothing_is_left_behind() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    for signal in ["INT", "TERM", "HUP"] {
        let (spooled, kept) = (stage.watch("frames", &["--json"]), stage.word("kept.pcapng"));
        let recording = stage.watch("record", &["-w", &kept]);
        peers.ask("open");
        peers.ask("say something");
        spooled.tells(2);
        let spools = stage.spools();
        let [spool] = spools.as_slice() else { panic!("one spool: {spools:?}") };
        assert_eq!(mode(spool), 0o700);
        let pieces: Vec<_> = fs::read_dir(spool).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(!pieces.is_empty() && pieces.iter().all(|piece| mode(piece) == 0o600), "{pieces:?}");
        peers.ask("close");
        for ended in [spooled, recording].map(|one| one.ended_by(signal)) {
            assert_eq!(ended.status, Some(0), "{signal}: {}", ended.err);
            let summary = ended.err.lines().last().unwrap();
            assert!(summary.contains(" captured; 0 dropped by the system"), "{signal}: {}", ended.err);
        }
        assert_eq!(stage.spools(), Vec::<std::path::PathBuf>::new(), "{signal}");
        assert_eq!(mode(Path::new(&kept)), 0o600);
        let packets = Json::lines(&stage.run(&["packets", &kept, "--json"]).out);
        // SYN, SYN-ACK, ACK, GET, 101, two frames, two Closes, two FINs, and ACKs in between.
        assert!(packets.len() >= 11, "{}", packets.len());
        assert_eq!(packets.len(), tshark_count(Path::new(&kept)));
    }
}

/// The packets in a file, as `wiretale packets` tells them.
fn packets_in(stage: &Stage, file: &str) -> Vec<Json> {
    let read = stage.run(&["packets", file, "--json"]);
    assert_eq!(read.status, Some(0), "{}", read.err);
    Json::lines(&read.out)
}

#[test]
fn enough_is_enough() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let file = stage.word("kept.pcapng");
    let capture = |limit: &[&str]| stage.watch("packets", &[&["--json", "-w", &file], limit].concat());

    for limit in
        [&["-c", "5"][..], &["-a", "packets:5"], &["-c", "9", "-a", "duration:60", "-a", "packets:5"]]
    {
        let running = capture(limit);
        peers.ask("open");
        peers.ask("close");
        let ended = running.ends();
        assert_eq!((ended.status, ended.out.lines().count()), (Some(0), 5), "{limit:?}: {}", ended.err);
        assert!(ended.err.contains("5 packets captured"), "{}", ended.err);
        assert_eq!(packets_in(&stage, &file).len(), 5);
    }

    let ended = capture(&["-a", "duration:0.5"]).ends();
    assert_eq!(ended.status, Some(0), "{}", ended.err);

    let running = capture(&["-a", "filesize:50"]);
    peers.ask("open");
    peers.ask("chatter");
    let ended = running.ends();
    peers.ask("hush");
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let size = fs::metadata(&file).unwrap().len();
    assert!((50_000..500_000).contains(&size), "{size}");
    assert_eq!(packets_in(&stage, &file).len(), ended.out.lines().count());
}

#[test]
fn a_reader_that_has_enough_ends_it() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let wiretale = format!("{} packets -i {CLIENT_SIDE} --json | head -n 3", env!("CARGO_BIN_EXE_wiretale"));
    let running = Running::start(stage.program(&["sh", "-c"], &[&wiretale]));
    running.says("capturing on");
    peers.ask("open");
    peers.ask("chatter");
    let ended = running.ends();
    peers.ask("hush");
    assert_eq!((ended.status, ended.out.lines().count()), (Some(0), 3), "{}", ended.err);
    wait_for("the spool is gone", || stage.spools().is_empty());
}
