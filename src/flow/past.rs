//! What is remembered of a connection that has ended: enough to know its ports and its stragglers.

use super::attempt::Attempt;
use super::connection::Connection;
use super::endpoints::Endpoints;
use super::{ConnectionId, Direction, Opened, Pair, Roles};
use crate::decode::{Segment, SeqNumber};

/// A connection that was told to its end; its ends are known elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Past {
    number: ConnectionId,
    bases: [SeqNumber; 2],
    roles: Roles,
    /// Whether the lower of its ends is the client.
    client_is_low: bool,
    /// Whether it was let go while it may still have been open.
    let_go: bool,
}

/// An ended connection that a late segment belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owner {
    pub(super) number: ConnectionId,
    pub(super) opened: Opened,
    pub(super) bases: Pair<SeqNumber>,
}

impl Past {
    /// A connection that has ended, or that was let go while it may still have been open.
    pub(super) fn new(connection: &Connection, let_go: bool) -> Self {
        let bases = connection.bases();
        Self {
            number: connection.number(),
            bases: [bases.to_server, bases.to_client],
            roles: connection.roles,
            client_is_low: connection.client_is_low,
            let_go,
        }
    }

    /// The same of an attempt that nothing followed.
    pub(super) fn of_attempt(attempt: &Attempt, let_go: bool) -> Self {
        Self {
            number: attempt.number,
            bases: [attempt.seq, SeqNumber(0)],
            roles: Roles::Seen,
            client_is_low: attempt.from_low,
            let_go,
        }
    }

    pub(super) fn number(&self) -> ConnectionId {
        self.number
    }

    /// What is known of the connection, if `segment` still belongs to it: it does not if it begins
    /// another one, or shows that one that was let go goes on.
    pub(super) fn owner(&self, segment: &Segment<'_>, endpoints: Endpoints) -> Option<Owner> {
        let [low, high] = endpoints.addresses();
        let (client, server) = if self.client_is_low { (low, high) } else { (high, low) };
        let [to_server, to_client] = self.bases;
        let bases = Pair { to_server, to_client };
        let direction = if segment.from == client { Direction::ToServer } else { Direction::ToClient };
        let begins = segment.flags.is_only_syn() && segment.seq != bases[direction];
        let opened = Opened { client, server, roles: self.roles, reused: true };
        (!begins && !self.let_go).then_some(Owner { number: self.number, opened, bases })
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use super::super::endpoints::Ends;
    use super::*;

    #[test]
    fn it_stays_small() {
        assert_eq!(size_of::<Option<(Ends<Ipv4Addr>, Past)>>(), 28);
        assert_eq!(size_of::<Option<(Ends<Ipv6Addr>, Past)>>(), 52);
    }
}
