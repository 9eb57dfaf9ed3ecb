//! The builder of crafted captures: what it builds is what others read.

mod support;

use etherparse::{NetSlice, SlicedPacket, TcpOptionElement, TransportSlice};
use support::*;
use wiretale::capture::{CaptureFile, Source as _};
use wiretale::decode::Flags;

/// A packet with something in every field.
fn full(from: &str, to: &str) -> TestPacket {
    let mut packet = TestPacket::new(from.parse().unwrap(), to.parse().unwrap());
    packet.seq = u32::MAX - 2;
    packet.ack = 0xdead_beef;
    packet.flags = Flags(Flags::SYN.0 | Flags::ACK.0 | Flags::ECE.0);
    packet.window = 4321;
    packet.options = TcpOption::usual_syn();
    packet.payload = b"seven b".to_vec();
    packet
}

/// Reads a packet with etherparse alone and compares every field.
fn check(built: &TestPacket) {
    let raw = built.to_raw();
    let sliced = match built.link.number() {
        1 => SlicedPacket::from_ethernet(&raw.bytes).unwrap(),
        113 => SlicedPacket::from_linux_sll(&raw.bytes).unwrap(),
        276 => SlicedPacket::from_ip(&raw.bytes[20..]).unwrap(),
        0 | 108 => SlicedPacket::from_ip(&raw.bytes[4..]).unwrap(),
        _ => SlicedPacket::from_ip(&raw.bytes).unwrap(),
    };
    let Some(TransportSlice::Tcp(tcp)) = &sliced.transport else { panic!("no TCP in {built:?}") };
    match sliced.net.as_ref().unwrap() {
        NetSlice::Ipv4(ip) => {
            let header = ip.header();
            assert_eq!(header.source_addr(), built.from.ip());
            assert_eq!(header.destination_addr(), built.to.ip());
            assert_eq!(header.to_header().calc_header_checksum(), header.header_checksum());
            assert_eq!(tcp.calc_checksum_ipv4(header.source(), header.destination()), Ok(tcp.checksum()));
        }
        NetSlice::Ipv6(ip) => {
            let header = ip.header();
            assert_eq!(header.source_addr(), built.from.ip());
            assert_eq!(header.destination_addr(), built.to.ip());
            assert_eq!(tcp.calc_checksum_ipv6(header.source(), header.destination()), Ok(tcp.checksum()));
        }
        NetSlice::Arp(_) => panic!("ARP"),
    }
    assert_eq!((tcp.source_port(), tcp.destination_port()), (built.from.port(), built.to.port()));
    assert_eq!((tcp.sequence_number(), tcp.acknowledgment_number()), (built.seq, built.ack));
    assert_eq!((tcp.syn(), tcp.ack(), tcp.ece(), tcp.fin()), (true, true, true, false));
    assert_eq!(tcp.window_size(), built.window);
    assert_eq!(tcp.payload(), built.payload);
    let options: Vec<_> = tcp.options_iterator().map(Result::unwrap).collect();
    let usual = [
        TcpOptionElement::MaximumSegmentSize(1460),
        TcpOptionElement::SelectiveAcknowledgementPermitted,
        TcpOptionElement::Noop,
        TcpOptionElement::WindowScale(7),
    ];
    assert_eq!(options, usual);
}

#[test]
fn every_field_and_checksum_stands_on_the_wire() {
    for link in Link::ALL {
        check(&TestPacket { link, ..full("10.0.0.1:50000", "10.0.0.2:8080") });
        check(&TestPacket { link, ..full("[fd00::1]:50000", "[fd00::2]:8080") });
    }
    let mut packet = full("10.0.0.1:50000", "10.0.0.2:8080");
    packet.ip.options = vec![1, 1, 1];
    check(&packet);
    let mut packet = full("[fd00::1]:50000", "[fd00::2]:8080");
    packet.ip.extensions = vec![Extension::HopByHop, Extension::Routing, Extension::DestinationOptions];
    check(&packet);
}

#[test]
fn every_file_format_gives_back_the_packets() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().client("ping");
    let raw: Vec<_> = talk.packets.iter().map(TestPacket::to_raw).collect();
    for format in FileFormat::ALL {
        let input = std::io::Cursor::new(write_capture(format, &raw));
        let mut file = CaptureFile::from_reader(input, "crafted".to_owned()).unwrap();
        for built in &raw {
            let read = file.next_packet().unwrap().unwrap();
            assert_eq!(read.bytes, built.bytes, "{format:?}");
            assert_eq!(read.time.nanoseconds(), built.time.cast_signed(), "{format:?}");
            assert_eq!((read.link.0, read.wire_length), (built.link.number(), built.wire_length));
        }
        assert!(file.next_packet().unwrap().is_none());
    }
}

