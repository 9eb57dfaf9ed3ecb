//! The head of a request or a response: start line and header fields (RFC 9112 2 to 5).

use std::borrow::Cow;
use std::fmt;

use nom::bytes::complete::{tag, take_while1};
use nom::bytes::streaming::{tag as tag_streaming, take_until};
use nom::character::complete::{one_of, satisfy};
use nom::combinator::{all_consuming, map_opt, recognize, rest, verify};
use nom::multi::count;
use nom::sequence::{preceded, separated_pair, terminated};
use nom::{IResult, Parser};

use super::fields::{Field, Headers};
use super::{is_token, is_token_byte};
use crate::limits::{MAX_HEAD_BYTES, MAX_HEAD_FIELDS};
use crate::protocol::{Parsed, Rule};

/// The version of HTTP that a start line names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The digit before the dot.
    pub major: u8,
    /// The digit after the dot.
    pub minor: u8,
}

impl Version {
    /// HTTP/1.0.
    pub const HTTP_10: Self = Self { major: 1, minor: 0 };
    /// HTTP/1.1.
    pub const HTTP_11: Self = Self { major: 1, minor: 1 };
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP/{}.{}", self.major, self.minor)
    }
}

/// The head of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestHead<'a> {
    /// The method as sent; methods are case-sensitive.
    pub method: Cow<'a, [u8]>,
    /// The target as sent: a path and query, an absolute URI, an authority, or `*`.
    pub target: Cow<'a, [u8]>,
    /// The version.
    pub version: Version,
    /// The header fields.
    pub headers: Headers<'a>,
    /// Rules of the grammar that the head breaks and is understood all the same, each once.
    pub defects: Vec<Rule>,
    /// Bytes of the head from the first one given to the empty line, that included.
    pub head_length: usize,
}

impl<'a> RequestHead<'a> {
    /// Parses the head at the start of `bytes`.
    ///
    /// What is [`Parsed::Invalid`] can't be understood, or is beyond the limits for heads. Each call
    /// reads from the start: where bytes come in many small pieces, let [`super::HeadEnd`] find
    /// the end first.
    #[must_use]
    pub fn parse(bytes: &'a [u8]) -> Parsed<Self> {
        head(bytes, request_line, Rule::HttpRequestLine).map(|head| {
            let (method, target, version) = head.start;
            let mut defects = head.defects;
            // RFC 9112 3.2: "No whitespace is allowed in the request-target."
            if target.iter().any(u8::is_ascii_whitespace) {
                note(&mut defects, Rule::HttpTargetWhitespace);
            }
            Self {
                method: method.into(),
                target: target.into(),
                version,
                headers: head.headers,
                defects,
                head_length: head.length,
            }
        })
    }

    /// The same head with bytes of its own, to be kept longer than the buffer it came in.
    #[must_use]
    pub fn into_owned(self) -> RequestHead<'static> {
        RequestHead {
            method: self.method.into_owned().into(),
            target: self.target.into_owned().into(),
            version: self.version,
            headers: self.headers.into_owned(),
            defects: self.defects,
            head_length: self.head_length,
        }
    }
}

/// The head of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseHead<'a> {
    /// The version.
    pub version: Version,
    /// The status code: three digits, 000 to 999.
    pub status: u16,
    /// The reason phrase as sent, for people; often empty.
    pub reason: Cow<'a, [u8]>,
    /// The header fields.
    pub headers: Headers<'a>,
    /// Rules of the grammar that the head breaks and is understood all the same, each once.
    pub defects: Vec<Rule>,
    /// Bytes of the head from the first one given to the empty line, that included.
    pub head_length: usize,
}

impl<'a> ResponseHead<'a> {
    /// Parses the head at the start of `bytes`, as [`RequestHead::parse`] does.
    #[must_use]
    pub fn parse(bytes: &'a [u8]) -> Parsed<Self> {
        head(bytes, status_line, Rule::HttpStatusLine).map(|head| {
            let (version, status, reason) = head.start;
            Self {
                version,
                status,
                reason: reason.into(),
                headers: head.headers,
                defects: head.defects,
                head_length: head.length,
            }
        })
    }

