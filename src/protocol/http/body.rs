//! How long the body behind a head is (RFC 9112 6.3).

use super::{Headers, RequestHead, ResponseHead, Version};
use crate::protocol::Rule;

/// How the end of a message's body is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyLength {
    /// There is no body. Behind a 101 or a successful CONNECT another protocol begins.
    None,
    /// So many bytes.
    Fixed(u64),
    /// In chunks, see [`super::ChunkedBody`].
    Chunked,
    /// Until the sender closes the connection.
    UntilClose,
}

/// The length of a body, and the rule that the head breaks in telling it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Framing {
    /// The length by the rules, or what comes nearest to them.
    pub length: BodyLength,
    /// The rule broken. With `UntilClose`, the rest of the connection can't be understood.
    pub broken: Option<Rule>,
}

impl Framing {
    const fn sound(length: BodyLength) -> Self {
        Self { length, broken: None }
    }

    const fn broken(length: BodyLength, rule: Rule) -> Self {
        Self { length, broken: Some(rule) }
    }
}

impl RequestHead<'_> {
    /// How long the request's body is.
    #[must_use]
    pub fn body(&self) -> Framing {
        match announced(&self.headers, self.version) {
            // (4): "if a Transfer-Encoding header field is present in a request and the chunked
            // transfer coding is not the final encoding, the message body length cannot be
            // determined reliably"
            Some(framing) => framing,
            // (7): "If this is a request message and none of the above are true, then the message
            // body length is zero"
            None => Framing::sound(BodyLength::None),
        }
    }
}

impl ResponseHead<'_> {
    /// How long the response's body is, given the method of the request that it answers, if known.
    #[must_use]
    #[expect(clippy::match_same_arms, reason = "one arm for each rule of the RFC, in its order")]
    pub fn body(&self, request_method: Option<&[u8]>) -> Framing {
        let coded = self.headers.contains("transfer-encoding");
        match (self.status, request_method) {
            // 6.1: "A server MUST NOT send a Transfer-Encoding header field in any response with a
            // status code of 1xx (Informational) or 204 (No Content)" nor in a 2xx to a CONNECT
            (100..=199 | 204, _) | (200..=299, Some(b"CONNECT")) if coded => {
                Framing::broken(BodyLength::None, Rule::HttpBodyAnnounced)
            }
            // (1): HEAD and "1xx (Informational), 204 (No Content), or 304 (Not Modified)"
            (100..=199 | 204 | 304, _) | (_, Some(b"HEAD")) => Framing::sound(BodyLength::None),
            // (2): "Any 2xx (Successful) response to a CONNECT request implies that the connection
            // will become a tunnel"
            (200..=299, Some(b"CONNECT")) => Framing::sound(BodyLength::None),
            _ => match announced(&self.headers, self.version) {
                // (4): "If a Transfer-Encoding header field is present in a response and the chunked
                // transfer coding is not the final encoding", until close, by the rules
                Some(Framing {
                    length: BodyLength::UntilClose,
                    broken: Some(Rule::HttpEncodingNotChunked),
                }) if !self.headers.has_token("transfer-encoding", "chunked") => {
                    Framing::sound(BodyLength::UntilClose)
                }
                Some(framing) => framing,
                // (8): "a response message without a declared message body length"
                None => Framing::sound(BodyLength::UntilClose),
            },
        }
    }
}

/// What the header fields say about a body; `None` where they say nothing.
fn announced(headers: &Headers<'_>, version: Version) -> Option<Framing> {
    let sized = headers.contains("content-length");
    let codings = headers.tokens("transfer-encoding").map(|coding| coding.eq_ignore_ascii_case(b"chunked"));
    let (mut chunked, mut last) = (0_usize, None);
    for is_chunked in codings {
        chunked += usize::from(is_chunked);
        last = Some(is_chunked);
    }
    match (last, sized) {
        // 6.1: in HTTP/1.0 "the framing is faulty"
        (Some(true), _) if version < Version::HTTP_11 => {
            Some(Framing::broken(BodyLength::Chunked, Rule::HttpEncodingInOldVersion))
        }
        // (3): "the Transfer-Encoding overrides the Content-Length"
        (Some(true), true) => Some(Framing::broken(BodyLength::Chunked, Rule::HttpLengthAndEncoding)),
        // 6.1: "A sender MUST NOT apply the chunked transfer coding more than once"
        (Some(true), false) if chunked > 1 => {
            Some(Framing::broken(BodyLength::Chunked, Rule::HttpEncodingNotChunked))
        }
        // (4): chunked is the final encoding
        (Some(true), false) => Some(Framing::sound(BodyLength::Chunked)),
        (Some(false), _) => Some(Framing::broken(BodyLength::UntilClose, Rule::HttpEncodingNotChunked)),
        // (5) and (6)
        (None, true) => Some(content_length(headers)),
        (None, false) => None,
    }
}

