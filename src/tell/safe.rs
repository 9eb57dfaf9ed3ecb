//! Text from packets, made safe to show: nothing in it can move a cursor, hide or reverse.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character would act on a terminal instead of being seen: C0, DEL, C1, bidirectional
/// controls, and what breaks lines.
#[must_use]
pub fn acts_on_terminal(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The first character of a text that acts on a terminal, and where it stands.
#[must_use]
pub fn first_that_acts(text: &str) -> Option<(usize, char)> {
    // Most text is plain, which is seen at once.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    let mut from = 0;
    // Few bytes begin such a character; most text is passed over without a look at its characters.
    while let Some(next) = next_that_may_act(text.as_bytes().get(from..)?) {
        let character = text.get(from + next..)?.chars().next()?;
        if acts_on_terminal(character) {
            return Some((from + next, character));
        }
        from += next + character.len_utf8();
    }
    None
}

/// The first byte that begins a character that may act on a terminal.
fn next_that_may_act(bytes: &[u8]) -> Option<usize> {
    // A piece at once: without branches it becomes a few instructions.
    let any = |piece: &[u8]| piece.iter().fold(false, |any, byte| any | begins_what_may_act(*byte));
    let index = bytes.chunks(PIECE).position(any)?;
    let piece = bytes.get(index * PIECE..)?;
    Some(index * PIECE + piece.iter().position(|byte| begins_what_may_act(*byte))?)
}

/// Bytes that are looked at together.
const PIECE: usize = 32;

/// Whether a byte begins a character that may act on a terminal, in UTF-8: C0 and DEL, C1, and blocks with
/// bidirectional controls.
fn begins_what_may_act(byte: u8) -> bool {
    matches!(byte, ..b' ' | 0x7f | 0xc2 | 0xd8 | 0xe2 | 0xef)
}

/// The text with every character that would act on a terminal as a visible escape: `\n`, `\x1b`,
/// `\u{202e}`.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    if first_that_acts(text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if !acts_on_terminal(character) => out.push(character),
            _ => {
                let code = u32::from(character);
                // Writing to a String can't fail.
                let _ =
                    if code < 0x80 { write!(out, "\\x{code:02x}") } else { write!(out, "\\u{{{code:x}}}") };
            }
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_that_acts_is_found() {
        for character in '\0'..=char::MAX {
            let text = format!("aä中{character}b");
            let found = acts_on_terminal(character).then_some((6, character));
            assert_eq!(first_that_acts(&text), found, "{character:?}");
        }
    }

    #[test]
    fn what_acts_on_a_terminal_becomes_visible() {
        assert_eq!(safe("get it"), "get it");
        assert_eq!(safe("a\x1b]52;c;x\x07b\r\n"), "a\\x1b]52;c;x\\x07b\\r\\n");
        assert_eq!(safe("\u{9b}31m \u{7f} \u{202e}abc\u{2069}"), "\\u{9b}31m \\x7f \\u{202e}abc\\u{2069}");
        assert_eq!(safe("中文 é"), "中文 é");
    }
}
