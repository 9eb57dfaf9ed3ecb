//! Requests to become a WebSocket that a proxy passed on: two connections with one key, and what the
//! second request lacks.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;

use crate::flow::ConnectionId;
use crate::limits;
use crate::protocol::http::{RequestHead, Version};

/// A request that a proxy passed on, seen on both of its sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The client's request, to the proxy.
    pub front: Hop,
    /// The proxy's, to the server.
    pub back: Hop,
    /// What the second lacks.
    pub lost: Lost,
}

/// One of the two requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Its connection.
    pub connection: ConnectionId,
    /// The packet that completed it.
    pub packet: u64,
    /// Who sent it.
    pub client: SocketAddr,
    /// To whom.
    pub server: SocketAddr,
}

/// What a proxy took away from a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// A bit for each of [`HEADERS`].
    headers: u8,
    /// It was HTTP/1.1, and is passed on as HTTP/1.0, which has no upgrades.
    pub version: bool,
}

/// What a request to become a WebSocket may say, with the word that counts where only one does.
const HEADERS: [(&str, Option<&str>); 8] = [
    ("Upgrade", Some("websocket")),
    ("Connection", Some("Upgrade")),
    ("Sec-WebSocket-Version", None),
    ("Sec-WebSocket-Protocol", None),
    ("Sec-WebSocket-Extensions", None),
    ("Origin", None),
    ("Cookie", None),
    ("Authorization", None),
];
/// The first so many of them are for one stop only: a proxy that is not told to do so passes neither on
/// (RFC 9110 7.6.1).
const HOP_BY_HOP: u8 = 0b11;

impl Passage {
    /// Which of the two a connection is: whether it is the one before the proxy.
    #[must_use]
    pub fn is_front(&self, connection: ConnectionId) -> bool {
        self.front.connection == connection
    }
}

impl Lost {
    /// The names of the headers, in the order in which they matter.
    pub fn headers(self) -> impl Iterator<Item = &'static str> {
        let lost = move |place: usize| self.headers >> place & 1 == 1;
        HEADERS.iter().enumerate().filter(move |(place, _)| lost(*place)).map(|(_, (name, _))| *name)
    }

    /// Whether what makes a request one for a WebSocket is among it.
    #[must_use]
    pub fn is_upgrade(self) -> bool {
        self.headers & HOP_BY_HOP != 0
    }
}

/// Requests that wait for their answers, and those of them that were passed on; a bounded number of each.
#[derive(Debug, Default)]
pub(super) struct Proxies {
    /// The oldest first.
    waiting: VecDeque<Request>,
    passages: BTreeMap<ConnectionId, Passage>,
}

/// A request that was not answered yet.
#[derive(Debug)]
struct Request {
    hop: Hop,
    key: Box<[u8]>,
    headers: u8,
    version: Version,
    /// Whether it says that a proxy passed it on.
    forwarded: bool,
}

/// What proxies add (RFC 7239, RFC 9110 7.6.3).
const FORWARDED: [&str; 4] = ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"];

impl Proxies {
    /// A request goes by.
    pub(super) fn asks(&mut self, hop: Hop, head: &RequestHead<'_>) {
        let Some(key) = head.headers.get("sec-websocket-key") else { return };
        let has = |(name, word): &(&str, Option<&str>)| match word {
            Some(word) => head.headers.has_token(name, word),
            None => head.headers.contains(name),
        };
        let bit = |(place, header)| u8::from(has(header)) << place;
        let headers = HEADERS.iter().enumerate().map(bit).fold(0, |all, bit| all | bit);
        let forwarded = FORWARDED.iter().any(|name| head.headers.contains(name));
        let request = Request { hop, key: key.into(), headers, version: head.version, forwarded };
        // The newest: with two proxies in a row it is the one before this.
        if let Some(front) = self.waiting.iter().rev().find(|front| front.is_passed_on(&request)) {
            let version = front.version >= Version::HTTP_11 && request.version < Version::HTTP_11;
            let lost = Lost { headers: front.headers & !headers, version };
            self.passed_on(Passage { front: front.hop, back: hop, lost });
        }
        self.waiting.push_back(request);
        while self.waiting.len() > limits::MAX_WAITING_UPGRADES {
            self.waiting.pop_front();
        }
    }

    /// A request was passed on.
    pub(super) fn passed_on(&mut self, passage: Passage) {
        for hop in [passage.front, passage.back] {
            self.passages.insert(hop.connection, passage);
        }
        while self.passages.len() > limits::MAX_PASSAGES {
            self.passages.pop_first();
        }
    }

    /// The request of a connection was answered, or never will be.
    pub(super) fn answered(&mut self, connection: ConnectionId) {
        self.waiting.retain(|request| request.hop.connection != connection);
    }

    /// How the request of a connection was passed on.
    pub(super) fn passage(&self, connection: ConnectionId) -> Option<&Passage> {
        self.passages.get(&connection)
    }
}

impl Request {
    /// Whether a proxy made the other of this. A key is random (RFC 6455 4.1), but some programs always
    /// send the same: so the other must come from the computer that was asked, or say that it comes from a
    /// proxy; and it must go to somebody else.
    fn is_passed_on(&self, other: &Self) -> bool {
        let by_a_proxy =
            other.hop.client.ip() == self.hop.server.ip() || (other.forwarded && !self.forwarded);
        self.key == other.key
            && self.hop.connection != other.hop.connection
            && self.hop.server != other.hop.server
            && by_a_proxy
    }
}