/// (5): an invalid `Content-Length` is "an unrecoverable error", "unless the field value can be
/// successfully parsed as a comma-separated list, all values in the list are valid, and all values
/// in the list are the same".
fn content_length(headers: &Headers<'_>) -> Framing {
    let mut length = None;
    for value in headers.tokens("content-length") {
        // Content-Length = 1*DIGIT
        let digits = value.iter().all(u8::is_ascii_digit).then_some(value);
        let number = digits.and_then(|digits| std::str::from_utf8(digits).ok()?.parse::<u64>().ok());
        match (number, length) {
            (None, _) => return Framing::broken(BodyLength::UntilClose, Rule::HttpLengthInvalid),
            (Some(number), Some(before)) if number != before => {
                return Framing::broken(BodyLength::UntilClose, Rule::HttpLengthConflict);
            }
            (Some(number), _) => length = Some(number),
        }
    }
    match length {
        Some(0) => Framing::sound(BodyLength::None),
        Some(length) => Framing::sound(BodyLength::Fixed(length)),
        None => Framing::broken(BodyLength::UntilClose, Rule::HttpLengthInvalid),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(fields: &str) -> Framing {
        let bytes = format!("POST / HTTP/1.1\r\n{fields}\r\n");
        RequestHead::parse(bytes.as_bytes()).complete().unwrap().body()
    }

    fn response(status: u16, method: &str, fields: &str) -> Framing {
        let bytes = format!("HTTP/1.1 {status} X\r\n{fields}\r\n");
        ResponseHead::parse(bytes.as_bytes()).complete().unwrap().body(Some(method.as_bytes()))
    }

    #[test]
    fn requests_follow_each_rule() {
        use BodyLength::{Chunked, Fixed, None, UntilClose};
        let rows = [
            ("", None, Option::None),
            ("Content-Length: 5\r\n", Fixed(5), Option::None),
            ("Content-Length: 0\r\n", None, Option::None),
            ("Content-Length: 5, 5\r\ncontent-length: 5\r\n", Fixed(5), Option::None),
            ("Content-Length: 5\r\nContent-Length: 6\r\n", UntilClose, Some(Rule::HttpLengthConflict)),
            ("Content-Length: +5\r\n", UntilClose, Some(Rule::HttpLengthInvalid)),
            ("Content-Length: \r\n", UntilClose, Some(Rule::HttpLengthInvalid)),
            ("Content-Length: 99999999999999999999\r\n", UntilClose, Some(Rule::HttpLengthInvalid)),
            ("Transfer-Encoding: gzip, Chunked\r\n", Chunked, Option::None),
            (
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                Chunked,
                Some(Rule::HttpLengthAndEncoding),
            ),
            ("Transfer-Encoding: chunked, chunked\r\n", Chunked, Some(Rule::HttpEncodingNotChunked)),
            ("Transfer-Encoding: gzip\r\n", UntilClose, Some(Rule::HttpEncodingNotChunked)),
        ];
        for (fields, length, broken) in rows {
            assert_eq!(request(fields), Framing { length, broken }, "{fields:?}");
        }
        let old = b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n";
        let framing = RequestHead::parse(old).complete().unwrap().body();
        assert_eq!(framing.broken, Some(Rule::HttpEncodingInOldVersion));
    }

    #[test]
    fn responses_follow_each_rule() {
        use BodyLength::{Chunked, Fixed, None, UntilClose};
        let rows = [
            (200, "GET", "", UntilClose, Option::None),
            (200, "GET", "Content-Length: 7\r\n", Fixed(7), Option::None),
            (200, "HEAD", "Content-Length: 7\r\n", None, Option::None),
            (304, "GET", "Content-Length: 7\r\n", None, Option::None),
            (101, "GET", "", None, Option::None),
            (204, "GET", "Transfer-Encoding: chunked\r\n", None, Some(Rule::HttpBodyAnnounced)),
            (200, "CONNECT", "", None, Option::None),
            (403, "CONNECT", "Content-Length: 7\r\n", Fixed(7), Option::None),
            (200, "GET", "Transfer-Encoding: chunked\r\n", Chunked, Option::None),
            (200, "GET", "Transfer-Encoding: gzip\r\n", UntilClose, Option::None),
            (
                200,
                "GET",
                "Transfer-Encoding: chunked, gzip\r\n",
                UntilClose,
                Some(Rule::HttpEncodingNotChunked),
            ),
        ];
        for (status, method, fields, length, broken) in rows {
            assert_eq!(response(status, method, fields), Framing { length, broken }, "{status} {fields:?}");
        }
    }
}
