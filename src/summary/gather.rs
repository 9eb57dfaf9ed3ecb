//! Gathers the facts of every open connection from its events.

use std::collections::HashMap;

use super::{Acknowledgements, CloseFrame, Found, Heartbeat, Overhead, States, Streak, Summary, Suspect};
use crate::capture::{Elapsed, Timestamp};
use crate::flow::{
    At, ConnectionId, HowEnded, Label, Opened, Origin, Pair, SegmentFacts, TcpEnding, TcpEvent,
};
use crate::limits;
use crate::protocol::frame::{ClosePayload, Opcode};
use crate::session::{Event, EventKind, Frame, HttpEvent, TlsEvent, WebSocketEvent};

/// The summaries of the connections that have not ended yet.
#[derive(Debug, Default)]
pub struct Summaries {
    open: HashMap<ConnectionId, Box<Summary>>,
}

impl Summaries {
    /// Takes an event; returns the connection's summary when it has ended.
    pub fn observe(&mut self, event: &Event<'_>) -> Option<Box<Summary>> {
        let at = event.at;
        match event.kind {
            EventKind::Tcp(TcpEvent::Opened(opened)) => {
                self.open.insert(at.connection, Box::new(Summary::new(at, opened)));
            }
            EventKind::Tcp(TcpEvent::Ended(ending)) => {
                let mut summary = self.open.remove(&at.connection)?;
                summary.tcp = ending;
                return Some(summary);
            }
            // The SYN of an attempt was no more than a segment when it came.
            EventKind::Tcp(TcpEvent::Attempt(syn)) => {
                self.tell(&Event { at, kind: EventKind::Tcp(TcpEvent::Segment(syn)) });
            }
            _ => self.tell(event),
        }
        None
    }

    fn tell(&mut self, event: &Event<'_>) {
        if let Some(summary) = self.open.get_mut(&event.at.connection) {
            summary.observe(event);
        }
    }
}

impl Summary {
    fn new(at: At, opened: Opened) -> Self {
        Self {
            connection: at.connection,
            opened,
            opened_at: at.time,
            last_at: at.time,
            closed_at: None,
            packets: Pair::default(),
            bytes: Pair::default(),
            missing: Pair::default(),
            protocol: None,
            handshake: None,
            http: Pair::default(),
            server_name: None,
            frames: Pair::default(),
            messages: Pair::default(),
            overhead: Overhead::default(),
            closes: Pair::default(),
            first_close: None,
            fins: Pair::default(),
            reset: None,
            states: States::default(),
            suspect: Pair::default(),
            heartbeat: Heartbeat::default(),
            unanswered_data: Pair::default(),
            acknowledgements: Acknowledgements::default(),
            round_trip: None,
            findings: Vec::new(),
            more_findings: 0,
            tcp: TcpEnding { how: HowEnded::Open, first: None },
        }
    }

    fn observe(&mut self, event: &Event<'_>) {
        let at = event.at;
        // Nobody sent a packet twice that was captured twice: it counts once.
        if matches!(event.kind, EventKind::Tcp(TcpEvent::Segment(facts)) if facts.is_copy()) {
            self.last_at = at.time;
            return;
        }
        self.overhead.observe(event);
        // What its receiver refuses shows nothing but that it was sent.
        if matches!(event.kind, EventKind::Tcp(TcpEvent::Segment(facts)) if facts.refused) {
            self.last_at = at.time;
            self.packets[at.direction] += 1;
            return;
        }
        self.heartbeat.observe(event);
        self.acknowledgements.observe(event);
        match event.kind {
            EventKind::Tcp(event) => self.tcp(at, event),
            EventKind::Speaks(protocol) => self.protocol = Some(protocol),
            EventKind::Http(HttpEvent::Request(_) | HttpEvent::Response(_)) => self.http[at.direction] += 1,
            EventKind::Http(HttpEvent::Upgrade(upgrade)) => self.handshake = Some(upgrade.handshake.clone()),
            EventKind::Tls(TlsEvent::ClientHello(hello)) => self.server_name.clone_from(&hello.server_name),
            EventKind::WebSocket(WebSocketEvent::Frame(frame)) => self.frame(at, &frame),
            EventKind::Finding(_) if self.findings.len() >= limits::MAX_FINDINGS => self.more_findings += 1,
            EventKind::Finding(finding) => {
                let found = Found { finding: finding.clone(), packet: at.packet, direction: at.direction };
                self.findings.push(found);
            }
            EventKind::Http(HttpEvent::Body(_) | HttpEvent::BodyEnd { .. })
            | EventKind::Tls(_)
            | EventKind::WebSocket(_) => {}
        }
    }

    fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
        self.states.observe(at, &event);
        match event {
            TcpEvent::Segment(facts) => self.segment(at, facts),
            TcpEvent::Established(times) => {
                self.round_trip = Some(Elapsed(times.to_syn_ack.0.saturating_add(times.to_ack.0)));
            }
            TcpEvent::Data { bytes, .. } => self.bytes[at.direction] += bytes.len() as u64,
            TcpEvent::Gap { length, .. } => self.missing[at.direction] += length,
            TcpEvent::Fin { origin, .. } => {
                self.fins[at.direction] = Some(at.packet);
                self.suspect(at, origin);
            }
            TcpEvent::Reset { origin } => {
                self.reset.get_or_insert((at.direction, at.packet));
                self.suspect(at, origin);
            }
            TcpEvent::Closed => self.closed_at = Some(at.time),
            TcpEvent::BegunAnew => self.begin_anew(),
            TcpEvent::Opened(_)
            | TcpEvent::Attempt(_)
            | TcpEvent::State(_)
            | TcpEvent::Anomaly(_)
            | TcpEvent::Ended(_) => {}
        }
    }

    fn suspect(&mut self, at: At, origin: Option<Origin>) {
        if let Some(origin) = origin.filter(Origin::is_suspect) {
            let suspect = Suspect { packet: at.packet, origin };
            self.suspect[at.direction].get_or_insert_with(|| Box::new(suspect));
        }
    }

    /// The client tries again: how the connection ends is how the last try ends.
    fn begin_anew(&mut self) {
        (self.protocol, self.handshake, self.closed_at) = (None, None, None);
        (self.closes, self.first_close) = (Pair::default(), None);
        (self.fins, self.reset, self.suspect) = (Pair::default(), None, Pair::default());
    }

    fn segment(&mut self, at: At, facts: &SegmentFacts<'_>) {
        self.last_at = at.time;
        self.packets[at.direction] += 1;
        let acknowledged = facts.acknowledges.map_or(0, |ack| ack.packet);
        if let Some(close) = self.closes[at.direction.reverse()].as_mut() {
            close.acknowledged |= acknowledged >= close.packet;
        }
        // Whatever the peer says shows that it is there.
        let reverse = at.direction.reverse();
        self.unanswered_data[reverse] = Streak::default();
        // Of a peer that was not captured, new data shows that it answers the old.
        if self.packets[reverse] == 0 && facts.length > 0 && !facts.labels.has(Label::Retransmission) {
            self.unanswered_data[at.direction] = Streak::default();
        }
        if facts.labels.has(Label::Retransmission) {
            self.unanswered_data[at.direction].add(at.time);
        }
    }

    fn frame(&mut self, at: At, frame: &Frame<'_>) {
        let direction = at.direction;
        self.frames[direction] += 1;
        self.messages[direction] += u64::from(frame.completes.is_some());
        if frame.header.opcode == Opcode::Close && self.closes[direction].is_none() {
            self.closes[direction] = Some(CloseFrame::new(at.packet, frame.start));
            self.first_close.get_or_insert(direction);
        }
    }
}

impl CloseFrame {
    fn new(packet: u64, payload: &[u8]) -> Self {
        let payload = ClosePayload::parse(payload);
        let reason = match payload {
            ClosePayload::Code { reason, .. } => String::from_utf8_lossy(reason).into_owned(),
            ClosePayload::Empty | ClosePayload::OneByte => String::new(),
        };
        Self { packet, code: payload.code(), reason, acknowledged: false }
    }
}

impl Streak {
    pub(super) fn add(&mut self, time: Timestamp) {
        if self.count == 0 {
            self.since = time;
        }
        self.count += 1;
        self.until = time;
    }

    /// From the first attempt to the last.
    #[must_use]
    pub fn lasted(&self) -> Elapsed {
        self.until.since(self.since)
    }
}
