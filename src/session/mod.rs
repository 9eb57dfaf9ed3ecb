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
mod numbered;
mod origin;
mod out;
mod phase;
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

pub(crate) use numbered::Numbered;

use crate::decode::Flags;
use crate::flow::{At, ConnectionId, LoneSyn, SegmentFacts, Sink, TcpEvent};
use crate::limits;
use crate::protocol::deflate::Inflaters;
use origin::{Origin, Origins};
use out::Out;
use phase::{Phase, Room};

/// Turns what TCP does on every connection into what the connections say, and tells an observer of
/// both.
pub struct Sessions<'o> {
    /// Of the connections that carry data and have not ended.
    phases: Numbered<Phase>,
    /// Bytes that all of them keep, waiting for more.
    kept: usize,
    origins: Origins,
    observer: &'o mut dyn Observer,
    /// Whether what messages say is looked into.
    contents: bool,
    /// Whether segments are told.
    segments: bool,
    /// Whether frames that come whole are told in pieces.
    pieces: bool,
    /// Memory that all of them take to inflate messages.
    inflating: usize,
    /// Inflaters that nobody uses.
    inflaters: Inflaters,
    scratch: Vec<u8>,
    /// What the last segment acknowledges.
    ack: Option<u32>,
}

impl<'o> Sessions<'o> {
    /// No connections yet; `observer` is told of everything.
    pub fn new(observer: &'o mut dyn Observer) -> Self {
        Self::decoding_as(observer, DecodeAs::default())
    }

    /// The same, where the user says what is spoken on some ports.
    pub fn decoding_as(observer: &'o mut dyn Observer, decode_as: DecodeAs) -> Self {
        let contents = observer.wants_contents();
        let (segments, pieces) = (observer.wants_segments(), observer.wants_pieces());
        Self {
            phases: Numbered::default(),
            kept: 0,
            origins: Origins::new(decode_as),
            observer,
            contents,
            segments,
            pieces,
            inflating: 0,
            inflaters: Inflaters::default(),
            scratch: Vec::new(),
            ack: None,
        }
    }

    /// The observer, for what needs no connection.
    pub fn observer(&mut self) -> &mut dyn Observer {
        self.observer
    }

    /// Lets the session of a connection act, if it has one.
    #[inline(always)]
    fn with_session(&mut self, at: At, act: impl FnOnce(&mut Phase, &mut Out<'_>)) {
        let Some(phase) = self.phases.get_mut(at.connection) else {
            return;
        };
        let before = phase.room();
        let origin = if phase.is_sure() { Origin::default() } else { self.origins.of(at.connection) };
        let out = &mut Out {
            at,
            observer: self.observer,
            contents: self.contents,
            pieces: self.pieces,
            inflaters: &mut self.inflaters,
            scratch: &mut self.scratch,
            origin,
            reversed: false,
            stream_end: 0,
            ack: self.ack,
        };
        act(phase, out);
        // Mostly nothing is kept from one segment to the next.
        if phase.room() != before {
            count_room(phase, before, (&mut self.inflating, &mut self.kept), out);
        }
    }
}

/// Counts what a session takes of all that may be inflating, and of all that may be kept; where that is too much, this
/// one gives up what it has.
#[inline(never)]
fn count_room(
    phase: &mut Phase,
    before: Room,
    (inflating, kept): (&mut usize, &mut usize),
    out: &mut Out<'_>,
) {
    *inflating = *inflating - before.inflating + phase.inflating();
    if *inflating > limits::MAX_INFLATING_BYTES_IN_ALL {
        *inflating -= phase.inflating();
        phase.stop_inflating(out);
        *inflating += phase.inflating();
    }
    *kept = *kept - before.kept + phase.kept();
    if *kept > limits::MAX_KEPT_BYTES_IN_ALL {
        *kept -= phase.kept();
        phase.give_up(out);
    }
}

impl Sessions<'_> {
    /// A segment with FIN.
    #[cold]
    fn fin(&mut self, at: At, facts: &SegmentFacts<'_>) {
        if let Some(ack) = facts.ack.filter(|_| !facts.refused) {
            self.with_session(at, |phase, out| phase.fin_acknowledges(ack, out.at.direction));
        }
    }

    /// Takes what happens now and then, and not with each segment.
    #[cold]
    fn turn(&mut self, at: At, event: TcpEvent<'_>) {
        // What a connection still has to say comes before its end.
        if matches!(event, TcpEvent::Ended(_) | TcpEvent::BegunAnew) {
            self.with_session(at, Phase::end);
        }
        self.observer.observe(&Event { at, kind: EventKind::Tcp(event) });
        match event {
            TcpEvent::Gap { offset, length, .. } => {
                self.phases.get_or_default(at.connection);
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
                if let Some(phase) = self.phases.remove(at.connection) {
                    self.kept -= phase.kept();
                    self.inflating -= phase.inflating();
                }
            }
            TcpEvent::GoesOn { from } => {
                self.origins.goes_on(from, at.connection);
                if let Some(phase) = self.phases.remove(from) {
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
            TcpEvent::Segment(_)
            | TcpEvent::Data { .. }
            | TcpEvent::Attempt(_)
            | TcpEvent::Lost(_)
            | TcpEvent::Established(_)
            | TcpEvent::Reset { .. }
            | TcpEvent::State(_)
            | TcpEvent::Closed => {}
        }
    }
}

impl Sink for Sessions<'_> {
    #[inline(always)]
    fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
        match event {
            // Made again, not copied: all of an event is much more than what it holds here.
            TcpEvent::Segment(facts) => {
                self.observer.observe(&Event { at, kind: EventKind::Tcp(TcpEvent::Segment(facts)) });
                self.ack = facts.ack;
                if facts.flags.has(Flags::FIN) {
                    self.fin(at, facts);
                }
            }
            TcpEvent::Data { offset, bytes } => {
                self.observer.observe(&Event { at, kind: EventKind::Tcp(TcpEvent::Data { offset, bytes }) });
                // With its first bytes a connection has a session.
                self.phases.get_or_default(at.connection);
                self.with_session(at, |phase, out| {
                    out.stream_end = offset + bytes.len() as u64;
                    phase.data(bytes, out);
                });
            }
            event => self.turn(at, event),
        }
    }

    /// Nothing was said on it.
    fn lone_syn(&mut self, lone: &LoneSyn<'_>) {
        self.observer.lone_syn(lone);
    }

    fn foresee(&mut self, connection: ConnectionId) {
        self.phases.foresee(connection);
        self.observer.foresee(connection);
    }

    fn wants_segments(&self) -> bool {
        self.segments
    }
}
