//! The opening handshake of hixie-76, rule by rule (hybi-00 4.1 and 5.2).

use super::checks::{Check, Outcome, check};
use super::draft::KEYS;
use super::{Draft, Handshake};
use crate::protocol::Rule;
use crate::protocol::hixie76::{KEY3_LENGTH, KeyNumber, Proof};
use crate::protocol::http::{RequestHead, ResponseHead};

/// Rules that came with later versions, or read a field as later versions do.
const LATER: &[Rule] = &[
    Rule::KeyPresent,
    Rule::KeyLength,
    Rule::KeyOnce,
    Rule::Version13,
    Rule::VersionOnce,
    Rule::SubprotocolToken,
    Rule::SubprotocolUnique,
    Rule::AcceptPresent,
    Rule::AcceptOnce,
    Rule::AcceptCorrect,
    Rule::SubprotocolSingle,
];

impl Proof {
    /// The steps, from what was seen of a handshake.
    #[must_use]
    pub fn new(request: Option<&RequestHead<'_>>, key3: Option<[u8; KEY3_LENGTH]>) -> Self {
        let key = |name| Some(KeyNumber::read(request?.headers.get(name)?));
        Self { keys: KEYS.map(key), key3, answer: None }
    }
}

/// Checks a handshake of hixie-76, as much of it as was seen: one [`Check`] for each rule, always in the
/// same order, the client's and the server's as [`check`] has them, then those that are hixie-76's own.
#[must_use]
pub fn check_hixie76(
    request: Option<&RequestHead<'_>>,
    response: Option<&ResponseHead<'_>>,
    proof: &Proof,
) -> Vec<Check> {
    let mut checks = check(request, response, None);
    for check in &mut checks {
        if LATER.contains(&check.rule) {
            *check = Outcome::not_applicable().of_rule(check.rule);
        }
    }
    let [first, second] = &proof.keys;
    let [name1, name2] = KEYS;
    let agreed = response.filter(|response| response.status == 101);
    let outcomes = [
        // 5.2: "If /spaces_1/ is zero", or the number "is not an integral multiple", "abort"
        (Rule::HixieKey1, request.map(|request| key(request, name1, first.as_ref()))),
        (Rule::HixieKey2, request.map(|request| key(request, name2, second.as_ref()))),
        // 4.1: the origin of the response must be that of the request
        (Rule::HixieOrigin, request.zip(agreed).map(|(request, response)| origin(request, response))),
        // 4.1: the location of the response must be the URL that the client asked for
        (Rule::HixieLocation, request.zip(agreed).map(|(request, response)| location(request, response))),
        // 4.1: the sixteen bytes must be "the MD5 fingerprint" of both numbers and the eight bytes
        (Rule::HixieAnswer, agreed.and_then(|_| answer(proof))),
    ];
    let outcome = |(rule, outcome): (Rule, Option<Outcome<'_>>)| {
        outcome.unwrap_or_else(Outcome::not_applicable).of_rule(rule)
    };
    checks.extend(outcomes.into_iter().map(outcome));
    checks
}

fn key<'a>(request: &'a RequestHead<'_>, name: &str, number: Option<&KeyNumber>) -> Outcome<'a> {
    let sound = number.is_some_and(|number| number.quotient().is_some());
    Outcome::of(sound).found(request.headers.get(name))
}

fn origin<'a>(request: &'a RequestHead<'_>, response: &'a ResponseHead<'_>) -> Outcome<'a> {
    let Some(asked) = request.headers.get("origin") else { return Outcome::not_applicable() };
    let answered = response.headers.get("sec-websocket-origin");
    let same = answered.is_some_and(|answered| answered.eq_ignore_ascii_case(asked));
    Outcome::of(same).found(answered).expecting(String::from_utf8_lossy(asked))
}

fn location<'a>(request: &RequestHead<'_>, response: &'a ResponseHead<'_>) -> Outcome<'a> {
    let Some(asked) = Handshake::new(Some(request), None, None).uri(false) else {
        return Outcome::not_applicable();
    };
    let answered = response.headers.get("sec-websocket-location");
    // Whether TLS lies between is not known here.
    let bare = |uri: &[u8]| {
        let start = uri.windows(3).position(|window| window == b"://").map_or(0, |at| at + 3);
        uri.get(start..).unwrap_or_default().to_ascii_lowercase()
    };
    let same = answered.is_some_and(|answered| bare(answered) == bare(asked.as_bytes()));
    Outcome::of(same).found(answered).expecting(asked)
}

fn answer(proof: &Proof) -> Option<Outcome<'static>> {
    let (right, answer) = (proof.is_right()?, proof.answer?);
    Some(Outcome::of(right).with(hex(&answer).into_bytes()).expecting(hex(&proof.expected()?)))
}

