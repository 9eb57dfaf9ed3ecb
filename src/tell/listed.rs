//! A connection in one line: what the table of connections shows of it, and sorts by.

use crate::capture::{Elapsed, Timestamp};
use crate::flow::{ConnectionId, Direction, Opened, Pair, Roles};
use crate::session::Protocol;
use crate::summary::{Ending, Summary};
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

/// What is spoken after an upgrade, and where.
const UPGRADED: &str = "brief.websocket";
/// Stands for the ending while there is none.
const GOES_ON: &str = "screen.reading";
/// The same of a connection that was there before the capture.
const WAS_THERE: &str = "screen.began-before";
/// What stands for the ending of a connection that goes on, or is over and waits for stragglers.
const NOT_TOLD: [&str; 5] = [GOES_ON, WAS_THERE, "screen.closing", "screen.closed", "screen.reset"];

/// What TCP does at the end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closing {
    /// The first FIN, sent in this direction.
    Fin(Direction),
    /// A RST, sent in this direction.
    Reset(Direction),
    /// Both directions are done.
    Closed,
    /// It begins once more.
    BegunAnew,
}

fn goes_on(opened: &Opened) -> Sentence {
    Sentence::new(if opened.roles == Roles::Seen { GOES_ON } else { WAS_THERE })
}

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
            ending: goes_on(opened),
            trouble: false,
        }
    }

    /// It is known now what a connection speaks that goes on.
    pub(super) fn speaks(&mut self, protocol: Protocol) {
        self.protocol = Some(protocol);
        if self.speaks.key() == UPGRADED {
            return;
        }
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
        self.speaks = Sentence::new(UPGRADED).with("target", target);
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

    /// TCP begins to close it, or has closed it; by whom that began. What is to be said of that in full
    /// follows once no straggler can come any more.
    pub(super) fn closes(&mut self, how: Closing) {
        if self.is_told() {
            return;
        }
        self.ending = match how {
            Closing::Fin(by) => Sentence::new("screen.closing").with("who", teach::role(by)),
            Closing::Reset(by) => Sentence::new("screen.reset").with("who", teach::role(by)),
            Closing::Closed if self.ending.key() == "screen.closing" => self.ending.rekeyed("screen.closed"),
            Closing::Closed => return,
            Closing::BegunAnew => goes_on(&self.opened),
        };
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
        !NOT_TOLD.contains(&self.ending.key())
    }

    /// A connection that has ended.
    #[must_use]
    pub fn ended(summary: &Summary, ending: &Ending) -> Self {
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
            ending: teach::brief(summary, ending),
            trouble: ending.is_trouble(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(roles: Roles) -> Listed {
        let (client, server) = ("10.0.0.1:50000".parse().unwrap(), "10.0.0.2:80".parse().unwrap());
        Listed::opened(0, Timestamp::default(), &Opened { client, server, roles, reused: false })
    }

    #[test]
    fn what_closes_says_so_before_it_is_told() {
        let mut row = row(Roles::Seen);
        let said = |row: &Listed| row.ending.tell(crate::teach::Language::English);
        for (how, says) in [
            (Closing::Closed, "…"),
            (Closing::Fin(Direction::ToClient), "… closing, server first"),
            (Closing::Closed, "… closed, server first"),
            (Closing::BegunAnew, "…"),
            (Closing::Reset(Direction::ToServer), "… reset by client (RST)"),
            (Closing::Closed, "… reset by client (RST)"),
        ] {
            row.closes(how);
            assert_eq!((said(&row).as_str(), row.is_told()), (says, false));
        }
    }

    #[test]
    fn what_was_there_before_the_capture_says_so() {
        let row = row(Roles::Guessed);
        assert_eq!((row.ending.key(), row.is_told()), (WAS_THERE, false));
    }

    #[test]
    fn what_was_upgraded_keeps_its_target() {
        let mut row = row(Roles::Seen);
        row.upgraded("/chat");
        row.speaks(Protocol::WebSocket);
        assert_eq!((row.speaks.key(), row.protocol), (UPGRADED, Some(Protocol::WebSocket)));
    }
}
