//! What the interface knows of a whole capture: forty bytes of every packet, a line of every connection.
//! The bytes themselves are read back when they are asked for.

mod counts;
mod entry;
mod growth;
mod indexer;
mod info;
mod line;
mod losses;
mod rates;
mod shared;

pub use counts::Counts;
pub use entry::{Carries, Indexed};
pub use growth::Newest;
pub use indexer::Indexer;
pub use line::PacketLine;
pub use losses::LossAfter;
pub use rates::{Rate, Rates};
pub use shared::{Shared, SharedIndex};

use std::collections::{BTreeMap, VecDeque};

use super::Listed;
use crate::capture::Timestamp;
use crate::decode::Flags;
use crate::flow::{ConnectionId, Direction, Ended, HowEnded, Pair};
use crate::limits;
use crate::summary::Passage;
use entry::Packed;
use losses::Losses;

/// All packets and connections of a capture, as far as it has been read; or the newest of them.
#[derive(Debug, Default)]
pub struct Index {
    /// Of so many packets each, so that nothing is copied when there are more.
    chunks: VecDeque<Vec<Packed>>,
    /// Packets before those of the first chunk.
    before: u64,
    /// Packets that can't be asked for any more: those before the first chunk, and maybe some of it.
    forgotten: u64,
    /// Time of the very first packet.
    start: Option<Timestamp>,
    /// The connections that are listed, by their numbers, which rise: almost always without a gap.
    numbers: Vec<ConnectionId>,
    /// Of each of them, its line: only pointers are moved when others give way.
    #[expect(clippy::vec_box, reason = "lines are large, and the list is gone through while others wait")]
    rows: Vec<Box<Listed>>,
    /// Of each of them, what else is known.
    tracks: Vec<Track>,
    losses: Losses,
    /// How proxies passed their requests on.
    passages: BTreeMap<ConnectionId, Passage>,
    /// Those of them that have ended, in that order, where the oldest shall give way to newer ones.
    ended: VecDeque<ConnectionId>,
    /// How much is kept, where that is not everything there is room for.
    newest: Option<Newest>,
    counts: Counts,
    rates: Rates,
}

/// How a connection ended, and where in the capture.
#[derive(Clone, Copy, Debug)]
pub struct Ending {
    /// Before what this packet does.
    pub before: u64,
    /// When the capture had lost something so often.
    pub losses: u64,
    /// How.
    pub ended: Ended,
}

/// Packets of a chunk: 160 KiB.
const CHUNK: usize = 4096;

/// What is known of a connection besides its line.
#[derive(Clone, Copy, Debug)]
struct Track {
    /// Its first packet; 0 while there is none.
    first: u64,
    /// Its last packet; 0 while there is none.
    last: u64,
    /// The packet that went by when it ended, or the next one; 0 while it has not, or if the capture ended
    /// first.
    ended: u64,
    /// How often the capture had lost something by then.
    losses: u32,
    how: HowEnded,
    websocket: bool,
    /// The shift counts of the windows, as the SYNs said.
    shifts: Pair<Shift>,
}

/// What a side's SYN said of the scale of its windows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shift {
    /// It was not seen.
    #[default]
    Unknown,
    /// Nothing: neither side scales.
    Absent,
    By(u8),
}

impl Default for Track {
    fn default() -> Self {
        let shifts = Pair::default();
        Self { first: 0, last: 0, ended: 0, losses: 0, how: HowEnded::Open, websocket: false, shifts }
    }
}

impl Index {
    /// How much there is.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// How many packets, bytes and frames there were in the last seconds.
    #[must_use]
    pub fn rates(&self) -> &Rates {
        &self.rates
    }

    /// The number of the last packet that can be asked for.
    #[must_use]
    pub fn len(&self) -> u64 {
        let full = self.chunks.len().saturating_sub(1) * CHUNK;
        self.before + (full + self.chunks.back().map_or(0, Vec::len)) as u64
    }

    /// Whether there was no packet yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The oldest packets that can't be asked for any more: those up to this number.
    #[must_use]
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Time of the first packet: times are shown since then.
    #[must_use]
    pub fn start(&self) -> Timestamp {
        self.start.unwrap_or_default()
    }

    /// The packet of the same connection after a packet, or before it.
    #[must_use]
    pub fn neighbour(&self, number: u64, forwards: bool) -> Option<u64> {
        let entry = self.entry(number)?;
        let connection = entry.connection?;
        if !forwards {
            return entry.previous;
        }
        let last = self.track(connection)?.last;
        (number + 1..=last).find(|later| self.packed(*later).is_some_and(|packed| packed.is_of(connection)))
    }

    /// What is known of a packet.
    #[must_use]
    pub fn entry(&self, number: u64) -> Option<Indexed> {
        let mut entry = self.packed(number)?.entry(number);
        entry.previous = entry.previous.filter(|previous| *previous > self.forgotten);
        Some(entry)
    }

    /// The lines of the connections that are listed, by their numbers. Numbers may be left out, so that a
    /// line does not stand where its number says: see [`Self::row`].
    #[must_use]
    pub fn connections(&self) -> &[Box<Listed>] {
        &self.rows
    }

    /// The line of a connection, if it is listed.
    #[must_use]
    pub fn row(&self, connection: ConnectionId) -> Option<&Listed> {
        self.rows.get(self.position(connection)?).map(|row| &**row)
    }

    /// How a proxy passed on the request of a connection, where both of its sides were captured.
    #[must_use]
    pub fn passage(&self, connection: ConnectionId) -> Option<Passage> {
        self.passages.get(&connection).copied()
    }

