//! Every rule of the opening handshake, checked one by one (RFC 6455 4.1, 4.2 and 11.3).

use std::borrow::Cow;
use std::collections::BTreeSet;

use base64::Engine;
use base64::alphabet;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};

use super::{AcceptSteps, Draft, Extension, ExtensionList, PermessageDeflate, deflate};
use crate::protocol::Rule;
use crate::protocol::frame::Sender;
use crate::protocol::http::{Headers, RequestHead, ResponseHead, Version, is_token};

/// What came of checking a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The rule is kept.
    Pass,
    /// The rule is broken.
    Fail,
    /// The rule says nothing about this handshake, or what it speaks of was not seen.
    NotApplicable,
}

/// One rule of the handshake with its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The rule; it knows its name, clause, severity and who must keep it.
    pub rule: Rule,
    /// Kept, broken, or not in question.
    pub verdict: Verdict,
    /// The value looked at, as sent; `None` where it is missing.
    pub found: Option<Vec<u8>>,
    /// The value that would have been right, where there is one only.
    pub expected: Option<String>,
}

/// Checks a handshake, as much of it as was seen: one [`Check`] for each rule, always in the same
/// order, first the client's and then the server's. `right` is the answer to the client's key, where
/// that was seen.
#[must_use]
pub fn check(
    request: Option<&RequestHead<'_>>,
    response: Option<&ResponseHead<'_>>,
    right: Option<&AcceptSteps>,
) -> Vec<Check> {
    let asked = REQUEST_RULES.iter().map(|&(rule, judge)| (rule, request.map(judge)));
    let answer = response.map(|response| Answer { request, response, right });
    let answered = RESPONSE_RULES.iter().map(|&(rule, judge)| (rule, answer.as_ref().map(judge)));
    let checks = asked.chain(answered);
    checks.map(|(rule, outcome)| outcome.unwrap_or_else(Outcome::not_applicable).of_rule(rule)).collect()
}

/// Those of [`check`] that are broken, at a fraction of the cost: mostly none.
#[must_use]
pub fn broken(
    request: Option<&RequestHead<'_>>,
    response: Option<&ResponseHead<'_>>,
    right: Option<&AcceptSteps>,
) -> Vec<Check> {
    let mut broken = request.map(broken_by_request).unwrap_or_default();
    if let Some(response) = response {
        broken.extend(failed(RESPONSE_RULES, |judge| judge(&Answer { request, response, right })));
    }
    broken
}

/// The rules that a client breaks with its request.
#[must_use]
pub fn broken_by_request(request: &RequestHead<'_>) -> Vec<Check> {
    failed(REQUEST_RULES, |judge| judge(request)).collect()
}

/// The rules that are broken by a judge's outcome.
fn failed<'a, J>(
    rules: &'static [(Rule, J)],
    outcome: impl Fn(&J) -> Outcome<'a>,
) -> impl Iterator<Item = Check> {
    let judged = rules.iter().map(move |(rule, judge)| (*rule, outcome(judge)));
    let failed = judged.filter(|(_, outcome)| outcome.verdict == Verdict::Fail);
    failed.map(|(rule, outcome)| outcome.of_rule(rule))
}

/// A response, with the request it answers if that was seen.
struct Answer<'a> {
    request: Option<&'a RequestHead<'a>>,
    response: &'a ResponseHead<'a>,
    right: Option<&'a AcceptSteps>,
}

/// What came of checking a rule, whichever it is.
pub(super) struct Outcome<'a> {
    verdict: Verdict,
    found: Option<Cow<'a, [u8]>>,
    expected: Option<Cow<'a, str>>,
}

type RequestRule = for<'a> fn(&'a RequestHead<'a>) -> Outcome<'a>;
type ResponseRule = for<'a> fn(&Answer<'a>) -> Outcome<'a>;