    /// The same head with bytes of its own, to be kept longer than the buffer it came in.
    #[must_use]
    pub fn into_owned(self) -> ResponseHead<'static> {
        ResponseHead {
            version: self.version,
            status: self.status,
            reason: self.reason.into_owned().into(),
            headers: self.headers.into_owned(),
            defects: self.defects,
            head_length: self.head_length,
        }
    }
}

/// Method, target and version.
type RequestLine<'a> = (&'a [u8], &'a [u8], Version);

/// Version, status and reason.
type StatusLine<'a> = (Version, u16, &'a [u8]);

/// What both kinds of head have in common.
struct Head<'a, S> {
    start: S,
    headers: Headers<'a>,
    defects: Vec<Rule>,
    length: usize,
}

/// HTTP-message = start-line CRLF *( field-line CRLF ) CRLF
fn head<'a, S>(
    bytes: &'a [u8],
    start_line: fn(&'a [u8]) -> IResult<&'a [u8], S>,
    malformed: Rule,
) -> Parsed<Head<'a, S>> {
    let readable = bytes.get(..MAX_HEAD_BYTES).unwrap_or(bytes);
    let mut broken = malformed;
    let result = lines(readable, start_line, &mut broken);
    match Parsed::from_nom(readable, result, broken) {
        Parsed::Incomplete { .. } if bytes.len() >= MAX_HEAD_BYTES => Parsed::Invalid(Rule::HttpHeadTooLarge),
        Parsed::Complete { value: (start, headers, defects), consumed } => {
            Parsed::Complete { value: Head { start, headers, defects, length: consumed }, consumed }
        }
        Parsed::Incomplete { needed } => Parsed::Incomplete { needed },
        Parsed::Invalid(rule) => Parsed::Invalid(rule),
    }
}

type Lines<'a, S> = (S, Headers<'a>, Vec<Rule>);

/// Reads line by line; on an error, `broken` is the rule to blame.
fn lines<'a, S>(
    input: &'a [u8],
    start_line: fn(&'a [u8]) -> IResult<&'a [u8], S>,
    broken: &mut Rule,
) -> IResult<&'a [u8], Lines<'a, S>> {
    let mut defects = Vec::new();

    // RFC 9112 2.2: "a server ... SHOULD ignore at least one empty line (CRLF) received prior to
    // the request-line"
    let (mut input, mut first) = line(input, &mut defects)?;
    while first.is_empty() {
        note(&mut defects, Rule::HttpEmptyLine);
        (input, first) = line(input, &mut defects)?;
    }
    let (_, start) = start_line(first)?;

    let mut fields: Vec<Field<'a>> = Vec::new();
    loop {
        let (behind, text) = line(input, &mut defects)?;
        input = behind;
        let full = fields.len() >= MAX_HEAD_FIELDS;
        match (text.first(), fields.last_mut()) {
            // The head ends with an empty line.
            (None, _) => return Ok((input, (start, Headers { fields }, defects))),
            // obs-fold = OWS CRLF RWS, which RFC 9112 5.2 replaces by spaces
            (Some(b' ' | b'\t'), Some(field)) => {
                note(&mut defects, Rule::HttpFieldFolded);
                unfold(field.value.to_mut(), text, &mut defects);
            }
            (Some(_), _) if full => {
                *broken = Rule::HttpTooManyFields;
                return fail(input);
            }
            (Some(_), _) => fields.push(field(text, &mut defects)),
        }
    }
}

/// Joins a folded line to the value before it.
fn unfold(value: &mut Vec<u8>, line: &[u8], defects: &mut Vec<Rule>) {
    if !value.is_empty() {
        value.push(b' ');
    }
    value.extend_from_slice(checked_value(line, defects));
}

