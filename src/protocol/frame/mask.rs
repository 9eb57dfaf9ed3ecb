//! Masking: each byte of a client's payload is combined with a key of four bytes (RFC 6455 5.3).

/// Bytes that are combined at once; a compiler makes vectors of them.
const WORD: usize = size_of::<u64>();

/// Unmasks (or masks: the same operation) `bytes` in place.
///
/// `offset` is the place of the first byte in the frame's payload, for payload that comes in pieces.
pub fn unmask(bytes: &mut [u8], key: [u8; 4], offset: u64) {
    let [a, b, c, d] = key;
    // transformed-octet-i = original-octet-i XOR masking-key-octet-(i MOD 4)
    let key = match offset % 4 {
        0 => [a, b, c, d],
        1 => [b, c, d, a],
        2 => [c, d, a, b],
        _ => [d, a, b, c],
    };
    let [a, b, c, d] = key;
    let wide = u64::from_ne_bytes([a, b, c, d, a, b, c, d]);
    let (words, rest) = bytes.as_chunks_mut::<WORD>();
    for word in words {
        *word = (u64::from_ne_bytes(*word) ^ wide).to_ne_bytes();
    }
    for (byte, mask) in rest.iter_mut().zip([a, b, c, d, a, b, c]) {
        *byte ^= mask;
    }
}

/// Appends the unmasked `source` to `target`, leaving the source as it came; see [`unmask`].
///
/// The caller bounds how much it keeps.
pub fn unmask_into(source: &[u8], target: &mut Vec<u8>, key: [u8; 4], offset: u64) {
    let kept = target.len();
    target.extend_from_slice(source);
    if let Some(added) = target.get_mut(kept..) {
        unmask(added, key, offset);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The RFC's own formula, byte by byte.
    fn by_the_book(bytes: &[u8], key: [u8; 4], offset: u64) -> Vec<u8> {
        bytes.iter().zip(offset..).map(|(byte, i)| byte ^ key[(i % 4) as usize]).collect()
    }

    #[test]
    fn unmasks_the_hello_of_rfc_6455_5_7() {
        let mut bytes = [0x7f, 0x9f, 0x4d, 0x51, 0x58];
        unmask(&mut bytes, [0x37, 0xfa, 0x21, 0x3d], 0);
        assert_eq!(&bytes, b"Hello");
    }

    proptest! {
        #[test]
        fn follows_the_formula_at_any_offset(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            key: [u8; 4],
            offset in 0..u64::MAX - 1000,
        ) {
            let mut fast = bytes.clone();
            unmask(&mut fast, key, offset);
            prop_assert_eq!(&fast, &by_the_book(&bytes, key, offset));
            unmask(&mut fast, key, offset);
            prop_assert_eq!(&fast, &bytes);
        }

        #[test]
        fn pieces_equal_the_whole(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            key: [u8; 4],
            cut in 0_usize..200,
            offset in 0_u64..10,
        ) {
            let (head, tail) = bytes.split_at(cut.min(bytes.len()));
            let mut target = b"kept".to_vec();
            unmask_into(head, &mut target, key, offset);
            unmask_into(tail, &mut target, key, offset + head.len() as u64);
            prop_assert_eq!(target.split_off(4), by_the_book(&bytes, key, offset));
            prop_assert_eq!(target.as_slice(), b"kept");
        }
    }
}
