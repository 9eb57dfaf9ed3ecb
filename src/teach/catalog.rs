//! The catalog: every sentence in every language, side by side, and how values get into them.
//!
//! In a sentence, `{name}` stands for a value; `{name:byte|bytes}` for a number with the word that
//! fits it, singular or plural.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::{Language, Sentence, Value};
use crate::capture::Elapsed;

/// Most of what stands in tables is no longer than this, in bytes.
const USUAL_LENGTH: usize = 64;

/// One sentence in every language.
#[derive(Debug)]
struct Entry {
    en: &'static str,
    zh: &'static str,
}

impl Entry {
    fn text(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Chinese => self.zh,
        }
    }
}

/// What `catalog.toml` and `screens.toml` say, as `build.rs` writes it.
static ENTRIES: &[(&str, Entry)] = &include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// The entries by their key; put together at the first sentence, not at the start of the program.
static CATALOG: LazyLock<HashMap<&str, &Entry, RandomState>> =
    LazyLock::new(|| ENTRIES.iter().map(|(key, entry)| (*key, entry)).collect());

impl Sentence {
    /// The sentence in a language. Text values stand in it as they are: the view makes them safe.
    #[must_use]
    pub fn tell(&self, language: Language) -> String {
        let mut out = String::with_capacity(USUAL_LENGTH);
        self.write(language, &mut out);
        out
    }

    /// The same without values that it does not show.
    #[must_use]
    pub(super) fn trimmed(mut self) -> Self {
        if let Some(entry) = CATALOG.get(self.key) {
            let names = |piece: &'static str| piece.split(['}', ':']).next().unwrap_or_default();
            self.values
                .retain(|(name, _)| entry.en.split('{').skip(1).map(names).any(|shown| shown == *name));
            self.values.shrink_to_fit();
        }
        self
    }

    fn write(&self, language: Language, out: &mut String) {
        write_entry(self.key, language, out, |placeholder, out| self.fill(placeholder, language, out));
    }

    fn fill(&self, placeholder: &str, language: Language, out: &mut String) {
        let (name, forms) = match placeholder.split_once(':') {
            Some((name, forms)) => (name, forms.split_once('|')),
            None => (placeholder, None),
        };
        let Some((_, value)) = self.values.iter().find(|(known, _)| *known == name) else {
            debug_assert!(false, "no value for {{{name}}} in {}", self.key);
            out.push('?');
            return;
        };
        let start = out.len();
        let begins_sentence = matches!(value, Value::Sentence(_)) && begins_sentence(out);
        value.write(language, out);
        if let Some(first) = out.get_mut(start..start + 1).filter(|_| begins_sentence) {
            first.make_ascii_uppercase();
        }
        if let (Some((one, many)), Value::Number(number)) = (forms, value) {
            out.push(' ');
            out.push_str(if *number == 1 { one } else { many });
        }
    }
}

/// Writes what stands under a key in the catalog; what stands for its placeholders `fill` writes.
fn write_entry(key: &str, language: Language, out: &mut String, fill: impl Fn(&str, &mut String)) {
    let Some(entry) = CATALOG.get(key) else {
        debug_assert!(false, "no sentence {key}");
        out.push_str(key);
        return;
    };
    // Between a brace and the next stand words and placeholders in turn.
    for (index, piece) in entry.text(language).split(['{', '}']).enumerate() {
        if index.is_multiple_of(2) { out.push_str(piece) } else { fill(piece, out) }
    }
}

/// Whether what comes next begins a sentence: "the client" has a capital letter there.
fn begins_sentence(told: &str) -> bool {
    let before = told.trim_end_matches(' ').trim_end_matches('"');
    before.is_empty() || (told.ends_with(' ') && before.ends_with(['.', '?', '!']))
}

impl Value {
    /// Writes the value in a language, by itself.
    pub fn write(&self, language: Language, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Number(number) => write_number(*number, out),
            Self::Bytes(bytes) => write_bytes(*bytes, language, out),
            Self::Time(time) => write_time(*time, language, out),
            Self::Sentence(sentence) => sentence.write(language, out),
            Self::List(sentences) => {
                for (index, sentence) in sentences.iter().enumerate() {
                    if index > 0 {
                        Sentence::new("list.separator").write(language, out);
                    }
                    sentence.write(language, out);
                }
            }
        }
    }
}

/// Digits in groups of three from five digits on, divided by no-break spaces: `3 817 402 511`.
fn write_number(number: u64, out: &mut String) {
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(number);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len() > 4 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
}

/// Bytes in the unit that suits them: `6 bytes`, `2.1 KB`, `18 MB` (powers of 1,000, as on the wire).
fn write_bytes(bytes: u64, language: Language, out: &mut String) {
    const UNITS: [(&str, f64); 3] = [("GB", 1e9), ("MB", 1e6), ("KB", 1e3)];
    let Some((unit, size)) = UNITS.into_iter().find(|(_, size)| bytes as f64 >= *size) else {
        return Sentence::new("unit.bytes").with("n", bytes).write(language, out);
    };
    write_entry("unit.larger", language, out, |placeholder, out| match placeholder {
        "n" => write_short(bytes as f64 / size, out),
        _ => out.push_str(unit),
    });
}

