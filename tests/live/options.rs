//! What of the packets is captured, and where; and options that make no sense.

use super::network::{CLIENT, CLIENT_SIDE};
use super::stage::{Peers, Stage};
use super::support::Json;

#[test]
fn filters_choose() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let only_client = ["tcp", "and", "src", "host", CLIENT];
    let running = [
        stage.watch("packets", &["--json"]),
        stage.watch("packets", &[&["--json"], &only_client[..]].concat()),
        stage.watch("packets", &["--json", "-f", &only_client.join(" ")]),
        stage.watch("packets", &["--json", "udp"]),
    ];
    peers.ask("open");
    peers.ask("say something");
    peers.ask("close");
    let [all, words, option, none] = running.map(|one| {
        let ended = one.ended_by("INT");
        assert_eq!(ended.status, Some(0), "{}", ended.err);
        Json::lines(&ended.out)
    });
    let of_client = all.iter().filter(|row| row.text("from") == Some("client")).count();
    assert!(of_client >= 5 && of_client < all.len());
    assert_eq!([words.len(), option.len(), none.len()], [of_client, of_client, 0]);
    assert!(words.iter().all(|row| row.text("from") == Some("client")));
}

#[test]
fn packets_are_cut_where_asked() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let file = stage.word("cut.pcapng");
    let running = stage.watch("packets", &["--json", "-s", "96", "-w", &file]);
    peers.ask("open");
    peers.ask("say something that is longer than what is kept of each packet, which is not much");
    peers.ask("close");
    let ended = running.ended_by("INT");
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let lengths: Vec<_> = Json::lines(&ended.out).iter().filter_map(|row| row.number("length")).collect();
    assert!(lengths.iter().any(|length| *length > 100), "the whole length is known: {lengths:?}");
    let tshark = std::process::Command::new("tshark")
        .args(["-n", "-r", &file, "-T", "fields", "-e", "frame.cap_len"])
        .output()
        .unwrap();
    let kept = String::from_utf8(tshark.stdout).unwrap();
    let kept: Vec<u32> = kept.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(kept.iter().max(), Some(&96));
    assert_eq!(kept.len(), lengths.len());
}

#[test]
fn all_interfaces_can_be_watched_at_once() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let running = stage.capture(&["frames", "-i", "any", "--json"]);
    peers.ask("open");
    peers.ask("say something");
    running.tells(2);
    peers.ask("close");
    let ended = running.ended_by("INT");
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let opcodes: Vec<_> = Json::lines(&ended.out);
    let opcodes: Vec<_> = opcodes.iter().filter_map(|row| row.text("opcode")).collect();
    assert_eq!(opcodes, ["text", "text", "close", "close"]);
}

#[test]
fn interfaces_are_listed_and_have_numbers() {
    let Some(stage) = Stage::new() else { return };
    let listed = stage.run(&["-D"]);
    assert_eq!(listed.status, Some(0), "{}", listed.err);
    let line = listed.out.lines().find(|line| line.contains(CLIENT_SIDE)).expect("the interface");
    assert!(line.contains(CLIENT) && line.contains("up"), "{line}");
    let number = line.trim().split_once('.').unwrap().0;
    let running = stage.capture(&["packets", "-i", number]);
    let ended = running.ended_by("INT");
    assert!(ended.err.contains(&format!("capturing on {CLIENT_SIDE}")), "{}", ended.err);
    assert_eq!(ended.status, Some(0));
}

/// What the program says of a command line, and its exit status.
fn refused(stage: &Stage, arguments: &[&str]) -> (i32, String) {
    let ended = stage.run(arguments);
    assert_eq!(ended.out, "", "{arguments:?}");
    (ended.status.unwrap(), ended.err)
}

#[test]
fn what_makes_no_sense_is_said() {
    let Some(stage) = Stage::new() else { return };
    let (status, said) = refused(&stage, &["frames", "-i", CLIENT_SIDE, "prot", "80"]);
    assert!(status == 1 && said.contains("`prot 80`"), "{status} {said}");
    let (status, said) = refused(&stage, &["frames", "-i", "wire7"]);
    assert!(status == 1 && said.contains("wire7") && said.contains(CLIENT_SIDE), "{status} {said}");
    let (status, said) = refused(&stage, &["frames", "-i", "99"]);
    assert!(status == 1 && said.contains("99") && said.contains(CLIENT_SIDE), "{status} {said}");
    for (arguments, says) in [
        (&["frames", "-i", CLIENT_SIDE, "-f", "tcp", "udp"][..], "udp"),
        (&["frames", "-i", CLIENT_SIDE, "-a", "hours:2"], "hours:2"),
        (&["record", "-i", CLIENT_SIDE], "-w"),
        (&["frames", "-c", "2", "file.pcapng"], "-i"),
        (&["frames", "-i", CLIENT_SIDE, "-c", "0"], "-c"),
    ] {
        let (status, said) = refused(&stage, arguments);
        assert!(status == 2 && said.contains(says), "{arguments:?}: {status} {said}");
    }
    let nowhere = stage.word("no/such/folder/file.pcapng");
    let (status, said) = refused(&stage, &["record", "-i", CLIENT_SIDE, "-w", &nowhere]);
    assert!(status == 1 && said.contains(&nowhere), "{status} {said}");
}
