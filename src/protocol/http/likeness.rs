//! Whether a stream's first bytes are HTTP/1.x, told from few bytes and never guessed.

use nom::Parser;
use nom::combinator::all_consuming;

use super::head::http_version;
use crate::limits::MAX_START_LINE_BYTES;
use crate::protocol::Likeness;

/// Longest method that is taken for one; the longest registered one (`UPDATEREDIRECTREF`) has 17.
const MAX_METHOD_BYTES: usize = 24;

/// Whether a stream that begins with `bytes` begins with an HTTP/1.x request.
///
/// `Yes` takes the whole request line, for other protocols begin with a word too (SIP and RTSP even
/// with the same ones). `No` comes with the first byte that can't stand there.
#[must_use]
pub fn looks_like_request(bytes: &[u8]) -> Likeness {
    // RFC 9112 2.2: empty lines before the request line are ignored
    let start = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    if start > MAX_START_LINE_BYTES {
        return Likeness::No;
    }
    let bytes = bytes.get(start..).unwrap_or_default();
    let method =
        bytes.iter().take_while(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_')).count();
    let target = match bytes.get(method..) {
        _ if method > MAX_METHOD_BYTES => return Likeness::No,
        None | Some([]) => return Likeness::NeedMore,
        Some([b' ', target @ ..]) if method > 0 => target,
        Some(_) => return Likeness::No,
    };
    let line = match target.iter().position(|&byte| byte == b'\n') {
        Some(end) => target.get(..end).unwrap_or_default(),
        None if target.iter().any(|&byte| byte.is_ascii_control() && !matches!(byte, b'\r' | b'\t')) => {
            return Likeness::No;
        }
        None if target.len() > MAX_START_LINE_BYTES => return Likeness::No,
        None => return Likeness::NeedMore,
    };
    let version = line.trim_ascii_end().rsplit(|&byte| byte == b' ').next().unwrap_or_default();
    match all_consuming(http_version).parse(version) {
        // RFC 9113 3.4: "PRI * HTTP/2.0" is the preface of HTTP/2, made to look like a request
        Ok((_, version)) => Likeness::from(version.major < 2 && line.len() > version_length(version)),
        Err(_) => Likeness::No,
    }
}

/// Whether a stream that begins with `bytes` begins with an HTTP/1.x response.
#[must_use]
pub fn looks_like_response(bytes: &[u8]) -> Likeness {
    // status-line = HTTP-version SP status-code SP [ reason-phrase ]
    let pattern: [fn(u8) -> bool; 13] = [
        |byte| byte == b'H',
        |byte| byte == b'T',
        |byte| byte == b'T',
        |byte| byte == b'P',
        |byte| byte == b'/',
        |byte| matches!(byte, b'0' | b'1'),
        |byte| byte == b'.',
        |byte| byte.is_ascii_digit(),
        |byte| byte == b' ',
        |byte| byte.is_ascii_digit(),
        |byte| byte.is_ascii_digit(),
        |byte| byte.is_ascii_digit(),
        |byte| matches!(byte, b' ' | b'\r' | b'\n'),
    ];
    if !bytes.iter().zip(pattern).all(|(&byte, fits)| fits(byte)) {
        return Likeness::No;
    }
    if bytes.len() < pattern.len() { Likeness::NeedMore } else { Likeness::Yes }
}

/// Bytes of a version and the space before it: a line with a target is longer.
fn version_length(version: super::Version) -> usize {
    version.to_string().len() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each beginning of `bytes` is taken for, without repetition.
    fn course(bytes: &[u8], judge: fn(&[u8]) -> Likeness) -> Vec<Likeness> {
        let mut course: Vec<_> = (0..=bytes.len()).map(|end| judge(&bytes[..end])).collect();
        course.dedup();
        course
    }

    #[test]
    fn requests_are_known_when_their_first_line_is_whole() {
        for line in ["GET / HTTP/1.1", "M-SEARCH * HTTP/1.1", "CONNECT a:1 HTTP/1.0", "get / HTTP/1.1"] {
            for end in ["\r\n", "\n", "\r\nHost: a\r\n"] {
                let bytes = format!("{line}{end}");
                assert_eq!(course(bytes.as_bytes(), looks_like_request), [Likeness::NeedMore, Likeness::Yes]);
            }
        }
        assert_eq!(looks_like_request(b"\r\nGET / HTTP/1.1\r\n"), Likeness::Yes);
    }

    #[test]
    fn other_protocols_are_not_requests() {
        let others: [&[u8]; 12] = [
            b"220 mail ESMTP\r\n",
            b"SSH-2.0-OpenSSH_9.2 HTTP/1.1\r\n",
            b"EHLO example\r\n",
            b"OPTIONS sip:a@b SIP/2.0\r\n",
            b"DESCRIBE rtsp://a RTSP/1.0\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"GET key\r\n",
            b"GET HTTP/1.1\r\n",
            b"HTTP/1.1 200 OK\r\n",
            b"\x16\x03\x01\x02\x00\x01",
            b"\x81\x85abcd",
            b"GET \x00\x01",
        ];
        for bytes in others {
            assert_eq!(course(bytes, looks_like_request), [Likeness::NeedMore, Likeness::No], "{bytes:?}");
        }
        let endless = vec![b'a'; MAX_START_LINE_BYTES + 10];
        assert_eq!(looks_like_request(&endless), Likeness::No);
        assert_eq!(looks_like_request(&[b"GET /", endless.as_slice()].concat()), Likeness::No);
        assert_eq!(looks_like_request(&vec![b'\n'; MAX_START_LINE_BYTES + 10]), Likeness::No);
    }

    #[test]
    fn responses_are_known_from_their_status() {
        assert_eq!(
            course(b"HTTP/1.1 101 Switching", looks_like_response),
            [Likeness::NeedMore, Likeness::Yes]
        );
        for bytes in [b"HTTP/2.0 200 ".as_slice(), b"220 mail", b"HTTP/1.1 2000", b"RTSP/1.0 200 OK"] {
            assert_eq!(course(bytes, looks_like_response), [Likeness::NeedMore, Likeness::No]);
        }
    }
}
