//! Opening handshakes that break a rule.

use super::*;

/// A sound request, with something in it replaced.
fn asks(rule: Rule, old: &str, new: &str) -> Case {
    let request = request();
    assert!(request.contains(old), "{old}");
    let mut talk = open();
    talk.client(request.replacen(old, new, 1)).server_ack();
    Case::new(rule, 4, Side::Client, talk)
}

/// A sound request with another line.
fn asks_with(rule: Rule, line: &str) -> Case {
    asks(rule, "Upgrade: websocket\r\n", &format!("Upgrade: websocket\r\n{line}\r\n"))
}

fn request() -> String {
    format!(
        "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Key: {SAMPLE_KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
}

/// A sound answer, with something in it replaced.
fn answers(rule: Rule, old: &str, new: &str) -> Case {
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {}\r\n\r\n",
        accept_for(SAMPLE_KEY)
    );
    assert!(answer.contains(old), "{old}");
    let mut talk = open();
    let mut offers = vec!["Sec-WebSocket-Extensions: permessage-deflate"];
    // Who offers subprotocols wants one.
    if new.contains("Sec-WebSocket-Protocol") {
        offers.push("Sec-WebSocket-Protocol: a, b");
    }
    talk.get_with("/", &offers).server(answer.replacen(old, new, 1)).client_ack();
    Case::new(rule, 5, Side::Server, talk)
}

/// A sound answer with another line.
fn answers_with(rule: Rule, lines: &str) -> Case {
    answers(rule, "Connection: Upgrade\r\n", &format!("Connection: Upgrade\r\n{lines}\r\n"))
}

/// A sound answer to a request that offers a subprotocol, without one.
fn chooses_none() -> Case {
    let mut talk = open();
    talk.get_with("/", &["Sec-WebSocket-Protocol: a"]).switching_protocols().client_ack();
    Case::new(Rule::SubprotocolChosen, 5, Side::Server, talk)
}

/// A refusal.
fn refuses(rule: Rule, request: &str, status: &str) -> Case {
    let mut talk = open();
    talk.client(request).response(status, &["Content-Length: 0"], "");
    Case::new(rule, 5, Side::Server, talk)
}

pub(super) fn cases() -> Vec<Case> {
    let key = format!("Sec-WebSocket-Key: {SAMPLE_KEY}\r\n");
    let accept = format!("Sec-WebSocket-Accept: {}\r\n", accept_for(SAMPLE_KEY));
    let mut early = open();
    early.get("/").client(masked(text("early"))).switching_protocols().client_ack();
    let old = request().replacen("Version: 13", "Version: 8", 1);
    vec![
        asks(Rule::MethodGet, "GET", "PUT"),
        asks(Rule::HttpVersion, "HTTP/1.1", "HTTP/1.0"),
        asks(Rule::TargetForm, "/chat", "chat"),
        asks(Rule::TargetWithoutFragment, "/chat", "/chat#top"),
        asks(Rule::HostPresent, "Host: a\r\n", ""),
        asks(Rule::HostOnce, "Host: a\r\n", "Host: a\r\nHost: a\r\n"),
        asks(Rule::UpgradeWebsocket, "Upgrade: websocket\r\n", "Upgrade: h2c\r\n"),
        asks(Rule::ConnectionUpgrade, "Connection: Upgrade", "Connection: keep-alive"),
        asks(Rule::KeyPresent, &key, ""),
        asks(Rule::KeyLength, SAMPLE_KEY, "c2hvcnQ="),
        asks(Rule::KeyOnce, &key, &key.repeat(2)),
        asks_with(Rule::OriginPresent, "User-Agent: Mozilla/5.0"),
        asks(Rule::Version13, "Version: 13", "Version: 6"),
        asks_with(Rule::VersionOnce, "Sec-WebSocket-Version: 13"),
        asks_with(Rule::SubprotocolToken, "Sec-WebSocket-Protocol: a b"),
        asks_with(Rule::SubprotocolUnique, "Sec-WebSocket-Protocol: a, a"),
        asks_with(Rule::ExtensionOfferSyntax, "Sec-WebSocket-Extensions: ;a"),
        asks_with(
            Rule::DeflateOffer,
            "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=7",
        ),
        refuses(Rule::Status101, &request(), "403 Forbidden"),
        answers(Rule::ResponseHttpVersion, "HTTP/1.1", "HTTP/1.0"),
        answers(Rule::ResponseUpgradeWebsocket, "Upgrade: websocket", "Upgrade: websocket, h2c"),
        answers(Rule::ResponseConnectionUpgrade, "Connection: Upgrade", "Connection: keep-alive"),
        answers(Rule::AcceptPresent, &accept, ""),
        answers(Rule::AcceptOnce, &accept, &accept.repeat(2)),
        answers(Rule::AcceptCorrect, &accept_for(SAMPLE_KEY), &accept_for("another")),
        answers_with(Rule::SubprotocolSingle, "Sec-WebSocket-Protocol: a, b"),
        answers_with(Rule::SubprotocolOffered, "Sec-WebSocket-Protocol: c"),
        chooses_none(),
        answers_with(
            Rule::ExtensionOnce,
            "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Extensions: permessage-deflate",
        )
        .also(&[Rule::DeflateAnswer]),
        answers_with(Rule::DeflateAnswer, "Sec-WebSocket-Extensions: permessage-deflate; unheard_of"),
        answers_with(
            Rule::DeflateAnswerFits,
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=10",
        ),
        answers_with(Rule::ExtensionChoiceSyntax, "Sec-WebSocket-Extensions: permessage-deflate, ;a"),
        answers_with(Rule::ExtensionOffered, "Sec-WebSocket-Extensions: x-other"),
        answers_with(Rule::SwitchingWithoutBody, "Content-Length: 5"),
        refuses(Rule::VersionsAdvertised, &old, "400 Bad Request").also(&[Rule::Status101]),
        refuses(Rule::UpgradeRequiredNamed, &request(), "426 Upgrade Required").also(&[Rule::Status101]),
        Case::new(Rule::FrameBefore101, 5, Side::Client, early),
    ]
}
