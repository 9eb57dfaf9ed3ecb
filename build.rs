//! Turns the catalogs, which read well where they are translated, into a table that the program has at once.

use std::env::var;
use std::fs::{read_to_string, write};
use std::path::Path;

use toml::{Table, Value};

/// What is said of packets and connections, then the words of the screens around it.
const CATALOGS: [&str; 2] = ["src/teach/catalog.toml", "src/teach/screens.toml"];

fn main() {
    let texts = CATALOGS.map(|path| {
        println!("cargo::rerun-if-changed={path}");
        read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
    });
    // Read as one, so that no key stands in both.
    let catalog: Table = texts.concat().parse().unwrap_or_else(|error| panic!("{CATALOGS:?}: {error}"));
    let entries: String = catalog.iter().map(|(key, sentence)| entry(key, sentence)).collect();
    let folder = var("OUT_DIR").expect("Cargo says where");
    write(Path::new(&folder).join("catalog.rs"), format!("[{entries}]")).expect("the table can be written");
}

/// A sentence, which must have words in each language and nothing else, as an entry in Rust.
fn entry(key: &str, sentence: &Value) -> String {
    let languages = sentence.as_table().unwrap_or_else(|| panic!("{key} is no sentence"));
    assert!(languages.keys().eq(["en", "zh"]), "{key} must be there in en and zh");
    let words = |language: &str| languages[language].as_str().unwrap_or_else(|| panic!("{key} has no words"));
    format!("({key:?}, Entry {{ en: {:?}, zh: {:?} }}),\n", words("en"), words("zh"))
}
