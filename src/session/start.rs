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
        let room = self.bytes.get_mut(self.length..).unwrap_or_default();
        let taken = room.len().min(more.len());
        // Copied at once: byte by byte it was a tenth of the cost of small frames.
        if let (Some(place), Some(bytes)) = (room.get_mut(..taken), more.get(..taken)) {
            place.copy_from_slice(bytes);
            self.length += taken;
        }
    }
}
