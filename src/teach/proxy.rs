//! What a proxy did to a request to become a WebSocket, where both of its sides were captured.

use super::{Sentence, Value};
use crate::flow::ConnectionId;
use crate::summary::Passage;

/// The other side of the proxy, what it took away, and how to make it pass that on.
pub(super) fn passed_on(passage: &Passage, connection: ConnectionId) -> Vec<Sentence> {
    let Passage { front, back, lost } = passage;
    let names: Vec<_> = lost.headers().collect();
    let headers: Vec<_> = match names.as_slice() {
        [first, second] => vec![Sentence::new("proxy.two").with("first", *first).with("second", *second)],
        names => names.iter().map(|name| Sentence::new("proxy.header").with("name", *name)).collect(),
    };
    let (other, keys) = if passage.is_front(connection) {
        (back, ["proxy.front", "proxy.front.without"])
    } else {
        (front, ["proxy.back", "proxy.back.without"])
    };
    let [whole, without] = keys;
    let mut said = vec![
        Sentence::new(if headers.is_empty() { whole } else { without })
            .with("proxy", front.server.to_string())
            .with("server", back.server.to_string())
            .with("number", other.connection.to_string())
            .with("packet", other.packet.to_string())
            .with("headers", Value::List(headers)),
    ];
    if lost.version {
        said.push(Sentence::new("proxy.version"));
    }
    if lost.is_upgrade() {
        said.push(Sentence::new("proxy.remedy"));
    }
    said
}
