//! What permessage-deflate saved on a connection, in words.

use super::catalog::short;
use super::{Sentence, Value, sender};
use crate::flow::Direction;
use crate::summary::Summary;

/// By how much messages were compressed, in a word.
#[must_use]
pub fn smaller(ratio: f64) -> Sentence {
    Sentence::new("compression.smaller").with("ratio", short(ratio))
}

/// How much smaller the messages of each side were on the wire, and how many could not be read.
#[must_use]
pub fn compression(summary: &Summary) -> Vec<Sentence> {
    let mut told = Vec::new();
    for direction in Direction::BOTH {
        let compression = &summary.compression[direction];
        if let Some(ratio) = compression.ratio() {
            let sentence = Sentence::new("compression").with("who", sender(direction));
            told.push(
                sentence
                    .with("n", compression.inflated)
                    .with("bytes", Value::Bytes(compression.bytes))
                    .with("wire", Value::Bytes(compression.wire_bytes))
                    .with("ratio", short(ratio)),
            );
        }
        if compression.unread > 0 {
            let sentence = Sentence::new("compression.unread").with("who", sender(direction));
            told.push(sentence.with("n", compression.unread));
        }
    }
    told
}