#[test]
fn one_pcapng_holds_every_link_type() {
    let built: Vec<_> = Link::ALL.map(|link| TestPacket { link, ..full("[::1]:50000", "[::1]:8080") }).into();
    let mut read = Vec::new();
    decode_each(&to_capture(&built), |segment| read.push(segment.unwrap().payload.to_vec()));
    assert_eq!(read, vec![b"seven b".to_vec(); Link::ALL.len()]);
}

#[test]
fn frames_are_those_of_the_rfc() {
    // RFC 6455 5.7.
    assert_eq!(text("Hello").bytes(), b"\x81\x05Hello");
    assert_eq!(masked(text("Hello")).bytes(), b"\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
    assert_eq!(text("Hel").unfinished().bytes(), b"\x01\x03Hel");
    assert_eq!(continuation("lo").bytes(), b"\x80\x02lo");
    assert_eq!(ping("Hello").bytes(), b"\x89\x05Hello");
    assert_eq!(pong("Hello").bytes(), b"\x8a\x05Hello");
    assert_eq!(binary(vec![0; 256]).bytes()[..4], [0x82, 0x7e, 1, 0]);
    assert_eq!(binary(vec![0; 65536]).bytes()[..10], [0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0]);
}

#[test]
fn frames_may_break_the_rules() {
    assert_eq!(close(1000, "bye").bytes(), b"\x88\x05\x03\xe8bye");
    assert_eq!(close_empty().bytes(), b"\x88\x00");
    assert_eq!(reserved(11, "x").with_rsv(7).bytes(), b"\xfb\x01x");
    assert_eq!(text("x").with_length(LengthForm::Bits16).bytes(), b"\x81\x7e\x00\x01x");
    assert_eq!(text("x").with_length(LengthForm::Bits64).bytes(), b"\x81\x7f\0\0\0\0\0\0\0\x01x");
    let claimed = text("x").with_length(LengthForm::Claimed(1 << 63)).bytes();
    assert_eq!(claimed, b"\x81\x7f\x80\0\0\0\0\0\0\0x");
}

#[test]
fn the_accept_is_that_of_the_rfc() {
    assert_eq!(accept_for(SAMPLE_KEY), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

#[test]
fn a_conversation_keeps_the_numbers_of_both_sides() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.numbers(u32::MAX, 100).handshake().client("four").server("sixsix").client_fin().server_fin();
    talk.client_ack();
    let numbers: Vec<_> = talk.packets.iter().map(|p| (p.seq, p.ack, p.flags.0)).collect();
    let expected = [
        (u32::MAX, 0, 0x02),
        (100, 0, 0x12),
        (0, 101, 0x10),
        (0, 101, 0x18),
        (101, 4, 0x18),
        (4, 107, 0x11),
        (107, 5, 0x11),
        (5, 108, 0x10),
    ];
    assert_eq!(numbers, expected);
    assert!(talk.packets.is_sorted_by(|a, b| a.time < b.time));
}

#[test]
fn a_conversation_can_go_wrong() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.numbers(10, 20).handshake();
    let start = talk.packets.len();
    talk.client("lost").uncaptured().server("echo").again(Side::Server);
    talk.keep_alive(Side::Client, b"\0").crossing().server("x").client_rst();
    let numbers: Vec<_> = talk.packets[start..].iter().map(|p| (p.seq, p.ack, p.payload.len())).collect();
    assert_eq!(numbers, [(21, 15, 4), (21, 15, 4), (14, 25, 1), (25, 15, 1), (15, 26, 0)]);
}

#[test]
fn split_and_merge_undo_each_other() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.client("some words").send(Side::Client, Flags(Flags::FIN.0 | Flags::ACK.0), "the last");
    for packet in &talk.packets {
        for length in 0..=packet.payload.len() {
            let (first, second) = packet.split(length);
            assert_eq!(second.seq, first.end());
            let merged = first.merge(&second).unwrap();
            assert_eq!(merged.to_raw().bytes, packet.to_raw().bytes);
        }
    }
    let [first, last] = &talk.packets[..] else { panic!("two packets") };
    assert_eq!(first.merge(last).unwrap().payload, b"some wordsthe last");
    assert!(last.merge(first).is_none());
}
