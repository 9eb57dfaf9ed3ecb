//! What connections cost in memory, and what one hole costs in time, whatever is sent: measured, and
//! compared with what is promised.
//!
//! `cargo bench --bench memory` measures each case in a process of its own. Memory is the peak that the
//! operating system has seen (`VmHWM`), less that of a capture with one connection, for each
//! connection; the packets are made as they are asked for, so that no capture counts. Time is what the
//! process spent on a processor while it read a capture in memory. The bench fails where a promise is
//! not kept.

#[path = "../tests/support/mod.rs"]
mod support;

use std::env::args;
use std::fs::read_to_string;
use std::io::sink;
use std::net::Ipv4Addr;
use std::process::{Command, ExitCode};

use support::{Conversation, Made, TestPacket, masked, source, text, to_capture};
use wiretale::pipeline::{self, Settings};
use wiretale::session::Observer;
use wiretale::teach::Language;
use wiretale::tell::{Output, Rows, TimeFormat};
use wiretale::view::json::Json;
use wiretale::view::text::{Page, Text};

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Case {
    /// SYNs from different clients that nothing answers.
    Flood,
    /// The same over IPv6.
    Flood6,
    /// Connections that opened and say nothing.
    Open,
    /// WebSockets that said something each way and then nothing more.
    Idle,
    /// Connections that open, speak and close, one after another.
    Passing,
    /// Megabytes behind one hole.
    Gap,
}

/// A promise: bytes for each connection, at most.
const MEMORY: [(Case, u64, u64); 5] = [
    (Case::Flood, 2_000_000, 96),
    (Case::Flood6, 1_000_000, 96),
    (Case::Open, 100_000, 1536),
    (Case::Idle, 20_000, 2048),
    (Case::Passing, 400_000, 128),
];

/// A promise: with 64 MB behind a hole a packet costs at most so much, in what it costs with 4 MB.
const GAP_RATIO: f64 = 1.5;

