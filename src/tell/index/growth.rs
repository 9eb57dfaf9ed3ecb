//! How an index grows, and what gives way in one that keeps the newest.

use super::entry::Packed;
use super::{CHUNK, Carries, Index, Indexed, Track};
use crate::flow::ConnectionId;
use crate::limits;
use crate::tell::Listed;

/// How much an index keeps that does not keep everything: of what has no end, the newest. Connections that
/// are open are listed in any case, as far as there is room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newest {
    /// Packets.
    pub packets: u64,
    /// Connections that have ended.
    pub ended: usize,
}

impl Default for Newest {
    fn default() -> Self {
        Self { packets: limits::MAX_LIVE_PACKETS, ended: limits::MAX_LIVE_ENDED }
    }
}

/// Of the ended connections such a part gives way at once: the list is gone through for it.
const PART: usize = 8;

impl Index {
    /// An index that keeps the newest: for what is captured just now.
    #[must_use]
    pub fn of_the(newest: Newest) -> Self {
        Self { newest: Some(newest), ..Self::default() }
    }

    /// Packets that lie before this offset of the capture can't be read back any more: forgets them.
    pub fn forget_before(&mut self, offset: u64) {
        let lies_before = |packed: &Packed| packed.place().offset().is_some_and(|at| at < offset);
        let chunk = self.chunks.partition_point(|chunk| chunk.last().is_some_and(lies_before));
        let whole = chunk.min(self.chunks.len().saturating_sub(1));
        let rest = self.chunks.get(whole).map_or(0, |chunk| chunk.partition_point(lies_before));
        self.forget_up_to(self.before + (whole * CHUNK + rest) as u64);
    }

    /// Adds a packet, and puts the fragments that it completes in the same connection.
    pub(super) fn push(&mut self, mut entry: Indexed, pieces: &[u64]) {
        self.start.get_or_insert(entry.time);
        self.counts.packets += 1;
        if let Carries::Undecoded(_) = entry.carries {
            self.counts.undecoded += 1;
        }
        self.counts.undecoded = self.counts.undecoded.saturating_sub(pieces.len() as u64);
        if self.counts.unindexed > 0 || self.len() - self.before >= limits::MAX_INDEXED_PACKETS {
            self.counts.unindexed += 1;
            return;
        }
        if let Some(connection) = entry.connection {
            let mut previous = self.track_mut(connection).map_or(0, |track| track.last);
            for piece in pieces {
                if let Some(packed) = self.packed_mut(*piece) {
                    packed.join(*piece, connection, previous);
                    previous = *piece;
                }
            }
            entry.previous = (previous > 0).then_some(previous);
            if let Some(track) = self.track_mut(connection) {
                if track.first == 0 {
                    track.first = pieces.first().copied().unwrap_or(entry.number);
                }
                track.last = entry.number;
            }
        }
        if self.chunks.back().is_none_or(|chunk| chunk.len() >= CHUNK) {
            self.chunks.push_back(Vec::with_capacity(CHUNK));
        }
        if let Some(chunk) = self.chunks.back_mut() {
            chunk.push(Packed::new(&entry));
        }
        if let Some(newest) = self.newest {
            self.forget_up_to(self.len().saturating_sub(newest.packets));
        }
    }

    /// Forgets the packets up to this one, and gives back the room of whole chunks.
    fn forget_up_to(&mut self, number: u64) {
        self.forgotten = self.forgotten.max(number);
        self.counts.forgotten = self.forgotten;
        while self.chunks.len() > 1 && self.before + CHUNK as u64 <= self.forgotten {
            self.chunks.pop_front();
            self.before += CHUNK as u64;
        }
    }

    /// Adds or replaces the line of a connection.
    pub(super) fn list(&mut self, row: Listed) {
        let connection = row.connection;
        let is_new = u64::from(connection) >= self.counts.connections;
        self.counts.connections += u64::from(is_new);
        let has_room = is_new && self.rows.len() < limits::MAX_LISTED_CONNECTIONS;
        match self.row_mut(connection) {
            Some(place) => *place = row,
            None if has_room => {
                self.numbers.push(connection);
                self.rows.push(Box::new(row));
                self.tracks.push(Track::default());
            }
            None => {
                self.counts.unlisted += u64::from(is_new);
                return;
            }
        }
        // Those that the end of the capture ends stay.
        if self.newest.is_some() && self.track_mut(connection).is_some_and(|track| track.ended > 0) {
            self.ended.push_back(connection);
            self.delist();
        }
    }

    /// Takes the oldest of the ended connections out of the list, if there are too many.
    fn delist(&mut self) {
        let Some(newest) = self.newest.filter(|newest| self.ended.len() > newest.ended) else { return };
        let count = self.ended.len() - newest.ended + newest.ended / PART;
        let mut gone: Vec<_> = self.ended.drain(..count).collect();
        gone.sort_unstable();
        let mut kept = self.numbers.iter().map(|number| gone.binary_search(number).is_err());
        self.rows.retain(|_| kept.next().unwrap_or(true));
        let mut kept = self.numbers.iter().map(|number| gone.binary_search(number).is_err());
        self.tracks.retain(|_| kept.next().unwrap_or(true));
        self.numbers.retain(|number| gone.binary_search(number).is_err());
        self.counts.delisted += gone.len() as u64;
    }

    /// The line of a connection, to be changed.
    pub(super) fn row_mut(&mut self, connection: ConnectionId) -> Option<&mut Listed> {
        let place = self.position(connection)?;
        self.rows.get_mut(place).map(|row| &mut **row)
    }

    /// What else is known of a connection, if it is listed.
    pub(super) fn track_mut(&mut self, connection: ConnectionId) -> Option<&mut Track> {
        let place = self.position(connection)?;
        self.tracks.get_mut(place)
    }

    fn packed_mut(&mut self, number: u64) -> Option<&mut Packed> {
        let (chunk, place) = self.place_of(number)?;
        self.chunks.get_mut(chunk)?.get_mut(place)
    }
}
