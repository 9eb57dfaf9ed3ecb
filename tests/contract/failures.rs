//! What goes wrong, and how the program says it: exit status, one line on standard error, and nothing
//! on standard output that was not in the capture.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::PathBuf;
use std::process::Stdio;

use super::program::{Folder, Printed, finish, program, recorded, told, wiretale};
use super::support::{
    Conversation, FileFormat, Link, Order, RawPacket, Recorded, TestPacket, block_starts, write_capture,
};

const COMMANDS: [&str; 5] = ["story", "connections", "packets", "frames", "messages"];

/// Checks that a run failed with one line that names the file and what to do.
fn assert_failed(printed: &Printed, file: &str) {
    assert_eq!((printed.status, printed.out.as_str()), (1, ""), "{printed:?}");
    assert_eq!(printed.err.lines().count(), 1, "{printed:?}");
    assert!(printed.err.starts_with("wiretale: ") && printed.err.contains(file), "{printed:?}");
    let (_, mend) =
        printed.err.trim_end().rsplit_once("; ").unwrap_or_else(|| panic!("what to do: {printed:?}"));
    assert!(mend.len() > 10, "{printed:?}");
}

#[test]
fn what_is_no_capture_is_named_with_what_to_do() {
    let folder = Folder::new();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let files = [
        folder.path("missing.pcap").to_str().unwrap().to_owned(),
        folder.path("").to_str().unwrap().to_owned(),
        folder.file("text.pcap", b"GET / HTTP/1.1\r\n"),
        folder.file("empty.pcap", b""),
        folder.file("image.pcap", png),
    ];
    for file in &files {
        for command in COMMANDS {
            assert_failed(&wiretale(&[command, file]), file);
            assert_failed(&wiretale(&[command, "--json", file]), file);
        }
    }
}

#[test]
fn a_file_that_ends_in_a_packet_is_told_up_to_there() {
    let folder = Folder::new();
    let whole = Recorded::named("walkthrough").bytes;
    let starts = block_starts(&whole);
    let (before, inside) = (starts[starts.len() / 2], starts[starts.len() / 2] + 40);
    let clean = folder.file("clean.pcapng", &whole[..before]);
    let cut = folder.file("cut.pcapng", &whole[..inside]);
    for command in COMMANDS {
        let printed = wiretale(&[command, "--json", &cut]);
        assert_eq!((printed.status, printed.err.lines().count()), (0, 1), "{printed:?}");
        assert!(printed.err.starts_with("wiretale: "), "{printed:?}");
        assert_eq!(printed.out, told(&[command, "--json", &clean]));
    }
    let packets = told(&["packets", "--json", &clean]);
    assert!(
        packets.lines().count() > 20
            && told(&["packets", "--json", &recorded("walkthrough")]).starts_with(&packets)
    );
}

#[test]
fn a_damaged_file_is_told_up_to_the_damage() {
    let folder = Folder::new();
    let whole = Recorded::named("walkthrough").bytes;
    let starts = block_starts(&whole);
    let place = starts[starts.len() / 2];
    let clean = folder.file("clean.pcapng", &whole[..place]);
    let mut bytes = whole.clone();
    bytes[place + 4] = 7;
    let damaged = folder.file("damaged.pcapng", &bytes);
    for command in COMMANDS {
        for arguments in [vec![command], vec![command, "--json"]] {
            let printed = wiretale(&[&arguments[..], &[&damaged]].concat());
            assert_eq!((printed.status, printed.err.lines().count()), (1, 1), "{printed:?}");
            assert!(
                printed.err.contains(&damaged) && printed.err.contains(&place.to_string()),
                "{printed:?}"
            );
            assert_eq!(printed.out, told(&[&arguments[..], &[&clean]].concat()));
        }
    }
}

#[test]
fn a_command_line_that_is_not_understood_is_2() {
    let capture = recorded("echo");
    let none: [&str; 0] = [];
    let lines: [&[&str]; 9] = [
        &none,
        &["--sideways", &capture],
        &["packets", "--sideways", &capture],
        &["packets"],
        &["packets", "--stream", "first", &capture],
        &["story", "-t", "sometimes", &capture],
        &["story", "--lang", "fr", &capture],
        &["story", "--width", "3", &capture],
        &["story", "--color", "loud", &capture],
    ];
    for line in lines {
        let printed = wiretale(line);
        assert_eq!((printed.status, printed.out.as_str()), (2, ""), "{line:?}");
        assert!(!printed.err.is_empty(), "{line:?}");
    }
    for line in ["--help", "--version"] {
        assert!(told(&[line]).contains("iretale"), "{line}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = Folder::new();
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake();
    for _ in 0..3000 {
        talk.client("x").server_ack();
    }
    let long = folder.file("long.pcapng", &talk.into_pcapng());
    for arguments in [&["packets", &long][..], &["packets", "--json", &long]] {
        assert!(told(arguments).len() > 300_000, "more than any pipe holds");
        let mut child = program(arguments).spawn().unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[test]
fn a_full_disk_is_a_failure() {
    for command in COMMANDS {
        for arguments in [vec![command], vec![command, "--json"]] {
            let full = File::options().write(true).open("/dev/full").unwrap();
            let mut command = program(&[&arguments[..], &[&recorded("walkthrough")]].concat());
            command.stdout(Stdio::from(full));
            let printed = finish(command);
            assert_eq!((printed.status, printed.err.lines().count()), (1, 1), "{arguments:?}: {printed:?}");
            assert!(printed.err.contains("standard output"), "{printed:?}");
        }
    }
}

#[test]
fn packets_that_hold_no_segment_are_counted_in_one_line() {
    let folder = Folder::new();
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().client("x");
    let mut raw: Vec<_> = talk.packets.iter().map(TestPacket::to_raw).collect();
    let [from, to] = ["10.0.0.1:53", "10.0.0.2:53"].map(|address| address.parse().unwrap());
    let others = [RawPacket::arp(Link::Ethernet), RawPacket::udp(Link::Ethernet, from, to, b"?")];
    raw.splice(2..2, [others[0].clone(), others[1].clone(), others[0].clone()]);
    let path = folder.file("mixed.pcap", &write_capture(FileFormat::Pcap(Order::Little), &raw));
    for arguments in [&["packets", &path][..], &["packets", "--json", "--lang", "zh", &path]] {
        let printed = wiretale(arguments);
        assert_eq!((printed.status, printed.out.lines().count()), (0, 4), "{printed:?}");
        assert_eq!(printed.err.lines().count(), 1, "{printed:?}");
        for count in ["3", "2", "1"] {
            assert!(printed.err.contains(count), "{count} in {printed:?}");
        }
        // Packet numbers count them all.
        assert!(printed.out.lines().last().unwrap().contains('7'), "{printed:?}");
    }
}

#[test]
fn a_name_that_acts_on_a_terminal_is_shown_escaped() {
    let folder = Folder::new();
    let evil = "\u{1b}]52;c;x\u{7}\u{202e}.pcap";
    let asked = [PathBuf::from("story"), folder.path(evil)];
    let missing = wiretale(&asked);
    fs::write(folder.path(evil), "text").unwrap();
    for printed in [missing, wiretale(&asked)] {
        assert_eq!(printed.status, 1);
        assert!(printed.err.contains("\\x1b]52;c;x\\x07\\u{202e}.pcap"), "{:?}", printed.err);
        assert!(!printed.err.trim_end().contains(wiretale::tell::acts_on_terminal), "{:?}", printed.err);
    }
}
