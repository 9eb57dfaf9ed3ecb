//! The body of a close frame: a code and a reason (RFC 6455 5.5.1 and 7.4).

use std::ops::RangeInclusive;

/// What a close frame carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosePayload<'a> {
    /// Nothing: the peer reports code 1005 to its application.
    Empty,
    /// A single byte, which is no code.
    OneByte,
    /// A code, and a reason that may be empty.
    Code {
        /// The status code as sent, whatever its value.
        code: u16,
        /// The reason as sent: for people who debug, not necessarily readable.
        reason: &'a [u8],
        /// Whether the reason is UTF-8, as it must be.
        reason_valid_utf8: bool,
    },
}

impl<'a> ClosePayload<'a> {
    /// Reads the whole (unmasked) payload of a close frame.
    #[must_use]
    pub fn parse(payload: &'a [u8]) -> Self {
        match payload {
            [] => Self::Empty,
            [_] => Self::OneByte,
            // "the first two bytes of the body MUST be a 2-byte unsigned integer (in network byte
            // order)"; "the body MAY contain UTF-8-encoded data"
            [high, low, reason @ ..] => Self::Code {
                code: u16::from_be_bytes([*high, *low]),
                reason,
                reason_valid_utf8: std::str::from_utf8(reason).is_ok(),
            },
        }
    }

    /// The status code, where there is one.
    #[must_use]
    pub fn code(&self) -> Option<u16> {
        match self {
            Self::Code { code, .. } => Some(*code),
            Self::Empty | Self::OneByte => None,
        }
    }
}

/// Whether a close code may stand in a close frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CloseCodeUse {
    /// Defined, registered, or free for private use.
    Legal,
    /// Must not be sent: below 1000, or set aside for what an application is told when no code came.
    Illegal,
    /// Nobody gave it a meaning; many endpoints refuse it.
    Unassigned,
}

/// The IANA registry "WebSocket Close Code Number", in order, without a hole.
const CODES: &[(RangeInclusive<u16>, &str, CloseCodeUse)] = &[
    // RFC 6455 7.4.2: "Status codes in the range 0-999 are not used."
    (0..=999, "Not Used", CloseCodeUse::Illegal),
    (1000..=1000, "Normal Closure", CloseCodeUse::Legal),
    (1001..=1001, "Going Away", CloseCodeUse::Legal),
    (1002..=1002, "Protocol Error", CloseCodeUse::Legal),
    (1003..=1003, "Unsupported Data", CloseCodeUse::Legal),
    // 7.4.1: "Reserved. The specific meaning might be defined in the future."
    (1004..=1004, "Reserved", CloseCodeUse::Illegal),
    // 7.4.1: "MUST NOT be set as a status code in a Close control frame by an endpoint"
    (1005..=1005, "No Status Received", CloseCodeUse::Illegal),
    (1006..=1006, "Abnormal Closure", CloseCodeUse::Illegal),
    (1007..=1007, "Invalid Frame Payload Data", CloseCodeUse::Legal),
    (1008..=1008, "Policy Violation", CloseCodeUse::Legal),
    (1009..=1009, "Message Too Big", CloseCodeUse::Legal),
    (1010..=1010, "Mandatory Extension", CloseCodeUse::Legal),
    (1011..=1011, "Internal Error", CloseCodeUse::Legal),
    (1012..=1012, "Service Restart", CloseCodeUse::Legal),
    (1013..=1013, "Try Again Later", CloseCodeUse::Legal),
    // The registry describes it ("similar to 502 HTTP Status Code") without a name.
    (1014..=1014, "Bad Gateway", CloseCodeUse::Legal),
    (1015..=1015, "TLS Handshake", CloseCodeUse::Illegal),
    // 7.4.2: 1000-2999 are for the protocol, "future revisions, and extensions"
    (1016..=2999, "Unassigned", CloseCodeUse::Unassigned),
    // 7.4.2: 3000-3999 are for "libraries, frameworks, and applications", registered with IANA
    (3000..=3000, "Unauthorized", CloseCodeUse::Legal),
    (3001..=3002, "Registered With IANA", CloseCodeUse::Legal),
    (3003..=3003, "Forbidden", CloseCodeUse::Legal),
    (3004..=3007, "Registered With IANA", CloseCodeUse::Legal),
    (3008..=3008, "Timeout", CloseCodeUse::Legal),
    (3009..=3999, "Registered With IANA", CloseCodeUse::Legal),
    // 7.4.2: "Status codes in the range 4000-4999 are reserved for private use"
    (4000..=4999, "Private Use", CloseCodeUse::Legal),
    // Beyond every range of 7.4.2, which ends at 4999.
    (5000..=u16::MAX, "Out of Range", CloseCodeUse::Illegal),
];

/// The name of a close code in the IANA registry, or of the range it lies in.
#[must_use]
pub fn close_code_name(code: u16) -> &'static str {
    row(code).0
}

/// Whether a close code may be sent in a close frame.
#[must_use]
pub fn close_code_allowed_on_wire(code: u16) -> CloseCodeUse {
    row(code).1
}

fn row(code: u16) -> (&'static str, CloseCodeUse) {
    let found = CODES.iter().find(|(codes, ..)| codes.contains(&code));
    found.map_or(("Unassigned", CloseCodeUse::Unassigned), |&(_, name, allowed)| (name, allowed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_kind_of_body() {
        assert_eq!(ClosePayload::parse(b""), ClosePayload::Empty);
        assert_eq!(ClosePayload::parse(b"\x03"), ClosePayload::OneByte);
        assert_eq!(ClosePayload::parse(b"\x03").code(), None);
        let bye = ClosePayload::parse(b"\x03\xe8bye");
        assert_eq!(bye, ClosePayload::Code { code: 1000, reason: b"bye", reason_valid_utf8: true });
        assert_eq!(bye.code(), Some(1000));
        let broken = ClosePayload::parse(b"\x03\xe8\xff");
        assert_eq!(broken, ClosePayload::Code { code: 1000, reason: b"\xff", reason_valid_utf8: false });
    }

    #[test]
    fn the_registry_has_neither_holes_nor_overlaps() {
        let mut next = 0_u32;
        for (codes, name, _) in CODES {
            assert_eq!(u32::from(*codes.start()), next, "{name}");
            next = u32::from(*codes.end()) + 1;
        }
        assert_eq!(next, 65_536);
    }

    #[test]
    fn names_and_judges_codes() {
        let rows = [
            (999, "Not Used", CloseCodeUse::Illegal),
            (1000, "Normal Closure", CloseCodeUse::Legal),
            (1004, "Reserved", CloseCodeUse::Illegal),
            (1005, "No Status Received", CloseCodeUse::Illegal),
            (1006, "Abnormal Closure", CloseCodeUse::Illegal),
            (1012, "Service Restart", CloseCodeUse::Legal),
            (1014, "Bad Gateway", CloseCodeUse::Legal),
            (1015, "TLS Handshake", CloseCodeUse::Illegal),
            (1016, "Unassigned", CloseCodeUse::Unassigned),
            (3500, "Registered With IANA", CloseCodeUse::Legal),
            (4000, "Private Use", CloseCodeUse::Legal),
            (4999, "Private Use", CloseCodeUse::Legal),
            (5000, "Out of Range", CloseCodeUse::Illegal),
            (65_535, "Out of Range", CloseCodeUse::Illegal),
        ];
        for (code, name, allowed) in rows {
            assert_eq!((close_code_name(code), close_code_allowed_on_wire(code)), (name, allowed), "{code}");
        }
    }
}
