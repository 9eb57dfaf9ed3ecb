//! Joins the stages: packets in at one end, events out at the other.

mod retell;
mod save;

pub use retell::retell;
pub use save::{SaveError, save};

use crate::capture::{Record, Source};
use crate::decode::{Decoder, Undecoded, ends};
use crate::flow::{At, ConnectionId, Connections, LoneSyn, PACKETS_FORESEEN, Room, Sink, TcpEvent};
use crate::session::{DecodeAs, Observer, Sessions};
use crate::tell::Report;

/// What to read of a capture, and with how much memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// The only connection to tell of; all if none is named.
    pub only: Option<ConnectionId>,
    /// How many connections to keep at once.
    pub room: Room,
    /// What the user says that is spoken on some ports.
    pub decode_as: DecodeAs,
}

/// Reads `source` to its end and tells `observer` what happened.
pub fn run(source: &mut dyn Source, observer: &mut dyn Observer, settings: Settings) -> Report {
    let mut report = Report::default();
    let mut decoder = Decoder::new();
    let sessions = Sessions::decoding_as(observer, settings.decode_as);
    let mut sink = Chosen { sessions, only: settings.only };
    let connections = Connections::new(settings.room);
    let mut connections = if sink.wants_segments() { connections } else { connections.without_segments() };
    let mut foresight = Foresight::default();
    while sink.sessions.observer().wants_more() {
        foresight.look(source, &connections, &mut sink);
        let record = source.next_record();
        let packet = match record {
            Ok(Some(Record::Packet(ref packet))) => packet,
            Ok(Some(Record::Statistics(statistics))) => {
                sink.sessions.observer().statistics(&statistics);
                connections.pass(&statistics, report.packets, &mut sink);
                sink.sessions.observer().statistics_end();
                continue;
            }
            Ok(None) => break,
            Err(error) => {
                report.error = Some(error);
                break;
            }
        };
        report.packets += 1;
        sink.sessions.observer().packet(packet);
        let taken = match &decoder.decode(packet) {
            Ok(segment) => {
                connections.take(segment, &mut sink);
                Ok(())
            }
            Err(reason) => Err(*reason),
        };
        if let Err(reason) = taken {
            *report.undecoded.entry(reason).or_default() += 1;
        }
        sink.sessions.observer().packet_end(taken.map(|()| decoder.pieces()));
    }
    if let Some(fragments) = report.undecoded.get_mut(&Undecoded::Fragment) {
        *fragments = fragments.saturating_sub(decoder.put_together());
    }
    report.undecoded.retain(|_, packets| *packets > 0);
    connections.finish(&mut sink);
    report.connections = connections.count();
    report.let_go = connections.let_go();
    report
}

/// Has what the next packets need fetched from memory.
#[derive(Default)]
struct Foresight {
    /// Whose packets come: the [`Connections::hash`] of each, or [`Foresight::NOBODY`].
    soon: Vec<u64>,
    /// Those before it have come.
    next: usize,
}

impl Foresight {
    /// Packets without ends; a connection whose hash is the same is not foreseen.
    const NOBODY: u64 = 0;
    /// So many packets are looked at in one go.
    const AT_ONCE: usize = 32;

    fn look(&mut self, source: &dyn Source, connections: &Connections, sink: &mut impl Sink) {
        if !connections.are_many() {
            return;
        }
        if self.soon.len() <= self.next + PACKETS_FORESEEN {
            self.read(source, connections);
        }
        let coming = |packets: usize| {
            let hash = *self.soon.get(self.next + packets)?;
            let before = *self.soon.get(self.next + packets - 1)?;
            // A packet and its answer need the same.
            (hash != before && hash != Self::NOBODY).then_some(hash)
        };
        connections.foresee(coming, sink);
        self.next += 1;
    }

    #[inline(never)]
    fn read(&mut self, source: &dyn Source, connections: &Connections) {
        self.soon.drain(..self.next.min(self.soon.len()));
        self.next = 0;
        source.look_ahead(self.soon.len(), Self::AT_ONCE, &mut |link, bytes| {
            self.soon.push(ends(link, bytes).map_or(Self::NOBODY, |(from, to)| connections.hash(from, to)));
        });
    }
}

/// Lets the events of the chosen connections through.
struct Chosen<'o> {
    sessions: Sessions<'o>,
    only: Option<ConnectionId>,
}

impl Sink for Chosen<'_> {
    #[inline(always)]
    fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
        if self.only.is_none_or(|only| only == at.connection) {
            self.sessions.tcp(at, event);
        }
    }

    fn lone_syn(&mut self, lone: &LoneSyn<'_>) {
        if self.only.is_none_or(|only| only == lone.at().connection) {
            self.sessions.lone_syn(lone);
        }
    }

    fn foresee(&mut self, connection: ConnectionId) {
        if self.only.is_none_or(|only| only == connection) {
            self.sessions.foresee(connection);
        }
    }

    fn wants_segments(&self) -> bool {
        self.sessions.wants_segments()
    }
}