/// What the client must do.
const REQUEST_RULES: &[(Rule, RequestRule)] = &[
    // 4.1 (2): "The method of the request MUST be GET"
    (Rule::MethodGet, |head| Outcome::of(*head.method == *b"GET").with(&*head.method).expecting("GET")),
    // 4.1 (2): "the HTTP version MUST be at least 1.1"
    (Rule::HttpVersion, |head| version(head.version)),
    // 4.1 (3): the target is the resource name, "or be an absolute http/https URI"
    (Rule::TargetForm, |head| Outcome::of(target_form(&head.target)).with(&*head.target)),
    // 3: "Fragment identifiers are meaningless in the context of WebSocket URIs and MUST NOT be used"
    (Rule::TargetWithoutFragment, |head| Outcome::of(!head.target.contains(&b'#')).with(&*head.target)),
    // 4.1 (4): "The request MUST contain a |Host| header field"
    (Rule::HostPresent, |head| present(&head.headers, "host")),
    // RFC 9112 3.2: 400 to a request "that contains more than one Host header field line"
    (Rule::HostOnce, |head| once(&head.headers, "host")),
    // 4.1 (5): |Upgrade| "whose value MUST include the "websocket" keyword"
    (Rule::UpgradeWebsocket, |head| listed(&head.headers, "upgrade", "websocket")),
    // 4.1 (6): |Connection| "whose value MUST include the "Upgrade" token"
    (Rule::ConnectionUpgrade, |head| listed(&head.headers, "connection", "Upgrade")),
    // 4.1 (7): "MUST include a header field with the name |Sec-WebSocket-Key|"
    (Rule::KeyPresent, |head| present(&head.headers, "sec-websocket-key")),
    // 4.1 (7): "a randomly selected 16-byte value that has been base64-encoded"
    (Rule::KeyLength, |head| {
        given(&head.headers, "sec-websocket-key", |key| decoded_length(key) == Some(16))
    }),
    // 11.3.1: "MUST NOT appear more than once in an HTTP request"
    (Rule::KeyOnce, |head| once(&head.headers, "sec-websocket-key")),
    // 4.1 (8): "MUST include a header field with the name |Origin| if the request is coming from a
    // browser client"
    (Rule::OriginPresent, |head| match head.headers.get("user-agent") {
        _ if head.headers.contains("origin") => present(&head.headers, "origin"),
        // hybi-07 to hybi-10 1.6: the same under another name
        _ if Draft::of(head).is_some() && head.headers.contains("sec-websocket-origin") => {
            present(&head.headers, "sec-websocket-origin")
        }
        Some(agent) if agent.starts_with(b"Mozilla/") => present(&head.headers, "origin"),
        _ => Outcome::not_applicable(),
    }),
    // 4.1 (9): |Sec-WebSocket-Version|: "The value of this header field MUST be 13"; the drafts had others
    (Rule::Version13, |head| {
        let version = head.headers.get("sec-websocket-version");
        match Draft::of(head) {
            Some(_) => Outcome::not_applicable(),
            None => Outcome::of(version == Some(b"13")).found(version).expecting("13"),
        }
    }),
    // 11.3.5: "MUST NOT appear more than once in an HTTP request"
    (Rule::VersionOnce, |head| once(&head.headers, "sec-websocket-version")),
    // 4.1 (10): the elements "MUST be non-empty strings with characters in the range U+0021 to
    // U+007E not including separator characters"
    (Rule::SubprotocolToken, |head| {
        match head.headers.tokens("sec-websocket-protocol").find(|element| !is_token(element)) {
            Some(element) => Outcome::of(false).with(element),
            None => given(&head.headers, "sec-websocket-protocol", |value| !value.is_empty()),
        }
    }),
    // 4.1 (10): "and MUST all be unique strings"
    (Rule::SubprotocolUnique, |head| {
        let mut seen = BTreeSet::new();
        match head.headers.tokens("sec-websocket-protocol").find(|element| !seen.insert(*element)) {
            Some(element) => Outcome::of(false).with(element),
            None => given(&head.headers, "sec-websocket-protocol", |_| true),
        }
    }),
    // 9.1: extension-list = 1#extension
    (Rule::ExtensionOfferSyntax, |head| extension_syntax(&head.headers)),
    // RFC 7692 7.1: a server must decline an offer with a parameter that is not defined, that has an
    // invalid value, or that comes twice
    (Rule::DeflateOffer, |head| deflate_parameters(&head.headers, Sender::Client)),
];

