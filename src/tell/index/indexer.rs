//! Fills the index from what the pipeline tells.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, MutexGuard};

use foldhash::fast::RandomState;

use super::{Carries, Index, Indexed, Listed, SharedIndex, Shift};
use crate::capture::{Packet, Statistics};
use crate::decode::{Flags, Undecoded};
use crate::flow::{
    At, ConnectionId, Direction, Label, Labels, Loss, Opened, Roles, SegmentFacts, TcpEnding, TcpEvent,
};
use crate::protocol::frame::MAX_HEADER_LENGTH;
use crate::protocol::tls::ContentType;
use crate::session::{Event, EventKind, HttpEvent, Observer, Protocol, TlsEvent, WebSocketEvent};
use crate::summary::Summaries;
use crate::tell::listed::Closing;

/// Fills an index that others read, packet by packet.
#[derive(Debug)]
pub struct Indexer {
    index: SharedIndex,
    stop: Arc<AtomicBool>,
    summaries: Summaries,
    /// The packet that is being told.
    draft: Option<Draft>,
    /// The number that the next connection will have.
    next: ConnectionId,
    /// Directions whose last data ended in the middle of a frame's header.
    split: HashSet<(ConnectionId, Direction), RandomState>,
    /// Whether statistics go by.
    passes: bool,
}

/// The entry of the packet that is being told, as far as it has been told.
#[derive(Debug)]
struct Draft {
    entry: Indexed,
    /// Bytes of the whole packet.
    wire_length: u32,
    /// Whether a connection that began with it uses its ports again.
    reused: Option<bool>,
    /// The connection that goes on under another number.
    went_on: Option<ConnectionId>,
    length: u32,
    /// The bytes that are being told.
    data: Option<Data>,
    shift: Option<Shift>,
    findings: u64,
}

/// Bytes of a stream that are being told.
#[derive(Clone, Copy, Debug)]
struct Data {
    of: (ConnectionId, Direction),
    /// Where in the packet's payload they begin, if they came with it.
    start: Option<u32>,
    length: u64,
    /// So many of them were accounted for.
    told: u64,
}

impl Indexer {
    /// An indexer that fills `index` until it is told to `stop`.
    #[must_use]
    pub fn new(index: SharedIndex, stop: Arc<AtomicBool>) -> Self {
        Self {
            index,
            stop,
            summaries: Summaries::in_brief(),
            draft: None,
            next: 0,
            split: HashSet::default(),
            passes: false,
        }
    }

    /// The index, for a moment.
    fn index(&self) -> MutexGuard<'_, Index> {
        self.index.fill()
    }

    fn opened(&mut self, at: At, opened: &Opened) {
        if let Some(draft) = self.draft.as_mut().filter(|draft| draft.entry.number == at.packet) {
            draft.reused = Some(opened.reused);
        }
        self.index().list(Listed::opened(at.connection, at.time, opened));
    }

    fn segment(&mut self, at: At, facts: &SegmentFacts<'_>) {
        let begins = at.connection == self.next;
        if begins {
            self.next += 1;
        }
        let Some(draft) = self.draft.as_mut().filter(|draft| draft.entry.number == at.packet) else { return };
        let told = draft.reused;
        draft.segment(at, facts);
        if begins {
            let reused = told.unwrap_or_else(|| facts.labels.has(Label::ReusedPorts));
            draft.entry.begins = Some(reused);
            // A lone SYN is told as a connection only when something follows it.
            if told.is_none() {
                let opened = Opened { client: facts.from, server: facts.to, roles: Roles::Seen, reused };
                self.index().list(Listed::opened(at.connection, at.time, &opened));
            }
        }
    }

    /// Bytes come, or there are no more: what was told of those before them is all.
    fn data(&mut self, at: At, came: Option<u32>) {
        let first = self.draft.as_ref().is_some_and(|draft| draft.data.is_none() && draft.is_of(at));
        let Some(draft) = &mut self.draft else { return };
        if let Some(data) = draft.data.take()
            && data.ends_in_header()
        {
            self.split.insert(data.of);
        }
        if let Some(length) = came {
            let of = (at.connection, at.direction);
            let split = !self.split.is_empty() && self.split.remove(&of);
            let start = draft.length.checked_sub(length).filter(|_| first && !split);
            draft.data = Some(Data { of, start, length: length.into(), told: 0 });
        }
    }

    fn ended(&mut self, at: At, ending: TcpEnding) {
        let mut packet = self.draft.as_ref().map(|draft| (draft.entry.number, draft.went_on));
        if self.passes {
            packet = Some((self.index().counts.packets + 1, None));
        }
        for direction in Direction::BOTH {
            self.split.remove(&(at.connection, direction));
        }
        if let Some((packet, went_on)) = packet
            && went_on != Some(at.connection)
        {
            self.index().end(at.connection, packet, ending.how);
        }
    }

    fn closes(&mut self, at: At, how: Closing) {
        if let Some(row) = self.index().row_mut(at.connection) {
            row.closes(how);
        }
    }

    fn speaks(&mut self, at: At, protocol: Protocol) {
        let mut index = self.index();
        if let Some(row) = index.row_mut(at.connection) {
            row.speaks(protocol);
        }
        if protocol == Protocol::WebSocket {
            let known = index
                .track_mut(at.connection)
                .is_some_and(|track| std::mem::replace(&mut track.websocket, true));
            index.counts.websockets += u64::from(!known);
        }
    }
}

