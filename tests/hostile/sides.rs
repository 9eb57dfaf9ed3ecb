//! Captures of one side, captures that start late, and checksums.

use super::*;

fn whole() -> Conversation {
    let mut talk = open();
    for index in 0..6 {
        talk.client(format!("question {index}")).server(format!("answer {index};"));
    }
    talk.client_fin().server_fin().client_ack();
    talk
}

fn only(talk: &Conversation, from: &str) -> Vec<TestPacket> {
    let from: std::net::SocketAddr = from.parse().unwrap();
    talk.packets.iter().filter(|packet| packet.from == from).cloned().collect()
}

#[test]
fn one_side_alone_is_told_and_nothing_is_unanswered() {
    for (side, name) in [(CLIENT, "client"), (SERVER, "server")] {
        let packets = only(&whole(), side);
        let capture = to_capture(&packets);
        let flows = follow(&capture);
        if name == "client" {
            assert!(flows.to_server(0).starts_with("question 0question 1"));
            // The ACKs tell what the other side sent; its FIN can't be told from a byte.
            assert_eq!(flows.to_client(0), "?".repeat(6 * 9 + 1));
        } else {
            assert!(flows.to_client(0).starts_with("answer 0;answer 1;"));
        }
        let rules = rules(&capture);
        assert_eq!(rules.len(), 1, "{rules:?}");
        assert!(rules[0].ends_with(&format!("{name} one-sided")), "{rules:?}");
        assert_eq!(endings(&capture), ["fin"]);
    }
}

#[test]
fn lost_packets_of_a_side_captured_alone_are_no_timeout() {
    let mut talk = open();
    for index in 0..5 {
        talk.client(format!("question {index}")).after_ms(300).again(Side::Client).server_ack();
    }
    let capture = to_capture(&only(&talk, CLIENT));
    assert_eq!(endings(&capture), ["open"]);
    let rows = rows_of(&capture, Rows::Connections);
    assert!(!rows[0].text("ending.verdict").unwrap().contains("acknowledged"), "{rows:?}");
}

#[test]
fn a_dead_peer_is_not_a_side_that_was_not_captured() {
    let mut talk = open();
    talk.client("one").server("two").client_ack().client("three");
    for _ in 0..5 {
        talk.after_ms(1000).again(Side::Client);
    }
    let capture = talk.into_pcapng();
    assert_eq!(endings(&capture), ["timeout"]);
    let mut syn = Conversation::new(CLIENT, SERVER);
    syn.client_syn().after_ms(1000).again(Side::Client).after_ms(2000).again(Side::Client);
    let capture = syn.into_pcapng();
    assert_eq!((endings(&capture), rules(&capture)), (vec!["unanswered".to_owned()], vec![]));
}

#[test]
fn roles_are_guessed_by_port_and_by_what_is_spoken() {
    let opened = |client: &str, server: &str, packet: usize| {
        let mut talk = Conversation::new(client, server);
        talk.client_ack()
            .server_ack()
            .client([22, 3, 1, 0, 9, 1, 0, 0, 5])
            .server([22, 3, 3, 0, 9, 2, 0, 0, 5]);
        talk.client("POST / HTTP/1.1\r\n\r\n");
        let flows = follow(&to_capture(&talk.packets[packet..=packet]));
        flows.log[0].split_once("opened ").unwrap().1.to_owned()
    };
    for packet in [0, 1] {
        assert_eq!(
            opened("10.0.0.1:2000", "10.0.0.2:8080", packet),
            "10.0.0.1:2000 -> 10.0.0.2:8080 Guessed"
        );
        assert_eq!(opened("10.0.0.1:700", "10.0.0.2:8443", packet), "10.0.0.1:700 -> 10.0.0.2:8443 Guessed");
    }
    for packet in [2, 3, 4] {
        assert_eq!(opened("10.0.0.1:80", "10.0.0.2:9999", packet), "10.0.0.1:80 -> 10.0.0.2:9999 Spoken");
    }
}

#[test]
fn a_guess_that_what_is_spoken_contradicts_is_told() {
    let mut talk = Conversation::new("10.0.0.1:443", "10.0.0.2:9999");
    talk.client_ack().server_ack().get("/").switching_protocols();
    let capture = talk.into_pcapng();
    assert_eq!(rules(&capture), ["3 server roles-reversed"]);
}