/// What the server must do; most of it only when it agrees.
const RESPONSE_RULES: &[(Rule, ResponseRule)] = &[
    // 4.2.2 (5.1): "A Status-Line with a 101 response code"
    (Rule::Status101, |answer| {
        let status = answer.response.status;
        Outcome::of(status == 101).with(status.to_string().into_bytes()).expecting("101")
    }),
    // 4.2.2 (5.1): "Such a response could look like "HTTP/1.1 101 Switching Protocols""
    (Rule::ResponseHttpVersion, |answer| answer.agreed(|response| version(response.version))),
    // 4.1, response (2): "an ASCII case-insensitive match for the value "websocket""
    (Rule::ResponseUpgradeWebsocket, |answer| {
        answer.agreed(|response| {
            let upgrade = response.headers.joined("upgrade");
            let matches = upgrade.as_deref().is_some_and(|value| value.eq_ignore_ascii_case(b"websocket"));
            Outcome::of(matches).found(upgrade).expecting("websocket")
        })
    }),
    // 4.1, response (3): "a token that is an ASCII case-insensitive match for the value "Upgrade""
    (Rule::ResponseConnectionUpgrade, |answer| {
        answer.agreed(|response| listed(&response.headers, "connection", "Upgrade"))
    }),
    // 4.2.2 (5.4): "A |Sec-WebSocket-Accept| header field"
    (Rule::AcceptPresent, |answer| {
        answer.agreed(|response| present(&response.headers, "sec-websocket-accept"))
    }),
    // 11.3.3: "MUST NOT appear more than once in an HTTP response"
    (Rule::AcceptOnce, |answer| answer.agreed(|response| once(&response.headers, "sec-websocket-accept"))),
    // 4.2.2 (5.4): key and GUID concatenated, "taking the SHA-1 hash", "and base64-encoding"
    (Rule::AcceptCorrect, |answer| {
        answer.agreed(|response| match (answer.right, response.headers.get("sec-websocket-accept")) {
            (Some(AcceptSteps { base64, .. }), Some(value)) => {
                Outcome::of(value == base64.as_bytes()).with(value).expecting(base64.as_str())
            }
            (None, _) | (_, None) => Outcome::not_applicable(),
        })
    }),
    // 11.3.4: "MUST NOT appear more than once in an HTTP response"; 4.2.2 (5.5): one value
    (Rule::SubprotocolSingle, |answer| {
        answer.agreed(|response| match response.headers.joined("sec-websocket-protocol") {
            Some(value) => Outcome::of(is_token(&value)).with(value),
            None => Outcome::not_applicable(),
        })
    }),
    // 4.2.2 (4): "the value chosen MUST be derived from the client's handshake"
    (Rule::SubprotocolOffered, |answer| {
        answer.agreed_on(|request, response| {
            let offered: BTreeSet<_> = request.headers.tokens("sec-websocket-protocol").collect();
            all_known(response.headers.tokens("sec-websocket-protocol"), |chosen| offered.contains(chosen))
        })
    }),
    // 1.9: "the server needs to include the same field and one of the selected subprotocol values in its
    // response for the connection to be established"; 4.2.2 leaves it open, browsers insist (WHATWG
    // WebSockets 2)
    (Rule::SubprotocolChosen, |answer| {
        answer.agreed_on(|request, response| match request.headers.joined("sec-websocket-protocol") {
            Some(_) => present(&response.headers, "sec-websocket-protocol"),
            None => Outcome::not_applicable(),
        })
    }),
    // 11.3.2: "MUST NOT appear more than once in an HTTP response"
    (Rule::ExtensionOnce, |answer| {
        answer.agreed(|response| once(&response.headers, "sec-websocket-extensions"))
    }),
    // 9.1: extension-list = 1#extension
    (Rule::ExtensionChoiceSyntax, |answer| answer.agreed(|response| extension_syntax(&response.headers))),
    // 4.2.2 (4): "by selecting one or more of the values from the |Sec-WebSocket-Extensions| field"
    (Rule::ExtensionOffered, |answer| {
        answer.agreed_on(|request, response| {
            let list = ExtensionList::parse(&request.headers);
            let offered: BTreeSet<_> = list.extensions.iter().map(|offer| offer.name.as_bytes()).collect();
            let chosen = ExtensionList::parse(&response.headers).extensions;
            all_known(chosen.iter().map(|choice| choice.name.as_bytes()), |name| offered.contains(name))
        })
    }),
    // RFC 7692 7.1: a client must fail the connection for the same reasons; two at once share a bit
    (Rule::DeflateAnswer, |answer| {
        answer.agreed(|response| deflate_parameters(&response.headers, Sender::Server))
    }),
    // RFC 7692 7.1.1.1, 7.1.2.1, 7.1.2.2: what an answer must and may include
    (Rule::DeflateAnswerFits, |answer| {
        answer.agreed_on(|request, response| {
            let offers = deflate_in(&request.headers);
            match deflate_in(&response.headers).as_slice() {
                [(chosen, deflate), ..] if !offers.is_empty() => {
                    let offers: Vec<_> = offers.into_iter().map(|(_, offer)| offer).collect();
                    Outcome::of(deflate::fits(&offers, *deflate)).with(chosen.to_string().into_bytes())
                }
                _ => Outcome::not_applicable(),
            }
        })
    }),
    // RFC 9110 8.6 and RFC 9112 6.1: neither length nor coding "in any response with a status code
    // of 1xx"
    (Rule::SwitchingWithoutBody, |answer| {
        answer.agreed(|response| {
            let announced = ["content-length", "transfer-encoding"];
            let found = announced.iter().find_map(|name| response.headers.get(name));
            Outcome::of(found.is_none()).found(found)
        })
    }),
    // 4.4: "the server MUST respond with a |Sec-WebSocket-Version| header field (or multiple)"
    (Rule::VersionsAdvertised, |answer| {
        let asked = answer.request.and_then(|request| request.headers.get("sec-websocket-version"));
        match (answer.response.status, asked) {
            (400..=499, Some(version)) if version != b"13" => {
                present(&answer.response.headers, "sec-websocket-version")
            }
            _ => Outcome::not_applicable(),
        }
    }),
    // RFC 9110 15.5.22: "The server MUST send an Upgrade header field in a 426 response"
    (Rule::UpgradeRequiredNamed, |answer| match answer.response.status {
        426 => present(&answer.response.headers, "upgrade"),
        _ => Outcome::not_applicable(),
    }),
];

