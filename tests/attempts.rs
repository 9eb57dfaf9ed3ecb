//! Attempts to connect that nothing followed, of which there may be millions: what the table of connections
//! lists of them, and what it counts.

mod support;

use std::net::{Ipv4Addr, SocketAddr};

use support::*;
use wiretale::decode::Flags;
use wiretale::flow::Room;
use wiretale::limits::{MAX_COUNTED_SERVERS, MAX_LISTED_ATTEMPTS};
use wiretale::pipeline::{self, Settings};
use wiretale::teach::Language;
use wiretale::tell::{Output, RowOrder, Rows, TimeFormat};
use wiretale::view::text::{Page, Text};

/// A millisecond, in nanoseconds.
const MS: u64 = 1_000_000;

/// The SYN of a client with this number, a millisecond after the one before.
fn syn(number: u64, server: &str) -> TestPacket {
    let client = SocketAddr::from((Ipv4Addr::from(0x0a00_0000 + number as u32), 4000));
    let packet = TestPacket::new(client, server.parse().expect("an end"));
    TestPacket { time: packet.time + number * MS, seq: 77, ack: 0, flags: Flags::SYN, ..packet }
}

fn flood(attempts: u64, server: &str) -> Vec<TestPacket> {
    (0..attempts).map(|number| syn(number, server)).collect()
}

/// The rows of the table, without its title, and the lines of each paragraph below.
fn table(packets: &[TestPacket], language: Language, order: RowOrder, room: Room) -> Vec<Vec<String>> {
    let mut printed = Vec::new();
    let page = Page::new(Output::new(&mut printed), language, TimeFormat::Relative, (200, false));
    let mut text = Text::in_order(Rows::Connections, order, page);
    let settings = Settings { room, ..Settings::default() };
    let mut report =
        pipeline::run(&mut source(&to_capture(packets)).expect("a capture"), &mut text, settings);
    text.finish(&mut report).expect("memory");
    let printed = String::from_utf8(printed).expect("UTF-8");
    let (_, rows) = printed.split_once('\n').expect("a title");
    rows.split("\n\n").map(|part| part.lines().map(str::to_owned).collect()).collect()
}

fn in_english(packets: &[TestPacket]) -> Vec<Vec<String>> {
    table(packets, Language::English, RowOrder::default(), Room::default())
}

#[test]
fn as_many_as_somebody_may_read_are_listed_each() {
    let [rows, sums] = &in_english(&flood(MAX_LISTED_ATTEMPTS, "10.9.9.9:80"))[..] else {
        panic!("rows, and the capture summed up");
    };
    assert_eq!(rows.len() as u64, MAX_LISTED_ATTEMPTS);
    assert!(rows.iter().all(|row| row.ends_with("✗ SYN unanswered")), "{rows:?}");
    assert_eq!(sums[1], format!("Endings: ✗ {MAX_LISTED_ATTEMPTS} never answered."));
}

#[test]
fn the_rest_is_told_in_a_line_for_each_server() {
    let mut packets = flood(MAX_LISTED_ATTEMPTS + 1, "10.9.9.8:80");
    packets.extend((1000..1600).map(|number| syn(number, "10.9.9.9:443")));
    packets.push(syn(1700, "10.9.9.7:80"));
    let [rows, more, sums] = &in_english(&packets)[..] else { panic!("rows, what is more, and the sums") };
    assert_eq!(rows.len() as u64, 2 * MAX_LISTED_ATTEMPTS + 1);
    assert_eq!(
        more[..],
        [
            "10.9.9.9:443: 600 attempts to connect that nothing followed, from different addresses, within \
             599 ms (packets 102 to 701). 500 of them are not listed here; --json lists each.",
            "10.9.9.8:80: 101 attempts to connect that nothing followed, from different addresses, within \
             100 ms (packets 1 to 101). 1 of them is not listed here; --json lists each.",
        ]
    );
    assert_eq!(sums[0], "702 packets read; 702 connections: 702 without data.");
    assert_eq!(sums[1], "Endings: ✗ 702 never answered.");
    let chinese = table(&packets, Language::Chinese, RowOrder::default(), Room::default());
    assert_eq!(
        chinese[1][0],
        "10.9.9.9:443：600 次连接尝试没有任何后续，来自不同地址，历时 599 毫秒（包 102 至 701）。其中 500 \
         次未在此列出；--json 逐一列出。"
    );
    assert_eq!(rows_of(&to_capture(&packets), Rows::Connections).len(), 702);
}

