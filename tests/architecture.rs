//! The dependency rule of `src/lib.rs`: a module imports only modules declared above it there.

#[path = "architecture/names.rs"]
mod names;
#[path = "architecture/tokens.rs"]
mod tokens;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use names::Name;
use tokens::Token;

/// Modules that may import only these, whatever stands above them.
const CLOSED: [(&str, &[&str]); 1] = [("protocol", &["limits"])];
/// The module whose children do not import each other.
const SEPARATE: &str = "view";
/// The crate root, which declares the order, and the program, which may use anything.
const OUTSIDE: [&str; 6] =
    ["src/lib.rs", "src/main.rs", "src/cli", "src/progress", "src/several", "src/watch"];
/// Where the time of day may be read: outputs, and the two places that deal with the live machine.
const CLOCK_ALLOWED: [&str; 4] = ["src/main.rs", "src/view/", "src/capture/live", "src/capture/writer"];

/// All source files by their path, such as `src/flow/mod.rs`.
type Sources = BTreeMap<String, String>;

#[test]
fn modules_import_only_what_is_declared_above_them() {
    let sources = read_sources(Path::new("src"));
    assert!(sources.len() > 10, "the sources were found");
    let found = check(&sources);
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_capture_has_its_stories_and_its_row() {
    let found = check_captures(Path::new("captures"));
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

fn read_sources(folder: &Path) -> Sources {
    let mut sources = Sources::new();
    for path in entries(folder) {
        if path.is_dir() {
            sources.extend(read_sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.to_string_lossy().replace('\\', "/");
            sources.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    sources
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<_> = read.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

/// Every breach of a rule, with file, line and the rule.
fn check(sources: &Sources) -> Vec<String> {
    let root = tokens::read(sources.get("src/lib.rs").map_or("", String::as_str));
    let order = declared(&root);
    let separate: Vec<_> = sources.keys().filter_map(|file| child_of_separate(file)).collect();
    let reexports = sources
        .get(&format!("src/{SEPARATE}/mod.rs"))
        .or_else(|| sources.get(&format!("src/{SEPARATE}.rs")))
        .map(|text| names::reexports(&tokens::read(text), &separate))
        .unwrap_or_default();
    let rules = Rules { order, separate, reexports };
    let mut found = Vec::new();
    for (file, text) in sources {
        let tokens = tokens::read(text);
        found.extend(clock(file, &tokens));
        if !OUTSIDE.iter().any(|outside| file.starts_with(outside)) {
            let own = module_of(file);
            for name in names::read(&tokens, &own) {
                if let Some(rule) = rules.broken(&own, &name) {
                    found.push(format!("{file}:{}: `{}`: {rule}", name.line(), name.text()));
                }
            }
        }
    }
    found
}

/// The modules of the crate root in the order of their declarations.
fn declared(root: &[Token]) -> Vec<String> {
    let pairs = root.windows(3).filter(|w| w[0].is("mod") && (w[2].is(";") || w[2].is("{")));
    pairs.map(|window| window[1].text.clone()).collect()
}

/// The module a file is: `src/view/tui/mod.rs` is `["view", "tui"]`.
fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_owned).collect()
}

fn child_of_separate(file: &str) -> Option<String> {
    let module = module_of(file);
    (module.len() > 1 && module[0] == SEPARATE).then(|| module[1].clone())
}

/// What the house's rules are made of.
struct Rules {
    order: Vec<String>,
    /// The children of [`SEPARATE`].
    separate: Vec<String>,
    /// Names that [`SEPARATE`] itself re-exports, and the child they come from.
    reexports: BTreeMap<String, String>,
}

impl Rules {
    /// The rule that naming `name` in the module `own` breaks.
    fn broken(&self, own: &[String], name: &Name) -> Option<String> {
        let [stage, inside @ ..] = own else { return None };
        let Some(named) = name.segment(0) else {
            return Some("the crate root is not imported whole or renamed: name the module".to_owned());
        };
        if named == stage {
            return self.broken_between_siblings(inside.first()?, name);
        }
        let Some(place) = self.order.iter().position(|module| module == named) else {
            return Some(format!("src/lib.rs declares no module `{named}`"));
        };
        if let Some((_, allowed)) = CLOSED.iter().find(|(closed, _)| closed == stage)
            && !allowed.contains(&named)
        {
            return Some(format!("{stage} imports no other stage, only: {}", allowed.join(", ")));
        }
        let own_place = self.order.iter().position(|module| module == stage).unwrap_or(0);
        (place > own_place).then(|| {
            let above = self.order[..own_place].join(", ");
            format!("{stage} may import only what src/lib.rs declares above it: {above}")
        })
    }

    fn broken_between_siblings(&self, child: &str, name: &Name) -> Option<String> {
        if name.segment(0) != Some(SEPARATE) {
            return None;
        }
        let rule = format!("the modules of {SEPARATE}/ do not import each other");
        let Some(second) = name.segment(1) else { return Some(rule) };
        let named = self.reexports.get(second).map_or(second, String::as_str);
        (named != child && self.separate.iter().any(|sibling| sibling == named)).then_some(rule)
    }
}

/// Places that read the time of day although the packet is the only clock.
fn clock(file: &str, tokens: &[Token]) -> Vec<String> {
    if CLOCK_ALLOWED.iter().any(|allowed| file.starts_with(allowed)) {
        return Vec::new();
    }
    let reads = |window: &&[Token]| {
        ["Instant", "SystemTime", "Timestamp", "Zoned"].iter().any(|clock| window[0].is(clock))
            && window[1].is("::")
            && window[2].is("now")
    };
    let found = tokens.windows(3).filter(reads);
    found
        .map(|w| format!("{file}:{}: `{}::now`: the packet is the only clock", w[0].line, w[0].text))
        .collect()
}

/// What is missing beside the captures in `folder`.
fn check_captures(folder: &Path) -> Vec<String> {
    let files: Vec<_> =
        entries(folder).iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect();
    let readme = fs::read_to_string(folder.join("README.md")).unwrap_or_default();
    let captures: Vec<_> = files.iter().filter_map(|file| file.strip_suffix(".pcapng")).collect();
    let mut found = Vec::new();
    if captures.is_empty() {
        found.push("there is no capture".to_owned());
    }
    for name in &captures {
        for story in [format!("{name}.en.story"), format!("{name}.zh.story")] {
            if !files.contains(&story) {
                found.push(format!("{name}.pcapng has no {story} (UPDATE=1 cargo test writes it)"));
            }
        }
        if !readme.lines().any(|line| is_row_of(line, name)) {
            found.push(format!("{name}.pcapng has no row in README.md"));
        }
    }
    let stories =
        files.iter().filter_map(|file| Some((file, file.strip_suffix(".story")?.rsplit_once('.')?.0)));
    for (story, name) in stories {
        if !captures.contains(&name) {
            found.push(format!("{story} tells of no capture"));
        }
    }
    found
}

/// Whether a line of Markdown is a table row whose first cell names the capture.
fn is_row_of(line: &str, name: &str) -> bool {
    let cell = line.trim_start().strip_prefix('|').and_then(|row| row.split('|').next()).unwrap_or_default();
    let words = cell.split(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)));
    words.into_iter().any(|word| word.trim_end_matches(".pcapng") == name)
}

#[path = "architecture/tests.rs"]
mod tests;
