//! A packet in one line, as a list of packets shows it.

use super::{Carries, Indexed, info};
use crate::capture::{Packet, Timestamp};
use crate::decode::{Flags, Holds, Outline};
use crate::flow::{ConnectionId, Direction, Label};
use crate::teach::Layer;

/// What Wireshark colours as bad TCP.
const TROUBLE: [Label; 9] = [
    Label::Retransmission,
    Label::FastRetransmission,
    Label::SpuriousRetransmission,
    Label::OutOfOrder,
    Label::LostSegment,
    Label::AckLostSegment,
    Label::DuplicateAck,
    Label::ZeroWindow,
    Label::WindowFull,
];

/// A line of the list of packets, made when it is shown. Its words are Wireshark's in every language,
/// and safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PacketLine {
    /// Its number.
    pub number: u64,
    /// When it was captured.
    pub time: Timestamp,
    /// Who sent it; empty where that can't be read.
    pub from: String,
    /// Whom it is for.
    pub to: String,
    /// What it is, of the highest layer that is read.
    pub protocol: &'static str,
    /// Bytes on the wire.
    pub length: u32,
    /// What there is to say of it.
    pub info: String,
    /// The layer that speaks in it, which gives the line its colour.
    pub layer: Layer,
    /// Its connection, if it has one, and which way it went.
    pub connection: Option<(ConnectionId, Direction)>,
}

impl PacketLine {
    /// The line of a packet that was read back; `window_shift` is what [`super::Index::window_shift`]
    /// says.
    #[must_use]
    pub fn new(entry: &Indexed, packet: &Packet<'_>, window_shift: Option<u8>) -> Self {
        let outline = Outline::of(packet);
        let (from, to) = ends(&outline);
        Self {
            number: entry.number,
            time: entry.time,
            from,
            to,
            protocol: protocol(entry, &outline.holds),
            length: packet.wire_length,
            info: info::of(entry, &outline.holds, window_shift),
            layer: layer(entry),
            connection: entry.connection.map(|connection| (connection, entry.direction)),
        }
    }
}

fn layer(entry: &Indexed) -> Layer {
    let labels = |wanted: &[Label]| wanted.iter().any(|label| entry.labels.has(*label));
    if labels(&[Label::KeepAlive, Label::KeepAliveAck]) {
        Layer::KeepAlive
    } else if entry.flags.has(Flags::RST) || labels(&TROUBLE) {
        Layer::Trouble
    } else {
        match entry.carries {
            Carries::Request | Carries::Response | Carries::Body => Layer::Http,
            Carries::Frames { .. } | Carries::FramePart => Layer::WebSocket,
            Carries::ClientHello | Carries::ServerHello | Carries::Records { .. } => Layer::Tls,
            Carries::Data => Layer::Data,
            Carries::Nothing | Carries::Undecoded(_) => Layer::Tcp,
        }
    }
}

fn ends(outline: &Outline<'_>) -> (String, String) {
    let colons = |address: [u8; 6]| address.map(|byte| format!("{byte:02x}")).join(":");
    match (outline.ends, outline.hardware) {
        (Some((from, to)), _) => (from.to_string(), to.to_string()),
        (None, Some((from, to))) if to == [0xff; 6] => (colons(from), "Broadcast".to_owned()),
        (None, Some((from, to))) => (colons(from), colons(to)),
        (None, None) => Default::default(),
    }
}

fn protocol(entry: &Indexed, holds: &Holds<'_>) -> &'static str {
    match (entry.carries, holds) {
        (Carries::Request | Carries::Response | Carries::Body, _) => "HTTP",
        (Carries::Frames { .. } | Carries::FramePart, _) => "WebSocket",
        (Carries::ClientHello | Carries::ServerHello | Carries::Records { .. }, _) => "TLS",
        (_, Holds::Tcp(_)) | (Carries::Nothing | Carries::Data, _) => "TCP",
        (_, Holds::Fragment(..) | Holds::Ip(_)) => "IP",
        (_, Holds::Udp(..)) => "UDP",
        (_, Holds::Icmp(..)) => "ICMP",
        (_, Holds::Icmp6(..)) => "ICMPv6",
        (_, Holds::Arp(..)) => "ARP",
        (_, Holds::Ethernet(_)) => "Ethernet",
        (_, Holds::Unknown) => "?",
    }
}