/// One line without its end, which is CR LF; RFC 9112 2.2: "a recipient MAY recognize a single LF
/// as a line terminator and ignore any preceding CR".
fn line<'a>(input: &'a [u8], defects: &mut Vec<Rule>) -> IResult<&'a [u8], &'a [u8]> {
    let (input, line) = terminated(take_until("\n"), tag_streaming("\n")).parse(input)?;
    Ok((
        input,
        line.strip_suffix(b"\r").unwrap_or_else(|| {
            note(defects, Rule::HttpBareLineFeed);
            line
        }),
    ))
}

/// field-line = field-name ":" OWS field-value OWS
fn field<'a>(line: &'a [u8], defects: &mut Vec<Rule>) -> Field<'a> {
    let split: IResult<_, _> = separated_pair(take_while1(|byte| byte != b':'), tag(":"), rest).parse(line);
    let Ok((_, (name, value))) = split else {
        note(defects, Rule::HttpFieldLine);
        return Field { name: Cow::Borrowed(b""), value: checked_value(line, defects).into() };
    };
    let (name, sent) = (name.trim_ascii(), name);
    // RFC 9112 5.1: "No whitespace is allowed between the field name and colon."
    if name.len() != sent.len() {
        note(defects, Rule::HttpSpaceBeforeColon);
    }
    // field-name = token
    if !is_token(name) {
        note(defects, Rule::HttpFieldName);
    }
    Field { name: name.into(), value: checked_value(value, defects).into() }
}

/// field-value without the OWS around it. RFC 9110 5.5: control characters other than HTAB are
/// invalid.
fn checked_value<'a>(value: &'a [u8], defects: &mut Vec<Rule>) -> &'a [u8] {
    if value.iter().any(|&byte| byte.is_ascii_control() && byte != b'\t') {
        note(defects, Rule::HttpFieldValue);
    }
    value.trim_ascii()
}

/// request-line = method SP request-target SP HTTP-version
///
/// RFC 9112 3: "recipients MAY instead parse on whitespace-delimited word boundaries".
fn request_line(line: &[u8]) -> IResult<&[u8], RequestLine<'_>> {
    let (line, method) =
        terminated(take_while1(is_token_byte), one_of(" \t")).parse(line.trim_ascii_end())?;
    let last_word = line.iter().rposition(u8::is_ascii_whitespace);
    let Some((target, version)) = last_word.and_then(|at| line.split_at_checked(at)) else {
        return fail(line);
    };
    let (line, version) = all_consuming(http_version).parse(version.trim_ascii())?;
    match target.trim_ascii() {
        [] => fail(line),
        target => Ok((line, (method, target, version))),
    }
}

/// status-line = HTTP-version SP status-code SP [ reason-phrase ]
///
/// The space behind the code is often missing where no reason follows.
fn status_line(line: &[u8]) -> IResult<&[u8], StatusLine<'_>> {
    let (line, version) = terminated(http_version, take_while1(|byte| byte == b' ')).parse(line)?;
    let (line, status) = status_code(line)?;
    verify(rest, |reason: &[u8]| reason.first().is_none_or(|byte| matches!(byte, b' ' | b'\t')))
        .map(|reason: &[u8]| (version, status, reason.trim_ascii()))
        .parse(line)
}

/// status-code = 3DIGIT
fn status_code(input: &[u8]) -> IResult<&[u8], u16> {
    let digits = recognize(count(satisfy(|c| c.is_ascii_digit()), 3));
    map_opt(digits, |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse().ok()).parse(input)
}

/// HTTP-version = HTTP-name "/" DIGIT "." DIGIT
pub(super) fn http_version(input: &[u8]) -> IResult<&[u8], Version> {
    let digit = || map_opt(one_of("0123456789"), |digit| digit.to_digit(10)?.try_into().ok());
    preceded(tag("HTTP/"), separated_pair(digit(), tag("."), digit()))
        .map(|(major, minor)| Version { major, minor })
        .parse(input)
}

