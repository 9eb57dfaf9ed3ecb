//! Attempts to connect that nothing followed: where there are many to one server, the rest is counted
//! and not listed.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};

use foldhash::fast::RandomState;

use crate::capture::Timestamp;
use crate::flow::LoneSyn;
use crate::limits;
use crate::teach::Sentence;

/// Counts attempts by the server that they are for.
#[derive(Debug, Default)]
pub struct Attempts {
    servers: HashMap<SocketAddr, Count, RandomState>,
    /// Those for all servers beyond as many as are told apart.
    others: Option<Count>,
}

/// Attempts to connect to one server, or to several.
#[derive(Clone, Copy, Debug)]
struct Count {
    attempts: u64,
    first: (u64, Timestamp),
    last: (u64, Timestamp),
    /// The client, as long as there is only one.
    client: Option<IpAddr>,
}

impl Attempts {
    /// Counts an attempt; whether it is to be listed as well.
    pub fn add(&mut self, lone: &LoneSyn<'_>) -> bool {
        let (at, opened) = (lone.at(), lone.opened());
        let place = (at.packet, at.time);
        let client = opened.client.ip();
        let new = Count { attempts: 0, first: place, last: place, client: Some(client) };
        let room = self.servers.len() < limits::MAX_COUNTED_SERVERS;
        let count = match self.servers.get_mut(&opened.server) {
            Some(count) => count,
            None if room => self.servers.entry(opened.server).or_insert(new),
            None => self.others.get_or_insert(new),
        };
        count.attempts += 1;
        count.last = place;
        count.client = count.client.filter(|known| *known == client);
        count.attempts <= limits::MAX_LISTED_ATTEMPTS
    }

    /// What is to be said of those that are not listed, a line for each server, the greatest number first.
    #[must_use]
    pub fn lines(&self) -> Vec<Sentence> {
        let mut servers: Vec<_> = self.servers.iter().filter(|(_, count)| count.unlisted() > 0).collect();
        servers.sort_unstable_by_key(|(server, count)| (Reverse(count.attempts), **server));
        let servers = servers.into_iter().map(|(server, count)| {
            count.line(Sentence::new("attempts.server").with("server", server.to_string()))
        });
        let others = self.others.iter().filter(|count| count.unlisted() > 0);
        servers.chain(others.map(|count| count.line(Sentence::new("attempts.others")))).collect()
    }
}

impl Count {
    fn unlisted(&self) -> u64 {
        self.attempts.saturating_sub(limits::MAX_LISTED_ATTEMPTS)
    }

    fn line(&self, of: Sentence) -> Sentence {
        let clients = match self.client {
            Some(client) => Sentence::new("attempts.one-client").with("client", client.to_string()),
            None => Sentence::new("attempts.clients"),
        };
        of.with("n", self.attempts)
            .with("clients", clients)
            .with("time", self.last.1.since(self.first.1))
            .with("first", self.first.0)
            .with("last", self.last.0)
            .with("unlisted", self.unlisted())
    }
}
