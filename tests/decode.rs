//! The decode stage on crafted packets: every link type, what stands between, what is cut.

mod support;

use support::*;
use wiretale::decode::{Flags, SeqNumber, Undecoded};

const IPV4: [&str; 2] = ["10.0.0.1:50000", "10.0.0.2:8080"];
const IPV6: [&str; 2] = ["[fd00::1]:50000", "[fd00::2]:8080"];

fn packet([from, to]: [&str; 2]) -> TestPacket {
    let mut packet = TestPacket::new(from.parse().unwrap(), to.parse().unwrap());
    packet.payload = b"payload of 21 bytes..".to_vec();
    packet
}

/// What was decoded, in short: captured payload, payload on the wire.
type Read = Result<(Vec<u8>, u32), Undecoded>;

fn read(packets: &[RawPacket]) -> Vec<Read> {
    let mut read = Vec::new();
    decode_each(&write_capture(FileFormat::Pcapng(Order::Little), packets), |segment| {
        read.push(segment.map(|segment| (segment.payload.to_vec(), segment.wire_payload_length)));
    });
    read
}

fn read_one(packet: &TestPacket) -> Read {
    read(&[packet.to_raw()]).remove(0)
}

fn all_of(packet: &TestPacket) -> (Vec<u8>, u32) {
    (packet.payload.clone(), packet.payload.len() as u32)
}

#[test]
fn every_link_type_carries_both_ip_versions() {
    for link in Link::ALL {
        for ends in [IPV4, IPV6] {
            let packet = TestPacket { link, ..packet(ends) };
            assert_eq!(read_one(&packet), Ok(all_of(&packet)), "{link:?} {ends:?}");
            let empty = TestPacket { payload: Vec::new(), ..packet };
            assert_eq!(read_one(&empty), Ok((Vec::new(), 0)), "{link:?} {ends:?}: padding is no payload");
        }
    }
}

#[test]
fn every_field_of_the_header_is_read() {
    let mut packet = packet(IPV6);
    packet.seq = u32::MAX;
    packet.ack = 7;
    packet.flags = Flags(0x1ff);
    packet.window = 0xfffe;
    packet.ip.ttl = Some(57);
    packet.options = vec![
        TcpOption::NoOperation,
        TcpOption::Timestamps(11, 12),
        TcpOption::NoOperation,
        TcpOption::Sack(vec![(100, 200), (300, 400)]),
    ];
    let raw = packet.to_raw();
    let mut seen = 0;
    decode_each(&to_capture(&[packet.clone()]), |segment| {
        let segment = segment.unwrap();
        assert_eq!((segment.packet, segment.from, segment.to), (1, packet.from, packet.to));
        assert_eq!((segment.seq, segment.ack), (SeqNumber(u32::MAX), SeqNumber(7)));
        assert_eq!((segment.flags, segment.window, segment.ttl), (Flags(0x1ff), 0xfffe, 57));
        assert_eq!(segment.options.timestamps(), Some((11, 12)));
        assert_eq!(segment.options.first_sack_block(), Some((SeqNumber(100), SeqNumber(200))));
        assert_eq!(segment.wire_packet_length, raw.wire_length);
        assert_eq!(segment.sequence_length(), 21 + 2);
        assert_eq!(segment.time.nanoseconds(), packet.time.cast_signed());
        seen += 1;
    });
    assert_eq!(seen, 1);
}

#[test]
fn the_options_of_a_syn_are_read() {
    let mut talk = Conversation::new(IPV4[0], IPV4[1]);
    talk.client_syn();
    decode_each(&talk.into_pcap(), |segment| {
        let options = segment.unwrap().options;
        assert_eq!(options.maximum_segment_size(), Some(1460));
        assert_eq!(options.window_scale(), Some(7));
        assert!(options.sack_permitted());
    });
}

#[test]
fn headers_between_ip_and_tcp_are_skipped() {
    let mut with_options = packet(IPV4);
    with_options.ip.options = vec![7, 7, 4, 0, 0, 0, 0];
    assert_eq!(read_one(&with_options), Ok(all_of(&with_options)));

    let mut with_extensions = packet(IPV6);
    with_extensions.ip.extensions =
        vec![Extension::HopByHop, Extension::DestinationOptions, Extension::Routing];
    assert_eq!(read_one(&with_extensions), Ok(all_of(&with_extensions)));
}

#[test]
fn a_snap_length_cuts_the_payload_but_not_its_length() {
    for link in Link::ALL {
        for ends in [IPV4, IPV6] {
            let mut packet = TestPacket { link, ..packet(ends) };
            packet.payload = vec![b'x'; 100];
            packet.snap_length = Some(packet.to_raw().bytes.len() - 90);
            assert_eq!(read_one(&packet), Ok((vec![b'x'; 10], 100)), "{link:?} {ends:?}");
        }
    }
}

