//! One side's TCP keep-alive: when it asks, how often, and whether it is answered (RFC 9293 3.8.4).

use super::Samples;
use crate::capture::{Elapsed, Moment, Timestamp};
use crate::flow::Pair;
use crate::summary::ending::{UNANSWERED_IS_GONE, UNANSWERED_LONG};
use crate::summary::{Nothing, Streak};

/// The TCP keep-alive of one side.
///
/// Each sign of life of the peer restarts the idle time (Linux: `tcp_keepalive_time`); only a probe
/// without an answer is followed by the next after the interval (`tcp_keepalive_intvl`). So the
/// spacing of answered probes is the idle time, that of unanswered ones the interval.
#[derive(Clone, Debug, Default)]
pub struct Probing {
    /// Probes sent.
    pub probes: u64,
    /// Probes after which the peer spoke before the next one.
    pub answered: u64,
    /// Probes without an answer at the end.
    pub unanswered_run: Streak,
    /// From the peer's last packet to the first probe.
    pub idle: Samples,
    /// From one unanswered probe to the next.
    pub interval: Samples,
    /// Bytes in the first probe: none, or one of garbage.
    pub probe_bytes: Option<u32>,
    /// That this side took the peer for dead and reset the connection.
    pub gave_up: Option<GaveUp>,
    longest_run: u64,
}

impl Nothing for Pair<Probing> {
    const NOTHING: &'static Self = &Self { to_server: Probing::NONE, to_client: Probing::NONE };
}

impl Probing {
    const NONE: Self = Self {
        probes: 0,
        answered: 0,
        unanswered_run: Streak::NONE,
        idle: Samples::NONE,
        interval: Samples::NONE,
        probe_bytes: None,
        gave_up: None,
        longest_run: 0,
    };
}

/// A side takes its peer for dead because its probes found no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GaveUp {
    /// The probes in a row that found none.
    pub probes: u64,
    /// From the peer's last packet to the RST.
    pub after: Elapsed,
}

impl Probing {
    /// Probes that nothing answered.
    #[must_use]
    pub fn unanswered(&self) -> u64 {
        self.probes - self.answered
    }

    /// The most probes in a row that nothing answered.
    #[must_use]
    pub fn longest_unanswered(&self) -> u64 {
        self.longest_run.max(self.unanswered_run.count)
    }

    /// This side asks; `heard` is when it heard of the peer last.
    #[cold]
    pub(super) fn probe(&mut self, time: Timestamp, heard: Option<Moment>, length: u32) {
        self.probes += 1;
        self.probe_bytes.get_or_insert(length);
        match (self.unanswered_run.since_last(time), heard) {
            (Some(interval), _) => self.interval.add(interval),
            (None, Some(heard)) => self.idle.add(Moment::from(time).since(heard)),
            (None, None) => {}
        }
        self.unanswered_run.add(time);
    }

    /// The peer sent something: whatever it says shows that it is there, except that a RST answers
    /// no question.
    #[cold]
    pub(super) fn peer_spoke(&mut self, reset: bool) {
        let waiting = std::mem::take(&mut self.unanswered_run).count;
        let answered = u64::from(waiting > 0 && !reset);
        self.answered += answered;
        self.longest_run = self.longest_run.max(waiting - answered);
    }

    /// This side resets the connection; `heard` is when it heard of the peer last.
    #[cold]
    pub(super) fn reset(&mut self, time: Timestamp, heard: Option<Moment>) {
        let probes = self.unanswered_run.count;
        let long = self.unanswered_run.since_last(time).is_some_and(|waited| waited >= UNANSWERED_LONG);
        if (probes >= UNANSWERED_IS_GONE || long) && self.gave_up.is_none() {
            self.gave_up = heard.map(|heard| GaveUp { probes, after: Moment::from(time).since(heard) });
        }
    }
}
