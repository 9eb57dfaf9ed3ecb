//! What a connection cost, in words: the bytes of its packets by what they were for.

use super::catalog::short;
use super::{Sentence, Value};
use crate::summary::Summary;

/// What it cost to bring a connection's messages across; nothing where nothing was carried.
#[must_use]
pub fn overhead(summary: &Summary) -> Vec<Sentence> {
    let (overhead, cost) = (&summary.overhead, summary.overhead.cost());
    if cost.total == cost.link + cost.ip_tcp {
        return Vec::new();
    }
    let parts = [
        ("cost.link", cost.link),
        ("cost.ip-tcp", cost.ip_tcp),
        ("cost.tls", cost.tls),
        ("cost.http-head", cost.http_head),
        ("cost.http-body", cost.http_body),
        ("cost.frame-header", cost.frame_header),
        ("cost.frame-payload", cost.frame_payload),
        ("cost.retransmitted", cost.retransmitted),
        ("cost.other", cost.other),
    ];
    let part = |(key, bytes): (&'static str, u64)| Sentence::new(key).with("bytes", Value::Bytes(bytes));
    let parts: Vec<_> = parts.into_iter().filter(|(_, bytes)| *bytes > 0).map(part).collect();
    let packets = summary.packet_count();
    let sentence = match (overhead.messages, summary.packets_per_message()) {
        (_, None) => Sentence::new("cost.no-message"),
        (1, _) => Sentence::new("cost.message"),
        (messages, Some(ratio)) => {
            Sentence::new("cost.messages").with("messages", messages).with("ratio", short(ratio))
        }
    };
    vec![
        sentence
            .with("content", Value::Bytes(overhead.message_bytes))
            .with("packets", packets)
            .with("total", Value::Bytes(cost.total))
            .with("parts", Value::List(parts)),
    ]
}