fn main() -> ExitCode {
    let words: Vec<String> = args().collect();
    if let [_, mode, case, size] = words.as_slice()
        && mode == "measure"
    {
        return measure(case, size.parse().unwrap_or(0));
    }
    let mut kept = true;
    println!(
        "{:<10}{:>12}{:>14}{:>16}{:>10}",
        "case", "connections", "peak, MiB", "bytes for each", "at most"
    );
    for (case, connections, most) in MEMORY {
        let alone = child(case, 1).peak;
        let peak = child(case, connections).peak;
        let each = (peak.saturating_sub(alone)) as f64 / connections as f64;
        println!("{case:<10?}{connections:>12}{:>14.1}{each:>16.1}{most:>10}", peak as f64 / 1_048_576.0);
        kept &= each <= most as f64;
    }
    let [small, large] = [4, 64].map(|megabytes| {
        let packets = GAP_PACKETS * megabytes / 64;
        let best = (0..5).map(|_| child(Case::Gap, packets).nanoseconds).min().unwrap_or(0);
        best as f64 / GAP_PACKETS as f64
    });
    println!("\ncase  behind the hole  ns for each packet");
    println!(
        "Gap   4 MB{small:>28.0}\nGap   64 MB{large:>27.0}  {:.2} of the above, at most {GAP_RATIO}",
        large / small
    );
    kept &= large / small <= GAP_RATIO;
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a process used.
struct Used {
    /// Bytes.
    peak: u64,
    /// On a processor.
    nanoseconds: u64,
}

/// Measures a case in a process of its own.
fn child(case: Case, size: u64) -> Used {
    let program = std::env::current_exe().expect("this program has a path");
    let output = Command::new(program).args(["measure", &format!("{case:?}"), &size.to_string()]).output();
    let output = output.expect("this program can be started again");
    assert!(output.status.success(), "{case:?}: {}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).expect("two numbers");
    let mut numbers = told.split_whitespace().map(|number| number.parse().expect("a number"));
    Used { peak: numbers.next().expect("a peak"), nanoseconds: numbers.next().expect("a time") }
}

fn measure(case: &str, size: u64) -> ExitCode {
    let outputs = [
        // Both views of connections keep what they tell until the end; the costlier one counts.
        Box::new(Json::new(Rows::Connections, Language::English, Output::new(sink()))) as Box<dyn Observer>,
        Box::new(Text::new(
            Rows::Frames,
            Page::new(Output::new(sink()), Language::English, TimeFormat::Relative, (100, false)),
        )),
    ];
    let [mut connections, mut frames] = outputs;
    let run = |observer: &mut dyn Observer, make: &mut dyn FnMut(u64) -> Option<TestPacket>| {
        let report = pipeline::run(&mut Made::new(make), observer, Settings::default());
        assert!(report.error.is_none() && report.undecoded.is_empty());
    };
    match case {
        "Flood" => run(&mut *connections, &mut flood(size, false)),
        "Flood6" => run(&mut *connections, &mut flood(size, true)),
        "Open" => run(&mut *connections, &mut silent(size)),
        "Idle" => run(&mut *connections, &mut opened(size)),
        "Passing" => run(&mut *connections, &mut passing(size)),
        "Gap" => {
            // As many captures as make the same number of packets, so that all come from memory that is
            // as cold.
            let captures = (0..GAP_PACKETS / size).map(|_| source(&to_capture(&gap(size))));
            let captures: Vec<_> = captures.map(|capture| capture.expect("a capture")).collect();
            let before = nanoseconds();
            for mut capture in captures {
                pipeline::run(&mut capture, &mut *frames, Settings::default());
            }
            println!("0 {}", nanoseconds() - before);
            return ExitCode::SUCCESS;
        }
        _ => return ExitCode::FAILURE,
    }
    let status = read_to_string("/proc/self/status").expect("Linux");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    let kibibytes: u64 = peak.trim().trim_end_matches(" kB").parse().expect("a number");
    println!("{} 0", kibibytes * 1024);
    ExitCode::SUCCESS
}

/// What this process has spent on a processor.
fn nanoseconds() -> u64 {
    let schedule = read_to_string("/proc/self/schedstat").expect("Linux");
    schedule.split_whitespace().next().and_then(|time| time.parse().ok()).expect("a time")
}

/// The address of one of many clients.
fn client(number: u64) -> Ipv4Addr {
    Ipv4Addr::from_bits(0x0a00_0000 | number as u32)
}

/// A SYN from each client, a microsecond apart.
fn flood(connections: u64, six: bool) -> impl FnMut(u64) -> Option<TestPacket> {
    let (from, to) = if six { ("[fd00::1]:1", "[fd01::1]:80") } else { ("10.0.0.1:1", "192.0.2.1:80") };
    let syn = Conversation::new(from, to).client_syn().packets[0].clone();
    move |number| {
        let mut next = syn.clone();
        let address = client(number);
        next.from = if six { (address.to_ipv6_mapped(), 50_000).into() } else { (address, 50_000).into() };
        next.time += number * 1000;
        (number < connections).then_some(next)
    }
}

/// A WebSocket that says a few words each way.
fn conversation() -> Conversation {
    let mut talk = Conversation::new("10.0.0.1:50000", "192.0.2.1:8080");
    talk.handshake().get("/chat").switching_protocols().client_ack();
    for words in ["one", "two", "three", "four"] {
        talk.client(masked(text(words))).server(text(words)).client_ack();
    }
    talk
}

/// The handshakes of one client after another.
fn silent(connections: u64) -> impl FnMut(u64) -> Option<TestPacket> {
    let mut talk = Conversation::new("10.0.0.1:50000", "192.0.2.1:8080");
    talk.handshake();
    one_after_another(connections, talk.packets)
}

/// The packets of a conversation with one client after another; none ends.
fn opened(connections: u64) -> impl FnMut(u64) -> Option<TestPacket> {
    one_after_another(connections, conversation().packets)
}

/// The packets of a conversation with each client, with its end, one client after another.
fn passing(connections: u64) -> impl FnMut(u64) -> Option<TestPacket> {
    let mut talk = conversation();
    talk.server_fin().client_fin().server_ack();
    one_after_another(connections, talk.packets)
}

/// These packets, to and from so many clients.
fn one_after_another(connections: u64, packets: Vec<TestPacket>) -> impl FnMut(u64) -> Option<TestPacket> {
    move |number| {
        let index = (number % packets.len() as u64) as usize;
        let which = number / packets.len() as u64;
        let packet = packets.get(index).filter(|_| which < connections)?;
        // A thousand connections a second.
        Some(with(packet, which, which * 1000 + index as u64))
    }
}

/// The packet as another client's, at a time in microseconds.
fn with(packet: &TestPacket, number: u64, microseconds: u64) -> TestPacket {
    let mut packet = packet.clone();
    let other = (client(number), 50_000).into();
    let is_client = packet.from.port() == 50_000;
    *(if is_client { &mut packet.from } else { &mut packet.to }) = other;
    packet.time = 1_700_000_000_000_000_000 + microseconds * 1000;
    packet
}

/// Bytes of a full segment.
const SEGMENT: usize = 1448;

/// Full segments in 64 MB: a multiple of those in 4 MB.
const GAP_PACKETS: u64 = (64 << 20) / SEGMENT as u64 / 16 * 16;

/// So many segments behind one that comes last.
fn gap(segments: u64) -> Vec<TestPacket> {
    let mut talk = Conversation::new("10.0.0.1:50000", "192.0.2.1:8080");
    talk.handshake().client(vec![b'x'; SEGMENT]);
    let late = talk.packets.pop().expect("the first segment");
    let mut packets = talk.packets;
    for number in 1..=segments {
        let mut packet = late.clone();
        packet.seq = packet.seq.wrapping_add(number as u32 * SEGMENT as u32);
        packet.time += number * 1000;
        packets.push(packet);
    }
    packets.push(TestPacket { time: late.time + (segments + 1) * 1000, ..late });
    packets
}
