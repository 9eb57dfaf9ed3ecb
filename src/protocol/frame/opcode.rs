//! What a frame is: its opcode (RFC 6455 5.2, 11.8).

use std::fmt;

/// The meaning of a frame's payload: four bits of its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Opcode {
    /// Goes on with the message that an earlier frame began.
    Continuation,
    /// Begins a message of UTF-8 text.
    Text,
    /// Begins a message of bytes.
    Binary,
    /// Closes the connection, or answers a close.
    Close,
    /// Asks for a pong.
    Ping,
    /// Answers a ping, or tells unasked that the sender is alive.
    Pong,
    /// 3–7 and 11–15: reserved for the future.
    Reserved(u8),
}

impl Opcode {
    /// The opcode in the lower four bits of a frame's first byte.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        match bits & 0x0f {
            0x0 => Self::Continuation,
            0x1 => Self::Text,
            0x2 => Self::Binary,
            0x8 => Self::Close,
            0x9 => Self::Ping,
            0xa => Self::Pong,
            other => Self::Reserved(other),
        }
    }

    /// The opcode as a number (0–15).
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Continuation => 0x0,
            Self::Text => 0x1,
            Self::Binary => 0x2,
            Self::Close => 0x8,
            Self::Ping => 0x9,
            Self::Pong => 0xa,
            Self::Reserved(number) => number & 0x0f,
        }
    }

    /// The opcode's name; `None` where it is reserved and has only a number.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Continuation => Some("continuation"),
            Self::Text => Some("text"),
            Self::Binary => Some("binary"),
            Self::Close => Some("close"),
            Self::Ping => Some("ping"),
            Self::Pong => Some("pong"),
            Self::Reserved(_) => None,
        }
    }

    /// Whether this is a control frame. RFC 6455 5.5: "opcodes where the most significant bit of
    /// the opcode is 1", the reserved ones included.
    #[must_use]
    pub const fn is_control(self) -> bool {
        self.number() & 0x8 != 0
    }

    /// Whether this frame begins a message: text, binary, or a data frame of the future.
    #[must_use]
    pub const fn starts_message(self) -> bool {
        !self.is_control() && !matches!(self, Self::Continuation)
    }
}

/// Prints the name, or `reserved-N` with the number in decimal.
impl fmt::Display for Opcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.pad(name),
            None => f.pad(&format!("reserved-{}", self.number())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_an_opcode_and_back() {
        let names = (0..16).map(|n| Opcode::from_bits(n).to_string()).collect::<Vec<_>>().join(" ");
        assert_eq!(
            names,
            "continuation text binary reserved-3 reserved-4 reserved-5 reserved-6 reserved-7 close ping \
             pong reserved-11 reserved-12 reserved-13 reserved-14 reserved-15"
        );
        for number in 0..16 {
            let opcode = Opcode::from_bits(number | 0xf0);
            assert_eq!(opcode.number(), number);
            assert_eq!(opcode.is_control(), number >= 8);
        }
    }

    #[test]
    fn only_data_frames_start_messages() {
        assert!(Opcode::Text.starts_message() && Opcode::Reserved(3).starts_message());
        assert!(!Opcode::Continuation.starts_message() && !Opcode::Ping.starts_message());
    }
}
