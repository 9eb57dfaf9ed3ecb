//! What a connection cost, in a row of `connections`.

use serde::{Serialize, Serializer};

use crate::summary::{Cost, Summary};

/// The bytes of a connection's packets, each way, and what they brought.
#[derive(Debug, Serialize)]
pub(super) struct OverheadRow {
    client: CostRow,
    server: CostRow,
    messages: u64,
    message_bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    packets_per_message: Option<f64>,
}

/// The total, then the parts that it consists of.
#[derive(Debug)]
struct CostRow(Cost);

impl Serialize for CostRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("total", self.0.total)].into_iter().chain(self.0.parts()))
    }
}

impl OverheadRow {
    pub(super) fn new(summary: &Summary) -> Self {
        let overhead = &summary.overhead;
        Self {
            client: CostRow(overhead.sides.to_server),
            server: CostRow(overhead.sides.to_client),
            messages: overhead.messages,
            message_bytes: overhead.message_bytes,
            packets_per_message: summary.packets_per_message(),
        }
    }
}
