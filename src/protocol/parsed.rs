//! What comes of parsing bytes that may end anywhere.

use std::num::NonZeroUsize;

use nom::{Err, IResult, Needed};

use super::Rule;

/// What came of parsing a slice that may stop in the middle of what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parsed<T> {
    /// The value is whole.
    Complete {
        /// What the bytes say.
        value: T,
        /// Bytes of the input that belong to the value, counted from its start.
        consumed: usize,
    },
    /// The input ends too early.
    Incomplete {
        /// Bytes still missing, as far as can be known now: at least so many more.
        needed: NonZeroUsize,
    },
    /// The bytes can't be this kind of value; the rule says why.
    Invalid(Rule),
}

impl<T> Parsed<T> {
    /// The value, where it is whole.
    #[must_use]
    pub fn complete(self) -> Option<T> {
        match self {
            Self::Complete { value, .. } => Some(value),
            Self::Incomplete { .. } | Self::Invalid(_) => None,
        }
    }

    /// The same outcome with another value.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Parsed<U> {
        match self {
            Self::Complete { value, consumed } => Parsed::Complete { value: change(value), consumed },
            Self::Incomplete { needed } => Parsed::Incomplete { needed },
            Self::Invalid(rule) => Parsed::Invalid(rule),
        }
    }

    /// Turns a result of nom's streaming parsers over `input` into an outcome; every error is `rule`.
    pub(super) fn from_nom<E>(input: &[u8], result: IResult<&[u8], T, E>, rule: Rule) -> Self {
        match result {
            Ok((rest, value)) => Self::Complete { value, consumed: input.len().saturating_sub(rest.len()) },
            Err(Err::Incomplete(Needed::Size(needed))) => Self::Incomplete { needed },
            Err(Err::Incomplete(Needed::Unknown)) => Self::Incomplete { needed: NonZeroUsize::MIN },
            Err(Err::Error(_) | Err::Failure(_)) => Self::Invalid(rule),
        }
    }
}

/// Whether the first bytes of a stream look like a protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// They do.
    Yes,
    /// They can't be it, whatever follows.
    No,
    /// Too few to tell; all so far would fit.
    NeedMore,
}

impl From<bool> for Likeness {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

#[cfg(test)]
mod tests {
    use nom::bytes::streaming::take;

    use super::*;

    #[test]
    fn says_how_many_bytes_are_missing() {
        let parse = |input: &[u8]| {
            let result: IResult<&[u8], &[u8]> = take(4_usize)(input);
            Parsed::from_nom(input, result, Rule::HttpMalformed).map(<[u8]>::len)
        };
        assert_eq!(parse(b"a"), Parsed::Incomplete { needed: NonZeroUsize::new(3).unwrap() });
        assert_eq!(parse(b"abcde"), Parsed::Complete { value: 4, consumed: 4 });
        assert_eq!(parse(b"abcde").complete(), Some(4));
    }
}
