//! Rows that are written often, member by member, without anything made on the way.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::capture::Timestamp;
use crate::tell::safe::acts_on_terminal;

/// The name of a member with all that stands around it.
macro_rules! name {
    ($name:literal) => {
        concat!(",\"", $name, "\":")
    };
}
pub(super) use name;

/// The members of a JSON object, behind its bracket or behind other members and a comma. Their names are made with
/// [`name!`].
///
/// Whatever takes it is inlined, so that whether a comma comes first is known when it is compiled, and with it how
/// much is copied.
pub(super) struct Members<'l> {
    line: &'l mut Vec<u8>,
    any: bool,
}

impl<'l> Members<'l> {
    pub(super) fn new(line: &'l mut Vec<u8>) -> Self {
        Self { line, any: false }
    }

    /// The object is complete.
    pub(super) fn end(self) {
        self.line.push(b'}');
    }

    /// A name; the value follows.
    #[inline(always)]
    fn name(&mut self, name: &'static str) -> &mut Vec<u8> {
        let name = if self.any { name } else { name.get(1..).unwrap_or_default() };
        self.any = true;
        self.line.extend_from_slice(name.as_bytes());
        self.line
    }

    #[inline(always)]
    pub(super) fn number(&mut self, name: &'static str, number: impl Into<u64>) {
        digits(self.name(name), number.into());
    }

    #[inline(always)]
    pub(super) fn flag(&mut self, name: &'static str, flag: bool) {
        let line = self.name(name);
        // Each of a length that is known beforehand.
        if flag {
            line.extend_from_slice(b"true");
        } else {
            line.extend_from_slice(b"false");
        }
    }

    #[inline(always)]
    pub(super) fn fraction(&mut self, name: &'static str, number: f64) {
        // Writing to memory can't fail.
        let _ = serde_json::to_writer(self.name(name), &number);
    }

    /// A word of ours, in which nothing has to be escaped.
    #[inline(always)]
    pub(super) fn word(&mut self, name: &'static str, word: &str) {
        let line = self.name(name);
        line.push(b'"');
        line.extend_from_slice(word.as_bytes());
        line.push(b'"');
    }

    /// Seconds since 1970 with all digits that were captured.
    #[inline(always)]
    pub(super) fn time(&mut self, name: &'static str, time: Timestamp) {
        quoted_time(self.name(name), time);
    }

    /// Any text: what acts on a terminal is escaped, too, where JSON asks that of C0 only.
    #[inline(always)]
    pub(super) fn text(&mut self, name: &'static str, text: &str) {
        quoted_text(self.name(name), text);
    }

    #[inline(always)]
    pub(super) fn base64(&mut self, name: &'static str, bytes: &[u8]) {
        quoted_base64(self.name(name), bytes);
    }
}

/// A number in decimal digits.
#[inline]
fn digits(line: &mut Vec<u8>, number: u64) {
    match number {
        0..10 => line.push(b'0' + number as u8),
        _ => line.extend_from_slice(itoa::Buffer::new().format(number).as_bytes()),
    }
}

fn quoted_time(line: &mut Vec<u8>, time: Timestamp) {
    const SECOND: u64 = 1_000_000_000;
    line.extend_from_slice(if time.nanoseconds() < 0 { b"\"-" } else { b"\"" });
    let magnitude = time.nanoseconds().unsigned_abs();
    digits(line, magnitude / SECOND);
    let shown = u32::from(time.digits().min(9));
    if shown > 0 {
        let point = line.len();
        // A one before them keeps their zeros, and gives its place to the point.
        digits(line, 10_u64.pow(shown) + magnitude % SECOND / 10_u64.pow(9 - shown));
        if let Some(one) = line.get_mut(point) {
            *one = b'.';
        }
    }
    line.push(b'"');
}

fn quoted_text(line: &mut Vec<u8>, text: &str) {
    line.push(b'"');
    escape(line, text);
    line.push(b'"');
}

fn quoted_base64(line: &mut Vec<u8>, bytes: &[u8]) {
    line.push(b'"');
    let before = line.len();
    line.resize(before + bytes.len().div_ceil(3) * 4, 0);
    let place = line.get_mut(before..).unwrap_or_default();
    let written = STANDARD.encode_slice(bytes, place).unwrap_or_default();
    line.truncate(before + written);
    line.push(b'"');
}

/// Bytes that are looked at together: without branches it becomes a few instructions.
const PIECE: usize = 32;
/// Room for a piece in which every byte is escaped, and one byte more.
const ROOM: usize = 2 * PIECE + 1;

/// What becomes of a byte: what is written of it in the lower two bytes, how many of these count in the third; the
/// fourth says that the byte has to be written as a number, or begins a character that may have to be.
const ESCAPES: [u32; 256] = {
    let mut escapes = [0; 256];
    let mut byte = 0;
    while byte < escapes.len() {
        let escape = match byte as u8 {
            byte @ (b'"' | b'\\') => byte,
            0x8 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0xc => b'f',
            b'\r' => b'r',
            _ => 0,
        };
        escapes[byte] = match escape {
            0 if is_special(byte as u8) => 1 << 24,
            0 => 1 << 16 | byte as u32,
            escape => 2 << 16 | (escape as u32) << 8 | b'\\' as u32,
        };
        byte += 1;
    }
    escapes
};

