//! The flow stage on crafted conversations: numbers, order, holes, and how connections end.

mod support;

use support::*;
use wiretale::decode::Flags;

const CLIENT: &str = "10.0.0.1:50000";
const SERVER: &str = "10.0.0.2:8080";

fn talk() -> Conversation {
    Conversation::new(CLIENT, SERVER)
}

/// Ten segments of ten bytes from each side, no two alike, between handshake and teardown.
fn long_talk() -> Conversation {
    let mut talk = talk();
    talk.numbers(u32::MAX - 40, u32::MAX - 60).handshake();
    for index in 0..10 {
        talk.client(format!("client {index};;")).server(format!("server {index};;"));
    }
    talk.client_fin().server_fin().client_ack();
    talk
}

/// What one side of [`long_talk`] says.
fn said(by: &str) -> String {
    let parts: Vec<_> = (0..10).map(|index| format!("{by} {index};;")).collect();
    parts.concat()
}

#[test]
fn a_whole_connection_is_told_in_order() {
    let mut talk = talk();
    talk.handshake().client("hello").server("welcome").client_ack();
    talk.server_fin().client_fin().server_ack();
    let expected = [
        "#0 1 client opened 10.0.0.1:50000 -> 10.0.0.2:8080 Seen",
        "#0 3 client established",
        "#0 4 client data 5",
        "#0 5 server data 7",
        "#0 7 server fin first",
        "#0 8 client fin",
        "#0 9 server closed",
        "#0 9 server ended fin server",
    ];
    let flows = follow(&talk.into_pcap());
    assert_eq!(flows.log, expected);
    assert_eq!(flows.labels, [""; 0]);
    assert_eq!((flows.to_server(0).as_str(), flows.to_client(0).as_str()), ("hello", "welcome"));
}

#[test]
fn sequence_numbers_wrap() {
    let flows = follow(&long_talk().into_pcap());
    assert_eq!((flows.to_server(0), flows.to_client(0)), (said("client"), said("server")));
    assert_eq!(flows.labels, [""; 0]);
}

#[test]
fn splitting_duplicating_and_swapping_change_no_byte() {
    let mut packets = Vec::new();
    for packet in long_talk().packets {
        match packet.payload.len() {
            0 => packets.push(packet),
            length => {
                let (first, second) = packet.split(length / 3);
                packets.extend([second.clone(), first.clone(), second, first]);
            }
        }
    }
    retime(&mut packets);
    let flows = follow(&to_capture(&packets));
    assert_eq!((flows.to_server(0), flows.to_client(0)), (said("client"), said("server")));
    assert_eq!(flows.lines_with("gap"), [""; 0]);
    assert_eq!(flows.lines_with("ended").len(), 1);
}

#[test]
fn a_fin_before_the_last_data_ends_after_it() {
    let mut packets = long_talk().packets;
    let fin = packets.iter().position(|packet| packet.flags.has(Flags::FIN)).unwrap();
    packets.swap(fin - 2, fin);
    retime(&mut packets);
    let flows = follow(&to_capture(&packets));
    assert_eq!((flows.to_server(0), flows.to_client(0)), (said("client"), said("server")));
    assert_eq!(flows.lines_with("fin first"), ["#0 24 client fin first"]);
}

#[test]
fn what_the_capture_misses_is_a_gap_of_that_length() {
    let mut talk = talk();
    talk.handshake().client("one").client("two").uncaptured().client("three");
    talk.server("yes").client_fin().server_fin().client_ack();
    let flows = follow(&talk.into_pcap());
    assert_eq!(flows.to_server(0), "one???three");
    assert_eq!(flows.to_client(0), "yes");
}

#[test]
fn what_a_snap_length_cuts_is_a_gap() {
    let mut talk = talk();
    talk.handshake().client("0123456789").but(|packet| packet.snap_length = Some(54 + 4)).client("abc");
    let flows = follow(&talk.into_pcap());
    assert_eq!(flows.to_server(0), "0123??????abc");
}

