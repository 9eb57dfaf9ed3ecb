//! Findings explained: a sentence for every rule that is broken, under the rule's own name in the catalog;
//! and what the rules of the opening handshake ask for, kept or not.

use super::Sentence;
use crate::protocol::{Reaction, Rule};
use crate::session::Finding;

/// What was found, what was expected, and the rule that says so.
#[must_use]
pub fn finding(finding: &Finding) -> Sentence {
    let mut rule = Sentence::new(finding.rule.name());
    if let Some(strict) = strict(finding.rule.reaction()) {
        rule = Sentence::new("finding.strict").with("rule", rule).with("strict", strict);
    }
    let key = match (&finding.found, &finding.expected) {
        (Some(_), Some(_)) => "finding.found-expected",
        (Some(_), None) => "finding.found",
        (None, Some(_)) => "finding.expected",
        (None, None) => "finding.bare",
    };
    let mut sentence = Sentence::new(key).with("rule", rule).with("clause", finding.rule.clause());
    if let Some(found) = &finding.found {
        sentence = sentence.with("found", found.as_str());
    }
    if let Some(expected) = &finding.expected {
        sentence = sentence.with("expected", expected.as_str());
    }
    sentence
}

/// What a strict peer does about a broken rule.
fn strict(reaction: Reaction) -> Option<Sentence> {
    Some(Sentence::new(match reaction {
        Reaction::Nothing => return None,
        Reaction::Message => "strict.message",
        Reaction::BadRequest => "strict.bad-request",
        Reaction::OtherVersion => "strict.other-version",
        Reaction::NoWebSocket => "strict.no-websocket",
        Reaction::Aborted => "strict.aborted",
        Reaction::Close1002 => "strict.protocol-error",
        Reaction::Close1007 => "strict.invalid-data",
        Reaction::Discarded => "strict.discarded",
        Reaction::GivenUp => "strict.given-up",
        Reaction::Challenged => "strict.challenged",
        Reaction::Alert => "strict.alert",
    }))
}

/// What a rule of the opening handshake asks for; nothing for other rules.
#[must_use]
pub fn handshake_rule(rule: Rule) -> Option<Sentence> {
    Some(Sentence::new(match rule {
        Rule::MethodGet => "rule.method-get",
        Rule::HttpVersion => "rule.http-version",
        Rule::TargetForm => "rule.target-form",
        Rule::TargetWithoutFragment => "rule.target-without-fragment",
        Rule::HostPresent => "rule.host-present",
        Rule::HostOnce => "rule.host-once",
        Rule::UpgradeWebsocket => "rule.upgrade-websocket",
        Rule::ConnectionUpgrade => "rule.connection-upgrade",
        Rule::KeyPresent => "rule.key-present",
        Rule::KeyLength => "rule.key-length",
        Rule::KeyOnce => "rule.key-once",
        Rule::OriginPresent => "rule.origin-present",
        Rule::Version13 => "rule.version-thirteen",
        Rule::VersionOnce => "rule.version-once",
        Rule::SubprotocolToken => "rule.subprotocol-token",
        Rule::SubprotocolUnique => "rule.subprotocol-unique",
        Rule::ExtensionOfferSyntax => "rule.extension-offer-syntax",
        Rule::DeflateOffer => "rule.deflate-offer",
        Rule::Status101 => "rule.status-switching",
        Rule::ResponseHttpVersion => "rule.response-http-version",
        Rule::ResponseUpgradeWebsocket => "rule.response-upgrade-websocket",
        Rule::ResponseConnectionUpgrade => "rule.response-connection-upgrade",
        Rule::AcceptPresent => "rule.accept-present",
        Rule::AcceptOnce => "rule.accept-once",
        Rule::AcceptCorrect => "rule.accept-correct",
        Rule::SubprotocolSingle => "rule.subprotocol-single",
        Rule::SubprotocolOffered => "rule.subprotocol-offered",
        Rule::SubprotocolChosen => "rule.subprotocol-chosen",
        Rule::ExtensionOnce => "rule.extension-once",
        Rule::ExtensionChoiceSyntax => "rule.extension-choice-syntax",
        Rule::ExtensionOffered => "rule.extension-offered",
        Rule::DeflateAnswer => "rule.deflate-answer",
        Rule::DeflateAnswerFits => "rule.deflate-answer-fits",
        Rule::SwitchingWithoutBody => "rule.switching-without-body",
        Rule::VersionsAdvertised => "rule.versions-advertised",
        Rule::UpgradeRequiredNamed => "rule.upgrade-required-named",
        Rule::HixieKey1 => "rule.hixie-key1",
        Rule::HixieKey2 => "rule.hixie-key2",
        Rule::HixieOrigin => "rule.hixie-origin",
        Rule::HixieLocation => "rule.hixie-location",
        Rule::HixieAnswer => "rule.hixie-answer",
        _ => return None,
    }))
}
