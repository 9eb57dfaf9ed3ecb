//! The checker itself: a breach of every kind is found, and nothing else is.

use super::*;

const LIB: &str = "pub mod limits;\npub mod flow;\npub mod protocol;\npub mod session;\npub mod view;\n";

/// The findings in one file beside [`LIB`] and an empty `view/`.
fn in_file(file: &str, text: &str) -> Vec<String> {
    let mut sources = Sources::new();
    for (file, text) in [("src/lib.rs", LIB), ("src/view/mod.rs", "mod text;\npub use text::{Text, Style};")]
    {
        sources.insert(file.to_owned(), text.to_owned());
    }
    for file in ["src/view/text.rs", "src/view/json.rs", "src/view/tui/mod.rs"] {
        sources.insert(file.to_owned(), String::new());
    }
    sources.insert(file.to_owned(), text.to_owned());
    check(&sources)
}

/// Where findings were made, as `line`.
fn lines(found: &[String]) -> Vec<&str> {
    found.iter().map(|found| found.split(':').nth(1).unwrap()).collect()
}

#[test]
fn every_way_to_name_a_later_module_is_found() {
    let ways = [
        "use crate::session::Event;",
        "use crate::session;",
        "pub use crate::{limits, session};",
        "use crate::{limits::{A, B}, session::{Event, deep::{C}}};",
        "use super::session::Event;",
        "use super::{limits, session};",
        "use super::super::{flow::{self}};\nuse super::session;",
        "use wiretale::session::Event;",
        "use ::wiretale::{limits, session};",
        "fn f() -> crate::session::Event { todo!() }",
        "fn f() { let x = crate :: session :: new(); }",
        "fn f(x: Vec<crate::session::Event<'_>>) {}",
        "impl crate::session::Observer for X {}",
        "fn f() { g::<crate::session::E>() }",
        "use crate::r#session;",
        "macro_rules! m { () => { $crate::session::x() } }",
        "mod tests { use super::super::session; }",
        "mod tests { mod deeper { fn f() { super::super::super::session::x() } } }",
        "mod tests {} use super::session;",
        "use self::super::session;",
        "#[derive(crate::session::D)] struct X;",
    ];
    for way in ways {
        let found = in_file("src/flow.rs", way);
        assert!(found.iter().any(|found| found.contains("crate::session")), "{way}: {found:?}");
    }
}

#[test]
fn the_crate_root_is_not_taken_whole() {
    let ways = [
        "use crate::*;",
        "use crate as c;",
        "use crate::{self as c};",
        "use super::*;",
        "use super as c;",
        "use super::{*};",
        "extern crate self as c;",
        "use wiretale as c;",
        "use wiretale;",
        "extern crate wiretale;",
        "extern crate wiretale as c;",
    ];
    for way in ways {
        let found = in_file("src/flow.rs", way);
        assert!(found.len() == 1 && found[0].contains("crate root"), "{way}: {found:?}");
    }
}

#[test]
fn what_is_allowed_is_not_found() {
    let innocent = r##"
        //! Joins crate::session and [`crate::view`].
        /// See [`crate::session::Event`].
        /* use crate::session; /* nested */ use crate::view; */
        use crate::limits::MAX;
        use crate::{limits, flow::{self, Direction}};
        use super::limits;
        use std::session::x;
        pub(crate) fn f<'a>(x: &'a str) -> char { if x == "crate::session" { '"' } else { '\'' } }
        pub(in crate::flow) const S: &str = r#"use "crate::session"; "#;
        const B: &[u8] = b"crate::session \" crate::view";
        const C: char = '\u{1f}'; const Q: u8 = b'\\';
        macro_rules! m { () => { $crate::made!() } }
        fn session() { session::x(); other::crate_::session(); self::x(); }
        mod tests { use super::*; use super::session; }
    "##;
    assert_eq!(in_file("src/flow.rs", innocent), [""; 0]);
    assert_eq!(
        in_file("src/flow/table.rs", "use super::*; use super::super::limits; use super::session;"),
        [""; 0]
    );
    assert_eq!(in_file("src/main.rs", "use wiretale::{view, session}; use wiretale::*;"), [""; 0]);
}

