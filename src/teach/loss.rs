//! What the capture lost, in words: a mark between packets, and what it explains.

use super::{Sentence, Value};
use crate::flow::Loss;
use crate::summary::Summary;

/// So many packets were lost here.
#[must_use]
pub fn lost(loss: &Loss) -> Sentence {
    let sentence = match loss.lasted() {
        Some(_) if loss.is_close => Sentence::new("loss.here"),
        Some(lasted) => Sentence::new("loss.within").with("time", lasted),
        None => Sentence::new("loss.some-time"),
    };
    sentence.with("n", loss.packets)
}

/// What that means.
#[must_use]
pub fn lost_means() -> Sentence {
    Sentence::lesson_once("loss.means")
}

/// What is said of something missing, with what explains it, if anything does.
pub(super) fn explained(missing: Sentence, by: Option<&Loss>) -> Sentence {
    let Some(loss) = by else { return missing };
    let key = if loss.is_close { "loss.explains" } else { "loss.may-explain" };
    Sentence::new(key).with("missing", Value::from(missing)).with("n", loss.packets)
}

/// What was lost while a connection lived, if anything was.
pub(super) fn lived(summary: &Summary) -> Vec<Sentence> {
    let lost = summary.capture_lost;
    (lost > 0).then(|| Sentence::new("loss.lived").with("n", lost)).into_iter().collect()
}
