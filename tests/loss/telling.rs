//! What the outputs say of a capture that lost packets.

use wiretale::capture::Source as _;
use wiretale::pipeline::{self, Settings};
use wiretale::teach::Language;
use wiretale::tell::Rows;

use super::support::*;
use super::{SERVER, capture};

/// A WebSocket; before its last message the capture lost some packets, the Text among them.
fn websocket() -> Vec<TestPacket> {
    let mut talk = Conversation::new("10.0.0.1:1", SERVER);
    talk.handshake().get("/chat").switching_protocols().client_ack();
    talk.server(text("one")).client_ack().after_ms(2_000);
    talk.server(text("two")).client_ack().after_ms(1_000);
    talk.server(text("three")).client_ack().after_ms(500);
    talk.server(close(1000, "bye")).client(masked(close(1000, "bye"))).server_fin().client_fin().server_ack();
    talk.packets
}

/// The same without its second Text and the ACK of that.
fn with_hole() -> Vec<u8> {
    capture(&websocket(), &[8, 9], &[(8, 1_000, 0), (8, 2_000, 3), (8, 2_500, 1_207), (8, 3_000, 1_207)])
}

fn story(capture: &[u8], language: Language) -> String {
    text_of(capture, Rows::Story, language, 100)
}

#[test]
fn the_story_says_where_it_was_lost_and_what_it_explains() {
    let told = story(&with_hole(), Language::English);
    let expected = "
  ╳ The capture lost 1207 packets here ╳
    They were on the network, in this connection or another, and the capturing system had no room
    for them: what seems to be missing near here may just not have been captured.

";
    assert!(told.contains(expected), "{told}");
    let expected = "
    9 3.001000000  ←  segment, 7 bytes          5 bytes before this were not captured: number 135 was
                                               expected, this is 140. The capture itself lost 1207
                                               packets around then: most likely it was sent, and
                                               just not captured.
   10 3.001100000  →  ACK                       The client acknowledges up to 147, but what the
                                               server sent was captured only up to 135. The capture
                                               itself lost 1207 packets around then: most likely it
                                               was sent, and just not captured.
";
    assert!(told.contains(expected), "{told}");
    assert!(
        told.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .contains("(A guess: bytes are missing from the capture, which itself lost 1207 packets"),
        "{told}"
    );
    assert!(told.contains("While it lived, the capture lost 1207 packets"), "{told}");
    let told = story(&with_hole(), Language::Chinese);
    assert!(told.contains("\n  ╳ 抓包在此处丢失了 1207 个包 ╳\n    它们曾在网络上传输"), "{told}");
    assert!(told.contains("当时抓包自身丢失了 1207 个包"), "{told}");
}

#[test]
fn what_is_said_at_the_end_of_a_file_only_may_explain_something() {
    let mut packets = websocket();
    packets.truncate(11);
    let capture = capture(&packets, &[8, 9], &[(9, 60_000, 70)]);
    let told = story(&capture, Language::English);
    assert!(told.contains("which itself lost 70 packets"), "{told}");
    assert!(!told.contains("most likely it was sent") && !told.contains('╳'), "{told}");
    assert!(!told.contains("Not certain"), "{told}");
}

#[test]
fn without_a_loss_nothing_is_said_of_one() {
    let quiet = capture(&websocket(), &[], &[(8, 1_000, 0), (8, 2_000, 0), (13, 9_000, 0)]);
    let plain = capture(&websocket(), &[], &[]);
    for language in Language::ALL {
        for rows in ALL_ROWS {
            assert_eq!(text_of(&quiet, rows, language, 100), text_of(&plain, rows, language, 100));
            assert_eq!(json_of(&quiet, rows, language), json_of(&plain, rows, language));
        }
    }
}

#[test]
fn scripts_get_how_many() {
    let capture = with_hole();
    let packets = rows_of(&capture, Rows::Packets);
    let lost: Vec<_> =
        packets.iter().filter_map(|row| Some((row.number("packet")?, row.number("capture_lost")?))).collect();
    assert_eq!(lost, [(9, 1207)]);
    assert_eq!(rows_of(&capture, Rows::Connections)[0].number("capture_lost"), Some(1207));
    let story = rows_of(&capture, Rows::Story);
    let kinds: Vec<_> = story.iter().filter_map(|row| row.text("kind")).collect();
    let mark = kinds.iter().position(|kind| *kind == "lost").unwrap();
    assert_eq!(kinds[mark - 1..mark + 2], ["silence", "lost", "line"]);
    let shown = text_of(&capture, Rows::Packets, Language::English, 400);
    assert!(shown.lines().nth(8).unwrap().contains("  ╳ The capture lost 1207 packets here ╳ "), "{shown}");
}

#[test]
fn an_end_that_was_not_seen_is_less_certain_if_something_was_lost_then() {
    let ending = |packets: usize, statistics: &[(usize, u64, u64)]| {
        let capture = capture(&websocket()[..packets], &[], statistics);
        let row = rows_of(&capture, Rows::Connections).remove(0);
        let (confidence, verdict) = (row.text("ending.confidence"), row.text("ending.verdict"));
        (confidence.unwrap().to_owned(), verdict.unwrap().to_owned())
    };
    // Nothing more comes behind the Text.
    let (confidence, verdict) = ending(8, &[(8, 0, 0), (8, 1_000, 0)]);
    assert_eq!((confidence.as_str(), verdict.contains("lost")), ("certain", false), "{verdict}");
    let (confidence, verdict) = ending(8, &[(8, 0, 0), (8, 1_000, 2)]);
    assert_eq!(confidence, "likely");
    assert!(
        verdict.contains("(Not certain: the capture lost 2 packets around its last moments"),
        "{verdict}"
    );
    // Whoever said good-bye did so, whatever was lost.
    let (confidence, verdict) = ending(17, &[(17, 2_000, 0), (17, 4_000, 2)]);
    assert_eq!((confidence.as_str(), verdict.contains("lost")), ("certain", false), "{verdict}");
}

#[test]
fn the_end_says_how_many_were_lost_in_all() {
    let report = tell_everything(&with_hole()).unwrap();
    assert_eq!((report.packets, report.connections), (15, 1));
    let mut source = source(&with_hole()).unwrap();
    let report = pipeline::run(&mut source, &mut Everything::new(), Settings::default());
    let notes = report.notes(source.aside(), None);
    let notes: Vec<_> = notes.iter().map(|note| note.tell(Language::English)).collect();
    assert!(
        notes.concat().starts_with("The capture lost 1207 packets: 1207 dropped by the system"),
        "{notes:?}"
    );
}
