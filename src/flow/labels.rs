//! What a segment looks like, in the words of Wireshark's `tcp.analysis.*`.

/// One label: the last word of Wireshark's field. The rules are in `analysis`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Label {
    /// Sent again after a time-out or for another reason.
    Retransmission,
    /// Sent again because of duplicate ACKs (RFC 5681 3.2).
    FastRetransmission,
    /// Sent again although already acknowledged.
    SpuriousRetransmission,
    /// Older than what came before it, and too soon to be sent again.
    OutOfOrder,
    /// Bytes before this segment were not captured.
    LostSegment,
    /// Acknowledges bytes that were not captured.
    AckLostSegment,
    /// Repeats an ACK: something after a hole arrived (RFC 5681 2).
    DuplicateAck,
    /// A TCP keep-alive probe (RFC 9293 3.8.4).
    KeepAlive,
    /// The answer to a keep-alive probe.
    KeepAliveAck,
    /// The receiver has no room (RFC 9293 3.8.6).
    ZeroWindow,
    /// Asks whether there is room again (RFC 9293 3.8.6.1).
    ZeroWindowProbe,
    /// The answer to a zero-window probe: still no room.
    ZeroWindowProbeAck,
    /// Fills the receiver's window to the last byte.
    WindowFull,
    /// Only says that the window has changed.
    WindowUpdate,
    /// The ports of an earlier connection are used again.
    ReusedPorts,
}

impl Label {
    /// Every label, in the order in which they are printed.
    pub const ALL: [Self; 15] = {
        let mut all = [Self::Retransmission; NAMES.len()];
        let mut index = 0;
        while index < all.len() {
            all[index] = NAMES[index].0;
            index += 1;
        }
        all
    };
}

/// Every label with its name, in the order in which they are printed.
const NAMES: [(Label, &str); 15] = [
    (Label::Retransmission, "retransmission"),
    (Label::FastRetransmission, "fast_retransmission"),
    (Label::SpuriousRetransmission, "spurious_retransmission"),
    (Label::OutOfOrder, "out_of_order"),
    (Label::LostSegment, "lost_segment"),
    (Label::AckLostSegment, "ack_lost_segment"),
    (Label::DuplicateAck, "duplicate_ack"),
    (Label::KeepAlive, "keep_alive"),
    (Label::KeepAliveAck, "keep_alive_ack"),
    (Label::ZeroWindow, "zero_window"),
    (Label::ZeroWindowProbe, "zero_window_probe"),
    (Label::ZeroWindowProbeAck, "zero_window_probe_ack"),
    (Label::WindowFull, "window_full"),
    (Label::WindowUpdate, "window_update"),
    (Label::ReusedPorts, "reused_ports"),
];

/// A set of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Labels(u16);

impl Labels {
    /// Adds a label.
    pub fn add(&mut self, label: Label) {
        self.0 |= 1 << label as u8;
    }

    /// Whether `label` is in the set.
    #[must_use]
    pub fn has(self, label: Label) -> bool {
        self.0 & (1 << label as u8) != 0
    }

    /// The set as a number, for an index in little room: fifteen bits.
    #[must_use]
    pub fn to_bits(self) -> u16 {
        self.0
    }

    /// The inverse of [`Labels::to_bits`].
    #[must_use]
    pub fn from_bits(bits: u16) -> Self {
        Self(bits & ((1 << NAMES.len()) - 1))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The labels in the set with their names.
    pub fn iter(self) -> impl Iterator<Item = (Label, &'static str)> {
        NAMES.into_iter().filter(move |(label, _)| self.has(*label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_added_under_its_name() {
        let mut labels = Labels::default();
        assert!(labels.is_empty());
        labels.add(Label::ReusedPorts);
        labels.add(Label::KeepAlive);
        let names: Vec<_> = labels.iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["keep_alive", "reused_ports"]);
    }
}
