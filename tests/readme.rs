//! The README tells the truth: its examples are what the program prints, and its keys are the keys.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

#[path = "../examples/overhead.rs"]
#[expect(dead_code, reason = "its main function is for who calls it as a program")]
mod overhead;

fn readme() -> String {
    std::fs::read_to_string("README.md").unwrap()
}

fn wiretale(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_wiretale")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The text blocks of the README, in order.
fn text_blocks() -> Vec<String> {
    let readme = readme();
    let blocks = readme.split("```text\n").skip(1).filter_map(|rest| rest.split_once("\n```"));
    blocks.map(|(block, _)| block.to_owned()).collect()
}

#[test]
fn the_story_it_opens_with_is_part_of_the_walkthrough() {
    let story = std::fs::read_to_string("captures/walkthrough.en.story").unwrap();
    let blocks = text_blocks();
    let opening = blocks.first().unwrap();
    assert!(opening.contains("keep-alive") && opening.contains("1006"));
    for piece in opening.split("\n…\n") {
        assert!(story.contains(piece.trim_end()), "not in the story:\n{piece}");
    }
}

#[test]
fn the_table_it_shows_is_what_is_printed() {
    let printed = wiretale(&["connections", "captures/walkthrough.pcapng", "--lang", "en", "--width", "100"]);
    assert_eq!(text_blocks().get(3).unwrap().trim_end(), printed.trim_end());
}

#[test]
fn the_comparison_it_shows_is_what_its_command_prints() {
    let readme = readme();
    let (_, command) = readme.split_once("\ncargo run --example overhead -- ").unwrap();
    let files: Vec<_> = command.lines().next().unwrap().split(' ').map(PathBuf::from).collect();
    assert_eq!(files.len(), 4);
    let table = overhead::table(&files).unwrap();
    assert!(readme.contains(&table), "the README does not show\n{table}");
}

#[test]
fn every_key_of_every_row_is_documented() {
    let documented = readme();
    for capture in
        ["walkthrough", "wrong-accept", "fragments", "deflate-takeover", "vanished-idle", "wss-killed"]
    {
        let file = format!("captures/{capture}.pcapng");
        for command in ["story", "connections", "packets", "frames", "messages"] {
            let rows = wiretale(&[command, &file, "--json"]);
            for row in rows.lines() {
                let row = serde_json::from_str(row).unwrap();
                for key in keys(&row) {
                    assert!(documented.contains(&format!("`{key}`")), "{command}: `{key}`");
                }
            }
        }
    }
}

/// All keys of an object and of the objects in it.
fn keys(value: &serde_json::Value) -> BTreeSet<String> {
    match value {
        serde_json::Value::Object(object) => {
            object.iter().flat_map(|(key, value)| keys(value).into_iter().chain([key.clone()])).collect()
        }
        serde_json::Value::Array(values) => values.iter().flat_map(keys).collect(),
        _ => BTreeSet::new(),
    }
}

#[test]
fn its_options_and_commands_are_those_of_the_program() {
    let (help, readme) = (wiretale(&["--help"]), readme());
    for option in ["--json", "--stream", "--lang", "--color", "--width", "--theme", "--ascii"] {
        assert!(help.contains(option) && readme.contains(option), "{option}");
    }
    for command in ["story", "connections", "packets", "frames", "messages", "demo"] {
        assert!(help.contains(command) && readme.contains(&format!("wiretale {command}")), "{command}");
    }
}

#[test]
fn the_demo_is_the_walkthrough() {
    assert_eq!(
        wiretale(&["demo", "--lang", "zh"]),
        wiretale(&["captures/walkthrough.pcapng", "--lang", "zh"])
    );
}
