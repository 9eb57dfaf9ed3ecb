//! The table of connections: what a row shows at which width, the order of rows, and the lines below.

mod support;

use std::process::Command;

use support::*;
use wiretale::limits;
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, Observer};
use wiretale::summary::{Summaries, Summary};
use wiretale::teach::Language;
use wiretale::tell::{Listed, Output, RowOrder, Rows, Sort, Sorted, TimeFormat};
use wiretale::view::json::Json as JsonOutput;
use wiretale::view::text::{Page, Text};

/// The table of a recorded capture in a language, cut to a width or not.
fn table(name: &str, language: Language, width: Option<usize>) -> Vec<String> {
    printed(&Recorded::named(name).bytes, language, width, None).lines().map(str::to_owned).collect()
}

fn printed(capture: &[u8], language: Language, width: Option<usize>, sort: Option<Sort>) -> String {
    let mut printed = Vec::new();
    let columns = (width.unwrap_or(100), width.is_some());
    let page = Page::new(Output::new(&mut printed), language, TimeFormat::Relative, columns);
    let mut text = match sort {
        Some(sort) => Text::in_order(Rows::Connections, RowOrder::Sorted(sort), page),
        None => Text::new(Rows::Connections, page),
    };
    let mut report = pipeline::run(&mut source(capture).expect("a capture"), &mut text, Settings::default());
    text.finish(&mut report).expect("memory");
    String::from_utf8(printed).expect("UTF-8")
}

/// The rows above the empty line.
fn rows(table: &[String]) -> &[String] {
    let end = table.iter().position(String::is_empty).expect("an empty line");
    &table[..end]
}

#[test]
fn eighty_columns_show_who_what_how_long_and_how_it_ended() {
    assert_eq!(
        table("walkthrough", Language::English, Some(80)),
        [
            " No. client          server         speaks  duration ending",
            "   0 10.44.0.1:59036 10.44.0.2:8080 ws /      8.04 s ✓ 1000 closed by server",
            "   1 10.44.0.1:34276 10.44.0.2:8080 ws /      320 ms ✓ 1000 closed by client",
            "   2 10.44.0.1:34280 10.44.0.2:8080 ws /      310 ms ✗ 1006 server hung up (RST)",
            "   3 10.44.0.1:35580 10.44.0.2:8443 TLS       336 ms ✓ closed by server",
            "",
            "73 packets read; 4 connections: 3 WebSocket, 1 TLS.",
            "Endings: ✓ 3 closed cleanly, ✗ 1 failed (1006 to a browser).",
            "No findings: no rule was seen broken.",
        ]
    );
}

#[test]
fn wider_tables_show_more() {
    let title = |width| table("echo", Language::English, width).swap_remove(0);
    let has = |title: &str, columns: &[&str]| columns.iter().all(|column| title.contains(column));
    assert!(has(&title(Some(100)), &["frames→ frames← ending"]));
    assert!(!has(&title(Some(100)), &["bytes→"]));
    assert!(has(&title(Some(120)), &["frames←    bytes→    bytes← ending"]));
    assert!(has(&title(Some(160)), &["bytes←      RTT  resent    silence ending"]));
    assert!(has(&title(None), &["bytes←      RTT  resent    silence ending"]));
    assert_eq!(
        rows(&table("vanished-in-flight", Language::English, None))[1],
        "   0 10.44.0.1:54982 10.44.0.2:8080 ws /                              7.36 s       0       2 \
         485 bytes 153 bytes  0.15 ms   0→ 6←     3.49 s ✗ client vanished: 6 retransmissions unanswered"
    );
}

#[test]
fn chinese_characters_take_two_columns() {
    assert_eq!(
        table("walkthrough", Language::Chinese, Some(80))[..4],
        [
            "编号 客户端          服务器         内容        时长 结局",
            "   0 10.44.0.1:59036 10.44.0.2:8080 ws /     8.04 秒 ✓ 1000 由服务器关闭",
            "   1 10.44.0.1:34276 10.44.0.2:8080 ws /    320 毫秒 ✓ 1000 由客户端关闭",
            "   2 10.44.0.1:34280 10.44.0.2:8080 ws /    310 毫秒 ✗ 1006 服务器挂断（RST）",
        ]
    );
}

