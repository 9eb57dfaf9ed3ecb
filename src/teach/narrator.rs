//! Follows one connection and explains it packet by packet, each in full: who listens to several passes
//! over the lessons that were heard ([`Sentence::for_listener`]).

use super::{Kind, Layer, Line, Part, Phase, Sentence, http, tcp, tls, websocket};
use crate::capture::{Elapsed, Timestamp};
use crate::flow::{At, Direction, Label, Loss, Pair, Roles, State, StateChange, TcpEvent};
use crate::limits;
use crate::protocol::Rule;
use crate::protocol::upgrade::Draft;
use crate::session::{Event, EventKind, HttpEvent, Protocol, TlsEvent, WebSocketEvent};
use crate::summary::Pings;

/// Tells one connection, line by line.
#[derive(Debug, Default)]
pub struct Narrator {
    memory: Memory,
    current: Option<Line>,
    /// What the capture lost before the packet that comes next.
    lost: Option<Box<Loss>>,
}

/// What the narrator knows of the connection so far.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The part of the story that is being told.
    pub(super) phase: Phase,
    /// When the last packet came.
    pub(super) last_time: Option<Timestamp>,
    /// When the first SYN came.
    pub(super) syn_time: Option<Timestamp>,
    /// Whether the server answered it.
    pub(super) syn_answered: bool,
    /// Port of the server, for sentences.
    pub(super) server_port: u16,
    /// Whether a request has asked to become a WebSocket.
    pub(super) upgrading: bool,
    /// The draft that the last request to become a WebSocket speaks, if it is not RFC 6455.
    pub(super) draft: Option<Draft>,
    /// What is spoken.
    pub(super) protocol: Option<Protocol>,
    /// Whether each side has sent a Close frame, and in which packet.
    pub(super) closes: Pair<Option<u64>>,
    /// The FIN of each side.
    pub(super) fins: Pair<Option<tcp::Fin>>,
    /// The Pings each way that have not been answered.
    pub(super) pings: Pair<Pings>,
    /// Keep-alive probes since the last answer, each way.
    pub(super) probes: Pair<u64>,
    /// The last probe, each way.
    pub(super) last_probe: Pair<Option<(u64, Timestamp)>>,
    /// The last packet with a data frame, each way.
    pub(super) last_frame: Pair<Option<u64>>,
    /// Whether the side has delayed an ACK, and sent none at once since.
    pub(super) delayed: Pair<bool>,
    /// Whether the server refused to become a WebSocket.
    pub(super) refused: bool,
    /// Whether the server's Accept does not fit the client's key.
    pub(super) accept_wrong: bool,
    /// Whether something else is wrong with the answer, so that the client may hang up.
    pub(super) answer_wrong: bool,
    /// Whether a side has reset the connection.
    pub(super) reset: bool,
    /// The changes of state that the packet shows which is being told.
    pub(super) changes: Vec<StateChange>,
    /// Whether the FINs of both sides crossed.
    pub(super) fins_crossed: bool,
}

impl Memory {
    /// The client opens the connection once more.
    fn begin_anew(&mut self) {
        *self = Self { last_time: self.last_time, server_port: self.server_port, ..Self::default() };
    }

    fn change(&mut self, change: StateChange) {
        self.fins_crossed |= change.to == State::Closing;
        self.changes.push(change);
    }
}

impl Narrator {
    /// Takes an event of the connection; returns the line of the packet before, once it is complete.
    pub fn observe(&mut self, event: &Event<'_>) -> Option<Line> {
        match event.kind {
            EventKind::Tcp(TcpEvent::Opened(opened)) => {
                self.memory.server_port = opened.server.port();
                if opened.roles != Roles::Seen {
                    self.memory.phase = Phase::Data;
                }
                None
            }
            EventKind::Tcp(TcpEvent::Segment(facts) | TcpEvent::Attempt(facts)) => {
                let before = self.current.take().map(|line| tidy(line, &mut self.memory));
                let line = tcp::segment(&mut self.memory, event.at, facts);
                self.current = Some(Line { lost: self.lost.take(), ..line });
                self.memory.last_time = Some(event.at.time);
                before
            }
            EventKind::Tcp(TcpEvent::Lost(loss)) => {
                self.lost = Some(Box::new(loss));
                None
            }
            EventKind::Tcp(TcpEvent::BegunAnew) => {
                let before = self.current.take().map(|line| tidy(line, &mut self.memory));
                self.memory.begin_anew();
                before
            }
            EventKind::Tcp(TcpEvent::Ended(_)) => {
                self.current.take().map(|line| tidy(line, &mut self.memory))
            }
            _ => {
                self.tell(event);
                None
            }
        }
    }

    fn tell(&mut self, event: &Event<'_>) {
        let Some(mut line) = self.current.take() else { return };
        self.add(event, &mut line);
        self.current = Some(line);
    }

