//! The opening handshake: HTTP becomes WebSocket, rule by rule (RFC 6455 4).

mod accept;
mod checks;
mod deflate;
mod extension;
mod handshake;

pub use accept::{AcceptSteps, GUID, accept};
pub use checks::{Check, Verdict, check};
pub use deflate::DeflateAgreement;
pub use extension::{Extension, ExtensionList, Parameter, PermessageDeflate};
pub use handshake::{Handshake, is_upgrade_attempt};
