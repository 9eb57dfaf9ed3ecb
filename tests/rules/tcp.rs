//! TCP, IP and TLS that break a rule.

use super::*;
use wiretale::decode::Flags;

/// Where the TCP checksum lies behind Ethernet and IPv4, and where IPv4's does.
const TCP_SUM: usize = 14 + 20 + 16;
const IP_SUM: usize = 14 + 10;

fn flags(all: &[Flags]) -> Flags {
    Flags(all.iter().fold(0, |sum, flags| sum | flags.0))
}

/// The capture with bits turned over at a place of each packet that is chosen.
fn damaged(talk: &Conversation, place: usize, chosen: impl Fn(usize, &TestPacket) -> bool) -> Vec<u8> {
    let packets = talk.packets.iter().enumerate().map(|(index, packet)| {
        let mut raw = packet.to_raw();
        if chosen(index, packet) {
            raw.bytes[place] ^= 0x55;
        }
        raw
    });
    write_capture(FileFormat::Pcap(Order::Little), &packets.collect::<Vec<_>>())
}

/// Both sides have spoken, in six packets.
fn spoken() -> Conversation {
    let mut talk = open();
    talk.client("one").server("two").client_ack();
    talk
}

fn from(side: &str) -> std::net::SocketAddr {
    side.parse().expect("an address")
}

fn twice() -> Vec<u8> {
    let mut talk = spoken();
    for (index, packet) in talk.packets.iter_mut().enumerate() {
        packet.ip.identification = Some(100 + index as u16);
    }
    let copy = |packet: &TestPacket| TestPacket { time: packet.time + 20_000, ..packet.clone() };
    let doubled = talk.packets.iter().flat_map(|packet| [packet.clone(), copy(packet)]);
    to_capture(&doubled.collect::<Vec<_>>())
}

fn fragments() -> Vec<u8> {
    let mut talk = open();
    talk.client("0123456789".repeat(10)).server_ack();
    let mut packets: Vec<_> = talk.packets.iter().map(TestPacket::to_raw).collect();
    let mut parts = talk.packets[3].to_fragments(32);
    let mut forged = parts[1].clone();
    if let Some(last) = forged.bytes.last_mut() {
        *last = b'!';
    }
    parts.insert(2, forged);
    packets.splice(3..4, parts);
    write_capture(FileFormat::Pcap(Order::Little), &packets)
}

fn late() -> Vec<u8> {
    let mut talk = open();
    talk.client("one").client("two").client("three").server_ack();
    let mut packets = talk.packets[3..].to_vec();
    packets.swap(0, 1);
    retime(&mut packets);
    to_capture(&packets)
}

/// A SYN in the middle, and the talk goes on.
fn challenged() -> Conversation {
    let mut talk = spoken();
    let (client, server) = (talk.packets[3].end(), talk.packets[4].end());
    talk.numbers(77_000_000, server).client_syn().numbers(client, server).server_ack();
    talk.client("three").server("four").client_ack();
    talk
}

