//! Where a head ends, found without reading any byte twice.

use nom::FindSubstring;

/// Searches for the empty line that ends a head, in pieces of any size.
///
/// [`super::RequestHead::parse`] reads from the start each time it is asked; a peer that sends its
/// head byte by byte would make that quadratic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeadEnd {
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Empty lines before the head, which don't end it.
    #[default]
    Before,
    /// Inside a line.
    Line,
    /// Behind a line feed.
    LineStart,
    /// Behind a line feed and a carriage return.
    EmptyLine,
    /// Behind the head.
    Done,
}

impl State {
    #[rustfmt::skip]
    fn after(self, byte: u8) -> Self {
        match (self, byte) {
            // RFC 9112 2.2: empty lines before the request line are ignored
            (Self::Before,                      b'\r' | b'\n') => Self::Before,
            // RFC 9112 2.1: the head ends with an empty line; 2.2: LF alone ends a line too
            (Self::Line,                        b'\n')         => Self::LineStart,
            (Self::LineStart,                   b'\r')         => Self::EmptyLine,
            (Self::LineStart | Self::EmptyLine, b'\n')         => Self::Done,
            (_,                                 _)             => Self::Line,
        }
    }
}

impl HeadEnd {
    /// Looks through the next bytes; `Some` is how many of them belong to the head, once it ends.
    /// After that, a new search begins.
    pub fn feed(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut rest = bytes;
        while let Some((byte, behind)) = rest.split_first() {
            self.state = self.state.after(*byte);
            rest = match self.state {
                State::Done => {
                    self.state = State::Before;
                    return Some(bytes.len() - behind.len());
                }
                // Nothing but its end matters of a line.
                State::Line => behind.get(behind.find_substring("\n")?..)?,
                _ => behind,
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_end_however_the_bytes_are_split() {
        for head in ["\r\n\nA\r\nB: c\r\n\r\n", "A\n\n", "A\n\r\n", "A\r\n\n", "A\r\n\rB\r\n\r\n"] {
            assert_eq!(HeadEnd::default().feed(head.as_bytes()), Some(head.len()), "{head:?}");
            let mut search = HeadEnd::default();
            let ends: Vec<_> = head.bytes().map(|byte| search.feed(&[byte])).collect();
            assert_eq!(ends.iter().position(Option::is_some), Some(head.len() - 1), "{head:?}");
        }
        assert_eq!(HeadEnd::default().feed(b"\r\n\r\n\r\nA"), None);
    }
}
