//! TLS as far as it is in the clear: records, hellos and alerts (RFC 5246, RFC 8446).

mod handshake;
mod hello;
mod names;
mod record;

pub use handshake::{HandshakeMessage, HandshakeReader};
pub use hello::{ClientHello, ServerHello};
pub use names::{AlertDescription, AlertLevel, CipherSuite, ContentType, HandshakeType, ProtocolVersion};
pub use record::{Alert, RecordHeader, RecordPiece, RecordReader, looks_like_tls};
