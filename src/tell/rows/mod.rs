//! The rows of `packets`, `frames`, `messages`, `connections` and `story`: the contract with scripts.

mod acknowledgements;
mod compression;
mod connection;
mod ending;
mod frame;
mod heartbeat;
mod message;
mod object;
mod origin;
mod overhead;
mod packet;
mod states;
mod story;

pub use connection::ConnectionRow;
pub use frame::write_frame;
pub use message::write_message;
pub use packet::PacketRow;
pub use story::StoryRow;

/// What an output lists, a line each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// The pieces of stories.
    Story,
    /// TCP connections.
    Connections,
    /// TCP segments.
    Packets,
    /// WebSocket frames.
    Frames,
    /// WebSocket messages.
    Messages,
    /// WebSocket messages in full, for people: as rows they are as above.
    Chat,
}

impl Rows {
    /// Whether they say anything of single segments, or of what only these show.
    #[must_use]
    pub fn want_segments(self) -> bool {
        matches!(self, Self::Story | Self::Connections | Self::Packets)
    }

    /// Whether they need what a frame consists of told before it is complete.
    #[must_use]
    pub fn want_pieces(self) -> bool {
        !matches!(self, Self::Packets | Self::Frames | Self::Connections)
    }
}