impl Observer for Indexer {
    fn foresee(&mut self, connection: ConnectionId) {
        self.summaries.foresee(connection);
    }

    fn packet(&mut self, packet: &Packet<'_>) {
        self.draft = Some(Draft::new(packet));
    }

    fn observe(&mut self, event: &Event<'_>) {
        let at = event.at;
        match event.kind {
            EventKind::Tcp(TcpEvent::Opened(opened)) => self.opened(at, &opened),
            EventKind::Tcp(TcpEvent::Segment(facts)) => self.segment(at, facts),
            EventKind::Tcp(TcpEvent::Ended(ending)) => self.ended(at, ending),
            EventKind::Tcp(TcpEvent::Data { bytes, .. }) => {
                self.data(at, Some(bytes.len() as u32));
            }
            EventKind::Tcp(TcpEvent::Fin { first: true, .. }) => self.closes(at, Closing::Fin(at.direction)),
            EventKind::Tcp(TcpEvent::Reset { .. }) => self.closes(at, Closing::Reset(at.direction)),
            EventKind::Tcp(TcpEvent::Closed) => self.closes(at, Closing::Closed),
            EventKind::Tcp(TcpEvent::BegunAnew) => self.closes(at, Closing::BegunAnew),
            EventKind::Speaks(protocol) => self.speaks(at, protocol),
            EventKind::Http(HttpEvent::Upgrade(upgrade)) if upgrade.handshake.status == Some(101) => {
                if let (Some(row), Some(target)) =
                    (self.index().row_mut(at.connection), &upgrade.handshake.target)
                {
                    row.upgraded(target);
                }
            }
            _ => {}
        }
        if let Some(draft) = &mut self.draft {
            draft.observe(event);
        } else if let EventKind::Finding(_) = event.kind {
            self.index().counts.findings += 1;
        }
        if let Some(summary) = self.summaries.observe(event) {
            let row = Listed::ended(&summary, &summary.ending());
            self.index().list(row);
        }
        if let EventKind::Http(HttpEvent::Request(_)) = event.kind
            && let Some(passage) = self.summaries.passage(at.connection)
        {
            self.index().passed_on(*passage);
        }
    }

    fn packet_end(&mut self, segment: Result<&[u64], Undecoded>) {
        if let Some((connection, direction)) = self.draft.as_ref().and_then(Draft::of) {
            let Some(Draft { entry, .. }) = &self.draft else { return };
            self.data(At { packet: entry.number, time: entry.time, connection, direction }, None);
        }
        let Some(mut draft) = self.draft.take() else { return };
        if let Err(reason) = segment {
            draft.entry.carries = Carries::Undecoded(reason);
        }
        let mut index = self.index();
        index.counts.findings += draft.findings;
        let Indexed { connection, direction, time, carries, .. } = draft.entry;
        let frames = if let Carries::Frames { count, .. } = carries { count } else { 0 };
        index.rates.count(time, draft.wire_length, frames);
        if let Some(row) = connection.and_then(|connection| index.row_mut(connection)) {
            row.grow(direction, time, draft.length, frames);
        }
        index.push(draft.entry, segment.unwrap_or_default());
        if let (Some(shift), Some((connection, direction))) = (draft.shift, draft.of())
            && let Some(track) = index.track_mut(connection)
        {
            track.shifts[direction] = shift;
        }
    }

    fn statistics(&mut self, statistics: &Statistics) {
        self.passes = true;
        let mut index = self.index();
        // Without packets the rates fall.
        index.rates.tick(statistics.time);
        if let Some(loss) = Loss::of(statistics) {
            let packet = index.counts.packets;
            index.losses.note(packet, loss);
        }
    }

    fn statistics_end(&mut self) {
        self.passes = false;
    }

    fn wants_more(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }
}

