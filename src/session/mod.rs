//! The life of one connection above TCP: which protocol it speaks, and what it says in it.

mod anomaly;
mod asked;
mod challenge;
mod content;
mod decode_as;
mod detect;
mod early;
mod event;
mod hixie76;
mod find;
mod http;
mod inflate;
mod lost;
mod origin;
mod out;
mod search;
mod start;
mod tls;
mod upgrade;
mod utf8;
mod websocket;

pub use decode_as::{DecodeAs, DecodeAsError, DecodeAsRule};
pub use event::{
    Event, EventKind, Finding, Frame, HttpEvent, Inflated, InflatedPart, Message, Observer, Protocol,
    TlsEvent, Unread, Upgrade, WebSocketEvent,
};

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::decode::Flags;
use crate::flow::{At, ConnectionId, Direction, Sink, TcpEvent};
use crate::limits;
use crate::protocol::Rule;
use crate::protocol::deflate::Inflater;
use detect::{Detect, Spoken};
use early::Early;
use hixie76::Hixie76;
use http::{Http, Switch, Turn};
use origin::{Origin, Origins};
use out::Out;
use search::Search;
use tls::Tls;
use websocket::WebSocket;

/// Turns what TCP does on every connection into what the connections say, and tells an observer of
/// both.
pub struct Sessions<'o> {
    /// Of the connections that carry data and have not ended.
    phases: HashMap<ConnectionId, Phase, RandomState>,
    /// Bytes that all of them keep, waiting for more.
    kept: usize,
    origins: Origins,
    observer: &'o mut dyn Observer,
    /// Whether what messages say is looked into.
    contents: bool,
    /// Memory that all of them take to inflate messages.
    inflating: usize,
    /// Inflaters that nobody uses.
    inflaters: Vec<Inflater>,
    scratch: Vec<u8>,
    /// What the last segment acknowledges.
    ack: Option<u32>,
}

/// What a connection speaks, and how far it has come.
#[derive(Debug)]
enum Phase {
    /// Too little has been said to know.
    Detect(Box<Detect>),
    Http(Box<Http>),
    WebSocket(WebSocket),
    Hixie76(Box<Hixie76>),
    Tls(Box<Tls>),
    /// Something that we don't read; a segment that begins like something we do changes that, and where the
    /// beginning is not known, frames do.
    Unknown(Option<Box<Search>>),
}

impl<'o> Sessions<'o> {
    /// No connections yet; `observer` is told of everything.
    pub fn new(observer: &'o mut dyn Observer) -> Self {
        Self::decoding_as(observer, DecodeAs::default())
    }

    /// The same, where the user says what is spoken on some ports.
    pub fn decoding_as(observer: &'o mut dyn Observer, decode_as: DecodeAs) -> Self {
        let contents = observer.wants_contents();
        Self {
            phases: HashMap::default(),
            kept: 0,
            origins: Origins::new(decode_as),
            observer,
            contents,
            inflating: 0,
            inflaters: Vec::new(),
            scratch: Vec::new(),
            ack: None,
        }
    }

    /// The observer, for what needs no connection.
    pub fn observer(&mut self) -> &mut dyn Observer {
        self.observer
    }

