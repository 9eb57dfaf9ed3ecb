//! A FIN or RST that does not look like its sender's other segments, in a row of `connections`.

use serde::Serialize;

use crate::flow::{Direction, TimestampOrigin};
use crate::summary::{Confidence, Summary};

#[derive(Debug, Serialize)]
pub(super) struct OriginRow {
    suspect: bool,
    confidence: &'static str,
    from: &'static str,
    packet: u64,
    compared_with: u32,
    ttl: TtlRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip_id: Option<ValuesRow<u16>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<ValuesRow<u32>>,
}

#[derive(Debug, Serialize)]
struct TtlRow {
    lowest: u8,
    highest: u8,
    seen: u8,
}

/// What came before, and what was seen; nothing where a timestamp is missing.
#[derive(Debug, Serialize)]
struct ValuesRow<T> {
    before: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<T>,
}

impl OriginRow {
    /// The first of the connection, where there is one.
    pub(super) fn new(summary: &Summary) -> Option<Self> {
        let found = |from| Some((from, summary.suspect[from].as_deref()?));
        let (from, suspect) =
            Direction::BOTH.into_iter().filter_map(found).min_by_key(|(_, suspect)| suspect.packet)?;
        let origin = suspect.origin;
        Some(Self {
            suspect: true,
            confidence: if origin.is_likely() { Confidence::Likely } else { Confidence::Guess }.name(),
            from: from.sender(),
            packet: suspect.packet,
            compared_with: origin.segments,
            ttl: TtlRow { lowest: origin.ttl.lowest, highest: origin.ttl.highest, seen: origin.ttl.seen },
            ip_id: origin.ip_id.map(|id| ValuesRow { before: id.before, seen: Some(id.seen) }),
            timestamp: match origin.timestamps {
                TimestampOrigin::Missing { before } => Some(ValuesRow { before, seen: None }),
                TimestampOrigin::Back { before, seen } => Some(ValuesRow { before, seen: Some(seen) }),
                TimestampOrigin::Silent | TimestampOrigin::Fit => None,
            },
        })
    }
}
