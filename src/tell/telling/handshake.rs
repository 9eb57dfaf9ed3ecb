//! The HTTP upgrade of a connection, word for word, or what came in its place.

use std::collections::VecDeque;

use crate::capture::{Elapsed, Timestamp};
use crate::flow::At;
use crate::limits;
use crate::protocol::hixie76::Proof;
use crate::protocol::http::{Headers, RequestHead, ResponseHead};
use crate::protocol::tls::{ClientHello, ServerHello};
use crate::protocol::upgrade::{AcceptSteps, Check, Handshake, is_upgrade_attempt};
use crate::session::{Event, EventKind, HttpEvent, TlsEvent, Upgrade};

/// The HTTP upgrade of a connection, word for word, or what came in its place.
#[derive(Debug, Default)]
pub struct Heads {
    /// Requests to become a WebSocket, and their answers.
    pub upgrades: Vec<UpgradeHeads>,
    /// Further ones that are left out.
    pub more_upgrades: u64,
    /// Other requests.
    pub requests: Vec<RequestLine>,
    /// Further ones that are left out.
    pub more_requests: u64,
    /// The first hello of TLS, and its packet.
    pub client_hello: Option<(u64, ClientHello)>,
    /// The answer to it, and its packet.
    pub server_hello: Option<(u64, ServerHello)>,
    waiting: VecDeque<Waiting>,
    /// The upgrade that the last response answers.
    answered: Option<usize>,
    /// The last response, until it is known whether it answers an upgrade.
    response: Option<Head>,
}

/// A request to become a WebSocket, and its answer.
#[derive(Debug)]
pub struct UpgradeHeads {
    /// The request; it may not have been captured.
    pub request: Option<Head>,
    /// The response; it may not have come.
    pub response: Option<Head>,
    /// The rules, each with what became of it; those of the server once it has answered.
    pub upgrade: Judged,
}

/// What the two sides of a handshake said, and how it is judged.
#[derive(Debug)]
pub struct Judged {
    /// What they said.
    pub handshake: Handshake,
    /// Every rule, kept or broken.
    pub checks: Vec<Check>,
    /// How the right answer to the client's key is computed, where the key was seen.
    pub accept: Option<AcceptSteps>,
    /// How the right answer to the client's keys is computed, where hixie-76 is spoken.
    pub hixie76: Option<Box<Proof>>,
}

impl From<&Upgrade<'_>> for Judged {
    fn from(upgrade: &Upgrade<'_>) -> Self {
        Self {
            handshake: upgrade.handshake.clone(),
            checks: upgrade.checks(),
            accept: upgrade.accept.clone(),
            hixie76: upgrade.hixie76.clone(),
        }
    }
}

/// The head of a request or response, as it was sent.
#[derive(Clone, Debug)]
pub struct Head {
    /// The packet that completed it.
    pub packet: u64,
    /// The time of that packet.
    pub time: Timestamp,
    /// The first line.
    pub start: String,
    /// Names and values.
    pub fields: Vec<(String, String)>,
}

/// A request that does not ask to become a WebSocket.
#[derive(Debug)]
pub struct RequestLine {
    /// The packet that completed its head.
    pub packet: u64,
    /// The time of that packet.
    pub time: Timestamp,
    /// Method and target.
    pub start: String,
    /// The packet with the answer's head, its status, and how much later it came.
    pub answer: Option<(u64, u16, Elapsed)>,
}

impl RequestLine {
    /// Whether a packet brought it or its answer.
    #[must_use]
    pub fn has(&self, packet: u64) -> bool {
        self.packet == packet || self.answer.is_some_and(|(answer, ..)| answer == packet)
    }
}

/// What an answer is to be joined with.
#[derive(Clone, Copy, Debug)]
enum Waiting {
    Upgrade(usize),
    Request(usize),
    LeftOut,
}

impl Heads {
    /// Takes an event of the connection.
    pub(super) fn observe(&mut self, event: &Event<'_>) {
        match event.kind {
            EventKind::Http(HttpEvent::Request(head)) => self.request(event.at, head),
            EventKind::Http(HttpEvent::Response(head)) => self.response(event.at, head),
            EventKind::Http(HttpEvent::Upgrade(upgrade)) => self.upgrade(upgrade),
            EventKind::Tls(TlsEvent::ClientHello(hello)) => {
                self.client_hello.get_or_insert_with(|| (event.at.packet, hello.clone()));
            }
            // One that asks for another hello chooses nothing yet (RFC 8446 4.1.4).
            EventKind::Tls(TlsEvent::ServerHello(hello)) if !hello.retry => {
                self.server_hello.get_or_insert_with(|| (event.at.packet, hello.clone()));
            }
            _ => {}
        }
    }

