//! Text that is no UTF-8, found where it stops being it.

use wiretale::tell::Rows;

use super::support::*;

/// The packets in which text stops being UTF-8, and what was found there, of segments of the server that begin
/// with packet 6.
fn found(segments: &[Vec<u8>]) -> Vec<(u64, String)> {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/").switching_protocols();
    for segment in segments {
        talk.server(segment.clone());
    }
    let rows = rows_of(&talk.into_pcap(), Rows::Connections);
    let found = rows[0].get("findings").map_or(&[][..], Json::list);
    let found = found.iter().filter(|finding| finding.text("rule") == Some("text-not-utf8"));
    found.map(|found| (found.number("packet").unwrap(), found.text("text").unwrap().to_owned())).collect()
}

fn part(opcode: u8, payload: &[u8], fin: bool) -> Vec<u8> {
    let frame = reserved(opcode, payload);
    if fin { frame.bytes() } else { frame.unfinished().bytes() }
}

#[test]
fn characters_may_be_cut_anywhere() {
    let euro = "€".as_bytes();
    let whole = [part(1, &euro[..1], false), part(9, b"\xff", true), part(0, &euro[1..2], false)];
    let segments: Vec<_> = whole.into_iter().chain([part(0, &euro[2..], true)]).collect();
    assert_eq!(found(&segments), []);
    // The same, each byte in a segment of its own.
    let bytes: Vec<_> = segments.concat().into_iter().map(|byte| vec![byte]).collect();
    assert_eq!(found(&bytes), []);
    assert_eq!(found(&[part(2, b"\xff", true)]), [], "binary");
}

#[test]
fn the_frame_is_named_in_which_text_stops_being_utf8() {
    let packets = |segments: &[Vec<u8>]| found(segments).into_iter().map(|(at, _)| at).collect::<Vec<_>>();
    let parts = [part(1, b"ab\xe2", false), part(0, b"\x28", false), part(0, b"\xff", true)];
    assert_eq!(packets(&parts), [7]);
    let text = &found(&parts)[0].1;
    assert!(text.contains("0xe2 [2]") && text.contains("RFC 6455 8.1"), "{text}");
    // Inside a frame that goes on in the next packet, and at the end of a message.
    let long = part(1, &[b"a".repeat(50), vec![0xff], b"b".repeat(50)].concat(), true);
    assert_eq!(packets(&[long[..60].to_vec(), long[60..].to_vec()]), [6]);
    assert_eq!(packets(&[part(1, b"ab\xe2", false), part(0, b"", true), part(1, b"ok", true)]), [7]);
    assert_eq!(packets(&[part(1, b"\xff", true), part(1, b"ok", true), part(1, b"\xff", true)]), [6, 8]);
}

#[test]
fn behind_a_hole_nothing_is_known() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/").switching_protocols();
    let frame = part(1, "€€€€".as_bytes(), true);
    talk.server(&frame[..5]).server(&frame[5..6]).uncaptured().server(&frame[6..]).client_ack();
    talk.after_ms(5000).server(part(1, b"\xff", true)).client_ack();
    let rows = rows_of(&talk.into_pcap(), Rows::Connections);
    let findings = rows[0].get("findings").map_or(&[][..], Json::list);
    let found: Vec<_> = findings.iter().filter(|f| f.text("rule") == Some("text-not-utf8")).collect();
    assert_eq!(found.len(), 1, "{findings:?}");
}

#[test]
fn what_an_unknown_extension_does_is_no_break_of_a_rule() {
    let extension = "Sec-WebSocket-Extensions: x-webkit-deflate-frame";
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get_with("/", &[extension]).switching_protocols_with(&[extension]);
    talk.server(reserved(1, b"\xff\xfe").with_rsv(4)).client_ack().server(text("plain")).client_ack();
    let rows = rows_of(&talk.clone().into_pcap(), Rows::Connections);
    assert_eq!(rows[0].get("findings").unwrap().list(), []);
    // Where its bits are not set, nothing is changed.
    talk.server(reserved(1, b"\xff\xfe")).client_ack();
    let rows = rows_of(&talk.into_pcap(), Rows::Connections);
    assert_eq!(rows[0].get("findings").unwrap().list()[0].text("rule"), Some("text-not-utf8"));
}