impl Draft {
    fn new(packet: &Packet<'_>) -> Self {
        let Packet { number, place, time, wire_length, .. } = *packet;
        let entry = Indexed {
            number,
            place,
            time,
            connection: None,
            previous: None,
            direction: Direction::ToServer,
            seq: 0,
            ack: 0,
            flags: Flags::default(),
            labels: Labels::default(),
            begins: None,
            carries: Carries::Nothing,
        };
        let (reused, went_on, data, shift) = (None, None, None, None);
        Self { entry, wire_length, reused, went_on, length: 0, data, shift, findings: 0 }
    }

    fn segment(&mut self, at: At, facts: &SegmentFacts<'_>) {
        self.length = facts.length;
        if facts.flags.has(Flags::SYN) {
            self.shift = Some(facts.options.window_scale().map_or(Shift::Absent, Shift::By));
        }
        self.entry = Indexed {
            connection: Some(at.connection),
            direction: at.direction,
            seq: facts.seq,
            ack: facts.ack.unwrap_or(0),
            flags: facts.flags,
            labels: facts.labels,
            carries: if facts.length > 0 { Carries::Data } else { Carries::Nothing },
            ..self.entry
        };
    }

    /// The connection and the direction of the packet.
    fn of(&self) -> Option<(ConnectionId, Direction)> {
        Some((self.entry.connection?, self.entry.direction))
    }

    /// Whether something happened in this packet, and not in another one that is told of now.
    fn is_of(&self, at: At) -> bool {
        self.entry.number == at.packet && self.of() == Some((at.connection, at.direction))
    }

    fn observe(&mut self, event: &Event<'_>) {
        match event.kind {
            EventKind::Finding(_) => self.findings += 1,
            EventKind::Tcp(TcpEvent::GoesOn { from }) => self.went_on = Some(from),
            _ => {}
        }
        if !self.is_of(event.at) {
            return;
        }
        match event.kind {
            EventKind::Http(HttpEvent::Request(head)) => self.head(Carries::Request, head.head_length),
            EventKind::Http(HttpEvent::Response(head)) => self.head(Carries::Response, head.head_length),
            EventKind::Http(HttpEvent::Body(bytes)) => {
                self.told(bytes.len() as u64);
                self.carry(Carries::Body);
            }
            EventKind::Tls(TlsEvent::ClientHello(_)) => self.carry(Carries::ClientHello),
            EventKind::Tls(TlsEvent::ServerHello(_)) => self.carry(Carries::ServerHello),
            EventKind::Tls(TlsEvent::Record(record)) => self.record(record.content_type),
            EventKind::WebSocket(event) => self.websocket(&event),
            _ => {}
        }
    }

    fn head(&mut self, carries: Carries, length: usize) {
        self.told(length as u64);
        self.carry(carries);
    }

    /// So many of the bytes are accounted for.
    fn told(&mut self, bytes: u64) {
        if let Some(data) = &mut self.data {
            data.told += bytes;
        }
    }

    /// What is told first is what the packet is shown as.
    fn carry(&mut self, carries: Carries) {
        if let Carries::Data | Carries::Nothing = self.entry.carries {
            self.entry.carries = carries;
        }
    }

    fn record(&mut self, kind: ContentType) {
        match &mut self.entry.carries {
            Carries::Records { count, .. } => *count = count.saturating_add(1),
            _ => self.carry(Carries::Records { kind, count: 1 }),
        }
    }

    fn websocket(&mut self, event: &WebSocketEvent<'_>) {
        match event {
            WebSocketEvent::FrameStarted(header) => {
                let at = self.data.as_ref().and_then(Data::place);
                self.told(header.header_length.into());
                match &mut self.entry.carries {
                    Carries::Frames { count, .. } => *count = count.saturating_add(1),
                    // Of a frame that began before and one that begins, the one that begins is shown.
                    carries @ (Carries::Data | Carries::Nothing | Carries::FramePart) => {
                        *carries = Carries::Frames { opcode: header.opcode, count: 1, at };
                    }
                    _ => {}
                }
            }
            WebSocketEvent::Payload { bytes, .. } => {
                self.told(bytes.len() as u64);
                self.carry(Carries::FramePart);
            }
            WebSocketEvent::Frame(frame) => self.told(frame.header.has_end_mark().into()),
            WebSocketEvent::FramesFrom { .. }
            | WebSocketEvent::Inflated { .. }
            | WebSocketEvent::Unfinished { .. } => {}
        }
    }
}

impl Data {
    /// Whether the beginning of a frame's header is left over; of what else may be left over, nothing
    /// follows.
    fn ends_in_header(&self) -> bool {
        self.told < self.length && (self.told > 0 || self.length < MAX_HEADER_LENGTH as u64)
    }

    /// Where in the packet's payload the next byte is.
    fn place(&self) -> Option<u16> {
        u16::try_from(u64::from(self.start?) + self.told).ok().filter(|at| *at < u16::MAX)
    }
}
