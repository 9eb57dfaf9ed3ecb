//! The HTTP phase: requests and responses, until one of them turns the connection into something else.

use std::collections::VecDeque;

use super::event::{EventKind, HttpEvent, Upgrade};
use super::out::Out;
use crate::flow::{At, Direction, Pair};
use crate::limits;
use crate::protocol::http::{
    BodyLength, ChunkedBody, ChunkedState, Framing, HeadEnd, RequestHead, ResponseHead, looks_like_request,
    looks_like_response,
};
use crate::protocol::tls::looks_like_tls;
use crate::protocol::upgrade::{DeflateAgreement, Verdict, check, is_upgrade_attempt};
use crate::protocol::{Likeness, Parsed, Responsible, Rule};

/// Both directions of a connection that speaks HTTP/1.
#[derive(Debug, Default)]
pub(super) struct Http {
    sides: Pair<Side>,
    /// Requests whose responses have not come yet, oldest first.
    requests: VecDeque<Asked>,
    /// Bytes of their heads.
    asked_bytes: usize,
}

/// What a response needs to know of the request that it answers.
#[derive(Debug)]
struct Asked {
    method: Vec<u8>,
    /// The whole head, where it asks to become a WebSocket.
    upgrade: Option<RequestHead<'static>>,
    /// Length of the head, in bytes.
    length: usize,
}

/// What comes next in a direction.
#[derive(Debug)]
enum Side {
    /// A head, of which this much has come.
    Head(Vec<u8>, HeadEnd),
    /// So many bytes of a body, out of so many.
    Fixed { left: u64, length: u64 },
    /// A chunked body.
    Chunked(ChunkedBody),
    /// A body that ends with the connection, of which so much has come.
    UntilClose(u64),
    /// The answer to an upgrade decides what these bytes are, the first of which came there.
    Waiting(Vec<u8>, Option<At>),
    /// Bytes are missing or not HTTP: nothing can be read until a head begins.
    Lost,
}

impl Default for Side {
    fn default() -> Self {
        Self::Head(Vec::new(), HeadEnd::default())
    }
}

/// What the connection speaks from here on.
#[derive(Debug)]
pub(super) enum Switch {
    /// WebSocket, with permessage-deflate or without.
    WebSocket {
        /// What was agreed of permessage-deflate, if it was.
        deflate: Option<DeflateAgreement>,
        /// Whether the request was captured before its answer.
        asked: bool,
    },
    /// Whatever the first bytes show: a tunnel, or another protocol.
    Other,
}

