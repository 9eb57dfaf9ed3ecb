//! The silences of a connection, and what ended each.

use super::{Mark, keep_longest};
use crate::capture::{Elapsed, Timestamp};
use crate::flow::{At, Direction};
use crate::limits;

/// A silence is worth a line if it takes this part of the connection's life, …
const SHARE: i64 = 50;
/// … and not only as long as a scheduler's moment.
const NOTICEABLE: Elapsed = Elapsed::from_millis(5);

/// A silence, and what ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// When it began.
    pub from: Timestamp,
    /// How long it lasted.
    pub lasted: Elapsed,
    /// The packet before it.
    pub after_packet: u64,
    /// The packet that ended it.
    pub before_packet: u64,
    /// Who ended it.
    pub by: Direction,
    /// With what.
    pub with: Mark,
}

/// Gathers silences.
#[derive(Debug, Default)]
pub(super) struct Quiets {
    longest: Vec<Quiet>,
    last: Option<(u64, Timestamp)>,
    /// The one that the last packet ended: a frame in it may say more of what that was.
    latest: Option<Quiet>,
}

impl Quiets {
    pub(super) fn longest(&self) -> &[Quiet] {
        &self.longest
    }

    pub(super) fn packet(&mut self, at: At, with: Mark) {
        self.keep();
        let last = self.last.replace((at.packet, at.time));
        self.latest = last.map(|(after_packet, from)| Quiet {
            from,
            lasted: at.time.since(from),
            after_packet,
            before_packet: at.packet,
            by: at.direction,
            with,
        });
    }

    /// What the packet that came last is besides.
    pub(super) fn means(&mut self, at: At, with: Mark) {
        let latest = self.latest.as_mut().filter(|quiet| quiet.before_packet == at.packet);
        if let Some(quiet) = latest {
            quiet.with = quiet.with.max(with);
        }
    }

    /// The connection has ended; it lasted for so long.
    pub(super) fn end(&mut self, life: Elapsed) {
        self.keep();
        let least = (life.0 / SHARE).max(NOTICEABLE.0);
        self.longest.retain(|quiet| quiet.lasted.0 >= least);
    }

    fn keep(&mut self) {
        if let Some(quiet) = self.latest.take() {
            keep_longest(&mut self.longest, quiet, limits::MAX_SILENCES_LISTED, |quiet| quiet.lasted.0);
        }
    }
}