/// Whether a byte has to be escaped, or begins a character that may have to be.
#[expect(clippy::needless_bitwise_bool, reason = "without branches many bytes are compared at once")]
const fn is_special(byte: u8) -> bool {
    (byte < b' ')
        | (byte == b'"')
        | (byte == b'\\')
        | (byte == 0x7f)
        | (byte == 0xc2)
        | (byte == 0xd8)
        | (byte == 0xe2)
        | (byte == 0xef)
}

/// Adds a text as a JSON string has it. Most is copied piece by piece; in the others each byte is looked up, and
/// nothing is asked of it: JSON in JSON has a quotation mark every few bytes, and nobody can foresee where.
fn escape(line: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let piece = rest.first_chunk::<PIECE>();
        if let Some(plain) =
            piece.filter(|piece| !piece.iter().fold(false, |any, byte| any | is_special(*byte)))
        {
            line.extend_from_slice(plain);
            at += PIECE;
            continue;
        }
        let piece = rest.get(..PIECE).unwrap_or(rest);
        if escape_piece(line, piece) {
            at += piece.len();
            continue;
        }
        let special =
            piece.iter().position(|byte| ESCAPES[usize::from(*byte)] >> 24 != 0).unwrap_or_default();
        escape_piece(line, piece.get(..special).unwrap_or_default());
        // The rest of the character may lie behind the piece.
        let character = text.get(at + special..).and_then(|text| text.chars().next()).unwrap_or_default();
        if acts_on_terminal(character) {
            escape_character(line, character);
        } else {
            line.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        at += special + character.len_utf8();
    }
}

/// Adds a piece of a text; does not, and returns `false`, if characters in it may have to be written as numbers.
fn escape_piece(line: &mut Vec<u8>, piece: &[u8]) -> bool {
    let mut written = [0; ROOM];
    // How much is written, and from the second byte on, how many bytes are none for this.
    let mut sum = 0;
    for byte in piece {
        let escape = ESCAPES[usize::from(*byte)];
        let at = sum as usize % (ROOM - 1);
        // What does not count is written over.
        [written[at], written[at + 1]] = [escape as u8, (escape >> 8) as u8];
        sum += escape >> 16;
    }
    let fits = sum <= 2 * PIECE as u32;
    if fits {
        let before = line.len();
        // All of it, since a copy of known length takes less.
        line.extend_from_slice(&written);
        line.truncate(before + sum as usize);
    }
    fits
}

/// A character as its number.
fn escape_character(line: &mut Vec<u8>, character: char) {
    let code = u32::from(character);
    let digit = |shift: u32| char::from_digit(code >> shift & 0xf, 16).map_or(b'0', |digit| digit as u8);
    line.extend_from_slice(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn escaped(text: &str) -> String {
        let mut line = Vec::new();
        escape(&mut line, text);
        String::from_utf8(line).unwrap()
    }

    #[test]
    fn nothing_in_a_string_acts_on_a_terminal() {
        assert_eq!(
            escaped("a\u{1b}[m\u{9b}\u{7f}\u{202e}é\n\"\\\u{8}\u{c}\r\t\u{1} ok"),
            r#"a\u001b[m\u009b\u007f\u202eé\n\"\\\b\f\r\t\u0001 ok"#
        );
    }

    #[test]
    fn writes_members() {
        let mut line = Vec::new();
        let mut members = Members::new(&mut line);
        members.number(name!("n"), u64::MAX);
        members.number(name!("z"), 0_u8);
        members.time(name!("t"), Timestamp::from_parts(1_700_000_000, 26_000, 6));
        members.time(name!("b"), Timestamp::new(-1_500_000_000, 3));
        members.time(name!("s"), Timestamp::from_parts(1, 999_999_999, 0));
        members.flag(name!("f"), true);
        members.fraction(name!("x"), 0.25);
        members.word(name!("w"), "text");
        members.base64(name!("y"), b"abcd");
        members.end();
        assert_eq!(
            String::from_utf8(line).unwrap(),
            "\"n\":18446744073709551615,\"z\":0,\"t\":\"1700000000.000026\",\"b\":\"-1.500\",\"s\":\"1\",\"f\":true,\
             \"x\":0.25,\"w\":\"text\",\"y\":\"YWJjZA==\"}"
        );
    }

    proptest! {
        #[test]
        fn a_text_can_be_read_back(text in "([a-z\"\\\\]|\\PC|[\\x00-\\x1f\u{7f}-\u{9f}\u{2028}\u{2066}\u{feff}é–]){0,60}") {
            let escaped = escaped(&text);
            prop_assert!(!escaped.chars().any(acts_on_terminal), "{escaped:?}");
            prop_assert_eq!(serde_json::from_str::<String>(&format!("\"{escaped}\"")).unwrap(), text);
        }

        #[test]
        fn a_time_is_written_as_it_is_shown(nanoseconds: i64, digits in 0_u8..12) {
            let (mut line, time) = (Vec::new(), Timestamp::new(nanoseconds, digits));
            Members::new(&mut line).time(name!("t"), time);
            prop_assert_eq!(String::from_utf8(line).unwrap(), format!("\"t\":\"{time}\""));
        }
    }
}