#[test]
fn a_cut_header_is_counted_as_cut() {
    for link in Link::ALL {
        for ends in [IPV4, IPV6] {
            let packet = TestPacket { link, payload: Vec::new(), ..packet(ends) };
            let headers = match (link, ends == IPV4) {
                (Link::EthernetPadded, true) => 54,
                (Link::EthernetPadded, false) => 74,
                _ => packet.to_raw().bytes.len(),
            };
            for length in 0..headers {
                let cut = TestPacket { snap_length: Some(length), ..packet.clone() };
                assert_eq!(read_one(&cut), Err(Undecoded::Cut), "{link:?} {ends:?} cut at {length}");
            }
        }
    }
}

#[test]
fn a_length_left_unset_by_offload_is_taken_from_the_packet() {
    for ends in [IPV4, IPV6] {
        let mut packet = packet(ends);
        packet.ip.claimed_length = Some(0);
        assert_eq!(read_one(&packet), Ok(all_of(&packet)), "{ends:?}");
    }
    let mut packet = packet(IPV4);
    packet.ip.claimed_length = Some(0);
    packet.snap_length = Some(packet.to_raw().bytes.len() - 1);
    assert_eq!(read_one(&packet), Ok((packet.payload[..20].to_vec(), 21)), "and cut");
}

#[test]
fn fragments_are_counted() {
    for ends in [IPV4, IPV6] {
        for fragment in [Fragment { offset: 0, more: true }, Fragment { offset: 185, more: false }] {
            let mut packet = packet(ends);
            packet.ip.fragment = Some(fragment);
            assert_eq!(read_one(&packet), Err(Undecoded::Fragment), "{ends:?} {fragment:?}");
            packet.snap_length = Some(packet.to_raw().bytes.len() - 15);
            assert_eq!(read_one(&packet), Err(Undecoded::Fragment), "{ends:?} {fragment:?}, cut");
        }
    }
}

#[test]
fn an_atomic_fragment_is_whole() {
    // RFC 6946: a fragment header, but nothing is missing.
    let mut packet = packet(IPV6);
    packet.ip.fragment = Some(Fragment { offset: 0, more: false });
    assert_eq!(read_one(&packet), Ok(all_of(&packet)));
}

#[test]
fn other_protocols_are_counted_by_reason() {
    let [from, to] = IPV4.map(|end| end.parse().unwrap());
    let named =
        [Link::Ethernet, Link::EthernetPadded, Link::Vlan, Link::QinQ, Link::LinuxCooked, Link::LinuxCooked2];
    for link in Link::ALL {
        let udp = RawPacket::udp(link, from, to, b"not for us");
        let cut = udp.clone().cut(Some(udp.bytes.len() - 12));
        assert_eq!(read(&[udp, cut]), [Err(Undecoded::NotTcp), Err(Undecoded::NotTcp)], "{link:?}");
    }
    for link in named {
        assert_eq!(read(&[RawPacket::arp(link)]), [Err(Undecoded::NotIp)], "{link:?}");
        let lldp = RawPacket::new(0, link, link.wrap_ether_type(0x88cc, &[2, 7, 4, 1, 2, 3, 4, 5, 6]));
        assert_eq!(read(&[lldp]), [Err(Undecoded::NotIp)], "{link:?}");
    }
}

#[test]
fn spanning_tree_in_a_frame_with_a_length_is_not_ip() {
    let bytes = Link::EthernetPadded.wrap_ether_type(38, &[0x42, 0x42, 3, 0, 0, 0, 0, 0]);
    assert_eq!(read(&[RawPacket::new(0, Link::Ethernet, bytes)]), [Err(Undecoded::NotIp)]);
}

#[test]
fn a_tcp_header_shorter_than_itself_is_malformed() {
    let mut raw = packet(IPV4).to_raw();
    raw.bytes[14 + 20 + 12] = 0x40;
    assert_eq!(read(&[raw]), [Err(Undecoded::Malformed)]);
    let mut raw = TestPacket { payload: Vec::new(), ..packet(IPV4) }.to_raw();
    raw.bytes[14 + 20 + 12] = 0xf0;
    assert_eq!(read(&[raw]), [Err(Undecoded::Malformed)], "longer than the packet, of which nothing is cut");
}

#[test]
fn an_ipv6_length_left_unset_by_offload_and_cut() {
    let mut packet = packet(IPV6);
    packet.ip.claimed_length = Some(0);
    packet.snap_length = Some(packet.to_raw().bytes.len() - 1);
    assert_eq!(read_one(&packet), Ok((packet.payload[..20].to_vec(), 21)));
}

#[test]
fn a_snap_length_that_cuts_the_options_leaves_the_segment() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake();
    for packet in &mut talk.packets {
        packet.snap_length = Some(60);
    }
    let mut flags = Vec::new();
    decode_each(&talk.into_pcap(), |segment| {
        let segment = segment.unwrap();
        assert_eq!((segment.payload.len(), segment.wire_payload_length), (0, 0));
        flags.push(segment.flags.names().collect::<Vec<_>>().join(" "));
    });
    assert_eq!(flags, ["SYN", "SYN ACK", "ACK"]);
}
