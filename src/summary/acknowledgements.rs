//! How the two sides acknowledge: alone, on data, late; and where that holds the talk up.

use std::num::NonZeroU64;

use super::{Nothing, Rare, Samples};
use crate::capture::{Elapsed, Moment};
use crate::decode::Flags;
use crate::flow::{AckKind, Acknowledgement, At, Direction, Established, Pair, SegmentFacts};

/// One part of the handshake's round trip is so many times the other: the capture was taken far from
/// the side that took the longer part.
const CLEARLY_LONGER: i64 = 3;

/// Data that leaves so soon after an ACK was waiting for it.
const RELEASED: Elapsed = Elapsed::from_millis(5);

/// Bounds between which delays are counted: at once, a scheduler's moment, the common delayed-ACK
/// timers of 40 ms and 200 ms, and the 500 ms that RFC 9293 3.8.6.3 allows.
pub const DELAY_BOUNDS: [Elapsed; 8] = [
    Elapsed::from_millis(1),
    Elapsed::from_millis(5),
    Elapsed::from_millis(20),
    Elapsed::from_millis(35),
    Elapsed::from_millis(60),
    Elapsed::from_millis(150),
    Elapsed::from_millis(250),
    Elapsed::from_millis(500),
];

/// How the data of a connection was acknowledged.
#[derive(Clone, Debug, Default)]
pub struct Acknowledgements {
    /// By who acknowledges: the direction is that of the ACKs.
    pub sides: Pair<AckHabits>,
    /// By who is held up: the direction is that of the data.
    pub stalls: Rare<Pair<Stalls>>,
    /// Where the capture was taken, if the packets show it.
    pub vantage: Option<Vantage>,
    last: Pair<LastSent>,
    released: Option<Box<Pair<Released>>>,
}

/// How one side acknowledges. Its counts stop at 4,294,967,295.
#[derive(Clone, Debug, Default)]
pub struct AckHabits {
    /// ACKs that travelled alone.
    pub pure: u32,
    /// ACKs that rode on data.
    pub piggybacked: u32,
    /// ACKs that rode on a FIN.
    pub with_fin: u32,
    /// Segments that all of them covered.
    pub segments: u32,
    /// From the last covered segment to its ACK.
    pub delays: Samples,
    /// The delays that only a timer explains.
    pub timer: Samples,
    /// The first ACK that came at once and alone after one had been delayed: Linux has stopped
    /// waiting for data to carry it ("ping-pong" mode).
    pub left_ping_pong: Option<NonZeroU64>,
    /// Kept as soon as the delays are too many to hold each.
    distribution: Option<Box<Distribution>>,
}

/// How many delays stayed below each of [`DELAY_BOUNDS`]; the last counts the rest.
type Distribution = [u32; DELAY_BOUNDS.len() + 1];

fn count(distribution: &mut Distribution, delay: Elapsed) {
    let bound = DELAY_BOUNDS.partition_point(|bound| *bound <= delay);
    if let Some(count) = distribution.get_mut(bound) {
        *count = count.saturating_add(1);
    }
}

impl AckHabits {
    /// Segments that acknowledge something.
    #[must_use]
    pub fn count(&self) -> u64 {
        u64::from(self.pure) + u64::from(self.piggybacked) + u64::from(self.with_fin)
    }

    /// How many of the delays stayed below each of [`DELAY_BOUNDS`]; the last counts the rest.
    #[must_use]
    pub fn distribution(&self) -> [u32; DELAY_BOUNDS.len() + 1] {
        self.distribution.as_deref().copied().unwrap_or_else(|| {
            let mut distribution = Distribution::default();
            self.delays.each().into_iter().flatten().for_each(|delay| count(&mut distribution, delay));
            distribution
        })
    }

    fn add(&mut self, at: At, ack: &Acknowledgement) {
        let kind = match ack.kind {
            AckKind::Pure => &mut self.pure,
            AckKind::Piggybacked => &mut self.piggybacked,
            AckKind::WithFin => &mut self.with_fin,
        };
        *kind = kind.saturating_add(1);
        self.segments = self.segments.saturating_add(ack.segments);
        self.add_delay(ack.delay);
        if ack.delayed {
            self.timer.add(ack.delay);
        } else if ack.kind == AckKind::Pure && self.timer.count() > 0 && ack.delay < RELEASED {
            self.left_ping_pong = self.left_ping_pong.or(NonZeroU64::new(at.packet));
        }
    }

