//! The same packet captured twice, as on `-i any` of a host that forwards, or at a mirror port that
//! shows a packet coming in and going out. Copies follow their originals closely, with the same
//! header; only the link layer and the hop limit may differ.

use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;

use super::settle::Evidence;
use crate::capture::{Elapsed, Timestamp};
use crate::decode::{Flags, Segment};

/// One direction's last packets.
#[derive(Debug, Default)]
pub(super) struct Copies {
    last: [(u64, Timestamp); REMEMBERED],
    /// Copies so far.
    found: u8,
}

/// So many packets may lie between a packet and its copy; bursts pass an interface one by one.
const REMEMBERED: usize = 4;

/// A copy with its own identification comes at least this soon.
const SAME_PACKET: Elapsed = Elapsed::from_millis(1000);

/// Nobody sends the same bytes with the same timestamp again sooner than this: senders wait a round
/// trip at least, and their clocks tick once a millisecond.
const SAME_TICK: Elapsed = Elapsed::from_millis(1);

impl Copies {
    /// What proves that the segment was captured before, if it was; remembers it else. A sender's
    /// identifications say something where they `differ` from packet to packet; a header alone says
    /// something of a bare ACK where there were `many` copies in the connection.
    pub(super) fn find(&mut self, segment: &Segment<'_>, differ: bool, many: bool) -> Option<Evidence> {
        let print = fingerprint(segment);
        let before = self.last.iter().find(|(known, _)| *known == print).map(|(_, time)| *time);
        let evidence = before.and_then(|before| judge(segment, segment.time.since(before), differ, many));
        if evidence.is_some() {
            self.count();
        } else {
            self.last.rotate_right(1);
            if let Some(place) = self.last.first_mut() {
                *place = (print, segment.time);
            }
        }
        evidence
    }

    /// Counts a copy.
    pub(super) fn count(&mut self) {
        self.found = self.found.saturating_add(1);
    }

    /// How many copies were found.
    pub(super) fn found(&self) -> u8 {
        self.found
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
fn fingerprint(segment: &Segment<'_>) -> u64 {
    let lengths = (segment.ip_id, segment.wire_payload_length);
    FixedState::default().hash_one((segment.header, lengths)) | 1
}
