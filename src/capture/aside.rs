//! What a capture holds besides packets, kept for later stages and told at the end.

/// Facts about a capture that are not packets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aside {
    /// Where the file stops in the middle of a packet, if it does.
    pub cut: Option<Cut>,
}

/// A file that ends before its last packet does: normal after a crash or a copy while it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Whole packets before the cut.
    pub packets: u64,
    /// Offset in bytes (after decompression) of the record that is not whole.
    pub offset: u64,
}
