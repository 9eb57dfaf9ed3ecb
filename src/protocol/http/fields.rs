//! The header fields of a message, kept as sent and found by name whatever the case.

use std::borrow::Cow;

/// One header line, or several that were folded into one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// The name as sent, without the whitespace that mustn't stand around it. Empty for a line that
    /// has no colon, which is kept as a value.
    pub name: Cow<'a, [u8]>,
    /// The value as sent, without the whitespace around it.
    pub value: Cow<'a, [u8]>,
}

impl Field<'_> {
    /// Whether this is the field of that name, in any case.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }

    /// The field with bytes of its own.
    #[must_use]
    pub fn into_owned(self) -> Field<'static> {
        Field { name: self.name.into_owned().into(), value: self.value.into_owned().into() }
    }
}

/// All fields of a head in the order they were sent, repeated ones included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers<'a> {
    pub(super) fields: Vec<Field<'a>>,
}

impl<'a> Headers<'a> {
    /// Every field in the order sent.
    pub fn iter(&self) -> std::slice::Iter<'_, Field<'a>> {
        self.fields.iter()
    }

    /// How many fields there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there is no field at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The value of the first field of that name, in any case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.fields.iter().find(|field| field.is(name)).map(|field| &*field.value)
    }

    /// Whether a field of that name is there.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The values of all fields of that name, in the order sent.
    pub fn all<'h>(&'h self, name: &str) -> impl Iterator<Item = &'h [u8]> {
        self.fields.iter().filter(move |field| field.is(name)).map(|field| &*field.value)
    }

    /// The values of all fields of that name as one list, which means the same (RFC 9110 5.3).
    #[must_use]
    pub fn joined<'h>(&'h self, name: &str) -> Option<Cow<'h, [u8]>> {
        let mut values = self.all(name);
        let first = values.next()?;
        Some(values.fold(Cow::Borrowed(first), |list, value| {
            let mut list = list.into_owned();
            list.extend_from_slice(b", ");
            list.extend_from_slice(value);
            Cow::Owned(list)
        }))
    }

    /// The elements of the comma-separated list in all fields of that name. Empty elements are
    /// passed over (RFC 9110 5.6.1.2), and a comma inside a quoted string separates nothing.
    pub fn tokens<'h>(&'h self, name: &str) -> impl Iterator<Item = &'h [u8]> {
        self.all(name).flat_map(elements)
    }

    /// Whether the list in all fields of that name has that element, in any case.
    #[must_use]
    pub fn has_token(&self, name: &str, token: &str) -> bool {
        let is = |element: &[u8]| element.eq_ignore_ascii_case(token.as_bytes());
        self.all(name).any(|value| is(value) || elements(value).any(is))
    }

    /// The same headers with bytes of their own, to be kept longer than the buffer they came in.
    #[must_use]
    pub fn into_owned(self) -> Headers<'static> {
        Headers { fields: self.fields.into_iter().map(Field::into_owned).collect() }
    }
}

impl<'h, 'a> IntoIterator for &'h Headers<'a> {
    type Item = &'h Field<'a>;
    type IntoIter = std::slice::Iter<'h, Field<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Splits a list at its commas, except inside quoted strings (RFC 9110 5.6.1 and 5.6.4).
pub(in crate::protocol) fn elements(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut quoted = false;
    let mut escaped = false;
    list.split(move |&byte| {
        let comma = byte == b',' && !quoted;
        (quoted, escaped) = match (quoted, escaped, byte) {
            // quoted-pair = "\" ( HTAB / SP / VCHAR / obs-text )
            (true, false, b'\\') => (true, true),
            // quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE
            (true, false, b'"') => (false, false),
            (true, _, _) | (false, _, b'"') => (true, false),
            (false, _, _) => (false, false),
        };
        comma
    })
    .map(<[u8]>::trim_ascii)
    .filter(|element| !element.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> Headers<'static> {
        let field = |&(name, value): &(&'static str, &'static str)| Field {
            name: name.as_bytes().into(),
            value: value.as_bytes().into(),
        };
        Headers { fields: lines.iter().map(field).collect() }
    }

    #[test]
    fn finds_fields_in_any_case_and_keeps_repeated_ones() {
        let headers = headers(&[("Host", "a"), ("X-One", "1"), ("x-one", "2"), ("X-ONE", "")]);
        assert_eq!(headers.get("host"), Some(b"a".as_slice()));
        assert_eq!(headers.get("none"), None);
        assert_eq!(headers.all("x-One").collect::<Vec<_>>(), [b"1".as_slice(), b"2", b""]);
        assert_eq!(headers.joined("X-One").as_deref(), Some(b"1, 2, ".as_slice()));
        assert!(matches!(headers.joined("Host"), Some(Cow::Borrowed(b"a"))));
        assert_eq!((headers.len(), headers.is_empty(), (&headers).into_iter().count()), (4, false, 4));
    }

    #[test]
    fn lists_are_split_at_commas_outside_quotes() {
        let headers =
            headers(&[("Connection", "keep-alive,, Upgrade ,"), ("connection", "x;y=\"a,\\\",b\",z")]);
        let tokens: Vec<_> = headers.tokens("Connection").collect();
        assert_eq!(tokens, [b"keep-alive".as_slice(), b"Upgrade", b"x;y=\"a,\\\",b\"", b"z"]);
        assert!(headers.has_token("connection", "upgrade"));
        assert!(!headers.has_token("connection", "up"));
    }
}