#[test]
fn an_ending_is_never_cut_and_no_line_is_too_long() {
    let endings = [
        ("vanished-idle", "✗ client vanished: 10 keep-alives unanswered"),
        ("vanished-in-flight", "✗ client vanished: 6 retransmissions unanswered"),
        ("ipv6", "✓ 1000 closed by client"),
    ];
    for (name, ending) in endings {
        for width in [60, 80, 100, 120, 160] {
            let table = table(name, Language::English, Some(width));
            assert!(table.iter().any(|line| line.ends_with(ending)), "{name} {width}: {table:#?}");
            assert!(table.iter().all(|line| line.chars().count() <= width), "{name} {width}: {table:#?}");
        }
    }
}

#[test]
fn long_addresses_leave_the_row_readable() {
    let mut talk = Conversation::new("[2001:db8:85a3:1111:2222:8a2e:370:7334]:50000", "[2001:db8::2]:8080");
    talk.handshake().get("/chat").switching_protocols().client_ack();
    talk.client(masked(close(1000, ""))).server(close(1000, ""));
    let capture = talk.into_pcapng();
    let lines = |width| -> Vec<String> {
        printed(&capture, Language::English, width, None).lines().skip(1).map(str::to_owned).collect()
    };
    let wide = "   0 [2001:db8:85a3:1111:2222:8a2e:370:7334]:50000 [2001:db8::2]:8080";
    assert!(lines(None)[0].starts_with(wide));
    for width in [60, 80] {
        let lines = lines(Some(width));
        let row: Vec<_> = lines.iter().take_while(|line| !line.is_empty()).cloned().collect();
        let row = row.join(" ");
        for part in
            ["[2001:db8:85a3:1111:2222:8a2e:370:7334]:50000", "[2001:db8::2]:8080", "✓ 1000 closed by client"]
        {
            assert!(row.contains(part), "{width}: {lines:#?}");
        }
    }
}

/// Three connections: short and refused, long with data, and one in between that is sent again.
fn mixed() -> Vec<u8> {
    let mut refused = Conversation::new("10.0.0.3:50000", "10.0.0.9:80");
    refused.client_syn().server_rst();
    let mut long = Conversation::new("10.0.0.1:50000", "10.0.0.9:8080");
    long.handshake().get("/chat").switching_protocols().client_ack();
    long.server(text("news")).client_ack().after_ms(90_000).server(text("more news")).client_ack();
    long.client(masked(close(1000, "bye"))).server(close(1000, "bye"));
    long.server_fin().client_fin().server_ack();
    let mut again = Conversation::new("10.0.0.2:50000", "10.0.0.9:8080");
    again.handshake().get("/a").switching_protocols().client_ack();
    again.after_ms(300).server(text("lost")).after_ms(400).again(Side::Server).client_ack();
    again.after_ms(10).client(text("not masked")).server_ack().server_rst();
    let packets: Vec<_> = [refused, long, again].into_iter().flat_map(|talk| talk.packets).collect();
    let mut raw: Vec<_> = packets.iter().map(TestPacket::to_raw).collect();
    // ARP, which is no IP.
    let arp = [&[0; 12][..], &[0x08, 0x06], &[0; 46]].concat();
    raw.push(RawPacket::new(raw[0].time, Link::Ethernet, arp));
    write_capture(FileFormat::Pcapng(Order::Little), &raw)
}

#[test]
fn rows_stand_in_the_order_that_was_asked_for() {
    let capture = mixed();
    let orders: [(&str, [u64; 3]); 15] = [
        ("number", [0, 1, 2]),
        ("-number", [2, 1, 0]),
        ("client", [1, 2, 0]),
        ("server", [0, 1, 2]),
        ("duration", [0, 2, 1]),
        ("-duration", [1, 2, 0]),
        ("-packets", [1, 2, 0]),
        ("bytes", [0, 2, 1]),
        ("-frames", [1, 2, 0]),
        // No handshake, no round trip: last either way.
        ("rtt", [1, 2, 0]),
        ("-rtt", [1, 2, 0]),
        ("-retransmissions", [2, 0, 1]),
        ("-silence", [1, 2, 0]),
        ("ending", [0, 2, 1]),
        ("-ending", [1, 0, 2]),
    ];
    for (name, order) in orders {
        let sort: Sort = name.parse().expect("a key");
        let text = printed(&capture, Language::English, Some(80), Some(sort));
        let shown: Vec<_> =
            text.lines().skip(1).filter_map(|line| line.get(..4)?.trim().parse::<u64>().ok()).collect();
        assert_eq!(shown, order, "{name}\n{text}");

        let mut printed = Vec::new();
        let mut json = JsonOutput::new(Rows::Connections, Language::English, Output::new(&mut printed))
            .in_order(RowOrder::Sorted(sort));
        let mut report =
            pipeline::run(&mut source(&capture).expect("a capture"), &mut json, Settings::default());
        json.finish(&mut report).expect("memory");
        let rows = Json::lines(&String::from_utf8(printed).expect("UTF-8"));
        let numbers: Vec<_> = rows.iter().map(|row| row.number("connection").unwrap()).collect();
        assert_eq!(numbers, order, "{name}");
    }
}

