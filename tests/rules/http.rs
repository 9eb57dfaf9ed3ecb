//! HTTP messages that break a rule, in plain requests and their answers.

use super::*;
use wiretale::limits;

/// A client that sends `head`, and a case that finds `rule` in it.
fn asks(rule: Rule, head: &str) -> Case {
    let mut talk = open();
    talk.client(head);
    Case::new(rule, 4, Side::Client, talk)
}

/// A server that answers a plain request with `bytes`.
fn answers(rule: Rule, bytes: &str) -> Case {
    let mut talk = open();
    talk.client("GET / HTTP/1.1\r\nHost: a\r\n\r\n").server(bytes);
    Case::new(rule, 5, Side::Server, talk)
}

/// A server whose chunked body is `body`.
fn chunks(rule: Rule, body: &str) -> Case {
    answers(rule, &format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{body}"))
}

/// The second request of a client, in segments.
fn long(rule: Rule, head: &str) -> Case {
    let mut talk = open();
    talk.window(Side::Server, u16::MAX).in_segments(Side::Client, 1_400, head);
    let last = talk.packets.len() as u64;
    Case::new(rule, last, Side::Client, talk)
}

pub(super) fn cases() -> Vec<Case> {
    let zeros = "0".repeat(limits::MAX_CHUNK_LINE_BYTES as usize + 1);
    let trailer = format!("0\r\nA: {}", "a".repeat(limits::MAX_TRAILER_BYTES as usize));
    let fields = "A: b\r\n".repeat(limits::MAX_HEAD_BYTES / 8);
    let mut trailers = open();
    trailers.client("GET / HTTP/1.1\r\nHost: a\r\n\r\n").window(Side::Client, u16::MAX);
    trailers.in_segments(
        Side::Server,
        60_000,
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{trailer}"),
    );
    let mut lost = open();
    lost.client("GET / HTTP/1.1\r\nHo").client("st: a\r\n").uncaptured().client("\r\n").server_ack();
    let mut tls = open();
    tls.client("GET / HTTP/1.1\r\nHost: a\r\n\r\n").server(vec![21, 3, 3, 0, 2, 2, 70]);
    let mut plain = open();
    let hello = [&[22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 3][..], &[1; 32], &[0, 0, 2, 0x13, 1, 1, 0]].concat();
    plain.client(hello).server("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    vec![
        asks(Rule::HttpRequestLine, "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET HTTP/1.1\r\n\r\n"),
        asks(Rule::HttpTargetWhitespace, "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"),
        answers(Rule::HttpStatusLine, "HTTP/1.1 2000 OK\r\n\r\n"),
        asks(Rule::HttpEmptyLine, "GET / HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        asks(Rule::HttpBareLineFeed, "GET / HTTP/1.1\nHost: a\r\n\r\n"),
        asks(Rule::HttpFieldLine, "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n"),
        asks(Rule::HttpFieldName, "GET / HTTP/1.1\r\nHost: a\r\nx y: 1\r\n\r\n"),
        asks(Rule::HttpSpaceBeforeColon, "GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
        asks(Rule::HttpFieldFolded, "GET / HTTP/1.1\r\nHost:\r\n a\r\n\r\n"),
        asks(Rule::HttpFieldValue, "GET / HTTP/1.1\r\nHost: a\r\nB: \x01\r\n\r\n"),
        long(
            Rule::HttpHeadTooLarge,
            &format!("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /{}", "a".repeat(limits::MAX_HEAD_BYTES)),
        ),
        long(Rule::HttpTooManyFields, &format!("GET / HTTP/1.1\r\n{fields}\r\n")),
        asks(Rule::HttpLengthInvalid, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n"),
        asks(
            Rule::HttpLengthConflict,
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        ),
        asks(
            Rule::HttpLengthAndEncoding,
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        ),
        asks(
            Rule::HttpEncodingNotChunked,
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
        ),
        asks(
            Rule::HttpEncodingInOldVersion,
            "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
        ),
        answers(Rule::HttpBodyAnnounced, "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n"),
        chunks(Rule::HttpChunkMalformed, "1\r\nab"),
        chunks(Rule::HttpChunkLineTooLong, &zeros),
        Case::new(Rule::HttpTrailerTooLong, 6, Side::Server, trailers),
        Case::new(Rule::MessagesLost, 5, Side::Client, lost),
        Case::new(Rule::TlsAnswersHttp, 5, Side::Server, tls),
        Case::new(Rule::HttpAnswersTls, 5, Side::Server, plain),
    ]
}
