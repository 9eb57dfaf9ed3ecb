//! The recorded captures: their stories stand beside them, and agree with what the programs that
//! made them logged.

#[path = "captures/logs.rs"]
mod logs;
mod support;

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use support::{ALL_ROWS, Recorded, json_of, text_of};
use unicode_width::UnicodeWidthStr as _;
use wiretale::teach::Language;
use wiretale::tell::{Rows, acts_on_terminal};

/// The width of the stories beside the captures.
const WIDTH: usize = 100;
/// Every width that a story is checked at.
const WIDTHS: [usize; 3] = [WIDTH, 80, 60];

#[test]
fn the_stories_are_those_beside_the_captures() {
    let update = env::var_os("UPDATE").is_some();
    let mut differences = String::new();
    for capture in Recorded::all() {
        for language in Language::ALL {
            let told = text_of(&capture.bytes, Rows::Story, language, WIDTH);
            let path = capture.path.with_extension(format!("{}.story", language.code()));
            if update {
                fs::write(&path, &told).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            } else if let Some(difference) = difference(&path, &told) {
                differences.push_str(&difference);
            }
        }
    }
    assert!(
        differences.is_empty(),
        "\n{differences}\nIf the new stories are right: UPDATE=1 cargo test --test captures, and review the diff."
    );
}

/// The first line in which `told` is not what the file holds, with some lines around it.
fn difference(path: &Path, told: &str) -> Option<String> {
    const CONTEXT: usize = 3;
    let name = path.file_name().unwrap_or_default().display().to_string();
    let Ok(expected) = fs::read_to_string(path) else {
        return Some(format!("{name}: there is no such file\n"));
    };
    if expected == told {
        return None;
    }
    let (expected, told): (Vec<_>, Vec<_>) = (expected.split('\n').collect(), told.split('\n').collect());
    let same = expected.iter().zip(&told).take_while(|(expected, told)| expected == told).count();
    let mut out = format!("{name}: line {} differs (- the file, + told now)\n", same + 1);
    let mut show = |sign, lines: &[&str], from: usize, to: usize| {
        for line in lines.iter().take(to).skip(from) {
            let _ = writeln!(out, "  {sign} {line}");
        }
    };
    show(' ', &told, same.saturating_sub(CONTEXT), same);
    show('-', &expected, same, same + CONTEXT);
    show('+', &told, same, same + CONTEXT);
    Some(out)
}

#[test]
fn a_difference_is_shown_where_it_begins() {
    let file = tempfile::NamedTempFile::with_suffix(".story").unwrap();
    fs::write(file.path(), "one\ntwo\nthree\n").unwrap();
    assert_eq!(difference(file.path(), "one\ntwo\nthree\n"), None);
    let shown = difference(file.path(), "one\n2\nthree\n").unwrap();
    assert!(shown.contains(": line 2 differs"), "{shown}");
    assert!(shown.contains("    one\n  - two\n  - three\n  - \n  + 2\n  + three\n  + \n"), "{shown}");
    assert!(difference(file.path(), "one\ntwo\nthree\nfour\n").is_some());
    assert!(difference(Path::new("none.story"), "").is_some());
}

#[test]
fn no_line_of_a_story_is_wider_than_the_page() {
    let mut wide = String::new();
    for capture in Recorded::all() {
        for (language, width) in Language::ALL.into_iter().flat_map(|l| WIDTHS.map(|width| (l, width))) {
            let story = text_of(&capture.bytes, Rows::Story, language, width);
            for (number, line) in story.lines().enumerate().filter(|(_, line)| line.width() > width) {
                let (name, code) = (&capture.name, language.code());
                let _ =
                    writeln!(wide, "{name}.{code}:{} of {width} has {}: {line}", number + 1, line.width());
            }
        }
    }
    assert!(wide.is_empty(), "\n{wide}");
}

#[test]
fn nothing_printed_is_unfinished_or_acts_on_a_terminal() {
    let catalog = fs::read_to_string("src/teach/catalog.toml").unwrap();
    let catalog: toml::Table = catalog.parse().unwrap();
    let keys: Vec<_> = catalog.keys().filter(|key| key.contains('.')).collect();
    assert!(keys.len() > 100, "the catalog was read");
    for capture in Recorded::all() {
        for (language, rows) in Language::ALL.into_iter().flat_map(|l| ALL_ROWS.map(|rows| (l, rows))) {
            let place = format!("{} {rows:?} {}", capture.name, language.code());
            let printed =
                [text_of(&capture.bytes, rows, language, WIDTH), json_of(&capture.bytes, rows, language)];
            for text in printed {
                for line in text.split('\n') {
                    assert!(!line.contains(acts_on_terminal), "{place}: {line:?}");
                    let unfilled = line.split_whitespace().find(|word| ["?", "?.", "?,"].contains(word));
                    assert_eq!(unfilled, None, "{place}: a placeholder without a value in {line:?}");
                    let key = keys.iter().find(|key| has_word(line, key));
                    assert_eq!(key, None, "{place}: the key stands for its sentence in {line:?}");
                }
            }
        }
    }
}

/// Whether `word` stands in `line` on its own.
fn has_word(line: &str, word: &str) -> bool {
    let of_a_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    line.match_indices(word).any(|(at, _)| {
        let (before, behind) = (&line[..at], &line[at + word.len()..]);
        !before.ends_with(of_a_word) && !behind.trim_start_matches('.').starts_with(of_a_word)
    })
}

#[test]
fn a_word_on_its_own_is_found() {
    assert!(has_word("see story.title.", "story.title") && has_word("story.title", "story.title"));
    assert!(!has_word("a.story.title b", "story.title") && !has_word("story.title-x", "story.title"));
}
