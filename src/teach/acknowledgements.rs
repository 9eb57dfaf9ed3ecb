//! How the two sides acknowledge, in words.

use std::num::NonZeroU64;

use super::{Sentence, Value, sender};
use crate::capture::Elapsed;
use crate::flow::Direction;
use crate::summary::{AckHabits, ShownBy, Stalls, Summary, Vantage};

/// How the data of a connection was acknowledged, by whom, and how late.
#[must_use]
pub fn acknowledgements(summary: &Summary) -> Vec<Sentence> {
    let acks = &summary.acknowledgements;
    let mut sentences = Vec::new();
    for direction in Direction::BOTH {
        sentences.extend(habits(direction, &acks.sides[direction]));
    }
    if !sentences.is_empty() {
        sentences.extend(acks.vantage.map(vantage));
    }
    sentences
}

/// The writes that waited for a delayed ACK, and the remedy.
#[must_use]
pub fn stalls(summary: &Summary) -> Vec<Sentence> {
    let stalls = &summary.acknowledgements.stalls;
    Direction::BOTH.into_iter().filter_map(|direction| stall(direction, &stalls[direction])).collect()
}

fn habits(direction: Direction, habits: &AckHabits) -> Vec<Sentence> {
    let Some((_, usual, longest)) = habits.delays.spread() else { return Vec::new() };
    let kinds = [
        ("acks.pure", habits.pure),
        ("acks.piggybacked", habits.piggybacked),
        ("acks.with-fin", habits.with_fin),
    ];
    let kinds =
        kinds.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| Sentence::new(key).with("n", u64::from(n)));
    let mut sentences = vec![
        Sentence::new("acks.habits")
            .with("who", sender(direction))
            .with("n", habits.count())
            .with("kinds", Value::List(kinds.collect()))
            .with("usual", usual)
            .with("longest", longest),
    ];
    if let Some((_, timer, _)) = habits.timer.spread() {
        let n = habits.timer.count();
        sentences.push(Sentence::lesson("acks.timer", "acks.timer.brief").with("n", n).with("time", timer));
    }
    if let Some(packet) = habits.left_ping_pong.map(NonZeroU64::get) {
        sentences.push(Sentence::lesson_once("acks.left-ping-pong").with("packet", packet));
    }
    sentences
}

fn vantage(Vantage { near, shown_by }: Vantage) -> Sentence {
    let key = match shown_by {
        ShownBy::Handshake => "acks.vantage.handshake",
        ShownBy::Offload => "acks.vantage.offload",
    };
    Sentence::new(key).with("near", sender(near)).with("far", sender(near.reverse()))
}

fn stall(direction: Direction, stalls: &Stalls) -> Option<Sentence> {
    let (_, usual, _) = stalls.lasted.spread()?;
    let total = Elapsed(usual.0.saturating_mul(i64::try_from(stalls.lasted.count()).unwrap_or(i64::MAX)));
    let sentence =
        Sentence::new("acks.stall").with("who", sender(direction)).with("peer", sender(direction.reverse()));
    Some(
        sentence
            .with("n", stalls.lasted.count())
            .with("time", usual)
            .with("total", total)
            .with("packet", stalls.first_packet),
    )
}
