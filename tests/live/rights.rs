//! Who may capture; and that a program which captures may do nothing else.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::process::Command;

use super::network::{CLIENT_SIDE, Right};
use super::stage::{Peers, Stage};
use super::watching::Running;

/// A user without any rights; Linux has called it nobody for ever.
const NOBODY: &str = "65534";

/// The words before a program that nobody shall run.
const AS_NOBODY: [&str; 4] = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

/// A copy of the program that everybody may run, and that may be given rights.
fn copy(stage: &Stage) -> PathBuf {
    let copy = stage.path("wiretale");
    fs::copy(env!("CARGO_BIN_EXE_wiretale"), &copy).unwrap();
    copy.canonicalize().unwrap()
}

/// The lines of `/proc/PID/status`, of each thread.
fn statuses(running: &Running) -> Vec<String> {
    let tasks = fs::read_dir(format!("/proc/{}/task", running.id())).unwrap();
    tasks.map(|task| fs::read_to_string(task.unwrap().path().join("status")).unwrap()).collect()
}

/// The values of a line, without spaces between them.
fn values(status: &str, name: &str) -> String {
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No thread has rights, or can get any.
fn assert_no_rights(running: &Running, sets: &[&str]) {
    let statuses = statuses(running);
    assert!(statuses.len() > 1, "one thread captures, another tells");
    for status in statuses {
        for set in sets {
            assert_eq!(values(&status, set), "0000000000000000", "{set}\n{status}");
        }
        assert_eq!(values(&status, "NoNewPrivs"), "1");
    }
}

#[test]
fn whoever_starts_it_gives_up_all_rights_in_all_threads() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let file = stage.word("kept.pcapng");
    let running = [stage.watch("frames", &["--json"]), stage.watch("frames", &["--json", "-w", &file])];
    peers.ask("open");
    peers.ask("say something");
    for running in running {
        running.tells(2);
        assert_no_rights(&running, &["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"]);
        if stage.network.right == Right::Root {
            for status in statuses(&running) {
                for ids in ["Uid", "Gid"] {
                    assert_eq!(values(&status, ids), [NOBODY; 4].join(" "), "{ids}");
                }
                assert_eq!(values(&status, "Groups"), NOBODY);
            }
        }
        assert_eq!(running.ended_by("INT").status, Some(0));
    }
}

#[test]
fn root_becomes_who_is_named() {
    let Some(stage) = Stage::of_root() else { return };
    let running = stage.watch("frames", &["-Z", "daemon"]);
    assert!(statuses(&running).iter().all(|status| values(status, "Uid") == "1 1 1 1"));
    assert_eq!(running.ended_by("INT").status, Some(0));
    let ended = stage.run(&["frames", "-i", CLIENT_SIDE, "-Z", "no-such-user"]);
    assert!(ended.status == Some(1) && ended.err.contains("no-such-user"), "{}", ended.err);
}

#[test]
fn only_the_file_that_is_written_goes_to_who_root_becomes() {
    let Some(stage) = Stage::of_root() else { return };
    let record =
        |file: &str| stage.wiretale(&["record", "-i", CLIENT_SIDE, "-a", "duration:0.1", "-w", file]);
    let owner = |name: &str| fs::metadata(stage.path(name)).unwrap().uid();
    assert_eq!(Running::start(record(&stage.word("file"))).ends().status, Some(0));
    assert_eq!(owner("file").to_string(), NOBODY);

    // A device belongs to everybody, as does this.
    assert!(Command::new("mkfifo").arg(stage.path("pipe")).status().unwrap().success());
    assert_eq!(Running::start(record(&stage.word("pipe"))).ends().status, Some(0));
    assert_eq!(owner("pipe"), 0);

    // Whoever redirects output keeps the file.
    let redirected = fs::File::create(stage.path("redirected")).unwrap();
    assert!(record("-").stdout(redirected).status().unwrap().success());
    assert_eq!(owner("redirected"), 0);
}

#[test]
fn rights_of_the_file_are_enough_and_are_given_up_too() {
    let Some(stage) = Stage::of_root() else { return };
    let mut peers = Peers::new(&stage.network);
    let program = copy(&stage);
    let program = program.to_str().unwrap();
    let capture = || {
        let words = [&AS_NOBODY[..], &[program]].concat();
        Running::start(stage.program(&words, &["frames", "-i", CLIENT_SIDE, "--json"]))
    };

    // The program itself names the command that helps.
    let refused = capture().ends();
    assert_eq!(refused.status, Some(1), "{}", refused.err);
    let (_, setcap) = refused.err.split_once("sudo ").expect("a command");
    let setcap = setcap.split('`').next().unwrap();
    assert_eq!(setcap, format!("setcap cap_net_raw=ep {program}"));
    assert!(Command::new("sh").args(["-c", setcap]).status().unwrap().success(), "{setcap}");

    let running = capture();
    running.says("capturing on");
    peers.ask("open");
    peers.ask("say something");
    running.tells(2);
    assert_no_rights(&running, &["CapInh", "CapPrm", "CapEff", "CapAmb"]);
    assert_eq!(running.ended_by("INT").status, Some(0));
}

#[test]
fn the_doctor_says_why_nothing_can_be_captured() {
    let Some(stage) = Stage::new() else { return };
    let program = copy(&stage);
    let program = program.to_str().unwrap();
    let healthy = stage.run(&["doctor"]);
    assert_eq!(healthy.status, Some(0), "{}{}", healthy.out, healthy.err);
    assert!(healthy.out.contains(CLIENT_SIDE), "{}", healthy.out);

    // Who is not root is somebody without rights already.
    let mut ill = Command::new(program);
    if stage.network.right == Right::Root {
        ill = stage.program(&[&AS_NOBODY[..], &[program]].concat(), &[]);
    }
    ill.arg("doctor");
    let ill = Running::start(ill).ends();
    assert_eq!(ill.status, Some(1), "{}", ill.err);
    assert!(ill.out.contains(&format!("sudo setcap cap_net_raw=ep {program}")), "{}", ill.out);
}
