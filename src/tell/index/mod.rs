//! What the interface knows of a whole capture: forty bytes of every packet, a line of every connection.
//! The bytes themselves are read back when they are asked for.

mod entry;
mod indexer;
mod info;
mod line;
mod losses;

pub use entry::{Carries, Indexed};
pub use indexer::Indexer;
pub use line::PacketLine;
pub use losses::LossAfter;

use std::sync::{Arc, Mutex};

use super::Listed;
use crate::capture::Timestamp;
use crate::decode::Flags;
use crate::flow::{ConnectionId, Direction, Ended, HowEnded, Pair};
use crate::limits;
use crate::teach::Sentence;
use entry::Packed;
use losses::Losses;

/// An index that one thread fills while another one reads it.
pub type SharedIndex = Arc<Mutex<Index>>;

/// All packets and connections of a capture, as far as it has been read.
#[derive(Debug, Default)]
pub struct Index {
    /// Of so many packets each, so that nothing is copied when there are more.
    chunks: Vec<Vec<Packed>>,
    rows: Vec<Listed>,
    tracks: Vec<Track>,
    losses: Losses,
    counts: Counts,
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

/// How much there is in a capture, as far as it has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Packets.
    pub packets: u64,
    /// TCP connections.
    pub connections: u64,
    /// Those of them that speak WebSocket.
    pub websockets: u64,
    /// What was found wrong.
    pub findings: u64,
    /// Packets that hold no TCP segment, and are no part of one.
    pub undecoded: u64,
    /// Packets behind the last one that there was room for: they are only counted.
    pub unindexed: u64,
    /// Connections behind the last one that there was room for: they are only counted.
    pub unlisted: u64,
}

impl Counts {
    /// What there was no room for, a sentence each.
    #[must_use]
    pub fn notes(&self) -> Vec<Sentence> {
        let left_out = [("screen.unindexed", self.unindexed), ("screen.unlisted", self.unlisted)];
        let some = left_out.into_iter().filter(|(_, n)| *n > 0);
        some.map(|(key, n)| Sentence::new(key).with("n", n)).collect()
    }
}

/// What is known of a connection besides its line.
#[derive(Clone, Copy, Debug)]
struct Track {
    /// Its last packet.
    last: u32,
    /// The packet that went by when it ended, or the next one; 0 while it has not, or if the capture ended
    /// first.
    ended: u32,
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
        Self { last: 0, ended: 0, losses: 0, how: HowEnded::Open, websocket: false, shifts: Pair::default() }
    }
}

impl Index {
    /// How much there is.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Packets that can be asked for: from 1 to this number.
    #[must_use]
    pub fn len(&self) -> u64 {
        let full = self.chunks.len().saturating_sub(1) * CHUNK;
        (full + self.chunks.last().map_or(0, Vec::len)) as u64
    }

    /// Whether there is no packet yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Time of the first packet: times are shown since then.
    #[must_use]
    pub fn start(&self) -> Timestamp {
        self.entry(1).map_or_else(Timestamp::default, |entry| entry.time)
    }

    /// The packet of the same connection after a packet, or before it.
    #[must_use]
    pub fn neighbour(&self, number: u64, forwards: bool) -> Option<u64> {
        let entry = self.entry(number)?;
        let connection = entry.connection?;
        if !forwards {
            return entry.previous;
        }
        let last = u64::from(self.tracks.get(connection as usize)?.last);
        (number + 1..=last).find(|later| self.packed(*later).is_some_and(|packed| packed.is_of(connection)))
    }

    /// What is known of a packet.
    #[must_use]
    pub fn entry(&self, number: u64) -> Option<Indexed> {
        self.packed(number).map(|packed| packed.entry(number))
    }

    /// The lines of all connections, by their numbers.
    #[must_use]
    pub fn connections(&self) -> &[Listed] {
        &self.rows
    }