    fn add_delay(&mut self, delay: Elapsed) {
        if self.delays.is_full() {
            self.distribution = Some(Box::new(self.distribution()));
        }
        self.delays.add(delay);
        if let Some(distribution) = &mut self.distribution {
            count(distribution, delay);
        }
    }
}

/// Small writes that waited for a delayed ACK (Nagle's algorithm, RFC 896, against RFC 9293 3.8.6.3).
#[derive(Clone, Debug, Default)]
pub struct Stalls {
    /// How long each lasted, as seen in the capture.
    pub lasted: Samples,
    /// The packet that was released first.
    pub first_packet: u64,
}

impl Nothing for Pair<Stalls> {
    const NOTHING: &'static Self = &Self { to_server: Stalls::NONE, to_client: Stalls::NONE };
}

impl Stalls {
    const NONE: Self = Self { lasted: Samples::NONE, first_packet: 0 };
}

/// Where the capture was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vantage {
    /// The side whose packets pass the capture first: the sender in this direction.
    pub near: Direction,
    /// What shows it.
    pub shown_by: ShownBy,
}

/// What shows where a capture was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownBy {
    /// The handshake: most of the round trip lies beyond the other side.
    Handshake,
    /// Segments larger than the receiver takes: only the sender's own offload makes them.
    Offload,
}

/// What a side sent last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct LastSent {
    /// The largest segment that the other side takes, from its SYN.
    maximum: Option<u16>,
    /// Whether it sent a segment larger than that. A receiver's card puts segments together too, so what
    /// the handshake shows counts for more, and large segments of both sides show nothing.
    large: bool,
    /// Whether the last data was one small segment.
    small: bool,
}

/// When a delayed ACK for a side's small data came, and how late it was.
type Released = Option<(Moment, Elapsed)>;

impl Acknowledgements {
    /// The handshake is complete.
    pub(super) fn established(&mut self, Established { to_syn_ack, to_ack }: Established) {
        let near = match (to_syn_ack.0, to_ack.0) {
            (server, client) if server >= client.saturating_mul(CLEARLY_LONGER) => Direction::ToServer,
            (server, client) if client >= server.saturating_mul(CLEARLY_LONGER) => Direction::ToClient,
            _ => return,
        };
        self.vantage.get_or_insert(Vantage { near, shown_by: ShownBy::Handshake });
    }

    /// A segment goes by.
    pub(super) fn segment(&mut self, at: At, facts: &SegmentFacts<'_>) {
        let (own, peer) = self.last.split_mut(at.direction);
        // RFC 9293 3.7.1: the option is sent with SYN only.
        if facts.flags.has(Flags::SYN)
            && let Some(maximum) = facts.options.maximum_segment_size()
        {
            peer.maximum = Some(maximum);
        }
        if facts.length > 0 {
            let maximum = own.maximum.map_or(u32::MAX, u32::from);
            if facts.length > maximum {
                own.large = true;
                let near =
                    (!peer.large).then_some(Vantage { near: at.direction, shown_by: ShownBy::Offload });
                if self.vantage.is_none_or(|vantage| vantage.shown_by == ShownBy::Offload) {
                    self.vantage = near;
                }
            }
            own.small = facts.length < maximum / 2;
            // The data waited until the delayed ACK had come: Nagle held it.
            let small = own.small;
            let released = self.released.as_mut().and_then(|released| released[at.direction].take());
            let released = released.filter(|(when, _)| Moment::from(at.time).since(*when) < RELEASED);
            if let Some((_, waited)) = released.filter(|_| small) {
                let stalls = &mut self.stalls[at.direction];
                if stalls.lasted.count() == 0 {
                    stalls.first_packet = at.packet;
                }
                stalls.lasted.add(waited);
            }
        }
        let Some(ack) = facts.acknowledges else { return };
        let data = at.direction.reverse();
        let released = (ack.delayed && self.last[data].small).then(|| (at.time.into(), ack.delay));
        if released.is_some() || self.released.is_some() {
            self.released.get_or_insert_default()[data] = released;
        }
        self.sides[at.direction].add(at, &ack);
    }
}
