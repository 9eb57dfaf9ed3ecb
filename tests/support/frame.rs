//! WebSocket frames (RFC 6455 5.2), well-formed or not.

/// The masking key of [`masked`]: the one in the examples of RFC 6455 5.7.
const SAMPLE_MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

/// In place of a length: it follows in 16 bits.
const IN_16_BITS: u8 = 0x7e;
/// In place of a length: it follows in 64 bits.
const IN_64_BITS: u8 = 0x7f;

/// A frame; becomes bytes by [`Frame::bytes`] or wherever bytes are asked for.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Whether it is the last of its message.
    pub fin: bool,
    /// The three reserved bits, RSV1 = 4.
    pub rsv: u8,
    /// Opcode, 0 to 15.
    pub opcode: u8,
    /// Masking key, where it is masked.
    pub mask: Option<[u8; 4]>,
    /// How the length is written.
    pub length: LengthForm,
    /// Payload, not masked.
    pub payload: Vec<u8>,
}

/// How the payload length is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthForm {
    /// In the shortest form, as RFC 6455 5.2 demands.
    Minimal,
    /// In 16 bits, whether it needs them or not.
    Bits16,
    /// In 64 bits, whether it needs them or not.
    Bits64,
    /// In 64 bits, and another length than the payload has.
    Claimed(u64),
}

/// A text frame.
pub fn text(text: &str) -> Frame {
    reserved(1, text)
}

/// A binary frame.
pub fn binary(payload: impl Into<Vec<u8>>) -> Frame {
    reserved(2, payload)
}

/// A continuation frame, the last of its message.
pub fn continuation(payload: impl Into<Vec<u8>>) -> Frame {
    reserved(0, payload)
}

/// A Ping.
pub fn ping(payload: impl Into<Vec<u8>>) -> Frame {
    reserved(9, payload)
}

/// A Pong.
pub fn pong(payload: impl Into<Vec<u8>>) -> Frame {
    reserved(10, payload)
}

/// A Close with a code and a reason.
pub fn close(code: u16, reason: &str) -> Frame {
    reserved(8, [&code.to_be_bytes()[..], reason.as_bytes()].concat())
}

/// A Close with neither code nor reason.
pub fn close_empty() -> Frame {
    reserved(8, [])
}

/// A frame of any opcode.
pub fn reserved(opcode: u8, payload: impl Into<Vec<u8>>) -> Frame {
    Frame { fin: true, rsv: 0, opcode, mask: None, length: LengthForm::Minimal, payload: payload.into() }
}

/// `frame`, masked as a client must.
pub fn masked(frame: Frame) -> Frame {
    frame.masked_with(SAMPLE_MASK)
}

impl Frame {
    /// The frame, with more of its message to follow.
    #[must_use]
    pub fn unfinished(self) -> Self {
        Self { fin: false, ..self }
    }

    /// The frame with reserved bits set, RSV1 = 4.
    #[must_use]
    pub fn with_rsv(self, rsv: u8) -> Self {
        Self { rsv, ..self }
    }

    /// The frame masked with `key`.
    #[must_use]
    pub fn masked_with(self, key: [u8; 4]) -> Self {
        Self { mask: Some(key), ..self }
    }

    /// The frame with its length written as `form`.
    #[must_use]
    pub fn with_length(self, form: LengthForm) -> Self {
        Self { length: form, ..self }
    }

    /// The frame on the wire.
    pub fn bytes(&self) -> Vec<u8> {
        let mask_bit = u8::from(self.mask.is_some()) << 7;
        let length = self.payload.len();
        let mut bytes = vec![u8::from(self.fin) << 7 | self.rsv << 4 | self.opcode];
        match (self.length, length) {
            (LengthForm::Minimal, ..126) => bytes.push(mask_bit | length as u8),
            (LengthForm::Minimal, ..=0xffff) | (LengthForm::Bits16, _) => {
                bytes.push(mask_bit | IN_16_BITS);
                bytes.extend_from_slice(&(length as u16).to_be_bytes());
            }
            (form, length) => {
                let written = if let LengthForm::Claimed(claimed) = form { claimed } else { length as u64 };
                bytes.push(mask_bit | IN_64_BITS);
                bytes.extend_from_slice(&written.to_be_bytes());
            }
        }
        if let Some(key) = self.mask {
            bytes.extend_from_slice(&key);
            bytes.extend(self.payload.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key));
        } else {
            bytes.extend_from_slice(&self.payload);
        }
        bytes
    }
}

impl From<Frame> for Vec<u8> {
    fn from(frame: Frame) -> Self {
        frame.bytes()
    }
}
