//! Connections that are no more than an attempt: what becomes of a SYN once something follows it, or nothing.

use super::attempt::{Again, Attempt};
use super::connection::Connection;
use super::endpoints::Endpoints;
use super::key::Key;
use super::past::Past;
use super::roles::opened;
use super::shared::Shared;
use super::{Connections, HowEnded, Sink, TcpEvent};
use crate::slots::Slot;

impl Connections {
    /// A SYN that waits with these ends is a connection now, since something follows it.
    pub(super) fn open_attempt(&mut self, key: &Key, sink: &mut impl Sink) -> Option<Slot> {
        let attempt = self.attempts.take(key)?;
        Some(self.open_again(&attempt, key, sink))
    }

    #[inline(never)]
    fn open_again(&mut self, attempt: &Attempt, key: &Key, sink: &mut impl Sink) -> Slot {
        let connection = open_again(attempt, key.endpoints, &mut self.shared, sink);
        self.insert(connection, key.hash, sink)
    }

    pub(super) fn make_room_for_attempt(&mut self, sink: &mut impl Sink) {
        while self.attempts.len() >= self.room.half_open.max(1) {
            let oldest = self.attempts.pop_if(|attempt| attempt.number, |_| true);
            let Some((key, attempt)) = oldest else { return };
            self.let_go.crowded += 1;
            self.end_attempt(&key, &attempt, HowEnded::Expired, sink);
        }
    }

    pub(super) fn end_attempt(&mut self, key: &Key, attempt: &Attempt, left: HowEnded, sink: &mut impl Sink) {
        self.end_doubted_by(&key.endpoints, sink);
        self.end_attempt_now(key, attempt, left, sink);
    }

    pub(super) fn end_attempt_now(
        &mut self,
        key: &Key,
        attempt: &Attempt,
        left: HowEnded,
        sink: &mut impl Sink,
    ) {
        sink.lone_syn(&attempt.ended(key.endpoints, left));
        self.remember(key, Past::of_attempt(attempt, left == HowEnded::Expired));
    }
}

/// Reads a lone SYN again, as the first segment of a connection.
fn open_again(
    attempt: &Attempt,
    endpoints: Endpoints,
    shared: &mut Shared,
    sink: &mut impl Sink,
) -> Connection {
    attempt.again(endpoints, |syn| {
        let opened = opened(syn, attempt.reuses_ports());
        let mut connection = Connection::new(attempt.number, opened);
        sink.tcp(connection.at(syn), TcpEvent::Opened(opened));
        connection.take(syn, shared, &mut Again(sink));
        connection
    })
}