#[test]
fn a_capture_may_start_in_the_middle() {
    let mut talk = talk();
    talk.server("late ").client("guess").server("news");
    let flows = follow(&talk.into_pcap());
    assert_eq!(flows.log[0], "#0 1 server opened 10.0.0.1:50000 -> 10.0.0.2:8080 Guessed");
    assert_eq!((flows.to_server(0).as_str(), flows.to_client(0).as_str()), ("guess", "late news"));
    assert_eq!(flows.lines_with("ended"), ["#0 3 client ended open nobody"]);
}

#[test]
fn a_request_in_the_middle_says_who_is_the_client() {
    let mut talk = Conversation::new("10.0.0.1:80", "10.0.0.2:9000");
    talk.get("/");
    let flows = follow(&talk.into_pcap());
    assert_eq!(flows.log[0], "#0 1 client opened 10.0.0.1:80 -> 10.0.0.2:9000 Spoken");
    let mut talk = Conversation::new("10.0.0.1:80", "10.0.0.2:9000");
    talk.switching_protocols();
    let flows = follow(&talk.into_pcap());
    assert_eq!(flows.log[0], "#0 1 server opened 10.0.0.1:80 -> 10.0.0.2:9000 Spoken");
}

#[test]
fn connections_are_numbered_by_their_first_packet() {
    let mut packets = Vec::new();
    for port in [50001, 50002, 50003] {
        let mut talk = Conversation::new(&format!("10.0.0.1:{port}"), SERVER);
        talk.handshake().client(port.to_string());
        packets.push(talk.packets);
    }
    let rounds = 0..packets[0].len();
    let mixed: Vec<_> = rounds.flat_map(|round| packets.iter().map(move |own| own[round].clone())).collect();
    let flows = follow(&to_capture(&mixed));
    let told: Vec<_> = (0..3).map(|connection| flows.to_server(connection)).collect();
    assert_eq!(told, ["50001", "50002", "50003"]);
}

#[test]
fn a_port_used_again_is_another_connection() {
    let mut talk = talk();
    talk.handshake().client("first").client_fin().server_fin().client_ack();
    talk.after_ms(500).numbers(77, 88).handshake().client("second");
    let flows = follow(&talk.into_pcap());
    assert_eq!((flows.to_server(0).as_str(), flows.to_server(1).as_str()), ("first", "second"));
    assert_eq!(
        flows.lines_with("reused"),
        ["#1 8 client opened 10.0.0.1:50000 -> 10.0.0.2:8080 Seen reused"]
    );
    assert_eq!(flows.labels, ["8 reused_ports"]);
}

#[test]
fn a_syn_sent_again_is_the_same_connection() {
    let mut talk = talk();
    talk.client_syn().after_ms(1000).again(Side::Client).server_syn_ack().again(Side::Server);
    talk.client_ack().client("in");
    let flows = follow(&talk.into_pcap());
    assert_eq!(flows.lines_with("opened").len(), 1);
    assert_eq!(flows.to_server(0), "in");
    assert_eq!(flows.labels, ["2 retransmission", "4 retransmission"]);
}

#[test]
fn both_ends_may_have_one_address() {
    for (client, server) in [("127.0.0.1:50000", "127.0.0.1:8080"), ("[::1]:8080", "[::1]:50000")] {
        let mut talk = Conversation::new(client, server);
        talk.on(Link::BsdNull).handshake().client("to").server("fro");
        let flows = follow(&talk.into_pcap());
        assert_eq!(flows.log[0], format!("#0 1 client opened {client} -> {server} Seen"));
        assert_eq!((flows.to_server(0).as_str(), flows.to_client(0).as_str()), ("to", "fro"));
    }
}

