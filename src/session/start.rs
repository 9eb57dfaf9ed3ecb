//! The first bytes of a payload.

use crate::limits;

/// The first bytes of a payload, as many as there is room for.
#[derive(Debug)]
pub(super) struct Start {
    bytes: [u8; limits::FRAME_START_BYTES],
    length: usize,
}

impl Default for Start {
    fn default() -> Self {
        Self { bytes: [0; limits::FRAME_START_BYTES], length: 0 }
    }
}

impl Start {
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    pub(super) fn extend(&mut self, more: &[u8]) {
        for (place, byte) in self.bytes.iter_mut().skip(self.length).zip(more) {
            *place = *byte;
            self.length += 1;
        }
    }
}
