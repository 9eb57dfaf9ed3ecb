//! WebSocket's heartbeat: which Pong answers which Ping (RFC 6455 5.5.3).

use std::collections::VecDeque;

use super::Samples;
use crate::capture::{Elapsed, Timestamp};
use crate::flow::{At, Pair};
use crate::limits;
use crate::session::Frame;
use crate::summary::Nothing;
use crate::summary::trail::MissedPings;

/// A Ping without a Pong is a miss only if it has waited as long as this when the capture ends.
const PATIENCE: Elapsed = Elapsed::from_secs(1);

/// The Pings of one side, and the Pongs that answer them.
#[derive(Clone, Debug, Default)]
pub struct Pinging {
    /// Pings sent.
    pub pings: u64,
    /// Pings that found their Pong.
    pub pongs: u64,
    /// From one Ping to the next.
    pub interval: Samples,
    /// From a Ping to its Pong, where the capture was taken.
    pub round_trip: Samples,
    waiting: Pings,
    last: Option<Timestamp>,
    last_answered: u64,
}

impl Nothing for Pair<Pinging> {
    const NOTHING: &'static Self = &Self { to_server: Pinging::NONE, to_client: Pinging::NONE };
}

impl Pinging {
    const NONE: Self = Self {
        pings: 0,
        pongs: 0,
        interval: Samples::NONE,
        round_trip: Samples::NONE,
        waiting: Pings { waiting: VecDeque::new(), sent: 0 },
        last: None,
        last_answered: 0,
    };
}

impl Pinging {
    /// Pings whose Pong never came, `until` the connection's last packet.
    #[must_use]
    pub fn missed(&self, until: Timestamp) -> u64 {
        self.pings - self.pongs - self.still_waits(until)
    }

    /// The last Pings in a row whose Pong never came.
    #[must_use]
    pub fn missed_at_the_end(&self, until: Timestamp) -> u64 {
        self.pings - self.last_answered - self.still_waits(until)
    }

    /// The last Pings in a row that have no Pong yet.
    pub(in crate::summary) fn missed_at_present(&self) -> Option<MissedPings> {
        let first = self.waiting.waiting.iter().find(|ping| ping.number > self.last_answered)?;
        let count = self.pings.saturating_sub(self.last_answered);
        Some(MissedPings { count, packet: first.packet, time: first.time })
    }

    /// One, if the newest Ping was sent so late that its Pong may have come after the capture.
    fn still_waits(&self, until: Timestamp) -> u64 {
        let newest = self.waiting.newest().filter(|ping| ping.number == self.pings);
        u64::from(newest.is_some_and(|ping| until.since(ping.time) < PATIENCE))
    }

    #[inline(never)]
    pub(super) fn ping(&mut self, at: At, frame: &Frame<'_>) {
        self.pings += 1;
        if let Some(last) = self.last.replace(at.time) {
            self.interval.add(at.time.since(last));
        }
        self.waiting.sent(at, frame);
    }

    /// A Pong of the peer; returns whether it answers a Ping.
    #[inline(never)]
    pub(super) fn pong(&mut self, at: At, frame: &Frame<'_>) -> bool {
        let Some(ping) = self.waiting.answered(frame) else { return false };
        self.pongs += 1;
        self.last_answered = self.last_answered.max(ping.number);
        self.round_trip.add(at.time.since(ping.time));
        true
    }
}

/// Pings that wait for their Pong; a bounded number.
#[derive(Clone, Debug, Default)]
pub struct Pings {
    waiting: VecDeque<SentPing>,
    sent: u64,
}

/// A Ping that waits for its Pong.
#[derive(Clone, Debug)]
pub struct SentPing {
    /// Its number among the Pings of its side, from 1.
    pub number: u64,
    /// The packet that completed it.
    pub packet: u64,
    /// When that packet came.
    pub time: Timestamp,
    payload: Box<[u8]>,
}

impl Pings {
    /// A Ping is sent.
    pub fn sent(&mut self, at: At, frame: &Frame<'_>) {
        if self.waiting.len() >= limits::MAX_WAITING_PINGS {
            self.waiting.pop_front();
        }
        self.sent += 1;
        let payload = frame.start.into();
        self.waiting.push_back(SentPing { number: self.sent, packet: at.packet, time: at.time, payload });
    }

    /// The Ping that a Pong answers: the most recent one with the same bytes. An endpoint may answer
    /// only the latest of several (RFC 6455 5.5.3), so earlier ones with these bytes go on waiting.
    pub fn answered(&mut self, pong: &Frame<'_>) -> Option<SentPing> {
        let whole = pong.missing == 0;
        let index = self.waiting.iter().rposition(|ping| !whole || *ping.payload == *pong.start)?;
        self.waiting.remove(index)
    }

    /// Those whose Pong never came, `until` the connection's last packet; not the newest one, if its Pong
    /// may have come after that.
    pub fn missed(&self, until: Timestamp) -> impl Iterator<Item = &SentPing> {
        let patient = move |ping: &&SentPing| ping.number == self.sent && until.since(ping.time) < PATIENCE;
        self.waiting.iter().filter(move |ping| !patient(ping))
    }

    /// The newest Ping, if it still waits.
    #[must_use]
    pub fn newest(&self) -> Option<&SentPing> {
        self.waiting.back().filter(|ping| ping.number == self.sent)
    }
}
