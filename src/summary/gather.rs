//! Gathers the facts of every open connection from its events.

use super::ledger::Ledger;
use super::proxy::{Hop, Passage, Proxies};
use super::{OpeningHandshake, Rare, Summary, Suspect};
use crate::capture::Elapsed;
use crate::flow::{At, ConnectionId, Label, Origin, SegmentFacts, TcpEvent};
use crate::limits;
use crate::prefetch::prefetch;
use crate::protocol::frame::Opcode;
use crate::protocol::http::Headers;
use crate::session::{Event, EventKind, Frame, HttpEvent, Numbered, TlsEvent, WebSocketEvent};

/// The summaries of the connections that have not ended yet.
#[derive(Debug, Default)]
pub struct Summaries {
    open: Numbered<Ledger>,
    proxies: Proxies,
    in_brief: bool,
}

impl Summaries {
    /// Summaries for a line each. Left out is what neither a line nor the verdict needs, as if there had been none:
    /// [`Summary::acknowledgements`], [`Summary::messages`], [`Summary::overhead`], [`Summary::states`], and most of
    /// [`Summary::handshake`].
    #[must_use]
    pub fn in_brief() -> Self {
        Self { in_brief: true, ..Self::default() }
    }

    /// Takes an event; returns the connection's summary when it has ended.
    pub fn observe(&mut self, event: &Event<'_>) -> Option<Summary> {
        if event.kind.is_frequent() {
            self.tell(event);
            return None;
        }
        self.turn(event)
    }

    /// Takes what happens now and then.
    #[cold]
    fn turn(&mut self, event: &Event<'_>) -> Option<Summary> {
        let at = event.at;
        match event.kind {
            EventKind::Tcp(TcpEvent::Opened(opened)) => {
                let mut ledger = Ledger::new(at, opened);
                ledger.details = (!self.in_brief).then(Box::default);
                self.open.insert(at.connection, ledger);
            }
            EventKind::Tcp(TcpEvent::Ended(ending)) => {
                self.proxies.answered(at.connection);
                return Some(self.open.remove(at.connection)?.close(at.connection, ending));
            }
            // The SYN of an attempt was no more than a segment when it came.
            EventKind::Tcp(TcpEvent::Attempt(syn)) => {
                self.tell(&Event { at, kind: EventKind::Tcp(TcpEvent::Segment(syn)) });
            }
            EventKind::Http(HttpEvent::Request(head)) => {
                self.tell(event);
                if let Some([client, server]) = self.open.get_mut(at.connection).map(|ledger| ledger.ends()) {
                    let hop = Hop { connection: at.connection, packet: at.packet, client, server };
                    self.proxies.asks(hop, head);
                }
            }
            EventKind::Http(HttpEvent::Upgrade(_)) => {
                self.tell(event);
                self.proxies.answered(at.connection);
            }
            _ => self.tell(event),
        }
        None
    }

    /// Something will soon happen on a connection: begins to fetch what is kept of it from memory.
    pub fn foresee(&mut self, connection: ConnectionId) {
        let earlier = self.open.foresee(connection);
        if !self.in_brief
            && let Some(ledger) = earlier.and_then(|earlier| self.open.get(earlier))
            && let Some(details) = &ledger.details
        {
            prefetch(&**details);
        }
    }

    /// How a proxy passed on the request of a connection to become a WebSocket, where both of its sides
    /// were captured; known as soon as it did, and for some time after the connection has ended.
    #[must_use]
    pub fn passage(&self, connection: ConnectionId) -> Option<&Passage> {
        self.proxies.passage(connection)
    }

    /// The same, known from somebody who saw both sides.
    pub fn passed_on(&mut self, passage: Passage) {
        self.proxies.passed_on(passage);
    }

    fn tell(&mut self, event: &Event<'_>) {
        if let Some(ledger) = self.open.get_mut(event.at.connection) {
            ledger.observe(event);
        }
    }
}

impl Ledger {
    fn observe(&mut self, event: &Event<'_>) {
        if let Some(details) = &mut self.details {
            details.observe(event);
        }
        match &event.kind {
            EventKind::Tcp(TcpEvent::Segment(facts)) => self.segment(event.at, facts),
            EventKind::Tcp(TcpEvent::Data { bytes, .. }) => {
                self.bytes[event.at.direction] += bytes.len() as u64;
            }
            EventKind::WebSocket(WebSocketEvent::Frame(frame)) => self.frame(event.at, frame),
            _ => self.turn(event),
        }
    }

    /// Takes what happens now and then.
    #[cold]
    fn turn(&mut self, event: &Event<'_>) {
        let at = event.at;
        match &event.kind {
            EventKind::Tcp(event) => self.tcp(at, event),
            EventKind::Http(event) => self.http(at, event),
            EventKind::Speaks(protocol) => self.protocol = Some(*protocol),
            EventKind::Tls(event) => {
                self.trail.tls(at, *event);
                if let TlsEvent::ClientHello(hello) = event {
                    self.server_name = hello.server_name.as_deref().map(Into::into);
                }
            }
            EventKind::Finding(finding) => self.rare().find(at, finding),
            EventKind::WebSocket(_) => {}
        }
    }

