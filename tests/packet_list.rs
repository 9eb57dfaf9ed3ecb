//! The lines of a list of packets, beside those of tshark.

mod support;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use support::*;
use wiretale::capture::{CaptureFile, ReadBack, open_kept};
use wiretale::pipeline::{self, Settings};
use wiretale::tell::{Carries, Index, Indexed, Indexer, PacketLine, SharedIndex};

fn indexed((mut source, back): (CaptureFile, ReadBack)) -> (SharedIndex, ReadBack) {
    let index = SharedIndex::default();
    let mut indexer = Indexer::new(index.clone(), Arc::new(AtomicBool::new(false)));
    let report = pipeline::run(&mut source, &mut indexer, Settings::default());
    assert!(report.error.is_none());
    (index, back)
}

fn line(index: &Index, back: &ReadBack, entry: &Indexed) -> PacketLine {
    let mut room = Vec::new();
    let packet = back.packet(entry.number, entry.place, entry.time, &mut room).unwrap();
    PacketLine::new(entry, &packet, index.window_shift(entry))
}

fn lines((index, back): &(SharedIndex, ReadBack)) -> Vec<(Indexed, PacketLine)> {
    let index = index.lock().unwrap();
    let entries = (1..=index.len()).filter_map(|number| index.entry(number));
    entries.map(|entry| (entry, line(&index, back, &entry))).collect()
}

/// `protocol: info` of a crafted capture.
fn infos(capture: Vec<u8>) -> Vec<String> {
    let kept = CaptureFile::kept_from_static(capture.leak(), "crafted".to_owned()).unwrap();
    lines(&indexed(kept)).into_iter().map(|(_, line)| format!("{}: {}", line.protocol, line.info)).collect()
}

/// Source, destination, length and info of each packet.
fn tshark(path: &Path) -> Vec<String> {
    let fields = ["Source", "Destination", "Length", "Info"].map(|field| format!("_ws.col.{field}"));
    let mut command = Command::new("tshark");
    command.arg("-r").arg(path).args(["-n", "-T", "fields", "-d", "tcp.port==8080,http"]);
    for field in fields {
        command.args(["-e", &field]);
    }
    let output = command.output().expect("tshark, which scripts/setup test installs");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// The number of a duplicate ACK is not kept.
fn without_count(info: &str) -> String {
    match info.split_once("[TCP Dup ACK ") {
        Some((before, rest)) => {
            format!("{before}[TCP Dup ACK{}", rest.find(']').map_or(rest, |end| &rest[end..]))
        }
        None => info.to_owned(),
    }
}

#[test]
fn what_is_only_tcp_reads_as_in_tshark() {
    let mut compared = 0;
    // tests/oracle.rs lists by name where labels differ; here there are none.
    for recorded in ["walkthrough", "faults", "delayed-ack", "ipv6"].map(Recorded::named) {
        let theirs = tshark(&recorded.path);
        for (entry, line) in lines(&indexed(open_kept(&recorded.path, &Arc::default()).unwrap())) {
            let theirs = theirs[entry.number as usize - 1].trim_end();
            let PacketLine { from, to, length, info, .. } = line;
            if entry.carries == Carries::Nothing {
                let ours = format!("{from}\t{to}\t{length}\t{info}");
                assert_eq!(ours, without_count(theirs), "{} packet {}", recorded.name, entry.number);
                compared += 1;
            } else if let Carries::Request | Carries::Response = entry.carries
                && !theirs.contains("[TCP")
            {
                assert!(theirs.contains(&info), "{} packet {}: {info}", recorded.name, entry.number);
            }
        }
    }
    assert!(compared > 60, "{compared}");
}

#[test]
fn frames_are_named_counted_and_quoted() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/chat").switching_protocols();
    talk.client(masked(text("get it")))
        .server([Vec::from(text("one")), Vec::from(ping("?")), Vec::from(text("two"))].concat());
    // A frame whose header lies in two packets, and one whose payload does.
    let long = Vec::from(masked(text("split in three places")));
    talk.client(&long[..1]).client(&long[1..9]).client(&long[9..]);
    let both = [&Vec::from(text("end \u{1b}[2J"))[2..], &Vec::from(binary([1, 2, 3]))].concat();
    talk.server(&Vec::from(text("end \u{1b}[2J"))[..2]).server(both);
    talk.client(masked(close(1000, "bye"))).server_fin();
    let infos = infos(talk.into_pcapng());
    assert_eq!(
        infos[3..],
        [
            "HTTP: GET /chat HTTP/1.1",
            "HTTP: HTTP/1.1 101 Switching Protocols",
            "WebSocket: Text \"get it\" [FIN] [MASKED] 6 bytes",
            "WebSocket: Text \"one\" [FIN] 3 bytes +2 more",
            "TCP: 50000 → 8080 [PSH, ACK] Seq=169 Ack=143 Win=64128 Len=1",
            "WebSocket: Text",
            "WebSocket: 18 bytes of a frame that began before",
            "WebSocket: Text [FIN] 8 bytes",
            "WebSocket: Binary [FIN] 3 bytes",
            "WebSocket: Close 1000 \"bye\" [FIN] [MASKED] 5 bytes",
            "TCP: 8080 → 50000 [FIN, ACK] Seq=158 Ack=207 Win=64128 Len=0",
        ]
    );
}

#[test]
fn what_is_no_tcp_is_said_in_short() {
    let ends = ["10.0.0.1:53124", "10.0.0.2:53"].map(|end| end.parse().unwrap());
    let mut fragmented = TestPacket::new(ends[0], ends[1]);
    fragmented.payload = b"in pieces".to_vec();
    let mut raw =
        vec![RawPacket::arp(Link::Ethernet), RawPacket::udp(Link::Ethernet, ends[0], ends[1], b"question")];
    raw.extend(fragmented.to_fragments(16));
    let infos = infos(write_capture(FileFormat::Pcapng(Order::Little), &raw));
    assert_eq!(
        infos,
        [
            "ARP: Who has 10.0.0.2? Tell 10.0.0.1",
            "UDP: 53124 → 53 Len=8",
            "IP: Fragmented IP protocol (proto=6, off=0, ID=1234)",
            "TCP: [ACK] Seq=1 Ack=1  [fragments]",
        ]
    );
}
