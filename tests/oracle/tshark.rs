//! tshark, and its answers in the terms of wiretale's rows.

use std::path::Path;
use std::process::Command;

use super::support::Json;

/// What one program reads in a capture; the other must read the same.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// A line for each TCP segment: packet, connection and numbers.
    pub(super) packets: Vec<String>,
    /// A line for each WebSocket frame.
    pub(super) frames: Vec<String>,
    /// A line for each opening handshake.
    pub(super) handshakes: Vec<String>,
}

/// Control bits from the lowest on.
pub(super) const FLAGS: [&str; 9] = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"];

/// Runs tshark; its standard output.
fn run(arguments: &[&str]) -> String {
    let output = Command::new("tshark").args(arguments).output().unwrap_or_else(|error| {
        panic!("tshark: {error}; the oracle is a part of the tests: scripts/setup test installs it")
    });
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "tshark {arguments:?}: {said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What tshark reads in a capture.
pub(super) fn read(capture: &Path) -> Reading {
    let path = capture.to_str().expect("a path in UTF-8");
    // With the default, tshark does not put reordered segments in order.
    let in_order = "tcp.reassemble_out_of_order:TRUE";
    // The keys in a capture let tshark read inside TLS, which wiretale can't yet.
    let no_tls = ["--disable-protocol", "tls"];
    let arguments = ["-r", path, "-n", "-o", in_order, "-d", "tcp.port==8080,http"];
    let output = ["-T", "json", "-J", "frame tcp http websocket"];
    let printed = run(&[&arguments[..], &no_tls, &output].concat());
    let packets = Json::parse(&printed);
    let mut reading = Reading::default();
    let mut asked: Vec<(u64, String)> = Vec::new();
    for packet in packets.list() {
        let layers = packet.get("_source.layers").expect("layers");
        let Some(tcp) = layers.get("tcp") else { continue };
        let number = count(layers.get("frame").expect("a frame"), "frame.number");
        let stream = count(tcp, "tcp.stream");
        reading.packets.push(segment(number, stream, tcp));
        for frame in layers.all("websocket") {
            reading.frames.push(format!("{number} #{stream} {}", frame_line(frame)));
        }
        for http in layers.all("http") {
            if let Some(key) = field(http, "http.sec_websocket_key") {
                let uri = field(http, "http.request.uri").unwrap_or_default();
                let host = field(http, "http.host").unwrap_or_default();
                asked.push((stream, format!("#{stream} {uri} {host} {key}")));
            } else if let Some(at) = asked.iter().position(|(of, _)| *of == stream)
                && let Some(status) = field(http, "http.response.code")
            {
                let accept = field(http, "http.sec_websocket_accept").unwrap_or("-");
                reading.handshakes.push(format!("{} {status} {accept}", asked.remove(at).1));
            }
        }
    }
    reading.handshakes.sort();
    reading
}

fn segment(number: u64, stream: u64, tcp: &Json) -> String {
    let bits = hexadecimal(tcp, "tcp.flags");
    let flags: Vec<_> =
        FLAGS.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1).map(|(_, name)| *name).collect();
    let ack = if flags.contains(&"ACK") { count(tcp, "tcp.ack").to_string() } else { "-".to_owned() };
    let (seq, length, window) = (count(tcp, "tcp.seq"), count(tcp, "tcp.len"), count(tcp, "tcp.window_size"));
    format!("{number} #{stream} {flags:?} seq {seq} ack {ack} length {length} window {window}")
}

fn frame_line(frame: &Json) -> String {
    let long = ["websocket.payload_length_ext_64", "websocket.payload_length_ext_16"];
    let long = long.into_iter().find_map(|name| field(frame, name));
    let length = long.or_else(|| field(frame, "websocket.payload_length")).expect("a length");
    let fin = count(frame, "websocket.fin") == 1;
    let masked = count(frame, "websocket.mask") == 1;
    let (rsv, opcode) = (hexadecimal(frame, "websocket.rsv"), count(frame, "websocket.opcode"));
    let code = field(frame, "websocket.payload.close.status_code").unwrap_or("-");
    format!("fin {fin} rsv {rsv} opcode {opcode} masked {masked} length {length} code {code}")
}

fn field<'a>(layer: &'a Json, name: &str) -> Option<&'a str> {
    layer.find(name).and_then(Json::as_text)
}

fn count(layer: &Json, name: &str) -> u64 {
    let text = field(layer, name).unwrap_or_else(|| panic!("{name} in {layer:?}"));
    text.parse().unwrap_or_else(|error| panic!("{name} is {text}: {error}"))
}

fn hexadecimal(layer: &Json, name: &str) -> u64 {
    let text = field(layer, name).unwrap_or_else(|| panic!("{name} in {layer:?}"));
    u64::from_str_radix(text.trim_start_matches("0x"), 16).unwrap_or_else(|error| panic!("{text}: {error}"))
}
