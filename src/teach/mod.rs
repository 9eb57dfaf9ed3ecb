//! Why it happened, in words only: events become keys and values, and these become sentences in
//! English or Chinese, with the section of the RFC that says so.

mod acknowledgements;
mod advice;
mod catalog;
mod cause;
mod closing;
mod compression;
mod ending;
mod heartbeat;
mod hixie76;
mod http;
mod line;
mod loss;
mod narrator;
mod overhead;
mod proxy;
mod rules;
mod sentence;
mod states;
mod tcp;
mod tls;
mod websocket;

pub use acknowledgements::{acknowledgements, stalls};
pub use advice::advice;
pub use cause::{evidence_what, shows};
pub use closing::{tcp_closing, websocket_closing};
pub use compression::{compression, smaller};
pub use ending::{Account, account, brief, roles, sealed_heartbeat, spoken, spoken_brief, verdict};
pub use heartbeat::heartbeat;
pub use hixie76::draft;
pub use line::{Kind, Layer, Line, Part, Phase};
pub use loss::{lost, lost_means};
pub use narrator::Narrator;
pub use overhead::overhead;
pub use rules::{finding, handshake_rule};
pub use sentence::{Language, Sentence, Value};
pub use states::states;
pub use tcp::{because, settled};
pub use websocket::{message_what as message, opcode_name, took, unread, what as frame};

use crate::flow::Direction;
use crate::summary::Summary;

/// Who sends in a direction, as a word in a sentence.
#[must_use]
pub fn sender(direction: Direction) -> Sentence {
    Sentence::new(match direction {
        Direction::ToServer => "who.client",
        Direction::ToClient => "who.server",
    })
}

/// Who sends in a direction, as a title.
#[must_use]
pub fn role(direction: Direction) -> Sentence {
    Sentence::new(match direction {
        Direction::ToServer => "role.client",
        Direction::ToClient => "role.server",
    })
}

/// What a whole connection shows, a paragraph each: who kept it alive, who acknowledged how, what it
/// cost, what to do about it.
#[must_use]
pub fn numbers(summary: &Summary) -> Vec<Vec<Sentence>> {
    let mut advice = advice(summary);
    if !advice.is_empty() {
        advice.insert(0, Sentence::new("advice"));
    }
    let paragraphs = [
        states(summary),
        heartbeat(summary),
        acknowledgements(summary),
        stalls(summary),
        overhead(summary),
        compression(summary),
        loss::lived(summary),
        advice,
    ];
    paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect()
}
