//! Drafts of the protocol that were spoken before RFC 6455.

use crate::protocol::http::RequestHead;

/// A draft that browsers once spoke, or several that are the same on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Draft {
    /// hixie-76, which is hybi-00: keys with spaces, MD5, frames between two marks.
    Hixie76,
    /// hybi-07: version 7, the handshake and the frames of RFC 6455.
    Hybi07,
    /// hybi-08 to hybi-12: version 8, the same.
    Hybi08,
}

impl Draft {
    /// The draft that a request speaks; `None` where it is RFC 6455, or nothing that is known here.
    #[must_use]
    pub fn of(request: &RequestHead<'_>) -> Option<Self> {
        let headers = &request.headers;
        match headers.get("sec-websocket-version") {
            Some(b"7") => Some(Self::Hybi07),
            Some(b"8") => Some(Self::Hybi08),
            None if headers.contains("sec-websocket-key") => None,
            None if KEYS.iter().any(|key| headers.contains(key)) => Some(Self::Hixie76),
            _ => None,
        }
    }

    /// What stands for the version: the one in the request, or the draft's name where there was none yet.
    #[must_use]
    pub fn version(self) -> &'static str {
        match self {
            Self::Hixie76 => "hixie-76",
            Self::Hybi07 => "7",
            Self::Hybi08 => "8",
        }
    }
}

/// The two keys of hixie-76 (hybi-00 4.1).
pub(super) const KEYS: [&str; 2] = ["sec-websocket-key1", "sec-websocket-key2"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_are_told_apart() {
        let draft = |lines: &str| {
            let bytes = format!("GET / HTTP/1.1\r\nUpgrade: WebSocket\r\n{lines}\r\n");
            Draft::of(&RequestHead::parse(bytes.as_bytes()).complete().unwrap())
        };
        assert_eq!(draft("Sec-WebSocket-Key1: 1 2\r\n"), Some(Draft::Hixie76));
        assert_eq!(draft("Sec-WebSocket-Key2: 1 2\r\n"), Some(Draft::Hixie76));
        assert_eq!(draft("Sec-WebSocket-Key: x\r\nSec-WebSocket-Key2: 1 2\r\n"), None);
        assert_eq!(draft("Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 7\r\n"), Some(Draft::Hybi07));
        assert_eq!(draft("Sec-WebSocket-Version: 8\r\n"), Some(Draft::Hybi08));
        for other in ["", "Sec-WebSocket-Version: 13\r\n", "Sec-WebSocket-Version: 6\r\n"] {
            assert_eq!(draft(other), None, "{other:?}");
        }
    }
}