#[test]
fn code_after_literals_is_seen() {
    for before in [
        "'\"';",
        "b'\\'';",
        "'\\u{7d}';",
        "r##\"\"#\"##;",
        "\"\\\\\";",
        "'static;",
        "'a: loop {}",
        "c\"x\";",
        "/* \" */",
    ] {
        let found = in_file("src/flow.rs", &format!("{before} use crate::session;"));
        assert_eq!(found.len(), 1, "{before}: {found:?}");
    }
}

#[test]
fn a_finding_names_file_line_and_rule() {
    let text = "use crate::{\n    limits,\n    // why\n    session::{\n        Event,\n    },\n};\n";
    let expected = "src/flow.rs:4: `crate::session::Event`: \
                    flow may import only what src/lib.rs declares above it: limits";
    assert_eq!(in_file("src/flow.rs", text), [expected]);
    let string = "const S: &str = \"a\nb\";\n\nuse crate::session;";
    assert_eq!(lines(&in_file("src/flow.rs", string)), ["4"]);
}

#[test]
fn a_module_deep_in_a_stage_climbs_out() {
    let found =
        in_file("src/flow/deep/er.rs", "use super::super::super::session;\nuse super::super::session;");
    assert_eq!(lines(&found), ["1"]);
    let found = in_file("src/flow/deep/mod.rs", "use super::super::session;\nuse super::session;");
    assert_eq!(lines(&found), ["1"]);
}

#[test]
fn a_name_the_root_does_not_declare_is_found() {
    let found = in_file("src/flow.rs", "use crate::Event;");
    assert!(found.len() == 1 && found[0].contains("declares no module `Event`"), "{found:?}");
}

#[test]
fn protocol_imports_no_stage_at_all() {
    let text =
        "use crate::limits;\nuse crate::flow::Direction;\nuse crate::protocol::frame;\nuse super::http;";
    let found = in_file("src/protocol/frame.rs", text);
    assert!(lines(&found) == ["2"] && found[0].contains("protocol imports no other stage"), "{found:?}");
}

#[test]
fn views_do_not_import_each_other() {
    let text = "use super::text;\nuse crate::view::text::Text;\nuse super::{Text as T};\nuse super::*;\n\
                use super::json;\nuse super::Shared;\nuse crate::session;\nuse super::tui::x;";
    let found = in_file("src/view/json.rs", text);
    assert_eq!(lines(&found), ["1", "2", "3", "4", "8"], "{found:?}");
    let found = in_file(
        "src/view/tui/list.rs",
        "use super::row;\nuse super::super::text;\nuse super::super::tui::x;",
    );
    assert_eq!(lines(&found), ["2"], "{found:?}");
    assert_eq!(
        in_file("src/view/mod.rs", "pub mod text; use self::text::Text; use crate::view::json;"),
        [""; 0]
    );
}

#[test]
fn only_the_outputs_read_the_time_of_day() {
    let text =
        "fn f() { std::time::Instant::now(); }\nuse std::time::Instant;\nfn g() { SystemTime :: now() }";
    assert_eq!(lines(&in_file("src/flow.rs", text)), ["1", "3"]);
    assert_eq!(in_file("src/view/text.rs", text), [""; 0]);
    assert_eq!(in_file("src/capture/live/linux.rs", text), [""; 0]);
}

#[test]
fn what_a_capture_lacks_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    assert_eq!(check_captures(folder.path()), ["there is no capture"]);
    write("echo.pcapng", "");
    write("echo.en.story", "");
    write("README.md", "echo\n| [`echo-more`](echo-more.pcapng) | echo |\n");
    assert_eq!(check_captures(folder.path()).len(), 2);
    write("echo.zh.story", "");
    write("README.md", "| capture | lesson |\n|---|---|\n| [`echo`](echo.pcapng) | who echoes |\n");
    assert_eq!(check_captures(folder.path()), [""; 0]);
    write("other.en.story", "");
    assert_eq!(check_captures(folder.path()), ["other.en.story tells of no capture"]);
}