    fn add(&mut self, event: &Event<'_>, line: &mut Line) {
        let (memory, at) = (&mut self.memory, event.at);
        match event.kind {
            EventKind::Tcp(TcpEvent::Established(times)) => tcp::established(line, times),
            EventKind::Tcp(TcpEvent::Gap { length, cut: true, .. }) => tcp::cut(line, length),
            EventKind::Tcp(TcpEvent::Gap { length, lost, .. }) => tcp::gap(line, length, lost.as_ref()),
            EventKind::Tcp(TcpEvent::Reset { origin }) => {
                memory.reset = true;
                if let Some(origin) = origin {
                    tcp::origin_of_reset(memory, line, at.direction, origin);
                }
            }
            EventKind::Tcp(TcpEvent::Fin { first, origin: Some(origin) }) => {
                tcp::origin_of_fin(memory, line, at.direction, origin, first);
            }
            EventKind::Tcp(TcpEvent::State(change)) => memory.change(change),
            EventKind::Tcp(
                TcpEvent::Opened(_)
                | TcpEvent::GoesOn { .. }
                | TcpEvent::Attempt(_)
                | TcpEvent::Lost(_)
                | TcpEvent::Segment(_)
                | TcpEvent::Data { .. }
                | TcpEvent::Fin { .. }
                | TcpEvent::Closed
                // A finding follows that tells it.
                | TcpEvent::Anomaly(_)
                | TcpEvent::BegunAnew
                | TcpEvent::Ended(_),
            )
            | EventKind::Http(HttpEvent::Body(_))
            | EventKind::WebSocket(WebSocketEvent::FramesFrom { .. } | WebSocketEvent::Inflated { .. }) => {}
            EventKind::Speaks(protocol) => memory.protocol = Some(protocol),
            EventKind::Http(HttpEvent::Request(head)) => http::request(memory, line, head),
            EventKind::Http(HttpEvent::Response(head)) => http::response(memory, line, head),
            EventKind::Http(HttpEvent::BodyEnd { length }) => {
                http::body_end(memory, line, at.direction, length);
            }
            EventKind::Http(HttpEvent::Upgrade(upgrade)) => http::upgrade(memory, line, upgrade),
            EventKind::Http(HttpEvent::Tunnel { status, target }) => http::tunnel(line, status, target),
            EventKind::Tls(TlsEvent::Record(header)) => tls::record(memory, line, header),
            EventKind::Tls(TlsEvent::ClientHello(hello)) => tls::client_hello(memory, line, hello),
            EventKind::Tls(TlsEvent::ServerHello(hello)) => tls::server_hello(memory, line, hello),
            EventKind::Tls(TlsEvent::Alert(alert)) => tls::alert(line, alert),
            EventKind::WebSocket(WebSocketEvent::FrameStarted(header)) => {
                websocket::started(memory, line, header);
            }
            EventKind::WebSocket(WebSocketEvent::Payload { .. }) if at.packet < line.packet => {}
            EventKind::WebSocket(WebSocketEvent::Payload { header, offset, bytes, .. }) => {
                websocket::payload(line, header, offset, bytes.len() as u64);
            }
            EventKind::WebSocket(WebSocketEvent::Frame(frame)) => websocket::frame(memory, line, at, &frame),
            EventKind::WebSocket(WebSocketEvent::Unfinished { header, received }) => {
                websocket::unfinished(line, header, received);
            }
            // What the upgrade's own sentences say already.
            EventKind::Finding(finding) if matches!(finding.rule, Rule::Status101 | Rule::AcceptCorrect | Rule::HixieAnswer) => {}
            EventKind::Finding(finding) => add_why(line, super::finding(finding)),
        }
    }
}

/// A packet that carries more than a reader wants to see lists its first things and counts the rest.
fn tidy(mut line: Line, memory: &mut Memory) -> Line {
    tcp::name_carrier(&mut line, memory);
    // What TCP says of a segment that carries something is a remark under what it carries.
    if line.parts.len() > 1
        && let Some(first) = line.parts.first()
        && first.what.key() == tcp::CARRIER
    {
        let carrier = line.parts.remove(0);
        if let Some(first) = line.parts.first_mut() {
            first.why.extend(carrier.why);
        }
    }
    let more = line.parts.len().saturating_sub(limits::MAX_PARTS_OF_A_LINE);
    line.parts.truncate(limits::MAX_PARTS_OF_A_LINE);
    line.more = more as u64;
    tcp::tell_states(&mut line, memory);
    line
}

/// Adds a thing that the packet says.
pub(super) fn add_part(line: &mut Line, layer: Layer, kind: Kind, part: Part) {
    let carried_before = line.parts.iter().filter(|part| part.what.key() != tcp::CARRIER).count();
    line.layer = layer;
    // Packets with several things are alike only if all of them are of one kind.
    line.kind = if carried_before == 0 || line.kind == kind { kind } else { Kind::Single };
    if line.parts.len() <= limits::MAX_PARTS_OF_A_LINE {
        line.parts.push(part);
    } else {
        line.more += 1;
    }
}

/// Adds a remark to the last thing that the packet says.
pub(super) fn add_why(line: &mut Line, why: Sentence) {
    if let Some(part) = line.parts.last_mut() {
        part.why.push(why);
    }
    line.kind = Kind::Single;
}

/// A line for a packet, with nothing in it yet.
pub(super) fn line(at: At, phase: Phase, layer: Layer, kind: Kind, part: Part) -> Line {
    Line { phase, layer, kind, parts: vec![part], ..Line::empty(at) }
}

/// Labels that mean trouble, so that they get its colour and never fold into ordinary traffic.
pub(super) const TROUBLE: [Label; 6] = [
    Label::Retransmission,
    Label::OutOfOrder,
    Label::LostSegment,
    Label::AckLostSegment,
    Label::ZeroWindow,
    Label::DuplicateAck,
];

/// Times below this are told as "at once".
pub(super) const AT_ONCE: Elapsed = Elapsed::from_millis(5);

/// Whether `direction` is the client's.
pub(super) fn from_client(direction: Direction) -> bool {
    direction == Direction::ToServer
}
