//! Paths in Rust source that name a module of the crate, in full.

use std::collections::BTreeMap;

use super::tokens::Token;

/// What the crate is called from outside, and in its own tests.
const CRATE: &str = "wiretale";

/// A path from the crate root, such as `flow::Direction`; empty for the root itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    segments: Vec<Token>,
    start: usize,
}

impl Name {
    pub(crate) fn segment(&self, index: usize) -> Option<&str> {
        self.segments.get(index).map(|segment| segment.text.as_str())
    }

    /// The line in which the module is named.
    pub(crate) fn line(&self) -> usize {
        self.segments.first().map_or(self.start, |segment| segment.line)
    }

    pub(crate) fn text(&self) -> String {
        let parts: Vec<_> =
            std::iter::once("crate").chain(self.segments.iter().map(|s| s.text.as_str())).collect();
        parts.join("::")
    }
}

/// Every path in `tokens` that starts at the crate root or climbs by `super`, resolved from the
/// module `own`. Macros of the crate are left out: they are no modules.
pub(crate) fn read(tokens: &[Token], own: &[String]) -> Vec<Name> {
    let mut names = Vec::new();
    // The modules written out in this file that are open, with the depth of their braces.
    let mut inline: Vec<(String, usize)> = Vec::new();
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                inline.pop_if(|(_, outside)| *outside == depth);
            }
            "mod" if tokens.get(at + 2).is_some_and(|brace| brace.is("{")) => {
                inline.push((tokens[at + 1].text.clone(), depth));
            }
            _ => {
                let module = own.iter().chain(inline.iter().map(|(name, _)| name));
                if let Some(base) = start(tokens, at, module.map(String::as_str).collect()) {
                    Tree { tokens, start: token.line, names: &mut names }.read(at + 1, base);
                }
            }
        }
    }
    names
}

/// Names that `tokens`, the source of a module with the children `children`, re-exports or imports
/// from them, and the child each comes from.
pub(crate) fn reexports(tokens: &[Token], children: &[String]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (at, _) in tokens.iter().enumerate().filter(|(_, token)| token.is("use")) {
        let first = if tokens.get(at + 1).is_some_and(|t| t.is("self")) { at + 3 } else { at + 1 };
        let Some(child) = tokens.get(first).filter(|token| children.contains(&token.text)) else { continue };
        for token in tokens[first + 1..].iter().take_while(|token| !token.is(";")) {
            found.insert(token.text.clone(), child.text.clone());
        }
    }
    found
}

/// Where the path that begins at `at` starts, if it leaves the module or names the crate.
fn start(tokens: &[Token], at: usize, mut module: Vec<&str>) -> Option<Vec<Token>> {
    let before = |back: usize| at.checked_sub(back).and_then(|index| tokens.get(index));
    let after = tokens.get(at + 1)?;
    let line = tokens[at].line;
    let continues = before(1).is_some_and(|token| token.is("::"));
    let named = tokens[at].text.as_str();
    let leaves = after.is("::") || after.is("as") || after.is(";");
    match named {
        "self" if before(1)?.is("crate") && before(2).is_some_and(|token| token.is("extern")) => {
            Some(Vec::new())
        }
        "crate" if !continues && leaves && !before(1).is_some_and(|token| token.is("extern")) => {
            Some(Vec::new())
        }
        CRATE if leaves => Some(Vec::new()),
        "super" if !continues && leaves => {
            module.pop();
            Some(module.into_iter().map(|text| Token { text: text.to_owned(), line }).collect())
        }
        "self" if !continues && after.is("::") => {
            Some(module.into_iter().map(|text| Token { text: text.to_owned(), line }).collect())
        }
        _ => None,
    }
}

/// Reads what follows the start of a path: more segments, or groups of them.
struct Tree<'a> {
    tokens: &'a [Token],
    start: usize,
    names: &'a mut Vec<Name>,
}

impl Tree<'_> {
    /// Reads from `at`, just behind `path`; returns where the tree ends.
    fn read(&mut self, mut at: usize, mut path: Vec<Token>) -> usize {
        while self.is(at, "::") {
            let Some(next) = self.tokens.get(at + 1) else { break };
            match next.text.as_str() {
                "{" => return self.group(at + 2, &path),
                "super" => _ = path.pop(),
                "self" => {}
                word if is_word(word) => path.push(next.clone()),
                // A glob, or generic arguments.
                _ => {
                    at += 2;
                    break;
                }
            }
            at += 2;
        }
        let of_root = path.len() == 1 && self.is(at, "!");
        if !of_root {
            self.names.push(Name { segments: path, start: self.start });
        }
        at
    }

    /// Reads the branches of a group up to its closing brace.
    fn group(&mut self, mut at: usize, path: &[Token]) -> usize {
        while at < self.tokens.len() && !self.is(at, "}") {
            let token = &self.tokens[at];
            let mut path = path.to_vec();
            match token.text.as_str() {
                "," => {
                    at += 1;
                    continue;
                }
                "self" | "*" => {}
                "super" => _ = path.pop(),
                word if is_word(word) => path.push(token.clone()),
                _ => {}
            }
            at = self.read(at + 1, path);
            while at < self.tokens.len() && !self.is(at, ",") && !self.is(at, "}") {
                at += 1;
            }
        }
        at + 1
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(text))
    }
}

fn is_word(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_')
}