    fn http(&mut self, at: At, event: &HttpEvent<'_>) {
        match event {
            HttpEvent::Request(head) => {
                self.trail.request(at, &head.headers);
                self.head(at, &head.headers);
            }
            HttpEvent::Response(head) => self.head(at, &head.headers),
            HttpEvent::Upgrade(upgrade) => {
                let handshake = &upgrade.handshake;
                self.handshake = Some(Box::new(match &self.details {
                    Some(_) => OpeningHandshake::new(handshake),
                    None => OpeningHandshake::in_brief(handshake),
                }));
            }
            HttpEvent::Tunnel { status: 200..300, target } => {
                let target = String::from_utf8_lossy(target);
                let target: String = target.chars().take(limits::MAX_LISTED_TARGET).collect();
                let rare = self.rare();
                (rare.tunnel, rare.tunnel_refused) = (Some(target.into()), None);
            }
            HttpEvent::Tunnel { status, .. } => self.rare().tunnel_refused = Some(*status),
            HttpEvent::Body(_) | HttpEvent::BodyEnd { .. } => {}
        }
    }

    /// A request's or a response's head.
    fn head(&mut self, at: At, headers: &Headers<'_>) {
        self.http[at.direction] += 1;
        self.heartbeat.http(headers);
    }

    fn tcp(&mut self, at: At, event: &TcpEvent<'_>) {
        match event {
            TcpEvent::Established(times) => {
                self.round_trip = Some(Elapsed(times.to_syn_ack.0.saturating_add(times.to_ack.0)));
            }
            TcpEvent::Gap { length, .. } => {
                let missing = &mut self.rare().missing[at.direction];
                *missing = missing.saturating_add(*length);
            }
            TcpEvent::Fin { origin, .. } => {
                self.rare().fins[at.direction] = Some(at.packet);
                self.suspect(at, *origin);
            }
            TcpEvent::Reset { origin } => {
                self.trail.reset(at, origin.is_some_and(|origin| origin.is_likely()));
                self.rare().reset.get_or_insert((at.direction, at.packet));
                self.suspect(at, *origin);
            }
            TcpEvent::Lost(loss) => {
                let packets = &mut self.rare().capture_lost;
                *packets = packets.saturating_add(loss.packets);
            }
            TcpEvent::Closed => self.rare().closed_at = Some(at.time),
            TcpEvent::BegunAnew => self.begin_anew(at),
            TcpEvent::Segment(_)
            | TcpEvent::Data { .. }
            | TcpEvent::Opened(_)
            | TcpEvent::Attempt(_)
            | TcpEvent::State(_)
            | TcpEvent::GoesOn { .. }
            | TcpEvent::Anomaly(_)
            | TcpEvent::Ended(_) => {}
        }
    }

    fn suspect(&mut self, at: At, origin: Option<Origin>) {
        if let Some(origin) = origin.filter(Origin::is_suspect) {
            let suspect = Suspect { packet: at.packet, origin };
            self.rare().suspect[at.direction].get_or_insert_with(|| Box::new(suspect));
        }
    }

    /// The client tries again: how the connection ends is how the last try ends.
    fn begin_anew(&mut self, at: At) {
        self.trail.begin_anew(at);
        (self.protocol, self.handshake) = (None, None);
        if let Some(rare) = self.rare.take() {
            *self.rare() = rare.begun_anew();
        }
    }

    fn segment(&mut self, at: At, facts: &SegmentFacts<'_>) {
        (self.last_at, self.last_digits) = (at.time.nanoseconds(), at.time.digits());
        // Nobody sent a packet twice that was captured twice: it counts once.
        if facts.is_copy() {
            return;
        }
        self.packets[at.direction] += 1;
        // What its receiver refuses shows nothing but that it was sent.
        if facts.refused {
            return;
        }
        self.trail.segment(at, facts, &self.heartbeat);
        self.heartbeat.segment(at, facts);
        if let Some(rare) = &mut self.rare {
            rare.acknowledge(at.direction, facts);
            // Whatever the peer says shows that it is there.
            let reverse = at.direction.reverse();
            rare.unanswered_data[reverse] = Rare::default();
            // Of a peer that was not captured, new data shows that it answers the old.
            let alone = self.packets[reverse] == 0;
            if alone && facts.length > 0 && !facts.labels.has(Label::Retransmission) {
                rare.unanswered_data[at.direction] = Rare::default();
            }
        }
        if facts.labels.has(Label::Retransmission) {
            let rare = self.rare();
            rare.retransmissions[at.direction] += 1;
            rare.unanswered_data[at.direction].add(at.time);
        }
    }

    fn frame(&mut self, at: At, frame: &Frame<'_>) {
        let direction = at.direction;
        self.frames[direction] += 1;
        if let Some(message) = frame.completes.filter(|message| message.compressed) {
            self.rare().compression[direction].add(&message);
        }
        self.trail.frame(at, frame, &self.heartbeat);
        self.heartbeat.frame(at, frame);
        if frame.header.opcode == Opcode::Close {
            self.rare().close(at, frame);
        }
    }
}
