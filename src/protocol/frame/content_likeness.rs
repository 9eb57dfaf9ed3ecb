//! How much the payload of a frame looks like what its opcode says, in bits.

use super::{CloseCodeUse, ClosePayload, FrameHeader, Opcode, Stretch, close_code_allowed_on_wire, unmask};

/// What a payload says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looked {
    /// So much speaks for it, or against it.
    Bits(i32),
    /// It could not be looked at: bytes are missing.
    Unseen,
}

/// Bytes of a payload that are looked at.
const LOOKED_AT: usize = 125;

/// Bits that a text has at most, masked and unmasked: others send text too.
const MASKED_TEXT: i32 = 24;
const BARE_TEXT: i32 = 4;

/// Bits of a text that is no UTF-8, and of a Close frame that says what may not be said.
const NO_TEXT: i32 = -12;
const NO_CLOSE: i32 = -6;

/// Looks at the first bytes of a payload, which begins at `offset`; `None` before they are there.
pub(super) fn look_at<M>(header: &FrameHeader, offset: u64, stretch: &Stretch<M>) -> Option<Looked> {
    let text = header.opcode == Opcode::Text && header.rsv == 0;
    let close = header.opcode == Opcode::Close;
    if !(text || close) || header.payload_length == 0 {
        return Some(Looked::Bits(0));
    }
    let wanted = usize::try_from(header.payload_length).unwrap_or(LOOKED_AT).min(LOOKED_AT);
    let mut bytes = [0; LOOKED_AT];
    let bytes = bytes.get_mut(..wanted)?;
    let length = stretch.copy(offset, bytes);
    if length < wanted {
        let hole = offset.saturating_add(length as u64) < stretch.end();
        return hole.then_some(Looked::Unseen);
    }
    // A mask of zeros covers nothing.
    let key = header.mask.filter(|key| *key != [0; 4]);
    if let Some(key) = key {
        unmask(bytes, key, 0);
    }
    let bits = if close { close_bits(bytes, key.is_some()) } else { text_bits(bytes, key, NO_TEXT) };
    Some(Looked::Bits(bits))
}

/// Bits of a text. Under a mask each character that can be read is a coincidence, if it is none; half
/// as much where the mask keeps ASCII what is ASCII.
fn text_bits(bytes: &[u8], key: Option<[u8; 4]>, wrong: i32) -> i32 {
    if std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_some()) {
        return wrong;
    }
    let Some(key) = key else {
        return (count(bytes.len()) / 4).min(BARE_TEXT);
    };
    let quarters = bytes.iter().zip(key.iter().cycle()).map(|(byte, mask)| match byte {
        b' '..=b'~' | b'\t' | b'\r' | b'\n' if *mask >= 0x80 => 5,
        b' '..=b'~' | b'\t' | b'\r' | b'\n' => 2,
        0x80.. => 4,
        // As one masked text under another's mask has them.
        _ => -16,
    });
    (quarters.sum::<i32>() / 4).clamp(wrong, MASKED_TEXT)
}

/// Bits of a Close frame: few codes are in use, and 1000 more often than all others.
fn close_bits(bytes: &[u8], masked: bool) -> i32 {
    let ClosePayload::Code { code, reason, reason_valid_utf8 } = ClosePayload::parse(bytes) else {
        return NO_CLOSE;
    };
    if close_code_allowed_on_wire(code) != CloseCodeUse::Legal || !reason_valid_utf8 {
        return NO_CLOSE;
    }
    let code = match code {
        1000 | 1001 => 14,
        ..2000 => 11,
        _ => 4,
    };
    let said = count(reason.iter().filter(|byte| (b' '..=b'~').contains(byte)).count());
    code + if masked { said.min(12) } else { (said / 4).min(BARE_TEXT) }
}

/// A count of bytes among those that are looked at.
fn count(bytes: usize) -> i32 {
    i32::try_from(bytes).unwrap_or(i32::MAX)
}
