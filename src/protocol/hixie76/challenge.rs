//! How a hixie-76 server proves that it understood: two numbers hidden in keys, eight bytes, MD5
//! (hybi-00 5.2).

use md5::{Digest, Md5};

/// Bytes that the client sends behind its head, without a length that says so (hybi-00 4.1).
pub const KEY3_LENGTH: usize = 8;

/// Bytes that the server answers behind its own (hybi-00 5.2).
pub const ANSWER_LENGTH: usize = 16;

/// What a key says: the number that its digits form, divided by how many spaces it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyNumber {
    /// Its digits, in their order, read as one number; `None` where there are none, or too many.
    pub digits: Option<u64>,
    /// How many spaces (U+0020) it has.
    pub spaces: u64,
}

impl KeyNumber {
    /// Reads a key, whose surrounding whitespace is left out, as HTTP does.
    #[must_use]
    pub fn read(key: &[u8]) -> Self {
        let digits = key.iter().filter(|byte| byte.is_ascii_digit());
        // 5.2: "the digits ... interpreted as a base ten integer"
        let digits =
            digits.map(|digit| u64::from(digit - b'0')).try_fold(None, |number: Option<u64>, digit| {
                Some(Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit)?))
            });
        let spaces = key.iter().map(|byte| u64::from(*byte == b' ')).sum();
        Self { digits: digits.flatten(), spaces }
    }

    /// The number divided by the spaces: what is computed with. `None` where there is nothing to divide, or
    /// it leaves a remainder, or it does not fit into 32 bits; then a server must give up.
    #[must_use]
    pub fn quotient(&self) -> Option<u32> {
        let digits = self.digits?;
        let whole = digits.checked_rem(self.spaces)? == 0;
        u32::try_from(digits.checked_div(self.spaces)?).ok().filter(|_| whole)
    }
}

/// The steps from what the client sent to what the server must answer, as far as they can be gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// What `Sec-WebSocket-Key1` and `Sec-WebSocket-Key2` say, where they are there.
    pub keys: [Option<KeyNumber>; 2],
    /// The eight bytes behind the request's head, where they were captured.
    pub key3: Option<[u8; KEY3_LENGTH]>,
    /// The sixteen bytes behind the response's head, where they were captured.
    pub answer: Option<[u8; ANSWER_LENGTH]>,
}

impl Proof {
    /// Both numbers in 32 bits, big-endian, and the eight bytes: what is hashed.
    #[must_use]
    pub fn challenge(&self) -> Option<[u8; 16]> {
        let [Some(first), Some(second)] = &self.keys else { return None };
        let numbers = [first.quotient()?, second.quotient()?].map(u32::to_be_bytes);
        let parts = numbers.into_iter().flatten().chain(self.key3?);
        let mut challenge = [0; 16];
        for (place, byte) in challenge.iter_mut().zip(parts) {
            *place = byte;
        }
        Some(challenge)
    }

    /// The MD5 of that: what the server must answer.
    #[must_use]
    pub fn expected(&self) -> Option<[u8; ANSWER_LENGTH]> {
        Some(Md5::digest(self.challenge()?).into())
    }

    /// Whether it did; `None` where that can't be known.
    #[must_use]
    pub fn is_right(&self) -> Option<bool> {
        Some(self.expected()? == self.answer?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(digits: u64, spaces: u64) -> KeyNumber {
        KeyNumber { digits: Some(digits), spaces }
    }

    /// The example of hybi-00 1.2, and those of 1.3.
    #[test]
    fn computes_the_examples_of_the_draft() {
        let keys = ["4 @1  46546xW%0l 1 5", "12998 5 Y3 1  .P00"].map(|key| KeyNumber::read(key.as_bytes()));
        assert_eq!(keys, [number(4_146_546_015, 5), number(1_299_853_100, 5)]);
        assert_eq!(keys.clone().map(|key| key.quotient()), [Some(829_309_203), Some(259_970_620)]);
        let proof =
            Proof { keys: keys.map(Some), key3: Some(*b"^n:ds[4U"), answer: Some(*b"8jKS'y:G*Co,Wxa-") };
        assert_eq!(proof.challenge().as_ref(), Some(b"\x31\x6e\x41\x13\x0f\x7e\xd6\x3c^n:ds[4U"));
        assert_eq!((proof.expected(), proof.is_right()), (proof.answer, Some(true)));
        let wrong = Proof { answer: Some(*b"8jKS'y:G*Co,Wxa+"), ..proof };
        assert_eq!(wrong.is_right(), Some(false));
        let long = KeyNumber::read(b"18x 6]8vM;54 *(5:  {   U1]8  z [  8");
        assert_eq!((long.clone(), long.quotient()), (number(1_868_545_188, 12), Some(155_712_099)));
        let other = KeyNumber::read(b"1_ tx7X d  <  nw  334J702) 7]o}` 0");
        assert_eq!((other.clone(), other.quotient()), (number(1_733_470_270, 10), Some(173_347_027)));
        let proof = Proof { keys: [Some(long), Some(other)], key3: Some(*b"Tm[K T2u"), answer: None };
        assert_eq!(proof.expected().as_ref(), Some(b"fQJ,fN/4F4!~K~MH"));
    }

    #[test]
    fn keys_that_give_no_number_are_known() {
        for key in
            ["", "   ", "abc", "12345", "1 2 5", "99999999999 ", "1 8446744073709551616", "4294967296 "]
        {
            assert_eq!(KeyNumber::read(key.as_bytes()).quotient(), None, "{key:?}");
        }
        assert_eq!(KeyNumber::read(b"42949672 95").quotient(), Some(u32::MAX));
        assert_eq!(KeyNumber::read(b" 0").quotient(), Some(0));
        let half = Proof { keys: [Some(number(4, 2)), None], key3: Some([0; 8]), answer: Some([0; 16]) };
        assert_eq!((half.challenge(), half.is_right()), (None, None));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(key in proptest::collection::vec(any::<u8>(), 0..80)) {
            let read = KeyNumber::read(&key);
            if let Some(quotient) = read.quotient() {
                prop_assert_eq!(Some(u64::from(quotient) * read.spaces), read.digits);
            }
        }
    }
}
