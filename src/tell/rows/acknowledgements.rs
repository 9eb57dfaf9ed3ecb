//! How data was acknowledged, in a row of `connections`.

use std::num::NonZeroU64;

use serde::Serialize;

use super::heartbeat::{SpreadRow, spread};
use crate::flow::Direction;
use crate::summary::{AckHabits, DELAY_BOUNDS, Stalls, Summary};

#[derive(Debug, Serialize)]
pub(super) struct AcknowledgementsRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    captured_near: Option<&'static str>,
    client: HabitsRow,
    server: HabitsRow,
    stalls: Vec<StallsRow>,
}

#[derive(Debug, Serialize)]
struct HabitsRow {
    pure: u32,
    piggybacked: u32,
    with_fin: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    segments_per_ack: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delay: Option<SpreadRow>,
    distribution: Vec<BinRow>,
    delayed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    timer: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_ping_pong: Option<u64>,
}

/// Delays below a bound, and not below the one before.
#[derive(Debug, Serialize)]
struct BinRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<f64>,
    count: u32,
}

#[derive(Debug, Serialize)]
struct StallsRow {
    from: &'static str,
    count: u64,
    first_packet: u64,
    lasted: SpreadRow,
}

impl AcknowledgementsRow {
    pub(super) fn new(summary: &Summary) -> Self {
        let acks = &summary.acknowledgements;
        Self {
            captured_near: acks.vantage.map(|vantage| vantage.near.sender()),
            client: HabitsRow::new(&acks.sides[Direction::ToServer]),
            server: HabitsRow::new(&acks.sides[Direction::ToClient]),
            stalls: Direction::BOTH
                .into_iter()
                .filter_map(|direction| StallsRow::new(direction, &acks.stalls[direction]))
                .collect(),
        }
    }
}

impl HabitsRow {
    fn new(habits: &AckHabits) -> Self {
        let count = habits.count();
        Self {
            pure: habits.pure,
            piggybacked: habits.piggybacked,
            with_fin: habits.with_fin,
            segments_per_ack: (count > 0).then(|| f64::from(habits.segments) / count as f64),
            delay: spread(&habits.delays),
            distribution: distribution(habits),
            delayed: habits.timer.count(),
            timer: habits.timer.spread().map(|(_, median, _)| median.as_secs_f64()),
            left_ping_pong: habits.left_ping_pong.map(NonZeroU64::get),
        }
    }
}

impl StallsRow {
    fn new(direction: Direction, stalls: &Stalls) -> Option<Self> {
        Some(Self {
            from: direction.sender(),
            count: stalls.lasted.count(),
            first_packet: stalls.first_packet,
            lasted: spread(&stalls.lasted)?,
        })
    }
}

/// The bins that hold something.
fn distribution(habits: &AckHabits) -> Vec<BinRow> {
    let bounds = DELAY_BOUNDS.iter().map(|bound| Some(bound.as_secs_f64())).chain([None]);
    let bins = bounds.zip(habits.distribution()).map(|(below, count)| BinRow { below, count });
    bins.filter(|bin| bin.count > 0).collect()
}
