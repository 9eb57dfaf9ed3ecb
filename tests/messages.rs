//! Messages as people and files get them: the chat of one connection, and a file for each.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use support::*;
use wiretale::teach::Language;
use wiretale::tell::Rows;

/// A conversation with JSON, fragments, a Ping between, bytes, control characters, and a text that is cut off.
fn talk() -> Vec<u8> {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/chat").switching_protocols();
    talk.after_ms(10).client(masked(text(r#"{"ask":[1,{}]}"#)));
    talk.after_ms(1500).server(text("one ").unfinished());
    talk.after_ms(10).server(ping("still there?")).client(masked(pong("still there?")));
    talk.after_ms(490).server(continuation("message"));
    talk.server([text("line 1\r\nline 2\u{1b}[31m").bytes(), text("again").bytes()].concat());
    talk.client(masked(binary((0..=255).cycle().take(1000).collect::<Vec<u8>>())));
    let cut = text("the end of this never comes").bytes();
    talk.after_ms(30).server(&cut[..12]).server_fin().client_ack().client_fin().server_ack();
    talk.into_pcap()
}

#[test]
fn the_messages_of_a_connection_read_like_a_chat() {
    let chat = text_of(&talk(), Rows::Chat, Language::English, 80);
    let mut lines = chat.lines();
    assert_eq!(lines.next(), Some("Connection 0   10.0.0.1:50000 → 10.0.0.2:8080"));
    let said: Vec<_> = lines.skip(1).collect();
    let expected = r#"
  0.010700  → client  {
                        "ask": [
                          1,
                          {}
                        ]
                      }
  2.021000  ← server  Ping "still there?"
  2.021100  → client  Pong "still there?"
  2.511200  ← server  one message
                      2 frames within 500 ms
  2.511300  ← server  line 1
                      line 2\x1b[31m
  2.511300  ← server  again
"#;
    let shown = said.get(..13).unwrap().join("\n");
    assert_eq!(without_times(&shown), without_times(expected.trim_matches('\n')));
    assert!(said[13].contains("→ client  0000  00 01 02 03") && said[13].len() < 80, "{chat}");
    let rest = said[14..].join("\n");
    assert!(rest.contains("… 744 bytes more: --out DIR") && rest.contains("Binary, 1 KB"), "{chat}");
    let end = said.iter().rev().take(2).rev().copied().collect::<Vec<_>>();
    assert!(end[0].ends_with("← server  the end of") && end[1].contains("unfinished"), "{chat}");
}

/// The times are the test builder's; that they are there is enough.
fn without_times(text: &str) -> Vec<String> {
    let line = |line: &str| {
        let time =
            line.split_whitespace().next().filter(|word| word.contains('.') && line.contains(['→', '←']));
        time.map_or(line.to_owned(), |time| line.replacen(time, "", 1)).trim().to_owned()
    };
    text.lines().map(line).collect()
}

#[test]
fn a_narrow_page_and_one_without_end_both_fit() {
    for line in text_of(&talk(), Rows::Chat, Language::Chinese, 40).lines() {
        assert!(wiretale::tell::width(line) <= 40, "{line}");
    }
    let capture = Recorded::named("ping-pong");
    let chat = text_of(&capture.bytes, Rows::Chat, Language::English, 80);
    assert!(chat.contains("Ping \"beat 1\"") && !chat.contains("no WebSocket messages"), "{chat}");
    let empty = text_of(&Recorded::named("large-messages").bytes, Rows::Chat, Language::English, 80);
    assert!(empty.contains("← server  Text, 0 bytes"), "{empty}");
    let none = text_of(&Recorded::named("refused").bytes, Rows::Chat, Language::English, 80);
    assert!(none.contains("carries no WebSocket messages"), "{none}");
}

#[test]
fn a_message_took_the_time_from_its_first_frame_to_its_last() {
    let rows = rows_of(&Recorded::named("fragments").bytes, Rows::Messages);
    let took = rows[0].fraction("duration").unwrap();
    let log = Recorded::named("fragments").log();
    let sent: Vec<_> = log.iter().filter(|entry| entry.text("event") == Some("send")).collect();
    let [first, .., last] = sent[..] else { panic!("a message in several frames") };
    let apart = last.fraction("at").unwrap() - first.fraction("at").unwrap();
    assert!((took - apart).abs() < 0.05, "{took} and {apart}");
    let listed = text_of(&Recorded::named("fragments").bytes, Rows::Messages, Language::English, 120);
    assert!(listed.trim_end().ends_with("(3 frames within 601 ms)"), "{listed}");
}

fn extract(capture: &Path, folder: &Path) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_wiretale"));
    let mut program = program;
    program.args(["messages", "--lang", "en"]).arg(capture).arg("--out").arg(folder).output().unwrap()
}

#[test]
fn each_message_has_a_file_of_its_own() {
    let place = tempfile::tempdir().unwrap();
    let (capture, folder) = (place.path().join("talk.pcap"), place.path().join("messages"));
    fs::write(&capture, talk()).unwrap();
    let output = extract(&capture, &folder);
    assert!(output.status.success(), "{output:?}");
    let notes = String::from_utf8(output.stderr).unwrap();
    assert!(notes.contains("6 messages written") && notes.contains("1 message is not whole"), "{notes}");
    let names = String::from_utf8(output.stdout).unwrap();
    let files: Vec<_> = names.lines().map(Path::new).collect();
    let name = |path: &&Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let rows = rows_of(&talk(), Rows::Messages);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), files.len());
    let ends =
        ["client.json", "server.txt", "server.txt", "server-2.txt", "client.bin", "server.incomplete.txt"];
    for ((file, end), row) in files.iter().zip(ends).zip(&rows) {
        assert_eq!(name(file), format!("0-{:06}-{end}", row.number("packet").unwrap()));
        let bytes = fs::read(file).unwrap();
        match row.text("text") {
            Some(text) => assert_eq!(bytes, text.as_bytes()),
            None => assert_eq!(bytes, (0..=255).cycle().take(1000).collect::<Vec<u8>>()),
        }
    }
    assert!(name(files.last().unwrap()).ends_with(ends[5]));
    assert_eq!(fs::read(files.last().unwrap()).unwrap(), b"the end of");

    let again = extract(&capture, &folder);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8(again.stderr).unwrap().contains("is not empty"), "nothing is overwritten");
}

#[test]
fn a_message_longer_than_what_is_kept_is_written_whole() {
    const LENGTH: usize = 20 * 1024 * 1024;
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/").switching_protocols();
    let words = format!("[\"{}\"]", "0123456789abcdef".repeat(LENGTH / 16));
    let frame = text(&words).bytes();
    talk.in_segments(Side::Server, 60_000, frame).client_ack();
    let place = tempfile::tempdir().unwrap();
    let (capture, folder) = (place.path().join("talk.pcap"), place.path().join("messages"));
    fs::write(&capture, talk.into_pcap()).unwrap();
    let output = extract(&capture, &folder);
    let names = String::from_utf8(output.stdout).unwrap();
    assert!(names.trim_end().ends_with("-server.json"), "{names}");
    assert!(fs::read(names.trim_end()).unwrap() == words.as_bytes());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn a_continuation_without_a_start_lacks_nothing_but_its_peers_care() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/").switching_protocols().server(continuation("on its own")).client_ack();
    let rows = rows_of(&talk.into_pcap(), Rows::Messages);
    assert_eq!((rows[0].text("opcode"), rows[0].bool("truncated")), (Some("continuation"), Some(false)));
    assert!(rows[0].text("unread").is_none());
}
