//! Findings explained: a sentence for every rule, under the rule's own name in the catalog.

use super::Sentence;
use crate::session::Finding;

/// What was found, what was expected, and the rule that says so.
#[must_use]
pub fn finding(finding: &Finding) -> Sentence {
    let rule = Sentence::new(finding.rule.name());
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