    /// Lets the session of a connection act, if it has one.
    fn with_session(&mut self, at: At, act: impl FnOnce(&mut Phase, &mut Out<'_>)) {
        let Some(phase) = self.phases.get_mut(&at.connection) else {
            return;
        };
        let (before, inflating) = (phase.kept(), phase.inflating());
        let origin = if phase.is_sure() { Origin::default() } else { self.origins.of(at.connection) };
        let out = &mut Out {
            at,
            observer: self.observer,
            contents: self.contents,
            inflaters: &mut self.inflaters,
            scratch: &mut self.scratch,
            origin,
            reversed: false,
            stream_end: 0,
            ack: self.ack,
        };
        act(phase, out);
        self.inflating = self.inflating - inflating + phase.inflating();
        if self.inflating > limits::MAX_INFLATING_BYTES_IN_ALL {
            self.inflating -= phase.inflating();
            phase.stop_inflating(out);
            self.inflating += phase.inflating();
        }
        self.kept = self.kept - before + phase.kept();
        if self.kept > limits::MAX_KEPT_BYTES_IN_ALL {
            self.kept -= phase.kept();
            phase.give_up(out);
        }
    }
}

impl Sink for Sessions<'_> {
    fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
        // What a connection still has to say comes before its end.
        if matches!(event, TcpEvent::Ended(_) | TcpEvent::BegunAnew) {
            self.with_session(at, Phase::end);
        }
        self.observer.observe(&Event { at, kind: EventKind::Tcp(event) });
        if let TcpEvent::Segment(facts) = event {
            self.ack = facts.ack;
        }
        match event {
            TcpEvent::Data { offset, bytes } => {
                // With its first bytes a connection has a session.
                self.phases.entry(at.connection).or_default();
                self.with_session(at, |phase, out| {
                    out.stream_end = offset + bytes.len() as u64;
                    phase.data(bytes, out);
                });
            }
            TcpEvent::Gap { offset, length, .. } => {
                self.phases.entry(at.connection).or_default();
                self.with_session(at, |phase, out| {
                    out.stream_end = offset + length;
                    phase.gap(length, out);
                });
            }
            TcpEvent::Fin { .. } => self.with_session(at, Phase::finish),
            TcpEvent::Opened(opened) => self.origins.opened(at.connection, &opened),
            TcpEvent::Ended(_) | TcpEvent::BegunAnew => {
                let anew = matches!(event, TcpEvent::BegunAnew);
                self.origins.ended(at.connection, anew);
                if let Some(phase) = self.phases.remove(&at.connection) {
                    self.kept -= phase.kept();
                    self.inflating -= phase.inflating();
                }
            }
            TcpEvent::GoesOn { from } => {
                self.origins.goes_on(from, at.connection);
                if let Some(phase) = self.phases.remove(&from) {
                    let speaks = phase.speaks();
                    self.phases.insert(at.connection, phase);
                    if let Some(protocol) = speaks {
                        self.observer.observe(&Event { at, kind: EventKind::Speaks(protocol) });
                    }
                }
            }
            TcpEvent::Anomaly(anomaly) => {
                let finding = anomaly::finding(&anomaly);
                self.observer.observe(&Event { at, kind: EventKind::Finding(&finding) });
            }
            TcpEvent::Segment(facts) if facts.flags.has(Flags::FIN) && !facts.refused => {
                if let Some(ack) = facts.ack {
                    self.with_session(at, |phase, out| phase.fin_acknowledges(ack, out.at.direction));
                }
            }
            TcpEvent::Attempt(_)
            | TcpEvent::Lost(_)
            | TcpEvent::Segment(_)
            | TcpEvent::Established(_)
            | TcpEvent::Reset { .. }
            | TcpEvent::State(_)
            | TcpEvent::Closed => {}
        }
    }
}

impl Default for Phase {
    fn default() -> Self {
        Self::Detect(Box::default())
    }
}

impl Phase {
    /// Bytes that are kept until more come: beginnings of heads and hellos, and what may be frames.
    fn kept(&self) -> usize {
        match self {
            Self::Detect(detect) => detect.kept(),
            Self::Http(http) => http.kept(),
            Self::Tls(tls) => tls.kept(),
            Self::WebSocket(websocket) => websocket.kept(),
            Self::Hixie76(_) => 0,
            Self::Unknown(search) => search.as_ref().map_or(0, |search| search.kept()),
        }
    }

    /// Whether its protocol is settled, so that nothing that is known besides changes it.
    fn is_sure(&self) -> bool {
        matches!(self, Self::WebSocket(_))
    }

    /// Memory that inflating takes.
    fn inflating(&self) -> usize {
        match self {
            Self::WebSocket(websocket) => websocket.inflating(),
            _ => 0,
        }
    }

    /// There is no room to inflate the messages of this connection.
    fn stop_inflating(&mut self, out: &mut Out<'_>) {
        if let Self::WebSocket(websocket) = self {
            websocket.stop_inflating(out);
        }
    }

    /// What the connection speaks, once that is known.
    fn speaks(&self) -> Option<Protocol> {
        match self {
            Self::Detect(_) => None,
            Self::Http(_) => Some(Protocol::Http),
            Self::WebSocket(_) | Self::Hixie76(_) => Some(Protocol::WebSocket),
            Self::Tls(_) => Some(Protocol::Tls),
            Self::Unknown(_) => Some(Protocol::Unknown),
        }
    }

    /// There is no room to keep bytes for this connection.
    fn give_up(&mut self, out: &mut Out<'_>) {
        match self {
            Self::WebSocket(websocket) => websocket.forget(),
            Self::Unknown(search) => *search = None,
            _ => {
                out.find(Rule::NoRoomForBytes);
                out.tell(EventKind::Speaks(Protocol::Unknown));
                *self = Self::Unknown(None);
            }
        }
    }

