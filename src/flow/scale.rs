//! The scale of windows, on which the SYNs of both sides agree.

use crate::decode::{Flags, Segment};

/// What is known of the scale of a side's window (RFC 7323 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Scale {
    #[default]
    Unknown,
    Unused,
    Shift(u8),
}

impl Scale {
    pub(super) fn shift(self) -> u8 {
        if let Self::Shift(shift) = self { shift } else { 0 }
    }
}

/// Windows are scaled only if both SYNs offer it (RFC 7323 2.2).
#[cold]
pub(super) fn agree(own: &mut Scale, peer: &mut Scale, syn: &Segment<'_>) {
    let answer = syn.flags.has(Flags::ACK);
    if let Some(shift) = syn.options.window_scale() {
        *own = Scale::Shift(shift);
    }
    match (*own, answer, *peer) {
        // Without the option no window is scaled, either way.
        (Scale::Unknown, ..) => (*own, *peer) = (Scale::Unused, Scale::Unused),
        // An answer can't agree to what was not offered.
        (_, true, Scale::Unused) => *own = Scale::Unused,
        _ => {}
    }
}