#[test]
fn the_last_lines_sum_the_capture_up() {
    let text = printed(&mixed(), Language::English, Some(80), None);
    let (_, lines) = text.split_once("\n\n").expect("an empty line");
    assert_eq!(
        lines,
        "30 packets read; 3 connections: 2 WebSocket, 1 without data.\n\
         Endings: ✓ 1 closed cleanly, ✗ 1 failed (1006 to a browser), ✗ 1 refused.\n\
         Findings: 1 error.\n\
         1 packet holds no TCP segment that can be read: 1 not IP.\n"
    );
}

#[test]
fn what_is_summed_up_is_not_said_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mixed.pcapng");
    std::fs::write(&file, mixed()).expect("a file");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wiretale"));
        let output = command.args(arguments).args(["--lang", "en"]).arg(&file).output().expect("the program");
        [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("UTF-8"))
    };
    let note = "1 packet holds no TCP segment that can be read: 1 not IP.";
    let [out, err] = run(&["connections"]);
    assert!(out.ends_with(&format!("{note}\n")) && err.is_empty(), "{out}{err}");
    // Of one connection, the whole capture's packets stay known.
    let [out, err] = run(&["connections", "--stream", "0"]);
    assert!(out.contains("30 packets read; 1 connection: 1 without data.") && err.is_empty(), "{out}{err}");
    for arguments in [["connections", "--json"], ["frames", "--width=80"]] {
        let [out, err] = run(&arguments);
        assert!(!out.contains(note) && err == format!("wiretale: {note}\n"), "{out}{err}");
    }
    let [out, err] = run(&["connections", "--sort", "colour"]);
    assert!(out.is_empty() && err.contains("number, client, server, opened, duration"), "{out}{err}");
    let [out, _] = run(&["connections", "--sort", "-duration", "--json"]);
    assert_eq!(out.lines().count(), 3);
}

/// Keeps the summaries of all connections.
#[derive(Default)]
struct Ended(Summaries, Vec<Summary>);

impl Observer for Ended {
    fn observe(&mut self, event: &Event<'_>) {
        self.1.extend(self.0.observe(event));
    }
}

fn summaries(capture: &[u8]) -> Vec<Summary> {
    let mut ended = Ended::default();
    pipeline::run(&mut source(capture).expect("a capture"), &mut ended, Settings::default());
    ended.1
}

#[test]
fn what_comes_last_gives_way_where_rows_are_too_many() {
    let summaries = summaries(&mixed());
    let mut sorted = Sorted::new("-duration".parse().expect("a key"));
    for summary in &summaries {
        sorted.add(
            &Listed::ended(summary, &summary.ending()),
            summary.connection,
            limits::MAX_SORTED_BYTES / 5 * 2,
        );
    }
    assert_eq!(sorted.left_out(), 1);
    assert_eq!(sorted.into_rows().collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_packet_that_was_captured_twice_was_not_sent_again() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/chat").switching_protocols().client_ack();
    talk.server(text("news")).client_ack().server(text("more news")).client_ack();
    for (index, packet) in talk.packets.iter_mut().enumerate() {
        packet.ip.identification = Some(index as u16 + 1);
    }
    let twice = talk.packets[6].clone();
    let mut packets = talk.packets;
    packets.insert(7, twice);
    let count = |packets: &[TestPacket]| summaries(&to_capture(packets))[0].retransmissions.to_client;
    assert_eq!(count(&packets), 0);
    packets[7].ip.identification = Some(99);
    assert_eq!(count(&packets), 1);
}
