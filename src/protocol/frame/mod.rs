//! WebSocket frames: the header, its rules, masking, and the body of a close frame (RFC 6455 5).

mod close;
mod content_likeness;
mod header;
mod likeness;
mod mask;
mod opcode;
mod stretch;
mod violations;

pub use close::{CloseCodeUse, ClosePayload, close_code_allowed_on_wire, close_code_name};
pub use header::{FrameForm, FrameHeader, MAX_CONTROL_PAYLOAD, MAX_HEADER_LENGTH};
pub use likeness::Chain;
pub use mask::{unmask, unmask_into};
pub use opcode::Opcode;
pub use stretch::{Piece, Stretch};
pub use violations::{FrameContext, RSV1, Sender};
