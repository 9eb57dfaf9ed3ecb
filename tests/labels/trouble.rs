//! Kinds of trouble, and the steps that make them.

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Lost before the capture point and sent again, with duplicate ACKs and SACK blocks.
    Loss,
    /// Segments that overtake each other.
    Reordering,
    /// Packets twice, and bytes again that were acknowledged.
    Duplication,
    /// Keep-alive probes with and without a byte, answered or not.
    KeepAlive,
    /// No room, probes of both forms, room again; windows filled to the last byte.
    Windows,
    /// SYN, SYN-ACK, FIN and RST again, and the same ports again.
    Ports,
    /// Bytes that were acknowledged but not captured.
    Unseen,
    /// Any of these at any time, without sense.
    Chaos,
}

/// What a step of a conversation does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// New data.
    Data,
    /// One byte of it.
    Byte,
    /// An ACK of everything.
    Ack,
    /// New data that is not captured.
    Lose,
    /// New data that is captured late.
    Hold,
    /// Data, SYN or FIN again.
    Again,
    /// The same with another length.
    Overlap,
    /// The last packet again.
    Copy,
    /// The same ACK several times.
    DuplicateAcks,
    /// The same, and what they ask for.
    FastAgain,
    /// A keep-alive.
    Probe,
    /// No room.
    Close,
    /// Zero-window probes.
    Probed,
    /// Room again.
    Open,
    /// Data that fills the window.
    Fill,
    /// An ACK of data that was not captured.
    AckUnseen,
    /// An ACK of less than before.
    AckOld,
    /// A FIN.
    Fin,
    /// A RST.
    Rst,
    /// Another connection on the same ports.
    Syn,
    /// The SYN again.
    SynAgain,
    /// The SYN-ACK again, perhaps with another number.
    SynAckAgain,
    /// The clock goes back.
    Backwards,
}

impl Trouble {
    pub(crate) const ALL: [Self; 8] = [
        Self::Loss,
        Self::Reordering,
        Self::Duplication,
        Self::KeepAlive,
        Self::Windows,
        Self::Ports,
        Self::Unseen,
        Self::Chaos,
    ];

    /// The steps of its conversations, the frequent ones more than once.
    pub(crate) fn steps(self) -> &'static [Step] {
        use Step::{
            Ack, AckOld, AckUnseen, Again, Backwards, Byte, Close, Copy, Data, DuplicateAcks, FastAgain,
            Fill, Fin, Hold, Lose, Open, Overlap, Probe, Probed, Rst, Syn, SynAckAgain, SynAgain,
        };
        match self {
            Self::Loss => &[Data, Data, Data, Ack, Lose, Again, DuplicateAcks, FastAgain],
            Self::Reordering => &[Data, Data, Data, Ack, Hold, Hold, Fin],
            Self::Duplication => &[Data, Data, Ack, Again, Overlap, Copy, Fin],
            Self::KeepAlive => &[Data, Ack, Probe, Probe, Probe, Byte],
            Self::Windows => &[Data, Byte, Ack, Close, Close, Probed, Probed, Open, Fill],
            Self::Ports => &[Data, Data, Ack, Fin, Rst, Syn, SynAgain, SynAckAgain, Again],
            Self::Unseen => &[Data, Data, Ack, AckUnseen, AckOld, Lose, Again, DuplicateAcks],
            Self::Chaos => &[
                Data,
                Data,
                Data,
                Byte,
                Ack,
                Ack,
                Lose,
                Hold,
                Again,
                Overlap,
                Copy,
                DuplicateAcks,
                FastAgain,
                Probe,
                Close,
                Probed,
                Open,
                Fill,
                AckUnseen,
                AckOld,
                Fin,
                Rst,
                Syn,
                SynAgain,
                SynAckAgain,
                Backwards,
            ],
        }
    }
}
