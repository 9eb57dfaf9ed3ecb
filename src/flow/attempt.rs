//! A SYN that nothing has followed yet, in as few bytes as it takes to tell it again.
//!
//! Whoever floods a server with SYNs must not fill our memory. So a lone SYN is told as a segment and
//! kept in this form; what follows it makes it a connection, and then the SYN is read again.

use std::net::SocketAddr;

use super::endpoints::{Endpoints, is_low};
use super::lone::{self, LoneSyn};
use super::shared::Shared;
use super::{ConnectionId, Direction, HowEnded, Opened, Roles, Sink, TcpEnding, TcpEvent};
use crate::capture::Timestamp;
use crate::decode::{Checksum, Flags, Options, Segment, SeqNumber};
use crate::flow::At;

/// A lone SYN; its ends are known elsewhere. The fields are ordered, and the long ones split, so that
/// no byte is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attempt {
    pub(super) number: ConnectionId,
    packet: [u32; 2],
    time: [u32; 2],
    pub(super) seq: SeqNumber,
    timestamp: u32,
    maximum_segment_size: u16,
    identification: u16,
    window: u16,
    flags: u16,
    packet_length: u16,
    header_length: u8,
    ttl: u8,
    window_scale: u8,
    digits: u8,
    has: Has,
    /// Whether the lower of its ends sent it.
    pub(super) from_low: bool,
}

/// What a SYN has, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Has(u8);

impl Has {
    const MAXIMUM_SEGMENT_SIZE: u8 = 1;
    const SACK_PERMITTED: u8 = 2;
    const TIMESTAMPS: u8 = 4;
    const WINDOW_SCALE: u8 = 8;
    const IDENTIFICATION: u8 = 16;
    /// Its ports had been used before.
    const REUSED_PORTS: u8 = 32;
}

/// Length of the options that are kept: each at most once.
const MAX_OPTIONS: usize = 4 + 2 + 10 + 3;

impl Attempt {
    /// The segment in short, if it is a lone SYN: without data, and with no other than the usual
    /// options. Anything else is a connection of its own at once.
    pub(super) fn of(segment: &Segment<'_>, number: ConnectionId, reused: bool) -> Option<Self> {
        let flags = segment.flags;
        let others = Flags::ACK.0 | Flags::FIN.0 | Flags::RST.0 | Flags::URG.0;
        if !flags.has(Flags::SYN)
            || flags.0 & others != 0
            || segment.wire_payload_length > 0
            || segment.ack.0 != 0
        {
            return None;
        }
        // What is remarkable is told at once.
        let damaged = [segment.checksum(), segment.ip_checksum()].contains(&Checksum::Bad);
        if segment.conflicting_fragments || damaged {
            return None;
        }
        let mut attempt = Self {
            number,
            packet: halves(segment.packet),
            time: halves(segment.time.nanoseconds().cast_unsigned()),
            seq: segment.seq,
            timestamp: 0,
            maximum_segment_size: 0,
            identification: segment.ip_id.unwrap_or_default(),
            window: segment.window,
            flags: flags.0,
            packet_length: u16::try_from(segment.wire_packet_length).ok()?,
            header_length: u8::try_from(segment.header_length).ok()?,
            ttl: segment.ttl,
            window_scale: 0,
            digits: segment.time.digits(),
            has: Has(0),
            from_low: is_low(&segment.from, &segment.to),
        };
        attempt.has.0 |= if segment.ip_id.is_some() { Has::IDENTIFICATION } else { 0 };
        attempt.has.0 |= if reused { Has::REUSED_PORTS } else { 0 };
        attempt.note_options(segment.options.0)?;
        Some(attempt)
    }

    /// Notes the options; `None` if there is one that would be lost.
    fn note_options(&mut self, mut options: &[u8]) -> Option<()> {
        loop {
            let (kind, rest) = match options {
                [] | [0, ..] => return Some(()),
                [1, rest @ ..] => {
                    options = rest;
                    continue;
                }
                [2, 4, a, b, rest @ ..] => {
                    self.maximum_segment_size = u16::from_be_bytes([*a, *b]);
                    (Has::MAXIMUM_SEGMENT_SIZE, rest)
                }
                [3, 3, shift, rest @ ..] => {
                    self.window_scale = *shift;
                    (Has::WINDOW_SCALE, rest)
                }
                [4, 2, rest @ ..] => (Has::SACK_PERMITTED, rest),
                // The echo reply of a SYN is zero (RFC 7323 3.2).
                [8, 10, a, b, c, d, 0, 0, 0, 0, rest @ ..] => {
                    self.timestamp = u32::from_be_bytes([*a, *b, *c, *d]);
                    (Has::TIMESTAMPS, rest)
                }
                _ => return None,
            };
            if self.has(kind) {
                return None;
            }
            self.has.0 |= kind;
            options = rest;
        }
    }