impl<'a> Answer<'a> {
    /// Judges a response that agrees to the upgrade.
    fn agreed(&self, judge: impl FnOnce(&'a ResponseHead<'a>) -> Outcome<'a>) -> Outcome<'a> {
        if self.response.status == 101 { judge(self.response) } else { Outcome::not_applicable() }
    }

    /// Judges a response that agrees to the upgrade by what was asked for.
    fn agreed_on(
        &self,
        judge: impl FnOnce(&'a RequestHead<'a>, &'a ResponseHead<'a>) -> Outcome<'a>,
    ) -> Outcome<'a> {
        match self.request {
            Some(request) => self.agreed(|response| judge(request, response)),
            None => Outcome::not_applicable(),
        }
    }
}

impl<'a> Outcome<'a> {
    pub(super) fn of(kept: bool) -> Self {
        let verdict = if kept { Verdict::Pass } else { Verdict::Fail };
        Self { verdict, found: None, expected: None }
    }

    pub(super) fn not_applicable() -> Self {
        Self { verdict: Verdict::NotApplicable, found: None, expected: None }
    }

    pub(super) fn with(self, found: impl Into<Cow<'a, [u8]>>) -> Self {
        self.found(Some(found))
    }

    pub(super) fn found(self, found: Option<impl Into<Cow<'a, [u8]>>>) -> Self {
        Self { found: found.map(Into::into), ..self }
    }

    pub(super) fn expecting(self, expected: impl Into<Cow<'a, str>>) -> Self {
        Self { expected: Some(expected.into()), ..self }
    }

    pub(super) fn of_rule(self, rule: Rule) -> Check {
        let Self { verdict, found, expected } = self;
        Check { rule, verdict, found: found.map(Cow::into_owned), expected: expected.map(Cow::into_owned) }
    }
}

fn version(version: Version) -> Outcome<'static> {
    Outcome::of(version >= Version::HTTP_11).with(version.to_string().into_bytes())
}

fn present<'a>(headers: &'a Headers<'_>, name: &str) -> Outcome<'a> {
    let value = headers.get(name);
    Outcome::of(value.is_some()).found(value)
}

