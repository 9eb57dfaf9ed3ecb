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

/// The text with every character that would act on a terminal as a visible escape: `\n`, `\x1b`,
/// `\u{202e}`.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.contains(acts_on_terminal) {
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
    fn what_acts_on_a_terminal_becomes_visible() {
        assert_eq!(safe("get it"), "get it");
        assert_eq!(safe("a\x1b]52;c;x\x07b\r\n"), "a\\x1b]52;c;x\\x07b\\r\\n");
        assert_eq!(safe("\u{9b}31m \u{7f} \u{202e}abc\u{2069}"), "\\u{9b}31m \\x7f \\u{202e}abc\\u{2069}");
        assert_eq!(safe("中文 é"), "中文 é");
    }
}
