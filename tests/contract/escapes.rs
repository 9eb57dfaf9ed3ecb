//! Text from packets never acts on a terminal, in any output and language.

use wiretale::tell::acts_on_terminal;

use super::program::{Folder, wiretale};
use super::support::{
    Conversation, FileFormat, Json, Order, RawPacket, SAMPLE_KEY, TestPacket, accept_for, binary, close,
    continuation, masked, ping, reserved, text, write_capture,
};

/// Sets the clipboard, clears the screen, turns the line around, begins a new one; by C0, by C1, and
/// by what Unicode adds.
const EVIL: &str = "a\u{1b}]52;c;x\u{7}\u{1b}[2J\u{9b}31m\u{202e}b\u{2066}\u{200f}\u{2028}\r\n\t\u{8}\u{7f}\u{85}\u{0}z\u{feff}";
/// The same in bytes that are no UTF-8.
const EVIL_BYTES: &[u8] = b"a\x1b]52;c;x\x07\x9b31m\x90\x9c\xff\xfe\r\nz";
/// What fits into one header line.
const EVIL_LINE: &str =
    "a\u{1b}]52;c;x\u{7}\u{1b}[2J\u{9b}31m\u{202e}b\u{2066}\u{200f}\u{2028}\t\u{8}\u{7f}\u{85}z";

/// Connections on which everything that a peer can choose is evil.
fn capture() -> Vec<u8> {
    let mut packets: Vec<TestPacket> = Vec::new();
    let mut next = 0;
    let mut converse = |script: &dyn Fn(&mut Conversation)| {
        next += 1;
        let mut talk = Conversation::new(&format!("10.0.0.1:{}", 50000 + next), "10.0.0.2:8080");
        script(talk.after_ms(next * 1000).handshake());
        talk.server_fin().client_fin().server_ack();
        packets.extend(talk.packets);
    };
    converse(&|talk| {
        talk.get("/").switching_protocols();
        talk.server(text(EVIL)).client(masked(text(EVIL))).server(binary(EVIL_BYTES)).server(ping(EVIL));
        talk.server(text("one").unfinished()).server(continuation(EVIL)).server(reserved(11, EVIL));
        talk.server(reserved(1, EVIL_BYTES)).client(masked(close(3000, EVIL)));
        talk.server(reserved(8, [&[0x0b, 0xb8][..], EVIL_BYTES].concat()));
    });
    converse(&|talk| {
        let lines = ["User-Agent", "Origin", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", EVIL_LINE];
        let lines = lines.map(|name| format!("{name}: {EVIL_LINE}"));
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        talk.get_with(&format!("/{EVIL_LINE}"), &lines);
        talk.switching_protocols_with(&lines).server(text(EVIL));
    });
    for (key, accept) in [(SAMPLE_KEY, EVIL_LINE), (EVIL_LINE, &accept_for(SAMPLE_KEY))] {
        converse(&|talk| {
            talk.client(format!(
                "GET / HTTP/1.1\r\nHost: {EVIL_LINE}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                 Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: {EVIL_LINE}\r\n\r\n"
            ));
            talk.response(
                &format!("101 {EVIL_LINE}"),
                &["Upgrade: websocket", "Connection: Upgrade", &format!("Sec-WebSocket-Accept: {accept}")],
                "",
            );
        });
    }
    converse(&|talk| {
        talk.client(format!("GET /{EVIL_LINE} HTTP/1.1\r\nHost: {EVIL_LINE}\r\n\r\n"));
        talk.response(&format!("404 {EVIL_LINE}"), &[EVIL_LINE, "Content-Length: 3"], "no!");
        talk.client([b"POST /", EVIL_BYTES, b" HTTP/1.1\r\n\r\n"].concat());
        talk.response(
            "426 Upgrade Required",
            &[&format!("Upgrade: {EVIL_LINE}"), "Transfer-Encoding: chunked"],
            EVIL,
        );
    });
    converse(&|talk| {
        talk.get(&format!("/{EVIL_LINE}"));
        talk.response(&format!("503 {EVIL_LINE}"), &[&format!("Location: {EVIL_LINE}")], EVIL);
    });
    converse(&|talk| _ = talk.client(EVIL).server(EVIL_BYTES));
    let raw: Vec<RawPacket> = packets.iter().map(TestPacket::to_raw).collect();
    write_capture(FileFormat::Pcapng(Order::Little), &raw)
}

#[test]
fn no_output_acts_on_a_terminal() {
    let folder = Folder::new();
    let path = folder.file("evil.pcapng", &capture());
    for command in ["story", "connections", "packets", "frames", "messages"] {
        for language in ["en", "zh"] {
            for format in [&[][..], &["--json"], &["--width", "60"]] {
                let arguments = [&[command, "--lang", language, path.as_str()], format].concat();
                let printed = wiretale(&arguments);
                assert_eq!(printed.status, 0, "{arguments:?}: {}", printed.err);
                assert!(printed.out.lines().count() > 3, "{arguments:?}");
                for line in printed.out.split('\n').chain(printed.err.split('\n')) {
                    assert!(!line.contains(acts_on_terminal), "{arguments:?}: {line:?}");
                }
            }
        }
    }
}

#[test]
fn json_gives_the_text_back_as_it_was() {
    let folder = Folder::new();
    let path = folder.file("evil.pcapng", &capture());
    let messages = Json::lines(&wiretale(&["messages", "--json", &path]).out);
    let texts: Vec<_> = messages.iter().filter_map(|row| row.text("text")).collect();
    assert_eq!(texts, [EVIL, EVIL, &format!("one{EVIL}"), EVIL]);
    let frames = Json::lines(&wiretale(&["frames", "--json", &path]).out);
    assert!(frames.iter().any(|row| row.text("close_reason") == Some(EVIL)));
}

#[test]
fn what_is_shown_of_evil_text_is_there_and_escaped() {
    let folder = Folder::new();
    let path = folder.file("evil.pcapng", &capture());
    for command in ["story", "messages"] {
        let printed = wiretale(&[command, &path]).out;
        assert!(printed.contains("\\x1b]52;c;x\\x07"), "{command}: {printed}");
    }
}
