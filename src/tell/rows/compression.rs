//! What permessage-deflate saved, in a row of `connections`.

use serde::Serialize;

use crate::flow::Pair;
use crate::summary::{Compression, Summary};

/// The compressed messages of a connection, each way.
#[derive(Debug, Serialize)]
pub(super) struct CompressionRow {
    client: SideRow,
    server: SideRow,
}

#[derive(Debug, Serialize)]
struct SideRow {
    messages: u64,
    unread: u64,
    wire_length: u64,
    length: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    ratio: Option<f64>,
}

impl CompressionRow {
    /// Nothing where nothing was compressed.
    pub(super) fn new(summary: &Summary) -> Option<Self> {
        let Pair { to_server, to_client } = *summary.compression;
        let any = to_server.messages() + to_client.messages() > 0;
        any.then(|| Self { client: side(to_server), server: side(to_client) })
    }
}

fn side(compression: Compression) -> SideRow {
    SideRow {
        messages: compression.messages(),
        unread: compression.unread,
        wire_length: compression.wire_bytes,
        length: compression.bytes,
        ratio: compression.ratio().map(hundredths),
    }
}

/// A ratio to two decimals.
pub(super) fn hundredths(ratio: f64) -> f64 {
    (ratio * 100.0).round() / 100.0
}
