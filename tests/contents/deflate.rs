//! Compressed messages of all kinds, told as they were before they were compressed.

use flate2::{Compress, Compression, FlushCompress};
use proptest::prelude::*;
use wiretale::tell::Rows;

use super::support::*;

/// One side's compressor, as a peer has it.
pub(super) struct Peer {
    compress: Compress,
    takes_over: bool,
}

impl Peer {
    pub(super) fn new(takes_over: bool) -> Self {
        Self { compress: Compress::new(Compression::new(6), false), takes_over }
    }

    /// A message as its frames carry it (RFC 7692 7.2.1).
    pub(super) fn compress(&mut self, message: &[u8]) -> Vec<u8> {
        if message.is_empty() {
            // zlib flushes nothing; a peer sends what RFC 7692 7.2.3.6 says.
            return vec![0];
        }
        let mut out = Vec::with_capacity(message.len() * 2 + 1024);
        self.compress.compress_vec(message, &mut out, FlushCompress::Sync).unwrap();
        if !self.takes_over {
            self.compress.reset();
        }
        assert!(out.ends_with(&[0, 0, 0xff, 0xff]));
        out.truncate(out.len() - 4);
        out
    }
}

/// A connection on which permessage-deflate was agreed, with these parameters.
pub(super) fn agreed(parameters: &str) -> Conversation {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    let offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";
    talk.handshake().get_with("/", &[offer]);
    talk.switching_protocols_with(&[&format!("Sec-WebSocket-Extensions: permessage-deflate{parameters}")]);
    talk
}

/// A compressed message in one frame.
pub(super) fn whole(opcode: u8, payload: impl Into<Vec<u8>>) -> Frame {
    reserved(opcode, payload).with_rsv(4)
}

/// Text of the messages, or why there is none.
pub(super) fn texts(capture: &[u8]) -> Vec<String> {
    let said = |row: &Json| {
        let text = row.text("text").unwrap_or("-");
        row.text("unread").map_or(text.to_owned(), |unread| format!("{text} ({unread})"))
    };
    rows_of(capture, Rows::Messages).iter().map(said).collect()
}

#[derive(Clone, Debug)]
struct Said {
    by: Side,
    compressed: bool,
    text: String,
    /// Where the payload is cut into frames, in thousandths.
    cuts: Vec<usize>,
}

fn said() -> impl Strategy<Value = Said> {
    let word =
        prop::sample::select(vec!["hello ", "wörld ", "€", "1234567890", "", "the same again and again "]);
    let text = prop_oneof![
        prop::collection::vec(word, 0..12).prop_map(|words| words.concat()),
        "[ -~]{0,300}",
        (0_usize..40_000).prop_map(|n| (0..n).map(|i| char::from(b'a' + (i * i % 23) as u8)).collect()),
    ];
    let side = prop_oneof![Just(Side::Client), Just(Side::Server)];
    (side, prop::bool::weighted(0.8), text, prop::collection::vec(0_usize..=1000, 0..4))
        .prop_map(|(by, compressed, text, cuts)| Said { by, compressed, text, cuts })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn messages_are_told_as_they_were_said(
        said in prop::collection::vec(said(), 1..12),
        (client_alone, server_alone) in any::<(bool, bool)>(),
        segment in prop_oneof![1_usize..40, 100_usize..3000],
    ) {
        let mut parameters = String::new();
        for (alone, name) in [(client_alone, "client"), (server_alone, "server")] {
            if alone {
                parameters.extend(["; ", name, "_no_context_takeover"]);
            }
        }
        let mut talk = agreed(&parameters);
        let (mut client, mut server) = (Peer::new(!client_alone), Peer::new(!server_alone));
        for message in &said {
            let peer = if message.by == Side::Client { &mut client } else { &mut server };
            let bytes = message.text.as_bytes();
            let payload = if message.compressed { peer.compress(bytes) } else { bytes.to_vec() };
            let mut cuts: Vec<_> = message.cuts.iter().map(|cut| cut * payload.len() / 1000).collect();
            cuts.extend([0, payload.len()]);
            cuts.sort_unstable();
            let mut sent = Vec::new();
            for (index, cut) in cuts.windows(2).enumerate() {
                let mut frame = reserved(u8::from(index == 0), &payload[cut[0]..cut[1]]);
                frame.rsv = if message.compressed && index == 0 { 4 } else { 0 };
                frame.fin = index + 2 == cuts.len();
                let frame = if message.by == Side::Client { masked(frame) } else { frame };
                sent.extend(frame.bytes());
                sent.extend(if message.by == Side::Client { masked(ping("?")) } else { ping("!") }.bytes());
            }
            talk.in_segments(message.by, segment.max(sent.len() / 200), sent);
        }
        let capture = talk.into_pcap();
        let rows = rows_of(&capture, Rows::Messages);
        prop_assert_eq!(rows.len(), said.len());
        for (row, said) in rows.iter().zip(&said) {
            prop_assert_eq!(row.text("text"), Some(said.text.as_str()));
            prop_assert_eq!(row.number("length"), Some(said.text.len() as u64));
            prop_assert_eq!(row.bool("compressed"), Some(said.compressed));
            prop_assert_eq!((row.bool("truncated"), row.text("unread")), (Some(false), None));
        }
        let findings = rows_of(&capture, Rows::Connections);
        prop_assert_eq!(findings[0].get("findings").map_or(0, |found| found.list().len()), 0);
    }
}

