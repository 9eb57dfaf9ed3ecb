//! What the handshake agreed on about extensions (RFC 6455 9), as far as frames are read by it.

use crate::protocol::frame::{FrameHeader, RSV1, Sender};
use crate::protocol::upgrade::{DeflateAgreement, Extension};
use crate::session::event::Upgrade;

/// The extensions that both sides use.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::session) struct Agreed {
    /// What was agreed of permessage-deflate, if it was (RFC 7692).
    deflate: Option<DeflateAgreement>,
    /// Whether there is one whose frames can't be read here: what its bits mean, and what it does to payload, is
    /// not known.
    other: bool,
}

impl Agreed {
    /// What an upgrade that was answered agrees on.
    pub(in crate::session) fn of(upgrade: &Upgrade<'_>) -> Self {
        let other = |extension: &Extension| extension.permessage_deflate().is_none();
        Self { deflate: upgrade.deflate(), other: upgrade.handshake.extensions.iter().any(other) }
    }

    /// What is not known: the bit of permessage-deflate is taken for what it mostly is, and messages may refer to
    /// those before them.
    pub(super) fn unknown() -> Self {
        let deflate =
            DeflateAgreement { client_no_context_takeover: false, server_no_context_takeover: false };
        Self { deflate: Some(deflate), other: false }
    }

    /// Whether messages may be compressed with permessage-deflate.
    pub(super) fn deflates(self) -> bool {
        self.deflate.is_some()
    }

    /// The reserved bits that may be set, as in [`FrameHeader::rsv`].
    pub(super) fn rsv(self) -> u8 {
        match self {
            Self { other: true, .. } => u8::MAX,
            Self { deflate: Some(_), .. } => RSV1,
            Self { .. } => 0,
        }
    }

    /// Whether a frame begins a message that is compressed with permessage-deflate.
    pub(super) fn compresses(self, header: FrameHeader) -> bool {
        self.deflates() && header.rsv & RSV1 != 0 && header.opcode.starts_message()
    }

    /// Whether an extension that is not known here may have changed what a frame says.
    pub(super) fn veils(self, header: FrameHeader) -> bool {
        self.other && header.rsv != 0 && !self.compresses(header)
    }

    /// Whether a compressed message of that side may refer to those before it.
    pub(super) fn takes_over(self, sender: Sender) -> bool {
        self.deflate.is_some_and(|agreed| agreed.takes_over(sender))
    }
}