    /// By how many bits the window in a packet is shifted, where the SYNs of both sides say it.
    #[must_use]
    pub fn window_shift(&self, entry: &Indexed) -> Option<u8> {
        let Pair { to_server, to_client } = self.tracks.get(entry.connection? as usize)?.shifts;
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

    /// The last packet of a connection, from which one can walk back to its first.
    #[must_use]
    pub fn last_of(&self, connection: ConnectionId) -> Option<u64> {
        let last = self.tracks.get(connection as usize)?.last;
        (last > 0).then_some(last.into())
    }

    /// Walks back so many packets of a connection, and says where to go on: nobody should hold an index
    /// for as long as the longest connections take.
    pub fn walk_back(&self, from: Option<u64>, most: usize, packets: &mut Vec<u64>) -> Option<u64> {
        let mut next = from;
        for _ in 0..most {
            let number = next?;
            packets.push(number);
            next = self.packed(number).and_then(Packed::previous);
        }
        next
    }

    /// The connections between the same two ends, this one among them, by their numbers.
    #[must_use]
    pub fn same_ends(&self, connection: ConnectionId) -> Vec<ConnectionId> {
        let ends = |row: &Listed| (row.opened.client, row.opened.server);
        let Some((client, server)) = self.rows.get(connection as usize).map(ends) else { return Vec::new() };
        let same = |row: &&Listed| [(client, server), (server, client)].contains(&ends(row));
        self.rows.iter().filter(same).map(|row| row.connection).collect()
    }

    /// How connections ended, in the order in which they did; those that were still there when the capture
    /// ended are left out.
    #[must_use]
    pub fn endings(&self, connections: &[ConnectionId]) -> Vec<Ending> {
        let ending = |connection: &ConnectionId| {
            let track = self.tracks.get(*connection as usize).filter(|track| track.ended > 0)?;
            let ended = Ended { connection: *connection, how: track.how };
            Some(Ending { before: track.ended.into(), losses: track.losses.into(), ended })
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

    fn packed(&self, number: u64) -> Option<&Packed> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        self.chunks.get(index / CHUNK)?.get(index % CHUNK)
    }

    fn packed_mut(&mut self, number: u64) -> Option<&mut Packed> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        self.chunks.get_mut(index / CHUNK)?.get_mut(index % CHUNK)
    }

    /// Adds a packet, and puts the fragments that it completes in the same connection.
    fn push(&mut self, mut entry: Indexed, pieces: &[u64]) {
        self.counts.packets += 1;
        if let Carries::Undecoded(_) = entry.carries {
            self.counts.undecoded += 1;
        }
        self.counts.undecoded = self.counts.undecoded.saturating_sub(pieces.len() as u64);
        if self.counts.unindexed > 0 || self.len() >= limits::MAX_INDEXED_PACKETS {
            self.counts.unindexed += 1;
            return;
        }
        if let Some(connection) = entry.connection {
            let mut previous = self.tracks.get(connection as usize).map_or(0, |track| track.last);
            for piece in pieces {
                if let Some(packed) = self.packed_mut(*piece) {
                    packed.join(connection, previous);
                    previous = *piece as u32;
                }
            }
            entry.previous = (previous > 0).then_some(previous.into());
            if let Some(track) = self.track(connection) {
                track.last = entry.number as u32;
            }
        }
        if self.chunks.last().is_none_or(|chunk| chunk.len() >= CHUNK) {
            self.chunks.push(Vec::with_capacity(CHUNK));
        }
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.push(Packed::new(&entry));
        }
    }

    /// What is known of a connection, unless there is no room for more.
    fn track(&mut self, connection: ConnectionId) -> Option<&mut Track> {
        let index = connection as usize;
        if index >= self.tracks.len() && index < limits::MAX_LISTED_CONNECTIONS {
            self.tracks.resize(index + 1, Track::default());
        }
        self.tracks.get_mut(index)
    }

    /// A connection ends before what a packet does.
    fn end(&mut self, connection: ConnectionId, packet: u64, how: HowEnded) {
        let losses = u32::try_from(self.losses.noted()).unwrap_or(u32::MAX);
        if let Some(track) = self.track(connection) {
            (track.ended, track.losses) = (u32::try_from(packet).unwrap_or(u32::MAX), losses);
            track.how = how;
        }
    }

    /// Adds or replaces the line of a connection.
    fn list(&mut self, row: Listed) {
        let index = row.connection as usize;
        let is_new = index as u64 >= self.counts.connections;
        self.counts.connections += u64::from(is_new);
        let has_room = index == self.rows.len() && index < limits::MAX_LISTED_CONNECTIONS;
        match self.rows.get_mut(index) {
            Some(place) => *place = row,
            None if has_room => self.rows.push(row),
            None => self.counts.unlisted += u64::from(is_new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_no_room_for_is_said() {
        assert!(Counts::default().notes().is_empty());
        let notes = Counts { unindexed: 1, unlisted: 2, ..Counts::default() }.notes();
        assert_eq!(
            notes.iter().map(Sentence::key).collect::<Vec<_>>(),
            ["screen.unindexed", "screen.unlisted"]
        );
    }
}
