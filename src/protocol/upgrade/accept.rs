//! How a server proves that it understood: key, GUID, SHA-1, base64 (RFC 6455 4.2.2 (5.4)).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};

/// The fixed text that a server appends to the client's key (RFC 6455 1.3).
pub const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// The steps from a key to the value of `Sec-WebSocket-Accept`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptSteps {
    /// The key as sent (still in base64), followed by [`GUID`].
    pub concatenated: Vec<u8>,
    /// The SHA-1 of that.
    pub sha1: [u8; 20],
    /// The base64 of the hash: the value expected.
    pub base64: String,
}

/// Computes what a server must answer to a `Sec-WebSocket-Key`, whose surrounding whitespace is
/// left out.
#[must_use]
pub fn accept(key: &[u8]) -> AcceptSteps {
    let concatenated = [key.trim_ascii(), GUID.as_bytes()].concat();
    let sha1: [u8; 20] = Sha1::digest(&concatenated).into();
    let base64 = STANDARD.encode(sha1);
    AcceptSteps { concatenated, sha1, base64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computes_the_example_of_rfc_6455_1_3() {
        let steps = accept(b" dGhlIHNhbXBsZSBub25jZQ== ");
        assert_eq!(steps.concatenated, b"dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
        assert_eq!(
            steps.sha1,
            [
                0xb3, 0x7a, 0x4f, 0x2c, 0xc0, 0x62, 0x4f, 0x16, 0x90, 0xf6, 0x46, 0x06, 0xcf, 0x38, 0x59,
                0x45, 0xb2, 0xbe, 0xc4, 0xea
            ]
        );
        assert_eq!(steps.base64, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
}