    fn has(&self, what: u8) -> bool {
        self.has.0 & what != 0
    }

    /// Whether its ports had been used before by an earlier connection.
    pub(super) fn reuses_ports(&self) -> bool {
        self.has(Has::REUSED_PORTS)
    }

    /// When it came.
    pub(super) fn time(&self) -> Timestamp {
        Timestamp::new(whole(self.time).cast_signed(), self.digits)
    }

    /// Its place in the capture.
    pub(super) fn at(&self) -> At {
        At {
            packet: whole(self.packet),
            time: self.time(),
            connection: self.number,
            direction: Direction::ToServer,
        }
    }

    /// Who wants to connect to whom.
    pub(super) fn opened(&self, endpoints: Endpoints) -> Opened {
        let (client, server) = self.ends(endpoints);
        Opened { client, server, roles: Roles::Seen, reused: self.reuses_ports() }
    }

    /// Tells of the SYN when it comes.
    pub(super) fn begin(&self, syn: &Segment<'_>, shared: &mut Shared, sink: &mut impl Sink) {
        let at = self.at();
        // It is the first packet of its connection, which others may be copies of.
        shared.copies.note((at.connection, at.direction), syn);
        sink.tcp(at, TcpEvent::Segment(&lone::facts(syn, self.reuses_ports())));
    }

    /// Nothing has followed it; `left` says how it is left.
    pub(super) fn ended(&self, endpoints: Endpoints, left: HowEnded) -> LoneSyn<'_> {
        let how = if left == HowEnded::Open { HowEnded::Unanswered } else { left };
        LoneSyn { attempt: self, endpoints, ending: TcpEnding { how, first: None, lost: None } }
    }

    /// The SYN as a segment again, for as long as `read` takes.
    pub(super) fn again<T>(&self, endpoints: Endpoints, read: impl FnOnce(&Segment<'_>) -> T) -> T {
        let mut room = [0; MAX_OPTIONS];
        let options = self.write_options(&mut room);
        let (from, to) = self.ends(endpoints);
        read(&Segment {
            packet: whole(self.packet),
            time: self.time(),
            from,
            to,
            ttl: self.ttl,
            ip_id: self.has(Has::IDENTIFICATION).then_some(self.identification),
            seq: self.seq,
            ack: SeqNumber(0),
            flags: Flags(self.flags),
            window: self.window,
            options: Options(options),
            payload: &[],
            ipv4_header: &[],
            header: &[],
            conflicting_fragments: false,
            wire_payload_length: 0,
            wire_packet_length: self.packet_length.into(),
            header_length: self.header_length.into(),
        })
    }

    fn ends(&self, endpoints: Endpoints) -> (SocketAddr, SocketAddr) {
        let [low, high] = endpoints.addresses();
        if self.from_low { (low, high) } else { (high, low) }
    }

    fn write_options<'r>(&self, room: &'r mut [u8; MAX_OPTIONS]) -> &'r [u8] {
        let [m0, m1] = self.maximum_segment_size.to_be_bytes();
        let [t0, t1, t2, t3] = self.timestamp.to_be_bytes();
        let options: [(u8, &[u8]); 4] = [
            (Has::MAXIMUM_SEGMENT_SIZE, &[2, 4, m0, m1]),
            (Has::SACK_PERMITTED, &[4, 2]),
            (Has::TIMESTAMPS, &[8, 10, t0, t1, t2, t3, 0, 0, 0, 0]),
            (Has::WINDOW_SCALE, &[3, 3, self.window_scale]),
        ];
        let present = options.into_iter().filter(|(kind, _)| self.has(*kind)).flat_map(|(_, bytes)| bytes);
        let mut length = 0;
        for (place, byte) in room.iter_mut().zip(present) {
            *place = *byte;
            length += 1;
        }
        room.get(..length).unwrap_or_default()
    }
}

