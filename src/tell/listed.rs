//! A connection in one line: what the table of connections shows of it, and sorts by.

use crate::capture::{Elapsed, Timestamp};
use crate::flow::{ConnectionId, Direction, Opened, Pair};
use crate::session::Protocol;
use crate::summary::Summary;
use crate::teach::{self, Sentence};

/// A line of the table of connections, in little room: an interface keeps one for every connection.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its number.
    pub connection: ConnectionId,
    /// Who the ends are.
    pub opened: Opened,
    /// Time of its first packet.
    pub opened_at: Timestamp,
    /// From its first packet to its last.
    pub duration: Elapsed,
    /// What it speaks, as far as that is known.
    pub protocol: Option<Protocol>,
    /// The same in words.
    pub speaks: Sentence,
    /// Packets each way.
    pub packets: Pair<u64>,
    /// Payload bytes each way.
    pub bytes: Pair<u64>,
    /// WebSocket frames each way.
    pub frames: Pair<u64>,
    /// Round trip of the handshake, where it was seen.
    pub round_trip: Option<Elapsed>,
    /// Packets that were sent again, each way.
    pub retransmissions: Pair<u64>,
    /// The longest time in which nobody spoke.
    pub longest_silence: Option<Elapsed>,
    /// What was found wrong in it.
    pub findings: u64,
    /// How it ended, in a few words after a sign; before it has ended, that it goes on.
    pub ending: Sentence,
    /// Whether it went wrong.
    pub trouble: bool,
}

/// Stands for the ending while there is none.
const GOES_ON: &str = "screen.reading";

impl Listed {
    /// A connection that has begun.
    #[must_use]
    pub fn opened(connection: ConnectionId, at: Timestamp, opened: &Opened) -> Self {
        Self {
            connection,
            opened: *opened,
            opened_at: at,
            duration: Elapsed::ZERO,
            protocol: None,
            speaks: Sentence::new("screen.reading"),
            packets: Pair::default(),
            bytes: Pair::default(),
            frames: Pair::default(),
            round_trip: None,
            retransmissions: Pair::default(),
            longest_silence: None,
            findings: 0,
            ending: Sentence::new(GOES_ON),
            trouble: false,
        }
    }

    /// It is known now what a connection speaks that goes on.
    pub(super) fn speaks(&mut self, protocol: Protocol) {
        self.protocol = Some(protocol);
        self.speaks = Sentence::new(match protocol {
            Protocol::WebSocket => "spoken.websocket-bare",
            Protocol::Http => "screen.speaks-http",
            Protocol::Tls => "spoken.tls",
            Protocol::Http2 => "spoken.http2",
            Protocol::Unknown => "spoken.unknown",
        });
    }

    /// The connection that goes on has become a WebSocket of this target.
    pub(super) fn upgraded(&mut self, target: &str) {
        self.speaks = Sentence::new("brief.websocket").with("target", target);
    }

    /// A packet more of a connection that goes on, with so much in it.
    pub(super) fn grow(&mut self, direction: Direction, time: Timestamp, bytes: u32, frames: u8) {
        if self.is_told() {
            return;
        }
        self.duration = time.since(self.opened_at);
        self.packets[direction] += 1;
        self.bytes[direction] += u64::from(bytes);
        self.frames[direction] += u64::from(frames);
    }

    /// When its last packet went by.
    #[must_use]
    pub fn last_at(&self) -> Timestamp {
        let last = self.opened_at.nanoseconds().saturating_add(self.duration.0);
        Timestamp::new(last, self.opened_at.digits())
    }

    /// Whether all is known of it: it has ended.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.ending.key() != GOES_ON
    }

    /// A connection that has ended.
    #[must_use]
    pub fn ended(summary: &Summary) -> Self {
        Self {
            connection: summary.connection,
            opened: summary.opened,
            opened_at: summary.opened_at,
            duration: summary.duration(),
            protocol: summary.protocol,
            speaks: teach::spoken_brief(summary),
            packets: summary.packets,
            bytes: summary.bytes,
            frames: summary.frames,
            round_trip: summary.round_trip,
            retransmissions: summary.retransmissions,
            longest_silence: summary.heartbeat.silences.longest().map(|silence| silence.lasted),
            findings: summary.findings.len() as u64 + summary.more_findings,
            ending: teach::brief(summary),
            trouble: summary.ending().is_trouble(),
        }
    }
}