pub(super) fn cases() -> Vec<Case> {
    let (client, server) = (Side::Client, Side::Server);
    let push = flags(&[Flags::PSH, Flags::ACK]);
    let mut overlap = spoken();
    overlap.again(client).but(|packet| packet.payload = b"eno".to_vec());
    let mut outside = spoken();
    outside.client("far").but(|packet| packet.seq = packet.seq.wrapping_add(1_000_000));
    let mut reset = spoken();
    reset.server_rst().but(|packet| packet.seq = packet.seq.wrapping_add(100_000));
    let mut explained = spoken();
    explained.send(server, flags(&[Flags::RST, Flags::ACK]), "no room");
    let mut early = Conversation::new(CLIENT, SERVER);
    early.send(client, Flags::SYN, "early").server_syn_ack().client_ack();
    let mut refused = Conversation::new(CLIENT, SERVER);
    refused.send(client, Flags::SYN, "early").numbers(1_000_001, 3_000_000_000);
    refused.server_syn_ack().client_ack().client("early").server_ack();
    let mut behind = spoken();
    behind.client_fin().client("more").server_ack();
    let mut moved = spoken();
    moved.client_fin().client_fin().but(|fin| fin.seq += 5).server_ack();
    let mut odd = spoken();
    odd.send(client, flags(&[Flags::SYN, Flags::FIN, Flags::ACK]), "");
    let mut urgent = spoken();
    urgent.send(client, flags(&[push, Flags::URG]), "now!");
    let mut ended = spoken();
    ended.server_rst();
    let mut sided = spoken();
    sided.client("three").server("four").client_ack();
    sided.packets.retain(|packet| packet.from == from(CLIENT));
    let mut swapped = Conversation::new("10.0.0.1:443", "10.0.0.2:9999");
    swapped.client_ack().server_ack().get("/");
    vec![
        Case::new(Rule::TcpOverlapDiffers, 7, client, overlap),
        Case::new(Rule::TcpOutsideWindow, 7, client, outside),
        Case::captured(Rule::TcpBeforeStart, 2, client, late()),
        Case::new(Rule::TcpResetOutsideWindow, 7, server, reset),
        Case::new(Rule::TcpResetWithData, 7, server, explained),
        Case::new(Rule::TcpSynData, 1, client, early),
        Case::new(Rule::TcpSynDataRefused, 1, client, refused),
        Case::new(Rule::TcpDataAfterFin, 8, client, behind),
        Case::new(Rule::TcpFinMoved, 8, client, moved),
        Case::new(Rule::TcpSynInside, 8, server, challenged()).also(&[Rule::NumberChanged]),
        Case::new(Rule::NumberChanged, 8, server, challenged()).also(&[Rule::TcpSynInside]),
        Case::new(Rule::TcpFlags, 7, client, odd),
        Case::new(Rule::TcpUrgent, 7, client, urgent),
        Case::captured(
            Rule::TcpChecksum,
            1,
            client,
            damaged(&spoken(), TCP_SUM, |_, packet| packet.from == from(CLIENT)),
        ),
        Case::captured(Rule::TcpChecksumRefused, 7, server, damaged(&ended, TCP_SUM, |index, _| index == 6)),
        Case::captured(Rule::CapturedTwice, 4, server, twice()),
        Case::new(Rule::OneSided, 6, client, sided),
        Case::new(Rule::RolesReversed, 3, server, swapped),
        Case::captured(Rule::IpChecksum, 4, client, damaged(&spoken(), IP_SUM, |index, _| index == 3)),
        Case::captured(Rule::IpFragmentsDiffer, 8, client, fragments()),
        tls(Rule::TlsRecordMalformed, &[&[24, 9, 9, 0, 1, 0]]),
        tls(Rule::TlsRecordTooLong, &[&[23, 3, 3, 0x48, 1, 0]]),
        tls(Rule::TlsHandshakeMalformed, &[&[22, 3, 3, 0, 6, 2, 0, 0, 2, 3, 3]]),
        records_lost(),
    ]
}

/// A sound client hello.
fn hello() -> Vec<u8> {
    let body = [&[3, 3][..], &[1; 32], &[0, 0, 2, 0x13, 1, 1, 0]].concat();
    let message = [&[1, 0, 0, body.len() as u8], body.as_slice()].concat();
    [&[22, 3, 1, 0, message.len() as u8], message.as_slice()].concat()
}

/// A server that answers a hello with such records.
fn tls(rule: Rule, records: &[&[u8]]) -> Case {
    let mut talk = open();
    talk.client(hello()).server(records.concat());
    Case::new(rule, 5, Side::Server, talk)
}

fn records_lost() -> Case {
    let mut talk = open();
    talk.client(hello())
        .server(vec![22, 3, 3, 0])
        .server("x".repeat(9))
        .uncaptured()
        .server("x")
        .client_ack();
    Case::new(Rule::RecordsLost, 6, Side::Server, talk)
}
