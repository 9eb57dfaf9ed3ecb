//! Tests of what is told: a connection of a recorded capture.

use std::path::Path;

use super::{Teller, Telling};
use crate::capture::{Source as _, open};
use crate::decode::Decoder;
use crate::flow::{ConnectionId, Connections};
use crate::session::Sessions;

/// A connection of a capture in `captures/`, as if only the packets with certain numbers had been captured.
pub(super) fn told(capture: &str, connection: ConnectionId, captured: impl Fn(u64) -> bool) -> Telling {
    let mut source = open(Path::new(&format!("captures/{capture}.pcapng"))).unwrap();
    let mut teller = Teller::new(connection);
    let (mut decoder, mut connections) = (Decoder::new(), Connections::default());
    let mut sessions = Sessions::new(&mut teller);
    while let Some(packet) = source.next_packet().unwrap() {
        if captured(packet.number)
            && let Ok(segment) = decoder.decode(&packet)
        {
            connections.take(&segment, &mut sessions);
        }
    }
    connections.finish(&mut sessions);
    drop(sessions);
    teller.finish().unwrap()
}
