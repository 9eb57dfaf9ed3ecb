//! The opening handshake: HTTP becomes WebSocket, rule by rule (RFC 6455 4).

mod accept;
mod checks;
mod deflate;
mod draft;
mod extension;
mod handshake;
mod hixie76;

pub use accept::{AcceptSteps, GUID, accept};
pub use checks::{Check, Verdict, broken, broken_by_request, check};
pub use deflate::DeflateAgreement;
pub use draft::Draft;
pub use extension::{Extension, ExtensionList, Parameter, PermessageDeflate};
pub use handshake::{Handshake, is_upgrade_attempt};
pub use hixie76::check_hixie76;
