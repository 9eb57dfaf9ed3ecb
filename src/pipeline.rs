//! Joins the stages: packets in at one end, events out at the other.

use crate::capture::Source;
use crate::decode::decode;
use crate::flow::{At, ConnectionId, Connections, Sink, TcpEvent};
use crate::session::{Observer, Sessions};
use crate::tell::Report;

/// Reads `source` to its end and tells `observer` what happened; of one connection only, if `only`
/// names one.
pub fn run(source: &mut dyn Source, observer: &mut dyn Observer, only: Option<ConnectionId>) -> Report {
    let mut report = Report::default();
    let mut connections = Connections::new();
    let mut sink = Chosen { sessions: Sessions::new(observer), only };
    while sink.sessions.observer().wants_more() {
        let packet = match source.next_packet() {
            Ok(Some(packet)) => packet,
            Ok(None) => break,
            Err(error) => {
                report.error = Some(error);
                break;
            }
        };
        report.packets += 1;
        sink.sessions.observer().packet(&packet);
        match decode(&packet) {
            Ok(segment) => connections.take(&segment, &mut sink),
            Err(reason) => *report.undecoded.entry(reason).or_default() += 1,
        }
    }
    connections.finish(&mut sink);
    report.connections = connections.len() as u64;
    report
}

/// Lets the events of the chosen connections through.
struct Chosen<'o> {
    sessions: Sessions<'o>,
    only: Option<ConnectionId>,
}

impl Sink for Chosen<'_> {
    fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
        if self.only.is_none_or(|only| only == at.connection) {
            self.sessions.tcp(at, event);
        }
    }
}