    fn data(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        match self {
            Self::Detect(detect) => {
                if let Some((spoken, said)) = detect.data(bytes, out.at.direction) {
                    if spoken == Spoken::Unknown && detect::is_reversed(bytes, out.at.direction) {
                        out.find(Rule::RolesReversed);
                    }
                    self.begin(spoken, out);
                    for (direction, said) in said.into_iter().filter(|_| spoken.is_known()) {
                        self.data_of(direction, &said, out);
                    }
                    self.data(bytes, out);
                }
            }
            Self::Http(http) => {
                if let Some(Turn { switch, early, rest }) = http.data(bytes, out) {
                    self.switch(&switch, out);
                    self.early(early, out);
                    self.data(rest, out);
                }
            }
            Self::WebSocket(websocket) => websocket.data(bytes, out),
            Self::Hixie76(websocket) => websocket.data(bytes, out),
            Self::Tls(tls) => {
                if tls.data(bytes, out).is_err() {
                    self.begin(Spoken::Unknown, out);
                }
            }
            Self::Unknown(search) => {
                let mut detect = Detect::default();
                if let Some((spoken, _)) = detect.data(bytes, out.at.direction).filter(|(s, _)| s.is_known())
                {
                    self.begin(spoken, out);
                    self.data(bytes, out);
                } else if let Some(search) = search {
                    search.data(bytes, out);
                    self.recognise(false, out);
                }
            }
        }
    }

    /// Frames may have shown that it is a WebSocket; `over` says that nothing more comes.
    fn recognise(&mut self, over: bool, out: &mut Out<'_>) {
        if let Self::Unknown(place) = self
            && let Some(found) = place.as_ref().and_then(|search| search.found(over))
            && let Some(search) = place.take()
        {
            *self = Self::WebSocket(search.into_websocket(found, out));
        }
    }

    /// What the client said before the connection changed its protocol.
    fn early(&mut self, early: Early, out: &mut Out<'_>) {
        let (said, lost) = early.into_said();
        self.data_of(Direction::ToServer, &said, out);
        if lost > 0 {
            let now = std::mem::replace(&mut out.at.direction, Direction::ToServer);
            self.gap(lost, out);
            out.at.direction = now;
        }
    }

    fn data_of(&mut self, direction: Direction, bytes: &[u8], out: &mut Out<'_>) {
        let now = std::mem::replace(&mut out.at.direction, direction);
        if !bytes.is_empty() {
            self.data(bytes, out);
        }
        out.at.direction = now;
    }

    fn begin(&mut self, spoken: Spoken, out: &mut Out<'_>) {
        *self = match spoken {
            Spoken::Http => Self::Http(Box::default()),
            Spoken::Tls => Self::Tls(Box::default()),
            Spoken::Http2 => Self::Unknown(None),
            Spoken::Unknown => Self::Unknown(out.origin.search()),
        };
        out.tell(EventKind::Speaks(spoken.protocol()));
    }

    fn switch(&mut self, switch: &Switch, out: &mut Out<'_>) {
        match switch {
            Switch::WebSocket { agreed, asked } => {
                *self = Self::WebSocket(WebSocket::new(*agreed, *asked));
                out.tell(EventKind::Speaks(Protocol::WebSocket));
            }
            Switch::Hixie76 => {
                *self = Self::Hixie76(Box::default());
                out.tell(EventKind::Speaks(Protocol::WebSocket));
            }
            Switch::Other => *self = Self::Detect(Box::default()),
        }
    }

    fn gap(&mut self, length: u64, out: &mut Out<'_>) {
        match self {
            Self::Http(http) => {
                http.gap(length, out);
                if out.origin.may_be_guessed() {
                    if let Some(waited) = http.answer_lost() {
                        *self = Self::Unknown(Some(Box::new(Search::behind_request(waited, out))));
                    } else if http.is_lost() {
                        *self = Self::Unknown(Some(Box::new(Search::new(None, false))));
                    }
                }
            }
            Self::WebSocket(websocket) => websocket.gap(length, out),
            Self::Hixie76(websocket) => websocket.gap(length, out),
            Self::Tls(tls) => tls.gap(length, out),
            Self::Detect(_) => {
                out.origin.joins();
                self.begin(Spoken::Unknown, out);
            }
            Self::Unknown(search) => {
                if let Some(search) = search {
                    search.gap(out);
                }
            }
        }
    }

    /// The segment with the FIN of a direction acknowledges so much of the other, relative.
    fn fin_acknowledges(&mut self, ack: u32, direction: Direction) {
        match self {
            Self::WebSocket(websocket) => websocket.fin_acknowledges(ack, direction),
            Self::Hixie76(websocket) => websocket.fin_acknowledges(ack, direction),
            _ => {}
        }
    }

    /// A direction is finished.
    fn finish(&mut self, out: &mut Out<'_>) {
        self.recognise(true, out);
        match self {
            Self::Http(http) => http.finish(out),
            Self::WebSocket(websocket) => websocket.direction_ends(out),
            Self::Hixie76(websocket) => websocket.direction_ends(out),
            _ => {}
        }
    }

    /// The connection is over.
    fn end(&mut self, out: &mut Out<'_>) {
        self.recognise(true, out);
        match self {
            Self::WebSocket(websocket) => websocket.finish(out),
            Self::Hixie76(websocket) => websocket.finish(out),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_stays_small_while_nothing_is_said() {
        assert!(size_of::<Phase>() <= 24, "{}", size_of::<Phase>());
    }
}
