//! What is held of a stream behind a hole, until what is missing comes.

use std::collections::BTreeMap;

use super::Anomaly;
use super::anomaly::Snippet;
use super::reassembly::{Brought, Payload, Piece};
use crate::capture::Timestamp;
use crate::limits;

/// What lies behind the first hole.
#[derive(Debug, Default)]
pub(super) struct Holes {
    /// The highest offset that the peer acknowledged.
    pub(super) acked: u64,
    /// Since when the peer has acknowledged more than was delivered.
    pub(super) hole_acked: Option<Timestamp>,
    /// What came already, by offset; no two overlap.
    pub(super) held: BTreeMap<u64, Held>,
    pub(super) held_bytes: usize,
    /// How many of the held are doubtful.
    pub(super) doubtful: u32,
}

/// A part of a segment's payload behind a hole.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) bytes: Vec<u8>,
    pub(super) wire_length: u64,
    pub(super) brought: Brought,
    pub(super) doubtful: bool,
}

impl Held {
    /// The memory it takes, with its place in the map.
    pub(super) fn cost(&self) -> usize {
        self.bytes.len() + limits::HELD_OVERHEAD_BYTES
    }
}

impl Holes {
    /// Takes out what is held at an offset.
    pub(super) fn take(&mut self, offset: u64) -> Option<Held> {
        let held = self.held.remove(&offset)?;
        self.held_bytes -= held.cost();
        self.doubtful -= u32::from(held.doubtful);
        Some(held)
    }
}

/// Compares a payload, which starts at an offset, with what is held already.
pub(super) fn compare_held(
    (offset, held): (u64, &Held),
    (start, payload): (u64, &Payload<'_>),
    out: &mut impl FnMut(Brought, Piece<'_>),
) {
    let from = offset.max(start);
    let first = part(&held.bytes, from - offset, u64::MAX);
    let second = part(payload.bytes, from - start, u64::MAX);
    if let Some(at) = first.iter().zip(second).position(|(first, second)| first != second) {
        let (first, second) = (part(first, at as u64, u64::MAX), part(second, at as u64, u64::MAX));
        out(payload.brought, Piece::Anomaly(differs(from + at as u64, first, second)));
    }
}

pub(super) fn differs(offset: u64, first: &[u8], second: &[u8]) -> Anomaly {
    // Both versions at the same length, so that a reader sees what stands against what.
    let length = first.len().min(second.len()) as u64;
    let snippet = |bytes| Snippet::new(part(bytes, 0, length));
    Anomaly::OverlapDiffers { offset, first: snippet(first), second: snippet(second) }
}

/// The bytes between two places, as far as there are any.
pub(super) fn part(bytes: &[u8], from: u64, to: u64) -> &[u8] {
    let length = bytes.len() as u64;
    bytes.get(from.min(length) as usize..to.min(length) as usize).unwrap_or_default()
}
