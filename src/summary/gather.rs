//! Gathers the facts of every open connection from its events.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::heartbeat::Moment;
use super::trail::Trail;
use super::{
    Acknowledgements, CloseFrame, Found, Heartbeat, Nothing, OpeningHandshake, Overhead, Rare, States,
    Streak, Summary, Suspect,
};
use crate::capture::{Elapsed, Timestamp};
use crate::flow::{
    At, ConnectionId, HowEnded, Label, Opened, Origin, Pair, SegmentFacts, TcpEnding, TcpEvent,
};
use crate::limits;
use crate::protocol::frame::{ClosePayload, Opcode};
use crate::protocol::http::Headers;
use crate::session::{Event, EventKind, Frame, HttpEvent, TlsEvent, WebSocketEvent};

/// The summaries of the connections that have not ended yet.
#[derive(Debug, Default)]
pub struct Summaries {
    open: HashMap<ConnectionId, usize, RandomState>,
    /// The place of the connection that was spoken of last: events of one packet come in a row.
    last: Option<(ConnectionId, usize)>,
    slots: Vec<Option<Box<Summary>>>,
    free: Vec<usize>,
}

impl Summaries {
    /// Takes an event; returns the connection's summary when it has ended.
    pub fn observe(&mut self, event: &Event<'_>) -> Option<Box<Summary>> {
        let at = event.at;
        match event.kind {
            EventKind::Tcp(TcpEvent::Opened(opened)) => {
                self.insert(at.connection, Box::new(Summary::new(at, opened)));
            }
            EventKind::Tcp(TcpEvent::Ended(ending)) => {
                let mut summary = self.remove(at.connection)?;
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
        if let Some(summary) = self.get_mut(event.at.connection) {
            summary.observe(event);
        }
    }

    fn get_mut(&mut self, connection: ConnectionId) -> Option<&mut Summary> {
        let place = match self.last {
            Some((last, place)) if last == connection => place,
            _ => *self.open.get(&connection)?,
        };
        self.last = Some((connection, place));
        self.slots.get_mut(place)?.as_deref_mut()
    }

    fn insert(&mut self, connection: ConnectionId, summary: Box<Summary>) {
        let place = self.free.pop().unwrap_or(self.slots.len());
        match self.slots.get_mut(place) {
            Some(slot) => *slot = Some(summary),
            None => self.slots.push(Some(summary)),
        }
        self.open.insert(connection, place);
    }

    fn remove(&mut self, connection: ConnectionId) -> Option<Box<Summary>> {
        let place = self.open.remove(&connection)?;
        self.last = None;
        self.free.push(place);
        self.slots.get_mut(place)?.take()
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
            retransmissions: Pair::default(),
            unanswered_data: Pair::default(),
            acknowledgements: Acknowledgements::default(),
            round_trip: None,
            findings: Rare::default(),
            more_findings: 0,
            tcp: TcpEnding { how: HowEnded::Open, first: None },
            trail: Trail::default(),
        }
    }

    fn observe(&mut self, event: &Event<'_>) {
        let at = event.at;
        // Of what was captured twice, or refused by its receiver, nothing follows.
        let passed_over = matches!(event.kind, EventKind::Tcp(TcpEvent::Segment(facts)) if facts.is_copy() || facts.refused);
        if !passed_over {
            self.trail.observe(event, &self.heartbeat);
        }
        match &event.kind {
            EventKind::Tcp(event) => self.tcp(at, event),
            EventKind::WebSocket(event) => self.websocket(at, event),
            EventKind::Http(event) => self.http(at, event),
            EventKind::Speaks(protocol) => {
                self.protocol = Some(*protocol);
                self.overhead.speaks(*protocol);
            }
            EventKind::Tls(TlsEvent::ClientHello(hello)) => {
                self.server_name = hello.server_name.as_deref().map(Into::into);
            }
            EventKind::Finding(_) if self.findings.len() >= limits::MAX_FINDINGS => self.more_findings += 1,
            EventKind::Finding(finding) => {
                let finding = (*finding).clone();
                self.findings.push(Found { finding, packet: at.packet, direction: at.direction });
            }
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
            HttpEvent::Body(bytes) => self.overhead.body(at.direction, bytes.len()),
            HttpEvent::BodyEnd { length } => self.overhead.body_end(*length),
        }
    }

    /// A request's or a response's head.
    fn head(&mut self, at: At, length: usize, headers: &Headers<'_>) {
        self.http[at.direction] += 1;
        self.overhead.head(at.direction, length);
        self.heartbeat.http(headers);
    }

    fn websocket(&mut self, at: At, event: &WebSocketEvent<'_>) {
        match event {
            WebSocketEvent::FrameStarted(header) => self.overhead.frame_header(at.direction, header),
            WebSocketEvent::Payload { bytes, .. } => self.overhead.frame_payload(at.direction, bytes.len()),
            WebSocketEvent::Frame(frame) => self.frame(at, frame),
            WebSocketEvent::Unfinished { .. } => {}
        }
    }

    fn tcp(&mut self, at: At, event: &TcpEvent<'_>) {
        self.states.observe(at, event);
        match event {
            TcpEvent::Segment(facts) => self.segment(at, facts),
            TcpEvent::Established(times) => {
                self.round_trip = Some(Elapsed(times.to_syn_ack.0.saturating_add(times.to_ack.0)));
                self.acknowledgements.established(*times);
            }
            TcpEvent::Data { bytes, .. } => {
                self.bytes[at.direction] += bytes.len() as u64;
                self.overhead.carried(at.direction, bytes.len() as u64);
            }
            TcpEvent::Gap { length, cut, .. } => {
                self.missing[at.direction] += length;
                if *cut {
                    self.overhead.carried(at.direction, *length);
                }
            }
            TcpEvent::Fin { origin, .. } => {
                self.fins[at.direction] = Some(at.packet);
                self.suspect(at, *origin);
            }
            TcpEvent::Reset { origin } => {
                self.reset.get_or_insert((at.direction, at.packet));
                self.suspect(at, *origin);
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
        // Nobody sent a packet twice that was captured twice: it counts once.
        if facts.is_copy() {
            return;
        }
        self.packets[at.direction] += 1;
        self.overhead.segment(at.direction, facts);
        // What its receiver refuses shows nothing but that it was sent.
        if facts.refused {
            return;
        }
        self.heartbeat.segment(at, facts);
        self.acknowledgements.segment(at, facts);
        if let Some(close) = self.closes[at.direction.reverse()].as_mut() {
            let acknowledged = facts.acknowledges.map_or(0, |ack| ack.packet);
            close.acknowledged |= acknowledged >= close.packet;
        }
        // Whatever the peer says shows that it is there.
        let reverse = at.direction.reverse();
        self.unanswered_data[reverse] = Rare::default();
        // Of a peer that was not captured, new data shows that it answers the old.
        if self.packets[reverse] == 0 && facts.length > 0 && !facts.labels.has(Label::Retransmission) {
            self.unanswered_data[at.direction] = Rare::default();
        }
        if facts.labels.has(Label::Retransmission) {
            self.retransmissions[at.direction] += 1;
            self.unanswered_data[at.direction].add(at.time);
        }
    }

    fn frame(&mut self, at: At, frame: &Frame<'_>) {
        let direction = at.direction;
        self.frames[direction] += 1;
        if let Some(message) = frame.completes {
            self.messages[direction] += 1;
            self.overhead.message(message.length);
        }
        self.heartbeat.frame(at, frame);
        if frame.header.opcode == Opcode::Close && self.closes[direction].is_none() {
            self.closes[direction] = Some(Box::new(CloseFrame::new(at.packet, frame.start)));
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

impl Nothing for Vec<Found> {
    const NOTHING: &'static Self = &Vec::new();
}

impl Nothing for Streak {
    const NOTHING: &'static Self = &Self::NONE;
}

impl Streak {
    /// None yet.
    pub(super) const NONE: Self = Self { count: 0, between: None };

    pub(super) fn add(&mut self, time: Timestamp) {
        let until = Moment::from(time);
        let since = self.between.map_or(until, |(since, _)| since);
        self.between = Some((since, until));
        self.count += 1;
    }

    /// From the last attempt to a later time.
    pub(super) fn since_last(&self, time: Timestamp) -> Option<Elapsed> {
        self.between.map(|(_, until)| Moment::from(time).since(until))
    }

    /// From the first attempt to the last.
    #[must_use]
    pub fn lasted(&self) -> Elapsed {
        self.between.map_or(Elapsed::ZERO, |(since, until)| until.since(since))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_stays_small_while_its_connection_is_open() {
        assert!(size_of::<Summary>() <= 1000, "{}", size_of::<Summary>());
    }
}
