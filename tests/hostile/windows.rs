//! What is sent where no room was offered, on a SYN, urgently, or only to ask.

use super::*;

#[test]
fn data_outside_the_window_is_not_delivered() {
    let mut talk = open();
    talk.client("one").server_ack();
    let next = talk.packets[3].end();
    talk.client("garbage")
        .but(|packet| packet.seq = packet.seq.wrapping_add(1_000_000))
        .numbers(next, 3_000_000_001);
    talk.server_ack().client("two").server_ack();
    let capture = talk.into_pcapng();
    let flows = follow(&capture);
    assert_eq!(flows.to_server(0), "onetwo");
    assert_eq!(flows.lines_with("gap"), [""; 0]);
    assert_eq!(rules(&capture), ["6 client tcp-outside-window"]);
}

#[test]
fn what_the_peer_acknowledges_was_in_its_window() {
    // A burst is missing from the capture, the ACKs that opened the window with it.
    let mut talk = open();
    talk.client("one").server_ack();
    for _ in 0..100 {
        talk.client(vec![b'x'; 1000]).uncaptured();
    }
    talk.client("two").server_ack().client("three").server_ack();
    let capture = talk.into_pcapng();
    let flows = follow(&capture);
    assert_eq!(flows.to_server(0), format!("one{}twothree", "?".repeat(100_000)));
    assert_eq!(rules(&capture), [""; 0]);
}

#[test]
fn without_the_scale_nothing_is_outside() {
    let mut talk = open();
    talk.client("one").server_ack().client(vec![b'x'; 60_000]).uncaptured();
    talk.client(vec![b'x'; 60_000]).uncaptured().client("two").server_ack();
    let mut packets = talk.packets;
    packets.drain(..3);
    let capture = to_capture(&packets);
    assert!(follow(&capture).to_server(0).ends_with("?two"));
    assert_eq!(rules(&capture), [""; 0]);
}

#[test]
fn the_byte_of_a_zero_window_probe_is_delivered_once() {
    let mut talk = open();
    talk.client("one").window(Side::Server, 0).server_ack();
    let next = talk.packets[3].end();
    for _ in 0..3 {
        talk.numbers(next, 3_000_000_001).after_ms(300).client("t").server_ack().but(|ack| ack.ack = next);
    }
    talk.window(Side::Server, 501).server_ack().but(|ack| ack.ack = next);
    talk.numbers(next, 3_000_000_001).client("two").server_ack();
    let capture = talk.into_pcapng();
    assert_eq!(follow(&capture).to_server(0), "onetwo");
    assert_eq!(rules(&capture), [""; 0]);
}

#[test]
fn data_on_a_syn_is_delivered_once_if_it_is_acknowledged() {
    let mut talk = talk();
    talk.send(Side::Client, Flags::SYN, "early").server_syn_ack().client_ack().client(" late").server_ack();
    let capture = talk.into_pcapng();
    assert_eq!(follow(&capture).to_server(0), "early late");
    assert_eq!(rules(&capture), ["1 client tcp-syn-data"]);
}

#[test]
fn data_on_a_syn_that_is_not_acknowledged_is_not_delivered_twice() {
    let mut talk = talk();
    talk.send(Side::Client, Flags::SYN, "early").numbers(1_000_001, 3_000_000_000);
    talk.server_syn_ack().client_ack().client("early").client(" late").server_ack();
    let capture = talk.into_pcapng();
    assert_eq!(follow(&capture).to_server(0), "early late");
    assert_eq!(rules(&capture), ["1 client tcp-syn-data-refused"]);
}

#[test]
fn keep_alive_garbage_is_never_delivered() {
    for garbage in [&b"\0"[..], b"x"] {
        let mut talk = open();
        talk.client("one").server("two").client_ack();
        for side in [Side::Client, Side::Server] {
            talk.after_ms(5000).keep_alive(side, garbage);
            talk.send(side.peer(), Flags::ACK, "");
        }
        talk.client("three").server("four").client_ack();
        for start in [0, 6, 7, 8] {
            let capture = to_capture(&talk.packets[start..]);
            let flows = follow(&capture);
            let (client, server) = if start == 0 { ("onethree", "twofour") } else { ("three", "four") };
            assert_eq!(flows.to_server(0), client, "from packet {start}");
            assert_eq!(flows.to_client(0), server, "from packet {start}");
        }
    }
}

#[test]
fn a_first_byte_that_is_data_is_delivered() {
    let mut talk = open();
    talk.in_segments(Side::Client, 1, "hello").server_ack();
    let flows = follow(&to_capture(&talk.packets[3..]));
    assert_eq!(flows.to_server(0), "hello");
    assert_eq!(flows.lines_with("anomaly"), [""; 0]);
}

#[test]
fn bytes_before_the_first_captured_one_are_said() {
    let mut talk = open();
    talk.client("one").client("two").client("three").server_ack();
    let mut packets = talk.packets[3..].to_vec();
    packets.swap(0, 1);
    retime(&mut packets);
    let capture = to_capture(&packets);
    assert_eq!(follow(&capture).to_server(0), "twothree");
    assert_eq!(rules(&capture), ["2 client tcp-before-start"]);
}

#[test]
fn urgent_data_is_told_once_and_stays_in_the_stream() {
    let mut talk = open();
    for _ in 0..5 {
        talk.send(Side::Client, Flags(PSH_ACK.0 | Flags::URG.0), "now!");
    }
    talk.server_ack();
    let capture = talk.into_pcapng();
    assert_eq!(follow(&capture).to_server(0), "now!".repeat(5));
    assert_eq!(rules(&capture), ["4 client tcp-urgent"]);
}

#[test]
fn more_than_there_is_room_for_behind_a_hole_is_told() {
    let mut talk = open();
    talk.window(Side::Server, u16::MAX).syn_options(Side::Server, vec![]);
    talk.client("lost").uncaptured();
    let segment = vec![b'x'; 60_000];
    let segments = wiretale::limits::MAX_HELD_BYTES / segment.len() + 2;
    for _ in 0..segments {
        talk.client(segment.clone());
    }
    let flows = follow(&talk.into_pcapng());
    assert_eq!(flows.lines_with("HoleGivenUp").len(), 1);
    assert_eq!(flows.to_server(0).len(), 4 + segments * segment.len());
}