/// How far one message took us.
enum Step<'b> {
    /// The bytes behind it.
    Rest(&'b [u8]),
    /// The connection changes its protocol; the bytes behind the message belong to the new one.
    Switch(Switch, &'b [u8]),
}

impl Http {
    /// The next bytes of a direction. Returns what the connection turns into, with the bytes that
    /// belong to it already: the client's that waited, and the rest of these.
    pub(super) fn data<'b>(
        &mut self,
        mut bytes: &'b [u8],
        out: &mut Out<'_>,
    ) -> Option<(Switch, Vec<u8>, &'b [u8])> {
        while !bytes.is_empty() {
            match self.step(bytes, out) {
                Step::Rest(rest) => bytes = rest,
                Step::Switch(switch, rest) => {
                    let Side::Waiting(waited, since) = std::mem::take(&mut self.sides.to_server) else {
                        return Some((switch, Vec::new(), rest));
                    };
                    if let (Switch::WebSocket { .. }, Some(since)) = (&switch, since) {
                        let connection = out.at.connection;
                        let now = std::mem::replace(&mut out.at, At { connection, ..since });
                        out.find(Rule::FrameBefore101);
                        out.at = now;
                    }
                    return Some((switch, waited, rest));
                }
            }
        }
        None
    }

    /// Bytes that are kept: of heads that are not complete, and of requests without their responses.
    pub(super) fn kept(&self) -> usize {
        let side = |side: &Side| match side {
            Side::Head(bytes, _) | Side::Waiting(bytes, _) => bytes.len(),
            _ => 0,
        };
        side(&self.sides.to_server) + side(&self.sides.to_client) + self.asked_bytes
    }

    /// Bytes of a direction that the capture does not hold: stepped over inside a body.
    pub(super) fn gap(&mut self, length: u64, out: &mut Out<'_>) {
        let side = &mut self.sides[out.at.direction];
        let inside = match side {
            Side::Fixed { left, .. } => {
                let inside = length <= *left;
                *left = left.saturating_sub(length);
                inside
            }
            Side::Chunked(body) => body.skip(length),
            Side::UntilClose(received) => {
                *received += length;
                true
            }
            Side::Head(..) | Side::Waiting(..) => false,
            Side::Lost => return,
        };
        if inside {
            self.end_fixed_body(out);
        } else {
            *side = Side::Lost;
            out.find(Rule::MessagesLost);
        }
    }

    /// A direction is finished: a body without a length ends here.
    pub(super) fn finish(&mut self, out: &mut Out<'_>) {
        let side = &mut self.sides[out.at.direction];
        if let Side::UntilClose(length) = *side {
            *side = Side::default();
            out.tell(EventKind::Http(HttpEvent::BodyEnd { length }));
        }
    }

    fn step<'b>(&mut self, bytes: &'b [u8], out: &mut Out<'_>) -> Step<'b> {
        let direction = out.at.direction;
        match &mut self.sides[direction] {
            side @ Side::Head(..) if answers_in_tls(side, bytes, direction) => {
                *side = Side::Lost;
                out.find(Rule::TlsAnswersHttp);
                Step::Rest(&[])
            }
            Side::Head(..) => self.head(bytes, out),
            Side::Fixed { left, .. } => {
                let own = usize::try_from(*left).unwrap_or(usize::MAX).min(bytes.len());
                let (own, rest) = bytes.split_at_checked(own).unwrap_or((bytes, &[]));
                *left -= own.len() as u64;
                out.tell(EventKind::Http(HttpEvent::Body(own)));
                self.end_fixed_body(out);
                Step::Rest(rest)
            }
            Side::Chunked(body) => {
                let own = body.feed(bytes);
                let (own, rest) = bytes.split_at_checked(own).unwrap_or((bytes, &[]));
                out.tell(EventKind::Http(HttpEvent::Body(own)));
                match body.state() {
                    ChunkedState::Open => {}
                    ChunkedState::Done => {
                        let length = body.payload_length();
                        self.end_body(direction, out, length);
                    }
                    ChunkedState::Invalid(rule) => {
                        self.sides[direction] = Side::Lost;
                        out.find(rule);
                    }
                }
                Step::Rest(rest)
            }
            Side::UntilClose(received) => {
                *received += bytes.len() as u64;
                out.tell(EventKind::Http(HttpEvent::Body(bytes)));
                Step::Rest(&[])
            }
            Side::Waiting(waiting, since) => {
                since.get_or_insert(out.at);
                let room = limits::MAX_BEFORE_ANSWER_BYTES.saturating_sub(waiting.len());
                waiting.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
                Step::Rest(&[])
            }
            // A segment that begins like a head is taken for one: peers begin messages there.
            side @ Side::Lost => {
                let begins = match direction {
                    Direction::ToServer => looks_like_request(bytes),
                    Direction::ToClient => looks_like_response(bytes),
                };
                if begins == Likeness::Yes {
                    *side = Side::default();
                    return Step::Rest(bytes);
                }
                Step::Rest(&[])
            }
        }
    }

    /// Reads a head out of `bytes`, or out of what came before and `bytes` together.
    fn head<'b>(&mut self, bytes: &'b [u8], out: &mut Out<'_>) -> Step<'b> {
        let direction = out.at.direction;
        let Side::Head(kept, end) = &mut self.sides[direction] else { return Step::Rest(bytes) };
        let Some(own) = end.feed(bytes) else {
            if kept.len() + bytes.len() > limits::MAX_HEAD_BYTES {
                self.sides[direction] = Side::Lost;
                out.find(Rule::HttpHeadTooLarge);
            } else {
                kept.extend_from_slice(bytes);
            }
            return Step::Rest(&[]);
        };
        let (own, rest) = bytes.split_at_checked(own).unwrap_or((bytes, &[]));
        let mut whole = std::mem::take(kept);
        self.sides[direction] = Side::default();
        let head = if whole.is_empty() {
            own
        } else {
            whole.extend_from_slice(own);
            &whole
        };
        let switch = match direction {
            Direction::ToServer => self.request(head, out),
            Direction::ToClient => self.response(head, out),
        };
        match switch {
            Some(switch) => Step::Switch(switch, rest),
            None => Step::Rest(rest),
        }
    }

    fn request(&mut self, head: &[u8], out: &mut Out<'_>) -> Option<Switch> {
        let request = match RequestHead::parse(head) {
            Parsed::Complete { value, .. } => value,
            Parsed::Incomplete { .. } => return None,
            Parsed::Invalid(rule) => {
                self.sides.to_server = Side::Lost;
                out.find(rule);
                return None;
            }
        };
        out.tell(EventKind::Http(HttpEvent::Request(&request)));
        for rule in &request.defects {
            out.find(*rule);
        }
        let upgrade = is_upgrade_attempt(&request);
        if upgrade {
            for broken in check(Some(&request), None).iter().filter(|check| check.verdict == Verdict::Fail) {
                out.find_broken(broken);
            }
        }
        let method = request.method.to_vec();
        self.expect_body(request.body(), out);
        if upgrade && matches!(self.sides.to_server, Side::Head(..)) {
            self.sides.to_server = Side::Waiting(Vec::new(), None);
        }
        if self.requests.len() < limits::MAX_OUTSTANDING_REQUESTS {
            let upgrade = upgrade.then(|| request.into_owned());
            // Browsers have one at a time.
            self.requests.reserve_exact(usize::from(self.requests.is_empty()));
            self.requests.push_back(Asked { method, upgrade, length: head.len() });
            self.asked_bytes += head.len();
        }
        None
    }

    fn response(&mut self, head: &[u8], out: &mut Out<'_>) -> Option<Switch> {
        let response = match ResponseHead::parse(head) {
            Parsed::Complete { value, .. } => value,
            Parsed::Incomplete { .. } => return None,
            Parsed::Invalid(rule) => {
                self.sides.to_client = Side::Lost;
                out.find(rule);
                return None;
            }
        };
        out.tell(EventKind::Http(HttpEvent::Response(&response)));
        for rule in &response.defects {
            out.find(*rule);
        }
        // 1xx but 101 announces the real answer (RFC 9110 15.2).
        if matches!(response.status, 100 | 102..=199) {
            return None;
        }
        let asked = self.requests.pop_front();
        self.asked_bytes -= asked.as_ref().map_or(0, |asked| asked.length);
        let request = asked.as_ref().and_then(|asked| asked.upgrade.as_ref());
        let method = asked.as_ref().map(|asked| asked.method.as_slice());
        let websocket = response.status == 101 && response.headers.has_token("upgrade", "websocket");
        if request.is_some() || websocket {
            let upgrade = Upgrade::new(request, &response);
            out.tell(EventKind::Http(HttpEvent::Upgrade(&upgrade)));
            // What the client must keep was told with its request.
            for broken in upgrade.broken().filter(|broken| broken.rule.responsible() != Responsible::Client) {
                out.find_broken(broken);
            }
            if websocket || (response.status == 101 && request.is_some()) {
                let (deflate, asked) = (upgrade.deflate(), request.is_some());
                return Some(Switch::WebSocket { deflate, asked });
            }
        }
        let connect = method == Some(b"CONNECT");
        if connect {
            out.tell(EventKind::Http(HttpEvent::Tunnel(response.status)));
        }
        let tunnel = connect && (200..300).contains(&response.status);
        if response.status == 101 || tunnel {
            return Some(Switch::Other);
        }
        self.expect_body(response.body(method), out);
        self.release(out);
        None
    }

    /// The upgrade was refused: what the client sent meanwhile is HTTP after all.
    fn release(&mut self, out: &mut Out<'_>) {
        if !matches!(self.sides.to_server, Side::Waiting(..)) {
            return;
        }
        let Side::Waiting(waited, _) = std::mem::take(&mut self.sides.to_server) else { return };
        let answered = out.at.direction;
        out.at.direction = Direction::ToServer;
        let mut bytes = waited.as_slice();
        while let (false, Step::Rest(rest)) = (bytes.is_empty(), self.step(bytes, out)) {
            bytes = rest;
        }
        out.at.direction = answered;
    }

    fn expect_body(&mut self, framing: Framing, out: &mut Out<'_>) {
        if let Some(rule) = framing.broken {
            out.find(rule);
        }
        self.sides[out.at.direction] = match framing.length {
            BodyLength::None => Side::default(),
            BodyLength::Fixed(length) => Side::Fixed { left: length, length },
            BodyLength::Chunked => Side::Chunked(ChunkedBody::default()),
            BodyLength::UntilClose => Side::UntilClose(0),
        };
        self.end_fixed_body(out);
    }

    fn end_fixed_body(&mut self, out: &mut Out<'_>) {
        if let Side::Fixed { left: 0, length } = self.sides[out.at.direction] {
            self.end_body(out.at.direction, out, length);
        }
    }

    fn end_body(&mut self, direction: Direction, out: &mut Out<'_>, length: u64) {
        self.sides[direction] = Side::default();
        out.tell(EventKind::Http(HttpEvent::BodyEnd { length }));
    }
}

/// Whether the server answers with a record of TLS where an HTTP head would begin.
fn answers_in_tls(side: &Side, bytes: &[u8], direction: Direction) -> bool {
    let begins = matches!(side, Side::Head(kept, _) if kept.is_empty());
    begins && direction == Direction::ToClient && looks_like_tls(bytes) == Likeness::Yes
}
