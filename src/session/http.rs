//! The HTTP phase: requests and responses, until one of them turns the connection into something else.

use super::asked::{Asked, Outstanding};
use super::challenge::{Behind, is_hixie76};
use super::early::Early;
use super::event::{EventKind, HttpEvent, Upgrade};
use super::out::Out;
use super::websocket::Agreed;
use crate::flow::{At, Direction, Pair};
use crate::limits;
use crate::protocol::frame::Stretch;
use crate::protocol::http::{
    BodyLength, ChunkedBody, ChunkedState, Framing, HeadEnd, RequestHead, ResponseHead, looks_like_request,
    looks_like_response,
};
use crate::protocol::tls::looks_like_tls;
use crate::protocol::upgrade::{Draft, is_upgrade_attempt};
use crate::protocol::{Likeness, Parsed, Responsible, Rule};

/// Both directions of a connection that speaks HTTP/1.
#[derive(Debug, Default)]
pub(super) struct Http {
    sides: Pair<Side>,
    requests: Outstanding,
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
    /// The bytes of hixie-76 behind a head.
    Behind(Behind),
    /// The answer to the last request decides what these bytes are.
    Waiting(Early),
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
    /// WebSocket.
    WebSocket {
        /// With which extensions.
        agreed: Agreed,
        /// Whether the request was captured before its answer.
        asked: bool,
    },
    /// hixie-76, the WebSocket of 2010.
    Hixie76,
    /// Whatever the first bytes show: a tunnel, or another protocol.
    Other,
}

/// What the connection turns into, and what of that has come already.
pub(super) struct Turn<'b> {
    pub(super) switch: Switch,
    /// What the client said behind its request.
    pub(super) early: Early,
    /// What follows the answer.
    pub(super) rest: &'b [u8],
}

