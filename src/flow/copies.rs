//! The same packet captured twice, as on `-i any` of a host that forwards, or at a mirror port that
//! shows a packet coming in and going out. Copies follow their originals closely, with the same
//! header; only the link layer and the hop limit may differ.

use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;

use super::settle::Evidence;
use super::{ConnectionId, Direction};
use crate::capture::{Elapsed, Timestamp};
use crate::decode::{Flags, Segment};
use crate::limits;

/// The last packets of all connections, by their fingerprints: as many sets as there may be, of a
/// processor's cache line each.
#[derive(Debug)]
pub(super) struct Copies {
    sets: Vec<[(u64, i64); WAYS]>,
    /// How many packets each set has taken, and around: where the next one goes. What is only remembered does
    /// not wait for its set to come from memory.
    taken: Vec<u8>,
}

/// So many packets whose fingerprints begin alike are remembered.
const WAYS: usize = 4;
const SETS: usize = limits::MAX_PACKETS_WITH_COPIES / WAYS;

/// A copy with its own identification comes at least this soon.
const SAME_PACKET: Elapsed = Elapsed::from_millis(1000);

/// Nobody sends the same bytes with the same timestamp again sooner than this: senders wait a round
/// trip at least, and their clocks tick once a millisecond.
const SAME_TICK: Elapsed = Elapsed::from_millis(1);

impl Default for Copies {
    fn default() -> Self {
        Self { sets: vec![[(0, 0); WAYS]; SETS], taken: vec![0; SETS] }
    }
}

impl Copies {
    /// What proves that the segment was captured before, if it was; remembers it else. A sender's
    /// identifications say something where they `differ` from packet to packet; a header alone says
    /// something of a bare ACK where there were `many` copies in the connection.
    #[inline(never)]
    pub(super) fn find(
        &mut self,
        of: (ConnectionId, Direction),
        segment: &Segment<'_>,
        (differ, many): (bool, bool),
    ) -> Option<Evidence> {
        // A SYN that is read again has no header, and was compared when it came.
        if segment.header.is_empty() {
            return None;
        }
        let print = fingerprint(of, segment);
        let set = self.sets.get_mut(print as usize % SETS)?;
        let Some((_, time)) = set.iter_mut().find(|(known, _)| *known == print) else {
            self.put(print, segment);
            return None;
        };
        let evidence = judge(segment, segment.time.since(Timestamp::new(*time, 9)), differ, many);
        if evidence.is_none() {
            *time = segment.time.nanoseconds();
        }
        evidence
    }

    /// Remembers a segment that can't have been captured before.
    #[inline(always)]
    pub(super) fn note(&mut self, of: (ConnectionId, Direction), segment: &Segment<'_>) {
        if !segment.header.is_empty() {
            self.put(fingerprint(of, segment), segment);
        }
    }

    /// In place of the oldest of its set.
    #[inline(always)]
    fn put(&mut self, print: u64, segment: &Segment<'_>) {
        let at = print as usize % SETS;
        let (Some(set), Some(taken)) = (self.sets.get_mut(at), self.taken.get_mut(at)) else { return };
        set[usize::from(*taken) % WAYS] = (print, segment.time.nanoseconds());
        *taken = taken.wrapping_add(1);
    }
}

fn judge(segment: &Segment<'_>, since: Elapsed, differ: bool, many: bool) -> Option<Evidence> {
    let within = |limit| (Elapsed::ZERO..limit).contains(&since);
    let identified = segment.ip_id.is_some_and(|identification| identification != 0);
    // Duplicate ACKs look like copies; only an identification tells them apart, or that there are
    // copies for sure.
    let alone = segment.sequence_length() == 0 && !segment.flags.has(Flags::RST);
    let timed = segment.options.timestamps().is_some();
    match () {
        () if identified && differ && within(SAME_PACKET) => Some(Evidence::IpId),
        () if identified && segment.flags.has(Flags::SYN) && within(SAME_TICK) => Some(Evidence::IpId),
        () if timed && within(SAME_TICK) && (!alone || many) => Some(Evidence::Timestamps),
        () => None,
    }
}

/// Everything that two packets of one sender have in common only if they are the same: the checksum
/// in the header stands for the payload.
#[inline(always)]
fn fingerprint((connection, direction): (ConnectionId, Direction), segment: &Segment<'_>) -> u64 {
    let place = (u64::from(connection) << 1) | u64::from(direction == Direction::ToServer);
    let identification = segment.ip_id.map_or(0, |identification| 1 << 16 | u64::from(identification));
    let mut hasher = FixedState::default().build_hasher();
    hasher.write_u64(place);
    hasher.write_u64(identification << 32 | u64::from(segment.wire_payload_length));
    // Numbers, since a hash of bytes is made for long ones; a header has whole words of four.
    let (pairs, rest) = segment.header.as_chunks();
    for pair in pairs {
        hasher.write_u64(u64::from_ne_bytes(*pair));
    }
    for word in rest.as_chunks().0 {
        hasher.write_u32(u32::from_ne_bytes(*word));
    }
    hasher.finish()
}