impl Handshake {
    /// Collects the facts of a handshake of hixie-76.
    #[must_use]
    pub fn hixie76(
        request: Option<&RequestHead<'_>>,
        response: Option<&ResponseHead<'_>>,
        proof: &Proof,
    ) -> Self {
        let key = |name| Some(String::from_utf8_lossy(request?.headers.get(name)?).into_owned());
        Self {
            version: Some(Draft::Hixie76.version().to_owned()),
            draft: Some(Draft::Hixie76),
            keys: KEYS.map(key),
            key3: proof.key3.map(|key| hex(&key)),
            accept: proof.answer.map(|answer| hex(&answer)),
            accept_valid: proof.is_right().filter(|_| proof.answer.is_some()),
            ..Self::new(request, response, None)
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::upgrade::Verdict;

    const REQUEST: &str = "GET /demo HTTP/1.1\r\nHost: example.com\r\nConnection: Upgrade\r\n\
        Sec-WebSocket-Key2: 12998 5 Y3 1  .P00\r\nSec-WebSocket-Protocol: sample\r\n\
        Upgrade: WebSocket\r\nSec-WebSocket-Key1: 4 @1  46546xW%0l 1 5\r\n\
        Origin: http://example.com\r\n\r\n";
    const RESPONSE: &str = "HTTP/1.1 101 WebSocket Protocol Handshake\r\nUpgrade: WebSocket\r\n\
        Connection: Upgrade\r\nSec-WebSocket-Origin: http://example.com\r\n\
        Sec-WebSocket-Location: ws://example.com/demo\r\nSec-WebSocket-Protocol: sample\r\n\r\n";

    /// The rules broken when one text is replaced in the draft's example.
    fn broken(from: &str, to: &str, answer: &[u8; 16]) -> Vec<Rule> {
        assert!(REQUEST.contains(from) || RESPONSE.contains(from), "{from}");
        let (request, response) = (REQUEST.replacen(from, to, 1), RESPONSE.replacen(from, to, 1));
        let request = RequestHead::parse(request.as_bytes()).complete().unwrap();
        let response = ResponseHead::parse(response.as_bytes()).complete().unwrap();
        let proof = Proof { answer: Some(*answer), ..Proof::new(Some(&request), Some(*b"^n:ds[4U")) };
        let checks = check_hixie76(Some(&request), Some(&response), &proof);
        checks.iter().filter(|check| check.verdict == Verdict::Fail).map(|check| check.rule).collect()
    }

    #[test]
    fn the_example_of_hybi_00_1_2_keeps_every_rule() {
        assert_eq!(broken("GET", "GET", b"8jKS'y:G*Co,Wxa-"), []);
        let (request, response) = (REQUEST.as_bytes(), RESPONSE.as_bytes());
        let request = RequestHead::parse(request).complete().unwrap();
        let response = ResponseHead::parse(response).complete().unwrap();
        let answer = Some(*b"8jKS'y:G*Co,Wxa-");
        let proof = Proof { answer, ..Proof::new(Some(&request), Some(*b"^n:ds[4U")) };
        let facts = Handshake::hixie76(Some(&request), Some(&response), &proof);
        assert_eq!((facts.version.as_deref(), facts.accept_valid), (Some("hixie-76"), Some(true)));
        assert_eq!(facts.uri(false).as_deref(), Some("ws://example.com/demo"));
        assert_eq!(facts.keys[1].as_deref(), Some("12998 5 Y3 1  .P00"));
        assert_eq!(facts.key3.as_deref(), Some("5e6e3a64735b3455"));
        let unseen = check_hixie76(None, Some(&response), &Proof::new(None, None));
        assert!(unseen.iter().all(|check| check.verdict != Verdict::Fail));
    }

    #[test]
    fn each_mistake_breaks_its_rule() {
        let right = b"8jKS'y:G*Co,Wxa-";
        let rows: &[(&str, &str, &[Rule])] = &[
            ("4 @1  46546xW%0l 1 5", "4@146546xW%0l15", &[Rule::HixieKey1]),
            ("4 @1  46546xW%0l 1 5", "4 @1  46546xW%0l 1 6", &[Rule::HixieKey1]),
            ("Sec-WebSocket-Key2: 12998 5 Y3 1  .P00\r\n", "", &[Rule::HixieKey2]),
            ("Sec-WebSocket-Origin: http://example.com", "Sec-WebSocket-Origin: null", &[Rule::HixieOrigin]),
            ("ws://example.com/demo", "wss://EXAMPLE.com/demo", &[]),
            ("ws://example.com/demo", "ws://example.com/", &[Rule::HixieLocation]),
            ("Sec-WebSocket-Location: ws://example.com/demo\r\n", "", &[Rule::HixieLocation]),
            ("Upgrade: WebSocket", "Upgrade: h2c", &[Rule::UpgradeWebsocket, Rule::ResponseUpgradeWebsocket]),
            ("Protocol: sample", "Protocol: two words", &[]),
        ];
        for (from, to, rules) in rows {
            assert_eq!(broken(from, to, right), *rules, "{from:?} -> {to:?}");
        }
        assert_eq!(broken("GET", "GET", b"8jKS'y:G*Co,Wxa+"), [Rule::HixieAnswer]);
    }
}
