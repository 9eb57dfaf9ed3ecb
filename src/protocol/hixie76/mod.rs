//! hixie-76, the WebSocket of 2010, which the IETF took over as hybi-00: a handshake that is proved by MD5,
//! and frames between two marks (draft-hixie-thewebsocketprotocol-76, draft-ietf-hybi-thewebsocketprotocol-00).

mod challenge;
mod frame;

pub use challenge::{ANSWER_LENGTH, KEY3_LENGTH, KeyNumber, Proof};
pub use frame::{Begun, FrameLength, TEXT_END, begin};
