//! What a connection costs: every byte of its packets, counted once under what it was for.

use super::counts::{Count, Counts};
use crate::decode::Flags;
use crate::flow::{Direction, Pair, SegmentFacts};
use crate::session::Protocol;

/// What a connection cost, each way, and what it brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overhead {
    /// The bytes each way.
    pub sides: Pair<Cost>,
    /// Messages of both directions: complete WebSocket messages, and complete bodies of HTTP requests
    /// and responses that are not empty.
    pub messages: u64,
    /// Bytes of these messages: payload without frame headers, bodies without chunk sizes.
    pub message_bytes: u64,
}

/// What is counted of a connection that is still open.
#[derive(Clone, Debug, Default)]
pub(super) struct Account {
    sides: Pair<Counts>,
    messages: u64,
    message_bytes: u64,
    /// Whether TLS is spoken: all that can't be read is its.
    sealed: bool,
}

/// The bytes of the packets of one direction. All parts together are the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Whole packets on the wire, link layer included.
    pub total: u64,
    /// Link layer: what stands before the IP header, and padding behind the IP packet.
    pub link: u64,
    /// IP and TCP headers, with their extensions and options.
    pub ip_tcp: u64,
    /// TLS records, header and contents.
    pub tls: u64,
    /// Heads of HTTP requests and responses.
    pub http_head: u64,
    /// Bodies of HTTP messages, with chunk sizes and trailers.
    pub http_body: u64,
    /// Headers of WebSocket frames, masking keys included.
    pub frame_header: u64,
    /// Payload of WebSocket frames, control frames included.
    pub frame_payload: u64,
    /// Payload of segments that was not new: sent again, or the garbage byte of a keep-alive probe.
    pub retransmitted: u64,
    /// Any other payload: another protocol, what can't be told apart since bytes are missing, heads and
    /// frame headers that never became complete, and what a snap length cut off.
    pub other: u64,
}

impl Overhead {
    /// The bytes of both directions together.
    #[must_use]
    pub fn cost(&self) -> Cost {
        let mut cost = self.sides.to_server;
        cost.add(&self.sides.to_client);
        cost
    }
}

impl Account {
    /// What all of it cost.
    pub(super) fn overhead(&self) -> Overhead {
        let Pair { to_server, to_client } = &self.sides;
        Overhead {
            sides: Pair { to_server: Cost::of(to_server), to_client: Cost::of(to_client) },
            messages: self.messages,
            message_bytes: self.message_bytes,
        }
    }

    /// A packet goes by. Its payload counts as sent again until the stream takes it for new.
    pub(super) fn segment(&mut self, direction: Direction, facts: &SegmentFacts<'_>) {
        let side = &mut self.sides[direction];
        let (headers, payload) = (u64::from(facts.header_length), u64::from(facts.length));
        // An IP header that promises more than the packet has is believed, here as everywhere.
        let packet = u64::from(facts.packet_length).max(headers + payload);
        side.add(Count::Link, packet - headers - payload);
        side.add(Count::IpTcp, headers);
        // RFC 9293 3.10.7.4: what a RST carries is no data of the stream.
        let reset = facts.flags.has(Flags::RST);
        side.add(if reset { Count::Other } else { Count::Retransmitted }, payload);
    }

    /// It is known now what is spoken.
    pub(super) fn speaks(&mut self, protocol: Protocol) {
        self.sealed = protocol == Protocol::Tls;
        self.seal();
    }

    /// Bytes whose meaning is known now.
    pub(super) fn read(&mut self, direction: Direction, what: Count, length: u64) {
        self.sides[direction].shift(Count::Other, what, length);
    }

    /// An HTTP body is complete.
    pub(super) fn body_end(&mut self, length: u64) {
        if length > 0 {
            self.message(length);
        }
    }

    /// A message is complete.
    pub(super) fn message(&mut self, length: u64) {
        self.messages += 1;
        self.message_bytes = self.message_bytes.saturating_add(length);
    }

    /// Payload turns out to be new. What it is, the events that follow will say.
    pub(super) fn carried(&mut self, direction: Direction, length: u64) {
        self.sides[direction].shift(Count::Retransmitted, Count::Other, length);
        self.seal();
    }

    fn seal(&mut self) {
        if self.sealed {
            for direction in Direction::BOTH {
                self.sides[direction].shift(Count::Other, Count::Tls, u64::MAX);
            }
        }
    }
}

impl Cost {
    fn of(counts: &Counts) -> Self {
        let cost = Self {
            total: 0,
            link: counts.get(Count::Link),
            ip_tcp: counts.get(Count::IpTcp),
            tls: counts.get(Count::Tls),
            http_head: counts.get(Count::HttpHead),
            http_body: counts.get(Count::HttpBody),
            frame_header: counts.get(Count::FrameHeader),
            frame_payload: counts.get(Count::FramePayload),
            retransmitted: counts.get(Count::Retransmitted),
            other: counts.get(Count::Other),
        };
        Self { total: cost.parts().iter().map(|(_, bytes)| bytes).sum(), ..cost }
    }

    /// The parts that the total consists of, in the order of the wire, with their names in JSON.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, u64); 9] {
        [
            ("link", self.link),
            ("ip_tcp", self.ip_tcp),
            ("tls", self.tls),
            ("http_head", self.http_head),
            ("http_body", self.http_body),
            ("frame_header", self.frame_header),
            ("frame_payload", self.frame_payload),
            ("retransmitted", self.retransmitted),
            ("other", self.other),
        ]
    }

    /// Adds the bytes of another direction or connection.
    pub fn add(&mut self, more: &Self) {
        self.total += more.total;
        self.link += more.link;
        self.ip_tcp += more.ip_tcp;
        self.tls += more.tls;
        self.http_head += more.http_head;
        self.http_body += more.http_body;
        self.frame_header += more.frame_header;
        self.frame_payload += more.frame_payload;
        self.retransmitted += more.retransmitted;
        self.other += more.other;
    }
}
