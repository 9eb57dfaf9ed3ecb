//! Why it happened, in words only: events become keys and values, and these become sentences in
//! English or Chinese, with the section of the RFC that says so.

mod catalog;
mod ending;
mod http;
mod line;
mod narrator;
mod overhead;
mod rules;
mod sentence;
mod tcp;
mod tls;
mod websocket;

pub use ending::{brief, roles, spoken, spoken_brief, verdict};
pub use line::{Kind, Layer, Line, Part, Phase};
pub use narrator::Narrator;
pub use overhead::overhead;
pub use rules::finding;
pub use sentence::{Language, Sentence, Value};
pub use websocket::{message_what as message, what as frame};

use crate::flow::Direction;

/// Who sends in a direction, as a word in a sentence.
#[must_use]
pub fn sender(direction: Direction) -> Sentence {
    Sentence::new(match direction {
        Direction::ToServer => "who.client",
        Direction::ToClient => "who.server",
    })
}
