//! The command line as scripts and people use it: arguments in, text or NDJSON out, exit status.

#[path = "contract/escapes.rs"]
mod escapes;
#[path = "contract/failures.rs"]
mod failures;
#[path = "contract/fields.rs"]
mod fields;
#[path = "contract/program.rs"]
mod program;
mod support;

use std::io::Write as _;
use std::process::Command;

use program::{Folder, finish, program, recorded, told, wiretale_fed};
use support::Recorded;

#[test]
fn the_demo_is_the_walkthrough() {
    let capture = recorded("walkthrough");
    assert_eq!(told(&["demo"]), told(&["story", &capture]));
    assert_eq!(told(&["demo", "--json"]), told(&["story", "--json", &capture]));
    assert_eq!(told(&["demo", "--stream", "1"]), told(&["story", "--stream", "1", &capture]));
}

#[test]
fn a_dash_reads_standard_input() {
    let capture = Recorded::named("walkthrough");
    for command in ["story", "connections", "packets", "frames", "messages"] {
        let printed = wiretale_fed(&[command, "--json", "-"], &capture.bytes);
        assert_eq!((printed.status, printed.err.as_str()), (0, ""));
        assert_eq!(printed.out, told(&[command, "--json", &recorded("walkthrough")]), "{command}");
    }
    let printed = wiretale_fed(&["story", "-"], b"");
    assert_eq!((printed.status, printed.out.as_str()), (1, ""));
    assert!(printed.err.contains("standard input"), "{printed:?}");
}

#[test]
fn compressed_captures_are_known_by_content() {
    let folder = Folder::new();
    let plain = Recorded::named("walkthrough").bytes;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(&plain).unwrap();
    let zstd = ruzstd::encoding::compress_to_vec(&plain[..], ruzstd::encoding::CompressionLevel::Fastest);
    for compressed in [gzip.finish().unwrap(), zstd] {
        let path = folder.file("no-ending", &compressed);
        assert_eq!(
            told(&["packets", "--json", &path]),
            told(&["packets", "--json", &recorded("walkthrough")])
        );
        let printed = wiretale_fed(&["story", "-"], &compressed);
        assert_eq!((printed.status, printed.out), (0, told(&["demo"])));
    }
}

/// The times that tshark shows for the packets of one connection, or of all.
fn tshark_times(capture: &str, format: &str, stream: Option<&str>) -> Vec<String> {
    let filter = stream.map(|stream| format!("tcp.stream == {stream}"));
    let mut tshark = Command::new("tshark");
    tshark.args(["-n", "-r", capture, "-t", format, "-T", "fields", "-e", "_ws.col.Time"]).env("TZ", "UTC");
    tshark.args(filter.iter().flat_map(|filter| ["-Y", filter.as_str()]));
    let output = tshark.output().expect("tshark: the oracle is a part of the tests");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn times_are_shown_as_tshark_shows_them() {
    let capture = recorded("walkthrough");
    for (format, words) in [("r", 1), ("d", 1), ("dd", 1), ("e", 1), ("u", 1), ("ud", 2), ("a", 1), ("ad", 2)]
    {
        for stream in [None, Some("2")] {
            let mut arguments = vec!["packets", "-t", format, &capture];
            arguments.extend(stream.iter().flat_map(|stream| ["--stream", *stream]));
            let shown: Vec<_> = told(&arguments)
                .lines()
                .map(|line| line.split_whitespace().skip(1).take(words).collect::<Vec<_>>().join(" "))
                .collect();
            assert_eq!(shown, tshark_times(&capture, format, stream), "-t {format} {stream:?}");
        }
    }
    let none = told(&["packets", "-t", "none", &capture]);
    assert!(none.lines().all(|line| line.split_whitespace().nth(1).is_some_and(|word| word.len() == 1)));
}

#[test]
fn tcpdumps_time_options_mean_the_same() {
    let capture = recorded("echo");
    for (tcpdump, tshark) in [("-tn", "none"), ("-tt", "e"), ("-ttt", "dd"), ("-tttt", "ad"), ("-ttttt", "r")]
    {
        let expected = told(&["packets", "-t", tshark, &capture]);
        assert_eq!(told(&["packets", tcpdump, &capture]), expected, "{tcpdump}");
    }
}

/// The text without colours.
fn without_colours(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = behind.split_once('m').expect("a colour").1;
    }
    plain + rest
}

#[test]
fn colour_is_a_choice_and_changes_no_text() {
    let capture = recorded("walkthrough");
    for command in ["story", "connections", "packets", "frames", "messages"] {
        let plain = told(&[command, &capture]);
        assert!(!plain.contains('\u{1b}'), "{command} is piped");
        assert_eq!(told(&[command, "--color", "never", &capture]), plain);
        let coloured = told(&[command, "--color", "always", &capture]);
        assert!(coloured.contains("\u{1b}["), "{command}");
        assert_eq!(without_colours(&coloured), plain, "{command}");
        let json = told(&[command, "--json", "--color", "always", &capture]);
        assert!(!json.contains('\u{1b}'), "{command}");
    }
}

#[test]
fn the_language_is_asked_for_or_that_of_the_locale() {
    let capture = recorded("echo");
    let (english, chinese) =
        (told(&["story", "--lang", "en", &capture]), told(&["story", "--lang", "zh", &capture]));
    let has_chinese = |text: &str| text.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert!(!has_chinese(&english) && has_chinese(&chinese));
    let cases: [(&[(&str, &str)], &str); 9] = [
        (&[], &english),
        (&[("LANG", "zh_CN.UTF-8")], &chinese),
        (&[("LANG", "en_US.UTF-8")], &english),
        (&[("LANG", "C")], &english),
        (&[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")], &chinese),
        (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C.UTF-8")], &english),
        (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")], &chinese),
        (&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_TW")], &chinese),
        (&[("LANG", "de_DE.UTF-8")], &english),
    ];
    for (environment, expected) in cases {
        let mut command = program(&["story", &capture]);
        command.envs(environment.iter().copied());
        assert_eq!(finish(command).out, *expected, "{environment:?}");
        let mut command = program(&["story", "--lang", "en", &capture]);
        command.envs(environment.iter().copied());
        assert_eq!(finish(command).out, english, "{environment:?} and --lang en");
    }
}

#[test]
fn a_file_without_a_command_tells_the_story() {
    let capture = recorded("walkthrough");
    let story = told(&["story", &capture]);
    assert_eq!(told(&[&capture]), story);
    assert_eq!(told(&["--json", &capture]), told(&["story", "--json", &capture]));
    assert_eq!(wiretale_fed(&["-"], &Recorded::named("walkthrough").bytes).out, story);
}

#[test]
fn colour_that_is_asked_for_is_shown_whatever_the_environment_says() {
    let mut asked = program(&["story", "--color", "always", &recorded("echo")]);
    asked.env("NO_COLOR", "1");
    assert_eq!(finish(asked).out, told(&["story", "--color", "always", &recorded("echo")]));
}
