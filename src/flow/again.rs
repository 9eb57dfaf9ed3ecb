//! Connections told again from their own packets alone: which connection a packet belongs to, and when
//! each ended, is known from the first time, when the packets of all others went by too.

use std::net::SocketAddr;

use super::connection::Connection;
use super::key::Key;
use super::{ConnectionId, Connections, HowEnded, Loss, Sink};
use crate::decode::Segment;

/// How a connection ended the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Which one.
    pub connection: ConnectionId,
    /// In which way.
    pub how: HowEnded,
}

/// Whether a segment that nothing is open for begins a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// If it is none of the stragglers of the one before.
    AsItSeems,
    /// It did the first time.
    ForSure,
}

impl Connections {
    /// Takes a segment that is told again. The clock stands still: what ends is ended by
    /// [`Connections::end_again`].
    ///
    /// `connection` is the number it had the first time; `begins` is there where it began that
    /// connection, and says whether its ports were known to have been used before.
    pub fn take_again(
        &mut self,
        segment: &Segment<'_>,
        connection: ConnectionId,
        begins: Option<bool>,
        sink: &mut impl Sink,
    ) {
        self.next_number = connection;
        if begins == Some(false) {
            self.past.take(&Key::of(&segment.from, &segment.to, &self.hasher));
        }
        let begins = if begins.is_some() { Begins::ForSure } else { Begins::AsItSeems };
        self.explained(sink, |connections, sink| connections.belong(segment, begins, sink));
    }

    /// Packets were lost behind a packet, as they were the first time.
    pub fn lose_again(&mut self, behind: u64, loss: Loss) {
        self.note_loss(behind, loss);
    }

    /// Ends a connection between two ends as it ended the first time. Whatever ended with it is ended
    /// by itself.
    pub fn end_again(&mut self, ended: Ended, ends: (SocketAddr, SocketAddr), sink: &mut impl Sink) {
        self.explained(sink, |connections, sink| connections.end_as(ended, ends, sink));
    }

    fn end_as(&mut self, ended: Ended, ends: (SocketAddr, SocketAddr), sink: &mut impl Sink) {
        let key = Key::of(&ends.0, &ends.1, &self.hasher);
        // What else it may have been follows from the connection itself.
        let left = match ended.how {
            HowEnded::Expired | HowEnded::Timeout => HowEnded::Expired,
            _ => HowEnded::Open,
        };
        let is = |connection: &Connection| connection.number() == ended.connection;
        if let Some(old) = self.doubted.take_if(&key.endpoints, is) {
            return self.end_now(old, left, sink);
        }
        let slot = self.open.find(&key).filter(|slot| self.open.get(*slot).is_some_and(is));
        if let Some(connection) = slot.and_then(|slot| self.open.remove(slot)) {
            return self.end_now(connection, left, sink);
        }
        if let Some(attempt) = self.attempts.get(&key).filter(|it| it.number == ended.connection) {
            self.attempts.take(&key);
            self.end_attempt_now(&key, &attempt, left, sink);
        }
    }
}
