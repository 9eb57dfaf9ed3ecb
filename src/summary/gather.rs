//! Gathers the facts of every open connection from its events.

use std::hint::black_box;

use super::counts::Count;
use super::ledger::{Ledger, Unusual};
use super::proxy::{Hop, Passage, Proxies};
use super::trail::Trail;
use super::{OpeningHandshake, Rare, Summary, Suspect};
use crate::capture::Elapsed;
use crate::flow::{At, ConnectionId, Label, Origin, SegmentFacts, TcpEvent};
use crate::limits;
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
    /// Summaries for a line each: how both sides acknowledge is left out, [`Summary::acknowledgements`] is as if
    /// nobody had.
    #[must_use]
    pub fn in_brief() -> Self {
        Self { in_brief: true, ..Self::default() }
    }

    /// Takes an event; returns the connection's summary when it has ended.
    pub fn observe(&mut self, event: &Event<'_>) -> Option<Box<Summary>> {
        let at = event.at;
        match event.kind {
            EventKind::Tcp(TcpEvent::Opened(opened)) => {
                let mut ledger = Ledger::new(at, opened);
                ledger.acknowledgements = (!self.in_brief).then(Box::default);
                self.open.insert(at.connection, ledger);
            }
            EventKind::Tcp(TcpEvent::Ended(ending)) => {
                self.proxies.answered(at.connection);
                return Some(Box::new(self.open.remove(at.connection)?.close(at.connection, ending)));
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

    /// Something will soon happen on a connection: fetches what is kept of it from memory.
    pub fn foresee(&self, connection: ConnectionId) {
        black_box(self.open.get(connection).map_or(0, Ledger::touch));
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
        let at = event.at;
        let followed = match &event.kind {
            // Of what was captured twice, or refused by its receiver, nothing follows.
            EventKind::Tcp(TcpEvent::Segment(facts)) => !facts.is_copy() && !facts.refused,
            EventKind::Tcp(TcpEvent::Data { .. }) => false,
            EventKind::WebSocket(event) => Trail::follows(event),
            _ => true,
        };
        if followed {
            self.trail.observe(event, &self.heartbeat);
        }
        match &event.kind {
            EventKind::Tcp(event) => self.tcp(at, event),
            EventKind::WebSocket(event) => self.websocket(at, event),
            EventKind::Http(event) => self.http(at, event),
            EventKind::Speaks(protocol) => {
                self.protocol = Some(*protocol);
                self.account.speaks(*protocol);
            }
            EventKind::Tls(TlsEvent::ClientHello(hello)) => {
                self.server_name = hello.server_name.as_deref().map(Into::into);
            }
            EventKind::Finding(finding) => self.rare().find(at, finding),
            EventKind::Tls(_) => {}
        }
    }

    fn http(&mut self, at: At, event: &HttpEvent<'_>) {
        match event {
            HttpEvent::Request(head) => self.head(at, head.head_length, &head.headers),
            HttpEvent::Response(head) => self.head(at, head.head_length, &head.headers),
            HttpEvent::Upgrade(upgrade) => {
                self.handshake = Some(Box::new(OpeningHandshake::new(&upgrade.handshake)));
            }
            HttpEvent::Tunnel { status: 200..300, target } => {
                let target = String::from_utf8_lossy(target);
                let target: String = target.chars().take(limits::MAX_LISTED_TARGET).collect();
                let rare = self.rare();
                (rare.tunnel, rare.tunnel_refused) = (Some(target.into()), None);
            }
            HttpEvent::Tunnel { status, .. } => self.rare().tunnel_refused = Some(*status),
            HttpEvent::Body(bytes) => self.account.read(at.direction, Count::HttpBody, bytes.len() as u64),
            HttpEvent::BodyEnd { length } => self.account.body_end(*length),
        }
    }

    /// A request's or a response's head.
    fn head(&mut self, at: At, length: usize, headers: &Headers<'_>) {
        self.account.sides[at.direction].add(Count::Http, 1);
        self.account.read(at.direction, Count::HttpHead, length as u64);
        self.heartbeat.http(headers);
    }

    fn websocket(&mut self, at: At, event: &WebSocketEvent<'_>) {
        match event {
            WebSocketEvent::FrameStarted(header) => {
                self.account.read(at.direction, Count::FrameHeader, u64::from(header.header_length));
            }
            WebSocketEvent::Payload { bytes, .. } => {
                self.account.read(at.direction, Count::FramePayload, bytes.len() as u64);
            }
            WebSocketEvent::Frame(frame) => self.frame(at, frame),
            WebSocketEvent::FramesFrom { .. }
            | WebSocketEvent::Inflated { .. }
            | WebSocketEvent::Unfinished { .. } => {}
        }
    }

    fn tcp(&mut self, at: At, event: &TcpEvent<'_>) {
        self.states.observe(at, event);
        match event {
            TcpEvent::Segment(facts) => self.segment(at, facts),
            TcpEvent::Established(times) => {
                self.round_trip = Some(Elapsed(times.to_syn_ack.0.saturating_add(times.to_ack.0)));
                if let Some(acknowledgements) = &mut self.acknowledgements {
                    acknowledgements.established(*times);
                }
            }
            TcpEvent::Data { bytes, .. } => {
                self.account.sides[at.direction].add(Count::Bytes, bytes.len() as u64);
                self.account.carried(at.direction, bytes.len() as u64);
            }
            TcpEvent::Gap { length, cut, .. } => {
                self.account.sides[at.direction].add(Count::Missing, *length);
                if *cut {
                    self.account.carried(at.direction, *length);
                }
            }
            TcpEvent::Fin { origin, .. } => {
                self.rare().fins[at.direction] = Some(at.packet);
                self.suspect(at, *origin);
            }
            TcpEvent::Reset { origin } => {
                self.rare().reset.get_or_insert((at.direction, at.packet));
                self.suspect(at, *origin);
            }
            TcpEvent::Lost(loss) => {
                let packets = &mut self.rare().capture_lost;
                *packets = packets.saturating_add(loss.packets);
            }
            TcpEvent::Closed => self.rare().closed_at = Some(at.time),
            TcpEvent::BegunAnew => self.begin_anew(),
            TcpEvent::Opened(_)
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
    fn begin_anew(&mut self) {
        (self.protocol, self.handshake) = (None, None);
        if let Some(rare) = self.rare.take() {
            let Unusual { unanswered_data, findings, more_findings, capture_lost, .. } = *rare;
            let kept =
                Unusual { unanswered_data, findings, more_findings, capture_lost, ..Unusual::default() };
            *self.rare() = kept;
        }
    }

    fn segment(&mut self, at: At, facts: &SegmentFacts<'_>) {
        (self.last_at, self.last_digits) = (at.time.nanoseconds(), at.time.digits());
        // Nobody sent a packet twice that was captured twice: it counts once.
        if facts.is_copy() {
            return;
        }
        self.account.segment(at.direction, facts);
        // What its receiver refuses shows nothing but that it was sent.
        if facts.refused {
            return;
        }
        self.heartbeat.segment(at, facts);
        if let Some(acknowledgements) = &mut self.acknowledgements {
            acknowledgements.segment(at, facts);
        }
        if let Some(rare) = &mut self.rare {
            rare.acknowledge(at.direction, facts);
            // Whatever the peer says shows that it is there.
            let reverse = at.direction.reverse();
            rare.unanswered_data[reverse] = Rare::default();
            // Of a peer that was not captured, new data shows that it answers the old.
            let alone = self.account.sides[reverse].get(Count::Packets) == 0;
            if alone && facts.length > 0 && !facts.labels.has(Label::Retransmission) {
                rare.unanswered_data[at.direction] = Rare::default();
            }
        }
        if facts.labels.has(Label::Retransmission) {
            self.account.sides[at.direction].add(Count::Retransmissions, 1);
            self.rare().unanswered_data[at.direction].add(at.time);
        }
    }

    fn frame(&mut self, at: At, frame: &Frame<'_>) {
        let direction = at.direction;
        self.account.sides[direction].add(Count::Frames, 1);
        if let Some(message) = frame.completes {
            self.account.sides[direction].add(Count::Messages, 1);
            self.account.message(message.length);
            if message.compressed {
                self.rare().compression[direction].add(&message);
            }
        }
        if frame.in_pieces {
            self.account.read(direction, Count::FrameHeader, frame.header.has_end_mark().into());
        } else {
            self.account.read(direction, Count::FrameHeader, u64::from(frame.header.header_length));
            self.account.read(direction, Count::FramePayload, frame.header.payload_length);
        }
        self.heartbeat.frame(at, frame);
        if frame.header.opcode == Opcode::Close {
            self.rare().close(at, frame);
        }
    }
}