/// Time in the unit that suits it: `0.04 ms`, `38 ms`, `12.3 s`, `2 min 50 s`, `1 h 15 min`.
fn write_time(time: Elapsed, language: Language, out: &mut String) {
    const HALF_A_SECOND: u64 = 500_000_000;
    let seconds = time.as_secs_f64();
    let whole = (time.0.unsigned_abs() + HALF_A_SECOND) / 1_000_000_000;
    if whole >= 3600 {
        let minutes = (whole % 3600) / 60;
        Sentence::new("unit.hours").with("hours", whole / 3600).with("minutes", minutes).write(language, out);
    } else if whole >= 100 {
        Sentence::new("unit.minutes")
            .with("minutes", whole / 60)
            .with("seconds", whole % 60)
            .write(language, out);
    } else if seconds.abs() >= 0.9995 {
        write_entry("unit.seconds", language, out, |_, out| write_short(seconds, out));
    } else {
        write_entry("unit.milliseconds", language, out, |_, out| write_short(seconds * 1000.0, out));
    }
}

/// A number with about three significant digits and no needless zeros; a small one does not become none.
pub(super) fn short(number: f64) -> String {
    let mut text = String::new();
    write_short(number, &mut text);
    text
}

fn write_short(number: f64, out: &mut String) {
    let decimals = match number.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.005 => 2,
        _ => 4,
    };
    // Writing to a String can't fail.
    let _ = write!(out, "{number:.decimals$}");
    if decimals > 0 {
        out.truncate(out.trim_end_matches('0').trim_end_matches('.').len());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::protocol::Rule;

    fn placeholders(text: &str) -> Vec<&str> {
        let mut names: Vec<_> =
            text.split('{').skip(1).map(|part| part.split(['}', ':']).next().unwrap_or_default()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn every_sentence_stands_in_both_languages_with_the_same_values() {
        assert!(CATALOG.len() > 50);
        for (key, entry) in CATALOG.iter() {
            assert!(!entry.en.trim().is_empty() && !entry.zh.trim().is_empty(), "{key} is empty");
            assert_eq!(placeholders(entry.en), placeholders(entry.zh), "{key}");
            assert_eq!(entry.en.matches('{').count(), entry.en.matches('}').count(), "{key}");
            assert_eq!(entry.zh.matches('{').count(), entry.zh.matches('}').count(), "{key}");
        }
    }

    /// Every text in quotes in the sources of the program and of the stages that speak, tests and comments
    /// included.
    fn quoted() -> BTreeSet<String> {
        let speaks = |path: &std::path::Path| {
            ["teach", "tell", "view", "watch"].iter().any(|stage| path.starts_with(format!("src/{stage}")))
        };
        let mut folders = vec![std::path::PathBuf::from("src")];
        let mut quoted = BTreeSet::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.extend(Some(path).filter(|path| speaks(path)));
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let source = std::fs::read_to_string(path).unwrap();
                    quoted.extend(source.split('"').map(str::to_owned));
                }
            }
        }
        quoted
    }

    #[test]
    fn every_sentence_is_used_and_every_sentence_used_is_there() {
        let quoted = quoted();
        let rules: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        for rule in &rules {
            assert!(CATALOG.contains_key(*rule), "no sentence for the rule {rule}");
        }
        for key in CATALOG.keys() {
            assert!(quoted.contains(*key) || rules.contains(key), "nobody says {key}");
        }
        let subjects: BTreeSet<_> =
            CATALOG.keys().filter_map(|key| key.split_once('.')).map(|(s, _)| s).collect();
        let is_key = |text: &&String| {
            let is_word =
                |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            text.split_once('.').is_some_and(|(subject, _)| subjects.contains(subject))
                && text.split('.').all(is_word)
        };
        for key in quoted.iter().filter(is_key) {
            assert!(CATALOG.contains_key(key.as_str()), "no sentence {key}");
        }
    }

    #[test]
    fn numbers_sizes_and_times_read_well() {
        let say = |value: Value| {
            let mut text = String::new();
            value.write(Language::English, &mut text);
            text
        };
        assert_eq!(say(Value::Number(3_817_402_511)), "3\u{a0}817\u{a0}402\u{a0}511");
        assert_eq!(say(Value::Number(8080)), "8080");
        assert_eq!(say(Value::Bytes(1)), "1 byte");
        assert_eq!(say(Value::Bytes(2_100)), "2.1 KB");
        assert_eq!(say(Value::Bytes(18_000_000)), "18 MB");
        assert_eq!(say(Value::Time(Elapsed(37_000))), "0.04 ms");
        assert_eq!(say(Value::Time(Elapsed(3_000))), "0.003 ms");
        assert_eq!(say(Value::Time(Elapsed(0))), "0 ms");
        assert_eq!(say(Value::Time(Elapsed::from_millis(300))), "300 ms");
        assert_eq!(say(Value::Time(Elapsed::from_millis(12_270))), "12.3 s");
        assert_eq!(say(Value::Time(Elapsed::from_secs(170))), "2 min 50 s");
        assert_eq!(say(Value::Time(Elapsed::from_secs(7_440))), "2 h 4 min");
    }

    #[test]
    fn a_locale_chooses_the_language() {
        assert_eq!(Language::of_locale("zh_CN.UTF-8"), Language::Chinese);
        assert_eq!(Language::of_locale("C"), Language::English);
    }
}