#[test]
fn hellos_that_contradict_a_guess_are_told() {
    let hello = |kind: u8, body: &[u8]| {
        let message = [&[kind, 0, 0, body.len() as u8], body].concat();
        [&[22, 3, 3, 0, message.len() as u8], message.as_slice()].concat()
    };
    let client_hello = hello(1, &[&[3, 3][..], &[1; 32], &[0, 0, 2, 0x13, 1, 1, 0]].concat());
    let server_hello = hello(2, &[&[3, 3][..], &[2; 32], &[0, 0x13, 1, 0]].concat());
    let mut talk = Conversation::new("10.0.0.1:443", "10.0.0.2:9999");
    talk.client_ack().server_ack().in_segments(Side::Client, 1, client_hello).server(server_hello);
    let (first, last) = (talk.packets.len() - 1, talk.packets.len());
    let capture = talk.into_pcapng();
    let expected = [format!("{first} server roles-reversed"), format!("{last} client roles-reversed")];
    assert_eq!(rules(&capture), expected);
}

#[test]
fn wrong_checksums_are_told_once_and_the_bytes_are_delivered() {
    let raw = |talk: &Conversation, side: &str| -> Vec<u8> {
        let packets = talk.packets.iter().map(|packet| {
            let mut raw = packet.to_raw();
            if packet.from.to_string() == side {
                // The TCP checksum, behind Ethernet and IPv4.
                raw.bytes[14 + 20 + 16] ^= 0x55;
            }
            raw
        });
        write_capture(FileFormat::Pcap(Order::Little), &packets.collect::<Vec<_>>())
    };
    let capture = raw(&whole(), CLIENT);
    assert_eq!(rules(&capture), ["1 client tcp-checksum"]);
    assert!(follow(&capture).to_server(0).starts_with("question 0question 1"));
    assert_eq!(rules(&raw(&whole(), "nobody")), [""; 0]);
}

/// The capture with a bit of one packet turned over.
fn damage(talk: &Conversation, damaged: usize, place: usize) -> Vec<u8> {
    let mut raw: Vec<_> = talk.packets.iter().map(TestPacket::to_raw).collect();
    raw[damaged].bytes[place] ^= 0x55;
    write_capture(FileFormat::Pcap(Order::Little), &raw)
}

/// Where the TCP checksum lies behind Ethernet and IPv4, and where IPv4's does.
const TCP_SUM: usize = 14 + 20 + 16;
const IP_SUM: usize = 14 + 10;

#[test]
fn a_damaged_end_ends_nothing_where_other_checksums_are_right() {
    for flags in [RST_ACK, Flags::RST, FIN_ACK] {
        let mut talk = open();
        talk.client("one").server("two").client_ack();
        let (client, server) = (talk.packets[3].end(), talk.packets[4].end());
        talk.send(Side::Server, flags, "").numbers(client, server);
        talk.client("three").server("four").client_ack();
        let capture = damage(&talk, 6, TCP_SUM);
        let flows = follow(&capture);
        assert_eq!((flows.to_server(0).as_str(), flows.to_client(0).as_str()), ("onethree", "twofour"));
        assert_eq!(endings(&capture), ["open"], "{flags:?}");
        assert_eq!(rules(&capture), ["7 server tcp-checksum-refused"]);
    }
}

#[test]
fn a_wrong_checksum_on_a_reset_counts_where_the_network_card_fills_them_in() {
    let mut talk = open();
    talk.client("one").server("two").client_ack().server_rst();
    let raw = talk.packets.iter().map(|packet| {
        let mut raw = packet.to_raw();
        raw.bytes[TCP_SUM] ^= 0x55;
        raw
    });
    let capture = write_capture(FileFormat::Pcap(Order::Little), &raw.collect::<Vec<_>>());
    assert_eq!(endings(&capture), ["reset"]);
    assert_eq!(rules(&capture), ["1 client tcp-checksum", "2 server tcp-checksum"]);
}

#[test]
fn a_wrong_checksum_of_ipv4_is_told_once_and_the_bytes_are_delivered() {
    let capture = damage(&whole(), 3, IP_SUM);
    assert_eq!(rules(&capture), ["4 client ip-checksum"]);
    assert!(follow(&capture).to_server(0).starts_with("question 0question 1"));
    let mut syn = talk();
    syn.client_syn();
    assert_eq!(rules(&damage(&syn, 0, IP_SUM)), ["1 client ip-checksum"]);
}

#[test]
fn a_request_that_is_captured_behind_its_answer_is_no_frame() {
    for pieces in [1, 3] {
        let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
        talk.handshake().get("/chat").switching_protocols().client_ack();
        talk.packets.swap(3, 4);
        if pieces > 1 {
            let (head, tail) = talk.packets[4].split(20);
            talk.packets.splice(4..5, [head, tail]);
        }
        talk.client(masked(text("hello"))).server(text("welcome")).client(masked(close(1000, "")));
        retime(&mut talk.packets);
        let row = rows_of(&to_capture(&talk.packets), Rows::Connections).remove(0);
        assert_eq!((row.number("frames.client"), row.number("frames.server")), (Some(2), Some(1)));
        assert_eq!(row.get("findings").map(Json::list), Some(&[][..]), "{row:?}");
    }
}