#[test]
fn each_direction_has_the_context_that_was_agreed_for_it() {
    for (parameters, client, server) in
        [("; client_no_context_takeover", false, true), ("; server_no_context_takeover", true, false)]
    {
        let (mut client, mut server) = (Peer::new(client), Peer::new(server));
        let mut talk = agreed(parameters);
        for _ in 0..3 {
            talk.client(masked(whole(1, client.compress(b"Hello Hello"))));
            talk.server(whole(1, server.compress(b"Good day, good day")));
        }
        let expected = ["Hello Hello", "Good day, good day"].repeat(3);
        assert_eq!(texts(&talk.into_pcap()), expected, "{parameters}");
    }
}

#[test]
fn a_last_block_ends_no_connection() {
    // RFC 7692 7.2.3.4, and 7.2.3.2 behind it, which refers to it.
    let last = [0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00];
    let refers = [0xf2, 0x00, 0x11, 0x00, 0x00];
    let mut talk = agreed("");
    talk.server(whole(1, last)).server(text("plain")).server(whole(1, refers)).server(whole(1, last));
    assert_eq!(texts(&talk.into_pcap()), ["Hello", "plain", "Hello", "Hello"]);
    let mut alone = agreed("; server_no_context_takeover");
    alone.server(whole(1, last)).server(whole(1, last));
    assert_eq!(texts(&alone.into_pcap()), ["Hello", "Hello"]);
}

#[test]
fn sizes_are_told_on_the_wire_and_inflated() {
    let mut peer = Peer::new(true);
    let mut talk = agreed("");
    talk.server(whole(2, peer.compress(&[7; 1000]))).server(binary([1, 2, 3]));
    let rows = rows_of(&talk.into_pcap(), Rows::Messages);
    let wire = rows[0].number("wire_length").unwrap();
    assert!(wire < 20 && rows[0].number("length") == Some(1000), "{rows:?}");
    assert!(rows[0].get("ratio").is_some() && rows[1].get("ratio").is_none());
    assert_eq!(rows[1].text("base64"), Some("AQID"));
}

#[test]
fn invalid_utf8_is_found_in_inflated_text() {
    let mut peer = Peer::new(true);
    let mut talk = agreed("");
    talk.server(whole(1, peer.compress("é".as_bytes()))).server(whole(1, peer.compress(b"ab\xff")));
    let rows = rows_of(&talk.into_pcap(), Rows::Connections);
    let found = &rows[0].get("findings").unwrap().list()[0];
    assert_eq!((found.text("rule"), found.number("packet")), (Some("text-not-utf8"), Some(7)));
}

#[test]
fn a_bomb_is_found_and_not_inflated() {
    // 1,032 times larger: 70 MB out of 70 KB.
    let mut peer = Peer::new(false);
    let bomb = peer.compress(&vec![0; 70 << 20]);
    assert!(bomb.len() < 100_000);
    let mut talk = agreed("; server_no_context_takeover");
    talk.in_segments(Side::Server, 60_000, whole(2, bomb)).server(whole(1, peer.compress(b"after")));
    let capture = talk.into_pcap();
    let rows = rows_of(&capture, Rows::Messages);
    assert_eq!((rows[0].text("unread"), rows[0].bool("truncated")), (Some("too_much"), Some(true)));
    assert_eq!(rows[1].text("unread"), Some("too_much"));
    let connections = rows_of(&capture, Rows::Connections);
    let found = connections[0].get("findings").unwrap().list();
    assert_eq!(found.iter().filter_map(|f| f.text("rule")).collect::<Vec<_>>(), ["inflated-too-much"]);
}

#[test]
fn what_a_connection_saved_is_summed_up_for_each_side() {
    let rows = rows_of(&Recorded::named("deflate-takeover").bytes, Rows::Connections);
    let server = rows[0].get("compression").and_then(|saved| saved.get("server")).unwrap();
    let number = |key| server.number(key).unwrap();
    assert_eq!((number("messages"), number("unread")), (5, 0));
    assert_eq!((number("wire_length"), number("length")), (67 + 6 + 5 + 5 + 5, 5 * 74));
    assert_eq!(server.fraction("ratio"), Some(4.2));
    assert_eq!(rows[0].get("compression").unwrap().get("client").unwrap().number("messages"), Some(0));
    let plain = rows_of(&Recorded::named("echo").bytes, Rows::Connections);
    assert!(plain[0].get("compression").is_none());
}
