//! Several captures at once.

use std::io::Read as _;
use std::process::{Command, Output, Stdio};

fn wiretale(arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_wiretale"));
    program.args(arguments).env("LC_ALL", "C").output().unwrap()
}

fn stdout(arguments: &[&str]) -> String {
    String::from_utf8(wiretale(arguments).stdout).unwrap()
}

const THREE: [&str; 3] = ["captures/walkthrough.pcapng", "captures/refused.pcapng", "captures/echo.pcapng"];

#[test]
fn each_is_told_as_alone_and_in_the_order_in_which_it_was_named() {
    let mut together = String::new();
    for file in THREE {
        let alone = stdout(&["connections", file]);
        let gap = if together.is_empty() { "" } else { "\n" };
        together.extend([gap, file, "\n", &alone]);
    }
    for _ in 0..3 {
        assert_eq!(stdout(&[&["connections"], &THREE[..]].concat()), together);
    }
    // More than the reading may be ahead.
    let many: Vec<_> = THREE.iter().copied().cycle().take(60).collect();
    let told = stdout(&[&["frames"], &many[..]].concat());
    let titles: Vec<_> = told.lines().filter(|line| line.starts_with("captures/")).collect();
    assert_eq!(titles, many);
}

#[test]
fn each_object_says_which_capture_it_is_of() {
    let told = stdout(&[&["frames", "--json"], &THREE[..]].concat());
    let alone: String = THREE
        .iter()
        .flat_map(|file| {
            let lines = stdout(&["frames", "--json", file]);
            let named = |line: &str| line.replacen('{', &format!("{{\"file\":\"{file}\","), 1) + "\n";
            lines.lines().map(named).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(told, alone);
    let sorted = stdout(&[&["connections", "--json", "--sort=-bytes"], &THREE[..]].concat());
    assert!(sorted.lines().all(|line| line.starts_with("{\"file\":\"captures/")), "{sorted}");
}

#[test]
fn one_that_cannot_be_read_stops_no_other_and_shows_in_the_exit_status() {
    let place = tempfile::tempdir().unwrap();
    let cut = place.path().join("cut.pcapng");
    let mut bytes = std::fs::read("captures/echo.pcapng").unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 400].fill(0xff);
    std::fs::write(&cut, bytes).unwrap();
    let files = ["no-such-file", THREE[1], "README.md", cut.to_str().unwrap(), THREE[2]];
    let output = wiretale(&[&["connections"], &files[..]].concat());
    assert_eq!(output.status.code(), Some(1));
    let (told, notes) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(
        told.contains(&stdout(&["connections", THREE[1]]))
            && told.contains(&stdout(&["connections", THREE[2]]))
    );
    assert!(!told.starts_with('\n') && !told.contains("\n\n\n"), "{told}");
    for named in ["no-such-file", "README.md", "cut.pcapng"] {
        assert!(notes.contains(named), "{named}: {notes}");
    }
    assert!(notes.trim_end().ends_with("3 of 5 captures could not be read to the end"), "{notes}");
}

#[test]
fn whoever_reads_only_the_beginning_ends_the_reading() {
    let many: Vec<_> = THREE.iter().copied().cycle().take(600).collect();
    let mut program = Command::new(env!("CARGO_BIN_EXE_wiretale"));
    program.arg("packets").args(many).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}