fn halves(number: u64) -> [u32; 2] {
    [number as u32, (number >> 32) as u32]
}

fn whole([low, high]: [u32; 2]) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// Lets through what is told of a segment itself: a lone SYN is no connection yet, and a straggler
/// belongs to one that was told to its end.
pub(super) struct SegmentsOnly<'s, S>(pub(super) &'s mut S);

impl<S: Sink> Sink for SegmentsOnly<'_, S> {
    fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
        if let TcpEvent::Segment(_) = event {
            self.0.tcp(at, event);
        }
    }

    fn wants_segments(&self) -> bool {
        self.0.wants_segments()
    }
}

/// Tells of a SYN that is read again as what it is.
pub(super) struct Again<'s, S>(pub(super) &'s mut S);

impl<S: Sink> Sink for Again<'_, S> {
    fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
        self.0.tcp(
            at,
            match event {
                TcpEvent::Segment(facts) => TcpEvent::Attempt(facts),
                other => other,
            },
        );
    }

    fn wants_segments(&self) -> bool {
        self.0.wants_segments()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use super::super::endpoints::Ends;
    use super::*;

    /// A SYN as it may come over the wire.
    pub(in crate::flow) fn syn<'a>(options: &'a [u8], from: &str, to: &str) -> Segment<'a> {
        Segment {
            packet: 1 << 40 | 7,
            time: Timestamp::new(-1_763_757_600_123_456_789, 9),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            ttl: 63,
            ip_id: Some(0xbeef),
            seq: SeqNumber(0xdead_beef),
            ack: SeqNumber(0),
            flags: Flags(Flags::SYN.0 | Flags::ECE.0 | Flags::CWR.0),
            window: 65_535,
            options: Options(options),
            payload: &[],
            ipv4_header: &[],
            header: &[],
            conflicting_fragments: false,
            wire_payload_length: 0,
            wire_packet_length: 74,
            header_length: 40,
        }
    }

    #[test]
    fn a_syn_comes_back_as_it_was() {
        let linux = [2, 4, 5, 0xb4, 4, 2, 8, 10, 1, 2, 3, 4, 0, 0, 0, 0, 1, 3, 3, 10];
        for (options, from, to) in [
            (&linux[..], "10.0.0.9:4000", "10.0.0.1:80"),
            (&[][..], "10.0.0.1:4000", "10.0.0.9:80"),
            (&[1, 1, 4, 2, 0, 77][..], "[fd00::2]:4000", "[fd00::1]:80"),
        ] {
            let segment = syn(options, from, to);
            let attempt = Attempt::of(&segment, 5, true).unwrap();
            assert_eq!((attempt.number, attempt.reuses_ports()), (5, true));
            attempt.again(Endpoints::of(&segment.from, &segment.to), |again| {
                let told = |s: &Segment<'_>| {
                    let o = &s.options;
                    let options =
                        (o.maximum_segment_size(), o.window_scale(), o.sack_permitted(), o.timestamps());
                    format!("{options:?} {:?}", Segment { options: Options(&[]), ..*s })
                };
                assert_eq!(told(again), told(&segment));
            });
        }
    }

    #[test]
    fn what_would_be_lost_is_not_taken_for_a_lone_syn() {
        let fast_open = [34, 6, 1, 2, 3, 4];
        let (from, to) = ("10.0.0.9:4000", "10.0.0.1:80");
        assert_eq!(Attempt::of(&syn(&fast_open, from, to), 0, false), None);
        assert_eq!(Attempt::of(&syn(&[4, 2, 4, 2], from, to), 0, false), None);
        let plain = syn(&[], from, to);
        for other in [
            Segment { flags: Flags(Flags::SYN.0 | Flags::ACK.0), ..plain },
            Segment { wire_payload_length: 5, ..plain },
            Segment { ack: SeqNumber(1), ..plain },
        ] {
            assert_eq!(Attempt::of(&other, 0, false), None);
        }
    }

    #[test]
    fn it_stays_small() {
        assert_eq!(size_of::<Option<(Ends<Ipv4Addr>, Attempt)>>(), 56);
        assert_eq!(size_of::<Option<(Ends<Ipv6Addr>, Attempt)>>(), 80);
    }
}
