//! A TCP connection as a script: both sides' numbers are kept, every line is one packet.

use std::net::SocketAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest as _, Sha1};
use wiretale::decode::Flags;

use super::{FileFormat, Link, Order, TcpOption, TestPacket, to_capture, write_capture};

/// The key in the examples of RFC 6455 1.3.
pub const SAMPLE_KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";

/// The `Sec-WebSocket-Accept` that answers `key` (RFC 6455 4.2.2).
pub fn accept_for(key: &str) -> String {
    STANDARD.encode(Sha1::digest(format!("{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11")))
}

/// Time between two packets, unless the script says otherwise: 100 microseconds.
const STEP: u64 = 100_000;

/// Who sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who sends the SYN.
    Client,
    /// Who answers it.
    Server,
}

impl Side {
    /// The other one.
    pub fn peer(self) -> Self {
        match self {
            Self::Client => Self::Server,
            Self::Server => Self::Client,
        }
    }
}

/// A connection being written down, packet by packet.
///
/// Each side acknowledges everything its peer has sent, unless [`crossing`](Self::crossing) is said.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// The packets so far, in the order in which they are captured.
    pub packets: Vec<TestPacket>,
    client: End,
    server: End,
    link: Link,
    time: u64,
    crossing: bool,
}

/// What one side knows.
#[derive(Clone, Debug)]
struct End {
    address: SocketAddr,
    /// Sequence number of the next new byte.
    next: u32,
    /// Acknowledgment number it sent last.
    acked: u32,
    window: u16,
    syn_options: Vec<TcpOption>,
}

impl End {
    fn new(address: &str, initial: u32) -> Self {
        let address = address.parse().unwrap_or_else(|error| panic!("{address}: {error}"));
        Self { address, next: initial, acked: 0, window: 501, syn_options: TcpOption::usual_syn() }
    }
}

impl Conversation {
    /// A conversation between two addresses with ports, such as `10.0.0.1:50000` or `[::1]:8080`.
    pub fn new(client: &str, server: &str) -> Self {
        let start = TestPacket::new(([10, 0, 0, 1], 1).into(), ([10, 0, 0, 2], 1).into());
        Self {
            packets: Vec::new(),
            client: End::new(client, 1_000_000),
            server: End::new(server, 3_000_000_000),
            link: Link::Ethernet,
            time: start.time,
            crossing: false,
        }
    }

    // The stage.

    /// The next sequence number of each side: said first, the initial ones; said later, a new
    /// connection on the same ports.
    pub fn numbers(&mut self, client: u32, server: u32) -> &mut Self {
        (self.client.next, self.server.next) = (client, server);
        (self.client.acked, self.server.acked) = (0, 0);
        self
    }

    /// The link layer from here on.
    pub fn on(&mut self, link: Link) -> &mut Self {
        self.link = link;
        self
    }

    /// The options `side` puts on its SYN.
    pub fn syn_options(&mut self, side: Side, options: Vec<TcpOption>) -> &mut Self {
        self.end_mut(side).syn_options = options;
        self
    }

    /// The window field of `side` from here on, not scaled.
    pub fn window(&mut self, side: Side, window: u16) -> &mut Self {
        self.end_mut(side).window = window;
        self
    }

    /// Lets time pass before the next packet.
    pub fn after_ms(&mut self, milliseconds: u64) -> &mut Self {
        self.time += milliseconds * 1_000_000;
        self
    }

    /// The next packet is sent before the peer's latest ones arrive: it acknowledges nothing new.
    pub fn crossing(&mut self) -> &mut Self {
        self.crossing = true;
        self
    }

    /// The capture misses the latest packet, though the peer gets it.
    pub fn uncaptured(&mut self) -> &mut Self {
        self.packets.pop();
        self
    }

    /// Changes the latest packet in any way; what follows is not changed by it.
    pub fn but(&mut self, change: impl FnOnce(&mut TestPacket)) -> &mut Self {
        change(self.packets.last_mut().expect("there is no packet yet"));
        self
    }

    // TCP.

    /// SYN, SYN-ACK and ACK.
    pub fn handshake(&mut self) -> &mut Self {
        self.client_syn().server_syn_ack().client_ack()
    }

    /// The client's SYN.
    pub fn client_syn(&mut self) -> &mut Self {
        let options = self.client.syn_options.clone();
        self.send(Side::Client, Flags::SYN, []).but(|syn| {
            syn.options = options;
            syn.ack = 0;
        })
    }

    /// The server's SYN-ACK.
    pub fn server_syn_ack(&mut self) -> &mut Self {
        let options = self.server.syn_options.clone();
        self.send(Side::Server, SYN_ACK, []).but(|syn| syn.options = options)
    }

    /// The client sends `data` in one segment.
    pub fn client(&mut self, data: impl Into<Vec<u8>>) -> &mut Self {
        self.send(Side::Client, PSH_ACK, data)
    }

    /// The server sends `data` in one segment.
    pub fn server(&mut self, data: impl Into<Vec<u8>>) -> &mut Self {
        self.send(Side::Server, PSH_ACK, data)
    }

    /// `side` sends `data` in segments of at most `longest` bytes.
    pub fn in_segments(&mut self, side: Side, longest: usize, data: impl Into<Vec<u8>>) -> &mut Self {
        for segment in data.into().chunks(longest) {
            self.send(side, Flags::ACK, segment);
        }
        self
    }

    /// A segment of the client's that only acknowledges.
    pub fn client_ack(&mut self) -> &mut Self {
        self.send(Side::Client, Flags::ACK, [])
    }

