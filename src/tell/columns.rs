//! Columns of text by the width they take on a terminal, where a Chinese character takes two.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::flow::Direction;

/// Columns that a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    // Most text is plain, and asked for in every cell.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) { text.len() } else { text.width() }
}

/// The text with spaces behind it up to a width.
#[must_use]
pub fn left(text: &str, columns: usize) -> String {
    format!("{text}{}", spaces(columns.saturating_sub(width(text))))
}

/// The text with spaces before it up to a width.
#[must_use]
pub fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", spaces(columns.saturating_sub(width(text))))
}

/// Which way something travels: the client stands on the left.
#[must_use]
pub fn arrow(direction: Direction) -> &'static str {
    match direction {
        Direction::ToServer => "→",
        Direction::ToClient => "←",
    }
}

/// So many spaces.
#[must_use]
pub fn spaces(columns: usize) -> String {
    " ".repeat(columns)
}

/// The text cut to a width, with an ellipsis where something is missing.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut taken = 0;
    let kept = text.chars().take_while(|character| {
        taken += character.width().unwrap_or(0);
        taken < columns
    });
    let mut short: String = kept.collect();
    short.push('…');
    short
}

/// The text in lines of a width, broken where its language breaks lines: between words, or, where
/// characters take two columns, between these too.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let wide = text.chars().any(|character| character.width() == Some(2));
    let separator = if wide { WordSeparator::UnicodeBreakProperties } else { WordSeparator::AsciiSpace };
    let options = Options::new(columns.max(8))
        .word_separator(separator)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::wrap(text, options).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns_a_character() {
        assert_eq!(left("中文", 6), "中文  ");
        assert_eq!(right("ab", 4), "  ab");
        assert_eq!(cut("中文字", 5), "中文…");
        assert_eq!(cut("abc", 3), "abc");
        assert!(wrap("服务器先发送关闭帧，然后关闭连接。", 10).iter().all(|line| width(line) <= 10));
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
    }
}
