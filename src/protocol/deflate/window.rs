//! The last bytes of a direction, to which the next compressed message may refer (RFC 7692 7.1.1).

/// Bytes that a reference can reach back (RFC 1951 2): the largest window, whatever was agreed. An inflater
/// that knows more than the compressor uses reads the same.
const REACH: usize = 32 * 1024;

/// Bytes that are kept before those out of reach are dropped, so that they are not moved all the time.
const MOST: usize = REACH + REACH / 2;

/// What was inflated last, as far back as a reference can reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    bytes: Vec<u8>,
    /// Which of the spare inflaters has read the same; 0 is none.
    pub(super) ticket: u64,
}

impl Window {
    /// The bytes, the newest last.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(self.bytes.len().saturating_sub(REACH)..).unwrap_or(&self.bytes)
    }

    /// Whether no reference can reach farther back than what is here.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.bytes.len() >= REACH
    }

    /// Memory that it takes.
    #[must_use]
    pub fn room(&self) -> usize {
        self.bytes.capacity()
    }

    /// Adds the newest bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.bytes.len() + bytes.len() > MOST {
            let out_of_reach = (self.bytes.len() + bytes.len() - REACH).min(self.bytes.len());
            self.bytes.drain(..out_of_reach);
        }
        self.bytes.extend_from_slice(bytes.get(bytes.len().saturating_sub(REACH)..).unwrap_or(bytes));
    }

    /// Forgets everything, and gives its memory back.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn holds_the_newest_bytes(pieces in prop::collection::vec((any::<u8>(), 0_usize..50_000), 0..8)) {
            let (mut window, mut all) = (Window::default(), Vec::new());
            for (byte, length) in pieces {
                let piece = vec![byte; length];
                window.push(&piece);
                all.extend_from_slice(&piece);
                prop_assert!(window.bytes.len() <= MOST);
            }
            prop_assert_eq!(window.bytes(), &all[all.len().saturating_sub(REACH)..]);
            prop_assert_eq!(window.is_full(), all.len() >= REACH);
        }
    }
}