/// Not applicable where the field is missing: another rule speaks of that.
fn given<'a>(headers: &'a Headers<'_>, name: &str, kept: impl FnOnce(&[u8]) -> bool) -> Outcome<'a> {
    match headers.get(name) {
        Some(value) => Outcome::of(kept(value)).with(value),
        None => Outcome::not_applicable(),
    }
}

fn once<'a>(headers: &'a Headers<'_>, name: &str) -> Outcome<'a> {
    match headers.joined(name) {
        Some(values) => Outcome::of(headers.all(name).count() == 1).with(values),
        None => Outcome::not_applicable(),
    }
}

fn listed<'a>(headers: &'a Headers<'_>, name: &str, token: &'static str) -> Outcome<'a> {
    Outcome::of(headers.has_token(name, token)).found(headers.joined(name)).expecting(token)
}

/// Whether each chosen element is known; names the first that isn't.
fn all_known<'a>(chosen: impl Iterator<Item = &'a [u8]>, known: impl Fn(&[u8]) -> bool) -> Outcome<'static> {
    let mut outcome = Outcome::not_applicable();
    for element in chosen {
        outcome = Outcome::of(known(element)).with(element.to_vec());
        if outcome.verdict == Verdict::Fail {
            break;
        }
    }
    outcome
}

fn extension_syntax<'a>(headers: &'a Headers<'_>) -> Outcome<'a> {
    let Some(value) = headers.joined("sec-websocket-extensions") else {
        return Outcome::not_applicable();
    };
    let list = ExtensionList::parse(headers);
    match list.malformed {
        Some(element) => Outcome::of(false).with(element),
        None => Outcome::of(!list.extensions.is_empty()).with(value),
    }
}

/// Every `permessage-deflate` of a head.
fn deflate_in(headers: &Headers<'_>) -> Vec<(Extension, PermessageDeflate)> {
    let list = ExtensionList::parse(headers).extensions;
    let read = |extension: Extension| {
        let deflate = extension.permessage_deflate()?;
        Some((extension, deflate))
    };
    list.into_iter().filter_map(read).collect()
}

