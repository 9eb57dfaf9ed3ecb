//! Rust source as words and signs, without comments, strings and characters.

/// A word, a sign, or `::`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Token {
    pub(crate) fn is(&self, text: &str) -> bool {
        self.text == text
    }
}

/// The tokens of `source`. Lifetimes are left out, as are all literals but numbers.
pub(crate) fn read(source: &str) -> Vec<Token> {
    let mut reader = Reader { rest: source, line: 1, tokens: Vec::new() };
    while !reader.rest.is_empty() {
        reader.step();
    }
    reader.tokens
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn step(&mut self) {
        let rest = self.rest;
        let first = rest.chars().next().unwrap_or_default();
        if rest.starts_with("//") {
            self.skip(rest.find('\n').unwrap_or(rest.len()));
        } else if rest.starts_with("/*") {
            self.skip(block_comment(rest));
        } else if let Some(length) = string(rest) {
            self.skip(length);
        } else if first == '\'' {
            self.skip(character_or_lifetime(rest));
        } else if is_word(first) {
            // `r#type` is the word `type`.
            let start = if rest.starts_with("r#") { 2 } else { 0 };
            let word = &rest[start..];
            let length = word.find(|c| !is_word(c)).unwrap_or(word.len());
            self.push(&word[..length]);
            self.skip(start + length);
        } else if rest.starts_with("::") {
            self.push("::");
            self.skip(2);
        } else {
            if !first.is_whitespace() {
                self.push(&rest[..first.len_utf8()]);
            }
            self.skip(first.len_utf8());
        }
    }

    fn push(&mut self, text: &str) {
        self.tokens.push(Token { text: text.to_owned(), line: self.line });
    }

    fn skip(&mut self, length: usize) {
        let (skipped, rest) = self.rest.split_at(length);
        self.line += skipped.matches('\n').count();
        self.rest = rest;
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Length of the block comment that `source` starts with; they nest.
fn block_comment(source: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    loop {
        let rest = &source[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += rest.chars().next().map_or(0, char::len_utf8);
        }
        if depth == 0 || at >= source.len() {
            return at;
        }
    }
}

/// Length of the string literal of any kind that `source` starts with.
fn string(source: &str) -> Option<usize> {
    let prefix = ["br", "cr", "b", "c", "r"].into_iter().find(|prefix| {
        source.strip_prefix(prefix).is_some_and(|rest| {
            rest.starts_with('"') || (prefix.ends_with('r') && rest.trim_start_matches('#').starts_with('"'))
        })
    });
    let prefix = prefix.unwrap_or_default();
    let body = &source[prefix.len()..];
    if prefix.ends_with('r') {
        let hashes = body.len() - body.trim_start_matches('#').len();
        let end = format!("\"{}", &body[..hashes]);
        let content = body.get(hashes + 1..)?;
        let length = content.find(&end).map_or(content.len(), |at| at + end.len());
        return Some(prefix.len() + hashes + 1 + length);
    }
    let content = body.strip_prefix('"')?;
    let mut escaped = false;
    for (at, c) in content.char_indices() {
        match c {
            '"' if !escaped => return Some(prefix.len() + 1 + at + 1),
            _ => escaped = c == '\\' && !escaped,
        }
    }
    Some(source.len())
}

/// Length of the character literal or lifetime that `source` starts with.
fn character_or_lifetime(source: &str) -> usize {
    let mut characters = source.char_indices().skip(1);
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let after = at + escaped.len_utf8();
            source[after..].find('\'').map_or(source.len(), |end| after + end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => source[1..]
            .find(|c| !is_word(c))
            .map_or(source.len(), |length| 1 + length.max(1).min(source.len() - 1)),
    }
}