/// How far one message took us.
enum Step<'b> {
    /// The bytes behind it.
    Rest(&'b [u8]),
    /// The connection changes its protocol; the bytes behind the message belong to the new one.
    Switch(Switch, &'b [u8]),
}

impl Http {
    /// The next bytes of a direction. Returns what the connection turns into, if it does.
    pub(super) fn data<'b>(&mut self, mut bytes: &'b [u8], out: &mut Out<'_>) -> Option<Turn<'b>> {
        while !bytes.is_empty() {
            match self.step(bytes, out) {
                Step::Rest(rest) => bytes = rest,
                Step::Switch(switch, rest) => return Some(self.turn(switch, rest, out)),
            }
        }
        None
    }

    fn turn<'b>(&mut self, switch: Switch, rest: &'b [u8], out: &mut Out<'_>) -> Turn<'b> {
        let Side::Waiting(early) = std::mem::take(&mut self.sides.to_server) else {
            return Turn { switch, early: Early::default(), rest };
        };
        let answer_end = out.stream_end.saturating_sub(rest.len() as u64);
        if let Some(since) = early.before(answer_end).filter(|_| !matches!(switch, Switch::Other)) {
            let connection = out.at.connection;
            let now = std::mem::replace(&mut out.at, At { connection, ..since });
            out.find(Rule::FrameBefore101);
            out.at = now;
        }
        Turn { switch, early, rest }
    }

    /// Bytes that are kept: of heads that are not complete, and of requests without their responses.
    pub(super) fn kept(&self) -> usize {
        let side = |side: &Side| match side {
            Side::Head(bytes, _) => bytes.len(),
            Side::Behind(behind) => behind.kept(),
            Side::Waiting(early) => early.kept(),
            _ => 0,
        };
        side(&self.sides.to_server) + side(&self.sides.to_client) + self.requests.kept()
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
            Side::Behind(behind) => behind.skip(length),
            Side::UntilClose(received) => {
                *received += length;
                true
            }
            Side::Head(..) => false,
            Side::Waiting(early) => return early.gap(length),
            Side::Lost => return,
        };
        if inside {
            self.end_fixed_body(out);
        } else {
            *side = Side::Lost;
            out.find(Rule::MessagesLost);
        }
    }

    /// Whether the answer to an upgrade is not in the capture, and what the client sent behind its request.
    pub(super) fn answer_lost(&mut self) -> Option<Stretch<At>> {
        match (&mut self.sides.to_server, &self.sides.to_client) {
            (Side::Waiting(waited), Side::Lost) => Some(std::mem::take(waited).into_stretch()),
            _ => None,
        }
    }

    /// Whether nothing of either direction can be read until a head begins.
    pub(super) fn is_lost(&self) -> bool {
        Direction::BOTH.into_iter().all(|direction| matches!(self.sides[direction], Side::Lost))
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
            Side::Behind(behind) => {
                let (own, rest) = behind.take(bytes);
                out.tell(EventKind::Http(HttpEvent::Body(own)));
                if behind.left() == 0 { self.proved(rest, out) } else { Step::Rest(rest) }
            }
            Side::Waiting(early) => {
                early.take(bytes, out);
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
        let asks = is_upgrade_attempt(&request);
        if asks {
            for broken in Upgrade::broken_by(&request) {
                out.find_broken(&broken);
            }
        }
        let (body, draft) = (request.body(), Draft::of(&request));
        self.requests.push(Asked::new(request, asks));
        match (draft, body.length) {
            (Some(Draft::Hixie76), BodyLength::None) => self.sides.to_server = Side::Behind(Behind::key3()),
            _ => self.expect_body(body, out),
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
        let asked = self.requests.answered();
        if is_hixie76(asked.as_ref(), &response) {
            self.sides.to_client = Side::Behind(Behind::answer(asked, response));
            return None;
        }
        let request = asked.as_ref().and_then(|asked| asked.upgrade.as_ref());
        let method = asked.as_ref().map(|asked| asked.method.as_slice());
        let websocket = response.status == 101 && response.headers.has_token("upgrade", "websocket");
        if request.is_some() || websocket {
            let upgrade = Upgrade::new(request, Some(&response));
            answered(&upgrade, out);
            if websocket || (response.status == 101 && request.is_some()) {
                let (agreed, asked) = (Agreed::of(&upgrade), request.is_some());
                return Some(Switch::WebSocket { agreed, asked });
            }
        }
        if let Some(target) = asked.as_ref().and_then(|asked| asked.tunnel.as_deref()) {
            let status = response.status;
            out.tell(EventKind::Http(HttpEvent::Tunnel { status, target }));
            if (200..300).contains(&status) {
                return Some(Switch::Other);
            }
        }
        if response.status == 101 {
            return Some(Switch::Other);
        }
        self.expect_body(response.body(method), out);
        self.release(out);
        None
    }

    /// The bytes of hixie-76 behind a head are complete.
    fn proved<'b>(&mut self, rest: &'b [u8], out: &mut Out<'_>) -> Step<'b> {
        let direction = out.at.direction;
        let Side::Behind(behind) = std::mem::take(&mut self.sides[direction]) else {
            return Step::Rest(rest);
        };
        self.end_body(direction, out, behind.length());
        if direction == Direction::ToServer {
            self.requests.set_key3(behind.into_key3());
            return Step::Rest(rest);
        }
        if behind.with_upgrade(|upgrade| answered(upgrade, out)).is_none() {
            return Step::Rest(rest);
        }
        Step::Switch(Switch::Hixie76, rest)
    }

    /// What was asked for was refused: what the client sent meanwhile is HTTP after all.
    fn release(&mut self, out: &mut Out<'_>) {
        if self.requests.decide() || !matches!(self.sides.to_server, Side::Waiting(_)) {
            return;
        }
        let Side::Waiting(early) = std::mem::take(&mut self.sides.to_server) else { return };
        let (said, lost) = early.into_said();
        let answered = out.at.direction;
        out.at.direction = Direction::ToServer;
        let mut bytes = said.as_slice();
        while let (false, Step::Rest(rest)) = (bytes.is_empty(), self.step(bytes, out)) {
            bytes = rest;
        }
        if lost > 0 {
            self.gap(lost, out);
        }
        out.at.direction = answered;
    }

    fn expect_body(&mut self, framing: Framing, out: &mut Out<'_>) {
        if let Some(rule) = framing.broken {
            out.find(rule);
        }
        self.sides[out.at.direction] = match framing.length {
            BodyLength::None => self.between(out.at.direction),
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
        self.sides[direction] = self.between(direction);
        out.tell(EventKind::Http(HttpEvent::BodyEnd { length }));
    }

    /// What comes behind a message.
    fn between(&self, direction: Direction) -> Side {
        match direction {
            Direction::ToServer if self.requests.decide() => Side::Waiting(Early::default()),
            _ => Side::default(),
        }
    }
}

/// Tells of an upgrade that was answered. What the client must keep was told with its request.
fn answered(upgrade: &Upgrade<'_>, out: &mut Out<'_>) {
    out.tell(EventKind::Http(HttpEvent::Upgrade(upgrade)));
    let broken = upgrade.broken.iter().filter(|broken| broken.rule.responsible() != Responsible::Client);
    broken.for_each(|broken| out.find_broken(broken));
}

/// Whether the server answers with a record of TLS where an HTTP head would begin.
fn answers_in_tls(side: &Side, bytes: &[u8], direction: Direction) -> bool {
    let begins = matches!(side, Side::Head(kept, _) if kept.is_empty());
    begins && direction == Direction::ToClient && looks_like_tls(bytes) == Likeness::Yes
}
