//! Every rule of the table is broken once on purpose, and found in the right packet, of the right side, and
//! nothing else with it; sound traffic breaks none.

#[path = "rules/frames.rs"]
mod frames;
#[path = "rules/handshake.rs"]
mod handshake;
#[path = "rules/hixie76.rs"]
mod hixie76;
#[path = "rules/http.rs"]
mod http;
mod support;
#[path = "rules/tcp.rs"]
mod tcp;

use std::collections::BTreeMap;

use support::*;
use wiretale::protocol::{Rule, Severity};
use wiretale::tell::Rows;

const CLIENT: &str = "10.0.0.1:50000";
const SERVER: &str = "10.0.0.2:8080";

/// A capture in which a rule is broken.
struct Case {
    rule: Rule,
    packet: u64,
    by: &'static str,
    /// Rules that can't be kept where this one is broken.
    also: &'static [Rule],
    capture: Vec<u8>,
}

impl Case {
    fn new(rule: Rule, packet: u64, by: Side, talk: Conversation) -> Self {
        Self::captured(rule, packet, by, talk.into_pcapng())
    }

    fn captured(rule: Rule, packet: u64, by: Side, capture: Vec<u8>) -> Self {
        let by = if by == Side::Client { "client" } else { "server" };
        Self { rule, packet, by, also: &[], capture }
    }

    fn also(self, also: &'static [Rule]) -> Self {
        Self { also, ..self }
    }
}

/// A connection that is open, after three packets.
fn open() -> Conversation {
    let mut talk = Conversation::new(CLIENT, SERVER);
    talk.handshake();
    talk
}

/// Rules without a case, each with the reason.
const WITHOUT: &[(Rule, &str)] = &[
    (Rule::InflatedTooMuch, "takes 64 MiB inflated: tests/contents has a bomb"),
    (Rule::NoRoomToInflate, "takes 256 MiB on thousands of connections"),
    (Rule::WebsocketForced, "takes a word on the command line: tests/middle has it"),
    (Rule::HttpMalformed, "what is no head at all is not taken for HTTP"),
    (Rule::NoRoomForBytes, "takes 64 MiB of half a head on thousands of connections"),
    (Rule::TcpHoleGivenUp, "takes 64 MiB behind a hole: tests/hostile.rs has them"),
];

/// The findings of all connections of a capture: rule, packet, side.
fn found(capture: &[u8]) -> Vec<(String, u64, String)> {
    let rows = rows_of(capture, Rows::Connections);
    let findings = rows.iter().flat_map(|row| row.get("findings").expect("findings").list());
    let one = |row: &Json| {
        let [rule, from] = ["rule", "from"].map(|name| row.text(name).expect(name).to_owned());
        (rule, row.number("packet").expect("packet"), from)
    };
    findings.map(one).collect()
}

#[test]
fn every_rule_is_found_where_it_is_broken_and_nothing_else_is() {
    let mut cases = BTreeMap::<Rule, Vec<Case>>::new();
    let all = [http::cases(), handshake::cases(), hixie76::cases(), frames::cases(), tcp::cases()];
    for case in all.into_iter().flatten() {
        cases.entry(case.rule).or_default().push(case);
    }
    let mut wrong = Vec::new();
    for &rule in Rule::ALL {
        let without = WITHOUT.iter().find(|(without, _)| *without == rule);
        let Some(cases) = cases.get(&rule) else {
            if without.is_none() {
                wrong.push(format!("{rule}: no case"));
            }
            continue;
        };
        assert!(without.is_none(), "{rule} has a case");
        for case in cases {
            let found = found(&case.capture);
            let (own, others): (Vec<_>, Vec<_>) = found.iter().partition(|(found, packet, by)| {
                (found.as_str(), *packet, by.as_str()) == (rule.name(), case.packet, case.by)
            });
            let expected = |name: &str| case.also.iter().any(|also| also.name() == name);
            if own.len() != 1 || !others.iter().all(|(name, ..)| expected(name)) {
                wrong.push(format!("{rule} at {} by {}: {found:?}", case.packet, case.by));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sound_traffic_breaks_no_rule() {
    let mut talk = open();
    talk.get_with("/chat?x=1", &["Origin: http://a", "Sec-WebSocket-Protocol: a, b"]);
    talk.switching_protocols_with(&["Sec-WebSocket-Protocol: b"]).client_ack();
    talk.client(masked(text("half").unfinished())).client(masked(ping("?"))).server(pong("?"));
    talk.client(masked(continuation("whole"))).server(binary(vec![0; 70_000 / 2])).client_ack();
    talk.server(close(1013, "later")).client(masked(close(1013, ""))).server_fin().client_fin().server_ack();
    assert_eq!(found(&talk.into_pcapng()), []);
    for capture in Recorded::all() {
        let rows = rows_of(&capture.bytes, Rows::Connections);
        let findings = rows.iter().flat_map(|row| row.get("findings").expect("findings").list());
        let errors: Vec<_> =
            findings.filter(|found| found.text("severity") == Some(Severity::Error.name())).collect();
        let broken_on_purpose = [
            "protocol-error",
            "close-forbidden-code",
            "wrong-accept",
            "upgrade-failed",
            "upgrade-101-wrong",
            "subprotocols",
            "proxy-header-lost",
            "wrong-scheme",
        ];
        if !broken_on_purpose.contains(&capture.name.as_str()) {
            assert!(errors.is_empty(), "{}: {errors:?}", capture.name);
        }
    }
}

#[test]
fn a_finding_says_what_a_strict_peer_does() {
    for case in frames::cases() {
        let rows = rows_of(&case.capture, Rows::Connections);
        let findings = rows[0].get("findings").expect("findings").list();
        let own = findings.iter().find(|row| row.text("rule") == Some(case.rule.name())).expect("found");
        assert_eq!(own.text("strict"), case.rule.reaction().name(), "{}", case.rule);
        if own.text("strict") == Some("close_1002") {
            assert!(own.text("text").is_some_and(|text| text.contains("closes with 1002")), "{own:?}");
        }
    }
}
