//! What was delivered last, of all connections together, so that bytes which come again can be
//! compared with those that came first.
//!
//! One ring of bytes holds records; each names the one before it of the same stream. A stream keeps
//! nothing but the place of its latest record, so that a connection that is silent costs nothing.

use crate::limits;

/// The bytes that were delivered last.
#[derive(Debug, Default)]
pub(super) struct Recent {
    /// Grows up to its bound, then the oldest bytes are overwritten.
    ring: Vec<u8>,
    /// Bytes written so far.
    written: u64,
    /// Whether nothing is remembered, since nobody wants to know what differs.
    forgets: bool,
}

/// The place of a stream's latest record; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Latest(u64);

/// Where bytes differ: how far into the later ones, and how the earlier ones go on there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference<'a> {
    pub(super) at: usize,
    pub(super) first: &'a [u8],
}

/// A record begins with the place of the one before it, the offset in the stream, and the length.
const HEADER: usize = 8 + 8 + 4;

impl Recent {
    /// Remembers nothing from now on.
    pub(super) fn forget(&mut self) {
        *self = Self { forgets: true, ..Self::default() };
    }

    /// Remembers bytes that were delivered at an offset of a stream.
    pub(super) fn note(&mut self, latest: &mut Latest, offset: u64, bytes: &[u8]) {
        if self.forgets {
            return;
        }
        let bytes = bytes.get(..limits::MAX_RECENT_SEGMENT_BYTES).unwrap_or(bytes);
        let size = HEADER + bytes.len();
        // A record lies in one piece.
        let mut start = self.written as usize % limits::MAX_RECENT_BYTES;
        if start + size > limits::MAX_RECENT_BYTES {
            self.written += (limits::MAX_RECENT_BYTES - start) as u64;
            start = 0;
        }
        if self.ring.len() < start + size {
            self.ring.resize(start + size, 0);
        }
        let Some(record) = self.ring.get_mut(start..start + size) else { return };
        let parts = record.split_first_chunk_mut::<8>().and_then(|(before, rest)| {
            let (place, rest) = rest.split_first_chunk_mut::<8>()?;
            let (length, rest) = rest.split_first_chunk_mut::<4>()?;
            Some((before, place, length, rest))
        });
        let Some((before, place, length, rest)) = parts else { return };
        *before = latest.0.to_le_bytes();
        *place = offset.to_le_bytes();
        *length = (bytes.len() as u32).to_le_bytes();
        rest.copy_from_slice(bytes);
        *latest = Latest(self.written + 1);
        self.written += size as u64;
    }

    /// Compares bytes that come again with what is remembered of a stream.
    pub(super) fn compare<'a>(&'a self, latest: Latest, offset: u64, bytes: &[u8]) -> Option<Difference<'a>> {
        let end = offset + bytes.len() as u64;
        let mut next = latest;
        for _ in 0..limits::MAX_RECENT_SEGMENTS {
            let (before, start, kept) = self.record(next)?;
            let kept_end = start + kept.len() as u64;
            let common = (start.max(offset), kept_end.min(end));
            if common.0 < common.1 {
                let first = slice(kept, common.0 - start, common.1 - start);
                let second = slice(bytes, common.0 - offset, common.1 - offset);
                let same = first.iter().zip(second).position(|(first, second)| first != second);
                if let Some(same) = same {
                    let first = first.get(same..).unwrap_or_default();
                    return Some(Difference { at: (common.0 - offset) as usize + same, first });
                }
            }
            if start <= offset {
                return None;
            }
            next = before;
        }
        None
    }

    /// A record that has not been overwritten: the one before it, its offset and its bytes.
    fn record(&self, latest: Latest) -> Option<(Latest, u64, &[u8])> {
        let place = latest.0.checked_sub(1)?;
        if self.written - place > limits::MAX_RECENT_BYTES as u64 {
            return None;
        }
        let start = place as usize % limits::MAX_RECENT_BYTES;
        let (before, rest) = self.ring.get(start..)?.split_first_chunk()?;
        let (offset, rest) = rest.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let bytes = rest.get(..u32::from_le_bytes(*length) as usize)?;
        Some((Latest(u64::from_le_bytes(*before)), u64::from_le_bytes(*offset), bytes))
    }
}

fn slice(bytes: &[u8], from: u64, to: u64) -> &[u8] {
    bytes.get(from as usize..to as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_streams_apart_until_the_ring_is_full() {
        let (mut recent, mut one, mut other) = (Recent::default(), Latest::default(), Latest::default());
        recent.note(&mut one, 0, b"hello ");
        recent.note(&mut other, 0, b"HELLO ");
        recent.note(&mut one, 6, b"world");
        assert_eq!(recent.compare(one, 2, b"llo wor"), None);
        assert_eq!(recent.compare(one, 2, b"llo Wor"), Some(Difference { at: 4, first: b"wor" }));
        assert_eq!(recent.compare(one, 4, b"O "), Some(Difference { at: 0, first: b"o " }));
        assert_eq!(recent.compare(other, 4, b"O "), None);
        let large = vec![7; limits::MAX_RECENT_SEGMENT_BYTES];
        for index in 0..2 * limits::MAX_RECENT_BYTES / large.len() {
            recent.note(&mut other, 6 + (index * large.len()) as u64, &large);
        }
        assert_eq!(recent.compare(one, 0, b"J"), None, "it is forgotten");
        assert!(recent.ring.len() <= limits::MAX_RECENT_BYTES);
    }
}