#[test]
fn a_single_client_is_named_and_what_is_answered_is_listed() {
    let mut packets = flood(300, "10.9.9.9:80");
    for (port, packet) in packets.iter_mut().enumerate() {
        packet.from = SocketAddr::from(([10, 1, 1, 1], 2000 + port as u16));
    }
    let mut talk = Conversation::new("10.2.2.2:50000", "10.9.9.9:80");
    talk.handshake().get("/chat").switching_protocols().client_ack();
    // One is sent again: more than a lone SYN.
    let again = TestPacket { time: packets[299].time + 1000 * MS, ..packets[299].clone() };
    let count = 1 + talk.packets.len() + packets.len();
    packets.extend(talk.packets);
    packets.push(again);
    let [rows, more, sums] = &in_english(&packets)[..] else { panic!("rows, what is more, and the sums") };
    assert_eq!(rows.len() as u64, MAX_LISTED_ATTEMPTS + 2);
    assert!(rows[rows.len() - 2].contains("10.1.1.1:2299"), "{rows:?}");
    assert!(rows[rows.len() - 1].contains("ws /chat"), "{rows:?}");
    assert!(more[0].contains("299 attempts to connect that nothing followed, all from 10.1.1.1, within"));
    assert_eq!(sums[0], format!("{count} packets read; 301 connections: 1 WebSocket, 300 without data."));
}

#[test]
fn in_another_order_they_are_counted_below_the_table_all_the_same() {
    let packets = flood(150, "10.9.9.9:80");
    let order = RowOrder::Sorted("-opened".parse().expect("a key"));
    let [rows, more, _] = &table(&packets, Language::English, order, Room::default())[..] else {
        panic!("rows, what is more, and the sums");
    };
    assert!(rows[0].starts_with(&format!("{:>4} ", MAX_LISTED_ATTEMPTS - 1)), "{rows:?}");
    assert_eq!((rows.len() as u64, more.len()), (MAX_LISTED_ATTEMPTS, 1));
}

#[test]
fn those_that_had_to_make_room_are_counted_as_such() {
    let packets = flood(500, "10.9.9.9:80");
    let room = Room { half_open: 10, ..Room::default() };
    let [rows, more, sums] = &table(&packets, Language::English, RowOrder::default(), room)[..] else {
        panic!("rows, what is more, and the sums");
    };
    assert_eq!((rows.len() as u64, more.len()), (MAX_LISTED_ATTEMPTS, 1));
    assert_eq!(sums[1], "Endings: ✗ 10 never answered, … 490 let go.");
}

#[test]
fn servers_are_told_apart_up_to_a_bound() {
    let port = |number: u64| format!("10.9.9.9:{}", 1000 + number);
    let scanned = MAX_COUNTED_SERVERS as u64 + MAX_LISTED_ATTEMPTS + 7;
    let packets: Vec<_> = (0..scanned).map(|number| syn(number, &port(number))).collect();
    let [rows, more, sums] = &in_english(&packets)[..] else { panic!("rows, what is more, and the sums") };
    assert_eq!(rows.len() as u64, scanned - 7);
    let all = MAX_LISTED_ATTEMPTS + 7;
    assert!(more[0].starts_with(&format!("Other servers: {all} attempts to connect")), "{more:?}");
    assert!(more[0].ends_with("7 of them are not listed here; --json lists each."), "{more:?}");
    assert_eq!(sums[1], format!("Endings: ✗ {scanned} never answered."));
}
