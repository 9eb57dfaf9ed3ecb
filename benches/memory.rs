//! What connections cost in memory, whatever is sent: measured, and compared with what is promised.
//!
//! `cargo bench --bench memory` measures each case in a process of its own. Memory is the peak that the
//! operating system has seen, less that of a capture with one connection, for each connection; the packets are
//! made as they are asked for, so that no capture counts. The bench fails where a promise is not kept.

#[path = "../tests/support/mod.rs"]
mod support;
mod usage;

use std::env::args;
use std::io::sink;
use std::net::Ipv4Addr;
use std::process::{ExitCode, Stdio};

use support::{Conversation, Made, TestPacket, masked, text};
use usage::{Used, child};
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
}

/// How connections are told.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Told {
    /// In the table.
    InALine,
    /// With `--json`, which says more of each.
    InFull,
}

/// So many half-open connections have just made their index grow, which has most room to spare then.
const JUST_GROWN: u64 = 820_765;

/// A promise: bytes for each connection, at most.
const MEMORY: [(Case, Told, u64, u64); 8] = [
    (Case::Flood, Told::InALine, 2_000_000, 96),
    (Case::Flood6, Told::InALine, JUST_GROWN, 96),
    (Case::Flood6, Told::InFull, JUST_GROWN, 100),
    (Case::Open, Told::InALine, 100_000, 1280),
    (Case::Open, Told::InFull, 100_000, 1536),
    (Case::Idle, Told::InALine, 20_000, 1536),
    (Case::Idle, Told::InFull, 20_000, 2048),
    (Case::Passing, Told::InALine, 400_000, 128),
];

fn main() -> ExitCode {
    let words: Vec<String> = args().collect();
    if let [_, mode, case, told, size] = words.as_slice()
        && mode == "measure"
    {
        return measure(case, told, size.parse().unwrap_or(0));
    }
    let mut kept = true;
    println!(
        "{:<10}{:<10}{:>12}{:>14}{:>16}{:>10}",
        "case", "told", "connections", "peak, MiB", "bytes for each", "at most"
    );
    for (case, told, connections, most) in MEMORY {
        let [case, told] = [format!("{case:?}"), format!("{told:?}")];
        let [alone, peak] = [1, connections]
            .map(|size| child(&["measure", &case, &told, &size.to_string()], Stdio::null()).peak);
        let each = (peak.saturating_sub(alone)) as f64 / connections as f64;
        let peak = peak as f64 / 1_048_576.0;
        println!("{case:<10}{told:<10}{connections:>12}{peak:>14.1}{each:>16.1}{most:>10}");
        kept &= each <= most as f64;
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn measure(case: &str, told: &str, size: u64) -> ExitCode {
    // Connections are kept until they are told, in the order of their numbers.
    let (language, out) = (Language::English, Output::new(sink()));
    let mut connections: Box<dyn Observer> = if told == "InFull" {
        Box::new(Json::new(Rows::Connections, language, out))
    } else {
        let page = Page::new(out, language, TimeFormat::default(), (200, false));
        Box::new(Text::new(Rows::Connections, page))
    };
    let mut run = |make: &mut dyn FnMut(u64) -> Option<TestPacket>| {
        let report = pipeline::run(&mut Made::new(make), &mut *connections, Settings::default());
        assert!(report.error.is_none() && report.undecoded.is_empty());
    };
    match case {
        "Flood" => run(&mut flood(size, false)),
        "Flood6" => run(&mut flood(size, true)),
        "Open" => run(&mut silent(size)),
        "Idle" => run(&mut opened(size)),
        "Passing" => run(&mut passing(size)),
        _ => return ExitCode::FAILURE,
    }
    Used::tell(0);
    ExitCode::SUCCESS
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
