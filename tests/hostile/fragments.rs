//! IP fragments put together, in any order, within bounds.

use super::*;
use wiretale::decode::Undecoded;

/// The packet in fragments of at most `size` bytes, which is a multiple of 8.
fn split(packet: &TestPacket, size: usize) -> Vec<RawPacket> {
    packet.to_fragments(size)
}

fn capture(packets: &[RawPacket]) -> Vec<u8> {
    write_capture(FileFormat::Pcap(Order::Little), packets)
}

fn fragmented(client: &str, server: &str, order: impl Fn(&mut Vec<RawPacket>)) -> Vec<u8> {
    let mut talk = Conversation::new(client, server);
    talk.handshake().client("0123456789".repeat(10)).server_ack();
    let mut packets = Vec::new();
    for (index, packet) in talk.packets.iter().enumerate() {
        if index == 3 {
            let mut parts = split(packet, 32);
            order(&mut parts);
            packets.extend(parts);
        } else {
            packets.push(packet.to_raw());
        }
    }
    capture(&packets)
}

const ENDS: [(&str, &str); 2] = [(CLIENT, SERVER), ("[fd00::1]:50000", "[fd00::2]:8080")];

#[test]
fn fragments_in_any_order_are_put_together() {
    for (client, server) in ENDS {
        for turn in 0..4 {
            let flows = follow(&fragmented(client, server, |parts| parts.rotate_left(turn)));
            assert_eq!(flows.to_server(0), "0123456789".repeat(10));
            // The packet that completes it, as in Wireshark.
            assert_eq!(flows.lines_with("data 100").len(), 1);
            assert!(flows.lines_with("data 100")[0].starts_with("#0 7 "), "{:?}", flows.log);
        }
    }
}

#[test]
fn copies_of_fragments_do_no_harm() {
    for (client, server) in ENDS {
        let doubled = |parts: &mut Vec<RawPacket>| {
            *parts = parts.iter().flat_map(|part| [part.clone(), part.clone()]).collect();
        };
        assert_eq!(follow(&fragmented(client, server, doubled)).to_server(0), "0123456789".repeat(10));
    }
}

#[test]
fn overlapping_fragments_that_differ_are_told_or_void() {
    let forged = |parts: &mut Vec<RawPacket>| {
        let mut forged = parts[1].clone();
        let last = forged.bytes.len() - 1;
        forged.bytes[last] = b'!';
        parts.insert(2, forged);
    };
    let v4 = fragmented(CLIENT, SERVER, forged);
    assert_eq!(follow(&v4).to_server(0), "0123456789".repeat(10), "what was captured first stands");
    assert_eq!(rules(&v4), ["8 client ip-fragments-differ"]);
    let (client, server) = ENDS[1];
    let v6 = fragmented(client, server, forged);
    assert_eq!(follow(&v6).to_server(0), "?".repeat(100), "RFC 5722 4");
}

#[test]
fn fragments_wait_for_a_while_only() {
    let late = |parts: &mut Vec<RawPacket>| {
        if let Some(last) = parts.last_mut() {
            last.time += 31_000_000_000;
        }
    };
    assert_eq!(follow(&fragmented(CLIENT, SERVER, late)).to_server(0), "?".repeat(100));
    let (client, server) = ENDS[1];
    assert_eq!(follow(&fragmented(client, server, late)).to_server(0), "0123456789".repeat(10));
}

#[test]
fn fragments_that_never_complete_are_counted_and_bounded() {
    let mut packet = TestPacket::new(CLIENT.parse().unwrap(), SERVER.parse().unwrap());
    packet.payload = vec![7; 100];
    let mut packets = Vec::new();
    for index in 0..5000_u16 {
        packet.ip.identification = Some(index);
        // The last fragment alone, far behind, makes room for all that might come before it.
        packets.extend(split(&packet, 64).pop());
    }
    let mut waiting = 0;
    decode_each(&capture(&packets), |segment| {
        waiting += u64::from(segment.unwrap_err() == Undecoded::Fragment);
    });
    assert_eq!(waiting, 5000);
}

#[test]
fn fragments_of_a_packet_that_was_put_together_are_not_said_to_be_unreadable() {
    use wiretale::pipeline::{self, Settings};
    let undecoded = |drop: usize| {
        let capture = fragmented(CLIENT, SERVER, |parts| parts.truncate(parts.len() - drop));
        let mut source = source(&capture).expect("a capture");
        pipeline::run(&mut source, &mut Everything::new(), Settings::default()).undecoded
    };
    assert_eq!(undecoded(0), [].into());
    assert_eq!(undecoded(1), [(Undecoded::Fragment, 3)].into());
}