    /// A proxy passed a request on.
    fn passed_on(&mut self, passage: Passage) {
        for hop in [passage.front, passage.back] {
            self.passages.insert(hop.connection, passage);
        }
        while self.passages.len() > limits::MAX_PASSAGES {
            self.passages.pop_first();
        }
    }

    /// Where in [`Self::connections`] the line of a connection stands.
    #[must_use]
    pub fn position(&self, connection: ConnectionId) -> Option<usize> {
        let place = connection.checked_sub(*self.numbers.first()?)? as usize;
        if self.numbers.get(place) == Some(&connection) {
            return Some(place);
        }
        self.numbers.binary_search(&connection).ok()
    }

    /// Whether the first packets of a connection can't be asked for any more.
    #[must_use]
    pub fn has_lost_beginning(&self, connection: ConnectionId) -> bool {
        self.track(connection).is_some_and(|track| (1..=self.forgotten).contains(&track.first))
    }

    /// How far a connection has come: it is told otherwise once this has changed. Its last packet, and
    /// the packet that went by when it ended.
    #[must_use]
    pub fn reach(&self, connection: ConnectionId) -> Option<(u64, u64)> {
        self.track(connection).map(|track| (track.last, track.ended))
    }

    /// By how many bits the window in a packet is shifted, where the SYNs of both sides say it.
    #[must_use]
    pub fn window_shift(&self, entry: &Indexed) -> Option<u8> {
        let Pair { to_server, to_client } = self.track(entry.connection?)?.shifts;
        let own = if entry.direction == Direction::ToServer { to_server } else { to_client };
        match (to_server, to_client) {
            _ if entry.flags.has(Flags::SYN) => Some(0),
            (Shift::By(_), Shift::By(_)) => match own {
                Shift::By(shift) => Some(shift),
                Shift::Absent | Shift::Unknown => None,
            },
            (Shift::Absent, _) | (_, Shift::Absent) => Some(0),
            (Shift::Unknown, _) | (_, Shift::Unknown) => None,
        }
    }

    /// The packets of a connection in their order, with the fragments that its segments came in.
    #[must_use]
    pub fn packets_of(&self, connection: ConnectionId) -> Vec<u64> {
        let mut packets = Vec::new();
        self.walk_back(self.last_of(connection), usize::MAX, &mut packets);
        packets.sort_unstable();
        packets
    }

    /// The last packet of a connection, from which one can walk back to the first of it that can still be
    /// asked for.
    #[must_use]
    pub fn last_of(&self, connection: ConnectionId) -> Option<u64> {
        let last = self.track(connection)?.last;
        (last > self.forgotten).then_some(last)
    }

    /// The first packet of a connection that can still be asked for.
    #[must_use]
    pub fn first_of(&self, connection: ConnectionId) -> Option<u64> {
        let first = self.track(connection).map(|track| track.first).filter(|first| *first > self.forgotten);
        first.or_else(|| self.packets_of(connection).first().copied())
    }

    /// Walks back so many packets of a connection, and says where to go on: nobody should hold an index
    /// for as long as the longest connections take.
    pub fn walk_back(&self, from: Option<u64>, most: usize, packets: &mut Vec<u64>) -> Option<u64> {
        let mut next = from;
        for _ in 0..most {
            let number = next?;
            // It may have been forgotten since it was named.
            let packed = self.packed(number)?;
            packets.push(number);
            next = packed.previous(number).filter(|previous| *previous > self.forgotten);
        }
        next
    }

    /// The connections between the same two ends, this one among them, by their numbers.
    #[must_use]
    pub fn same_ends(&self, connection: ConnectionId) -> Vec<ConnectionId> {
        let ends = |row: &Listed| (row.opened.client, row.opened.server);
        let Some((client, server)) = self.row(connection).map(ends) else { return Vec::new() };
        let both = [(client, server), (server, client)];
        self.rows.iter().filter(|row| both.contains(&ends(row))).map(|row| row.connection).collect()
    }

    /// How connections ended, in the order in which they did; those that were still there when the capture
    /// ended are left out.
    #[must_use]
    pub fn endings(&self, connections: &[ConnectionId]) -> Vec<Ending> {
        let ending = |connection: &ConnectionId| {
            let track = self.track(*connection).filter(|track| track.ended > 0)?;
            let ended = Ended { connection: *connection, how: track.how };
            Some(Ending { before: track.ended, losses: track.losses.into(), ended })
        };
        let mut endings: Vec<_> = connections.iter().filter_map(ending).collect();
        endings.sort_by_key(|ending| (ending.before, ending.losses, ending.ended.connection));
        endings
    }

    /// What the capture lost, as far as it is remembered, in its order.
    #[must_use]
    pub fn losses(&self) -> Vec<LossAfter> {
        self.losses.all()
    }

    /// A connection ends before what a packet does.
    fn end(&mut self, connection: ConnectionId, packet: u64, how: HowEnded) {
        let losses = u32::try_from(self.losses.noted()).unwrap_or(u32::MAX);
        if let Some(track) = self.track_mut(connection) {
            (track.ended, track.losses, track.how) = (packet, losses, how);
        }
    }

    fn track(&self, connection: ConnectionId) -> Option<&Track> {
        self.tracks.get(self.position(connection)?)
    }

    fn packed(&self, number: u64) -> Option<&Packed> {
        let (chunk, place) = self.place_of(number)?;
        self.chunks.get(chunk)?.get(place)
    }

    /// The chunk of a packet, and its place in there.
    fn place_of(&self, number: u64) -> Option<(usize, usize)> {
        let index = usize::try_from(number.checked_sub(self.before + 1)?).ok()?;
        (number > self.forgotten).then_some((index / CHUNK, index % CHUNK))
    }
}