    /// A segment of the server's that only acknowledges.
    pub fn server_ack(&mut self) -> &mut Self {
        self.send(Side::Server, Flags::ACK, [])
    }

    /// The client's FIN.
    pub fn client_fin(&mut self) -> &mut Self {
        self.send(Side::Client, FIN_ACK, [])
    }

    /// The server's FIN.
    pub fn server_fin(&mut self) -> &mut Self {
        self.send(Side::Server, FIN_ACK, [])
    }

    /// The client resets the connection.
    pub fn client_rst(&mut self) -> &mut Self {
        self.send(Side::Client, RST_ACK, [])
    }

    /// The server resets the connection, or refuses it.
    pub fn server_rst(&mut self) -> &mut Self {
        self.send(Side::Server, RST_ACK, [])
    }

    /// `side` asks whether its peer is still there, with no byte or with one byte of garbage
    /// (RFC 9293 3.8.4).
    pub fn keep_alive(&mut self, side: Side, garbage: &[u8]) -> &mut Self {
        let seq = self.end(side).next.wrapping_sub(1);
        self.send_at(side, seq, Flags::ACK, garbage.to_vec())
    }

    /// `side` sends its latest packet with data, SYN or FIN once more.
    pub fn again(&mut self, side: Side) -> &mut Self {
        let address = self.end(side).address;
        let sent = |packet: &&TestPacket| packet.from == address && packet.end() != packet.seq;
        let latest = self.packets.iter().rfind(sent).expect("that side sent nothing yet").clone();
        self.pass_time();
        self.packets.push(TestPacket { time: self.time, ..latest });
        self
    }

    /// `side` sends one segment, whatever its flags; new data, SYN and FIN move its numbers on.
    pub fn send(&mut self, side: Side, flags: Flags, data: impl Into<Vec<u8>>) -> &mut Self {
        let seq = self.end(side).next;
        self.send_at(side, seq, flags, data.into());
        let end = self.packets.last().map_or(seq, TestPacket::end);
        self.end_mut(side).next = end;
        self
    }

    // HTTP.

    /// The client asks for an upgrade of `path` (RFC 6455 4.1).
    pub fn get(&mut self, path: &str) -> &mut Self {
        self.get_with(path, &[])
    }

    /// The client asks for an upgrade with more header lines, such as `Origin: http://a`.
    pub fn get_with(&mut self, path: &str, headers: &[&str]) -> &mut Self {
        let host = format!("Host: {}", self.server.address);
        let key = format!("Sec-WebSocket-Key: {SAMPLE_KEY}");
        let usual = [&host, "Upgrade: websocket", "Connection: Upgrade", &key, "Sec-WebSocket-Version: 13"];
        self.client(head(&format!("GET {path} HTTP/1.1"), &[&usual, headers].concat()))
    }

    /// The server agrees to the upgrade (RFC 6455 4.2.2).
    pub fn switching_protocols(&mut self) -> &mut Self {
        self.switching_protocols_with(&[])
    }

    /// The server agrees to the upgrade with more header lines.
    pub fn switching_protocols_with(&mut self, headers: &[&str]) -> &mut Self {
        let accept = format!("Sec-WebSocket-Accept: {}", accept_for(SAMPLE_KEY));
        let usual = ["Upgrade: websocket", "Connection: Upgrade", &accept];
        self.response("101 Switching Protocols", &[&usual, headers].concat(), "")
    }

    /// The server answers with any status, such as `404 Not Found`.
    pub fn response(&mut self, status: &str, headers: &[&str], body: &str) -> &mut Self {
        let head = head(&format!("HTTP/1.1 {status}"), headers);
        self.server([head, body.as_bytes().to_vec()].concat())
    }

    // The capture.

    /// The capture as a pcap file with microseconds.
    pub fn into_pcap(self) -> Vec<u8> {
        let raw: Vec<_> = self.packets.iter().map(TestPacket::to_raw).collect();
        write_capture(FileFormat::Pcap(Order::Little), &raw)
    }

    /// The capture as a pcapng file with nanoseconds.
    pub fn into_pcapng(self) -> Vec<u8> {
        to_capture(&self.packets)
    }

    fn end(&self, side: Side) -> &End {
        match side {
            Side::Client => &self.client,
            Side::Server => &self.server,
        }
    }

    fn end_mut(&mut self, side: Side) -> &mut End {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }

    fn pass_time(&mut self) {
        if !self.packets.is_empty() {
            self.time += STEP;
        }
    }

    fn send_at(&mut self, side: Side, seq: u32, flags: Flags, payload: Vec<u8>) -> &mut Self {
        self.pass_time();
        let crossing = std::mem::take(&mut self.crossing);
        let peer = self.end(side.peer()).clone();
        let own = self.end_mut(side);
        if !crossing {
            own.acked = peer.next;
        }
        let (from, ack, window) = (own.address, own.acked, own.window);
        let (time, link) = (self.time, self.link);
        let blank = TestPacket::new(from, peer.address);
        self.packets.push(TestPacket { time, link, seq, ack, flags, window, payload, ..blank });
        self
    }
}

const SYN_ACK: Flags = Flags(Flags::SYN.0 | Flags::ACK.0);
const PSH_ACK: Flags = Flags(Flags::PSH.0 | Flags::ACK.0);
const FIN_ACK: Flags = Flags(Flags::FIN.0 | Flags::ACK.0);
const RST_ACK: Flags = Flags(Flags::RST.0 | Flags::ACK.0);

fn head(first_line: &str, headers: &[&str]) -> Vec<u8> {
    let mut lines = vec![first_line];
    lines.extend_from_slice(headers);
    format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes()
}