#[test]
fn every_ending_is_known() {
    /// A script and how its connection ended.
    type Case = (fn(&mut Conversation), &'static str);
    let cases: [Case; 8] = [
        (|talk| _ = talk.client_syn(), "ended unanswered nobody"),
        (|talk| _ = talk.client_syn().server_rst(), "ended refused server"),
        (|talk| _ = talk.handshake(), "ended open nobody"),
        (|talk| _ = talk.handshake().client_rst(), "ended reset client"),
        (|talk| _ = talk.handshake().server("x").server_rst(), "ended reset server"),
        (|talk| _ = talk.handshake().server_fin().client_ack(), "ended fin server"),
        (
            |talk| _ = talk.handshake().client_fin().crossing().server_fin().client_ack().server_ack(),
            "ended fin client",
        ),
        (
            |talk| {
                talk.handshake().client("anyone?");
                for milliseconds in [200, 400, 800] {
                    talk.after_ms(milliseconds).again(Side::Client);
                }
            },
            "ended timeout nobody",
        ),
    ];
    for (script, ending) in cases {
        let mut talk = talk();
        script(&mut talk);
        let flows = follow(&talk.into_pcap());
        let ended = flows.lines_with("ended");
        assert!(ended.len() == 1 && ended[0].ends_with(ending), "{ended:?} is not {ending}");
    }
}

#[test]
fn a_keep_alive_adds_no_byte() {
    for garbage in [&b""[..], b"\0"] {
        let mut talk = talk();
        talk.handshake().client("ab").server_ack();
        talk.after_ms(2000).keep_alive(Side::Client, garbage).server_ack().client("cd");
        let flows = follow(&talk.into_pcap());
        assert_eq!(flows.to_server(0), "abcd");
        assert_eq!(flows.labels, ["6 keep_alive", "7 keep_alive_ack"]);
    }
}

#[test]
fn a_segment_lost_on_the_way_is_filled_by_its_retransmission() {
    let mut talk = talk();
    talk.handshake().client("one ");
    talk.client("two ").client("three");
    let lost = talk.packets.remove(4);
    talk.server_ack().but(|ack| ack.ack = lost.seq);
    for _ in 0..2 {
        talk.server_ack().but(|ack| ack.ack = lost.seq);
    }
    talk.after_ms(5).packets.push(TestPacket { time: lost.time + 5_000_000, ..lost });
    talk.server_ack();
    let flows = follow(&talk.into_pcap());
    assert_eq!(flows.to_server(0), "one two three");
    let expected =
        ["5 lost_segment", "7 duplicate_ack", "8 duplicate_ack", "9 retransmission fast_retransmission"];
    assert_eq!(flows.labels, expected);
}

#[test]
fn a_fin_behind_a_hole_that_was_acknowledged_is_told_as_the_first() {
    let mut talk = talk();
    talk.handshake().client("lost").uncaptured().client_fin();
    talk.after_ms(200).server_fin().client_ack();
    let flows = follow(&talk.into_pcap());
    assert_eq!(flows.to_server(0), "????");
    assert_eq!(flows.lines_with("client fin first").len(), 1, "{:#?}", flows.log);
    assert!(flows.log.last().unwrap().ends_with("ended fin client"), "{:#?}", flows.log);
    let place = |word: &str| flows.log.iter().position(|line| line.contains(word)).unwrap();
    assert!(place("gap") < place("closed"), "{:#?}", flows.log);
}

#[test]
fn a_fin_behind_a_hole_is_no_open_connection() {
    let mut talk = talk();
    talk.handshake().client("lost").uncaptured().client_fin().server_ack();
    let flows = follow(&talk.into_pcap());
    assert!(flows.log.last().unwrap().ends_with("ended fin client"), "{:#?}", flows.log);
}

#[test]
fn a_refused_connection_that_is_tried_again_is_read_to_its_end() {
    let mut talk = talk();
    talk.client_syn().server_rst();
    // Some systems try again with the same number; to Wireshark it is the same stream.
    talk.after_ms(500).numbers(1_000_000, 3_000_000_000).handshake().client("ask").server("answer");
    talk.server_fin().client_fin().server_ack();
    let flows = follow(&talk.into_pcap());
    assert_eq!((flows.to_server(0), flows.to_client(0)), ("ask".to_owned(), "answer".to_owned()));
    assert_eq!(flows.lines_with("gap"), Vec::<&str>::new());
    assert!(flows.log.last().unwrap().ends_with("ended fin server"), "{:#?}", flows.log);
}
