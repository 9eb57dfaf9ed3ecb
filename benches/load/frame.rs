//! Frames with at most 125 bytes of payload (RFC 6455 5.2): no other kind is sent here.

pub(super) const TEXT: u8 = 1;
pub(super) const CLOSE: u8 = 8;
pub(super) const PING: u8 = 9;
pub(super) const PONG: u8 = 10;

/// Code 1000.
pub(super) const NORMAL: [u8; 2] = 1000_u16.to_be_bytes();

const MASKED: u8 = 0x80;
const FIN: u8 = 0x80;

/// A frame that has arrived.
pub(super) struct Frame {
    pub(super) opcode: u8,
    pub(super) payload: Vec<u8>,
    /// Bytes of header and payload.
    pub(super) length: usize,
}

/// Appends a frame, masked if there is a key.
pub(super) fn push(out: &mut Vec<u8>, opcode: u8, key: Option<u32>, payload: &[u8]) {
    let length = u8::try_from(payload.len()).ok().filter(|length| *length < 126).expect("a short payload");
    out.extend([FIN | opcode, length | if key.is_some() { MASKED } else { 0 }]);
    let key = key.map(u32::to_be_bytes);
    out.extend(key.into_iter().flatten());
    let key = key.unwrap_or_default();
    out.extend(payload.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key));
}

/// The frame at the beginning of `bytes`, once all of it has arrived.
pub(super) fn first(bytes: &[u8]) -> Option<Frame> {
    let [first, second, rest @ ..] = bytes else { return None };
    let length = usize::from(second & !MASKED);
    assert!(length < 126, "only short frames are sent here");
    let (key, rest) = if second & MASKED == 0 { ([0; 4], rest) } else { split_key(rest)? };
    let payload = rest.get(..length)?;
    let payload = payload.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key).collect();
    Some(Frame { opcode: first & 0x0f, payload, length: bytes.len() - rest.len() + length })
}

fn split_key(bytes: &[u8]) -> Option<([u8; 4], &[u8])> {
    let (key, rest) = bytes.split_first_chunk()?;
    Some((*key, rest))
}
