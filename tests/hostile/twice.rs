//! Every packet captured twice: copies are told as such, and count nowhere.

use super::*;

/// A conversation whose senders count their packets, and stamp them with a clock of milliseconds.
fn stamped(client: &str, server: &str) -> Vec<TestPacket> {
    let mut talk = Conversation::new(client, server);
    talk.handshake().get("/").switching_protocols().client_ack();
    for index in 0..5 {
        talk.after_ms(20).server(text(&format!("news {index}"))).client_ack();
    }
    talk.after_ms(20).client(masked(close(1000, ""))).server(close(1000, "")).server_fin().client_fin();
    talk.server_ack();
    let start = talk.packets[0].time;
    for (index, packet) in talk.packets.iter_mut().enumerate() {
        packet.ip.identification = Some(100 + index as u16);
        let tick = ((packet.time - start) / 1_000_000) as u32;
        packet.options.splice(..0, [TcpOption::NoOperation, TcpOption::NoOperation]);
        packet.options.push(TcpOption::Timestamps(5_000 + tick, 9));
        packet.options.retain(|option| *option != TcpOption::SackPermitted);
    }
    talk.packets
}

/// Each packet followed by its copy, 20 microseconds later.
fn twice(packets: &[TestPacket]) -> Vec<TestPacket> {
    let copy = |packet: &TestPacket| TestPacket { time: packet.time + 20_000, ..packet.clone() };
    packets.iter().flat_map(|packet| [packet.clone(), copy(packet)]).collect()
}

#[test]
fn copies_are_told_once_and_count_nowhere() {
    for (client, server) in [(CLIENT, SERVER), ("[fd00::1]:50000", "[fd00::2]:8080")] {
        let once = stamped(client, server);
        let (plain, doubled) = (to_capture(&once), to_capture(&twice(&once)));
        let found = rules(&doubled);
        let said: Vec<_> = found.iter().filter(|line| line.contains("captured-twice")).collect();
        assert_eq!(said.len(), 1, "{found:?}");
        let rows = |capture: &[u8]| rows_of(capture, Rows::Connections).remove(0);
        let (plain, doubled_row) = (rows(&plain), rows(&doubled));
        for key in ["frames", "messages", "bytes", "packets", "ending", "heartbeat", "overhead"] {
            assert_eq!(
                format!("{:?}", plain.get(key)).replace(char::is_numeric, ""),
                format!("{:?}", doubled_row.get(key)).replace(char::is_numeric, ""),
                "{key}"
            );
        }
        assert_eq!(plain.number("packets.client"), doubled_row.number("packets.client"));
        let packets = rows_of(&doubled, Rows::Packets);
        let copies = packets.iter().filter(|row| row.text("settled.as") == Some("duplicate_capture"));
        let bare = if client.starts_with('[') { 2 } else { 0 };
        assert!(copies.count() + bare >= once.len(), "each copy is told");
    }
}

#[test]
fn what_is_sent_again_at_once_is_no_copy() {
    let mut packets = stamped(CLIENT, SERVER);
    let mut again = packets[5].clone();
    // Another packet of the sender's: it has another identification.
    again.ip.identification = Some(900);
    again.time += 20_000;
    packets.insert(6, again);
    let capture = to_capture(&packets);
    let rows = rows_of(&capture, Rows::Packets);
    assert_ne!(rows[6].text("settled.as"), Some("duplicate_capture"));
}

#[test]
fn a_dead_peer_is_counted_once_for_each_attempt() {
    let mut talk = open();
    talk.client("one").server("two").client_ack().client("three").again(Side::Client);
    for (index, packet) in talk.packets.iter_mut().enumerate() {
        packet.ip.identification = Some(100 + index as u16);
    }
    let last = talk.packets.len() - 1;
    talk.packets[last].time += 1_000_000_000;
    let mut packets = talk.packets.clone();
    for _ in 0..3 {
        let copy = packets[last].clone();
        packets.push(TestPacket { time: copy.time + 20_000, ..copy });
    }
    assert_eq!(endings(&to_capture(&packets)), ["open"], "one attempt, seen four times");
}

#[test]
fn what_comes_after_the_end_may_be_a_copy_too() {
    let mut packets = stamped(CLIENT, SERVER);
    let end = packets.last().map_or(0, |packet| packet.time);
    // Its connection is only remembered by then.
    let late =
        packets.iter().rfind(|packet| packet.from == SERVER.parse().unwrap() && !packet.payload.is_empty());
    let mut late = TestPacket { time: end + 30_000_000_000, ..late.expect("data of the server").clone() };
    late.ip.identification = Some(999);
    packets.extend(twice(&[late]));
    let rows = rows_of(&to_capture(&packets), Rows::Packets);
    let last: Vec<_> = rows.iter().rev().take(2).map(|row| row.text("settled.as")).collect();
    assert_eq!(last, [Some("duplicate_capture"), Some("retransmission")]);
}
