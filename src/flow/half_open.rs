//! Connections that are no more than an attempt: what becomes of a SYN once something follows it, or nothing.

use super::attempt::{Again, Attempt};
use super::connection::Connection;
use super::endpoints::Endpoints;
use super::past::Past;
use super::roles::opened;
use super::shared::Shared;
use super::table::Slot;
use super::{Connections, HowEnded, Sink, TcpEvent};

impl Connections {
    /// A SYN that waits with these ends is a connection now, since something follows it.
    pub(super) fn open_attempt(&mut self, endpoints: &Endpoints, sink: &mut impl Sink) -> Option<Slot> {
        let attempt = self.attempts.take(endpoints)?;
        let connection = open_again(&attempt, *endpoints, &mut self.shared, sink);
        Some(self.insert(connection, sink))
    }

    pub(super) fn make_room_for_attempt(&mut self, sink: &mut impl Sink) {
        while self.attempts.len() >= self.room.half_open.max(1) {
            let oldest = self.attempts.pop_if(|attempt| attempt.number, |_| true);
            let Some((endpoints, attempt)) = oldest else { return };
            self.let_go.crowded += 1;
            self.end_attempt(endpoints, &attempt, HowEnded::Expired, sink);
        }
    }

    pub(super) fn end_attempt(
        &mut self,
        endpoints: Endpoints,
        attempt: &Attempt,
        left: HowEnded,
        sink: &mut impl Sink,
    ) {
        self.end_doubted_by(&endpoints, sink);
        self.end_attempt_now(endpoints, attempt, left, sink);
    }

    pub(super) fn end_attempt_now(
        &mut self,
        endpoints: Endpoints,
        attempt: &Attempt,
        left: HowEnded,
        sink: &mut impl Sink,
    ) {
        sink.lone_syn(&attempt.ended(endpoints, left));
        self.remember(&endpoints, Past::of_attempt(attempt, left == HowEnded::Expired));
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
