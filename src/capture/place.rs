//! Where a packet lies in its capture, in little room, so that it can be read again alone.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::{pcap, pcapng};

/// Where a packet lies: the offset of its record in the capture (after decompression), and what must be
/// known to read it alone: the form of the file, or the interface. A [`ReadBack`](super::ReadBack) of
/// the same capture reads it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(u64);

/// Bits of the offset; 256 TiB.
const OFFSET_BITS: u32 = 48;

impl Place {
    const NOWHERE: Self = Self(u64::MAX);

    pub(super) fn new(offset: u64, context: ContextId) -> Self {
        match context.0 {
            Some(context) if offset < 1 << OFFSET_BITS => Self(u64::from(context) << OFFSET_BITS | offset),
            _ => Self::NOWHERE,
        }
    }

    /// Where in the capture the packet's record begins, unless the place is not known.
    #[must_use]
    pub fn offset(self) -> Option<u64> {
        self.parts().map(|(offset, _)| offset)
    }

    /// Offset and context, unless the place is not known.
    pub(super) fn parts(self) -> Option<(u64, u16)> {
        let offset = self.0 & ((1 << OFFSET_BITS) - 1);
        (self != Self::NOWHERE).then_some((offset, (self.0 >> OFFSET_BITS) as u16))
    }

    /// The same as a number, for an index in little room.
    #[must_use]
    pub fn to_bits(self) -> u64 {
        self.0
    }

    /// The inverse of [`Place::to_bits`].
    #[must_use]
    pub fn from_bits(bits: u64) -> Self {
        Self(bits)
    }
}

impl Default for Place {
    /// A place that is not known: of a packet that never lay in a capture.
    fn default() -> Self {
        Self::NOWHERE
    }
}

/// What must be known to read a record alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Context {
    Pcap(pcap::Form),
    Pcapng(pcapng::Interface),
}

/// The number of a context; none where there were too many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct ContextId(Option<u16>);

/// All contexts of a capture, each once.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    known: HashMap<Context, u16>,
    shared: SharedContexts,
}

/// The contexts as others read them while the capture is still being read.
#[derive(Clone, Debug, Default)]
pub(super) struct SharedContexts(Arc<RwLock<Vec<Context>>>);

impl Contexts {
    /// The number of a context, a new one if it was not known.
    pub(super) fn number(&mut self, context: Context) -> ContextId {
        let next = u16::try_from(self.known.len()).ok().filter(|next| *next < u16::MAX);
        let known = self.known.get(&context).copied();
        if let (None, Some(next)) = (known, next) {
            self.known.insert(context, next);
            self.shared.0.write().unwrap_or_else(PoisonError::into_inner).push(context);
        }
        ContextId(known.or(next))
    }

    pub(super) fn share(&self) -> SharedContexts {
        self.shared.clone()
    }
}

impl SharedContexts {
    pub(super) fn get(&self, number: u16) -> Option<Context> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(usize::from(number)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_takes_eight_bytes_and_comes_back() {
        assert_eq!(size_of::<Place>(), 8);
        let far = (1 << OFFSET_BITS) - 1;
        for (offset, context) in [(0, 0), (24, 7), (far, 65_534)] {
            let place = Place::new(offset, ContextId(Some(context)));
            assert_eq!(Place::from_bits(place.to_bits()).parts(), Some((offset, context)));
        }
        assert_eq!(Place::new(far + 1, ContextId(Some(0))).parts(), None);
        assert_eq!(Place::new(0, ContextId(None)).parts(), None);
        assert_eq!(Place::default().parts(), None);
    }
}