fn fail<T>(input: &[u8]) -> IResult<&[u8], T> {
    Err(nom::Err::Failure(nom::error::Error::new(input, nom::error::ErrorKind::Verify)))
}

fn note(defects: &mut Vec<Rule>, rule: Rule) {
    if !defects.contains(&rule) {
        defects.push(rule);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::HeadEnd;
    use super::*;

    const EXAMPLE: &[u8] = b"GET /chat HTTP/1.1\r\nHost: server.example.com\r\nUpgrade: websocket\r\n\
        Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
        Origin: http://example.com\r\nSec-WebSocket-Protocol: chat, superchat\r\n\
        Sec-WebSocket-Version: 13\r\n\r\n";

    fn request(bytes: &[u8]) -> RequestHead<'_> {
        match RequestHead::parse(bytes) {
            Parsed::Complete { value, .. } => value,
            other => panic!("{other:?}"),
        }
    }

    fn why(bytes: &[u8]) -> Rule {
        match RequestHead::parse(bytes) {
            Parsed::Invalid(rule) => rule,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reads_the_request_of_rfc_6455_1_3() {
        let head = request(EXAMPLE);
        assert_eq!((&*head.method, &*head.target), (b"GET".as_slice(), b"/chat".as_slice()));
        assert_eq!((head.version.to_string().as_str(), head.headers.len()), ("HTTP/1.1", 7));
        assert_eq!(head.headers.get("origin"), Some(b"http://example.com".as_slice()));
        assert_eq!((head.head_length, head.defects.as_slice()), (EXAMPLE.len(), [].as_slice()));
        assert_eq!(head.clone().into_owned(), head);
    }

    #[test]
    fn every_beginning_is_incomplete_and_what_follows_is_left() {
        for end in 0..EXAMPLE.len() {
            assert!(matches!(RequestHead::parse(&EXAMPLE[..end]), Parsed::Incomplete { .. }), "{end}");
        }
        let more = [EXAMPLE, b"\x81\x05Hello"].concat();
        assert_eq!(request(&more), request(EXAMPLE));
    }

    #[test]
    fn reads_responses_with_and_without_a_reason() {
        for (line, status, reason) in [
            ("HTTP/1.1 101 Switching Protocols", 101, "Switching Protocols"),
            ("HTTP/1.0 404 ", 404, ""),
            ("HTTP/1.1 200", 200, ""),
        ] {
            let bytes = format!("{line}\r\nA: b\r\n\r\n");
            let head = ResponseHead::parse(bytes.as_bytes()).complete().expect(line);
            assert_eq!((head.status, &*head.reason), (status, reason.as_bytes()));
            assert_eq!(head.clone().into_owned(), head);
        }
        for bad in ["HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.1200 OK", "ICY 200 OK", "http/1.1 200 OK"] {
            let bytes = format!("{bad}\r\n\r\n");
            assert_eq!(ResponseHead::parse(bytes.as_bytes()), Parsed::Invalid(Rule::HttpStatusLine), "{bad}");
        }
    }

    #[test]
    fn reads_on_where_the_grammar_is_broken_and_says_so() {
        let rows: [(&[u8], Rule); 8] = [
            (b"\r\n\r\nGET / HTTP/1.1\r\nA: b\r\n\r\n", Rule::HttpEmptyLine),
            (b"GET / HTTP/1.1\nA: b\r\n\r\n", Rule::HttpBareLineFeed),
            (b"GET / HTTP/1.1\r\nA: b\r\nno colon\r\n\r\n", Rule::HttpFieldLine),
            (b"GET / HTTP/1.1\r\nA: b\r\nx y: 1\r\n\r\n", Rule::HttpFieldName),
            (b"GET / HTTP/1.1\r\nA : b\r\n\r\n", Rule::HttpSpaceBeforeColon),
            (b"GET / HTTP/1.1\r\nA:\r\n b\r\n\r\n", Rule::HttpFieldFolded),
            (b"GET / HTTP/1.1\r\nA: b\r\nB: \0\r\n\r\n", Rule::HttpFieldValue),
            (b"GET /a b HTTP/1.1\r\nA: b\r\n\r\n", Rule::HttpTargetWhitespace),
        ];
        for (bytes, defect) in rows {
            let head = request(bytes);
            assert_eq!(head.defects, [defect]);
            assert_eq!(head.headers.get("a"), Some(b"b".as_slice()), "{defect}");
        }
    }

    #[test]
    fn folded_lines_are_joined_by_a_space() {
        let head = request(b"GET / HTTP/1.1\r\nA: one\r\n\ttwo \r\n   three\r\nB: c\r\n\r\n");
        assert_eq!(head.headers.get("A"), Some(b"one two three".as_slice()));
        assert_eq!(head.headers.len(), 2);
    }

    #[test]
    fn refuses_what_is_no_request() {
        for line in
            ["GET /", "GET", " / HTTP/1.1", "GET HTTP/1.1", "GET  HTTP/1.1", "GET / HTTP/1", "G@T / HTTP/1.1"]
        {
            assert_eq!(why(format!("{line}\r\n\r\n").as_bytes()), Rule::HttpRequestLine, "{line}");
        }
        assert_eq!(request(b"GET http://h:1/p?q HTTP/1.1\r\n\r\n").target, b"http://h:1/p?q".as_slice());
    }

    #[test]
    fn stops_at_the_limits() {
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(MAX_HEAD_FIELDS));
        assert_eq!(request(many.as_bytes()).headers.len(), MAX_HEAD_FIELDS);
        let more = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(MAX_HEAD_FIELDS + 1));
        assert_eq!(why(more.as_bytes()), Rule::HttpTooManyFields);
        let long = format!("GET / HTTP/1.1\r\nA: {}", "b".repeat(MAX_HEAD_BYTES));
        assert_eq!(why(long.as_bytes()), Rule::HttpHeadTooLarge);
        assert_eq!(why("\r\n".repeat(MAX_HEAD_BYTES).as_bytes()), Rule::HttpHeadTooLarge);
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = RequestHead::parse(&bytes);
            let _ = ResponseHead::parse(&bytes);
        }

        #[test]
        fn agrees_with_httparse_and_with_the_search_for_the_end(
            target in "/[a-z/?=]{0,10}",
            fields in proptest::collection::vec(("[A-Za-z-]{1,8}", "[ -~]{0,12}"), 0..6),
            behind in proptest::collection::vec(any::<u8>(), 0..8),
        ) {
            let mut bytes = format!("GET {target} HTTP/1.1\r\n").into_bytes();
            for (name, value) in &fields {
                bytes.extend(format!("{name}: {value}\r\n").bytes());
            }
            bytes.extend(b"\r\n");
            let length = bytes.len();
            bytes.extend(behind);
            let head = request(&bytes);
            prop_assert_eq!(head.head_length, length);
            prop_assert_eq!(HeadEnd::default().feed(&bytes), Some(length));

            let mut slots = [httparse::EMPTY_HEADER; 8];
            let mut oracle = httparse::Request::new(&mut slots);
            prop_assert_eq!(oracle.parse(&bytes), Ok(httparse::Status::Complete(length)));
            prop_assert_eq!(oracle.path.map(str::as_bytes), Some(&*head.target));
            prop_assert_eq!(oracle.headers.len(), head.headers.len());
            for (theirs, ours) in oracle.headers.iter().zip(&head.headers) {
                prop_assert_eq!(theirs.name.as_bytes(), &*ours.name);
                prop_assert_eq!(theirs.value, &*ours.value);
            }
        }
    }
}