    fn request(&mut self, at: At, head: &RequestHead<'_>) {
        let start = format!("{} {}", lossy(&head.method), lossy(&head.target));
        let waiting = if !is_upgrade_attempt(head) {
            self.plain(at, &start)
        } else if self.upgrades.len() < limits::MAX_TOLD_UPGRADES {
            let request = Head::new(at, format!("{start} {}", head.version), &head.headers);
            self.upgrades.push(UpgradeHeads {
                request: Some(request),
                response: None,
                upgrade: Judged::from(&Upgrade::new(Some(head), None)),
            });
            Waiting::Upgrade(self.upgrades.len() - 1)
        } else {
            self.more_upgrades += 1;
            Waiting::LeftOut
        };
        if self.waiting.len() < limits::MAX_OUTSTANDING_REQUESTS {
            self.waiting.push_back(waiting);
        }
    }

    fn plain(&mut self, at: At, start: &str) -> Waiting {
        if self.requests.len() >= limits::MAX_LISTED_REQUESTS {
            self.more_requests += 1;
            return Waiting::LeftOut;
        }
        let start = start.chars().take(limits::MAX_LISTED_TARGET).collect();
        self.requests.push(RequestLine { packet: at.packet, time: at.time, start, answer: None });
        Waiting::Request(self.requests.len() - 1)
    }

    fn response(&mut self, at: At, head: &ResponseHead<'_>) {
        // 1xx but 101 announces the real answer (RFC 9110 15.2).
        if matches!(head.status, 100 | 102..=199) {
            return;
        }
        let response = || {
            let start = format!("{} {:03} {}", head.version, head.status, lossy(&head.reason));
            Head::new(at, start.trim_end().to_owned(), &head.headers)
        };
        self.answered = None;
        match self.waiting.pop_front() {
            Some(Waiting::Upgrade(place)) => {
                self.answered = Some(place);
                if let Some(upgrade) = self.upgrades.get_mut(place) {
                    upgrade.response = Some(response());
                }
            }
            Some(Waiting::Request(place)) => {
                if let Some(request) = self.requests.get_mut(place) {
                    request.answer = Some((at.packet, head.status, at.time.since(request.time)));
                }
            }
            Some(Waiting::LeftOut) => {}
            // Its request was not captured.
            None => self.response = (head.status == 101).then(response),
        }
    }

    fn upgrade(&mut self, upgrade: &Upgrade<'_>) {
        let upgrade = Judged::from(upgrade);
        if let Some(answered) = self.answered.take().and_then(|place| self.upgrades.get_mut(place)) {
            answered.upgrade = upgrade;
        } else if let Some(response) = self.response.take() {
            if self.upgrades.len() < limits::MAX_TOLD_UPGRADES {
                self.upgrades.push(UpgradeHeads { request: None, response: Some(response), upgrade });
            } else {
                self.more_upgrades += 1;
            }
        }
    }
}

impl Head {
    fn new(at: At, start: String, headers: &Headers<'_>) -> Self {
        let fields = headers.iter().map(|field| (lossy(&field.name), lossy(&field.value))).collect();
        Self { packet: at.packet, time: at.time, start, fields }
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tell::telling::testing::told;

    #[test]
    fn request_and_answer_are_kept_word_for_word() {
        let heads = told("walkthrough", 0, |_| true).heads;
        let [upgrade] = heads.upgrades.as_slice() else { panic!("one upgrade") };
        let (request, response) = (upgrade.request.as_ref().unwrap(), upgrade.response.as_ref().unwrap());
        assert_eq!((request.packet, request.start.as_str()), (4, "GET / HTTP/1.1"));
        assert_eq!((response.packet, response.start.as_str()), (6, "HTTP/1.1 101 Switching Protocols"));
        let field = |head: &Head, place: usize| head.fields[place].clone();
        assert_eq!(field(request, 0), ("Host".to_owned(), "10.44.0.2:8080".to_owned()));
        assert_eq!(field(response, 2).0, "sec-websocket-accept");
        assert_eq!(
            Some(field(response, 2).1),
            upgrade.upgrade.accept.as_ref().map(|accept| accept.base64.clone())
        );
        let unasked = told("walkthrough", 0, |packet| packet != 4).heads;
        assert!(matches!(&unasked.upgrades[..], [UpgradeHeads { request: None, response: Some(_), .. }]));
    }

    /// Numbers and times are those that tshark shows.
    #[test]
    fn each_plain_request_stands_with_its_answer() {
        let heads = told("polling", 0, |_| true).heads;
        let answers: Vec<_> = heads
            .requests
            .iter()
            .take(3)
            .map(|request| (request.packet, request.start.as_str(), request.answer))
            .collect();
        let microseconds = |time: i64| Elapsed(time * 1000);
        assert_eq!(
            answers,
            [
                (4, "GET /updates?after=0", Some((6, 204, microseconds(32_403)))),
                (8, "GET /updates?after=0", Some((9, 204, microseconds(841)))),
                (11, "GET /updates?after=0", Some((12, 200, microseconds(1006)))),
            ]
        );
    }
}