fn deflate_parameters(headers: &Headers<'_>, by: Sender) -> Outcome<'static> {
    let list = deflate_in(headers);
    let illegal = list.iter().find_map(|(extension, _)| deflate::illegal(extension, by));
    match (illegal, list.as_slice()) {
        (Some(parameter), _) => Outcome::of(false).with(parameter.to_string().into_bytes()),
        // Offers are alternatives, an answer is not.
        (None, [_, (again, _), ..]) if by == Sender::Server => {
            Outcome::of(false).with(again.to_string().into_bytes())
        }
        (None, [(first, _), ..]) => Outcome::of(true).with(first.to_string().into_bytes()),
        (None, []) => Outcome::not_applicable(),
    }
}

/// A path (the resource name of RFC 6455 3) or an absolute URI.
fn target_form(target: &[u8]) -> bool {
    let scheme = |scheme: &str| {
        let start = target.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    target.starts_with(b"/") || scheme("http://") || scheme("https://")
}

/// Bytes that a key stands for. Left-over bits in its last character are passed over: RFC 6455 asks
/// only for the length.
fn decoded_length(key: &[u8]) -> Option<usize> {
    static LENIENT: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
    );
    LENIENT.decode(key).ok().map(|bytes| bytes.len())
}

#[cfg(test)]
mod tests {
    use super::super::accept;
    use super::*;

    const REQUEST: &str = "GET /chat HTTP/1.1\r\nHost: server.example.com\r\nUpgrade: websocket\r\n\
        Connection: keep-alive, Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
        Origin: http://example.com\r\nSec-WebSocket-Protocol: chat, superchat\r\n\
        Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\
        Sec-WebSocket-Version: 13\r\n\r\n";
    const RESPONSE: &str = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: upgrade\r\n\
        Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: chat\r\n\
        Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n";

    fn checks(request: &str, response: &str) -> Vec<Check> {
        let request = RequestHead::parse(request.as_bytes()).complete().expect("a request");
        let response = ResponseHead::parse(response.as_bytes()).complete().expect("a response");
        let right = request.headers.get("sec-websocket-key").map(accept);
        check(Some(&request), Some(&response), right.as_ref())
    }

    /// The rules broken when one text is replaced in the example's request or response.
    fn broken(from: &str, to: &str) -> Vec<Rule> {
        assert!(REQUEST.contains(from) || RESPONSE.contains(from), "{from}");
        let checks = checks(&REQUEST.replacen(from, to, 1), &RESPONSE.replacen(from, to, 1));
        checks.iter().filter(|check| check.verdict == Verdict::Fail).map(|check| check.rule).collect()
    }

    #[test]
    fn the_example_of_rfc_6455_1_3_keeps_every_rule() {
        let checks = checks(REQUEST, RESPONSE);
        assert_eq!(checks.len(), REQUEST_RULES.len() + RESPONSE_RULES.len());
        for check in &checks {
            let silent = matches!(check.rule, Rule::VersionsAdvertised | Rule::UpgradeRequiredNamed);
            let verdict = if silent { Verdict::NotApplicable } else { Verdict::Pass };
            assert_eq!(check.verdict, verdict, "{}", check.rule);
        }
    }

    #[test]
    fn each_mistake_breaks_its_rule() {
        let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        let accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
        let rows: &[(&str, &str, &[Rule])] = &[
            ("GET /chat", "get /chat", &[Rule::MethodGet]),
            ("/chat HTTP/1.1", "/chat HTTP/1.0", &[Rule::HttpVersion]),
            ("/chat", "ws://a/chat", &[Rule::TargetForm]),
            ("/chat", "HTTPS://a/chat", &[]),
            ("/chat", "/chat#top", &[Rule::TargetWithoutFragment]),
            ("Host: server.example.com\r\n", "", &[Rule::HostPresent]),
            ("Host: ", "Host: a\r\nHost: ", &[Rule::HostOnce]),
            ("Upgrade: websocket", "Upgrade: h2c", &[Rule::UpgradeWebsocket]),
            ("Upgrade: websocket", "UPGRADE: h2c, WEBSOCKET", &[]),
            ("keep-alive, Upgrade", "keep-alive", &[Rule::ConnectionUpgrade]),
            ("keep-alive, Upgrade", "keep-alive\r\nconnection: UPGRADE", &[]),
            (key, "", &[Rule::KeyPresent]),
            ("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=", &[Rule::KeyLength, Rule::AcceptCorrect]),
            ("dGhlIHNhbXBsZSBub25jZQ==", "", &[Rule::KeyLength, Rule::AcceptCorrect]),
            ("Origin: ", "Sec-WebSocket-Key: x\r\nOrigin: ", &[Rule::KeyOnce]),
            ("Origin: http://example.com", "User-Agent: Mozilla/5.0", &[Rule::OriginPresent]),
            ("Origin: http://example.com", "User-Agent: curl", &[]),
            ("Version: 13", "Version: 6", &[Rule::Version13]),
            ("Version: 13", "Version: 8", &[]),
            (
                "Origin: http://example.com\r\n",
                "User-Agent: Mozilla/5.0\r\nSec-WebSocket-Origin: x\r\n",
                &[Rule::OriginPresent],
            ),
            ("Sec-WebSocket-Version: 13\r\n", "", &[Rule::Version13]),
            ("Origin: ", "Sec-WebSocket-Version: 13\r\nOrigin: ", &[Rule::VersionOnce]),
            ("chat, superchat", "chat, super chat", &[Rule::SubprotocolToken]),
            ("chat, superchat", "chat, chat", &[Rule::SubprotocolUnique]),
            (
                "permessage-deflate; client_max",
                "permessage-deflate; =",
                &[Rule::ExtensionOfferSyntax, Rule::ExtensionOffered],
            ),
            ("HTTP/1.1 101", "HTTP/1.0 101", &[Rule::ResponseHttpVersion]),
            ("HTTP/1.1 101", "HTTP/1.1 200", &[Rule::Status101]),
            ("Upgrade: WebSocket", "Upgrade: WebSocket, h2c", &[Rule::ResponseUpgradeWebsocket]),
            ("Connection: upgrade", "Connection: close", &[Rule::ResponseConnectionUpgrade]),
            (accept, "", &[Rule::AcceptPresent]),
            ("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "S3pPLMBiTxaQ9kYGzzhZRbK+xOo=", &[Rule::AcceptCorrect]),
            ("Protocol: chat\r", "Protocol: other\r", &[Rule::SubprotocolOffered]),
            ("Protocol: chat\r", "Protocol: chat, superchat\r", &[Rule::SubprotocolSingle]),
            ("Extensions: permessage-deflate\r", "Extensions: x\r", &[Rule::ExtensionOffered]),
            ("Extensions: permessage-deflate\r", "Extensions: \r", &[Rule::ExtensionChoiceSyntax]),
            ("client_max_window_bits\r", "client_max_window_bits=16\r", &[Rule::DeflateOffer]),
            ("client_max_window_bits\r", "x, permessage-deflate\r", &[Rule::DeflateOffer]),
            (
                "permessage-deflate; ",
                "permessage-deflate; server_max_window_bits=9; ",
                &[Rule::DeflateAnswerFits],
            ),
            ("permessage-deflate\r", "permessage-deflate; client_max_window_bits=9\r", &[]),
            ("permessage-deflate\r", "permessage-deflate; client_max_window_bits\r", &[Rule::DeflateAnswer]),
            ("permessage-deflate\r", "permessage-deflate, permessage-deflate\r", &[Rule::DeflateAnswer]),
            (
                "Connection: upgrade",
                "Connection: upgrade\r\nContent-Length: 0",
                &[Rule::SwitchingWithoutBody],
            ),
        ];
        for (from, to, rules) in rows {
            assert_eq!(broken(from, to), *rules, "{from:?} -> {to:?}");
        }
        let twice = accept.repeat(2);
        assert_eq!(broken(accept, &twice), [Rule::AcceptOnce]);
        let extension = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
        assert_eq!(broken(extension, &extension.repeat(2)), [Rule::ExtensionOnce, Rule::DeflateAnswer]);
    }

    #[test]
    fn refusals_are_judged_by_their_own_rules() {
        let old = REQUEST.replace("Version: 13", "Version: 7");
        let origin = "User-Agent: Mozilla/5.0\r\nSec-WebSocket-Origin: http://example.com";
        let old = old.replace("Origin: http://example.com", origin);
        let failed = |response: &str| -> Vec<Rule> {
            let checks = checks(&old, response);
            checks.iter().filter(|check| check.verdict == Verdict::Fail).map(|check| check.rule).collect()
        };
        assert_eq!(
            failed("HTTP/1.1 426 Upgrade Required\r\n\r\n"),
            [Rule::Status101, Rule::VersionsAdvertised, Rule::UpgradeRequiredNamed]
        );
        let told = "HTTP/1.1 426 U\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13, 8\r\n\r\n";
        assert_eq!(failed(told), [Rule::Status101]);
    }

    #[test]
    fn shows_what_was_found_and_what_was_expected() {
        let checks = checks(REQUEST, &RESPONSE.replace("s3pP", "xxxx"));
        let accept = checks.iter().find(|check| check.rule == Rule::AcceptCorrect).unwrap();
        assert_eq!(accept.verdict, Verdict::Fail);
        assert_eq!(accept.found.as_deref(), Some(b"xxxxLMBiTxaQ9kYGzzhZRbK+xOo=".as_slice()));
        assert_eq!(accept.expected.as_deref(), Some("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    }

    #[test]
    fn what_was_not_seen_is_not_judged() {
        assert!(check(None, None, None).iter().all(|check| check.verdict == Verdict::NotApplicable));
        let response = ResponseHead::parse(RESPONSE.as_bytes()).complete().unwrap();
        let alone = check(None, Some(&response), None);
        assert!(alone.iter().all(|check| check.verdict != Verdict::Fail));
        let accept = alone.iter().find(|check| check.rule == Rule::AcceptCorrect).unwrap();
        assert_eq!(accept.verdict, Verdict::NotApplicable);
    }

    #[test]
    fn endless_lists_stay_cheap() {
        let list = "a,".repeat(30_000);
        let many = REQUEST.replace("chat, superchat", &list);
        let chosen = RESPONSE.replace("Protocol: chat", &format!("Protocol: {list}"));
        assert!(checks(&many, &chosen).iter().any(|check| check.rule == Rule::SubprotocolUnique));
    }
}
