//! JSON in lines, one member each, as its bytes stand: nothing is sorted, rounded or lost.

use serde::de::IgnoredAny;

use crate::limits;

/// The text with line breaks and spaces between its tokens, if it is an object or a list.
#[must_use]
pub(super) fn indent(text: &str) -> Option<String> {
    if !text.trim_start().starts_with(['{', '[']) || serde_json::from_str::<IgnoredAny>(text).is_err() {
        return None;
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut tokens = Tokens { text }.peekable();
    while let Some(token) = tokens.next() {
        match token {
            "{" | "[" => {
                out.push_str(token);
                // An empty object or list stays on its line.
                if let Some(end) = tokens.next_if(|next| matches!(*next, "}" | "]")) {
                    out.push_str(end);
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            "}" | "]" => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push_str(token);
            }
            "," => {
                out.push_str(token);
                new_line(&mut out, depth);
            }
            ":" => out.push_str(": "),
            _ => out.push_str(token),
        }
    }
    Some(out)
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth.min(limits::MAX_JSON_INDENT) {
        out.push_str("  ");
    }
}

/// The tokens of valid JSON (RFC 8259 2).
struct Tokens<'a> {
    text: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.text = self.text.trim_start_matches([' ', '\t', '\n', '\r']);
        let length = match self.text.bytes().next()? {
            b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
            b'"' => string_length(self.text),
            _ => self.text.find(|c| " \t\n\r{}[],:\"".contains(c)).unwrap_or(self.text.len()),
        };
        let (token, rest) = self.text.split_at_checked(length)?;
        self.text = rest;
        Some(token)
    }
}

/// Bytes of the string at the beginning of a text, with its quotation marks.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn indents_what_is_json_and_nothing_else() {
        assert_eq!(
            indent(r#"{"b":1.0e5, "a":[1,"x \" {y}",{}],"c":null}"#).unwrap(),
            "{\n  \"b\": 1.0e5,\n  \"a\": [\n    1,\n    \"x \\\" {y}\",\n    {}\n  ],\n  \"c\": null\n}"
        );
        assert_eq!(indent("[]").as_deref(), Some("[]"));
        assert_eq!(
            (indent("get it"), indent("12"), indent("{\"a\":}"), indent("")),
            (None, None, None, None)
        );
    }

    #[test]
    fn brackets_alone_do_not_become_megabytes() {
        let deep = format!("{}{}", "[".repeat(120), "]".repeat(120));
        let wide = format!("[{}1{}]", "[".repeat(100), "]".repeat(100));
        for text in [deep, wide] {
            let most = text.len() * (2 * limits::MAX_JSON_INDENT + 2);
            assert!(indent(&text).is_some_and(|indented| indented.len() < most));
        }
        assert_eq!(indent(&"[".repeat(10_000)), None);
    }

    proptest! {
        #[test]
        fn what_is_indented_means_the_same(text in "[\\[\\]{}:,\"\\\\a1 ]{0,40}") {
            if let Some(indented) = indent(&text) {
                let [before, after] = [&text, &indented].map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap());
                prop_assert_eq!(before, after);
            }
        }
    }
}
